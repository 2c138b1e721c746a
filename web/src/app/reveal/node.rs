//! A participant at a moment: shape, one word with one number, and the bar.

use super::{Moment, short_amount};
use crate::app::seen::{coverage, differs};
use interclear_core::engine::{Frame, ParticipantFrame, State, Trace};
use interclear_core::journal::{Entry, EntryKind};
use interclear_core::units::{Amount, ParticipantIx};

/// Why a failed participant failed, as its balance sheet says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Its assets are worth what it owes, but it cannot pay now.
    Illiquid,
    /// It owes more than it has.
    Insolvent,
    /// Declared by an event.
    Declared,
}

/// The state shown by shape, mark and word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// Pays.
    #[default]
    Solvent,
    /// Pays, and lost something on a claim.
    Impaired,
    /// Pays, or is paid, only thanks to collateral.
    Strained,
    /// Due and unpaid, within grace.
    Late,
    /// Can pay nothing for a while.
    Out,
    /// Requests wait in its queue.
    Locked,
    /// Owes more than it has, and still pays.
    Insolvent,
    /// Failed in this tick.
    Failed(Failure),
    /// Failed in an earlier tick.
    Gone(Failure),
    /// Failed, and has since paid in full.
    Recovered,
}

/// A participant at a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeLook {
    /// The state shown.
    pub shape: Shape,
    /// Struck by an event in this tick.
    pub shocked: bool,
    /// The word of its line.
    pub word: String,
    /// The number of its line.
    pub number: String,
    /// Assets over the larger of assets and debts, 0 to 1.
    pub assets: f64,
    /// Debts over the larger of the two; none without debts.
    pub debts: Option<f64>,
    /// The state in words, for a screen reader.
    pub spoken: String,
    /// What others see where that is something else: the words of both, for whoever points at it.
    pub veil: Option<Veil>,
}

/// Others see something else of a participant than there is.
#[derive(Clone, Debug, PartialEq)]
pub struct Veil {
    /// Whether what they see is what is drawn.
    pub drawn: bool,
    /// Both equities and coverages in words.
    pub words: String,
}

pub(super) fn look(m: &Moment<'_>, who: ParticipantIx) -> NodeLook {
    let Some(now) = m.frame.participants.get(who.at()) else { return NodeLook::default() };
    let fell = m.fell.get(who.at()).copied().unwrap_or(0);
    let later = !m.settled() && (fell == 0 || fell > m.playhead.round);
    let earlier = m.before.and_then(|f| f.participants.get(who.at()));
    if later {
        return waiting(m, who, now, earlier);
    }
    let shape = shape_of(m, now);
    let (word, number) = line(m, who, now, shape);
    let (assets, debts) = bar(now);
    let spoken = spoken(m, now, shape, &word, &number);
    let look = NodeLook { shape, shocked: now.marks.shocked, word, number, assets, debts, spoken, veil: None };
    veiled(m, now, look)
}

/// The look where others see something else: in their view with what they see, and in both with the words of both.
fn veiled(m: &Moment<'_>, p: &ParticipantFrame, look: NodeLook) -> NodeLook {
    if !differs(p) {
        return look;
    }
    let (seen, has) = (show(m, p.seen_equity), show(m, p.equity()));
    let (shown, cover) = (coverage(p.seen_coverage()), coverage(p.coverage()));
    let words = format!("Others see equity {seen}, coverage {shown}. There is equity {has}, coverage {cover}.");
    let veil = Some(Veil { drawn: m.seen, words: words.clone() });
    if !m.seen {
        return NodeLook { veil, spoken: format!("{}. {words}", look.spoken), ..look };
    }
    let shape = match look.shape {
        Shape::Insolvent if p.seen_equity >= Amount::ZERO => Shape::Solvent,
        shape => shape,
    };
    let (assets, debts) = shares(p.seen_equity, p.seen_debts);
    let spoken = format!("as others see it: equity {seen}, coverage {shown}. {}", look.spoken);
    let failed = matches!(shape, Shape::Failed(_) | Shape::Gone(_) | Shape::Recovered);
    let (word, number) = if failed { (look.word, look.number) } else { ("seen equity".to_owned(), seen) };
    NodeLook { shape, word, number, assets, debts, spoken, veil, ..look }
}

