//! How an order looks to the shopper.

use domain::market::order_detail::Order;
use leptos::prelude::*;

use super::super::words;
use super::Look;
use super::part::part;
use crate::i18n::{date_time, t};
use crate::ui::{Alert, Card, Definitions, Icon, Mood, PageHead, SubmitButton, Text, hidden};

pub fn view(look: &Look, order: &Order, news: Option<(Mood, Text)>) -> AnyView {
    let l = look.l;
    let parts = order.subs.iter().map(|s| part(look, order, s)).collect::<Vec<_>>();
    let guest = order.person.is_none().then(|| {
        view! {
            <Alert mood=Mood::Info title=t::buying::order_keep_link(l)>
                <p>{t::buying::order_keep_link_text(l)}</p>
            </Alert>
        }
    });
    let refund = order.refund_due();
    view! {
        <div class="wrap page">
            <PageHead title=t::buying::order_title(l, &order.number) lead=t::buying::order_placed_at(l, date_time(l, order.placed_at)) />
            {news.map(|(mood, words)| view! { <Alert mood title=words live=true /> })}
            {guest}
            {(!refund.is_zero()).then(|| view! { <Alert mood=Mood::Info title=t::buying::order_refund(l, refund) /> })}
            {order.awaits_payment().then(|| pay(look))}
            <div class="split">
                <div class="stack">{parts}</div>
                <aside class="split-side stack">{sum(look, order)}</aside>
            </div>
        </div>
    }
    .into_any()
}

fn pay(look: &Look) -> AnyView {
    let (l, action) = (look.l, look.action.clone());
    view! {
        <Alert mood=Mood::Warn title=t::buying::payment_pending(l)>
            <p>{t::buying::order_pay_text(l)}</p>
            <form method="post" action=action>
                {hidden(vec![("go", "pay".to_owned())])}
                <SubmitButton label=t::buying::order_pay_now(l) start=Icon::Card />
            </form>
        </Alert>
    }
    .into_any()
}

fn sum(look: &Look, order: &Order) -> AnyView {
    let l = look.l;
    let method = words::method(l, order.method);
    let c = &order.contact;
    let place = c.kelurahan.map(|k| format!("{}, {} {}", k.name(), k.info().kecamatan, k.info().postal_code)).unwrap_or_default();
    let lines = [c.name.clone(), c.phone.local(), c.street.clone(), place];
    let lines = lines.into_iter().filter(|s| !s.is_empty()).map(|s| view! { <p>{s}</p> }).collect::<Vec<_>>();
    let rows = vec![
        (t::buying::goods(l).into(), order.goods.to_string().into_any()),
        (t::buying::delivery_cost(l).into(), words::fee(l, order.delivery).into_any()),
        (t::buying::pay_method(l).into(), method.into_any()),
        (t::buying::total(l).into(), order.total.to_string().into_any()),
    ];
    view! {
        <Card title=t::buying::order_sum(l)>
            <Definitions rows total=true />
        </Card>
        <Card title=t::buying::order_recipient(l)>
            <div>{lines}</div>
        </Card>
    }
    .into_any()
}
