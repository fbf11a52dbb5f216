//! `/loket`: the counters where one stands. A member's card leads here: `?kartu=327700426`.

use axum::extract::Query;
use backend::wastebank::read_counter::list_counters;
use domain::wastebank::member::CardNumber;
use leptos::prelude::*;
use serde::Deserialize;

use super::super::words;
use crate::i18n::t;
use crate::ui::{Empty, Icon, LinkButton, PageHead, RowCard};
use crate::web::page::Section;
use crate::web::{Ctx, Page, Reply};

#[derive(Deserialize)]
pub struct Scanned {
    #[serde(default)]
    kartu: String,
}

pub async fn show(ctx: Ctx, Query(scanned): Query<Scanned>) -> Reply {
    let l = ctx.locale();
    let units = list_counters(ctx.deps(), ctx.actor()).await.map_err(words::error)?;
    // Most stand behind one.
    let found = CardNumber::parse(&scanned.kartu).map(|card| format!("?q={}", card.digits())).unwrap_or_default();
    if let [only] = units.as_slice() {
        return Ok(ctx.see_other(&format!("/loket/{}{found}", only.id)));
    }
    let page = Page::new(t::wastebank::counters(l), move || {
        let body = if units.is_empty() {
            view! {
                <Empty of=Icon::Store title=t::wastebank::no_counter(l) text=t::wastebank::no_counter_text(l)>
                    <LinkButton href=l.path("/bank-sampah") label=t::wastebank::to_places(l) />
                </Empty>
            }
            .into_any()
        } else {
            let rows = units.into_iter().map(|u| {
                let meta = format!("{}, {}", u.street, u.kelurahan.name());
                view! { <RowCard title=u.name href=format!("{}{found}", l.path(&format!("/loket/{}", u.id))) meta=meta><span></span></RowCard> }
            });
            view! { <ul class="row-list" role="list">{rows.collect::<Vec<_>>()}</ul> }.into_any()
        };
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=t::wastebank::counters(l) />
                {body}
            </div>
        }
    });
    ctx.page(page.noindex().section(Section::Account)).await
}
