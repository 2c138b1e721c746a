//! Custodians: what is lent on at the opening, and prices shown in place of the market's.

use super::check::Names;
use super::{DebtSpec, ParticipantSpec};
use crate::scenario::{Custodian, Mechanism, Scenario};
use crate::units::{AssetIx, LinkKind, LinkRef, value_of};
use litemap::LiteMap;

/// What a custodian shows.
#[derive(Clone, Debug)]
pub(crate) struct CustodianSpec {
    /// Prices shown in place of the market's, by asset.
    pub marks: Vec<(AssetIx, f64)>,
    /// It has lent on what is left with it.
    pub lends: bool,
}

fn all(s: &Scenario) -> impl Iterator<Item = (&str, &Custodian)> {
    s.participants.iter().flat_map(|p| {
        p.mechanisms.iter().filter_map(|m| match m {
            Mechanism::Custodian { custodian } => Some((p.id.as_str(), custodian)),
            _ => None,
        })
    })
}

fn id(custodian: &str) -> String {
    format!("{custodian}.relent")
}

/// The ids of the deposits that custodians have made out of those with them.
pub(super) fn relent(s: &Scenario) -> Vec<String> {
    all(s).filter(|(_, c)| c.to.is_some()).map(|(custodian, _)| id(custodian)).collect()
}

/// Those deposits.
pub(super) fn links(s: &Scenario, n: &mut Names<'_>, at_of: &LiteMap<&str, u32>) -> Vec<DebtSpec> {
    let mut links = Vec::new();
    for (custodian, c) in all(s) {
        let (Some(to), id) = (&c.to, id(custodian)) else { continue };
        let at = format!("participants/{custodian}/mechanisms/custodian/to");
        let ends = (n.participant(&at, to), n.participant(&at, custodian), n.asset(&at, None));
        let (Some(debtor), Some(creditor), Some(asset)) = ends else { continue };
        if debtor == creditor {
            n.conflict(&at, "a custodian lends nothing to itself", "name who borrows");
            continue;
        }
        let taken: i64 = s
            .deposits
            .iter()
            .filter(|d| d.taker == custodian)
            .map(|d| n.quanta(&format!("deposits/{}/amount", d.id), None, d.amount))
            .fold(0, i64::saturating_add);
        let Some(&place) = at_of.get(id.as_str()) else { continue };
        links.push(DebtSpec {
            id,
            link: LinkRef { kind: LinkKind::Deposit, at: place },
            debtor,
            creditor,
            asset,
            amount: value_of(taken, c.relends.get().clamp(0.0, 1.0), 1.0),
            due: None,
            grace: 0,
            class: 1,
            rolls: None,
            fee: 0,
            hidden: c.hidden,
        });
    }
    links
}

/// The cash of those deposits goes from custodians to whoever borrowed it.
pub(super) fn lend_on(n: &mut Names<'_>, participants: &mut [ParticipantSpec], deposits: &[DebtSpec]) {
    let Some(&cash) = n.assets.get(n.numeraire) else { return };
    for d in deposits {
        let lends = |p: &&ParticipantSpec| p.custodian.as_ref().is_some_and(|c| c.lends) && d.id == id(&p.id);
        let Some(custodian) = participants.get(d.creditor.at()).filter(lends).map(|p| p.id.clone()) else { continue };
        match participants.get_mut(d.creditor.at()).and_then(|p| p.holdings.get_mut(cash as usize)) {
            Some(own) if *own >= d.amount => *own -= d.amount,
            _ => {
                n.conflict(
                    &format!("participants/{custodian}/mechanisms/custodian/relends"),
                    "it has not this much cash to lend on",
                    "its holdings are those before it lends: raise its cash or lower the share",
                );
                continue;
            }
        }
        if let Some(theirs) = participants.get_mut(d.debtor.at()).and_then(|p| p.holdings.get_mut(cash as usize)) {
            *theirs = theirs.saturating_add(d.amount);
        }
    }
}

pub(super) fn build(at: &str, c: &Custodian, n: &mut Names<'_>) -> CustodianSpec {
    n.share(&format!("{at}/relends"), c.relends.get(), 0.0, 1.0);
    if c.to.is_none() && c.relends.get() > 0.0 {
        n.conflict(&format!("{at}/to"), "nobody borrows what it lends on", "name a participant, or lend on nothing");
    }
    let mut marks = Vec::new();
    for (asset, price) in &c.own_marks {
        let here = format!("{at}/own_marks/{asset}");
        let Some(ix) = n.asset(&here, Some(asset)) else { continue };
        let price = price.to_f64();
        if asset == n.numeraire {
            n.conflict(&here, "the price of the numeraire is always 1", "name another asset");
        } else if !(0.0..=crate::scenario::MAX_PRICE).contains(&price) {
            n.bad(&here, format!("{price} is not between 0 and 1e9"), "a price in the numeraire");
        } else {
            marks.push((ix, price));
        }
    }
    CustodianSpec { marks, lends: c.to.is_some() }
}
