//! Rows and cells of a text, what may stand in a cell, and what is said of one that may not.

use csv::{ReaderBuilder, Trim};
use interclear_core::scenario::{Code, MAX_BYTES, MAX_LABEL, MAX_LINKS, MAX_PARTICIPANTS, MAX_PROBLEMS, Problem};
use interclear_core::units::{Decimal, DecimalError};

/// Rows that are not empty, each with the number by which a spreadsheet calls it.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub rows: Vec<(usize, Vec<String>)>,
}

/// Rows of the longest table that is read: a head and as many debts as there may be, twice since they are added up.
const MOST_ROWS: usize = 2 * MAX_LINKS + 1;
/// Cells of the widest row: a name and a column for everybody, and outside.
const MOST_CELLS: usize = MAX_PARTICIPANTS + 2;

impl Grid {
    /// Cuts a text into cells; the separator is the one that its first row has most of.
    pub fn of(text: &str) -> Result<Self, Problem> {
        if text.len() > MAX_BYTES {
            let words = format!("has {} bytes, and at most {MAX_BYTES} are read", text.len());
            return Err(Problem::error(Code::TooLarge, "the table", words));
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(Trim::All)
            .delimiter(separator(text))
            .from_reader(text.as_bytes());
        let mut grid = Self::default();
        for (row, record) in (1..).zip(blank_rows_kept(text, reader.records())) {
            let Some(record) = record else { continue };
            let record = record.map_err(|e| Problem::error(Code::Syntax, place(row, 0), e.to_string()))?;
            if record.len() > MOST_CELLS {
                let words = format!("has {} cells, and at most {MOST_CELLS} are read", record.len());
                return Err(Problem::error(Code::Limit, place(row, 0), words));
            }
            if record.iter().any(|cell| !cell.is_empty()) {
                grid.rows.push((row, record.iter().map(bare).collect()));
            }
            if grid.rows.len() > MOST_ROWS {
                let words = format!("there are more than {MOST_ROWS} rows");
                return Err(Problem::error(Code::Limit, place(row, 0), words));
            }
        }
        if grid.rows.is_empty() {
            let hint = "a row for each debt: from,to,amount; or a matrix with names in its first row and column";
            return Err(Problem::error(Code::MissingField, "the table", "is empty").hint(hint));
        }
        Ok(grid)
    }
}

/// Records with a gap for every empty line before them, so that rows have the numbers they have in a spreadsheet.
fn blank_rows_kept<'a, E: 'a>(
    text: &'a str,
    records: impl Iterator<Item = Result<csv::StringRecord, E>> + 'a,
) -> impl Iterator<Item = Option<Result<csv::StringRecord, E>>> + 'a {
    let bytes = text.as_bytes();
    let mut seen = 0usize;
    records.flat_map(move |record| {
        let mut gaps = 0;
        if let Ok(record) = &record
            && let Some(at) = record.position()
        {
            // The reader passes over empty lines; its own position is where the record before ended.
            let mut start = usize::try_from(at.byte()).unwrap_or(seen).max(seen);
            // The second half of an end of line that has two.
            if start > 0 && bytes.get(start - 1) == Some(&b'\r') && bytes.get(start) == Some(&b'\n') {
                start += 1;
            }
            while let Some(b'\n' | b'\r') = bytes.get(start) {
                gaps += usize::from(bytes.get(start) == Some(&b'\n'));
                start += 1;
            }
            seen = start;
        }
        std::iter::repeat_with(|| None).take(gaps).chain(std::iter::once(Some(record)))
    })
}

/// Comma, semicolon or tab: whichever the first row has most of outside quotes.
fn separator(text: &str) -> u8 {
    let mut quoted = false;
    let (mut commas, mut semicolons, mut tabs) = (0, 0, 0);
    for b in text.trim_start().bytes() {
        match b {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            b',' if !quoted => commas += 1,
            b';' if !quoted => semicolons += 1,
            b'\t' if !quoted => tabs += 1,
            _ => {}
        }
    }
    match tabs.max(semicolons).max(commas) {
        0 => b',',
        most if most == tabs => b'\t',
        most if most == semicolons => b';',
        _ => b',',
    }
}

/// A cell without the mark that keeps a spreadsheet from working it out, which [`super::write`] puts there.
fn bare(cell: &str) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) || rest.starts_with('\'') => rest.to_owned(),
        _ => cell.to_owned(),
    }
}

/// Whether a spreadsheet would take a text for a formula.
pub(super) fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Where a cell is; column 0 is the whole row.
pub(super) fn place(row: usize, column: usize) -> String {
    if column == 0 { format!("row {row}") } else { format!("row {row}, column {column}") }
}

/// What a row or a cell of it has wrong; no more than a reader can use.
pub(super) fn note(problems: &mut Vec<Problem>, code: Code, at: (usize, usize), words: String, hint: &str) {
    if problems.len() < MAX_PROBLEMS {
        let problem = Problem::error(code, place(at.0, at.1), words);
        problems.push(if hint.is_empty() { problem } else { problem.hint(hint) });
    }
}

/// Whether a cell looks like a number, well written or not.
pub(super) fn is_number(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let other =
        |c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '_' | '%' | '-' | '+' | ' ' | '\u{a0}'));
    digits > 0 && !cell.chars().any(other)
}

/// An amount, or why it is none and what would be one.
pub(super) fn amount(cell: &str) -> Result<Decimal, (String, &'static str)> {
    let said = |words: &str| format!("\u{201c}{}\u{201d} {words}", short(cell));
    if cell.is_empty() {
        return Err(("there is no amount".to_owned(), "a number such as 12.5"));
    }
    if is_formula(cell) && !cell.trim_start_matches(['+', '-']).bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return Err((said("is a formula, and cells are text here"), "put its value in its place"));
    }
    if cell.ends_with('%') {
        return Err((said("is a share"), "an amount in units of the numeraire, without the per cent sign"));
    }
    if is_number(cell) && cell.contains([',', '\'', '_', ' ', '\u{a0}']) {
        let hint = "digits without separators, and a point before decimals: 1234.5";
        return Err((said("has a separator that may stand for thousands or for decimals"), hint));
    }
    match cell.parse::<Decimal>() {
        Ok(d) if d.is_negative() => Err((said("is below zero"), "turn debtor and creditor round")),
        Ok(d) => Ok(d),
        Err(DecimalError::Malformed) => Err((said("is not a number"), "a number such as 12.5")),
        Err(other) => Err((said(&other.to_string()), "fewer digits")),
    }
}

/// A participant's name, or why it is none.
pub(super) fn name(cell: &str) -> Result<String, (String, &'static str)> {
    if cell.is_empty() {
        return Err(("there is no name".to_owned(), "who owes, or is owed"));
    }
    if cell.chars().count() > MAX_LABEL {
        return Err((format!("\u{201c}{}\u{201d} is too long", short(cell)), "a name of at most 80 characters"));
    }
    if cell.chars().any(hides) {
        return Err((
            format!("\u{201c}{}\u{201d} has characters that hide or turn text", short(cell)),
            "remove control and direction characters",
        ));
    }
    Ok(cell.to_owned())
}

/// Characters that hide or turn text: controls, zero width, direction marks. The check of scenarios refuses more.
fn hides(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The beginning of a cell, for a message.
fn short(cell: &str) -> String {
    let mut kept: String = cell.chars().take(30).collect();
    if kept.len() < cell.len() {
        kept.push('\u{2026}');
    }
    kept
}
