//! `/petugas/bank-sampah/unit`: where waste is taken, and the form that opens another place.

use backend::wastebank::list_units::{ListUnitsError, UnitRow, list_units};
use backend::wastebank::open_unit::{OpenUnitError, open_unit};
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::WasteUnitId;
use leptos::prelude::*;

use super::desk::{Desk, head};
use super::unit_profile;
use crate::i18n::{Locale, t};
use crate::ui::{Badge, Card, Empty, ErrorSummary, FormActions, Icon, Mood, RowCard, SectionHead, SubmitButton, hidden};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

pub(super) const PATH: &str = "/petugas/bank-sampah/unit";

pub(super) fn address(unit: WasteUnitId) -> String {
    format!("{PATH}/{unit}")
}

pub(super) fn refusal(e: ListUnitsError) -> WebError {
    match e {
        ListUnitsError::Forbidden(e) => e.into(),
        ListUnitsError::NotFound => WebError::NotFound,
        ListUnitsError::Db(e) => e.into(),
    }
}

fn new_key(ctx: &Ctx, form: &mut Form) {
    form.set("key", ctx.deps().id::<WasteUnitId>().to_string());
}

pub async fn show(ctx: Ctx) -> Reply {
    let mut form = Form::default();
    new_key(&ctx, &mut form);
    page(&ctx, form, Errors::default()).await
}

pub async fn submit(ctx: Ctx, mut form: Form) -> Reply {
    let l = ctx.locale();
    let key: WasteUnitId = form.text("key").parse().map_err(|_| WebError::BadRequest)?;
    let mut errors = Errors::default();
    if let Some(profile) = unit_profile::read(l, &form, &mut errors) {
        match open_unit(ctx.deps(), ctx.actor(), key, profile).await {
            Ok(unit) => return Ok(ctx.see_other_saying(&address(unit), t::wastebank::unit_opened(l))),
            Err(OpenUnitError::Profile(e)) => unit_profile::refused(l, e, &mut errors),
            Err(OpenUnitError::NameTaken) => errors.add("name", t::wastebank::unit_taken(l)),
            Err(OpenUnitError::Opened) => {
                new_key(&ctx, &mut form);
                errors.add("", t::wastebank::unit_opened_before(l));
            }
            Err(OpenUnitError::Forbidden(e)) => return Err(e.into()),
            Err(OpenUnitError::Db(e)) => return Err(e.into()),
        }
    }
    page(&ctx, form, errors).await
}

async fn page(ctx: &Ctx, form: Form, errors: Errors) -> Reply {
    let (l, now) = (ctx.locale(), ctx.now());
    let units = list_units(ctx.deps(), ctx.actor()).await.map_err(refusal)?;
    let (status, top, action) = (errors.status(), head(ctx, Desk::Units), ctx.href(PATH));
    let page = Page::new(t::wastebank::desk_units(l), move || {
        let list = if units.is_empty() {
            view! { <Empty of=Icon::Pin title=t::wastebank::no_units(l) text=t::wastebank::no_units_text(l) /> }.into_any()
        } else {
            let rows = units.iter().map(|u| row(l, now, u)).collect::<Vec<_>>();
            view! { <ul class="row-list" role="list">{rows}</ul> }.into_any()
        };
        let (list_errors, fields, key) = (errors.list(), unit_profile::fields(l, &form, &errors), form.typed("key"));
        view! {
            <div class="wrap page">
                {top}
                <ErrorSummary title=t::common::fix_these(l) errors=list_errors />
                <div class="split">
                    <section class="stack">
                        <SectionHead title=t::wastebank::places(l) />
                        {list}
                    </section>
                    <aside class="split-side">
                        <Card title=t::wastebank::unit_new(l)>
                            <p class="muted">{t::wastebank::unit_new_lead(l)}</p>
                            <form class="form" method="post" action=action novalidate>
                                {hidden(vec![("key", key)])}
                                {fields}
                                <FormActions>
                                    <SubmitButton label=t::wastebank::unit_open_go(l) start=Icon::Plus />
                                </FormActions>
                            </form>
                        </Card>
                    </aside>
                </div>
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Office)).await
}

fn row(l: Locale, now: Timestamp, row: &UnitRow) -> AnyView {
    let place = format!("{} · {}", unit_profile::kind(l, row.unit.kind), row.unit.kelurahan.name());
    let meta = format!("{place} · {}", t::wastebank::unit_staff(l, row.operators));
    let (label, mood) = if row.hours.is_open(now.wib()) {
        (t::wastebank::unit_is_open(l), Mood::Success)
    } else {
        (t::wastebank::unit_is_closed(l), Mood::Neutral)
    };
    let href = l.path(&address(row.unit.id));
    view! { <RowCard title=row.unit.name.clone() href=href meta=meta><Badge label=label mood=mood /></RowCard> }.into_any()
}
