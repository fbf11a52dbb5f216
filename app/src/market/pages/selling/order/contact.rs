//! Parts of an order that its page and its papers share: goods, money, buyer.

use backend::market::whatsapp_link::whatsapp_to_buyer;
use domain::market::delivery::DeliveryKind;
use domain::market::order_detail::{Order, SubOrder};
use leptos::prelude::*;

use super::words as order_words;
use crate::i18n::{Locale, t};
use crate::market::pages::selling::words;
use crate::market::units::amount;
use crate::market::views::{Cloths, line_picture};
use crate::ui::{Card, Definitions, Icon, LinkButton, ProductLine, Text, Tone};
use crate::web::chat::tel;

pub fn lines(l: Locale, part: &SubOrder, cloths: &Cloths) -> AnyView {
    let lines = part
        .lines
        .iter()
        .map(|line| {
            let choice = line.choice(l);
            let what = if choice.is_empty() { String::new() } else { format!("{choice} · ") };
            let meta = format!("{what}{} × {} · {}", amount(l, line.quantity, &line.unit), line.price, line.sku);
            view! {
                <ProductLine
                    picture_of=line_picture(line.photo, cloths.of(&line.category), line.product)
                    title=line.name(l).to_owned()
                    meta=meta
                    price=line.total.to_string()
                />
            }
        })
        .collect::<Vec<_>>();
    view! { <ul class="lines" role="list">{lines}</ul> }.into_any()
}

pub fn money(l: Locale, order: &Order, part: &SubOrder) -> AnyView {
    let row = |label: Text, value: String| (label, value.into_any());
    let rows = vec![
        row(t::selling::goods(l).into(), part.goods.to_string()),
        row(words::delivery(l, part.delivery_kind).into(), part.delivery.to_string()),
        row(t::selling::weight_total(l).into(), part.weight.to_string()),
        row(
            t::selling::pay_by(l).into(),
            format!("{} · {}", order_words::method(l, order.method), order_words::payment(l, part.payment).0),
        ),
        row(t::selling::total(l).into(), part.total.to_string()),
    ];
    view! { <Definitions rows=rows total=true /> }.into_any()
}

/// `Jl. …, Baros, Cimahi Tengah 40521`
pub fn address(order: &Order) -> String {
    let c = &order.contact;
    let place = c.kelurahan.map(|k| format!("{}, {} {}", k.name(), k.info().kecamatan, k.info().postal_code));
    [Some(c.street.replace('\n', ", ")).filter(|s| !s.is_empty()), place].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

pub fn contact(l: Locale, order: &Order, part: &SubOrder) -> AnyView {
    let c = &order.contact;
    let brought = part.delivery_kind != DeliveryKind::Pickup;
    let mut rows: Vec<(Text, AnyView)> = vec![
        (t::selling::buyer(l).into(), c.name.clone().into_any()),
        (t::selling::shop_phone(l).into(), view! { <a href=tel(&c.phone)>{c.phone.local()}</a> }.into_any()),
        (t::selling::delivery_way(l).into(), words::delivery(l, part.delivery_kind).into_any()),
    ];
    if brought {
        rows.push((t::selling::bring_to(l).into(), address(order).into_any()));
    }
    let chat = whatsapp_to_buyer(order, part);
    view! {
        <Card title=t::selling::buyer(l)>
            <Definitions rows=rows stacked=true />
            <div class="btn-row">
                <LinkButton href=chat label=t::selling::whatsapp(l) tone=Tone::Secondary start=Icon::Chat external=true />
            </div>
        </Card>
    }
    .into_any()
}
