//! The seal below a printed list, typed: is the list still that one? On the page of the list, and of its departure.

use backend::heritage::check_seal::check_seal;
use domain::heritage::manifest_seal::{SEAL_LETTERS, SealError, TypedSeal};
use domain::kernel::ids::{DepartureId, SiteId};
use domain::kernel::locale::Locale;
use http::StatusCode;
use leptos::prelude::*;

use super::manifest_error;
use crate::i18n::t;
use crate::ui::{Alert, Mood, SubmitButton, Text, TextArea, Tone, hidden};
use crate::web::{Ctx, Form, WebError};

/// What was typed for the list of a site, and what is to be said to it.
pub struct Checked {
    pub site: SiteId,
    typed: String,
    error: Option<Text>,
    answer: Option<(Mood, Text)>,
}

impl Checked {
    /// A seal that does not fit is an answer, too.
    pub fn status(&self) -> StatusCode {
        if self.error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
    }
}

pub async fn check(ctx: &Ctx, departure: DepartureId, site: SiteId, form: &Form) -> Result<Checked, WebError> {
    let l = ctx.locale();
    let mut said = Checked { site, typed: form.typed("seal"), error: None, answer: None };
    match TypedSeal::parse(&said.typed) {
        Ok(seal) => {
            let fits = check_seal(ctx.deps(), ctx.actor(), departure, site, &seal).await.map_err(manifest_error)?;
            let (mood, words) = if fits { (Mood::Success, t::heritage::seal_fits(l)) } else { (Mood::Warn, t::heritage::seal_differs(l)) };
            said.answer = Some((mood, words.into()));
        }
        Err(SealError::Empty) => said.error = Some(t::common::field_required(l).into()),
        Err(SealError::Letters) => said.error = Some(t::heritage::seal_characters(l).into()),
        Err(SealError::Length { typed }) => {
            said.error = Some(t::heritage::seal_length { letters: SEAL_LETTERS, typed }.say(l).into());
        }
    }
    Ok(said)
}

/// `said`: of whichever list of the page was asked about.
pub fn form(l: Locale, action: &str, site: SiteId, said: Option<&Checked>) -> AnyView {
    let said = said.filter(|s| s.site == site);
    let answer = said.and_then(|s| s.answer.clone()).map(|(mood, words)| view! { <Alert mood title=words live=true /> });
    let (typed, error) = said.map_or_else(Default::default, |s| (s.typed.clone(), s.error.clone()));
    let id = format!("seal-{site}");
    view! {
        <form class="stack no-print" method="post" action=action.to_owned() novalidate>
            {hidden(vec![("site", site.to_string())])}
            {answer}
            <TextArea name="seal" id=id label=t::heritage::seal_typed(l) hint=t::heritage::seal_hint(l) value=typed error=error rows=2 required=true autocomplete="off" />
            <div><SubmitButton label=t::heritage::seal_check(l) name="go" value="seal" tone=Tone::Secondary /></div>
        </form>
    }
    .into_any()
}
