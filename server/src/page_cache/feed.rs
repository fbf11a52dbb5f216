//! Reads the feed of changes and drops what they touch: at the bell of this process, and often enough for other nodes.

use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use backend::db::{Db, DbError};
use backend::page_change;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use super::store::Store;

/// Another node rings no bell here.
const POLL: Duration = Duration::from_millis(500);
/// A burst of changes is read together.
const PAUSE: Duration = Duration::from_millis(40);
const PATIENCE: Duration = Duration::from_secs(1);
/// PostgreSQL gives numbers out before the commit, so a lower one may appear after a higher one. A missing number is
/// looked for this long: longer than any transaction lives.
const LATE: Duration = Duration::from_mins(1);
/// At the start, as many numbers back may still be on their way.
const BACK: i64 = 200;
/// With more numbers missing than this everything is dropped instead.
const MOST_MISSING: usize = 2_000;

pub async fn follow(db: Db, store: Arc<Store>, stop: CancellationToken) {
    let mut position = Position::default();
    loop {
        let began = Instant::now();
        // Listening begins before reading: a commit in between is then not slept over.
        let mut bell = pin!(db.rung());
        let rung_already = futures::poll!(&mut bell).is_ready();
        match timeout(PATIENCE, position.read(&db)).await {
            Ok(Ok(news)) => {
                match news {
                    News::Nothing => {}
                    News::Tags(tags) => store.drop_tags(tags.iter().map(String::as_str)),
                    News::Lost => store.drop_all(),
                }
                store.feed_was_read(began);
            }
            Ok(Err(error)) => tracing::error!(%error, "the feed of page changes cannot be read"),
            Err(_) => tracing::error!("reading the feed of page changes takes too long"),
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(PAUSE) => {}
        }
        if rung_already {
            continue;
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = bell => {}
            () = tokio::time::sleep(POLL) => {}
        }
    }
}

enum News {
    Nothing,
    Tags(Vec<String>),
    /// It is not known any more what has changed.
    Lost,
}

/// How far the feed has been read, and which numbers below that have not been seen.
#[derive(Default)]
struct Position {
    last: Option<i64>,
    missing: BTreeMap<i64, Instant>,
    /// Read but not yet handed on: a reading that fails half-way keeps what it had.
    tags: Vec<String>,
}

impl Position {
    async fn read(&mut self, db: &Db) -> Result<News, DbError> {
        let Some(mut last) = self.last else {
            self.last = Some((page_change::latest(db).await? - BACK).max(0));
            return Ok(News::Lost);
        };
        let now = Instant::now();
        self.missing.retain(|_, since| now.duration_since(*since) < LATE);
        if !self.missing.is_empty() {
            let sought: Vec<i64> = self.missing.keys().copied().collect();
            for (seq, tag) in page_change::among(db, &sought).await? {
                self.missing.remove(&seq);
                self.tags.push(tag);
            }
        }
        loop {
            let rows = page_change::after(db, last).await?;
            let Some((newest, _)) = rows.last() else { break };
            let newest = *newest;
            for (seq, tag) in rows {
                if seq - last > i64::try_from(MOST_MISSING).unwrap_or(i64::MAX) {
                    self.last = Some(seq);
                    self.forget();
                    return Ok(News::Lost);
                }
                self.missing.extend((last + 1..seq).map(|gap| (gap, now)));
                last = seq;
                self.tags.push(tag);
            }
            self.last = Some(newest);
        }
        if self.missing.len() > MOST_MISSING {
            self.forget();
            return Ok(News::Lost);
        }
        let mut tags = std::mem::take(&mut self.tags);
        tags.sort_unstable();
        tags.dedup();
        Ok(if tags.is_empty() { News::Nothing } else { News::Tags(tags) })
    }

    fn forget(&mut self) {
        self.missing.clear();
        self.tags.clear();
    }
}
