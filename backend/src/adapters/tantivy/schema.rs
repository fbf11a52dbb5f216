//! How a product becomes a document of the index.

use domain::kernel::ids::ProductId;
use domain::market::search::SearchDoc;
use tantivy::TantivyDocument;
use tantivy::schema::{
    BytesOptions, FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use uuid::Uuid;

use super::analyzer::{Language, terms};
use super::text::code;

/// Goes up with every change of fields, words or stems: an index of another version is made anew.
pub const VERSION: u32 = 1;

#[derive(Clone, Copy, Debug)]
pub struct Fields {
    pub id: Field,
    pub sku: Field,
    pub shop: Field,
    /// Both names.
    pub title: Field,
    /// Category, shop and kelurahan by name.
    pub place: Field,
    /// Both descriptions.
    pub body: Field,
    /// The product as JSON, read for the results on the page only.
    stored: Field,
    category: Field,
    kelurahan: Field,
    price: Field,
    in_stock: Field,
    published: Field,
}

/// Columns are read by name.
pub mod column {
    pub const CATEGORY: &str = "category";
    pub const KELURAHAN: &str = "kelurahan";
    pub const PRICE: &str = "price";
    pub const IN_STOCK: &str = "in_stock";
    pub const PUBLISHED: &str = "published";
}

pub fn build() -> (Schema, Fields) {
    let mut b = Schema::builder();
    // The words are cut before they reach the index, so the tokenizer named here never runs.
    let words = TextOptions::default()
        .set_indexing_options(TextFieldIndexing::default().set_tokenizer("raw").set_index_option(IndexRecordOption::WithFreqsAndPositions));
    let choice = TextOptions::default().set_fast("raw");
    let number = NumericOptions::default() | FAST;
    let fields = Fields {
        id: b.add_bytes_field("id", BytesOptions::default() | INDEXED),
        sku: b.add_text_field("sku", STRING),
        shop: b.add_text_field("shop", STRING),
        title: b.add_text_field("title", words.clone()),
        place: b.add_text_field("place", words.clone()),
        body: b.add_text_field("body", words),
        stored: b.add_bytes_field("stored", BytesOptions::default() | STORED),
        category: b.add_text_field(column::CATEGORY, choice.clone()),
        kelurahan: b.add_text_field(column::KELURAHAN, choice),
        price: b.add_i64_field(column::PRICE, number.clone()),
        in_stock: b.add_u64_field(column::IN_STOCK, number.clone()),
        published: b.add_i64_field(column::PUBLISHED, number),
    };
    (b.build(), fields)
}

impl Fields {
    pub fn document(&self, doc: &SearchDoc) -> Result<TantivyDocument, serde_json::Error> {
        let card = &doc.card;
        let mut d = TantivyDocument::new();
        d.add_bytes(self.id, id_bytes(card.product_id).as_slice());
        for sku in &doc.skus {
            d.add_text(self.sku, code(sku));
        }
        d.add_text(self.shop, card.shop_slug.as_str());
        for (field, text, language, keep_stop_words) in [
            (self.title, &card.name_id, Language::Indonesian, true),
            (self.title, &card.name_en, Language::English, true),
            (self.place, &doc.category_name_id, Language::Indonesian, true),
            (self.place, &doc.category_name_en, Language::English, true),
            (self.place, &card.shop_name, Language::Indonesian, true),
            (self.place, &card.kelurahan.name().to_owned(), Language::Indonesian, true),
            (self.body, &card.description_id, Language::Indonesian, false),
            (self.body, &card.description_en, Language::English, false),
        ] {
            d.add_pre_tokenized_text(field, terms(text, language, keep_stop_words));
        }
        d.add_text(self.category, card.category.as_str());
        d.add_text(self.kelurahan, card.kelurahan.code());
        d.add_i64(self.price, card.price_min.0);
        d.add_u64(self.in_stock, u64::from(card.in_stock));
        d.add_i64(self.published, doc.published_at.0);
        d.add_bytes(self.stored, serde_json::to_vec(doc)?.as_slice());
        Ok(d)
    }

    pub fn read(&self, document: &TantivyDocument) -> Option<SearchDoc> {
        serde_json::from_slice(document.get_first(self.stored)?.as_bytes()?).ok()
    }
}

pub fn id_bytes(id: ProductId) -> [u8; 16] {
    *Uuid::from(id).as_bytes()
}
