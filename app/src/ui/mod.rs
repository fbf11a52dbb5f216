//! The component library: how Sentra looks and nothing of what it sells. Every word comes in through props. The
//! components render static markup on the server; `docs/ui.md` shows each in a line, the page `/_ui` in every state.

pub mod alert;
pub mod badge;
pub mod button;
pub mod card;
pub mod choice;
pub mod document;
pub mod empty;
pub mod field;
pub mod file_input;
pub mod form;
pub mod icon;
pub mod motif;
pub mod navigation;
pub mod product_card;
pub mod search_box;
pub mod shell;
pub mod text;

pub use alert::*;
pub use badge::*;
pub use button::*;
pub use card::*;
pub use choice::*;
pub use document::*;
pub use empty::*;
pub use field::*;
pub use file_input::*;
pub use form::*;
pub use icon::{Icon, icon};
pub use motif::{Cloth, motif};
pub use navigation::*;
pub use product_card::*;
pub use search_box::*;
pub use shell::*;
pub use text::{MaybeText, Text};
