//! Street, kelurahan and the point on the map. Whoever gives no point gets the middle of the kelurahan.

use backend::market::save_shop::ShopPlace;
use domain::kernel::text;
use domain::kernel::wilayah::Kelurahan;
use domain::market::shop::{MAX_STREET, Shop};
use leptos::prelude::*;

use crate::i18n::{Locale, t};
use crate::market::pages::selling::words;
use crate::place::point;
use crate::ui::{Select, TextArea};
use crate::web::{Errors, Form};

pub fn fill(shop: &Shop) -> Form {
    let mut form = Form::default();
    form.set("street", shop.street.clone());
    form.set("kelurahan", shop.kelurahan.map(Kelurahan::code).unwrap_or_default());
    if let Some(at) = shop.point {
        point::fill(&mut form, at);
    }
    form
}

pub fn read(l: Locale, form: &Form, errors: &mut Errors) -> Option<ShopPlace> {
    let street = form.parse("street", errors, |s| text::line(s, MAX_STREET), |e| words::text(l, e));
    let kelurahan = form.parse("kelurahan", errors, |s| Kelurahan::parse(s.trim()), |_| t::common::field_choose(l).into());
    let point = point::read(l, form, errors, kelurahan);
    Some(ShopPlace { street: street?, kelurahan: kelurahan?, point: point? })
}

pub fn fields(l: Locale, form: &Form, errors: &Errors) -> AnyView {
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
            choices=point::kelurahan_choices()
            prompt=t::selling::kelurahan_prompt(l)
            value=form.typed("kelurahan")
            error=errors.of("kelurahan")
            required=true
        />
        {point::fields(l, form, errors, t::selling::point_pick(l))}
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
