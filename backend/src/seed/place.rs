//! Points inside a kelurahan.

use std::collections::HashMap;

use domain::kernel::geo::Point;
use domain::kernel::wilayah::Kelurahan;
use serde::Deserialize;

use super::SeedError;
use super::data::{POLYGONS, bad, number_of};

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    id: String,
    geometry: Geometry,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Vec<[f64; 2]>>),
    MultiPolygon(Vec<Vec<Vec<[f64; 2]>>>),
}

/// The outer rings of each kelurahan, lon/lat.
pub struct Places(HashMap<String, Vec<Vec<[f64; 2]>>>);

impl Places {
    pub fn read() -> Result<Self, SeedError> {
        let all: Collection = serde_json::from_str(POLYGONS).map_err(|e| bad("cimahi_kelurahan.geojson", e))?;
        let outer = |g: Geometry| match g {
            Geometry::Polygon(rings) => rings.into_iter().take(1).collect(),
            Geometry::MultiPolygon(parts) => parts.into_iter().filter_map(|rings| rings.into_iter().next()).collect(),
        };
        Ok(Self(all.features.into_iter().map(|f| (f.id, outer(f.geometry))).collect()))
    }

    fn holds(&self, k: Kelurahan, p: Point) -> bool {
        self.0.get(k.code()).is_some_and(|rings| rings.iter().any(|r| inside(r, p)))
    }

    /// A point near the kelurahan's middle that follows from a name, always inside the kelurahan.
    pub fn near_middle(&self, k: Kelurahan, name: &str) -> Point {
        let middle = Point { lat: k.info().lat, lon: k.info().lon };
        let n = number_of(name);
        let share = |bits: u64| (bits % 1000) as f64 / 1000.0 - 0.5;
        let (dx, dy) = (share(n), share(n >> 20));
        // Up to half a kilometre; closer to the middle where that leaves the kelurahan.
        [0.012, 0.008, 0.004, 0.002]
            .into_iter()
            .map(|reach| Point { lat: middle.lat + dy * reach, lon: middle.lon + dx * reach })
            .find(|p| self.holds(k, *p))
            .unwrap_or(middle)
    }
}

/// Even-odd rule.
fn inside(ring: &[[f64; 2]], p: Point) -> bool {
    let mut odd = false;
    let mut last = ring.last().copied().unwrap_or_default();
    for &[x, y] in ring {
        let [lx, ly] = last;
        if (y > p.lat) != (ly > p.lat) && p.lon < (lx - x) * (p.lat - y) / (ly - y) + x {
            odd = !odd;
        }
        last = [x, y];
    }
    odd
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_stay_in_their_kelurahan() {
        let places = Places::read().unwrap();
        for k in Kelurahan::all() {
            for name in ["a", "toko", "warung-baros", "x9"] {
                assert!(places.holds(k, places.near_middle(k, name)), "{} {name}", k.name());
            }
        }
    }
}
