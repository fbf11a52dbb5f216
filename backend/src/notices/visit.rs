//! News of visits, for those who plan them and those who speak for a site, in words.

use domain::heritage::visit_news::{VisitEvent, VisitNews};
use domain::kernel::dates::{date, date_time};
use domain::kernel::locale::Locale;

use super::notice::NoticeText;
use crate::words::tours as words;

pub(super) fn text(news: &VisitNews, l: Locale) -> NoticeText {
    let tour = news.tour.pick(l);
    let (title, body) = match &news.what {
        VisitEvent::Asked { site, visits, first, last } => {
            let (first, last) = (date_time(l, *first), date_time(l, *last));
            let body = words::visits_asked_body { count: i64::from(*visits), tour, first, last }.say(l);
            (words::visits_asked_title { site: site.pick(l), tour }.say(l), format!("{body}\n{}", words::visits_asked_next(l)))
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
