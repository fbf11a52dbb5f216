//! `/admin/orang/{id}/sandi`: a link to set a new password, to be handed over.
//!
//! The answer to the form shows it, without the usual redirect: it is shown once, and would have to lie in an address or a cookie on
//! the way to another page. Sent again, the form makes a new one, and the earlier one is good no more.

use axum::extract::Path;
use backend::identity::make_reset_link::{MakeResetLinkError, ResetLink, make_reset_link};
use domain::kernel::ids::PersonId;
use leptos::prelude::*;

use super::people;
use crate::i18n::{Locale, clock, t};
use crate::ui::{Card, Field, Icon, LinkButton, PageHead, QrCode, Tone};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Page, Reply, WebError};

/// Loaded again, or in the other language: what stood here is shown once, and the list is where another is made.
pub async fn shown_once(ctx: Ctx) -> Reply {
    Ok(ctx.see_other("/admin"))
}

pub async fn make(ctx: Ctx, Path(id): Path<String>) -> Reply {
    let l = ctx.locale();
    let id: PersonId = id.parse().map_err(|_| WebError::NotFound)?;
    match make_reset_link(ctx.deps(), ctx.actor(), id).await {
        Ok(made) => {
            let people = ctx.href("/admin");
            let page = Page::new(t::admin::reset_title(l, &made.name), move || view(l, made, people));
            Ok(no_store(ctx.page(page.noindex().section(Section::Admin)).await?))
        }
        Err(MakeResetLinkError::Forbidden(e)) => Err(e.into()),
        Err(MakeResetLinkError::NotFound) => Err(WebError::NotFound),
        Err(MakeResetLinkError::HasEmail) => people::refuse(&ctx, t::admin::reset_has_email(l)).await,
        Err(MakeResetLinkError::Admin) => people::refuse(&ctx, t::admin::reset_of_admin(l)).await,
        Err(MakeResetLinkError::Trusted) => people::refuse(&ctx, t::admin::reset_of_trusted(l)).await,
        Err(MakeResetLinkError::Db(e)) => Err(e.into()),
    }
}

fn view(l: Locale, made: ResetLink, people: String) -> AnyView {
    let ask = made.phone.map(|phone| view! { <p>{t::admin::reset_ask(l, phone.local())}</p> });
    view! {
        <div class="wrap wrap-narrow page">
            <PageHead title=t::admin::reset_title(l, &made.name) lead=t::admin::reset_lead(l, clock(l, made.until))>
                <LinkButton href=people label=t::admin::people(l) tone=Tone::Secondary start=Icon::ArrowLeft />
            </PageHead>
            <Card>
                {ask}
                <QrCode text=made.link.clone() label=t::admin::reset_code(l) />
                <Field name="link" kind="url" label=t::admin::reset_link(l) value=made.link hint=t::admin::reset_once(l) readonly=true />
            </Card>
        </div>
    }
    .into_any()
}
