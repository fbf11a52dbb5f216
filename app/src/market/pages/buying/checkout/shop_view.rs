//! One shop's part of the checkout: its goods, how they come, a note.

use domain::kernel::locale::Locale;
use domain::kernel::wilayah::Kelurahan;
use domain::market::cart::{CartLine, CartShop};
use domain::market::delivery::{DeliveryError, DeliveryKind};
use domain::market::order_contact::MAX_NOTE;
use leptos::prelude::*;

use super::super::words;
use super::draft::{Pick, delivery_field, note_field};
use super::view::Said;
use crate::i18n::t;
use crate::market::views::weight;
use crate::ui::{Answer, Card, Definitions, RadioCards, Text, TextArea};

pub fn shop(l: Locale, to: Option<Kelurahan>, s: &CartShop, pick: &Pick, said: &Said) -> AnyView {
    let lines: Vec<(Text, AnyView)> = s.lines.iter().map(|line| row(l, line)).collect();
    let answers = s.terms.offered().into_iter().map(|kind| answer(l, to, s, kind)).collect();
    let error = said.shops.iter().find(|(id, _)| *id == s.shop).map(|(_, words)| words.clone());
    let note_error = said.notes.iter().find(|(id, _)| *id == s.shop).map(|(_, words)| words.clone());
    let title = t::buying::checkout_from_shop(l, &s.name);
    let body = view! {
            <Definitions rows=lines />
            <RadioCards
                name=delivery_field(s.shop)
                legend=t::buying::delivery_question(l, &s.name)
                answers
                value=pick.kind.map(DeliveryKind::code)
                error
            />
            <TextArea
                name=note_field(s.shop)
                label=t::buying::note(l)
                rows=2
                maxlength=u32::try_from(MAX_NOTE).unwrap_or(300)
                value=pick.note.clone()
                error=note_error
                optional=t::common::optional(l)
            />
    };
    view! { <Card title>{body}</Card> }.into_any()
}

fn row(l: Locale, line: &CartLine) -> (Text, AnyView) {
    let choice = line.choice(l);
    let name = if choice.is_empty() { line.name(l).to_owned() } else { format!("{} ({choice})", line.name(l)) };
    let sum = line.priced().total().unwrap_or(line.price);
    (format!("{} × {name}", line.quantity).into(), sum.to_string().into_any())
}

fn answer(l: Locale, to: Option<Kelurahan>, s: &CartShop, kind: DeliveryKind) -> Answer {
    let quote = s.terms.quote(kind, to, s.weight());
    let hint: Option<Text> = match (kind, quote, to) {
        (_, Err(DeliveryError::NoAddress), _) => Some(t::buying::delivery_need_address(l).into()),
        (_, Err(DeliveryError::OutsideZones), Some(to)) => Some(t::buying::delivery_outside(l, to.name()).into()),
        (DeliveryKind::Pickup, _, _) => s.kelurahan.map(|k| t::buying::delivery_pickup_at(l, k.name()).into()),
        (DeliveryKind::FlatCourier, _, _) => Some(t::buying::delivery_per_kg(l, s.terms.flat_fee_per_kg, weight(l, s.weight())).into()),
        (DeliveryKind::OwnCourier, _, Some(to)) => Some(t::buying::delivery_to(l, to.name()).into()),
        (DeliveryKind::OwnCourier, _, None) => None,
    };
    Answer::new(kind.code(), words::delivery(l, kind)).hint(hint).price(quote.ok().map(|fee| words::fee(l, fee)))
}
