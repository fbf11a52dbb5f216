//! On one's own page without a card: asking for one that is in a drawer at home, and the code that the counter wants to hear.

use domain::kernel::locale::Locale;
use domain::wastebank::card_request::CardRequest;
use leptos::prelude::*;

use super::digits_form::DigitsForm;
use crate::i18n::t;
use crate::ui::{Alert, Card, Icon, Mood, PostButton, SubmitButton, Tone};
use crate::web::{Errors, Form};

/// `here`: where both forms post to.
pub fn view(l: Locale, here: String, asked: Option<CardRequest>, form: &Form, errors: &Errors) -> AnyView {
    let waiting = asked.map(|request| waiting(l, here.clone(), &request));
    let wrong = errors.of("").map(|words| view! { <Alert mood=Mood::Warn title=words live=true /> });
    let (value, error) = (form.typed("kartu"), errors.of("kartu"));
    view! {
        {wrong}
        {waiting}
        <Card title=t::wastebank::ask_card(l)>
            <p class="muted">{t::wastebank::ask_card_text(l)}</p>
            <DigitsForm
                action=here
                name="kartu"
                label=t::wastebank::card(l)
                hint=t::wastebank::find_hint(l)
                value=value
                error=error
                values=vec![("go", "ask".to_owned())]
            >
                <SubmitButton label=t::wastebank::ask_card_go(l) tone=Tone::Secondary start=Icon::ArrowRight />
            </DigitsForm>
        </Card>
    }
    .into_any()
}

fn waiting(l: Locale, here: String, request: &CardRequest) -> AnyView {
    let (code, card) = (request.spoken(), t::wastebank::asked_card(l, request.card));
    let values = vec![("go", "withdraw".to_owned())];
    view! {
        <Card title=t::wastebank::asked(l)>
            <p>{card}</p>
            <p class="member-number">{code}</p>
            <p class="muted">{t::wastebank::asked_text(l)}</p>
            <PostButton action=here label=t::wastebank::asked_withdraw(l) tone=Tone::Ghost values=values />
        </Card>
    }
    .into_any()
}
