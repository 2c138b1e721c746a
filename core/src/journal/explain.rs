//! Why something happened: the sentence with its numbers, and the numbered chain back to the roots.
//!
//! Nothing is inferred here: the chain is a walk up the causes that the engine wrote.

use super::entry::{Entry, EntryKind, Party};
use super::words;
use crate::trace::Trace;
use crate::units::{Amount, EntryIx};
use serde::{Deserialize, Serialize};

/// Hops shown at most; a chain is as long as the network is deep.
const MAX_STEPS: usize = 24;

/// One line of arithmetic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// What the number is.
    pub text: String,
    /// How much, in quanta of the numeraire; lines before the last sum to the last.
    pub amount: Amount,
}

/// One hop of the chain, first cause first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The entry.
    pub entry: EntryIx,
    /// Whose it is, when it is a participant's.
    pub who: Option<Party>,
    /// What happened, with its numbers.
    pub text: String,
    /// When: `day 2, round 1`.
    pub when: String,
}

/// Why an entry came about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// One sentence with the numbers.
    pub sentence: String,
    /// The arithmetic of the shortfall: parts and their sum.
    pub lines: Vec<Line>,
    /// The chain from the first cause to this entry.
    pub chain: Vec<Step>,
    /// What this entry brought about afterwards, in order.
    pub consequences: Vec<Step>,
}

/// Explains an entry of a trace; `None` when there is no such entry.
#[must_use]
pub fn explain(trace: &Trace, at: EntryIx) -> Option<Explanation> {
    let entry = trace.journal.get(at)?;
    Some(Explanation {
        sentence: sentence(trace, entry),
        lines: lines(trace, entry),
        chain: chain(trace, at).into_iter().filter_map(|ix| step(trace, ix)).collect(),
        consequences: consequences(trace, at).into_iter().filter_map(|ix| step(trace, ix)).collect(),
    })
}

/// A failure's own line is about what stood unpaid; the shortfall behind it has the causes.
fn behind<'a>(trace: &'a Trace, entry: &'a Entry) -> &'a Entry {
    let short = entry
        .causes
        .iter()
        .filter_map(|c| trace.journal.get(c.entry))
        .find(|e| e.kind == EntryKind::Short && e.who == entry.who);
    match entry.kind {
        EntryKind::Failed | EntryKind::Late => short.unwrap_or(entry),
        _ => entry,
    }
}

fn sentence(trace: &Trace, entry: &Entry) -> String {
    let cause = behind(trace, entry);
    let main = words::sentence(trace, entry);
    let because =
        cause.causes.first().and_then(|c| trace.journal.get(c.entry)).filter(|e| !matches!(e.kind, EntryKind::Opening));
    match because {
        Some(e) if Trace::is_failure(entry.kind) => format!("{main} {}", words::because(trace, e)),
        _ => main,
    }
}

/// The shortfall split into what brought it about; or equity from its opening to where it is.
fn lines(trace: &Trace, entry: &Entry) -> Vec<Line> {
    let cause = behind(trace, entry);
    let of =
        |c: &super::Cause| trace.journal.get(c.entry).map(|e| Line { text: words::cause(trace, e), amount: c.amount });
    let mut all: Vec<Line> = Vec::new();
    match cause.kind {
        EntryKind::Short => {
            all.extend(cause.causes.iter().filter_map(of));
            let total = Amount::new(cause.of.quanta() - cause.amount.quanta());
            all.push(Line { text: "Not paid".into(), amount: total });
        }
        EntryKind::Exhausted => {
            all.extend(cause.causes.iter().filter_map(of));
            all.push(Line { text: "Uncovered".into(), amount: cause.amount });
        }
        EntryKind::Closed | EntryKind::Insolvent => {
            let opening = cause.who.and_then(|who| {
                trace.journal.entries.iter().find(|e| e.kind == EntryKind::Opening && e.who == Some(who))
            });
            let start = opening.map_or(0, |e| e.amount.quanta());
            all.push(Line { text: "Equity at the opening".into(), amount: Amount::new(start) });
            let losses = cause
                .causes
                .iter()
                .filter(|c| trace.journal.get(c.entry).is_some_and(|e| e.kind != EntryKind::Opening));
            all.extend(losses.filter_map(of).map(|l| Line { amount: Amount::new(-l.amount.quanta()), ..l }));
            let rest = cause.amount.quanta() - all.iter().map(|l| l.amount.quanta()).sum::<i64>();
            if rest != 0 {
                all.push(Line { text: "Other changes".into(), amount: Amount::new(rest) });
            }
            all.push(Line { text: "Equity".into(), amount: cause.amount });
        }
        _ => {}
    }
    all
}

