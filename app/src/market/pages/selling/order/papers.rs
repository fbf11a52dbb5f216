//! Papers of an order: the slip that goes into the parcel, and the invoice. Bare pages, made for print.

use axum::extract::Path;
use domain::market::delivery::DeliveryKind;
use domain::market::order_detail::{Order, SubOrder};
use leptos::prelude::*;

use super::contact::address;
use super::show::read;
use super::words as order_words;
use crate::i18n::{Locale, date_time, t};
use crate::market::pages::selling::words;
use crate::market::units::amount;
use crate::ui::{Icon, LinkButton, Tone, icon};
use crate::web::{Ctx, Page, Reply};

fn shop_block(part: &SubOrder) -> AnyView {
    let s = &part.shop;
    let place = s.kelurahan.map(|k| format!("{}, {} {}", k.name(), k.info().kecamatan, k.info().postal_code));
    view! {
        <p>
            <b>{s.name.clone()}</b>
            <br />
            {s.street.clone()}
            {place.map(|p| view! { <br />{p} })}
            {s.phone.as_ref().map(|p| view! { <br />{p.local()} })}
        </p>
    }
    .into_any()
}

fn buyer_block(l: Locale, order: &Order, part: &SubOrder) -> AnyView {
    let c = &order.contact;
    let to = if part.delivery_kind == DeliveryKind::Pickup { t::selling::delivery_pickup(l).to_owned() } else { address(order) };
    view! {
        <p>
            <b>{c.name.clone()}</b>
            <br />
            {c.phone.local()}
            <br />
            {to}
        </p>
    }
    .into_any()
}

fn what(l: Locale, line: &domain::market::order_detail::OrderLine) -> String {
    let choice = line.choice(l);
    if choice.is_empty() { line.name(l).to_owned() } else { format!("{} ({choice})", line.name(l)) }
}

/// The tools above the paper; they are not printed.
fn tools(l: Locale, back: String) -> AnyView {
    view! {
        <div class="wrap no-print paper-tools">
            <LinkButton href=back label=t::common::back(l) tone=Tone::Secondary start=Icon::ArrowLeft />
            <p class="muted">{icon(Icon::Printer)} " " {t::selling::print_hint(l)}</p>
        </div>
    }
    .into_any()
}

pub async fn slip(ctx: Ctx, Path(number): Path<String>) -> Reply {
    let l = ctx.locale();
    let (order, part) = read(&ctx, &number).await?;
    let back = ctx.href(&format!("/dagang/pesanan/{}", part.number));
    let title = format!("{} {}", t::selling::slip(l), part.number);
    let page = Page::new(title, move || {
        let rows = part
            .lines
            .iter()
            .map(|line| {
                view! {
                    <tr>
                        <td class="tick">"☐"</td>
                        <td>{what(l, line)}<br /><small>{line.sku.clone()}</small></td>
                        <td class="num">{amount(l, line.quantity, &line.unit)}</td>
                    </tr>
                }
            })
            .collect::<Vec<_>>();
        let cash = matches!(part.payment, domain::market::payment::PaymentState::Due)
            .then(|| view! { <p class="paper-cash">{t::selling::collect_cash(l, part.total)}</p> });
        view! {
            <main class="page">
                {tools(l, back)}
                <article class="print-sheet">
                    <header>
                        <div>
                            <h1>{t::selling::slip(l)}</h1>
                            <p><b>{part.number.clone()}</b> " · " {date_time(l, part.placed_at)}</p>
                        </div>
                        <p>{words::delivery(l, part.delivery_kind)} " · " {part.weight.to_string()}</p>
                    </header>
                    <div class="paper-sides">
                        <section><h2>{t::selling::paper_from(l)}</h2>{shop_block(&part)}</section>
                        <section><h2>{t::selling::paper_to(l)}</h2>{buyer_block(l, &order, &part)}</section>
                    </div>
                    <table class="table">
                        <caption class="sr">{t::browse::products(l, i64::try_from(part.lines.len()).unwrap_or(i64::MAX))}</caption>
                        <thead>
                            <tr>
                                <td></td>
                                <th scope="col">{t::selling::paper_what(l)}</th>
                                <th scope="col" class="num">{t::selling::paper_quantity(l)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                    {(!part.note.is_empty()).then(|| view! { <p><b>{t::selling::buyer_note(l)}</b> ": " {part.note.clone()}</p> })}
                    {cash}
                </article>
            </main>
        }
    });
    ctx.page(page.noindex().bare()).await
}

pub async fn invoice(ctx: Ctx, Path(number): Path<String>) -> Reply {
    let l = ctx.locale();
    let (order, part) = read(&ctx, &number).await?;
    let back = ctx.href(&format!("/dagang/pesanan/{}", part.number));
    let title = format!("{} {}", t::selling::invoice(l), part.number);
    let page = Page::new(title, move || {
        let rows = part
            .lines
            .iter()
            .map(|line| {
                view! {
                    <tr>
                        <td>{what(l, line)}</td>
                        <td class="num">{amount(l, line.quantity, &line.unit)}</td>
                        <td class="num">{line.price.to_string()}</td>
                        <td class="num">{line.total.to_string()}</td>
                    </tr>
                }
            })
            .collect::<Vec<_>>();
        let sum = |label: &'static str, value: String| {
            view! { <tr><th scope="row" colspan="3" class="num">{label}</th><td class="num">{value}</td></tr> }
        };
        let paid = part.paid_at.map_or_else(
            || order_words::payment(l, part.payment).0.to_owned(),
            |at| format!("{}, {}", order_words::payment(l, part.payment).0, date_time(l, at)),
        );
        view! {
            <main class="page">
                {tools(l, back)}
                <article class="print-sheet">
                    <header>
                        <div>
                            <h1>{t::selling::invoice(l)}</h1>
                            <p><b>{part.number.clone()}</b> " · " {date_time(l, part.placed_at)}</p>
                        </div>
                        {shop_block(&part)}
                    </header>
                    <section><h2>{t::selling::paper_to(l)}</h2>{buyer_block(l, &order, &part)}</section>
                    <table class="table">
                        <caption class="sr">{t::browse::products(l, i64::try_from(part.lines.len()).unwrap_or(i64::MAX))}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{t::selling::paper_what(l)}</th>
                                <th scope="col" class="num">{t::selling::paper_quantity(l)}</th>
                                <th scope="col" class="num">{t::selling::price(l)}</th>
                                <th scope="col" class="num">{t::selling::total(l)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                        <tfoot>
                            {sum(t::selling::goods(l), part.goods.to_string())}
                            {sum(words::delivery(l, part.delivery_kind), part.delivery.to_string())}
                            {sum(t::selling::total(l), part.total.to_string())}
                        </tfoot>
                    </table>
                    <p>{t::selling::pay_by(l)} ": " {order_words::method(l, order.method)} " · " {paid}</p>
                </article>
            </main>
        }
    });
    ctx.page(page.noindex().bare()).await
}
