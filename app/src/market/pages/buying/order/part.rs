//! One shop's part of an order.

use backend::market::whatsapp_link::whatsapp_to_shop;
use domain::market::delivery::DeliveryKind;
use domain::market::order::OrderState;
use domain::market::order_detail::{Order, OrderLine, SubOrder};
use leptos::prelude::*;

use super::super::words;
use super::Look;
use super::actions::actions;
use super::timeline::timeline;
use crate::i18n::t;
use crate::market::parts::countdown::timer;
use crate::market::views::line_picture;
use crate::ui::{Alert, Badge, Definitions, Disclosure, Icon, LinkButton, Mood, ProductLine, Text, Timeline, Tone};

pub fn part(look: &Look, order: &Order, sub: &SubOrder) -> AnyView {
    let l = look.l;
    let (state, mood) = words::state(l, sub.state);
    let timer = sub.countdown().map(|c| timer(l, c.at, look.now, false, |left| words::timer(l, sub, c, left)));
    let lines = sub.lines.iter().map(|line| order_line(look, line)).collect::<Vec<_>>();
    let chat = whatsapp_to_shop(order, sub, l).map(|href| {
        view! { <LinkButton href label=t::buying::order_whatsapp(l) tone=Tone::Secondary start=Icon::Chat external=true /> }
    });
    let open = !sub.state.is_final();
    let events = timeline(l, sub);
    let (shop, href) = (sub.shop.name.clone(), l.path(&format!("/toko/{}", sub.shop.slug)));
    view! {
        <section class="card" id=format!("b-{}", sub.number)>
            <div class="card-head">
                <h2>
                    <a href=href>{shop}</a>
                </h2>
                <Badge label=state mood />
            </div>
            <p class="muted small num">{sub.number.clone()}</p>
            {timer}
            {notes(look, sub)}
            <ul class="lines" role="list">
                {lines}
            </ul>
            <Definitions rows=facts(look, sub) total=true />
            <Disclosure summary=t::buying::order_history(l) open=open>
                <Timeline events />
            </Disclosure>
            <div class="btn-row">{chat}</div>
            {actions(look, sub)}
        </section>
    }
    .into_any()
}

/// Why it ended, that it is late, or that the shop still owes an answer.
fn notes(look: &Look, sub: &SubOrder) -> Option<AnyView> {
    let l = look.l;
    if let Some((cause, reason)) = &sub.end {
        let reason = (!reason.is_empty()).then(|| view! { <p>{t::buying::end_reason(l, reason)}</p> });
        return Some(
            view! {
                <Alert mood=Mood::Danger title=words::end(l, *cause)>
                    {reason}
                </Alert>
            }
            .into_any(),
        );
    }
    if sub.state == OrderState::Overdue {
        let late = view! {
            <Alert mood=Mood::Warn title=t::buying::order_arrived(l)>
                <p>{t::buying::order_arrived_text(l)}</p>
            </Alert>
        };
        return Some(late.into_any());
    }
    sub.cancel_request.as_ref().map(|asked| {
        let reason = t::buying::end_reason(l, &asked.reason);
        view! {
            <Alert mood=Mood::Warn title=t::buying::order_asking(l)>
                <p>{reason}</p>
            </Alert>
        }
        .into_any()
    })
}

fn order_line(look: &Look, line: &OrderLine) -> AnyView {
    let l = look.l;
    let meta = [line.choice(l).to_owned(), t::buying::quantity_of { quantity: line.quantity, price: line.price }.say(l)];
    let meta = meta.into_iter().filter(|m| !m.is_empty()).collect::<Vec<_>>().join(" · ");
    let picture = line_picture(line.photo, look.cloths.of(&line.category), line.product);
    view! {
        <ProductLine
            picture_of=picture
            title=line.name(l).to_owned()
            href=l.path(&format!("/produk/{}", line.product_slug))
            meta
            price=line.total.to_string()
        />
    }
    .into_any()
}

fn facts(look: &Look, sub: &SubOrder) -> Vec<(Text, AnyView)> {
    let l = look.l;
    let mut delivery = words::delivery(l, sub.delivery_kind).to_owned();
    if sub.delivery_kind == DeliveryKind::Pickup {
        let place = sub.shop.kelurahan.map_or("", |k| k.name());
        let address = [sub.shop.street.as_str(), place].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(", ");
        if !address.is_empty() {
            delivery = format!("{delivery}: {address}");
        }
    }
    let (payment, _) = words::payment(l, sub);
    let mut rows: Vec<(Text, AnyView)> = vec![(t::buying::order_delivery(l).into(), delivery.into_any())];
    if !sub.note.is_empty() {
        rows.push((t::buying::order_your_note(l).into(), sub.note.clone().into_any()));
    }
    rows.push((t::buying::delivery_cost(l).into(), words::fee(l, sub.delivery).into_any()));
    rows.push((t::buying::payment_label(l).into(), payment.into_any()));
    rows.push((t::buying::total(l).into(), sub.total.to_string().into_any()));
    rows
}
