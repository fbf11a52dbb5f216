//! `/meja-wisata/tempat/{site}/dilihat`: who has looked at what identifies the visitors of a base.

use axum::extract::{Path, Query};
use backend::heritage::read_looks::list_site_looks;
use domain::heritage::site::Site;
use domain::kernel::paging::PageRequest;
use leptos::prelude::*;
use serde::Deserialize;

use super::super::super::parts::looks::{LOOKS, list};
use super::error;
use super::site::own_site;
use crate::i18n::t;
use crate::ui::{Breadcrumb, PageHead};
use crate::web::page::Section;
use crate::web::query::lenient;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Page, Reply};

/// Without its language.
pub fn path(site: &Site) -> String {
    format!("/meja-wisata/tempat/{}/dilihat", site.id)
}

#[derive(Deserialize)]
pub struct At {
    #[serde(default, deserialize_with = "lenient")]
    hal: Option<u32>,
}

pub async fn show(ctx: Ctx, Path(site): Path<String>, Query(at): Query<At>) -> Reply {
    let l = ctx.locale();
    let site = own_site(&ctx, &site).await?;
    let found = list_site_looks(ctx.deps(), ctx.actor(), site.id, PageRequest::new(at.hal, LOOKS)).await.map_err(error)?;
    let body = list(&ctx, &path(&site), &found, false);
    let page = Page::new(t::desk::looks(l), move || {
        let name = site.name.pick(l).to_owned();
        let steps = vec![
            (t::heritage::desk(l).into(), l.path("/meja-wisata").into()),
            (name.clone().into(), l.path(&format!("/meja-wisata/tempat/{}", site.id)).into()),
        ];
        view! {
            <div class="wrap page">
                <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=t::desk::looks(l) />
                <PageHead title=format!("{}: {name}", t::desk::looks(l)) lead=t::desk::looks_lead(l) />
                {body}
            </div>
        }
    });
    Ok(no_store(ctx.page(page.noindex().section(Section::Account)).await?))
}
