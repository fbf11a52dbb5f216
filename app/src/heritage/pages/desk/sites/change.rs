//! `/meja-wisata/tempat/{site}/ubah`: a site's name and kind, its story, and where it is.

use axum::extract::Path;
use backend::heritage::change_site::{ChangeSiteError, change_site};
use domain::heritage::site::SiteKind;
use domain::heritage::site_profile::SiteProfile;
use leptos::prelude::*;

use super::super::error;
use super::head::{At, head};
use super::{kept, profile, profile_path};
use crate::i18n::t;
use crate::ui::{ErrorSummary, FormActions, SubmitButton};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Form, Page, Reply};

pub async fn show(ctx: Ctx, Path(site): Path<String>) -> Reply {
    page(&ctx, &site, None, Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path(site): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let id = kept(&ctx, &site).await?.site.id;
    let mut errors = Errors::default();
    if let Some(profile) = profile::read(l, &form, &mut errors) {
        match change_site(ctx.deps(), ctx.actor(), id, profile).await {
            Ok(()) => return Ok(ctx.see_other_saying(&profile_path(id), t::site_desk::saved(l))),
            Err(ChangeSiteError::Staff(e)) => return Err(error(e)),
            Err(ChangeSiteError::Profile(e)) => profile::refused(l, e, &mut errors),
            Err(ChangeSiteError::NameTaken) => errors.add("name_id", t::site_desk::taken(l)),
            Err(ChangeSiteError::KindFixed) => errors.add("kind", t::site_desk::kind_fixed(l)),
            Err(ChangeSiteError::Db(e)) => return Err(e.into()),
        }
    }
    page(&ctx, &site, Some(form), errors).await
}

/// `form`: what was typed, if anything was.
async fn page(ctx: &Ctx, site: &str, form: Option<Form>, errors: Errors) -> Reply {
    let l = ctx.locale();
    let kept = kept(ctx, site).await?;
    let form = form.unwrap_or_else(|| {
        let mut form = Form::default();
        profile::fill(&mut form, &SiteProfile::of(&kept.site));
        form
    });
    let kinds: Vec<SiteKind> = SiteKind::ALL.into_iter().filter(|to| kept.site.kind.may_become(*to, kept.called)).collect();
    let why = (kinds.len() < SiteKind::ALL.len()).then(|| t::site_desk::kind_kept(l));
    let (status, top, action) = (errors.status(), head(ctx, &kept, At::Profile), ctx.href(&profile_path(kept.site.id)));
    let page = Page::new(kept.site.name.pick(l), move || {
        let fields = profile::fields(l, &form, &errors, &kinds, why);
        view! {
            <div class="wrap wrap-narrow page">
                {top}
                <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
                <form class="form" method="post" action=action novalidate>
                    {fields}
                    <FormActions>
                        <SubmitButton label=t::common::save(l) />
                    </FormActions>
                </form>
            </div>
        }
    });
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}
