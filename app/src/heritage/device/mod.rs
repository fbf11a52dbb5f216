//! What the screen at the meeting point asks and tells, as JSON: the departures it may take along, one of them with all it needs
//! to work alone, and the actions of a device that was. The use cases are those of the pages.

mod pack;
mod told;

use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use backend::flows::tours::board::BoardError;
use backend::flows::tours::hear_device::{Told, hear_device};
use backend::flows::tours::take_along::{list_to_take, take_along};
use backend::heritage::staff::StaffError;
use bytes::Bytes;
use domain::kernel::ids::DepartureId;
use http::StatusCode;
use serde::Serialize;

use super::pages::desk;
use crate::web::redirect::no_store;
use crate::web::{Ctx, Reply, WebError};
use told::{Batch, Read, answer};

fn json<T: Serialize>(status: StatusCode, body: T) -> Response {
    no_store((status, Json(body)).into_response())
}

fn board(e: BoardError) -> WebError {
    match e {
        BoardError::Staff(e) => desk::error(e),
        e => WebError::internal(e),
    }
}

/// `GET /titik-kumpul/perangkat`
pub async fn list(ctx: Ctx) -> Reply {
    let (person, found) = list_to_take(ctx.deps(), ctx.actor()).await.map_err(desk::error)?;
    let departures = found.iter().map(|(d, tour)| pack::Offer::of(d, tour.pick(ctx.locale()))).collect();
    Ok(json(StatusCode::OK, pack::Offers { person, departures }))
}

/// `GET /titik-kumpul/perangkat/{departure}`
pub async fn take(ctx: Ctx, Path(departure): Path<String>) -> Reply {
    let id: DepartureId = departure.parse().map_err(|_| WebError::NotFound)?;
    let pack = take_along(ctx.deps(), ctx.actor(), id).await.map_err(board)?;
    Ok(json(StatusCode::OK, pack::Pack::of(ctx.locale(), pack)))
}

/// `POST /titik-kumpul/perangkat/{departure}`: 409 when the actions are another person's, who has to log in to tell them.
pub async fn tell(ctx: Ctx, Path(departure): Path<String>, body: Bytes) -> Reply {
    let id: DepartureId = departure.parse().map_err(|_| WebError::NotFound)?;
    let batch = serde_json::from_slice::<Batch>(&body).ok();
    let asker = ctx.actor().require_person().map_err(|e| desk::error(StaffError::from(e)))?;
    let (person, read) = batch.map_or((asker, None), |b| (b.person, b.read(id)));
    let told: Vec<Told> = read.iter().flatten().filter_map(Read::told).collect();
    // Who has no business here does not learn whether what they sent made sense.
    let heard = hear_device(ctx.deps(), ctx.actor(), id, person, &told).await.map_err(desk::error)?;
    match (read, heard) {
        (None, _) => Err(WebError::BadRequest),
        (Some(_), None) => Ok(json(StatusCode::CONFLICT, serde_json::json!({ "code": "other_person" }))),
        (Some(read), Some(heard)) => Ok(json(StatusCode::OK, answer(&read, &heard))),
    }
}
