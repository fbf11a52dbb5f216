//! The form that puts a product into the cart: plain, with one choice per variant.

use backend::market::read_product::ProductPage;
use domain::kernel::locale::Locale;
use domain::market::product::{MAX_QUANTITY, Variant};
use domain::market::product_options::choice_label;
use leptos::prelude::*;

use crate::i18n::t;
use crate::islands::ShownPrice;
use crate::market::units::unit_name;
use crate::market::views::price;
use crate::ui::{Answer, Badge, Icon, LinkButton, Mood, Price, RadioCards, Size, SubmitButton, Tone, hidden};
use crate::web::chat::whatsapp;

/// Fewer than this is said: it may be gone tomorrow.
const FEW: i64 = 10;

pub fn buy(l: Locale, found: &ProductPage, url: String) -> AnyView {
    let product = &found.product;
    let variants: Vec<&Variant> = product.active_variants().collect();
    let shown = product.price_range().map(|(min, max)| price(l, min, max)).unwrap_or_default();
    let ask = found.shop.phone.as_ref().map(|phone| {
        let words = t::browse::product_ask_text { shop: &found.shop.name, product: product.name(l), url }.say(l);
        let href = whatsapp(phone, &words);
        view! { <LinkButton href=href label=t::browse::product_ask(l) tone=Tone::Secondary start=Icon::Chat external=true wide=true /> }
    });
    let unit = view! { <span class="muted">{t::browse::product_per_unit(l, unit_name(l, &product.unit))}</span> };
    let Some(first) = variants.iter().find(|v| v.stock > 0) else {
        return view! {
            <p class="row">
                <Price amount=shown large=true />
                {unit}
            </p>
            <p>
                <Badge label=t::browse::sold_out_now(l) mood=Mood::Danger />
            </p>
            <p>{t::browse::product_sold_out_text(l)}</p>
            {ask}
        }
        .into_any();
    };
    let several = variants.len() > 1;
    let head = if several {
        view! { <ShownPrice price=shown name="variant".to_owned() /> }.into_any()
    } else {
        view! { <Price amount=shown large=true /> }.into_any()
    };
    let choice = if several {
        let answers = variants.iter().map(|v| answer(l, product, v)).collect();
        view! {
            <RadioCards
                name="variant"
                legend=t::browse::product_choose(l)
                answers=answers
                value=first.id.to_string()
                two_columns=true
                required=true
            />
        }
        .into_any()
    } else {
        let left = (first.stock < FEW).then(|| view! { <Badge label=t::browse::left(l, first.stock) mood=Mood::Warn /> });
        view! {
            {hidden(vec![("variant", first.id.to_string())])}
            {left}
        }
        .into_any()
    };
    let most = variants.iter().map(|v| v.stock).max().unwrap_or(1).min(MAX_QUANTITY);
    view! {
        <form class="form" method="post" action=l.path("/keranjang/tambah")>
            {hidden(vec![("back", format!("/produk/{}", product.slug))])}
            <p class="row">
                {head}
                {unit}
            </p>
            {choice}
            <div class="field quantity-field">
                <label class="field-label" for="quantity">
                    {t::browse::product_quantity(l)}
                </label>
                <input
                    class="input"
                    type="number"
                    id="quantity"
                    name="quantity"
                    value="1"
                    min="1"
                    max=most.to_string()
                    inputmode="numeric"
                    required
                />
            </div>
            <SubmitButton label=t::browse::product_add(l) size=Size::Large wide=true start=Icon::Cart />
        </form>
        {ask}
    }
    .into_any()
}

fn answer(l: Locale, product: &domain::market::product::Product, v: &Variant) -> Answer {
    let hint = match v.stock {
        ..=0 => Some(t::browse::sold_out(l).to_owned()),
        n if n < FEW => Some(t::browse::left(l, n)),
        _ => None,
    };
    let label = choice_label(&product.options, &v.choices, l);
    let label = if label.is_empty() { v.sku.to_string() } else { label };
    Answer::new(v.id.to_string(), label).price(v.price.to_string()).hint(hint).disabled(v.stock <= 0)
}
