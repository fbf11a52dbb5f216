//! `/petugas/sinonim`: words that stand for each other in search.

use axum::extract::Path;
use backend::market::keep_synonyms::{KeepSynonymsError, delete_synonyms, list_synonyms, save_synonyms};
use domain::kernel::ids::SynonymGroupId;
use domain::market::synonym::{MAX_WORD, MAX_WORDS, SynonymError};
use leptos::prelude::*;

use super::desk::{Desk, head};
use crate::i18n::t;
use crate::ui::{Card, Column, ErrorSummary, Field, FormActions, PostButton, Size, SubmitButton, Table, Tone};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

pub async fn show(ctx: Ctx) -> Reply {
    page(&ctx, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    match save_synonyms(ctx.deps(), ctx.actor(), None, form.text("words")).await {
        Ok(_) => return Ok(ctx.see_other_saying("/petugas/sinonim", t::reviewing::synonyms_saved(l))),
        Err(KeepSynonymsError::Words(SynonymError::TooFew)) => errors.add("words", t::reviewing::synonyms_too_few(l)),
        Err(KeepSynonymsError::Words(SynonymError::TooMany)) => errors.add("words", t::reviewing::synonyms_too_many(l, MAX_WORDS)),
        Err(KeepSynonymsError::Words(SynonymError::BadWord)) => errors.add("words", t::reviewing::synonyms_bad_word(l, MAX_WORD)),
        Err(e) => return Err(error(e)),
    }
    page(&ctx, form, errors).await
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

async fn page(ctx: &Ctx, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let groups = list_synonyms(ctx.deps(), ctx.actor()).await.map_err(error)?;
    let top = head(ctx, Desk::Synonyms);
    let action = ctx.href("/petugas/sinonim");
    let rows: Vec<Vec<AnyView>> = groups
        .into_iter()
        .map(|g| {
            let delete = ctx.href(&format!("/petugas/sinonim/{}/hapus", g.id));
            let button = view! { <PostButton action=delete label=t::reviewing::synonyms_delete(l) size=Size::Small tone=Tone::Ghost /> };
            vec![g.words.join(", ").into_any(), button.into_any()]
        })
        .collect();
    let page = Page::new(t::reviewing::synonyms(l), move || {
        let columns = vec![Column::new(t::reviewing::synonyms_group(l)), Column::new("")];
        view! {
            <div class="wrap page">
                {top}
                <Card title=t::reviewing::synonyms_add(l)>
                    <form class="form" method="post" action=action novalidate>
                        <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                        <Field
                            name="words"
                            label=t::reviewing::synonyms_words(l)
                            hint=t::reviewing::synonyms_hint(l)
                            value=form.typed("words")
                            error=errors.of("words")
                            required=true
                        />
                        <FormActions>
                            <SubmitButton label=t::common::save(l) />
                        </FormActions>
                    </form>
                </Card>
                <Table caption=t::reviewing::synonyms(l) columns rows />
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Office)).await
}
