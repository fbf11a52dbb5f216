//! The sheet as CSV that Excel opens with a double click: UTF-8 with its mark, and the signs of the reader's language. Where a comma
//! is the sign of decimals, as in Indonesia, Excel expects semicolons between the cells.

use csv::{Terminator, WriterBuilder};
use domain::kernel::locale::Locale;
use domain::wastebank::measure::Measure;

use super::sheet::{Cell, Kind, Sheet};

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

pub fn write(l: Locale, sheet: &Sheet) -> Result<Vec<u8>, csv::Error> {
    let (between, decimal) = if l == Locale::Id { (b';', ',') } else { (b',', '.') };
    let mut csv = WriterBuilder::new().delimiter(between).terminator(Terminator::CRLF).from_writer(UTF8_MARK.to_vec());
    csv.write_record(sheet.columns.iter().map(|(label, _)| label.as_str()))?;
    for row in sheet.rows.iter().chain([&sheet.total]) {
        csv.write_record(row.iter().zip(&sheet.columns).map(|(cell, (_, kind))| text(cell, *kind, decimal)))?;
    }
    csv.into_inner().map_err(|e| csv::Error::from(e.into_error()))
}

fn text(cell: &Cell, kind: Kind, decimal: char) -> String {
    match (cell, kind) {
        (Cell::Empty, _) => String::new(),
        (Cell::Text(text), _) => harmless(text),
        (Cell::At(at), Kind::Clock) => {
            let w = at.wib();
            format!("{:02}:{:02}", w.hour, w.minute)
        }
        (Cell::At(at), _) => at.wib().date_input(),
        (Cell::Number(n), Kind::Amount(measure)) => amount(*n, measure, decimal),
        (Cell::Number(n), _) => n.to_string(),
    }
}

/// A spreadsheet takes what begins like this for a formula, and runs it; an apostrophe in front makes it text.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) { format!("'{text}") } else { text.to_owned() }
}

/// `12,5` of 12500 grams.
fn amount(n: i64, measure: Measure, decimal: char) -> String {
    let (sign, n, scale) = (if n < 0 { "-" } else { "" }, n.unsigned_abs(), measure.scale().unsigned_abs());
    let part = if scale == 1 { String::new() } else { format!("{:03}", n % scale) };
    match part.trim_end_matches('0') {
        "" => format!("{sign}{}", n / scale),
        part => format!("{sign}{}{decimal}{part}", n / scale),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::kernel::clock::Timestamp;

    fn sheet() -> Sheet {
        let columns = [("Berangkat", Kind::Day), ("Jam", Kind::Clock), ("Pemandu", Kind::Text), ("kg", Kind::Amount(Measure::Kilogram))];
        let at = Timestamp(1_797_037_200_000);
        let row = |name: &str, n| vec![Cell::At(at), Cell::At(at), Cell::Text(name.to_owned()), Cell::Number(n)];
        Sheet {
            title: String::new(),
            columns: columns.map(|(label, kind)| (label.to_owned(), kind)).into(),
            rows: vec![row("=HYPERLINK(\"http://x\")", 12_500), row("Ujang; Neng, \"Asep\"", -40)],
            total: vec![Cell::Text("Jumlah".to_owned()), Cell::Empty, Cell::Empty, Cell::Number(12_460)],
        }
    }

    #[test]
    fn each_language_gets_its_signs_and_no_cell_is_a_formula() {
        let id = String::from_utf8(write(Locale::Id, &sheet()).unwrap()).unwrap();
        assert_eq!(
            id,
            "\u{feff}Berangkat;Jam;Pemandu;kg\r\n2026-12-12;08:00;\"'=HYPERLINK(\"\"http://x\"\")\";12,5\r\n\
             2026-12-12;08:00;\"Ujang; Neng, \"\"Asep\"\"\";-0,04\r\nJumlah;;;12,46\r\n"
        );
        let en = String::from_utf8(write(Locale::En, &sheet()).unwrap()).unwrap();
        assert!(en.contains("2026-12-12,08:00,\"Ujang; Neng, \"\"Asep\"\"\",-0.04\r\n"), "{en}");
        for bad in ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "＝1"] {
            assert_eq!(harmless(bad), format!("'{bad}"));
        }
        assert_eq!(harmless("Neng - Siti"), "Neng - Siti");
    }

    #[test]
    fn pieces_have_no_decimals() {
        assert_eq!((amount(7, Measure::Piece, ','), amount(2_000, Measure::Litre, ',')), ("7".to_owned(), "2".to_owned()));
    }
}
