//! One shop's part of the cart: its goods, how they shall come, a note, and what that makes.

use domain::kernel::ids::ShopId;
use domain::kernel::locale::Locale;
use domain::kernel::wilayah::Kelurahan;
use domain::market::cart::{CartIssue, CartLine, CartShop};
use domain::market::delivery::{DeliveryError, DeliveryKind};
use domain::market::order_contact::MAX_NOTE;
use domain::market::product::MAX_QUANTITY;
use leptos::prelude::*;

use super::picks::{Pick, answers, delivery_field, note_field};
use super::words;
use crate::i18n::t;
use crate::market::units::unit_name;
use crate::market::views::{Cloths, line_picture};
use crate::ui::{
    Alert, Definitions, Icon, IconButton, Mood, PostButton, ProductLine, Quantity, RadioCards, Size, SubmitButton, Text, TextArea, Tone,
    hidden,
};
use crate::web::Form;

/// What was wrong with a shop's form, and the form as it was typed.
pub struct ShopSaid {
    pub shop: ShopId,
    pub form: Form,
    pub delivery: Option<Text>,
    pub note: Option<Text>,
}

pub fn shop(l: Locale, to: Option<Kelurahan>, s: &CartShop, pick: &Pick, cloths: &Cloths, said: Option<&ShopSaid>) -> AnyView {
    let lines = s.lines.iter().map(|line| cart_line(l, line, cloths)).collect::<Vec<_>>();
    let (name, href) = (s.name.clone(), l.path(&format!("/toko/{}", s.slug)));
    view! {
        <section class="card">
            <div class="card-head">
                <h2>
                    <a href=href>{name}</a>
                </h2>
                {s.kelurahan.map(|k| view! { <span class="muted small">{k.name()}</span> })}
            </div>
            <ul class="lines" role="list">
                {lines}
            </ul>
            {delivery(l, to, s, pick, said)}
            {sums(l, s, pick)}
        </section>
    }
    .into_any()
}

/// Until a fee is known the sum is that of the goods, and says so.
fn sums(l: Locale, s: &CartShop, pick: &Pick) -> AnyView {
    let fee = match pick.fee {
        Ok(fee) => words::fee(l, fee),
        Err(DeliveryError::NoAddress) => t::buying::cart_fee_later(l).into(),
        Err(_) => "–".into(),
    };
    let rows: Vec<(Text, AnyView)> = vec![
        (t::buying::goods(l).into(), s.goods().to_string().into_any()),
        (t::buying::delivery_cost(l).into(), fee.into_any()),
        (t::buying::cart_subtotal(l).into(), (s.goods() + pick.fee.unwrap_or_default()).to_string().into_any()),
    ];
    view! { <Definitions rows total=true /> }.into_any()
}

fn delivery(l: Locale, to: Option<Kelurahan>, s: &CartShop, pick: &Pick, said: Option<&ShopSaid>) -> AnyView {
    let wrong = said.and_then(|said| said.delivery.clone());
    let outside = (pick.fee == Err(DeliveryError::OutsideZones)).then(|| t::buying::delivery_outside_error(l, &s.name).into());
    let body = view! {
            {hidden(vec![("go", "delivery".to_owned()), ("shop", s.shop.to_string())])}
            <RadioCards
                name=delivery_field(s.shop)
                legend=t::buying::delivery_question(l, &s.name)
                answers=answers(l, to, s)
                value=pick.kind.map(DeliveryKind::code)
                error=wrong.or(outside)
            />
            <TextArea
                name=note_field(s.shop)
                label=t::buying::note(l)
                rows=2
                maxlength=u32::try_from(MAX_NOTE).unwrap_or(300)
                value=pick.note.clone()
                error=said.and_then(|said| said.note.clone())
                optional=t::common::optional(l)
            />
    };
    view! {
        <form class="form" method="post" action=l.path("/keranjang") novalidate>
            {body}
            <div class="btn-row">
                <SubmitButton label=t::buying::cart_choices_save(l) tone=Tone::Secondary size=Size::Small />
            </div>
        </form>
    }
    .into_any()
}

fn cart_line(l: Locale, line: &CartLine, cloths: &Cloths) -> AnyView {
    let name = line.name(l).to_owned();
    let meta = [line.choice(l), t::buying::unit_price { price: line.price, unit: unit_name(l, &line.unit) }.say(l)];
    let meta = meta.into_iter().filter(|m| !m.is_empty()).collect::<Vec<_>>().join(" · ");
    let sum = line.priced().total().unwrap_or(line.price).to_string();
    let picture = line_picture(line.photo, cloths.of(&line.category), line.product);
    let stepper = (line.for_sale && line.stock > 0).then(|| stepper(l, line));
    let issue = line.issue().map(|issue| issue_view(l, line, issue));
    let remove = t::buying::cart_remove(l, &name);
    let values = hidden(vec![("line", line.id.to_string()), ("remove", "1".to_owned())]);
    view! {
        <ProductLine picture_of=picture title=name href=l.path(&format!("/produk/{}", line.product_slug)) meta price=sum>
            {issue}
            {stepper}
            <form method="post" action=l.path("/keranjang")>
                {values}
                <IconButton of=Icon::Trash label=remove tone=Tone::QuietDanger />
            </form>
        </ProductLine>
    }
    .into_any()
}

fn stepper(l: Locale, line: &CartLine) -> AnyView {
    let name = line.name(l);
    let most = u32::try_from(line.stock.min(MAX_QUANTITY)).unwrap_or(1).max(1);
    // The first submit button of a form is what Enter presses: that must be the typed number, not a step.
    view! {
        <form class="row" method="post" action=l.path("/keranjang")>
            {hidden(vec![("line", line.id.to_string())])}
            <button class="sr" type="submit" tabindex="-1" aria-hidden="true"></button>
            <Quantity
                name="quantity"
                value=u32::try_from(line.quantity).unwrap_or(1)
                min=1
                max=most
                label=t::buying::cart_quantity(l, name)
                less=t::buying::cart_less(l, name)
                more=t::buying::cart_more(l, name)
                id=format!("qty-{}", line.id)
            />
            <SubmitButton label=t::buying::cart_update(l) tone=Tone::Ghost size=Size::Small />
        </form>
    }
    .into_any()
}

fn issue_view(l: Locale, line: &CartLine, issue: CartIssue) -> AnyView {
    match issue {
        CartIssue::Gone => view! { <Alert mood=Mood::Danger title=t::buying::cart_gone(l) /> }.into_any(),
        CartIssue::StockShort { left: 0 } => view! { <Alert mood=Mood::Danger title=t::buying::cart_sold_out(l) /> }.into_any(),
        CartIssue::StockShort { left } => {
            let values = vec![("line", line.id.to_string()), ("quantity", left.to_string())];
            view! {
                <Alert mood=Mood::Warn title=t::buying::cart_left(l, left)>
                    <PostButton
                        action=l.path("/keranjang")
                        label=t::buying::cart_take_left(l, left)
                        tone=Tone::Secondary
                        size=Size::Small
                        values
                    />
                </Alert>
            }
            .into_any()
        }
        CartIssue::PriceChanged { was, now } => {
            let words =
                if now > was { t::buying::cart_price_up { was, now }.say(l) } else { t::buying::cart_price_down { was, now }.say(l) };
            view! { <Alert mood=Mood::Warn title=words /> }.into_any()
        }
    }
}
