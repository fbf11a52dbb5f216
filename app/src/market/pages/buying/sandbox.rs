//! `/bayar/sandbox/{reference}`: the practice gateway of development, with its two answers.

use axum::extract::Path;
use backend::flows::sandbox_payment::{PaidFor, SandboxError, SandboxPayment, press_sandbox, read_sandbox_payment};
use domain::market::payment::{AttemptState, PaymentOutcome};
use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::{Alert, Card, Definitions, LinkButton, Mood, PageHead, SubmitButton, Tone};
use crate::web::redirect::no_store;
use crate::web::{Ctx, Form, Page, Reply, WebError};

fn error(e: SandboxError) -> WebError {
    match e {
        SandboxError::NotFound => WebError::NotFound,
        e => WebError::internal(e),
    }
}

pub async fn show(ctx: Ctx, Path(reference): Path<String>) -> Reply {
    let payment = read_sandbox_payment(ctx.deps(), &reference).await.map_err(error)?;
    let l = ctx.locale();
    let SandboxPayment { what, number, amount, state, back } = payment;
    let (action, back) = (l.path(&format!("/bayar/sandbox/{reference}")), l.path(&back));
    let open = matches!(state, AttemptState::Pending | AttemptState::Failed);
    let page = Page::new(t::buying::sandbox_title(l), move || {
        let (paid_for, to_it) = match what {
            PaidFor::Order => (t::buying::sandbox_order(l), t::buying::sandbox_order_back(l)),
            PaidFor::Tour => (t::buying::sandbox_tour(l), t::buying::sandbox_tour_back(l)),
        };
        let rows = vec![(paid_for.into(), number.into_any()), (t::buying::total(l).into(), amount.to_string().into_any())];
        let answer = if open {
            view! {
                <form class="btn-row" method="post" action=action>
                    <SubmitButton label=t::buying::sandbox_pay(l) name="go" value="pay" />
                    <SubmitButton label=t::buying::sandbox_decline(l) name="go" value="decline" tone=Tone::Secondary />
                </form>
            }
            .into_any()
        } else {
            view! { <Alert mood=Mood::Info title=t::buying::sandbox_done(l) /> }.into_any()
        };
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=t::buying::sandbox_title(l) lead=t::buying::sandbox_text(l) />
                <Card>
                    <Definitions rows total=true />
                    {answer}
                </Card>
                <div class="btn-row">
                    <LinkButton href=back label=to_it tone=Tone::Ghost />
                </div>
            </div>
        }
    });
    Ok(no_store(ctx.page(page.noindex()).await?))
}

pub async fn submit(ctx: Ctx, Path(reference): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let outcome = match form.text("go") {
        "pay" => PaymentOutcome::Paid,
        "decline" => PaymentOutcome::Failed,
        _ => return Err(WebError::BadRequest),
    };
    let payment = press_sandbox(ctx.deps(), &reference, outcome).await.map_err(error)?;
    let paid = match payment.what {
        PaidFor::Order => t::buying::sandbox_order_paid(l),
        PaidFor::Tour => t::buying::sandbox_tour_paid(l),
    };
    // What is true now: a payment that went through is not undone by a late refusal.
    Ok(match payment.state {
        AttemptState::Paid | AttemptState::Surplus => ctx.see_other_saying(&payment.back, paid),
        AttemptState::Pending | AttemptState::Failed => ctx.see_other_warning(&payment.back, t::buying::sandbox_declined(l)),
    })
}
