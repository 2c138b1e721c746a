//! A link at a moment: how it is worn, how much of it was paid, and its label.

use super::{Moment, Tone, short_amount};
use interclear_core::engine::{LinkFrame, LinkInfo, LinkState, State};
use interclear_core::journal::{Entry, EntryKind, LinkKind};
use interclear_core::units::{Amount, LinkIx, ParticipantIx};

/// How a link is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Wear {
    /// Whole: open, posted, or due and not yet reached by the wave.
    #[default]
    Whole,
    /// Paid in full.
    Paid,
    /// Paid by this share (0 to 1) of what was due; the rest is missing.
    Part(f64),
    /// Ended in this tick without a payment: set off, seized, returned.
    Ending,
    /// Requests wait.
    Locked,
    /// Nothing is left of it.
    Closed,
    /// Hidden from whoever looks on: that there is a link is all that is drawn of it.
    Fog,
}

/// The padlock on collateral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Padlock {
    /// The number of the tokens, the same all along a re-use chain.
    pub number: u32,
    /// Seized, so the lock is open.
    pub open: bool,
}

/// A link at a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkLook {
    /// How it is drawn.
    pub wear: Wear,
    /// Its colour family.
    pub tone: Tone,
    /// Its padlock, for collateral.
    pub padlock: Option<Padlock>,
    /// The label: `owes 144`, `5 / 50`, `№ 1 · 160`.
    pub label: String,
    /// Its size in the numeraire at the tick's price, for the line's width.
    pub value: f64,
    /// Whether a payment on it becomes visible at exactly this moment.
    pub moved: bool,
    /// Whether what is paid on it goes from its end to its start.
    pub back: bool,
    /// Its state in words, for a screen reader.
    pub spoken: String,
}

pub(super) fn look(m: &Moment<'_>, at: LinkIx) -> LinkLook {
    let (Some(info), Some(now)) = (m.trace.links.get(at.at()), m.frame.links.get(at.at())) else {
        return LinkLook::default();
    };
    let later = !m.shows(info, now);
    let earlier = m.before.and_then(|f| f.links.get(at.at())).copied();
    let decimals = m.trace.assets.get(info.asset.at()).map_or(2, |a| a.decimals);
    let price = m.frame.assets.get(info.asset.at()).map_or(1.0, |a| a.price.get());
    let size = if now.due > Amount::ZERO { now.due } else { now.open.max(Amount::ZERO) };
    let size = if size > Amount::ZERO { size } else { info.amount };
    let mut look = match info.link.kind {
        LinkKind::Obligation => debt(now, later, decimals).or_ending(m, info, earlier, decimals),
        LinkKind::Trade => trade(now, later, decimals),
        LinkKind::Deposit => deposit(now, later, earlier, decimals),
        LinkKind::Collateral => collateral(now, later, earlier, chain_number(m, at), decimals),
        // Accounts are no links of a run.
        LinkKind::Position => LinkLook::default(),
    };
    let hidden = if later { earlier.map_or(info.hidden, |e| e.hidden) } else { now.hidden };
    if hidden && look.wear != Wear::Closed {
        if m.seen {
            return LinkLook { wear: Wear::Fog, tone: look.tone, ..LinkLook::named("hidden", "hidden from others") };
        }
        look.label.push_str(", hidden");
        look.spoken.push_str(", hidden from others");
    }
    look.value = size.to_f64(decimals) * price;
    look.moved = now.paid > Amount::ZERO && now.round.min(m.frame.rounds) == m.playhead.round;
    look
}

impl Moment<'_> {
    /// Whether what the tick did to a link can be seen yet: its debtor has fallen short, or one end has failed.
    fn shows(&self, info: &LinkInfo, now: &LinkFrame) -> bool {
        if self.settled() {
            return true;
        }
        let failed = |who: ParticipantIx| self.failed_round(who).map(|r| r <= self.playhead.round);
        match (now.round, failed(info.from), failed(info.to)) {
            (1.., _, _) => now.round <= self.playhead.round,
            (0, Some(seen), None) | (0, None, Some(seen)) => seen,
            (0, Some(one), Some(other)) => one || other,
            (0, None, None) => info.link.kind == LinkKind::Obligation || info.link.kind == LinkKind::Trade,
        }
    }

    /// The round of this tick in which a participant failed, if it did.
    fn failed_round(&self, who: ParticipantIx) -> Option<u32> {
        let p = self.frame.participants.get(who.at())?;
        let failed = matches!(p.state, State::Failed | State::Recovered) && p.failed_tick == self.frame.tick;
        failed.then_some(p.failed_round)
    }
}

impl LinkLook {
    fn named(label: &str, spoken: &str) -> Self {
        Self { label: label.to_owned(), spoken: spoken.to_owned(), ..Self::default() }
    }

    /// A debt that is gone without having been paid still shows, in the tick that ended it, with what ended it.
    fn or_ending(self, m: &Moment<'_>, info: &LinkInfo, earlier: Option<LinkFrame>, decimals: u8) -> Self {
        let open = earlier.map_or(Amount::ZERO, |e| e.open);
        if self.wear != Wear::Closed || open <= Amount::ZERO {
            return self;
        }
        let lines = m.trace.journal.entries.get(m.trace.entries_of(m.frame.tick)).unwrap_or(&[]);
        let pair = |e: &&Entry| {
            let ends = (e.who, e.other);
            ends == (Some(info.from), Some(info.to)) || ends == (Some(info.to), Some(info.from))
        };
        let kinds: Vec<EntryKind> = lines.iter().filter(pair).map(|e| e.kind).collect();
        let n = short_amount(open, decimals);
        let (label, spoken) = if kinds.contains(&EntryKind::PaidByCollateral) {
            (format!("{n} by collateral"), format!("{n} paid by collateral"))
        } else if kinds.contains(&EntryKind::SetOff) {
            (format!("{n} set off"), format!("{n} set off"))
        } else {
            (format!("owed {n}"), format!("{n}, ended"))
        };
        Self { wear: Wear::Ending, label, spoken, ..self }
    }
}

