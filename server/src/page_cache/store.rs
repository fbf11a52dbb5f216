//! Kept pages by key, within a budget of bytes, and dropped by tag.
//!
//! A page that was drawn before a change and arrives after it must not be kept. So every dropping has a number; who
//! draws a page remembers the number from before, and on arrival it is compared with those of the page's tags.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::page::Page;

/// A feed that was not read for this long may have missed something: nothing is answered from here then.
const BLIND: u64 = 2_000;
/// How long an address is remembered as one whose page is not kept.
const PASS: u64 = 10_000;
/// More remembered tags than this are forgotten; what was being drawn meanwhile is then not kept.
const MOST_TAGS: usize = 20_000;
const NEVER: u64 = u64::MAX;

#[derive(Clone)]
enum Entry {
    Kept(Arc<Page>),
    /// The page under this address is not one to keep: nobody need wait for another's drawing.
    Pass {
        until: u64,
    },
}

pub enum Found {
    Kept(Arc<Page>),
    Pass,
    Nothing,
}

pub struct Store {
    entries: moka::sync::Cache<Arc<str>, Entry>,
    index: Arc<Mutex<Index>>,
    started: Instant,
    /// When the last successful reading of the feed began.
    feed_read: AtomicU64,
    next_id: AtomicU64,
}

#[derive(Default)]
struct Index {
    /// The number of the last dropping.
    last: u64,
    /// When each tag was last dropped.
    dropped: HashMap<Box<str>, u64>,
    /// Pages whose drawing began before this are not kept, whatever their tags.
    floor: u64,
    /// Tag → key → id of the page there.
    by_tag: HashMap<Box<str>, HashMap<Arc<str>, u64>>,
}

impl Index {
    fn forget(&mut self, key: &Arc<str>, page: &Page) {
        for tag in &page.tags {
            if let Some(keys) = self.by_tag.get_mut(tag) {
                // Under this key there may be a newer page by now.
                if keys.get(key) == Some(&page.id) {
                    keys.remove(key);
                }
                if keys.is_empty() {
                    self.by_tag.remove(tag);
                }
            }
        }
    }
}

