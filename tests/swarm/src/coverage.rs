//! What random scenarios reach: a sweep that never meets a feature says nothing about it.

mod count;
mod shows;

use interclear_core::engine::{LayerKind, State};
use interclear_core::journal::EntryKind;
use interclear_core::scenario::{EventKind, Mechanism, ServiceOrder, SettledBy, Title};
use interclear_core::{Scenario, Trace};
use shows::{
    any_link, anybody, bears, borne, depth, failed, gated, one_leg, own_layers, queues, released, runs, settles, sold,
    told, unprovoked, wraps,
};
use std::collections::BTreeMap;

/// How many scenarios showed each feature.
#[derive(Clone, Debug, Default)]
pub struct Coverage(BTreeMap<&'static str, u64>);

/// Whether a run shows a feature.
type Shows = fn(&Scenario, &Trace) -> bool;

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
    ("gate, first come", |s, t| gated(s, t, ServiceOrder::FirstCome)),
    ("gate, pro rata", |s, t| gated(s, t, ServiceOrder::ProRata)),
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
    ("gains cut", |_, t| bears(t, LayerKind::GainsHaircut)),
    ("contracts torn up", |_, t| bears(t, LayerKind::TearUp)),
    ("gains cut, and the house stands", |_, t| {
        let cuts = t.journal.entries.iter().filter(|e| matches!(e.kind, EntryKind::GainsCut | EntryKind::TornUp));
        cuts.into_iter().any(|e| !failed(t, e.who))
    }),
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
    ("attack that no shock of stakes caused", |_, t| unprovoked(t)),
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
    ("stable-swap sold into", |s, t| sold(s, t, |m| m.amplification.is_some())),
    ("fee taken", |s, t| sold(s, t, |m| m.fee.get() > 0.0)),
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
    ("settled in batches every few ticks", |s, _| settles(s, SettledBy::Batch)),
    ("settled one by one", |s, _| settles(s, SettledBy::OneByOne)),
    ("settled together", |s, _| settles(s, SettledBy::Together)),
    ("waits for room", |_, t| told(t, EntryKind::Waited)),
    ("stuck", |_, t| told(t, EntryKind::Stuck)),
    ("gridlock", |_, t| told(t, EntryKind::Gridlocked)),
    ("less room in stress", |_, t| told(t, EntryKind::Congested)),
    ("fee paid", |_, t| told(t, EntryKind::FeePaid)),
    ("price drawn", |_, t| told(t, EntryKind::Drawn)),
    ("correlations blended in stress", |_, t| told(t, EntryKind::Blended)),
    ("drawn with a t copula", |s, t| {
        s.shocks.as_ref().is_some_and(|d| d.freedom.is_some() && d.assets.len() > 1) && told(t, EntryKind::Drawn)
    }),
    ("drawn pair of its own", |s, t| {
        s.shocks.as_ref().is_some_and(|d| !d.pairs.is_empty()) && told(t, EntryKind::Drawn)
    }),
    ("exploit", |_, t| told(t, EntryKind::Exploit)),
    ("outage", |s, _| s.events.iter().any(|e| matches!(e.what, EventKind::Outage { .. }))),
    ("rescue", |_, t| told(t, EntryKind::Rescue)),
    ("forged message obeyed", |_, t| told(t, EntryKind::Forged)),
    ("forged message refused", |_, t| told(t, EntryKind::Refused)),
    ("forged over several ticks", |_, t| {
        let mut ticks = t.journal.entries.iter().filter(|e| e.kind == EntryKind::Forged && !e.causes.is_empty());
        ticks.next().is_some()
    }),
    ("released on a message", released),
    ("guardian pauses", |_, t| t.journal.entries.iter().any(|e| e.kind == EntryKind::Paused && e.amount.quanta() == 0)),
    ("paused by an event", |s, _| s.events.iter().any(|e| matches!(e.what, EventKind::Pause { .. }))),
    ("door shut on requests", |s, t| {
        let shut = |e: &interclear_core::scenario::Event| matches!(e.what, EventKind::Pause { withdrawals: true, .. });
        s.events.iter().any(shut) && told(t, EntryKind::Locked)
    }),
    ("hidden debt", |_, t| anybody(t, |p| p.seen_debts < p.debts)),
    ("loss not seen", |_, t| {
        anybody(t, |p| p.seen_equity.quanta() - p.equity().quanta() > p.debts.quanta() - p.seen_debts.quanta())
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
    ("accounts below maintenance", |_, t| told(t, EntryKind::MarginBelow) && told(t, EntryKind::CrowdBelow)),
    ("margin sold", |_, t| told(t, EntryKind::MarginSold)),
    ("liquidated in the own book", |_, t| told(t, EntryKind::SoldInBook)),
    ("taken over by a vault", |_, t| told(t, EntryKind::VaultTook)),
    ("insurance fund pays", |_, t| told(t, EntryKind::FundPaid)),
    ("auto-deleveraging", |_, t| told(t, EntryKind::ProfitCut)),
    ("a participant deleveraged", |_, t| told(t, EntryKind::Deleveraged)),
    ("overshoot", |_, t| told(t, EntryKind::Overshot)),
    ("hedge lost", |_, t| told(t, EntryKind::HedgeLost)),
    ("loss of a venue", |_, t| told(t, EntryKind::VenueLoss)),
    ("loss of all accounts", |_, t| told(t, EntryKind::Socialised)),
    ("margin taken out", |_, t| told(t, EntryKind::AccountPaid)),
    ("a venue fails", |_, t| t.frames.iter().flat_map(|f| &f.venues).any(|v| v.closed)),
    ("more than seven", |s, _| s.participants.len() > 7),
    ("more than eight ticks", |s, _| s.clock.ticks > 8),
];
