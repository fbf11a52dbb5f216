//! What is typed into a form: hostile text everywhere, or everywhere but in what must have a shape to be taken at all.

use backend::testing::wastebank::PASSWORD;

use crate::form::Form;

pub const HOSTILE: &str = "'--<script>alert(1)</script>\" onmouseover=\"alert(1)";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling {
    /// In every field.
    Hostile,
    /// Zero, text that runs backwards, line breaks, and far too much.
    Rubbish,
    /// Where nothing with a shape stands.
    Texts,
    /// As somebody fills it in who wants it to be taken: what needs a shape has one, and the rest is hostile.
    Earnest,
}

impl Filling {
    pub const ALL: [Self; 4] = [Self::Hostile, Self::Rubbish, Self::Texts, Self::Earnest];

    pub fn fill(self, form: &Form) -> Form {
        let mut form = form.clone();
        if self == Self::Earnest {
            for (name, value) in form.offers.clone() {
                if form.get(&name).is_none_or(str::is_empty) {
                    form.set(&name, &value);
                }
            }
        }
        for name in form.typed.clone() {
            let shown = form.get(&name).unwrap_or_default().to_owned();
            match self {
                Self::Hostile => form.set(&name, HOSTILE),
                Self::Rubbish => form.set(&name, &format!("\u{0}\u{202e}\r\n{}", "x".repeat(5_000))),
                _ if has_a_shape(&shown) => {}
                // No other product has it.
                Self::Earnest if name == "sku" => form.set(&name, &format!("SKU-{}", form.action.len())),
                // No other site is called that.
                Self::Earnest if name == "name_id" => form.set(&name, &format!("{HOSTILE} {}", form.action.len())),
                Self::Earnest => form.set(&name, shape(&name).unwrap_or(HOSTILE)),
                Self::Texts => form.set(&name, HOSTILE),
            }
        }
        form
    }
}

/// What would be refused for its shape alone, so that the texts beside it are never stored.
fn has_a_shape(value: &str) -> bool {
    !value.is_empty() && (value.contains('@') || value.chars().all(|c| c.is_ascii_digit() || " .:-+/,".contains(c)))
}

/// Something that is taken, for the fields that are no text.
fn shape(name: &str) -> Option<&'static str> {
    let name = name.split('-').next().unwrap_or(name);
    Some(match name {
        "document" => "3277015508900001",
        "birth_date" => "1990-08-17",
        "nationality" => "Indonesia",
        "from" | "day" | "until" | "sampai" => "2026-12-24",
        "dari" => "2026-11-01",
        "time" => "08:00",
        "phone" => "081234567890",
        "email" => "tamu@example.id",
        "login" => "baru@example.id",
        "witness" => "dadang@example.id",
        "witness_password" | "current" => PASSWORD,
        "gross" | "weight" | "kilograms" | "counted" | "quantity" | "capacity" | "seats" => "2",
        // A product that had options would not be the one any more that others order.
        "tare" | "deduction" | "option1_id" | "option1_en" | "values1_id" | "values1_en" | "option2_id" | "option2_en" | "values2_id"
        | "values2_en" => "",
        "amount" | "rate" | "price" | "cash" | "balance" | "fee" | "flat_fee" => "5000",
        "stock" | "low_stock" | "weight_g" | "radius_m" | "minutes" => "20",
        // Nobody's, with the right check digit.
        "kartu" => "327700423",
        "material_code" => "ZZ-01",
        "plate" => "D 7001 AB",
        // No longer than these may be.
        "unit" | "ticket" => "<script>alert(1)",
        "words" => "opak, <script>alert(1)</script>",
        "nib" => "1234567890123",
        "account" | "kbli" => "10710",
        "lat" => "-6.89",
        "lon" => "107.54",
        _ => return None,
    })
}
