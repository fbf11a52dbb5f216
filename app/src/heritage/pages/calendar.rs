//! `/wisata/{slug}/tanggal`: a month of departures with what is left.

use axum::extract::{Path, Query};
use backend::heritage::read_calendar::read_calendar;
use backend::page_change::PageTag;
use domain::heritage::calendar::{CalendarEntry, CalendarMonth};
use domain::heritage::tour::Tour;
use domain::kernel::clock::{DAY, Timestamp};
use domain::kernel::locale::Locale;
use domain::kernel::slug::Slug;
use leptos::prelude::*;
use serde::Deserialize;

use super::super::parts::month::{list, sheet};
use crate::i18n::{month, t};
use crate::ui::{Breadcrumb, Empty, Icon, LinkButton, PageHead, Tone, icon};
use crate::web::page::Section;
use crate::web::{Ctx, Page, Reply, WebError};

/// Nothing is planned further ahead.
const AHEAD: i64 = 400 * DAY;

#[derive(Deserialize)]
pub struct Asked {
    /// `2026-12`
    #[serde(default)]
    bulan: String,
}

impl Asked {
    /// The first moment of the month; `None`: no month that a calendar has.
    fn month(&self, now: Timestamp) -> Option<Timestamp> {
        let (here, first) = (now.start_of_wib_month(), Timestamp::parse_wib_date(&format!("{}-01", self.bulan))?);
        (here..=now.plus(AHEAD)).contains(&first).then_some(first)
    }
}

fn query(at: Timestamp) -> String {
    let w = at.wib();
    format!("{:04}-{:02}", w.year, w.month)
}

pub async fn show(ctx: Ctx, Path(slug): Path<String>, Query(asked): Query<Asked>) -> Reply {
    let l = ctx.locale();
    let now = ctx.now();
    let slug = Slug::parse(&slug).map_err(|_| WebError::NotFound)?;
    let asked = if asked.bulan.is_empty() { None } else { Some(asked.month(now).ok_or(WebError::NotFound)?) };
    let (tour, found) = read_calendar(ctx.deps(), &slug, asked).await?.ok_or(WebError::NotFound)?;
    let tags = [PageTag::Tour(tour.id), PageTag::Seats(tour.id)];
    let title = t::heritage::calendar_title { tour: tour.name.pick(l), month: month(l, found.first) }.say(l);
    let path = format!("/wisata/{slug}/tanggal");
    let canonical = asked.map_or_else(|| path.clone(), |at| format!("{path}?bulan={}", query(at)));
    let page = Page::new(title, move || view(l, &tour, &found, now)).description(t::heritage::calendar_lead(l)).canonical(canonical);
    let midnight = now.start_of_wib_day().plus(DAY);
    ctx.page(page.section(Section::Tours).cache_until(&tags, now, [midnight])).await
}

fn view(l: Locale, tour: &Tour, found: &CalendarMonth, now: Timestamp) -> AnyView {
    let name = tour.name.pick(l).to_owned();
    let path = l.path(&format!("/wisata/{}", tour.slug));
    let steps = vec![(t::heritage::title(l).into(), l.path("/wisata").into()), (name.clone().into(), path.clone().into())];
    let (before, after) = (found.first.plus(-1), CalendarMonth::next(found.first));
    let turn = |at: Timestamp, label: String, back: bool| {
        let href = format!("{path}/tanggal?bulan={}", query(at));
        view! {
            <a class="btn btn-secondary btn-sm" href=href>
                {back.then(|| icon(Icon::ChevronLeft))} {label} {(!back).then(|| icon(Icon::ChevronRight))}
            </a>
        }
    };
    let earlier = (found.first > now).then(|| turn(before, month(l, before), true));
    let later = (after <= now.plus(AHEAD)).then(|| turn(after, month(l, after), false));
    let coming: Vec<CalendarEntry> = found.days.iter().flat_map(|d| d.departures.iter()).filter(|e| e.starts_at > now).cloned().collect();
    let body = if coming.is_empty() {
        view! { <Empty of=Icon::Calendar title=t::heritage::calendar_empty(l) text=t::heritage::calendar_empty_text(l) /> }.into_any()
    } else {
        list(l, &tour.slug, &coming)
    };
    view! {
        <div class="wrap page">
            <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=t::heritage::dates(l) />
            <PageHead title=month(l, found.first) lead=t::heritage::calendar_lead(l)>
                <LinkButton href=path label=t::heritage::to_tour(l) tone=Tone::Ghost start=Icon::Route />
            </PageHead>
            <div class="split split-half">
                <div class="stack">
                    {sheet(l, &tour.slug, found, now.start_of_wib_day())}
                    <p class="cal-key small muted">
                        <span class="cal-dep">"08"</span> {t::heritage::key_open(l)} <span class="cal-dep cal-few">"08"</span> {t::heritage::key_few(l)}
                        <span class="cal-dep cal-full">"08"</span> {t::heritage::key_full(l)}
                    </p>
                    <div class="row row-between">{earlier} {later}</div>
                </div>
                <section class="stack" aria-label=t::heritage::dates(l)>{body}</section>
            </div>
        </div>
    }
    .into_any()
}
