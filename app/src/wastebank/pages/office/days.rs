//! `/petugas/bank-sampah/tutup`: days of the cash boxes that wait to be closed, and those that were.

use backend::wastebank::close_day::{CloseDayError, Days, OpenDay, list_days};
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::WasteUnitId;
use domain::wastebank::day_close::DayClose;
use leptos::prelude::*;

use super::desk::{Desk, head};
use crate::i18n::{Locale, date, t};
use crate::ui::{Badge, Empty, Icon, Mood, RowCard, SectionHead};
use crate::web::page::Section;
use crate::web::{Ctx, Page, Reply, WebError};

pub(super) const PATH: &str = "/petugas/bank-sampah/tutup";

pub(super) fn address(l: Locale, unit: WasteUnitId, day: Timestamp) -> String {
    l.path(&format!("{PATH}/{unit}/{}", day.wib().date_input()))
}

pub(super) fn refusal(e: CloseDayError) -> WebError {
    match e {
        CloseDayError::Forbidden(e) => e.into(),
        CloseDayError::Db(e) => e.into(),
        CloseDayError::NotFound | CloseDayError::Day(_) => WebError::NotFound,
        e => WebError::internal(e),
    }
}

pub async fn show(ctx: Ctx) -> Reply {
    let l = ctx.locale();
    let Days { open, closed } = list_days(ctx.deps(), ctx.actor()).await.map_err(refusal)?;
    let top = head(&ctx, Desk::Days);
    let page = Page::new(t::wastebank::desk_days(l), move || {
        let waiting = if open.is_empty() {
            view! { <Empty of=Icon::CheckCircle title=t::wastebank::no_open_days(l) text=t::wastebank::no_open_days_text(l) /> }.into_any()
        } else {
            let rows = open.iter().map(|day| open_row(l, day)).collect::<Vec<_>>();
            view! { <ul class="row-list" role="list">{rows}</ul> }.into_any()
        };
        let done = (!closed.is_empty()).then(|| {
            let rows = closed.iter().map(|(unit, name, close)| closed_row(l, *unit, name, close)).collect::<Vec<_>>();
            view! {
                <section class="stack">
                    <SectionHead title=t::wastebank::days_closed(l) />
                    <ul class="row-list" role="list">{rows}</ul>
                </section>
            }
        });
        view! {
            <div class="wrap page">
                {top}
                <section class="stack">
                    <SectionHead title=t::wastebank::days_open(l) />
                    <p class="muted">{t::wastebank::days_lead(l)}</p>
                    {waiting}
                </section>
                {done}
            </div>
        }
    });
    ctx.page(page.noindex().section(Section::Office)).await
}

fn open_row(l: Locale, day: &OpenDay) -> AnyView {
    let title = t::wastebank::day_of { day: date(l, day.day), unit: &day.unit_name }.say(l);
    let meta = t::wastebank::day_moved { received: day.received, paid: day.paid }.say(l);
    view! {
        <RowCard title=title href=address(l, day.unit, day.day) meta=meta>
            <Badge label=t::wastebank::day_waits(l) mood=Mood::Warn />
        </RowCard>
    }
    .into_any()
}

fn closed_row(l: Locale, unit: WasteUnitId, name: &str, close: &DayClose) -> AnyView {
    let title = t::wastebank::day_of { day: date(l, close.day), unit: name }.say(l);
    let meta = t::wastebank::day_counted { counted: close.counted, by: &close.by_name }.say(l);
    let difference = close.difference();
    let (label, mood) = if difference.is_zero() {
        (t::wastebank::sound(l).to_owned(), Mood::Success)
    } else {
        (t::wastebank::day_differs(l, difference), Mood::Danger)
    };
    view! { <RowCard title=title href=address(l, unit, close.day) meta=meta><Badge label=label mood=mood /></RowCard> }.into_any()
}
