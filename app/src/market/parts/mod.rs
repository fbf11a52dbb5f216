//! Pieces that several pages of the market share.

pub mod city_map;
pub mod countdown;
pub mod found_card;
pub mod listing;
pub mod shop_box;
pub mod shop_list;
