//! A way through the city, drawn over its outline: numbered stops and a line in their order. Which streets lie between
//! them is not known, so the line is an arc that claims none.

use std::fmt::Write;

use leptos::prelude::*;

use super::map::{SIZE, drawn, metres, project};
use super::{MaybeText, Text};

/// A place on the way.
#[derive(Clone, Debug)]
pub struct Stop {
    pub lat: f64,
    pub lon: f64,
    pub label: Text,
    pub href: MaybeText,
    /// Not from a source: drawn hollow where places stand alone.
    pub unsure: bool,
    /// How far off the point may be; a ring shows it.
    pub ring_m: u32,
}

/// The part of the drawing that is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Window {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// Room about the stops, in units of the drawing.
const PAD: f64 = 62.0;
const LEAST: f64 = 300.0;

impl Window {
    fn about(points: &[(f64, f64)]) -> Self {
        let (xs, ys) = (points.iter().map(|p| p.0), points.iter().map(|p| p.1));
        let span = |values: &mut dyn Iterator<Item = f64>| values.fold((f64::MAX, f64::MIN), |(a, b), v| (a.min(v), b.max(v)));
        let side = |(from, to): (f64, f64), least: f64, most: f64| {
            let long = (to - from + 2.0 * PAD).max(least).min(most);
            let start = (f64::midpoint(from, to) - long / 2.0).clamp(0.0, most - long);
            (start.round(), long.round())
        };
        let (y, height) = side(span(&mut ys.into_iter()), LEAST, f64::from(SIZE.1));
        let (x, width) = side(span(&mut xs.into_iter()), (height * 0.8).max(LEAST), f64::from(SIZE.0));
        Self { x, y, width, height }
    }

    /// A hundredth of its width: letters and marks keep their size whatever part of the city is shown.
    fn unit(self) -> f64 {
        self.width / 100.0
    }

    fn view_box(self) -> String {
        format!("{} {} {} {}", self.x, self.y, self.width, self.height)
    }
}

/// From each point to the next, bent to one side, so that there and back are two lines.
fn line(points: &[(f64, f64)], back: bool) -> String {
    let mut d = String::new();
    let ends = points.windows(2).map(|p| (p[0], p[1]));
    let home = points.last().zip(points.first()).filter(|_| back && points.len() > 1).map(|(a, b)| (*a, *b));
    for ((ax, ay), (bx, by)) in ends.chain(home) {
        let (dx, dy) = (bx - ax, by - ay);
        let (cx, cy) = (f64::midpoint(ax, bx) - dy * 0.16, f64::midpoint(ay, by) + dx * 0.16);
        let _ = write!(d, "M{ax:.1} {ay:.1}Q{cx:.1} {cy:.1} {bx:.1} {by:.1}");
    }
    d
}

/// `names`: what each area is called, by its code. `label` says the way in words to who does not see it; the stops stand in a list
/// beside it.
#[component]
pub fn RouteMap(
    #[prop(into)] label: Text,
    stops: Vec<Stop>,
    names: Vec<(&'static str, Text)>,
    /// The last stop leads home to the first.
    #[prop(optional)]
    back: bool,
    /// Places that do not follow one another: no line, no numbers.
    #[prop(optional)]
    loose: bool,
) -> AnyView {
    let placed: Vec<(Stop, (f64, f64))> =
        stops.into_iter().filter_map(|s| Some((project(s.lat, s.lon)?, s))).map(|(p, s)| (s, p)).collect();
    let points: Vec<(f64, f64)> = placed.iter().map(|(_, p)| *p).collect();
    let window =
        if points.is_empty() { Window { x: 0.0, y: 0.0, width: SIZE.0.into(), height: SIZE.1.into() } } else { Window::about(&points) };
    let shapes = drawn::AREAS.iter().map(|a| view! { <path d=a.1></path> }).collect::<Vec<_>>();
    let inside = |x: f64, y: f64| {
        (window.x + 40.0..window.x + window.width - 40.0).contains(&x) && (window.y + 14.0..window.y + window.height - 8.0).contains(&y)
    };
    let names = names
        .into_iter()
        .filter_map(|(code, name)| {
            let (_, _, x, y) = drawn::AREAS.iter().find(|a| a.0 == code)?;
            inside(f64::from(*x), f64::from(*y)).then(|| view! { <text class="route-area" x=x.to_string() y=y.to_string()>{name}</text> })
        })
        .collect::<Vec<_>>();
    let way = (!loose).then(|| view! { <path class="route-line" d=line(&points, back)></path> });
    let rings = placed
        .iter()
        .filter(|(s, _)| s.ring_m > 0)
        .map(|(s, (x, y))| {
            let r = format!("{:.1}", metres(s.ring_m));
            view! { <circle class="route-ring" cx=x.to_string() cy=y.to_string() r=r></circle> }
        })
        .collect::<Vec<_>>();
    let marks = placed.into_iter().enumerate().map(|(i, (s, at))| mark(i + 1, s, at, window.unit() / 4.75, loose)).collect::<Vec<_>>();
    view! {
        <figure class="route" style=format!("--u:{:.2}px", window.unit())>
            <svg viewBox=window.view_box() aria-hidden="true">
                {shapes}
                {names}
                {rings}
                {way}
                {marks}
            </svg>
            <figcaption class="sr">{label}</figcaption>
        </figure>
    }
    .into_any()
}

/// A leaf with its number; the list beside the map is for keyboards, the mark for pointing.
fn mark(n: usize, stop: Stop, (x, y): (f64, f64), scale: f64, loose: bool) -> AnyView {
    use leptos::either::Either;
    let at = format!("translate({x} {y}) scale({scale:.2})");
    let drawing = if loose {
        let class = if stop.unsure { "route-dot route-hollow" } else { "route-dot" };
        Either::Left(view! { <circle class=class r="8"></circle> })
    } else {
        Either::Right(view! {
            <path class="route-mark" d="M-17 -17H7A10 10 0 0 1 17 -7V17H-7A10 10 0 0 1 -17 7Z"></path>
            <text class="route-n" y="6.5">{n}</text>
        })
    };
    let inner = view! { <title>{stop.label}</title> {drawing} };
    match stop.href.0 {
        Some(href) => view! { <a href=href tabindex="-1"><g transform=at>{inner}</g></a> }.into_any(),
        None => view! { <g transform=at>{inner}</g> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_holds_its_stops_and_stays_in_the_drawing() {
        for points in [vec![(10.0, 10.0)], vec![(300.0, 400.0), (500.0, 900.0)], vec![(635.0, 5.0), (3.0, 500.0)]] {
            let w = Window::about(&points);
            assert!(w.x >= 0.0 && w.y >= 0.0 && w.x + w.width <= f64::from(SIZE.0) && w.y + w.height <= f64::from(SIZE.1), "{w:?}");
            assert!(points.iter().all(|(x, y)| (w.x..=w.x + w.width).contains(x) && (w.y..=w.y + w.height).contains(y)), "{w:?}");
        }
    }

    #[test]
    fn there_and_back_are_two_lines() {
        let points = [(0.0, 0.0), (100.0, 0.0)];
        assert_eq!(line(&points, false), "M0.0 0.0Q50.0 16.0 100.0 0.0");
        assert_eq!(line(&points, true), "M0.0 0.0Q50.0 16.0 100.0 0.0M100.0 0.0Q50.0 -16.0 0.0 0.0");
        assert_eq!(line(&points[..1], true), "");
    }
}
