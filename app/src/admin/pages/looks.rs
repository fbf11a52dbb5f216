//! `/admin/catatan/identitas`: who has looked at what identifies visitors, at every base.

use axum::extract::Query;
use backend::heritage::read_looks::list_all_looks;
use backend::heritage::staff::StaffError;
use domain::kernel::paging::PageRequest;
use leptos::prelude::*;

use super::audit::At;
use crate::admin::parts::{Desk, head};
use crate::heritage::parts::looks::{LOOKS, list};
use crate::i18n::t;
use crate::ui::SectionHead;
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Page, Reply, WebError};

pub const PATH: &str = "/admin/catatan/identitas";

pub async fn show(ctx: Ctx, Query(at): Query<At>) -> Reply {
    let l = ctx.locale();
    let found = list_all_looks(ctx.deps(), ctx.actor(), PageRequest::new(at.hal, LOOKS)).await.map_err(|e| match e {
        StaffError::Forbidden(e) => e.into(),
        e => WebError::internal(e),
    })?;
    let (top, body) = (head(&ctx, Desk::Audit), list(&ctx, PATH, &found, true));
    let page = Page::new(t::desk::looks(l), move || {
        view! {
            <div class="wrap page">
                {top}
                <section class="stack">
                    <SectionHead title=t::desk::looks(l) />
                    <p class="muted">{t::desk::looks_lead(l)}</p>
                    {body}
                </section>
            </div>
        }
    });
    Ok(no_store(ctx.page(page.noindex().section(Section::Admin)).await?))
}
