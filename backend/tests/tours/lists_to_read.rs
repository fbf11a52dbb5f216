//! A base that asks who its visitors are, and decides about nobody: it has a list to read and to print.

use backend::both_engines;
use backend::flows::tours::board::read_boarding;
use backend::flows::tours::cancel::cancel_booking;
use backend::flows::tours::judge::{JudgeError, approve_visitors, refuse_visitor};
use backend::flows::tours::recall_party::recall_party;
use backend::flows::tours::release_party::release_party;
use backend::heritage::check_seal::check_seal;
use backend::heritage::read_booking::BookingKey;
use backend::heritage::read_calendar::read_departure;
use backend::heritage::read_manifest::{list_manifests, list_names, read_manifest};
use backend::heritage::set_rules::set_rules;
use backend::heritage::ticket_keys::public_keys;
use backend::testing::heritage::{Sightseeing, saturday};
use backend::testing::world::World;
use domain::heritage::booking::BookingState;
use domain::heritage::departure_leg::DepartureLeg;
use domain::heritage::manifest::{Manifest, RefusalReason, Verdict};
use domain::heritage::manifest_seal::TypedSeal;
use domain::heritage::rules::{IdentityField, VisitRules};
use domain::identity::actor::Actor;
use domain::kernel::clock::HOUR;
use domain::kernel::ids::{DepartureId, VisitorId};

use crate::scene::{number, read};

const LOOKS: &str = "SELECT COUNT(*) AS n FROM identity_view";

/// Papers, a week ahead; the list closes 96 hours before.
fn asks() -> VisitRules {
    VisitRules { lead_days: 7, cutoff_hours: 96, identity: vec![IdentityField::Document], ..VisitRules::default() }
}

/// From today on, of the artillery.
async fn set(w: &World, s: &Sightseeing, rules: &VisitRules) {
    set_rules(&w.deps, &s.artillery, s.site("pusdik-armed"), rules, w.deps.now()).await.unwrap();
}

async fn leg(w: &World, s: &Sightseeing, id: DepartureId) -> DepartureLeg {
    let departure = read_departure(&w.deps, id).await.unwrap().unwrap().departure;
    departure.legs.into_iter().find(|l| l.site == Some(s.site("pusdik-armed"))).unwrap()
}

async fn list(w: &World, s: &Sightseeing, id: DepartureId) -> Manifest {
    read_manifest(&w.deps, &s.artillery, id, s.site("pusdik-armed")).await.unwrap()
}

