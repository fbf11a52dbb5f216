//! The scripts of scripts/lighthouse, which drive the system's browser.

use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::house::pinned;

/// The browser that the scripts are told to drive.
pub fn chromium() -> Result<String, String> {
    std::env::var("SENTRA_CHROMIUM").map_err(|_| "SENTRA_CHROMIUM names no browser: start ./dev bench".to_owned())
}

/// What a script answers to a question.
pub fn ask<T: DeserializeOwned>(script: &str, question: &Value) -> Result<T, String> {
    let folder = std::env::var("SENTRA_LIGHTHOUSE").map_err(|_| "browsers are driven by ./dev bench only".to_owned())?;
    // This process lives on one core; a browser needs all there are.
    let mut command = pinned("0,1", "node".as_ref());
    command.arg(Path::new(&folder).join(script)).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut node = command.spawn().map_err(|e| format!("node: {e}"))?;
    if let Some(mut stdin) = node.stdin.take() {
        stdin.write_all(question.to_string().as_bytes()).map_err(|e| e.to_string())?;
    }
    let output = node.wait_with_output().map_err(|e| e.to_string())?;
    if !output.status.success() {
        return Err(format!("{script} did not come to an end; it says why above"));
    }
    serde_json::from_slice(&output.stdout).map_err(|e| format!("the answer of {script}: {e}"))
}
