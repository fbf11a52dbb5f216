//! The officer's look at a shop.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::ShopId;
use domain::kernel::text::{self, TextError};
use domain::market::shop::{MAX_REASON, Shop, ShopEvent, ShopState, ShopTransitionError};
use thiserror::Error;

use super::store::shops::{self, ShopToReview};
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::flows::notify::{self, Message, Reader};
use crate::identity::account;
use crate::jobs::{self, Job};
use crate::links;
use crate::notices::Notice;
use crate::page_change::{self, PageTag};

#[derive(Debug, Error)]
pub enum ReviewShopError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("no such shop")]
    NotFound,
    #[error("nobody decides over their own shop")]
    OwnShop,
    #[error("reason: {0}")]
    Reason(#[from] TextError),
    /// Another officer was faster.
    #[error(transparent)]
    Transition(#[from] ShopTransitionError),
    #[error(transparent)]
    Db(#[from] DbError),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShopVerdict {
    Approve,
    RequestChanges { reason: String },
    Reject { reason: String },
}

/// Shops in a state; those that wait longest first.
pub async fn list_shops_to_review(deps: &Deps, actor: &Actor, state: ShopState) -> Result<Vec<ShopToReview>, ReviewShopError> {
    actor.require_officer()?;
    Ok(shops::in_state(&mut deps.db.reader(), state).await?)
}

/// A shop with whom to ask about it.
#[derive(Clone, Debug, PartialEq)]
pub struct ShopUnderReview {
    pub shop: Shop,
    pub owner_name: String,
    pub owner_email: Option<String>,
    pub owner_phone: Option<String>,
}

pub async fn read_shop_to_review(deps: &Deps, actor: &Actor, id: ShopId) -> Result<ShopUnderReview, ReviewShopError> {
    actor.require_officer()?;
    let mut run = deps.db.reader();
    // A draft is its owner's alone.
    let shop = shops::find(&mut run, id).await?.filter(|s| s.state != ShopState::Draft).ok_or(ReviewShopError::NotFound)?;
    let owner = account::contact(&mut run, shop.owner).await?.ok_or(ReviewShopError::NotFound)?;
    Ok(ShopUnderReview {
        shop,
        owner_name: owner.name,
        owner_email: owner.email.map(|e| e.to_string()),
        owner_phone: owner.phone.map(|p| p.to_string()),
    })
}

pub async fn review_shop(deps: &Deps, actor: &Actor, id: ShopId, verdict: ShopVerdict) -> Result<(), ReviewShopError> {
    actor.require_officer()?;
    let (event, reason, action) = match verdict {
        ShopVerdict::Approve => (ShopEvent::Approve, String::new(), "shop.approve"),
        ShopVerdict::RequestChanges { reason } => {
            (ShopEvent::RequestChanges, text::paragraphs(&reason, MAX_REASON)?, "shop.request_changes")
        }
        ShopVerdict::Reject { reason } => (ShopEvent::Reject, text::paragraphs(&reason, MAX_REASON)?, "shop.reject"),
    };
    let now = deps.now();
    let mut tx = deps.db.begin().await?;
    let mut shop = shops::lock(&mut tx, id).await?.filter(|s| s.state != ShopState::Draft).ok_or(ReviewShopError::NotFound)?;
    if actor.person() == Some(shop.owner) {
        return Err(ReviewShopError::OwnShop);
    }
    shop.state = shop.state.apply(event)?;
    shop.review_reason.clone_from(&reason);
    if event == ShopEvent::Approve {
        shop.approved_at = Some(now);
        shop.nib_seen.clone_from(&shop.nib);
        account::make_merchant(&mut tx, shop.owner, now).await?;
        page_change::announce(&mut tx, now, &[PageTag::Listing, PageTag::Shop(id)]).await?;
        jobs::enqueue(&mut tx, deps, &Job::IndexShop { shop: id }).await?;
    }
    shops::update(&mut tx, &shop, now).await?;
    audit::record(&mut tx, deps, actor, action, &format!("shop:{id}"), &reason).await?;
    let name = shop.name.clone();
    let notice = match event {
        ShopEvent::RequestChanges => Notice::ShopChangesRequested { shop: name, reason },
        ShopEvent::Reject => Notice::ShopRejected { shop: name, reason },
        ShopEvent::Approve | ShopEvent::Submit => Notice::ShopApproved { shop: name },
    };
    if let Some(owner) = account::contact(&mut tx, shop.owner).await? {
        let to = Reader { person: Some(shop.owner), name: owner.name, email: owner.email.map(|e| e.to_string()), locale: owner.locale };
        let occasion = format!("shop-review:{id}:{}", now.0);
        notify::tell(&mut tx, deps, &[Message { to: &to, notice, href: links::MY_SHOP.to_owned(), occasion }]).await?;
    }
    tx.commit().await?;
    Ok(())
}
