//! Turns locale files into typed functions, so that a missing key or argument fails the build.
//!
//! `locales/<lang>/<context>.toml` → `pub mod <context>`, and in it for each key
//! - `<key>(locale)`, a `&'static str`, if the text takes no value;
//! - `<key>(locale, value)` if it takes one: `{name}` stands for a value;
//! - `<key> { one: …, another: … }.say(locale)` if it takes more. Two of them have the same type sooner or later, and
//!   without its name one is given where the other belongs: no compiler sees that, and a reader hardly.
//!
//! A table with exactly the keys `one` and `other` is a plural chosen by its `count`. A sentence of several values is a
//! type with the name of its key, so that a search for a key finds where it is said.
//! Written here because the strings are needed on the server only and by plain calls: the existing crates bring their own
//! runtime, contexts or ICU data for what is a `match`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use toml::Value;

const LANGUAGES: [&str; 2] = ["id", "en"];

/// Reads `root/{id,en}/*.toml` and writes `out`. Panics with a list of everything that is wrong: this is a build script.
pub fn generate(root: &Path, out: &Path) {
    println!("cargo:rerun-if-changed={}", root.display());
    let mut code = String::from("use domain::kernel::locale::Locale;\n");
    let mut problems = Vec::new();
    for context in contexts(root) {
        let texts = LANGUAGES.map(|l| read(&root.join(l).join(format!("{context}.toml")), &mut problems));
        writeln!(code, "pub mod {context} {{\n    use super::Locale;").unwrap();
        for key in texts[0].keys().chain(texts[1].keys()).collect::<std::collections::BTreeSet<_>>() {
            match (texts[0].get(key), texts[1].get(key)) {
                (Some(id), Some(en)) => match function(key, id, en) {
                    Ok(f) => code.push_str(&f),
                    Err(why) => problems.push(format!("{context}.{key}: {why}")),
                },
                (None, _) => problems.push(format!("{context}.{key}: missing in id")),
                (_, None) => problems.push(format!("{context}.{key}: missing in en")),
            }
        }
        code.push_str("}\n");
    }
    assert!(problems.is_empty(), "locale files:\n  {}", problems.join("\n  "));
    fs::write(out, code).expect("write the generated words");
}

enum Text {
    Plain(String),
    Plural { one: String, other: String },
}

fn contexts(root: &Path) -> Vec<String> {
    let mut names: Vec<String> = LANGUAGES
        .iter()
        .flat_map(|l| fs::read_dir(root.join(l)).into_iter().flatten().flatten())
        .filter_map(|e| e.file_name().to_str()?.strip_suffix(".toml").map(str::to_owned))
        .collect();
    names.sort();
    names.dedup();
    names
}

fn read(path: &Path, problems: &mut Vec<String>) -> BTreeMap<String, Text> {
    let mut out = BTreeMap::new();
    match fs::read_to_string(path).map_err(|e| e.to_string()).and_then(|t| t.parse::<toml::Table>().map_err(|e| e.to_string())) {
        Ok(table) => flatten("", &table, &mut out, problems),
        Err(e) => problems.push(format!("{}: {e}", path.display())),
    }
    out
}

fn flatten(prefix: &str, table: &toml::Table, out: &mut BTreeMap<String, Text>, problems: &mut Vec<String>) {
    for (key, value) in table {
        let name = if prefix.is_empty() { key.clone() } else { format!("{prefix}_{key}") };
        match value {
            Value::String(s) => {
                out.insert(name, Text::Plain(s.clone()));
            }
            Value::Table(t) => match (t.len(), t.get("one"), t.get("other")) {
                (2, Some(Value::String(one)), Some(Value::String(other))) => {
                    out.insert(name, Text::Plural { one: one.clone(), other: other.clone() });
                }
                _ => flatten(&name, t, out, problems),
            },
            _ => problems.push(format!("{name}: not a text")),
        }
    }
}

