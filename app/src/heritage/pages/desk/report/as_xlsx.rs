//! The sheet as a workbook: numbers are numbers and days are days, the head stays in sight, sums are formulas with their value.

use domain::kernel::clock::{SECOND, Timestamp};
use domain::kernel::locale::Locale;
use domain::wastebank::measure::Measure;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError};

use super::sheet::{Cell, Kind, Sheet};
use crate::i18n::t;

/// The paper of the country.
const A4: u8 = 9;

pub fn write(l: Locale, now: Timestamp, sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_timestamp(now.0.div_euclid(SECOND))?;
    book.set_properties(&DocProperties::new().set_title(&sheet.title).set_creation_datetime(&made));
    let page = book.add_worksheet();
    page.set_name(t::report::departures(l))?;
    head(page, sheet)?;
    let (first, last) = (1, u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX - 1));
    for (r, cells) in (first..).zip(&sheet.rows) {
        for ((c, cell), (_, kind)) in (0..).zip(cells).zip(&sheet.columns) {
            put(page, r, c, cell, *kind, &format(*kind))?;
        }
    }
    for ((c, cell), (_, kind)) in (0..).zip(&sheet.total).zip(&sheet.columns) {
        let bold = format(*kind).set_bold().set_border_top(FormatBorder::Thin);
        match cell {
            Cell::Number(n) if last >= first => {
                let sum = format!("=SUM({0}{1}:{0}{2})", rust_xlsxwriter::utility::column_number_to_name(c), first + 1, last + 1);
                page.write_formula_with_format(last + 1, c, Formula::new(sum).set_result(value(*n, *kind).to_string()), &bold)?;
            }
            _ => put(page, last + 1, c, cell, *kind, &bold)?,
        }
    }
    if last >= first {
        page.autofilter(0, 0, last, u16::try_from(sheet.columns.len()).unwrap_or(1).saturating_sub(1))?;
    }
    page.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    page.set_header(format!("&L{}", sheet.title.replace('&', "&&"))).set_footer("&R&P / &N");
    book.save_to_buffer()
}

fn head(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Medium);
    let bold = bold.set_align(FormatAlign::VerticalCenter).set_background_color(Color::RGB(0x00EF_E9DA));
    for (c, (label, kind)) in (0..).zip(&sheet.columns) {
        page.write_string_with_format(0, c, label, &bold)?;
        page.set_column_width(c, width(*kind))?;
    }
    page.set_row_height(0, 45)?;
    // The day stays in sight, too.
    page.set_freeze_panes(1, 1)?;
    Ok(())
}

const fn width(kind: Kind) -> u32 {
    match kind {
        Kind::Text => 22,
        Kind::Day | Kind::Rupiah => 13,
        Kind::Clock => 8,
        Kind::Count | Kind::Amount(_) => 11,
    }
}

fn format(kind: Kind) -> Format {
    match kind {
        Kind::Text => Format::new(),
        Kind::Day => Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
        Kind::Clock => Format::new().set_num_format("hh:mm"),
        Kind::Count | Kind::Amount(Measure::Piece) => Format::new().set_num_format("#,##0"),
        Kind::Rupiah => Format::new().set_num_format("#,##0;-#,##0"),
        Kind::Amount(_) => Format::new().set_num_format("#,##0.000"),
    }
}

/// In the unit that the column says. Exact: counts and rupiah are far below 2⁵³.
#[allow(clippy::cast_precision_loss)] // see above
fn value(n: i64, kind: Kind) -> f64 {
    match kind {
        Kind::Amount(measure) => n as f64 / measure.scale() as f64,
        _ => n as f64,
    }
}

fn put(page: &mut Worksheet, row: u32, column: u16, cell: &Cell, kind: Kind, format: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => page.write_blank(row, column, format)?,
        // A string is never a formula in a workbook.
        Cell::Text(text) => page.write_string_with_format(row, column, text, format)?,
        Cell::At(at) => {
            let w = at.wib();
            let at = if kind == Kind::Clock {
                ExcelDateTime::from_hms(w.hour.into(), w.minute, 0)?
            } else {
                ExcelDateTime::from_ymd(u16::try_from(w.year).unwrap_or(1900), w.month, w.day)?
            };
            page.write_datetime_with_format(row, column, at, format)?
        }
        Cell::Number(n) => page.write_number_with_format(row, column, value(*n, kind), format)?,
    };
    Ok(())
}
