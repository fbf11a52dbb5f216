//! `/bank-sampah/dampak`: what was kept out of the landfill, for everybody.

use backend::page_change::PageTag;
use backend::wastebank::read_impact::read_impact;
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::locale::Locale;
use domain::kernel::wilayah::Kelurahan;
use domain::wastebank::impact::{Impact, Kept};
use domain::wastebank::measure::{Amount, Measure};
use leptos::prelude::*;

use crate::i18n::{date, short_month, t};
use crate::ui::{Area, AreaMap, Bar, BarChart, ChartText, Column, Icon, LinkButton, PageHead, SectionHead, Stat, Table};
use crate::web::{Ctx, Page, Reply};

pub async fn show(ctx: Ctx) -> Reply {
    let l = ctx.locale();
    let impact = read_impact(ctx.deps()).await?;
    let midnight = ctx.now().start_of_wib_day().plus(DAY);
    let now = ctx.now();
    let page = Page::new(t::wastebank::impact_title(l), move || view(l, &impact));
    ctx.page(page.description(t::wastebank::impact_lead(l)).cache_until(&[PageTag::Site], now, [midnight])).await
}

/// Whole kilograms: an estimate has no grams.
fn whole(l: Locale, grams: i64) -> String {
    Measure::Kilogram.show(l, Amount((grams + 500) / 1_000 * 1_000))
}

fn view(l: Locale, impact: &Impact) -> AnyView {
    let avoided = impact.version.as_ref().map(|version| {
        let note = t::wastebank::estimate(l, version);
        view! { <Stat label=t::wastebank::avoided(l) value=whole(l, impact.avoided()) note=note start=Icon::Leaf /> }
    });
    let until = date(l, impact.until.plus(-1));
    view! {
        <div class="wrap page">
            <PageHead title=t::wastebank::impact_title(l) lead=t::wastebank::impact_lead(l)>
                <LinkButton href=l.path("/bank-sampah") label=t::wastebank::to_places(l) start=Icon::Recycle />
            </PageHead>
            <div class="stats">
                <Stat label=t::wastebank::kept_out(l) value=whole(l, impact.grams().0) note=t::wastebank::until(l, until) start=Icon::Recycle />
                {avoided}
                <Stat label=t::wastebank::deposits(l) value=impact.deposits.to_string() start=Icon::Scale />
            </div>
            {months(l, &impact.months)}
            {materials(l, impact)}
            {places(l, &impact.kelurahan)}
            <p class="muted small">{t::wastebank::impact_note(l)}</p>
        </div>
    }
    .into_any()
}

fn months(l: Locale, months: &[(Timestamp, Amount)]) -> AnyView {
    let last = months.len().saturating_sub(1);
    let bar = |(i, (first, grams)): (usize, &(Timestamp, Amount))| Bar {
        label: short_month(l, *first).into(),
        value: grams.0,
        words: whole(l, grams.0).into(),
        now: i == last,
    };
    let bars = months.iter().enumerate().map(bar).collect();
    let text = ChartText {
        caption: t::wastebank::by_month(l).into(),
        as_table: t::selling::chart_table(l).into(),
        label_column: t::wastebank::month(l).into(),
        value_column: t::wastebank::weight(l).into(),
    };
    view! { <BarChart text bars /> }.into_any()
}

fn materials(l: Locale, impact: &Impact) -> AnyView {
    let row = |k: &Kept| {
        let avoided = k.avoided.map_or_else(|| "–".to_owned(), |grams| whole(l, grams));
        vec![k.material.name(l).to_owned().into_any(), k.material.measure.show(l, k.amount).into_any(), avoided.into_any()]
    };
    let rows: Vec<_> = impact.materials.iter().map(row).collect();
    if rows.is_empty() {
        return view! { <p class="muted">{t::wastebank::no_impact(l)}</p> }.into_any();
    }
    let avoided = impact.version.as_ref().map_or_else(|| t::wastebank::avoided(l).to_owned(), |v| t::wastebank::avoided_by(l, v));
    let columns = vec![Column::new(t::wastebank::material(l)), Column::number(t::wastebank::weight(l)), Column::number(avoided)];
    view! {
        <section class="stack">
            <SectionHead title=t::wastebank::by_material(l) />
            <Table caption=t::wastebank::by_material(l) columns rows />
        </section>
    }
    .into_any()
}

/// In whole kilograms.
fn places(l: Locale, places: &[(Kelurahan, Amount)]) -> AnyView {
    let of = |k: Kelurahan| places.iter().find(|(p, _)| *p == k).map_or(0, |(_, grams)| grams.0);
    let kilograms = |k: Kelurahan| u64::try_from((of(k) + 500) / 1_000).unwrap_or(0);
    let area = |k: Kelurahan| Area { code: k.code(), label: k.name().into(), value: kilograms(k), href: "#kelurahan".into() };
    let areas = Kelurahan::all().map(area).collect();
    view! {
        <section class="stack" id="kelurahan">
            <SectionHead title=t::wastebank::by_kelurahan(l) />
            <p class="muted">{t::wastebank::by_kelurahan_lead(l)}</p>
            <AreaMap list_label=t::wastebank::by_kelurahan(l) areas=areas />
        </section>
    }
    .into_any()
}
