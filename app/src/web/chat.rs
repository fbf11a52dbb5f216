//! Chats with people, by their mobile number.

use domain::kernel::phone::Phone;

/// Opens a chat, the first words already written.
pub fn whatsapp(phone: &Phone, words: &str) -> String {
    let words = percent_encoding::utf8_percent_encode(words, percent_encoding::NON_ALPHANUMERIC);
    format!("https://wa.me/{}?text={words}", phone.as_str())
}
