//! What stands in a form while the day goes on: what was weighed of a party that was given up, and which way heads are counted.

use backend::both_engines;
use backend::heritage::read_calendar::read_departure;
use domain::heritage::departure::DepartureState;
use domain::kernel::clock::MINUTE;

use super::{day, hidden, promised, to_the_day};

both_engines!(what_was_weighed_of_a_party_that_was_given_up_meanwhile_stays_in_the_form, |w| {
    let day = day(&w).await;
    let (_, number) = promised(&w, &day, "satu", 5).await;
    to_the_day(&w);
    w.pass(30 * MINUTE);
    let (point, scale, guide) = (format!("{}/titik-kumpul", day.home), format!("{}/timbang/{number}", day.home), &day.guide);
    let card = day.c.member.card.digits();
    let chosen = guide.get(&format!("{scale}?q={card}")).await.is(303).to;
    let page = guide.get(&chosen).await.is(200);
    let (nonce, member, unit) = (hidden(&page, "nonce"), hidden(&page, "member"), day.c.unit.to_string());
    let typed = [("nonce", nonce.as_str()), ("member", member.as_str()), ("unit", unit.as_str()), ("material", "PL-01"), ("gross", "3")];
    let save = [&typed[..], &[("go", "save"), ("total", "12000"), ("cash", "28.000")][..]].concat();
    let count = [&typed[..], &[("go", "count")][..]].concat();
    guide.post(&point, &[("go", "release"), ("number", &number)]).await.leads_to(&point);
    for form in [&save, &count] {
        guide.post(&scale, form).await.is(422).has("Kursinya sudah dilepas").has("name=\"gross\"").has("value=\"3\"");
    }
    guide.get(&scale).await.is(404);
    // And once it is waited for again, what is in the form is taken.
    guide.post(&point, &[("go", "recall"), ("number", &number)]).await.leads_to(&point);
    guide.post(&scale, &save).await.leads_to(&scale);
    guide.get(&scale).await.is(200).has("Sudah dibayar").has("Rp28.000");
});

both_engines!(heads_counted_again_on_the_way_out_do_not_end_the_tour, |w| {
    let day = day(&w).await;
    to_the_day(&w);
    let (heads, guide) = (format!("{}/hitung", day.home), &day.guide);
    let state = async || read_departure(&w.deps, day.d).await.unwrap().unwrap().departure;
    // As it stands in the form, where nobody chose anything.
    let preset = async || {
        let page = guide.get(&heads).await.is(200);
        let chosen = page.body.split("<input").skip(1).map(|tag| tag.split('>').next().unwrap());
        let chosen: Vec<_> = chosen.filter(|tag| tag.contains("name=\"way\"") && tag.contains("checked")).map(str::to_owned).collect();
        assert_eq!(chosen.len(), 1, "{chosen:?}");
        if chosen[0].contains("value=\"back\"") { "back" } else { "out" }
    };
    assert_eq!(preset().await, "out");
    for (nonce, counted) in [("satu", "0"), ("dua", "1")] {
        let way = preset().await;
        guide.post(&heads, &[("nonce", nonce), ("way", way), ("counted", counted), ("note", "")]).await.leads_to(&heads);
        assert_eq!((state().await.state, preset().await), (DepartureState::Out, "out"));
    }
    w.pass(state().await.ends_at.since(w.deps.now()));
    assert_eq!(preset().await, "back");
    guide.post(&heads, &[("nonce", "tiga"), ("way", "back"), ("counted", "0"), ("note", "")]).await.leads_to(&heads);
    assert_eq!(state().await.state, DepartureState::Back);
});
