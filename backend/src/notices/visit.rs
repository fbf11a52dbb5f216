//! News of visits, for those who plan them and those who speak for a site, in words.

use domain::heritage::visit_news::{AnsweredVisit, VisitEvent, VisitNews};
use domain::kernel::dates::{date, date_time};
use domain::kernel::locale::Locale;

use super::notice::NoticeText;
use crate::words::tours as words;

/// Of a longer list the rest is counted: the desk shows all of it.
const LISTED: usize = 10;

pub(super) fn text(news: &VisitNews, l: Locale) -> NoticeText {
    let tour = news.tour.pick(l);
    let (title, body) = match &news.what {
        VisitEvent::Asked { site, visits, first, last } => {
            let (first, last) = (date_time(l, *first), date_time(l, *last));
            let body = words::visits_asked_body { count: i64::from(*visits), tour, first, last }.say(l);
            (words::visits_asked_title { site: site.pick(l), tour }.say(l), format!("{body}\n{}", words::visits_asked_next(l)))
        }
        VisitEvent::Answered { given, refused } => {
            let mut lines = Vec::new();
            if !given.is_empty() {
                lines.push(words::visits_answered_given(l).to_owned());
                lines.extend(listed(l, given));
            }
            if !refused.is_empty() {
                lines.push(words::visits_answered_refused(l).to_owned());
                lines.extend(listed(l, refused));
                lines.push(words::visits_answered_next(l).to_owned());
            }
            (words::visits_answered_title(l, tour), lines.join("\n"))
        }
        VisitEvent::DayClosed { site, day, reason, stopped, aboard } => {
            let mut lines = vec![words::day_closed_reason(l, reason)];
            lines.push(match stopped {
                0 => words::day_closed_nothing(l, tour),
                stopped => words::day_closed_stopped { count: i64::from(*stopped), tour }.say(l),
            });
            if *aboard > 0 {
                lines.push(words::day_closed_aboard(l, i64::from(*aboard)));
            }
            (words::day_closed_title { site: site.pick(l), day: date(l, *day) }.say(l), lines.join("\n"))
        }
    };
    NoticeText { title, body }
}

/// `19 Des 2026, 08.00 WIB: upacara adat`
fn listed(l: Locale, visits: &[AnsweredVisit]) -> Vec<String> {
    let one = |v: &AnsweredVisit| {
        let at = date_time(l, v.starts_at);
        if v.note.is_empty() { at } else { format!("{at}: {}", v.note) }
    };
    let mut lines: Vec<String> = visits.iter().take(LISTED).map(one).collect();
    if let Some(more) = visits.len().checked_sub(LISTED).filter(|more| *more > 0) {
        lines.push(words::visits_answered_more(l, more));
    }
    lines
}

#[cfg(test)]
mod tests {
    use domain::kernel::bilingual::Bilingual;
    use domain::kernel::clock::{DAY, Timestamp};

    use super::*;

    #[test]
    fn a_long_list_is_cut_and_the_rest_counted() {
        let day = |n: i64| Timestamp(1_795_402_800_000 + n * DAY);
        let visit = |n, note: &str| AnsweredVisit { starts_at: day(n), note: note.to_owned() };
        let given = (0..12).map(|n| visit(n, "")).collect();
        let what = VisitEvent::Answered { given, refused: vec![visit(20, "upacara")] };
        let news = VisitNews { tour: Bilingual::new("Wisata Militer", "Military Heritage"), what };
        let body = text(&news, Locale::Id).body;
        assert_eq!(body.lines().filter(|line| line.ends_with("WIB")).count(), LISTED, "{body}");
        assert!(body.contains("dan 2 lagi") && body.contains("13 Des 2026, 10.00 WIB: upacara"), "{body}");
    }
}
