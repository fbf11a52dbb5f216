//! What a tour needs before everybody may see it.

/// Each is there, or is still to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// At least one leg: there is somewhere to go.
    pub legs: bool,
    /// At least one fare, from whatever day on: without one nobody can book.
    pub fares: bool,
    /// Terms that hold now: a booking keeps those under which it was made.
    pub terms: bool,
}

impl Readiness {
    pub fn is_ready(self) -> bool {
        self.legs && self.fares && self.terms
    }
}
