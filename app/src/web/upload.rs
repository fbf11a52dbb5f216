//! A posted `multipart/form-data` form: fields, and files as bytes. What a file claims about itself is not kept.

use axum::extract::{FromRequest, Multipart, Request};
use bytes::Bytes;
use http::StatusCode;

use super::error::WebError;
use super::form::Form;

/// Fields and non-empty files by field name.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    pub form: Form,
    pub files: Vec<(String, Bytes)>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = WebError;

    async fn from_request(request: Request, state: &S) -> Result<Self, WebError> {
        let mut parts = Multipart::from_request(request, state).await.map_err(|_| WebError::BadRequest)?;
        let mut out = Self::default();
        let refused = |e: axum::extract::multipart::MultipartError| match e.status() {
            StatusCode::PAYLOAD_TOO_LARGE => WebError::TooLarge,
            _ => WebError::BadRequest,
        };
        while let Some(part) = parts.next_field().await.map_err(refused)? {
            let name = part.name().unwrap_or_default().to_owned();
            if part.file_name().is_some() {
                let bytes = part.bytes().await.map_err(refused)?;
                if !bytes.is_empty() {
                    out.files.push((name, bytes));
                }
            } else {
                out.form.0.push((name, part.text().await.map_err(refused)?));
            }
        }
        out.form = out.form.sound()?;
        Ok(out)
    }
}
