//! How the cart looks.

use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::wilayah::Kelurahan;
use domain::market::cart::Cart;
use leptos::prelude::*;

use super::cart::seen_price;
use super::cart_shop::{ShopSaid, shop};
use super::picks::{Pick, pick, places};
use super::words;
use crate::i18n::t;
use crate::market::views::Cloths;
use crate::ui::{
    Alert, Card, Definitions, Empty, Icon, LinkButton, Mood, PageHead, PostButton, Price, Select, Size, SubmitButton, Text, Tone, hidden,
};
use crate::web::Form;

#[derive(Default)]
pub struct Said {
    pub message: Option<(Mood, Text)>,
    /// Beside the kelurahan.
    pub place: Option<Text>,
    pub shop: Option<ShopSaid>,
}

pub fn view(l: Locale, cart: &Cart, cloths: &Cloths, said: &Said) -> AnyView {
    let message = said.message.clone().map(|(mood, words)| view! { <Alert mood title=words live=true /> });
    if cart.is_empty() {
        return view! {
            <div class="wrap page">
                {message}
                <Empty of=Icon::Cart title=t::buying::cart_empty_title(l) text=t::buying::cart_empty_text(l) page=true>
                    <LinkButton href=l.path("/kategori") label=t::buying::cart_browse(l) />
                </Empty>
            </div>
        }
        .into_any();
    }
    let typed = |of| said.shop.as_ref().filter(|s| s.shop == of);
    let untyped = Form::default();
    let picks: Vec<Pick> = cart.shops.iter().map(|s| pick(s, typed(s.shop).map_or(&untyped, |s| &s.form), cart.to)).collect();
    let shops = cart.shops.iter().zip(&picks).map(|(s, p)| shop(l, cart.to, s, p, cloths, typed(s.shop))).collect::<Vec<_>>();
    let can_buy = cart.can_buy();
    let total = cart.goods() + picks.iter().filter_map(|p| p.fee.ok()).sum::<Rupiah>();
    view! {
        <div class="wrap page">
            <PageHead title=t::buying::cart_title(l) lead=t::buying::pieces(l, cart.count()) />
            {message}
            {prices(l, cart)}
            <div class="split">
                <div class="stack">{place(l, cart.to, said)} {shops}</div>
                <aside class="split-side">{summary(l, cart, &picks, total)}</aside>
            </div>
            {can_buy
                .then(|| {
                    view! {
                        <div class="action-bar only-narrow">
                            <Price amount=total.to_string() large=true />
                            <LinkButton href=l.path("/checkout") label=t::buying::cart_checkout(l) />
                        </div>
                    }
                })}
        </div>
    }
    .into_any()
}

/// Changed prices are told until the shopper says that they were seen.
fn prices(l: Locale, cart: &Cart) -> Option<AnyView> {
    let mut values: Vec<(&'static str, String)> =
        cart.lines().filter_map(|line| line.price_change().map(|(_, now)| ("seen", seen_price(line.id, now)))).collect();
    if values.is_empty() {
        return None;
    }
    values.push(("go", "prices".to_owned()));
    Some(
        view! {
            <Alert mood=Mood::Warn title=t::buying::cart_prices_title(l)>
                <PostButton action=l.path("/keranjang") label=t::buying::cart_prices_ok(l) tone=Tone::Secondary size=Size::Small values />
            </Alert>
        }
        .into_any(),
    )
}

/// The couriers' fees hang on the kelurahan; it may also be said later.
fn place(l: Locale, to: Option<Kelurahan>, said: &Said) -> AnyView {
    let select = view! {
        <Select
            name="kelurahan"
            label=t::buying::cart_place_title(l)
            hint=t::buying::cart_place_hint(l)
            prompt=t::buying::checkout_kelurahan_prompt(l)
            choices=places()
            value=to.map(Kelurahan::code)
            error=said.place.clone()
        />
    };
    view! {
        <section class="card">
            <form class="form" method="post" action=l.path("/keranjang") novalidate>
                {hidden(vec![("go", "place".to_owned())])}
                {select}
                <div class="btn-row">
                    <SubmitButton label=t::buying::cart_place_update(l) tone=Tone::Secondary size=Size::Small start=Icon::Refresh />
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn summary(l: Locale, cart: &Cart, picks: &[Pick], total: Rupiah) -> AnyView {
    let mut rows: Vec<(Text, AnyView)> = vec![(t::buying::goods(l).into(), cart.goods().to_string().into_any())];
    for (s, p) in cart.shops.iter().zip(picks) {
        let fee = p.fee.map_or_else(|_| Text::from("–"), |fee| words::fee(l, fee));
        rows.push((format!("{}: {}", t::buying::delivery_cost(l), s.name).into(), fee.into_any()));
    }
    rows.push((t::buying::total(l).into(), total.to_string().into_any()));
    let open = picks.iter().any(|p| p.fee.is_err()).then(|| view! { <p class="muted small">{t::buying::checkout_not_with_fee(l)}</p> });
    let go = if cart.can_buy() {
        view! {
            <div class="only-wide">
                <LinkButton href=l.path("/checkout") label=t::buying::cart_checkout(l) size=Size::Large wide=true />
            </div>
        }
        .into_any()
    } else {
        view! { <Alert mood=Mood::Warn title=t::buying::cart_fix_first(l) /> }.into_any()
    };
    view! {
        <Card title=t::buying::cart_summary(l)>
            <Definitions rows total=true />
            {open}
            {go}
        </Card>
    }
    .into_any()
}
