//! The city's map, drawn from its own polygons (`app/build/map.rs`): no tiles, no other company's server.

use leptos::prelude::*;

use super::Text;

#[allow(clippy::unreadable_literal)] // written by the build
pub(super) mod drawn {
    include!(concat!(env!("OUT_DIR"), "/map_paths.rs"));
}

/// An area to show, by the code that the polygons carry.
#[derive(Clone, Debug)]
pub struct Area {
    pub code: &'static str,
    pub label: Text,
    pub value: u64,
    pub href: Text,
}

/// A place on the map.
#[derive(Clone, Debug)]
pub struct Pin {
    pub lat: f64,
    pub lon: f64,
    pub label: Text,
    pub href: Text,
}

/// The drawing's width and height in its own units.
pub const SIZE: (u32, u32) = drawn::SIZE;

/// The codes of all areas in the drawing.
pub fn codes() -> impl Iterator<Item = &'static str> {
    drawn::AREAS.iter().map(|a| a.0)
}

/// Where a point (WGS 84 degrees) stands in the drawing; `None` outside of it.
pub fn project(lat: f64, lon: f64) -> Option<(f64, f64)> {
    let x = (lon - drawn::WEST) * drawn::X_PER_DEGREE;
    let y = (drawn::NORTH - lat) * drawn::Y_PER_DEGREE;
    let inside = (0.0..=f64::from(SIZE.0)).contains(&x) && (0.0..=f64::from(SIZE.1)).contains(&y);
    inside.then(|| ((x * 10.0).round() / 10.0, (y * 10.0).round() / 10.0))
}

/// A length on the ground in units of the drawing.
pub fn metres(m: u32) -> f64 {
    f64::from(m) / 111_320.0 * drawn::Y_PER_DEGREE
}

/// The shade of a value: none, then four steps up to the greatest.
fn heat(value: u64, max: u64) -> &'static str {
    if value == 0 {
        return "";
    }
    ["h1", "h2", "h3", "h4"][usize::try_from((value - 1) * 4 / max.max(1)).unwrap_or(3).min(3)]
}

