//! What a search address asks for, and the addresses of its neighbours (one filter more, one less, the next page).

use domain::kernel::money::Rupiah;
use domain::kernel::slug::Slug;
use domain::kernel::wilayah::Kelurahan;
use domain::market::category::Category;
use domain::market::search::{MAX_QUERY_CHARS, PriceRange, SearchSort};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::market::views::{kelurahan_from_slug, kelurahan_slug};
use crate::web::Form;

/// What stands in a query as it is (RFC 3986, "unreserved").
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// More choices than anybody ticks.
const MAX_CHOICES: usize = 20;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub text: String,
    pub categories: Vec<Slug>,
    pub kelurahan: Vec<Kelurahan>,
    pub price: PriceRange,
    pub in_stock: bool,
    pub sort: SearchSort,
    pub page: Option<u32>,
}

impl Asked {
    /// Reads a query string. What makes no sense is left out: an old or edited link still works.
    pub fn read(form: &Form) -> Self {
        let price = |name: &str| Rupiah::parse(form.text(name)).ok().filter(|p| !p.is_zero());
        let text: String = form.text("q").chars().filter(|c| !c.is_control()).take(MAX_QUERY_CHARS).collect();
        Self {
            text: text.trim().to_owned(),
            categories: form.all("kategori").into_iter().filter_map(|s| Slug::parse(s).ok()).take(MAX_CHOICES).collect(),
            kelurahan: form.all("kelurahan").into_iter().filter_map(kelurahan_from_slug).take(MAX_CHOICES).collect(),
            price: PriceRange { min: price("dari"), max: price("sampai") },
            in_stock: form.has("stok"),
            sort: SearchSort::from_tag(form.text("urut")),
            page: form.text("halaman").parse().ok(),
        }
    }

    pub fn is_filtered(&self) -> bool {
        !self.categories.is_empty() || !self.kelurahan.is_empty() || !self.price.is_any() || self.in_stock
    }

    /// The address (without language) of this search.
    pub fn path(&self) -> String {
        let pairs: Vec<String> = self.pairs().into_iter().map(|(n, v)| format!("{n}={}", utf8_percent_encode(&v, QUERY))).collect();
        if pairs.is_empty() { "/cari".to_owned() } else { format!("/cari?{}", pairs.join("&")) }
    }

    /// Names and values of the address, for hidden fields too.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if !self.text.is_empty() {
            pairs.push(("q", self.text.clone()));
        }
        pairs.extend(self.categories.iter().map(|c| ("kategori", c.to_string())));
        pairs.extend(self.kelurahan.iter().map(|k| ("kelurahan", kelurahan_slug(*k).to_string())));
        pairs.extend(self.price.min.map(|p| ("dari", p.0.to_string())));
        pairs.extend(self.price.max.map(|p| ("sampai", p.0.to_string())));
        if self.in_stock {
            pairs.push(("stok", "ada".to_owned()));
        }
        if self.sort != SearchSort::default() {
            pairs.push(("urut", self.sort.tag().to_owned()));
        }
        pairs.extend(self.page.filter(|p| *p > 1).map(|p| ("halaman", p.to_string())));
        pairs
    }

    /// A change of what is asked begins at the first page again.
    fn changed(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut asked = Self { page: None, ..self.clone() };
        change(&mut asked);
        asked
    }

    /// A branch and a leaf of it are never chosen together: the one would say nothing beside the other.
    pub fn toggle_category(&self, slug: &Slug, known: &[Category]) -> Self {
        let above = |c: &Slug| known.iter().find(|k| k.slug == *c).and_then(|k| k.parent.as_ref());
        self.changed(|a| {
            a.categories.retain(|c| above(c) != Some(slug) && above(slug) != Some(c));
            toggle(&mut a.categories, slug);
        })
    }

    pub fn toggle_kelurahan(&self, k: Kelurahan) -> Self {
        self.changed(|a| toggle(&mut a.kelurahan, &k))
    }

    /// The same range again takes it off.
    pub fn toggle_price(&self, range: PriceRange) -> Self {
        self.changed(|a| a.price = if a.price == range { PriceRange::default() } else { range })
    }

    pub fn toggle_stock(&self) -> Self {
        self.changed(|a| a.in_stock = !a.in_stock)
    }

    pub fn sorted(&self, sort: SearchSort) -> Self {
        self.changed(|a| a.sort = sort)
    }

    pub fn without_price(&self) -> Self {
        self.changed(|a| a.price = PriceRange::default())
    }

    pub fn without_filters(&self) -> Self {
        Self { text: self.text.clone(), ..Self::default() }
    }

    pub fn at_page(&self, page: u32) -> Self {
        Self { page: Some(page), ..self.clone() }
    }
}

fn toggle<T: Clone + PartialEq>(list: &mut Vec<T>, item: &T) {
    if list.contains(item) {
        list.retain(|i| i != item);
    } else {
        list.push(item.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Asked {
        Asked::read(&Form::from_bytes(query.as_bytes()).unwrap())
    }

    #[test]
    fn an_address_reads_back() {
        let query = "q=kripik%20singkng&kategori=makanan-ringan&kategori=kue-roti&kelurahan=cigugur-tengah&dari=10000&sampai=24999&stok=ada&urut=termurah&halaman=3";
        let asked = read(query);
        assert_eq!(asked.path(), format!("/cari?{query}"));
        assert_eq!(read(asked.path().strip_prefix("/cari?").unwrap()), asked);
        assert_eq!(read("").path(), "/cari");
    }

    #[test]
    fn nonsense_is_left_out() {
        let asked = read("kategori=%27%20OR%201%3D1--&kelurahan=bandung&dari=-5&sampai=abc&urut=x&halaman=-1");
        assert_eq!(asked, Asked::default());
    }

    #[test]
    fn a_leaf_takes_the_place_of_its_branch_and_the_branch_of_its_leaves() {
        let slug = |s: &str| Slug::parse(s).unwrap();
        let category = |s: &str, parent: Option<&str>| Category {
            slug: slug(s),
            parent: parent.map(slug),
            name_id: s.to_owned(),
            name_en: String::new(),
            position: 1,
        };
        let known = [category("minuman", None), category("kopi", Some("minuman")), category("teh", Some("minuman"))];
        let branch = read("kategori=minuman&kategori=batik");
        let leaf = branch.toggle_category(&slug("kopi"), &known);
        assert_eq!(leaf.path(), "/cari?kategori=batik&kategori=kopi");
        let both = leaf.toggle_category(&slug("teh"), &known);
        assert_eq!(both.categories.len(), 3);
        assert_eq!(both.toggle_category(&slug("minuman"), &known).path(), "/cari?kategori=batik&kategori=minuman");
    }

    #[test]
    fn a_second_touch_takes_a_filter_off_and_a_change_goes_to_the_first_page() {
        let asked = read("q=teh&halaman=4");
        let slug = Slug::parse("kopi-teh").unwrap();
        let on = asked.toggle_category(&slug, &[]);
        assert_eq!((on.categories.len(), on.page), (1, None));
        assert_eq!(on.toggle_category(&slug, &[]).categories, Vec::new());
        assert_eq!(on.toggle_stock().toggle_price(PriceRange { min: Some(Rupiah(1)), max: None }).without_filters(), read("q=teh"));
    }
}
