//! Default funds: members, layers, what closing a member out costs; and what is paid in at the opening.

use super::check::Names;
use super::{FundSpec, LayerSpec, ParticipantSpec, World, support};
use crate::scenario::limits::{MAX_ASSESSMENT, MAX_LAYERS, MAX_TICKS};
use crate::scenario::{Code, Layer, Mechanism, Problem};
use crate::units::{Decimal, ParticipantIx, Tick};
use std::collections::BTreeMap;

/// A house's fund; `at` is its place, `house` the id of the house.
pub(super) fn build(at: &str, house: &str, m: &Mechanism, n: &mut Names<'_>) -> Option<FundSpec> {
    let Mechanism::DefaultFund { skin_in_the_game, contributions, layers, replenish_within, close_out } = m else {
        return None;
    };
    let paid = members(&format!("{at}/contributions"), house, contributions, n);
    let costs = members(&format!("{at}/close_out"), house, close_out, n);
    let known: Vec<&String> = close_out.keys().filter(|id| n.participants.contains_key(id.as_str())).collect();
    for id in known.into_iter().filter(|id| !contributions.contains_key(*id) && *id != house) {
        n.conflict(
            &format!("{at}/close_out/{id}"),
            "is not a member of this house",
            "give it a contribution, which may be 0",
        );
    }
    if let Some(within) = replenish_within {
        ticks(&format!("{at}/replenish_within"), *within, n);
    }
    let usual = layers.is_empty();
    let layers = if usual {
        let usual = Layer::usual(*skin_in_the_game);
        usual.iter().map(|l| layer(&format!("{at}/skin_in_the_game"), l, n)).collect()
    } else {
        own_layers(at, *skin_in_the_game, layers, n)
    };
    Some(FundSpec { usual, contributions: paid, layers, replenish_within: *replenish_within, close_out: costs })
}

fn members(at: &str, house: &str, amounts: &BTreeMap<String, Decimal>, n: &mut Names<'_>) -> Vec<(ParticipantIx, i64)> {
    let mut all = Vec::new();
    for (member, amount) in amounts {
        let here = format!("{at}/{member}");
        let quanta = n.quanta(&here, None, *amount);
        if member == house {
            n.conflict(&here, "a house is not its own member", "its own money is skin in the game");
        } else if let Some(who) = n.participant(&here, member) {
            all.push((who, quanta));
        }
    }
    all
}

pub(super) fn ticks(at: &str, ticks: Tick, n: &mut Names<'_>) {
    if ticks == 0 || ticks > MAX_TICKS {
        let hint = "what is called is due one tick later at the earliest";
        n.bad(at, format!("{ticks} is not between 1 and {MAX_TICKS}"), hint);
    }
}

/// Layers that the scenario lists itself: the defaulter's first, each once, skin in the game in two tranches at most.
fn own_layers(at: &str, skin: Decimal, layers: &[Layer], n: &mut Names<'_>) -> Vec<LayerSpec> {
    let place = format!("{at}/layers");
    if layers.len() > MAX_LAYERS {
        let message = format!("there are {}; at most {MAX_LAYERS} are read", layers.len());
        n.problems.push(Problem::error(Code::Limit, place, message).hint("take some out"));
        return Vec::new();
    }
    if skin != Decimal::ZERO {
        let hint = "put the amount into a layer of the type skin_in_the_game, and 0 here";
        n.conflict(&format!("{at}/skin_in_the_game"), "the layers say what the house puts in", hint);
    }
    let first = layers.iter().take(2).map(Layer::word).collect::<Vec<_>>();
    if first != ["defaulter_margin", "defaulter_fund"] {
        let hint = "begin with defaulter_margin, then defaulter_fund";
        n.conflict(&place, "what the defaulter left does not come first", hint);
    }
    for (i, l) in layers.iter().enumerate() {
        let most = if matches!(l, Layer::SkinInTheGame { .. }) { 2 } else { 1 };
        if layers.iter().take(i).filter(|x| x.word() == l.word()).count() == most {
            let hint = "skin in the game may stand there twice, any other layer once";
            n.conflict(&format!("{place}/{i}"), format!("`{}` stands there too often", l.word()), hint);
        }
    }
    let place_of = |word: &str| layers.iter().position(|l| l.word() == word);
    if let (Some(ended), Some(cut)) = (place_of("tear_up"), place_of("gains_haircut"))
        && ended < cut
    {
        let hint = "put gains_haircut before tear_up";
        n.conflict(&format!("{place}/{ended}"), "contracts that have been ended have no gains left to cut", hint);
    }
    layers.iter().enumerate().map(|(i, l)| layer(&format!("{place}/{i}"), l, n)).collect()
}

