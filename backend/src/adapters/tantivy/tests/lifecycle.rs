//! Missing, broken, changed and replaced indexes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::market::search::SearchDoc;

use super::{TantivyIndex, catalogue, index_of, query, slugs};
use crate::adapters::search::{RebuildReason, SearchError, SearchHealth, SearchIndex};

async fn rebuild(index: &TantivyIndex, docs: Vec<SearchDoc>) {
    let mut r = index.begin_rebuild().await.unwrap();
    r.add(docs).await.unwrap();
    r.publish().await.unwrap();
}

/// Waits at most three seconds.
async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..60 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("never: {what}");
}

#[tokio::test]
async fn a_missing_index_asks_for_a_rebuild() {
    let dir = tempfile::tempdir().unwrap();
    let index = TantivyIndex::open(dir.path()).unwrap();
    assert_eq!(index.health().await, SearchHealth::NeedsRebuild(RebuildReason::Missing));
    assert!(matches!(index.search(query("kopi")).await, Err(SearchError::NeedsRebuild(_))));
    assert!(matches!(index.upsert(catalogue()).await, Err(SearchError::NeedsRebuild(_))));
    rebuild(&index, catalogue()).await;
    assert_eq!(index.health().await, SearchHealth::Ready { docs: 154 });
}

#[tokio::test]
async fn a_broken_or_foreign_index_asks_for_a_rebuild_and_gets_well() {
    let (index, dir) = index_of(catalogue()).await;
    drop(index);
    let root = dir.path().join("search");
    let generation = std::fs::read_dir(&root).unwrap().map(|e| e.unwrap().path()).find(|p| p.is_dir()).unwrap();
    let pointer = std::fs::read_to_string(root.join("current")).unwrap();

    // One byte of the terms flipped.
    let terms =
        std::fs::read_dir(&generation).unwrap().map(|e| e.unwrap().path()).find(|p| p.extension().is_some_and(|e| e == "term")).unwrap();
    let good = std::fs::read(&terms).unwrap();
    let mut bad = good.clone();
    bad[good.len() / 3] ^= 0x40;
    std::fs::write(&terms, &bad).unwrap();
    let health = |root: std::path::PathBuf| async move { TantivyIndex::open(root).unwrap().health().await };
    assert_eq!(health(root.clone()).await, SearchHealth::NeedsRebuild(RebuildReason::Damaged));
    std::fs::write(&terms, &good[..good.len() / 2]).unwrap();
    assert_eq!(health(root.clone()).await, SearchHealth::NeedsRebuild(RebuildReason::Damaged));
    std::fs::write(&terms, &good).unwrap();
    assert_eq!(health(root.clone()).await, SearchHealth::Ready { docs: 154 });

    std::fs::write(root.join("current"), pointer.replacen('1', "999", 1)).unwrap();
    assert_eq!(health(root.clone()).await, SearchHealth::NeedsRebuild(RebuildReason::OtherVersion));
    std::fs::write(root.join("current"), "rubbish").unwrap();
    assert_eq!(health(root.clone()).await, SearchHealth::NeedsRebuild(RebuildReason::Missing));

    std::fs::write(root.join("current"), &pointer).unwrap();
    std::fs::write(generation.join("meta.json"), "{").unwrap();
    let index = TantivyIndex::open(&root).unwrap();
    assert_eq!(index.health().await, SearchHealth::NeedsRebuild(RebuildReason::Damaged));
    rebuild(&index, catalogue()).await;
    assert_eq!(slugs(&index, query("nastar")).await[0], "nastar-premium-500-g");
    assert!(!generation.exists(), "the broken one is gone");
}

