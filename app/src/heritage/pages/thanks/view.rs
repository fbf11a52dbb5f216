//! What a party did with its day, and where it can go on from here.

use domain::heritage::booking::Booking;
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::wastebank::impact::{Kept, all_avoided, grams};
use domain::wastebank::measure::{Amount, Measure};
use leptos::prelude::*;
use leptos::tachys::html::InertElement;

use super::{Look, Village, review};
use crate::i18n::{day, t};
use crate::market::parts::listing::mixed_grid;
use crate::market::views::kelurahan_slug;
use crate::ui::motif::{Dye, Family};
use crate::ui::{Card, Cloth, Column, Definitions, Icon, LinkButton, PageHead, SectionHead, Stat, Table, Text, Tone, icon};
use crate::web::Flash;

pub fn view(mut look: Look) -> AnyView {
    let l = look.l;
    let said = look.said.take().map(Flash::alert);
    let b = &look.thanks.booking;
    let lead = t::thanks::lead { at: day(l, b.starts_at), tour: b.tour_name.pick(l) }.say(l);
    let (trip, fare, village) = (trip(&look), fare(&look), look.village.as_ref().map(|v| village(l, v)));
    view! {
        <div class="wrap page">
            <PageHead title=t::thanks::title(l, &b.contact.name) lead=lead>
                <LinkButton href=look.back.clone() label=t::heritage::ticket_back(l) tone=Tone::Secondary start=Icon::ArrowLeft />
            </PageHead>
            {said}
            <div class="thanks-cloth">{InertElement::new(Cloth::new(Family::Daun, Dye::Daun).band(160))}</div>
            <div class="split">
                {trip}
                <aside class="split-side stack">{fare}</aside>
            </div>
            <section id="ulasan">{review::view(l, &look.review)}</section>
            {village}
        </div>
    }
    .into_any()
}

/// To a tenth of a kilogram: an estimate is no finer.
fn tenth(l: Locale, grams: i64) -> String {
    Measure::Kilogram.show(l, Amount((grams + 50) / 100 * 100))
}

/// What was brought, and what that avoided.
fn trip(look: &Look) -> AnyView {
    let (l, x) = (look.l, &look.thanks);
    let kept = &x.brought.kept;
    let in_waste = x.from_balance + x.from_brought;
    let paid = (!in_waste.is_zero()).then(|| {
        let note = t::thanks::of_fare(l, x.booking.fare);
        view! { <Stat label=t::thanks::paid_in_waste(l) value=in_waste.to_string() note=note start=Icon::Wallet /> }
    });
    let earlier = earlier(l, x.from_balance);
    if kept.is_empty() {
        return nothing(l, paid.into_any(), in_waste, earlier);
    }
    let avoided = x.brought.version.as_ref().map(|version| {
        let note = t::wastebank::estimate(l, version);
        view! { <Stat label=t::wastebank::avoided(l) value=tenth(l, all_avoided(kept)) note=note start=Icon::Leaf /> }
    });
    let weight = grams(kept);
    let weighed = weight.is_positive().then(|| {
        view! { <Stat label=t::thanks::brought(l) value=Measure::Kilogram.show(l, weight) note=t::thanks::not_to_landfill(l) start=Icon::Recycle /> }
    });
    let table = materials(l, kept, x.brought.version.as_deref());
    view! {
        <section class="stack stack-lg">
            <SectionHead title=t::thanks::your_trip(l) more=(t::thanks::all_impact(l).into(), l.path("/bank-sampah/dampak").into()) />
            <div class="stats">{weighed} {avoided} {paid}</div>
            {table}
            {earlier}
        </section>
    }
    .into_any()
}

/// What came from a balance: in rupiah, because its kilograms stand on the slips by which they became the balance, and counted there.
fn earlier(l: Locale, balance: Rupiah) -> Option<AnyView> {
    (!balance.is_zero()).then(|| {
        view! {
            <Card>
                <p class="slip-row">{icon(Icon::Wallet)} <span>{t::thanks::from_balance(l, balance)}</span></p>
                <div class="btn-row">
                    <LinkButton href=l.path("/akun/bank-sampah") label=t::thanks::to_slips(l) tone=Tone::Secondary start=Icon::Receipt />
                </div>
            </Card>
        }
        .into_any()
    })
}

