//! New things with sensible beginnings: participants from presets, links, shocks; ids and names that are free.

use super::bring;
use super::edit::{Edit, name};
use super::form;
use super::model::Model;
use super::wiring;
use interclear_core::journal::LinkKind;
use interclear_core::scenario::{
    Asset, Collateral, Deposit, Event, EventKind, MAX_ID, Mechanism, Obligation, Scenario, Trade, TradeLeg,
};
use interclear_core::units::{Decimal, Rate};

/// An id that nothing in the scenario has, close to the wish.
pub(super) fn unique_id(s: &Scenario, wish: &str) -> String {
    let plain: String = wish.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    let base: String = if plain.is_empty() { "x".into() } else { plain.chars().take(MAX_ID - 5).collect() };
    let taken = |id: &str| {
        id == wiring::OUTSIDE
            || s.participants.iter().any(|p| p.id == id)
            || s.obligations.iter().any(|o| o.id == id)
            || s.trades.iter().any(|t| t.id == id)
            || s.deposits.iter().any(|d| d.id == id)
            || s.collateral.iter().any(|c| c.id == id)
            || s.positions.iter().any(|p| p.id == id)
            || s.events.iter().any(|e| e.id == id)
    };
    let numbered = (2u32..).map(|n| format!("{base}{n}"));
    std::iter::once(base.clone()).chain(numbered).find(|id| !taken(id)).unwrap_or(base)
}

/// A link of a kind between two participants that may have it.
pub(super) fn link(model: &Model, kind: LinkKind, from: &str, to: &str) -> Result<(Edit, String), String> {
    wiring::legal_target(model, kind, from, to)?;
    let s = &*model.scenario;
    let due = (model.playhead.tick + 1).clamp(1, s.clock.ticks.max(1));
    let (a, b) = (from.to_owned(), to.to_owned());
    Ok(match kind {
        LinkKind::Obligation => {
            let id = unique_id(s, "o1");
            let amount = round_amount(wiring::free(s, from, &s.numeraire) / 2.0, 50.0);
            let new = Obligation {
                id: id.clone(),
                debtor: a,
                creditor: b,
                amount,
                due: Some(due),
                seniority: 1,
                ..Default::default()
            };
            (Edit::Obligation(Box::new(new)), id)
        }
        LinkKind::Trade => {
            let id = unique_id(s, "t1");
            let (asset, free) = wiring::best_asset(s, from).ok_or_else(|| "It has nothing to deliver.".to_owned())?;
            let amount = round_amount(free / 2.0, 1.0);
            let pay = round_amount(amount.to_f64() * asset.price.get(), 1.0);
            let new = Trade {
                fee: None,
                id: id.clone(),
                seller: a,
                buyer: b,
                deliver: TradeLeg { asset: Some(asset.id.clone()), amount },
                pay: TradeLeg { asset: None, amount: pay },
                due,
                grace: None,
                delivery_against_payment: true,
            };
            (Edit::Trade(Box::new(new)), id)
        }
        LinkKind::Deposit => {
            let id = unique_id(s, "d1");
            let amount = round_amount(100.0, 100.0);
            let new = Deposit { id: id.clone(), holder: a, taker: b, amount, seniority: 1, ..Deposit::default() };
            (Edit::Deposit(Box::new(new)), id)
        }
        LinkKind::Collateral => collateral(s, a, b)?,
        LinkKind::Position => bring::position(model, from, to)?,
    })
}

fn collateral(s: &Scenario, pledger: String, holder: String) -> Result<(Edit, String), String> {
    let id = unique_id(s, "c1");
    let owed: f64 = debts(s, &pledger, &holder);
    let (asset, amount, reuses) = match wiring::best_asset(s, &pledger) {
        Some((asset, free)) => {
            let wanted = if owed > 0.0 { owed / asset.price.get().max(1e-9) } else { free / 2.0 };
            (Some(asset.id.clone()), Some(round_amount(wanted.min(free), free.min(1.0))), None)
        }
        None => {
            let link = wiring::reusable(s, &pledger).ok_or_else(|| "It has nothing to pledge.".to_owned())?;
            (None, None, Some(link.id.clone()))
        }
    };
    let new = Collateral {
        id: id.clone(),
        pledger,
        holder,
        asset,
        amount,
        reuses,
        reuse_cap: Rate::ZERO,
        title: interclear_core::scenario::Title::Pledge,
        haircut: Rate::new(0.1).unwrap_or_default(),
        required_cover: None,
        secures: None,
        calls: true,
        seizure_discount: Rate::ZERO,
        funding: None,
        hidden: false,
    };
    Ok((Edit::Collateral(Box::new(new)), id))
}

