//! Handing a step over to the use case that keeps it, and saying what that one refuses.

use backend::market::open_shop::{OpenShopError, open_shop};
use backend::market::save_shop::{
    MAX_FEE, SaveShopError, ShopPlace, ShopProfile, save_shop_bank, save_shop_delivery, save_shop_hours, save_shop_place, save_shop_profile,
};
use backend::market::submit_shop::SubmitShopError;
use domain::kernel::hours::OpeningHours;
use domain::kernel::ids::ShopId;
use domain::market::delivery::DeliveryTerms;
use domain::market::shop::{BankAccount, Shop};

use super::step;
use crate::i18n::{Locale, t};
use crate::market::pages::selling::words;
use crate::web::{Ctx, Errors, WebError};

/// What one step's form says.
pub enum Change {
    About(ShopProfile),
    Address(ShopPlace),
    Hours(OpeningHours),
    Delivery(DeliveryTerms),
    Bank(BankAccount),
}

/// Saves; the first step begins the shop. False when a message was added to `errors`.
pub async fn save(ctx: &Ctx, shop: Option<&Shop>, change: Change, errors: &mut Errors) -> Result<bool, WebError> {
    let id = match (shop, &change) {
        (Some(shop), _) => shop.id,
        (None, Change::About(profile)) => match begin(ctx, &profile.name, errors).await? {
            Some(id) => id,
            None => return Ok(false),
        },
        (None, _) => return Err(WebError::NotFound),
    };
    let (deps, actor) = (ctx.deps(), ctx.actor());
    let saved = match change {
        Change::About(profile) => save_shop_profile(deps, actor, id, profile).await,
        Change::Address(place) => save_shop_place(deps, actor, id, place).await,
        Change::Hours(hours) => save_shop_hours(deps, actor, id, hours).await,
        Change::Delivery(terms) => save_shop_delivery(deps, actor, id, terms).await,
        Change::Bank(account) => save_shop_bank(deps, actor, id, account).await,
    };
    match saved {
        Ok(()) => Ok(true),
        Err(e) => refused(ctx.locale(), e, errors).map(|()| false),
    }
}

async fn begin(ctx: &Ctx, name: &str, errors: &mut Errors) -> Result<Option<ShopId>, WebError> {
    let l = ctx.locale();
    match open_shop(ctx.deps(), ctx.actor(), name).await {
        Ok(id) => return Ok(Some(id)),
        Err(OpenShopError::Name(e)) => errors.add("name", words::text(l, e)),
        Err(OpenShopError::TooMany) => errors.add("", t::selling::too_many_shops(l)),
        Err(OpenShopError::Forbidden(e)) => return Err(e.into()),
        Err(OpenShopError::Db(e)) => return Err(e.into()),
    }
    Ok(None)
}

fn refused(l: Locale, e: SaveShopError, errors: &mut Errors) -> Result<(), WebError> {
    match e {
        SaveShopError::Text { field, why } => errors.add(field, words::text(l, why)),
        SaveShopError::BankNumber(_) => errors.add("number", t::selling::bank_number_bad(l)),
        SaveShopError::Fee => errors.add("", t::selling::fee_too_large(l, MAX_FEE)),
        SaveShopError::NotEditable => errors.add("", t::selling::shop_not_editable(l)),
        SaveShopError::Needs(gaps) => {
            for g in gaps {
                errors.add("", step::gap(l, g));
            }
        }
        SaveShopError::NotFound => return Err(WebError::NotFound),
        SaveShopError::Forbidden(e) => return Err(e.into()),
        SaveShopError::Db(e) => return Err(e.into()),
    }
    Ok(())
}

pub fn submit_error(e: SubmitShopError) -> WebError {
    match e {
        SubmitShopError::NotFound => WebError::NotFound,
        SubmitShopError::Forbidden(e) => e.into(),
        e => WebError::internal(e),
    }
}
