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

pub use positions::of_account;
pub use settling::of_run;

use super::{Item, words};
use interclear_core::engine::{Frame, State, Trace};
use interclear_core::scenario::{Asset, Redemption, Scenario};
use interclear_core::units::{Amount, AssetIx, ParticipantIx, Tick};

/// A figure with its name, or several in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// The figures in words, one for each column.
    pub values: Vec<String>,
    /// Whether something is wrong with them.
    pub bad: bool,
    /// What its name stands for, where that can be selected.
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
    let mut all: Vec<Facts> = shown.scenario.assets.iter().filter(issued).filter_map(|a| token(shown, a)).collect();
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
    asset.and_then(|a| if a.claim.is_some() { token(shown, a) } else { market(shown, a) }).into_iter().collect()
}

/// An asset that nobody has issued: its price and the depth of its market.
fn market(shown: Shown<'_>, asset: &Asset) -> Option<Facts> {
    let at = shown.asset(&asset.id)?;
    let now = shown.frame.assets.get(at.at())?;
    if at == shown.trace.numeraire {
        return None;
    }
    let mut facts = Facts::of(format!("Market, {}", words::day(shown.trace, shown.frame.tick)));
    facts.say("Price", words::price(now.price), false);
    if let Some(depth) = now.depth {
        facts.say("Units in its pool", shown.units(at, depth), false);
    }
    if let Some(most) = now.depth2 {
        facts.say("Sells at 2 % slippage", shown.money(most), false);
    }
    Some(facts)
}

fn token(shown: Shown<'_>, asset: &Asset) -> Option<Facts> {
    let claim = asset.claim.as_ref()?;
    let at = shown.asset(&asset.id)?;
    let now = shown.frame.assets.get(at.at())?;
    let mut facts = Facts::of(format!("Issued: {}", asset.label));
    facts.say("Supply", shown.units(at, now.supply), false);
    facts.say("Price", words::price(now.price), false);
    let short = now.promised.is_some_and(|p| now.fair.get() < p.get() * 0.999_999);
    facts.say("Stands behind a unit", words::price(now.fair), short);
    if let Some(promised) = now.promised {
        facts.say("A unit promises", words::price(promised), false);
    }
    let failed = words::participant(shown.trace, &claim.issuer)
        .and_then(|who| shown.frame.participants.get(who.at()))
        .is_some_and(|p| matches!(p.state, State::Failed));
    if let Some(most) = now.depth2 {
        facts.say("Sells at 2 % slippage", shown.money(most), false);
    }
    let (words, bad) = counter(shown, claim.redemption.as_ref(), failed);
    facts.say("Redemption", words, bad);
    let waiting = shown.frame.requests.iter().filter(|r| r.asset == at).map(|r| r.left.quanta()).sum();
    if waiting > 0 {
        facts.say("Waits to be redeemed", shown.units(at, Amount::new(waiting)), true);
    }
    Some(facts)
}

/// Whether holders can hand in a token now, and whether that is bad news.
fn counter(shown: Shown<'_>, redemption: Option<&Redemption>, failed: bool) -> (String, bool) {
    let unit = &shown.trace.unit;
    match redemption {
        _ if failed => ("its issuer has failed".to_owned(), true),
        None => ("none, only sold".to_owned(), false),
        Some(r) => match next_open(r, shown.frame.tick) {
            Some(next) => (format!("shut until {unit} {next}"), true),
            None if r.delay > 0 => {
                (format!("open, paid after {}", words::count(r.delay as usize, unit, &format!("{unit}s"))), false)
            }
            None => ("open".to_owned(), false),
        },
    }
}

/// The tick on which a counter that is shut opens next.
fn next_open(r: &Redemption, tick: Tick) -> Option<Tick> {
    let every = r.open_every?.max(1);
    let (from, open) = (r.open_from.unwrap_or(1), r.open_for.unwrap_or(1));
    if tick < from {
        return Some(from);
    }
    let into = (tick - from) % every;
    (into >= open).then(|| tick - into + every)
}