/// What one owes another in obligations.
pub(super) fn debts(s: &Scenario, debtor: &str, creditor: &str) -> f64 {
    let between = s.obligations.iter().filter(|o| o.debtor == debtor && o.creditor == creditor);
    between.map(|o| o.amount.to_f64()).sum()
}

/// A shock on a participant, at the tick shown.
pub(super) fn shock(model: &Model, kind: &str, on: &str) -> Result<(Edit, String), String> {
    let s = &*model.scenario;
    let who = s.participants.iter().find(|p| p.id == on).ok_or_else(|| format!("Nobody here is called `{on}`."))?;
    let participant = who.id.clone();
    let label = name(s, on);
    let id = unique_id(s, "e1");
    let tick = model.playhead.tick.clamp(1, s.clock.ticks.max(1));
    let what = match kind {
        "price_shock" => {
            let held = who.holdings.iter().filter(|(_, d)| d.to_f64() > 0.0).map(|(id, _)| id.as_str());
            let token = held.filter(|id| *id != s.numeraire).max_by(|a, b| value(s, on, a).total_cmp(&value(s, on, b)));
            let token = token.or_else(|| posted(s, on)).or_else(|| issued(s, on));
            let asset = token.ok_or_else(|| format!("{label} holds nothing with a price that could fall."))?.to_owned();
            EventKind::PriceShock { asset, change: Rate::new(-0.2).unwrap_or_default() }
        }
        "default" => EventKind::Default { participant },
        "exploit" => {
            let held = who.holdings.keys().max_by(|a, b| value(s, on, a).total_cmp(&value(s, on, b)));
            let asset = held.filter(|a| value(s, on, a) > 0.0);
            let asset = asset.ok_or_else(|| format!("{label} holds nothing that could be taken."))?;
            let amount = round_amount(wiring::free(s, on, asset) * 0.4, 1.0);
            EventKind::Exploit { participant, asset: (*asset != s.numeraire).then(|| asset.clone()), amount }
        }
        "outage" => EventKind::Outage { participant, ticks: 1 },
        "withdrawal_wave" => {
            let takes = who.mechanisms.iter().any(|m| matches!(m, Mechanism::Depositors { .. }));
            if !takes && !s.deposits.iter().any(|d| d.taker == on) {
                return Err(format!("{label} takes no deposits that could be withdrawn."));
            }
            EventKind::WithdrawalWave { participant, share: Rate::new(0.4).unwrap_or_default() }
        }
        "recovery" => EventKind::Recovery { participant, amount: round_amount(50.0, 50.0) },
        other => {
            let mut assets: Vec<String> = s.assets.iter().map(|a| a.id.clone()).collect();
            assets.sort_by(|a, b| value(s, on, b).total_cmp(&value(s, on, a)));
            form::shock::first(s, &model.problems, (&id, tick), (other, on), assets)?
        }
    };
    Ok((Edit::Event(Box::new(Event { id: id.clone(), tick, what })), id))
}

/// A token that a participant has posted as collateral, of its own or in a loop.
fn posted<'a>(s: &'a Scenario, who: &str) -> Option<&'a str> {
    let links = s.collateral.iter().filter(|c| c.pledger == who).filter_map(|c| c.asset.as_deref());
    let mechanisms = s.participants.iter().filter(|p| p.id == who).flat_map(|p| &p.mechanisms);
    let loops = mechanisms.filter_map(|m| match m {
        Mechanism::Looper { looper } => Some(looper.asset.as_str()),
        _ => None,
    });
    links.chain(loops).filter(|asset| *asset != s.numeraire).min()
}

/// A token that a participant has issued and that is sold somewhere, a coin before a share.
fn issued<'a>(s: &'a Scenario, who: &str) -> Option<&'a str> {
    let own = |a: &&Asset| a.market.is_some() && a.claim.as_ref().is_some_and(|c| c.issuer == who);
    let shares = |a: &Asset| a.claim.as_ref().is_none_or(|c| c.par.is_none());
    s.assets.iter().filter(own).map(|a| (shares(a), a.id.as_str())).min().map(|(_, id)| id)
}

fn value(s: &Scenario, who: &str, asset: &str) -> f64 {
    let price = s.assets.iter().find(|a| a.id == asset).map_or(0.0, |a: &Asset| a.price.get());
    wiring::free(s, who, asset) * price
}

/// A whole number near the wish, or the other wish when that is nothing.
fn round_amount(wish: f64, otherwise: f64) -> Decimal {
    let whole = if wish >= 1.0 { wish.floor() } else { wish };
    Decimal::from_f64(if whole > 0.0 { whole } else { otherwise }).unwrap_or_default()
}