/// A party that paid nothing in waste is told how it is done.
fn nothing(l: Locale, paid: AnyView, in_waste: Rupiah, earlier: Option<AnyView>) -> AnyView {
    let how = in_waste.is_zero().then(|| {
        view! {
            <Card>
                <p class="slip-row">{icon(Icon::Recycle)} <span>{t::thanks::no_waste(l)}</span></p>
                <div class="btn-row">
                    <LinkButton href=l.path("/bank-sampah") label=t::wastebank::to_places(l) tone=Tone::Secondary start=Icon::Recycle />
                </div>
            </Card>
        }
    });
    view! {
        <section class="stack stack-lg">
            <SectionHead title=t::thanks::your_trip(l) more=(t::thanks::all_impact(l).into(), l.path("/bank-sampah/dampak").into()) />
            {(!in_waste.is_zero()).then(|| view! { <div class="stats">{paid}</div> })}
            {how}
            {earlier}
        </section>
    }
    .into_any()
}

fn materials(l: Locale, kept: &[Kept], version: Option<&str>) -> AnyView {
    let row = |k: &Kept| {
        let avoided = k.avoided.map_or_else(|| "–".to_owned(), |grams| tenth(l, grams));
        vec![k.material.name(l).to_owned().into_any(), k.material.measure.show(l, k.amount).into_any(), avoided.into_any()]
    };
    let rows = kept.iter().map(row).collect();
    let avoided = version.map_or_else(|| t::wastebank::avoided(l).to_owned(), |v| t::wastebank::avoided_by(l, v));
    let columns = vec![Column::new(t::wastebank::material(l)), Column::number(t::thanks::amount(l)), Column::number(avoided)];
    view! { <Table caption=t::wastebank::by_material(l) columns rows /> }.into_any()
}

/// How the fare was paid.
fn fare(look: &Look) -> AnyView {
    let (l, x) = (look.l, &look.thanks);
    let parts = [
        (t::thanks::with_balance(l), x.from_balance),
        (t::thanks::with_brought(l), x.from_brought),
        (t::thanks::with_money(l), x.in_money),
    ];
    let mut rows: Vec<(Text, AnyView)> = parts
        .into_iter()
        .filter(|(_, amount)| !amount.is_zero())
        .map(|(label, amount)| (label.into(), amount.to_string().into_any()))
        .collect();
    let people = people(l, &x.booking);
    rows.push((t::heritage::fare_total(l).into(), x.booking.price().to_string().into_any()));
    view! { <Card title=t::thanks::fare(l)>{people} <Definitions rows=rows total=true /></Card> }.into_any()
}

fn people(l: Locale, b: &Booking) -> AnyView {
    view! { <p class="slip-row">{icon(Icon::Users)} <span>{t::heritage::people(l, i64::from(b.seats()))} " · " {b.number.clone()}</span></p> }.into_any()
}

fn village(l: Locale, v: &Village) -> AnyView {
    let more = format!("/cari?kelurahan={}", kelurahan_slug(v.kelurahan));
    let body = if v.products.is_empty() {
        view! {
            <p class="muted">{t::thanks::no_products(l)}</p>
            <div><LinkButton href=l.path("/kategori") label=t::thanks::to_market(l) tone=Tone::Secondary start=Icon::Basket /></div>
        }
        .into_any()
    } else {
        mixed_grid(l, &v.products, &v.cloths, 0)
    };
    view! {
        <section class="stack">
            <SectionHead title=t::thanks::products(l, &v.name) more=(t::thanks::more_products(l, v.kelurahan.name()).into(), l.path(&more).into()) />
            <p class="muted">{t::thanks::products_text(l, v.kelurahan.name())}</p>
            {body}
        </section>
    }
    .into_any()
}
