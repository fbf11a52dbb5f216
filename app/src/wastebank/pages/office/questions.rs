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
        let lead = t::wastebank::questions_lead(l, found.slips, date(l, found.since));
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
            (t::wastebank::ask_average(l), t::wastebank::ask_average_text(l, operator, slips, average, others), &[])
        }
        Question::OutOfHours { operator, unit, slips } => {
            (t::wastebank::ask_hours(l), t::wastebank::ask_hours_text(l, slips.len(), operator, unit), slips)
        }
        Question::NearThreshold { operator, day, slips, sum } => {
            let text = t::wastebank::ask_near_text(l, operator, date(l, *day), slips.len(), found.rules.witness_from, sum);
            (t::wastebank::ask_near(l), text, slips)
        }
        Question::SameGoods { operator, day, slips } => {
            (t::wastebank::ask_same(l), t::wastebank::ask_same_text(l, date(l, *day), slips.len(), operator), slips)
        }
        Question::NoPhoto { operator, slips } => {
            let text = t::wastebank::ask_photo_text(l, slips.len(), operator, found.rules.photo_from);
            (t::wastebank::ask_photo(l), text, slips)
        }
        Question::Undone { operator, slips } => {
            (t::wastebank::ask_undone(l), t::wastebank::ask_undone_text(l, operator, slips.len()), slips)
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
