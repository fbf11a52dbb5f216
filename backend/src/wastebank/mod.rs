//! The waste bank: prices, members, deposits, and the books.

pub mod decide_price;
pub mod find_member;
pub mod pay_fare;
pub mod propose_price;
pub mod read_counter;
pub mod read_price_list;
pub mod read_slip;
pub mod register_member;
pub mod reverse_deposit;
pub mod store;
pub mod take_deposit;
