//! `/tentang`: what this market is.

use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::{LinkButton, PageHead};
use crate::web::{Ctx, Page, Reply};

pub async fn show(ctx: Ctx) -> Reply {
    let l = ctx.locale();
    let open_shop = ctx.href("/buka-toko");
    let page = Page::new(t::site::about_title(l), move || {
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=t::site::about_title(l) lead=t::site::about_lead(l) />
                <div class="prose">
                    <h2>{t::site::about_why_title(l)}</h2>
                    <p>{t::site::about_why(l)}</p>
                    <h2>{t::site::about_how_title(l)}</h2>
                    <p>{t::site::about_how(l)}</p>
                    <p>{t::site::about_pay(l)}</p>
                    <h2>{t::site::about_motif_title(l)}</h2>
                    <p>{t::site::about_motif(l)}</p>
                </div>
                <p>
                    <LinkButton href=open_shop label=t::site::about_sell(l) />
                </p>
            </div>
        }
    });
    ctx.page(page.description(t::site::about_lead(l)).cache(&[])).await
}
