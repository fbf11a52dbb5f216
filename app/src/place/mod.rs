//! Where something is and when it is open: what shops and the waste bank's units ask in the same way.

pub mod hours;
pub mod point;
