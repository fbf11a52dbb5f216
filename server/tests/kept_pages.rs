//! The page cache: what it answers, to whom, and that it never answers what is no longer true.
#![allow(clippy::unwrap_used, clippy::expect_used)] // tests: a failure is told by its panic

mod common;

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use app::web::cache::CachePage;
use axum::Router;
use axum::response::{Html, IntoResponse};
use axum::routing::get as on_get;
use backend::page_change::{PageTag, announce};
use backend::testing::world::World;
use common::{build, get, send};
use domain::kernel::ids::ProductId;
use http::StatusCode;
use server::assets::Assets;
use server::page_cache::store::Store;
use server::page_cache::{Front, feed};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// A site of a few pages that says how often each was drawn.
struct Site {
    front: Front,
    store: Arc<Store>,
    drawn: Arc<AtomicUsize>,
}

fn site(tags: &[PageTag]) -> Site {
    let drawn = Arc::new(AtomicUsize::new(0));
    let tags = tags.to_vec();
    let count = Arc::clone(&drawn);
    let kept = move |uri: http::Uri| {
        let (n, tags) = (count.fetch_add(1, Ordering::SeqCst), tags.clone());
        async move {
            tokio::time::sleep(Duration::from_millis(30)).await;
            let filler = "<p>keripik singkong</p>".repeat(200);
            CachePage::tagged(tags).on(Html(format!("{uri} drawn {n}{filler}")).into_response())
        }
    };
    let count = Arc::clone(&drawn);
    let private = move || {
        count.fetch_add(1, Ordering::SeqCst);
        async { Html("for one") }
    };
    let cookie = || async { CachePage::tagged([]).on(([("set-cookie", "sentra_kabar=x")], Html("a cookie")).into_response()) };
    let routes = Router::new().route("/kept", on_get(kept)).route("/private", on_get(private)).route("/cookie", on_get(cookie));
    let store = Arc::new(Store::new(1 << 20));
    store.feed_was_read(Instant::now());
    Site { front: Front::new(routes, Assets::load(), Some(Arc::clone(&store))), store, drawn }
}

impl Site {
    fn drawn(&self) -> usize {
        self.drawn.load(Ordering::SeqCst)
    }
}

#[tokio::test]
async fn a_page_is_drawn_once_and_kept_in_three_forms() {
    let s = site(&[]);
    let plain = send(&s.front, get("/kept", &[])).await;
    let br = send(&s.front, get("/kept", &[("accept-encoding", "gzip, br")])).await;
    let gz = send(&s.front, get("/kept", &[("accept-encoding", "gzip")])).await;
    assert_eq!(s.drawn(), 1);
    assert_eq!((br.header("content-encoding"), gz.header("content-encoding")), ("br", "gzip"));
    let mut unpacked = String::new();
    brotli::Decompressor::new(&br.body[..], 4096).read_to_string(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.text());
    let mut unpacked = String::new();
    flate2::read::GzDecoder::new(&gz.body[..]).read_to_string(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.text());
    let etags: std::collections::HashSet<_> = [&plain, &br, &gz].map(|a| a.header("etag").to_owned()).into();
    assert_eq!(etags.len(), 3);
    for a in [&plain, &br, &gz] {
        assert_eq!((a.header("cache-control"), a.header("vary")), ("no-cache", "accept-encoding, cookie"));
        assert_eq!(a.header("content-length"), a.body.len().to_string());
    }
}

#[tokio::test]
async fn who_has_the_page_is_told_so() {
    let s = site(&[]);
    let first = send(&s.front, get("/kept", &[("accept-encoding", "br")])).await;
    let etag = first.header("etag").to_owned();
    for known in [etag.clone(), format!("\"x\", W/{etag}")] {
        let again = send(&s.front, get("/kept", &[("accept-encoding", "br"), ("if-none-match", &known)])).await;
        assert_eq!((again.status, again.body.len(), again.header("etag")), (StatusCode::NOT_MODIFIED, 0, etag.as_str()));
    }
    let other = send(&s.front, get("/kept", &[("if-none-match", &etag)])).await;
    assert_eq!(other.status, StatusCode::OK);
    let head = send(&s.front, build("HEAD", "/kept", &[("accept-encoding", "br")], "")).await;
    assert_eq!((head.status, head.body.len(), head.header("content-length")), (StatusCode::OK, 0, first.header("content-length")));
    assert_eq!(s.drawn(), 1);
}

