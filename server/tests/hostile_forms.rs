//! Every form of the site, filled with SQL, HTML and rubbish by everybody who sees it: nothing breaks, and whatever is
//! stored is shown as text wherever it is shown.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

#[path = "../src/bin/sentra-bench/form.rs"]
#[allow(dead_code)]
mod form;
mod support;

use std::collections::HashSet;

use app::web::Route;
use axum::Router;
use backend::market::add_to_cart::add_to_cart;
use backend::market::place_order::Next;
use backend::market::read_order::{OrderKey, read_order};
use backend::testing::market::{Goods, Stall};
use backend::testing::world::World;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::market::payment::PaymentMethod;
use form::{Form, bare_tags, forms};
use http::Method;
use support::{Answer, Client, site};

const HOSTILE: &str = "'--<script>alert(1)</script>\" onmouseover=\"alert(1)";
const LANGUAGES: [&str; 2] = ["", "/en"];

struct Scene {
    world: World,
    router: Router,
    stall: Stall,
    goods: Goods,
    secret: String,
    reference: String,
    number: String,
}

impl Scene {
    async fn new() -> Self {
        let world = World::sqlite().await;
        let stall = world.stall("Kebun").await;
        let goods = world.goods(&stall, "Opak", 12_000, 500).await;
        let guest = world.guest().await;
        let secret = world.order(&guest, &[(&goods, 1)], PaymentMethod::Cash).await.secret;
        let card = world.order(&guest, &[(&goods, 1)], PaymentMethod::Card).await;
        let Next::Pay { url } = card.next else { panic!("the sandbox takes cards") };
        let number = read_order(&world.deps, &guest, OrderKey::Secret(&secret)).await.unwrap().subs[0].number.clone();
        backend::market::index_products::ensure_index(&world.deps).await.unwrap();
        let router = site(&world);
        Self { router, stall, goods, secret, reference: url.rsplit('/').next().unwrap().to_owned(), number, world }
    }

    /// The pages of a route, with what is there in place of its parameters.
    fn pages(&self, route: &Route) -> Vec<String> {
        let product = self.goods.product.to_string();
        let with = |name: &str, value: &str| vec![route.path.replace(name, value)];
        match route.path {
            "/kategori/{slug}" => with("{slug}", "keripik"),
            "/produk/{slug}" => with("{slug}", &format!("p-{product}")),
            "/toko/{slug}" => with("{slug}", "toko-kebun"),
            "/cari" => vec!["/cari?q=opak".to_owned()],
            "/petugas/toko/{id}" => with("{id}", &self.stall.shop.to_string()),
            path if path.contains("{step}") => {
                ["cerita", "alamat", "jam-buka", "pengiriman", "rekening"].iter().map(|step| path.replace("{step}", step)).collect()
            }
            path if path.starts_with("/dagang/produk/{id}") => with("{id}", &product),
            path if path.contains("{number}") => with("{number}", &self.number),
            path if path.contains("{secret}") => with("{secret}", &self.secret),
            path if path.contains("{reference}") => with("{reference}", &self.reference),
            path if path.contains('{') => Vec::new(),
            path => vec![path.to_owned()],
        }
    }

    /// Everything that can be opened, in one language.
    fn all_pages(&self, language: &str) -> Vec<String> {
        let routes = app::routes::table();
        let gets = routes.iter().filter(|r| r.method == Method::GET);
        gets.flat_map(|r| self.pages(r)).map(|path| format!("{language}{path}")).collect()
    }
}

#[track_caller]
fn check(what: &str, answer: &Answer) {
    assert!(!answer.status.is_server_error(), "{what}: {}", answer.status);
    assert!(!answer.body.contains("<script>alert("), "{what}");
    assert!(bare_tags(&answer.body).iter().all(|tag| !tag.contains("onmouseover")), "{what}");
}

/// What would be refused for its shape alone, so that the texts beside it are never stored.
fn has_a_shape(value: &str) -> bool {
    !value.is_empty() && (value.contains('@') || value.chars().all(|c| c.is_ascii_digit() || " .:-+/".contains(c)))
}

