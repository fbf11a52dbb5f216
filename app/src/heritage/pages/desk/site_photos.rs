//! `/meja-wisata/tempat/{site}/foto`: photos of a site, and what they show. Its own people keep them; as long as it has none, those who
//! keep what is told of it.

use axum::extract::Path;
use backend::adapters::photos::{KeepPhotoError, MAX_BYTES, PhotoError};
use backend::heritage::read_site_desk::KeptSite;
use backend::heritage::site_photos::{
    MAX_CAPTION, MAX_CREDIT, SitePhotoError, add_site_photo, describe_site_photo, list_site_photos, remove_site_photo,
};
use domain::heritage::site::Site;
use domain::heritage::site_photo::{MAX_PHOTOS, SitePhoto};
use domain::kernel::bilingual::Bilingual;
use domain::kernel::locale::Locale;
use domain::kernel::text::TextError;
use leptos::prelude::*;

use super::super::super::parts::site_photo::picture;
use super::super::super::words;
use super::error;
use super::site::own_site;
use super::sites::head::{At, head};
use super::sites::kept;
use crate::i18n::t;
use crate::ui::{
    Badge, Breadcrumb, Card, Confirm, Empty, ErrorSummary, Field, FileInput, FormActions, Icon, Mood, PageHead, SubmitButton, Text, hidden,
};
use crate::web::page::Section;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Errors, Flash, Form, Page, Reply, Upload, WebError};

const ACCEPT: &str = "image/jpeg,image/png,image/webp";

/// Without its language.
pub fn path(site: &Site) -> String {
    format!("/meja-wisata/tempat/{}/foto", site.id)
}

fn refusal(e: SitePhotoError) -> WebError {
    match e {
        SitePhotoError::Staff(e) => error(e),
        SitePhotoError::Db(e) => e.into(),
        e => WebError::internal(e),
    }
}

/// At whose desk one stands.
enum Desk {
    Own(Site),
    Kept(KeptSite),
}

impl Desk {
    async fn of(ctx: &Ctx, site: &str) -> Result<Self, WebError> {
        match own_site(ctx, site).await {
            Err(WebError::NotFound) => {}
            own => return own.map(Self::Own),
        }
        let kept = kept(ctx, site).await?;
        if kept.standing.has_speaker { Err(WebError::NotFound) } else { Ok(Self::Kept(kept)) }
    }

    fn site(&self) -> &Site {
        match self {
            Self::Own(site) => site,
            Self::Kept(kept) => &kept.site,
        }
    }

    /// With what the last step said.
    fn head(&self, ctx: &Ctx) -> AnyView {
        let site = match self {
            Self::Kept(kept) => return head(ctx, kept, At::Photos),
            Self::Own(site) => site,
        };
        let l = ctx.locale();
        let name = site.name.pick(l).to_owned();
        let steps = vec![
            (t::heritage::desk(l).into(), l.path("/meja-wisata").into()),
            (name.clone().into(), l.path(&format!("/meja-wisata/tempat/{}", site.id)).into()),
        ];
        view! {
            <Breadcrumb label=t::common::breadcrumb(l) steps=steps here=t::desk::photos(l) />
            <PageHead title=t::desk::photos(l) lead=name />
            {ctx.flash().cloned().map(Flash::alert)}
        }
        .into_any()
    }
}

pub async fn show(ctx: Ctx, Path(site): Path<String>) -> Reply {
    let desk = Desk::of(&ctx, &site).await?;
    page(&ctx, desk, Form::default(), Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path(site): Path<String>, mut upload: Upload) -> Reply {
    let l = ctx.locale();
    // Before anything is read.
    let desk = Desk::of(&ctx, &site).await?;
    let site = desk.site();
    let file = upload.next_file(MAX_BYTES).await?;
    let kept = match file.as_ref().map(|f| &f.bytes) {
        None => Ok(false),
        Some(None) => Err(SitePhotoError::Photo(PhotoError::TooManyBytes.into())),
        Some(Some(bytes)) => add_site_photo(ctx.deps(), ctx.actor(), site.id, bytes.clone()).await.map(|()| true),
    };
    drop(file);
    upload.skip_rest().await?;
    let mut errors = Errors::default();
    match kept {
        Ok(true) => return Ok(ctx.see_other_saying(&path(site), t::desk::photo_added(l))),
        Ok(false) => errors.add("photo", t::desk::photo_missing(l)),
        Err(SitePhotoError::TooMany) => errors.add("photo", t::desk::photos_most(l, MAX_PHOTOS)),
        Err(SitePhotoError::Already) => errors.add("photo", t::desk::photo_already(l)),
        Err(SitePhotoError::Photo(KeepPhotoError::Photo(_))) => errors.add("photo", t::desk::photo_bad(l)),
        Err(e) => return Err(refusal(e)),
    }
    page(&ctx, desk, Form::default(), errors).await
}

pub async fn change(ctx: Ctx, Path(site): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let desk = Desk::of(&ctx, &site).await?;
    let site = desk.site();
    let file = form.typed("file");
    let mut errors = Errors::default();
    let (done, said) = if form.text("go") == "remove" {
        (remove_site_photo(ctx.deps(), ctx.actor(), site.id, &file).await, t::desk::photo_removed(l))
    } else {
        let caption = Bilingual::new(form.text("caption_id"), form.text("caption_en"));
        let done = describe_site_photo(ctx.deps(), ctx.actor(), site.id, &file, &caption, form.text("credit")).await;
        (done, t::desk::photo_described(l))
    };
    match done {
        Ok(()) => return Ok(ctx.see_other_saying(&path(site), said)),
        Err(SitePhotoError::Gone) => errors.add("", t::desk::photo_gone(l)),
        Err(SitePhotoError::Caption(e)) => errors.add(wrong_caption(&form), words::text(l, e)),
        Err(SitePhotoError::Credit(e)) => errors.add("credit", words::text(l, e)),
        Err(e) => return Err(refusal(e)),
    }
    page(&ctx, desk, form, errors).await
}

/// Which of the two it was.
fn wrong_caption(form: &Form) -> &'static str {
    match domain::kernel::text::line(form.text("caption_id"), MAX_CAPTION) {
        Err(TextError::Empty | TextError::TooLong { .. } | TextError::BadCharacters) => "caption_id",
        Ok(_) => "caption_en",
    }
}

