//! Tours and what they touch elsewhere: waste that pays a fare and comes back, the gateway, mails.

pub mod board;
pub mod cancel;
pub mod card;
pub mod close;
pub(super) mod compare;
mod end;
mod hear_action;
pub mod hear_device;
pub mod judge;
mod money;
pub mod pay;
pub mod pay_back;
pub mod read_admission;
pub mod read_report;
pub mod read_weigh_in;
pub mod rebook;
pub mod settle;
pub mod share;
pub mod take_along;
pub mod tell;
pub mod tell_of_answers;
pub mod tell_of_lists;
pub(crate) mod tell_of_visits;
pub mod thank;
pub mod timers;
pub mod walk_in;