fn filled(form: &Form, text: &str, everything: bool) -> Form {
    let mut form = form.clone();
    for name in form.typed.clone() {
        if everything || !form.get(&name).is_some_and(has_a_shape) {
            form.set(&name, text);
        }
    }
    form
}

/// Not those that end the walk for the one who walks, nor the gallery's examples, which lead nowhere.
fn worth_sending(action: &str) -> bool {
    action.starts_with('/') && !action.ends_with("/keluar") && !action.ends_with("/keluar-semua")
}

async fn send(client: &mut Client, form: &Form) -> Answer {
    if form.posts {
        client.send(Method::POST, &form.action, &form.encode()).await
    } else {
        client.get(&format!("{}?{}", form.action, form.encode())).await
    }
}

/// Fills and sends every form that this visitor sees; says how many.
async fn walk(s: &Scene, who: &str, client: &mut Client) -> usize {
    let long = format!("\u{0}\u{202e}\r\n{}", "x".repeat(5_000));
    let mut seen = HashSet::new();
    for page in LANGUAGES.iter().flat_map(|language| s.all_pages(language)) {
        let count = forms(&client.get(&page).await.body).len();
        for at in 0..count {
            for (text, everything) in [(HOSTILE, true), (long.as_str(), true), (HOSTILE, false)] {
                // Drawn anew each time: the one before may have changed what it says.
                let shown = client.get(&page).await;
                check(&format!("{who} {page}"), &shown);
                let Some(form) = forms(&shown.body).into_iter().nth(at).filter(|f| worth_sending(&f.action)) else { continue };
                let names: Vec<&str> = form.fields.iter().map(|(n, _)| n.as_str()).filter(|n| !n.contains('-')).collect();
                if !seen.insert(format!("{} {names:?} {:?} {} {everything}", form.action, form.buttons, text.len())) {
                    continue;
                }
                let mut buttons: Vec<Option<(String, String)>> = form.buttons.iter().cloned().map(Some).collect();
                if buttons.is_empty() {
                    buttons.push(None);
                }
                for button in buttons {
                    let mut form = filled(&form, text, everything);
                    let what = format!("{who} {page} {} {button:?}", form.action);
                    form.fields.extend(button);
                    let answer = send(client, &form).await;
                    check(&what, &answer);
                    if let Some(to) = answer.location.filter(|to| to.starts_with('/')) {
                        check(&format!("{what} → {to}"), &client.get(&to).await);
                    }
                }
            }
        }
    }
    seen.len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_typed_is_text() {
    let s = Scene::new().await;
    let w = &s.world;
    let person = async |name: &str, roles: &[Role]| {
        let actor = w.person(name, roles).await;
        add_to_cart(&w.deps, &actor, s.goods.variant, 1).await.unwrap();
        w.order(&actor, &[(&s.goods, 1)], PaymentMethod::Cash).await;
        add_to_cart(&w.deps, &actor, s.goods.variant, 1).await.unwrap();
        actor
    };
    let everybody: Vec<(&str, Option<Actor>, usize)> = vec![
        ("merchant", Some(s.stall.owner.clone()), 60),
        ("shopper", Some(person("Budi", &[]).await), 20),
        ("stranger", None, 20),
        ("officer", Some(person("Ani", &[Role::Officer]).await), 20),
        ("admin", Some(person("Ade", &[Role::Admin]).await), 20),
    ];
    let client = |actor: Option<&Actor>| actor.map_or_else(|| Client::stranger(&s.router), |a| Client::of(&s.router, a));
    for (who, actor, least) in &everybody {
        let sent = walk(&s, who, &mut client(actor.as_ref())).await;
        assert!(sent >= *least, "{who} sent {sent} forms only");
    }
    w.run_jobs().await;
    // What was stored, as everybody sees it.
    for (who, actor, _) in &everybody {
        let mut client = client(actor.as_ref());
        for page in LANGUAGES.iter().flat_map(|language| s.all_pages(language)) {
            check(&format!("{who} {page} afterwards"), &client.get(&page).await);
        }
    }
    w.assert_nothing_lost().await;
}
