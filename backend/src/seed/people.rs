//! The demo's people. All share one password, which the server prints in development.

use domain::identity::email::Email;
use domain::identity::role::Role;
use domain::kernel::ids::PersonId;
use domain::kernel::locale::Locale;
use domain::kernel::phone::Phone;

use super::SeedError;
use super::data::bad;
use crate::db::Tx;
use crate::deps::Deps;
use crate::identity::password;
use crate::identity::store::people::{self, NewPerson};

pub const DEMO_PASSWORD: &str = "cimahi-demo-2026";

/// A log-in to try the demo with.
#[derive(Clone, Copy, Debug)]
pub struct DemoLogin {
    pub email: &'static str,
    pub name: &'static str,
    pub role: Role,
}

/// The merchant owns the shop Saung Sampeu; every other shop has an owner of its own (`toko-<slug>@demo.sentra.id`).
pub const DEMO_LOGINS: [DemoLogin; 4] = [
    DemoLogin { email: "pembeli@demo.sentra.id", name: "Rina Pembeli", role: Role::Shopper },
    DemoLogin { email: "pedagang@demo.sentra.id", name: "Asep Pedagang", role: Role::Merchant },
    DemoLogin { email: "petugas@demo.sentra.id", name: "Dewi Petugas", role: Role::Officer },
    DemoLogin { email: "admin@demo.sentra.id", name: "Yayan Pengelola", role: Role::Admin },
];

/// One hash for all: hashing is slow by design.
pub async fn demo_hash(deps: &Deps) -> Result<String, SeedError> {
    Ok(password::hash(&deps.random, DEMO_PASSWORD.to_owned()).await?)
}

pub async fn staff(tx: &mut Tx, deps: &Deps, hash: &str) -> Result<(), SeedError> {
    for login in DEMO_LOGINS.iter().filter(|l| l.role != Role::Merchant) {
        person(tx, deps, hash, login.name, login.email, None, login.role).await?;
    }
    Ok(())
}

pub async fn person(
    tx: &mut Tx,
    deps: &Deps,
    hash: &str,
    name: &str,
    email: &str,
    phone: Option<&Phone>,
    role: Role,
) -> Result<PersonId, SeedError> {
    let email = Email::parse(email).map_err(|e| bad("people", e))?;
    let (id, now) = (deps.id(), deps.now());
    let new = NewPerson { id, name, email: Some(&email), phone, password_hash: hash, locale: Locale::Id, demo: true, created_at: now };
    people::insert(tx, &new).await?;
    people::grant(tx, id, Role::Shopper, now).await?;
    if role != Role::Shopper {
        people::grant(tx, id, role, now).await?;
    }
    Ok(id)
}
