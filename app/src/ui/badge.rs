//! A word or two on the state of something.

use leptos::prelude::*;

use super::{Icon, Text, icon};

/// What a state means to the reader; the colour follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    #[default]
    Neutral,
    Info,
    Success,
    Warn,
    Danger,
    /// Wanted attention without alarm: new, special.
    Accent,
    /// On top of a photo or a motif.
    Solid,
}

impl Mood {
    const fn badge(self) -> &'static str {
        match self {
            Self::Neutral => "badge",
            Self::Info => "badge badge-info",
            Self::Success => "badge badge-success",
            Self::Warn => "badge badge-warn",
            Self::Danger => "badge badge-danger",
            Self::Accent => "badge badge-accent",
            Self::Solid => "badge badge-solid",
        }
    }

    pub(super) const fn alert(self) -> (&'static str, Icon) {
        match self {
            Self::Neutral | Self::Accent | Self::Solid => ("alert", Icon::Info),
            Self::Info => ("alert alert-info", Icon::Info),
            Self::Success => ("alert alert-success", Icon::CheckCircle),
            Self::Warn => ("alert alert-warn", Icon::Warning),
            Self::Danger => ("alert alert-danger", Icon::Error),
        }
    }
}

/// A status pill. The words carry the meaning, colour only helps.
#[component]
pub fn Badge(#[prop(into)] label: Text, #[prop(optional)] mood: Mood, #[prop(optional)] start: Option<Icon>) -> impl IntoView {
    view! { <span class=mood.badge()>{start.map(icon)} {label}</span> }
}

/// A number on a round ground, e.g. unread messages. `label` says what is counted.
#[component]
pub fn Count(n: u64, #[prop(into)] label: Text) -> impl IntoView {
    view! {
        <span class="count">
            {n}
            <span class="sr">" " {label}</span>
        </span>
    }
}
