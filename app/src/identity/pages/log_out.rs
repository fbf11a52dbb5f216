//! `/keluar`, and from every device at once. What this device keeps for working offline goes with the session; work that is
//! not sent yet would be lost with it, so whoever has some is asked first.

use axum::response::Response;
use axum_extra::extract::CookieJar;
use backend::identity::log_out::{LogOutError, log_out, log_out_everywhere};
use http::header::HeaderName;
use http::{HeaderValue, StatusCode};
use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::{Card, Icon, LinkButton, PageHead, PostButton, Tone};
use crate::web::page::Section;
use crate::web::{Ctx, Form, Page, Reply, WebError};

/// Set by the screen of the meeting point: how many of its actions the house does not know yet.
const UNSENT: &str = "sentra_belum_terkirim";
const CLEAR: (HeaderName, HeaderValue) = (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"storage\""));
/// The form says that unsent work may be lost.
const ANYWAY: &str = "anyway";

pub async fn submit(ctx: Ctx, jar: CookieJar, form: Form) -> Reply {
    if let Some(count) = unsent(&jar, &form) {
        return ask(&ctx, "/keluar", count).await;
    }
    log_out(ctx.deps(), ctx.actor()).await.map_err(WebError::internal)?;
    Ok(forgotten(&ctx, ctx.see_other_saying("/", t::identity::logged_out(ctx.locale()))))
}

pub async fn everywhere(ctx: Ctx, jar: CookieJar, form: Form) -> Reply {
    if let Some(count) = unsent(&jar, &form) {
        return ask(&ctx, "/akun/keluar-semua", count).await;
    }
    match log_out_everywhere(ctx.deps(), ctx.actor()).await {
        Ok(_) => Ok(forgotten(&ctx, ctx.see_other_saying("/masuk", t::identity::logged_out_everywhere(ctx.locale())))),
        Err(LogOutError::Forbidden(e)) => Err(e.into()),
        Err(e) => Err(WebError::internal(e)),
    }
}

/// The session's cookie, and everything that the browser keeps for this site.
fn forgotten(ctx: &Ctx, response: Response) -> Response {
    let mut response = ctx.without_session(response);
    let (name, value) = CLEAR;
    response.headers_mut().insert(name, value);
    response
}

fn unsent(jar: &CookieJar, form: &Form) -> Option<u32> {
    let count = jar.get(UNSENT)?.value().parse().ok()?;
    (count > 0 && !form.has(ANYWAY)).then_some(count)
}

async fn ask(ctx: &Ctx, action: &'static str, count: u32) -> Reply {
    let l = ctx.locale();
    let (action, back) = (ctx.href(action), ctx.href("/titik-kumpul"));
    let page = Page::new(t::offline::leave_title(l), move || {
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=t::offline::leave_title(l) lead=t::offline::leave_text(l, count) />
                <Card>
                    <LinkButton href=back label=t::offline::leave_send(l) start=Icon::Upload wide=true />
                    <PostButton
                        action=action
                        label=t::offline::leave_anyway(l)
                        tone=Tone::QuietDanger
                        wide=true
                        values=vec![(ANYWAY, "1".to_owned())]
                    />
                </Card>
            </div>
        }
    });
    ctx.page(page.status(StatusCode::CONFLICT).noindex().section(Section::Account)).await
}
