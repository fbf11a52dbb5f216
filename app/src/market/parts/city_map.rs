//! The city's kelurahan with how many shops each has.

use std::collections::BTreeMap;

use domain::kernel::wilayah::Kelurahan;

use crate::i18n::Locale;
use crate::market::views::kelurahan_slug;
use crate::ui::Area;

/// Every kelurahan, those without shops too, each leading to its part of the map's page.
pub fn areas(l: Locale, counts: &BTreeMap<Kelurahan, u64>) -> Vec<Area> {
    Kelurahan::all()
        .map(|k| Area {
            code: k.code(),
            label: k.name().into(),
            value: counts.get(&k).copied().unwrap_or(0),
            href: l.path(&format!("/peta?kelurahan={}", kelurahan_slug(k))).into(),
        })
        .collect()
}