fn debt(now: &LinkFrame, later: bool, decimals: u8) -> LinkLook {
    let n = |a: Amount| short_amount(a, decimals);
    let (wear, label, spoken) = if later {
        let owed = now.due.max(now.open);
        (Wear::Whole, format!("owes {}", n(owed)), format!("{} due", n(owed)))
    } else {
        match now.state {
            LinkState::Paid => match now.paid {
                Amount::ZERO => (Wear::Closed, String::new(), "settled".to_owned()),
                paid => (Wear::Paid, format!("paid {}", n(paid)), format!("paid {} in full", n(paid))),
            },
            LinkState::Late | LinkState::Broken if now.due > Amount::ZERO => {
                let share = now.paid.quanta() as f64 / now.due.quanta() as f64;
                let text = format!("{} / {}", n(now.paid), n(now.due));
                (Wear::Part(share.clamp(0.0, 1.0)), text, format!("paid {} of {}", n(now.paid), n(now.due)))
            }
            LinkState::Late | LinkState::Broken if now.open > Amount::ZERO => {
                (Wear::Part(0.0), format!("unpaid {}", n(now.open)), format!("{} unpaid", n(now.open)))
            }
            LinkState::Late | LinkState::Broken | LinkState::Closed => {
                (Wear::Closed, String::new(), "settled".to_owned())
            }
            _ if now.open <= Amount::ZERO => (Wear::Closed, String::new(), "settled".to_owned()),
            _ => (Wear::Whole, format!("owes {}", n(now.open)), n(now.open)),
        }
    };
    LinkLook { wear, label, spoken, ..LinkLook::default() }
}

fn trade(now: &LinkFrame, later: bool, decimals: u8) -> LinkLook {
    let n = |a: Amount| short_amount(a, decimals);
    let (wear, label, spoken) = match now.state {
        LinkState::Paid if !later => (Wear::Paid, "settled".to_owned(), "settled".to_owned()),
        LinkState::Closed if !later => (Wear::Closed, String::new(), "settled".to_owned()),
        LinkState::Late | LinkState::Broken if !later => {
            (Wear::Part(0.0), format!("unsettled {}", n(now.open)), format!("{} unsettled", n(now.open)))
        }
        _ => (Wear::Whole, format!("trade {}", n(now.open)), n(now.open)),
    };
    LinkLook { wear, label, spoken, ..LinkLook::default() }
}

fn deposit(now: &LinkFrame, later: bool, earlier: Option<LinkFrame>, decimals: u8) -> LinkLook {
    let shown = if later { earlier.unwrap_or(*now) } else { *now };
    let n = short_amount(shown.open, decimals);
    let (wear, label, spoken) = match shown.state {
        _ if shown.open <= Amount::ZERO => (Wear::Closed, String::new(), "withdrawn".to_owned()),
        LinkState::Locked => (Wear::Locked, format!("locked {n}"), format!("{n} locked")),
        LinkState::Broken | LinkState::Late => (Wear::Part(0.0), format!("unpaid {n}"), format!("{n} unpaid")),
        _ => (Wear::Whole, format!("deposit {n}"), n),
    };
    LinkLook { wear, tone: Tone::Deposit, label, spoken, ..LinkLook::default() }
}

fn collateral(now: &LinkFrame, later: bool, earlier: Option<LinkFrame>, number: u32, decimals: u8) -> LinkLook {
    let shown = if later { earlier.unwrap_or(*now) } else { *now };
    let before = earlier.map_or(Amount::ZERO, |e| e.open);
    let size = if shown.open > Amount::ZERO { shown.open } else { before };
    let n = short_amount(size, decimals);
    let label = format!("№ {number} · {n}");
    let tokens = format!("tokens number {number}");
    let (wear, spoken) = match shown.state {
        _ if size <= Amount::ZERO => (Wear::Closed, "ended".to_owned()),
        LinkState::Seized => (Wear::Ending, format!("{n} seized, {tokens}")),
        LinkState::Closed => (Wear::Ending, format!("{n} no longer there, {tokens}")),
        _ => (Wear::Whole, format!("{n}, {tokens}")),
    };
    let seen = wear != Wear::Closed;
    let padlock = seen.then_some(Padlock { number, open: shown.state == LinkState::Seized });
    let label = if seen { label } else { String::new() };
    LinkLook { wear, tone: Tone::Collateral, padlock, label, spoken, ..LinkLook::default() }
}

/// Numbers the first links of all chains from 1; the links of one chain share its number.
fn chain_number(m: &Moment<'_>, at: LinkIx) -> u32 {
    let links = &m.trace.links;
    let mut root = at;
    for _ in 0..links.len() {
        match links.get(root.at()).and_then(|l| l.reuses) {
            Some(next) => root = next,
            None => break,
        }
    }
    let first = |l: &&LinkInfo| l.link.kind == LinkKind::Collateral && l.reuses.is_none();
    let before = links.iter().take(root.at() + 1).filter(first).count();
    u32::try_from(before).unwrap_or(1)
}