fn lock(index: &Mutex<Index>) -> MutexGuard<'_, Index> {
    index.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Store {
    /// Keeps at most about `bytes`.
    pub fn new(bytes: u64) -> Self {
        let index = Arc::new(Mutex::new(Index::default()));
        let evicted = Arc::clone(&index);
        let entries = moka::sync::Cache::builder()
            .max_capacity(bytes)
            .weigher(|key: &Arc<str>, entry: &Entry| {
                let key = u32::try_from(key.len()).unwrap_or(u32::MAX);
                key.saturating_add(match entry {
                    Entry::Kept(page) => page.weight(),
                    Entry::Pass { .. } => 256,
                })
            })
            .eviction_listener(move |key, entry, _| {
                if let Entry::Kept(page) = entry {
                    lock(&evicted).forget(&key, &page);
                }
            })
            .build();
        Self { entries, index, started: Instant::now(), feed_read: AtomicU64::new(NEVER), next_id: AtomicU64::new(1) }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(NEVER)
    }

    pub fn find(&self, key: &str) -> Found {
        let now = self.now();
        match self.entries.get(key) {
            Some(Entry::Kept(page)) if page.fresh_until > now && self.sees(now) => Found::Kept(page),
            Some(Entry::Pass { until }) if until > now => Found::Pass,
            _ => Found::Nothing,
        }
    }

    /// Has the feed been read lately enough to know of every change?
    pub fn sees_changes(&self) -> bool {
        self.sees(self.now())
    }

    fn sees(&self, now: u64) -> bool {
        let read = self.feed_read.load(Ordering::Acquire);
        read != NEVER && now.saturating_sub(read) <= BLIND
    }

    /// All changes committed before `began` have been applied.
    pub fn feed_was_read(&self, began: Instant) {
        let at = u64::try_from(began.saturating_duration_since(self.started).as_millis()).unwrap_or(0);
        self.feed_read.store(at, Ordering::Release);
    }

    /// To be asked before drawing a page, and given to [`Store::keep`] with it.
    pub fn before_drawing(&self) -> u64 {
        lock(&self.index).last
    }

    pub fn next_id(&self) -> u64 {
        self.next_id.fetch_add(1, Ordering::Relaxed)
    }

    pub fn fresh_until(&self, time: Duration) -> u64 {
        self.now().saturating_add(u64::try_from(time.as_millis()).unwrap_or(NEVER))
    }

    /// Keeps a page unless something on it has changed since `before`. Says whether it is still right.
    pub fn keep(&self, key: Arc<str>, page: Arc<Page>, before: u64) -> bool {
        // In this order, so that a dropping in between finds the page either in the index or refused below.
        self.entries.insert(Arc::clone(&key), Entry::Kept(Arc::clone(&page)));
        {
            let mut index = lock(&self.index);
            let changed = before < index.floor || page.tags.iter().any(|t| index.dropped.get(t).is_some_and(|n| *n > before));
            if !changed {
                for tag in &page.tags {
                    index.by_tag.entry(tag.clone()).or_default().insert(Arc::clone(&key), page.id);
                }
                return true;
            }
        }
        self.entries.invalidate(&*key);
        false
    }

    /// Remembers that the page there is not one to keep.
    pub fn pass(&self, key: Arc<str>) {
        self.entries.insert(key, Entry::Pass { until: self.now() + PASS });
    }

    /// Drops every page that carries one of the tags.
    pub fn drop_tags<'t>(&self, tags: impl IntoIterator<Item = &'t str>) {
        let mut keys: Vec<Arc<str>> = Vec::new();
        let mut all = false;
        {
            let mut index = lock(&self.index);
            index.last += 1;
            let number = index.last;
            for tag in tags {
                if tag == "site" {
                    all = true;
                    continue;
                }
                index.dropped.insert(tag.into(), number);
                keys.extend(index.by_tag.remove(tag).into_iter().flat_map(HashMap::into_keys));
            }
            if all || index.dropped.len() > MOST_TAGS {
                index.floor = number;
                index.dropped.clear();
            }
            if all {
                keys.extend(std::mem::take(&mut index.by_tag).into_values().flat_map(HashMap::into_keys));
            }
        }
        // Outside the lock: the listener above takes it.
        for key in keys {
            self.entries.invalidate(&*key);
        }
    }

    /// Drops everything: the feed can't tell any more what has changed.
    pub fn drop_all(&self) {
        self.drop_tags(["site"]);
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::*;

    fn page(store: &Store, tags: &[&str]) -> Arc<Page> {
        let tags = tags.iter().map(|t| (*t).into()).collect();
        Arc::new(Page::make(store.next_id(), tags, store.fresh_until(Duration::from_mins(1)), HeaderMap::new(), "x".into()))
    }

    fn store() -> Store {
        let store = Store::new(1 << 20);
        store.feed_was_read(Instant::now());
        store
    }

    fn kept(store: &Store, key: &str) -> bool {
        matches!(store.find(key), Found::Kept(_))
    }

    #[test]
    fn pages_go_by_their_tags() {
        let s = store();
        for (key, tags) in [("/a", &["product:1", "listing"][..]), ("/b", &["product:2"]), ("/c", &["shop:1"])] {
            assert!(s.keep(key.into(), page(&s, tags), s.before_drawing()));
        }
        s.drop_tags(["listing", "shop:9"]);
        assert_eq!([kept(&s, "/a"), kept(&s, "/b"), kept(&s, "/c")], [false, true, true]);
        s.drop_tags(["site"]);
        assert_eq!([kept(&s, "/b"), kept(&s, "/c")], [false, false]);
        assert!(lock(&s.index).by_tag.is_empty());
    }

    #[test]
    fn a_page_drawn_before_a_change_is_not_kept_after_it() {
        let s = store();
        let before = s.before_drawing();
        s.drop_tags(["product:1"]);
        assert!(!s.keep("/a".into(), page(&s, &["product:1"]), before));
        assert!(!kept(&s, "/a"));
        assert!(s.keep("/b".into(), page(&s, &["product:2"]), before));
        assert!(s.keep("/a".into(), page(&s, &["product:1"]), s.before_drawing()));
        let before = s.before_drawing();
        s.drop_all();
        assert!(!s.keep("/b".into(), page(&s, &["product:2"]), before));
    }

    #[test]
    fn the_budget_is_kept() {
        let s = Store::new(50_000);
        s.feed_was_read(Instant::now());
        for n in 0..100 {
            s.keep(format!("/{n}").into(), page(&s, &["listing"]), s.before_drawing());
        }
        s.entries.run_pending_tasks();
        assert!(s.entries.weighted_size() <= 50_000);
        let indexed = lock(&s.index).by_tag.get("listing").map_or(0, HashMap::len);
        assert_eq!(indexed as u64, s.entries.entry_count());
    }

    #[tokio::test(start_paused = true)]
    async fn time_ends_a_page_and_a_silent_feed_blinds() {
        let s = store();
        s.keep("/a".into(), page(&s, &[]), s.before_drawing());
        tokio::time::advance(Duration::from_millis(1_900)).await;
        assert!(kept(&s, "/a"));
        tokio::time::advance(Duration::from_millis(200)).await;
        assert!(!kept(&s, "/a") && !s.sees_changes());
        s.feed_was_read(Instant::now());
        assert!(kept(&s, "/a"));
        tokio::time::advance(Duration::from_mins(1)).await;
        s.feed_was_read(Instant::now());
        assert!(!kept(&s, "/a"));
    }
}
