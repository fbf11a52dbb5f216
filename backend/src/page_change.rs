//! The feed by which every node learns that what a cached public page shows has changed. Tags are written in the
//! change's own transaction; the page cache reads the feed and drops every page that carries one of them.

use domain::kernel::clock::{MINUTE, Timestamp};
use domain::kernel::ids::{ProductId, ShopId, SiteId, TourId};

use crate::db::{Db, DbError, Run, Tx, dialect, sql};

/// What changed, as public pages see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PageTag {
    /// What a product's card or page says: name, price, photo, sold out.
    Product(ProductId),
    /// How many are left: only the product's own page says it.
    Stock(ProductId),
    Shop(ShopId),
    /// Which products or shops a list holds.
    Listing,
    /// In which order prices put the products of a list, and so on which of its pages each stands.
    Prices,
    /// What is told of a tour: story, legs, fares, terms.
    Tour(TourId),
    /// Its departures, and how many seats each has left.
    Seats(TourId),
    /// A heritage site: what is told of it, and its rules.
    Place(SiteId),
    /// Everything: categories, settings.
    Site,
}

impl PageTag {
    pub fn key(self) -> String {
        match self {
            Self::Product(id) => format!("product:{id}"),
            Self::Stock(id) => format!("stock:{id}"),
            Self::Shop(id) => format!("shop:{id}"),
            Self::Listing => "listing".to_owned(),
            Self::Prices => "prices".to_owned(),
            Self::Tour(id) => format!("tour:{id}"),
            Self::Seats(id) => format!("seats:{id}"),
            Self::Place(id) => format!("place:{id}"),
            Self::Site => "site".to_owned(),
        }
    }
}

/// Announces changes; takes effect with the commit.
pub async fn announce(tx: &mut Tx, at: Timestamp, tags: &[PageTag]) -> Result<(), DbError> {
    if tags.is_empty() {
        return Ok(());
    }
    let mut q = sql(format!("INSERT INTO page_change (tag, at) VALUES {}", dialect::values(tags.len(), 2, 1)));
    for t in tags {
        q = q.bind(t.key()).bind(at);
    }
    tx.ring_on_commit();
    tx.put(q).await
}

/// Changes after `seq`, oldest first.
pub async fn after(db: &Db, seq: i64) -> Result<Vec<(i64, String)>, DbError> {
    let rows = db.reader().fetch_all(sql("SELECT seq, tag FROM page_change WHERE seq > $1 ORDER BY seq LIMIT 5000").bind(seq)).await?;
    rows.iter().map(|r| Ok((r.get("seq")?, r.get("tag")?))).collect()
}

/// Those of the given numbers that are there (now). PostgreSQL gives numbers out before the commit, so a reader of
/// [`after`] who finds a number missing asks for it again for a while.
pub async fn among(db: &Db, numbers: &[i64]) -> Result<Vec<(i64, String)>, DbError> {
    let mut found = Vec::new();
    for some in numbers.chunks(500) {
        let q = format!("SELECT seq, tag FROM page_change WHERE seq IN ({})", dialect::list(some.len(), 1));
        for r in db.reader().fetch_all(sql(q).bind_all(some.iter().copied())).await? {
            found.push((r.get("seq")?, r.get("tag")?));
        }
    }
    Ok(found)
}

/// The newest number given out.
pub async fn latest(db: &Db) -> Result<i64, DbError> {
    db.reader().fetch_one(sql("SELECT COALESCE(MAX(seq), 0) AS seq FROM page_change")).await?.get("seq")
}

/// Every node has read what is older than some minutes.
pub async fn forget_old(db: &Db, now: Timestamp) -> Result<(), DbError> {
    let mut tx = db.begin().await?;
    tx.execute(sql("DELETE FROM page_change WHERE at < $1").bind(now.plus(-10 * MINUTE))).await?;
    tx.commit().await
}
