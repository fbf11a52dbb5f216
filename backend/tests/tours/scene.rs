//! A tour whose sites take names until the visit, a scale at its meeting point, and somebody who has saved.

use backend::db::{Run, sql};
use backend::heritage::read_booking::{BookingKey, read_booking};
use backend::heritage::set_rules::set_rules;
use backend::heritage::set_terms::set_terms;
use backend::testing::heritage::Sightseeing;
use backend::testing::wastebank::{Counter, line};
use backend::testing::world::World;
use backend::wastebank::store::units;
use backend::wastebank::take_deposit::take_deposit;
use domain::heritage::booking::Booking;
use domain::heritage::rules::{IdentityField, VisitRules};
use domain::heritage::terms::Terms;
use domain::identity::actor::Actor;
use domain::identity::role::Role;

pub struct Scene {
    pub s: Sightseeing,
    pub c: Counter,
    pub treasurer: Actor,
    /// Has Rp40.000 in the waste bank.
    pub siti: Actor,
}

/// The village gets a fifth; a party may move until it leaves, in the last three days for a tenth of its fare.
pub async fn scene(w: &World) -> Scene {
    let (s, c) = (w.sightseeing().await, w.counter().await);
    let judges = VisitRules { identity: vec![IdentityField::Document], approves_each: true, ..VisitRules::default() };
    let asks = VisitRules { approves_each: false, ..judges.clone() };
    let village = VisitRules::default();
    let all = [(&s.base, "pusdikpal", judges), (&s.artillery, "pusdik-armed", asks), (&s.elder, "kampung-adat-cireundeu", village)];
    for (speaker, slug, rules) in all {
        set_rules(&w.deps, speaker, s.site(slug), &rules, w.deps.now()).await.unwrap();
    }
    let terms = Terms { village_share_percent: 20, last_move_hours: 0, move_fee_percent: 10, ..s.tour.terms };
    set_terms(&w.deps, &s.officer, s.tour.id, &terms, w.deps.now()).await.unwrap();
    let (treasurer, siti) = (w.person("Bendahara", &[Role::Officer]).await, w.person("Siti", &[]).await);
    let mut tx = w.deps.db.begin().await.unwrap();
    units::appoint(&mut tx, c.unit, s.guide.person().unwrap(), w.deps.now()).await.unwrap();
    tx.execute(sql("UPDATE waste_member SET person_id = $1").bind(siti.person())).await.unwrap();
    tx.commit().await.unwrap();
    take_deposit(&w.deps, &c.operator, &c.form("tabungan", vec![line("PL-01", 10_000)], 40_000)).await.unwrap();
    Scene { s, c, treasurer, siti }
}

pub async fn read(w: &World, secret: &str) -> Booking {
    read_booking(&w.deps, &Actor::GUEST, BookingKey::Secret(secret)).await.unwrap()
}

pub async fn number(w: &World, q: &'static str) -> i64 {
    w.deps.db.reader().fetch_one(sql(q)).await.unwrap().get("n").unwrap()
}
