//! `/akun/wisata`: one's own bookings, the newest first.

use backend::heritage::read_booking::{ListBookingsError, list_my_bookings};
use domain::heritage::booking::Booking;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::words;
use crate::i18n::{clock, day, t};
use crate::ui::{Badge, Empty, Icon, LinkButton, PageHead, Price, RowCard};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Page, Reply, WebError};

pub async fn show(ctx: Ctx) -> Reply {
    let l = ctx.locale();
    let mine = list_my_bookings(ctx.deps(), ctx.actor()).await.map_err(|e| match e {
        ListBookingsError::Forbidden(_) => WebError::LogIn,
        ListBookingsError::Db(e) => e.into(),
    })?;
    let page = Page::new(t::heritage::mine(l), move || view(l, &mine));
    Ok(no_store(ctx.page(page.noindex().section(Section::Account)).await?))
}

fn view(l: Locale, mine: &[Booking]) -> AnyView {
    let body = if mine.is_empty() {
        view! {
            <Empty of=Icon::Ticket title=t::heritage::mine_empty(l) text=t::heritage::mine_empty_text(l)>
                <LinkButton href=l.path("/wisata") label=t::heritage::to_tours(l) />
            </Empty>
        }
        .into_any()
    } else {
        let rows = mine.iter().map(|b| row(l, b)).collect::<Vec<_>>();
        view! { <ul class="row-list" role="list">{rows}</ul> }.into_any()
    };
    view! { <div class="wrap wrap-narrow page"><PageHead title=t::heritage::mine(l) /> {body}</div> }.into_any()
}

fn row(l: Locale, b: &Booking) -> AnyView {
    let title = format!("{}, {}", day(l, b.starts_at), clock(l, b.starts_at));
    let meta = format!("{} · {} · {}", b.tour_name.pick(l), b.number, t::heritage::people(l, i64::from(b.seats())));
    let (label, mood) = words::state(l, b.state);
    let (fare, href) = (b.price().to_string(), l.path(&format!("/wisata/pesanan/{}", b.secret)));
    view! {
        <RowCard title=title href=href meta=meta>
            <Badge label=label mood=mood />
            <Price amount=fare />
        </RowCard>
    }
    .into_any()
}