/// Before its round: as it was, with what is due now.
fn waiting(m: &Moment<'_>, who: ParticipantIx, now: &ParticipantFrame, earlier: Option<&ParticipantFrame>) -> NodeLook {
    let shown =
        earlier.copied().unwrap_or(ParticipantFrame { marks: Default::default(), state: State::Solvent, ..*now });
    let shape = match shape_of(m, &shown) {
        keep @ (Shape::Failed(_) | Shape::Gone(_) | Shape::Recovered | Shape::Locked | Shape::Late) => keep,
        Shape::Insolvent if now.marks.insolvent => Shape::Insolvent,
        _ if now.marks.out => Shape::Out,
        _ => Shape::Solvent,
    };
    let (word, number) = match shape {
        Shape::Solvent if now.due > Amount::ZERO => ("due".to_owned(), show(m, now.due)),
        Shape::Solvent => idle(m, &shown),
        _ => line(m, who, &shown, shape),
    };
    let (assets, debts) = bar(&shown);
    let spoken = spoken(m, &shown, shape, &word, &number);
    let look = NodeLook { shape, shocked: now.marks.shocked, word, number, assets, debts, spoken, veil: None };
    veiled(m, &shown, look)
}

fn shape_of(m: &Moment<'_>, p: &ParticipantFrame) -> Shape {
    let marks = p.marks;
    match p.state {
        State::Failed if p.failed_tick == m.frame.tick => Shape::Failed(failure(p)),
        State::Failed => Shape::Gone(failure(p)),
        State::Recovered => Shape::Recovered,
        State::Late => Shape::Late,
        State::Solvent if marks.out => Shape::Out,
        State::Solvent if marks.locked => Shape::Locked,
        State::Solvent if marks.insolvent => Shape::Insolvent,
        State::Solvent if marks.strained => Shape::Strained,
        State::Solvent if marks.impaired => Shape::Impaired,
        State::Solvent => Shape::Solvent,
    }
}

fn failure(p: &ParticipantFrame) -> Failure {
    if p.marks.insolvent || p.equity() < Amount::ZERO {
        Failure::Insolvent
    } else if p.marks.illiquid || p.short() > Amount::ZERO {
        Failure::Illiquid
    } else {
        Failure::Declared
    }
}

/// Equity when it was closed; at the end of the tick for one that failed otherwise.
fn equity_at_failure(m: &Moment<'_>, p: &ParticipantFrame) -> Amount {
    let entry = p.failure.and_then(|at| m.trace.journal.get(at));
    entry.filter(|e| e.kind == EntryKind::Closed).map_or_else(|| p.equity(), |e| e.amount)
}

fn show(m: &Moment<'_>, amount: Amount) -> String {
    short_amount(amount, m.trace.decimals())
}

fn line(m: &Moment<'_>, who: ParticipantIx, p: &ParticipantFrame, shape: Shape) -> (String, String) {
    let of = |word: &str, amount: Amount| (word.to_owned(), show(m, amount));
    match shape {
        Shape::Solvent => idle(m, p),
        Shape::Impaired => match m.frame.losses.get(who.at()) {
            Some(lost) if *lost > Amount::ZERO => of("lost so far", *lost),
            _ => idle(m, p),
        },
        Shape::Strained => strained(m, who).unwrap_or_else(|| of("collateral, paid", p.paid)),
        Shape::Late => of("late", p.short()),
        Shape::Out => of("down, due", p.due),
        Shape::Locked => of("locked", p.queued),
        Shape::Insolvent => of("equity", p.equity()),
        Shape::Failed(Failure::Illiquid) => of("illiquid, equity", p.equity()),
        Shape::Failed(Failure::Insolvent) => of("insolvent, equity", equity_at_failure(m, p)),
        Shape::Failed(Failure::Declared) => of("declared failed, owes", p.debts),
        Shape::Gone(_) => ("failed".to_owned(), format!("{} {}", m.trace.unit, p.failed_tick)),
        Shape::Recovered => ("recovered, paid".to_owned(), show(m, p.paid)),
    }
}

