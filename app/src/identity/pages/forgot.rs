//! `/lupa-sandi`

use backend::identity::reset_password::{RequestResetError, request_reset};
use domain::identity::email::Email;
use leptos::prelude::*;

use super::words;
use crate::i18n::t;
use crate::ui::{Card, Empty, ErrorSummary, Field, FormActions, Icon, PageHead, SubmitButton};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

pub async fn show(ctx: Ctx) -> Reply {
    page(&ctx, Form::default(), Errors::default()).await
}

/// The answer is the same whether there is such an account or not.
pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    let Some(email) = form.parse("email", &mut errors, Email::parse, |_| t::common::field_not_email(l).into()) else {
        return page(&ctx, form, errors).await;
    };
    match request_reset(ctx.deps(), ctx.origin(), &email, l).await {
        Ok(()) => {
            let page = Page::new(t::identity::forgot_title(l), move || {
                view! {
                    <div class="wrap wrap-narrow page">
                        <Empty of=Icon::Mail title=t::identity::forgot_sent_title(l) text=t::identity::forgot_sent_text(l) page=true />
                    </div>
                }
            });
            ctx.page(page.noindex().section(Section::Account)).await
        }
        Err(RequestResetError::Throttled { until }) => {
            errors.add("", words::throttled(l, until));
            page(&ctx, form, errors).await
        }
        Err(e) => Err(WebError::internal(e)),
    }
}

async fn page(ctx: &Ctx, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let action = ctx.href("/lupa-sandi");
    let page = Page::new(t::identity::forgot_title(l), move || {
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=t::identity::forgot_title(l) lead=t::identity::forgot_lead(l) />
                <Card>
                    <form class="form" method="post" action=action novalidate>
                        <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                        <Field
                            name="email"
                            kind="email"
                            label=t::identity::email(l)
                            value=form.typed("email")
                            error=errors.of("email")
                            autocomplete="email"
                            required=true
                        />
                        <FormActions>
                            <SubmitButton label=t::identity::forgot_submit(l) wide=true />
                        </FormActions>
                    </form>
                </Card>
                <p class="muted">{t::identity::forgot_by_phone(l)}</p>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Account)).await
}
