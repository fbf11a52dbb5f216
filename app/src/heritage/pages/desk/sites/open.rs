//! `/meja-wisata/tempat/baru`: another site.

use backend::heritage::open_site::{OpenSiteError, open_site};
use backend::heritage::staff::workplaces;
use domain::heritage::site::SiteKind;
use leptos::prelude::*;

use super::super::error;
use super::{PATH, facts_path, new_path, profile};
use crate::i18n::t;
use crate::ui::{Breadcrumb, ErrorSummary, FormActions, Icon, PageHead, SubmitButton, hidden};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Form, Page, Reply, WebError};

pub async fn show(ctx: Ctx) -> Reply {
    page(&ctx, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, mut form: Form) -> Reply {
    let l = ctx.locale();
    let mut errors = Errors::default();
    if let Some(profile) = profile::read(l, &form, &mut errors) {
        match open_site(ctx.deps(), ctx.actor(), form.text("nonce"), profile).await {
            Ok(site) => return Ok(ctx.see_other_saying(&facts_path(site), t::site_desk::opened(l))),
            Err(OpenSiteError::Staff(e)) => return Err(error(e)),
            Err(OpenSiteError::Profile(e)) => profile::refused(l, e, &mut errors),
            Err(OpenSiteError::NameTaken) => errors.add("name_id", t::site_desk::taken(l)),
            Err(e @ (OpenSiteError::Used | OpenSiteError::Nonce)) => {
                form.set("nonce", ctx.deps().random.token());
                let used = matches!(e, OpenSiteError::Used);
                errors.add("", if used { t::site_desk::form_used(l) } else { t::site_desk::form_stale(l) });
            }
            Err(OpenSiteError::Db(e)) => return Err(e.into()),
        }
    }
    page(&ctx, form, errors).await
}

async fn page(ctx: &Ctx, mut form: Form, errors: Errors) -> Reply {
    let l = ctx.locale();
    if !workplaces(ctx.deps(), ctx.actor()).await.map_err(error)?.opens {
        return Err(WebError::NotFound);
    }
    if form.text("nonce").is_empty() {
        form.set("nonce", ctx.deps().random.token());
    }
    let (status, action) = (errors.status(), ctx.href(&new_path()));
    let page = Page::new(t::site_desk::new_title(l), move || {
        let steps =
            vec![(t::heritage::desk(l).into(), l.path("/meja-wisata").into()), (t::site_desk::title(l).into(), l.path(PATH).into())];
        let fields = profile::fields(l, &form, &errors, &SiteKind::ALL, None);
        view! {
            <div class="wrap wrap-narrow page">
                <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=t::site_desk::new_title(l) />
                <PageHead title=t::site_desk::new_title(l) lead=t::site_desk::new_lead(l) />
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                <form class="form" method="post" action=action novalidate>
                    {hidden(vec![("nonce", form.typed("nonce"))])}
                    {fields}
                    <FormActions>
                        <SubmitButton label=t::site_desk::open_go(l) start=Icon::Plus />
                    </FormActions>
                </form>
            </div>
        }
    });
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}
