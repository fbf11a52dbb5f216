//! Planning departures: the form, and what it would make.

use backend::heritage::keep_vehicles::Fleet;
use backend::heritage::plan_departures::Skipped;
use backend::heritage::preview_departures::Foreseen;
use domain::heritage::recurrence::Nth;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::plan_form::FIELDS;
use super::tour::Said;
use crate::i18n::{clock, day, t, weekday};
use crate::ui::{
    Alert, Answer, Badge, Card, Checkboxes, Choice, Column, Field, Icon, Mood, RadioCards, SectionHead, Select, SubmitButton, Table,
    TextArea, hidden,
};
use crate::web::Form;

pub fn form(l: Locale, fleet: &Fleet, action: String, said: &Said) -> AnyView {
    let (f, e) = (&said.form, &said.errors);
    let answer = |value: &'static str, label: &'static str, hint: &'static str| Answer::new(value, label).hint(hint);
    let repeat = vec![
        Answer::new("once", t::plan::once(l)),
        answer("weekly", t::plan::weekly(l), t::plan::weekly_hint(l)),
        answer("monthly", t::plan::monthly(l), t::plan::monthly_hint(l)),
        answer("dates", t::plan::dates(l), t::plan::dates_hint(l)),
    ];
    let or = |name: &str, otherwise: &str| if f.text(name).is_empty() { otherwise.to_owned() } else { f.typed(name) };
    let (picked, time) = (or("repeat", "once"), or("time", "08:00"));
    let (first, first_error, time_error) = (f.typed("day"), e.of("day"), e.of("time"));
    let (dates, dates_error) = (f.typed("dates"), e.of("dates"));
    let (weekly, monthly, series, crew) = (weekly(l, said), monthly(l, said), series(l, said), crew(l, fleet, said));
    view! {
        <Card title=t::heritage::plan(l)>
            <form class="form plan-form" method="post" action=action novalidate>
                <RadioCards name="repeat" legend=t::plan::repeat(l) answers=repeat value=picked />
                <div class="not-if-dates">
                    <Field name="day" kind="date" label=t::plan::from(l) value=first error=first_error required=true />
                </div>
                <div class="only-if-dates">
                    <TextArea name="dates" label=t::plan::list(l) hint=t::plan::list_hint(l) value=dates error=dates_error rows=4 />
                </div>
                <Field name="time" kind="time" label=t::heritage::plan_time(l) value=time error=time_error required=true />
                {weekly}
                {monthly}
                {series}
                {crew}
                <SubmitButton label=t::plan::look(l) start=Icon::Calendar />
            </form>
        </Card>
    }
    .into_any()
}

fn weekly(l: Locale, said: &Said) -> AnyView {
    let (f, e) = (&said.form, &said.errors);
    let days = (0..7).map(|d| Answer::new(d.to_string(), weekday(l, d))).collect::<Vec<_>>();
    let ticked: Vec<String> = f.all("weekday").into_iter().map(str::to_owned).collect();
    let every = if f.text("every").is_empty() { "1".to_owned() } else { f.typed("every") };
    let (days_error, every_error) = (e.of("weekday"), e.of("every"));
    view! {
        <div class="only-if-weekly stack">
            <Checkboxes name="weekday" legend=t::plan::weekdays(l) answers=days checked=ticked error=days_error />
            <Field name="every" label=t::plan::every(l) value=every error=every_error inputmode="numeric" suffix=t::plan::weeks(l) />
        </div>
    }
    .into_any()
}

fn monthly(l: Locale, said: &Said) -> AnyView {
    let (f, e) = (&said.form, &said.errors);
    let which = Vec::from(Nth::ALL.map(|n| Choice::new(n.code(), nth(l, n))));
    let days = (0..7).map(|d| Choice::new(d.to_string(), weekday(l, d))).collect::<Vec<_>>();
    let (picked, error) = (f.typed("nth"), e.of("nth"));
    let picked_day = if f.text("month_day").is_empty() { "5".to_owned() } else { f.typed("month_day") };
    view! {
        <div class="only-if-monthly stack">
            <Select name="nth" label=t::plan::nth(l) choices=which value=picked error=error />
            <Select name="month_day" label=t::plan::month_day(l) choices=days value=picked_day />
        </div>
    }
    .into_any()
}

fn nth(l: Locale, n: Nth) -> &'static str {
    match n {
        Nth::First => t::plan::nth_first(l),
        Nth::Second => t::plan::nth_second(l),
        Nth::Third => t::plan::nth_third(l),
        Nth::Fourth => t::plan::nth_fourth(l),
        Nth::Last => t::plan::nth_last(l),
    }
}