/// Areas shaded by their value, beside a list of the same links. The drawing is for pointing; keyboards and screen
/// readers get the list.
#[component]
pub fn AreaMap(
    #[prop(into)] list_label: Text,
    areas: Vec<Area>,
    /// The area one is in.
    #[prop(optional)]
    current: Option<&'static str>,
    #[prop(optional)] pins: Vec<Pin>,
) -> AnyView {
    let max = areas.iter().map(|a| a.value).max().unwrap_or(0);
    let drawn = |a: &Area| drawn::AREAS.iter().find(|d| d.0 == a.code);
    let shapes = areas
        .iter()
        .filter_map(|a| {
            let class = if current == Some(a.code) { "is-here" } else { heat(a.value, max) };
            drawn(a).map(|(_, path, ..)| {
                view! {
                    <a href=a.href.clone() class=class tabindex="-1">
                        <path d=*path></path>
                    </a>
                }
            })
        })
        .collect::<Vec<_>>();
    // After all shapes, so that no neighbour covers a name.
    let labels = areas
        .iter()
        .filter_map(|a| {
            drawn(a).map(|(_, _, x, y)| {
                view! {
                    <text x=x.to_string() y=y.to_string()>
                        <tspan class="map-name">{a.label.clone()}</tspan>
                        <tspan class="map-n" x=x.to_string() dy="1.2em">
                            {a.value}
                        </tspan>
                    </text>
                }
            })
        })
        .collect::<Vec<_>>();
    let pins = pins
        .into_iter()
        .filter_map(|p| {
            let (x, y) = project(p.lat, p.lon)?;
            Some(view! {
                <a href=p.href tabindex="-1">
                    <title>{p.label}</title>
                    <circle class="map-point" cx=x.to_string() cy=y.to_string() r="9"></circle>
                </a>
            })
        })
        .collect::<Vec<_>>();
    let list = areas
        .into_iter()
        .map(|a| {
            view! {
                <li>
                    <a href=a.href aria-current=(current == Some(a.code)).then_some("true")>
                        {a.label}
                        <span>{a.value}</span>
                    </a>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <div class="map">
            <svg viewBox=format!("0 0 {} {}", SIZE.0, SIZE.1) aria-hidden="true">
                {shapes} <g class="map-labels">{labels}</g> {pins}
            </svg>
            <ul class="map-list" role="list" aria-label=list_label>
                {list}
            </ul>
        </div>
    }
    .into_any()
}

/// A small map with one pin, beside an address: not a link, only where it is.
#[component]
pub fn PointMap(lat: f64, lon: f64, #[prop(into)] label: Text) -> AnyView {
    let shapes = drawn::AREAS.iter().map(|a| view! { <path d=a.1></path> }).collect::<Vec<_>>();
    // A window about the pin that stays inside the drawing.
    let (width, height) = (f64::from(SIZE.0), 340.0);
    let spot = project(lat, lon);
    let top = spot.map_or(0.0, |(_, y)| (y - height / 2.0).clamp(0.0, f64::from(SIZE.1) - height).round());
    let pin = spot.map(|(x, y)| view! { <circle class="map-point" cx=x.to_string() cy=y.to_string() r="14"></circle> });
    view! {
        <div class="map-small">
            <svg viewBox=format!("0 {top} {width} {height}") role="img" aria-label=label>
                {shapes}
                {pin}
            </svg>
        </div>
    }
    .into_any()
}

/// West, north, east and south of the drawing, in degrees.
pub fn bounds() -> (f64, f64, f64, f64) {
    let east = drawn::WEST + f64::from(SIZE.0) / drawn::X_PER_DEGREE;
    let south = drawn::NORTH - f64::from(SIZE.1) / drawn::Y_PER_DEGREE;
    (drawn::WEST, drawn::NORTH, east, south)
}

/// A map to put a pin on: an island hears the taps, this draws it. `names`: what each area is called, by its code.
#[component]
pub fn PickMap(pin: Option<(f64, f64)>, names: Vec<(&'static str, Text)>, #[prop(into)] label: Text) -> AnyView {
    let shapes = drawn::AREAS.iter().map(|a| view! { <path d=a.1></path> }).collect::<Vec<_>>();
    let names = names
        .into_iter()
        .filter_map(|(code, name)| {
            let (_, _, x, y) = drawn::AREAS.iter().find(|a| a.0 == code)?;
            Some(view! { <text x=x.to_string() y=y.to_string()>{name}</text> })
        })
        .collect::<Vec<_>>();
    let at = pin.and_then(|(lat, lon)| project(lat, lon));
    let (x, y) = at.unwrap_or_default();
    view! {
        <div class="map-small map-pick">
            <svg viewBox=format!("0 0 {} {}", SIZE.0, SIZE.1) role="img" aria-label=label>
                {shapes}
                {names}
                <circle class="map-point map-pin" cx=x.to_string() cy=y.to_string() r="14" visibility=at.is_none().then_some("hidden")></circle>
            </svg>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_stands_in_the_drawing_and_the_drawing_is_small() {
        assert_eq!(drawn::AREAS.len(), 15);
        assert!(drawn::AREAS.iter().map(|a| a.1.len()).sum::<usize>() <= 12_000);
        for (code, _, x, y) in drawn::AREAS {
            assert!(*x < SIZE.0 && *y < SIZE.1, "{code}");
        }
    }

    #[test]
    fn points_fall_where_the_city_is() {
        let (x, y) = project(-6.8802, 107.54429).expect("the middle of the city");
        assert!((x - f64::from(SIZE.0) / 2.0).abs() < f64::from(SIZE.0) / 4.0);
        assert!((y - f64::from(SIZE.1) / 2.0).abs() < f64::from(SIZE.1) / 4.0);
        assert_eq!(project(-6.2, 106.8), None);
    }

    #[test]
    fn shades_have_four_steps() {
        assert_eq!([heat(0, 9), heat(1, 9), heat(9, 9), heat(1, 1)], ["", "h1", "h4", "h1"]);
    }
}
