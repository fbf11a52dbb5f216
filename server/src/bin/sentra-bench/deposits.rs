//! Deposits at the counter over HTTP, three materials each, 32 at once: booked once, and the books are sound afterwards.

use std::collections::HashSet;
use std::sync::Arc;

use backend::flows::reconcile::compare;
use tokio::time::Instant;

use super::bare;
use super::client;
use super::desk::log_in;
use super::form::{Form, forms};
use super::house::House;
use super::load::Measured;
use super::posts::{send_again, send_all, send_twice};
use super::running::Running;
use super::table::Table;

const AT_ONCE: usize = 32;
/// Measured.
const DEPOSITS: usize = 4_000;
/// Afterwards: deposits whose form is sent twice at the same moment …
const DOUBLES: usize = 100;
/// … and every so manieth of the measured ones once more.
const AGAIN: usize = 10;
/// A household's bags: kilograms as they are typed.
const BROUGHT: [(&str, &str); 3] = [("KT-01", "3,4"), ("PL-01", "1,25"), ("LG-04", "0,8")];

pub async fn measure(house: &House, table: &mut Table) -> Result<(), String> {
    let before = slips(house)?;
    // The yardstick is taken while nothing else writes to the disk: before the server starts, and when it has ended.
    let bare_before = bare::transactions(&house.folder)?;
    let running = house.serve(&[]).await?;
    house.at_rest(&running).await?;
    let mut ready = weighed(house, &running).await?;
    let doubles = ready.split_off(DEPOSITS);
    let ready: Arc<[Vec<u8>]> = ready.into();
    let began = Instant::now();
    let sent = send_all(&running, &ready, AT_ONCE).await?;
    let time = began.elapsed();

    let mut links: HashSet<String> = sent.iter().map(|s| s.link.clone()).collect();
    let again = send_again(&running, &ready, &sent, AGAIN).await?;
    links.extend(send_twice(&running, &doubles).await?);
    drop(running);
    let bare_after = bare::transactions(&house.folder)?;

    let rate = Measured::of(sent.iter().map(|s| s.micros).collect(), time);
    let bare = f64::midpoint(bare_before, bare_after);
    let ratio = rate.per_second / bare;
    let figure = format!(
        "{ratio:.2} × ({:.0}/s to {bare:.0}/s: {bare_before:.0} before, {bare_after:.0} after), p99 {:.0} ms",
        rate.per_second,
        rate.within(0.99)
    );
    table.row("deposits of three materials over HTTP, 32 at once", figure, "≥ 0.2 × bare transactions", ratio >= 0.2);
    table.row("  forms sent once more", format!("{} of {} led to the same slip", again.0, again.1), "all", again.0 == again.1);
    sound(house, table, before, &links).await
}

fn slips(house: &House) -> Result<HashSet<String>, String> {
    Ok(house.texts("SELECT slip FROM waste_deposit")?.into_iter().collect())
}

/// Each form as the counter's page has counted it, for the neighbours of one unit in turns.
async fn weighed(house: &House, running: &Running) -> Result<Vec<Vec<u8>>, String> {
    let most = "SELECT o.unit_id FROM waste_operator o JOIN waste_member m ON m.home_unit = o.unit_id GROUP BY o.unit_id ORDER BY COUNT(*) DESC, o.unit_id LIMIT 1";
    let operator =
        format!("SELECT p.email FROM person p JOIN waste_operator o ON o.person_id = p.id WHERE o.unit_id = ({most}) ORDER BY p.email");
    let cookie = log_in(running, house.texts(&operator)?.first().ok_or("nobody stands behind a counter")?).await?;
    let members = format!(
        "SELECT '/loket/' || lower(hex(home_unit)) || '/' || lower(hex(id)) FROM waste_member WHERE home_unit = ({most}) ORDER BY id"
    );
    let scales = house.texts(&members)?;
    let first = scales.first().ok_or("nobody brings anything")?;
    let mut typed = Form::default();
    for (material, gross) in BROUGHT {
        let row = [("material", material), ("gross", gross), ("tare", ""), ("deduction", ""), ("reason", "")];
        typed.fields.extend(row.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
    typed.set("go", "count");
    let page = running.connect().await?.ask(&client::post(first, &cookie, &typed.encode())).await.map_err(|e| e.to_string())?;
    let counted = forms(&page.text()).into_iter().find(|f| f.get("total").is_some_and(|t| t != "0"));
    let mut form = counted.ok_or_else(|| format!("the scale answers {} without a sum", page.status))?;
    form.set("go", "save");
    let all = scales.iter().cycle().take(DEPOSITS + DOUBLES).enumerate();
    Ok(all
        .map(|(n, scale)| {
            form.set("nonce", &format!("bench-{n}"));
            client::post(scale, &cookie, &form.encode())
        })
        .collect())
}

/// Every link leads to a slip of its own, there are no others, and the night finds nothing.
async fn sound(house: &House, table: &mut Table, before: HashSet<String>, links: &HashSet<String>) -> Result<(), String> {
    let wanted = DEPOSITS + DOUBLES;
    let made: HashSet<String> = slips(house)?.difference(&before).cloned().collect();
    let there = links.iter().filter_map(|l| l.split(['/', '?']).rfind(|part| !part.is_empty())).filter(|n| made.contains(*n)).count();
    let figure = format!("{wanted} acknowledged, {there} slips of them there; {} made", made.len());
    table.row("  none lost, none doubled", figure, "all", [there, made.len(), links.len()] == [wanted; 3]);
    let deps = house.deps().await?;
    let report = compare(&deps).await.map_err(|e| e.to_string())?;
    deps.db.close().await;
    let figure = format!("{} postings, debits {}, credits {}", report.postings, report.debits, report.credits);
    table.row("  the books are sound", figure, "nothing found", report.is_sound());
    Ok(())
}
