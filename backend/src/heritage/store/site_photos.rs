use domain::heritage::site_photo::SitePhoto;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{PersonId, SiteId};

use super::json;
use crate::db::{DbError, Row, Run, Tx, sql};

fn photo(r: &Row) -> Result<SitePhoto, DbError> {
    Ok(SitePhoto {
        file: r.get("file")?,
        width: r.get("width")?,
        height: r.get("height")?,
        widths: r.json("widths")?,
        caption: r.json("caption")?,
        credit: r.get("credit")?,
    })
}

/// The first that was uploaded comes first.
pub async fn of_site(run: &mut impl Run, site: SiteId) -> Result<Vec<SitePhoto>, DbError> {
    let q = "SELECT file, width, height, widths, caption, credit FROM site_photo WHERE site_id = $1 ORDER BY at, file";
    run.fetch_all(sql(q).bind(site)).await?.iter().map(photo).collect()
}

pub async fn find(run: &mut impl Run, site: SiteId, file: &str) -> Result<Option<SitePhoto>, DbError> {
    let q = "SELECT file, width, height, widths, caption, credit FROM site_photo WHERE site_id = $1 AND file = $2";
    run.fetch_optional(sql(q).bind(site).bind(file)).await?.as_ref().map(photo).transpose()
}

/// Under the lock of the site.
pub async fn insert(tx: &mut Tx, site: SiteId, p: &SitePhoto, by: PersonId, at: Timestamp) -> Result<(), DbError> {
    let q = "INSERT INTO site_photo (site_id, file, width, height, widths, caption, credit, by_id, at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let q = sql(q).bind(site).bind(p.file.as_str()).bind(p.width).bind(p.height).bind(json("widths", &p.widths)?);
    tx.execute(q.bind(json("caption", &p.caption)?).bind(p.credit.as_str()).bind(by).bind(at)).await?;
    Ok(())
}

/// False: it is gone.
pub async fn describe(tx: &mut Tx, site: SiteId, file: &str, caption: &Bilingual, credit: &str) -> Result<bool, DbError> {
    let q = sql("UPDATE site_photo SET caption = $3, credit = $4 WHERE site_id = $1 AND file = $2").bind(site).bind(file);
    Ok(tx.execute(q.bind(json("caption", caption)?).bind(credit)).await? == 1)
}

/// False: it is gone.
pub async fn delete(tx: &mut Tx, site: SiteId, file: &str) -> Result<bool, DbError> {
    Ok(tx.execute(sql("DELETE FROM site_photo WHERE site_id = $1 AND file = $2").bind(site).bind(file)).await? == 1)
}
