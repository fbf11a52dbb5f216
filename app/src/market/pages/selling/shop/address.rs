//! Street, kelurahan and the point on the map. Whoever gives no point gets the middle of the kelurahan.

use backend::market::save_shop::ShopPlace;
use domain::kernel::geo::{Point, PointError};
use domain::kernel::text;
use domain::kernel::wilayah::Kelurahan;
use domain::market::shop::{MAX_STREET, Shop};
use leptos::prelude::*;

use crate::i18n::{Locale, t};
use crate::islands::PointPicker;
use crate::market::pages::selling::words;
use crate::ui::{Choice, Field, FormGrid, PickMap, Select, Text, TextArea, map};
use crate::web::{Errors, Form};

pub fn fill(shop: &Shop) -> Form {
    let mut form = Form::default();
    form.set("street", shop.street.clone());
    form.set("kelurahan", shop.kelurahan.map(Kelurahan::code).unwrap_or_default());
    if let Some(p) = shop.point {
        form.set("lat", format!("{:.5}", p.lat));
        form.set("lon", format!("{:.5}", p.lon));
    }
    form
}

pub fn read(l: Locale, form: &Form, errors: &mut Errors) -> Option<ShopPlace> {
    let street = form.parse("street", errors, |s| text::line(s, MAX_STREET), |e| words::text(l, e));
    let kelurahan = form.parse("kelurahan", errors, |s| Kelurahan::parse(s.trim()), |_| t::common::field_choose(l).into());
    let (lat, lon) = (form.text("lat").trim(), form.text("lon").trim());
    let point = if lat.is_empty() && lon.is_empty() {
        kelurahan.map(|k| Point { lat: k.info().lat, lon: k.info().lon })
    } else {
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
    };
    Some(ShopPlace { street: street?, kelurahan: kelurahan?, point: point? })
}

/// All kelurahan, under their kecamatan.
pub fn kelurahan_choices() -> Vec<Choice> {
    Kelurahan::all().map(|k| Choice::new(k.code(), k.name()).in_group(k.info().kecamatan)).collect()
}

pub fn fields(l: Locale, form: &Form, errors: &Errors) -> AnyView {
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
            optional=t::common::optional(l)
        />
        <Field
            name="lon"
            label=t::selling::lon(l)
            placeholder="107.54430"
            inputmode="text"
            value=form.typed("lon")
            error=errors.of("lon")
            optional=t::common::optional(l)
        />
    };
    view! {
        <TextArea
            name="street"
            label=t::selling::shop_street(l)
            hint=t::selling::shop_street_hint(l)
            value=form.typed("street")
            error=errors.of("street")
            autocomplete="street-address"
            rows=3
            required=true
        />
        <Select
            name="kelurahan"
            label=t::selling::kelurahan(l)
            choices=kelurahan_choices()
            prompt=t::selling::kelurahan_prompt(l)
            value=form.typed("kelurahan")
            error=errors.of("kelurahan")
            required=true
        />
        <fieldset class="fieldset">
            <legend>{t::selling::point(l)}</legend>
            <p class="fieldset-hint">{t::selling::point_hint(l)}</p>
            <PointPicker label=t::selling::point_pick(l).to_owned() bounds=map::bounds()>
                <PickMap pin=pin names=names label=t::selling::point_map(l) />
            </PointPicker>
            <FormGrid>
                {numbers}
            </FormGrid>
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Form {
        let mut form = Form::default();
        for (name, value) in pairs {
            form.set(name, *value);
        }
        form
    }

    #[test]
    fn a_point_is_typed_pasted_or_taken_from_the_kelurahan() {
        let base = [("street", "Jl. Baros 1"), ("kelurahan", "32.77.02.1001")];
        let read_with = |more: &[(&str, &str)]| {
            let mut errors = Errors::default();
            let a = read(Locale::Id, &form(&[&base, more].concat()), &mut errors);
            (a.map(|a| (a.point.lat, a.point.lon)), errors.of("lat").is_some())
        };
        assert_eq!(read_with(&[]), (Some((-6.89252, 107.53557)), false));
        assert_eq!(read_with(&[("lat", "-6.88"), ("lon", "107.54")]), (Some((-6.88, 107.54)), false));
        assert_eq!(read_with(&[("lat", "-6.88, 107.54")]), (Some((-6.88, 107.54)), false));
        assert_eq!(read_with(&[("lat", "-6.2"), ("lon", "106.8")]), (None, true));
        assert_eq!(read_with(&[("lat", "x")]), (None, true));
    }

    #[test]
    fn a_kelurahan_of_elsewhere_is_refused() {
        let mut errors = Errors::default();
        assert!(read(Locale::Id, &form(&[("street", "a"), ("kelurahan", "32.73.01.1001")]), &mut errors).is_none());
        assert!(errors.of("kelurahan").is_some());
    }
}
