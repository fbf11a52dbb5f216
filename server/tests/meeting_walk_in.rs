//! Who comes to the meeting point without a booking, written down by a device that was alone.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod support;

use backend::both_engines;
use backend::heritage::set_rules::set_rules;
use domain::heritage::rules::VisitRules;
use domain::kernel::clock::HOUR;
use serde_json::{Value, json};
use support::morning::Morning;

/// The bases ask nobody for papers.
async fn open(m: &Morning) {
    for (speaker, slug) in [(&m.s.base, "pusdikpal"), (&m.s.artillery, "pusdik-armed")] {
        set_rules(&m.w.deps, speaker, m.s.site(slug), &VisitRules::default(), m.w.deps.now()).await.unwrap();
    }
}

/// Two grown-ups who pay in cash.
fn comes(m: &Morning, nonce: &str) -> Value {
    let visitors = json!([{ "name": "Pak Dede", "category": "adult" }, { "name": "Bu Dede", "category": "adult" }]);
    json!({
        "nonce": nonce, "at": m.now(), "kind": "walk_in", "name": "Pak Dede", "phone": "", "visitors": visitors, "language": "id",
        "conduct": true, "fare": 40_000, "cash": 40_000,
    })
}

fn with(party: &Value, changes: &Value) -> Value {
    let mut party = party.clone();
    for (key, value) in changes.as_object().unwrap() {
        party[key] = value.clone();
    }
    party
}

both_engines!(who_comes_along_is_booked_settled_and_let_in_once, |w| {
    let m = Morning::new(w).await;
    m.to_the_day();
    let mut guide = m.device(&m.s.guide);
    assert_eq!(guide.takes().await["walk_in"], Value::Null, "papers are not kept on a phone");
    open(&m).await;
    let before = guide.takes().await["walk_in"].clone();
    assert_eq!((&before["fares"][0]["category"], &before["fares"][0]["amount"]), (&json!("adult"), &json!(20_000)));
    let left = before["left"].as_u64().unwrap();
    let cash = comes(&m, "tunai");
    m.w.pass(2 * HOUR);
    assert_eq!(guide.tells(&[cash.clone(), cash.clone()]).await, ["done walked_in", "done walked_in"], "told late, and twice");
    let waste = json!({ "unit": m.c.unit, "lines": [{ "material": "PL-01", "gross": 3_000 }], "worth": 12_000, "card": m.c.member.card.to_string() });
    let weighed = with(&comes(&m, "timbang"), &json!({ "cash": 28_000, "waste": waste }));
    assert_eq!(guide.tells(std::slice::from_ref(&weighed)).await, ["done walked_in"]);
    let pack = guide.takes().await;
    assert_eq!(pack["walk_in"]["left"], json!(left - 4));
    let parties = pack["parties"].as_array().unwrap();
    assert!(parties.len() == 2 && parties.iter().all(|p| p["came"] == true && p["name"] == "Pak Dede"), "{parties:?}");
    m.w.assert_seats_add_up().await;
    m.w.assert_fares_are_booked().await;

    let party = |nonce: &str, changes: Value| with(&comes(&m, nonce), &changes);
    let refused = [
        with(&cash, &json!({ "needs": "kursi roda" })),
        party("ongkos", json!({ "fare": 30_000, "cash": 30_000 })),
        party("tunai kurang", json!({ "cash": 30_000 })),
        party("aturan", json!({ "conduct": false })),
        party("telepon", json!({ "phone": "dua" })),
        party("siapa", json!({ "visitors": [{ "name": "Ujang", "category": "emperor" }] })),
        with(
            &weighed,
            &json!({ "nonce": "kartu", "waste": { "unit": m.c.unit, "lines": [{ "material": "PL-01", "gross": 3_000 }], "worth": 12_000, "card": "123456789" } }),
        ),
    ];
    let codes = ["key_used", "fare_changed", "cash_differs", "malformed", "malformed", "malformed", "no_member"];
    assert_eq!(guide.tells(&refused).await, codes.map(|code| format!("conflict {code}")));
    let listed: Vec<_> = guide.takes().await["conflicts"].as_array().unwrap().iter().map(|c| c["about"].clone()).collect();
    assert_eq!(listed, vec![json!("Pak Dede"); 3], "all but what makes no sense, and what has another's name");
    let count = json!({ "nonce": "berangkat", "at": m.now(), "kind": "count", "way": "out", "counted": 4 });
    m.w.pass(1);
    assert_eq!(guide.tells(&[count, comes(&m, "terlambat")]).await, ["done counted", "conflict closed"]);
    assert_eq!(guide.takes().await["walk_in"], Value::Null);
});
