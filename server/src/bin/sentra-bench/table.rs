//! The table that is the result.

use server::say::say;

pub struct Row {
    pub what: String,
    pub figure: String,
    pub budget: String,
    /// None: not measured here, or only told for comparison.
    pub met: Option<bool>,
}

#[derive(Default)]
pub struct Table(Vec<Row>);

impl Table {
    pub fn row(&mut self, what: &str, figure: String, budget: &str, met: Option<bool>) {
        say(format_args!("  {what}: {figure} {}", word(met)));
        self.0.push(Row { what: what.to_owned(), figure, budget: budget.to_owned(), met });
    }

    /// Prints it; true when every budget is met.
    pub fn print(&self) -> bool {
        let wide = |of: fn(&Row) -> &str| self.0.iter().map(|r| of(r).chars().count()).max().unwrap_or(0);
        let (what, figure, budget) = (wide(|r| &r.what), wide(|r| &r.figure), wide(|r| &r.budget));
        say("");
        say(format_args!("| {:what$} | {:figure$} | {:budget$} | result |", "what", "figure", "budget"));
        say(format_args!("|{}|{}|{}|--------|", "-".repeat(what + 2), "-".repeat(figure + 2), "-".repeat(budget + 2)));
        for r in &self.0 {
            say(format_args!("| {:what$} | {:figure$} | {:budget$} | {:6} |", r.what, r.figure, r.budget, word(r.met)));
        }
        self.0.iter().all(|r| r.met != Some(false))
    }
}

fn word(met: Option<bool>) -> &'static str {
    match met {
        Some(true) => "met",
        Some(false) => "MISSED",
        None => "",
    }
}
