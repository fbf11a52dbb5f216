//! A counter of the waste bank for tests.
#![allow(clippy::unwrap_used)] // a test without its fixtures has nothing to recover

use domain::identity::actor::Actor;
use domain::kernel::clock::DAY;
use domain::kernel::geo::Point;
use domain::kernel::hours::OpeningHours;
use domain::kernel::ids::WasteUnitId;
use domain::kernel::money::Rupiah;
use domain::kernel::slug::Slug;
use domain::kernel::wilayah::Kelurahan;
use domain::wastebank::material::{Material, MaterialCode, MaterialKind};
use domain::wastebank::measure::{Amount, Measure};
use domain::wastebank::member::Member;
use domain::wastebank::price::Tier;
use domain::wastebank::reconciliation::Report;
use domain::wastebank::unit::{Unit, UnitKind};

use super::world::World;
use crate::db::{Run, sql};
use crate::identity::password;
use crate::wastebank::reconcile::compare;
use crate::wastebank::register_member::register_member;
use crate::wastebank::store::{materials, prices, units};
use crate::wastebank::take_deposit::{TakeDeposit, TypedLine, check_deposit, put, take_deposit};

/// Of both operators.
pub const PASSWORD: &str = "angklung tiga warna";

/// A counter with two operators that takes clear PET (`PL-01`) at Rp4.000 and copper (`LG-07`) at Rp75.000 a kilogram.
pub struct Counter {
    pub unit: WasteUnitId,
    /// `euis@example.id`
    pub operator: Actor,
    /// `dadang@example.id`
    pub witness: Actor,
    pub member: Member,
}

pub fn code(text: &str) -> MaterialCode {
    MaterialCode::parse(text).unwrap()
}

pub fn line(material: &str, gross: i64) -> TypedLine {
    TypedLine { material: code(material), gross: Amount(gross), tare: Amount(0), deduction: Amount(0), reason: String::new() }
}

impl Counter {
    pub fn form(&self, nonce: &str, lines: Vec<TypedLine>, total: i64) -> TakeDeposit {
        TakeDeposit {
            nonce: nonce.to_owned(),
            unit: self.unit,
            member: self.member.id,
            lines,
            witness: None,
            expected_total: Rupiah(total),
            pictured: false,
        }
    }
}

impl World {
    /// The books beside what the waste bank keeps with them.
    pub async fn books(&self) -> Report {
        compare(&mut self.deps.db.snapshot().await.unwrap()).await.unwrap()
    }

    pub async fn counter(&self) -> Counter {
        let (operator, witness) = (self.person("Euis", &[]).await, self.person("Dadang", &[]).await);
        let unit = Unit {
            id: self.deps.id(),
            slug: Slug::parse("bank-sampah").unwrap(),
            name: "Bank Sampah".to_owned(),
            kind: UnitKind::Unit,
            kelurahan: Kelurahan::parse("32.77.02.1001").unwrap(),
            street: "Gg. Melati 4".to_owned(),
            point: Point { lat: -6.8925, lon: 107.5356 },
        };
        let hash = password::hash(&self.deps.random, PASSWORD.to_owned()).await.unwrap();
        let mut tx = self.deps.db.begin().await.unwrap();
        units::insert(&mut tx, &unit, &OpeningHours::default(), false).await.unwrap();
        for person in [operator.person(), witness.person()] {
            tx.execute(sql("UPDATE person SET password_hash = $1 WHERE id = $2").bind(&hash).bind(person)).await.unwrap();
            units::appoint(&mut tx, unit.id, person.unwrap(), self.deps.now()).await.unwrap();
        }
        for (position, (text, rate)) in (0..).zip([("PL-01", 4_000), ("LG-07", 75_000)]) {
            let material = Material {
                code: code(text),
                kind: MaterialKind::Plastic,
                name_id: text.to_owned(),
                name_en: String::new(),
                measure: Measure::Kilogram,
                warm: None,
            };
            materials::insert(&mut tx, &material, position).await.unwrap();
            let from = self.deps.now().plus(-DAY);
            prices::insert_valid(&mut tx, self.deps.id(), material.code, Tier::Member, Rupiah(rate), from).await.unwrap();
        }
        tx.commit().await.unwrap();
        let member = register_member(&self.deps, &operator, unit.id, " Bu  Tati ", None, "anggota").await.unwrap();
        Counter { unit: unit.id, operator, witness, member }
    }

    /// Two kilograms of PET; returns the slip's number.
    pub async fn deposit(&self, counter: &Counter) -> String {
        let form = counter.form("a deposit", vec![line("PL-01", 2_000)], 8_000);
        take_deposit(&self.deps, &counter.operator, &form).await.unwrap()
    }
    /// As at a meeting point: booked without a photo, whatever it is worth.
    pub async fn deposit_on_the_way(&self, actor: &Actor, form: &TakeDeposit) -> String {
        let seen = check_deposit(&self.deps, actor, form, self.deps.now()).await.unwrap();
        let mut tx = self.deps.db.begin().await.unwrap();
        let slip = put(&mut tx, &self.deps, &form.nonce, form, &seen).await.unwrap();
        tx.commit().await.unwrap();
        slip
    }
}
