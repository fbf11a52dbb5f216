//! `/petugas/izin`: licence numbers that wait for an officer's eye; those that wait longest first.

use axum::extract::Path;
use backend::market::decide_licence::{DecideLicenceError, LicenceVerdict, SeenLicence, decide_licence, list_licences_to_review};
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::LicenceId;
use domain::kernel::text::TextError;
use domain::market::licence::LicenceKind;
use leptos::prelude::*;

use super::desk::{Desk, head};
use crate::i18n::{Locale, date, t};
use crate::ui::{Card, Definitions, Empty, Field, FormActions, Icon, SubmitButton, Text, Tone, hidden};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

pub async fn show(ctx: Ctx) -> Reply {
    page(&ctx, None, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path(id): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let id: LicenceId = id.parse().map_err(|_| WebError::NotFound)?;
    let (verdict, said) = match form.text("go") {
        "verify" => (LicenceVerdict::Verify, t::reviewing::licence_verified(l)),
        "reject" => (LicenceVerdict::Reject { reason: form.typed("reason") }, t::reviewing::licence_rejected(l)),
        _ => return Err(WebError::BadRequest),
    };
    let mut errors = Errors::default();
    let expires_at = match form.text("expires") {
        "" => None,
        at => Some(Timestamp(at.parse().map_err(|_| WebError::BadRequest)?)),
    };
    let seen = SeenLicence { number: form.text("number"), expires_at };
    match decide_licence(ctx.deps(), ctx.actor(), id, seen, verdict).await {
        Ok(()) => return Ok(ctx.see_other_saying("/petugas/izin", said)),
        Err(DecideLicenceError::OwnShop) => return Ok(ctx.see_other_warning("/petugas/izin", t::reviewing::own_licence(l))),
        Err(DecideLicenceError::Changed) => return Ok(ctx.see_other_warning("/petugas/izin", t::reviewing::licence_changed(l))),
        Err(DecideLicenceError::Reason(TextError::TooLong { max })) => errors.add("reason", t::common::field_too_long(l, max)),
        Err(DecideLicenceError::Reason(TextError::BadCharacters)) => errors.add("reason", t::common::field_bad_characters(l)),
        Err(DecideLicenceError::Reason(TextError::Empty)) => errors.add("reason", t::reviewing::reason_needed(l)),
        Err(e) => return Err(error(e)),
    }
    page(&ctx, Some(id), form, errors).await
}

pub fn error(e: DecideLicenceError) -> WebError {
    match e {
        DecideLicenceError::Forbidden(e) => e.into(),
        DecideLicenceError::NotFound => WebError::NotFound,
        e => WebError::internal(e),
    }
}

/// `expires_at` is the first moment at which it is no longer valid; a certificate names the last day.
pub fn last_day(l: Locale, expires_at: Option<Timestamp>) -> String {
    expires_at.map_or_else(|| t::reviewing::no_expiry(l).to_owned(), |at| date(l, at.plus(-1)))
}

pub fn kind_name(l: Locale, kind: LicenceKind) -> &'static str {
    match kind {
        LicenceKind::Pirt => t::reviewing::pirt(l),
        LicenceKind::Halal => t::reviewing::halal(l),
    }
}

/// `at` is the licence whose form was just refused.
async fn page(ctx: &Ctx, at: Option<LicenceId>, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let waiting = list_licences_to_review(ctx.deps(), ctx.actor()).await.map_err(error)?;
    let top = head(ctx, Desk::Licences);
    let cards = waiting
        .into_iter()
        .map(|w| (ctx.href(&format!("/petugas/izin/{}", w.licence.id)), ctx.href(&format!("/petugas/produk/{}", w.licence.product)), w))
        .collect::<Vec<_>>();
    let page = Page::new(t::reviewing::licences(l), move || {
        if cards.is_empty() {
            let none = view! { <Empty of=Icon::Badge title=t::reviewing::no_licences(l) text=t::reviewing::no_licences_text(l) /> };
            return view! { <div class="wrap page">{top} {none}</div> }.into_any();
        }
        let cards = cards
            .into_iter()
            .map(|(action, product, w)| {
                let refused = at == Some(w.licence.id);
                let (typed, refusal) = if refused { (form.typed("reason"), errors.of("reason")) } else { (String::new(), None) };
                let until = last_day(l, w.licence.expires_at);
                let rows: Vec<(Text, AnyView)> = vec![
                    (t::reviewing::number(l).into(), w.licence.number.clone().into_any()),
                    (t::reviewing::expires(l).into(), until.into_any()),
                    (t::reviewing::product(l).into(), view! { <a href=product>{w.product_name}</a> }.into_any()),
                    (t::reviewing::shop_of(l).into(), w.shop_name.into_any()),
                    (t::reviewing::sent(l).into(), date(l, w.submitted_at).into_any()),
                ];
                view! {
                    <Card title=kind_name(l, w.licence.kind)>
                        <Definitions rows=rows />
                        <form class="form" method="post" action=action novalidate>
                            {hidden(vec![("number", w.licence.number), ("expires", w.licence.expires_at.map_or_else(String::new, |at| at.0.to_string()))])}
                            <Field
                                name="reason"
                                label=t::reviewing::reason(l)
                                hint=t::reviewing::licence_reason_hint(l)
                                value=typed
                                error=refusal
                            />
                            <FormActions>
                                <SubmitButton label=t::reviewing::verify(l) name="go" value="verify" />
                                <SubmitButton label=t::reviewing::reject(l) name="go" value="reject" tone=Tone::Danger />
                            </FormActions>
                        </form>
                    </Card>
                }
            })
            .collect::<Vec<_>>();
        view! { <div class="wrap page">{top} <div class="stack">{cards}</div></div> }.into_any()
    });
    ctx.page(page.status(status).noindex().section(Section::Office)).await
}
