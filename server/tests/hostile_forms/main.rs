//! Every form of the site, filled with SQL, HTML and rubbish by everybody who sees it: nothing breaks, and whatever is
//! stored is shown as text wherever it is shown. A route whose parameter has no value here, or whose form nobody has sent
//! or had taken, ends the test.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod alone;
mod filling;
#[path = "../../src/bin/sentra-bench/form.rs"]
#[allow(dead_code)]
mod form;
mod scene;
mod second_tour;
#[path = "../support/mod.rs"]
mod support;

use std::collections::{BTreeSet, HashSet};

use app::web::Route;
use axum::Router;
use backend::both_engines;
use backend::market::add_to_cart::add_to_cart;
use domain::identity::actor::Actor;
use domain::identity::role::Role;
use domain::market::payment::PaymentMethod;
use filling::Filling;
use form::{Form, bare_tags, forms};
use http::Method;
use scene::Scene;
use support::{Answer, Client, site};

const LANGUAGES: [&str; 2] = ["", "/en"];

/// What comes in a kind of its own, and stands on no page as a form: `uploads.rs` sends files, `meeting_device.rs` what a device tells.
const APART: [&str; 5] = [
    "/dagang/produk/{id}/foto",
    "/slip/{number}/foto",
    "/loket/{unit}/{member}/foto",
    "/meja-wisata/tempat/{site}/foto",
    "/titik-kumpul/perangkat/{departure}",
];
/// Forms that nobody here can have taken, and why.
const NEVER_TAKEN: [(&str, &str); 7] = [
    ("/admin/orang/{id}/sandi", "answers with the link itself, which is shown once"),
    ("/lupa-sandi", "answers with a page, whether there is such an account or not"),
    ("/loket/{unit}/{member}/akun", "wants the code that is on the phone of whoever asks"),
    ("/loket/{unit}/{member}/keluarga", "wants the card of another member"),
    ("/meja-wisata/tur/{slug}", "takes days and times only"),
    ("/petugas/bank-sampah/kas/kampung", "takes an amount only, and not more than is owed"),
    ("/petugas/bank-sampah/kas/setoran", "takes an amount only, and not more than is in the hand"),
];

/// What has been sent and taken so far, by the route's path.
#[derive(Default)]
struct Walked {
    table: Vec<Route>,
    sent: BTreeSet<&'static str>,
    taken: BTreeSet<&'static str>,
    /// Pages on which hostile text stood as text.
    shown: BTreeSet<String>,
}

impl Walked {
    /// The route that takes this form.
    fn route(&self, action: &str) -> Option<&'static str> {
        let path = action.split(['#', '?']).next().unwrap_or(action);
        let path = path.strip_prefix("/en").unwrap_or(path);
        let posts = self.table.iter().filter(|r| r.method == Method::POST && fits(r.path, path));
        // Words are nearer than parameters.
        posts.min_by_key(|r| r.path.matches('{').count()).map(|r| r.path)
    }
}

#[track_caller]
fn check(what: &str, answer: &Answer) {
    assert!(!answer.status.is_server_error(), "{what}: {}", answer.status);
    // What a device reads, and what a spreadsheet opens: no browser takes it for a page.
    if ["application/json", "text/csv", "application/vnd.openxmlformats"].iter().any(|kind| answer.kind.starts_with(kind)) {
        return;
    }
    assert!(!answer.body.contains("<script>alert("), "{what}");
    assert!(bare_tags(&answer.body).iter().all(|tag| !tag.contains("onmouseover")), "{what}");
}

fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
    pattern.len() == path.len() && pattern.iter().zip(&path).all(|(p, part)| p.starts_with('{') || p == part)
}

/// Everything that can be opened, in one language.
fn pages(s: &Scene, language: &str) -> Vec<String> {
    let routes = app::routes::table();
    let gets = routes.iter().filter(|r| r.method == Method::GET);
    gets.flat_map(|r| s.addresses(r)).map(|path| format!("{language}{path}")).collect()
}

