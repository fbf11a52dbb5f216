//! `sentra ticket-keys …`: the keys that sign the tickets of tours.

use backend::heritage::ticket_keys::{public_keys, revoke_ticket_key, rotate_ticket_keys};
use clap::Subcommand;
use domain::identity::actor::Actor;

use super::Failure;
use crate::config::Config;
use crate::open;
use crate::say::say;

#[derive(Subcommand)]
pub enum Action {
    /// The keys whose tickets are good.
    List,
    /// Make a new key that signs from now on; tickets of the old ones stay good.
    Rotate,
    /// Take a key back that got into wrong hands: its tickets are good no more.
    Revoke {
        /// Its number.
        key: u32,
    },
}

pub async fn run(config: &Config, action: Action) -> Result<(), Failure> {
    let deps = open::deps(config).await?;
    super::serve::ready_tables(config, &deps, false).await?;
    match action {
        Action::List => {}
        Action::Rotate => {
            let id = rotate_ticket_keys(&deps, &Actor::System).await?;
            say(format_args!("Key {id} signs from now on."));
        }
        Action::Revoke { key } => {
            revoke_ticket_key(&deps, &Actor::System, key).await?;
            say(format_args!("Key {key} is revoked: parties see a new ticket on the page of their booking."));
        }
    }
    let good: Vec<String> = public_keys(&deps).await?.iter().map(|k| k.id.to_string()).collect();
    say(format_args!("Tickets of these keys are good: {}", if good.is_empty() { "none yet".to_owned() } else { good.join(", ") }));
    deps.db.close().await;
    Ok(())
}