both_engines!(who_asks_for_papers_gets_a_list_and_decides_about_nobody, |w| {
    let s = w.sightseeing().await;
    set(&w, &s, &asks()).await;
    let (pal, armed) = (s.site("pusdikpal"), s.site("pusdik-armed"));
    let d = w.departure(&s, saturday()).await;
    let secret = w.confirm(&Actor::GUEST, d, "satu", 2).await;
    assert_eq!(read(&w, &secret).await.state, BookingState::Confirmed);
    let of_armed = leg(&w, &s, d).await;
    assert_eq!((of_armed.cutoff_at, of_armed.approves_each), (Some(of_armed.starts_at.plus(-96 * HOUR)), false));

    let seen = list(&w, &s, d).await;
    assert_eq!((seen.lines.len(), seen.open(), seen.approves_each), (2, 0, false));
    let known = seen.lines[0].identity.clone().unwrap();
    assert_eq!(
        (known.document.as_deref(), known.nationality),
        (Some("3277015508900001"), None),
        "what it asks for, and not what the other"
    );
    assert_eq!(number(&w, LOOKS).await, 2);
    list(&w, &s, d).await;
    assert_eq!(number(&w, LOOKS).await, 4, "each look is written down");
    let card = &list_manifests(&w.deps, &s.artillery, armed).await.unwrap()[0];
    assert_eq!((card.visitors, card.open, card.cutoff_at), (2, 0, of_armed.cutoff_at));

    let all: Vec<VisitorId> = seen.lines.iter().map(|l| l.visitor).collect();
    assert!(matches!(approve_visitors(&w.deps, &s.artillery, d, armed, &all).await, Err(JudgeError::Staff(_))));
    let refused = refuse_visitor(&w.deps, &s.artillery, d, armed, all[0], RefusalReason::Security, "").await;
    assert!(matches!(refused, Err(JudgeError::Staff(_))));
    // At the meeting point only the base that decides is waited for.
    let unapproved = async || read_boarding(&w.deps, &s.guide, d).await.unwrap().parties[0].unapproved;
    assert_eq!(unapproved().await, 2);
    approve_visitors(&w.deps, &s.base, d, pal, &all[1..]).await.unwrap();
    assert_eq!(unapproved().await, 1);
    refuse_visitor(&w.deps, &s.base, d, pal, all[0], RefusalReason::IdentityUnclear, "").await.unwrap();
    assert_eq!(unapproved().await, 0);
    let seen = list(&w, &s, d).await;
    let lines: Vec<_> = seen.lines.iter().map(|l| (l.going, l.verdict, l.identity.is_some())).collect();
    assert_eq!(lines, [(false, Verdict::Open, false), (true, Verdict::Open, true)], "whom the other base refuses does not come");

    assert!(seen.seal.is_none());
    w.pass(saturday().since(w.deps.now()) - 90 * HOUR);
    let mut closed = list(&w, &s, d).await;
    let (seal, keys) = (closed.seal.clone().unwrap(), public_keys(&w.deps).await.unwrap());
    assert!(seal.fits(&closed, &keys));
    "Orang Lain".clone_into(&mut closed.lines[1].name);
    assert!(!seal.fits(&closed, &keys));
});

both_engines!(a_planned_visit_gets_a_list_to_read_and_later_one_to_decide_about, |w| {
    let s = w.sightseeing().await;
    set(&w, &s, &VisitRules::default()).await;
    let armed = s.site("pusdik-armed");
    let d = w.departure(&s, saturday()).await;
    w.confirm(&Actor::GUEST, d, "satu", 1).await;
    assert_eq!(leg(&w, &s, d).await.cutoff_at, None);
    assert!(list(&w, &s, d).await.lines[0].identity.is_none(), "told to the other base");

    set(&w, &s, &asks()).await;
    let of_armed = leg(&w, &s, d).await;
    let closes = Some(of_armed.starts_at.plus(-96 * HOUR));
    assert_eq!((of_armed.cutoff_at, of_armed.approves_each), (closes, false));
    let seen = list(&w, &s, d).await;
    assert!(seen.open() == 0 && seen.lines[0].identity.is_some());

    set(&w, &s, &VisitRules { approves_each: true, cutoff_hours: 24, ..asks() }).await;
    let of_armed = leg(&w, &s, d).await;
    assert_eq!((of_armed.cutoff_at, of_armed.approves_each), (closes, true), "a list that is there keeps its deadline");
    assert_eq!(list(&w, &s, d).await.open(), 1);
    assert_eq!(approve_visitors(&w.deps, &s.artillery, d, armed, &[seen.lines[0].visitor]).await.unwrap(), 1);
    // Whoever was approved stays approved.
    set(&w, &s, &asks()).await;
    assert!(leg(&w, &s, d).await.approves_each);
    assert_eq!(list(&w, &s, d).await.lines[0].verdict, Verdict::Approved);
});

