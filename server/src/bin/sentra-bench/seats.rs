//! Five hundred persons at once on the last forty seats, on either engine: over HTTP, each with a connection of its own.

use std::collections::HashSet;
use std::sync::Arc;

use backend::db::{Db, DbError, Run, sql};
use domain::kernel::ids::DepartureId;
use tokio::sync::Barrier;
use tokio::time::Instant;

use super::client;
use super::form::forms;
use super::house::House;
use super::load::Measured;
use super::postgres;
use super::running::Running;
use super::table::Table;

const PERSONS: usize = 500;
const SEATS: i64 = 40;
/// So many legs have no more than these; the others have a few more.
const SCARCE: i64 = 3;
const TOUR: &str = "wisata-militer";

pub async fn measure(house: &House, table: &mut Table) -> Result<(), String> {
    house.run(&["migrate"])?;
    house.run(&["seed"])?;
    rush(house, "SQLite", table).await?;
    // A cluster that does not start panics: here that is a row of the table.
    let url = tokio::spawn(postgres::database_url()).await.map_err(|_| "PostgreSQL does not start (Debian: postgresql)".to_owned())?;
    let folder = house.folder.join("postgres");
    std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let second = House { program: house.program.clone(), folder, postgres: Some(url) };
    second.run(&["migrate"])?;
    second.run(&["seed"])?;
    rush(&second, "PostgreSQL", table).await
}

async fn rush(house: &House, engine: &str, table: &mut Table) -> Result<(), String> {
    let deps = house.deps().await?;
    let departure = scarce(&deps.db).await.map_err(|e| e.to_string())?;
    deps.db.close().await;
    let running = house.serve(&[]).await?;
    running.ready().await?;
    let ready = parties(&running, departure).await?;
    let (answers, took) = all_at_once(&running, ready).await?;
    drop(running);

    let times = Measured::of(answers.iter().map(|a| a.micros).collect(), took);
    let figure = format!("{:.0} ms; half of them within {:.0} ms", times.within(0.99), times.within(0.5));
    table.row(&format!("500 at once on the last 40 seats, {engine}: p99"), figure, "≤ 2 s", times.within(0.99) <= 2_000.0);

    let links: HashSet<&str> = answers.iter().filter_map(|a| a.link.as_deref()).collect();
    let refused = answers.iter().filter(|a| a.status == 422).count();
    let deps = house.deps().await?;
    let [booked, scarce, other] = sold(&deps.db, departure).await.map_err(|e| e.to_string())?;
    deps.db.close().await;
    let figure = format!(
        "{} acknowledged, {refused} told that it is full; {booked} seats of bookings, {scarce} to {other} taken of the legs",
        links.len()
    );
    let exact = [i64::try_from(links.len()).unwrap_or(0), booked, scarce, other] == [SEATS; 4] && links.len() + refused == PERSONS;
    table.row("  seats sold", figure, "exactly 40", exact);
    Ok(())
}

/// A departure weeks ahead, with forty seats left on three of its legs.
pub async fn scarce(db: &Db) -> Result<DepartureId, DbError> {
    let q = "SELECT d.id FROM departure d WHERE d.state = 'planned' AND d.consent = 'given' ORDER BY d.starts_at DESC LIMIT 1";
    let mut tx = db.begin().await?;
    let id: DepartureId = tx.fetch_one(sql(q)).await?.get("id")?;
    tx.execute(sql("UPDATE departure_leg SET capacity = $2 + 4 WHERE departure_id = $1").bind(id).bind(SEATS)).await?;
    let q = "UPDATE departure_leg SET capacity = $2 WHERE departure_id = $1 AND position > (SELECT MAX(position) - $3 FROM departure_leg WHERE departure_id = $1)";
    tx.execute(sql(q).bind(id).bind(SEATS).bind(SCARCE)).await?;
    tx.commit().await?;
    Ok(id)
}

/// Seats of live bookings; the least and the most that is taken of a leg.
async fn sold(db: &Db, departure: DepartureId) -> Result<[i64; 3], DbError> {
    let q = "SELECT (SELECT CAST(COALESCE(SUM(seats), 0) AS BIGINT) FROM booking WHERE departure_id = $1 AND state = 'held') AS booked, \
             MIN(taken) AS least, MAX(taken) AS most FROM departure_leg WHERE departure_id = $1";
    let row = db.reader().fetch_one(sql(q).bind(departure)).await?;
    Ok([row.get("booked")?, row.get("least")?, row.get("most")?])
}

/// The form of the booking page, filled in by one grown-up each.
pub async fn parties(running: &Running, departure: DepartureId) -> Result<Vec<Vec<u8>>, String> {
    let path = format!("/wisata/{TOUR}/pesan/{departure}");
    let page = running.page(&path, "").await?;
    let found = forms(&page.text()).into_iter().find(|f| f.get("key").is_some());
    let mut form = found.ok_or_else(|| format!("{path} answers {} without its form", page.status))?;
    let person =
        [("name", "Tamu"), ("category", "adult"), ("document", "3277015508900001"), ("birth_date", "1990-08-17"), ("nationality", "ID")];
    for (name, value) in person.into_iter().chain([("conduct", "on"), ("go", "book")]) {
        // Of the rows the first one.
        form.set(name, value);
    }
    Ok((0..PERSONS)
        .map(|n| {
            form.set("key", &format!("bench-{n}"));
            // Each can be reached elsewhere: what one contact holds is limited.
            form.set("contact", &format!("Tamu {n}"));
            form.set("phone", &format!("0812{n:07}"));
            client::post(&path, "", &form.encode())
        })
        .collect())
}

struct Answered {
    status: u16,
    link: Option<String>,
    micros: u32,
}

/// Everybody is connected before the first one asks.
async fn all_at_once(running: &Running, ready: Vec<Vec<u8>>) -> Result<(Vec<Answered>, std::time::Duration), String> {
    let start = Arc::new(Barrier::new(ready.len() + 1));
    let mut under_way = Vec::with_capacity(ready.len());
    for request in ready {
        let (mut client, start) = (running.connect().await?, Arc::clone(&start));
        under_way.push(tokio::spawn(async move {
            start.wait().await;
            let began = Instant::now();
            let answer = client.ask(&request).await.map_err(|e| e.to_string())?;
            let micros = u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX);
            Ok::<_, String>(Answered { status: answer.status, link: answer.header("location").map(str::to_owned), micros })
        }));
    }
    start.wait().await;
    let began = Instant::now();
    let mut all = Vec::with_capacity(under_way.len());
    for one in under_way {
        all.push(one.await.map_err(|e| e.to_string())??);
    }
    Ok((all, began.elapsed()))
}
