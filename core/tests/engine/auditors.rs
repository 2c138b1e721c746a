//! Every auditor sees what it is for: what a run published is spoilt in one place, and the auditor must say so.
#![allow(clippy::unit_arg, reason = "each kind of damage is one line of a table")]

use super::collateral_spoils::COLLATERAL_SPOILS;
use super::position_spoils::POSITION_SPOILS;
use super::{exchange_spoils::EXCHANGE_SPOILS, stake_spoils::STAKE_SPOILS};
use interclear_core::engine::{Account, Borne, LayerKind, LinkState, Posting, State};
use interclear_core::journal::{Cause, EntryKind, LinkKind};
use interclear_core::metric::index_of;
use interclear_core::scenario::{
    Auction, Event, EventKind, LendingMarket, LendingPool, Mechanism, OracleSource, ServiceOrder,
};
use interclear_core::units::{Amount, EntryIx, ParticipantIx, Price};
use interclear_core::{Scenario, Trace, check};
use interclear_swarm::{AUDITORS, Observed, findings, observe, scenario};
use std::collections::BTreeSet;

/// A run and everything the auditor sees of it.
#[derive(Clone)]
pub(super) struct Run {
    pub s: Scenario,
    pub trace: Trace,
    pub ticks: Vec<Observed>,
}

/// Spoils a run; `None` when there is nothing in it to spoil.
pub(super) type Spoil = fn(&mut Run) -> Option<()>;

pub(super) const LARGE: i64 = 1 << 50;

impl Run {
    pub(super) fn outside(&self) -> Account {
        Account::Free(ParticipantIx(self.trace.participants.len() as u32))
    }

    /// The last tick.
    fn end(&self) -> usize {
        self.ticks.len() - 1
    }

    pub(super) fn cash(&self, from: Account, to: Account, units: i64) -> Posting {
        Posting { asset: self.trace.numeraire, from, to, units }
    }

    pub(super) fn never_failed(&self, who: ParticipantIx) -> bool {
        let last = self.trace.frames.last().and_then(|f| f.participants.get(who.at()));
        last.is_some_and(|p| matches!(p.state, State::Solvent | State::Late))
    }

    /// An obligation that is paid on its date: not rolled over, and owed to no lending pool.
    fn plain(&self, id: &str) -> bool {
        let pool = |id: &str| {
            let p = self.s.participants.iter().find(|p| p.id == id);
            p.is_some_and(|p| p.mechanisms.iter().any(|m| m.word() == "lending_pool"))
        };
        self.s.obligations.iter().any(|o| o.id == id && o.rolls.is_none() && !pool(&o.creditor))
    }

    /// Whether no parameter changes on the way: the auditor of lending pools looks at those runs only.
    fn steady(&self) -> bool {
        !self.s.events.iter().any(|e| matches!(e.what, EventKind::Upgrade { .. }))
    }

    fn who(&self, id: &str) -> ParticipantIx {
        ParticipantIx(self.trace.participants.iter().position(|p| p.id == id).unwrap_or(usize::MAX >> 33) as u32)
    }

    /// Ticks and links of a kind of which something holds.
    pub(super) fn find_link(&self, of: impl Fn(usize, usize) -> bool) -> Option<(usize, usize)> {
        let links = self.trace.links.len();
        (1..self.trace.frames.len()).flat_map(|t| (0..links).map(move |l| (t, l))).find(|&(t, l)| of(t, l))
    }

    /// The last clearing of the first tick in which it has something.
    fn clearing(&mut self, of: impl Fn(&interclear_core::engine::Payment) -> bool) -> Option<(usize, usize)> {
        let t = self.ticks.iter().position(|d| d.cleared.last().is_some_and(|c| c.payments.iter().any(&of)))?;
        let at = self.ticks[t].cleared.last()?.payments.iter().position(&of)?;
        Some((t, at))
    }

