//! `/meja-wisata/urutan`: which tours of the city come first on the public page.

use backend::heritage::arrange_tours::{arrange_tours, list_arranged};
use domain::heritage::tour::TourCard;
use domain::kernel::ids::TourId;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::super::words;
use super::{error, tour_new};
use crate::i18n::t;
use crate::ui::{Breadcrumb, Empty, Icon, PageHead, step_buttons};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Flash, Form, Page, Reply, WebError};

/// Without its language.
pub const PATH: &str = "/meja-wisata/urutan";

pub async fn show(ctx: Ctx) -> Reply {
    let (l, flash, action) = (ctx.locale(), ctx.flash().cloned(), ctx.href(PATH));
    let tours = list_arranged(ctx.deps(), ctx.actor()).await.map_err(error)?;
    let page = Page::new(t::tour_desk::order(l), move || view(l, &action, &tours, flash));
    Ok(no_store(ctx.page(page.noindex().section(Section::Account)).await?))
}

pub async fn submit(ctx: Ctx, form: Form) -> Reply {
    let l = ctx.locale();
    // Before anything is read.
    tour_new::check(&ctx).await?;
    let id = |typed: &str| typed.parse::<TourId>().map_err(|_| WebError::BadRequest);
    let tour = id(form.text("tour"))?;
    let before = match form.text("before") {
        "" => None,
        before => Some(id(before)?),
    };
    arrange_tours(ctx.deps(), ctx.actor(), tour, before).await.map_err(error)?;
    Ok(ctx.see_other_saying(PATH, t::tour_desk::leg_moved(l)))
}

fn view(l: Locale, action: &str, tours: &[TourCard], flash: Option<Flash>) -> AnyView {
    let steps = vec![(t::heritage::desk(l).into(), l.path("/meja-wisata").into())];
    let list = if tours.is_empty() {
        view! { <Empty of=Icon::Route title=t::heritage::no_tours(l) text=t::tour_desk::order_none(l) /> }.into_any()
    } else {
        let keys: Vec<String> = tours.iter().map(|x| x.id.to_string()).collect();
        let rows = tours.iter().enumerate().map(|(i, tour)| row(l, action, &keys, i, tour)).collect::<Vec<_>>();
        view! { <ol class="row-list" role="list">{rows}</ol> }.into_any()
    };
    view! {
        <div class="wrap wrap-narrow page">
            <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=t::tour_desk::order(l) />
            <PageHead title=t::tour_desk::order(l) lead=t::tour_desk::order_lead(l) />
            {flash.map(Flash::alert)}
            {list}
        </div>
    }
    .into_any()
}

fn row(l: Locale, action: &str, keys: &[String], i: usize, tour: &TourCard) -> AnyView {
    let name = tour.name.pick(l).to_owned();
    let steps =
        step_buttons(action, keys, i, &[("tour", tour.id.to_string())], [t::tour_desk::leg_up(l, &name), t::tour_desk::leg_down(l, &name)]);
    view! {
        <li class="row-card row-tight">
            <div>
                <p class="strong">{format!("{}. {name}", i + 1)}</p>
                <p class="muted small">{words::duration(l, tour.minutes)}</p>
            </div>
            <div class="row-card-end row">{steps}</div>
        </li>
    }
    .into_any()
}
