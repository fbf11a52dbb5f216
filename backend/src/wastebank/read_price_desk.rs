//! What officers look at before they change a price: what holds, what waits, what was decided.

use domain::identity::actor::Actor;
use domain::wastebank::material::Material;
use domain::wastebank::price::{Decision, Price, Proposal, Tier};

use super::decide_price::DecidePriceError;
use super::store::{materials, prices};
use crate::deps::Deps;

pub struct PriceDesk {
    pub materials: Vec<Material>,
    /// In force now, of every tier.
    pub prices: Vec<Price>,
    /// Planned ends of taking a material, the next first.
    pub ends: Vec<Price>,
    /// Oldest first.
    pub proposals: Vec<Proposal>,
    /// The newest first.
    pub decided: Vec<Decision>,
}

const NEWEST: i64 = 50;

pub async fn read_price_desk(deps: &Deps, actor: &Actor) -> Result<PriceDesk, DecidePriceError> {
    actor.require_officer()?;
    let mut run = deps.db.reader();
    let mut all = Vec::new();
    for tier in Tier::ALL {
        all.extend(prices::in_force(&mut run, tier, deps.now()).await?);
    }
    Ok(PriceDesk {
        materials: materials::all(&mut run).await?,
        prices: all,
        ends: prices::ends(&mut run, deps.now()).await?,
        proposals: prices::proposals(&mut run).await?,
        decided: prices::decided(&mut run, NEWEST).await?,
    })
}