    pub(super) fn entry(&mut self, kind: EntryKind) -> Option<&mut interclear_core::journal::Entry> {
        self.trace.journal.entries.iter_mut().find(|e| e.kind == kind)
    }
}

const SPOILS: &[(&str, Spoil)] = &[
    ("postings_well_formed", |r| Some(r.ticks.iter_mut().find_map(|t| t.postings.first_mut())?.units = 0)),
    ("balances_replay", |r| {
        let p = &mut r.trace.frames[1].participants[0];
        Some(p.cash = Amount::new(p.cash.quanta() + 1))
    }),
    ("supply_constant", |r| {
        let p = &mut r.trace.frames[1].participants[0];
        Some(p.cash = Amount::new(p.cash.quanta() + 1))
    }),
    ("supply_by_entries", |r| {
        let unissued = Account::Free(ParticipantIx(r.trace.participants.len() as u32 + 2));
        let p = r.cash(unissued, Account::Free(ParticipantIx(0)), 5);
        Some(r.ticks[1].postings.push(p))
    }),
    ("no_negative_balance", |r| {
        let p = r.cash(Account::Free(ParticipantIx(0)), r.outside(), LARGE);
        Some(r.ticks[1].postings.push(p))
    }),
    ("balance_within_limit", |r| {
        let p = r.cash(r.outside(), Account::Free(ParticipantIx(0)), 1 << 54);
        Some(r.ticks[1].postings.push(p))
    }),
    ("rounding_bounded", |r| {
        let rounding = Account::Free(ParticipantIx(r.trace.participants.len() as u32 + 1));
        let p = r.cash(rounding, r.outside(), 1_000);
        Some(r.ticks[1].postings.push(p))
    }),
    ("payment_within_claim", |r| {
        let (t, at) = r.clearing(|_| true)?;
        let p = &mut r.ticks[t].cleared.last_mut()?.payments[at];
        Some(p.paid = p.due + 1)
    }),
    ("limited_liability", |r| {
        let (t, at) = r.clearing(|p| p.paid > 0)?;
        let c = r.ticks[t].cleared.last_mut()?;
        let (from, first, asset) = (Account::Free(c.payments[at].debtor), c.first, c.asset);
        c.end += 1;
        let p = Posting { asset, ..r.cash(from, r.outside(), LARGE) };
        Some(r.ticks[t].postings.insert(first as usize, p))
    }),
    ("able_pays_in_full", |r| {
        let (t, at) = r.clearing(|p| p.paid > 0)?;
        let c = r.ticks[t].cleared.last_mut()?;
        let (to, first, asset) = (Account::Free(c.payments[at].debtor), c.first, c.asset);
        c.payments[at].due += 1;
        c.end += 1;
        let p = Posting { asset, ..r.cash(r.outside(), to, LARGE) };
        Some(r.ticks[t].postings.insert(first as usize, p))
    }),
    ("nothing_withheld", |r| {
        let (t, at) = r.clearing(|p| p.paid < p.due)?;
        let c = r.ticks[t].cleared.last_mut()?;
        let (to, first, asset) = (Account::Free(c.payments[at].debtor), c.first, c.asset);
        c.end += 1;
        let p = Posting { asset, ..r.cash(r.outside(), to, 10_000) };
        Some(r.ticks[t].postings.insert(first as usize, p))
    }),
    ("absolute_priority", |r| {
        let (t, at) = r.clearing(|p| p.due - p.paid > 1)?;
        let list = &mut r.ticks[t].cleared.last_mut()?.payments;
        let junior = interclear_core::engine::Payment { class: list[at].class + 1, due: 1, paid: 1, ..list[at] };
        Some(list.push(junior))
    }),
    ("pari_passu", |r| {
        let (t, at) = r.clearing(|p| p.due - p.paid > 1)?;
        let list = &mut r.ticks[t].cleared.last_mut()?.payments;
        let preferred = interclear_core::engine::Payment { paid: list[at].due, ..list[at] };
        Some(list.push(preferred))
    }),
    ("debt_falls_by_payment", |r| {
        let owed = |r: &Run, l: usize| {
            r.trace.links[l].link.kind == LinkKind::Obligation && r.trace.links[l].asset == r.trace.numeraire
        };
        let (t, l) = r.find_link(|_, l| owed(r, l))?;
        // A pool's loan may grow a little.
        Some(r.trace.frames[t].links[l].open = Amount::new(r.trace.frames[t - 1].links[l].open.quanta() + LARGE))
    }),
    ("unpaid_is_due_less_paid", |r| {
        r.s.collateral.is_empty().then_some(())?;
        let (t, l) = r.find_link(|t, l| {
            let info = &r.trace.links[l];
            let whole = r.never_failed(info.from) && (r.never_failed(info.to) || r.outside() == Account::Free(info.to));
            let plain = r.plain(&info.id);
            info.link.kind == LinkKind::Obligation && plain && whole && info.due.is_some_and(|due| due as usize <= t)
        })?;
        let open = &mut r.trace.frames[t].links[l].open;
        Some(*open = Amount::new(open.quanta() + 1))
    }),
    ("grace_respected", |r| {
        let o = r.s.obligations.iter().position(|o| {
            let at = r.trace.links.iter().position(|l| l.link.kind == LinkKind::Obligation && l.id == o.id);
            let open = r.trace.frames.last().zip(at).map(|(f, at)| f.links[at].open.quanta());
            // A house that cuts gains may be late for as long as that lasts.
            let cuts = r.trace.journal.entries.iter().any(|e| e.kind == EntryKind::HaircutsBegin);
            // What waits for room is not late, and a house that has called its members may be.
            let called = r.trace.journal.entries.iter().any(|e| {
                let call = matches!(e.kind, EntryKind::Assessed | EntryKind::RefillCalled);
                call && e.who == Some(r.who(&o.debtor))
            });
            let waits = called || r.s.rules.settlement.is_some() || r.trace.book.is_some();
            open > Some(0) && !cuts && !waits && r.plain(&o.id) && r.never_failed(r.who(&o.debtor))
        })?;
        (r.s.obligations[o].due, r.s.obligations[o].grace) = (Some(1), Some(0));
        Some(())
    }),
    ("grace_respected", |r| {
        // Nobody owes anything any more, and still somebody has failed for a payment.
        r.entry(EntryKind::Failed)?;
        // Margin is called beside what is owed by contract.
        let plain = |m: &Mechanism| !matches!(m.word(), "default_fund" | "mutual_backstop" | "insurance_cover");
        let plain = r.s.participants.iter().flat_map(|p| &p.mechanisms).all(plain);
        (plain && r.trace.book.is_none() && r.trace.venues.is_empty()).then_some(())?;
        r.s.trades.clear();
        r.s.deposits.clear();
        r.s.collateral.is_empty().then_some(())?;
        Some(r.s.obligations.clear())
    }),
    ("gates_respected", |r| {
        let (t, l) = r.find_link(|t, l| {
            let info = &r.trace.links[l];
            let paid = r.trace.frames[t].links[l].paid.quanta() > 0;
            info.link.kind == LinkKind::Deposit && paid && r.never_failed(info.to)
        })?;
        let taker = r.trace.links[l].to;
        let _ = t;
        let list = &mut r.s.participants.iter_mut().find(|p| p.id == r.trace.participants[taker.at()].id)?.mechanisms;
        list.retain(|m| !matches!(m, Mechanism::Depositors { .. }));
        let (order, zero) = (ServiceOrder::ProRata, Default::default());
        Some(list.push(Mechanism::Depositors { opacity: zero, gate: zero, order, groups: Vec::new() }))
    }),
    ("queue_first_come", |r| {
        r.entry(EntryKind::AskedBack).is_none().then_some(())?;
        let first_come = |m: &Mechanism| matches!(m, Mechanism::Depositors { order: ServiceOrder::FirstCome, .. });
        let taker =
            r.s.participants.iter().find(|p| p.mechanisms.iter().any(first_come) && r.never_failed(r.who(&p.id)))?;
        let who = r.who(&taker.id);
        let mine = |l: &&usize| r.trace.links[**l].link.kind == LinkKind::Deposit && r.trace.links[**l].to == who;
        let all: Vec<usize> = (0..r.trace.links.len()).collect();
        let mine: Vec<usize> = all.iter().filter(mine).copied().collect();
        let (&first, &second) = (mine.first()?, mine.get(1)?);
        r.trace.frames[1].links[first].state = LinkState::Locked;
        Some(r.trace.frames[1].links[second].paid = Amount::new(1))
    }),
    ("delivery_against_payment", |r| {
        let (t, _) = r.find_link(|t, l| {
            let info = &r.trace.links[l];
            let dvp = r.s.trades.iter().any(|x| x.id == info.id && x.delivery_against_payment);
            let paid = r.trace.frames[t].links[l].paid.quanta() > 0;
            info.link.kind == LinkKind::Trade && dvp && paid && r.never_failed(info.from) && r.never_failed(info.to)
        })?;
        Some(r.ticks[t].postings.clear())
    }),
    ("outage_pays_nothing", |r| {
        let (t, at) = r.clearing(|_| true)?;
        let who = r.ticks[t].cleared.last()?.payments[at].debtor;
        let participant = r.trace.participants[who.at()].id.clone();
        let what = EventKind::Outage { participant, ticks: 1 };
        Some(r.s.events.push(Event { id: "out".into(), tick: t as u32, what }))
    }),
    ("failed_stays_failed", |r| {
        let failed = r.trace.frames[r.end() - 1].participants.iter().position(|p| p.state == State::Failed)?;
        let end = r.end();
        Some(r.trace.frames[end].participants[failed].failed_round += 1)
    }),
    ("failure_has_entry", |r| {
        let end = r.end();
        let failed = r.trace.frames[end].participants.iter_mut().find(|p| p.state == State::Failed)?;
        Some(failed.failure = Some(EntryIx(0)))
    }),
    ("estate_after_delay", |r| {
        r.clearing(|p| p.estate)?;
        Some(r.s.rules.estate_delay += 1_000)
    }),
    ("debts_of_failed_are_estates", |r| {
        let (t, at) = r.clearing(|p| p.estate)?;
        Some(r.ticks[t].cleared.last_mut()?.payments[at].estate = false)
    }),
    ("layers_in_order", |r| {
        let (up, _) = two_layers(r)?;
        let e = &mut r.trace.journal.entries[up];
        Some(e.of = Amount::new(e.of.quanta() + 1))
    }),
    ("layers_in_order", |r| {
        let (up, down) = two_layers(r)?;
        let all = &mut r.trace.journal.entries;
        let (first, second) = (all[up].kind, all[down].kind);
        // A call in the place of a contribution comes before the contribution that follows.
        (first != second).then_some(())?;
        let (one, other) = (all[up].clone(), all[down].clone());
        (all[up], all[down]) = (other, one);
        Some(())
    }),
    ("borne_within_standing", |r| {
        let b = borne(r, |b| b.kind == LayerKind::SkinInTheGame)?;
        Some(b.amount = Amount::new(LARGE))
    }),
    ("borne_within_standing", |r| {
        let b = borne(r, |b| b.kind == LayerKind::Assessments)?;
        Some(b.amount = Amount::new(LARGE))
    }),
    ("borne_within_standing", |r| {
        let b = borne(r, |b| b.kind == LayerKind::SurvivorsFund)?;
        Some(b.bearer = b.house)
    }),
    ("borne_is_charged", |r| {
        let e = r.entry(EntryKind::LossCharged)?;
        Some(e.amount = Amount::new(e.amount.quanta() - 1))
    }),
    ("borne_is_charged", |r| {
        let b = borne(r, |b| b.kind == LayerKind::SurvivorsFund)?;
        Some(b.amount = Amount::new(b.amount.quanta() + 1))
    }),
    ("borne_is_charged", |r| {
        let e = r.entry(EntryKind::GivenBack)?;
        Some(e.amount = Amount::new(e.amount.quanta() + 1))
    }),
    ("gains_cut_within_gains", |r| {
        let e = r.entry(EntryKind::GainsCut)?;
        Some(e.amount = Amount::new(e.of.quanta() + 1))
    }),
    ("gains_cut_within_gains", |r| {
        let e = r.entry(EntryKind::TornUp)?;
        Some(e.other = e.who)
    }),
    ("gains_cut_within_gains", |r| {
        r.entry(EntryKind::GainsCut)?;
        let begins = |e: &&mut interclear_core::journal::Entry| e.kind == EntryKind::HaircutsBegin;
        Some(r.trace.journal.entries.iter_mut().filter(begins).for_each(|e| e.kind = EntryKind::Opening))
    }),
    ("cover_within_limit", |r| Some(r.entry(EntryKind::Covered)?.amount = Amount::new(LARGE))),
    ("cover_within_limit", |r| {
        r.entry(EntryKind::Covered)?;
        let all = r.s.participants.iter_mut();
        Some(all.for_each(|p| p.mechanisms.retain(|m| !matches!(m, Mechanism::InsuranceCover { .. }))))
    }),
    ("line_within_promise", |r| {
        let sound = |r: &Run, who: Option<ParticipantIx>| who.is_some_and(|who| r.never_failed(who));
        let drawn = |e: &interclear_core::journal::Entry| e.kind == EntryKind::LineDrawn;
        let all = &r.trace.journal.entries;
        let at = all.iter().position(|e| drawn(e) && sound(r, e.who) && sound(r, e.other))?;
        Some(r.trace.journal.entries[at].amount = Amount::new(LARGE))
    }),
    ("forged_needs_keys", |r| {
        r.entry(EntryKind::Forged)?;
        Some(r.s.events.iter_mut().for_each(|e| {
            if let EventKind::ForgedMessage { keys, .. } = &mut e.what {
                *keys = 0;
            }
        }))
    }),
    ("mint_within_cap", |r| {
        let e = r.entry(EntryKind::Forged)?;
        Some(e.amount = Amount::new(LARGE))
    }),
    ("mint_within_cap", |r| {
        let (first, who) = r.entry(EntryKind::Forged).map(|e| (e.tick, e.other))?;
        let asset = r.entry(EntryKind::Forged)?.asset;
        let to = who.map(Account::Free)?;
        Some(r.ticks[first as usize].postings.retain(|p| p.to != to || Some(p.asset) != asset))
    }),
    ("paused_mints_nothing", |r| {
        let at = r.trace.journal.entries.iter().position(|e| e.kind == EntryKind::Forged)?;
        let forged = r.trace.journal.entries[at].clone();
        let before = r.trace.journal.entries[..at].last_mut()?;
        Some((before.kind, before.who, before.amount) = (EntryKind::Paused, forged.who, Amount::ZERO))
    }),
    ("paused_mints_nothing", |r| {
        let (who, tick) = r.entry(EntryKind::Withdrawn).map(|e| (e.who, e.tick))?;
        let participant = r.trace.participants[who?.at()].id.clone();
        let what = EventKind::Pause { participant, ticks: 1, withdrawals: true };
        Some(r.s.events.push(Event { id: "shut".into(), tick, what }))
    }),
    ("hidden_changes_no_books", |r| {
        let p = &mut r.trace.frames[1].participants[0];
        Some(p.seen_equity = Amount::new(p.seen_equity.quanta() + LARGE))
    }),
    ("hidden_changes_no_books", |r| {
        let p = &mut r.trace.frames[1].participants[0];
        Some(p.seen_debts = Amount::new(p.seen_debts.quanta() - LARGE))
    }),
    ("prices_positive", |r| Some(r.trace.frames[1].assets[0].price = Price::default())),
    ("swap_invariant_kept", |r| {
        let a = r.trace.frames[1].assets.iter_mut().find(|a| a.depth.is_some())?;
        Some(a.price = Price::new(a.price.get() * 0.999).ok()?)
    }),
    ("swap_invariant_kept", |r| {
        let e = r.entry(EntryKind::Sold).filter(|e| e.amount.quanta() > 10_000)?;
        Some(e.amount = Amount::new(e.amount.quanta() * 20))
    }),
    ("swap_invariant_kept", |r| {
        let swap = r.ticks.iter_mut().flat_map(|t| &mut t.swaps).find(|s| s.before.units > 100.0)?;
        Some(swap.after.coins *= 1e-3)
    }),
    ("roll_over_respected", |r| {
        let at = r.trace.journal.entries.iter().position(|e| e.kind == EntryKind::NotRolled)?;
        Some(r.trace.journal.entries[at].causes.clear())
    }),
    ("roll_over_respected", |r| {
        let lines = &r.trace.journal.entries;
        let at = lines.iter().position(|e| {
            let link = r.trace.links.iter().position(|l| e.kind == EntryKind::NotRolled && Some(l.link) == e.link);
            let due = |at: usize| r.trace.frames[e.tick as usize].links[at].due.quanta() > 0;
            link.is_some_and(|at| due(at) && r.never_failed(r.trace.links[at].from))
        })?;
        Some(r.trace.journal.entries[at].kind = EntryKind::Hoards)
    }),
    ("holders_within_circulating", |r| Some(r.entry(EntryKind::HoldersRun)?.amount = Amount::new(LARGE))),
    ("fee_kept", |r| {
        let swap = r.ticks.iter_mut().flat_map(|t| &mut t.swaps).find(|s| s.taken_out > 100)?;
        Some(swap.taken_out *= 2)
    }),
    ("peg_swap_conserves", |r| {
        let e = r.entry(EntryKind::SwappedIn).filter(|e| e.amount.quanta() > 100)?;
        Some(e.amount = Amount::new(e.amount.quanta() * 2))
    }),
    ("peg_swap_conserves", |r| {
        r.entry(EntryKind::SwappedOut)?;
        let all = r.s.participants.iter_mut().flat_map(|p| &mut p.mechanisms);
        for m in all {
            if let Mechanism::PegModule { module } = m {
                module.assets.clear();
            }
        }
        Some(())
    }),
    ("peg_swap_within_ceiling", |r| {
        r.entry(EntryKind::SwappedIn)?;
        for m in r.s.participants.iter_mut().flat_map(|p| &mut p.mechanisms) {
            if let Mechanism::PegModule { module } = m {
                module.assets.iter_mut().for_each(|a| a.ceiling = Some(Default::default()));
            }
        }
        Some(())
    }),
    ("peg_swap_within_ceiling", |r| {
        r.entry(EntryKind::SwappedOut)?;
        for m in r.s.participants.iter_mut().flat_map(|p| &mut p.mechanisms) {
            if let Mechanism::PegModule { module } = m {
                module.assets.iter_mut().for_each(|a| a.cap = Some(Default::default()));
            }
        }
        Some(())
    }),
    ("algorithmic_mint_at_price", |r| {
        let e = r.entry(EntryKind::Contracted)?;
        Some(e.amount = Amount::new(e.amount.quanta() + 1))
    }),
    ("algorithmic_mint_at_price", |r| {
        r.entry(EntryKind::Expanded)?;
        for m in r.s.participants.iter_mut().flat_map(|p| &mut p.mechanisms) {
            if let Mechanism::Algorithmic { algorithm } = m {
                algorithm.cap = Some(Default::default());
            }
        }
        Some(())
    }),
    ("journal_in_order", |r| Some(r.trace.journal.entries.first_mut()?.tick += 1)),
    ("causes_point_back", |r| {
        let at = r.trace.journal.entries.len() as u32 - 1;
        let last = r.trace.journal.entries.last_mut()?;
        Some(last.causes.push(Cause { entry: EntryIx(at), amount: Amount::ZERO }))
    }),
    ("causes_sum", |r| Some(r.entry(EntryKind::Short)?.causes.first_mut()?.amount = Amount::new(LARGE))),
    ("causes_from_earlier_waves", |r| {
        let all = &r.trace.journal.entries;
        let first = all.iter().position(|e| e.kind == EntryKind::Short && e.round > 0)?;
        let (tick, asset) = (all[first].tick, all[first].asset);
        let same =
            |e: &interclear_core::journal::Entry| e.kind == EntryKind::Short && (e.tick, e.asset) == (tick, asset);
        let second = first + 1 + all[first + 1..].iter().position(same)?;
        let round = all[second].round;
        r.trace.journal.entries[first].round = round;
        let cause = Cause { entry: EntryIx(first as u32), amount: Amount::ZERO };
        Some(r.trace.journal.entries[second].causes.push(cause))
    }),
    ("part_within_whole", |r| {
        let e = r.entry(EntryKind::Paid)?;
        Some(e.amount = Amount::new(e.of.quanta() + 1))
    }),
    ("liquidation_within_close_factor", |r| {
        let e = r.entry(EntryKind::Liquidated)?;
        Some(e.amount = Amount::new(e.of.quanta() + 1))
    }),
    ("seizure_within_bonus", |r| {
        let plain = |p: &LendingPool| {
            let read = |m: &LendingMarket| m.oracle.source == OracleSource::Market && m.oracle.lag == 0;
            matches!(p.auction, Auction::Fixed {}) && p.markets.iter().all(read)
        };
        (r.steady() && pools(&r.s).all(plain)).then_some(())?;
        Some(r.entry(EntryKind::CollateralTaken)?.amount = Amount::new(LARGE))
    }),
    ("keeper_without_loss", |r| {
        let all = &r.trace.journal.entries;
        r.steady().then_some(())?;
        let by = |e: &interclear_core::journal::Entry| e.causes.first().map(|c| all[c.entry.at()].kind);
        let at = all.iter().position(|e| e.kind == EntryKind::Sold && by(e) == Some(EntryKind::Liquidated))?;
        Some(r.trace.journal.entries[at].amount = Amount::ZERO)
    }),
    ("interest_within_rate", |r| {
        r.steady().then_some(())?;
        Some(r.entry(EntryKind::Interest)?.amount = Amount::new(LARGE))
    }),
    ("bad_debt_is_borne", |r| {
        let p = r.trace.frames[1].pools.first_mut()?;
        Some(p.hole = Amount::new(p.hole.quanta() + 1))
    }),
    ("bad_debt_is_borne", |r| {
        let e = r.entry(EntryKind::BadDebtBorne)?;
        Some(e.amount = Amount::new(e.amount.quanta() - 1))
    }),
    ("utilisation_in_range", |r| {
        let p = r.trace.frames[1].pools.first_mut()?;
        Some(p.free = Amount::new(p.free.quanta() + 1))
    }),
    ("frame_shows_books", |r| {
        let p = &mut r.trace.frames[1].participants[0];
        Some(p.holdings = Amount::new(p.holdings.quanta() + 100))
    }),
    ("frame_shows_books", |r| {
        let (t, l) = r.find_link(|t, l| {
            r.trace.links[l].link.kind == LinkKind::Collateral && r.trace.frames[t].links[l].state == LinkState::Posted
        })?;
        let l = &mut r.trace.frames[t].links[l];
        Some(l.open = Amount::new(l.open.quanta() + 1))
    }),
    ("received_was_paid", |r| Some(r.trace.frames[1].participants[0].received = Amount::new(LARGE))),
    ("metrics_in_range", |r| Some(r.trace.frames[1].metrics[index_of("failed")?] += 1.0)),
    ("metrics_in_range", |r| Some(r.trace.frames[1].metrics[index_of("settled")?] = 1.5)),
    ("digest_chained", |r| Some(r.trace.frames[1].digest.0[0] ^= 1)),
];

