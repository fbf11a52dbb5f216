//! `/slip/{number}/foto`: the goods on the scale, for whoever may see the slip.

use axum::extract::Path;
use axum::response::IntoResponse;
use backend::adapters::photos::{KeepPhotoError, MAX_BYTES, PhotoError};
use backend::wastebank::keep_slip_photo::{SlipPhotoError, keep_slip_photo, may_keep_photo, read_slip_photo};
use domain::kernel::locale::Locale;
use http::header;
use leptos::prelude::*;

use super::super::words;
use crate::i18n::t;
use crate::ui::{Card, FileInput, FormActions, Icon, SubmitButton, Text};
use crate::web::{Ctx, Errors, Form, Reply, Upload, WebError};

pub const ACCEPT: &str = "image/jpeg,image/png,image/webp";

pub async fn show(ctx: Ctx, Path(number): Path<String>) -> Reply {
    let found = read_slip_photo(ctx.deps(), ctx.actor(), &number).await.map_err(refusal)?;
    let bytes = found.ok_or(WebError::NotFound)?;
    let headers = [(header::CONTENT_TYPE, "image/jpeg"), (header::CACHE_CONTROL, "private, max-age=31536000, immutable")];
    Ok((headers, bytes).into_response())
}

pub async fn submit(ctx: Ctx, Path(number): Path<String>, mut upload: Upload) -> Reply {
    let l = ctx.locale();
    // Before anything is read.
    if let Err(e) = may_keep_photo(ctx.deps(), ctx.actor(), &number).await
        && !matches!(e, SlipPhotoError::Already | SlipPhotoError::Reversed)
    {
        return Err(refusal(e));
    }
    let file = upload.next_file(MAX_BYTES).await?;
    let kept = match file.as_ref().map(|f| &f.bytes) {
        None => Ok(false),
        Some(None) => Err(SlipPhotoError::Photo(PhotoError::TooManyBytes.into())),
        Some(Some(bytes)) => keep_slip_photo(ctx.deps(), ctx.actor(), &number, bytes.clone()).await.map(|()| true),
    };
    drop(file);
    upload.skip_rest().await?;
    let mut errors = Errors::default();
    match kept {
        Ok(true) => return Ok(ctx.see_other_saying(&format!("/slip/{number}"), t::wastebank::photo_kept(l))),
        Ok(false) => errors.add("photo", t::wastebank::photo_missing(l)),
        Err(SlipPhotoError::Reversed) => errors.add("photo", t::wastebank::photo_reversed(l)),
        Err(SlipPhotoError::Already) => errors.add("photo", t::wastebank::photo_already(l)),
        Err(SlipPhotoError::Photo(KeepPhotoError::Photo(_))) => errors.add("photo", t::wastebank::photo_bad(l)),
        Err(e) => return Err(refusal(e)),
    }
    super::page(&ctx, &number, &Form::default(), errors).await
}

fn refusal(e: SlipPhotoError) -> WebError {
    match e {
        SlipPhotoError::Counter(e) => words::error(e),
        SlipPhotoError::Db(e) => e.into(),
        e => WebError::internal(e),
    }
}

/// The photo that is there, or the form for one that should be.
pub fn view(l: Locale, address: String, there: bool, wanted: bool, error: Option<Text>) -> Option<AnyView> {
    if there {
        return Some(view! { <img class="slip-photo" src=address alt=t::wastebank::photo_alt(l) loading="lazy" /> }.into_any());
    }
    (wanted || error.is_some()).then(|| {
        view! {
            <div class="no-print">
                <Card title=t::wastebank::photo(l)>
                    <form class="form" method="post" action=address enctype="multipart/form-data" novalidate>
                        <FileInput
                            name="photo"
                            label=t::wastebank::photo_choose(l)
                            hint=t::wastebank::photo_hint(l)
                            accept=ACCEPT
                            error=error
                            required=true
                        />
                        <FormActions>
                            <SubmitButton label=t::wastebank::photo_go(l) start=Icon::Upload />
                        </FormActions>
                    </form>
                </Card>
            </div>
        }
        .into_any()
    })
}
