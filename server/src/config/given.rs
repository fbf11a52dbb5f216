//! What was given, by file and environment, before anybody looks at what it means.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use super::keys::{self, KEYS, Preset};

/// Something that is wrong with the settings: which, why, and what to do. Never shows a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub key: String,
    pub why: String,
    pub remedy: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}\n    → {}", self.key, self.why, self.remedy)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Default,
    File(PathBuf),
    Variable(String),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Variable(name) => f.write_str(name),
        }
    }
}

/// The readable part of an environment. What is not UTF-8 is none of ours, or a mistake.
pub fn readable(environment: impl IntoIterator<Item = (OsString, OsString)>) -> (Vec<(String, String)>, Vec<Problem>) {
    let (mut pairs, mut problems) = (Vec::new(), Vec::new());
    for (variable, value) in environment {
        let Ok(variable) = variable.into_string() else { continue };
        match value.into_string() {
            Ok(value) => pairs.push((variable, value)),
            Err(_) if variable == "DATABASE_URL" || variable.starts_with("SENTRA_") => problems.push(Problem {
                key: variable,
                why: "the value is not UTF-8".to_owned(),
                remedy: "write it in UTF-8, or put the setting into sentra.toml".to_owned(),
            }),
            Err(_) => {}
        }
    }
    (pairs, problems)
}

/// Values by key, each with where it came from.
#[derive(Clone, Debug, Default)]
pub struct Given(BTreeMap<&'static str, (String, Source)>);

impl Given {
    /// Defaults, overridden by the file, overridden by the environment.
    pub fn collect(file: Option<(&Path, &str)>, environment: impl IntoIterator<Item = (String, String)>) -> (Self, Vec<Problem>) {
        let mut given = Self::default();
        let mut problems = Vec::new();
        for k in &KEYS {
            if let Preset::Is(text) = k.default {
                given.0.insert(k.name, (text.to_owned(), Source::Default));
            }
        }
        if let Some((path, text)) = file {
            given.read_file(path, text, &mut problems);
        }
        let environment: BTreeMap<String, String> = environment.into_iter().collect();
        if let Some(url) = environment.get("DATABASE_URL") {
            given.0.insert("database_url", (url.clone(), Source::Variable("DATABASE_URL".to_owned())));
        }
        for (variable, value) in environment {
            let Some(name) = variable.strip_prefix("SENTRA_").map(str::to_lowercase) else { continue };
            match keys::find(&name) {
                Some(k) => {
                    given.0.insert(k.name, (value, Source::Variable(variable)));
                }
                // Other SENTRA_ variables belong to the scripts; only what looks like a slip is reported.
                None => {
                    if let Some(near) = keys::nearest(&name) {
                        problems.push(Problem {
                            key: variable,
                            why: "there is no such setting".to_owned(),
                            remedy: format!("did you mean SENTRA_{}?", near.to_uppercase()),
                        });
                    }
                }
            }
        }
        (given, problems)
    }

    fn read_file(&mut self, path: &Path, text: &str, problems: &mut Vec<Problem>) {
        let table = match text.parse::<toml::Table>() {
            Ok(table) => table,
            Err(e) => {
                problems.push(Problem {
                    key: path.display().to_string(),
                    // The parser's own text would quote the line, which may hold a password.
                    why: format!("this is not TOML: {}", e.message()),
                    remedy: "one setting a line, texts in quotes: listen = \"127.0.0.1:3000\"".to_owned(),
                });
                return;
            }
        };
        for (name, value) in table {
            let Some(k) = keys::find(&name) else {
                let remedy = keys::nearest(&name).map_or_else(
                    || "remove the line; docs/operations.md lists what can be set".to_owned(),
                    |near| format!("did you mean {near}?"),
                );
                problems.push(Problem { key: name, why: format!("{} has a setting that does not exist", path.display()), remedy });
                continue;
            };
            let text = match value {
                toml::Value::String(s) => s,
                toml::Value::Integer(n) => n.to_string(),
                toml::Value::Boolean(b) => b.to_string(),
                toml::Value::Array(list) if list.iter().all(toml::Value::is_str) => {
                    list.iter().filter_map(toml::Value::as_str).collect::<Vec<_>>().join(",")
                }
                other => {
                    problems.push(Problem {
                        key: name,
                        why: format!("a value of type {} is given", other.type_str()),
                        remedy: format!("give a text, a number or true/false. {}", k.about),
                    });
                    continue;
                }
            };
            self.0.insert(k.name, (text, Source::File(path.to_path_buf())));
        }
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|(text, _)| text.as_str())
    }

    pub fn source(&self, name: &str) -> Source {
        self.0.get(name).map_or(Source::Default, |(_, source)| source.clone())
    }
}
