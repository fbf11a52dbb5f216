//! The checkout form set against the cart: what is chosen for each shop, and what it costs.

use domain::kernel::ids::ShopId;
use domain::kernel::money::Rupiah;
use domain::kernel::wilayah::Kelurahan;
use domain::market::cart::{Cart, CartShop};
use domain::market::delivery::{DeliveryError, DeliveryKind};
use domain::market::payment::PaymentMethod;

use crate::web::Form;

/// Fields that may travel in an address: nothing secret.
pub fn is_kept(name: &str) -> bool {
    matches!(name, "name" | "phone" | "email" | "street" | "kelurahan" | "method")
        || name.starts_with("delivery-")
        || name.starts_with("note-")
}

pub fn delivery_field(shop: ShopId) -> String {
    format!("delivery-{shop}")
}

pub fn note_field(shop: ShopId) -> String {
    format!("note-{shop}")
}

pub struct Draft {
    pub cart: Cart,
    pub form: Form,
    pub to: Option<Kelurahan>,
    /// One for each shop of the cart, in its order.
    pub picks: Vec<Pick>,
    /// Cards are taken.
    pub cards: bool,
}

pub struct Pick {
    pub kind: Option<DeliveryKind>,
    pub note: String,
    pub fee: Result<Rupiah, DeliveryError>,
}

impl Draft {
    pub fn new(cart: Cart, form: Form, cards: bool) -> Self {
        let to = Kelurahan::parse(form.text("kelurahan").trim()).ok();
        let picks = cart.shops.iter().map(|s| pick(s, &form, to)).collect();
        Self { cart, form, to, picks, cards }
    }

    pub fn shops(&self) -> impl Iterator<Item = (&CartShop, &Pick)> {
        self.cart.shops.iter().zip(&self.picks)
    }

    pub fn kinds(&self) -> Vec<DeliveryKind> {
        self.picks.iter().filter_map(|p| p.kind).collect()
    }

    /// Is every fee known?
    pub fn is_complete(&self) -> bool {
        self.picks.iter().all(|p| p.fee.is_ok())
    }

    pub fn delivery(&self) -> Rupiah {
        self.picks.iter().filter_map(|p| p.fee.ok()).sum()
    }

    /// With the fees that are known.
    pub fn total(&self) -> Rupiah {
        self.cart.goods() + self.delivery()
    }

    /// The first shop that takes no cash for what is picked.
    pub fn refuses_cash(&self) -> Option<&CartShop> {
        self.shops().find(|(s, p)| p.kind.is_some_and(|k| !PaymentMethod::cash_allowed(&s.terms, k))).map(|(s, _)| s)
    }

    pub fn takes(&self, method: PaymentMethod) -> bool {
        match method {
            PaymentMethod::Cash => self.refuses_cash().is_none(),
            PaymentMethod::Card => self.cards,
        }
    }

    /// What is ticked: the shopper's choice, else the first that is possible.
    pub fn method(&self) -> Option<PaymentMethod> {
        let chosen = PaymentMethod::from_code(self.form.text("method"));
        chosen.into_iter().chain(PaymentMethod::ALL).find(|m| self.takes(*m))
    }
}

fn pick(shop: &CartShop, form: &Form, to: Option<Kelurahan>) -> Pick {
    let offered = shop.terms.offered();
    let quote = |kind| shop.terms.quote(kind, to, shop.weight());
    let typed = DeliveryKind::from_code(form.text(&delivery_field(shop.shop)));
    let chosen = typed.or(shop.delivery).filter(|k| offered.contains(k));
    let kind = chosen.or_else(|| offered.iter().copied().find(|k| quote(*k).is_ok())).or_else(|| offered.first().copied());
    let field = note_field(shop.shop);
    let note = if form.has(&field) { form.typed(&field) } else { shop.note.clone() };
    Pick { kind, note, fee: kind.map_or(Err(DeliveryError::NotOffered), quote) }
}
