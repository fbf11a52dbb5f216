//! A posted `multipart/form-data` form, read file by file: nothing of it is read before the handler asks, so that it can
//! say first who may send something here. What a file claims about itself is not kept.

use std::time::Duration;

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use bytes::{Bytes, BytesMut};
use http::StatusCode;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

use super::error::WebError;
use super::form::Form;

/// Files in memory at once, of all visitors together; further ones wait in their senders' hands.
static PLACES: Semaphore = Semaphore::const_new(6);
/// Who sends nothing for so long has left, and gives the place to somebody else.
const SILENCE: Duration = Duration::from_secs(30);
/// Names and values beside a file: more than any form of ours has.
const MAX_TYPED: usize = 256 * 1024;

pub struct Upload(Multipart);

/// One file. It holds its place in memory until it is dropped.
pub struct Received {
    /// None when it is larger than was asked for: then nothing of it is kept.
    pub bytes: Option<Bytes>,
    _place: Option<SemaphorePermit<'static>>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = WebError;

    async fn from_request(request: Request, state: &S) -> Result<Self, WebError> {
        Multipart::from_request(request, state).await.map(Self).map_err(|_| WebError::BadRequest)
    }
}

fn refused(e: MultipartError) -> WebError {
    match e.status() {
        StatusCode::PAYLOAD_TOO_LARGE => WebError::TooLarge,
        _ => WebError::BadRequest,
    }
}

impl Upload {
    /// The next file that is not empty. Drop the one before first: each holds a place.
    pub async fn next_file(&mut self, most: usize) -> Result<Option<Received>, WebError> {
        loop {
            // What is left of the part before is read here, and thrown away.
            let Some(mut field) = self.0.next_field().await.map_err(refused)? else { return Ok(None) };
            if field.file_name().is_none() {
                continue;
            }
            let place = PLACES.acquire().await.ok(); // never closed
            match read(&mut field, most).await? {
                Some(bytes) if bytes.is_empty() => {}
                bytes => return Ok(Some(Received { bytes, _place: place })),
            }
        }
    }

    /// A whole form with what was typed, and its first file that is not empty, if one was chosen.
    pub async fn form(mut self, most: usize) -> Result<(Form, Option<Received>), WebError> {
        let (mut typed, mut file, mut left) = (Vec::new(), None, MAX_TYPED);
        while let Some(mut field) = self.0.next_field().await.map_err(refused)? {
            if field.file_name().is_none() {
                let name = field.name().unwrap_or_default().to_owned();
                let bytes = read(&mut field, left).await?.ok_or(WebError::TooLarge)?;
                left = left.checked_sub(name.len() + bytes.len()).ok_or(WebError::TooLarge)?;
                let value = String::from_utf8(bytes.into()).map_err(|_| WebError::BadRequest)?;
                typed.push((name, value));
            } else if file.is_none() {
                let place = PLACES.acquire().await.ok(); // never closed
                file = match read(&mut field, most).await? {
                    Some(bytes) if bytes.is_empty() => None,
                    bytes => Some(Received { bytes, _place: place }),
                };
            }
        }
        Ok((Form(typed).sound()?, file))
    }

    /// Reads to the end without keeping anything: a browser that is still sending would not see the answer.
    pub async fn skip_rest(mut self) -> Result<(), WebError> {
        while self.0.next_field().await.map_err(refused)?.is_some() {}
        Ok(())
    }
}

/// None as soon as it is more than `most`.
async fn read(field: &mut Field<'_>, most: usize) -> Result<Option<Bytes>, WebError> {
    let mut bytes = BytesMut::new();
    while let Some(piece) = timeout(SILENCE, field.chunk()).await.map_err(|_| WebError::BadRequest)?.map_err(refused)? {
        if bytes.len() + piece.len() > most {
            return Ok(None);
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(Some(bytes.freeze()))
}
