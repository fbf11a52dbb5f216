//! `/masuk`

use axum::extract::Query;
use backend::identity::log_in::{LogInError, log_in};
use domain::identity::login::Login;
use leptos::prelude::*;
use serde::Deserialize;

use super::words;
use crate::i18n::t;
use crate::ui::{Card, ErrorSummary, Field, FormActions, PageHead, SubmitButton, hidden};
use crate::web::page::Section;
use crate::web::redirect::safe_path;
use crate::web::{Ctx, Errors, Flash, Form, Page, Reply, WebError};

/// What a form elsewhere held when its session ended: given back after logging in (see the checkout).
const KEPT: &str = "kept";

#[derive(Deserialize)]
pub struct Back {
    /// Where to go afterwards.
    kembali: Option<String>,
}

pub async fn show(ctx: Ctx, Query(back): Query<Back>) -> Reply {
    if ctx.actor().person().is_some() {
        return Ok(ctx.see_other(back.kembali.as_deref().and_then(safe_path).unwrap_or("/akun")));
    }
    let mut form = Form::default();
    form.set("kembali", back.kembali.unwrap_or_default());
    page(&ctx, form, Errors::default()).await
}

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    let login = form.parse("login", &mut errors, Login::parse, |e| words::login(l, e));
    if form.text("password").is_empty() {
        errors.add("password", t::common::field_required(l));
    }
    let (Some(login), true) = (login, errors.is_empty()) else { return page(&ctx, form, errors).await };
    match log_in(ctx.deps(), ctx.actor(), ctx.origin(), &login, form.typed("password")).await {
        Ok(entered) => {
            let to = safe_path(form.text("kembali")).unwrap_or("/akun");
            // Written anew: it came from a form, and goes into a header.
            let kept = Form::from_bytes(form.text(KEPT).as_bytes()).unwrap_or_default().query();
            let to = match kept.as_str() {
                "" => to.to_owned(),
                kept => format!("{to}{}{kept}", if to.contains('?') { '&' } else { '?' }),
            };
            Ok(ctx.with_token(ctx.see_other(&to), Some(&entered.token)))
        }
        Err(LogInError::Wrong) => {
            errors.add("", t::identity::log_in_wrong(l));
            page(&ctx, form, errors).await
        }
        Err(LogInError::Throttled { until }) => {
            errors.add("", words::throttled(l, until));
            page(&ctx, form, errors).await
        }
        Err(e) => Err(WebError::internal(e)),
    }
}

async fn page(ctx: &Ctx, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let back = form.typed("kembali");
    let with_back = |path: &str| {
        let encoded = percent_encoding::utf8_percent_encode(&back, percent_encoding::NON_ALPHANUMERIC);
        ctx.href(&if back.is_empty() { path.to_owned() } else { format!("{path}?kembali={encoded}") })
    };
    let said = ctx.flash().cloned();
    let (action, register, forgot) = (ctx.href("/masuk"), with_back("/daftar"), ctx.href("/lupa-sandi"));
    let page = Page::new(t::identity::log_in_title(l), move || {
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=t::identity::log_in_title(l) lead=t::identity::log_in_lead(l) />
                {said.map(Flash::alert)}
                <Card>
                    <form class="form" method="post" action=action novalidate>
                        <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                        {hidden(vec![("kembali", back), (KEPT, form.typed(KEPT))])}
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
                            error=errors.of("password")
                            autocomplete="current-password"
                            required=true
                        />
                        <FormActions>
                            <SubmitButton label=t::common::log_in(l) wide=true />
                        </FormActions>
                        <p class="row-between">
                            <a href=forgot>{t::identity::forgot_link(l)}</a>
                            <a href=register>{t::identity::register_link(l)}</a>
                        </p>
                    </form>
                </Card>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Account)).await
}
