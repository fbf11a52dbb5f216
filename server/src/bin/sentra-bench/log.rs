//! How long the server itself took for its answers: what its own log says.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use super::load::Measured;

/// Read on from where it was read to last.
pub struct Log(BufReader<File>);

impl Log {
    /// Lines about answers, and warnings.
    pub const LEVEL: &str = "warn,server::middleware::trace=info";

    pub fn open(path: &Path) -> Result<Self, String> {
        Ok(Self(BufReader::new(File::open(path).map_err(|e| e.to_string())?)))
    }

    /// The answers since the last time. (Their rate says nothing.)
    pub fn answers(&mut self) -> Result<Measured, String> {
        let mut micros = Vec::new();
        let mut line = String::new();
        while self.0.read_line(&mut line).map_err(|e| e.to_string())? > 0 {
            let said: Option<Value> = serde_json::from_str(&line).ok();
            let took = said.as_ref().and_then(|s| s.get("micros")).and_then(Value::as_u64);
            match took {
                Some(took) => micros.push(u32::try_from(took).unwrap_or(u32::MAX)),
                None => server::say::complain(line.trim_end()),
            }
            line.clear();
        }
        if micros.is_empty() { Err("the server's log tells of no answers".to_owned()) } else { Ok(Measured::of(micros, Duration::MAX)) }
    }
}