async fn page(ctx: &Ctx, desk: Desk, form: Form, errors: Errors) -> Reply {
    let all = list_site_photos(ctx.deps(), ctx.actor(), desk.site().id).await.map_err(refusal)?;
    let (l, status, top) = (ctx.locale(), errors.status(), desk.head(ctx));
    let page = Page::new(t::desk::photos(l), move || view(l, top, desk.site(), &all, &form, &errors));
    Ok(no_store(ctx.page(page.status(status).noindex().section(Section::Account)).await?))
}

fn view(l: Locale, top: AnyView, site: &Site, all: &[SitePhoto], form: &Form, errors: &Errors) -> AnyView {
    let action = l.path(&path(site));
    let rows = all.iter().enumerate().map(|(i, p)| one(l, site, i, p, form, errors)).collect::<Vec<_>>();
    let list = if rows.is_empty() {
        view! { <Empty of=Icon::Camera title=t::desk::photos_none(l) text=t::desk::photos_text(l) /> }.into_any()
    } else {
        view! { <ul class="row-list" role="list">{rows}</ul> }.into_any()
    };
    let wrong = errors.of("photo");
    let add = (all.len() < MAX_PHOTOS).then(|| {
        view! {
            <Card title=t::desk::photo_add(l)>
                <form class="form" method="post" action=action enctype="multipart/form-data" novalidate>
                    <FileInput name="photo" label=t::desk::photo_choose(l) hint=t::desk::photo_hint(l) accept=ACCEPT error=wrong required=true />
                    <FormActions>
                        <SubmitButton label=t::desk::photo_go(l) start=Icon::Upload />
                    </FormActions>
                </form>
            </Card>
        }
    });
    view! {
        <div class="wrap page">
            {top}
            <ErrorSummary title=t::common::fix_these(l) errors=errors.list() />
            <div class="split">
                <div class="stack">{list}</div>
                <aside class="split-side stack">{add}</aside>
            </div>
        </div>
    }
    .into_any()
}

fn one(l: Locale, site: &Site, i: usize, p: &SitePhoto, form: &Form, errors: &Errors) -> AnyView {
    // Rows have their fields' names in common: what was typed and refused stands in its own.
    let mine = form.text("file") == p.file && !errors.is_empty();
    let typed = |name: &str, kept: &str| if mine { form.typed(name) } else { kept.to_owned() };
    let error = |name: &str| if mine { errors.of(name) } else { None };
    let id = |name: &'static str| Text::from(if mine { format!("f-{name}") } else { format!("f-{name}-{i}") });
    let most = |n: usize| u32::try_from(n).unwrap_or(200);
    let action = l.path(&format!("{}/ubah", path(site)));
    let (label, mood) = if p.is_public() { (t::desk::photo_public(l), Mood::Success) } else { (t::desk::photo_hidden(l), Mood::Warn) };
    view! {
        <li class="card stack">
            <div class="row row-between"><b>{t::desk::photo_number(l, i + 1)}</b> <Badge label=label mood=mood /></div>
            <div class="site-photo">{picture(l, site.id, p, "(min-width: 60rem) 40rem, 100vw")}</div>
            <form class="form" method="post" action=action.clone() novalidate>
                {hidden(vec![("file", p.file.clone())])}
                <Field name="caption_id" id=id("caption_id") label=t::desk::caption_id(l) hint=t::desk::caption_hint(l) value=typed("caption_id", &p.caption.id) error=error("caption_id") maxlength=most(MAX_CAPTION) required=true />
                <Field name="caption_en" id=id("caption_en") label=t::desk::caption_en(l) value=typed("caption_en", &p.caption.en) error=error("caption_en") maxlength=most(MAX_CAPTION) optional=t::common::optional(l) />
                <Field name="credit" id=id("credit") label=t::desk::credit(l) hint=t::desk::credit_hint(l) value=typed("credit", &p.credit) error=error("credit") maxlength=most(MAX_CREDIT) required=true />
                <FormActions>
                    <SubmitButton label=t::common::save(l) />
                </FormActions>
            </form>
            <Confirm
                label=t::desk::photo_remove(l)
                question=t::desk::photo_remove_text(l)
                yes=t::desk::photo_remove_yes(l)
                action=action
                start=Icon::Trash
                values=vec![("file", p.file.clone()), ("go", "remove".to_owned())]
            />
        </li>
    }
    .into_any()
}
