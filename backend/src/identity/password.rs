//! Passwords: argon2id, and no easily guessed ones.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use thiserror::Error;

use crate::random::Random;

pub const MIN_CHARS: usize = 8;
/// Longer ones only cost time to hash.
pub const MAX_CHARS: usize = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PasswordError {
    #[error("shorter than {MIN_CHARS} characters")]
    TooShort,
    #[error("longer than {MAX_CHARS} characters")]
    TooLong,
    /// Known from leaked lists, or made of the person's own name or address.
    #[error("easily guessed")]
    Common,
}

/// Words that Indonesian leaks are full of and that the estimator's (English) lists do not know.
const LOCAL_WORDS: [&str; 16] = [
    "sentra",
    "cimahi",
    "bandung",
    "indonesia",
    "bismillah",
    "sayang",
    "sayangku",
    "rahasia",
    "katasandi",
    "anjing",
    "persib",
    "cinta",
    "jakarta",
    "garuda",
    "merdeka",
    "sukses",
];

/// May this be a password of this person?
pub fn check(password: &str, own_words: &[&str]) -> Result<(), PasswordError> {
    let length = password.chars().count();
    if length < MIN_CHARS {
        return Err(PasswordError::TooShort);
    }
    if length > MAX_CHARS {
        return Err(PasswordError::TooLong);
    }
    let words: Vec<&str> = own_words.iter().copied().chain(LOCAL_WORDS).filter(|w| w.len() > 2).collect();
    // Only the head matters for the estimate, whose work grows with length.
    let head: String = password.chars().take(64).collect();
    // Guessed within 10^6 tries: what an online attacker with many addresses can reach.
    if zxcvbn::zxcvbn(&head, &words).score() < zxcvbn::Score::Two { Err(PasswordError::Common) } else { Ok(()) }
}

#[derive(Debug, Error)]
#[error("password hashing: {0}")]
pub struct HashError(String);

/// Hashes on a thread of its own: it takes tens of milliseconds by design.
pub async fn hash(random: &Random, password: String) -> Result<String, HashError> {
    let salt = random.bytes::<16>();
    let hashed = tokio::task::spawn_blocking(move || {
        Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).map(|h| h.to_string()).map_err(|e| HashError(e.to_string()))
    });
    hashed.await.map_err(|e| HashError(e.to_string()))?
}

/// Compares; with no hash (an unknown account) it works as long, so that time tells nothing.
pub async fn verify(stored: Option<String>, password: String) -> Result<bool, HashError> {
    let compared = tokio::task::spawn_blocking(move || match stored {
        Some(stored) => {
            argon2::PasswordHash::new(&stored).is_ok_and(|h| Argon2::default().verify_password(password.as_bytes(), &h).is_ok())
        }
        None => {
            let _ = Argon2::default().hash_password_with_salt(password.as_bytes(), b"nobody-is-called-so");
            false
        }
    });
    compared.await.map_err(|e| HashError(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_and_personal_passwords_are_refused() {
        for bad in ["password", "12345678", "qwertyuiop", "cimahi123", "bismillah", "siti.aminah", "sayangku1"] {
            assert_eq!(check(bad, &["Siti", "Aminah", "siti.aminah"]), Err(PasswordError::Common), "{bad}");
        }
        assert_eq!(check("pendek", &[]), Err(PasswordError::TooShort));
        assert_eq!(check(&"x".repeat(201), &[]), Err(PasswordError::TooLong));
        assert_eq!(check("kuda-lumping-sore-7", &["Siti"]), Ok(()));
    }

    #[tokio::test]
    async fn a_hash_fits_its_password_only() {
        let hashed = hash(&Random::seeded(1), "kuda-lumping-sore-7".to_owned()).await.unwrap();
        assert!(hashed.starts_with("$argon2id$"));
        assert!(verify(Some(hashed.clone()), "kuda-lumping-sore-7".to_owned()).await.unwrap());
        assert!(!verify(Some(hashed), "kuda-lumping-sore-8".to_owned()).await.unwrap());
        assert!(!verify(None, "x".to_owned()).await.unwrap());
    }
}