/// Every kind of damage that is tried.
fn spoils() -> impl Iterator<Item = &'static (&'static str, Spoil)> {
    SPOILS.iter().chain(COLLATERAL_SPOILS).chain(STAKE_SPOILS).chain(POSITION_SPOILS).chain(EXCHANGE_SPOILS)
}

/// The lending pools of a scenario.
fn pools(s: &Scenario) -> impl Iterator<Item = &LendingPool> {
    s.participants.iter().flat_map(|p| &p.mechanisms).filter_map(|m| match m {
        Mechanism::LendingPool { pool } => Some(pool.as_ref()),
        _ => None,
    })
}

/// A part of a loss that a survivor bears, and one of the same loss in a later layer.
fn two_layers(r: &Run) -> Option<(usize, usize)> {
    let all = &r.trace.journal.entries;
    let loss = |e: &interclear_core::journal::Entry| e.causes.first().map(|c| c.entry);
    let charged = |at: Option<EntryIx>| {
        at.and_then(|at| r.trace.journal.get(at)).is_some_and(|x| x.kind == EntryKind::LossCharged)
    };
    let survivor =
        |e: &interclear_core::journal::Entry| e.kind == EntryKind::FundCharged && e.who != e.other && charged(loss(e));
    let pair = |up: usize| {
        let later = |e: &interclear_core::journal::Entry| {
            matches!(e.kind, EntryKind::Assessed | EntryKind::EquityCharged) && loss(e) == loss(&all[up])
        };
        Some((up, up + all[up..].iter().position(later)?))
    };
    (0..all.len()).filter(|&at| survivor(&all[at])).find_map(pair)
}

