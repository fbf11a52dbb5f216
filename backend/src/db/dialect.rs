//! The few places where the two engines do not speak alike.

use super::Engine;

/// Locks the rows that a SELECT in a transaction found until it ends. SQLite's writer is alone already.
pub const fn for_update(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "",
        Engine::Postgres => " FOR UPDATE",
    }
}

/// Locks rows whose keys stay as they are, so that rows that refer to them can still be written by others. None where
/// the writer is alone already and need not ask.
pub const fn lock_rows(engine: Engine) -> Option<&'static str> {
    match engine {
        Engine::Sqlite => None,
        Engine::Postgres => Some(" FOR NO KEY UPDATE"),
    }
}

/// Like [`for_update`], passing over rows that another worker holds.
pub const fn for_update_skip_locked(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "",
        Engine::Postgres => " FOR UPDATE SKIP LOCKED",
    }
}

/// `($1, $2, $3), ($4, $5, $6)`: placeholders for `rows` rows of `columns` values, counted from `first`.
pub fn values(rows: usize, columns: usize, first: usize) -> String {
    let mut out = String::with_capacity(rows * columns * 5);
    let mut n = first;
    for r in 0..rows {
        out.push_str(if r == 0 { "(" } else { ", (" });
        for c in 0..columns {
            if c > 0 {
                out.push_str(", ");
            }
            out.push('$');
            out.push_str(&n.to_string());
            n += 1;
        }
        out.push(')');
    }
    out
}

/// `$3, $4, $5`: placeholders for an IN list of `len` values, counted from `first`.
pub fn list(len: usize, first: usize) -> String {
    (first..first + len).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

/// `CASE id WHEN $2 THEN 1 WHEN $3 THEN 2 ELSE place END`: the place of each of `len` keys, in the order of their placeholders, which
/// are counted from `first`; whatever is none of them keeps `kept`.
pub fn places(key: &str, kept: &str, len: usize, first: usize) -> String {
    let cases: Vec<String> = (0..len).map(|n| format!("WHEN ${} THEN {}", first + n, n + 1)).collect();
    format!("CASE {key} {} ELSE {kept} END", cases.join(" "))
}

/// A part of a text as a LIKE pattern in which only this part counts; to be used with `ESCAPE '\'`, which is
/// PostgreSQL's default and has to be told to SQLite.
pub fn containing(part: &str) -> String {
    let mut out = String::with_capacity(part.len() + 2);
    out.push('%');
    for c in part.chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('%');
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn placeholders_are_numbered_through() {
        assert_eq!(super::values(2, 2, 3), "($3, $4), ($5, $6)");
        assert_eq!(super::list(3, 2), "$2, $3, $4");
        assert_eq!(super::places("id", "place", 2, 2), "CASE id WHEN $2 THEN 1 WHEN $3 THEN 2 ELSE place END");
    }

    #[test]
    fn signs_of_a_pattern_are_only_signs() {
        assert_eq!(super::containing(r"50%_\"), r"%50\%\_\\%");
    }
}
