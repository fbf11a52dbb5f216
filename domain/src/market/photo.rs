//! Photos of a product.

use serde::{Deserialize, Serialize};

use crate::kernel::ids::{PhotoId, ProductId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoState {
    /// Uploaded; its widths are being made.
    Pending,
    Ready,
    /// Could not be decoded after all.
    Failed,
}

impl PhotoState {
    pub const ALL: [Self; 3] = [Self::Pending, Self::Ready, Self::Failed];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Ready => "ready",
            Self::Failed => "failed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    pub id: PhotoId,
    pub product: ProductId,
    pub state: PhotoState,
    /// Of the original as it is to be shown.
    pub width: u32,
    pub height: u32,
    /// What was made of it, ascending.
    pub widths: Vec<u32>,
}

impl Photo {
    /// The best that there is for a wanted width: the widest that is not wider, else the narrowest.
    pub fn best_width(&self, wanted: u32) -> Option<u32> {
        self.widths.iter().copied().filter(|w| *w <= wanted).max().or_else(|| self.widths.iter().copied().min())
    }
}
