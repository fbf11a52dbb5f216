//! Structured data (schema.org) of tours and sites, for search engines.

use domain::heritage::review::{Rating, Stars};
use domain::heritage::site::{Certainty, Site};
use domain::heritage::tour::Tour;
use domain::kernel::geo::Point;
use domain::kernel::locale::Locale;
use serde_json::{Value, json};

use super::super::words;

fn geo(point: Point) -> Value {
    json!({ "@type": "GeoCoordinates", "latitude": point.lat, "longitude": point.lon })
}

pub fn tour_json_ld(l: Locale, tour: &Tour, rating: Rating, base: &str) -> String {
    let url = format!("{base}{}", l.path(&format!("/wisata/{}", tour.slug)));
    let sites = tour.legs.iter().filter_map(|leg| leg.site.as_ref());
    let stops: Vec<Value> = sites
        .zip(1_u32..)
        .map(|(s, n)| {
            let mut item = json!({
                "@type": "TouristAttraction",
                "name": s.name.pick(l),
                "url": format!("{base}{}", l.path(&format!("/wisata/tempat/{}", s.slug))),
            });
            // A machine would navigate by it.
            if s.certainty != Certainty::Recalled {
                item["geo"] = geo(s.point);
            }
            json!({ "@type": "ListItem", "position": n, "item": item })
        })
        .collect();
    let offers: Vec<Value> = tour
        .tariff
        .fares()
        .iter()
        .map(|f| json!({ "@type": "Offer", "name": words::category(l, f.category), "price": f.amount.0, "priceCurrency": "IDR", "url": url }))
        .collect();
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "TouristTrip",
        "name": tour.name.pick(l),
        "description": tour.story.pick(l),
        "url": url,
        "itinerary": { "@type": "ItemList", "numberOfItems": stops.len(), "itemListElement": stops },
        "offers": offers,
    });
    if let Some(tenths) = rating.tenths() {
        // A trip has no rating in that vocabulary; what is sold has one.
        data["@type"] = json!(["TouristTrip", "Product"]);
        data["aggregateRating"] = json!({
            "@type": "AggregateRating",
            "ratingValue": format!("{}.{}", tenths / 10, tenths % 10),
            "reviewCount": rating.count,
            "bestRating": Stars::MOST,
            "worstRating": 1,
        });
    }
    data.to_string()
}

pub fn site_json_ld(l: Locale, site: &Site, base: &str) -> String {
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "TouristAttraction",
        "name": site.name.pick(l),
        "description": site.story.pick(l),
        "url": format!("{base}{}", l.path(&format!("/wisata/tempat/{}", site.slug))),
        "address": {
            "@type": "PostalAddress",
            "streetAddress": site.place.address,
            "addressLocality": "Cimahi",
            "addressRegion": "Jawa Barat",
            "postalCode": site.place.kelurahan.info().postal_code,
            "addressCountry": "ID",
        },
    });
    if site.place.certainty != Certainty::Recalled {
        data["geo"] = geo(site.place.point);
    }
    data.to_string()
}
