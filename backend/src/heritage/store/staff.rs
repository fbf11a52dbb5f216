//! Who works for a tour, and who speaks for a site.

use domain::heritage::site::SiteKind;
use domain::heritage::staff::Duty;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{PersonId, SiteId, TourId};

use crate::db::{DbError, Row, Run, Tx, dialect, sql};
use crate::heritage::appoint_staff::{Post, Posted};

pub async fn has_duty(run: &mut impl Run, tour: TourId, person: PersonId, duty: Duty) -> Result<bool, DbError> {
    let q = "SELECT tour_id FROM tour_staff WHERE tour_id = $1 AND person_id = $2 AND duty = $3";
    Ok(run.fetch_optional(sql(q).bind(tour).bind(person).bind(duty.code())).await?.is_some())
}

pub async fn speaks_for(run: &mut impl Run, site: SiteId, person: PersonId) -> Result<bool, DbError> {
    let q = "SELECT site_id FROM site_officer WHERE site_id = $1 AND person_id = $2";
    Ok(run.fetch_optional(sql(q).bind(site).bind(person)).await?.is_some())
}

/// The tours for which this person has the duty.
pub async fn tours_of(run: &mut impl Run, person: PersonId, duty: Duty) -> Result<Vec<TourId>, DbError> {
    let q = "SELECT tour_id FROM tour_staff WHERE person_id = $1 AND duty = $2 ORDER BY tour_id";
    run.fetch_all(sql(q).bind(person).bind(duty.code())).await?.iter().map(|r| r.get("tour_id")).collect()
}

/// Names and ids of those who have a duty, by name.
pub async fn with_duty(run: &mut impl Run, tour: TourId, duty: Duty) -> Result<Vec<(PersonId, String)>, DbError> {
    let q = "SELECT p.id, p.name FROM tour_staff s JOIN person p ON p.id = s.person_id WHERE s.tour_id = $1 AND s.duty = $2 ORDER BY p.name, p.id";
    run.fetch_all(sql(q).bind(tour).bind(duty.code())).await?.iter().map(|r| Ok((r.get("id")?, r.get("name")?))).collect()
}

/// Who speaks for a site.
pub async fn speakers_of(run: &mut impl Run, site: SiteId) -> Result<Vec<PersonId>, DbError> {
    let q = "SELECT person_id FROM site_officer WHERE site_id = $1 ORDER BY person_id";
    run.fetch_all(sql(q).bind(site)).await?.iter().map(|r| r.get("person_id")).collect()
}

fn posted(r: &Row, post: Post) -> Result<Posted, DbError> {
    let (email, phone): (Option<String>, Option<String>) = (r.get("email")?, r.get("phone")?);
    Ok(Posted { post, person: r.get("id")?, name: r.get("name")?, contact: email.or(phone).unwrap_or_default() })
}

/// Everybody who works for a tour, officers before guides, by name.
pub async fn duties(run: &mut impl Run) -> Result<Vec<Posted>, DbError> {
    let q = "SELECT s.tour_id, s.duty, p.id, p.name, p.email, p.phone FROM tour_staff s JOIN person p ON p.id = s.person_id \
             ORDER BY s.duty DESC, p.name, p.id";
    let one = |r: &Row| posted(r, Post::Tour(r.get("tour_id")?, r.parse("duty", Duty::from_code)?));
    run.fetch_all(sql(q)).await?.iter().map(one).collect()
}

/// Everybody who speaks for a site, by name.
pub async fn speakers(run: &mut impl Run) -> Result<Vec<Posted>, DbError> {
    let q =
        "SELECT o.site_id, p.id, p.name, p.email, p.phone FROM site_officer o JOIN person p ON p.id = o.person_id ORDER BY p.name, p.id";
    run.fetch_all(sql(q)).await?.iter().map(|r| posted(r, Post::Site(r.get("site_id")?))).collect()
}

pub async fn tour_names(run: &mut impl Run) -> Result<Vec<(TourId, Bilingual)>, DbError> {
    let rows = run.fetch_all(sql("SELECT id, name FROM tour ORDER BY position, slug")).await?;
    rows.iter().map(|r| Ok((r.get("id")?, r.json("name")?))).collect()
}

/// Sites whose people may have a say in who comes: bases and villages, before any tour calls there, and what else tours call at or has rules.
pub async fn asking_sites(run: &mut impl Run) -> Result<Vec<(SiteId, Bilingual)>, DbError> {
    let kinds: Vec<&str> = SiteKind::ALL.into_iter().filter(|k| k.has_a_say()).map(SiteKind::code).collect();
    let q = format!(
        "SELECT id, name FROM site WHERE kind IN ({}) OR id IN (SELECT site_id FROM site_rules) OR id IN (SELECT site_id FROM tour_leg) \
         ORDER BY slug",
        dialect::list(kinds.len(), 1)
    );
    run.fetch_all(sql(q).bind_all(kinds)).await?.iter().map(|r| Ok((r.get("id")?, r.json("name")?))).collect()
}

pub async fn appoint(tx: &mut Tx, tour: TourId, person: PersonId, duty: Duty, at: Timestamp) -> Result<(), DbError> {
    let q = "INSERT INTO tour_staff (tour_id, person_id, duty, since) VALUES ($1, $2, $3, $4) ON CONFLICT (tour_id, person_id, duty) DO NOTHING";
    tx.execute(sql(q).bind(tour).bind(person).bind(duty.code()).bind(at)).await?;
    Ok(())
}

pub async fn dismiss(tx: &mut Tx, tour: TourId, person: PersonId, duty: Duty) -> Result<u64, DbError> {
    let q = "DELETE FROM tour_staff WHERE tour_id = $1 AND person_id = $2 AND duty = $3";
    tx.execute(sql(q).bind(tour).bind(person).bind(duty.code())).await
}

pub async fn appoint_speaker(tx: &mut Tx, site: SiteId, person: PersonId, at: Timestamp) -> Result<bool, DbError> {
    let q = "INSERT INTO site_officer (site_id, person_id, since) VALUES ($1, $2, $3) ON CONFLICT (site_id, person_id) DO NOTHING";
    Ok(tx.execute(sql(q).bind(site).bind(person).bind(at)).await? > 0)
}

pub async fn dismiss_speaker(tx: &mut Tx, site: SiteId, person: PersonId) -> Result<u64, DbError> {
    tx.execute(sql("DELETE FROM site_officer WHERE site_id = $1 AND person_id = $2").bind(site).bind(person)).await
}
