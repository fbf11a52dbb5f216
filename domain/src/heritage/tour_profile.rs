//! What is told of a tour, as its officer writes it. Its way is in `route.rs`; fares and terms each begin on a day.

use thiserror::Error;

use super::tour::{MeetingPoint, Tour};
use crate::kernel::bilingual::Bilingual;
use crate::kernel::geo::Point;
use crate::kernel::locale::Locale;
use crate::kernel::text::{self, TextError};

pub const MAX_NAME: usize = 80;
pub const MAX_PARAGRAPHS: usize = 1_500;
/// Of a place, an address, a line of a list.
pub const MAX_LINE: usize = 200;
/// Of a list.
pub const MAX_LINES: usize = 12;

/// As it was typed: lists have a line for each thing, in the same order in both languages.
#[derive(Clone, Debug, PartialEq)]
pub struct TypedProfile {
    pub name: Bilingual,
    pub story: Bilingual,
    pub place: Bilingual,
    pub address: String,
    pub hint: Bilingual,
    pub point: Point,
    pub languages: Vec<Locale>,
    pub access: Bilingual,
    pub bring: Bilingual,
    pub conduct: Bilingual,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TourProfile {
    pub name: Bilingual,
    pub story: Bilingual,
    pub meeting: MeetingPoint,
    pub languages: Vec<Locale>,
    pub access: Bilingual,
    pub bring: Vec<Bilingual>,
    pub conduct: Vec<Bilingual>,
}

/// `field`: its name in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProfileError {
    #[error("{field}: {why}")]
    Text { field: &'static str, why: TextError },
    #[error("no guide speaks any language")]
    NoLanguage,
    #[error("{field}: not as many lines as in Indonesian")]
    Uneven { field: &'static str },
    #[error("{field}: more than {MAX_LINES} lines")]
    TooMany { field: &'static str },
}

impl TypedProfile {
    /// Everything that is wrong with it, not only the first. English may be left out: Indonesian stands for it.
    pub fn read(&self) -> Result<TourProfile, Vec<ProfileError>> {
        let mut wrong = Vec::new();
        let profile = TourProfile {
            name: needed(&self.name, ["name_id", "name_en"], |t| text::line(t, MAX_NAME), &mut wrong),
            story: needed(&self.story, ["story_id", "story_en"], |t| text::paragraphs(t, MAX_PARAGRAPHS), &mut wrong),
            meeting: MeetingPoint {
                name: needed(&self.place, ["place_id", "place_en"], |t| text::line(t, MAX_LINE), &mut wrong),
                address: one("address", text::line(&self.address, MAX_LINE), &mut wrong),
                hint: Bilingual {
                    id: one("hint_id", text::optional_paragraphs(&self.hint.id, MAX_PARAGRAPHS), &mut wrong),
                    en: one("hint_en", text::optional_paragraphs(&self.hint.en, MAX_PARAGRAPHS), &mut wrong),
                },
                point: self.point,
            },
            languages: Locale::ALL.into_iter().filter(|l| self.languages.contains(l)).collect(),
            access: needed(&self.access, ["access_id", "access_en"], |t| text::paragraphs(t, MAX_PARAGRAPHS), &mut wrong),
            bring: list(&self.bring, ["bring_id", "bring_en"], false, &mut wrong),
            conduct: list(&self.conduct, ["conduct_id", "conduct_en"], true, &mut wrong),
        };
        if profile.languages.is_empty() {
            wrong.push(ProfileError::NoLanguage);
        }
        if wrong.is_empty() { Ok(profile) } else { Err(wrong) }
    }
}

fn one(field: &'static str, read: Result<String, TextError>, wrong: &mut Vec<ProfileError>) -> String {
    read.unwrap_or_else(|why| {
        wrong.push(ProfileError::Text { field, why });
        String::new()
    })
}

fn needed(
    typed: &Bilingual,
    [id, en]: [&'static str; 2],
    read: impl Fn(&str) -> Result<String, TextError>,
    wrong: &mut Vec<ProfileError>,
) -> Bilingual {
    let english = match read(&typed.en) {
        Err(TextError::Empty) => Ok(String::new()),
        other => other,
    };
    Bilingual { id: one(id, read(&typed.id), wrong), en: one(en, english, wrong) }
}

fn list(typed: &Bilingual, [id, en]: [&'static str; 2], needed: bool, wrong: &mut Vec<ProfileError>) -> Vec<Bilingual> {
    let lines = |text: &str, field, wrong: &mut Vec<ProfileError>| -> Vec<String> {
        let all = text.lines().filter(|l| !l.trim().is_empty());
        all.map(|l| one(field, text::line(l, MAX_LINE), wrong)).collect()
    };
    let (indonesian, english) = (lines(&typed.id, id, wrong), lines(&typed.en, en, wrong));
    if needed && indonesian.is_empty() {
        wrong.push(ProfileError::Text { field: id, why: TextError::Empty });
    }
    if indonesian.len() > MAX_LINES {
        wrong.push(ProfileError::TooMany { field: id });
    }
    if !english.is_empty() && english.len() != indonesian.len() {
        wrong.push(ProfileError::Uneven { field: en });
    }
    let english = english.into_iter().chain(std::iter::repeat(String::new()));
    indonesian.into_iter().zip(english).map(|(id, en)| Bilingual { id, en }).collect()
}

impl From<&Tour> for TourProfile {
    fn from(t: &Tour) -> Self {
        Self {
            name: t.name.clone(),
            story: t.story.clone(),
            meeting: t.meeting.clone(),
            languages: t.languages.clone(),
            access: t.access.clone(),
            bring: t.bring.clone(),
            conduct: t.conduct.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> TypedProfile {
        TypedProfile {
            name: Bilingual::new(" Jalan  Kota ", ""),
            story: Bilingual::new("Cerita", "Story"),
            place: Bilingual::new("Stasiun", ""),
            address: "Jl. Stasiun 1".to_owned(),
            hint: Bilingual::default(),
            point: Point { lat: -6.885, lon: 107.536 },
            languages: vec![Locale::En, Locale::Id, Locale::En],
            access: Bilingual::new("Rata", ""),
            bring: Bilingual::new("Topi\r\n\r\n Air ", "Hat\nWater"),
            conduct: Bilingual::new("Ikuti pemandu", ""),
        }
    }

    #[test]
    fn lists_are_read_line_by_line_and_english_may_be_left_out() {
        let read = typed().read().unwrap();
        assert_eq!((read.name.id.as_str(), read.languages.as_slice()), ("Jalan Kota", [Locale::Id, Locale::En].as_slice()));
        assert_eq!(read.bring, [Bilingual::new("Topi", "Hat"), Bilingual::new("Air", "Water")]);
        assert_eq!(read.conduct, [Bilingual::new("Ikuti pemandu", "")]);
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let bad = TypedProfile {
            name: Bilingual::new(" ", "Walk"),
            languages: Vec::new(),
            bring: Bilingual::new("Topi\nAir", "Hat"),
            conduct: Bilingual::new("\n", ""),
            ..typed()
        };
        let empty = |field| ProfileError::Text { field, why: TextError::Empty };
        let wrong = bad.read().unwrap_err();
        assert_eq!(wrong, [empty("name_id"), ProfileError::Uneven { field: "bring_en" }, empty("conduct_id"), ProfileError::NoLanguage]);
        let long = TypedProfile { bring: Bilingual::new("x\n".repeat(MAX_LINES + 1), ""), ..typed() };
        assert_eq!(long.read().unwrap_err(), [ProfileError::TooMany { field: "bring_id" }]);
    }
}