both_engines!(a_printed_list_stays_good_when_somebody_has_not_come, |w| {
    let s = w.sightseeing().await;
    set(&w, &s, &asks()).await;
    let (pal, armed) = (s.site("pusdikpal"), s.site("pusdik-armed"));
    let d = w.departure(&s, saturday()).await;
    let secret = w.confirm(&Actor::GUEST, d, "satu", 2).await;
    w.pass(saturday().since(w.deps.now()));
    let paper = list(&w, &s, d).await.seal.unwrap();
    let typed = TypedSeal::parse(&paper.text).unwrap();
    let open = async || list_manifests(&w.deps, &s.base, pal).await.unwrap()[0].open;
    assert!(open().await == 2 && check_seal(&w.deps, &s.artillery, d, armed, &typed).await.unwrap());

    release_party(&w.deps, &s.guide, d, &read(&w, &secret).await.number).await.unwrap();
    assert!(check_seal(&w.deps, &s.artillery, d, armed, &typed).await.unwrap(), "at the gate it is what was printed");
    let of_guide = list_names(&w.deps, &s.guide, d).await.unwrap().into_iter().find(|m| m.site == armed).unwrap();
    let looks = number(&w, LOOKS).await;
    let now = list(&w, &s, d).await;
    assert!(
        now.lines.iter().all(|l| l.identity.is_none()) && number(&w, LOOKS).await == looks,
        "nobody looks at papers of who is not there"
    );
    recall_party(&w.deps, &s.guide, d, &now.lines[0].booking).await.unwrap();
    let back = list(&w, &s, d).await;
    assert!(back.lines.iter().all(|l| l.identity.is_some()) && number(&w, LOOKS).await == looks + 2);
    release_party(&w.deps, &s.guide, d, &now.lines[0].booking).await.unwrap();
    assert_eq!((now.lines.len(), now.seal.as_ref(), of_guide.seal.as_ref()), (2, Some(&paper), Some(&paper)));
    // Nobody is to be decided about who did not come.
    let judged = read_manifest(&w.deps, &s.base, d, pal).await.unwrap();
    assert_eq!((judged.lines.len(), judged.open(), open().await), (2, 0, 0));
    let all: Vec<VisitorId> = judged.lines.iter().map(|l| l.visitor).collect();
    assert_eq!(approve_visitors(&w.deps, &s.base, d, pal, &all).await.unwrap(), 0, "by a page that was opened before");
    for (speaker, site) in [(&s.base, pal), (&s.artillery, armed)] {
        assert_eq!(
            list_manifests(&w.deps, speaker, site).await.unwrap().iter().map(|card| card.visitors).sum::<usize>(),
            0,
            "nobody comes"
        );
    }
});

both_engines!(whose_booking_ended_after_the_approval_comes_nowhere, |w| {
    let s = w.sightseeing().await;
    let (pal, armed) = (s.site("pusdikpal"), s.site("pusdik-armed"));
    let d = w.departure(&s, saturday()).await;
    let (gone, refused) = (w.confirm(&Actor::GUEST, d, "batal", 2).await, w.confirm(&Actor::GUEST, d, "tolak", 1).await);
    let all: Vec<VisitorId> = read_manifest(&w.deps, &s.base, d, pal).await.unwrap().lines.iter().map(|l| l.visitor).collect();
    assert_eq!(approve_visitors(&w.deps, &s.base, d, pal, &all).await.unwrap(), 3);
    let come = async || list_manifests(&w.deps, &s.base, pal).await.unwrap()[0].visitors;
    assert_eq!(come().await, 3);

    let fee = read(&w, &gone).await.cancelling(w.deps.now()).1;
    cancel_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(&gone), fee).await.unwrap();
    assert_eq!(come().await, 1, "their seats are sold again");
    let one = read(&w, &refused).await.visitors[0].id;
    refuse_visitor(&w.deps, &s.artillery, d, armed, one, RefusalReason::Security, "").await.unwrap();
    assert_eq!((read(&w, &refused).await.state, come().await), (BookingState::Refused, 0), "refused by the other base");
    let looks = number(&w, LOOKS).await;
    let list = read_manifest(&w.deps, &s.base, d, pal).await.unwrap();
    assert!(list.lines.len() == 3 && list.lines.iter().all(|l| l.verdict == Verdict::Approved && !l.comes() && l.identity.is_none()));
    assert_eq!(number(&w, LOOKS).await, looks, "nobody looks at papers of who does not come");
    let theirs = list_manifests(&w.deps, &s.artillery, armed).await.unwrap();
    assert_eq!(theirs.iter().map(|card| card.visitors + card.open).sum::<usize>(), 0);
});
