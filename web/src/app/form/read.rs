//! Reading what a person typed: separators, a true minus sign and a per cent sign are welcome.

use interclear_core::units::{Decimal, Price, Rate};

/// The plain digits of a typed number.
fn plain(text: &str) -> String {
    let kept = text.trim().chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{202f}' | '\u{a0}' | '_' | '\''));
    let plain: String = kept.map(|c| if matches!(c, '\u{2212}' | '\u{2013}') { '-' } else { c }).collect();
    without_separators(&plain).unwrap_or(plain)
}

/// Takes out commas that stand between groups of three digits: `1,600` but not `1,6`.
fn without_separators(text: &str) -> Option<String> {
    let (whole, part) = text.split_once('.').map_or((text, None), |(w, p)| (w, Some(p)));
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next()?;
    let good = (1..=3).contains(&first.len()) && groups.all(|g| g.len() == 3);
    (whole.contains(',') && good).then(|| {
        let whole = whole.replace(',', "");
        part.map_or(whole.clone(), |p| format!("{whole}.{p}"))
    })
}

fn unreadable(text: &str, example: &str) -> String {
    if text.trim().is_empty() {
        return format!("Type a number, for example {example}.");
    }
    format!("\u{201c}{}\u{201d} is not a number; for example {example}.", text.trim())
}

/// An exact decimal number.
pub fn decimal(text: &str) -> Result<Decimal, String> {
    let plain = plain(text);
    let padded = if let Some(rest) = plain.strip_prefix('.') { format!("0.{rest}") } else { plain };
    padded.parse().map_err(|e| match e {
        interclear_core::units::DecimalError::Malformed => unreadable(text, "12.5"),
        other => format!("\u{201c}{}\u{201d} {other}.", text.trim()),
    })
}

fn float(text: &str, example: &str) -> Result<f64, String> {
    decimal(text).map(|d| d.to_f64()).map_err(|_| unreadable(text, example))
}

/// A share typed in per cent.
pub fn percent(text: &str) -> Result<Rate, String> {
    let bare = text.trim().trim_end_matches('%');
    let value = float(bare, "10")? / 100.0;
    Rate::new((value * 1e10).round() / 1e10).map_err(|e| format!("This {e}."))
}

/// A price.
pub fn price(text: &str) -> Result<Price, String> {
    Price::new(float(text, "0.95")?).map_err(|e| format!("A price that {e} makes no sense."))
}

/// A whole number from 0.
pub fn whole(text: &str) -> Result<u32, String> {
    plain(text).parse().map_err(|_| {
        if text.trim().is_empty() {
            "Type a whole number, for example 2.".to_owned()
        } else {
            format!("\u{201c}{}\u{201d} is not a whole number from 0; for example 2.", text.trim())
        }
    })
}

/// A share as its field shows it, in per cent without the sign.
pub fn as_percent(rate: Rate) -> String {
    super::super::words::rounded(rate.get() * 100.0, 6)
}
