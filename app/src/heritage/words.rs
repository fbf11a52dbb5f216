//! Words that several of these pages share.

use domain::heritage::booking::BookingState;
use domain::heritage::departure::NotBookable;
use domain::heritage::fare::FareCategory;
use domain::heritage::manifest::{Manifest, ManifestLine, RefusalReason, Verdict};
use domain::heritage::rules::{IdentityField, Minors, Photography};
use domain::heritage::site::{Certainty, SiteKind};
use domain::heritage::tender::TenderKind;
use domain::kernel::clock::MINUTE;
use domain::kernel::locale::Locale;
use domain::kernel::text::TextError;
use domain::kernel::wilayah::Kelurahan;
use domain::wastebank::material::MaterialKind;

use crate::i18n::{span, t};
use crate::ui::{Cloth, Mood, Text};

pub fn kind(l: Locale, kind: SiteKind) -> &'static str {
    match kind {
        SiteKind::Base => t::heritage::kind_base(l),
        SiteKind::Village => t::heritage::kind_village(l),
        SiteKind::Square => t::heritage::kind_square(l),
        SiteKind::Hospital => t::heritage::kind_hospital(l),
        SiteKind::Station => t::heritage::kind_station(l),
        SiteKind::Building => t::heritage::kind_building(l),
        SiteKind::Prison => t::heritage::kind_prison(l),
        SiteKind::Worship => t::heritage::kind_worship(l),
        SiteKind::Cinema => t::heritage::kind_cinema(l),
        SiteKind::School => t::heritage::kind_school(l),
        SiteKind::Industry => t::heritage::kind_industry(l),
        SiteKind::Cemetery => t::heritage::kind_cemetery(l),
        SiteKind::House => t::heritage::kind_house(l),
        SiteKind::Pool => t::heritage::kind_pool(l),
    }
}

/// The cloth that a kind of place wears: the army's schools have a motif of their own, and so has the village.
pub const fn cloth(kind: SiteKind) -> Cloth {
    use crate::ui::motif::{Dye, Family};
    match kind {
        SiteKind::Base => Cloth::new(Family::Pusdik, Dye::Tanah),
        SiteKind::Village => Cloth::new(Family::Daun, Dye::Daun),
        SiteKind::Square | SiteKind::Pool => Cloth::new(Family::Curug, Dye::Wedel),
        SiteKind::Hospital | SiteKind::Worship => Cloth::new(Family::Kawung, Dye::Wedel),
        SiteKind::Station | SiteKind::Industry => Cloth::new(Family::Anyam, Dye::Soga),
        SiteKind::Building | SiteKind::House | SiteKind::School => Cloth::new(Family::Kawung, Dye::Soga),
        SiteKind::Prison | SiteKind::Cemetery => Cloth::new(Family::Bambu, Dye::Tanah),
        SiteKind::Cinema => Cloth::new(Family::Kujang, Dye::Bata),
    }
}

pub fn category(l: Locale, category: FareCategory) -> &'static str {
    match category {
        FareCategory::Adult => t::heritage::fare_adult(l),
        FareCategory::Student => t::heritage::fare_student(l),
        FareCategory::Child => t::heritage::fare_child(l),
        FareCategory::Resident => t::heritage::fare_resident(l),
    }
}

pub fn identity(l: Locale, field: IdentityField) -> &'static str {
    match field {
        IdentityField::Document => t::heritage::identity_document(l),
        IdentityField::BirthDate => t::heritage::identity_birth_date(l),
        IdentityField::Nationality => t::heritage::identity_nationality(l),
    }
}

/// `None`: nothing is to be said.
pub fn minors(l: Locale, minors: Minors) -> Option<&'static str> {
    match minors {
        Minors::Welcome => None,
        Minors::WithAdult => Some(t::heritage::minors_with_adult(l)),
        Minors::NotAdmitted => Some(t::heritage::minors_not_admitted(l)),
    }
}

pub fn photography(l: Locale, photography: Photography) -> &'static str {
    match photography {
        Photography::Free => t::heritage::photo_free(l),
        Photography::WhereAllowed => t::heritage::photo_where_allowed(l),
        Photography::Forbidden => t::heritage::photo_forbidden(l),
    }
}

pub fn certainty(l: Locale, certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Exact => t::heritage::place_exact(l),
        Certainty::Approximate => t::heritage::place_approximate(l),
        Certainty::Recalled => t::heritage::place_recalled(l),
    }
}

