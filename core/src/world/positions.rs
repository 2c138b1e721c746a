//! Links that a mechanism or an event makes: the position of a loop, and what a borrowing will fill.

use super::check::Names;
use super::{AssetSpec, CollateralSpec, DebtSpec, ParticipantSpec};
use crate::scenario::{EventKind, Looper, Mechanism, Scenario};
use crate::units::{AssetIx, LinkKind, LinkRef, ParticipantIx, scale, value_of};
use litemap::LiteMap;

/// Places of links by their ids.
pub(super) struct Places<'a> {
    pub debts: &'a LiteMap<&'a str, u32>,
    pub pledges: &'a LiteMap<&'a str, u32>,
}

fn loops(s: &Scenario) -> impl Iterator<Item = (&str, &Looper)> {
    s.participants.iter().flat_map(|p| {
        p.mechanisms.iter().filter_map(|m| match m {
            Mechanism::Looper { looper } => Some((p.id.as_str(), looper)),
            _ => None,
        })
    })
}

fn borrowings(s: &Scenario) -> impl Iterator<Item = (&str, &str, &str, &str)> {
    s.events.iter().filter_map(|e| match &e.what {
        EventKind::Borrow { participant, pool, asset, .. } => {
            Some((e.id.as_str(), participant.as_str(), pool.as_str(), asset.as_str()))
        }
        _ => None,
    })
}

/// Ids of the obligations that are made.
pub(super) fn debt_ids(s: &Scenario) -> Vec<String> {
    let loops = loops(s).map(|(id, _)| format!("{id}.loop.loan"));
    loops.chain(borrowings(s).map(|b| format!("{}.loan", b.0))).collect()
}

/// Ids of the collateral links that are made.
pub(super) fn pledge_ids(s: &Scenario) -> Vec<String> {
    let loops = loops(s).map(|(id, _)| format!("{id}.loop"));
    loops.chain(borrowings(s).map(|b| format!("{}.collateral", b.0))).collect()
}

/// Makes them: obligations, and collateral links with their places.
pub(super) fn make(
    s: &Scenario,
    n: &mut Names<'_>,
    assets: &[AssetSpec],
    participants: &[ParticipantSpec],
    places: &Places<'_>,
) -> (Vec<DebtSpec>, Vec<(u32, CollateralSpec)>) {
    let mut made = (Vec::new(), Vec::new());
    let mut add = |(id, loan): (String, String),
                   between: (ParticipantIx, ParticipantIx),
                   (looped, what): (bool, [(AssetIx, i64); 2])| {
        let [(posted, units), (lent, amount)] = what;
        let (Some(&pledge), Some(&debt)) = (places.pledges.get(id.as_str()), places.debts.get(loan.as_str())) else {
            return;
        };
        let link = LinkRef { kind: LinkKind::Obligation, at: debt };
        made.0.push(DebtSpec {
            id: loan,
            link,
            debtor: between.0,
            creditor: between.1,
            asset: lent,
            amount,
            due: None,
            grace: s.rules.grace,
            class: 1,
            hidden: false,
            fee: 0,
            rolls: None,
        });
        made.1.push((pledge, CollateralSpec { looped, ..pledge_of(id, between, posted, units) }));
    };
    for (id, l) in loops(s) {
        let at = format!("participants/{id}/mechanisms/looper");
        let Some((between, lent, asset)) = ends(n, &at, (id, &l.pool, &l.asset), participants) else { continue };
        let Some([units, owed]) = sizes(n, &at, l, lent, asset, assets) else { continue };
        add((format!("{id}.loop"), format!("{id}.loop.loan")), between, (true, [(asset, units), (lent, owed)]));
    }
    for (id, who, pool, token) in borrowings(s) {
        let at = format!("events/{id}");
        let Some((between, lent, asset)) = ends(n, &at, (who, pool, token), participants) else { continue };
        add((format!("{id}.collateral"), format!("{id}.loan")), between, (false, [(asset, 0), (lent, 0)]));
    }
    made
}

pub(super) fn pledge_of(
    id: String,
    (pledger, holder): (ParticipantIx, ParticipantIx),
    asset: AssetIx,
    units: i64,
) -> CollateralSpec {
    CollateralSpec {
        id,
        pledger,
        holder,
        asset,
        units,
        reuses: None,
        reusable: 0,
        transfer: false,
        looped: false,
        margin: false,
        cover: 1.0,
        secures: None,
        calls: false,
        seizure_discount: 0.0,
        hidden: false,
    }
}

/// The two ends, what the pool lends and what is posted.
fn ends(
    n: &mut Names<'_>,
    at: &str,
    (who, pool, token): (&str, &str, &str),
    participants: &[ParticipantSpec],
) -> Option<((ParticipantIx, ParticipantIx), AssetIx, AssetIx)> {
    let borrower = n.participants.get(who).copied().map(ParticipantIx)?;
    let holder = n.participant(&format!("{at}/pool"), pool)?;
    let asset = n.asset(&format!("{at}/asset"), Some(token))?;
    let Some(spec) = participants.get(holder.at()).and_then(|p| p.lending.as_ref()) else {
        n.conflict(&format!("{at}/pool"), format!("{pool} is no lending pool"), "give it the mechanism lending_pool");
        return None;
    };
    if borrower == holder {
        n.conflict(&format!("{at}/pool"), "a pool does not borrow from itself", "name another pool");
        return None;
    }
    Some(((borrower, holder), spec.lends, asset))
}

/// Units posted and the loan of a loop, both at opening prices.
fn sizes(
    n: &mut Names<'_>,
    at: &str,
    l: &Looper,
    lent: AssetIx,
    asset: AssetIx,
    assets: &[AssetSpec],
) -> Option<[i64; 2]> {
    let own = n.quanta(&format!("{at}/own"), Some(&l.asset), l.own);
    let ltv = n.share(&format!("{at}/ltv"), l.ltv.get(), 0.0, 0.99);
    if l.loops > crate::scenario::MAX_LOOPS {
        let found = format!("{} turns; at most {}", l.loops, crate::scenario::MAX_LOOPS);
        n.bad(&format!("{at}/loops"), found, "each turn borrows against what the last one bought");
        return None;
    }
    let (mut sum, mut turn) = (0.0, 1.0);
    for _ in 0..=l.loops {
        sum += turn;
        turn *= ltv;
    }
    let units = value_of(own, sum, 1.0);
    let (a, b) = (assets.get(asset.at())?, assets.get(lent.at())?);
    if b.price <= 0.0 {
        n.conflict(&format!("{at}/pool"), "what the pool lends is worth nothing", "give it a price");
        return None;
    }
    let owed = value_of(units - own, a.price / b.price, scale(b.decimals, a.decimals));
    Some([units, owed])
}