/// The arguments of a text in order of appearance, and the text as a format string with them by name.
fn arguments(text: &str) -> Result<(Vec<String>, String), String> {
    let (mut names, mut format, mut rest) = (Vec::new(), String::new(), text);
    while let Some(at) = rest.find(['{', '}']) {
        format.push_str(&rest[..at]);
        let tail = &rest[at..];
        let end = tail.find('}').filter(|_| tail.starts_with('{')).ok_or_else(|| format!("stray brace in {text:?}"))?;
        let name = &tail[1..end];
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            return Err(format!("bad argument {name:?}"));
        }
        if !names.contains(&name.to_owned()) {
            names.push(name.to_owned());
        }
        write!(format, "{{{name}}}").unwrap();
        rest = &tail[end + 1..];
    }
    format.push_str(rest);
    names.sort();
    Ok((names, format))
}

fn function(key: &str, id: &Text, en: &Text) -> Result<String, String> {
    let variants = |t: &Text| match t {
        Text::Plain(s) => vec![s.clone()],
        Text::Plural { one, other } => vec![one.clone(), other.clone()],
    };
    let mut names: Vec<String> = Vec::new();
    for t in variants(id).iter().chain(&variants(en)) {
        names.extend(arguments(t)?.0);
    }
    names.sort();
    names.dedup();
    let plural = matches!(id, Text::Plural { .. }) || matches!(en, Text::Plural { .. });
    for t in [id, en] {
        if let Text::Plain(s) = t
            && arguments(s)?.0.len() != names.len()
        {
            return Err(format!("the languages differ in their arguments ({})", names.join(", ")));
        }
    }
    if names.is_empty() && !plural {
        let (Text::Plain(id), Text::Plain(en)) = (id, en) else { return Err("mixed".to_owned()) };
        return Ok(format!(
            "    pub const fn {key}(l: Locale) -> &'static str {{ match l {{ Locale::Id => {id:?}, Locale::En => {en:?} }} }}\n"
        ));
    }
    if plural && !names.contains(&"count".to_owned()) {
        names.push("count".to_owned());
    }
    let arm = |t: &Text| -> Result<String, String> {
        Ok(match t {
            Text::Plain(s) => format!("format!({:?})", arguments(s)?.1),
            Text::Plural { one, other } => {
                format!("if count == 1 {{ format!({:?}) }} else {{ format!({:?}) }}", arguments(one)?.1, arguments(other)?.1)
            }
        })
    };
    let body = format!("match l {{ Locale::Id => {}, Locale::En => {} }}", arm(id)?, arm(en)?);
    let kind = |n: &str| if plural && n == "count" { "i64" } else { "impl std::fmt::Display" };
    Ok(match &names[..] {
        [name] => format!("    pub fn {key}(l: Locale, {name}: {}) -> String {{ {body} }}\n", kind(name)),
        _ => sentence(key, &names, plural, &body),
    })
}

/// A sentence of several values: a type with a field for each.
fn sentence(key: &str, names: &[String], plural: bool, body: &str) -> String {
    let counts = |n: &String| plural && n == "count";
    let (mut fields, mut kinds, mut bounds) = (String::new(), Vec::new(), Vec::new());
    for (i, name) in names.iter().enumerate() {
        let kind = if counts(name) { "i64".to_owned() } else { format!("T{i}") };
        write!(fields, " pub {name}: {kind},").unwrap();
        if !counts(name) {
            bounds.push(format!("{kind}: std::fmt::Display"));
            kinds.push(kind);
        }
    }
    let (kinds, bounds, taken) = (kinds.join(", "), bounds.join(", "), names.join(", "));
    format!(
        "    #[must_use] pub struct {key}<{kinds}> {{{fields} }}\n    impl<{bounds}> {key}<{kinds}> {{\n        \
         pub fn say(self, l: Locale) -> String {{ let Self {{ {taken} }} = self; {body} }}\n    }}\n"
    )
}
