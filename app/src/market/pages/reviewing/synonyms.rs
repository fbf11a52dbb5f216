//! `/petugas/sinonim`: words that stand for each other in search.

use axum::extract::Path;
use backend::market::keep_synonyms::{KeepSynonymsError, delete_synonyms, list_synonyms, save_synonyms};
use domain::kernel::ids::SynonymGroupId;
use domain::market::synonym::{MAX_WORD, MAX_WORDS, SynonymError};
use leptos::prelude::*;

use super::desk::{Desk, head};
use crate::i18n::{Locale, t};
use crate::ui::{Card, Disclosure, Empty, ErrorSummary, Field, FormActions, Icon, PostButton, SubmitButton, Text, Tone};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

pub async fn show(ctx: Ctx) -> Reply {
    page(&ctx, None, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    save(&ctx, None, form).await
}

pub async fn change(ctx: Ctx, Path(id): Path<String>, form: Form) -> Reply {
    save(&ctx, Some(id.parse().map_err(|_| WebError::NotFound)?), form).await
}

async fn save(ctx: &Ctx, known: Option<SynonymGroupId>, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    match save_synonyms(ctx.deps(), ctx.actor(), known, form.text("words")).await {
        Ok(_) => return Ok(ctx.see_other_saying("/petugas/sinonim", t::reviewing::synonyms_saved(l))),
        Err(KeepSynonymsError::Words(SynonymError::TooFew)) => errors.add("words", t::reviewing::synonyms_too_few(l)),
        Err(KeepSynonymsError::Words(SynonymError::TooMany)) => errors.add("words", t::reviewing::synonyms_too_many(l, MAX_WORDS)),
        Err(KeepSynonymsError::Words(SynonymError::BadWord)) => errors.add("words", t::reviewing::synonyms_bad_word(l, MAX_WORD)),
        Err(e) => return Err(error(e)),
    }
    page(ctx, known, form, errors).await
}

pub async fn delete(ctx: Ctx, Path(id): Path<String>) -> Reply {
    let id: SynonymGroupId = id.parse().map_err(|_| WebError::NotFound)?;
    delete_synonyms(ctx.deps(), ctx.actor(), id).await.map_err(error)?;
    Ok(ctx.see_other_saying("/petugas/sinonim", t::reviewing::synonyms_deleted(ctx.locale())))
}

fn error(e: KeepSynonymsError) -> WebError {
    match e {
        KeepSynonymsError::Forbidden(e) => e.into(),
        KeepSynonymsError::NotFound => WebError::NotFound,
        e => WebError::internal(e),
    }
}

/// `at` is the group whose form was just refused; none: the new one's.
async fn page(ctx: &Ctx, at: Option<SynonymGroupId>, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let groups = list_synonyms(ctx.deps(), ctx.actor()).await.map_err(error)?;
    let top = head(ctx, Desk::Synonyms);
    let action = ctx.href("/petugas/sinonim");
    let page = Page::new(t::reviewing::synonyms(l), move || {
        let (new, wrong) = if at.is_none() { (form.typed("words"), errors.clone()) } else { Default::default() };
        let rows = groups
            .into_iter()
            .map(|g| {
                let words = g.words.join(", ");
                let refused = at == Some(g.id);
                let (typed, refusal) = if refused { (form.typed("words"), errors.of("words")) } else { (words.clone(), None) };
                group(l, &format!("{action}/{}", g.id), &g.id.to_string(), words, typed, refused, refusal)
            })
            .collect::<Vec<_>>();
        let list = if rows.is_empty() {
            view! { <Empty of=Icon::Search title=t::reviewing::synonyms_none(l) text=t::reviewing::synonyms_none_text(l) /> }.into_any()
        } else {
            view! { <ul class="row-list" role="list">{rows}</ul> }.into_any()
        };
        view! {
            <div class="wrap page">
                {top}
                <Card title=t::reviewing::synonyms_add(l)>
                    <form class="form" method="post" action=action novalidate>
                        <ErrorSummary title=t::common::fix_these(l) errors=wrong.list() />
                        <Field
                            name="words"
                            label=t::reviewing::synonyms_words(l)
                            hint=t::reviewing::synonyms_hint(l)
                            value=new
                            error=wrong.of("words")
                            required=true
                        />
                        <FormActions>
                            <SubmitButton label=t::common::save(l) />
                        </FormActions>
                    </form>
                </Card>
                {list}
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Office)).await
}

/// A group with its form, closed until somebody wants to change it.
fn group(l: Locale, action: &str, id: &str, words: String, typed: String, open: bool, refusal: Option<Text>) -> AnyView {
    let (change, delete) = (action.to_owned(), format!("{action}/hapus"));
    let field = format!("f-words-{id}");
    view! {
        <li class="row-card">
            <div class="row-card-more">
                <Disclosure summary=words open=open>
                    <form class="form" method="post" action=change novalidate>
                        <Field
                            name="words"
                            id=field
                            label=t::reviewing::synonyms_words(l)
                            hint=t::reviewing::synonyms_hint(l)
                            value=typed
                            error=refusal
                            required=true
                        />
                        <FormActions>
                            <SubmitButton label=t::common::save(l) />
                        </FormActions>
                    </form>
                    <PostButton action=delete label=t::reviewing::synonyms_delete(l) tone=Tone::QuietDanger start=Icon::Trash values=vec![] />
                </Disclosure>
            </div>
        </li>
    }
    .into_any()
}
