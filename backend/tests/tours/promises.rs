//! Waste is promised for the day of the tour: what will not be taken then is not offered, nor accepted, and who moves there is told.

use backend::both_engines;
use backend::flows::tours::pay::{PayTour, PayTourError, pay_tour, read_pay_desk};
use backend::flows::tours::read_not_taken::read_not_taken;
use backend::flows::tours::rebook::{MoveBooking, move_booking};
use backend::flows::tours::timers::run_tour_timers;
use backend::heritage::read_booking::{BookingKey, read_booking};
use backend::testing::heritage::{cash, saturday};
use backend::testing::wastebank::code;
use backend::wastebank::decide_price::decide_price;
use backend::wastebank::propose_price::propose_price;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::kernel::clock::DAY;
use domain::kernel::money::Rupiah;
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

both_engines!(who_moves_to_a_day_without_what_they_promised_is_told, |w| {
    let s = w.sightseeing().await;
    w.counter().await;
    let (one, two) = (w.person("Satu", &[Role::Officer]).await, w.person("Dua", &[Role::Officer]).await);
    let days = [0, 7, 14].map(|days| saturday().plus(days * DAY));
    let mut departures = Vec::new();
    for day in days {
        departures.push(w.departure(&s, day).await);
    }
    let secret = w.hold(&Actor::GUEST, departures[0], "satu", 3).await;
    let key = BookingKey::Secret(&secret);
    let promise = [("PL-01", 9_000), ("LG-07", 100)].map(|(material, grams)| (code(material), Grams(grams)));
    pay_tour(&w.deps, &Actor::GUEST, key, &PayTour { pledge: promise.to_vec(), ..cash() }).await.unwrap();
    let id = propose_price(&w.deps, &one, code("PL-01"), Tier::Member, None, days[2].start_of_wib_day()).await.unwrap();
    decide_price(&w.deps, &two, id, true).await.unwrap();

    // A week later it is taken still, and after that no more.
    for (from, to, ended) in [(0, 1, &[][..]), (1, 2, &["PL-01"][..])] {
        let form = MoveBooking { from: departures[from], to: departures[to], expected_fee: Rupiah::ZERO };
        move_booking(&w.deps, &Actor::GUEST, key, form).await.unwrap();
        let booking = read_booking(&w.deps, &Actor::GUEST, key).await.unwrap();
        let names: Vec<String> = read_not_taken(&w.deps, &booking).await.unwrap().into_iter().map(|name| name.id).collect();
        assert_eq!(names, ended);
        w.run_jobs().await;
        let told = w.mails().into_iter().rfind(|m| m.subject.contains("pindah jadwal")).unwrap().body;
        assert_eq!(told.contains("tidak diterima lagi: PL-01. Bawa"), !ended.is_empty(), "{told}");
    }
});

both_engines!(a_reminder_asks_for_nothing_that_has_ended_since_it_was_promised, |w| {
    let s = w.sightseeing().await;
    w.counter().await;
    let (one, two) = (w.person("Satu", &[Role::Officer]).await, w.person("Dua", &[Role::Officer]).await);
    let d = w.departure(&s, saturday()).await;
    let secret = w.hold(&Actor::GUEST, d, "satu", 3).await;
    let promise = [("PL-01", 9_000), ("LG-07", 100)].map(|(material, grams)| (code(material), Grams(grams)));
    let form = PayTour { pledge: promise.to_vec(), ..cash() };
    pay_tour(&w.deps, &Actor::GUEST, BookingKey::Secret(&secret), &form).await.unwrap();
    let told = async |days: i64| {
        w.pass(saturday().since(w.deps.now()) - days * DAY);
        run_tour_timers(&w.deps).await.unwrap();
        w.run_jobs().await;
        w.mails().into_iter().rfind(|m| m.subject.contains("hari lagi") || m.subject.contains("Besok")).unwrap()
    };
    let before = told(7).await;
    assert!(before.subject.starts_with("7 hari lagi") && before.body.contains("kira-kira 9,1 kg"), "{before:?}");
    assert!(!before.body.contains("tidak diterima lagi"), "{before:?}");
    let id = propose_price(&w.deps, &one, code("PL-01"), Tier::Member, None, saturday().start_of_wib_day()).await.unwrap();
    decide_price(&w.deps, &two, id, true).await.unwrap();
    let after = told(1).await;
    assert!(after.subject.starts_with("Besok") && after.body.contains("tidak diterima lagi: PL-01. Bawa"), "{after:?}");
    assert!(after.body.contains("kira-kira 100 g") && !after.body.contains(" kg"), "{after:?}");
});
