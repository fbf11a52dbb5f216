//! `/meja-wisata/berangkat/{departure}/…`: the day itself, on a phone in one hand: who has come, the scale, who comes along, heads
//! out and back, and what a person has to decide.

mod answer;
pub mod decide;
mod handed;
pub mod heads;
pub mod missed;
pub mod point;
mod point_view;
mod reason;
mod scale;
pub mod walk_in;
mod walk_in_view;
pub mod weigh;
mod weigh_view;

use backend::flows::tours::board::{BoardError, read_boarding};
use domain::heritage::boarding::BoardingPage;
use domain::kernel::ids::DepartureId;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::error;
use crate::i18n::{clock, day, t};
use crate::ui::{Breadcrumb, PageHead, Tab, Tabs, Text};
use crate::web::{Ctx, WebError};

fn departure_of(typed: &str) -> Result<DepartureId, WebError> {
    typed.parse().map_err(|_| WebError::NotFound)
}

pub(super) async fn boarding(ctx: &Ctx, departure: DepartureId) -> Result<BoardingPage, WebError> {
    read_boarding(ctx.deps(), ctx.actor(), departure).await.map_err(board_error)
}

/// What is no matter of a form.
fn board_error(e: BoardError) -> WebError {
    match e {
        BoardError::Staff(e) => error(e),
        BoardError::Db(e) => e.into(),
        BoardError::Nonce => WebError::BadRequest,
        e => WebError::internal(e),
    }
}

/// The page's own address, without the language.
fn path(departure: DepartureId, page: &str) -> String {
    format!("/meja-wisata/berangkat/{departure}/{page}")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Point,
    Heads,
    Decide,
}

/// The head of the three pages of a departure, and the way between them.
fn head(l: Locale, of: &BoardingPage, here: Place) -> AnyView {
    let d = &of.departure;
    let title = match here {
        Place::Point => t::meeting::title(l),
        Place::Heads => t::meeting::heads(l),
        Place::Decide => t::meeting::decide(l),
    };
    let lead = format!("{} · {}, {} WIB", of.tour.pick(l), day(l, d.starts_at), clock(l, d.starts_at));
    let open = of.conflicts.iter().filter(|c| c.decided_by.is_none()).count();
    let tab = |label: &'static str, page: &str, at: Place, count: Option<u64>| Tab {
        label: label.into(),
        href: l.path(&path(d.id, page)).into(),
        current: here == at,
        count,
    };
    let tabs = vec![
        tab(t::meeting::title(l), "titik-kumpul", Place::Point, None),
        tab(t::meeting::heads(l), "hitung", Place::Heads, None),
        tab(t::meeting::decide(l), "keputusan", Place::Decide, u64::try_from(open).ok().filter(|n| *n > 0)),
    ];
    view! {
        {crumbs(l, d.id, day(l, d.starts_at), title)}
        <PageHead title=title lead=lead />
        <Tabs label=t::meeting::tabs(l) tabs />
    }
    .into_any()
}

fn crumbs(l: Locale, departure: DepartureId, when: String, here: impl Into<Text>) -> AnyView {
    let steps: Vec<(Text, Text)> = vec![
        (t::heritage::desk(l).into(), l.path("/meja-wisata").into()),
        (when.into(), l.path(&format!("/meja-wisata/berangkat/{departure}")).into()),
    ];
    view! { <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=here /> }.into_any()
}
