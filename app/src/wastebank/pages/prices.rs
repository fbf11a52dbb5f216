//! `/bank-sampah`: where waste is taken, and what it is worth today.

use std::collections::HashMap;

use axum::extract::Query;
use backend::page_change::PageTag;
use backend::wastebank::read_price_list::{Listed, PriceList, read_price_list};
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::hours::OpeningHours;
use domain::kernel::locale::Locale;
use domain::kernel::wilayah::Kelurahan;
use domain::wastebank::material::MaterialKind;
use domain::wastebank::unit::{Unit, UnitKind};
use leptos::prelude::*;
use serde::Deserialize;

use super::words;
use crate::i18n::{date, span_text, t, weekday};
use crate::ui::{
    Area, AreaMap, Column, Disclosure, Field, FormActions, Icon, LinkButton, PageHead, Pin, SectionHead, SubmitButton, Table, Tone, icon,
};
use crate::web::{Ctx, Page, Reply};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    cari: String,
}

pub async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Reply {
    let l = ctx.locale();
    let asked = asked.cari.trim().to_owned();
    let PriceList { units, taken } = read_price_list(ctx.deps()).await?;
    let now = ctx.now();
    let sought = !asked.is_empty();
    let page = Page::new(t::wastebank::title(l), move || view(l, now, &units, &taken, asked)).description(t::wastebank::lead(l));
    if sought {
        // Whatever is asked for, it is this list.
        return ctx.page(page.noindex().canonical("/bank-sampah")).await;
    }
    // Prices and the days of opening turn at midnight; a price that is put into force today announces itself.
    let midnight = now.start_of_wib_day().plus(DAY);
    ctx.page(page.cache_until(&[PageTag::Site], now, [midnight])).await
}

fn view(l: Locale, now: Timestamp, units: &[(Unit, OpeningHours)], taken: &[Listed], asked: String) -> AnyView {
    let mut counts: HashMap<Kelurahan, u64> = HashMap::new();
    for (unit, _) in units {
        *counts.entry(unit.kelurahan).or_default() += 1;
    }
    let areas = Kelurahan::all()
        .map(|k| Area { code: k.code(), label: k.name().into(), value: counts.get(&k).copied().unwrap_or(0), href: "#tempat".into() })
        .collect();
    let pins = units
        .iter()
        .map(|(u, _)| Pin { lat: u.point.lat, lon: u.point.lon, label: u.name.clone().into(), href: "#tempat".into() })
        .collect();
    let places = units.iter().map(|(u, h)| place(l, now, u, h)).collect::<Vec<_>>();
    let lists = MaterialKind::ALL.into_iter().filter_map(|kind| list(l, kind, taken, &asked)).collect::<Vec<_>>();
    let nothing = lists.is_empty().then(|| view! { <p>{t::wastebank::price_not_found(l, &asked)}</p> });
    view! {
        <div class="wrap page">
            <PageHead title=t::wastebank::title(l) lead=t::wastebank::lead(l)>
                <LinkButton href=l.path("/akun/bank-sampah") label=t::wastebank::to_account(l) start=Icon::Wallet />
                <LinkButton href=l.path("/bank-sampah/dampak") label=t::wastebank::to_impact(l) tone=Tone::Secondary start=Icon::Leaf />
            </PageHead>
            <section class="stack">
                <SectionHead title=t::wastebank::how(l) />
                <ol class="how" role="list">
                    <li><b>{t::wastebank::how_sort(l)}</b><span class="muted">{t::wastebank::how_sort_text(l)}</span></li>
                    <li><b>{t::wastebank::how_weigh(l)}</b><span class="muted">{t::wastebank::how_weigh_text(l)}</span></li>
                    <li><b>{t::wastebank::how_use(l)}</b><span class="muted">{t::wastebank::how_use_text(l)}</span></li>
                </ol>
            </section>
            <section class="stack" id="tempat">
                <SectionHead title=t::wastebank::places(l) />
                <ul class="row-list" role="list">{places}</ul>
                <AreaMap list_label=t::wastebank::places_by_kelurahan(l) areas=areas pins=pins />
            </section>
            <section class="stack" id="harga">
                <SectionHead title=t::wastebank::prices(l) />
                <p class="muted">{t::wastebank::prices_note(l)}</p>
                <form class="form" method="get" action=format!("{}#harga", l.path("/bank-sampah"))>
                    <Field name="cari" kind="search" label=t::wastebank::price_search(l) value=asked />
                    <FormActions>
                        <SubmitButton label=t::wastebank::find_go(l) tone=Tone::Secondary start=Icon::Search />
                    </FormActions>
                </form>
                {lists}
                {nothing}
            </section>
        </div>
    }
    .into_any()
}

fn place(l: Locale, now: Timestamp, unit: &Unit, hours: &OpeningHours) -> AnyView {
    let kind = match unit.kind {
        UnitKind::Unit => t::wastebank::is_unit(l),
        UnitKind::DropPoint => t::wastebank::is_drop_point(l),
    };
    let today = usize::from(now.wib().weekday);
    // From today on, so that the next chance comes first.
    let open = (0..7).map(|i| (today + i) % 7).filter_map(|day| Some(format!("{} {}", weekday(l, day), span_text(l, hours.0[day]?))));
    let mut open = open.collect::<Vec<_>>().join(" · ");
    if open.is_empty() {
        t::wastebank::unit_closed_for_now(l).clone_into(&mut open);
    }
    view! {
        <li class="card">
            <h3>{unit.name.clone()}</h3>
            <p class="muted small">{kind} " · " {unit.street.clone()} ", " {unit.kelurahan.name()}</p>
            <ul class="marked"><li>{icon(Icon::Timer)}<span>{open}</span></li></ul>
        </li>
    }
    .into_any()
}

/// Folded: the whole list is long, and most look for one thing. What was asked for is open.
fn list(l: Locale, kind: MaterialKind, taken: &[Listed], asked: &str) -> Option<AnyView> {
    let rows: Vec<Vec<AnyView>> =
        taken.iter().filter(|x| x.material.kind == kind && x.material.answers(asked)).map(|x| row(l, x)).collect();
    if rows.is_empty() {
        return None;
    }
    let columns = vec![Column::new(words::kind(l, kind)), Column::new(t::wastebank::code(l)), Column::number(t::wastebank::price(l))];
    let summary = t::wastebank::kind_count { kind: words::kind(l, kind), n: rows.len() }.say(l);
    Some(
        view! {
            <Disclosure summary open=!asked.is_empty()>
                <Table caption=words::kind(l, kind) columns rows />
            </Disclosure>
        }
        .into_any(),
    )
}

fn row(l: Locale, listed: &Listed) -> Vec<AnyView> {
    let m = &listed.material;
    // The last day on which it is taken.
    let until = listed.until.map(|end| t::wastebank::taken_until(l, date(l, end.plus(-DAY))));
    let until = until.map(|words| view! { <span class="muted small">" · " {words}</span> });
    vec![
        view! { <span>{m.name(l).to_owned()} {until}</span> }.into_any(),
        m.code.to_string().into_any(),
        words::rate(l, listed.rate, m.measure).into_any(),
    ]
}
