//! The signature below a printed list of visitors: whoever has the list can see that nobody was added to it by hand.

use std::fmt::Write as _;

use data_encoding::BASE32_NOPAD;
use ed25519_dalek::{Signature, VerifyingKey};

use super::manifest::{Manifest, Verdict};
use super::ticket::TicketKey;

/// By the key that signs tickets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestSeal {
    pub key: u32,
    /// 103 capital letters and digits.
    pub text: String,
}

impl ManifestSeal {
    pub fn new(key: u32, signature: &[u8; 64]) -> Self {
        Self { key, text: BASE32_NOPAD.encode(signature) }
    }

    /// Is this the list that was signed?
    pub fn fits(&self, manifest: &Manifest, keys: &[TicketKey]) -> bool {
        let public = keys.iter().find(|k| k.id == self.key).and_then(|k| VerifyingKey::from_bytes(&k.public).ok());
        let signature = BASE32_NOPAD.decode(self.text.as_bytes()).ok().and_then(|bytes| Signature::from_slice(&bytes).ok());
        match (public, signature) {
            (Some(public), Some(signature)) => public.verify_strict(signed_text(manifest).as_bytes(), &signature).is_ok(),
            _ => false,
        }
    }
}

/// What is signed: who comes, when and where to, and what was said of each. Not what identifies them: that is forgotten one day, and the
/// list must stay good. No ticket begins like this.
pub fn signed_text(m: &Manifest) -> String {
    let mut text = format!("sentra manifest 1\n{}\n{}\n{}\n", m.departure, m.site, m.starts_at.0);
    for l in &m.lines {
        let verdict = match l.verdict {
            Verdict::Open => "open",
            Verdict::Approved => "approved",
            Verdict::Refused(reason) => reason.code(),
        };
        // A name is one line without tabs or line ends (`kernel::text`).
        let _ = writeln!(text, "{}\t{}\t{}\t{}\t{verdict}", l.booking, l.visitor, l.name, if l.going { "going" } else { "not going" });
    }
    text
}
