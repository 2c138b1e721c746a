//! Figures of positions in contracts, by name.

use crate::Trace;
use crate::engine::{AccountFrame, AccountInfo, Frame, MarginFrame};
use crate::units::{Amount, ParticipantIx};

/// What a contract was settled at, and how many there are.
pub(super) fn contract(trace: &Trace, frame: &Frame, kind: &str, id: &str) -> Option<f64> {
    let at = trace.book.as_ref()?.contracts.iter().position(|c| c.id == id)?;
    let f = frame.book.as_ref()?.contracts.get(at)?;
    Some(if kind == "settles" { f.price.to_f64(trace.decimals()) } else { f.open_interest as f64 })
}

fn named(trace: &Trace, who: ParticipantIx, id: &str) -> bool {
    trace.participants.get(who.at()).map_or(id == "outside", |p| p.id == id)
}

/// Initial margin between two: what is asked for, what is there, what is missing.
pub(super) fn margin(trace: &Trace, frame: &Frame, kind: &str, what: &str) -> Option<f64> {
    let (poster, holder) = what.split_once('/')?;
    let info = trace.book.as_ref()?;
    let at = info.margins.iter().position(|m| named(trace, m.poster, poster) && named(trace, m.holder, holder))?;
    let f: &MarginFrame = frame.book.as_ref()?.margins.get(at)?;
    let amount = match kind {
        "margin" => f.required,
        "margin_posted" => f.posted,
        _ => f.missing,
    };
    Some(amount.to_f64(trace.decimals()))
}

/// What somebody has in all its accounts: contracts of a kind, or what it has gained in variation margin so far.
pub(super) fn accounts(trace: &Trace, frame: &Frame, kind: &str, what: &str) -> Option<f64> {
    let info = trace.book.as_ref()?;
    let (who, contract) = what.split_once('/').map_or((what, None), |(who, c)| (who, Some(c)));
    let place = match contract {
        Some(id) => Some(info.contracts.iter().position(|c| c.id == id)?),
        None => None,
    };
    if !(who == "outside" || trace.participants.iter().any(|p| p.id == who)) {
        return None;
    }
    let side = |x: &AccountInfo| {
        if named(trace, x.a, who) {
            1
        } else if named(trace, x.b, who) {
            -1
        } else {
            0
        }
    };
    let of = |f: &AccountFrame| match (kind, place) {
        ("position", Some(at)) => f.lines.get(at).copied().unwrap_or(0),
        _ => f.gained.quanta(),
    };
    let sum: i64 = info.accounts.iter().zip(&frame.book.as_ref()?.accounts).map(|(x, f)| side(x) * of(f)).sum();
    match kind {
        "position" => place.map(|_| sum as f64),
        _ => Some(Amount::new(sum).to_f64(trace.decimals())),
    }
}
