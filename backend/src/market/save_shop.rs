//! A shop's particulars, saved step by step. The same functions serve the first draft and the shop that is open: that
//! one stays open, its changes are written into the audit log, and nothing that it must have can be taken out.

use std::collections::BTreeMap;

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::geo::Point;
use domain::kernel::hours::OpeningHours;
use domain::kernel::ids::ShopId;
use domain::kernel::money::Rupiah;
use domain::kernel::phone::Phone;
use domain::kernel::text::{self, TextError};
use domain::kernel::wilayah::Kelurahan;
use domain::market::delivery::DeliveryTerms;
use domain::market::low_stock::LowStockMark;
use domain::market::shop::{
    BankAccount, BankNumberError, MAX_BANK, MAX_NAME, MAX_STORY, MAX_STREET, Nib, Shop, ShopGap, ShopState, parse_bank_number,
};
use thiserror::Error;

use super::open_shop::move_slug;
use super::store::shops;
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::jobs::{self, Job};
use crate::page_change::{self, PageTag};

#[derive(Debug, Error)]
pub enum SaveShopError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Also another's shop.
    #[error("no such shop")]
    NotFound,
    /// The officer is looking at it, or has refused it for good.
    #[error("the shop cannot be changed now")]
    NotEditable,
    #[error("{field}: {why}")]
    Text { field: &'static str, why: TextError },
    #[error(transparent)]
    BankNumber(#[from] BankNumberError),
    #[error("the fee is out of range")]
    Fee,
    /// An open shop cannot do without these.
    #[error("an open shop needs {0:?}")]
    Needs(Vec<ShopGap>),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The largest delivery fee that may be entered.
pub const MAX_FEE: Rupiah = Rupiah(10_000_000);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopProfile {
    pub name: String,
    pub story_id: String,
    pub story_en: String,
    /// The number for WhatsApp.
    pub phone: Phone,
    pub nib: Option<Nib>,
    pub low_stock: LowStockMark,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ShopPlace {
    pub street: String,
    pub kelurahan: Kelurahan,
    pub point: Point,
}

pub async fn save_shop_profile(deps: &Deps, actor: &Actor, shop: ShopId, input: ShopProfile) -> Result<(), SaveShopError> {
    let field = |field| move |why| SaveShopError::Text { field, why };
    let name = text::line(&input.name, MAX_NAME).map_err(field("name"))?;
    let story_id = text::paragraphs(&input.story_id, MAX_STORY).map_err(field("story_id"))?;
    let story_en = text::optional_paragraphs(&input.story_en, MAX_STORY).map_err(field("story_en"))?;
    change(deps, actor, shop, "profile", |s| {
        s.name = name;
        s.story_id = story_id;
        s.story_en = story_en;
        s.phone = Some(input.phone);
        s.nib = input.nib;
        s.low_stock = input.low_stock;
    })
    .await
}

pub async fn save_shop_place(deps: &Deps, actor: &Actor, shop: ShopId, input: ShopPlace) -> Result<(), SaveShopError> {
    let street = text::line(&input.street, MAX_STREET).map_err(|why| SaveShopError::Text { field: "street", why })?;
    change(deps, actor, shop, "place", |s| {
        s.street = street;
        s.kelurahan = Some(input.kelurahan);
        s.point = Some(input.point);
    })
    .await
}

pub async fn save_shop_hours(deps: &Deps, actor: &Actor, shop: ShopId, hours: OpeningHours) -> Result<(), SaveShopError> {
    change(deps, actor, shop, "hours", |s| s.hours = hours).await
}

pub async fn save_shop_delivery(deps: &Deps, actor: &Actor, shop: ShopId, terms: DeliveryTerms) -> Result<(), SaveShopError> {
    let fees = terms.zones.values().chain(std::iter::once(&terms.flat_fee_per_kg));
    if fees.into_iter().any(|f| *f < Rupiah::ZERO || *f > MAX_FEE) {
        return Err(SaveShopError::Fee);
    }
    change(deps, actor, shop, "delivery", |s| s.delivery = terms).await
}

pub async fn save_shop_bank(deps: &Deps, actor: &Actor, shop: ShopId, input: BankAccount) -> Result<(), SaveShopError> {
    let field = |field| move |why| SaveShopError::Text { field, why };
    let bank = text::line(&input.bank, MAX_BANK).map_err(field("bank"))?;
    let holder = text::line(&input.holder, MAX_BANK).map_err(field("holder"))?;
    let number = parse_bank_number(&input.number)?;
    change(deps, actor, shop, "bank", |s| s.bank = BankAccount { bank, number, holder }).await
}

async fn change(deps: &Deps, actor: &Actor, id: ShopId, what: &str, apply: impl FnOnce(&mut Shop)) -> Result<(), SaveShopError> {
    let owner = actor.require_person()?;
    let now = deps.now();
    let mut tx = deps.db.begin().await?;
    let before = shops::lock(&mut tx, id).await?.filter(|s| s.owner == owner).ok_or(SaveShopError::NotFound)?;
    if !before.state.is_editable() {
        return Err(SaveShopError::NotEditable);
    }
    let mut after = before.clone();
    apply(&mut after);
    if after == before {
        return Ok(());
    }
    if after.state == ShopState::Approved {
        let lacking = after.gaps();
        if !lacking.is_empty() {
            return Err(SaveShopError::Needs(lacking));
        }
        audit::record(&mut tx, deps, actor, "shop.change", &format!("shop:{id}"), &detail(what, &before, &after)).await?;
        let mut tags = vec![PageTag::Shop(id)];
        // What the cards of its products say.
        if (&before.name, before.kelurahan) != (&after.name, after.kelurahan) {
            tags.push(PageTag::Listing);
            jobs::enqueue(&mut tx, deps, &Job::IndexShop { shop: id }).await?;
        }
        page_change::announce(&mut tx, now, &tags).await?;
    } else if after.name != before.name {
        move_slug(&mut tx, deps, id, &after.name).await?;
    }
    shops::update(&mut tx, &after, now).await?;
    if after.delivery.zones != before.delivery.zones {
        let zones: &BTreeMap<Kelurahan, Rupiah> = &after.delivery.zones;
        shops::set_zones(&mut tx, id, zones).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// What an officer who asks later must be able to see; never the account number.
fn detail(what: &str, before: &Shop, after: &Shop) -> String {
    let place = |s: &Shop| format!("{}, {}", s.street, s.kelurahan.map_or("", Kelurahan::name));
    let nib = |s: &Shop| s.nib.as_ref().map_or_else(|| "-".to_owned(), Nib::to_string);
    let pairs = [
        ("name", before.name.clone(), after.name.clone()),
        ("nib", nib(before), nib(after)),
        ("address", place(before), place(after)),
        ("bank", before.bank.bank.clone(), after.bank.bank.clone()),
        ("holder", before.bank.holder.clone(), after.bank.holder.clone()),
    ];
    let changed = pairs.into_iter().filter(|(_, was, is)| was != is).map(|(field, was, is)| format!("; {field}: {was} → {is}"));
    std::iter::once(what.to_owned()).chain(changed).collect()
}
