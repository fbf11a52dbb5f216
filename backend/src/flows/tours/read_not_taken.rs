//! A promise of waste is checked when it is made. After that a material may end, and a party may move to a day after its end.

use domain::heritage::booking::Booking;
use domain::kernel::bilingual::Bilingual;

use crate::db::{DbError, Run};
use crate::deps::Deps;
use crate::wastebank::read_counter::taken_codes;

/// What a party is still to bring and what is not taken on the day of its tour, as far as that is known. For who may read the booking.
pub async fn read_not_taken(deps: &Deps, booking: &Booking) -> Result<Vec<Bilingual>, DbError> {
    not_taken(&mut deps.db.reader(), booking).await
}

pub(super) async fn not_taken(run: &mut impl Run, booking: &Booking) -> Result<Vec<Bilingual>, DbError> {
    let promised = booking.pledge_due();
    if promised.is_empty() {
        return Ok(Vec::new());
    }
    let taken = taken_codes(run, booking.starts_at).await?;
    let ended = promised.iter().filter(|line| !taken.iter().any(|code| code.as_str() == line.material));
    Ok(ended.map(|line| line.name.clone()).collect())
}
