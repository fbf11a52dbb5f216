//! `/petugas/bank-sampah/bahan`: what can be taken, and the form for another material or for the names of one (`?kode=`).

use axum::extract::Query;
use backend::wastebank::keep_materials::{KeepMaterialError, MaterialNames, add_material, list_materials, rename_material};
use domain::wastebank::material::{Material, MaterialCode, MaterialKind};
use domain::wastebank::measure::Measure;
use leptos::prelude::*;
use serde::Deserialize;

use super::super::words;
use super::desk::{Desk, head};
use crate::i18n::{Locale, t};
use crate::ui::{
    Card, Choice, Column, Empty, ErrorSummary, Field, FormActions, FormGrid, Icon, LinkButton, Select, Size, SubmitButton, Table, Tone,
    hidden, icon,
};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

const PATH: &str = "/petugas/bank-sampah/bahan";

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    kode: String,
}

pub async fn show(ctx: Ctx, Query(asked): Query<Asked>) -> Reply {
    let mut form = Form::default();
    if let Ok(code) = MaterialCode::parse(&asked.kode)
        && let Some(material) = list(&ctx).await?.into_iter().find(|m| m.code == code)
    {
        form.set("go", "rename");
        form.set("material_code", code.to_string());
        form.set("name_id", material.name_id);
        form.set("name_en", material.name_en);
        form.set("warm", material.warm.unwrap_or_default());
    }
    page(&ctx, form, Errors::default()).await
}

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    let (mut errors, renames) = (Errors::default(), form.text("go") == "rename");
    let code = form.parse("material_code", &mut errors, MaterialCode::parse, |_| t::wastebank::material_code_bad(l).into());
    let kind = if renames { None } else { read_kind(l, &form, &mut errors) };
    let names = MaterialNames { name_id: form.typed("name_id"), name_en: form.typed("name_en"), warm: form.typed("warm") };
    let done = match (code, kind) {
        (Some(code), _) if renames => rename_material(ctx.deps(), ctx.actor(), code, &names).await,
        (Some(code), Some((kind, measure))) => add_material(ctx.deps(), ctx.actor(), code, kind, measure, &names).await,
        _ => return page(&ctx, form, errors).await,
    };
    match done {
        Ok(()) => {
            let said = if renames { t::wastebank::material_renamed(l) } else { t::wastebank::material_added(l) };
            return Ok(ctx.see_other_saying(PATH, said));
        }
        Err(KeepMaterialError::Text { field, why }) => errors.add(field, words::text(l, why)),
        Err(KeepMaterialError::CodeTaken) => errors.add("material_code", t::wastebank::material_code_taken(l)),
        Err(e) => return Err(refusal(e)),
    }
    page(&ctx, form, errors).await
}

fn read_kind(l: Locale, form: &Form, errors: &mut Errors) -> Option<(MaterialKind, Measure)> {
    let kind = form.parse("kind", errors, |s| MaterialKind::from_code(s).ok_or(()), |()| t::common::field_choose(l).into());
    let measure = form.parse("measure", errors, |s| Measure::from_code(s).ok_or(()), |()| t::common::field_choose(l).into());
    kind.zip(measure)
}

fn refusal(e: KeepMaterialError) -> WebError {
    match e {
        KeepMaterialError::Forbidden(e) => e.into(),
        KeepMaterialError::NotFound => WebError::NotFound,
        KeepMaterialError::Db(e) => e.into(),
        e => WebError::internal(e),
    }
}

async fn list(ctx: &Ctx) -> Result<Vec<Material>, WebError> {
    list_materials(ctx.deps(), ctx.actor()).await.map_err(refusal)
}

