//! The waste bank: prices, members, deposits, payments, and the books.

pub mod decide_price;
pub mod fill_batch;
pub mod find_member;
pub mod hand_in_cash;
pub mod keep_slip_photo;
pub mod link_family;
pub mod move_cash;
pub mod pay_fare;
pub mod pay_out;
pub mod propose_price;
pub mod read_counter;
pub mod read_impact;
pub mod read_price_desk;
pub mod read_price_list;
pub mod read_questions;
pub mod read_slip;
pub mod receive_fare;
pub mod reconcile;
pub mod register_member;
pub mod reverse_slip;
pub mod sell_batches;
pub mod set_rules;
pub mod share_with_village;
pub mod store;
pub mod take_deposit;
