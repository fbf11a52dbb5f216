//! Photos of a product.

use std::fmt;
use std::str::FromStr;

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
        best_width(&self.widths, wanted)
    }
}

fn best_width(made: &[u32], wanted: u32) -> Option<u32> {
    made.iter().copied().filter(|w| *w <= wanted).max().or_else(|| made.iter().copied().min())
}

/// A product's first photo, as a list shows it: in two widths that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CardPhoto {
    pub id: PhotoId,
    pub small: u32,
    /// For screens of more dots; the small one again when the photo is narrow.
    pub large: u32,
}

impl CardPhoto {
    /// None for a photo of which nothing was made.
    pub fn new(id: PhotoId, made: &[u32]) -> Option<Self> {
        Some(Self { id, small: best_width(made, 320)?, large: best_width(made, 640)? })
    }
}

/// `0193…-320-640`, for the search index.
impl fmt::Display for CardPhoto {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.id, self.small, self.large)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a photo with its widths")]
pub struct CardPhotoError;

impl FromStr for CardPhoto {
    type Err = CardPhotoError;

    fn from_str(text: &str) -> Result<Self, CardPhotoError> {
        let mut parts = text.split('-');
        let photo =
            (|| Some(Self { id: parts.next()?.parse().ok()?, small: parts.next()?.parse().ok()?, large: parts.next()?.parse().ok()? }))();
        photo.ok_or(CardPhotoError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_claims_only_what_was_made() {
        let id = PhotoId(uuid::Uuid::from_u128(7));
        let of = |made: &[u32]| CardPhoto::new(id, made).map(|p| (p.small, p.large));
        assert_eq!(of(&[320, 640, 1280]), Some((320, 640)));
        assert_eq!(of(&[320, 500]), Some((320, 500)));
        assert_eq!(of(&[90]), Some((90, 90)));
        assert_eq!(of(&[]), None);
        let photo = CardPhoto { id, small: 320, large: 500 };
        assert_eq!(photo.to_string().parse(), Ok(photo));
        for bad in ["", "x-320-640", &id.to_string(), &format!("{id}-320")] {
            assert_eq!(bad.parse::<CardPhoto>(), Err(CardPhotoError), "{bad}");
        }
    }
}
