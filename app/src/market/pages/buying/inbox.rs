//! `/akun/kotak-masuk`: what the house tells a person.

use axum::extract::Query;
use backend::notices::list_notices::{NoticesError, list_notices};
use backend::notices::mark_read::mark_read;
use backend::notices::store::NoticeRow;
use domain::kernel::ids::NoticeId;
use domain::kernel::locale::Locale;
use domain::kernel::paging::{PageRequest, Paged};
use leptos::prelude::*;
use serde::Deserialize;

use crate::i18n::{date_time, t};
use crate::market::parts::listing::pages;
use crate::ui::{Badge, Empty, Icon, IconButton, Mood, PageHead, PostButton, Tone, hidden};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Flash, Form, Page, Reply, WebError};

const PATH: &str = "/akun/kotak-masuk";
const PER_PAGE: u32 = 20;

#[derive(Deserialize)]
pub struct At {
    halaman: Option<String>,
}

fn error(e: NoticesError) -> WebError {
    match e {
        NoticesError::Forbidden(e) => e.into(),
        NoticesError::Db(e) => e.into(),
    }
}

pub async fn show(ctx: Ctx, Query(at): Query<At>) -> Reply {
    let l = ctx.locale();
    let request = PageRequest::new(at.halaman.and_then(|n| n.parse().ok()), PER_PAGE);
    let found = list_notices(ctx.deps(), ctx.actor(), request).await.map_err(error)?;
    let said = ctx.flash().cloned();
    let page = Page::new(t::buying::inbox_title(l), move || view(l, &found, said));
    Ok(no_store(ctx.page(page.noindex().section(Section::Account)).await?))
}

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let only: Option<NoticeId> = match form.text("notice") {
        "" => None,
        id => Some(id.parse().map_err(|_| WebError::NotFound)?),
    };
    mark_read(ctx.deps(), ctx.actor(), only).await.map_err(error)?;
    if only.is_some() {
        return Ok(ctx.see_other(PATH));
    }
    Ok(ctx.see_other_saying(PATH, t::buying::inbox_all_read(ctx.locale())))
}

fn view(l: Locale, found: &Paged<NoticeRow>, said: Option<Flash>) -> AnyView {
    let unread = found.items.iter().any(|n| !n.read);
    let rows = found.items.iter().map(|n| row(l, n)).collect::<Vec<_>>();
    let list = if rows.is_empty() {
        view! { <Empty of=Icon::Inbox title=t::buying::inbox_empty_title(l) text=t::buying::inbox_empty_text(l) /> }.into_any()
    } else {
        view! {
            <ul class="row-list" role="list">
                {rows}
            </ul>
        }
        .into_any()
    };
    view! {
        <div class="wrap wrap-narrow page">
            <PageHead title=t::buying::inbox_title(l)>
                {unread
                    .then(|| {
                        view! { <PostButton action=l.path(PATH) label=t::buying::inbox_read_all(l) tone=Tone::Secondary start=Icon::Check values=vec![] /> }
                    })}
            </PageHead>
            {said.map(Flash::alert)}
            {list}
            {pages(l, found.request.page, found.pages(), |n| format!("{PATH}?halaman={n}"))}
        </div>
    }
    .into_any()
}

fn row(l: Locale, n: &NoticeRow) -> AnyView {
    let text = n.notice.text(l);
    let lines = text.body.lines().filter(|line| !line.is_empty()).map(|line| view! { <p>{line.to_owned()}</p> }).collect::<Vec<_>>();
    let unread = (!n.read).then(|| {
        view! {
            <div class="row-card-end">
                <Badge label=t::buying::inbox_new(l) mood=Mood::Accent />
                <form method="post" action=l.path(PATH)>
                    {hidden(vec![("notice", n.id.to_string())])}
                    <IconButton of=Icon::Check label=t::buying::inbox_read_one(l) />
                </form>
            </div>
        }
    });
    view! {
        <li class="row-card">
            <div>
                <a class="strong" href=l.path(&n.href)>
                    {text.title}
                </a>
                {lines}
                <p class="muted small">{date_time(l, n.at)}</p>
            </div>
            {unread}
        </li>
    }
    .into_any()
}