async fn page(ctx: &Ctx, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let all = list(ctx).await?;
    let (status, top, path) = (errors.status(), head(ctx, Desk::Materials), ctx.href(PATH));
    let page = Page::new(t::wastebank::desk_materials(l), move || {
        let wrong = errors.list();
        let (table, editor) = (table(l, &path, &all), editor(l, path, &form, &errors));
        view! {
            <div class="wrap page">
                {top}
                <ErrorSummary title=t::common::fix_these(l) errors=wrong />
                <p><a class="btn btn-secondary" href="#bahan">{icon(Icon::Plus)} {t::wastebank::material_new(l)}</a></p>
                <div class="split">
                    <section class="stack">{table}</section>
                    <aside class="split-side" id="bahan">{editor}</aside>
                </div>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Office)).await
}

fn table(l: Locale, path: &str, all: &[Material]) -> AnyView {
    if all.is_empty() {
        return view! { <Empty of=Icon::Package title=t::wastebank::no_materials(l) text=t::wastebank::no_materials_text(l) /> }.into_any();
    }
    let rows = all
        .iter()
        .map(|m| {
            let href = format!("{path}?kode={}#bahan", m.code);
            let edit = view! { <LinkButton href=href label=t::wastebank::material_edit(l, m.code) tone=Tone::Ghost size=Size::Small /> };
            vec![
                m.name_id.clone().into_any(),
                m.name_en.clone().into_any(),
                m.code.to_string().into_any(),
                words::kind(l, m.kind).into_any(),
                words::measure(l, m.measure).into_any(),
                edit.into_any(),
            ]
        })
        .collect();
    let columns = vec![
        Column::new(t::wastebank::material_name_id(l)),
        Column::new(t::wastebank::material_name_en(l)),
        Column::new(t::wastebank::code(l)),
        Column::new(t::wastebank::material_kind(l)),
        Column::new(t::wastebank::material_measure(l)),
        Column::new(""),
    ];
    view! { <Table caption=t::wastebank::desk_materials(l) columns rows /> }.into_any()
}

fn editor(l: Locale, path: String, form: &Form, errors: &Errors) -> AnyView {
    let renames = form.text("go") == "rename";
    let (title, lead) = if renames {
        (t::wastebank::material_rename(l, form.text("material_code")), t::wastebank::material_rename_lead(l))
    } else {
        (t::wastebank::material_new(l).to_owned(), t::wastebank::material_new_lead(l))
    };
    // What was weighed is written down in kind and measure: they stay.
    let fixed = if renames {
        hidden(vec![("go", "rename".to_owned()), ("material_code", form.typed("material_code"))]).into_any()
    } else {
        chosen_once(l, form, errors)
    };
    let back = renames.then(|| view! { <LinkButton href=path.clone() label=t::common::cancel(l) tone=Tone::Ghost /> }.into_any());
    let (name_id, name_id_wrong) = (form.typed("name_id"), errors.of("name_id"));
    let (name_en, name_en_wrong) = (form.typed("name_en"), errors.of("name_en"));
    let (warm, warm_wrong) = (form.typed("warm"), errors.of("warm"));
    view! {
        <Card title=title>
            <p class="muted">{lead}</p>
            <form class="form" method="post" action=path novalidate>
                {fixed}
                <Field name="name_id" label=t::wastebank::material_name_id(l) value=name_id error=name_id_wrong required=true />
                <Field
                    name="name_en"
                    label=t::wastebank::material_name_en(l)
                    value=name_en
                    error=name_en_wrong
                    optional=t::common::optional(l)
                />
                <Field
                    name="warm"
                    label=t::emission::row(l)
                    hint=t::wastebank::material_warm_hint(l)
                    value=warm
                    error=warm_wrong
                    optional=t::common::optional(l)
                />
                <FormActions>
                    <SubmitButton label=t::common::save(l) />
                    {back}
                </FormActions>
            </form>
        </Card>
    }
    .into_any()
}

fn chosen_once(l: Locale, form: &Form, errors: &Errors) -> AnyView {
    let kinds = MaterialKind::ALL.into_iter().map(|k| Choice::new(k.code(), words::kind(l, k))).collect::<Vec<_>>();
    let measures = Measure::ALL.into_iter().map(|m| Choice::new(m.code(), words::measure(l, m))).collect::<Vec<_>>();
    let (kind, kind_wrong) = (form.typed("kind"), errors.of("kind"));
    let (counted_in, measure_wrong) = (form.typed("measure"), errors.of("measure"));
    view! {
        <Field
            name="material_code"
            label=t::wastebank::code(l)
            hint=t::wastebank::material_code_hint(l)
            value=form.typed("material_code")
            error=errors.of("material_code")
            required=true
        />
        <FormGrid>
            <Select name="kind" label=t::wastebank::material_kind(l) choices=kinds value=kind error=kind_wrong required=true />
            <Select name="measure" label=t::wastebank::material_measure(l) choices=measures value=counted_in error=measure_wrong required=true />
        </FormGrid>
    }
    .into_any()
}
