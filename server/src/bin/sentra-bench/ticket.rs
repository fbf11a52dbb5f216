//! A ticket at the meeting point without a network: the page of a guide's phone with the house's own keys and a full list, in the
//! system's browser, whose processor is slowed down.

use backend::db::{Run as _, sql};
use backend::flows::tours::pay::{PayTour, pay_tour};
use backend::heritage::draw_ticket::draw_ticket;
use backend::heritage::read_booking::BookingKey;
use domain::identity::actor::Actor;
use domain::kernel::clock::{MINUTE, Timestamp};
use domain::kernel::ids::DepartureId;
use domain::kernel::money::Rupiah;
use serde::Deserialize;
use serde_json::json;

use super::browser;
use super::desk::log_in;
use super::house::House;
use super::seats::{parties, scarce};
use super::table::Table;

const GUIDE: &str = "pemandu@demo.sentra.id";
/// On the list, one person each.
const PARTIES: usize = 40;
/// A new browser each time.
const RUNS: usize = 3;
/// Shown in each. The second is changed and the third cut off.
const TICKETS: usize = 20;
const SLOWER: u32 = 4;
const BUDGET_MS: f64 = 50.0;
/// Before the departure.
const MORNING: i64 = 30 * MINUTE;

#[derive(Deserialize)]
struct Checked {
    browser: String,
    runs: Vec<Run>,
}

#[derive(Deserialize)]
struct Run {
    /// How many parties the page knew of.
    parties: usize,
    outcomes: Vec<Option<String>>,
    millis: Vec<f64>,
}

impl Run {
    /// The house's ticket is known, its fare is still to be paid; the other two are not.
    fn is_right(&self) -> bool {
        let right = |n| if matches!(n, 1 | 2) { "unknown" } else { "unpaid" };
        let told = self.outcomes.iter().enumerate().all(|(n, outcome)| outcome.as_deref() == Some(right(n)));
        told && [self.outcomes.len(), self.millis.len(), self.parties] == [TICKETS, TICKETS, PARTIES]
    }
}

pub async fn measure(house: &House, table: &mut Table) -> Result<(), String> {
    let chromium = browser::chromium()?;
    let deps = house.deps().await?;
    let departure = scarce(&deps.db).await.map_err(|e| e.to_string())?;
    deps.db.close().await;
    let booked = book(house, departure).await?;
    let (ticket, ahead) = confirm(house, departure, &booked).await?;

    let running = house.serve_unpinned(&[("SENTRA_CLOCK_AHEAD", &ahead.to_string())]).await?;
    house.at_rest(&running).await?;
    let cookie = log_in(&running, GUIDE).await?;
    let (name, value) = cookie.split_once('=').ok_or("the guide's cookie has no value")?;
    let asked = json!({
        "chromium": chromium,
        "runs": RUNS,
        "tickets": TICKETS,
        "slower": SLOWER,
        "house": format!("http://{}", running.address),
        "cookie": { "name": name, "value": value },
        "pack": format!("/titik-kumpul/perangkat/{departure}"),
        "morning": MORNING,
        "ticket": ticket,
    });
    let checked: Checked = browser::ask("ticket.mjs", &asked)?;
    tell(table, &checked)
}

/// The secrets of bookings that fill a departure.
async fn book(house: &House, departure: DepartureId) -> Result<Vec<String>, String> {
    let running = house.serve_unpinned(&[]).await?;
    house.at_rest(&running).await?;
    let mut client = running.connect().await?;
    let mut secrets = Vec::with_capacity(PARTIES);
    for form in parties(&running, departure).await?.into_iter().take(PARTIES) {
        let answer = client.ask(&form).await.map_err(|e| e.to_string())?;
        let secret = answer.header("location").and_then(|link| link.rsplit('/').next());
        secrets.push(secret.ok_or_else(|| format!("a party is not booked: {}", answer.status))?.to_owned());
    }
    Ok(secrets)
}

/// All of them are to pay on the day. The ticket of the last one, and how many minutes ahead that day is.
async fn confirm(house: &House, departure: DepartureId, secrets: &[String]) -> Result<(String, i64), String> {
    let deps = house.deps().await?;
    let cash = PayTour { cash: Rupiah(i64::MAX), ..PayTour::default() };
    for secret in secrets {
        pay_tour(&deps, &Actor::GUEST, BookingKey::Secret(secret), &cash).await.map_err(|e| e.to_string())?;
    }
    let last = secrets.last().ok_or("nobody has booked")?;
    let ticket = draw_ticket(&deps, &Actor::GUEST, BookingKey::Secret(last)).await.map_err(|e| e.to_string())?.text;
    let q = sql("SELECT starts_at FROM departure WHERE id = $1").bind(departure);
    let row = deps.db.reader().fetch_one(q).await.map_err(|e| e.to_string())?;
    let starts: Timestamp = row.get("starts_at").map_err(|e| e.to_string())?;
    let ahead = (starts.since(deps.now()) - MORNING) / MINUTE;
    deps.db.close().await;
    Ok((ticket, ahead))
}

fn tell(table: &mut Table, checked: &Checked) -> Result<(), String> {
    if let Some(wrong) = checked.runs.iter().find(|run| !run.is_right()) {
        return Err(format!("with {} parties the page said {:?}", wrong.parties, wrong.outcomes));
    }
    let mut all: Vec<f64> = checked.runs.iter().flat_map(|run| run.millis.iter().copied()).collect();
    all.sort_by(f64::total_cmp);
    let (Some(slowest), Some(middle)) = (all.last().copied(), all.get(all.len() / 2)) else {
        return Err("no ticket was shown".to_owned());
    };
    let first = checked.runs.iter().filter_map(|run| run.millis.first().copied()).fold(0.0, f64::max);
    let figure = format!("{slowest:.1} ms, the slowest of {}; the middle {middle:.1} ms, the slowest first one {first:.1} ms", all.len());
    table.row(&format!("ticket checked offline in the browser, CPU {SLOWER} × slower"), figure, "≤ 50 ms", slowest <= BUDGET_MS);
    table.told("  measured with", checked.browser.clone());
    Ok(())
}
