//! Name, telephone, story and business number.

use backend::market::save_shop::ShopProfile;
use domain::kernel::phone::Phone;
use domain::kernel::text;
use domain::market::low_stock::LowStockMark;
use domain::market::shop::{MAX_NAME, MAX_STORY, Nib, Shop};
use leptos::prelude::*;

use crate::i18n::{Locale, t};
use crate::market::pages::selling::words;
use crate::ui::{Disclosure, Field, TextArea};
use crate::web::{Errors, Form};

pub fn fill(shop: &Shop) -> Form {
    let mut form = Form::default();
    form.set("name", shop.name.clone());
    form.set("phone", shop.phone.as_ref().map(Phone::local).unwrap_or_default());
    form.set("story_id", shop.story_id.clone());
    form.set("story_en", shop.story_en.clone());
    form.set("nib", shop.nib.as_ref().map(ToString::to_string).unwrap_or_default());
    form.set("low_stock", shop.low_stock.pieces().to_string());
    form
}

pub fn read(l: Locale, form: &Form, errors: &mut Errors) -> Option<ShopProfile> {
    let name = form.parse("name", errors, |s| text::line(s, MAX_NAME), |e| words::text(l, e));
    let phone = form.parse("phone", errors, Phone::parse, |_| t::common::field_not_phone(l).into());
    let story_id = form.parse("story_id", errors, |s| text::paragraphs(s, MAX_STORY), |e| words::text(l, e));
    let story_en = form.parse("story_en", errors, |s| text::optional_paragraphs(s, MAX_STORY), |e| words::text(l, e));
    let nib = form.parse(
        "nib",
        errors,
        |s| if s.trim().is_empty() { Ok(None) } else { Nib::parse(s).map(Some) },
        |_| t::selling::nib_bad(l).into(),
    );
    let low_stock = form.parse("low_stock", errors, LowStockMark::parse, |_| t::selling::low_stock_bad(l, LowStockMark::MOST).into());
    Some(ShopProfile { name: name?, phone: phone?, story_id: story_id?, story_en: story_en?, nib: nib?, low_stock: low_stock? })
}

pub fn fields(l: Locale, form: &Form, errors: &Errors) -> AnyView {
    let english = errors.of("story_en").is_some() || !form.text("story_en").is_empty();
    let story_en = view! {
        <TextArea
            name="story_en"
            label=t::selling::shop_story_en(l)
            hint=t::selling::in_english_hint(l)
            value=form.typed("story_en")
            error=errors.of("story_en")
            optional=t::common::optional(l)
            rows=7
        />
    };
    view! {
        <Field
            name="name"
            label=t::selling::shop_name(l)
            hint=t::selling::shop_name_hint(l)
            value=form.typed("name")
            error=errors.of("name")
            maxlength=60
            autocomplete="organization"
            required=true
        />
        <Field
            name="phone"
            kind="tel"
            inputmode="tel"
            label=t::selling::shop_phone(l)
            hint=t::selling::shop_phone_hint(l)
            value=form.typed("phone")
            error=errors.of("phone")
            autocomplete="tel"
            required=true
        />
        <TextArea
            name="story_id"
            label=t::selling::shop_story(l)
            hint=t::selling::shop_story_hint(l)
            value=form.typed("story_id")
            error=errors.of("story_id")
            rows=7
            required=true
        />
        <Disclosure summary=t::selling::in_english(l) open=english>
            {story_en}
        </Disclosure>
        <Field
            name="nib"
            label=t::selling::nib(l)
            hint=t::selling::nib_hint(l)
            inputmode="numeric"
            value=form.typed("nib")
            error=errors.of("nib")
            optional=t::common::optional(l)
        />
        <Field
            name="low_stock"
            label=t::selling::low_stock_mark(l)
            hint=t::selling::low_stock_hint(l, LowStockMark::default().pieces())
            inputmode="numeric"
            value=form.typed("low_stock")
            error=errors.of("low_stock")
            optional=t::common::optional(l)
        />
    }
    .into_any()
}
