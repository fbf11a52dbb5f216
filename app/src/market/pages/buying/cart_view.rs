//! How the cart looks.

use domain::kernel::locale::Locale;
use domain::market::cart::{Cart, CartIssue, CartLine, CartShop};
use domain::market::product::MAX_QUANTITY;
use leptos::prelude::*;

use crate::i18n::t;
use crate::market::views::{Cloths, line_picture};
use crate::ui::{
    Alert, Card, Definitions, Empty, Icon, IconButton, LinkButton, Mood, PageHead, PostButton, Price, ProductLine, Quantity, Size,
    SubmitButton, Text, Tone, hidden,
};

pub struct Message {
    pub mood: Mood,
    pub words: Text,
}

pub fn view(l: Locale, cart: &Cart, cloths: &Cloths, message: Option<Message>) -> AnyView {
    let said = message.map(|m| view! { <Alert mood=m.mood title=m.words live=true /> });
    if cart.is_empty() {
        return view! {
            <div class="wrap page">
                {said}
                <Empty of=Icon::Cart title=t::buying::cart_empty_title(l) text=t::buying::cart_empty_text(l) page=true>
                    <LinkButton href=l.path("/kategori") label=t::buying::cart_browse(l) />
                </Empty>
            </div>
        }
        .into_any();
    }
    let shops = cart.shops.iter().map(|s| shop(l, s, cloths)).collect::<Vec<_>>();
    let can_buy = cart.can_buy();
    let goods = cart.goods().to_string();
    view! {
        <div class="wrap page">
            <PageHead title=t::buying::cart_title(l) lead=t::buying::pieces(l, cart.count()) />
            {said}
            {prices(l, cart)}
            <div class="split">
                <div class="stack">{shops}</div>
                <aside class="split-side">{summary(l, cart, can_buy)}</aside>
            </div>
            {can_buy
                .then(|| {
                    view! {
                        <div class="action-bar only-narrow">
                            <Price amount=goods large=true />
                            <LinkButton href=l.path("/checkout") label=t::buying::cart_checkout(l) />
                        </div>
                    }
                })}
        </div>
    }
    .into_any()
}

/// Changed prices are told once; the shopper says that they were seen.
fn prices(l: Locale, cart: &Cart) -> Option<AnyView> {
    let changed = cart.lines().any(|line| matches!(line.issue(), Some(CartIssue::PriceChanged { .. })));
    changed.then(|| {
        view! {
            <Alert mood=Mood::Warn title=t::buying::cart_prices_title(l)>
                <PostButton
                    action=l.path("/keranjang")
                    label=t::buying::cart_prices_ok(l)
                    tone=Tone::Secondary
                    size=Size::Small
                    values=vec![("go", "prices".to_owned())]
                />
            </Alert>
        }
        .into_any()
    })
}

fn summary(l: Locale, cart: &Cart, can_buy: bool) -> AnyView {
    let mut rows: Vec<(Text, AnyView)> = Vec::new();
    if cart.shops.len() > 1 {
        rows.extend(cart.shops.iter().map(|s| (Text::from(s.name.clone()), s.goods().to_string().into_any())));
    }
    rows.push((t::buying::goods(l).into(), cart.goods().to_string().into_any()));
    let go = if can_buy {
        view! {
            <p class="muted small">{t::buying::cart_delivery_later(l)}</p>
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
            {go}
        </Card>
    }
    .into_any()
}

fn shop(l: Locale, s: &CartShop, cloths: &Cloths) -> AnyView {
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
            <p class="row row-between">
                <span class="muted">{t::buying::cart_shop_total(l, &s.name)}</span>
                <Price amount=s.goods().to_string() />
            </p>
        </section>
    }
    .into_any()
}

fn cart_line(l: Locale, line: &CartLine, cloths: &Cloths) -> AnyView {
    let name = line.name(l).to_owned();
    let meta = [line.choice(l), t::buying::unit_price(l, line.price, &line.unit)];
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
            let words = if now > was { t::buying::cart_price_up(l, now, was) } else { t::buying::cart_price_down(l, now, was) };
            view! { <Alert mood=Mood::Warn title=words /> }.into_any()
        }
    }
}
