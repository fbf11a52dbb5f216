//! `/petugas/kategori`: the category tree, two levels deep.

use axum::extract::Path;
use backend::market::keep_categories::{CategoryInput, Direction, KeepCategoriesError, delete_category, move_category, save_category};
use backend::market::read_home::list_categories;
use domain::kernel::slug::Slug;
use domain::market::category::Category;
use leptos::prelude::*;

use super::desk::{Desk, head};
use crate::i18n::{Locale, t};
use crate::market::pages::selling::words;
use crate::ui::{
    Alert, Card, Choice, Disclosure, ErrorSummary, Field, FormActions, FormGrid, Icon, IconButton, Mood, PostButton, Select, SubmitButton,
    Text, Tone, hidden,
};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

const PATH: &str = "/petugas/kategori";

pub async fn show(ctx: Ctx) -> Reply {
    page(&ctx, None, Form::default(), Errors::default()).await
}

pub async fn add(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    match save_category(ctx.deps(), ctx.actor(), None, input(&form)?).await {
        Ok(_) => Ok(ctx.see_other_saying(PATH, t::reviewing::category_added(l))),
        Err(e) => refuse(&ctx, None, form, e).await,
    }
}

pub async fn change(ctx: Ctx, Path(slug): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let slug = Slug::parse(&slug).map_err(|_| WebError::NotFound)?;
    let (deps, actor) = (ctx.deps(), ctx.actor());
    let (done, said) = match form.text("go") {
        "save" => (save_category(deps, actor, Some(&slug), input(&form)?).await.map(|_| ()), t::reviewing::category_saved(l)),
        "up" => (move_category(deps, actor, &slug, Direction::Up).await, t::reviewing::category_moved(l)),
        "down" => (move_category(deps, actor, &slug, Direction::Down).await, t::reviewing::category_moved(l)),
        "delete" => (delete_category(deps, actor, &slug).await, t::reviewing::category_deleted(l)),
        _ => return Err(WebError::BadRequest),
    };
    match done {
        Ok(()) => Ok(ctx.see_other_saying(PATH, said)),
        Err(e) => refuse(&ctx, Some(slug), form, e).await,
    }
}

fn input(form: &Form) -> Result<CategoryInput, WebError> {
    let parent = match form.text("parent") {
        "" => None,
        slug => Some(Slug::parse(slug).map_err(|_| WebError::BadRequest)?),
    };
    Ok(CategoryInput { parent, name_id: form.typed("name_id"), name_en: form.typed("name_en") })
}

/// The same page with what was wrong beside the form of this category (none: the new one).
async fn refuse(ctx: &Ctx, at: Option<Slug>, form: Form, e: KeepCategoriesError) -> Reply {
    let l = ctx.locale();
    let saving = matches!(form.text("go"), "" | "save");
    let mut errors = Errors::default();
    match e {
        KeepCategoriesError::Text { field, why } => errors.add(field, words::text(l, why)),
        KeepCategoriesError::Parent => errors.add("parent", t::reviewing::category_bad_parent(l)),
        KeepCategoriesError::HasProducts if saving => errors.add("parent", t::reviewing::category_parent_sells(l)),
        KeepCategoriesError::HasProducts => errors.add("", t::reviewing::category_has_products(l)),
        KeepCategoriesError::HasChildren => errors.add("", t::reviewing::category_has_children(l)),
        KeepCategoriesError::NotFound => return Err(WebError::NotFound),
        KeepCategoriesError::Forbidden(e) => return Err(e.into()),
        KeepCategoriesError::Db(e) => return Err(e.into()),
    }
    page(ctx, at, form, errors).await
}

/// A category as the page shows it.
struct Line {
    category: Category,
    products: u64,
    /// Has others below it.
    above_others: bool,
    first: bool,
    last: bool,
    action: String,
}

/// Each category, and after it those below it.
fn lines(ctx: &Ctx, all: &[(Category, u64)]) -> Vec<Line> {
    let below = |parent: Option<&Slug>| all.iter().filter(|(c, _)| c.parent.as_ref() == parent).collect::<Vec<_>>();
    let tops = below(None);
    let mut lines = Vec::with_capacity(all.len());
    let mut put = |row: &[&(Category, u64)], at: usize| {
        let (category, products) = row[at].clone();
        lines.push(Line {
            above_others: !below(Some(&category.slug)).is_empty(),
            first: at == 0,
            last: at + 1 == row.len(),
            action: ctx.href(&format!("{PATH}/{}", category.slug)),
            category,
            products,
        });
    };
    for at in 0..tops.len() {
        put(&tops, at);
        let row = below(Some(&tops[at].0.slug));
        (0..row.len()).for_each(|at| put(&row, at));
    }
    lines
}

