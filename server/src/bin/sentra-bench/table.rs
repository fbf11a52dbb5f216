//! The table that is the result.

use server::say::say;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Met,
    Missed,
    /// The figure says nothing: not what should be measured was the bottleneck.
    Invalid,
    /// There is no figure.
    Failed,
    /// Only told, for comparison.
    Told,
}

impl From<bool> for Verdict {
    fn from(met: bool) -> Self {
        if met { Self::Met } else { Self::Missed }
    }
}

impl Verdict {
    const fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "MISSED",
            Self::Invalid => "INVALID",
            Self::Failed => "FAILED",
            Self::Told => "",
        }
    }
}

struct Row {
    what: String,
    figure: String,
    budget: String,
    verdict: Verdict,
}

#[derive(Default)]
pub struct Table(Vec<Row>);

impl Table {
    pub fn row(&mut self, what: &str, figure: String, budget: &str, verdict: impl Into<Verdict>) {
        let verdict = verdict.into();
        say(format_args!("  {what}: {figure} {}", verdict.word()));
        self.0.push(Row { what: what.to_owned(), figure, budget: budget.to_owned(), verdict });
    }

    /// A row without a budget.
    pub fn told(&mut self, what: &str, figure: String) {
        self.row(what, figure, "", Verdict::Told);
    }

    /// A section that could not be measured to its end; what it measured before stands above.
    pub fn failed(&mut self, section: &str, why: &str) {
        let first = why.lines().next().unwrap_or_default().to_owned();
        if first != why {
            server::say::complain(why);
        }
        self.row(section, first, "measured to the end", Verdict::Failed);
    }

    pub fn done(&mut self, section: &str, done: Result<(), String>) {
        if let Err(why) = done {
            self.failed(section, &why);
        }
    }

    /// Prints it; true when everything was measured and every budget is met.
    pub fn print(&self) -> bool {
        let wide = |of: fn(&Row) -> &str| self.0.iter().map(|r| of(r).chars().count()).max().unwrap_or(0);
        let (what, figure, budget) = (wide(|r| &r.what), wide(|r| &r.figure), wide(|r| &r.budget));
        say("");
        say(format_args!("| {:what$} | {:figure$} | {:budget$} | result  |", "what", "figure", "budget"));
        say(format_args!("|{}|{}|{}|---------|", "-".repeat(what + 2), "-".repeat(figure + 2), "-".repeat(budget + 2)));
        for r in &self.0 {
            say(format_args!("| {:what$} | {:figure$} | {:budget$} | {:7} |", r.what, r.figure, r.budget, r.verdict.word()));
        }
        self.0.iter().all(|r| matches!(r.verdict, Verdict::Met | Verdict::Told))
    }
}
