//! Tests of `style/tokens.css`: every pair of colours that meets as text and ground can be read, in both themes.

use std::collections::HashMap;

const CSS: &str = include_str!("../../../style/tokens.css");

type Colours<'a> = HashMap<&'a str, &'a str>;

/// The colours that the rule after `head` sets, up to its closing brace.
fn colours(head: &str) -> Colours<'static> {
    let rule = CSS.split_once(head).and_then(|(_, rest)| rest.split_once('}')).map_or("", |(rule, _)| rule);
    let pairs = rule.split(';').filter_map(|d| d.rsplit_once("--")?.1.split_once(':'));
    pairs.map(|(name, value)| (name.trim(), value.trim())).filter(|(_, value)| value.starts_with('#')).collect()
}

/// Relative luminance and contrast as WCAG 2.2 defines them.
fn luminance(hex: &str) -> f64 {
    let part = |at: usize| {
        let c = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour")) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn themes() -> [(&'static str, Colours<'static>); 3] {
    let light = colours(":root {");
    let with_light = |dark: Colours<'static>| {
        let mut all = light.clone();
        all.extend(dark);
        all
    };
    let device = with_light(colours(":root:not([data-theme=\"light\"]) {"));
    let chosen = with_light(colours(":root[data-theme=\"dark\"] {"));
    [("light", light), ("dark by device", device), ("dark by choice", chosen)]
}

#[test]
fn dark_is_the_same_by_device_and_by_choice() {
    let [light, device, chosen] = themes();
    assert_eq!(device.1, chosen.1);
    assert_ne!(light.1["bg"], device.1["bg"]);
}

#[test]
fn words_can_be_read_on_their_ground() {
    let inks = ["ink", "ink-2", "primary-ink", "accent-ink", "gold-ink", "danger-ink", "info-ink"];
    let grounds = ["bg", "surface", "sunken"];
    let soft = ["primary-soft", "accent-soft", "gold-soft", "danger-soft", "info-soft"];
    let mut pairs: Vec<(&str, &str, f64)> = Vec::new();
    pairs.extend(inks.iter().flat_map(|i| grounds.iter().map(move |g| (*i, *g, 4.5))));
    pairs.extend(soft.iter().map(|g| ("ink", *g, 4.5)));
    for hue in ["primary", "accent", "gold", "danger", "info"] {
        let find = |suffix: &str| inks.iter().chain(&soft).copied().find(|n| n.strip_prefix(hue) == Some(suffix)).expect("a token");
        pairs.push((find("-ink"), find("-soft"), 4.5));
    }
    pairs.extend([
        ("on-primary", "primary", 4.5),
        ("on-primary", "primary-strong", 4.5),
        ("on-danger", "danger", 4.5),
        ("on-danger", "danger-strong", 4.5),
        ("on-earth", "earth", 4.5),
        ("on-earth-2", "earth", 4.5),
        ("gold", "earth", 4.5),
        ("on-gold", "gold", 4.5),
        ("on-gold", "gold-strong", 4.5),
        ("bg", "accent", 4.5),
        // Edges of controls and the focus ring are not text.
        ("line-strong", "bg", 3.0),
        ("line-strong", "surface", 3.0),
        ("focus", "bg", 3.0),
        ("focus", "surface", 3.0),
        ("focus", "sunken", 3.0),
        ("gold", "cloth-daun", 3.0),
    ]);
    for (theme, c) in themes() {
        for (ink, ground, least) in &pairs {
            let got = contrast(c[ink], c[ground]);
            assert!(got >= *least, "{theme}: {ink} on {ground} is {got:.2}, needs {least}");
        }
        for weave in ["cloth-daun", "weave-1", "weave-2", "weave-3"] {
            let got = contrast(c["on-cloth"], c[weave]);
            assert!(got >= 4.5, "{theme}: the welcome's words on {weave}: {got:.2}");
        }
    }
}

/// Two files that style one class spoil each other's pages: whichever comes last wins everywhere.
#[test]
fn a_class_is_styled_in_one_file() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../style/components");
    let mut homes: HashMap<String, std::path::PathBuf> = HashMap::new();
    for file in std::fs::read_dir(folder).expect("the styles").map(|f| f.expect("a file").path()) {
        let css = std::fs::read_to_string(&file).expect("a style sheet");
        let heads = css.lines().filter_map(|l| l.split_once(" {")).map(|(head, _)| head);
        for class in heads.filter(|h| h.starts_with('.') && !h.contains([' ', ',', '>', ':', '['])) {
            let home = homes.entry(class.to_owned()).or_insert_with(|| file.clone());
            assert_eq!(*home, file, "{class} has two homes");
        }
    }
    assert!(homes.len() > 100);
}
