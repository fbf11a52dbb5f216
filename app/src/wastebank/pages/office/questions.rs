//! `/petugas/bank-sampah/pertanyaan`: what somebody should ask about. Questions, not verdicts.

use axum::extract::Query;
use backend::wastebank::read_questions::{Questions, ReadQuestionsError, read_questions};
use domain::wastebank::alike::Weighed;
use domain::wastebank::questions::Question;
use leptos::prelude::*;
use serde::Deserialize;

use super::super::words;
use super::desk::{Desk, head};
use crate::i18n::{Locale, date, t};
use crate::ui::{Alert, Card, Empty, Icon, Mood, linked, pager};
use crate::web::page::Section;
use crate::web::pager::pager_text;
use crate::web::query::lenient;
use crate::web::{Ctx, Page, Reply};

/// More slips than this are counted, not listed.
const LISTED: usize = 12;
/// Of one page.
const QUESTIONS: usize = 20;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default, deserialize_with = "lenient")]
    halaman: Option<u32>,
}

pub async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Reply {
    let l = ctx.locale();
    let found = read_questions(ctx.deps(), ctx.actor()).await.map_err(|e| match e {
        ReadQuestionsError::Forbidden(e) => crate::web::WebError::from(e),
        ReadQuestionsError::Db(e) => e.into(),
    })?;
    let top = head(&ctx, Desk::Questions);
    let page = Page::new(t::wastebank::desk_questions(l), move || {
        let lead = t::wastebank::questions_lead { n: found.slips, day: date(l, found.since) }.say(l);
        let pages = u32::try_from(found.questions.len().div_ceil(QUESTIONS)).unwrap_or(u32::MAX).max(1);
        let page = asked.halaman.unwrap_or(1).clamp(1, pages);
        let shown = found.questions.chunks(QUESTIONS).nth(page as usize - 1).unwrap_or_default();
        let cards = shown.iter().map(|q| card(l, q, &found)).collect::<Vec<_>>();
        let left_out = (found.left_out > 0).then(|| {
            view! { <Alert mood=Mood::Info title=t::wastebank::questions_left_out(l, found.left_out) /> }
        });
        let body = if cards.is_empty() {
            view! { <Empty of=Icon::CheckCircle title=t::wastebank::no_questions(l) /> }.into_any()
        } else {
            cards.into_any()
        };
        view! {
            <div class="wrap page">
                {top}
                <p class="muted">{lead}</p>
                {left_out}
                {body}
                {pager(pager_text(l), page, pages, |n| l.path(&format!("/petugas/bank-sampah/pertanyaan?halaman={n}")))}
            </div>
        }
    });
    ctx.page(page.noindex().section(Section::Office)).await
}

fn weights(l: Locale, goods: &[Weighed]) -> String {
    goods.iter().map(|w| format!("{} {}", w.material, w.measure.show(l, w.amount))).collect::<Vec<_>>().join(", ")
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
        Question::GoodsAgain { operator, units, since, cards, slips, goods } => {
            let (n, day, goods) = (slips.len(), date(l, *since), weights(l, goods));
            (t::wastebank::ask_again(l), t::wastebank::ask_again_text { n, day, units, operator, cards, goods }.say(l), slips)
        }
        Question::SoldGoods { operator, unit, sale, day, slips, goods } => {
            let (day, goods) = (date(l, *day), weights(l, goods));
            (t::wastebank::ask_sold(l), t::wastebank::ask_sold_text { unit, day, sale, goods, operator }.say(l), slips)
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
    let rows = slips.iter().take(LISTED).map(|s| view! { <li>{words::slip(l, s)}</li> }).collect::<Vec<_>>();
    let text = match question {
        Question::SoldGoods { sale, .. } => linked(&text, sale, words::slip_path(l, sale)),
        _ => text.into_any(),
    };
    view! {
        <Card title=title>
            <p>{text}</p>
            <ul class="row small" role="list">{rows} {more}</ul>
        </Card>
    }
    .into_any()
}
