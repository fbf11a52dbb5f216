//! What the screen at the meeting point asks of the rules while it is offline: the same rules as the house's. Questions and
//! answers that are more than a text are JSON; moments and rupiah are whole numbers (`BigInt` over there).

mod code;
mod scale;

use domain::heritage::offline::{List, Verdict};
use domain::kernel::clock::Timestamp;
use domain::kernel::money::Rupiah;
use domain::kernel::phone::Phone;
use domain::wastebank::member::CardNumber;
use wasm_bindgen::prelude::wasm_bindgen;

/// `list`: a [`List`]; `at`: milliseconds since 1970. The [`Verdict`]; nothing when the list makes no sense.
#[wasm_bindgen]
pub fn judge_ticket(list: &str, text: &str, at: i64) -> Option<String> {
    judged(list, |list| list.ticket(text, Timestamp(at)))
}

/// The same of the number of a booking.
#[wasm_bindgen]
pub fn judge_number(list: &str, typed: &str, at: i64) -> Option<String> {
    judged(list, |list| list.number(typed, Timestamp(at)))
}

fn judged(list: &str, judge: impl Fn(&List) -> Verdict) -> Option<String> {
    let list: List = serde_json::from_str(list).ok()?;
    serde_json::to_string(&judge(&list)).ok()
}

/// What was typed at the scale (a [`scale::Scale`]) is worth, and how it settles the fare; or which row is wrong, and why.
#[wasm_bindgen]
pub fn weigh(scale: &str) -> Option<String> {
    let scale: scale::Scale = serde_json::from_str(scale).ok()?;
    serde_json::to_string(&scale.weigh()).ok()
}

/// The text of a QR code in a picture of one byte of light for each pixel, row by row.
#[wasm_bindgen]
pub fn find_code(light: &[u8], width: usize) -> Option<String> {
    code::find(light, width)
}

/// Is it the number of a member's card?
#[wasm_bindgen]
pub fn is_card(typed: &str) -> bool {
    CardNumber::parse(typed).is_ok()
}

/// Is it a phone number?
#[wasm_bindgen]
pub fn is_phone(typed: &str) -> bool {
    Phone::parse(typed).is_ok()
}

/// `Rp15.000`
#[wasm_bindgen]
pub fn rupiah(amount: i64) -> String {
    Rupiah(amount).to_string()
}
