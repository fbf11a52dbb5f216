use backend::flows::tours::read_report::TourReport;
use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use domain::kernel::period::{Period, PeriodKind};
use leptos::prelude::*;

use super::charts::charts;
use super::tables::tables;
use super::{PATH, Wanted, query, said};
use crate::i18n::{date_time, t};
use crate::ui::{
    Answer, Breadcrumb, Card, Choice, Empty, ErrorSummary, Field, FormActions, FormGrid, Icon, LinkButton, PageHead, RadioChips, Select,
    Stat, SubmitButton, Tone, icon,
};
use domain::wastebank::measure::Measure;

pub fn view(l: Locale, now: Timestamp, wanted: &Wanted, report: Option<&TourReport>) -> AnyView {
    let steps = vec![(t::heritage::desk(l).into(), l.path("/meja-wisata").into())];
    let body = report.map(|report| if report.rows.is_empty() { none(l, wanted, report) } else { filled(l, now, wanted, report) });
    view! {
        <div class="wrap page">
            <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=t::report::title(l) />
            <PageHead title=t::report::title(l) lead=t::report::lead(l) />
            <ErrorSummary title=t::common::fix_these(l) errors=wanted.errors.list() />
            <div class="no-print">{form(l, now, wanted)}</div>
            {body}
        </div>
    }
    .into_any()
}

fn kind_name(l: Locale, kind: PeriodKind) -> &'static str {
    match kind {
        PeriodKind::Month => t::report::month(l),
        PeriodKind::Quarter => t::report::quarter(l),
        PeriodKind::Year => t::report::year(l),
        PeriodKind::Days => t::report::days(l),
    }
}

/// Asks by its address, so that a report can be kept and sent.
fn form(l: Locale, now: Timestamp, wanted: &Wanted) -> AnyView {
    let asked = &wanted.asked;
    let kinds = PeriodKind::ALL.map(|k| Answer::new(k.code(), kind_name(l, k))).into();
    let (kind, until) = (asked.kind().code(), asked.sampai.trim().to_owned());
    let (from_error, until_error) = (wanted.errors.of("dari"), wanted.errors.of("sampai"));
    let from = match (asked.dari.trim(), wanted.period) {
        ("", Some(period)) => period.from().wib().date_input(),
        ("", None) => now.wib().date_input(),
        (typed, _) => typed.to_owned(),
    };
    let tours = (wanted.tours.len() > 1).then(|| {
        let tours = wanted.tours.iter().map(|x| Choice::new(x.slug.to_string(), x.name.pick(l).to_owned())).collect();
        view! { <Select name="tur" label=t::report::tour(l) choices=tours value=asked.tur.clone() prompt=t::report::all_tours(l) /> }
    });
    view! {
        <Card>
            <form class="form" method="get" action=l.path(PATH) novalidate>
                <RadioChips name="jangka" legend=t::report::period(l) answers=kinds value=kind />
                <FormGrid>
                    <Field name="dari" kind="date" label=t::report::from(l) hint=t::report::from_hint(l) value=from error=from_error />
                    <Field
                        name="sampai"
                        kind="date"
                        label=t::report::until(l)
                        hint=t::report::until_hint(l)
                        value=until
                        error=until_error
                    />
                    {tours}
                </FormGrid>
                <FormActions>
                    <SubmitButton label=t::report::show(l) start=Icon::Search />
                </FormActions>
            </form>
        </Card>
    }
    .into_any()
}

/// The period's name between the one before and the one after.
fn paging(l: Locale, wanted: &Wanted, period: Period) -> AnyView {
    let to = |p: Period| l.path(&format!("{PATH}{}", query(p, wanted.tour.as_ref())));
    let (before, after) = (period.earlier(), period.later());
    let tour = wanted.tour.as_ref().or(wanted.tours.first().filter(|_| wanted.tours.len() == 1));
    let tour = tour.map_or(t::report::all_tours(l), |x| x.name.pick(l)).to_owned();
    view! {
        <div class="row row-between">
            <h2>{said(l, period)} " · " {tour}</h2>
            <nav class="btn-row no-print" aria-label=t::report::period(l)>
                <a class="btn btn-secondary btn-sm" rel="prev" href=to(before)>{icon(Icon::ChevronLeft)} {said(l, before)}</a>
                <a class="btn btn-secondary btn-sm" rel="next" href=to(after)>{said(l, after)} {icon(Icon::ChevronRight)}</a>
            </nav>
        </div>
    }
    .into_any()
}

fn none(l: Locale, wanted: &Wanted, report: &TourReport) -> AnyView {
    let text = t::report::none_text(l, said(l, report.period));
    view! { {paging(l, wanted, report.period)} <Empty of=Icon::Calendar title=t::report::none(l) text=text /> }.into_any()
}

fn filled(l: Locale, now: Timestamp, wanted: &Wanted, report: &TourReport) -> AnyView {
    let query = query(report.period, wanted.tour.as_ref());
    let file = |extension: &str| l.path(&format!("{PATH}.{extension}{query}"));
    let several = wanted.tour.is_none() && wanted.tours.len() > 1;
    view! {
        {paging(l, wanted, report.period)}
        {stats(l, report)}
        <div class="btn-row no-print">
            <LinkButton href=file("xlsx") label=t::report::xlsx(l) tone=Tone::Secondary start=Icon::Download />
            <LinkButton href=file("csv") label=t::report::csv(l) tone=Tone::Secondary start=Icon::Download />
        </div>
        {charts(l, report)}
        {tables(l, report, several)}
        <p class="muted small">{t::report::made(l, date_time(l, now))}</p>
        <p class="slip-row small muted no-print">{icon(Icon::Printer)} <span>{t::report::print(l)}</span></p>
    }
    .into_any()
}

fn stats(l: Locale, report: &TourReport) -> AnyView {
    let total = report.total();
    let (h, f) = (total.heads, total.fares);
    let cancelled = report.cancelled();
    let cancelled_note = (cancelled > 0).then(|| t::report::cancelled(l, cancelled));
    let (sold, went) = (t::report::sold_note(l, h.offered), t::report::went_note { missed: h.missed, refused: h.refused }.say(l));
    let kept = t::report::kept_note { paid: f.paid(), returned: f.returned }.say(l);
    view! {
        <div class="stats">
            <Stat label=t::report::departures(l) value=report.rows.len().to_string() note=cancelled_note start=Icon::Calendar />
            <Stat label=t::report::sold(l) value=h.sold.to_string() note=sold start=Icon::Tag />
            <Stat label=t::report::went(l) value=h.went.to_string() note=went start=Icon::Users />
            <Stat label=t::report::waste(l) value=Measure::Kilogram.show(l, total.grams()) note=t::report::waste_note(l) start=Icon::Recycle />
            <Stat label=t::report::kept(l) value=f.kept().to_string() note=kept start=Icon::Wallet />
            <Stat label=t::report::village(l) value=total.village.to_string() note=t::report::village_note(l) start=Icon::Home />
        </div>
    }
    .into_any()
}
