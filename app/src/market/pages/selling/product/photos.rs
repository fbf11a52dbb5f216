//! `/dagang/produk/{id}/foto`: up to eight photos. A plain file input sends them; the island adds dropping, previews
//! and progress, and puts the part of the answer with the id `photos` in the place of the old one.

use axum::extract::Path;
use backend::adapters::photos::{MAX_BYTES, PhotoError};
use backend::market::add_photo::{AddPhotoError, add_photo};
use backend::market::arrange_photos::{ArrangePhotosError, delete_photo, move_photo};
use backend::market::read_own_products::OwnProduct;
use domain::kernel::ids::PhotoId;
use domain::market::photo::{Photo, PhotoState};
use domain::market::product::MAX_PHOTOS;
use leptos::prelude::*;

use super::head::{Above, Part, path};
use super::my_product;
use crate::i18n::{Locale, t};
use crate::islands::{PhotoDrop, PhotoDropText};
use crate::ui::{Alert, Badge, Card, ErrorSummary, FileInput, FormActions, Icon, IconButton, Mood, SubmitButton, Text, Tone, hidden};
use crate::web::page::Section;
use crate::web::{Ctx, Errors, Form, Page, Reply, Upload, WebError};

const ACCEPT: &str = "image/jpeg,image/png,image/webp";

pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Reply {
    let own = my_product(&ctx, &id).await?;
    page(&ctx, own, Errors::default()).await
}

pub async fn submit(ctx: Ctx, Path(id): Path<String>, mut upload: Upload) -> Reply {
    let l = ctx.locale();
    // Before anything is read: strangers' files are not.
    let product = my_product(&ctx, &id).await?.product;
    let mut errors = Errors::default();
    let (mut nth, mut added) = (0, 0);
    while let Some(file) = upload.next_file(MAX_BYTES).await? {
        nth += 1;
        let result = match &file.bytes {
            // More files than there could ever be room for are not looked at.
            _ if nth > MAX_PHOTOS => Err(AddPhotoError::TooMany),
            Some(bytes) => add_photo(ctx.deps(), ctx.actor(), product.id, bytes.clone()).await,
            None => Err(PhotoError::TooManyBytes.into()),
        };
        let full = matches!(result, Err(AddPhotoError::TooMany));
        match result {
            Ok(_) => added += 1,
            Err(e) => errors.add("photos", t::selling::photo_nth { n: nth, why: refused(l, e)? }.say(l)),
        }
        if full {
            drop(file);
            upload.skip_rest().await?;
            break;
        }
    }
    if nth == 0 {
        errors.add("photos", t::selling::photo_none_chosen(l));
    }
    if errors.is_empty() {
        return Ok(ctx.see_other_saying(&path(&product, Part::Photos), &t::selling::photos_added(l, added)));
    }
    // Read again: some of them may have been taken.
    page(&ctx, my_product(&ctx, &id).await?, errors).await
}

fn refused(l: Locale, e: AddPhotoError) -> Result<Text, WebError> {
    Ok(match e {
        AddPhotoError::TooMany => t::selling::photo_too_many(l, MAX_PHOTOS).into(),
        AddPhotoError::Photo(e) => match e {
            PhotoError::TooManyBytes => t::selling::photo_too_big(l).into(),
            PhotoError::TooManyPixels => t::selling::photo_too_many_pixels(l).into(),
            PhotoError::TooHeavy => t::selling::photo_too_heavy(l).into(),
            PhotoError::NotAnImage | PhotoError::UnsupportedFormat | PhotoError::Animated => t::selling::photo_not_image(l).into(),
            PhotoError::Truncated | PhotoError::Damaged | PhotoError::Polyglot | PhotoError::NotEncoded => {
                t::selling::photo_damaged(l).into()
            }
        },
        AddPhotoError::NotFound => return Err(WebError::NotFound),
        AddPhotoError::Forbidden(e) => return Err(e.into()),
        AddPhotoError::Blob(e) => return Err(WebError::internal(e)),
        AddPhotoError::Stopped(e) => return Err(WebError::internal(e)),
        AddPhotoError::Db(e) => return Err(e.into()),
    })
}

fn error(e: ArrangePhotosError) -> WebError {
    match e {
        ArrangePhotosError::NotFound => WebError::NotFound,
        ArrangePhotosError::Forbidden(e) => e.into(),
        ArrangePhotosError::Blob(e) => WebError::internal(e),
        ArrangePhotosError::Db(e) => e.into(),
    }
}

/// Moving one forward or back, or deleting it: plain buttons of its form.
pub async fn change(ctx: Ctx, Path(id): Path<String>, form: Form) -> Reply {
    let l = ctx.locale();
    let own = my_product(&ctx, &id).await?;
    let photo: PhotoId = form.text("photo").parse().map_err(|_| WebError::NotFound)?;
    let at = own.photos.iter().position(|p| p.id == photo).ok_or(WebError::NotFound)?;
    let to = match form.text("do") {
        "earlier" => Some(at.saturating_sub(1)),
        "later" => Some(at + 1),
        "delete" => None,
        _ => return Err(WebError::BadRequest),
    };
    let said = match to {
        Some(to) => move_photo(ctx.deps(), ctx.actor(), photo, to).await.map(|_| t::selling::photo_moved(l)),
        None => delete_photo(ctx.deps(), ctx.actor(), photo).await.map(|_| t::selling::photo_deleted(l)),
    };
    Ok(ctx.see_other_saying(&path(&own.product, Part::Photos), said.map_err(error)?))
}

