//! The waste bank (bank sampah): what is weighed, what it is worth, and the books that follow every rupiah and every gram.

pub mod alike;
pub mod asking;
pub mod batch;
pub mod batch_mass;
pub mod card_request;
pub mod day_close;
pub mod deposit;
pub mod fare;
mod goods_again;
pub mod impact;
pub mod ledger;
pub mod material;
pub mod measure;
pub mod member;
pub mod payment;
pub mod price;
pub mod questions;
pub mod reconciliation;
pub mod rules;
pub mod sale;
pub mod slip;
pub mod sold_goods;
pub mod statement;
pub mod stock_count;
pub mod unit;
pub mod weighing;
