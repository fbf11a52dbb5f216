//! `/dagang`: the shop at a glance, what waits for action first.

use backend::market::list_shop_orders::list_shop_orders;
use backend::market::merchant_dashboard::{Dashboard, DashboardError, LowStock, Sales, merchant_dashboard};
use backend::market::read_own_products::list_own_products;
use backend::market::store::order_lists::ShopOrderFilter;
use backend::market::store::products::OwnProductsFilter;
use domain::kernel::clock::Timestamp;
use domain::kernel::paging::PageRequest;
use domain::market::order_group::OrderGroup;
use domain::market::shop::ShopState;
use leptos::prelude::*;

use super::my_shop::my_shop;
use super::order::list::order_row;
use super::product;
use crate::i18n::{Locale, date, t};
use crate::ui::{Alert, Bar, BarChart, Card, ChartText, Icon, LinkButton, Mood, PageHead, SectionHead, Stat, Step, Steps, Text, Tone};
use crate::web::page::Section;
use crate::web::{Ctx, Flash, Page, Reply, WebError};

/// So many orders are shown right here.
const FIRST_ORDERS: u32 = 5;

pub async fn show(ctx: Ctx) -> Reply {
    let l = ctx.locale();
    let Some(shop) = my_shop(&ctx).await?.filter(|s| s.state == ShopState::Approved) else {
        return Ok(ctx.see_other("/buka-toko"));
    };
    let (deps, actor) = (ctx.deps(), ctx.actor());
    let board = merchant_dashboard(deps, actor, shop.id).await.map_err(|e| match e {
        DashboardError::Forbidden(e) => e.into(),
        DashboardError::NotFound => WebError::NotFound,
        DashboardError::Db(e) => e.into(),
    })?;
    let counts = list_own_products(deps, actor, shop.id, &OwnProductsFilter::default(), PageRequest::new(None, 1)).await;
    let counts = counts.map_err(product::error)?.counts;
    let new = ShopOrderFilter { group: Some(OrderGroup::New), ..ShopOrderFilter::default() };
    let waiting = list_shop_orders(deps, actor, shop.id, &new, PageRequest::new(None, FIRST_ORDERS)).await.map_err(WebError::internal)?;
    let any = list_shop_orders(deps, actor, shop.id, &ShopOrderFilter::default(), PageRequest::new(None, 1)).await;
    let any_order = any.map_err(WebError::internal)?.total > 0;
    let now = ctx.now();
    let said = ctx.flash().cloned();
    let orders = ctx.href("/dagang/pesanan");
    let products = ctx.href("/dagang/produk");
    let (new_product, profile) = (ctx.href("/dagang/produk/baru"), ctx.href("/dagang/toko"));
    let public = ctx.href(&format!("/toko/{}", shop.slug));
    let rows: Vec<AnyView> =
        waiting.items.iter().map(|o| order_row(l, ctx.href(&format!("/dagang/pesanan/{}", o.number)), o, now)).collect();
    let low: Vec<(String, LowStock)> =
        board.low_stock.iter().map(|x| (ctx.href(&format!("/dagang/produk/{}/varian", x.product)), x.clone())).collect();
    let listed = counts.draft + counts.published > 0;
    let page = Page::new(t::selling::dashboard(l), move || {
        let first = (!any_order).then(|| first_steps(l, listed, counts.published > 0, &new_product, &products, &public));
        view! {
            <div class="wrap page">
                <PageHead title=shop.name.clone() lead=t::selling::dashboard_lead(l, date(l, now))>
                    <LinkButton href=new_product.clone() label=t::selling::product_new(l) start=Icon::Plus />
                </PageHead>
                {said.map(Flash::alert)}
                <nav class="btn-row" aria-label=t::selling::console(l)>
                    <LinkButton href=orders.clone() label=t::selling::orders(l) tone=Tone::Secondary start=Icon::Bag />
                    <LinkButton href=products.clone() label=t::selling::products(l) tone=Tone::Secondary start=Icon::Package />
                    <LinkButton href=profile label=t::selling::profile(l) tone=Tone::Secondary start=Icon::Store />
                </nav>
                {first}
                {tasks(l, &board, &orders)}
                {(!rows.is_empty())
                    .then(|| {
                        view! {
                            <section class="stack">
                                <SectionHead
                                    title=t::selling::new_orders(l)
                                    more=(t::common::more(l).into(), format!("{orders}?status={}", OrderGroup::New.code()).into())
                                />
                                <ul class="row-list" role="list">{rows}</ul>
                            </section>
                        }
                    })}
                <div class="stats">
                    <Stat label=t::selling::today(l) value=board.today.amount.to_string() note=sold(l, board.today) />
                    <Stat label=t::selling::this_month(l) value=board.month.amount.to_string() note=sold(l, board.month) />
                </div>
                {any_order.then(|| { let bars = chart(l, &board); view! { <Card>{bars}</Card> } })}
                {low_stock(l, low, &products)}
            </div>
        }
    });
    ctx.page(page.noindex().section(Section::Selling)).await
}

