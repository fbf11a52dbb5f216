//! The officer's look at licence numbers.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::clock::Timestamp;
use domain::kernel::ids::{LicenceId, ProductId};
use domain::kernel::text::{self, TextError};
use domain::market::licence::{Licence, LicenceKind, LicenceState};
use domain::market::photo::{Photo, PhotoState};
use domain::market::product::Product;
use domain::market::shop::MAX_REASON;
use thiserror::Error;

use super::store::licences::{self, LicenceToReview};
use super::store::{photos, products, shops};
use crate::audit;
use crate::db::DbError;
use crate::deps::Deps;
use crate::flows::notify::{self, Message};
use crate::links;
use crate::notices::Notice;
use crate::page_change::{self, PageTag};

#[derive(Debug, Error)]
pub enum DecideLicenceError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("no such licence")]
    NotFound,
    #[error("nobody decides over their own shop's licences")]
    OwnShop,
    #[error("reason: {0}")]
    Reason(#[from] TextError),
    /// Another officer was faster, or the merchant has changed the number or its expiry.
    #[error("it is not what was looked at any more")]
    Changed,
    #[error(transparent)]
    Db(#[from] DbError),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LicenceVerdict {
    Verify,
    Reject { reason: String },
}

/// Those that wait longest first.
pub async fn list_licences_to_review(deps: &Deps, actor: &Actor) -> Result<Vec<LicenceToReview>, DecideLicenceError> {
    actor.require_officer()?;
    Ok(licences::waiting(&mut deps.db.reader()).await?)
}

/// The product behind a licence number, also while shoppers cannot see it.
#[derive(Clone, Debug, PartialEq)]
pub struct ProductUnderReview {
    pub product: Product,
    pub shop_name: String,
    /// Those that are ready, in order.
    pub photos: Vec<Photo>,
    pub licences: Vec<Licence>,
}

/// Only of products that have brought a licence: other drafts are their merchant's alone.
pub async fn read_product_to_review(deps: &Deps, actor: &Actor, id: ProductId) -> Result<ProductUnderReview, DecideLicenceError> {
    actor.require_officer()?;
    let mut run = deps.db.reader();
    let licences = licences::of_product(&mut run, id).await?;
    let product = products::find(&mut run, id).await?.filter(|_| !licences.is_empty()).ok_or(DecideLicenceError::NotFound)?;
    let shop = shops::find(&mut run, product.shop).await?.ok_or(DecideLicenceError::NotFound)?;
    let photos = photos::of_product(&mut run, id).await?.into_iter().filter(|p| p.state == PhotoState::Ready).collect();
    Ok(ProductUnderReview { product, shop_name: shop.name, photos, licences })
}

/// What the officer looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenLicence<'a> {
    pub number: &'a str,
    pub expires_at: Option<Timestamp>,
}

pub async fn decide_licence(
    deps: &Deps,
    actor: &Actor,
    id: LicenceId,
    seen: SeenLicence<'_>,
    verdict: LicenceVerdict,
) -> Result<(), DecideLicenceError> {
    actor.require_officer()?;
    let (state, reason) = match verdict {
        LicenceVerdict::Verify => (LicenceState::Verified, String::new()),
        LicenceVerdict::Reject { reason } => (LicenceState::Rejected, text::paragraphs(&reason, MAX_REASON)?),
    };
    let now = deps.now();
    let mut tx = deps.db.begin().await?;
    let mut licence = licences::find(&mut tx, id).await?.ok_or(DecideLicenceError::NotFound)?;
    if actor.person().is_some() && licences::owner(&mut tx, id).await? == actor.person() {
        return Err(DecideLicenceError::OwnShop);
    }
    seen.number.clone_into(&mut licence.number);
    licence.expires_at = seen.expires_at;
    licence.state = state;
    licence.reason.clone_from(&reason);
    if !licences::decide(&mut tx, &licence, actor.person(), now).await? {
        return Err(DecideLicenceError::Changed);
    }
    let number = seen.number;
    let label = match licence.kind {
        LicenceKind::Pirt => format!("P-IRT {number}"),
        LicenceKind::Halal => format!("Halal {number}"),
    };
    let action = if state == LicenceState::Verified { "licence.verify" } else { "licence.reject" };
    let detail = if reason.is_empty() { label.clone() } else { format!("{label}: {reason}") };
    audit::record(&mut tx, deps, actor, action, &format!("product:{}", licence.product), &detail).await?;
    page_change::announce(&mut tx, now, &[PageTag::Product(licence.product)]).await?;
    if let Some(product) = products::find(&mut tx, licence.product).await? {
        let (name, licence) = (product.name_id, label);
        let notice = match state {
            LicenceState::Rejected => Notice::LicenceRejected { product: name, licence, reason },
            LicenceState::Verified | LicenceState::Submitted => Notice::LicenceVerified { product: name, licence },
        };
        for owner in notify::shop_readers(&mut tx, &[product.shop]).await? {
            let occasion = format!("licence:{id}:{}", now.0);
            let message = Message { to: &owner.reader, notice: notice.clone(), href: links::MY_SHOP.to_owned(), occasion };
            notify::tell(&mut tx, deps, &[message]).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}
