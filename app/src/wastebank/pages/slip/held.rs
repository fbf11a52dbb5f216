//! `/bukti/{secret}`: a slip for whoever holds its link, which its printed code says. It shows what is on the paper: whose balance
//! it moved, and what the goods looked like, is for its members and its counter (`/slip/{number}`).

use axum::extract::Path;
use backend::wastebank::read_held_slip::read_held_slip;
use backend::wastebank::read_slip::AnySlip;
use domain::kernel::locale::Locale;
use http::HeaderValue;
use http::header::REFERRER_POLICY;
use leptos::prelude::*;

use super::super::words;
use super::{body, undone};
use crate::i18n::t;
use crate::ui::{LinkButton, PageHead, QrCode, Tone};
use crate::web::redirect::no_store;
use crate::web::{Ctx, Page, Reply};

/// The page's path, without language.
pub fn path(secret: &str) -> String {
    format!("/bukti/{secret}")
}

pub async fn show(ctx: Ctx, Path(secret): Path<String>) -> Reply {
    let l = ctx.locale();
    let slip = read_held_slip(ctx.deps(), &secret).await.map_err(words::error)?;
    let address = format!("{}{}", ctx.deps().base_url, l.path(&path(&secret)));
    let title = t::wastebank::slip_title(l, slip.number());
    let page = Page::new(title.clone(), move || view(l, title, address, &slip));
    let mut response = no_store(ctx.page(page.noindex()).await?);
    // The address is the key: no other site is told of it, not even by a link.
    response.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    Ok(response)
}

fn view(l: Locale, title: String, address: String, slip: &AnySlip) -> AnyView {
    let undone = slip.reversed().map(|r| undone(l, r));
    view! {
        <div class="wrap wrap-narrow page">
            <PageHead title=title lead=t::wastebank::held_lead(l) />
            {undone}
            {body(l, slip, false)}
            <QrCode text=address label=t::wastebank::slip_code(l) />
            <div class="btn-row no-print">
                <LinkButton href=l.path("/bank-sampah") label=t::wastebank::to_prices(l) tone=Tone::Secondary />
            </div>
        </div>
    }
    .into_any()
}
