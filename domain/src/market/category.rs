//! The category tree: at most two levels, kept by officers.

use serde::{Deserialize, Serialize};

use crate::kernel::locale::Locale;
use crate::kernel::slug::Slug;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    pub slug: Slug,
    pub parent: Option<Slug>,
    pub name_id: String,
    pub name_en: String,
    pub position: i64,
}

impl Category {
    pub fn name(&self, locale: Locale) -> &str {
        locale.pick(&self.name_id, &self.name_en)
    }
}

pub const MAX_NAME: usize = 60;

/// May products stand in it? Only where nothing is below.
pub fn is_leaf(all: &[Category], slug: &Slug) -> bool {
    all.iter().any(|c| c.slug == *slug) && !all.iter().any(|c| c.parent.as_ref() == Some(slug))
}

/// From the top down to the category itself.
pub fn path_to<'a>(all: &'a [Category], slug: &Slug) -> Vec<&'a Category> {
    let mut path: Vec<&Category> = Vec::new();
    let mut next = all.iter().find(|c| c.slug == *slug);
    while let Some(c) = next {
        if path.iter().any(|p| p.slug == c.slug) {
            break;
        }
        path.insert(0, c);
        next = c.parent.as_ref().and_then(|p| all.iter().find(|c| c.slug == *p));
    }
    path
}

/// A category's slug and those of everything below it.
pub fn with_descendants(all: &[Category], root: &Slug) -> Vec<Slug> {
    let mut found = vec![root.clone()];
    let mut next = 0;
    while next < found.len() {
        let below = all.iter().filter(|c| c.parent.as_ref() == Some(&found[next]) && !found.contains(&c.slug)).map(|c| c.slug.clone());
        let below: Vec<Slug> = below.collect();
        found.extend(below);
        next += 1;
    }
    found
}