/// Whoever speaks for a place judges its lists before closing its days.
fn pages_for(s: &Scene, who: &str, language: &str) -> Vec<String> {
    let mut all = pages(s, language);
    if who == "base" {
        all.reverse();
    }
    all
}

/// Not those that end the walk for the one who walks, nor the gallery's examples, which lead nowhere.
fn worth_sending(action: &str) -> bool {
    action.starts_with('/') && !action.ends_with("/keluar") && !action.ends_with("/keluar-semua")
}

/// Sends as the one who walks, who stays who they are whatever the answer is.
async fn send(client: &mut Client, form: &Form) -> Answer {
    let mut once = client.clone();
    let answer = if form.posts {
        once.send(Method::POST, &form.action, &form.encode()).await
    } else {
        once.get(&format!("{}?{}", form.action, form.encode())).await
    };
    if client.cookie.is_none() && form.action.ends_with("/tambah") {
        client.cookie = once.cookie;
    }
    answer
}

type Button<'a> = Option<&'a (String, String)>;

/// Each by itself; a form without named buttons is sent as it stands.
fn buttons(form: &Form) -> Vec<Button<'_>> {
    if form.buttons.is_empty() { vec![None] } else { form.buttons.iter().map(Some).collect() }
}

/// One form with one of its buttons, and what the answer leads to; the form itself, if it comes back.
async fn press(walked: &mut Walked, client: &mut Client, what: &str, form: &Form, button: Button<'_>) -> Option<Form> {
    let mut sent = form.clone();
    sent.fields.extend(button.cloned());
    let route = walked.route(&form.action).filter(|_| form.posts);
    let answer = send(client, &sent).await;
    check(&format!("{what} {button:?}"), &answer);
    walked.sent.extend(route);
    if let Some(to) = answer.location.filter(|to| to.starts_with('/')) {
        walked.taken.extend(route);
        let there = client.get(&to).await;
        check(&format!("{what} {button:?} → {to}"), &there);
        return None;
    }
    forms(&answer.body).into_iter().find(|f| f.posts && f.action == form.action && f.fields.len() >= form.fields.len())
}

/// A form with each of its buttons. Where the page asks to look again (a sum was counted), that is done: with the same
/// button, or with the one that is new.
async fn press_all(walked: &mut Walked, client: &mut Client, what: &str, form: &Form) {
    for button in buttons(form) {
        let Some(again) = press(walked, client, what, form, button).await else { continue };
        for next in buttons(&again).into_iter().filter(|b| *b == button || !buttons(form).contains(b)) {
            press(walked, client, &format!("{what} again"), &again, next).await;
        }
    }
}

/// What a form asks for, whichever row of a list it stands in.
fn signature(form: &Form, filling: Filling) -> String {
    let names: Vec<&str> = form.fields.iter().map(|(n, _)| n.as_str()).filter(|n| !n.contains('-')).collect();
    format!("{} {names:?} {:?} {filling:?}", form.action, form.buttons)
}

/// Fills and sends every form that this visitor sees.
async fn walk(s: &Scene, walked: &mut Walked, who: &str, client: &mut Client) {
    let mut seen = HashSet::new();
    for page in LANGUAGES.iter().flat_map(|language| pages_for(s, who, language)) {
        // A second shop would hide the one whose products and orders are there to be walked over.
        if who == "merchant" && page.contains("/buka-toko/") {
            continue;
        }
        // Whoever walked over the cart has emptied it.
        if page.ends_with("/checkout") {
            let variant = s.goods.variant.to_string();
            client.post("/keranjang/tambah", &[("variant", &variant), ("quantity", "1")]).await;
        }
        let shown = client.get(&page).await;
        check(&format!("{who} {page}"), &shown);
        for (at, form) in forms(&shown.body).iter().enumerate().filter(|(_, f)| worth_sending(&f.action)) {
            // In the second language the same handlers answer: what is stored is enough.
            let fillings = if page.starts_with("/en") { &Filling::ALL[3..] } else { &Filling::ALL[..] };
            for filling in fillings {
                if !seen.insert(signature(form, *filling)) {
                    continue;
                }
                // Drawn anew each time: the one before may have changed what it says.
                let now = client.get(&page).await;
                let Some(form) = forms(&now.body).into_iter().nth(at).filter(|f| f.action == form.action) else { continue };
                press_all(walked, client, &format!("{who} {page} {}", form.action), &filling.fill(&form)).await;
            }
        }
    }
}

