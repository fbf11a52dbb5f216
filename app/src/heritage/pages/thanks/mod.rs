//! `/wisata/pesanan/{secret}/terima-kasih`: after the tour, for whoever has the link of the booking.

mod review;
mod view;

use axum::extract::Path;
use backend::flows::tours::thank::{ReadThanksError, Thanks, read_thanks};
use backend::heritage::read_booking::BookingKey;
use backend::heritage::read_calendar::read_departure;
use backend::heritage::read_reviews::read_own_review;
use backend::market::list_of_place::list_of_place;
use domain::heritage::tour::Tour;
use domain::kernel::locale::Locale;
use domain::kernel::wilayah::Kelurahan;
use domain::market::card::ProductCard;
use http::StatusCode;
use leptos::prelude::*;

use crate::i18n::t;
use crate::market::views::Cloths;
use crate::ui::{Alert, Icon, LinkButton, Mood, PageHead};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Flash, Form, Page, Reply, WebError};
use review::Desk;

/// Products of the village that are shown.
const PRODUCTS: i64 = 8;

/// What every piece of the page needs to know.
pub struct Look {
    pub l: Locale,
    pub thanks: Thanks,
    /// Of the village that was visited, what its kelurahan sells.
    pub village: Option<Village>,
    /// The booking's own page.
    pub back: String,
    pub review: Desk,
    pub said: Option<Flash>,
}

pub struct Village {
    pub name: String,
    pub kelurahan: Kelurahan,
    pub products: Vec<ProductCard>,
    pub cloths: Cloths,
}

pub async fn show(ctx: Ctx, Path(secret): Path<String>) -> Reply {
    page(&ctx, &secret, None, Errors::default(), StatusCode::OK).await
}

pub async fn submit(ctx: Ctx, Path(secret): Path<String>, mut form: Form) -> Reply {
    let mut errors = Errors::default();
    match review::save(&ctx, &secret, &mut form, &mut errors).await? {
        None => Ok(ctx.see_other_saying(&format!("/wisata/pesanan/{secret}/terima-kasih"), t::review::saved(ctx.locale()))),
        Some(status) => page(&ctx, &secret, Some(form), errors, status).await,
    }
}

async fn page(ctx: &Ctx, secret: &str, form: Option<Form>, errors: Errors, status: StatusCode) -> Reply {
    let l = ctx.locale();
    let back = ctx.href(&format!("/wisata/pesanan/{secret}"));
    let thanks = match read_thanks(ctx.deps(), ctx.actor(), BookingKey::Secret(secret)).await {
        Ok(thanks) => thanks,
        Err(ReadThanksError::NotFound) => return Err(WebError::NotFound),
        Err(ReadThanksError::Db(e)) => return Err(e.into()),
        Err(ReadThanksError::NotYet) => return none(ctx, t::thanks::not_yet(l), back).await,
        Err(ReadThanksError::DidNotGo) => return none(ctx, t::thanks::did_not_go(l), back).await,
    };
    // The way the party went: the tour may go another way by now.
    let went = read_departure(ctx.deps(), thanks.booking.departure).await?.ok_or(WebError::NotFound)?;
    let village = village(ctx, &went.tour).await?;
    let own = read_own_review(ctx.deps(), thanks.booking.id).await?;
    let form = form.unwrap_or_else(|| review::begin(ctx, own.as_ref()));
    let (action, now) = (format!("{back}/terima-kasih"), ctx.now());
    let closes = thanks.booking.terms.review_until(thanks.booking.thanked_at.unwrap_or(now));
    let review = Desk { action, own, closes, now, form, errors };
    let title = t::thanks::title(l, &thanks.booking.contact.name);
    let look = Look { l, thanks, village, back, review, said: ctx.flash().cloned() };
    let page = Page::new(title, move || view::view(look));
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Tours)).await?))
}

/// Tours and the market do not know each other: this page does.
async fn village(ctx: &Ctx, tour: &Tour) -> Result<Option<Village>, WebError> {
    let Some(site) = tour.village() else { return Ok(None) };
    let kelurahan = site.kelurahan;
    let (products, categories) = list_of_place(ctx.deps(), kelurahan, PRODUCTS).await?;
    let name = site.name.pick(ctx.locale()).to_owned();
    Ok(Some(Village { name, kelurahan, products, cloths: Cloths::new(&categories) }))
}

/// Says why, and where to go on.
async fn none(ctx: &Ctx, why: &'static str, back: String) -> Reply {
    let l = ctx.locale();
    let page = Page::new(t::thanks::after(l), move || {
        view! {
            <div class="wrap wrap-narrow page">
                <PageHead title=t::thanks::after(l) />
                <Alert mood=Mood::Info title=why />
                <div><LinkButton href=back label=t::heritage::ticket_back(l) start=Icon::ArrowLeft /></div>
            </div>
        }
    });
    Ok(no_store(ctx.page(page.status(StatusCode::CONFLICT).noindex().section(Section::Tours)).await?))
}
