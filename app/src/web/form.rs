//! What was typed, and what is wrong with it. Everything typed is kept, so that the same page can show it again.

use axum::extract::{FromRequest, Request};
use http::StatusCode;

use super::error::WebError;
use crate::ui::Text;

/// More fields than any form of ours has.
const MAX_FIELDS: usize = 2_000;
/// With the path and the rest of the request's first line below the 8 KB of a usual proxy.
const MAX_QUERY: usize = 6_000;

/// A posted `application/x-www-form-urlencoded` form, in order, repeated names allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form(pub Vec<(String, String)>);

impl Form {
    /// The first value of a field; empty when it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    /// The value as typed, for showing it again.
    pub fn typed(&self, name: &str) -> String {
        self.text(name).to_owned()
    }

    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(n, _)| n == name).map(|(_, v)| v.as_str()).collect()
    }

    /// Was it sent at all (a ticked checkbox, the button that was pressed)?
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| n == name)
    }

    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(n, _)| n != name);
        self.0.push((name.to_owned(), value.into()));
    }

    /// One more value of a name, as of boxes that are ticked.
    pub fn add(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_owned(), value.into()));
    }

    /// As the query of an address; what would make it longer than any server on the way takes is left out.
    pub fn query(&self) -> String {
        let mut query = String::new();
        for pair in &self.0 {
            if let Ok(part) = serde_html_form::to_string([pair])
                && query.len() + part.len() < MAX_QUERY
            {
                if !query.is_empty() {
                    query.push('&');
                }
                query.push_str(&part);
            }
        }
        query
    }

    /// Parses a field; a refusal becomes the message beside it.
    pub fn parse<T, E>(
        &self,
        name: &'static str,
        errors: &mut Errors,
        parse: impl FnOnce(&str) -> Result<T, E>,
        message: impl FnOnce(E) -> Text,
    ) -> Option<T> {
        match parse(self.text(name)) {
            Ok(value) => Some(value),
            Err(e) => {
                errors.add(name, message(e));
                None
            }
        }
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WebError> {
        let pairs: Vec<(String, String)> = serde_html_form::from_bytes(bytes).map_err(|_| WebError::BadRequest)?;
        Self(pairs).sound()
    }

    /// No form of ours is this long; and no text holds a NUL, which PostgreSQL would not take and SQLite would cut at.
    pub(super) fn sound(self) -> Result<Self, WebError> {
        let bad = |(name, value): &(String, String)| name.contains('\0') || value.contains('\0');
        if self.0.len() > MAX_FIELDS || self.0.iter().any(bad) { Err(WebError::BadRequest) } else { Ok(self) }
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = WebError;

    async fn from_request(request: Request, state: &S) -> Result<Self, WebError> {
        let bytes = bytes::Bytes::from_request(request, state).await.map_err(|e| match e.status() {
            StatusCode::PAYLOAD_TOO_LARGE => WebError::TooLarge,
            _ => WebError::BadRequest,
        })?;
        Self::from_bytes(&bytes)
    }
}

/// Messages beside fields; an empty name is the form as a whole.
#[derive(Clone, Debug, Default)]
pub struct Errors(Vec<(&'static str, Text)>);

impl Errors {
    pub fn add(&mut self, field: &'static str, message: impl Into<Text>) {
        self.0.push((field, message.into()));
    }

    /// The first message of a field: the `error` prop of its control.
    pub fn of(&self, field: &str) -> Option<Text> {
        self.0.iter().find(|(n, _)| *n == field).map(|(_, m)| m.clone())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// For `ui::ErrorSummary`.
    pub fn list(&self) -> Vec<(&'static str, Text)> {
        self.0.clone()
    }

    /// 422 when something is wrong, else 200.
    pub fn status(&self) -> StatusCode {
        if self.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }
}
