//! How the checkout looks.

use domain::kernel::ids::ShopId;
use domain::kernel::locale::Locale;
use domain::market::cart::{CartIssue, CartLine};
use domain::market::delivery::DeliveryKind;
use domain::market::payment::PaymentMethod;
use http::StatusCode;
use leptos::prelude::*;

use super::super::cart::seen_price;
use super::super::picks::places;
use super::super::words;
use super::draft::Draft;
use super::shop_view::shop;
use crate::i18n::t;
use crate::ui::{
    Alert, Answer, Card, Definitions, ErrorSummary, Field, FormGrid, Icon, Mood, PageHead, RadioCards, Select, Size, SubmitButton, Text,
    TextArea, Tone, hidden,
};
use crate::web::Errors;

/// What the page says about the last press of a button.
#[derive(Default)]
pub struct Said {
    pub errors: Errors,
    /// Beside the delivery of a shop.
    pub shops: Vec<(ShopId, Text)>,
    /// Beside the note to a shop.
    pub notes: Vec<(ShopId, Text)>,
    /// Above the form.
    pub news: Option<(Mood, Text)>,
    /// Where more of it can be read: words and address.
    pub link: Option<(Text, String)>,
    /// Nothing is wrong: pressing the button once more will do.
    pub again: bool,
    /// The order was not placed.
    pub refused: bool,
}

impl Said {
    pub fn status(&self) -> StatusCode {
        if self.refused || !self.errors.is_empty() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
    }

    /// Nothing is wrong with any field.
    pub fn is_quiet(&self) -> bool {
        self.errors.is_empty() && self.shops.is_empty() && self.notes.is_empty()
    }

    /// Beside the delivery of a shop, unless something stands there.
    pub fn shop(&mut self, shop: ShopId, words: Text) {
        if self.shops.iter().all(|(id, _)| *id != shop) {
            self.shops.push((shop, words));
        }
    }

    fn list(&self) -> Vec<(&'static str, Text)> {
        let mut all = self.errors.list();
        all.extend(self.shops.iter().chain(&self.notes).map(|(_, words)| ("", words.clone())));
        all
    }
}

/// The form's id: the button in the message above it belongs to it, too.
const FORM: &str = "checkout";

pub fn view(l: Locale, d: &Draft, said: Said) -> AnyView {
    let shops = d.shops().map(|(s, p)| shop(l, d.to, s, p, &said)).collect::<Vec<_>>();
    let list = said.list();
    let news = said.news.map(|(mood, words)| {
        let again = said.again.then(|| view! { <SubmitButton label=t::buying::checkout_place(l) name="go" value="place" form=FORM /> });
        let link = said.link.map(|(words, href)| {
            view! {
                <p>
                    <a href=href>{words}</a>
                </p>
            }
        });
        view! {
            <Alert mood title=words live=true>
                {link}
                {again}
            </Alert>
        }
    });
    let whole = if d.is_complete() { "1" } else { "0" };
    let mut shown = vec![("key", d.form.typed("key")), ("cart", d.mark()), ("total", d.total().0.to_string()), ("whole", whole.to_owned())];
    shown.extend(d.cart.lines().filter_map(|line| line.price_change().map(|(_, now)| ("seen", seen_price(line.id, now)))));
    view! {
        <div class="wrap page">
            <PageHead title=t::buying::checkout_title(l) lead=t::buying::checkout_lead(l) />
            {news}
            {short(l, d)}
            {prices(l, d, said.refused)}
            <ErrorSummary title=t::common::fix_these(l) errors=list />
            <form class="split" id=FORM method="post" action=l.path("/checkout") novalidate>
                <button class="sr" type="submit" name="go" value="update" tabindex="-1" aria-hidden="true"></button>
                {hidden(shown)}
                <div class="stack">{contact(l, d, &said.errors)} {address(l, d, &said.errors)} {shops} {payment(l, d, &said.errors)}</div>
                <aside class="split-side">{review(l, d)}</aside>
            </form>
        </div>
    }
    .into_any()
}

/// What cannot be bought as it stands, and the one button that puts it right.
fn short(l: Locale, d: &Draft) -> Option<AnyView> {
    if d.cart.can_buy() {
        return None;
    }
    let what = |line: &CartLine| match line.issue() {
        Some(CartIssue::StockShort { left: 0 }) => t::buying::checkout_short_none(l).to_owned(),
        Some(CartIssue::StockShort { left }) => t::buying::checkout_short_left(l, left),
        _ => t::buying::checkout_short_gone(l).to_owned(),
    };
    let lines = d.cart.shops.iter().flat_map(|s| {
        let short = s.lines.iter().filter(|line| !line.can_buy());
        short
            .map(|line| view! { <li>{t::buying::checkout_short_line { name: line.name(l), shop: &s.name, what: what(line) }.say(l)}</li> })
            .collect::<Vec<_>>()
    });
    let lines = lines.collect::<Vec<_>>();
    Some(
        view! {
            <Alert mood=Mood::Danger title=t::buying::checkout_short_title(l) live=true>
                <ul>{lines}</ul>
                <p>{t::buying::checkout_short_text(l)}</p>
                <SubmitButton label=t::buying::checkout_fix(l) name="go" value="fix" form=FORM />
            </Alert>
        }
        .into_any(),
    )
}