fn drop_text(l: Locale) -> PhotoDropText {
    PhotoDropText {
        chosen: t::selling::photo_chosen(l).into(),
        too_big: t::selling::photo_too_big(l).into(),
        not_image: t::selling::photo_not_image(l).into(),
        too_many: t::selling::photo_too_many(l, MAX_PHOTOS),
        sending: t::selling::photo_sending(l).into(),
        failed: t::selling::photo_failed(l).into(),
    }
}

fn thumb(l: Locale, photo: &Photo, nth: usize, last: usize, action: &str) -> AnyView {
    let state = match photo.state {
        PhotoState::Ready => None,
        PhotoState::Pending => Some((t::selling::photo_pending(l), Mood::Info)),
        PhotoState::Failed => Some((t::selling::photo_unreadable(l), Mood::Danger)),
    };
    let picture = match (photo.state, photo.best_width(320)) {
        (PhotoState::Ready, Some(width)) => view! {
            <img
                src=format!("/media/{}-{width}.jpg", photo.id)
                alt=t::selling::photo_alt(l, nth + 1)
                width=photo.width.to_string()
                height=photo.height.to_string()
                loading="lazy"
            />
        }
        .into_any(),
        _ => view! { <div class="thumb-wait">{crate::ui::icon(Icon::Image)}</div> }.into_any(),
    };
    let button = |what: &'static str, label: Text, of: Icon, tone: Tone, disabled: bool| {
        view! { <IconButton of=of label=label name="do" value=what tone=tone disabled=disabled /> }
    };
    view! {
        <li class="thumb">
            {picture}
            {(nth == 0).then(|| view! { <Badge label=t::selling::photo_first(l) mood=Mood::Info /> })}
            {state.map(|(label, mood)| view! { <Badge label=label mood=mood /> })}
            <form method="post" action=action.to_owned() class="thumb-buttons">
                {hidden(vec![("photo", photo.id.to_string())])}
                {button("earlier", t::selling::photo_earlier(l, nth + 1).into(), Icon::ArrowLeft, Tone::Ghost, nth == 0)}
                {button("later", t::selling::photo_later(l, nth + 1).into(), Icon::ArrowRight, Tone::Ghost, nth == last)}
                {button("delete", t::selling::photo_delete(l, nth + 1).into(), Icon::Trash, Tone::QuietDanger, false)}
            </form>
        </li>
    }
    .into_any()
}

async fn page(ctx: &Ctx, own: OwnProduct, errors: Errors) -> Reply {
    let l = ctx.locale();
    let status = errors.status();
    let OwnProduct { product, photos, .. } = own;
    let above = Above::new(ctx, &product, Part::Photos);
    let action = ctx.href(&path(&product, Part::Photos));
    let change = format!("{action}/atur");
    let page = Page::new(above.title(), move || {
        let room = MAX_PHOTOS.saturating_sub(photos.len());
        let last = photos.len().saturating_sub(1);
        let thumbs = photos.iter().enumerate().map(|(i, p)| thumb(l, p, i, last, &change)).collect::<Vec<_>>();
        let hint = t::selling::photo_hint(l, room);
        let refused = errors.of("photos");
        let none = thumbs.is_empty();
        view! {
            <div class="wrap page">
                {above.view()}
                <div id="photos" class="stack" data-vacant=room.to_string()>
                    <ErrorSummary title=t::selling::photo_refused(l) errors=errors.list() />
                    <Card title=t::selling::photos_now { has: photos.len(), max: MAX_PHOTOS }.say(l)>
                        {if none {
                            view! { <p class="muted">{t::selling::photos_empty(l)}</p> }.into_any()
                        } else {
                            view! { <ul class="thumbs" role="list">{thumbs}</ul> }.into_any()
                        }}
                    </Card>
                </div>
                {if room == 0 {
                    view! { <Alert mood=Mood::Info title=t::selling::photos_full(l, MAX_PHOTOS) /> }.into_any()
                } else {
                    view! {
                        <Card title=t::selling::photos_add(l)>
                            <PhotoDrop text=drop_text(l) space=u32::try_from(room).unwrap_or(0)>
                                <form class="form" method="post" action=action enctype="multipart/form-data">
                                    <FileInput
                                        name="photos"
                                        label=t::selling::photos_choose(l)
                                        accept=ACCEPT
                                        multiple=true
                                        required=true
                                        hint=hint
                                        error=refused
                                    />
                                    <FormActions>
                                        <SubmitButton label=t::selling::photos_send(l) start=Icon::Upload />
                                    </FormActions>
                                </form>
                            </PhotoDrop>
                        </Card>
                    }
                    .into_any()
                }}
            </div>
        }
    });
    ctx.page(page.status(status).noindex().section(Section::Selling)).await
}
