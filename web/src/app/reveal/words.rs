//! Short numbers for the canvas, and sentences for whoever does not see it.

use super::{LinkLook, NodeLook};
use interclear_core::units::Amount;

/// A number that fits a node: `160`, `−4.4`, `8,600`, `123.4k`.
#[must_use]
pub fn short_amount(amount: Amount, decimals: u8) -> String {
    let value = amount.to_f64(decimals);
    let size = value.abs();
    let (scaled, unit) = match size {
        s if s >= 1e9 => (size / 1e9, "bn"),
        s if s >= 1e6 => (size / 1e6, "m"),
        s if s >= 1e5 => (size / 1e3, "k"),
        _ => (size, ""),
    };
    let places = match scaled {
        s if s >= 1_000.0 => 0,
        s if s >= 100.0 => 1,
        _ => 2,
    };
    let text = format!("{scaled:.places$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    // No unit leaves more than five digits.
    let comma = text.len().checked_sub(3).filter(|at| *at > 0 && !text.contains('.'));
    let text = match comma {
        Some(at) => format!("{},{}", &text[..at], &text[at..]),
        None => text.to_owned(),
    };
    let sign = if value < 0.0 && text != "0" { "\u{2212}" } else { "" };
    format!("{sign}{text}{unit}")
}

/// The accessible name of a participant: "Heron, fund, failed day 2 round 2, illiquid, short 45 of 50".
#[must_use]
pub fn describe_node(label: &str, kind: &str, look: &NodeLook) -> String {
    let parts = [label, kind, &look.spoken];
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The accessible name of a link: "Heron owes Wren 50, paid 5 of 50".
#[must_use]
pub fn describe_link(from: &str, verb: &str, to: &str, look: &LinkLook) -> String {
    let head = format!("{from} {verb} {to}");
    if look.spoken.is_empty() { head } else { format!("{head}: {}", look.spoken) }
}
