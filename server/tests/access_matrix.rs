//! Every route of the table, in both languages, asked by everybody: who gets in, who is sent to log in, who is refused.
//! A new route is in the table or nowhere, so it cannot be missing here.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod support;

use app::web::{Access, Route};
use backend::testing::world::World;
use domain::identity::role::Role;
use http::{Method, StatusCode};
use support::{Client, site};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Anonymous,
    Shopper,
    Merchant,
    Officer,
    Admin,
}

const EVERYBODY: [Who; 5] = [Who::Anonymous, Who::Shopper, Who::Merchant, Who::Officer, Who::Admin];

fn may(who: Who, access: Access) -> bool {
    match access {
        Access::Anyone | Access::Development => true,
        Access::LoggedIn => who != Who::Anonymous,
        Access::Merchant => who == Who::Merchant,
        Access::Officer => matches!(who, Who::Officer | Who::Admin),
        Access::Admin => who == Who::Admin,
    }
}

/// A path with something well-formed in place of its parameters, that exists for nobody.
fn concrete(path: &str) -> String {
    let unknown = "0190a1b2c3d47e5f8a9b0c1d2e3f4a5b";
    path.split('/').map(|part| if part.contains('{') { unknown } else { part }).collect::<Vec<_>>().join("/")
}

fn is_refusal(status: StatusCode, location: Option<&str>) -> bool {
    matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
        || location.is_some_and(|l| l.starts_with("/masuk?kembali=") || l.starts_with("/en/masuk?kembali="))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_lets_in_whom_it_should() {
    let world = World::sqlite().await;
    backend::market::index_products::ensure_index(&world.deps).await.unwrap();
    let router = site(&world);
    let table: Vec<Route> = app::routes::table();
    assert!(table.len() > 30, "the table is the whole site");
    for who in EVERYBODY {
        for route in &table {
            for language in ["", "/en"] {
                // A client of its own for each: logging out is a route too.
                let mut client = match who {
                    Who::Anonymous => Client::stranger(&router),
                    _ => Client::of(&router, &world.person(&format!("{who:?} {}", world.deps.random.u64()), roles(who)).await),
                };
                let path = format!("{language}{}", concrete(route.path));
                let answer = client.send(route.method.clone(), &path, "").await;
                let refused = is_refusal(answer.status, answer.location.as_deref());
                let allowed = may(who, route.access);
                assert_eq!(refused, !allowed, "{who:?} {} {path}: {} {:?}", route.method, answer.status, answer.location);
                assert!(!answer.status.is_server_error(), "{who:?} {} {path}: {}", route.method, answer.status);
            }
        }
    }
}

fn roles(who: Who) -> &'static [Role] {
    match who {
        Who::Merchant => &[Role::Merchant],
        Who::Officer => &[Role::Officer],
        Who::Admin => &[Role::Admin],
        Who::Anonymous | Who::Shopper => &[],
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn development_pages_are_not_there_in_production() {
    let world = World::sqlite().await;
    let site = app::web::Site {
        deps: std::sync::Arc::clone(&world.deps),
        assets: app::ui::Assets::default(),
        development: false,
        mail_folder: None,
        secure_cookies: true,
    };
    let router = app::routes::router(std::sync::Arc::new(site));
    let table = app::routes::table();
    for route in table.iter().filter(|r| r.access == Access::Development && r.method == Method::GET) {
        let answer = Client::stranger(&router).get(&concrete(route.path)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", route.path);
    }
}