pub fn language(l: Locale, spoken: Locale) -> &'static str {
    match spoken {
        Locale::Id => t::heritage::speaks_id(l),
        Locale::En => t::heritage::speaks_en(l),
    }
}

pub fn not_bookable(l: Locale, why: NotBookable) -> &'static str {
    match why {
        NotBookable::Cancelled => t::heritage::not_cancelled(l),
        NotBookable::TooLate => t::heritage::not_too_late(l),
        NotBookable::AwaitsVillage => t::heritage::not_awaits_village(l),
        NotBookable::RefusedByVillage => t::heritage::not_refused_by_village(l),
        NotBookable::SiteClosed => t::heritage::not_site_closed(l),
        NotBookable::Full => t::heritage::not_full(l),
    }
}

pub fn state(l: Locale, state: BookingState) -> (&'static str, Mood) {
    match state {
        BookingState::Waiting => (t::heritage::state_waiting(l), Mood::Info),
        BookingState::Held => (t::heritage::state_held(l), Mood::Warn),
        BookingState::AwaitingPayment => (t::heritage::state_awaiting_payment(l), Mood::Warn),
        BookingState::Confirmed => (t::heritage::state_confirmed(l), Mood::Success),
        BookingState::CheckedIn => (t::heritage::state_checked_in(l), Mood::Success),
        BookingState::Expired => (t::heritage::state_expired(l), Mood::Neutral),
        BookingState::Cancelled => (t::heritage::state_cancelled(l), Mood::Neutral),
        BookingState::Refused => (t::heritage::state_refused(l), Mood::Danger),
        BookingState::NoShow => (t::heritage::state_no_show(l), Mood::Danger),
    }
}

pub fn tender(l: Locale, kind: TenderKind) -> &'static str {
    match kind {
        TenderKind::Balance => t::heritage::pay_balance(l),
        TenderKind::Pledge => t::heritage::pay_pledge(l),
        TenderKind::Cash => t::heritage::pay_cash(l),
        TenderKind::Card => t::heritage::pay_card(l),
    }
}

pub fn material_kind(l: Locale, kind: MaterialKind) -> &'static str {
    match kind {
        MaterialKind::Paper => t::wastebank::kind_paper(l),
        MaterialKind::Plastic => t::wastebank::kind_plastic(l),
        MaterialKind::Metal => t::wastebank::kind_metal(l),
        MaterialKind::Glass => t::wastebank::kind_glass(l),
        MaterialKind::Other => t::wastebank::kind_other(l),
    }
}

/// Beside a field.
pub fn text(l: Locale, e: TextError) -> Text {
    match e {
        TextError::Empty => t::common::field_required(l).into(),
        TextError::TooLong { max } => t::common::field_too_long(l, max).into(),
        TextError::BadCharacters => t::common::field_bad_characters(l).into(),
    }
}

/// `4 jam 45 menit`
pub fn duration(l: Locale, minutes: u32) -> String {
    span(l, i64::from(minutes) * MINUTE)
}

/// What each area of the map is called.
pub fn area_names() -> Vec<(&'static str, Text)> {
    Kelurahan::all().map(|k| (k.code(), k.name().into())).collect()
}

/// `a, b dan c`
pub fn list(l: Locale, words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => t::heritage::and { most: most.join(", "), last }.say(l),
    }
}

pub fn refusal(l: Locale, reason: RefusalReason) -> &'static str {
    match reason {
        RefusalReason::IdentityUnclear => t::heritage::refusal_identity_unclear(l),
        RefusalReason::NationalityNotAdmitted => t::heritage::refusal_nationality(l),
        RefusalReason::MinorNotAdmitted => t::heritage::refusal_minor(l),
        RefusalReason::Security => t::heritage::refusal_security(l),
        RefusalReason::Other => t::heritage::refusal_other(l),
    }
}

/// What is to be said of somebody on a list: nothing of who comes to a site that decides about nobody; of who does not come, why.
pub fn on_list(l: Locale, list: &Manifest, x: &ManifestLine) -> Option<(&'static str, Mood)> {
    match x.verdict {
        Verdict::Refused(reason) => Some((refusal(l, reason), Mood::Danger)),
        _ if !x.going => Some((t::heritage::visitor_out(l), Mood::Neutral)),
        _ if !x.comes() => Some(state(l, x.state)),
        _ if !list.approves_each => None,
        Verdict::Approved => Some((t::heritage::verdict_approved(l), Mood::Success)),
        Verdict::Open => Some((t::heritage::verdict_open(l), Mood::Warn)),
    }
}
