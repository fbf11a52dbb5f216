//! What those who plan a tour and those who speak for its sites are told of each other: a village is asked whether departures may
//! come, and answers; a site closes a day.

use serde::{Deserialize, Serialize};

use crate::kernel::bilingual::Bilingual;
use crate::kernel::clock::Timestamp;

/// A variant that is kept with a notice is never renamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum VisitEvent {
    /// To who speaks for a village: these departures were planned at once, and wait for its word.
    Asked { site: Bilingual, visits: u32, first: Timestamp, last: Timestamp },
    /// To the planners: the village's word on departures of their tour, in their order.
    Answered { given: Vec<AnsweredVisit>, refused: Vec<AnsweredVisit> },
    /// To the planners, but whoever closed it: a site lets nobody in on a day.
    DayClosed {
        site: Bilingual,
        day: Timestamp,
        reason: String,
        /// Departures of their tour that take nobody any more.
        stopped: u32,
        /// Those whose parties have come already, so that they are offered nothing.
        aboard: u32,
    },
}

/// A departure, and what the village said with its word on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredVisit {
    pub starts_at: Timestamp,
    pub note: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitNews {
    pub tour: Bilingual,
    pub what: VisitEvent,
}
