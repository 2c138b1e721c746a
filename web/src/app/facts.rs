//! What frames say of the mechanisms of a participant and of a token: what it has issued, lends, borrows and stakes.

mod bridge;
mod clients;
mod exchange;
mod houses;
mod lending;
mod positions;
mod reserves;
mod restaking;
mod runs;
mod settling;
mod staking;
#[cfg(test)]
mod tests;
mod tokens;

pub use positions::of_account;
pub use settling::of_run;

use super::{Item, words};
use interclear_core::engine::{Frame, Trace};
use interclear_core::scenario::{Asset, Scenario};
use interclear_core::units::{Amount, AssetIx, ParticipantIx};

/// A figure with its name, or several in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// The figures in words, one for each column.
    pub values: Vec<String>,
    /// Whether something is wrong with them.
    pub bad: bool,
    /// What its name stands for, or its only figure, where that can be selected.
    pub item: Option<Item>,
}

/// Figures of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// What they are about.
    pub title: String,
    /// The columns, that of the names first; empty where each row has one figure.
    pub head: Vec<&'static str>,
    /// The figures.
    pub rows: Vec<Fact>,
}

impl Facts {
    fn of(title: String) -> Self {
        Self { title, head: Vec::new(), rows: Vec::new() }
    }

    fn columns<const N: usize>(title: String, head: [&'static str; N]) -> Self {
        Self { title, head: head.to_vec(), rows: Vec::new() }
    }

    fn say(&mut self, name: impl Into<String>, value: impl Into<String>, bad: bool) {
        self.rows.push(Fact { name: name.into(), values: vec![value.into()], bad, item: None });
    }

    fn row<const N: usize>(&mut self, name: impl Into<String>, values: [String; N], bad: bool) {
        self.rows.push(Fact { name: name.into(), values: values.to_vec(), bad, item: None });
    }

    /// Lets what the last row is about be selected.
    fn link(&mut self, item: Item) {
        if let Some(row) = self.rows.last_mut() {
            row.item = Some(item);
        }
    }

    /// Itself, where it says anything.
    fn some(self) -> Option<Self> {
        (!self.rows.is_empty()).then_some(self)
    }
}

/// A run and a frame of it.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// What was set.
    pub scenario: &'a Scenario,
    /// The run.
    pub trace: &'a Trace,
    /// The tick, as it ended.
    pub frame: &'a Frame,
}

impl Shown<'_> {
    fn units(&self, asset: AssetIx, amount: Amount) -> String {
        let info = self.trace.assets.get(asset.at());
        words::money(amount, info.map_or(2, |a| a.decimals))
    }

    fn label(&self, asset: AssetIx) -> String {
        self.trace.assets.get(asset.at()).map_or(String::new(), |a| a.label.clone())
    }

    fn money(&self, amount: Amount) -> String {
        words::money(amount, self.trace.decimals())
    }

    fn percent(ratio: f64) -> String {
        words::percent((ratio * 10_000.0).round() / 10_000.0)
    }

    fn asset(&self, id: &str) -> Option<AssetIx> {
        let at = self.trace.assets.iter().position(|a| a.id == id)?;
        u32::try_from(at).ok().map(AssetIx)
    }
}

/// All that the frame says of a participant beyond its balance sheet.
#[must_use]
pub fn of_participant(shown: Shown<'_>, who: ParticipantIx) -> Vec<Facts> {
    let id = shown.trace.participants.get(who.at()).map_or("", |p| p.id.as_str());
    let issued = |a: &&Asset| a.claim.as_ref().is_some_and(|c| c.issuer == id);
    let mut all: Vec<Facts> =
        shown.scenario.assets.iter().filter(issued).filter_map(|a| tokens::token(shown, a)).collect();
    all.extend(houses::of(shown, who));
    all.extend(reserves::of(shown, who));
    all.extend(lending::of(shown, who));
    if let Some(p) = shown.scenario.participants.iter().find(|p| p.id == id) {
        all.extend(bridge::keys(shown, p));
        all.extend(runs::deposits(shown, who, p));
    }
    all.extend(bridge::loot(shown, who));
    all.extend(staking::of(shown, who));
    all.extend(restaking::of(shown, who));
    all.extend(exchange::of(shown, who));
    all.extend(positions::of(shown, who));
    all.extend(clients::of(shown, who));
    all
}

/// All that the frame says of an asset: what stands behind it, when somebody has issued it.
#[must_use]
pub fn of_asset(shown: Shown<'_>, id: &str) -> Vec<Facts> {
    let asset = shown.scenario.assets.iter().find(|a| a.id == id);
    asset
        .and_then(|a| if a.claim.is_some() { tokens::token(shown, a) } else { tokens::market(shown, a) })
        .into_iter()
        .collect()
}
