//! Addresses for the log: without queries, and without the secrets that some paths are made of.

use std::borrow::Cow;

/// The segment after one of these opens something: a slip, an order, a new password.
const SECRET_AFTER: [&str; 5] = ["bukti", "pesanan", "reset", "sandbox", "undangan"];
/// Numbers of orders and the like are no secret; secrets are long.
const LONG: usize = 20;

pub fn path(path: &str) -> Cow<'_, str> {
    let mut after = false;
    let hidden = path.split('/').any(|segment| {
        let secret = after && segment.len() >= LONG;
        after = SECRET_AFTER.contains(&segment);
        secret
    });
    if !hidden {
        return Cow::Borrowed(path);
    }
    let mut after = false;
    let shown: Vec<&str> = path
        .split('/')
        .map(|segment| {
            let shown = if after && segment.len() >= LONG { "…" } else { segment };
            after = SECRET_AFTER.contains(&segment);
            shown
        })
        .collect();
    Cow::Owned(shown.join("/"))
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn secrets_do_not_reach_the_log() {
        assert_eq!(path("/pesanan/abcdefghijklmnopqrstuvwxyz234567/batal"), "/pesanan/…/batal");
        assert_eq!(path("/en/reset/abcdefghijklmnopqrstuvwxyz234567abcdefghijk"), "/en/reset/…");
        assert_eq!(path("/en/bukti/abcdefghijklmnopqrstuvwxyz234567"), "/en/bukti/…");
        assert_eq!(path("/akun/pesanan/CMH-1"), "/akun/pesanan/CMH-1");
        assert_eq!(path("/"), "/");
    }
}
