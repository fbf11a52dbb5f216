use domain::heritage::review::{Hidden, Rating, Review, ReviewLine, Stars};
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{BookingId, PersonId, TourId};

use crate::db::{DbError, Row, Run, Tx, sql};

/// What a form said that was sent before.
pub async fn find_form(run: &mut impl Run, nonce: &str) -> Result<Option<String>, DbError> {
    let row = run.fetch_optional(sql("SELECT digest FROM tour_review_form WHERE nonce = $1").bind(nonce)).await?;
    row.map(|r| r.get("digest")).transpose()
}

pub async fn insert_form(tx: &mut Tx, nonce: &str, booking: BookingId, digest: &str) -> Result<(), DbError> {
    let q = "INSERT INTO tour_review_form (nonce, booking_id, digest) VALUES ($1, $2, $3)";
    tx.execute(sql(q).bind(nonce).bind(booking).bind(digest)).await?;
    Ok(())
}

/// The first one, or another in its place. False: it is hidden, and stays as it is.
pub async fn save(tx: &mut Tx, r: &Review) -> Result<bool, DbError> {
    let q = "INSERT INTO tour_review (booking_id, stars, text, name, locale, at) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (booking_id) DO UPDATE SET stars = excluded.stars, text = excluded.text, name = excluded.name, \
             locale = excluded.locale, changed_at = excluded.at WHERE tour_review.hidden_at IS NULL";
    let q = sql(q).bind(r.booking).bind(i64::from(r.stars.get())).bind(&r.text).bind(&r.name).bind(r.locale).bind(r.at);
    Ok(tx.execute(q).await? == 1)
}

const SELECT: &str = "SELECT v.booking_id, v.stars, v.text, v.name, v.locale, v.at, v.changed_at, v.hidden_at, v.hidden_reason, \
                      h.name AS hidden_by_name, b.number, d.starts_at, t.name AS tour_name FROM tour_review v \
                      JOIN booking b ON b.id = v.booking_id JOIN departure d ON d.id = b.departure_id JOIN tour t ON t.id = d.tour_id \
                      LEFT JOIN person h ON h.id = v.hidden_by";

fn review(r: &Row) -> Result<Review, DbError> {
    let hidden = match (r.get::<Option<Timestamp>>("hidden_at")?, r.get::<Option<String>>("hidden_by_name")?) {
        (Some(at), by) => Some(Hidden { at, by: by.unwrap_or_default(), reason: r.get("hidden_reason")? }),
        (None, _) => None,
    };
    let stars: i64 = r.get("stars")?;
    let stars = u8::try_from(stars).ok().and_then(Stars::new).ok_or_else(|| DbError::decode("stars", stars))?;
    Ok(Review {
        booking: r.get("booking_id")?,
        stars,
        text: r.get("text")?,
        name: r.get("name")?,
        locale: r.get("locale")?,
        at: r.get("at")?,
        changed_at: r.get("changed_at")?,
        hidden,
    })
}

fn line(r: &Row) -> Result<ReviewLine, DbError> {
    Ok(ReviewLine { review: review(r)?, number: r.get("number")?, tour: r.json("tour_name")?, starts_at: r.get("starts_at")? })
}

pub async fn of_booking(run: &mut impl Run, booking: BookingId) -> Result<Option<Review>, DbError> {
    let q = format!("{SELECT} WHERE v.booking_id = $1");
    run.fetch_optional(sql(q).bind(booking)).await?.as_ref().map(review).transpose()
}

/// Those that everybody sees, the newest first.
pub async fn shown(run: &mut impl Run, tour: TourId, most: i64) -> Result<Vec<Review>, DbError> {
    let q = format!("{SELECT} WHERE d.tour_id = $1 AND v.hidden_at IS NULL ORDER BY v.at DESC, v.booking_id LIMIT $2");
    run.fetch_all(sql(q).bind(tour).bind(most)).await?.iter().map(review).collect()
}

/// Hidden or not, the newest first.
pub async fn all(run: &mut impl Run, tour: TourId, most: i64) -> Result<Vec<ReviewLine>, DbError> {
    let q = format!("{SELECT} WHERE d.tour_id = $1 ORDER BY v.at DESC, v.booking_id LIMIT $2");
    run.fetch_all(sql(q).bind(tour).bind(most)).await?.iter().map(line).collect()
}

/// Of those that everybody sees.
pub async fn rating(run: &mut impl Run, tour: TourId) -> Result<Rating, DbError> {
    let q = "SELECT COUNT(*) AS n, CAST(COALESCE(SUM(v.stars), 0) AS BIGINT) AS stars FROM tour_review v JOIN booking b ON b.id = v.booking_id \
             JOIN departure d ON d.id = b.departure_id WHERE d.tour_id = $1 AND v.hidden_at IS NULL";
    let row = run.fetch_one(sql(q).bind(tour)).await?;
    Ok(Rating { count: row.get("n")?, sum: row.get("stars")? })
}

const OF_TOUR: &str = "booking_id IN (SELECT b.id FROM booking b JOIN departure d ON d.id = b.departure_id WHERE d.tour_id = $2)";

/// False: hidden already, or another tour's.
pub async fn hide(tx: &mut Tx, tour: TourId, booking: BookingId, by: PersonId, reason: &str, at: Timestamp) -> Result<bool, DbError> {
    let q = format!(
        "UPDATE tour_review SET hidden_at = $3, hidden_by = $4, hidden_reason = $5 WHERE booking_id = $1 AND {OF_TOUR} AND hidden_at IS NULL"
    );
    Ok(tx.execute(sql(q).bind(booking).bind(tour).bind(at).bind(by).bind(reason)).await? == 1)
}

/// False: shown already, or another tour's.
pub async fn show(tx: &mut Tx, tour: TourId, booking: BookingId) -> Result<bool, DbError> {
    let q = format!(
        "UPDATE tour_review SET hidden_at = NULL, hidden_by = NULL, hidden_reason = '' WHERE booking_id = $1 AND {OF_TOUR} AND hidden_at IS NOT NULL"
    );
    Ok(tx.execute(sql(q).bind(booking).bind(tour)).await? == 1)
}
