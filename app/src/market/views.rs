//! What pages show of the market's things.

use domain::kernel::ids::{PhotoId, ProductId};
use domain::kernel::money::Rupiah;
use domain::kernel::slug::Slug;
use domain::kernel::wilayah::Kelurahan;
use domain::market::card::ProductCard;
use domain::market::category::Category;
use domain::market::photo::CardPhoto;

use crate::i18n::{Locale, t};
use crate::ui::{Cloth, Photo, Picture, ProductTile};

/// Each category has its own cloth, by its place among all of them.
#[derive(Clone, Debug, Default)]
pub struct Cloths(Vec<(Slug, Cloth)>);

/// Positions count from one: the first category wears the first cloth, the cassava leaf.
pub fn cloth_of(category: &Category) -> Cloth {
    Cloth::nth(usize::try_from(category.position - 1).unwrap_or(0))
}

impl Cloths {
    pub fn new<'a>(categories: impl IntoIterator<Item = &'a Category>) -> Self {
        Self(categories.into_iter().map(|c| (c.slug.clone(), cloth_of(c))).collect())
    }

    pub fn of(&self, category: &Slug) -> Cloth {
        self.0.iter().find(|(s, _)| s == category).map_or_else(|| Cloth::for_key(category.as_str()), |(_, cloth)| *cloth)
    }
}

/// The piece of cloth that stands for a product without a photo.
pub fn seed(id: ProductId) -> u64 {
    id.0.as_u64_pair().1
}

/// `/media/…-640.webp`. A photo that is narrower than asked for answers with its widest.
pub fn photo_url(id: PhotoId, width: u32, extension: &str) -> String {
    format!("/media/{id}-{width}.{extension}")
}

fn webp_set(id: PhotoId, widths: &[u32]) -> String {
    widths.iter().map(|w| format!("{} {w}w", photo_url(id, *w, "webp"))).collect::<Vec<_>>().join(", ")
}

/// A square photo in a grid; what it shows is said by the name beside it.
fn card_photo(p: CardPhoto) -> Photo {
    let widths = [p.small, p.large];
    let widths = if p.small == p.large { &widths[..1] } else { &widths[..] };
    Photo { src: photo_url(p.id, p.small, "jpg"), webp: webp_set(p.id, widths), width: 320, height: 320, alt: String::new() }
}

pub fn card_picture(photo: Option<CardPhoto>, cloth: Cloth, id: ProductId) -> Picture {
    photo.map_or_else(|| Picture::Motif(cloth, seed(id)), |p| Picture::Photo(card_photo(p)))
}

/// The small picture of a line, in the one width that is enough for it.
pub fn line_picture(photo: Option<PhotoId>, cloth: Cloth, id: ProductId) -> Picture {
    let small = |p| Photo { src: photo_url(p, 320, "jpg"), webp: photo_url(p, 320, "webp"), width: 320, height: 320, alt: String::new() };
    photo.map_or_else(|| Picture::Motif(cloth, seed(id)), |p| Picture::Photo(small(p)))
}

/// `Rp15.000`, or `mulai Rp12.000` when variants differ.
pub fn price(l: Locale, min: Rupiah, max: Rupiah) -> String {
    if min == max { min.to_string() } else { t::browse::from_price(l, min) }
}

/// A product in a grid.
pub fn tile(l: Locale, card: &ProductCard, cloth: Cloth) -> ProductTile {
    ProductTile {
        href: l.path(&format!("/produk/{}", card.slug)),
        title: card.name(l).to_owned(),
        price: price(l, card.price_min, card.price_max),
        picture: card_picture(card.photo, cloth, card.id),
        shop: card.shop_name.clone().into(),
        place: card.kelurahan.name().into(),
        badge: (!card.in_stock).then(|| t::browse::sold_out(l)).into(),
        sold_out: !card.in_stock,
    }
}

/// The same within its own shop: who sells it need not be said.
pub fn tile_of_shop(l: Locale, card: &ProductCard, cloth: Cloth) -> ProductTile {
    ProductTile { shop: None::<&'static str>.into(), place: None::<&'static str>.into(), ..tile(l, card, cloth) }
}

/// A whole photo on a product's own page.
pub fn large_photo(photo: &domain::market::photo::Photo, alt: String) -> Photo {
    let middle = photo.best_width(640).unwrap_or(640);
    let webp = webp_set(photo.id, &photo.widths);
    Photo { src: photo_url(photo.id, middle, "jpg"), webp, width: photo.width, height: photo.height, alt }
}

/// How a kelurahan stands in a URL: `cigugur-tengah`.
pub fn kelurahan_slug(k: Kelurahan) -> Slug {
    Slug::from_name(k.name())
}

pub fn kelurahan_from_slug(slug: &str) -> Option<Kelurahan> {
    Kelurahan::all().find(|k| kelurahan_slug(*k).as_str() == slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kelurahan_has_an_address_of_its_own() {
        for k in Kelurahan::all() {
            assert_eq!(kelurahan_from_slug(kelurahan_slug(k).as_str()), Some(k));
        }
        assert_eq!(kelurahan_from_slug("bandung"), None);
    }
}