/// What costs more or less than when it was put into the cart: told, and agreed to.
fn prices(l: Locale, d: &Draft, live: bool) -> Option<AnyView> {
    let changed = d.cart.shops.iter().flat_map(|s| {
        let lines = s.lines.iter().filter_map(|line| line.price_change().map(|change| (line, change)));
        lines
            .map(|(line, (was, now))| view! { <li>{t::buying::checkout_prices_line { name: line.name(l), shop: &s.name, was, now }.say(l)}</li> })
            .collect::<Vec<_>>()
    });
    let changed = changed.collect::<Vec<_>>();
    (!changed.is_empty()).then(|| {
        view! {
            <Alert mood=Mood::Warn title=t::buying::checkout_prices_title(l) live=live>
                <ul>{changed}</ul>
                <p>{t::buying::checkout_prices_text(l)}</p>
                <SubmitButton label=t::buying::checkout_prices_ok(l) name="go" value="prices" form=FORM unchecked=true />
            </Alert>
        }
        .into_any()
    })
}

fn contact(l: Locale, d: &Draft, errors: &Errors) -> AnyView {
    let f = &d.form;
    let name = view! {
        <Field name="name" label=t::buying::checkout_name(l) value=f.typed("name") error=errors.of("name") autocomplete="name" required=true />
    };
    let pair = view! {
                <Field
                    name="phone"
                    kind="tel"
                    inputmode="tel"
                    label=t::buying::checkout_phone(l)
                    hint=t::buying::checkout_contact_hint(l)
                    value=f.typed("phone")
                    error=errors.of("phone")
                    autocomplete="tel"
                    required=true
                />
                <Field
                    name="email"
                    kind="email"
                    label=t::buying::checkout_email(l)
                    hint=t::buying::checkout_email_hint(l)
                    value=f.typed("email")
                    error=errors.of("email")
                    autocomplete="email"
                    optional=t::common::optional(l)
                />
    };
    view! {
        <Card title=t::buying::checkout_contact(l)>
            {name}
            <FormGrid>{pair}</FormGrid>
        </Card>
    }
    .into_any()
}

fn address(l: Locale, d: &Draft, errors: &Errors) -> AnyView {
    let brought = d.kinds().iter().any(|k| *k != DeliveryKind::Pickup);
    let body = view! {
            <p class="muted small">{t::buying::checkout_address_hint(l)}</p>
            <Select
                name="kelurahan"
                label=t::buying::checkout_kelurahan(l)
                prompt=t::buying::checkout_kelurahan_prompt(l)
                choices=places()
                value=d.form.typed("kelurahan")
                error=errors.of("kelurahan")
                required=brought
            />
            <TextArea
                name="street"
                label=t::buying::checkout_street(l)
                rows=2
                maxlength=300
                value=d.form.typed("street")
                error=errors.of("street")
                autocomplete="street-address"
                required=brought
            />
    };
    view! { <Card title=t::buying::checkout_address(l)>{body}</Card> }.into_any()
}

fn payment(l: Locale, d: &Draft, errors: &Errors) -> AnyView {
    let pickup = d.kinds().contains(&DeliveryKind::Pickup);
    let brought = d.kinds().iter().any(|k| *k != DeliveryKind::Pickup);
    let cash = match (d.refuses_cash(), pickup, brought) {
        (Some(shop), ..) => Text::from(t::buying::checkout_cash_not_here(l, &shop.name)),
        (None, true, true) => t::buying::checkout_cash_both(l).into(),
        (None, true, false) => t::buying::checkout_cash_at_pickup(l).into(),
        (None, false, _) => t::buying::checkout_cash_on_delivery(l).into(),
    };
    let mut answers = vec![Answer::new(PaymentMethod::Cash.code(), words::method(l, PaymentMethod::Cash)).hint(cash)];
    if d.cards {
        answers.push(Answer::new(PaymentMethod::Card.code(), words::method(l, PaymentMethod::Card)).hint(t::buying::checkout_card_hint(l)));
    }
    let none = d.method().is_none().then(|| view! { <Alert mood=Mood::Warn title=t::buying::checkout_no_method(l) /> });
    let body = view! {
            {none}
            <RadioCards
                name="method"
                legend=t::buying::pay_method(l)
                quiet_legend=true
                answers
                value=d.method().map(PaymentMethod::code)
                error=errors.of("method")
            />
    };
    view! { <Card title=t::buying::checkout_payment(l)>{body}</Card> }.into_any()
}

fn review(l: Locale, d: &Draft) -> AnyView {
    let mut rows: Vec<(Text, AnyView)> = vec![(t::buying::goods(l).into(), d.cart.goods().to_string().into_any())];
    for (s, p) in d.shops() {
        let fee = p.fee.map_or_else(|_| Text::from("–"), |f| words::fee(l, f));
        rows.push((format!("{}: {}", t::buying::delivery_cost(l), s.name).into(), fee.into_any()));
    }
    rows.push((t::buying::total(l).into(), d.total().to_string().into_any()));
    let open = (!d.is_complete()).then(|| view! { <p class="muted small">{t::buying::checkout_not_with_fee(l)}</p> });
    let can_buy = d.cart.can_buy();
    view! {
        <Card title=t::buying::checkout_review(l)>
            <Definitions rows total=true />
            {open}
            <SubmitButton label=t::buying::checkout_place(l) name="go" value="place" size=Size::Large wide=true disabled=!can_buy />
            <SubmitButton
                label=t::buying::checkout_update(l)
                name="go"
                value="update"
                tone=Tone::Secondary
                start=Icon::Refresh
                wide=true
                unchecked=true
            />
            <p class="muted small">{t::buying::checkout_update_hint(l)}</p>
            <p class="muted small">{t::buying::checkout_place_note(l)}</p>
            <p>
                <a href=l.path("/keranjang")>{t::buying::checkout_back_to_cart(l)}</a>
            </p>
        </Card>
    }
    .into_any()
}
