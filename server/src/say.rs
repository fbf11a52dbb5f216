//! Words of the command line to the one who typed it. Whoever closed the terminal does not want to hear of it.

use std::fmt::Display;
use std::io::Write;

pub fn say(text: impl Display) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// To the standard error: why a command failed.
pub fn complain(text: impl Display) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}
