//! What random scenarios reach: a sweep that never meets a feature says nothing about it.

use interclear_core::engine::{LayerKind, LinkFrame, LinkState, ParticipantFrame, State};
use interclear_core::journal::{EntryKind, LinkKind};
use interclear_core::scenario::{EventKind, Mechanism, ServiceOrder, Title};
use interclear_core::units::ParticipantIx;
use interclear_core::{Scenario, Trace};
use std::collections::BTreeMap;
use std::fmt;

/// How many scenarios showed each feature.
#[derive(Clone, Debug, Default)]
pub struct Coverage(BTreeMap<&'static str, u64>);

/// Whether a run shows a feature.
type Shows = fn(&Scenario, &Trace) -> bool;

fn told(t: &Trace, kind: EntryKind) -> bool {
    t.journal.entries.iter().any(|e| e.kind == kind)
}

fn anybody(t: &Trace, is: impl Fn(&ParticipantFrame) -> bool) -> bool {
    t.frames.iter().flat_map(|f| &f.participants).any(is)
}

fn any_link(t: &Trace, is: impl Fn(&LinkFrame) -> bool) -> bool {
    t.frames.iter().flat_map(|f| &f.links).any(is)
}

fn runs(s: &Scenario, is: impl Fn(&Mechanism) -> bool) -> bool {
    s.participants.iter().flat_map(|p| &p.mechanisms).any(is)
}

/// Whether a layer of some house bears something in some tick.
fn bears(t: &Trace, kind: LayerKind) -> bool {
    t.frames.iter().flat_map(|f| &f.borne).any(|b| b.kind == kind)
}

/// Whether some house lists its layers itself.
fn own_layers(s: &Scenario) -> bool {
    runs(s, |m| matches!(m, Mechanism::DefaultFund { layers, .. } if !layers.is_empty()))
}

/// Whether somebody of a kind bears bad debt.
fn borne(t: &Trace, by: fn(&interclear_core::journal::Entry) -> bool) -> bool {
    t.journal.entries.iter().any(|e| e.kind == EntryKind::BadDebtBorne && by(e))
}

fn failed(t: &Trace, who: Option<ParticipantIx>) -> bool {
    t.failures().iter().any(|f| Some(f.0) == who)
}

/// How deep the deepest re-use chain of a scenario is.
fn depth(s: &Scenario) -> usize {
    let above = |id: &str| s.collateral.iter().find(|c| c.id == id);
    let length = |c| {
        std::iter::successors(Some(c), |c: &&interclear_core::scenario::Collateral| above(c.reuses.as_ref()?))
            .take(20)
            .count()
    };
    s.collateral.iter().map(length).max().unwrap_or(0)
}

/// A trade without delivery against payment of which one leg moved and the other did not.
fn one_leg(s: &Scenario, t: &Trace) -> bool {
    s.trades.iter().filter(|x| !x.delivery_against_payment).any(|x| {
        let at = t.links.iter().position(|l| l.link.kind == LinkKind::Trade && l.id == x.id);
        let frames = at.map(|at| t.frames.iter().filter_map(move |f| f.links.get(at)));
        frames.is_some_and(|mut f| f.any(|l| l.due > l.paid && l.state == LinkState::Late))
    })
}

/// Whether somebody holds a token that it has issued others against.
fn wraps(s: &Scenario) -> bool {
    let issuer = |id: &String| s.assets.iter().filter_map(|a| a.claim.as_ref()).any(|c| &c.issuer == id);
    let token = |id: &String| s.assets.iter().any(|a| &a.id == id && a.claim.is_some());
    s.participants.iter().any(|p| issuer(&p.id) && p.holdings.keys().any(token))
}

/// Whether requests for a token served in this order wait after others were paid.
fn queues(s: &Scenario, t: &Trace, order: ServiceOrder) -> bool {
    let so = |id: &str| {
        let claim = s.assets.iter().find(|a| a.id == id).and_then(|a| a.claim.as_ref());
        claim.and_then(|c| c.redemption.as_ref()).is_some_and(|r| r.order == order)
    };
    let both = |f: &interclear_core::engine::Frame, id: &str, at: usize| {
        let mine = || f.requests.iter().filter(|r| r.asset.at() == at && so(id));
        mine().any(|r| r.served.quanta() > 0) && mine().any(|r| r.left.quanta() > 0)
    };
    t.frames.iter().any(|f| t.assets.iter().enumerate().any(|(at, a)| both(f, &a.id, at)))
}

/// Every feature by name.
pub const FEATURES: &[(&str, Shows)] = &[
    ("nobody fails", |_, t| t.failures().is_empty()),
    ("somebody fails", |_, t| !t.failures().is_empty()),
    ("second wave", |_, t| t.frames.iter().any(|f| f.rounds >= 2)),
    ("third wave", |_, t| t.frames.iter().any(|f| f.rounds >= 3)),
    ("late within grace", |_, t| told(t, EntryKind::Late)),
    ("fails for a payment", |_, t| told(t, EntryKind::Failed)),
    ("closed under a rule", |_, t| told(t, EntryKind::Closed)),
    ("declared failed", |_, t| told(t, EntryKind::DefaultDeclared)),
    ("illiquid, not insolvent", |_, t| anybody(t, |p| p.marks.illiquid)),
    ("recovers", |_, t| anybody(t, |p| p.state == State::Recovered)),
    ("estate pays", |_, t| told(t, EntryKind::EstatePaid)),
    ("set off", |_, t| told(t, EntryKind::SetOff)),
    ("no netting", |s, t| !s.rules.close_out_netting && !t.failures().is_empty()),
    ("costs of bankruptcy", |_, t| told(t, EntryKind::Burnt)),
    ("several clearing vectors", |_, t| t.frames.iter().any(|f| !f.unique)),
    ("least vector chosen", |s, t| {
        s.rules.equilibrium == interclear_core::scenario::Equilibrium::Least && t.frames.iter().any(|f| !f.unique)
    }),
    ("seniority matters", |_, t| any_link(t, |l| l.due > l.paid && l.paid.quanta() > 0)),
    ("owed in kind", |s, _| s.obligations.iter().any(|o| o.asset.is_some())),
    ("fund charged", |_, t| told(t, EntryKind::FundCharged)),
    ("depositors run", |_, t| told(t, EntryKind::Run)),
    ("withdrawal wave", |_, t| told(t, EntryKind::WithdrawalWave)),
    ("locked in a queue", |_, t| told(t, EntryKind::Locked)),
    ("gate, first come", |s, t| {
        let gated = |m: &Mechanism| matches!(m, Mechanism::Depositors { gate, order: ServiceOrder::FirstCome, .. } if gate.get() < 1.0);
        runs(s, gated) && told(t, EntryKind::Locked)
    }),
    ("gate, pro rata", |s, t| {
        let gated = |m: &Mechanism| matches!(m, Mechanism::Depositors { gate, order: ServiceOrder::ProRata, .. } if gate.get() < 1.0);
        runs(s, gated) && told(t, EntryKind::Locked)
    }),
    ("opaque", |s, t| {
        runs(s, |m| matches!(m, Mechanism::Depositors { opacity, .. } if opacity.get() > 0.0))
            && told(t, EntryKind::Seen)
    }),
    ("deposit asked back to pay", |_, t| told(t, EntryKind::AskedBack)),
    ("collateral called", |_, t| told(t, EntryKind::Called)),
    ("call topped up", |_, t| told(t, EntryKind::ToppedUp)),
    ("collateral taken back", |_, t| told(t, EntryKind::TakenBack)),
    ("collateral not returned", |_, t| told(t, EntryKind::NotReturned)),
    ("collateral seized", |_, t| told(t, EntryKind::Seized)),
    ("paid by collateral", |_, t| told(t, EntryKind::PaidByCollateral)),
    ("collateral released", |_, t| told(t, EntryKind::Released)),
    ("collateral re-used", |_, t| any_link(t, |l| l.reused.quanta() > 0)),
    ("chain of three or more", |s, _| depth(s) >= 3),
    ("chain and a failure", |s, t| depth(s) >= 2 && !t.failures().is_empty()),
    ("title transfer", |s, _| s.collateral.iter().any(|c| c.title == Title::Transfer)),
    ("loan against collateral", |s, _| s.collateral.iter().any(|c| c.funding.is_some())),
    ("position closed out at a cost", |_, t| told(t, EntryKind::ClosedOut)),
    ("loss charged to layers", |_, t| told(t, EntryKind::LossCharged)),
    ("layers in an order of their own", |s, t| own_layers(s) && told(t, EntryKind::LossCharged)),
    ("defaulter's margin bears", |_, t| bears(t, LayerKind::DefaulterMargin)),
    ("defaulter's contribution bears", |_, t| bears(t, LayerKind::DefaulterFund)),
    ("skin in the game bears", |_, t| bears(t, LayerKind::SkinInTheGame)),
    ("survivors' fund bears", |_, t| bears(t, LayerKind::SurvivorsFund)),
    ("members assessed", |_, t| bears(t, LayerKind::Assessments)),
    ("rest of the house bears", |_, t| bears(t, LayerKind::RemainingEquity)),
    ("loss uncovered", |_, t| bears(t, LayerKind::Uncovered)),
    ("contribution to be refilled", |_, t| told(t, EntryKind::RefillCalled)),
    ("borne and given back", |_, t| told(t, EntryKind::GivenBack)),
    ("cover used", |_, t| told(t, EntryKind::Covered)),
    ("insurer fails", |_, t| t.journal.entries.iter().any(|e| e.kind == EntryKind::Covered && failed(t, e.who))),
    ("line drawn", |_, t| told(t, EntryKind::LineDrawn)),
    ("line drawn by one that fails", |_, t| {
        t.journal.entries.iter().any(|e| e.kind == EntryKind::LineDrawn && failed(t, e.who))
    }),
    ("token of a token", |s, _| wraps(s)),
    ("tokens handed in", |_, t| told(t, EntryKind::RedemptionAsked)),
    ("tokens redeemed", |_, t| told(t, EntryKind::Redeemed)),
    ("tokens wait", |_, t| told(t, EntryKind::RedemptionWaits)),
    ("paid at the end of the wait", |_, t| {
        t.frames.iter().flat_map(|f| &f.requests).any(|r| !r.fixed && r.served.quanta() > 0)
    }),
    ("first come, some wait", |s, t| queues(s, t, ServiceOrder::FirstCome)),
    ("pro rata, some wait", |s, t| queues(s, t, ServiceOrder::ProRata)),
    ("estate redeems tokens", |_, t| told(t, EntryKind::EstateRedeemed)),
    ("token revalued", |_, t| told(t, EntryKind::Revalued)),
    ("real yield", |_, t| told(t, EntryKind::RealYield)),
    ("emissions", |_, t| told(t, EntryKind::Minted)),
    ("subsidy runs dry", |_, t| told(t, EntryKind::SubsidyEnds)),
    ("slashed", |_, t| told(t, EntryKind::Slashed)),
    ("service corrupted", |_, t| told(t, EntryKind::Corrupted)),
    ("several services corrupted at once", |_, t| {
        let at = |e: &interclear_core::journal::Entry| e.kind == EntryKind::Corrupted;
        t.journal.entries.windows(2).any(|w| w.iter().all(at))
    }),
    ("attack after an attack", |_, t| t.journal.entries.iter().filter(|e| e.kind == EntryKind::Attacked).count() > 1),
    ("attack that no shock of stakes caused", |_, t| {
        let slashed =
            |e: &interclear_core::journal::Cause| t.journal.get(e.entry).is_some_and(|e| e.kind == EntryKind::Slashed);
        t.journal.entries.iter().any(|e| e.kind == EntryKind::Attacked && !e.causes.iter().any(slashed))
    }),
    ("secured service left alone", |_, t| {
        !t.services.is_empty() && !told(t, EntryKind::Attacked) && told(t, EntryKind::Slashed)
    }),
    ("bound on what is lost", |_, t| {
        t.frames.iter().filter_map(|f| f.restaking.as_ref()).any(|r| r.shock > 0.0 && r.bound.is_some())
    }),
    ("slashed on its way out", |_, t| t.frames.iter().flat_map(|f| &f.exits).any(|x| x.slashed.quanta() > 0)),
    ("let out of a stake", |_, t| told(t, EntryKind::Unstaked)),
    ("held up by the churn", |_, t| {
        t.frames.iter().flat_map(|f| &f.exits).any(|x| x.left.quanta() > 0 && x.served.quanta() > 0)
    }),
    ("trade unsettled", |_, t| told(t, EntryKind::Unsettled)),
    ("one leg alone", one_leg),
    ("sold to raise cash", |_, t| told(t, EntryKind::Sold)),
    ("price moved by sales", |_, t| told(t, EntryKind::PriceMoved)),
    ("stable-swap sold into", |s, t| {
        let stable = s.assets.iter().filter(|a| a.market.as_ref().is_some_and(|m| m.amplification.is_some()));
        stable
            .filter_map(|a| t.assets.iter().position(|x| x.id == a.id))
            .any(|at| t.frames.iter().any(|f| f.assets[at].sold.quanta() > 0))
    }),
    ("fee taken", |s, t| {
        let fee = s.assets.iter().filter(|a| a.market.as_ref().is_some_and(|m| m.fee.get() > 0.0));
        fee.filter_map(|a| t.assets.iter().position(|x| x.id == a.id))
            .any(|at| t.frames.iter().any(|f| f.assets[at].sold.quanta() > 0))
    }),
    ("bought", |_, t| told(t, EntryKind::Bought)),
    ("arbitrage", |_, t| told(t, EntryKind::Arbitraged)),
    ("depth comes back", |_, t| told(t, EntryKind::DepthBack)),
    ("runs on a peg", |_, t| told(t, EntryKind::SeenPeg)),
    ("runs on liquidity", |_, t| told(t, EntryKind::SeenLiquidity)),
    ("panic", |_, t| told(t, EntryKind::Panic)),
    ("loan not rolled over", |_, t| told(t, EntryKind::NotRolled)),
    ("cash hoarded", |_, t| told(t, EntryKind::Hoards)),
    ("holders outside run", |_, t| told(t, EntryKind::HoldersRun)),
    ("providers leave", |_, t| told(t, EntryKind::DepthLeft)),
    ("price shock", |_, t| told(t, EntryKind::PriceShock)),
    ("exploit", |_, t| told(t, EntryKind::Exploit)),
    ("outage", |s, _| s.events.iter().any(|e| matches!(e.what, EventKind::Outage { .. }))),
    ("rescue", |_, t| told(t, EntryKind::Rescue)),
    ("forged message obeyed", |_, t| told(t, EntryKind::Forged)),
    ("forged message refused", |_, t| told(t, EntryKind::Refused)),
    ("forged over several ticks", |_, t| {
        let mut ticks = t.journal.entries.iter().filter(|e| e.kind == EntryKind::Forged && !e.causes.is_empty());
        ticks.next().is_some()
    }),
    ("released on a message", |s, t| {
        let issued = |id: &str| s.assets.iter().any(|a| a.id == id && a.claim.is_some());
        t.journal
            .entries
            .iter()
            .filter(|e| e.kind == EntryKind::Forged)
            .any(|e| e.asset.and_then(|a| t.assets.get(a.at())).is_some_and(|a| !issued(&a.id)))
    }),
    ("guardian pauses", |_, t| t.journal.entries.iter().any(|e| e.kind == EntryKind::Paused && e.amount.quanta() == 0)),
    ("paused by an event", |s, _| s.events.iter().any(|e| matches!(e.what, EventKind::Pause { .. }))),
    ("door shut on requests", |s, t| {
        let shut = |e: &interclear_core::scenario::Event| matches!(e.what, EventKind::Pause { withdrawals: true, .. });
        s.events.iter().any(shut) && told(t, EntryKind::Locked)
    }),
    ("hidden debt", |_, t| anybody(t, |p| p.seen_debts < p.debts)),
    ("loss not seen", |_, t| {
        t.frames.iter().any(|f| {
            f.participants
                .iter()
                .any(|p| p.seen_equity.quanta() - p.equity().quanta() > p.debts.quanta() - p.seen_debts.quanta())
        })
    }),
    ("lent on by a custodian", |_, t| t.links.iter().any(|l| l.id.ends_with(".relent") && l.amount.quanta() > 0)),
    ("books opened", |_, t| told(t, EntryKind::Disclosed)),
    ("upgrade announced", |_, t| told(t, EntryKind::Announced)),
    ("left on the announcement", |_, t| {
        t.journal.entries.iter().any(|e| e.kind == EntryKind::WithdrawalWave && !e.causes.is_empty())
    }),
    ("margins set anew or left stale", |s, _| {
        s.events.iter().any(|e| matches!(&e.what, EventKind::Upgrade { recalibrates, .. } if !recalibrates.is_empty()))
    }),
    ("position liquidated", |_, t| told(t, EntryKind::Liquidated)),
    ("keepers leave what brings a loss", |_, t| told(t, EntryKind::NotWorthIt)),
    ("no keeper", |_, t| told(t, EntryKind::NoKeeper)),
    ("a participant liquidates", |_, t| {
        let own = |e: &interclear_core::journal::Entry| e.who.is_some_and(|w| w.at() < t.participants.len());
        t.journal.entries.iter().any(|e| e.kind == EntryKind::CollateralTaken && own(e))
    }),
    ("collateral sold for nothing", |_, t| told(t, EntryKind::SoldForNothing)),
    ("bad debt", |_, t| told(t, EntryKind::BadDebt)),
    ("bad debt that nobody bears", |_, t| t.frames.iter().flat_map(|f| &f.pools).any(|p| p.hole.quanta() > 0)),
    ("bad debt borne by a pool itself", |_, t| borne(t, |e| e.who == e.other)),
    ("bad debt borne by others", |_, t| borne(t, |e| e.who != e.other)),
    ("bad debt made good by issuing", |s, t| {
        runs(s, |m| matches!(m, Mechanism::LendingPool { pool } if pool.mints.is_some())) && told(t, EntryKind::Minted)
    }),
    ("interest", |_, t| told(t, EntryKind::Interest)),
    ("borrowing", |_, t| t.journal.entries.iter().any(|e| e.kind == EntryKind::Borrowed && e.amount.quanta() > 0)),
    ("pool lent out", |_, t| {
        t.frames.iter().flat_map(|f| &f.pools).any(|p| p.loans.quanta() > 0 && p.free.quanta() == 0)
    }),
    ("loop", |s, _| runs(s, |m| matches!(m, Mechanism::Looper { .. }))),
    ("swapped into a peg module", |_, t| told(t, EntryKind::SwappedIn)),
    ("swapped out of a peg module", |_, t| told(t, EntryKind::SwappedOut)),
    ("coins burnt for tokens", |_, t| told(t, EntryKind::Contracted)),
    ("tokens burnt for coins", |_, t| told(t, EntryKind::Expanded)),
    ("issue at its limit", |_, t| told(t, EntryKind::IssueStopped)),
    ("more than seven", |s, _| s.participants.len() > 7),
    ("more than eight ticks", |s, _| s.clock.ticks > 8),
];

impl Coverage {
    /// Counts what a run shows.
    pub fn note(&mut self, s: &Scenario, t: &Trace) {
        for (name, shows) in FEATURES {
            if shows(s, t) {
                *self.0.entry(name).or_default() += 1;
            }
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for (name, count) in &other.0 {
            *self.0.entry(name).or_default() += count;
        }
    }

    /// How many scenarios showed a feature.
    #[must_use]
    pub fn of(&self, name: &str) -> u64 {
        self.0.get(name).copied().unwrap_or(0)
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        FEATURES.iter().try_for_each(|(name, _)| writeln!(f, "{:8}  {name}", self.of(name)))
    }
}
