//! Turns the kelurahan polygons into SVG paths, once, while building. Points are only rounded to whole units of the
//! drawing, never dropped by shape: neighbours share their points, so their borders still meet.

use std::fmt::Write;
use std::path::Path;

const SOURCE: &str = "../data/cimahi_kelurahan.geojson";
const WIDTH: f64 = 640.0;
const MARGIN: f64 = 6.0;

type Ring = Vec<(f64, f64)>;

struct Area {
    code: String,
    rings: Vec<Ring>,
    label: (f64, f64),
}

/// Writes `map_paths.rs`: the size of the drawing, its projection, and code, path and label point of each area.
pub fn generate(out_dir: &Path) {
    println!("cargo::rerun-if-changed={SOURCE}");
    println!("cargo::rerun-if-changed=build/map.rs");
    let text = std::fs::read_to_string(SOURCE).expect("the polygons are in data/");
    let json: serde_json::Value = serde_json::from_str(&text).expect("GeoJSON");
    let areas = json["features"].as_array().expect("features").iter().map(area).collect::<Vec<_>>();

    let all = || areas.iter().flat_map(|a| a.rings.iter().flatten().copied());
    let west = all().map(|p| p.0).fold(f64::MAX, f64::min);
    let east = all().map(|p| p.0).fold(f64::MIN, f64::max);
    let south = all().map(|p| p.1).fold(f64::MAX, f64::min);
    let north = all().map(|p| p.1).fold(f64::MIN, f64::max);
    // At this latitude a degree of longitude is a little shorter than one of latitude.
    let shrink = f64::midpoint(north, south).to_radians().cos();
    let x_per_degree = (WIDTH - 2.0 * MARGIN) / (east - west);
    let y_per_degree = x_per_degree / shrink;
    let height = (north - south) * y_per_degree + 2.0 * MARGIN;
    let (west, north) = (west - MARGIN / x_per_degree, north + MARGIN / y_per_degree);
    let place = |(lon, lat): (f64, f64)| (round((lon - west) * x_per_degree), round((north - lat) * y_per_degree));

    let mut code = String::new();
    let _ = writeln!(code, "pub const SIZE: (u32, u32) = ({}, {});", round(WIDTH), round(height));
    let _ = writeln!(code, "pub const WEST: f64 = {west:?};\npub const NORTH: f64 = {north:?};");
    let _ = writeln!(code, "pub const X_PER_DEGREE: f64 = {x_per_degree:?};\npub const Y_PER_DEGREE: f64 = {y_per_degree:?};");
    code.push_str("/// Code, path, and where its name stands.\npub static AREAS: &[(&str, &str, u32, u32)] = &[\n");
    for a in &areas {
        let (x, y) = place(a.label);
        let mut path = String::new();
        for ring in &a.rings {
            draw(&ring.iter().map(|p| place(*p)).collect::<Vec<_>>(), &mut path);
        }
        let _ = writeln!(code, "    ({:?}, {path:?}, {x}, {y}),", a.code);
    }
    code.push_str("];\n");
    std::fs::write(out_dir.join("map_paths.rs"), code).expect("write map_paths.rs");
}

fn area(feature: &serde_json::Value) -> Area {
    let properties = &feature["properties"];
    let number = |v: &serde_json::Value| v.as_f64().expect("a number");
    let ring = |r: &serde_json::Value| r.as_array().expect("ring").iter().map(|p| (number(&p[0]), number(&p[1]))).collect::<Ring>();
    let polygon = |p: &serde_json::Value| p.as_array().expect("polygon").iter().map(ring).collect::<Vec<_>>();
    let shape = &feature["geometry"]["coordinates"];
    let rings = match feature["geometry"]["type"].as_str() {
        Some("MultiPolygon") => shape.as_array().expect("polygons").iter().flat_map(polygon).collect(),
        _ => polygon(shape),
    };
    Area {
        code: properties["kode"].as_str().expect("kode").to_owned(),
        rings,
        label: (number(&properties["label_lon"]), number(&properties["label_lat"])),
    }
}

#[allow(clippy::cast_possible_truncation)] // a few hundred units
fn round(v: f64) -> i32 {
    v.round() as i32
}

/// Relative steps; a point that rounds onto the one before it, or goes straight on in the same direction, is left out.
fn draw(points: &[(i32, i32)], path: &mut String) {
    let mut steps: Vec<(i32, i32)> = Vec::new();
    let mut at = points[0];
    for &(x, y) in &points[1..] {
        let step = (x - at.0, y - at.1);
        at = (x, y);
        match steps.last_mut() {
            _ if step == (0, 0) => {}
            Some(last) if last.0 * step.1 == last.1 * step.0 && last.0 * step.0 + last.1 * step.1 > 0 => {
                *last = (last.0 + step.0, last.1 + step.1);
            }
            _ => steps.push(step),
        }
    }
    let _ = write!(path, "M{} {}l", points[0].0, points[0].1);
    for (i, (dx, dy)) in steps.iter().enumerate() {
        let gap = |v: i32, first: bool| if v < 0 || first { "" } else { " " };
        let _ = write!(path, "{}{dx}{}{dy}", gap(*dx, i == 0), gap(*dy, false));
    }
    path.push('z');
}