fn layer(at: &str, l: &Layer, n: &mut Names<'_>) -> LayerSpec {
    match l {
        Layer::DefaulterMargin {} => LayerSpec::DefaulterMargin,
        Layer::DefaulterFund {} => LayerSpec::DefaulterFund,
        Layer::SkinInTheGame { amount } => {
            let at = if at.ends_with("skin_in_the_game") { at.to_owned() } else { format!("{at}/amount") };
            LayerSpec::Skin(n.quanta(&at, None, *amount))
        }
        Layer::SurvivorsFund {} => LayerSpec::Survivors,
        Layer::Assessments { cap, deadline } => {
            ticks(&format!("{at}/deadline"), *deadline, n);
            let cap = cap.get();
            if !(0.0..=MAX_ASSESSMENT).contains(&cap) {
                let hint = "1 is once the contribution";
                n.bad(&format!("{at}/cap"), format!("{cap} is not between 0 and {MAX_ASSESSMENT}"), hint);
            }
            LayerSpec::Assessments { cap: cap.clamp(0.0, MAX_ASSESSMENT), deadline: *deadline }
        }
        Layer::GainsHaircut { cap, ticks: over } => {
            ticks(&format!("{at}/ticks"), *over, n);
            let cap = cap.get();
            if !(0.0..=1.0).contains(&cap) {
                n.bad(&format!("{at}/cap"), format!("{cap} is not between 0 and 1"), "1 is all of a gain");
            }
            LayerSpec::GainsHaircut { cap: cap.clamp(0.0, 1.0), ticks: *over }
        }
        Layer::TearUp {} => LayerSpec::TearUp,
        Layer::RemainingEquity {} => LayerSpec::Equity,
    }
}

impl World {
    /// The default fund of a house.
    pub(crate) fn fund(&self, who: ParticipantIx) -> Option<&FundSpec> {
        self.participants.get(who.at()).and_then(|p| p.fund.as_ref())
    }
}

/// What funds may come to owe and call beside the obligations of the scenario: for the limit on amounts.
pub(super) fn may_be_owed(w: &World) -> i128 {
    let of = |f: &FundSpec| -> i128 {
        let sum = |all: &[(ParticipantIx, i64)]| -> i128 { all.iter().map(|c| i128::from(c.1)).sum() };
        let calls: f64 =
            f.layers.iter().map(|l| if let LayerSpec::Assessments { cap, .. } = l { *cap } else { 0.0 }).sum();
        let calls = calls.ceil() as i128 + i128::from(f.replenish_within.is_some());
        // A close-out is owed twice: to the market, and by the member's estate.
        2 * sum(&f.close_out) + calls * sum(&f.contributions)
    };
    w.participants.iter().map(|p| p.fund.as_ref().map_or(0, of) + support::may_be_owed(p)).sum()
}

/// Moves fund contributions out of the members' cash into the house.
pub(super) fn pay_in(n: &mut Names<'_>, all: &mut [ParticipantSpec]) {
    let Some(&cash) = n.assets.get(n.numeraire) else { return };
    let cash = cash as usize;
    for house in 0..all.len() {
        let Some(fund) = all.get(house).and_then(|p| p.fund.clone()) else { continue };
        let id = all.get(house).map(|p| p.id.clone()).unwrap_or_default();
        let at = format!("participants/{id}/mechanisms/default_fund");
        let own = all.get(house).and_then(|p| p.holdings.get(cash)).copied().unwrap_or(0);
        if fund.skin() > own {
            n.conflict(
                &format!("{at}/{}", if fund.usual { "skin_in_the_game" } else { "layers" }),
                "the house's own capital is more cash than the house holds",
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
                *slot = slot.saturating_add(amount);
            }
        }
    }
}

/// Warns of capital that a house has with one of its own members, on deposit or in a token that the member has issued: when
/// that member fails it is gone, just when it is to bear the loss.
pub(super) fn warn_wrong_way(w: &World, n: &mut Names<'_>) {
    for (house, p) in (0u32..).map(ParticipantIx).zip(&w.participants) {
        let Some(fund) = p.fund.as_ref().filter(|f| f.layers.contains(&LayerSpec::Equity)) else { continue };
        let member = |who: ParticipantIx| fund.contributions.iter().any(|c| c.0 == who);
        let left =
            w.deposits.iter().find(|d| d.creditor == house && d.amount > 0 && member(d.debtor)).map(|d| d.debtor);
        let issued = w.assets.iter().zip(&p.holdings).filter(|(_, units)| **units > 0);
        let issued = issued.filter_map(|(a, _)| a.claim.as_ref()).map(|c| c.issuer).find(|who| member(*who));
        let Some(who) = left.or(issued) else { continue };
        let name = w.participants.get(who.at()).map_or("", |p| p.id.as_str());
        let at = format!("participants/{}/mechanisms/default_fund/layers", p.id);
        let message =
            format!("what else the house owns is in part a claim on its member `{name}`, and gone when that fails");
        let problem = Problem::warning(Code::Conflict, at, message);
        n.problems.push(problem.hint("hold it in cash, or with somebody who is no member"));
    }
}
