//! Waste is promised for the day of the tour: what will not be taken then is not offered, nor accepted.

use backend::both_engines;
use backend::flows::tours::pay::{PayTour, PayTourError, pay_tour, read_pay_desk};
use backend::heritage::read_booking::BookingKey;
use backend::testing::heritage::{cash, saturday};
use backend::testing::wastebank::code;
use backend::wastebank::decide_price::decide_price;
use backend::wastebank::propose_price::propose_price;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::weight::Grams;
use domain::wastebank::price::Tier;

both_engines!(what_will_not_be_taken_is_not_promised, |w| {
    let s = w.sightseeing().await;
    w.counter().await;
    let (one, two) = (w.person("Satu", &[Role::Officer]).await, w.person("Dua", &[Role::Officer]).await);
    let d = w.departure(&s, saturday()).await;
    let secret = w.hold(&Actor::GUEST, d, "satu", 3).await;
    let key = BookingKey::Secret(&secret);
    let offered = async || {
        let desk = read_pay_desk(&w.deps, &Actor::GUEST, key).await.unwrap();
        desk.materials.iter().map(|(m, _)| m.code).collect::<Vec<_>>()
    };
    assert_eq!(offered().await, [code("PL-01"), code("LG-07")]);
    let day = saturday().start_of_wib_day();
    let id = propose_price(&w.deps, &one, code("PL-01"), Tier::Member, None, day).await.unwrap();
    decide_price(&w.deps, &two, id, true).await.unwrap();
    assert_eq!(offered().await, [code("LG-07")], "it is still taken today, and not on that Saturday");
    let promise = |material: &str| PayTour { pledge: vec![(code(material), Grams(9_000))], ..cash() };
    let refused = pay_tour(&w.deps, &Actor::GUEST, key, &promise("PL-01")).await;
    assert!(matches!(refused, Err(PayTourError::NotTaken { material }) if material == code("PL-01")), "{refused:?}");
    pay_tour(&w.deps, &Actor::GUEST, key, &promise("LG-07")).await.unwrap();
});
