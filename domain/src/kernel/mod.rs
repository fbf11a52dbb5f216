//! What every context speaks: money, ids, time, places, people's numbers.

pub mod bilingual;
pub mod clock;
pub mod dates;
pub mod fold;
pub mod geo;
pub mod hours;
pub mod ids;
pub mod locale;
pub mod money;
pub mod number;
pub mod paging;
pub mod period;
pub mod phone;
pub mod slug;
pub mod text;
pub mod weight;
pub mod wilayah;
