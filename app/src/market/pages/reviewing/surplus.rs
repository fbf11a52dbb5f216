//! Orders that were paid twice, on the page of money that goes back.

use backend::market::mark_refunded::{MAX_PROOF, MarkRefundedError};
use backend::market::return_surplus::return_surplus;
use backend::market::store::payments::Surplus;
use domain::kernel::ids::PaymentId;
use leptos::prelude::*;

use super::orders::{self, Said};
use crate::i18n::{Locale, date, t};
use crate::market::pages::selling::words;
use crate::ui::{Badge, Icon, Mood, RowConfirm, SectionHead};
use crate::web::chat::tel;
use crate::web::{Ctx, Errors, Form, Reply, WebError};

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    let id = form.text("payment").parse::<PaymentId>();
    let done = match id {
        Ok(id) => return_surplus(ctx.deps(), ctx.actor(), id, form.text("proof")).await,
        Err(_) => Err(MarkRefundedError::Nothing),
    };
    match done {
        Ok(()) => return Ok(ctx.see_other_saying(&format!("{}?lihat={}", orders::PATH, orders::REFUNDS), t::desk::refund_done(l))),
        Err(MarkRefundedError::Forbidden(e)) => return Err(e.into()),
        Err(MarkRefundedError::Own) => errors.add("", t::reviewing::order_own(l)),
        Err(MarkRefundedError::Nothing) => errors.add("", t::desk::refund_gone(l)),
        Err(MarkRefundedError::Proof(e)) => errors.add("proof", words::text(l, e)),
        Err(MarkRefundedError::Db(e)) => return Err(WebError::internal(e)),
    }
    orders::refunds(&ctx, Said { form, errors }).await
}

pub fn list(l: Locale, action: &str, open: &[Surplus], said: &Said) -> Option<AnyView> {
    let rows = open.iter().map(|s| row(l, action, s, said)).collect::<Vec<_>>();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="stack">
                <SectionHead title=t::reviewing::surplus(l) />
                <p class="muted">{t::reviewing::surplus_lead(l)}</p>
                <ul class="row-list" role="list">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

fn row(l: Locale, action: &str, s: &Surplus, said: &Said) -> AnyView {
    let payment = s.id.to_string();
    let of = said.form.text("payment") == payment;
    let (proof, error) = if of { (said.form.typed("proof"), said.errors.of("proof")) } else { (String::new(), None) };
    let phone = view! { <a href=tel(&s.phone)>{s.phone.local()}</a> };
    view! {
        <li class="card">
            <div class="row row-between">
                <div>
                    <h3>{s.buyer.clone()}</h3>
                    <p class="muted small">{s.number.clone()} " · " {t::desk::owed_since(l, date(l, s.since))} " · " {phone}</p>
                    <p class="muted small">{t::reviewing::surplus_known_as { provider: &s.provider, reference: &s.reference }.say(l)}</p>
                </div>
                <div class="row-card-end"><Badge label=t::reviewing::surplus_badge(l) mood=Mood::Warn /> <span class="price">{s.amount.to_string()}</span></div>
            </div>
            <RowConfirm
                label=t::desk::refund_mark(l)
                action=action.to_owned()
                values=vec![("payment", payment.clone())]
                row=payment
                name="proof"
                asks=t::desk::refund_proof(l)
                hint=t::desk::refund_proof_hint(l)
                value=proof
                error=error
                most=MAX_PROOF
                open=of
                yes=t::desk::refund_yes(l)
                start=Icon::Check
            />
        </li>
    }
    .into_any()
}
