//! Pages of a list.

use serde::{Deserialize, Serialize};

/// Which page is asked for, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRequest {
    pub page: u32,
    pub per_page: u32,
}

impl PageRequest {
    /// A page number from a query string; nonsense means the first page.
    pub fn new(page: Option<u32>, per_page: u32) -> Self {
        Self { page: page.unwrap_or(1).clamp(1, 10_000), per_page }
    }

    pub fn offset(self) -> i64 {
        i64::from(self.page - 1) * i64::from(self.per_page)
    }

    pub fn limit(self) -> i64 {
        i64::from(self.per_page)
    }

    /// How many rows are worth counting: as far as the pager leads from here. A history is not counted to its end
    /// each time somebody looks at its beginning.
    pub fn countable(self) -> i64 {
        self.offset() + self.limit() * AHEAD
    }
}

/// This page and those that can be gone to from it.
const AHEAD: i64 = 10;

/// One page of a longer list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paged<T> {
    pub items: Vec<T>,
    /// Of a list that is counted as far as [`PageRequest::countable`] only: at least so many.
    pub total: u64,
    pub request: PageRequest,
}

impl<T> Paged<T> {
    pub fn pages(&self) -> u32 {
        u32::try_from(self.total.div_ceil(u64::from(self.request.per_page.max(1)))).unwrap_or(u32::MAX).max(1)
    }
}
