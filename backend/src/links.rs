//! The paths of the site that notices and mails lead to (without the language's prefix).

/// The page on which a shopper, logged in or not, follows an order.
pub fn order(secret: &str) -> String {
    format!("/pesanan/{secret}")
}

/// A shop's view of its part of an order.
pub fn shop_order(number: &str) -> String {
    format!("/dagang/pesanan/{number}")
}

/// The page on which a party, logged in or not, follows its booking.
pub fn booking(secret: &str) -> String {
    format!("/wisata/pesanan/{secret}")
}

/// The page that thanks a party after its tour.
pub fn thanks(secret: &str) -> String {
    format!("/wisata/pesanan/{secret}/terima-kasih")
}

/// Where a merchant works on the shop.
pub const MY_SHOP: &str = "/dagang";
