//! How goods reach the shopper, and how they are paid in cash.

use domain::kernel::money::Rupiah;
use domain::kernel::wilayah::Kelurahan;
use domain::market::delivery::DeliveryTerms;
use domain::market::shop::Shop;
use leptos::prelude::*;

use crate::i18n::{Locale, t};
use crate::market::pages::selling::words;
use crate::ui::{Checkbox, Field, Fieldset, Text};
use crate::web::{Errors, Form};

/// One fee field per kelurahan, in the order of [`Kelurahan::all`].
const FEES: [&str; 15] = [
    "fee_0", "fee_1", "fee_2", "fee_3", "fee_4", "fee_5", "fee_6", "fee_7", "fee_8", "fee_9", "fee_10", "fee_11", "fee_12", "fee_13",
    "fee_14",
];

pub fn fill(shop: &Shop) -> Form {
    let (mut form, d) = (Form::default(), &shop.delivery);
    let switches = [
        ("pickup", d.pickup),
        ("own_courier", d.own_courier),
        ("flat_courier", d.flat_courier),
        ("cod", d.cod),
        ("pay_at_pickup", d.pay_at_pickup),
    ];
    for (name, _) in switches.into_iter().filter(|(_, on)| *on) {
        form.set(name, "on");
    }
    for (name, k) in FEES.into_iter().zip(Kelurahan::all()) {
        if let Some(fee) = d.zones.get(&k) {
            form.set(name, fee.0.to_string());
        }
    }
    if d.flat_courier {
        form.set("flat_fee", d.flat_fee_per_kg.0.to_string());
    }
    form
}

pub fn read(l: Locale, form: &Form, errors: &mut Errors) -> Option<DeliveryTerms> {
    let mut terms = DeliveryTerms {
        pickup: form.has("pickup"),
        own_courier: form.has("own_courier"),
        flat_courier: form.has("flat_courier"),
        cod: form.has("cod"),
        pay_at_pickup: form.has("pay_at_pickup"),
        ..DeliveryTerms::default()
    };
    for (name, k) in FEES.into_iter().zip(Kelurahan::all()) {
        if form.text(name).trim().is_empty() {
            continue;
        }
        if let Some(fee) = form.parse(name, errors, Rupiah::parse, |e| words::money(l, e)) {
            terms.zones.insert(k, fee);
        }
    }
    if terms.flat_courier {
        terms.flat_fee_per_kg = form.parse("flat_fee", errors, Rupiah::parse, |e| words::money(l, e)).unwrap_or_default();
    }
    if !errors.is_empty() {
        return None;
    }
    if terms.own_courier && terms.zones.is_empty() {
        errors.add("own_courier", t::selling::zones_none(l));
    } else if !terms.any() {
        errors.add("pickup", t::selling::delivery_none(l));
    } else if terms.cod && !terms.own_courier && !terms.flat_courier {
        errors.add("cod", t::selling::cod_needs_courier(l));
    } else if terms.pay_at_pickup && !terms.pickup {
        errors.add("pay_at_pickup", t::selling::pay_at_pickup_needs_pickup(l));
    } else if !terms.any_payment() {
        errors.add("cod", t::selling::payment_none(l));
    }
    errors.is_empty().then_some(terms)
}

pub fn fields(l: Locale, form: &Form, errors: &Errors) -> AnyView {
    let tick = |name: &'static str, label: &'static str, hint: &'static str| {
        view! { <Checkbox name=name label=label hint=hint checked=form.has(name) error=errors.of(name) /> }
    };
    let mut kecamatan = "";
    let fees = FEES.into_iter().zip(Kelurahan::all()).map(|(name, k)| {
        let head = (k.info().kecamatan != kecamatan).then(|| view! { <p class="strong span-2">{k.info().kecamatan}</p> });
        kecamatan = k.info().kecamatan;
        view! {
            {head}
            <Field
                name=name
                label=Text::Borrowed(k.name())
                prefix="Rp"
                inputmode="numeric"
                value=form.typed(name)
                error=errors.of(name)
            />
        }
    });
    let fees = fees.collect::<Vec<_>>();
    let ways = view! {
        {tick("pickup", t::selling::delivery_pickup(l), t::selling::delivery_pickup_hint(l))}
        {tick("own_courier", t::selling::delivery_own_courier(l), t::selling::delivery_own_courier_hint(l))}
        <div class="only-if-own sub-fields">
            <p class="field-hint">{t::selling::zones_hint(l)}</p>
            <div class="form-grid form-grid-tight">{fees}</div>
        </div>
        {tick("flat_courier", t::selling::delivery_flat_courier(l), t::selling::delivery_flat_courier_hint(l))}
        <div class="only-if-flat sub-fields">
            <Field
                name="flat_fee"
                label=t::selling::flat_fee(l)
                prefix="Rp"
                suffix=t::selling::per_kg(l)
                inputmode="numeric"
                value=form.typed("flat_fee")
                error=errors.of("flat_fee")
            />
        </div>
    };
    let payments = view! {
        {tick("cod", t::selling::pay_cod(l), t::selling::pay_cod_hint(l))}
        {tick("pay_at_pickup", t::selling::pay_at_pickup(l), t::selling::pay_at_pickup_hint(l))}
    };
    view! {
        <Fieldset legend=t::selling::delivery_legend(l)>{ways}</Fieldset>
        <Fieldset legend=t::selling::payment_legend(l)>{payments}</Fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_of(pairs: &[(&str, &str)]) -> (Option<DeliveryTerms>, Errors) {
        let mut form = Form::default();
        for (name, value) in pairs {
            form.set(name, *value);
        }
        let mut errors = Errors::default();
        (read(Locale::Id, &form, &mut errors), errors)
    }

    #[test]
    fn terms_are_read_and_filled_back() {
        let (terms, _) = read_of(&[("own_courier", "on"), ("fee_0", "5.000"), ("fee_3", "0"), ("cod", "on")]);
        let terms = terms.unwrap();
        assert_eq!(terms.zones.values().map(|f| f.0).collect::<Vec<_>>(), [5_000, 0]);
    }

    #[test]
    fn what_does_not_fit_together_is_said_beside_its_field() {
        for (pairs, field) in [
            (vec![], "pickup"),
            (vec![("pickup", "on")], "cod"),
            (vec![("pickup", "on"), ("cod", "on")], "cod"),
            (vec![("own_courier", "on"), ("cod", "on")], "own_courier"),
            (vec![("own_courier", "on"), ("cod", "on"), ("fee_2", "-5")], "fee_2"),
            (vec![("flat_courier", "on"), ("cod", "on"), ("flat_fee", "99999999999999999999")], "flat_fee"),
            (vec![("flat_courier", "on"), ("flat_fee", "9000"), ("pay_at_pickup", "on")], "pay_at_pickup"),
        ] {
            let (terms, errors) = read_of(&pairs);
            assert!(terms.is_none() && errors.of(field).is_some(), "{pairs:?}");
        }
    }
}
