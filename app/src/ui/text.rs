//! Text as props take it: a literal from the locale files costs nothing, a composed `String` is moved in.

use std::borrow::Cow;

/// Words to show.
pub type Text = Cow<'static, str>;

/// Words that may be absent. A prop takes `"a"`, `String`, or an `Option` of either as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MaybeText(pub Option<Text>);

impl MaybeText {
    pub fn is_some(&self) -> bool {
        self.0.is_some()
    }
}

impl From<&'static str> for MaybeText {
    fn from(s: &'static str) -> Self {
        Self(Some(Cow::Borrowed(s)))
    }
}
impl From<String> for MaybeText {
    fn from(s: String) -> Self {
        Self(Some(Cow::Owned(s)))
    }
}
impl From<Text> for MaybeText {
    fn from(s: Text) -> Self {
        Self(Some(s))
    }
}
impl From<Option<&'static str>> for MaybeText {
    fn from(s: Option<&'static str>) -> Self {
        Self(s.map(Cow::Borrowed))
    }
}
impl From<Option<String>> for MaybeText {
    fn from(s: Option<String>) -> Self {
        Self(s.map(Cow::Owned))
    }
}
impl From<Option<Text>> for MaybeText {
    fn from(s: Option<Text>) -> Self {
        Self(s)
    }
}

/// For the few places that are written as raw markup: safe in text and in double-quoted attributes.
pub fn escape(s: &str) -> Cow<'_, str> {
    if !s.bytes().any(|b| matches!(b, b'&' | b'<' | b'>' | b'"')) {
        return Cow::Borrowed(s);
    }
    let mut out = String::with_capacity(s.len() + 16);
    for c in s.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}
