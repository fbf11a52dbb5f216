//! `/meja-wisata/laporan`: what became of the departures of a period, to read, to print and to take away.

mod as_csv;
mod as_xlsx;
mod charts;
mod sheet;
mod tables;
mod view;

use axum::extract::Query;
use axum::response::IntoResponse;
use backend::flows::tours::read_report::{TourReport, list_reported, read_report};
use domain::heritage::report::ReportedTour;
use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use domain::kernel::period::{Period, PeriodError, PeriodKind};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::Deserialize;

use super::error;
use crate::i18n::{date, month, t};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Page, Reply, WebError};

const PATH: &str = "/meja-wisata/laporan";
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    jangka: String,
    #[serde(default)]
    dari: String,
    #[serde(default)]
    sampai: String,
    #[serde(default)]
    tur: String,
}

impl Asked {
    /// This month when nothing is asked.
    fn period(&self, l: Locale, now: Timestamp, errors: &mut Errors) -> Option<Period> {
        let mut day = |name: &'static str, text: &str| {
            let day = Timestamp::parse_wib_date(text);
            if day.is_none() {
                errors.add(name, t::desk::day_bad(l));
            }
            day
        };
        let kind = self.kind();
        let from = if self.dari.trim().is_empty() { Some(now) } else { day("dari", &self.dari) };
        if kind != PeriodKind::Days {
            return from.map(|from| Period::around(kind, from));
        }
        if self.sampai.trim().is_empty() {
            errors.add("sampai", t::report::until_missing(l));
            return None;
        }
        let until = day("sampai", &self.sampai);
        match Period::days(from?, until?) {
            Ok(period) => Some(period),
            Err(PeriodError::Order) => {
                errors.add("sampai", t::report::order_bad(l));
                None
            }
            Err(PeriodError::TooLong) => {
                errors.add("sampai", t::report::too_long(l));
                None
            }
        }
    }

    fn kind(&self) -> PeriodKind {
        PeriodKind::from_code(&self.jangka).unwrap_or_default()
    }
}

/// What an address asks for.
struct Wanted {
    tours: Vec<ReportedTour>,
    /// One of them.
    tour: Option<ReportedTour>,
    asked: Asked,
    period: Option<Period>,
    errors: Errors,
}

async fn wanted(ctx: &Ctx, asked: Asked) -> Result<Wanted, WebError> {
    let tours = list_reported(ctx.deps(), ctx.actor()).await.map_err(error)?;
    let slug = asked.tur.trim();
    let tour = if slug.is_empty() { None } else { Some(tours.iter().find(|x| x.slug.as_str() == slug).ok_or(WebError::NotFound)?.clone()) };
    let mut errors = Errors::default();
    let period = asked.period(ctx.locale(), ctx.now(), &mut errors);
    Ok(Wanted { tours, tour, asked, period, errors })
}

async fn read(ctx: &Ctx, wanted: &Wanted, period: Period) -> Result<TourReport, WebError> {
    read_report(ctx.deps(), ctx.actor(), wanted.tour.as_ref().map(|x| x.id), period).await.map_err(error)
}

/// `?jangka=month&dari=2026-11-01`
fn query(period: Period, tour: Option<&ReportedTour>) -> String {
    let upto = (period.kind() == PeriodKind::Days).then(|| format!("&sampai={}", period.last_day().wib().date_input()));
    let tour = tour.map(|t| format!("&tur={}", t.slug));
    let (upto, tour) = (upto.unwrap_or_default(), tour.unwrap_or_default());
    format!("?jangka={}&dari={}{upto}{tour}", period.kind().code(), period.from().wib().date_input())
}

/// `November 2026`, `Triwulan 4 2026`, `2026`, `1 Nov 2026 – 7 Nov 2026`
fn said(l: Locale, period: Period) -> String {
    let w = period.from().wib();
    match period.kind() {
        PeriodKind::Month => month(l, period.from()),
        PeriodKind::Quarter => t::report::quarter_of { n: (w.month - 1) / 3 + 1, year: w.year }.say(l),
        PeriodKind::Year => w.year.to_string(),
        PeriodKind::Days if period.from() == period.last_day() => date(l, period.from()),
        PeriodKind::Days => t::report::days_of { from: date(l, period.from()), until: date(l, period.last_day()) }.say(l),
    }
}

pub async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Reply {
    let (l, now) = (ctx.locale(), ctx.now());
    let wanted = wanted(&ctx, asked).await?;
    let report = match wanted.period {
        Some(period) => Some(read(&ctx, &wanted, period).await?),
        None => None,
    };
    let status = wanted.errors.status();
    let page = Page::new(t::report::title(l), move || view::view(l, now, &wanted, report.as_ref()));
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}

pub async fn csv(ctx: Ctx, Query(asked): Query<Asked>) -> Reply {
    let l = ctx.locale();
    download(&ctx, asked, "csv", "text/csv; charset=utf-8", |sheet| as_csv::write(l, sheet).map_err(WebError::internal)).await
}

pub async fn xlsx(ctx: Ctx, Query(asked): Query<Asked>) -> Reply {
    let (l, now) = (ctx.locale(), ctx.now());
    download(&ctx, asked, "xlsx", WORKBOOK, |sheet| as_xlsx::write(l, now, sheet).map_err(WebError::internal)).await
}

/// What cannot be read leads to the page, which says why.
async fn download(
    ctx: &Ctx,
    asked: Asked,
    extension: &str,
    kind: &'static str,
    write: impl FnOnce(&sheet::Sheet) -> Result<Vec<u8>, WebError>,
) -> Reply {
    let l = ctx.locale();
    let wanted = wanted(ctx, asked).await?;
    let Some(period) = wanted.period else {
        let query = ctx.path().split_once('?').map_or_else(String::new, |(_, q)| format!("?{q}"));
        return Ok(ctx.see_other(&format!("{PATH}{query}")));
    };
    let report = read(ctx, &wanted, period).await?;
    let bytes = write(&sheet::Sheet::of(l, said(l, period), &report))?;
    let (from, until) = (period.from().wib().date_input(), period.last_day().wib().date_input());
    let name = format!("attachment; filename=\"{}-{from}-{until}.{extension}\"", t::report::file(l));
    Ok(([(CONTENT_TYPE, kind.to_owned()), (CACHE_CONTROL, "no-store".to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}
