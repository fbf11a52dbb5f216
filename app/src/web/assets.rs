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

    /// All addresses below a folder, in order.
    pub fn urls(&self, folder: &str) -> Vec<String> {
        let mut found: Vec<String> = self.0.keys().filter(|name| name.starts_with(folder)).map(|name| self.url(name)).collect();
        found.sort();
        found
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
        let files = [("sentra.css", "0a1b"), ("x/b.js", "2c"), ("x/a.js", "3d")];
        let hashes = super::AssetHashes::new(files.map(|(name, hash)| (name.to_owned(), hash.to_owned())));
        assert_eq!(hashes.url("sentra.css"), "/sentra.css?v=0a1b");
        assert_eq!(hashes.urls("x/"), ["/x/a.js?v=3d", "/x/b.js?v=2c"]);
        assert_eq!(hashes.url("gone.css"), "/gone.css");
    }
}
