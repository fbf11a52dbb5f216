//! The 15 kelurahan of Cimahi (Kepmendagri 300.2.2-2138/2025, see data/SOURCES.md). They change by law, once in
//! decades, and every address, fee zone and map hangs on them: so they are code.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A kelurahan of Cimahi by its Kemendagri code, e.g. `32.77.01.1004`. Cannot hold an unknown code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Kelurahan(u8);

/// What is known of a kelurahan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KelurahanInfo {
    pub code: &'static str,
    pub name: &'static str,
    pub kecamatan: &'static str,
    pub postal_code: &'static str,
    /// Where its name stands on the map, WGS 84 degrees.
    pub lat: f64,
    pub lon: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a kelurahan of Cimahi")]
pub struct UnknownKelurahan;

macro_rules! kelurahan {
    ($($code:literal $name:literal $kec:literal $post:literal $lat:literal $lon:literal)+) => {
        static ALL: &[KelurahanInfo] = &[$(KelurahanInfo { code: $code, name: $name, kecamatan: $kec, postal_code: $post, lat: $lat, lon: $lon }),+];
    };
}
kelurahan! {
    "32.77.01.1001" "Melong" "Cimahi Selatan" "40534" -6.9231 107.55473
    "32.77.01.1002" "Cibeureum" "Cimahi Selatan" "40535" -6.90678 107.55976
    "32.77.01.1003" "Utama" "Cimahi Selatan" "40533" -6.90678 107.54254
    "32.77.01.1004" "Leuwigajah" "Cimahi Selatan" "40532" -6.90756 107.52392
    "32.77.01.1005" "Cibeber" "Cimahi Selatan" "40531" -6.89331 107.51982
    "32.77.02.1001" "Baros" "Cimahi Tengah" "40521" -6.89252 107.53557
    "32.77.02.1002" "Cigugur Tengah" "Cimahi Tengah" "40522" -6.89211 107.5514
    "32.77.02.1003" "Karangmekar" "Cimahi Tengah" "40523" -6.88091 107.54408
    "32.77.02.1004" "Setiamanah" "Cimahi Tengah" "40524" -6.87931 107.53594
    "32.77.02.1005" "Padasuka" "Cimahi Tengah" "40526" -6.8769 107.52637
    "32.77.02.1006" "Cimahi" "Cimahi Tengah" "40525" -6.87217 107.54561
    "32.77.03.1001" "Pasirkaliki" "Cimahi Utara" "40514" -6.88335 107.56622
    "32.77.03.1002" "Cibabat" "Cimahi Utara" "40513" -6.87571 107.55611
    "32.77.03.1003" "Citeureup" "Cimahi Utara" "40512" -6.85984 107.5542
    "32.77.03.1004" "Cipageran" "Cimahi Utara" "40511" -6.84801 107.54345
}

impl Kelurahan {
    pub fn parse(code: &str) -> Result<Self, UnknownKelurahan> {
        let at = ALL.iter().position(|k| k.code == code).ok_or(UnknownKelurahan)?;
        u8::try_from(at).map(Self).map_err(|_| UnknownKelurahan)
    }

    /// All of them, by kecamatan then code.
    pub fn all() -> impl ExactSizeIterator<Item = Self> + Clone {
        (0..15_u8).map(Self)
    }

    pub fn info(self) -> &'static KelurahanInfo {
        &ALL[usize::from(self.0)]
    }

    pub fn code(self) -> &'static str {
        self.info().code
    }

    pub fn name(self) -> &'static str {
        self.info().name
    }
}

impl fmt::Display for Kelurahan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Kelurahan {
    type Error = UnknownKelurahan;
    fn try_from(s: String) -> Result<Self, UnknownKelurahan> {
        Self::parse(&s)
    }
}

impl From<Kelurahan> for String {
    fn from(k: Kelurahan) -> Self {
        k.code().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_fifteen_are_there_and_read_back() {
        assert_eq!(Kelurahan::all().count(), ALL.len());
        for k in Kelurahan::all() {
            assert_eq!(Kelurahan::parse(k.code()), Ok(k));
        }
        assert_eq!(Kelurahan::parse("32.73.01.1001"), Err(UnknownKelurahan));
    }
}