/// What matters most of one that is well: what it paid, got, owes, is owed, has.
fn idle(m: &Moment<'_>, p: &ParticipantFrame) -> (String, String) {
    let all = [("paid", p.paid), ("got", p.received), ("owes later", p.debts), ("owed later", p.claims)];
    let (word, amount) = all.into_iter().find(|(_, a)| *a > Amount::ZERO).unwrap_or(("cash", p.cash));
    (word.to_owned(), show(m, amount))
}

/// What collateral has paid so far: to this one, or of what this one owed.
fn strained(m: &Moment<'_>, who: ParticipantIx) -> Option<(String, String)> {
    let lines = entries(m.trace, m.frame).iter().filter(|e| e.kind == EntryKind::PaidByCollateral);
    let (mut got, mut used) = (0, 0);
    for e in lines {
        if e.who == Some(who) {
            got += e.amount.quanta();
        } else if e.other == Some(who) {
            used += e.amount.quanta();
        }
    }
    let of = |word: &str, quanta: i64| Some((word.to_owned(), show(m, Amount::new(quanta))));
    if got > 0 {
        return of("paid by collateral", got);
    }
    if used > 0 {
        return of("collateral used", used);
    }
    let back = |e: &&Entry| e.kind == EntryKind::TakenBack && e.who == Some(who);
    let back = entries(m.trace, m.frame).iter().rev().find(back)?;
    let decimals = back.asset.and_then(|a| m.trace.assets.get(a.at())).map_or(m.trace.decimals(), |a| a.decimals);
    Some(("took back".to_owned(), short_amount(back.amount, decimals)))
}

/// The journal up to the end of a tick.
fn entries<'a>(trace: &'a Trace, frame: &Frame) -> &'a [Entry] {
    trace.journal.entries.get(..frame.entries as usize).unwrap_or(&trace.journal.entries)
}

fn bar(p: &ParticipantFrame) -> (f64, Option<f64>) {
    shares(p.equity(), p.debts)
}

/// Assets and debts over the larger of the two.
fn shares(equity: Amount, debts: Amount) -> (f64, Option<f64>) {
    let debts = debts.quanta().max(0) as f64;
    let assets = (equity.quanta() as f64 + debts).max(0.0);
    let whole = assets.max(debts);
    if whole <= 0.0 { (0.0, None) } else { (assets / whole, (debts > 0.0).then_some(debts / whole)) }
}

fn spoken(m: &Moment<'_>, p: &ParticipantFrame, shape: Shape, word: &str, number: &str) -> String {
    let unit = &m.trace.unit;
    let when = format!("failed {unit} {} round {}", p.failed_tick, p.failed_round.max(1));
    let short = if p.short() > Amount::ZERO {
        format!(", short {} of {}", show(m, p.short()), show(m, p.due))
    } else {
        String::new()
    };
    let mut text = match shape {
        Shape::Solvent => format!("solvent, {word} {number}"),
        Shape::Impaired => format!("solvent, took a loss, {word} {number}"),
        Shape::Strained => format!("strained, {word} {number}"),
        Shape::Late => format!("late{short}"),
        Shape::Out => format!("out of service, {word} {number}"),
        Shape::Locked => format!("withdrawals locked, {number}"),
        Shape::Insolvent => format!("insolvent, still paying, equity {number}"),
        Shape::Failed(Failure::Illiquid) | Shape::Gone(Failure::Illiquid) => format!("{when}, illiquid{short}"),
        Shape::Failed(Failure::Insolvent) | Shape::Gone(Failure::Insolvent) => {
            format!("{when}, insolvent, equity {}{short}", show(m, equity_at_failure(m, p)))
        }
        Shape::Failed(Failure::Declared) | Shape::Gone(Failure::Declared) => format!("{when}, declared{short}"),
        Shape::Recovered => format!("{when}, recovered"),
    };
    if p.marks.shocked {
        text.push_str(", struck by a shock");
    }
    text
}
