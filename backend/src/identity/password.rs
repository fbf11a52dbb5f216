//! Passwords: argon2id, and no easily guessed ones.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use domain::identity::email::Email;
use domain::kernel::phone::Phone;
use thiserror::Error;
use tokio::sync::Semaphore;

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

/// What a person's password must not be made of: their name, address and number, whole and in parts.
pub fn own_words(name: &str, email: Option<&Email>, phone: Option<&Phone>) -> Vec<String> {
    let mut words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    if let Some(email) = email {
        words.push(email.to_string());
        words.extend(email.as_str().split('@').next().map(str::to_owned));
        words.extend(email.as_str().split(['@', '.', '_', '-', '+']).map(str::to_owned));
    }
    if let Some(phone) = phone {
        let local = phone.local();
        words.extend([phone.to_string(), local.replace('-', ""), local]);
    }
    words
}

/// What can be said of a password at once.
pub fn check_length(password: &str) -> Result<(), PasswordError> {
    match password.chars().count() {
        ..MIN_CHARS => Err(PasswordError::TooShort),
        MIN_CHARS..=MAX_CHARS => Ok(()),
        _ => Err(PasswordError::TooLong),
    }
}

/// May this be a password of somebody with these words of their own? Takes milliseconds.
fn check(password: &str, own_words: &[String]) -> Result<(), PasswordError> {
    check_length(password)?;
    // Only the head matters for the estimate, whose work grows with length; a long address is longer.
    let lower = password.to_lowercase();
    if own_words.contains(&lower) {
        return Err(PasswordError::Common);
    }
    let words: Vec<&str> = own_words.iter().map(String::as_str).chain(LOCAL_WORDS).filter(|w| w.len() > 2).collect();
    let head: String = password.chars().take(64).collect();
    // Guessed within 10^6 tries: what an online attacker with many addresses can reach.
    if zxcvbn::zxcvbn(&head, &words).score() < zxcvbn::Score::Two { Err(PasswordError::Common) } else { Ok(()) }
}

#[derive(Debug, Error)]
#[error("password hashing: {0}")]
pub struct HashError(String);

/// Each hash takes 19 MiB and a core for tens of milliseconds, by design: so many at once, the others wait for their turn.
/// A flood of log-ins costs patience, not memory.
static PLACES: Semaphore = Semaphore::const_new(2);

/// On a thread of its own. The place is given back when the work is done, also when nobody waits for it any more.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, HashError> {
    let place = PLACES.acquire().await.map_err(|e| HashError(e.to_string()))?;
    let done = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(place);
        done
    });
    done.await.map_err(|e| HashError(e.to_string()))
}

fn hashed(password: &str, salt: &[u8]) -> Result<String, HashError> {
    Argon2::default().hash_password_with_salt(password.as_bytes(), salt).map(|h| h.to_string()).map_err(|e| HashError(e.to_string()))
}

pub async fn hash(random: &Random, password: String) -> Result<String, HashError> {
    let salt = random.bytes::<16>();
    apart(move || hashed(&password, &salt)).await?
}

/// The hash of a new password, if it may be one.
pub async fn hash_new(random: &Random, password: String, own_words: Vec<String>) -> Result<Result<String, PasswordError>, HashError> {
    let salt = random.bytes::<16>();
    apart(move || match check(&password, &own_words) {
        Ok(()) => hashed(&password, &salt).map(Ok),
        Err(refused) => Ok(Err(refused)),
    })
    .await?
}

/// Compares; with no hash (an unknown account) it works as long, so that time tells nothing.
pub async fn verify(stored: Option<String>, password: String) -> Result<bool, HashError> {
    apart(move || match stored {
        Some(stored) => {
            argon2::PasswordHash::new(&stored).is_ok_and(|h| Argon2::default().verify_password(password.as_bytes(), &h).is_ok())
        }
        None => {
            let _ = hashed(&password, b"nobody-is-called-so");
            false
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_and_personal_passwords_are_refused() {
        let (email, phone) = (Email::parse("siti.aminah@pasar-baros.example").unwrap(), Phone::parse("0812-3456-7890").unwrap());
        let own = own_words("Siti Aminah", Some(&email), Some(&phone));
        let general = ["password", "12345678", "qwertyuiop", "cimahi123", "bismillah", "sayangku1"];
        let personal = ["siti.aminah", "Siti.Aminah@Pasar-Baros.example", "081234567890", "0812-3456-7890", "6281234567890"];
        for bad in general.iter().chain(&personal) {
            assert_eq!(check(bad, &own), Err(PasswordError::Common), "{bad}");
        }
        let long = format!("{}@{}.example", "surat-menyurat-".repeat(4), "kantor-pos-".repeat(3).trim_end_matches('-'));
        assert_eq!(check(&long, &own_words("Siti", Some(&Email::parse(&long).unwrap()), None)), Err(PasswordError::Common));
        assert_eq!(check("pendek", &[]), Err(PasswordError::TooShort));
        assert_eq!(check(&"x".repeat(201), &[]), Err(PasswordError::TooLong));
        assert_eq!(check("kuda-lumping-sore-7", &own), Ok(()));
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
