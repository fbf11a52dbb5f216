//! The component library: how Sentra looks and nothing of what it sells. Every word comes in through props. The
//! components render static markup on the server; `docs/ui.md` shows each in a line, the page `/_ui` in every state.

pub mod alert;
pub mod badge;
pub mod button;
pub mod card;
pub mod chart;
pub mod choice;
pub mod document;
pub mod empty;
pub mod facets;
pub mod field;
pub mod file_input;
pub mod form;
pub mod gallery;
pub mod hero;
pub mod icon;
pub mod map;
pub mod menu;
pub mod motif;
pub mod navigation;
pub mod product_card;
pub mod progress;
pub mod qr;
pub mod route_map;
pub mod search_box;
pub mod shell;
pub mod table;
pub mod text;
#[cfg(test)]
mod tokens;

pub use alert::*;
pub use badge::*;
pub use button::*;
pub use card::*;
pub use chart::*;
pub use choice::*;
pub use document::*;
pub use empty::*;
pub use facets::*;
pub use field::*;
pub use file_input::*;
pub use form::*;
pub use hero::*;
pub use icon::{Icon, icon};
pub use map::{Area, AreaMap, PickMap, Pin, PointMap};
pub use menu::*;
pub use motif::{Cloth, motif};
pub use navigation::*;
pub use product_card::*;
pub use progress::*;
pub use qr::QrCode;
pub use route_map::{RouteMap, Stop};
pub use search_box::*;
pub use shell::*;
pub use table::*;
pub use text::{MaybeText, Text};
