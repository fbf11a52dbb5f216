//! Messages that several of these forms share.

use backend::identity::confirm_password::ConfirmError;
use backend::identity::password::{MAX_CHARS, MIN_CHARS, PasswordError};
use domain::identity::login::LoginError;
use domain::kernel::clock::Timestamp;
use domain::kernel::text::TextError;

use crate::i18n::{Locale, clock, t};
use crate::ui::Text;
use crate::web::{Errors, WebError};

pub fn login(l: Locale, e: LoginError) -> Text {
    match e {
        LoginError::Empty => t::common::field_required(l),
        LoginError::Email => t::common::field_not_email(l),
        LoginError::Phone => t::common::field_not_phone(l),
    }
    .into()
}

pub fn password(l: Locale, e: PasswordError) -> Text {
    match e {
        PasswordError::TooShort => t::identity::password_too_short(l, MIN_CHARS).into(),
        PasswordError::TooLong => t::identity::password_too_long(l, MAX_CHARS).into(),
        PasswordError::Common => t::identity::password_common(l).into(),
    }
}

pub fn text(l: Locale, e: TextError) -> Text {
    match e {
        TextError::Empty => t::common::field_required(l).into(),
        TextError::TooLong { max } => t::common::field_too_long(l, max).into(),
        TextError::BadCharacters => t::common::field_bad_characters(l).into(),
    }
}

pub fn throttled(l: Locale, until: Timestamp) -> Text {
    t::identity::throttled(l, clock(l, until)).into()
}

/// Beside the field `current`; `missing` is what to say when it was left empty.
pub fn confirm(l: Locale, e: ConfirmError, missing: &'static str, errors: &mut Errors) -> Result<(), WebError> {
    match e {
        ConfirmError::Missing => errors.add("current", missing),
        ConfirmError::Wrong => errors.add("current", t::identity::password_wrong(l)),
        ConfirmError::Throttled { until } => errors.add("current", throttled(l, until)),
        e @ (ConfirmError::Hash(_) | ConfirmError::Db(_)) => return Err(WebError::internal(e)),
    }
    Ok(())
}
