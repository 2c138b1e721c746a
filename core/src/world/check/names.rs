//! Names to indices while a scenario is checked, and the place where problems gather.

use crate::scenario::limits as max;
use crate::scenario::{Code, Problem, Scenario};
use crate::units::{AssetIx, ParticipantIx};
use litemap::LiteMap;

/// Names to indices, and the place where problems gather.
pub(in crate::world) struct Names<'a> {
    pub assets: LiteMap<&'a str, u32>,
    pub participants: LiteMap<&'a str, u32>,
    pub decimals: LiteMap<&'a str, u8>,
    pub numeraire: &'a str,
    pub problems: Vec<Problem>,
    /// A world as an upgrade makes it: what is posted at the opening is the first one's, whatever would be asked for now.
    pub upgraded: bool,
}

impl<'a> Names<'a> {
    /// An asset's index; the numeraire when no id is given.
    pub fn asset(&mut self, at: &str, id: Option<&str>) -> Option<AssetIx> {
        let id = id.unwrap_or(self.numeraire);
        let found = self.assets.get(id).copied().map(AssetIx);
        if found.is_none() {
            self.unknown(at, "asset", id);
        }
        found
    }

    /// A participant's index.
    pub fn participant(&mut self, at: &str, id: &str) -> Option<ParticipantIx> {
        let found = self.participants.get(id).copied().map(ParticipantIx);
        if found.is_none() {
            self.unknown(at, "participant", id);
        }
        found
    }

    /// A participant's index, or the one after the last for `outside`.
    pub fn party(&mut self, at: &str, id: &str) -> Option<ParticipantIx> {
        if id == crate::scenario::OUTSIDE {
            return Some(ParticipantIx(self.participants.len() as u32));
        }
        self.participant(at, id)
    }

    fn unknown(&mut self, at: &str, what: &str, id: &str) {
        let names = if what == "asset" { &self.assets } else { &self.participants };
        let known: Vec<&str> = names.keys().take(8).copied().collect();
        let problem = Problem::error(Code::UnknownId, at, format!("no {what} has the id `{}`", id.escape_debug()));
        self.problems.push(if known.is_empty() {
            problem
        } else {
            problem.hint(format!("there is: {}", known.join(", ")))
        });
    }

    /// Reports a contract that is not there.
    pub fn no_contract(&mut self, at: &str, id: &str, s: &Scenario) {
        let known: Vec<&str> = s.contracts.iter().take(8).map(|c| c.id.as_str()).collect();
        let problem = Problem::error(Code::UnknownId, at, format!("no contract has the id `{}`", id.escape_debug()));
        self.problems.push(if known.is_empty() {
            problem.hint("add a contract first")
        } else {
            problem.hint(format!("there is: {}", known.join(", ")))
        });
    }

    /// Quanta of a decimal in an asset; reports what does not fit or is negative.
    pub fn quanta(&mut self, at: &str, asset: Option<&str>, value: crate::units::Decimal) -> i64 {
        let decimals = self.decimals.get(asset.unwrap_or(self.numeraire)).copied().unwrap_or(max::MAX_DECIMALS);
        if value.is_negative() {
            self.bad(at, format!("{value} is negative"), "write an amount of zero or more");
            return 0;
        }
        match value.quanta(decimals) {
            Ok(amount) => amount.quanta(),
            Err(e) => {
                self.bad(at, format!("{value} {e}"), &format!("the asset has {decimals} decimals"));
                0
            }
        }
    }

    /// Reports a value out of place.
    pub fn bad(&mut self, at: &str, message: impl Into<String>, hint: &str) {
        self.problems.push(Problem::error(Code::BadValue, at, message).hint(hint));
    }

    /// Reports parts that do not fit each other.
    pub fn conflict(&mut self, at: &str, message: impl Into<String>, hint: &str) {
        self.problems.push(Problem::error(Code::Conflict, at, message).hint(hint));
    }

    /// A ratio within bounds.
    pub fn share(&mut self, at: &str, value: f64, low: f64, high: f64) -> f64 {
        if !(low..=high).contains(&value) {
            self.bad(at, format!("{value} is not between {low} and {high}"), "0.1 is ten per cent");
        }
        value.clamp(low, high)
    }
}
