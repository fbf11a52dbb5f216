//! How each shop of a cart shall send, and what that costs: from a form, else as the cart remembers it.

use backend::market::place_order::ShopChoice;
use domain::kernel::ids::ShopId;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::wilayah::Kelurahan;
use domain::market::cart::CartShop;
use domain::market::delivery::{DeliveryError, DeliveryKind};

use super::words;
use crate::i18n::{t, weight};
use crate::ui::{Answer, Choice, Text};
use crate::web::Form;

const DELIVERY: &str = "delivery-";
const NOTE: &str = "note-";

pub fn delivery_field(shop: ShopId) -> String {
    format!("{DELIVERY}{shop}")
}

pub fn note_field(shop: ShopId) -> String {
    format!("{NOTE}{shop}")
}

pub fn is_field(name: &str) -> bool {
    name.starts_with(DELIVERY) || name.starts_with(NOTE)
}

pub struct Pick {
    pub kind: Option<DeliveryKind>,
    pub note: String,
    pub fee: Result<Rupiah, DeliveryError>,
}

/// What is ticked and written for a shop.
pub fn pick(shop: &CartShop, form: &Form, to: Option<Kelurahan>) -> Pick {
    let typed = DeliveryKind::from_code(form.text(&delivery_field(shop.shop))).filter(|k| shop.terms.offers(*k));
    let kind = typed.or(shop.delivery);
    let field = note_field(shop.shop);
    let note = if form.has(&field) { form.typed(&field) } else { shop.note.clone() };
    let fee = kind.map_or(Err(DeliveryError::NotOffered), |kind| shop.terms.quote(kind, to, shop.weight()));
    Pick { kind, note, fee }
}

/// What a form says of shops, by shop, whatever is in the cart.
pub fn choices(form: &Form) -> Vec<ShopChoice> {
    let choice = |(name, value): &(String, String)| {
        let shop: ShopId = name.strip_prefix(DELIVERY)?.parse().ok()?;
        Some(ShopChoice { shop, delivery: DeliveryKind::from_code(value)?, note: form.typed(&note_field(shop)) })
    };
    let mut choices: Vec<ShopChoice> = form.0.iter().filter_map(choice).collect();
    choices.sort_by_key(|c| c.shop);
    choices.dedup_by_key(|c| c.shop);
    choices
}

/// The notes of a form, by shop.
pub fn notes(form: &Form) -> impl Iterator<Item = (ShopId, &str)> {
    form.0.iter().filter_map(|(name, value)| Some((name.strip_prefix(NOTE)?.parse().ok()?, value.as_str())))
}

/// What a shop offers, with what is known of the fee.
pub fn answers(l: Locale, to: Option<Kelurahan>, shop: &CartShop) -> Vec<Answer> {
    shop.terms.offered().into_iter().map(|kind| answer(l, to, shop, kind)).collect()
}

fn answer(l: Locale, to: Option<Kelurahan>, s: &CartShop, kind: DeliveryKind) -> Answer {
    let quote = s.terms.quote(kind, to, s.weight());
    let hint: Option<Text> = match (kind, quote, to) {
        (DeliveryKind::Pickup, ..) => s.kelurahan.map(|k| t::buying::delivery_pickup_at(l, k.name()).into()),
        (DeliveryKind::FlatCourier, ..) => {
            Some(t::buying::delivery_per_kg { fee: s.terms.flat_fee_per_kg, weight: weight(l, s.weight()) }.say(l).into())
        }
        (DeliveryKind::OwnCourier, Err(_), Some(to)) => Some(t::buying::delivery_outside(l, to.name()).into()),
        (DeliveryKind::OwnCourier, Ok(_), Some(to)) => Some(t::buying::delivery_to(l, to.name()).into()),
        (DeliveryKind::OwnCourier, _, None) => Some(t::buying::delivery_by_place(l).into()),
    };
    let fee = match (quote, to) {
        (Ok(fee), _) => Some(words::fee(l, fee)),
        (Err(_), Some(_)) => None,
        (Err(_), None) => s.terms.fees(kind, s.weight()).map(|(least, most)| span(l, least, most)),
    };
    Answer::new(kind.code(), words::delivery(l, kind)).hint(hint).price(fee)
}

/// `Rp5.000–Rp7.000`
fn span(l: Locale, least: Rupiah, most: Rupiah) -> Text {
    if least == most { words::fee(l, least) } else { format!("{least}–{most}").into() }
}

/// The kelurahan of the city, by kecamatan.
pub fn places() -> Vec<Choice> {
    Kelurahan::all().map(|k| Choice::new(k.code(), k.name()).in_group(k.info().kecamatan)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_one_thing_of_each_shop() {
        let (a, b) = ("0190a1b2c3d47e5f8a9b0c1d2e3f4a5b", "0190a1b2c3d47e5f8a9b0c1d2e3f4a5c");
        let field = |name: String, value: &str| (name, value.to_owned());
        let form = Form(vec![
            field(format!("delivery-{b}"), "pickup"),
            field(format!("note-{b}"), "pedas"),
            field(format!("delivery-{a}"), "own_courier"),
            field(format!("delivery-{a}"), "pickup"),
            field("delivery-x".to_owned(), "pickup"),
            field(format!("note-{a}x"), "?"),
            field("delivery-".to_owned(), "drone"),
        ]);
        let said: Vec<_> = choices(&form).into_iter().map(|c| (c.shop.to_string(), c.delivery, c.note)).collect();
        let expected = [(a, DeliveryKind::OwnCourier, ""), (b, DeliveryKind::Pickup, "pedas")];
        assert_eq!(said, expected.map(|(shop, kind, note)| (shop.to_owned(), kind, note.to_owned())));
        assert_eq!(notes(&form).count(), 1);
    }
}
