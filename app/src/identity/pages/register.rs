//! `/daftar`

use axum::extract::Query;
use backend::identity::register_person::{RegisterError, RegisterPerson, register_person};
use domain::identity::login::Login;
use domain::kernel::text;
use leptos::prelude::*;
use serde::Deserialize;

use super::words;
use crate::i18n::t;
use crate::ui::{Card, ErrorSummary, Field, FormActions, PageHead, SubmitButton, hidden};
use crate::web::page::Section;
use crate::web::redirect::safe_path;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

#[derive(Deserialize)]
pub struct Back {
    kembali: Option<String>,
}

pub async fn show(ctx: Ctx, Query(back): Query<Back>) -> Reply {
    let mut form = Form::default();
    form.set("kembali", back.kembali.unwrap_or_default());
    page(&ctx, form, Errors::default()).await
}

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    let name = form.parse("name", &mut errors, |s| text::line(s, 80), |e| words::text(l, e));
    let login = form.parse("login", &mut errors, Login::parse, |e| words::login(l, e));
    if form.text("password").is_empty() {
        errors.add("password", t::common::field_required(l));
    }
    let (Some(name), Some(login), true) = (name, login, errors.is_empty()) else { return page(&ctx, form, errors).await };
    let input = RegisterPerson { name, login, password: form.typed("password"), locale: l };
    match register_person(ctx.deps(), ctx.actor(), ctx.origin(), input).await {
        Ok(entered) => {
            let to = safe_path(form.text("kembali")).unwrap_or("/akun");
            Ok(ctx.with_token(ctx.see_other_saying(to, t::identity::welcome(l)), Some(&entered.token)))
        }
        Err(RegisterError::Password(e)) => {
            errors.add("password", words::password(l, e));
            page(&ctx, form, errors).await
        }
        Err(RegisterError::Taken) => {
            errors.add("login", t::identity::taken(l));
            page(&ctx, form, errors).await
        }
        Err(RegisterError::Throttled { until }) => {
            errors.add("", words::throttled(l, until));
            page(&ctx, form, errors).await
        }
        Err(e) => Err(WebError::internal(e)),
    }
}

async fn page(ctx: &Ctx, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let (action, log_in) = (ctx.href("/daftar"), ctx.href("/masuk"));
    let page = Page::new(t::identity::register_title(l), move || {
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=t::identity::register_title(l) lead=t::identity::register_lead(l) />
                <Card>
                    <form class="form" method="post" action=action novalidate>
                        <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                        {hidden(vec![("kembali", form.typed("kembali"))])}
                        <Field
                            name="name"
                            label=t::identity::name(l)
                            value=form.typed("name")
                            error=errors.of("name")
                            autocomplete="name"
                            required=true
                        />
                        <Field
                            name="login"
                            label=t::identity::login(l)
                            hint=t::identity::login_hint(l)
                            value=form.typed("login")
                            error=errors.of("login")
                            autocomplete="username"
                            required=true
                        />
                        <Field
                            name="password"
                            kind="password"
                            label=t::identity::password(l)
                            hint=t::identity::password_hint(l)
                            error=errors.of("password")
                            autocomplete="new-password"
                            required=true
                        />
                        <FormActions>
                            <SubmitButton label=t::identity::register_submit(l) wide=true />
                        </FormActions>
                        <p class="center">
                            <a href=log_in>{t::identity::log_in_link(l)}</a>
                        </p>
                    </form>
                </Card>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Account)).await
}
