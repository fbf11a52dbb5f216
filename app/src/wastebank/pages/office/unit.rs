//! `/petugas/bank-sampah/unit/{unit}`: what everybody may know of a unit, and who stands behind its counter. What is drawn is in
//! `unit_view.rs`.

use axum::extract::Path;
use backend::wastebank::appoint_operator::{AppointOperatorError, appoint_operator, dismiss_operator};
use backend::wastebank::change_unit::{ChangeUnitError, change_unit};
use backend::wastebank::list_units::read_unit;
use domain::identity::login::LoginError;
use domain::kernel::ids::{PersonId, WasteUnitId};
use leptos::prelude::*;

use super::desk::{Desk, head};
use super::unit_profile;
use super::unit_view::{Typed, view};
use super::units::{PATH, address, refusal};
use crate::i18n::t;
use crate::place::hours;
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

fn read_id(unit: &str) -> Result<WasteUnitId, WebError> {
    unit.parse().map_err(|_| WebError::NotFound)
}

pub async fn show(ctx: Ctx, Path(unit): Path<String>) -> Reply {
    page(&ctx, read_id(&unit)?, None, Typed::default()).await
}

pub async fn submit(ctx: Ctx, Path(unit): Path<String>, mut form: Form) -> Reply {
    let unit = read_id(&unit)?;
    if form.has(hours::COPY) {
        hours::copy_monday(&mut form);
        return page(&ctx, unit, Some(Typed { form, errors: Errors::default() }), Typed::default()).await;
    }
    match form.text("go") {
        "appoint" => put_behind(&ctx, unit, form).await,
        "dismiss" => take_away(&ctx, unit, &form).await,
        _ => save(&ctx, unit, form).await,
    }
}

async fn save(ctx: &Ctx, unit: WasteUnitId, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    let profile = unit_profile::read(l, &form, &mut errors);
    let week = hours::read_any(l, &form, &mut errors);
    if let (Some(profile), Some(week)) = (profile, week) {
        match change_unit(ctx.deps(), ctx.actor(), unit, profile, week).await {
            Ok(()) => return Ok(ctx.see_other_saying(&address(unit), t::wastebank::unit_saved(l))),
            Err(ChangeUnitError::Profile(e)) => unit_profile::refused(l, e, &mut errors),
            Err(ChangeUnitError::NameTaken) => errors.add("name", t::wastebank::unit_taken(l)),
            Err(ChangeUnitError::NotFound) => return Err(WebError::NotFound),
            Err(ChangeUnitError::Forbidden(e)) => return Err(e.into()),
            Err(ChangeUnitError::Db(e)) => return Err(e.into()),
        }
    }
    page(ctx, unit, Some(Typed { form, errors }), Typed::default()).await
}

async fn put_behind(ctx: &Ctx, unit: WasteUnitId, form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    match appoint_operator(ctx.deps(), ctx.actor(), unit, form.text("who")).await {
        Ok(name) => return Ok(ctx.see_other_saying(&address(unit), &t::wastebank::staff_appointed(l, name))),
        Err(AppointOperatorError::Login(LoginError::Empty)) => errors.add("who", t::common::field_required(l)),
        Err(AppointOperatorError::Login(LoginError::Email)) => errors.add("who", t::common::field_not_email(l)),
        Err(AppointOperatorError::Login(LoginError::Phone)) => errors.add("who", t::common::field_not_phone(l)),
        Err(AppointOperatorError::Nobody) => errors.add("who", t::wastebank::staff_nobody(l)),
        Err(e) => return Err(not_done(e)),
    }
    page(ctx, unit, None, Typed { form, errors }).await
}

async fn take_away(ctx: &Ctx, unit: WasteUnitId, form: &Form) -> Reply {
    let person: PersonId = form.text("person").parse().map_err(|_| WebError::BadRequest)?;
    dismiss_operator(ctx.deps(), ctx.actor(), unit, person).await.map_err(not_done)?;
    Ok(ctx.see_other_saying(&address(unit), t::wastebank::staff_dismissed(ctx.locale())))
}

fn not_done(e: AppointOperatorError) -> WebError {
    match e {
        AppointOperatorError::Forbidden(e) => e.into(),
        AppointOperatorError::NotFound => WebError::NotFound,
        AppointOperatorError::Db(e) => e.into(),
        e => WebError::internal(e),
    }
}

/// `profile`: what was typed into the unit's form, if anything was.
async fn page(ctx: &Ctx, id: WasteUnitId, profile: Option<Typed>, staff: Typed) -> Reply {
    let l = ctx.locale();
    let found = read_unit(ctx.deps(), ctx.actor(), id).await.map_err(refusal)?;
    let profile = profile.unwrap_or_else(|| {
        let mut form = Form::default();
        unit_profile::fill(&mut form, &found.unit);
        hours::fill(&mut form, &found.hours);
        Typed { form, errors: Errors::default() }
    });
    let status = if profile.errors.is_empty() { staff.errors.status() } else { profile.errors.status() };
    let (top, action, back) = (head(ctx, Desk::Units).into_any(), ctx.href(&address(id)), ctx.href(PATH));
    let name = found.unit.name.clone();
    let page = Page::new(name, move || view(l, top, action, back, &found, &profile, &staff));
    ctx.page(page.status(status).noindex().section(Section::Office)).await
}
