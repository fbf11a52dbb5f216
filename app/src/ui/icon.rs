//! Icons of the Lucide set, drawn from one sprite that the browser fetches once. The names below are the list that
//! `scripts/icons.mjs` builds `public/icons.svg` from.

use leptos::prelude::*;
use leptos::tachys::html::InertElement;

macro_rules! icons {
    ($($variant:ident $name:literal)+) => {
        /// A drawing of the sprite. Always decoration: the words stand beside it or in the control's label.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon { $($variant),+ }

        impl Icon {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The symbol's name in the sprite.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            const fn markup(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!("<svg class=\"icon\" aria-hidden=\"true\"><use href=\"/icons.svg#", $name, "\"/></svg>")),+
                }
            }
        }
    };
}

icons! {
    Home "house"
    Categories "layout-grid"
    Search "search"
    Cart "shopping-cart"
    Basket "shopping-basket"
    Bag "shopping-bag"
    User "user-round"
    Users "users-round"
    LogIn "log-in"
    LogOut "log-out"
    Menu "menu"
    Close "x"
    Check "check"
    CheckCircle "circle-check"
    Info "info"
    Warning "triangle-alert"
    Error "circle-alert"
    Help "circle-question-mark"
    Plus "plus"
    Minus "minus"
    Trash "trash-2"
    Edit "pencil"
    Copy "copy"
    Eye "eye"
    EyeOff "eye-off"
    ChevronRight "chevron-right"
    ChevronLeft "chevron-left"
    ChevronDown "chevron-down"
    ChevronUp "chevron-up"
    ArrowRight "arrow-right"
    ArrowLeft "arrow-left"
    ArrowUp "arrow-up"
    ArrowDown "arrow-down"
    External "external-link"
    Store "store"
    Package "package"
    PackageCheck "package-check"
    Truck "truck"
    Bike "bike"
    Pin "map-pin"
    Map "map"
    Phone "phone"
    Chat "message-circle"
    Mail "mail"
    Bell "bell"
    Clock "clock"
    Calendar "calendar"
    Timer "timer"
    Wallet "wallet"
    Card "credit-card"
    Cash "banknote"
    Bank "landmark"
    Receipt "receipt-text"
    Printer "printer"
    Tag "tag"
    Percent "percent"
    Image "image"
    Camera "camera"
    Upload "upload"
    Download "download"
    File "file-text"
    Filter "sliders-horizontal"
    Sort "arrow-up-down"
    Sun "sun"
    Moon "moon"
    Auto "sun-moon"
    Globe "globe"
    Settings "settings"
    Shield "shield-check"
    Badge "badge-check"
    Lock "lock"
    Key "key-round"
    Heart "heart"
    Leaf "leaf"
    Sprout "sprout"
    Chart "chart-column"
    TrendUp "trending-up"
    TrendDown "trending-down"
    List "list"
    ListChecks "list-checks"
    Inbox "inbox"
    History "history"
    Undo "undo-2"
    Refresh "refresh-cw"
    Ban "ban"
    Pause "pause"
    Play "play"
    Star "star"
    Share "share-2"
    Link "link"
    Scale "scale"
    Utensils "utensils"
    Cookie "cookie"
    Cake "cake-slice"
    Soup "soup"
    Flame "flame"
    CupSoda "cup-soda"
    Coffee "coffee"
    Milk "milk"
    Shirt "shirt"
    Scissors "scissors"
    Palette "palette"
    Recycle "recycle"
    Flower "flower-2"
    Gift "gift"
    Ticket "ticket"
    Sparkles "sparkles"
    Bus "bus"
    Walk "footprints"
    Route "route"
    Access "accessibility"
    Languages "languages"
    Backpack "backpack"
    Compass "compass"
}

/// The drawing, one line of text high, in the colour of the text about it.
pub fn icon(of: Icon) -> impl IntoView + use<> {
    InertElement::new(of.markup())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_in_the_sprite() {
        let sprite = include_str!("../../../public/icons.svg");
        for i in Icon::ALL {
            assert!(sprite.contains(&format!("id=\"{}\"", i.name())), "{} is missing: run scripts/icons.mjs", i.name());
        }
    }
}
