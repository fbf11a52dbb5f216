//! Cloth instead of a grey box: a window into one of the batik drawings of `/motif.svg`, chosen by a key and varied by
//! a seed. The same key and seed always give the same piece.

use std::fmt::Write;

use leptos::prelude::*;
use leptos::tachys::html::InertElement;

/// The five motifs of Batik Cimahi, and two fields that older cloths set beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Cireundeu: the cassava leaf.
    Daun,
    /// Ciawitali: bamboo.
    Bambu,
    /// Curug Cimahi: the waterfall.
    Curug,
    /// Pusdik: star and stripes of the army's schools.
    Pusdik,
    /// Kujang: the Sundanese blade.
    Kujang,
    Kawung,
    /// Woven bamboo.
    Anyam,
}

/// The dye bath: ground and figure colours, see `style/tokens.css`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dye {
    Daun,
    Soga,
    Wedel,
    Bata,
    Kunyit,
    Tanah,
    Kapas,
}

/// A drawing in a dye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cloth {
    pub family: Family,
    pub dye: Dye,
}

use Dye as D;
use Family as F;

/// Sixteen pairings that look well side by side; neighbours differ in both drawing and dye.
const CLOTHS: [(Family, Dye); 16] = [
    (F::Daun, D::Daun),
    (F::Kawung, D::Kunyit),
    (F::Anyam, D::Soga),
    (F::Curug, D::Kapas),
    (F::Kujang, D::Bata),
    (F::Curug, D::Wedel),
    (F::Daun, D::Soga),
    (F::Kawung, D::Wedel),
    (F::Pusdik, D::Bata),
    (F::Bambu, D::Tanah),
    (F::Anyam, D::Kapas),
    (F::Pusdik, D::Daun),
    (F::Bambu, D::Kunyit),
    (F::Daun, D::Kapas),
    (F::Kujang, D::Tanah),
    (F::Pusdik, D::Wedel),
];

impl Family {
    const fn id(self) -> &'static str {
        match self {
            Self::Daun => "daun",
            Self::Bambu => "bambu",
            Self::Curug => "curug",
            Self::Pusdik => "pusdik",
            Self::Kujang => "kujang",
            Self::Kawung => "kawung",
            Self::Anyam => "anyam",
        }
    }

    /// Turns that suit the drawing, in degrees.
    const fn turns(self) -> [u16; 4] {
        match self {
            Self::Daun | Self::Kujang => [0, 25, 60, 110],
            Self::Bambu => [0, 20, 340, 50],
            Self::Curug => [0, 45, 315, 90],
            Self::Pusdik | Self::Kawung | Self::Anyam => [0, 45, 0, 45],
        }
    }
}

impl Dye {
    /// Baths that sit well beside this one.
    const fn companions(self) -> [Self; 2] {
        match self {
            Self::Daun => [Self::Kapas, Self::Tanah],
            Self::Soga | Self::Kunyit => [Self::Bata, Self::Kapas],
            Self::Wedel => [Self::Kapas, Self::Daun],
            Self::Bata => [Self::Soga, Self::Kunyit],
            Self::Tanah => [Self::Kapas, Self::Soga],
            Self::Kapas => [Self::Daun, Self::Bata],
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Daun => "motif cloth-daun",
            Self::Soga => "motif cloth-soga",
            Self::Wedel => "motif cloth-wedel",
            Self::Bata => "motif cloth-bata",
            Self::Kunyit => "motif cloth-kunyit",
            Self::Tanah => "motif cloth-tanah",
            Self::Kapas => "motif cloth-kapas",
        }
    }
}

/// FNV-1a: small, stable across versions and machines (the standard hasher promises neither).
fn hash(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

impl Cloth {
    pub const fn new(family: Family, dye: Dye) -> Self {
        Self { family, dye }
    }

    /// The `n`th of the sixteen pairings, round and round. Give the groups of a list their position so that each has
    /// its own cloth.
    pub const fn nth(n: usize) -> Self {
        let (family, dye) = CLOTHS[n % CLOTHS.len()];
        Self { family, dye }
    }

    /// A cloth for any key, when there is no position to go by.
    pub fn for_key(key: &str) -> Self {
        let h = hash(key.bytes());
        Self::nth(usize::from(h.to_le_bytes()[4]))
    }

    /// The same drawing, now and then in a companion dye: so that a page full of one group is a rack of cloths, not a
    /// wallpaper. Half keep the group's own.
    #[must_use]
    pub fn varied(self, seed: u64) -> Self {
        let [a, b] = self.dye.companions();
        let dye = match hash(seed.to_le_bytes()) >> 48 & 3 {
            0 | 1 => self.dye,
            2 => a,
            _ => b,
        };
        Self { dye, ..self }
    }

    /// The markup of a piece of this cloth.
    pub fn markup(self, seed: u64) -> String {
        let h = hash(seed.to_le_bytes());
        let side = [150, 190, 230, 270][(h >> 8 & 3) as usize];
        // A turned window must stay inside the drawing: its centre keeps clear of the edges.
        let at = |bits: u64| 240 - side / 2 - 32 + i32::from((bits & 63) as u8);
        let (x, y) = (at(h >> 16), at(h >> 24));
        let turn = self.family.turns()[(h >> 40 & 3) as usize];
        let mut svg = String::with_capacity(190);
        let _ = write!(
            svg,
            r#"<svg class="{}" viewBox="{x} {y} {side} {side}" preserveAspectRatio="xMidYMid slice" aria-hidden="true"><use href="/motif.svg#{}""#,
            self.dye.class(),
            self.family.id(),
        );
        if turn != 0 {
            let _ = write!(svg, r#" transform="rotate({turn} 240 240)""#);
        }
        svg.push_str("/></svg>");
        svg
    }
}

impl Cloth {
    /// A wide length of this cloth, `height` units of a drawing that repeats every 480.
    pub fn band(self, height: u16) -> String {
        let (class, id) = (self.dye.class(), self.family.id());
        format!(
            r#"<svg class="{class}" viewBox="0 0 1440 {height}" preserveAspectRatio="xMinYMid slice" aria-hidden="true"><use href="/motif.svg#{id}"/><use href="/motif.svg#{id}" x="480"/><use href="/motif.svg#{id}" x="960"/></svg>"#
        )
    }
}

/// A piece of cloth that fills its place.
pub fn motif(cloth: Cloth, seed: u64) -> impl IntoView + use<> {
    InertElement::new(cloth.markup(seed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_piece_every_time_and_small() {
        for n in 0..16 {
            for seed in 0..200 {
                let one = Cloth::nth(n).markup(seed);
                assert_eq!(one, Cloth::nth(n).markup(seed));
                assert!(one.len() < 220, "{}", one.len());
            }
        }
        assert_ne!(Cloth::nth(0).markup(1), Cloth::nth(0).markup(2));
        assert_eq!(Cloth::for_key("a"), Cloth::for_key("a"));
    }

    #[test]
    fn every_family_is_drawn() {
        let drawn = include_str!("../../../public/motif.svg");
        for (family, _) in CLOTHS {
            assert!(drawn.contains(&format!("<symbol id=\"{}\"", family.id())));
        }
    }
}
