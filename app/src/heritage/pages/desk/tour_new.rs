//! `/meja-wisata/tur/baru`: an officer opens a tour. It is a draft; what comes next are its legs.

use backend::heritage::open_tour::{OpenTourError, open_tour};
use backend::heritage::staff::workplaces;
use domain::kernel::ids::TourId;
use domain::kernel::locale::Locale;
use leptos::prelude::*;

use super::tabs::{At, address};
use super::{error, tour_profile};
use crate::i18n::t;
use crate::ui::{Breadcrumb, Card, ErrorSummary, FormActions, Icon, PageHead, SubmitButton, hidden};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

const PATH: &str = "/meja-wisata/tur/baru";

/// Not there for whoever opens no tours.
pub(super) async fn check(ctx: &Ctx) -> Result<(), WebError> {
    let mine = workplaces(ctx.deps(), ctx.actor()).await.map_err(error)?;
    if mine.opens { Ok(()) } else { Err(WebError::NotFound) }
}

fn new_key(ctx: &Ctx, form: &mut Form) {
    form.set("key", ctx.deps().id::<TourId>().to_string());
}

pub async fn show(ctx: Ctx) -> Reply {
    check(&ctx).await?;
    let mut form = Form::default();
    new_key(&ctx, &mut form);
    for l in Locale::ALL {
        form.add("languages", l.tag());
    }
    page(&ctx, form, Errors::default()).await
}

pub async fn submit(ctx: Ctx, mut form: Form) -> Reply {
    check(&ctx).await?;
    let l = ctx.locale();
    let key: TourId = form.text("key").parse().map_err(|_| WebError::BadRequest)?;
    let mut errors = Errors::default();
    if let Some(typed) = tour_profile::read(l, &form, &mut errors) {
        match open_tour(ctx.deps(), ctx.actor(), key, &typed).await {
            Ok(slug) => return Ok(ctx.see_other_saying(&address(&slug, At::Legs), t::tour_desk::opened(l))),
            Err(OpenTourError::Profile(wrong)) => tour_profile::refused(l, wrong, &mut errors),
            Err(OpenTourError::NameTaken) => errors.add("name_id", t::tour_desk::name_taken(l)),
            Err(OpenTourError::Opened) => {
                new_key(&ctx, &mut form);
                errors.add("", t::tour_desk::opened_before(l));
            }
            Err(OpenTourError::Staff(e)) => return Err(error(e)),
            Err(OpenTourError::Db(e)) => return Err(e.into()),
        }
    }
    page(&ctx, form, errors).await
}

async fn page(ctx: &Ctx, form: Form, errors: Errors) -> Reply {
    let (l, status, action) = (ctx.locale(), errors.status(), ctx.href(PATH));
    let page = Page::new(t::tour_desk::open(l), move || {
        let steps = vec![(t::heritage::desk(l).into(), l.path("/meja-wisata").into())];
        let (fields, key) = (tour_profile::fields(l, &form, &errors), form.typed("key"));
        view! {
            <div class="wrap page">
                <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=t::tour_desk::open(l) />
                <PageHead title=t::tour_desk::open(l) lead=t::tour_desk::open_lead(l) />
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                <Card>
                    <form class="form" method="post" action=action novalidate>
                        {hidden(vec![("key", key)])}
                        {fields}
                        <FormActions>
                            <SubmitButton label=t::tour_desk::open_go(l) start=Icon::Plus />
                        </FormActions>
                    </form>
                </Card>
            </div>
        }
    });
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}
