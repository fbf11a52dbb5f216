//! Where the money goes.

use domain::kernel::text;
use domain::market::shop::{BankAccount, MAX_BANK, Shop, parse_bank_number};
use leptos::prelude::*;

use crate::i18n::{Locale, t};
use crate::market::pages::selling::words;
use crate::ui::{Field, Fieldset};
use crate::web::{Errors, Form};

/// What most people here have; any other may be typed.
const BANKS: [&str; 12] =
    ["BCA", "BRI", "BNI", "Mandiri", "BSI", "BTN", "bank bjb", "CIMB Niaga", "Permata", "SeaBank", "Bank Jago", "Bank Neo Commerce"];

pub fn fill(shop: &Shop) -> Form {
    let mut form = Form::default();
    form.set("bank", shop.bank.bank.clone());
    form.set("number", shop.bank.number.clone());
    form.set("holder", shop.bank.holder.clone());
    form
}

pub fn read(l: Locale, form: &Form, errors: &mut Errors) -> Option<BankAccount> {
    let bank = form.parse("bank", errors, |s| text::line(s, MAX_BANK), |e| words::text(l, e));
    let number = form.parse("number", errors, parse_bank_number, |_| t::selling::bank_number_bad(l).into());
    let holder = form.parse("holder", errors, |s| text::line(s, MAX_BANK), |e| words::text(l, e));
    Some(BankAccount { bank: bank?, number: number?, holder: holder? })
}

pub fn fields(l: Locale, form: &Form, errors: &Errors) -> AnyView {
    let banks = BANKS.map(|b| view! { <option value=b></option> }).to_vec();
    let account = view! {
        <Field
            name="bank"
            label=t::selling::bank_name(l)
            list="banks"
            value=form.typed("bank")
            error=errors.of("bank")
            required=true
        />
        <datalist id="banks">{banks}</datalist>
        <Field
            name="number"
            label=t::selling::bank_number(l)
            inputmode="numeric"
            autocomplete="off"
            value=form.typed("number")
            error=errors.of("number")
            required=true
        />
        <Field
            name="holder"
            label=t::selling::bank_holder(l)
            hint=t::selling::bank_holder_hint(l)
            value=form.typed("holder")
            error=errors.of("holder")
            required=true
        />
    };
    view! {
        <Fieldset legend=t::selling::bank_legend(l) hint=t::selling::bank_hint(l)>
            {account}
        </Fieldset>
    }
    .into_any()
}
