//! `/admin/pekerjaan`: work in the background, and what failed.

use axum::extract::Path;
use backend::jobs::admin::{JobAdminError, JobRow, list_jobs, retry_job};
use domain::kernel::ids::JobId;
use leptos::prelude::*;

use crate::admin::parts::{Desk, head};
use crate::i18n::{Locale, date_time, t};
use crate::ui::{Badge, Column, Empty, Icon, Mood, PostButton, Size, Stat, Table, Tone};
use crate::web::page::Section;
use crate::web::{Ctx, Page, Reply, WebError};

pub async fn show(ctx: Ctx) -> Reply {
    let l = ctx.locale();
    let (counts, jobs) = list_jobs(ctx.deps(), ctx.actor()).await.map_err(error)?;
    let top = head(&ctx, Desk::Jobs);
    let rows: Vec<Vec<AnyView>> = jobs.iter().map(|j| row(&ctx, l, j)).collect();
    let page = Page::new(t::admin::jobs(l), move || {
        let columns = vec![
            Column::new(t::admin::job_kind(l)),
            Column::new(t::admin::job_state(l)),
            Column::number(t::admin::job_attempts(l)),
            Column::new(t::admin::job_due(l)),
            Column::new(t::admin::job_error(l)),
            Column::new(""),
        ];
        let empty = rows.is_empty();
        view! {
            <div class="wrap page">
                {top}
                <div class="stats">
                    <Stat label=t::admin::jobs_waiting(l) value=counts.waiting.to_string() />
                    <Stat label=t::admin::jobs_running(l) value=counts.running.to_string() />
                    <Stat label=t::admin::jobs_done(l) value=counts.done.to_string() />
                    <Stat label=t::admin::jobs_dead(l) value=counts.dead.to_string() warn={counts.dead > 0} />
                </div>
                {if empty {
                    view! { <Empty of=Icon::CheckCircle title=t::admin::jobs_none(l) text=t::admin::jobs_none_text(l) /> }.into_any()
                } else {
                    view! { <Table caption=t::admin::jobs(l) columns rows /> }.into_any()
                }}
            </div>
        }
    });
    ctx.page(page.noindex().section(Section::Admin)).await
}

fn row(ctx: &Ctx, l: Locale, j: &JobRow) -> Vec<AnyView> {
    let dead = j.state == "dead";
    let (mood, state) = match j.state.as_str() {
        "dead" => (Mood::Danger, t::admin::jobs_dead(l)),
        "running" => (Mood::Info, t::admin::jobs_running(l)),
        _ => (Mood::Neutral, t::admin::jobs_waiting(l)),
    };
    let action = ctx.href(&format!("/admin/pekerjaan/{}/ulang", j.id));
    vec![
        j.kind.clone().into_any(),
        view! { <Badge label=state mood=mood /> }.into_any(),
        j.attempts.to_string().into_any(),
        date_time(l, j.run_at).into_any(),
        j.last_error.clone().unwrap_or_default().into_any(),
        dead.then(|| view! { <PostButton action=action label=t::admin::job_retry(l) size=Size::Small tone=Tone::Secondary /> }).into_any(),
    ]
}

fn error(e: JobAdminError) -> WebError {
    match e {
        JobAdminError::Forbidden(e) => e.into(),
        JobAdminError::NotFound => WebError::NotFound,
        e @ JobAdminError::Db(_) => WebError::internal(e),
    }
}

pub async fn retry(ctx: Ctx, Path(id): Path<String>) -> Reply {
    let id: JobId = id.parse().map_err(|_| WebError::NotFound)?;
    retry_job(ctx.deps(), ctx.actor(), id).await.map_err(error)?;
    Ok(ctx.see_other_saying("/admin/pekerjaan", t::admin::job_retried(ctx.locale())))
}
