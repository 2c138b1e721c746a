//! Scenarios with one thing wrong: `check` must refuse each with a reason.
#![allow(clippy::unit_arg, reason = "each kind of damage is one line of a table")]

use super::parts::{claim, exchange, lending, secured, stake};
use super::{hundredths, rate, scenario};
use crate::random::Random;
use interclear_core::Scenario;
use interclear_core::scenario::{Event, EventKind, Layer, Mechanism, Obligation};
use interclear_core::units::{Amount, Decimal};
use std::collections::BTreeMap;

/// One way to spoil a scenario; `None` when it has nothing of the kind.
type Way = fn(&mut Scenario) -> Option<()>;

/// All ways, by name.
pub const SPOILT_WAYS: &[(&str, Way)] = &[
    ("an end that is not there", |s| Some(s.obligations.first_mut()?.creditor = "nobody".into())),
    ("a debt to oneself", |s| {
        let o = s.obligations.first_mut()?;
        Some(o.creditor = o.debtor.clone())
    }),
    ("an amount below nothing", |s| Some(s.obligations.first_mut()?.amount = Decimal::from_quanta(Amount::new(-1), 0))),
    ("an amount too large", |s| Some(s.obligations.first_mut()?.amount = hundredths(1 << 53))),
    ("an id twice", |s| {
        let again = s.obligations.first()?.clone();
        Some(s.obligations.push(again))
    }),
    ("due at the opening", |s| Some(s.obligations.first_mut()?.due = Some(0))),
    ("a class too low", |s| Some(s.obligations.first_mut()?.seniority = 99)),
    ("an asset that is not there", |s| Some(s.trades.first_mut()?.deliver.asset = Some("nothing".into()))),
    ("a trade with oneself", |s| {
        let t = s.trades.first_mut()?;
        Some(t.seller = t.buyer.clone())
    }),
    ("a deposit with nobody", |s| Some(s.deposits.first_mut()?.taker = "outside".into())),
    ("more posted than held", |s| {
        Some(s.collateral.iter_mut().find(|c| c.amount.is_some())?.amount = Some(hundredths(1 << 40)))
    }),
    ("re-use of what somebody else holds", |s| {
        let c = s.collateral.iter_mut().find(|c| c.reuses.is_some())?;
        Some(std::mem::swap(&mut c.pledger, &mut c.holder))
    }),
    ("a ring of re-use", |s| {
        let c = s.collateral.iter_mut().find(|c| c.reuses.is_some())?;
        Some(c.reuses = Some(c.id.clone()))
    }),
    ("a haircut of more than all", |s| Some(s.collateral.first_mut()?.haircut = rate(1.5))),
    ("a re-use cap above one", |s| Some(s.collateral.first_mut()?.reuse_cap = rate(1.01))),
    ("no first distribution", |s| Some(s.rules.estate_delay = 0)),
    ("a recovery above one", |s| Some(s.rules.recovery_assets = rate(2.0))),
    ("no time", |s| Some(s.clock.ticks = 0)),
    ("another numeraire", |s| Some(s.numeraire = "gold".into())),
    ("an event before the opening", |s| {
        let participant = s.participants.first()?.id.clone();
        Some(s.events.push(Event { id: "early".into(), tick: 0, what: EventKind::Default { participant } }))
    }),
    ("a price of less than nothing", |s| {
        let asset = s.assets.iter().find(|a| a.id != s.numeraire)?.id.clone();
        let what = EventKind::PriceShock { asset, change: rate(-1.0) };
        Some(s.events.push(Event { id: "crash".into(), tick: 1, what }))
    }),
    ("a fund of what nobody has", |s| {
        let member = s.participants.get(1)?.id.clone();
        let contributions = [(member, hundredths(1 << 40))].into();
        let skin_in_the_game = hundredths(0);
        let fund = Mechanism::DefaultFund {
            skin_in_the_game,
            contributions,
            layers: Vec::new(),
            replenish_within: None,
            close_out: BTreeMap::new(),
        };
        Some(s.participants.first_mut()?.mechanisms.push(fund))
    }),
    ("contracts ended before their gains are cut", |s| {
        let layers = layers(s)?;
        layers.retain(|l| !matches!(l, Layer::GainsHaircut { .. } | Layer::TearUp {}));
        layers.push(Layer::TearUp {});
        Some(layers.push(Layer::GainsHaircut { cap: rate(1.0), ticks: 1 }))
    }),
    ("a haircut of more than the gain", |s| {
        let layers = layers(s)?;
        layers.retain(|l| !matches!(l, Layer::GainsHaircut { .. }));
        Some(layers.insert(2, Layer::GainsHaircut { cap: rate(1.5), ticks: 1 }))
    }),
    ("a token issued by nobody", |s| Some(claim(s)?.issuer = "nobody".into())),
    ("a token that promises itself", |s| {
        let a = s.assets.iter_mut().find(|a| a.claim.is_some())?;
        let id = a.id.clone();
        let claim = a.claim.as_mut()?;
        (claim.par, claim.of) = (Some(hundredths(100)), Some(id));
        Some(())
    }),
    ("a gate above one", |s| Some(claim(s)?.redemption.as_mut()?.gate = Some(rate(1.5)))),
    ("redeemed in what is not there", |s| Some(claim(s)?.redemption.as_mut()?.pays = Some("nothing".into()))),
    ("hours longer than their turn", |s| {
        let r = claim(s)?.redemption.as_mut()?;
        (r.open_every, r.open_for) = (Some(2), Some(3));
        Some(())
    }),
    ("more staked than all", |s| Some(stake(s)?.share = rate(1.5))),
    ("a yield without end", |s| Some(stake(s)?.emissions = rate(1e9))),
    ("subsidised by itself", |s| {
        let p = s.participants.iter_mut().find(|p| p.mechanisms.iter().any(|m| m.word() == "staking"))?;
        let id = p.id.clone();
        Some(stake(s)?.subsidy_from = Some(id))
    }),
    ("slashed without a stake", |s| {
        let p = s.participants.iter().find(|p| p.mechanisms.iter().all(|m| m.word() != "staking"))?;
        let what = EventKind::Slashing { participant: p.id.clone(), share: rate(0.5) };
        Some(s.events.push(Event { id: "slash".into(), tick: 1, what }))
    }),
    ("a service that secures itself", |s| {
        let p = s.participants.iter_mut().find(|p| p.mechanisms.iter().any(|m| m.word() == "secured_service"))?;
        let id = p.id.clone();
        Some(secured(s)?.operators.push(id))
    }),
    ("an operator that has staked nothing", |s| {
        let p = s.participants.iter().find(|p| p.mechanisms.iter().all(|m| m.word() != "staking"))?;
        let id = p.id.clone();
        Some(secured(s)?.operators.push(id))
    }),
    ("an operator twice", |s| {
        let all = &mut secured(s)?.operators;
        let first = all.first().cloned().unwrap_or_else(|| "nobody".into());
        Some(all.extend([first.clone(), first]))
    }),
    ("a service that nobody need attack", |s| Some(secured(s)?.threshold = rate(0.0))),
    ("an account with nobody", |s| Some(exchange(s)?.accounts.first_mut()?.holder = "nobody".into())),
    ("more margin than held", |s| {
        let cash = s.numeraire.clone();
        let account = exchange(s)?.accounts.first_mut()?;
        account.margin.insert(cash, hundredths(1 << 40));
        Some(())
    }),
    ("a market in the numeraire", |s| {
        let cash = s.numeraire.clone();
        Some(exchange(s)?.markets.first_mut()?.asset = cash)
    }),
    ("a position in no market", |s| {
        let cash = s.numeraire.clone();
        Some(exchange(s)?.crowds.first_mut()?.asset = cash)
    }),
    ("more accounts than a venue may have", |s| Some(exchange(s)?.crowds.first_mut()?.members = 10_001)),
    ("leverage without end", |s| Some(exchange(s)?.crowds.first_mut()?.leverage_to = rate(1e6))),
    ("a fund of more than the venue has", |s| Some(exchange(s)?.insurance_fund = hundredths(1 << 40))),
    ("two rules of a kind", |s| {
        let floor = hundredths(0);
        let rule = || Mechanism::InsolvencyRule { floor };
        Some(s.participants.first_mut()?.mechanisms.extend([rule(), rule()]))
    }),
    ("a loan to be liquidated at once", |s| {
        let m = lending(s)?.markets.first_mut()?;
        Some((m.max_ltv, m.threshold) = (rate(0.9), rate(0.8)))
    }),
    ("a bonus of more than all", |s| Some(lending(s)?.markets.first_mut()?.bonus = rate(1.5))),
    ("a pool that is its own backstop", |s| {
        let id = s.participants.iter().find(|p| p.mechanisms.iter().any(|m| m.word() == "lending_pool"))?.id.clone();
        Some(lending(s)?.backstop = Some(id))
    }),
    ("a loop into nowhere", |s| {
        let all = s.participants.iter_mut().flat_map(|p| &mut p.mechanisms);
        let looper = all.filter_map(|m| if let Mechanism::Looper { looper } = m { Some(looper) } else { None }).next();
        Some(looper?.pool = "nobody".into())
    }),
    ("a peg of somebody else's coin", |s| {
        let issuer = s.assets.iter_mut().find_map(|a| a.claim.as_mut().filter(|_| a.id == "peg-coin"))?;
        let other = s.participants.iter().find(|p| p.id != issuer.issuer)?.id.clone();
        Some(issuer.issuer = other)
    }),
    ("a share with a par", |s| {
        let share = s.assets.iter_mut().find(|a| a.id == "seed-share")?;
        Some(share.claim.as_mut()?.par = Some(hundredths(100)))
    }),
    ("a batch with little room", |s| {
        s.rules.settlement.as_ref()?;
        let by = interclear_core::scenario::SettledBy::Batch;
        let capacity = Some(1);
        Some(
            s.rules.settlement =
                Some(interclear_core::scenario::Settlement { by, every: 1, capacity, congestion: None }),
        )
    }),
    ("no next batch", |s| Some(s.rules.settlement.as_mut()?.every = 0)),
    ("a fee below nothing", |s| Some(s.obligations.first_mut()?.fee = Some(Decimal::from_quanta(Amount::new(-1), 0)))),
    ("correlations that cannot be", |s| {
        let d = s.shocks.as_mut()?;
        Some(d.correlation = rate(-1.5))
    }),
    ("an asset that moves twice", |s| {
        let d = s.shocks.as_mut()?;
        let again = d.assets.first()?.clone();
        Some(d.assets.push(again))
    }),
    ("a pair of nobody", |s| {
        let d = s.shocks.as_mut()?;
        let (asset, with) = (d.assets.first()?.asset.clone(), "nothing".into());
        let pair = interclear_core::scenario::CorrelatedPair { asset, with, correlation: rate(0.1) };
        Some(d.pairs.push(pair))
    }),
    ("an id that reads like another thing", |s| Some(s.participants.first_mut()?.id = "outside".into())),
    ("an obligation without an id", |s| {
        let (debtor, creditor) = (s.participants.first()?.id.clone(), s.participants.get(1)?.id.clone());
        Some(s.obligations.push(Obligation { debtor, creditor, ..Obligation::default() }))
    }),
];

/// The layers of the first house, written out.
fn layers(s: &mut Scenario) -> Option<&mut Vec<Layer>> {
    s.participants.iter_mut().flat_map(|p| &mut p.mechanisms).find_map(|m| match m {
        Mechanism::DefaultFund { skin_in_the_game, layers, .. } => {
            if layers.is_empty() {
                *layers = Layer::usual(std::mem::take(skin_in_the_game));
            }
            Some(layers)
        }
        _ => None,
    })
}

/// A sound scenario with one thing wrong: which, and what it is called.
#[must_use]
pub fn spoilt(seed: u64) -> (Scenario, &'static str) {
    let sound = scenario(seed);
    let first = Random(!seed).below(SPOILT_WAYS.len() as u64) as usize;
    let ways = SPOILT_WAYS.iter().cycle().skip(first).take(SPOILT_WAYS.len());
    for (name, way) in ways {
        let mut s = sound.clone();
        if way(&mut s).is_some() {
            return (s, name);
        }
    }
    (Scenario::default(), "nothing at all")
}
