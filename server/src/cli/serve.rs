//! `sentra serve`

use std::sync::Arc;

use backend::deps::Deps;
use backend::identity::store::people;
use backend::jobs::runner;
use backend::jobs::supervise::keep_up;
use backend::market::load_synonyms::follow_synonyms;
use backend::seed::{DEMO_DOORS, DEMO_LOGINS, DEMO_PASSWORD};
use clap::Args;
use domain::identity::email::Email;
use domain::identity::login::Login;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{Failure, signals};
use crate::assets::Assets;
use crate::config::Config;
use crate::net::listen::{self, Door};
use crate::say::{complain, say};
use crate::{open, site};

#[derive(Args)]
pub struct Options {
    /// Bring the database to the newest tables first (development always does).
    #[arg(long)]
    migrate: bool,
}

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
    for danger in config.dangers() {
        complain(format_args!("WARNING: {danger}"));
    }
    for note in config.notes() {
        tracing::warn!("{note}");
    }
    let address = listener.local_addr()?;
    greet(config, &deps, address).await?;
    let door = Door { listener, trusted_proxies: config.trusted_proxies.clone(), farewell: signals::GRACE, limit: config.client_limit };
    signals::until_closed(&stop, async {
        // Pages are served while the index is built, where that is necessary.
        tokio::join!(listen::serve(door, front, stop.clone()), background(config, &deps, &stop));
        deps.db.close().await;
    })
    .await;
    Ok(())
}

/// Each process that searches keeps its synonyms current; all else is a worker's where one runs apart.
async fn background(config: &Config, deps: &Arc<Deps>, stop: &CancellationToken) {
    let jobs = async {
        if config.worker_in_serve {
            runner::run(Arc::clone(deps), stop.clone(), signals::GRACE).await;
        }
    };
    tokio::join!(jobs, keep_up("synonyms", stop, || follow_synonyms(Arc::clone(deps), stop.clone())));
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

async fn greet(config: &Config, deps: &Deps, address: std::net::SocketAddr) -> Result<(), Failure> {
    say(format_args!("Sentra serves on http://{address}"));
    if config.base_url != format!("http://{address}") {
        say(format_args!("  reached as {}", config.base_url));
    }
    let of_demo = Login::Email(Email::parse(DEMO_LOGINS[0].email)?);
    if people::find_by_login(&mut deps.db.reader(), &of_demo).await?.is_none() {
        return Ok(());
    }
    if config.development() {
        say(format_args!("Log-ins of the demo, all with the password {DEMO_PASSWORD}:"));
        for (email, what) in DEMO_DOORS {
            say(format_args!("  {email:<26} {what}"));
        }
        say(format_args!("Mails of this house: http://{address}/_mail   Components: http://{address}/_ui"));
    } else {
        complain("WARNING: the demo is in this database: everybody can read the password of its admin. Begin with an empty data folder");
    }
    Ok(())
}
