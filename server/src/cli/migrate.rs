//! `sentra migrate`

use super::Failure;
use crate::config::Config;
use crate::open;
use crate::say::say;

pub async fn run(config: &Config) -> Result<(), Failure> {
    let db = open::database(config).await?;
    let before = db.is_current().await?;
    db.migrate().await?;
    db.close().await;
    say(if before { "The database has the newest tables already." } else { "The database has the newest tables now." });
    Ok(())
}
