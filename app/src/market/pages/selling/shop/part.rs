//! One step's form: what it shows, and what it reads.

use domain::market::shop::Shop;
use leptos::prelude::*;

use super::save::Change;
use super::step::Step;
use super::{about, address, bank, delivery};
use crate::i18n::Locale;
use crate::place::hours;
use crate::web::{Errors, Form};

pub fn fill(step: Step, shop: &Shop) -> Form {
    match step {
        Step::About => about::fill(shop),
        Step::Address => address::fill(shop),
        Step::Hours => {
            let mut form = Form::default();
            hours::fill(&mut form, &shop.hours);
            form
        }
        Step::Delivery => delivery::fill(shop),
        Step::Bank => bank::fill(shop),
        Step::Review => Form::default(),
    }
}

pub fn read(step: Step, l: Locale, form: &Form, errors: &mut Errors) -> Option<Change> {
    match step {
        Step::About => about::read(l, form, errors).map(Change::About),
        Step::Address => address::read(l, form, errors).map(Change::Address),
        Step::Hours => hours::read(l, form, errors).map(Change::Hours),
        Step::Delivery => delivery::read(l, form, errors).map(Change::Delivery),
        Step::Bank => bank::read(l, form, errors).map(Change::Bank),
        Step::Review => None,
    }
}

pub fn fields(step: Step, l: Locale, form: &Form, errors: &Errors) -> AnyView {
    match step {
        Step::About => about::fields(l, form, errors),
        Step::Address => address::fields(l, form, errors),
        Step::Hours => hours::fields(l, form, errors),
        Step::Delivery => delivery::fields(l, form, errors),
        Step::Bank => bank::fields(l, form, errors),
        Step::Review => ().into_any(),
    }
}
