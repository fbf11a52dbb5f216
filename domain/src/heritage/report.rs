//! What became of the departures of a period, as an officer reports it.

use std::ops::AddAssign;

use super::departure::DepartureState;
use super::tender::TenderKind;
use crate::kernel::bilingual::Bilingual;
use crate::kernel::clock::Timestamp;
use crate::kernel::ids::{DepartureId, TourId};
use crate::kernel::money::Rupiah;
use crate::kernel::slug::Slug;

/// A tour that somebody reports of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedTour {
    pub id: TourId,
    pub slug: Slug,
    pub name: Bilingual,
}

/// Seats and persons. A person is in at most one of `went`, `missed` and `refused`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    /// Of departures that are not cancelled: as many as the smallest leg takes.
    pub offered: i64,
    /// Of those on offer: confirmed, come, or not come, and one that was given up and taken again is one. Seats that are only kept for a
    /// while are not sold.
    pub sold: i64,
    pub went: i64,
    /// Were waited for in vain.
    pub missed: i64,
    /// By a base.
    pub refused: i64,
}

impl AddAssign for Heads {
    fn add_assign(&mut self, o: Self) {
        self.offered += o.offered;
        self.sold += o.sold;
        self.went += o.went;
        self.missed += o.missed;
        self.refused += o.refused;
    }
}

/// Fares that were paid, by how, and what of them went back, or is owed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fares {
    pub balance: Rupiah,
    pub pledge: Rupiah,
    pub cash: Rupiah,
    pub card: Rupiah,
    pub returned: Rupiah,
}

impl Fares {
    pub const fn of(&self, kind: TenderKind) -> Rupiah {
        match kind {
            TenderKind::Balance => self.balance,
            TenderKind::Pledge => self.pledge,
            TenderKind::Cash => self.cash,
            TenderKind::Card => self.card,
        }
    }

    pub const fn of_mut(&mut self, kind: TenderKind) -> &mut Rupiah {
        match kind {
            TenderKind::Balance => &mut self.balance,
            TenderKind::Pledge => &mut self.pledge,
            TenderKind::Cash => &mut self.cash,
            TenderKind::Card => &mut self.card,
        }
    }

    pub fn paid(&self) -> Rupiah {
        TenderKind::ALL.into_iter().map(|k| self.of(k)).sum()
    }

    /// What the house keeps: revenue, before the village's share.
    pub fn kept(&self) -> Rupiah {
        self.paid() - self.returned
    }
}

impl AddAssign for Fares {
    fn add_assign(&mut self, o: Self) {
        for kind in TenderKind::ALL {
            *self.of_mut(kind) += o.of(kind);
        }
        self.returned += o.returned;
    }
}

/// A departure of the period, planned or past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ran {
    pub departure: DepartureId,
    pub tour: Bilingual,
    pub starts_at: Timestamp,
    pub state: DepartureState,
    pub guide: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_what_was_paid_less_what_went_back() {
        let mut sum = Fares { balance: Rupiah(20_000), card: Rupiah(5_000), ..Fares::default() };
        sum += Fares { pledge: Rupiah(10_000), cash: Rupiah(2_000), returned: Rupiah(7_000), ..Fares::default() };
        assert_eq!((sum.paid(), sum.kept()), (Rupiah(37_000), Rupiah(30_000)));
    }
}
