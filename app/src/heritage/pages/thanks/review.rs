//! What a party says of its tour: the form, and what it has said.

use backend::heritage::read_booking::BookingKey;
use backend::heritage::write_review::{WriteReview, WriteReviewError, write_review};
use domain::heritage::review::{MAX_NAME, MAX_TEXT, Review, Stars};
use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use http::StatusCode;
use leptos::prelude::*;

use super::super::super::parts::stars;
use super::super::super::words;
use crate::i18n::{clock, date, t};
use crate::ui::{Alert, Answer, Card, ErrorSummary, Field, FormActions, Icon, Mood, RadioChips, SubmitButton, TextArea, hidden};
use crate::web::{Ctx, Errors, Form, WebError};

/// What the page needs to know of the party's review.
pub struct Desk {
    pub action: String,
    pub own: Option<Review>,
    /// Until when it is written and changed.
    pub closes: Timestamp,
    pub now: Timestamp,
    pub form: Form,
    pub errors: Errors,
}

/// As the form begins: with what was said.
pub fn begin(ctx: &Ctx, own: Option<&Review>) -> Form {
    let mut form = Form::default();
    form.set("nonce", ctx.deps().random.token());
    if let Some(r) = own {
        form.set("stars", r.stars.get().to_string());
        form.set("text", r.text.clone());
        form.set("name", r.name.clone());
    }
    form
}

/// Nothing is wrong, or what is, and with which status that is told.
pub async fn save(ctx: &Ctx, secret: &str, form: &mut Form, errors: &mut Errors) -> Result<Option<StatusCode>, WebError> {
    let l = ctx.locale();
    let review = WriteReview {
        nonce: form.typed("nonce"),
        stars: Stars::parse(form.text("stars")),
        text: form.typed("text"),
        name: form.typed("name"),
        locale: l,
    };
    let (actor, address) = (ctx.actor(), &ctx.origin().address);
    let Err(e) = write_review(ctx.deps(), actor, address, BookingKey::Secret(secret), &review).await else { return Ok(None) };
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    match e {
        WriteReviewError::NotFound => return Err(WebError::NotFound),
        WriteReviewError::NotAfter => errors.add("", t::thanks::not_yet(l)),
        WriteReviewError::Closed { since } => errors.add("", t::review::closed(l, date(l, since))),
        WriteReviewError::Hidden => errors.add("", t::review::is_hidden(l)),
        WriteReviewError::Stars => errors.add("stars", t::review::stars_needed(l)),
        WriteReviewError::Text(e) => errors.add("text", words::text(l, e)),
        WriteReviewError::Name(e) => errors.add("name", words::text(l, e)),
        WriteReviewError::Nonce => errors.add("", t::heritage::book_again(l)),
        WriteReviewError::Used => errors.add("", t::review::used(l)),
        WriteReviewError::Throttled { until } => {
            status = StatusCode::TOO_MANY_REQUESTS;
            errors.add("", t::review::too_often(l, clock(l, until)));
        }
        WriteReviewError::Db(e) => return Err(e.into()),
    }
    form.set("nonce", ctx.deps().random.token());
    Ok(Some(status))
}

pub fn view(l: Locale, desk: &Desk) -> AnyView {
    let closes = desk.closes;
    let hidden = desk.own.as_ref().and_then(|r| r.hidden.as_ref());
    let said = desk.own.as_ref().map(|r| stars::quote(l, r));
    if let Some(h) = hidden {
        let why = t::review::hidden_because(l, &h.reason);
        return view! {
            <Card title=t::review::yours(l)>
                <Alert mood=Mood::Warn title=t::review::is_hidden(l)><p>{why}</p></Alert>
                {said}
            </Card>
        }
        .into_any();
    }
    if closes <= desk.now {
        let none = desk.own.is_none().then(|| view! { <p class="muted">{t::review::closed(l, date(l, closes))}</p> });
        return view! { <Card title=t::review::yours(l)>{said} {none}</Card> }.into_any();
    }
    let editor = editor(l, desk);
    let title = if desk.own.is_some() { t::review::change(l) } else { t::review::write(l) };
    view! {
        <Card title=title>
            <p class="muted">{t::review::lead(l, date(l, closes))}</p>
            {editor}
        </Card>
    }
    .into_any()
}

fn editor(l: Locale, desk: &Desk) -> AnyView {
    let (form, errors) = (&desk.form, &desk.errors);
    let answer = |s: Stars| Answer::new(s.get().to_string(), t::review::stars(l, i64::from(s.get())));
    let answers = Stars::ALL.into_iter().map(answer).collect();
    let most = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    view! {
        <form class="form" method="post" action=format!("{}#ulasan", desk.action) novalidate>
            <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
            {hidden(vec![("nonce", form.typed("nonce"))])}
            <RadioChips name="stars" legend=t::review::how(l) answers value=form.typed("stars") error=errors.of("stars") required=true />
            <TextArea
                name="text"
                label=t::review::text(l)
                hint=t::review::text_hint(l)
                optional=t::common::optional(l)
                value=form.typed("text")
                error=errors.of("text")
                maxlength=most(MAX_TEXT)
            />
            <Field
                name="name"
                label=t::review::name(l)
                hint=t::review::name_hint(l)
                optional=t::common::optional(l)
                value=form.typed("name")
                error=errors.of("name")
                maxlength=most(MAX_NAME)
            />
            <FormActions><SubmitButton label=t::review::send(l) start=Icon::Star /></FormActions>
        </form>
    }
    .into_any()
}
