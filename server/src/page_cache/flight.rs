//! Many ask for the same missing page at once: one draws it, the others wait.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

use super::page::Page;

#[derive(Clone)]
pub enum Landing {
    Kept(Arc<Page>),
    /// Not a page to keep: each draws its own.
    Pass,
    /// What it shows changed while it was drawn: somebody should try again.
    Again,
}

type Waiting = watch::Receiver<Option<Landing>>;

#[derive(Clone, Default)]
pub struct Flights(Arc<Mutex<HashMap<Arc<str>, Waiting>>>);

pub enum Role {
    Lead(Lead),
    Follow(Waiting),
}

/// Held by the one who draws. Dropped without a landing (the visitor left), the others choose another.
pub struct Lead {
    flights: Flights,
    key: Arc<str>,
    tell: watch::Sender<Option<Landing>>,
}

impl Flights {
    fn with<T>(&self, act: impl FnOnce(&mut HashMap<Arc<str>, Waiting>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn join(&self, key: &Arc<str>) -> Role {
        self.with(|map| {
            if let Some(waiting) = map.get(key) {
                return Role::Follow(waiting.clone());
            }
            let (tell, waiting) = watch::channel(None);
            map.insert(Arc::clone(key), waiting);
            Role::Lead(Lead { flights: self.clone(), key: Arc::clone(key), tell })
        })
    }
}

/// None when the leader left.
pub async fn landing(mut waiting: Waiting) -> Option<Landing> {
    waiting.wait_for(Option::is_some).await.ok()?.clone()
}

impl Lead {
    pub fn land(self, landing: Landing) {
        self.tell.send_replace(Some(landing));
    }
}

impl Drop for Lead {
    fn drop(&mut self) {
        self.flights.with(|map| map.remove(&self.key));
    }
}
