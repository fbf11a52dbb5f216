//! The 27 fictional shops, approved, each with an owner.

use std::collections::{BTreeMap, HashMap};

use domain::identity::role::Role;
use domain::kernel::clock::DAY;
use domain::kernel::hours::{OpeningHours, Span};
use domain::kernel::ids::ShopId;
use domain::kernel::money::Rupiah;
use domain::kernel::phone::Phone;
use domain::kernel::slug::Slug;
use domain::kernel::wilayah::Kelurahan;
use domain::market::delivery::DeliveryTerms;
use domain::market::shop::{BankAccount, ShopState};

use super::SeedError;
use super::data::{self, SHOPS, ShopRow, bad, pick};
use super::people::{DEMO_LOGINS, person};
use super::place::Places;
use crate::db::Tx;
use crate::deps::Deps;
use crate::market::store::shops::{self, NewShop};

const FILE: &str = "umkm_toko_fiktif.csv";
const STREETS: [&str; 8] =
    ["Jl. Melati", "Gg. Bambu", "Jl. Kebon Kopi", "Jl. Sangkuriang", "Gg. Haji Somad", "Jl. Mawar", "Jl. Pasantren", "Jl. Cihanjuang"];
const OWNERS: [&str; 9] = ["Siti", "Ujang", "Euis", "Dadang", "Neneng", "Cecep", "Lilis", "Iwan", "Tati"];

/// Returns each shop's id by its slug.
pub async fn shops(tx: &mut Tx, deps: &Deps, hash: &str) -> Result<HashMap<String, ShopId>, SeedError> {
    let places = Places::read()?;
    let rows: Vec<ShopRow> = data::rows(FILE, SHOPS)?;
    let mut made = HashMap::with_capacity(rows.len());
    for (i, row) in rows.iter().enumerate() {
        let id = shop(tx, deps, hash, &places, i, row).await?;
        made.insert(row.slug.clone(), id);
    }
    Ok(made)
}

async fn shop(tx: &mut Tx, deps: &Deps, hash: &str, places: &Places, i: usize, row: &ShopRow) -> Result<ShopId, SeedError> {
    let kelurahan = Kelurahan::parse(&row.kelurahan_kode).map_err(|e| bad(FILE, e))?;
    let slug = Slug::parse(&row.slug).map_err(|e| bad(FILE, e))?;
    let phone = Phone::parse(&format!("0812{:08}", 20_000_000 + i * 137)).map_err(|e| bad(FILE, e))?;
    let main = DEMO_LOGINS.iter().find(|l| l.role == Role::Merchant).filter(|_| i == 0);
    let own_name = OWNERS[i % OWNERS.len()].to_owned();
    let (name, email) = main.map_or((own_name.clone(), format!("toko-{slug}@demo.sentra.id")), |l| (l.name.to_owned(), l.email.to_owned()));
    let owner = person(tx, deps, hash, &name, &email, Some(&phone), Role::Merchant).await?;
    let (id, now) = (deps.id(), deps.now());
    shops::insert(tx, &NewShop { id, owner, name: &row.nama, at: now }, &slug).await?;
    let mut shop = shops::find(tx, id).await?.ok_or_else(|| bad(FILE, "a shop that was not kept"))?;
    let place = kelurahan.name();
    shop.story_id = format!(
        "{} dari Kelurahan {place}, dikerjakan bersama keluarga dan tetangga. Semua dibuat dalam jumlah kecil supaya selalu baru. Toko ini contoh untuk demo.",
        row.fokus_id
    );
    shop.story_en = format!(
        "{} from the neighbourhood of {place}, made together with family and neighbours. Everything comes in small batches, so it is always fresh. This shop is a demo.",
        row.fokus_en
    );
    shop.state = ShopState::Approved;
    shop.phone = Some(phone);
    shop.street = format!("{} No. {}", STREETS[i % STREETS.len()], 3 + i * 7 % 90);
    shop.kelurahan = Some(kelurahan);
    shop.point = Some(places.near_middle(kelurahan, &row.slug));
    shop.hours = hours(i);
    shop.bank = BankAccount {
        bank: ["BJB", "BRI", "BSI", "Mandiri"][i % 4].to_owned(),
        number: format!("{:010}", 3_277_000_000_u64 + i as u64 * 9_311),
        holder: name,
    };
    shop.delivery = delivery(i, kelurahan, &row.slug);
    shop.demo = true;
    shop.submitted_at = Some(now.plus(-30 * DAY));
    shop.approved_at = Some(now.plus(-29 * DAY));
    shops::update(tx, &shop, now).await?;
    shops::set_zones(tx, id, &shop.delivery.zones).await?;
    Ok(id)
}

/// Open on weekdays; some on Saturday, a few on Sunday morning.
fn hours(i: usize) -> OpeningHours {
    let day = Some(Span { from: 480, to: if i.is_multiple_of(3) { 1_200 } else { 1_020 } });
    let sunday = i.is_multiple_of(4).then_some(Span { from: 480, to: 780 });
    OpeningHours([day, day, day, day, day, if i % 5 == 4 { None } else { day }, sunday])
}

/// Cheap at home, dearer across the city.
fn delivery(i: usize, home: Kelurahan, slug: &str) -> DeliveryTerms {
    let own_courier = !i.is_multiple_of(3);
    let fee = |k: Kelurahan| {
        if k == home {
            Rupiah(3_000)
        } else if k.info().kecamatan == home.info().kecamatan {
            Rupiah(6_000)
        } else {
            Rupiah(10_000)
        }
    };
    let zones: BTreeMap<Kelurahan, Rupiah> = if own_courier { Kelurahan::all().map(|k| (k, fee(k))).collect() } else { BTreeMap::new() };
    DeliveryTerms {
        pickup: true,
        own_courier,
        zones,
        flat_courier: !own_courier || i.is_multiple_of(2),
        flat_fee_per_kg: Rupiah(8_000 + pick(slug, 4) * 1_000),
        cod: i % 7 != 6,
        pay_at_pickup: true,
    }
}
