//! `sentra seed`

use backend::seed::seed_demo;

use super::Failure;
use crate::config::Config;
use crate::open;
use crate::say::say;

pub async fn run(config: &Config) -> Result<(), Failure> {
    let deps = open::deps(config).await?;
    super::serve::ready_tables(config, &deps, false).await?;
    match seed_demo(&deps).await? {
        Some(made) => {
            say(format_args!("The demo of Cimahi: {} products of {} shops in {} categories.", made.products, made.shops, made.categories));
        }
        None => say("There is something in this market already: the demo is not added."),
    }
    deps.db.close().await;
    Ok(())
}
