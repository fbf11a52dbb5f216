//! `sentra worker`: jobs and timers without pages.

use std::sync::Arc;

use backend::jobs::runner;

use super::{Failure, signals};
use crate::config::Config;
use crate::open;
use crate::say::say;

pub async fn run(config: &Config) -> Result<(), Failure> {
    let deps = Arc::new(open::deps(config).await?);
    super::serve::ready_tables(config, &deps, false).await?;
    let stop = signals::stop_token()?;
    say("Working off jobs (Ctrl-C ends it)");
    signals::until_closed(&stop, async {
        runner::run(Arc::clone(&deps), stop.clone(), signals::GRACE).await;
        deps.db.close().await;
    })
    .await;
    Ok(())
}