#[tokio::test]
async fn an_index_lost_while_it_is_open_is_noticed() {
    let (index, dir) = index_of(catalogue()).await;
    std::fs::remove_dir_all(dir.path().join("search")).unwrap();
    let mut lost = false;
    for _ in 0..120 {
        lost = index.health().await == SearchHealth::NeedsRebuild(RebuildReason::Missing);
        if lost {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(lost);
    rebuild(&index, catalogue()).await;
    assert_eq!(index.health().await, SearchHealth::Ready { docs: 154 });
}

#[tokio::test]
async fn changes_are_found_at_once_and_twice_is_once() {
    let (index, _dir) = index_of(catalogue()).await;
    let mut doc = catalogue()[0].clone();
    doc.card.name_id = "Lampion Zamrud".to_owned();
    for _ in 0..3 {
        index.upsert(vec![doc.clone()]).await.unwrap();
        assert_eq!(slugs(&index, query("lampion")).await, [doc.card.slug.as_str()]);
    }
    assert_eq!(index.health().await, SearchHealth::Ready { docs: 154 });
    // A new word is soon a word that errors are corrected to.
    until("corrected", async || index.search(query("lampoin")).await.unwrap().corrected.as_deref() == Some("lampion")).await;
    index.delete(vec![doc.card.product_id, doc.card.product_id]).await.unwrap();
    assert!(slugs(&index, query("lampion")).await.is_empty());
    assert_eq!(index.health().await, SearchHealth::Ready { docs: 153 });
}

#[tokio::test]
async fn another_process_sees_changes_and_cannot_write_at_the_same_time() {
    let (index, dir) = index_of(catalogue()).await;
    // Handles opened apart share nothing, as two processes do.
    let other = TantivyIndex::open(dir.path().join("search")).unwrap();
    let mut doc = catalogue()[0].clone();
    doc.card.name_id = "Lampion Zamrud".to_owned();
    index.upsert(vec![doc.clone()]).await.unwrap();
    until("seen elsewhere", async || slugs(&other, query("lampion")).await.len() == 1).await;
    assert!(matches!(other.upsert(vec![doc]).await, Err(SearchError::WriterBusy)));
    // A whole new generation is followed too.
    let rebuilding = other.begin_rebuild().await.unwrap();
    assert!(matches!(index.begin_rebuild().await, Err(SearchError::RebuildRunning)));
    drop(rebuilding);
    rebuild(&other, catalogue()[..20].to_vec()).await;
    until("swapped elsewhere", async || index.health().await == SearchHealth::Ready { docs: 20 }).await;
}

#[tokio::test]
async fn what_changes_during_a_rebuild_is_carried_over() {
    let (index, _dir) = index_of(catalogue()).await;
    let stale = catalogue();
    let mut r = index.begin_rebuild().await.unwrap();
    let mut doc = stale[0].clone();
    doc.card.name_id = "Lampion Zamrud".to_owned();
    index.upsert(vec![doc]).await.unwrap();
    index.delete(vec![stale[1].card.product_id]).await.unwrap();
    r.add(stale).await.unwrap();
    assert_eq!(r.publish().await.unwrap(), 153);
    assert_eq!(slugs(&index, query("lampion")).await.len(), 1);
    // One that is given up leaves no trace.
    let mut r = index.begin_rebuild().await.unwrap();
    r.add(catalogue()[..5].to_vec()).await.unwrap();
    drop(r);
    assert_eq!(index.health().await, SearchHealth::Ready { docs: 153 });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn searches_never_notice_a_swap() {
    let (index, _dir) = index_of(catalogue()).await;
    let done = Arc::new(AtomicBool::new(false));
    let searching = tokio::spawn({
        let (index, done) = (index.clone(), done.clone());
        async move {
            let mut n = 0;
            while !done.load(Ordering::Relaxed) {
                assert_eq!(slugs(&index, query("nastar")).await[0], "nastar-premium-500-g");
                n += 1;
            }
            n
        }
    });
    for _ in 0..5 {
        rebuild(&index, catalogue()).await;
    }
    done.store(true, Ordering::Relaxed);
    assert!(searching.await.unwrap() > 5);
}
