//! `/petugas/bank-sampah/pertanyaan`: what somebody should ask about. Questions, not verdicts.

use backend::wastebank::read_questions::{Questions, ReadQuestionsError, read_questions};
use domain::wastebank::questions::Question;
use leptos::prelude::*;

use super::desk::{Desk, head};
use crate::i18n::{Locale, date, t};
use crate::ui::{Card, Empty, Icon};
use crate::web::page::Section;
use crate::web::{Ctx, Page, Reply};

/// More slips than this are counted, not listed.
const LISTED: usize = 12;

pub async fn show(ctx: Ctx) -> Reply {
    let l = ctx.locale();
    let found = read_questions(ctx.deps(), ctx.actor()).await.map_err(|e| match e {
        ReadQuestionsError::Forbidden(e) => crate::web::WebError::from(e),
        ReadQuestionsError::Db(e) => e.into(),
    })?;
    let top = head(&ctx, Desk::Questions);
    let page = Page::new(t::wastebank::desk_questions(l), move || {
        let lead = t::wastebank::questions_lead { n: found.slips, day: date(l, found.since) }.say(l);
        let cards = found.questions.iter().map(|q| card(l, q, &found)).collect::<Vec<_>>();
        let body = if cards.is_empty() {
            view! { <Empty of=Icon::CheckCircle title=t::wastebank::no_questions(l) /> }.into_any()
        } else {
            cards.into_any()
        };
        view! {
            <div class="wrap page">
                {top}
                <p class="muted">{lead}</p>
                {body}
            </div>
        }
    });
    ctx.page(page.noindex().section(Section::Office)).await
}

fn card(l: Locale, question: &Question, found: &Questions) -> AnyView {
    let (title, text, slips): (&'static str, String, &[String]) = match question {
        Question::Average { operator, slips, average, others } => {
            (t::wastebank::ask_average(l), t::wastebank::ask_average_text { slips, operator, average, others }.say(l), &[])
        }
        Question::OutOfHours { operator, unit, slips } => {
            (t::wastebank::ask_hours(l), t::wastebank::ask_hours_text { n: slips.len(), operator, unit }.say(l), slips)
        }
        Question::NearThreshold { operator, day, slips, sum } => {
            let text =
                t::wastebank::ask_near_text { operator, n: slips.len(), day: date(l, *day), threshold: found.rules.witness_from, sum }
                    .say(l);
            (t::wastebank::ask_near(l), text, slips)
        }
        Question::SameGoods { operator, day, slips } => {
            (t::wastebank::ask_same(l), t::wastebank::ask_same_text { day: date(l, *day), n: slips.len(), operator }.say(l), slips)
        }
        Question::NoPhoto { operator, slips } => {
            let text = t::wastebank::ask_photo_text { n: slips.len(), operator, from: found.rules.photo_from }.say(l);
            (t::wastebank::ask_photo(l), text, slips)
        }
        Question::Undone { operator, slips } => {
            (t::wastebank::ask_undone(l), t::wastebank::ask_undone_text { n: slips.len(), operator }.say(l), slips)
        }
    };
    let more = slips.len().saturating_sub(LISTED);
    let more = (more > 0).then(|| view! { <li>{t::wastebank::and_more(l, more)}</li> });
    let rows = slips.iter().take(LISTED).map(|s| view! { <li>{s.clone()}</li> }).collect::<Vec<_>>();
    view! {
        <Card title=title>
            <p>{text}</p>
            <ul class="row small muted" role="list">{rows} {more}</ul>
        </Card>
    }
    .into_any()
}
