//! Opening hours: seven days, each from–to, empty for closed.

use domain::kernel::hours::{HoursError, OpeningHours, Span, clock_text};
use leptos::prelude::*;

use crate::i18n::{Locale, t, weekday};
use crate::ui::{Field, SubmitButton, Tone};
use crate::web::{Errors, Form};

/// Names of the two fields of each day, Monday first.
const NAMES: [(&str, &str); 7] = [
    ("mon_from", "mon_to"),
    ("tue_from", "tue_to"),
    ("wed_from", "wed_to"),
    ("thu_from", "thu_to"),
    ("fri_from", "fri_to"),
    ("sat_from", "sat_to"),
    ("sun_from", "sun_to"),
];

/// The button that writes Monday's hours into every day.
pub const COPY: &str = "copy";

pub fn fill(form: &mut Form, hours: &OpeningHours) {
    for ((from, to), span) in NAMES.iter().zip(hours.0) {
        if let Some(s) = span {
            form.set(from, clock_text(s.from));
            form.set(to, clock_text(s.to));
        }
    }
}

/// Monday's hours for the whole week.
pub fn copy_monday(form: &mut Form) {
    let (from, to) = (form.typed(NAMES[0].0), form.typed(NAMES[0].1));
    for (f, t) in NAMES {
        form.set(f, from.clone());
        form.set(t, to.clone());
    }
}

/// Also a week without any hours.
pub fn read_any(l: Locale, form: &Form, errors: &mut Errors) -> Option<OpeningHours> {
    let mut hours = OpeningHours::default();
    for (day, (from, to)) in NAMES.into_iter().enumerate() {
        match Span::parse(form.text(from), form.text(to)) {
            Ok(span) => hours.0[day] = span,
            Err(e) => {
                let message = match e {
                    HoursError::NotATime => t::selling::hours_not_a_time(l),
                    HoursError::Order => t::selling::hours_order(l),
                };
                errors.add(from, message);
            }
        }
    }
    errors.is_empty().then_some(hours)
}

/// It opens at least once a week.
pub fn read(l: Locale, form: &Form, errors: &mut Errors) -> Option<OpeningHours> {
    let hours = read_any(l, form, errors)?;
    if !hours.is_known() {
        errors.add(NAMES[0].0, t::selling::hours_none(l));
        return None;
    }
    Some(hours)
}

pub fn fields(l: Locale, form: &Form, errors: &Errors) -> AnyView {
    let days = NAMES.into_iter().enumerate().map(|(day, (from, to))| {
        view! {
            <fieldset class="week-day">
                <legend>{weekday(l, day)}</legend>
                <Field name=from kind="time" label=t::selling::hours_from(l) value=form.typed(from) error=errors.of(from) />
                <Field name=to kind="time" label=t::selling::hours_to(l) value=form.typed(to) />
            </fieldset>
        }
    });
    view! {
        <div class="week">{days.collect::<Vec<_>>()}</div>
        <div class="btn-row">
            <SubmitButton label=t::selling::hours_copy(l) name=COPY value="1" tone=Tone::Ghost unchecked=true />
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_read_and_monday_copied() {
        let mut form = Form::default();
        form.set("mon_from", "08:00");
        form.set("mon_to", "17:00");
        let mut errors = Errors::default();
        let hours = read(Locale::Id, &form, &mut errors).unwrap();
        assert_eq!(hours.0.iter().flatten().count(), 1);
        copy_monday(&mut form);
        assert_eq!(read(Locale::Id, &form, &mut errors).unwrap().0.iter().flatten().count(), 7);
        form.set("sun_to", "07:00");
        assert!(read(Locale::Id, &form, &mut errors).is_none());
        assert!(errors.of("sun_from").is_some());
    }

    #[test]
    fn a_shop_that_never_opens_is_refused() {
        let mut errors = Errors::default();
        assert_eq!(read_any(Locale::Id, &Form::default(), &mut errors), Some(OpeningHours::default()));
        assert!(read(Locale::Id, &Form::default(), &mut errors).is_none());
    }
}
