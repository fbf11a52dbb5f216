//! Where a shop is, when it is open, and how its goods travel.

use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use domain::market::delivery::DeliveryKind;
use domain::market::shop::Shop;
use leptos::prelude::*;

use crate::i18n::{span_text, t, weekday};
use crate::ui::{Card, Definitions, PointMap, Text};

pub fn place(l: Locale, shop: &Shop) -> AnyView {
    let map = shop.point.map(|p| {
        view! { <PointMap lat=p.lat lon=p.lon label=t::browse::shop_map_label(l, &shop.name) /> }
    });
    let area = shop.kelurahan.map(|k| {
        let info = k.info();
        format!("{}, {}, Cimahi {}", info.name, info.kecamatan, info.postal_code)
    });
    view! {
        <h2>{t::browse::shop_where(l)}</h2>
        <address>
            {shop.street.clone()} <br /> {area}
        </address>
        {map}
    }
    .into_any()
}

pub fn hours(l: Locale, shop: &Shop, now: Timestamp) -> Option<AnyView> {
    if !shop.hours.is_known() {
        return None;
    }
    let today = usize::from(now.wib().weekday);
    let days = (0..7)
        .map(|day| {
            let span = shop.hours.0[day].map_or_else(|| t::browse::closed(l).to_owned(), |s| span_text(l, s));
            view! {
                <div class=(day == today).then_some("is-today")>
                    <dt>{weekday(l, day)}</dt>
                    <dd>{span}</dd>
                </div>
            }
        })
        .collect::<Vec<_>>();
    Some(
        view! {
            <Card title=t::browse::shop_hours(l)>
                <dl class="hours">{days}</dl>
            </Card>
        }
        .into_any(),
    )
}

pub fn delivery(l: Locale, shop: &Shop) -> AnyView {
    let terms = &shop.delivery;
    let rows: Vec<(Text, AnyView)> = terms
        .offered()
        .into_iter()
        .map(|kind| match kind {
            DeliveryKind::Pickup => (t::browse::shop_pickup(l).into(), t::browse::shop_pickup_free(l).into_any()),
            DeliveryKind::OwnCourier => {
                let fees = terms.zones.values();
                let (min, max) = (fees.clone().min().copied().unwrap_or_default(), fees.max().copied().unwrap_or_default());
                let text = if min == max { min.to_string() } else { format!("{min} – {max}") };
                (t::browse::shop_own_courier(l).into(), text.into_any())
            }
            DeliveryKind::FlatCourier => {
                (t::browse::shop_flat_courier(l).into(), t::browse::shop_flat_fee(l, terms.flat_fee_per_kg).into_any())
            }
        })
        .collect();
    let zones = terms.offers(DeliveryKind::OwnCourier).then(|| {
        let rows = terms
            .zones
            .iter()
            .map(|(k, fee)| {
                let fee = if fee.is_zero() { t::browse::shop_zone_free(l).to_owned() } else { fee.to_string() };
                (k.name().into(), fee.into_any())
            })
            .collect();
        view! {
            <details>
                <summary>{t::browse::shop_zone(l)}</summary>
                <Definitions rows=rows />
            </details>
        }
    });
    let cod = terms.cod.then(|| view! { <p class="small">{t::browse::shop_cod(l)}</p> });
    let at_pickup = (terms.pay_at_pickup && terms.pickup).then(|| view! { <p class="small">{t::browse::shop_pay_at_pickup(l)}</p> });
    view! {
        <Card title=t::browse::shop_delivery(l)>
            <Definitions rows=rows />
            {zones}
            {cod}
            {at_pickup}
        </Card>
    }
    .into_any()
}
