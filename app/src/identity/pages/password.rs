//! `/akun/sandi`

use backend::identity::change_password::{ChangePasswordError, change_password};
use leptos::prelude::*;

use super::words;
use crate::i18n::t;
use crate::ui::{Card, ErrorSummary, Field, FormActions, PageHead, SubmitButton};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

pub async fn show(ctx: Ctx) -> Reply {
    page(&ctx, Errors::default()).await
}

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    match change_password(ctx.deps(), ctx.actor(), ctx.origin(), form.typed("current"), form.typed("password")).await {
        Ok(token) => return Ok(ctx.with_token(ctx.see_other_saying("/akun", t::identity::password_changed(l)), Some(&token))),
        Err(ChangePasswordError::Forbidden(e)) => return Err(e.into()),
        Err(ChangePasswordError::Confirm(e)) => words::confirm(l, e, t::common::field_required(l), &mut errors)?,
        Err(ChangePasswordError::Password(e)) => errors.add("password", words::password(l, e)),
        Err(e) => return Err(WebError::internal(e)),
    }
    page(&ctx, errors).await
}

async fn page(ctx: &Ctx, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let action = ctx.href("/akun/sandi");
    let page = Page::new(t::identity::password_change(l), move || {
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=t::identity::password_change(l) lead=t::identity::password_change_lead(l) />
                <Card>
                    <form class="form" method="post" action=action novalidate>
                        <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                        <Field
                            name="current"
                            kind="password"
                            label=t::identity::password_current(l)
                            error=errors.of("current")
                            autocomplete="current-password"
                            required=true
                        />
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
                            <SubmitButton label=t::common::save(l) />
                        </FormActions>
                    </form>
                </Card>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Account)).await
}
