//! An account at a moment: what is in it, and what of its variation margin was paid.

use super::{LinkLook, Moment, Tone, Wear, short_amount};
use interclear_core::engine::{AccountFrame, AccountInfo, BookInfo, ContractInfo};
use interclear_core::units::{Amount, ParticipantIx};

/// The look of an account by its place.
pub(super) fn look(m: &Moment<'_>, at: usize) -> LinkLook {
    let now = m.frame.book.as_ref().and_then(|b| b.accounts.get(at));
    let (Some(book), Some(now)) = (&m.trace.book, now) else { return LinkLook::default() };
    let Some(info) = book.accounts.get(at) else { return LinkLook::default() };
    let before = m.before.and_then(|f| f.book.as_ref()).and_then(|b| b.accounts.get(at));
    let held = if m.settled() { now } else { before.unwrap_or(now) };
    let (wear, label, spoken) = state(m, info, now, before);
    let inside = inside(m, book, info, held);
    // What its contracts are worth, for the line's width.
    let price =
        |c: usize| m.frame.book.as_ref().and_then(|b| b.contracts.get(c)).map_or(0.0, |c| c.price.quanta() as f64);
    let worth: f64 = held.lines.iter().enumerate().map(|(c, q)| q.abs() as f64 * price(c)).sum();
    LinkLook {
        wear,
        tone: Tone::Account,
        padlock: None,
        label: if label.is_empty() { short(m, book, held) } else { label },
        value: worth * Amount::new(1).to_f64(m.trace.decimals()),
        moved: now.paid != Amount::ZERO && m.settled(),
        back: now.due > Amount::ZERO || (now.due == Amount::ZERO && now.open > Amount::ZERO),
        spoken: [spoken, inside].into_iter().filter(|x| !x.is_empty()).collect::<Vec<_>>().join("; "),
    }
}

/// How it is worn, with its label and words for a screen reader.
fn state(
    m: &Moment<'_>,
    info: &AccountInfo,
    now: &AccountFrame,
    before: Option<&AccountFrame>,
) -> (Wear, String, String) {
    let n = |a: Amount| short_amount(Amount::new(a.quanta().abs()), m.trace.decimals());
    let name = |gains: bool| m.trace.name(if gains { info.b } else { info.a });
    if now.due != Amount::ZERO {
        // Who pays is the side that has lost.
        let payer = name(now.due > Amount::ZERO);
        if !m.settled() {
            return (
                Wear::Whole,
                format!("owes {}", n(now.due)),
                format!("{payer} owes {} variation margin", n(now.due)),
            );
        }
        if now.paid == now.due {
            return (
                Wear::Paid,
                format!("paid {}", n(now.paid)),
                format!("{payer} paid {} variation margin", n(now.paid)),
            );
        }
        let share = (now.paid.quanta() as f64 / now.due.quanta() as f64).clamp(0.0, 1.0);
        let figures = (n(now.paid), n(now.due));
        let spoken = format!("{payer} paid {} of {} variation margin", figures.0, figures.1);
        return (Wear::Part(share), format!("{} / {}", figures.0, figures.1), spoken);
    }
    let was = before.is_some_and(|b| b.closed);
    if now.open != Amount::ZERO && m.settled() {
        let spoken = format!("{} of variation margin unpaid by {}", n(now.open), name(now.open > Amount::ZERO));
        return (Wear::Part(0.0), format!("unpaid {}", n(now.open)), spoken);
    }
    if now.closed && (was || before.is_none()) {
        return (Wear::Closed, String::new(), "closed".to_owned());
    }
    if now.closed && m.settled() {
        return (Wear::Ending, "closed".to_owned(), "closed in this tick".to_owned());
    }
    if now.taken && m.settled() {
        return (
            Wear::Ending,
            "kept by the house".to_owned(),
            "its book is kept by the house until it is closed out".to_owned(),
        );
    }
    (Wear::Whole, String::new(), String::new())
}

/// What is in it, where that is one contract: `10 × Oil`.
fn short(m: &Moment<'_>, book: &BookInfo, held: &AccountFrame) -> String {
    let mut lines = held.lines.iter().zip(&book.contracts).filter(|(q, _)| **q != 0);
    match (lines.next(), lines.next()) {
        (Some((q, c)), None) => format!("{} \u{d7} {}", q.abs(), underlying(m, c)),
        _ => String::new(),
    }
}

fn underlying<'a>(m: &'a Moment<'_>, c: &'a ContractInfo) -> &'a str {
    m.trace.assets.get(c.underlying.at()).map_or(c.label.as_str(), |a| a.label.as_str())
}

/// Everything that is in it, in words.
fn inside(m: &Moment<'_>, book: &BookInfo, info: &AccountInfo, held: &AccountFrame) -> String {
    let name = |who: ParticipantIx| m.trace.name(who);
    let line = |(q, c): (&i64, &ContractInfo)| {
        let (long, many) = (if *q > 0 { info.a } else { info.b }, q.abs());
        format!("{} long {many} {}", name(long), c.label)
    };
    let all: Vec<String> = held.lines.iter().zip(&book.contracts).filter(|(q, _)| **q != 0).map(line).collect();
    if all.is_empty() { "nothing in it".to_owned() } else { all.join(", ") }
}
