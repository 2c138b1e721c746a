//! Journal lines in words: the core's sentence, with the digits of large numbers in groups.

use interclear_core::engine::Trace;
use interclear_core::journal::{Entry, EntryKind, words};

/// A journal line in words: `Heron fails: 45 of 50 is unpaid.`
#[must_use]
pub fn sentence(trace: &Trace, entry: &Entry) -> String {
    grouped(&words::sentence(trace, entry))
}

/// A text whose whole numbers of five digits and more have separators: `12,500`. Years stay as they are. Whoever is outside
/// has no name, and begins a sentence like any other word.
#[must_use]
pub fn grouped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut rest = text;
    let mut before = ' ';
    if let Some(after) = rest.strip_prefix("outside ") {
        out.push_str("Outside ");
        rest = after;
    }
    while let Some(first) = rest.chars().next() {
        let run = rest.bytes().take_while(u8::is_ascii_digit).count();
        let free = !before.is_alphanumeric() && !matches!(before, '.' | '_' | '#');
        if run >= 5 && free {
            for (i, digit) in rest.chars().take(run).enumerate() {
                if i > 0 && (run - i).is_multiple_of(3) {
                    out.push(',');
                }
                out.push(digit);
            }
        } else {
            out.extend(rest.chars().take(run.max(1)));
        }
        let step = if run > 0 { run } else { first.len_utf8() };
        before = if run > 0 { '0' } else { first };
        rest = rest.get(step..).unwrap_or_default();
    }
    out
}

/// Whether a line tells of something gone wrong.
#[must_use]
pub const fn is_trouble(kind: EntryKind) -> bool {
    use EntryKind as K;
    !matches!(
        kind,
        K::Opening
            | K::Paid
            | K::ToppedUp
            | K::Withdrawn
            | K::TakenBack
            | K::Released
            | K::SetOff
            | K::EstatePaid
            | K::Recovered
            | K::Rescue
    )
}