/// Walks up the largest causes to a root. Lines that only repeat the next one are left out.
fn chain(trace: &Trace, at: EntryIx) -> Vec<EntryIx> {
    let mut up = vec![at];
    let mut here = at;
    while up.len() < 4 * MAX_STEPS {
        let Some(entry) = trace.journal.get(here) else { break };
        let next =
            entry.causes.iter().find(|c| trace.journal.get(c.entry).is_some_and(|e| e.kind != EntryKind::Opening));
        let Some(next) = next.or(entry.causes.first()) else { break };
        here = next.entry;
        up.push(here);
    }
    let kept = |ix: &EntryIx| {
        let kind = trace.journal.get(*ix).map(|e| e.kind);
        // A shortfall that became a failure is told by the later line.
        *ix == at || !matches!(kind, Some(EntryKind::Short | EntryKind::Opening)) || !has_later(trace, &up, *ix)
    };
    let mut chain: Vec<EntryIx> = up.iter().filter(|ix| kept(ix)).copied().collect();
    // A failure stands for the shortfall entry that names it as cause in the same clearing.
    for ix in &mut chain {
        if let Some(failed) = failure_after(trace, *ix) {
            *ix = failed;
        }
    }
    chain.dedup();
    chain.truncate(MAX_STEPS);
    chain.reverse();
    chain
}

fn has_later(trace: &Trace, up: &[EntryIx], ix: EntryIx) -> bool {
    let who = trace.journal.get(ix).and_then(|e| e.who);
    let later = up.iter().take_while(|x| **x != ix).last();
    later.and_then(|x| trace.journal.get(*x)).is_some_and(|e| e.who == who)
}

/// The failure that a shortfall led to, if it did.
fn failure_after(trace: &Trace, ix: EntryIx) -> Option<EntryIx> {
    let short = trace.journal.get(ix).filter(|e| e.kind == EntryKind::Short)?;
    let failed = trace.journal.failure_of(short.who?)?;
    let named = trace.journal.get(failed)?.causes.iter().any(|c| c.entry == ix);
    named.then_some(failed)
}

/// Failures that this entry led to, through any of its effects.
fn consequences(trace: &Trace, at: EntryIx) -> Vec<EntryIx> {
    let mut reached = vec![false; trace.journal.entries.len()];
    if let Some(slot) = reached.get_mut(at.at()) {
        *slot = true;
    }
    // A shortfall behind a failure reaches whoever missed its payment.
    let own = trace.journal.get(at).map(|e| e.causes.iter().map(|c| c.entry).collect::<Vec<_>>()).unwrap_or_default();
    for ix in own {
        let same = trace
            .journal
            .get(ix)
            .is_some_and(|e| e.kind == EntryKind::Short && e.who == trace.journal.get(at).and_then(|x| x.who));
        if let Some(slot) = reached.get_mut(ix.at()).filter(|_| same) {
            *slot = true;
        }
    }
    let mut found = Vec::new();
    for (i, e) in trace.journal.entries.iter().enumerate() {
        let hit = e.causes.iter().any(|c| reached.get(c.entry.at()).copied().unwrap_or(false));
        if !hit {
            continue;
        }
        if let Some(slot) = reached.get_mut(i) {
            *slot = true;
        }
        let ix = EntryIx(i as u32);
        if ix != at && Trace::is_failure(e.kind) {
            found.push(ix);
        }
    }
    found.truncate(MAX_STEPS);
    found
}

fn step(trace: &Trace, ix: EntryIx) -> Option<Step> {
    let e = trace.journal.get(ix)?;
    let when = if e.round > 0 {
        format!("{} {}, round {}", trace.unit, e.tick, e.round)
    } else {
        format!("{} {}, {}", trace.unit, e.tick, e.phase.label())
    };
    Some(Step {
        entry: ix,
        who: e.who.filter(|w| w.at() < trace.participants.len()),
        text: words::sentence(trace, e),
        when,
    })
}
