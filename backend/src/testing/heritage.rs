//! The demo's tour for tests, with the people who work for it.
#![allow(clippy::unwrap_used)] // a test without its fixtures has nothing to recover

use domain::heritage::contact::Contact;
use domain::heritage::departure::Vehicle;
use domain::heritage::fare::FareCategory;
use domain::heritage::party::TypedVisitor;
use domain::heritage::route::{LegPlan, RouteLeg};
use domain::heritage::staff::Duty;
use domain::heritage::tour::{LegKind, Tour};
use domain::heritage::tour_profile::TypedProfile;
use domain::identity::actor::Actor;
use domain::kernel::bilingual::Bilingual;
use domain::kernel::clock::{DAY, HOUR, Timestamp};
use domain::kernel::geo::Point;
use domain::kernel::ids::{DepartureId, LegId, SiteId, TourId};
use domain::kernel::locale::Locale;
use domain::kernel::money::Rupiah;
use domain::kernel::slug::Slug;

use super::world::World;
use crate::db::{Run, sql};
use crate::flows::reconcile::compare;
use crate::flows::tours::pay::{PayTour, pay_tour};
use crate::flows::tours::share::share_fares;
use crate::flows::tours::walk_in::WalkIn;
use crate::heritage::arrange_legs::{LegStep, arrange_legs};
use crate::heritage::book_party::{BookParty, book_party};
use crate::heritage::decide_consent::decide_consent;
use crate::heritage::keep_vehicles::read_fleet;
use crate::heritage::open_tour::open_tour;
use crate::heritage::plan_departures::{PlanDepartures, plan_departures};
use crate::heritage::read_booking::BookingKey;
use crate::heritage::read_tour::read_tour;
use crate::heritage::set_fare::set_fare;
use crate::heritage::set_terms::set_terms;
use crate::heritage::store::staff;
use crate::seed::seed_heritage;

/// The Military Heritage tour: eight legs, the least of which takes 25 persons.
pub struct Sightseeing {
    pub tour: Tour,
    pub officer: Actor,
    pub guide: Actor,
    /// Speaks for Pusdikpal, whose list closes 72 hours before.
    pub base: Actor,
    /// Speaks for the artillery school, whose list closes 96 hours before.
    pub artillery: Actor,
    pub elder: Actor,
    pub bus: Vehicle,
}

/// Saturday 12 December 2026, 08:00 WIB: nineteen days after the start of a [`World`].
pub fn saturday() -> Timestamp {
    super::world::START.start_of_wib_day().plus(19 * DAY + 8 * HOUR)
}

