//! The officer's look at licence numbers.

use domain::identity::actor::{Actor, Forbidden};
use domain::kernel::ids::LicenceId;
use domain::kernel::text::{self, TextError};
use domain::market::licence::{LicenceKind, LicenceState};
use domain::market::shop::MAX_REASON;
use thiserror::Error;

use super::store::licences::{self, LicenceToReview};
use super::store::products;
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
    /// Another officer was faster, or the merchant has changed the number.
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

/// `number` is what the officer looked at.
pub async fn decide_licence(
    deps: &Deps,
    actor: &Actor,
    id: LicenceId,
    number: &str,
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
    number.clone_into(&mut licence.number);
    licence.state = state;
    licence.reason.clone_from(&reason);
    if !licences::decide(&mut tx, &licence, actor.person(), now).await? {
        return Err(DecideLicenceError::Changed);
    }
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
