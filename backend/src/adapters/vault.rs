//! Sealing what must not be readable in a database or a backup alone, and marking what only this house may hand out: the key is a
//! file apart from both.

use std::io::Write;
use std::path::Path;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use thiserror::Error;

use crate::random::Random;

const KEY: usize = 32;
const NONCE: usize = 24;
/// The first byte of what is sealed: how.
const VERSION: u8 = 1;
/// A mark is as many bytes of its HMAC: nobody guesses it, and it fits into a small code.
const MARK: usize = 20;
/// Marks have a key of their own, derived from the house's.
const MARKS: &[u8] = b"sentra marks 1";

#[derive(Debug, Error)]
pub enum VaultError {
    #[error("the key file: {0}")]
    File(#[from] std::io::Error),
    #[error("the key file does not hold {KEY} bytes")]
    Length,
    /// Another key, another owner, or bytes that were changed.
    #[error("the seal does not fit")]
    Seal,
}

#[derive(Clone)]
pub struct Vault {
    /// Nonces are long enough to be drawn at random for ever.
    seals: XChaCha20Poly1305,
    marks: Hmac<Sha256>,
}

impl Vault {
    pub fn with_key(key: [u8; KEY]) -> Self {
        let derived = hmac(key).chain_update(MARKS).finalize().into_bytes();
        Self { seals: XChaCha20Poly1305::new(&Key::from(key)), marks: hmac(derived.into()) }
    }

    /// Reads the key, or makes one where there is none. Whoever loses the file loses what was sealed.
    pub fn open(file: &Path, random: &Random) -> Result<Self, VaultError> {
        match std::fs::read(file) {
            Ok(bytes) => Ok(Self::with_key(bytes.try_into().map_err(|_| VaultError::Length)?)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                if let Some(folder) = file.parent() {
                    std::fs::create_dir_all(folder)?;
                }
                match write_new(file, &random.bytes::<KEY>()) {
                    // Another process was faster: its key counts.
                    Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => Err(e.into()),
                    _ => Ok(Self::with_key(std::fs::read(file)?.try_into().map_err(|_| VaultError::Length)?)),
                }
            }
            Err(e) => Err(e.into()),
        }
    }

    /// `owner` is sealed with it: moved to another row, it does not open.
    pub fn seal(&self, random: &Random, owner: &[u8], plain: &[u8]) -> Result<Vec<u8>, VaultError> {
        let nonce = random.bytes::<NONCE>();
        let sealed = self.seals.encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: owner }).map_err(|_| VaultError::Seal)?;
        let mut out = Vec::with_capacity(1 + NONCE + sealed.len());
        out.push(VERSION);
        out.extend(nonce);
        out.extend(sealed);
        Ok(out)
    }

    pub fn open_seal(&self, owner: &[u8], sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
        let (version, rest) = sealed.split_first().ok_or(VaultError::Seal)?;
        let (nonce, body) = rest.split_first_chunk::<NONCE>().ok_or(VaultError::Seal)?;
        if *version != VERSION {
            return Err(VaultError::Seal);
        }
        self.seals.decrypt(&XNonce::from(*nonce), Payload { msg: body, aad: owner }).map_err(|_| VaultError::Seal)
    }

    /// What proves that this house has handed out `what`, of this kind: 32 letters and digits, always the same.
    pub fn mark(&self, kind: &str, what: &str) -> String {
        BASE32_NOPAD.encode(&self.marked(kind, what).finalize().into_bytes()[..MARK]).to_lowercase()
    }

    /// In a time that tells nothing of how much of it is right.
    pub fn is_mark(&self, kind: &str, what: &str, mark: &str) -> bool {
        // Decoded from capitals alone, so that there is one way to write it.
        let small = !mark.bytes().any(|b| b.is_ascii_uppercase());
        let bytes = BASE32_NOPAD.decode(mark.to_ascii_uppercase().as_bytes()).ok().filter(|b| small && b.len() == MARK);
        bytes.is_some_and(|b| self.marked(kind, what).verify_truncated_left(&b).is_ok())
    }

    fn marked(&self, kind: &str, what: &str) -> Hmac<Sha256> {
        self.marks.clone().chain_update(kind).chain_update([0]).chain_update(what)
    }
}

/// HMAC's own key is a block of its hash, whose rest is empty.
fn hmac(key: [u8; KEY]) -> Hmac<Sha256> {
    let mut block = [0; 64];
    block[..KEY].copy_from_slice(&key);
    Hmac::new(&block.into())
}

/// A whole file at once, readable by its owner only, and only where there is none. The key is written beside it first, so that
/// nobody ever reads a half of it.
fn write_new(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let draft = file.with_extension(format!("{}.new", std::process::id()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut open = options.open(&draft)?;
    open.write_all(bytes)?;
    open.sync_all()?;
    let linked = std::fs::hard_link(&draft, file);
    std::fs::remove_file(&draft)?;
    linked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_owner_opens_it_and_only_unchanged() {
        let random = Random::seeded(1);
        let vault = Vault::with_key([7; 32]);
        let sealed = vault.seal(&random, b"visitor 1", b"3277").unwrap();
        assert_eq!(vault.open_seal(b"visitor 1", &sealed).unwrap(), b"3277");
        assert!(vault.open_seal(b"visitor 2", &sealed).is_err());
        assert!(Vault::with_key([8; 32]).open_seal(b"visitor 1", &sealed).is_err());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(vault.open_seal(b"visitor 1", &changed).is_err(), "{at}");
            assert!(vault.open_seal(b"visitor 1", &sealed[..at]).is_err(), "{at}");
        }
        assert_ne!(vault.seal(&random, b"visitor 1", b"3277").unwrap(), sealed);
    }

    #[test]
    fn a_mark_is_of_one_thing_and_one_house() {
        let vault = Vault::with_key([7; 32]);
        let mark = vault.mark("slip", "S-1");
        assert_eq!((mark.len(), &mark), (32, &vault.mark("slip", "S-1")));
        assert!(vault.is_mark("slip", "S-1", &mark));
        let others = [("slip", "S-2"), ("sli", "pS-1"), ("", "S-1"), ("paper", "S-1")];
        assert!(others.iter().all(|(kind, what)| !vault.is_mark(kind, what, &mark)));
        assert!(!Vault::with_key([8; 32]).is_mark("slip", "S-1", &mark));
        for end in 0..mark.len() {
            assert!(!vault.is_mark("slip", "S-1", &mark[..end]), "{end}");
        }
        for wrong in [mark.to_uppercase(), format!("{mark}aaaaaaaa"), "1".repeat(32), "é".repeat(16)] {
            assert!(!vault.is_mark("slip", "S-1", &wrong), "{wrong}");
        }
    }

    #[test]
    fn the_key_is_made_once() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("keys/vault.key");
        let sealed = Vault::open(&file, &Random::seeded(1)).unwrap().seal(&Random::seeded(2), b"a", b"b").unwrap();
        assert_eq!(Vault::open(&file, &Random::seeded(3)).unwrap().open_seal(b"a", &sealed).unwrap(), b"b");
        assert_eq!(std::fs::read_dir(dir.path().join("keys")).unwrap().count(), 1);
        std::fs::write(&file, b"short").unwrap();
        assert!(matches!(Vault::open(&file, &Random::seeded(1)), Err(VaultError::Length)));
    }
}