#[tokio::test]
async fn themes_and_addresses_have_pages_of_their_own() {
    let s = site(&[]);
    for (address, theme) in
        [("/kept", ""), ("/kept", "sentra_tema=dark"), ("/kept?a=1", ""), ("/kept?a=1&utm_source=x", ""), ("/kept?utm_source=x", "")]
    {
        let a = send(&s.front, get(address, &[("cookie", theme)])).await;
        assert!(!a.text().contains("utm_"), "noise of one visitor is kept for nobody");
    }
    assert_eq!(s.drawn(), 3);
}

#[tokio::test]
async fn nobody_with_a_session_sees_or_leaves_a_kept_page() {
    let s = site(&[]);
    for cookie in ["sentra_sid=abc", "a=b; sentra_sid=abc", "sentra_kabar=hai"] {
        let a = send(&s.front, get("/kept", &[("cookie", cookie)])).await;
        assert_eq!(a.header("etag"), "");
    }
    assert_eq!(s.drawn(), 3);
    send(&s.front, get("/kept", &[])).await;
    assert_eq!(s.drawn(), 4);
    let with_session = send(&s.front, get("/kept", &[("cookie", "sentra_sid=abc"), ("accept-encoding", "br")])).await;
    assert!(with_session.text_or_brotli().contains("drawn 4"));
    assert_eq!(with_session.header("content-encoding"), "br");
}

