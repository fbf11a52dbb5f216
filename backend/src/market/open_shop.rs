//! The first step of a merchant: a shop's draft, seen by nobody else.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::ShopId;
use domain::kernel::slug::Slug;
use domain::kernel::text::{self, TextError};
use domain::market::shop::{MAX_NAME, MAX_SHOPS};
use thiserror::Error;

use super::store::shops::{self, NewShop};
use crate::db::{DbError, Tx};
use crate::deps::Deps;
use crate::identity::account;

#[derive(Debug, Error)]
pub enum OpenShopError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("name: {0}")]
    Name(#[from] TextError),
    #[error("more than {MAX_SHOPS} shops")]
    TooMany,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Anybody who is logged in may; they are a merchant from then on.
pub async fn open_shop(deps: &Deps, actor: &Actor, name: &str) -> Result<ShopId, OpenShopError> {
    let owner = actor.require_person()?;
    let name = text::line(name, MAX_NAME)?;
    let (id, now) = (deps.id::<ShopId>(), deps.now());
    let mut tx = deps.db.begin().await?;
    // Two drafts begun at once would not see each other.
    account::lock(&mut tx, owner).await?;
    if shops::of_owner(&mut tx, owner).await?.len() >= MAX_SHOPS {
        return Err(OpenShopError::TooMany);
    }
    let new = NewShop { id, owner, name: &name, at: now };
    for slug in free_slugs(deps, &name) {
        if shops::insert(&mut tx, &new, &slug).await? {
            break;
        }
    }
    account::make_merchant(&mut tx, owner, now).await?;
    tx.commit().await?;
    Ok(id)
}

/// A name's slug, then with small numbers, then with large random ones: one of them is free.
pub(super) fn free_slugs(deps: &Deps, name: &str) -> impl Iterator<Item = Slug> {
    let slug = Slug::from_name(name);
    let random = deps.random.clone();
    let seldom = std::iter::repeat_with(move || u32::try_from(random.u64() % 900_000).unwrap_or(0) + 100_000);
    let numbers = (2..=5).chain(seldom);
    std::iter::once(slug.clone()).chain(numbers.map(move |n| slug.with_suffix(n)))
}

/// A draft may still move: its address follows its name.
pub(super) async fn move_slug(tx: &mut Tx, deps: &Deps, id: ShopId, name: &str) -> Result<(), DbError> {
    for slug in free_slugs(deps, name) {
        if shops::set_slug(tx, id, &slug).await? {
            break;
        }
    }
    Ok(())
}
