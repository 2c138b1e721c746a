//! Kinds of link: their verbs, their widths, and how one looks that no run knows yet.

use super::ends::End;
use crate::app::reveal::{LinkLook, Tone, Wear};
use interclear_core::journal::LinkKind;

/// The word between its ends.
pub(super) const fn verb(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Obligation => "owes",
        LinkKind::Trade => "sells to",
        LinkKind::Deposit => "has a deposit with",
        LinkKind::Collateral => "posts collateral with",
        LinkKind::Position => "settles with",
    }
}

/// A link that no run knows yet.
pub(super) fn plain(end: &End<'_>) -> LinkLook {
    let (tone, word) = match end.kind {
        LinkKind::Obligation => (Tone::Debt, "owes"),
        LinkKind::Trade => (Tone::Debt, "trade"),
        LinkKind::Deposit => (Tone::Deposit, "deposit"),
        LinkKind::Collateral => (Tone::Collateral, "collateral"),
        LinkKind::Position => (Tone::Account, ""),
    };
    let label = format!("{word} {}", end.amount).trim().to_owned();
    LinkLook { tone, label, spoken: end.amount.clone(), ..LinkLook::default() }
}

/// Width by the square root of the amount, within limits.
pub(super) fn width(look: &LinkLook, most: f64) -> f64 {
    let share = if most > 0.0 { (look.value / most).clamp(0.0, 1.0).sqrt() } else { 0.4 };
    let width = match (look.tone, look.wear) {
        (_, Wear::Closed) => 1.0,
        (_, Wear::Fog) => 2.0,
        (Tone::Deposit, _) => 1.4 + 1.4 * share,
        (Tone::Collateral, _) => 3.2 + 2.8 * share,
        (Tone::Debt, _) => 1.6 + 3.4 * share,
        (Tone::Account, _) => 1.8 + 2.2 * share,
    };
    (width * 10.0).round() / 10.0
}
