//! Links to people, by their mobile number.

use domain::kernel::phone::Phone;

/// Calls. With the plus: without it a phone dials the country's code as if it were a number of this country.
pub fn tel(phone: &Phone) -> String {
    format!("tel:+{}", phone.as_str())
}

/// Opens a chat, the first words already written.
pub fn whatsapp(phone: &Phone, words: &str) -> String {
    let words = percent_encoding::utf8_percent_encode(words, percent_encoding::NON_ALPHANUMERIC);
    format!("https://wa.me/{}?text={words}", phone.as_str())
}
