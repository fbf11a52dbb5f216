//! Structured data (schema.org) of products and shops, for search engines.

use backend::market::read_product::ProductPage;
use domain::kernel::clock::Timestamp;
use domain::kernel::hours::clock_text;
use domain::kernel::locale::Locale;
use domain::market::shop::Shop;
use serde_json::{Value, json};

use crate::market::views::photo_url;

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

pub fn json_ld(l: Locale, found: &ProductPage, base: &str, url: &str, now: Timestamp) -> String {
    let p = &found.product;
    let images: Vec<String> =
        found.photos.iter().filter_map(|x| Some(format!("{base}{}", photo_url(x.id, x.best_width(1280)?, "jpg")))).collect();
    let seller =
        json!({ "@type": "Store", "name": found.shop.name, "url": format!("{base}{}", l.path(&format!("/toko/{}", found.shop.slug))) });
    let offer = |v: &domain::market::product::Variant| {
        json!({
            "@type": "Offer",
            "sku": v.sku.as_str(),
            "price": v.price.0,
            "priceCurrency": "IDR",
            "availability": if v.stock > 0 { "https://schema.org/InStock" } else { "https://schema.org/OutOfStock" },
            "itemCondition": "https://schema.org/NewCondition",
            "priceValidUntil": now.plus(30 * domain::kernel::clock::DAY).wib().date_input(),
            "url": url,
            "seller": seller,
        })
    };
    let offers: Vec<Value> = p.active_variants().map(offer).collect();
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Product",
        "name": p.name(l),
        "description": p.description(l),
        "url": url,
        "category": found.categories.iter().map(|c| c.name(l)).collect::<Vec<_>>().join(" > "),
        "offers": offers,
    });
    if !images.is_empty() {
        data["image"] = json!(images);
    }
    data.to_string()
}

/// The address is only the kelurahan and street that the shop itself made public.
pub fn shop_json_ld(l: Locale, shop: &Shop, url: &str) -> String {
    let hours: Vec<Value> = (0..7)
        .filter_map(|day| {
            let span = shop.hours.0[day]?;
            Some(json!({
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": DAYS[day],
                "opens": clock_text(span.from),
                "closes": clock_text(span.to),
            }))
        })
        .collect();
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Store",
        "name": shop.name,
        "description": l.pick(&shop.story_id, &shop.story_en),
        "url": url,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": shop.street,
            "addressLocality": "Cimahi",
            "addressRegion": "Jawa Barat",
            "postalCode": shop.kelurahan.map(|k| k.info().postal_code),
            "addressCountry": "ID",
        },
        "openingHoursSpecification": hours,
    });
    if let Some(point) = shop.point {
        data["geo"] = json!({ "@type": "GeoCoordinates", "latitude": point.lat, "longitude": point.lon });
    }
    data.to_string()
}
