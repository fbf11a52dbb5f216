//! Addresses of the site's own files with the hash of their content, so that browsers may keep them for ever.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

/// File name (`sentra.css`, `fonts/plus-jakarta-sans-latin.woff2`) → hash of its content. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct AssetHashes(Arc<HashMap<String, String>>);

impl AssetHashes {
    pub fn new(hashes: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(Arc::new(hashes.into_iter().collect()))
    }

    pub fn hash(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// `/sentra.css?v=…`; a file that is not there gets its plain address.
    pub fn url(&self, name: &str) -> String {
        let mut url = format!("/{name}");
        if let Some(hash) = self.hash(name) {
            let _ = write!(url, "?v={hash}");
        }
        url
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_address_carries_the_hash_of_the_content() {
        let hashes = super::AssetHashes::new([("sentra.css".to_owned(), "0a1b".to_owned())]);
        assert_eq!(hashes.url("sentra.css"), "/sentra.css?v=0a1b");
        assert_eq!(hashes.url("gone.css"), "/gone.css");
    }
}
