//! Who stands at the scale of the demo's meeting point: its guide, and a second operator who signs for what is worth much.

use domain::kernel::slug::Slug;

use super::SeedError;
use super::data::bad;
use super::heritage::GUIDE;
use super::wastebank::{OPERATORS, SQUARE};
use crate::db::{Run, Tx, sql};
use crate::deps::Deps;
use crate::wastebank::store::units;

pub async fn meeting_point(tx: &mut Tx, deps: &Deps) -> Result<(), SeedError> {
    let slug = Slug::from_name(SQUARE);
    let (all, now) = (units::all(tx).await?, deps.now());
    let unit = all.into_iter().find(|(u, _)| u.slug == slug).ok_or_else(|| bad("wastebank", format!("no unit {SQUARE}")))?.0;
    for (email, _) in [GUIDE, OPERATORS[1]] {
        let row = tx.fetch_one(sql("SELECT id FROM person WHERE email = $1").bind(email)).await?;
        units::appoint(tx, unit.id, row.get("id")?, now).await?;
    }
    Ok(())
}
