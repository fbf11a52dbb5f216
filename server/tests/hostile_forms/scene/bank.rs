//! Waste in piles and sacks, cash in the box, a slip; the guide stands at the scale, too.

use backend::db::{Run, sql};
use backend::testing::heritage::Sightseeing;
use backend::testing::wastebank::{Counter, code, line};
use backend::testing::world::World;
use backend::wastebank::fill_batch::{Into, fill_batch, read_store, seal_batch};
use backend::wastebank::move_cash::move_cash;
use backend::wastebank::read_held_slip::link_secret;
use backend::wastebank::read_slip::read_slip;
use backend::wastebank::register_member::register_member;
use backend::wastebank::store::units;
use backend::wastebank::take_deposit::take_deposit;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::geo::Point;
use domain::kernel::hours::{OpeningHours, Span};
use domain::kernel::money::Rupiah;
use domain::kernel::wilayah::Kelurahan;
use domain::wastebank::measure::Amount;
use domain::wastebank::unit::{UnitKind, UnitProfile};

use super::Values;

pub async fn bank(w: &World, c: &Counter, shopper: &Actor, tour: &Sightseeing) -> Values {
    let d = &w.deps;
    let slip = take_deposit(d, &c.operator, &c.form("awal", vec![line("PL-01", 20_000)], 80_000)).await.unwrap();
    let small = take_deposit(d, &c.operator, &c.form("lagi", vec![line("PL-01", 1_000)], 4_000)).await.unwrap();
    for seal in ["A-1001", ""] {
        fill_batch(d, &c.operator, c.unit, Into::New(code("PL-01")), Amount(5_000), &format!("karung {seal}")).await.unwrap();
        let sack = read_store(d, &c.operator, c.unit).await.unwrap().batches[0].id;
        if !seal.is_empty() {
            seal_batch(d, &c.operator, c.unit, sack, seal).await.unwrap();
        }
    }
    let held = link_secret(d, &read_slip(d, &c.operator, &small).await.unwrap());
    let neighbour = w.person("Cucu", &[]).await;
    let mut tx = d.db.begin().await.unwrap();
    // A unit that nobody here works at, for those who change units and send operators away.
    let profile = UnitProfile {
        name: "Bank Sampah Sebelah".to_owned(),
        kind: UnitKind::Unit,
        kelurahan: Kelurahan::parse("32.77.02.1002").unwrap(),
        street: "Gg. Mawar 2".to_owned(),
        point: Point { lat: -6.8825, lon: 107.5456 },
    };
    let aside = profile.unit(d.id()).unwrap();
    units::insert(&mut tx, &aside, &OpeningHours([Some(Span { from: 480, to: 720 }); 7]), false).await.unwrap();
    units::appoint(&mut tx, aside.id, neighbour.person().unwrap(), d.now()).await.unwrap();
    units::appoint(&mut tx, c.unit, tour.guide.person().unwrap(), d.now()).await.unwrap();
    tx.execute(sql("UPDATE waste_member SET person_id = $1").bind(shopper.person())).await.unwrap();
    // Something is calculated with an emission factor.
    tx.execute(sql("UPDATE material SET warm = 'PET' WHERE code = 'PL-01'")).await.unwrap();
    tx.commit().await.unwrap();
    // A card that has no account yet.
    let fresh = register_member(d, &c.operator, c.unit, "Pak Entis", None, "kartu baru").await.unwrap();
    let treasurer = w.person("Bendahara", &[Role::Officer]).await;
    move_cash(d, &treasurer, c.unit, Rupiah(500_000), "kas awal", "kas").await.unwrap();
    let (unit, day) = (vec![c.unit.to_string()], d.now().wib().date_input());
    vec![
        ("/loket/", "{unit}", unit.clone()),
        ("/loket/{unit}/{member}/akun", "{member}", vec![fresh.id.to_string()]),
        ("/loket/", "{member}", vec![c.member.id.to_string()]),
        ("/slip/", "{number}", vec![small, slip]),
        ("/bukti/", "{secret}", vec![held]),
        ("/petugas/bank-sampah/tutup/", "{unit}", unit),
        ("/petugas/bank-sampah/unit/", "{unit}", vec![aside.id.to_string()]),
        ("/petugas/bank-sampah/tutup/", "{day}", vec![day]),
    ]
}
