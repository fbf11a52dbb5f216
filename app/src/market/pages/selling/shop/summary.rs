//! What a shop says of itself, part by part, each with its way to change it.

use domain::kernel::phone::Phone;
use domain::market::shop::Shop;
use leptos::prelude::*;

use super::step::Step;
use crate::i18n::{Locale, span_text, t, weekday};
use crate::market::pages::selling::words;
use crate::ui::{Card, Definitions, Text};

/// Cards of all steps but the last. `base`: the address that a step's name is added to.
pub fn summary(l: Locale, shop: &Shop, base: &str) -> AnyView {
    let cards = Step::ALL.into_iter().filter(|s| *s != Step::Review).map(|step| {
        let href = format!("{base}/{}", step.slug());
        let change = view! {
            <a href=href>
                {t::selling::change(l)}
                <span class="sr">" " {step.title(l)}</span>
            </a>
        };
        let rows = rows(l, shop, step);
        view! {
            <Card title=step.title(l) aside=change.into_any()>
                <Definitions rows=rows stacked=true />
            </Card>
        }
    });
    view! { <div class="stack">{cards.collect::<Vec<_>>()}</div> }.into_any()
}

fn rows(l: Locale, shop: &Shop, step: Step) -> Vec<(Text, AnyView)> {
    let or_dash = |s: String| {
        let dash = t::selling::not_yet(l);
        if s.trim().is_empty() { view! { <span class="muted">{dash}</span> }.into_any() } else { s.into_any() }
    };
    match step {
        Step::About => vec![
            (t::selling::shop_name(l).into(), or_dash(shop.name.clone())),
            (t::selling::shop_phone(l).into(), or_dash(shop.phone.as_ref().map(Phone::local).unwrap_or_default())),
            (t::selling::shop_story(l).into(), or_dash(l.pick(&shop.story_id, &shop.story_en).to_owned())),
            (t::selling::nib(l).into(), or_dash(shop.nib.as_ref().map(ToString::to_string).unwrap_or_default())),
            (t::selling::low_stock_mark(l).into(), or_dash(shop.low_stock.pieces().to_string())),
        ],
        Step::Address => {
            let place = shop.kelurahan.map(|k| format!(", {}, {}", k.name(), k.info().kecamatan)).unwrap_or_default();
            let point = shop.point.map(|p| format!("{:.5}, {:.5}", p.lat, p.lon)).unwrap_or_default();
            vec![
                (t::selling::shop_street(l).into(), or_dash(format!("{}{place}", shop.street))),
                (t::selling::point(l).into(), or_dash(point)),
            ]
        }
        Step::Hours => {
            let days = shop.hours.0.iter().enumerate().map(|(day, span)| {
                let words = span.map_or_else(|| t::selling::closed(l).to_owned(), |s| span_text(l, s));
                view! { <li class="row row-between"><span>{weekday(l, day)}</span><span class="num">{words}</span></li> }
            });
            vec![(t::selling::hours_week(l).into(), view! { <ul class="plain-list">{days.collect::<Vec<_>>()}</ul> }.into_any())]
        }
        Step::Delivery => {
            let ways = shop.delivery.offered().into_iter().map(|k| words::delivery(l, k)).collect::<Vec<_>>().join(", ");
            let mut pay = Vec::new();
            if shop.delivery.cod {
                pay.push(t::selling::pay_cod(l));
            }
            if shop.delivery.pay_at_pickup {
                pay.push(t::selling::pay_at_pickup(l));
            }
            vec![(t::selling::delivery_legend(l).into(), or_dash(ways)), (t::selling::payment_legend(l).into(), or_dash(pay.join(", ")))]
        }
        Step::Bank => {
            let b = &shop.bank;
            let account = if b.number.is_empty() { String::new() } else { format!("{} {} · {}", b.bank, b.number, b.holder) };
            vec![(t::selling::bank_legend(l).into(), or_dash(account))]
        }
        Step::Review => Vec::new(),
    }
}
