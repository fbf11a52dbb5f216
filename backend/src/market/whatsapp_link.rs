//! The hand-off to WhatsApp: a message that names the real order, ready to be sent.

use domain::kernel::locale::Locale;
use domain::kernel::phone::Phone;
use domain::market::order_detail::{Order, SubOrder};

use crate::words::notices as words;

/// To the shop, in the shopper's language. None: the shop has given no number.
pub fn whatsapp_to_shop(order: &Order, sub: &SubOrder, l: Locale) -> Option<String> {
    let phone = sub.shop.phone.as_ref()?;
    Some(link(
        phone,
        &words::whatsapp_to_shop { shop: &sub.shop.name, buyer: &order.contact.name, number: &sub.number, total: sub.total }.say(l),
    ))
}

/// To the shopper, in the language in which they ordered.
pub fn whatsapp_to_buyer(order: &Order, sub: &SubOrder) -> String {
    let text = words::whatsapp_to_buyer { buyer: &order.contact.name, shop: &sub.shop.name, number: &sub.number, total: sub.total }
        .say(order.locale);
    link(&order.contact.phone, &text)
}

fn link(phone: &Phone, text: &str) -> String {
    format!("https://wa.me/{phone}?text={}", encode(text))
}

/// RFC 3986: everything but unreserved characters, byte by byte.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || b"-._~".contains(&b) {
            out.push(char::from(b));
        } else {
            let hex = |n: u8| char::from(b"0123456789ABCDEF"[usize::from(n)]);
            out.extend(['%', hex(b >> 4), hex(b & 15)]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_survives_the_address() {
        let phone = Phone::parse("0812 3456 7890").unwrap();
        assert_eq!(link(&phone, "Halo & é?#\n"), "https://wa.me/6281234567890?text=Halo%20%26%20%C3%A9%3F%23%0A");
    }
}
