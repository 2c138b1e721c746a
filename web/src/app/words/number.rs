//! Numbers as text: separators, a true minus sign, the asset's decimals.

use interclear_core::units::{Amount, Price};

/// The minus sign, which is as wide as a plus.
pub const MINUS: char = '\u{2212}';
/// The space between a number and its per cent sign.
const NARROW: char = '\u{202f}';

/// A number with up to `places` decimals, without trailing zeros: `1,234.5`, `−4.4`.
#[must_use]
pub fn rounded(value: f64, places: usize) -> String {
    let text = fixed(value, places);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A number with exactly `places` decimals: `7.75`, `10.00`.
#[must_use]
pub fn fixed(value: f64, places: usize) -> String {
    if !value.is_finite() {
        return "\u{2013}".to_owned();
    }
    let plain = format!("{:.places$}", value.abs());
    let (whole, part) = plain.split_once('.').unwrap_or((plain.as_str(), ""));
    let zero = plain.bytes().all(|b| b == b'0' || b == b'.');
    let mut text = String::new();
    if value < 0.0 && !zero {
        text.push(MINUS);
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if !part.is_empty() {
        text.push('.');
        text.push_str(part);
    }
    text
}

/// A figure to two decimals, or to two significant digits when it is smaller than that: `0.88`, `0.0038`. What is below a
/// millionth is said to be `< 0.000001`.
#[must_use]
pub fn figure(value: f64) -> String {
    match value.abs() {
        size if size >= 0.01 || size == 0.0 => rounded(value, 2),
        size if size < 1e-6 => format!("{}<\u{202f}0.000001", if value < 0.0 { "\u{2212}" } else { "" }),
        _ => rounded(value, places_of(value, 6) + 1),
    }
}

/// An amount to two decimals at most, or to two significant digits when it is smaller than that.
#[must_use]
pub fn money(amount: Amount, decimals: u8) -> String {
    let value = amount.to_f64(decimals);
    rounded(value, places_of(value, decimals))
}

fn places_of(value: f64, decimals: u8) -> usize {
    let most = usize::from(decimals);
    let mut places = most.min(2);
    let mut scaled = value.abs() * 100.0;
    while value != 0.0 && scaled < 1.0 && places < most {
        scaled *= 10.0;
        places += 1;
    }
    places
}

/// An amount with all its decimals, without trailing zeros: for arithmetic that must foot.
#[must_use]
pub fn exact(amount: Amount, decimals: u8) -> String {
    rounded(amount.to_f64(decimals), usize::from(decimals))
}

/// Amounts of one column, all with the same number of decimals (two at most).
#[must_use]
pub fn column(amounts: &[Amount], decimals: u8) -> Vec<String> {
    let values: Vec<f64> = amounts.iter().map(|a| a.to_f64(decimals)).collect();
    numbers(&values, usize::from(decimals).min(2))
}

/// Numbers of one column, all with the same number of decimals (`most` at most).
#[must_use]
pub fn numbers(values: &[f64], most: usize) -> Vec<String> {
    let places =
        values.iter().map(|v| rounded(*v, most).split_once('.').map_or(0, |(_, part)| part.len())).max().unwrap_or(0);
    values.iter().map(|v| fixed(*v, places)).collect()
}

/// A ratio as per cent with up to two decimals: `92.25 %`.
#[must_use]
pub fn percent(ratio: f64) -> String {
    format!("{}{NARROW}%", rounded(ratio * 100.0, 2))
}

/// A change as per cent with its sign: `+5 %`, `−10 %`.
#[must_use]
pub fn change(ratio: f64) -> String {
    let sign = if ratio > 0.0 { "+" } else { "" };
    format!("{sign}{}", percent(ratio))
}

/// A price with up to four decimals, or as a small figure where they would all be zero.
#[must_use]
pub fn price(price: Price) -> String {
    if price.get() < 0.0001 { figure(price.get()) } else { rounded(price.get(), 4) }
}

/// A price that the journal keeps in millionths.
#[must_use]
pub fn millionths(amount: Amount) -> String {
    rounded(amount.quanta() as f64 / 1e6, 4)
}

/// A count with its word: `1 failure`, `3 failures`.
#[must_use]
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", rounded(n as f64, 0), if n == 1 { one } else { many })
}

/// The first letter in upper case; one outside a to z stays as it is.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| std::iter::once(c.to_ascii_uppercase()).chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_separators_and_a_true_minus() {
        for (value, places, text) in [
            (0.0, 2, "0"),
            (-0.001, 2, "0"),
            (-4.4, 2, "−4.4"),
            (1_234_567.891, 2, "1,234,567.89"),
            (999.999, 2, "1,000"),
            (160.0, 0, "160"),
            (f64::NAN, 0, "–"),
        ] {
            assert_eq!(rounded(value, places), text);
        }
    }

    #[test]
    fn small_amounts_keep_their_digits() {
        assert_eq!(money(Amount::new(12_345), 2), "123.45");
        assert_eq!(money(Amount::new(1), 8), "0.00000001");
        assert_eq!(money(Amount::new(123_456_789), 8), "1.23");
        assert_eq!(exact(Amount::new(123_456_789), 8), "1.23456789");
    }

    #[test]
    fn small_figures_keep_two_digits() {
        for (value, text) in
            [(0.8754, "0.88"), (0.003_76, "0.0038"), (0.0001, "0.0001"), (0.0, "0"), (5.7e-12, "<\u{202f}0.000001")]
        {
            assert_eq!(figure(value), text);
        }
    }

    #[test]
    fn a_column_shares_its_decimals() {
        let amounts = [Amount::new(1_000), Amount::new(775), Amount::new(-440)];
        assert_eq!(column(&amounts, 2), ["10.00", "7.75", "−4.40"]);
        assert_eq!(column(&[Amount::new(500), Amount::new(-5_000)], 2), ["5", "−50"]);
    }

    #[test]
    fn ratios_are_per_cent() {
        assert_eq!(percent(0.9225), "92.25\u{202f}%");
        assert_eq!(change(-0.1), "−10\u{202f}%");
        assert_eq!(change(0.05), "+5\u{202f}%");
    }
}
