//! The point on the map, picked or typed. Whoever gives none gets the middle of the kelurahan.

use domain::kernel::geo::{Point, PointError};
use domain::kernel::wilayah::Kelurahan;
use leptos::prelude::*;

use crate::i18n::{Locale, t};
use crate::islands::PointPicker;
use crate::ui::{Choice, Field, FormGrid, PickMap, Text, map};
use crate::web::{Errors, Form};

pub fn fill(form: &mut Form, point: Point) {
    form.set("lat", format!("{:.5}", point.lat));
    form.set("lon", format!("{:.5}", point.lon));
}

pub fn read(l: Locale, form: &Form, errors: &mut Errors, kelurahan: Option<Kelurahan>) -> Option<Point> {
    let (lat, lon) = (form.text("lat").trim(), form.text("lon").trim());
    if lat.is_empty() && lon.is_empty() {
        return kelurahan.map(|k| Point { lat: k.info().lat, lon: k.info().lon });
    }
    // Maps copy "-6.88, 107.54" as one text: accepted in the first field.
    let (lat, lon) = if lon.is_empty() { lat.split_once([',', ' ']).unwrap_or((lat, lon)) } else { (lat, lon) };
    match Point::parse(lat.trim(), lon.trim_matches([',', ' '])) {
        Ok(p) => Some(p),
        Err(e) => {
            let message = match e {
                PointError::NotNumbers => t::selling::point_not_numbers(l),
                PointError::Outside => t::selling::point_outside(l),
            };
            errors.add("lat", message);
            None
        }
    }
}

/// Where there is no kelurahan whose middle would do.
pub fn read_needed(l: Locale, form: &Form, errors: &mut Errors) -> Option<Point> {
    if form.text("lat").trim().is_empty() && form.text("lon").trim().is_empty() {
        errors.add("lat", t::common::field_required(l));
        return None;
    }
    read(l, form, errors, None)
}

/// All kelurahan, under their kecamatan.
pub fn kelurahan_choices() -> Vec<Choice> {
    Kelurahan::all().map(|k| Choice::new(k.code(), k.name()).in_group(k.info().kecamatan)).collect()
}

/// `pick`: what to do with the map.
pub fn fields(l: Locale, form: &Form, errors: &Errors, pick: &'static str) -> AnyView {
    drawn(l, form, errors, pick, false)
}

/// With [`read_needed`].
pub fn needed_fields(l: Locale, form: &Form, errors: &Errors, pick: &'static str) -> AnyView {
    drawn(l, form, errors, pick, true)
}

fn drawn(l: Locale, form: &Form, errors: &Errors, pick: &'static str, needed: bool) -> AnyView {
    let optional = (!needed).then(|| t::common::optional(l));
    let hint = if needed { t::selling::point_needed_hint(l) } else { t::selling::point_hint(l) };
    let number = |name: &str| form.text(name).trim().parse::<f64>().ok();
    let pin = number("lat").zip(number("lon"));
    let names = Kelurahan::all().map(|k| (k.code(), Text::Borrowed(k.name()))).collect();
    let numbers = view! {
        <Field
            name="lat"
            label=t::selling::lat(l)
            placeholder="-6.88020"
            inputmode="text"
            value=form.typed("lat")
            error=errors.of("lat")
            optional=optional
            required=needed
        />
        <Field
            name="lon"
            label=t::selling::lon(l)
            placeholder="107.54430"
            inputmode="text"
            value=form.typed("lon")
            error=errors.of("lon")
            optional=optional
            required=needed
        />
    };
    view! {
        <fieldset class="fieldset">
            <legend>{t::selling::point(l)}</legend>
            <p class="fieldset-hint">{hint}</p>
            <PointPicker label=pick.to_owned() bounds=map::bounds()>
                <PickMap pin=pin names=names label=t::selling::point_map(l) />
            </PointPicker>
            <FormGrid>
                {numbers}
            </FormGrid>
        </fieldset>
    }
    .into_any()
}