impl World {
    pub async fn sightseeing(&self) -> Sightseeing {
        seed_heritage(&self.deps).await.unwrap();
        let tour = read_tour(&self.deps, &Slug::parse("wisata-militer").unwrap()).await.unwrap().unwrap();
        let mut s = Sightseeing {
            officer: self.person("Ratna", &[]).await,
            guide: self.person("Ujang", &[]).await,
            base: self.person("Pal", &[]).await,
            artillery: self.person("Armed", &[]).await,
            elder: self.person("Sesepuh", &[]).await,
            bus: Vehicle { id: self.deps.id(), name: String::new(), plate: String::new(), seats: 0 },
            tour,
        };
        let mut tx = self.deps.db.begin().await.unwrap();
        for (actor, duty) in [(&s.officer, Duty::Officer), (&s.guide, Duty::Guide)] {
            staff::appoint(&mut tx, s.tour.id, actor.person().unwrap(), duty, self.deps.now()).await.unwrap();
        }
        for (actor, slug) in [(&s.base, "pusdikpal"), (&s.artillery, "pusdik-armed"), (&s.elder, "kampung-adat-cireundeu")] {
            staff::appoint_speaker(&mut tx, s.site(slug), actor.person().unwrap(), self.deps.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        s.bus = read_fleet(&self.deps, &s.officer, s.tour.id).await.unwrap().vehicles.remove(0);
        s
    }

    /// Seats held for so many grown-ups; the secret of the booking.
    pub async fn hold(&self, actor: &Actor, departure: DepartureId, key: &str, persons: usize) -> String {
        book_party(&self.deps, actor, &party(departure, key, persons)).await.unwrap().secret
    }

    /// Seats that are confirmed, to be paid in cash; the secret of the booking.
    pub async fn confirm(&self, actor: &Actor, departure: DepartureId, key: &str, persons: usize) -> String {
        let secret = self.hold(actor, departure, key, persons).await;
        pay_tour(&self.deps, actor, BookingKey::Secret(&secret), &cash()).await.unwrap();
        secret
    }

    /// What is taken of every leg is what the live bookings take.
    pub async fn assert_seats_add_up(&self) {
        let q = "SELECT COUNT(*) AS n FROM departure_leg l WHERE l.taken <> (SELECT CAST(COALESCE(SUM(b.seats), 0) AS BIGINT) FROM booking b \
                 WHERE b.departure_id = l.departure_id AND b.state IN ('held', 'awaiting_payment', 'confirmed', 'checked_in'))";
        assert_eq!(self.deps.db.reader().fetch_one(sql(q)).await.unwrap().get::<i64>("n").unwrap(), 0, "seats and bookings");
        let q = "SELECT COUNT(*) AS n FROM booking b WHERE b.seats <> (SELECT COUNT(*) FROM visitor v WHERE v.booking_id = b.id AND v.going) \
                 OR b.fare <> (SELECT CAST(COALESCE(SUM(v.fare), 0) AS BIGINT) FROM visitor v WHERE v.booking_id = b.id AND v.going)";
        assert_eq!(self.deps.db.reader().fetch_one(sql(q)).await.unwrap().get::<i64>("n").unwrap(), 0, "bookings and visitors");
        let q = "SELECT COUNT(*) AS n FROM booking b WHERE b.state IN ('awaiting_payment', 'confirmed', 'checked_in') AND b.fare + b.move_fee <> \
                 (SELECT CAST(COALESCE(SUM(p.amount - p.returned), 0) AS BIGINT) FROM fare_part p WHERE p.booking_id = b.id AND p.state <> 'void')";
        assert_eq!(self.deps.db.reader().fetch_one(sql(q)).await.unwrap().get::<i64>("n").unwrap(), 0, "fares and their parts");
        self.assert_fares_are_booked().await;
    }

    /// What tours hold and owe is what the books say, when what is due by now is booked; and the books are sound.
    pub async fn assert_fares_are_booked(&self) {
        share_fares(&self.deps).await.unwrap();
        let report = compare(&self.deps).await.unwrap();
        assert!(report.is_sound(), "{report:#?}");
    }

    /// A tour of the officer's that is ready to be published: from the square by bus, for grown-ups.
    pub async fn draft(&self, s: &Sightseeing, name: &str) -> (TourId, Slug) {
        let (id, d, now): (TourId, _, _) = (self.deps.id(), &self.deps, self.deps.now());
        let slug = open_tour(d, &s.officer, id, &typed_tour(name)).await.unwrap();
        let square = RouteLeg { id: d.id(), plan: LegPlan { kind: LegKind::Sight, site: Some(s.site("alun-alun-cimahi")), ..ride() } };
        for leg in [square, RouteLeg { id: d.id::<LegId>(), plan: ride() }] {
            arrange_legs(d, &s.officer, id, &LegStep::Add(leg)).await.unwrap();
        }
        set_fare(d, &s.officer, id, FareCategory::Adult, Rupiah(20_000), now, "Rapat").await.unwrap();
        set_terms(d, &s.officer, id, &s.tour.terms, now).await.unwrap();
        (id, slug)
    }

    /// A departure to which the village has agreed.
    pub async fn departure(&self, s: &Sightseeing, starts: Timestamp) -> DepartureId {
        let plan = s.plan(starts, None);
        let id = plan_departures(&self.deps, &s.officer, &plan).await.unwrap().made[0];
        decide_consent(&self.deps, &s.elder, id, true, "").await.unwrap();
        id
    }

    /// So many grown-ups who stand at the meeting point now, and pay in cash.
    pub fn walking_in(&self, departure: DepartureId, nonce: &str, persons: usize) -> WalkIn {
        let BookParty { visitors, locale, language, expected_fare, .. } = party(departure, nonce, persons);
        WalkIn {
            nonce: nonce.to_owned(),
            departure,
            name: "Pak Dede".to_owned(),
            phone: None,
            visitors,
            locale,
            language,
            needs: String::new(),
            conduct: true,
            expected_fare,
            waste: None,
            cash: expected_fare,
            at: self.deps.now(),
        }
    }
}

/// So many grown-ups with everything the bases ask.
pub fn party(departure: DepartureId, key: &str, persons: usize) -> BookParty {
    let visitor = |n: usize| TypedVisitor {
        name: format!("Tamu {n}"),
        category: Some(FareCategory::Adult),
        document: format!("32770155089{n:05}"),
        birth_date: "1990-08-17".to_owned(),
        nationality: "ID".to_owned(),
    };
    // Each key is another party, that can be reached elsewhere.
    let n = key.bytes().fold(7_u32, |n, b| n.wrapping_mul(31).wrapping_add(b.into())) % 10_000_000;
    BookParty {
        idempotency_key: key.to_owned(),
        departure,
        contact: Contact::parse("Neng Siti", &format!("0812{n:07}"), &format!("siti.{n}@example.id")).unwrap(),
        visitors: (1..=persons).map(visitor).collect(),
        locale: Locale::Id,
        language: Locale::Id,
        needs: String::new(),
        wait: false,
        conduct: true,
        expected_fare: Rupiah(20_000 * i64::try_from(persons).unwrap()),
        address: "203.0.113.7".to_owned(),
    }
}

/// What an officer types of a tour.
pub fn typed_tour(name: &str) -> TypedProfile {
    let both = |text: &str| Bilingual::new(format!(" {text} "), "");
    TypedProfile {
        name: both(name),
        story: both("Keliling pusat kota."),
        place: Bilingual::new("Alun-alun", "Town square"),
        address: "Jl. Amir Machmud".to_owned(),
        hint: Bilingual::default(),
        point: Point { lat: -6.8722, lon: 107.5423 },
        languages: vec![Locale::Id],
        access: both("Semua jalan rata."),
        bring: Bilingual::new("Topi\nAir minum", "A hat\nWater"),
        conduct: both("Ikuti pemandu."),
    }
}

/// Half an hour in a bus of twenty seats.
pub fn ride() -> LegPlan {
    let (name, note) = (Bilingual::new("Naik bus", "By bus"), Bilingual::default());
    LegPlan { kind: LegKind::Bus, site: None, name, note, minutes: 30, capacity: 20, barefoot: false }
}

/// In cash, all of it.
pub fn cash() -> PayTour {
    PayTour { cash: Rupiah(i64::MAX), ..PayTour::default() }
}

impl Sightseeing {
    pub fn plan(&self, first: Timestamp, rule: Option<&str>) -> PlanDepartures {
        let (rule, guide, vehicle) = (rule.map(str::to_owned), self.guide.person(), Some(self.bus.id));
        PlanDepartures { tour: self.tour.id, first, rule, more: vec![], left_out: vec![], guide, vehicle }
    }

    pub fn site(&self, slug: &str) -> SiteId {
        self.tour.legs.iter().filter_map(|l| l.site.as_ref()).find(|s| s.slug.as_str() == slug).unwrap().id
    }
}
