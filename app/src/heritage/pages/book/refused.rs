//! Why a party got no seats, in words, each beside what it is about.

use backend::heritage::book_party::BookPartyError;
use backend::heritage::limit_guest::GuestLimit;

use super::super::super::words;
use super::draft::Draft;
use super::view::Said;
use crate::i18n::{date_time, t};
use crate::ui::Mood;
use crate::web::{Ctx, WebError};

/// An error that is not the visitor's comes back.
pub fn read(ctx: &Ctx, draft: &mut Draft, said: &mut Said, e: BookPartyError) -> Result<(), WebError> {
    let l = ctx.locale();
    match e {
        BookPartyError::NotFound => return Err(WebError::NotFound),
        BookPartyError::NotBookable(why) => said.news = Some((Mood::Warn, words::not_bookable(l, why).into())),
        BookPartyError::TooFew { left } => {
            said.news = Some((Mood::Warn, t::heritage::book_too_few(l, i64::from(left)).into()));
            said.may_wait = true;
        }
        BookPartyError::Party(why) => draft.wrong_party(l, &mut said.errors, why),
        BookPartyError::Needs(why) => said.errors.add("needs", words::text(l, why)),
        BookPartyError::Language => said.errors.add("language", t::heritage::book_language_bad(l)),
        BookPartyError::Conduct => said.errors.add("conduct", t::heritage::book_conduct_needed(l)),
        BookPartyError::NoFare { .. } => said.errors.add("", t::heritage::book_no_fare(l)),
        BookPartyError::FareChanged { now } => said.news = Some((Mood::Warn, t::heritage::book_fare_changed(l, now).into())),
        BookPartyError::Key => {
            draft.form.set("key", ctx.deps().random.token());
            said.news = Some((Mood::Warn, t::heritage::book_again(l).into()));
        }
        BookPartyError::KeyUsed { secret, number } => {
            draft.form.set("key", ctx.deps().random.token());
            said.news = Some((Mood::Warn, t::heritage::book_key_used(l, &number).into()));
            said.link = Some((t::heritage::book_key_used_link(l, &number).into(), ctx.href(&format!("/wisata/pesanan/{secret}"))));
        }
        BookPartyError::Guest(GuestLimit::Open(open)) => {
            (said.too_often, said.log_in) = (true, true);
            said.news = Some((Mood::Warn, t::heritage::book_open { bookings: open.bookings, seats: open.seats }.say(l).into()));
        }
        BookPartyError::Guest(GuestLimit::Often { until }) => {
            (said.too_often, said.log_in) = (true, true);
            said.news = Some((Mood::Warn, t::heritage::book_often(l, date_time(l, until)).into()));
        }
        BookPartyError::Vault(e) => return Err(WebError::internal(e)),
        BookPartyError::Db(e) | BookPartyError::Guest(GuestLimit::Db(e)) => return Err(e.into()),
    }
    Ok(())
}
