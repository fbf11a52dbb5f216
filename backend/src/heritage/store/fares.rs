use std::collections::HashMap;

use domain::heritage::fare::{Fare, FareCategory};
use domain::kernel::ids::{PersonId, TourId};

use crate::db::{DbError, Row, Run, Tx, dialect, sql};

fn fare(r: &Row) -> Result<Fare, DbError> {
    let category = r.parse("category", FareCategory::from_code)?;
    Ok(Fare { category, amount: r.get("amount")?, from: r.get("valid_from")?, source: r.get("source")? })
}

/// All that were ever set, those to come included.
pub async fn of_tour(run: &mut impl Run, tour: TourId) -> Result<Vec<Fare>, DbError> {
    let q = "SELECT category, amount, valid_from, source FROM fare WHERE tour_id = $1 ORDER BY valid_from, category";
    run.fetch_all(sql(q).bind(tour)).await?.iter().map(fare).collect()
}

/// The same of several tours, by tour.
pub async fn of_tours(run: &mut impl Run, tours: &[TourId]) -> Result<HashMap<TourId, Vec<Fare>>, DbError> {
    let mut out: HashMap<TourId, Vec<Fare>> = HashMap::new();
    if tours.is_empty() {
        return Ok(out);
    }
    let q = format!(
        "SELECT tour_id, category, amount, valid_from, source FROM fare WHERE tour_id IN ({}) ORDER BY tour_id, valid_from, category",
        dialect::list(tours.len(), 1)
    );
    for r in run.fetch_all(sql(q).bind_all(tours.iter().copied())).await? {
        out.entry(r.get("tour_id")?).or_default().push(fare(&r)?);
    }
    Ok(out)
}

/// Fares that begin on the same day replace each other.
pub async fn set(tx: &mut Tx, tour: TourId, f: &Fare, by: Option<PersonId>) -> Result<(), DbError> {
    let q = "INSERT INTO fare (tour_id, category, valid_from, amount, source, by_id) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (tour_id, category, valid_from) DO UPDATE SET amount = excluded.amount, source = excluded.source, by_id = excluded.by_id";
    tx.execute(sql(q).bind(tour).bind(f.category.code()).bind(f.from).bind(f.amount).bind(&f.source).bind(by)).await?;
    Ok(())
}
