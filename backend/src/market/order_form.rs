//! Telling one checkout form from another.

use data_encoding::BASE64URL_NOPAD;
use domain::market::cart::Cart;
use sha2::{Digest, Sha256};

use super::place_order::PlaceOrder;

/// A short text that stands for the lines of a cart: the form carries it, so that an order is of what was shown.
pub fn cart_mark(cart: &Cart) -> String {
    let mut seen = Seen::default();
    for line in cart.lines() {
        seen.text(&line.id.to_string());
        seen.text(&line.quantity.to_string());
    }
    seen.end()
}

impl PlaceOrder {
    /// Of all that the form says: sent again it gives the same, and with anything changed something else.
    pub(super) fn digest(&self) -> String {
        let mut seen = Seen::default();
        let c = &self.contact;
        let email = c.email.as_ref().map(ToString::to_string).unwrap_or_default();
        let place = c.kelurahan.map_or("", |k| k.code());
        for text in
            [&self.cart, self.method.code(), &self.expected_total.0.to_string(), &c.name, c.phone.as_str(), &email, &c.street, place]
        {
            seen.text(text);
        }
        for shop in &self.shops {
            for text in [&shop.shop.to_string(), shop.delivery.code(), &shop.note] {
                seen.text(text);
            }
        }
        seen.end()
    }
}

#[derive(Default)]
struct Seen(Sha256);

impl Seen {
    /// With its length, so that nothing can slip from one text into the next.
    fn text(&mut self, text: &str) {
        self.0.update(text.len().to_le_bytes());
        self.0.update(text);
    }

    fn end(self) -> String {
        BASE64URL_NOPAD.encode(&self.0.finalize()[..16])
    }
}
