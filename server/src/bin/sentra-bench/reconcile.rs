//! The comparison of the waste bank's books with everything that is kept beside them, over a million postings.

use std::time::Duration;

use backend::seed::DEMO_LOGINS;
use domain::identity::role::Role;
use tokio::time::Instant;

use super::client;
use super::desk::log_in;
use super::house::House;
use super::posts::send;
use super::table::Table;

const POSTINGS: &str = "1000000";
/// Begun by the clock, the night's comparison has ended by then.
const PATIENCE: Duration = Duration::from_mins(2);

pub async fn measure(house: &House, table: &mut Table) -> Result<(), String> {
    house.run(&["migrate"])?;
    server::say::say(format_args!("Making {POSTINGS} postings"));
    let took = house.run(&["seed", "--books", POSTINGS])?;
    table.told("making 1,000,000 postings", format!("{:.0} s", took.as_secs_f64()));

    let running = house.serve(&[]).await?;
    house.at_rest(&running).await?;
    // By day a house that starts makes up for the night at once. Whichever was slower counts.
    let began = Instant::now();
    while nights(house)? && checks(house)?.is_empty() && began.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let officer = DEMO_LOGINS.iter().find(|l| l.role == Role::Officer).ok_or("the demo has no officer")?;
    let cookie = log_in(&running, officer.email).await?;
    send(&mut running.connect().await?, &client::post("/petugas/bank-sampah/buku", &cookie, "")).await?;
    let memory = running.memory();
    drop(running);

    let checks = checks(house)?;
    let slowest = checks.iter().map(|c| c.took).max().ok_or("nothing was compared")?;
    let each: Vec<String> = checks.iter().map(|c| format!("{:.1} s", c.took as f64 / 1000.0)).collect();
    let figure = format!("{} over {} postings", each.join(" and "), checks.iter().map(|c| c.postings).min().unwrap_or_default());
    table.row("reconciliation, in the server", figure, "≤ 20 s", slowest <= 20_000);
    let whole = checks.iter().all(|c| c.sound && c.postings >= 1_000_000);
    let found = checks.iter().filter(|c| !c.sound).count();
    table.row("  what it found", format!("{found} of {} comparisons found something", checks.len()), "nothing, in all postings", whole);
    let figure = format!("{:.0} MB at most, {:.0} MB afterwards", memory.peak, memory.resident);
    table.row("  memory of the server", figure, "≤ 300 MB", memory.peak <= 300.0);
    Ok(())
}

struct Check {
    sound: bool,
    /// In milliseconds.
    took: i64,
    postings: i64,
}

fn checks(house: &House) -> Result<Vec<Check>, String> {
    let read = || {
        let db = house.database()?;
        let mut all = db
            .prepare("SELECT sound, took_ms, json_extract(report, '$.postings') FROM waste_check ORDER BY at")
            .map_err(|e| e.to_string())?;
        let rows =
            all.query_map([], |r| Ok(Check { sound: r.get(0)?, took: r.get(1)?, postings: r.get(2)? })).map_err(|e| e.to_string())?;
        rows.collect::<Result<_, _>>().map_err(|e| e.to_string())
    };
    read()
}

/// Whether the hour has come from which on a day's comparison is made.
fn nights(house: &House) -> Result<bool, String> {
    let q = "SELECT strftime('%H', 'now', '+7 hours') >= '01'";
    house.database()?.query_row(q, [], |r| r.get(0)).map_err(|e| e.to_string())
}
