//! The list of visitors of a base. Where the base decides about each, they are approved, or refused for a reason that has a name.

use serde::{Deserialize, Serialize};

use super::booking::BookingState;
use super::fare::FareCategory;
use super::manifest_seal::ManifestSeal;
use super::party::Identity;
use crate::kernel::bilingual::Bilingual;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{DepartureId, SiteId, VisitorId};

/// Stable codes: devices and reports know them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalReason {
    IdentityUnclear,
    NationalityNotAdmitted,
    MinorNotAdmitted,
    /// The base gives no reason.
    Security,
    Other,
}

impl RefusalReason {
    pub const ALL: [Self; 5] = [Self::IdentityUnclear, Self::NationalityNotAdmitted, Self::MinorNotAdmitted, Self::Security, Self::Other];

    pub const fn code(self) -> &'static str {
        match self {
            Self::IdentityUnclear => "identity_unclear",
            Self::NationalityNotAdmitted => "nationality_not_admitted",
            Self::MinorNotAdmitted => "minor_not_admitted",
            Self::Security => "security",
            Self::Other => "other",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// What a base has said of a visitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    Open,
    Approved,
    Refused(RefusalReason),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestLine {
    pub visitor: VisitorId,
    /// Of the booking.
    pub booking: String,
    pub state: BookingState,
    pub name: String,
    pub category: FareCategory,
    /// False: refused by this or another base.
    pub going: bool,
    /// Only for the officer of the base; none when it was not asked for, or is forgotten already.
    pub identity: Option<Identity>,
    pub verdict: Verdict,
}

impl ManifestLine {
    /// To be let in: whoever was left out, did not come, or whose booking ended stays on a list by name, as what was printed has it.
    pub fn comes(&self) -> bool {
        self.going && matches!(self.state, BookingState::Confirmed | BookingState::CheckedIn)
    }

    /// Still to be approved or refused, where a site does that.
    pub fn is_open(&self) -> bool {
        self.comes() && self.verdict == Verdict::Open
    }
}

/// The list of one base for one departure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    pub departure: DepartureId,
    pub tour: Bilingual,
    pub site: SiteId,
    pub site_name: Bilingual,
    /// When the party arrives there.
    pub starts_at: Timestamp,
    /// Nobody is added after it.
    pub cutoff_at: Option<Timestamp>,
    /// The site approves or refuses each; else a list is only to be read.
    pub approves_each: bool,
    /// The day is closed.
    pub closed: bool,
    pub lines: Vec<ManifestLine>,
    /// Once the list is closed.
    pub seal: Option<ManifestSeal>,
}

impl Manifest {
    /// Still to be approved or refused.
    pub fn open(&self) -> usize {
        if !self.approves_each {
            return 0;
        }
        self.lines.iter().filter(|l| l.is_open()).count()
    }

    pub fn is_final(&self, now: Timestamp) -> bool {
        self.cutoff_at.is_none_or(|at| now >= at)
    }
}
