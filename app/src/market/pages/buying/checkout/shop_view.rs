//! One shop's part of the checkout: its goods, how they come, a note.

use domain::kernel::locale::Locale;
use domain::kernel::wilayah::Kelurahan;
use domain::market::cart::{CartLine, CartShop};
use domain::market::delivery::DeliveryKind;
use domain::market::order_contact::MAX_NOTE;
use leptos::prelude::*;

use super::super::picks::{Pick, answers, delivery_field, note_field};
use super::view::Said;
use crate::i18n::t;
use crate::ui::{Card, Definitions, RadioCards, Text, TextArea};

pub fn shop(l: Locale, to: Option<Kelurahan>, s: &CartShop, pick: &Pick, said: &Said) -> AnyView {
    let lines: Vec<(Text, AnyView)> = s.lines.iter().map(|line| row(l, line)).collect();
    let error = said.shops.iter().find(|(id, _)| *id == s.shop).map(|(_, words)| words.clone());
    let note_error = said.notes.iter().find(|(id, _)| *id == s.shop).map(|(_, words)| words.clone());
    let title = t::buying::checkout_from_shop(l, &s.name);
    let body = view! {
            <Definitions rows=lines />
            <RadioCards
                name=delivery_field(s.shop)
                legend=t::buying::delivery_question(l, &s.name)
                answers=answers(l, to, s)
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
