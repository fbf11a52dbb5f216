//! Points on the map.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// WGS 84, degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    pub lat: f64,
    pub lon: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PointError {
    #[error("not a pair of numbers")]
    NotNumbers,
    #[error("outside Cimahi")]
    Outside,
}

/// Cimahi and a kilometre around it.
const LAT: std::ops::RangeInclusive<f64> = -6.95..=-6.81;
const LON: std::ops::RangeInclusive<f64> = 107.49..=107.59;

impl Point {
    /// Reads two numbers from a form and checks that they are in or next to Cimahi.
    pub fn parse(lat: &str, lon: &str) -> Result<Self, PointError> {
        let number = |t: &str| t.trim().replace(',', ".").parse::<f64>().ok().filter(|n| n.is_finite());
        let (Some(lat), Some(lon)) = (number(lat), number(lon)) else { return Err(PointError::NotNumbers) };
        if LAT.contains(&lat) && LON.contains(&lon) { Ok(Self { lat, lon }) } else { Err(PointError::Outside) }
    }

    /// The nearer, the less: good for comparing within a city, and for nothing else.
    pub fn apart(self, other: Self) -> f64 {
        (self.lat - other.lat).powi(2) + (self.lon - other.lon).powi(2)
    }
}
