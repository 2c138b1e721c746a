//! A link at a moment: how it is worn, how much of it was paid, and its label.

use super::{Moment, short_amount};
use interclear_core::engine::{LinkFrame, LinkInfo, LinkState};
use interclear_core::journal::LinkKind;
use interclear_core::units::{Amount, LinkIx};

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
    /// Requests wait.
    Locked,
    /// Nothing is left of it.
    Closed,
}

/// The colour family of a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// An obligation or a trade.
    #[default]
    Debt,
    /// Money payable on demand.
    Deposit,
    /// Collateral.
    Collateral,
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
    /// Its state in words, for a screen reader.
    pub spoken: String,
}

pub(super) fn look(m: &Moment<'_>, at: LinkIx) -> LinkLook {
    let (Some(info), Some(now)) = (m.trace.links.get(at.at()), m.frame.links.get(at.at())) else {
        return LinkLook::default();
    };
    let later = now.round > m.playhead.round;
    let earlier = m.before.and_then(|f| f.links.get(at.at())).copied();
    let decimals = m.trace.assets.get(info.asset.at()).map_or(2, |a| a.decimals);
    let price = m.frame.assets.get(info.asset.at()).map_or(1.0, |a| a.price.get());
    let size = if now.due > Amount::ZERO { now.due } else { now.open.max(Amount::ZERO) };
    let size = if size > Amount::ZERO { size } else { info.amount };
    let mut look = match info.link.kind {
        LinkKind::Obligation => debt(now, later, decimals),
        LinkKind::Trade => trade(now, later, decimals),
        LinkKind::Deposit => deposit(now, m.settled(), earlier, decimals),
        LinkKind::Collateral => collateral(now, m.settled(), earlier, chain_number(m, at), decimals),
    };
    look.value = size.to_f64(decimals) * price;
    look.moved = now.paid > Amount::ZERO && now.round == m.playhead.round;
    look
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

fn deposit(now: &LinkFrame, settled: bool, earlier: Option<LinkFrame>, decimals: u8) -> LinkLook {
    let shown = if settled { *now } else { earlier.unwrap_or(*now) };
    let n = short_amount(shown.open, decimals);
    let (wear, label, spoken) = match shown.state {
        _ if shown.open <= Amount::ZERO => (Wear::Closed, String::new(), "withdrawn".to_owned()),
        LinkState::Locked => (Wear::Locked, format!("locked {n}"), format!("{n} locked")),
        LinkState::Broken | LinkState::Late => (Wear::Part(0.0), format!("unpaid {n}"), format!("{n} unpaid")),
        _ => (Wear::Whole, format!("deposit {n}"), n),
    };
    LinkLook { wear, tone: Tone::Deposit, label, spoken, ..LinkLook::default() }
}

fn collateral(
    now: &LinkFrame,
    settled: bool,
    earlier: Option<LinkFrame>,
    number: u32,
    decimals: u8,
) -> LinkLook {
    // A seizure becomes visible when the tick is whole; until then the lock is still closed.
    let shown = if settled { *now } else { earlier.unwrap_or(*now) };
    let open = shown.state == LinkState::Seized;
    let size = if shown.open > Amount::ZERO { shown.open } else { earlier.map_or(shown.open, |e| e.open) };
    let n = short_amount(size, decimals);
    let (wear, label, spoken) = match shown.state {
        LinkState::Closed => (Wear::Closed, String::new(), "returned".to_owned()),
        LinkState::Seized if size > Amount::ZERO => {
            (Wear::Part(0.0), format!("№ {number} · {n}"), format!("{n} seized, tokens number {number}"))
        }
        LinkState::Seized => (Wear::Closed, format!("№ {number}"), format!("seized, tokens number {number}")),
        _ => (Wear::Whole, format!("№ {number} · {n}"), format!("{n}, tokens number {number}")),
    };
    let padlock = (wear != Wear::Closed).then_some(Padlock { number, open });
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
