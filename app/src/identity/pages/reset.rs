//! `/reset/{token}`

use axum::extract::Path;
use backend::identity::reset_password::{ResetPasswordError, check_reset_link, reset_password};
use http::StatusCode;
use leptos::prelude::*;

use super::words;
use crate::i18n::t;
use crate::ui::{Card, Empty, ErrorSummary, Field, FormActions, Icon, LinkButton, PageHead, SubmitButton};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

pub async fn show(ctx: Ctx, Path(token): Path<String>) -> Reply {
    if check_reset_link(ctx.deps(), &token).await? { page(&ctx, &token, Errors::default()).await } else { bad_link(&ctx).await }
}

pub async fn submit(ctx: Ctx, Path(token): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    match reset_password(ctx.deps(), &token, form.typed("password")).await {
        Ok(()) => Ok(ctx.without_session(ctx.see_other_saying("/masuk", t::identity::reset_done(l)))),
        Err(ResetPasswordError::BadLink) => bad_link(&ctx).await,
        Err(ResetPasswordError::Password(e)) => {
            let mut errors = Errors::default();
            errors.add("password", words::password(l, e));
            page(&ctx, &token, errors).await
        }
        Err(e) => Err(WebError::internal(e)),
    }
}

async fn bad_link(ctx: &Ctx) -> Reply {
    let l = ctx.locale();
    let href = ctx.href("/lupa-sandi");
    let page = Page::new(t::identity::reset_bad_title(l), move || {
        view! {
            <div class="wrap wrap-narrow page">
                <Empty of=Icon::Timer title=t::identity::reset_bad_title(l) text=t::identity::reset_bad_text(l) page=true>
                    <LinkButton href=href label=t::identity::forgot_submit(l) />
                </Empty>
            </div>
        }
    });
    ctx.page(page.status(StatusCode::GONE).noindex()).await
}

async fn page(ctx: &Ctx, token: &str, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let action = ctx.href(&format!("/reset/{token}"));
    let page = Page::new(t::identity::reset_title(l), move || {
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=t::identity::reset_title(l) lead=t::identity::reset_lead(l) />
                <Card>
                    <form class="form" method="post" action=action novalidate>
                        <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                        <Field
                            name="password"
                            kind="password"
                            label=t::identity::password_new(l)
                            hint=t::identity::password_hint(l)
                            error=errors.of("password")
                            autocomplete="new-password"
                            required=true
                        />
                        <FormActions>
                            <SubmitButton label=t::common::save(l) wide=true />
                        </FormActions>
                    </form>
                </Card>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Account)).await
}
