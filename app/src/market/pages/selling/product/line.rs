//! A product in its merchant's list, with its stock to correct at once.

use backend::market::store::products::OwnProductRow;
use domain::market::low_stock::LowStockMark;
use domain::market::product::ProductState;
use leptos::prelude::*;

use crate::i18n::{Locale, t};
use crate::market::pages::selling::words;
use crate::market::views::{Cloths, seed};
use crate::ui::{Badge, Icon, IconButton, Mood, Photo, Picture, Tone, hidden, picture};
use crate::web::Ctx;

pub struct Line {
    href: String,
    variants_href: String,
    stock_action: String,
    row: OwnProductRow,
    low: bool,
    /// What was typed into the stock field and refused.
    typed: Option<(String, String)>,
}

impl Line {
    pub fn new(ctx: &Ctx, row: OwnProductRow, mark: LowStockMark) -> Self {
        let low = row.state == ProductState::Published && row.stock <= mark.pieces();
        let href = ctx.href(&format!("/dagang/produk/{}", row.id));
        Self { variants_href: format!("{href}/varian"), stock_action: format!("{href}/stok"), href, row, low, typed: None }
    }

    pub fn is(&self, id: &str) -> bool {
        self.row.id.to_string() == id
    }

    pub fn refuse(&mut self, typed: String, message: String) {
        self.typed = Some((typed, message));
    }
}

fn price(row: &OwnProductRow) -> String {
    match (row.price_min, row.price_max) {
        (min, max) if min == max => min.to_string(),
        (min, max) => format!("{min} – {max}"),
    }
}

pub fn line(l: Locale, line: Line, cloths: &Cloths) -> AnyView {
    let row = &line.row;
    let (state, mood) = words::product_state(l, row.state);
    let pic = match row.photo {
        Some(id) => Picture::Photo(Photo { src: format!("/media/{id}-320.jpg"), width: 320, height: 320, ..Photo::default() }),
        None => Picture::Motif(cloths.of(&row.category), seed(row.id)),
    };
    let low = line.low;
    let name = l.pick(&row.name_id, &row.name_en).to_owned();
    let stock = if row.variants == 1 {
        let id = format!("stock-{}", row.id);
        let (value, problem) = line.typed.unwrap_or_else(|| (row.stock.to_string(), String::new()));
        let bad = !problem.is_empty();
        view! {
            <form method="post" action=line.stock_action class="stock-form">
                {hidden(vec![("was", row.stock.to_string())])}
                <label class="small" for=id.clone()>
                    {t::selling::stock(l)}
                    <span class="sr">" " {name.clone()}</span>
                </label>
                <input
                    class="input input-num"
                    id=id
                    name="stock"
                    value=value
                    inputmode="numeric"
                    autocomplete="off"
                    aria-invalid=bad.then_some("true")
                />
                <IconButton of=Icon::Check label=t::selling::stock_save(l, &name) tone=Tone::Secondary />
                {bad.then(|| view! { <p class="field-error" role="alert"><span>{problem}</span></p> })}
            </form>
        }
        .into_any()
    } else {
        view! {
            <a href=line.variants_href>
                {t::selling::stock_total { stock: row.stock, variants: row.variants }.say(l)}
                <span class="sr">" " {name.clone()}</span>
            </a>
        }
        .into_any()
    };
    view! {
        <li class="row-card product-row">
            <div class="product-row-pic" aria-hidden="true">{picture(pic, "4.5rem", false)}</div>
            <div>
                <a class="strong" href=line.href>{name}</a>
                <p class="muted small">{price(row)}</p>
            </div>
            <div class="row-card-end">
                <Badge label=state mood=mood />
                {low.then(|| view! { <Badge label=t::selling::low_stock(l) mood=Mood::Warn start=Icon::Warning /> })}
                {stock}
            </div>
        </li>
    }
    .into_any()
}