async fn page(ctx: &Ctx, at: Option<Slug>, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let top = head(ctx, Desk::Categories);
    let all = list_categories(ctx.deps()).await?;
    // Where products stand there can be nothing below.
    let parents: Vec<Category> = all.iter().filter(|(c, n)| c.parent.is_none() && *n == 0).map(|(c, _)| c.clone()).collect();
    let lines = lines(ctx, &all);
    let action = ctx.href(PATH);
    let page = Page::new(t::common::categories(l), move || {
        let adding = at.is_none();
        let (new, wrong) = if adding { (form.clone(), errors.clone()) } else { Default::default() };
        let rows = lines
            .into_iter()
            .map(|line| {
                let here = at.as_ref() == Some(&line.category.slug);
                let (typed, wrong) = if here { (Some(&form), errors.clone()) } else { (None, Errors::default()) };
                row(l, line, &parents, typed, &wrong)
            })
            .collect::<Vec<_>>();
        let fields = fields(l, None, &parents, &new, &wrong);
        view! {
            <div class="wrap page">
                {top}
                <Card title=t::reviewing::category_add(l)>
                    <form class="form" method="post" action=action novalidate>
                        <ErrorSummary title=t::common::fix_these(l) errors=wrong.list() />
                        {fields}
                        <FormActions>
                            <SubmitButton label=t::reviewing::category_add(l) start=Icon::Plus />
                        </FormActions>
                    </form>
                </Card>
                <ul class="row-list" role="list">{rows}</ul>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Office)).await
}

fn row(l: Locale, line: Line, parents: &[Category], typed: Option<&Form>, wrong: &Errors) -> AnyView {
    let c = &line.category;
    let saved = || {
        let mut form = Form::default();
        form.set("name_id", c.name_id.clone());
        form.set("name_en", c.name_en.clone());
        form.set("parent", c.parent.as_ref().map(Slug::to_string).unwrap_or_default());
        form
    };
    let form = typed.filter(|f| f.text("go") == "save").cloned().unwrap_or_else(saved);
    let fields = fields(l, Some(c), parents, &form, wrong);
    let empty = line.products == 0 && !line.above_others;
    let delete = empty.then(|| {
        let values = vec![("go", "delete".to_owned())];
        view! { <PostButton action=line.action.clone() label=t::reviewing::category_delete(l) tone=Tone::QuietDanger start=Icon::Trash values=values /> }
    });
    let problem = wrong.of("").map(|m| view! { <Alert mood=Mood::Danger title=m live=true /> });
    let (up, down) = (t::reviewing::category_up(l, c.name(l)), t::reviewing::category_down(l, c.name(l)));
    let count = t::reviewing::category_products(l, i64::try_from(line.products).unwrap_or(0));
    let edit = t::reviewing::category_edit(l, c.name(l));
    view! {
        <li class=if c.parent.is_some() { "row-card row-tight row-below" } else { "row-card row-tight" } id=format!("k-{}", c.slug)>
            <div>
                <b>{c.name_id.clone()}</b>
                <p class="muted small">{c.name_en.clone()} " · " {count}</p>
            </div>
            <form class="row-card-end" method="post" action=line.action.clone()>
                <IconButton of=Icon::ArrowUp label=up name="go" value="up" disabled=line.first />
                <IconButton of=Icon::ArrowDown label=down name="go" value="down" disabled=line.last />
            </form>
            <div class="row-card-more">
                {problem}
                <Disclosure summary=edit open=typed.is_some()>
                    <form class="form" method="post" action=line.action.clone() novalidate>
                        {hidden(vec![("go", "save".to_owned())])}
                        {fields}
                        <FormActions>
                            <SubmitButton label=t::common::save(l) />
                        </FormActions>
                    </form>
                    {delete}
                </Disclosure>
            </div>
        </li>
    }
    .into_any()
}

/// Both names and the place in the tree; `of`: of this category, else of a new one.
fn fields(l: Locale, of: Option<&Category>, parents: &[Category], form: &Form, wrong: &Errors) -> AnyView {
    let id = |name: &str| of.map_or_else(|| format!("f-{name}"), |c| format!("f-{name}-{}", c.slug));
    let mut choices = vec![Choice::new("", t::reviewing::category_top(l))];
    let above = form.text("parent");
    let fits = |p: &&Category| of.is_none_or(|c| c.slug != p.slug);
    choices.extend(parents.iter().filter(fits).map(|p| Choice::new(p.slug.to_string(), p.name(l).to_owned())));
    // Where it stands stays a choice, whatever has become of it.
    if !above.is_empty() && choices.iter().all(|c| c.value != above) {
        choices.push(Choice::new(above.to_owned(), above.to_owned()));
    }
    let value = Text::from(above.to_owned());
    let (name_id, name_en, parent) = (id("name_id"), id("name_en"), id("parent"));
    let (typed_id, typed_en) = (form.typed("name_id"), form.typed("name_en"));
    let (wrong_id, wrong_en, wrong_parent) = (wrong.of("name_id"), wrong.of("name_en"), wrong.of("parent"));
    view! {
        <FormGrid>
            <Field name="name_id" id=name_id label=t::reviewing::category_name_id(l) value=typed_id error=wrong_id required=true />
            <Field name="name_en" id=name_en label=t::reviewing::category_name_en(l) value=typed_en error=wrong_en required=true />
            <Select name="parent" id=parent label=t::reviewing::category_parent(l) choices=choices value=value error=wrong_parent />
        </FormGrid>
    }
    .into_any()
}