fn sold(l: Locale, s: Sales) -> String {
    t::selling::orders_count(l, s.orders)
}

/// The way to the first sale.
fn first_steps(l: Locale, listed: bool, published: bool, new_product: &str, products: &str, public: &str) -> AnyView {
    let step = |label: &'static str, done: bool, current: bool| Step { label: label.into(), href: None::<Text>.into(), done, current };
    let steps = vec![
        step(t::selling::first_shop(l), true, false),
        step(t::selling::first_product(l), listed, !listed),
        step(t::selling::first_publish(l), published, listed && !published),
        step(t::selling::first_order(l), false, published),
    ];
    let (text, href, label) = if !listed {
        (t::selling::first_product_text(l), new_product, t::selling::product_new(l))
    } else if !published {
        (t::selling::first_publish_text(l), products, t::selling::products(l))
    } else {
        (t::selling::first_order_text(l), public, t::selling::see_as_shopper(l))
    };
    let href = href.to_owned();
    view! {
        <Card title=t::selling::first_steps(l)>
            <Steps label=t::selling::first_steps(l) steps=steps />
            <p>{text}</p>
            <div class="btn-row">
                <LinkButton href=href label=label />
            </div>
        </Card>
    }
    .into_any()
}

fn tasks(l: Locale, b: &Dashboard, orders: &str) -> AnyView {
    let to = |group: OrderGroup| format!("{orders}?status={}", group.code());
    let tile = |label: &'static str, n: i64, group: OrderGroup, of: Icon| {
        let some = n > 0;
        view! { <Stat label=label value=n.to_string() href=to(group) start=of warn=some /> }
    };
    view! {
        <section class="stack stack-sm">
            <SectionHead title=t::selling::waiting(l) />
            {(b.to_answer > 0)
                .then(|| {
                    let in_work = to(OrderGroup::InWork);
                    view! {
                        <Alert mood=Mood::Danger title=t::selling::to_answer(l, b.to_answer)>
                            <p><a href=in_work>{t::selling::orders_see(l)}</a></p>
                        </Alert>
                    }
                })}
            <div class="stats">
                {tile(t::selling::to_accept(l), b.to_accept, OrderGroup::New, Icon::Bell)}
                {tile(t::selling::to_pack(l), b.to_pack, OrderGroup::InWork, Icon::Package)}
                {tile(t::selling::to_send(l), b.to_send, OrderGroup::InWork, Icon::Bike)}
                {tile(t::selling::to_hand_over(l), b.to_hand_over, OrderGroup::Underway, Icon::CheckCircle)}
            </div>
        </section>
    }
    .into_any()
}

/// `23/11`
fn day(at: Timestamp) -> String {
    let w = at.wib();
    format!("{}/{}", w.day, w.month)
}

fn chart(l: Locale, b: &Dashboard) -> AnyView {
    let last = b.days.len().saturating_sub(1);
    let bars = b
        .days
        .iter()
        .enumerate()
        .map(|(i, d)| Bar { label: day(d.day).into(), value: d.sales.amount.0, words: d.sales.amount.to_string().into(), now: i == last })
        .collect();
    let text = ChartText {
        caption: t::selling::chart(l).into(),
        as_table: t::selling::chart_table(l).into(),
        label_column: t::selling::chart_day(l).into(),
        value_column: t::selling::chart_sales(l).into(),
    };
    view! { <BarChart text=text bars=bars /> }.into_any()
}

fn low_stock(l: Locale, low: Vec<(String, LowStock)>, products: &str) -> AnyView {
    if low.is_empty() {
        return ().into_any();
    }
    let rows = low
        .into_iter()
        .map(|(href, x)| {
            let choice = l.pick(&x.choice_id, &x.choice_en).to_owned();
            let name = l.pick(&x.name_id, &x.name_en).to_owned();
            let name = if choice.is_empty() { name } else { format!("{name} ({choice})") };
            view! {
                <li class="row row-between">
                    <a href=href>{name}</a>
                    <span class="num strong">{t::selling::left(l, x.stock)}</span>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let all = format!("{products}?status={}", product::LOW);
    view! {
        <section class="stack stack-sm">
            <SectionHead title=t::selling::low_stock(l) more=(t::common::more(l).into(), all.into()) />
            <Card>
                <ul class="plain-list">{rows}</ul>
            </Card>
        </section>
    }
    .into_any()
}