/// Its end, and what is left out of it.
fn series(l: Locale, said: &Said) -> AnyView {
    let (f, e) = (&said.form, &said.errors);
    let (until, until_error) = (f.typed("until"), e.of("until"));
    let (times, times_error) = (f.typed("times"), e.of("times"));
    let (except, except_error) = (f.typed("except"), e.of("except"));
    view! {
        <div class="only-if-series stack">
            <Field name="until" kind="date" label=t::plan::until(l) hint=t::plan::until_hint(l) value=until error=until_error />
            <Field name="times" label=t::plan::times(l) value=times error=times_error inputmode="numeric" suffix=t::plan::times_unit(l) />
            <TextArea
                name="except"
                label=t::plan::except(l)
                hint=t::plan::except_hint(l)
                optional=t::common::optional(l)
                value=except
                error=except_error
                rows=3
            />
        </div>
    }
    .into_any()
}

fn crew(l: Locale, fleet: &Fleet, said: &Said) -> AnyView {
    let (f, e) = (&said.form, &said.errors);
    let guides = fleet.guides.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect::<Vec<_>>();
    let vehicles =
        fleet.vehicles.iter().map(|v| Choice::new(v.id.to_string(), format!("{} · {} ({})", v.name, v.plate, v.seats))).collect::<Vec<_>>();
    let (guide, vehicle, guide_error, vehicle_error) = (f.typed("guide"), f.typed("vehicle"), e.of("guide"), e.of("vehicle"));
    view! {
        <Select name="guide" label=t::heritage::plan_guide(l) choices=guides value=guide prompt=t::heritage::plan_none(l) error=guide_error />
        <Select name="vehicle" label=t::heritage::plan_vehicle(l) choices=vehicles value=vehicle prompt=t::heritage::plan_none(l) error=vehicle_error />
    }
    .into_any()
}

/// Each date, and what becomes of it; one press plans those that can be.
pub fn preview(l: Locale, seen: &[Foreseen], action: String, form: &Form) -> AnyView {
    let made = seen.iter().filter(|f| f.skipped.is_none()).count();
    let row = |f: &Foreseen| {
        let when = format!("{}, {}", day(l, f.at), clock(l, f.at));
        let note = match f.skipped {
            None => view! { <Badge label=t::plan::fine(l) mood=Mood::Success /> }.into_any(),
            Some(why) => {
                let words = skipped(l, why, f);
                view! { <Badge label=t::plan::skipped(l) mood=Mood::Warn /> " " {words} }.into_any()
            }
        };
        vec![when.into_any(), note]
    };
    let rows = seen.iter().map(row).collect();
    let columns = vec![Column::new(t::plan::departure(l)), Column::new(t::plan::note(l))];
    let summary = t::plan::summary { made, skipped: seen.len() - made }.say(l);
    let go = if made == 0 {
        view! { <Alert mood=Mood::Warn title=t::plan::nothing(l) /> }.into_any()
    } else {
        let mut handed: Vec<(&'static str, String)> = Vec::new();
        for name in FIELDS {
            // One line each: a hidden field keeps no other.
            handed.extend(form.all(name).into_iter().map(|value| (name, value.lines().collect::<Vec<_>>().join(","))));
        }
        let label = t::plan::go(l, i64::try_from(made).unwrap_or(i64::MAX));
        view! {
            <form class="stack" method="post" action=action>
                {hidden(handed)}
                <div><SubmitButton label=label name="go" value="plan" start=Icon::Check /></div>
                <p class="muted small">{t::plan::change(l)}</p>
            </form>
        }
        .into_any()
    };
    view! {
        <section class="card stack" id="tanggal">
            <SectionHead title=t::plan::preview(l) />
            <p>{summary}</p>
            <Table caption=t::plan::preview(l) columns rows />
            {go}
        </section>
    }
    .into_any()
}

fn skipped(l: Locale, why: Skipped, f: &Foreseen) -> String {
    let words = match why {
        Skipped::Past => t::heritage::skip_past(l),
        Skipped::TooFar => t::heritage::skip_far(l),
        Skipped::Planned => t::heritage::skip_planned(l),
        Skipped::GuideBusy => t::heritage::skip_guide(l),
        Skipped::VehicleBusy => t::heritage::skip_vehicle(l),
        Skipped::SiteClosed(_) => match &f.closed {
            Some((site, Some(reason))) => return t::plan::closed { site: site.pick(l), reason }.say(l),
            Some((site, None)) => return t::plan::closed_weekday(l, site.pick(l)),
            None => t::heritage::skip_closed(l),
        },
    };
    words.to_owned()
}
