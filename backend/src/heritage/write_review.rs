//! A party's review of its tour: one of each booking, by whoever has its link. It is written, and changed as often as wished,
//! for as many days after the tour as its terms say; then it stays. The same form sent again changes nothing.

use data_encoding::BASE64URL_NOPAD;
use domain::heritage::review::{MAX_NAME, MAX_TEXT, Review, Stars};
use domain::identity::actor::Actor;
use domain::kernel::clock::{MINUTE, Timestamp};
use domain::kernel::locale::Locale;
use domain::kernel::text::{self, TextError};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::read_booking::{BookingKey, ReadBookingError, read_booking};
use super::store::{departures, reviews};
use crate::db::DbError;
use crate::deps::Deps;
use crate::identity::throttle::{self, Limit};
use crate::page_change::{PageTag, announce};

const MAX_NONCE: usize = 100;
const PER_BOOKING: Limit = Limit { attempts: 10, window: 60 * MINUTE };
/// A bus full of people may share one.
const PER_ADDRESS: Limit = Limit { attempts: 60, window: 60 * MINUTE };

#[derive(Clone, Debug)]
pub struct WriteReview {
    /// Made with the form.
    pub nonce: String,
    pub stars: Option<Stars>,
    pub text: String,
    pub name: String,
    /// In which it is written.
    pub locale: Locale,
}

#[derive(Debug, Error)]
pub enum WriteReviewError {
    #[error("no such booking")]
    NotFound,
    /// The party has not come back, or did not go.
    #[error("only after the tour")]
    NotAfter,
    #[error("it is closed")]
    Closed { since: Timestamp },
    /// An officer has taken it off the page.
    #[error("it is hidden")]
    Hidden,
    #[error("one to five stars")]
    Stars,
    #[error("text: {0}")]
    Text(TextError),
    #[error("name: {0}")]
    Name(TextError),
    #[error("the form's key is missing")]
    Nonce,
    /// The form has said something else before.
    #[error("the form was sent with other words")]
    Used,
    #[error("too often")]
    Throttled { until: Timestamp },
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<ReadBookingError> for WriteReviewError {
    fn from(e: ReadBookingError) -> Self {
        match e {
            ReadBookingError::NotFound => Self::NotFound,
            ReadBookingError::Db(e) => Self::Db(e),
        }
    }
}

/// `address`: from where the form was sent.
pub async fn write_review(
    deps: &Deps,
    actor: &Actor,
    address: &str,
    key: BookingKey<'_>,
    form: &WriteReview,
) -> Result<(), WriteReviewError> {
    let booking = read_booking(deps, actor, key).await?;
    let typed = form.nonce.trim();
    if typed.is_empty() || typed.len() > MAX_NONCE {
        return Err(WriteReviewError::Nonce);
    }
    // With the booking in front, so that another's form finds nothing.
    let (nonce, digest) = (format!("{}:{typed}", booking.id), digest(form));
    if let Some(told) = reviews::find_form(&mut deps.db.reader(), &nonce).await? {
        return if told == digest { Ok(()) } else { Err(WriteReviewError::Used) };
    }
    let now = deps.now();
    let closes = booking.terms.review_until(booking.thanked_at.ok_or(WriteReviewError::NotAfter)?);
    if closes <= now {
        return Err(WriteReviewError::Closed { since: closes });
    }
    let limits = [(format!("review-from:{}", throttle::network(address)), PER_ADDRESS), (format!("review:{}", booking.id), PER_BOOKING)];
    for (key, limit) in limits {
        if let Some(until) = throttle::attempt(deps, &key, limit).await? {
            return Err(WriteReviewError::Throttled { until });
        }
    }
    let review = Review {
        booking: booking.id,
        stars: form.stars.ok_or(WriteReviewError::Stars)?,
        text: text::optional_paragraphs(&form.text, MAX_TEXT).map_err(WriteReviewError::Text)?,
        name: text::optional_line(&form.name, MAX_NAME).map_err(WriteReviewError::Name)?,
        locale: form.locale,
        at: now,
        changed_at: None,
        hidden: None,
    };
    let mut tx = deps.db.begin().await?;
    departures::lock(&mut tx, booking.departure).await?;
    // The same form, sent twice at once: the other one was faster.
    if let Some(told) = reviews::find_form(&mut tx, &nonce).await? {
        return if told == digest { Ok(()) } else { Err(WriteReviewError::Used) };
    }
    if !reviews::save(&mut tx, &review).await? {
        return Err(WriteReviewError::Hidden);
    }
    reviews::insert_form(&mut tx, &nonce, booking.id, &digest).await?;
    if let Some(departure) = departures::find(&mut tx, booking.departure).await? {
        announce(&mut tx, now, &[PageTag::Tour(departure.tour)]).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn digest(form: &WriteReview) -> String {
    let mut seen = Sha256::new();
    let stars = form.stars.map_or(0, Stars::get);
    for t in [stars.to_string().as_str(), &form.text, &form.name] {
        // With its length, so that nothing can slip from one text into the next.
        seen.update(t.len().to_le_bytes());
        seen.update(t);
    }
    BASE64URL_NOPAD.encode(&seen.finalize()[..16])
}
