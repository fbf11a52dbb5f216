//! A form that is not sent yet is kept, so that neither a log-in in between nor a phone that dies loses what was typed.

use axum::response::IntoResponse;
use backend::heritage::book_party::Booked;
use backend::heritage::forget_draft::forget_draft;
use backend::heritage::keep_draft::{KeepDraft, KeepDraftError, keep_draft};
use backend::heritage::read_draft::read_draft;
use backend::identity::use_session::NewToken;
use domain::heritage::form_draft::FormOf;
use domain::kernel::clock::Timestamp;
use domain::kernel::locale::Locale;
use http::StatusCode;
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::i18n::{date_time, t};
use crate::ui::{Alert, Icon, Mood, SubmitButton, Tone};
use crate::web::redirect::no_store;
use crate::web::{Ctx, Form, Reply, WebError};

/// A form as it was left, and until when it is kept.
pub async fn find(ctx: &Ctx, of: FormOf) -> Result<Option<(Form, Timestamp)>, WebError> {
    Ok(read_draft(ctx.deps(), ctx.actor(), of).await?.map(|kept| (Form(kept.fields), kept.until)))
}

/// `None` was typed: nothing is kept any more. The token of a session that was begun for it goes along with the answer.
pub async fn keep(ctx: &Ctx, of: FormOf, typed: Option<Form>) -> Result<Option<NewToken>, WebError> {
    Ok(keep_unsent(ctx, of, typed).await?.0)
}

/// With the booking that the form has made already: then nothing is kept.
async fn keep_unsent(ctx: &Ctx, of: FormOf, typed: Option<Form>) -> Result<(Option<NewToken>, Option<Booked>), WebError> {
    let Some(typed) = typed else {
        forget_draft(ctx.deps(), ctx.actor(), of).await?;
        return Ok((None, None));
    };
    let (actor, token) = ctx.with_session().await?;
    let draft = KeepDraft { form: of, key: typed.text("key"), fields: &typed.0, address: &ctx.origin().address };
    match keep_draft(ctx.deps(), &actor, &draft).await {
        // What is not kept stands in the form all the same.
        Ok(_) | Err(KeepDraftError::Nobody | KeepDraftError::TooLarge | KeepDraftError::Often) => Ok((token, None)),
        Err(KeepDraftError::Sent(made)) => Ok((token, Some(made))),
        Err(KeepDraftError::Vault(e)) => Err(WebError::internal(e)),
        Err(KeepDraftError::Db(e)) => Err(e.into()),
    }
}

/// For `public/keep.js`, which keeps a form while it is typed and shows nothing.
pub async fn quietly(ctx: &Ctx, of: FormOf, typed: Option<Form>) -> Reply {
    let token = keep(ctx, of, typed).await?;
    Ok(ctx.with_token(no_store(StatusCode::NO_CONTENT.into_response()), token.as_ref()))
}

/// To the log-in, and from there back to the form as it was left; or to the booking that the form has made already.
/// `back`: the form's path without the language.
pub async fn log_in_first(ctx: &Ctx, of: FormOf, typed: Option<Form>, back: &str) -> Reply {
    let (token, made) = keep_unsent(ctx, of, typed).await?;
    let answer = match made {
        // The answer to it was lost. Behind the log-in the form would come back empty, and the party would book again.
        Some(Booked { secret, number }) => {
            ctx.see_other_saying(&format!("/wisata/pesanan/{secret}"), &t::heritage::book_key_used(ctx.locale(), &number))
        }
        None => ctx.see_other(&format!("/masuk?kembali={}", utf8_percent_encode(back, NON_ALPHANUMERIC))),
    };
    Ok(ctx.with_token(answer, token.as_ref()))
}

pub async fn anew(ctx: &Ctx, of: FormOf, back: &str) -> Reply {
    forget_draft(ctx.deps(), ctx.actor(), of).await?;
    Ok(ctx.see_other(back))
}

/// Inside the form: it is filled with what was kept, and a press empties it.
pub fn notice(l: Locale, until: Timestamp) -> AnyView {
    view! {
        <Alert mood=Mood::Info title=t::heritage::kept_until(l, date_time(l, until))>
            <div><SubmitButton label=t::heritage::kept_anew(l) name="go" value="anew" tone=Tone::Ghost start=Icon::Refresh unchecked=true /></div>
        </Alert>
    }
    .into_any()
}

/// The button that keeps the form and goes to the log-in.
pub fn log_in_button(l: Locale, form: Option<&'static str>) -> AnyView {
    view! {
        <div><SubmitButton label=t::common::log_in(l) name="go" value="login" tone=Tone::Secondary start=Icon::LogIn form=form unchecked=true /></div>
    }
    .into_any()
}
