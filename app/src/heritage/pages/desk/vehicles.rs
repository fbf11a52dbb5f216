//! `/meja-wisata/tur/{slug}/armada`: what a departure can be sent with, and who can lead it.

use axum::extract::Path;
use backend::heritage::keep_vehicles::{AddVehicleError, Fleet, MOST_SEATS, add_vehicle, read_fleet};
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::super::super::words;
use super::error;
use super::tabs::{At, head, own_tour, path};
use crate::i18n::t;
use crate::ui::{Card, Column, ErrorSummary, Field, FormActions, Icon, SectionHead, SubmitButton, Table};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Form, Page, Reply};

pub async fn show(ctx: Ctx, Path(slug): Path<String>) -> Reply {
    page(&ctx, &slug, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path(slug): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let tour = own_tour(&ctx, &slug).await?;
    let mut errors = Errors::default();
    // A number that none is, is refused as one that is out of range: beside what else is wrong.
    let seats = form.text("seats").trim().parse().unwrap_or(0);
    match add_vehicle(ctx.deps(), ctx.actor(), tour.id, form.text("name"), form.text("plate"), seats).await {
        Ok(_) => return Ok(ctx.see_other_saying(&path(&tour, At::Vehicles), t::desk::vehicle_added(l))),
        Err(AddVehicleError::Staff(e)) => return Err(error(e)),
        Err(AddVehicleError::Name(e)) => errors.add("name", words::text(l, e)),
        Err(AddVehicleError::Plate(e)) => errors.add("plate", words::text(l, e)),
        Err(AddVehicleError::Known) => errors.add("plate", t::desk::vehicle_known(l)),
        Err(AddVehicleError::Seats) => errors.add("seats", t::desk::vehicle_seats_bad(l, MOST_SEATS)),
        Err(AddVehicleError::Db(e)) => return Err(e.into()),
    }
    page(&ctx, &slug, form, errors).await
}

async fn page(ctx: &Ctx, slug: &str, form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    let tour = own_tour(ctx, slug).await?;
    let fleet = read_fleet(ctx.deps(), ctx.actor(), tour.id).await.map_err(error)?;
    let (status, top, action) = (errors.status(), head(ctx, &tour, At::Vehicles), ctx.href(&path(&tour, At::Vehicles)));
    let page = Page::new(t::desk::vehicles(l), move || {
        let lists = lists(l, &fleet);
        view! {
            <div class="wrap page">
                {top}
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                <div class="split">
                    <div class="stack stack-lg">{lists}</div>
                    <aside class="split-side">
                        <Card title=t::desk::vehicle_add(l)>
                            <form class="form" method="post" action=action novalidate>
                                <Field name="name" label=t::desk::vehicle_name(l) hint=t::desk::vehicle_name_hint(l) value=form.typed("name") error=errors.of("name") required=true />
                                <Field name="plate" label=t::desk::vehicle_plate(l) value=form.typed("plate") error=errors.of("plate") required=true />
                                <Field name="seats" label=t::desk::vehicle_seats(l) inputmode="numeric" value=form.typed("seats") error=errors.of("seats") required=true />
                                <FormActions>
                                    <SubmitButton label=t::desk::vehicle_add(l) start=Icon::Plus />
                                </FormActions>
                            </form>
                        </Card>
                    </aside>
                </div>
            </div>
        }
    });
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}

fn lists(l: Locale, fleet: &Fleet) -> AnyView {
    let rows: Vec<Vec<AnyView>> = fleet
        .vehicles
        .iter()
        .map(|v| vec![v.name.clone().into_any(), v.plate.clone().into_any(), v.seats.to_string().into_any()])
        .collect();
    let columns =
        vec![Column::new(t::desk::vehicle_name(l)), Column::new(t::desk::vehicle_plate(l)), Column::number(t::desk::vehicle_seats(l))];
    let vehicles = if rows.is_empty() {
        view! { <p class="muted">{t::desk::vehicles_none(l)}</p> }.into_any()
    } else {
        view! { <Table caption=t::desk::vehicles_list(l) columns rows /> }.into_any()
    };
    let guides = fleet.guides.iter().map(|(_, name)| view! { <li>{name.clone()}</li> }).collect::<Vec<_>>();
    let guides = if guides.is_empty() {
        view! { <p class="muted">{t::desk::guides_none(l)}</p> }.into_any()
    } else {
        view! { <ul>{guides}</ul> }.into_any()
    };
    view! {
        <section class="stack"><SectionHead title=t::desk::vehicles_list(l) />{vehicles}</section>
        <section class="stack">
            <SectionHead title=t::desk::guides(l) />
            {guides}
            <p class="muted small">{t::desk::guides_note(l)}</p>
        </section>
    }
    .into_any()
}
