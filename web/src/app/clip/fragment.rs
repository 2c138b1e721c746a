//! A fragment: participants, the links among them, and the assets and contracts that these need, as a scenario of its own in
//! a wrapping that says what it is.

use super::names::named;
use crate::app::OUTSIDE;
use crate::app::prune::{Gone, prune};
use crate::app::remove::tidy;
use crate::app::scene::Seats;
use interclear_core::scenario::{
    Form as _, Kind, Limit, MAX_BYTES, Problem, Rules, Scenario, Shaped as _, from_value, parse, to_value,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The version of the wrapping; what is in it has the version of the scenario format.
pub const VERSION: u64 = 1;
/// What the wrapping calls itself.
const KIND: &str = "fragment";

/// Participants with what is among them.
#[derive(Clone, Debug, PartialEq)]
pub struct Fragment {
    /// Participants, links, contracts and assets; nothing else of it is meant.
    pub(super) part: Scenario,
}

impl Fragment {
    /// Of a scenario, the participants with these ids. What names anybody else is left out.
    ///
    /// # Errors
    /// When what is left is no scenario, which no scenario that can be read comes to.
    pub fn of(scenario: &Scenario, ids: &[String]) -> Result<Self, Problem> {
        let places = Seats::default().places(scenario);
        let mut part =
            Scenario { version: scenario.version, numeraire: scenario.numeraire.clone(), ..Scenario::blank() };
        part.clock = scenario.clock.clone();
        part.rules = Rules::default();
        part.assets.clone_from(&scenario.assets);
        part.participants.clone_from(&scenario.participants);
        for (p, at) in part.participants.iter_mut().zip(places) {
            p.place = Some([at.x.round(), at.y.round()]);
        }
        part.participants.retain(|p| ids.contains(&p.id));
        part.obligations.clone_from(&scenario.obligations);
        part.trades.clone_from(&scenario.trades);
        part.deposits.clone_from(&scenario.deposits);
        part.collateral.clone_from(&scenario.collateral);
        part.contracts.clone_from(&scenario.contracts);
        part.positions.clone_from(&scenario.positions);
        part.clients.clone_from(&scenario.clients);
        // What is between others goes first: looking through the rest for each of the others takes less time then.
        let of = |id: &str| id == OUTSIDE || ids.iter().any(|i| i == id);
        part.obligations.retain(|o| of(&o.debtor) && of(&o.creditor));
        part.trades.retain(|t| of(&t.seller) && of(&t.buyer));
        part.deposits.retain(|d| of(&d.holder) && of(&d.taker));
        part.collateral.retain(|c| of(&c.pledger) && of(&c.holder));
        part.positions.retain(|p| of(&p.long) && of(&p.short));
        let mut value = to_value(&part);
        for p in scenario.participants.iter().filter(|p| !ids.contains(&p.id)) {
            prune(Scenario::SHAPE, Limit::default(), &mut value, Gone::Participant(&p.id));
        }
        let no_scenario = |all: Vec<Problem>| all.into_iter().next();
        let read: Result<Scenario, Option<Problem>> = from_value(&value).map_err(no_scenario);
        part = match read {
            Ok(part) => part,
            Err(Some(problem)) => return Err(problem),
            Err(None) => Scenario::blank(),
        };
        // Everybody's debts to the world outside are their own; what the outside owes nobody in particular is not here.
        tidy(&mut part, "");
        only_needed(&mut part);
        Ok(Self { part })
    }

    /// Its text, for the clipboard.
    #[must_use]
    pub fn text(&self) -> String {
        let whole = json!({ "interclear": KIND, "version": VERSION, "scenario": to_value(&self.part) });
        serde_json::to_string_pretty(&whole).unwrap_or_default()
    }

    /// A fragment from a text.
    ///
    /// # Errors
    /// Why it is none, in a sentence.
    pub fn read(text: &str) -> Result<Self, String> {
        let none = || "What the clipboard holds is no participants of Interclear.".to_owned();
        if text.len() > MAX_BYTES {
            return Err(none());
        }
        let mut whole: Value = serde_json::from_str(text).map_err(|_| none())?;
        if whole.get("participants").is_some() && whole.get("interclear").is_none() {
            return Err("This is a whole scenario: open it from a file instead.".to_owned());
        }
        if whole.get("interclear").and_then(Value::as_str) != Some(KIND) {
            return Err(none());
        }
        if whole.get("version").and_then(Value::as_u64) != Some(VERSION) {
            return Err("This was copied from another version of Interclear, which this one cannot read.".to_owned());
        }
        let inside = whole.get_mut("scenario").map(Value::take).unwrap_or_default();
        let part = parse(&inside.to_string()).map_err(|all| {
            let first = all.first().map(super::form::says).unwrap_or_default();
            format!("Nothing was pasted. {first}")
        })?;
        if part.participants.is_empty() {
            return Err("There are no participants in what was copied.".to_owned());
        }
        Ok(Self { part })
    }

    /// The names of its participants.
    pub fn participants(&self) -> impl Iterator<Item = &str> {
        self.part.participants.iter().map(|p| p.label.as_str())
    }
}

/// Leaves the assets and contracts that something names, and what these name in turn.
fn only_needed(part: &mut Scenario) {
    let names = |kind: Kind, s: &Scenario, found: &mut BTreeSet<String>| {
        named(kind, Scenario::SHAPE, Limit::default(), &to_value(s), found);
    };
    let mut contracts = BTreeSet::new();
    names(Kind::Contract, part, &mut contracts);
    part.contracts.retain(|c| contracts.contains(&c.id));
    let mut assets = BTreeSet::from([part.numeraire.clone()]);
    let bare = Scenario { assets: Vec::new(), ..part.clone() };
    names(Kind::Asset, &bare, &mut assets);
    // Tokens of those who are copied belong to them.
    let own = part.assets.iter().filter(|a| a.claim.is_some()).map(|a| a.id.clone());
    assets.extend(own);
    loop {
        let before = assets.len();
        let kept: Vec<_> = part.assets.iter().filter(|a| assets.contains(&a.id)).cloned().collect();
        let these = Scenario { assets: kept, ..Scenario::blank() };
        names(Kind::Asset, &these, &mut assets);
        assets.remove("");
        if assets.len() == before {
            part.assets = these.assets;
            return;
        }
    }
}
