//! What a unit is called and where it is: the fields with which one is opened and changed.

use domain::kernel::text::TextError;
use domain::kernel::wilayah::Kelurahan;
use domain::wastebank::unit::{Unit, UnitKind, UnitProfile, UnitProfileError};
use leptos::prelude::*;

use super::super::words;
use crate::i18n::{Locale, t};
use crate::place::point;
use crate::ui::{Choice, Field, Select};
use crate::web::{Errors, Form};

pub fn kind(l: Locale, kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Unit => t::wastebank::is_unit(l),
        UnitKind::DropPoint => t::wastebank::is_drop_point(l),
    }
}

pub fn fill(form: &mut Form, unit: &Unit) {
    form.set("name", unit.name.clone());
    form.set("kind", unit.kind.code());
    form.set("kelurahan", unit.kelurahan.code());
    form.set("street", unit.street.clone());
    point::fill(form, unit.point);
}

/// What is left empty is told of at once; else name and street are the use case's to judge.
pub fn read(l: Locale, form: &Form, errors: &mut Errors) -> Option<UnitProfile> {
    for name in ["name", "street"] {
        if form.text(name).trim().is_empty() {
            errors.add(name, t::common::field_required(l));
        }
    }
    let kind = form.parse("kind", errors, |s| UnitKind::from_code(s).ok_or(()), |()| t::common::field_choose(l).into());
    let kelurahan = form.parse("kelurahan", errors, |s| Kelurahan::parse(s.trim()), |_| t::common::field_choose(l).into());
    let point = point::read(l, form, errors, kelurahan);
    Some(UnitProfile { name: form.typed("name"), kind: kind?, kelurahan: kelurahan?, street: form.typed("street"), point: point? })
}

pub fn refused(l: Locale, e: UnitProfileError, errors: &mut Errors) {
    let (field, why): (&'static str, TextError) = match e {
        UnitProfileError::Name(why) => ("name", why),
        UnitProfileError::Street(why) => ("street", why),
    };
    errors.add(field, words::text(l, why));
}

pub fn fields(l: Locale, form: &Form, errors: &Errors) -> AnyView {
    let kinds = UnitKind::ALL.into_iter().map(|k| Choice::new(k.code(), kind(l, k))).collect::<Vec<_>>();
    view! {
        <Field name="name" label=t::wastebank::unit_name(l) value=form.typed("name") error=errors.of("name") required=true />
        <Select name="kind" label=t::wastebank::unit_kind(l) choices=kinds value=form.typed("kind") error=errors.of("kind") required=true />
        <Field
            name="street"
            label=t::wastebank::unit_street(l)
            hint=t::wastebank::unit_street_hint(l)
            value=form.typed("street")
            error=errors.of("street")
            required=true
        />
        <Select
            name="kelurahan"
            label=t::selling::kelurahan(l)
            choices=point::kelurahan_choices()
            prompt=t::selling::kelurahan_prompt(l)
            value=form.typed("kelurahan")
            error=errors.of("kelurahan")
            required=true
        />
        {point::fields(l, form, errors, t::wastebank::unit_pick(l))}
    }
    .into_any()
}
