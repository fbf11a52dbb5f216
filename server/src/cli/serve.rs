//! `sentra serve`

use std::sync::Arc;
use std::time::Duration;

use backend::deps::Deps;
use backend::identity::store::people;
use backend::jobs::runner;
use backend::market::index_products::ensure_index;
use backend::market::load_synonyms::load_synonyms;
use backend::seed::{DEMO_LOGINS, DEMO_PASSWORD};
use clap::Args;
use domain::identity::email::Email;
use domain::identity::login::Login;
use tokio::net::TcpListener;

use super::{Failure, signals};
use crate::assets::Assets;
use crate::config::Config;
use crate::net::listen::{self, Door};
use crate::say::say;
use crate::{open, site};

#[derive(Args)]
pub struct Options {
    /// Bring the database to the newest tables first (development always does).
    #[arg(long)]
    migrate: bool,
}

/// A job at hand is given this long at the end.
const LAST_JOB: Duration = Duration::from_secs(30);

pub async fn run(config: &Config, options: &Options) -> Result<(), Failure> {
    let listener = TcpListener::bind(config.listen).await.map_err(|e| {
        Failure::new(format!("{} cannot be listened on ({e}): is Sentra running already? Set listen to another address.", config.listen))
    })?;
    let deps = Arc::new(open::deps(config).await?);
    ready_tables(config, &deps, options.migrate).await?;
    let stop = signals::stop_token()?;

    let assets = Assets::load();
    let compressing = assets.clone();
    tokio::task::spawn_blocking(move || compressing.compress());
    let front = site::open(config, &deps, assets, &stop);
    // Pages are served while the index is built, where that is necessary.
    tokio::spawn(ready_index(Arc::clone(&deps), config.worker_in_serve));
    let jobs = config.worker_in_serve.then(|| tokio::spawn(runner::run(Arc::clone(&deps), stop.clone())));

    let address = listener.local_addr()?;
    greet(config, &deps, address).await?;
    let door = Door { listener, trusted_proxies: config.trusted_proxies.clone(), limit: config.client_limit };
    listen::serve(door, front, stop.clone()).await;
    if let Some(jobs) = jobs
        && tokio::time::timeout(LAST_JOB, jobs).await.is_err()
    {
        tracing::warn!("a job did not end in time; it will be done again");
    }
    deps.db.close().await;
    Ok(())
}

/// Development keeps the tables current by itself; production is asked to, because a migration may take long.
pub async fn ready_tables(config: &Config, deps: &Deps, wanted: bool) -> Result<(), Failure> {
    if config.development() || wanted {
        deps.db.migrate().await?;
    } else if !deps.db.is_current().await? {
        return Err(Failure::new("the database does not have the newest tables: make a backup, run `sentra migrate`, then start again"));
    }
    Ok(())
}

/// The index has one writer: where a worker runs apart, it is the worker's to build.
pub async fn ready_index(deps: Arc<Deps>, build: bool) {
    let done = if build { ensure_index(&deps).await.map(|_| ()) } else { load_synonyms(&deps).await };
    if let Err(error) = done {
        tracing::error!(%error, "the search index could not be made ready; `sentra reindex` builds it anew");
    }
}

async fn greet(config: &Config, deps: &Deps, address: std::net::SocketAddr) -> Result<(), Failure> {
    say(format_args!("Sentra serves on http://{address}"));
    if config.base_url != format!("http://{address}") {
        say(format_args!("  reached as {}", config.base_url));
    }
    // Only where the demo is, and never where real people come.
    let admin = Email::parse(DEMO_LOGINS[0].email)?;
    if config.development() && people::find_by_login(&mut deps.db.reader(), &Login::Email(admin)).await?.is_some() {
        say(format_args!("Log-ins of the demo, all with the password {DEMO_PASSWORD}:"));
        for login in DEMO_LOGINS {
            say(format_args!("  {:<28} {}", login.email, login.role.code()));
        }
        say(format_args!("Mails of this house: http://{address}/_mail   Components: http://{address}/_ui"));
    }
    Ok(())
}
