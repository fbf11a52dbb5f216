//! A photo of a site: shown to everybody once somebody has said what it shows and whose it is.

use crate::kernel::bilingual::Bilingual;

/// Of one site.
pub const MAX_PHOTOS: usize = 8;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SitePhoto {
    /// A hash of what was uploaded, and a word of this upload's own: what an address answers never changes.
    pub file: String,
    /// Of the original as it is to be shown.
    pub width: u32,
    pub height: u32,
    /// What was made of it, ascending.
    pub widths: Vec<u32>,
    /// What it shows: also for who cannot see it.
    pub caption: Bilingual,
    /// Who took it, and by what right it is shown.
    pub credit: String,
}

impl SitePhoto {
    pub fn is_public(&self) -> bool {
        !self.caption.is_empty()
    }

    /// The largest that was made.
    pub fn largest(&self) -> u32 {
        self.widths.iter().copied().max().unwrap_or(self.width)
    }
}
