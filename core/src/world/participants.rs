//! Participants, their mechanisms and what they hold.

use super::assets::groups;
use super::check::Names;
use super::{DepositorSpec, FundSpec, ParticipantSpec};
use crate::scenario::{Mechanism, Participant, Scenario};
use crate::units::{AssetIx, sorted};

pub(super) fn build(s: &Scenario, n: &mut Names<'_>) -> Vec<ParticipantSpec> {
    sorted(s.participants.iter().map(|p| participant(s, p, n)).collect(), |a, b| a.id.cmp(&b.id))
}

fn participant(s: &Scenario, p: &Participant, n: &mut Names<'_>) -> ParticipantSpec {
    let at = format!("participants/{}", p.id);
    let mut spec = ParticipantSpec {
        id: p.id.clone(),
        label: p.label.clone(),
        holdings: vec![0; s.assets.len()],
        floor: None,
        depositors: None,
        fund: None,
    };
    for (asset, amount) in &p.holdings {
        let here = format!("{at}/holdings/{asset}");
        let units = n.quanta(&here, Some(asset), *amount);
        if let Some(slot) = n.asset(&here, Some(asset)).and_then(|a| spec.holdings.get_mut(a.at())) {
            *slot = units;
        }
    }
    if p.place.is_some_and(|xy| xy.iter().any(|v| !v.is_finite() || v.abs() > 1e6)) {
        n.bad(&format!("{at}/place"), "the place is not on the canvas", "use numbers within a million of the origin");
    }
    for m in &p.mechanisms {
        mechanism(&at, m, &mut spec, n);
    }
    spec
}

fn mechanism(at: &str, m: &Mechanism, spec: &mut ParticipantSpec, n: &mut Names<'_>) {
    let twice = match m {
        Mechanism::InsolvencyRule { floor } => {
            let negative = floor.is_negative();
            let magnitude =
                if negative { floor.to_string().trim_start_matches('-').parse().unwrap_or_default() } else { *floor };
            let quanta = n.quanta(&format!("{at}/mechanisms/insolvency_rule/floor"), None, magnitude);
            spec.floor.replace(if negative { -quanta } else { quanta }).is_some()
        }
        Mechanism::Depositors { opacity, gate, order, groups: list } => {
            let here = format!("{at}/mechanisms/depositors");
            let depositors = DepositorSpec {
                opacity: n.share(&format!("{here}/opacity"), opacity.get(), 0.0, 1.0),
                gate: n.share(&format!("{here}/gate"), gate.get(), 0.0, 1.0),
                order: *order,
                groups: groups(&format!("{here}/groups"), list, n),
            };
            spec.depositors.replace(depositors).is_some()
        }
        Mechanism::DefaultFund { skin_in_the_game, contributions } => {
            let here = format!("{at}/mechanisms/default_fund");
            let skin = n.quanta(&format!("{here}/skin_in_the_game"), None, *skin_in_the_game);
            let mut paid = Vec::new();
            for (member, amount) in contributions {
                let quanta = n.quanta(&format!("{here}/contributions/{member}"), None, *amount);
                if *member == spec.id {
                    n.conflict(
                        &format!("{here}/contributions/{member}"),
                        "a house is not its own member",
                        "its own money is skin in the game",
                    );
                } else if let Some(who) = n.participant(&format!("{here}/contributions/{member}"), member) {
                    paid.push((who, quanta));
                }
            }
            spec.fund.replace(FundSpec { skin, contributions: paid }).is_some()
        }
    };
    if twice {
        n.conflict(&format!("{at}/mechanisms"), format!("there are two of the kind \"{}\"", m.label()), "keep one");
    }
}

/// Moves fund contributions out of the members' cash into the house.
pub(super) fn fund(s: &Scenario, n: &mut Names<'_>, all: &mut [ParticipantSpec]) {
    let Some(&cash) = n.assets.get(s.numeraire.as_str()) else { return };
    let cash = AssetIx(cash).at();
    for house in 0..all.len() {
        let Some(fund) = all.get(house).and_then(|p| p.fund.clone()) else { continue };
        let id = all.get(house).map(|p| p.id.clone()).unwrap_or_default();
        let at = format!("participants/{id}/mechanisms/default_fund");
        let own = all.get(house).and_then(|p| p.holdings.get(cash)).copied().unwrap_or(0);
        if fund.skin > own {
            n.conflict(
                &format!("{at}/skin_in_the_game"),
                "is more cash than the house holds",
                "raise its cash or lower its skin in the game",
            );
        }
        for (member, amount) in fund.contributions {
            let Some(slot) = all.get_mut(member.at()).and_then(|p| p.holdings.get_mut(cash)) else { continue };
            if *slot < amount {
                let name = all.get(member.at()).map(|p| p.id.clone()).unwrap_or_default();
                n.conflict(
                    &format!("{at}/contributions/{name}"),
                    "the member does not hold this much cash",
                    "raise its cash or lower the contribution",
                );
                continue;
            }
            *slot -= amount;
            if let Some(slot) = all.get_mut(house).and_then(|p| p.holdings.get_mut(cash)) {
                *slot += amount;
            }
        }
    }
}
