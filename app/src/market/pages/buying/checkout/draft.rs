//! The checkout form set against the cart: what is chosen for each shop, and what it costs.

use backend::market::order_form::cart_mark;
use backend::market::place_order::ShopChoice;
use domain::kernel::money::Rupiah;
use domain::kernel::wilayah::Kelurahan;
use domain::market::cart::{Cart, CartShop};
use domain::market::delivery::DeliveryKind;
use domain::market::payment::PaymentMethod;

use super::super::picks::{self, Pick, pick};
use crate::web::Form;

/// Fields that may travel in an address: nothing secret.
pub fn is_kept(name: &str) -> bool {
    matches!(name, "name" | "phone" | "email" | "street" | "kelurahan" | "method") || picks::is_field(name)
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

    /// What the form carries to say which goods it shows.
    pub fn mark(&self) -> String {
        cart_mark(&self.cart)
    }

    /// What the form says and the cart does not know yet: where it shall go, and each shop's choice.
    pub fn news_for_cart(&self) -> Option<(Option<Kelurahan>, Vec<ShopChoice>)> {
        let readable = self.to.is_some() || self.form.text("kelurahan").trim().is_empty();
        let to = if readable { self.to } else { self.cart.to };
        let changed = self.shops().filter(|(s, p)| p.kind != s.delivery || p.note.trim() != s.note);
        let choices: Vec<ShopChoice> =
            changed.filter_map(|(s, p)| Some(ShopChoice { shop: s.shop, delivery: p.kind?, note: p.note.clone() })).collect();
        (to != self.cart.to || !choices.is_empty()).then_some((to, choices))
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
