//! The signature below a printed list of visitors: whoever has the list can see that nobody was added to it by hand.

use std::fmt::Write as _;

use data_encoding::BASE32_NOPAD;
use ed25519_dalek::{Signature, VerifyingKey};
use thiserror::Error;

use super::manifest::{Manifest, Verdict};
use super::ticket::TicketKey;

/// So many letters and digits has the text of a seal.
pub const SEAL_LETTERS: usize = 103;

/// By the key that signs tickets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestSeal {
    pub key: u32,
    /// [`SEAL_LETTERS`] capital letters and digits.
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

/// A seal as it was typed off a paper. By which key it is nobody has to type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedSeal(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SealError {
    #[error("nothing was typed")]
    Empty,
    #[error("a character that no seal has")]
    Letters,
    #[error("{typed} letters, which are too few or too many")]
    Length { typed: usize },
}

impl TypedSeal {
    /// In small letters, too, and with spaces. The alphabet has no 0, 1 and 8: whoever read one saw an O, an I or a B.
    pub fn parse(text: &str) -> Result<Self, SealError> {
        let letter = |c: char| match c.to_ascii_uppercase() {
            '0' => 'O',
            '1' => 'I',
            '8' => 'B',
            c => c,
        };
        let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').map(letter).collect();
        if text.is_empty() {
            return Err(SealError::Empty);
        }
        if !text.bytes().all(|b| b.is_ascii_uppercase() || (b'2'..=b'7').contains(&b)) {
            return Err(SealError::Letters);
        }
        if text.len() == SEAL_LETTERS { Ok(Self(text)) } else { Err(SealError::Length { typed: text.len() }) }
    }

    /// Is this the list that was signed, by whichever of these keys?
    pub fn fits(&self, manifest: &Manifest, keys: &[TicketKey]) -> bool {
        keys.iter().any(|k| ManifestSeal { key: k.id, text: self.0.clone() }.fits(manifest, keys))
    }
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::{Signer, SigningKey};
    use uuid::Uuid;

    use super::*;
    use crate::heritage::booking::BookingState;
    use crate::heritage::fare::FareCategory;
    use crate::heritage::manifest::ManifestLine;
    use crate::kernel::bilingual::Bilingual;
    use crate::kernel::clock::Timestamp;
    use crate::kernel::ids::{DepartureId, SiteId, VisitorId};

    fn list() -> Manifest {
        let line = ManifestLine {
            visitor: VisitorId(Uuid::from_u128(3)),
            booking: "TR-1".to_owned(),
            state: BookingState::Confirmed,
            name: "Neng Siti".to_owned(),
            category: FareCategory::Adult,
            going: true,
            identity: None,
            verdict: Verdict::Open,
        };
        Manifest {
            departure: DepartureId(Uuid::from_u128(1)),
            tour: Bilingual::default(),
            site: SiteId(Uuid::from_u128(2)),
            site_name: Bilingual::default(),
            starts_at: Timestamp(1_797_037_200_000),
            cutoff_at: Some(Timestamp(1_796_037_200_000)),
            approves_each: true,
            closed: false,
            lines: vec![line],
            seal: None,
        }
    }

    #[test]
    fn a_seal_is_read_as_people_type_it() {
        let text = ManifestSeal::new(1, &[7; 64]).text;
        assert_eq!(text.len(), SEAL_LETTERS);
        let right = TypedSeal::parse(&text).unwrap();
        let typed = format!(" {}\r\n{}-{} ", &text[..40], &text[40..80], &text[80..]).to_lowercase();
        assert_eq!(TypedSeal::parse(&typed), Ok(right.clone()));
        assert_eq!(TypedSeal::parse(&text.replace('O', "0").replace('I', "1").replace('B', "8")), Ok(right));
        assert_eq!(TypedSeal::parse(" - "), Err(SealError::Empty));
        assert_eq!(TypedSeal::parse(&text[1..]), Err(SealError::Length { typed: SEAL_LETTERS - 1 }));
        for bad in ["9", "É", "<b>"] {
            assert_eq!(TypedSeal::parse(&format!("{bad}{text}")), Err(SealError::Letters), "{bad}");
        }
    }

    #[test]
    fn a_seal_fits_its_list_by_any_key_that_is_good() {
        let (old, new) = (SigningKey::from_bytes(&[1; 32]), SigningKey::from_bytes(&[2; 32]));
        let key = |id: u32, k: &SigningKey| TicketKey { id, public: k.verifying_key().to_bytes() };
        let seal = ManifestSeal::new(1, &old.sign(signed_text(&list()).as_bytes()).to_bytes());
        let typed = TypedSeal::parse(&seal.text).unwrap();
        assert!(typed.fits(&list(), &[key(1, &old), key(2, &new)]) && !typed.fits(&list(), &[key(2, &new)]) && !typed.fits(&list(), &[]));
        let mut judged = list();
        judged.lines[0].verdict = Verdict::Approved;
        assert!(!typed.fits(&judged, &[key(1, &old)]));
    }
}