/// The first part that somebody bears of which something holds.
fn borne(r: &mut Run, is: impl Fn(&Borne) -> bool) -> Option<&mut Borne> {
    r.trace.frames.iter_mut().flat_map(|f| &mut f.borne).find(|b| is(b))
}

/// Runs in which a place for each kind of damage is looked for, and how many are enough.
const SEEDS: u64 = 3_000;
const ENOUGH: u32 = 20;

#[test]
fn every_auditor_sees_what_is_spoilt() {
    let runs: Vec<Run> = (0..SEEDS)
        .map(|seed| {
            let s = scenario(seed);
            let (trace, ticks) = observe(&check(&s).0.unwrap());
            Run { s, trace, ticks }
        })
        .collect();
    let mut unseen = Vec::new();
    for (at, (id, spoil)) in spoils().enumerate() {
        let mut spoilt = 0;
        for (seed, sound) in runs.iter().enumerate() {
            if spoilt >= ENOUGH {
                break;
            }
            let mut r = sound.clone();
            if spoil(&mut r).is_none() {
                continue;
            }
            spoilt += 1;
            let found: BTreeSet<String> = findings(&r.s, &r.trace, &r.ticks).into_iter().map(|b| b.id).collect();
            if !found.contains(*id) {
                unseen.push(format!("damage {at}, seed {seed}: {id} sees nothing; seen: {found:?}"));
            }
        }
        if spoilt < 3 {
            unseen.push(format!("damage {at}: {id} could be spoilt in {spoilt} of {SEEDS} runs only"));
        }
    }
    assert!(unseen.is_empty(), "{} unseen\n{}", unseen.len(), unseen.join("\n"));
    let seen: BTreeSet<&str> = spoils().map(|s| s.0).collect();
    assert_eq!(seen, AUDITORS.iter().map(|a| a.0).collect(), "every auditor is tried");
}

/// A run that is cut short is no sound run.
#[test]
fn a_missing_tick_is_seen() {
    let s = scenario(1);
    let (mut trace, ticks) = observe(&check(&s).0.unwrap());
    trace.frames.pop();
    assert_eq!(findings(&s, &trace, &ticks).first().map(|b| b.id.as_str()), Some("stopped"));
}
