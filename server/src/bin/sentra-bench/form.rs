//! Reading the forms of our own pages, as a browser without JavaScript would send them.

use std::fmt::Write;

#[derive(Clone, Debug, Default)]
pub struct Form {
    pub action: String,
    /// It changes something; else its fields go into the address.
    pub posts: bool,
    pub fields: Vec<(String, String)>,
    /// The fields that a visitor types in.
    pub typed: Vec<String>,
    /// The buttons that say something by themselves.
    pub buttons: Vec<(String, String)>,
    /// What could be chosen and is not: boxes without a tick, and of each empty select its first answer.
    pub offers: Vec<(String, String)>,
}

/// Every form of a page with what it would send: hidden and filled fields, chosen options, ticked boxes.
pub fn forms(html: &str) -> Vec<Form> {
    let mut found: Vec<Form> = Vec::new();
    let mut inside = false;
    // The name of the open select, and whether its value is the chosen one or only the first.
    let mut select: Option<(String, Option<String>, bool)> = None;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let Some(end) = end_of_tag(rest) else { break };
        let (tag, after) = (&rest[..end], &rest[end + 1..]);
        let name = tag.split(|c: char| c.is_whitespace() || c == '/').find(|s| !s.is_empty()).unwrap_or_default();
        let closing = tag.starts_with('/');
        match (closing, name) {
            (false, "form") => {
                let posts = attribute(tag, "method").is_some_and(|m| m.eq_ignore_ascii_case("post"));
                found.push(Form { action: attribute(tag, "action").unwrap_or_default(), posts, ..Form::default() });
                inside = true;
            }
            (true, "form") => inside = false,
            (false, "input") if inside => {
                let kind = attribute(tag, "type").unwrap_or_default();
                let off = matches!(kind.as_str(), "radio" | "checkbox") && attribute(tag, "checked").is_none();
                if !off && !matches!(kind.as_str(), "submit" | "file" | "button") {
                    let default = if kind == "checkbox" || kind == "radio" { "on" } else { "" };
                    let typed = !matches!(kind.as_str(), "hidden" | "radio" | "checkbox");
                    add(&mut found, tag, typed, attribute(tag, "value").unwrap_or_else(|| default.to_owned()));
                }
                if let (true, Some(form), Some(name)) = (off, found.last_mut(), attribute(tag, "name")) {
                    form.offers.push((name, attribute(tag, "value").unwrap_or_else(|| "on".to_owned())));
                }
            }
            (false, "textarea") if inside => {
                let text = unescape(&after[..after.find("</textarea").unwrap_or(0)]);
                // The line break right after the tag is no part of the text.
                add(&mut found, tag, true, text.strip_prefix('\n').unwrap_or(&text).to_owned());
            }
            (false, "button") if inside => {
                if let (Some(form), Some(name)) = (found.last_mut(), attribute(tag, "name")) {
                    form.buttons.push((name, attribute(tag, "value").unwrap_or_default()));
                }
            }
            (false, "select") if inside => select = Some((attribute(tag, "name").unwrap_or_default(), None, false)),
            (false, "option") => {
                if let Some((name, value, chosen)) = &mut select {
                    let selected = attribute(tag, "selected").is_some();
                    let answer = attribute(tag, "value").filter(|v| !v.is_empty());
                    if let (Some(form), Some(answer)) = (found.last_mut(), answer) {
                        form.offers.push((name.clone(), answer));
                    }
                    if selected || (value.is_none() && !*chosen) {
                        *value = Some(attribute(tag, "value").unwrap_or_default());
                        *chosen = selected;
                    }
                }
            }
            (true, "select") => {
                if let (Some((name, Some(value), _)), Some(form)) = (select.take(), found.last_mut()) {
                    if !value.is_empty() {
                        form.offers.retain(|(n, _)| *n != name);
                    }
                    form.fields.push((name, value));
                }
            }
            _ => {}
        }
        rest = after;
    }
    found
}

fn add(found: &mut [Form], tag: &str, typed: bool, value: String) {
    if let (Some(form), Some(name)) = (found.last_mut(), attribute(tag, "name")) {
        if typed {
            form.typed.push(name.clone());
        }
        form.fields.push((name, value));
    }
}

/// The tags of a page without what stands in quotes: what is left is markup, and never a visitor's text.
pub fn bare_tags(html: &str) -> Vec<String> {
    let (mut found, mut rest) = (Vec::new(), html);
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let Some(end) = end_of_tag(rest) else { break };
        let (mut bare, mut quote) = (String::new(), None);
        for c in rest[..end].chars() {
            match quote {
                Some(q) if c == q => quote = None,
                Some(_) => {}
                None if matches!(c, '"' | '\'') => quote = Some(c),
                None => bare.push(c),
            }
        }
        found.push(bare);
        rest = &rest[end + 1..];
    }
    found
}

/// Where the tag ends: a `>` inside quotes does not end it.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    text.char_indices().find_map(|(at, c)| match (quote, c) {
        (None, '"' | '\'') => {
            quote = Some(c);
            None
        }
        (Some(q), c) if c == q => {
            quote = None;
            None
        }
        (None, '>') => Some(at),
        _ => None,
    })
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    while let Some(at) = rest.find(name) {
        let before = rest[..at].chars().last();
        let after = &rest[at + name.len()..];
        if before.is_some_and(char::is_whitespace) {
            if let Some(value) = after.strip_prefix("=\"") {
                return Some(unescape(&value[..value.find('"').unwrap_or(value.len())]));
            }
            if after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || c == '/') {
                return Some(String::new());
            }
        }
        rest = after;
    }
    None
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

impl Form {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    pub fn set(&mut self, name: &str, value: &str) {
        match self.fields.iter_mut().find(|(n, _)| n == name) {
            Some(field) => value.clone_into(&mut field.1),
            None => self.fields.push((name.to_owned(), value.to_owned())),
        }
    }

    /// As the body of a post.
    pub fn encode(&self) -> String {
        let part = |text: &str| {
            text.bytes().fold(String::new(), |mut out, b| {
                match b {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => out.push(char::from(b)),
                    b => {
                        let _ = write!(out, "%{b:02X}");
                    }
                }
                out
            })
        };
        self.fields.iter().map(|(n, v)| format!("{}={}", part(n), part(v))).collect::<Vec<_>>().join("&")
    }
}
