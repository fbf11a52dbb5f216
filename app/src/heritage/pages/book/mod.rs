//! `/wisata/{slug}/pesan/{departure}`: who comes. The seats are held with it; how to pay is chosen on the booking's page.

pub mod draft;
mod refused;
pub mod view;
pub mod visitors;

use axum::extract::Path;
use backend::heritage::book_party::{BookPartyError, book_party};
use backend::heritage::read_calendar::{look_again, read_departure};
use domain::heritage::departure::{DeparturePage, NotBookable};
use domain::heritage::form_draft::FormOf;
use domain::kernel::ids::DepartureId;
use http::StatusCode;

use super::super::parts::kept;
use crate::i18n::t;
use crate::web::known::fill_contact;
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Form, Page, Reply, WebError};
use draft::Draft;
use view::Said;
pub use view::steps;

async fn found(ctx: &Ctx, slug: &str, departure: &str) -> Result<DeparturePage, WebError> {
    let id: DepartureId = departure.parse().map_err(|_| WebError::NotFound)?;
    let here = |d: &DeparturePage| d.tour.published && d.tour.slug.as_str() == slug;
    read_departure(ctx.deps(), id).await?.filter(here).ok_or(WebError::NotFound)
}

/// The form, filled as it was left, and with how the person is reached.
pub async fn show(ctx: Ctx, Path((slug, departure)): Path<(String, String)>) -> Reply {
    let of = found(&ctx, &slug, &departure).await?;
    let (mut form, kept) = match kept::find(&ctx, form_of(&of)).await? {
        Some((form, until)) => (form, Some(until)),
        None => (Form::default(), None),
    };
    if form.text("key").is_empty() {
        form.set("key", ctx.deps().random.token());
    }
    fill_contact(&ctx, &mut form, "contact").await?;
    let draft = Draft::read(&of, form);
    page(&ctx, of, draft, Said { kept, ..Said::default() }).await
}

pub async fn submit(ctx: Ctx, Path((slug, departure)): Path<(String, String)>, form: Form) -> Reply {
    let of = found(&ctx, &slug, &departure).await?;
    let mut draft = Draft::read(&of, form);
    let back = format!("/wisata/{}/pesan/{}", of.tour.slug, of.departure.id);
    match draft.form.text("go") {
        "keep" => return kept::quietly(&ctx, form_of(&of), draft.to_keep()).await,
        "login" => return kept::log_in_first(&ctx, form_of(&of), draft.to_keep(), &back).await,
        "anew" => return kept::anew(&ctx, form_of(&of), &back).await,
        "more" => draft.add(of.tour.terms.largest_party),
        go => {
            if let Some(row) = go.strip_prefix("drop-").and_then(|n| n.parse().ok()) {
                draft.remove(row);
            } else {
                return place(&ctx, of, draft).await;
            }
        }
    }
    again(&ctx, of, draft, Said::default()).await
}

const fn form_of(of: &DeparturePage) -> FormOf {
    FormOf::Party(of.departure.id)
}

/// The form is not sent yet: the page shows what was typed, and it is kept for when the page is left.
async fn again(ctx: &Ctx, of: DeparturePage, draft: Draft, said: Said) -> Reply {
    let token = kept::keep(ctx, form_of(&of), draft.to_keep()).await?;
    Ok(ctx.with_token(page(ctx, of, draft, said).await?, token.as_ref()))
}

async fn place(ctx: &Ctx, of: DeparturePage, mut draft: Draft) -> Reply {
    let l = ctx.locale();
    let mut said = Said { refused: true, ..Said::default() };
    let Some(party) = draft.party(l, &of, ctx.now(), &ctx.origin().address, &mut said.errors) else {
        return again(ctx, of, draft, said).await;
    };
    match book_party(ctx.deps(), ctx.actor(), &party).await {
        Ok(booked) => Ok(ctx.see_other(&format!("/wisata/pesanan/{}", booked.secret))),
        Err(e) => {
            let fares = matches!(e, BookPartyError::FareChanged { .. });
            // Who comes too late chooses another departure. In a rush hundreds do at once: a session and a draft of each would be nobody's.
            let full = matches!(e, BookPartyError::TooFew { .. } | BookPartyError::NotBookable(NotBookable::Full));
            refused::read(ctx, &mut draft, &mut said, e)?;
            // What is there now: the seats, the village's word; the fares, if they have changed in this moment.
            let now = if fares { read_departure(ctx.deps(), of.departure.id).await? } else { look_again(ctx.deps(), of).await? };
            let now = now.ok_or(WebError::NotFound)?;
            if full { page(ctx, now, draft, said).await } else { again(ctx, now, draft, said).await }
        }
    }
}

async fn page(ctx: &Ctx, of: DeparturePage, draft: Draft, mut said: Said) -> Reply {
    let l = ctx.locale();
    said.guest = ctx.actor().person().is_none();
    let status = match (said.too_often, said.refused) {
        (true, _) => StatusCode::TOO_MANY_REQUESTS,
        (_, true) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let page = Page::new(t::heritage::book_title(l, of.tour.name.pick(l)), move || view::view(l, &of, draft, said));
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Tours)).await?))
}
