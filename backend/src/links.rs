//! The paths of the site that notices and mails lead to (without the language's prefix).

use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{DepartureId, SiteId};
use domain::kernel::slug::Slug;

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

/// A departure, for who plans and leads it.
pub fn departure(id: DepartureId) -> String {
    format!("/meja-wisata/berangkat/{id}")
}

/// The departures of a tour in the month of a moment, for who plans them.
pub fn tour_desk(slug: &Slug, at: Timestamp) -> String {
    let w = at.wib();
    format!("/meja-wisata/tur/{slug}?bulan={:04}-{:02}", w.year, w.month)
}

/// The visits to a base or a village, for who speaks for it.
pub fn site_desk(site: SiteId) -> String {
    format!("/meja-wisata/tempat/{site}")
}

/// The list of visitors of a base.
pub fn visitor_list(site: SiteId, departure: DepartureId) -> String {
    format!("/meja-wisata/tempat/{site}/{departure}")
}

/// Where a merchant works on the shop.
pub const MY_SHOP: &str = "/dagang";