type People = Vec<(&'static str, Option<Actor>)>;

fn client(router: &Router, actor: Option<&Actor>) -> Client {
    actor.map_or_else(|| Client::stranger(router), |a| Client::of(router, a))
}

async fn all_walk(s: &Scene, walked: &mut Walked, router: &Router, people: &People) {
    for (who, actor) in people {
        walk(s, walked, who, &mut client(router, actor.as_ref())).await;
    }
    s.w.run_jobs().await;
    // What was stored, as everybody sees it.
    for (who, actor) in people {
        let mut client = client(router, actor.as_ref());
        for page in LANGUAGES.iter().flat_map(|language| pages(s, language)) {
            let answer = client.get(&page).await;
            check(&format!("{who} {page} afterwards"), &answer);
            if answer.body.contains("&lt;script&gt;alert(1)") {
                walked.shown.insert(page);
            }
        }
    }
    s.w.assert_nothing_lost().await;
    s.w.assert_seats_add_up().await;
}

async fn buyer(s: &Scene, actor: Actor) -> Actor {
    add_to_cart(&s.w.deps, &actor, s.goods.variant, 1).await.unwrap();
    s.w.order(&actor, &[(&s.goods, 1)], PaymentMethod::Cash).await;
    add_to_cart(&s.w.deps, &actor, s.goods.variant, 1).await.unwrap();
    actor
}

both_engines!(whatever_is_typed_is_text, |w| {
    let mut s = Scene::new(w).await;
    let router = site(&s.w);
    let mut walked = Walked { table: app::routes::table(), ..Walked::default() };
    let t = &s.tour;
    let shopper = buyer(&s, s.shopper.clone()).await;
    let officer = buyer(&s, s.w.person("Ani", &[Role::Officer]).await).await;
    let admin = buyer(&s, s.w.person("Ade", &[Role::Admin]).await).await;
    // Who takes things away comes after those who need them.
    let before: People = vec![
        ("base", Some(t.base.clone())),
        ("shopper", Some(shopper)),
        ("stranger", None),
        ("operator", Some(s.counter.operator.clone())),
        ("witness", Some(s.counter.witness.clone())),
        ("merchant", Some(s.stall.owner.clone())),
        ("elder", Some(t.elder.clone())),
        ("tour officer", Some(t.officer.clone())),
        ("officer", Some(officer.clone())),
    ];
    let morning: People = vec![("guide", Some(t.guide.clone())), ("tour officer", Some(t.officer.clone()))];
    // Whoever appoints and dismisses comes last.
    let evening: People =
        vec![("stranger", None), ("tour officer", Some(t.officer.clone())), ("officer", Some(officer)), ("admin", Some(admin))];
    all_walk(&s, &mut walked, &router, &before).await;
    s.dawn().await;
    all_walk(&s, &mut walked, &router, &morning).await;
    s.dusk().await;
    all_walk(&s, &mut walked, &router, &evening).await;

    let posts: BTreeSet<&str> = walked
        .table
        .iter()
        .filter(|r| r.method == Method::POST && worth_sending(r.path) && !APART.contains(&r.path))
        .map(|r| r.path)
        .collect();
    let unsent: Vec<_> = posts.iter().filter(|path| !walked.sent.contains(*path)).collect();
    assert!(unsent.is_empty(), "nobody has seen a form for {unsent:#?}");
    let excused: BTreeSet<&str> = NEVER_TAKEN.iter().map(|(path, _)| *path).collect();
    let refused: BTreeSet<&str> = posts.iter().copied().filter(|path| !walked.taken.contains(path)).collect();
    assert_eq!(refused, excused, "forms that were never taken, so that nothing of them was stored");
    assert!(walked.shown.len() >= 60, "what was stored is shown on {:#?} only", walked.shown);
});
