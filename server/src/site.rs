//! The site as the sockets see it: kept pages, the site's files, and the routes with all that stands around them.

use std::sync::Arc;

use app::web::site::Site;
use backend::deps::Deps;
use tokio_util::sync::CancellationToken;

use crate::assets::Assets;
use crate::config::{Config, MailRoute};
use crate::health;
use crate::middleware::{self, House};
use crate::open::Folders;
use crate::page_cache::store::Store;
use crate::page_cache::{Front, feed};

/// The origin of the gateway's pages, where there is one.
fn gateway(deps: &Deps) -> Option<Arc<str>> {
    deps.gateways.card.as_ref().and_then(|gateway| gateway.origin()).map(Into::into)
}

/// Everything that answers requests. The reader of page changes ends with `stop`.
pub fn open(config: &Config, deps: &Arc<Deps>, assets: Assets, stop: &CancellationToken) -> Front {
    let house = House { base_url: config.base_url.as_str().into(), https: config.https(), gateway: gateway(deps) };
    let site = Site {
        deps: Arc::clone(deps),
        assets: (&assets.hashes()).into(),
        development: config.development(),
        mail_folder: (config.mail == MailRoute::Files).then(|| Folders(&config.data_dir).mail()),
        secure_cookies: config.https(),
    };
    let pages = app::routes::router_with(Arc::new(site), |routes| middleware::within(routes, &house));
    // Health is asked by machines every few seconds: outside the log and the frame of pages.
    let routes = health::routes(Arc::clone(deps)).fallback_service(middleware::around(pages, &house));
    let store = config.page_cache.then(|| Arc::new(Store::new(config.page_cache_mb * 1024 * 1024)));
    if let Some(store) = &store {
        tokio::spawn(feed::follow(deps.db.clone(), Arc::clone(store), stop.clone()));
    }
    Front::new(routes, assets, store)
}
