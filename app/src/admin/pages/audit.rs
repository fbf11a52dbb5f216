//! `/admin/catatan`: who decided what.

use axum::extract::Query;
use backend::audit::{AuditEntry, ListAuditError, list};
use domain::kernel::paging::PageRequest;
use leptos::prelude::*;
use serde::Deserialize;

use super::looks;
use crate::admin::parts::{Desk, head};
use crate::i18n::{Locale, date_time, t};
use crate::ui::{Column, Empty, Icon, Table, linked, pager};
use crate::web::page::Section;
use crate::web::pager::pager_text;
use crate::web::query::lenient;
use crate::web::{Ctx, Page, Reply, WebError};

#[derive(Deserialize)]
pub struct At {
    #[serde(default, deserialize_with = "lenient")]
    pub(super) hal: Option<u32>,
}

pub async fn show(ctx: Ctx, Query(at): Query<At>) -> Reply {
    let l = ctx.locale();
    let found = list(ctx.deps(), ctx.actor(), PageRequest::new(at.hal, 50)).await.map_err(|e| match e {
        ListAuditError::Forbidden(e) => e.into(),
        e @ ListAuditError::Db(_) => WebError::internal(e),
    })?;
    let (top, to_looks) = (head(&ctx, Desk::Audit), ctx.href(looks::PATH));
    let (here, words, page_now, pages) = (ctx.href("/admin/catatan"), pager_text(l), found.request.page, found.pages());
    let rows: Vec<Vec<AnyView>> = found.items.into_iter().map(|e| row(l, e)).collect();
    let page = Page::new(t::admin::audit(l), move || {
        let columns =
            [t::admin::audit_at(l), t::admin::audit_who(l), t::admin::audit_what(l), t::admin::audit_subject(l), t::admin::audit_detail(l)];
        let empty = rows.is_empty();
        view! {
            <div class="wrap page">
                {top}
                <p><a href=to_looks>{t::desk::looks(l)}</a></p>
                {if empty {
                    view! { <Empty of=Icon::List title=t::admin::audit_none(l) text=t::admin::audit_none_text(l) /> }.into_any()
                } else {
                    view! { <Table caption=t::admin::audit(l) columns=columns.map(Column::new).to_vec() rows /> }.into_any()
                }}
                {pager(words, page_now, pages, move |n| format!("{here}?hal={n}"))}
            </div>
        }
    });
    ctx.page(page.noindex().section(Section::Admin)).await
}

fn row(l: Locale, e: AuditEntry) -> Vec<AnyView> {
    let who = e.actor.unwrap_or_else(|| t::admin::audit_system(l).to_owned());
    let subject = match e.subject.strip_prefix("slip:") {
        Some(number) => linked(&e.subject, number, l.path(&format!("/slip/{number}"))),
        None => e.subject.clone().into_any(),
    };
    vec![date_time(l, e.at).into_any(), who.into_any(), e.action.into_any(), subject, e.detail.into_any()]
}