#[tokio::test]
async fn only_what_a_page_allows_is_kept() {
    let s = site(&[]);
    for _ in 0..3 {
        send(&s.front, get("/private", &[])).await;
        let a = send(&s.front, get("/cookie", &[])).await;
        assert_eq!(a.header("set-cookie"), "sentra_kabar=x");
    }
    assert_eq!(s.drawn(), 3);
    assert_eq!(send(&s.front, get("/gone", &[])).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_who_ask_at_once_get_one_drawing() {
    let s = site(&[]);
    let asking = (0..50).map(|_| send(&s.front, get("/kept", &[])));
    let answers = futures::future::join_all(asking).await;
    assert!(answers.iter().all(|a| a.status == StatusCode::OK && a.body == answers[0].body));
    assert_eq!(s.drawn(), 1);
}

#[tokio::test]
async fn when_the_one_who_draws_leaves_another_draws() {
    let s = site(&[]);
    let leaving = send(&s.front, get("/kept", &[]));
    let waiting = async {
        tokio::time::sleep(Duration::from_millis(5)).await;
        send(&s.front, get("/kept", &[])).await
    };
    let (left, answer) = tokio::join!(tokio::time::timeout(Duration::from_millis(10), leaving), waiting);
    assert!(left.is_err());
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(s.drawn(), 2);
}

#[tokio::test]
async fn a_page_drawn_across_a_change_is_shown_once_and_not_kept() {
    let id = ProductId(uuid(7));
    let s = site(&[PageTag::Product(id)]);
    let tag = PageTag::Product(id).key();
    let change = async {
        tokio::time::sleep(Duration::from_millis(10)).await;
        s.store.drop_tags([tag.as_str()]);
    };
    let (first, ()) = tokio::join!(send(&s.front, get("/kept", &[])), change);
    assert!(first.text().contains("drawn 0"));
    assert!(send(&s.front, get("/kept", &[])).await.text().contains("drawn 1"));
    assert!(send(&s.front, get("/kept", &[])).await.text().contains("drawn 1"));
}

fn uuid(n: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(n)
}

backend::both_engines!(a_change_is_seen_within_two_seconds, |w| {
    let product = ProductId(uuid(1));
    let s = site(&[PageTag::Product(product), PageTag::Site]);
    let stop = CancellationToken::new();
    tokio::spawn(feed::follow(w.deps.db.clone(), Arc::clone(&s.store), stop.clone()));
    tokio::time::sleep(Duration::from_millis(300)).await;
    send(&s.front, get("/kept", &[])).await;
    for tag in [PageTag::Product(product), PageTag::Site] {
        let before = s.drawn();
        tokio::time::sleep(Duration::from_millis(700)).await;
        send(&s.front, get("/kept", &[])).await;
        assert_eq!(s.drawn(), before, "nothing changed: nothing is drawn");
        let mut tx = w.deps.db.begin().await.unwrap();
        announce(&mut tx, w.deps.now(), &[PageTag::Product(ProductId(uuid(2))), tag]).await.unwrap();
        tx.commit().await.unwrap();
        let since = Instant::now();
        while s.drawn() == before {
            assert!(since.elapsed() < Duration::from_secs(2), "{tag:?} was not seen");
            send(&s.front, get("/kept", &[])).await;
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        // The bell rings in this process: far below the promise.
        assert!(since.elapsed() < Duration::from_millis(600), "{:?}", since.elapsed());
    }
    stop.cancel();
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_by_another_node_is_seen_within_two_seconds() {
    let w = World::sqlite().await;
    let product = ProductId(uuid(1));
    let s = site(&[PageTag::Product(product)]);
    // Another handle on the same database: its bell rings elsewhere.
    let other = backend::db::Db::open(&format!("sqlite:{}", w.dir.path().join("sentra.db").display())).await.unwrap();
    tokio::spawn(feed::follow(other, Arc::clone(&s.store), CancellationToken::new()));
    tokio::time::sleep(Duration::from_millis(300)).await;
    send(&s.front, get("/kept", &[])).await;
    let mut tx = w.deps.db.begin().await.unwrap();
    announce(&mut tx, w.deps.now(), &[PageTag::Product(product)]).await.unwrap();
    tx.commit().await.unwrap();
    let since = Instant::now();
    while s.drawn() == 1 {
        assert!(since.elapsed() < Duration::from_secs(2));
        send(&s.front, get("/kept", &[])).await;
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_that_commits_late_is_not_missed() {
    let w = World::postgres().await;
    let (early, late) = (ProductId(uuid(1)), ProductId(uuid(2)));
    let s = site(&[PageTag::Product(early)]);
    tokio::spawn(feed::follow(w.deps.db.clone(), Arc::clone(&s.store), CancellationToken::new()));
    tokio::time::sleep(Duration::from_millis(300)).await;
    // The one who takes the lower number commits after the higher one has been read.
    let mut slow = w.deps.db.begin().await.unwrap();
    announce(&mut slow, w.deps.now(), &[PageTag::Product(early)]).await.unwrap();
    let mut quick = w.deps.db.begin().await.unwrap();
    announce(&mut quick, w.deps.now(), &[PageTag::Product(late)]).await.unwrap();
    quick.commit().await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    send(&s.front, get("/kept", &[])).await;
    assert_eq!(s.drawn(), 1);
    slow.commit().await.unwrap();
    let since = Instant::now();
    while s.drawn() == 1 {
        assert!(since.elapsed() < Duration::from_secs(2));
        send(&s.front, get("/kept", &[])).await;
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_feed_nothing_is_answered_from_memory() {
    let w = World::sqlite().await;
    let s = site(&[]);
    tokio::spawn(feed::follow(w.deps.db.clone(), Arc::clone(&s.store), CancellationToken::new()));
    tokio::time::sleep(Duration::from_millis(300)).await;
    send(&s.front, get("/kept", &[])).await;
    send(&s.front, get("/kept", &[])).await;
    assert_eq!(s.drawn(), 1);
    w.deps.db.close().await;
    tokio::time::sleep(Duration::from_millis(2_600)).await;
    send(&s.front, get("/kept", &[])).await;
    assert_eq!(s.drawn(), 2);
}
