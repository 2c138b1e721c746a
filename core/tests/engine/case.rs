//! A scenario in a few lines, and reading a trace by name.

use interclear_core::analysis::measure;
use interclear_core::engine::{LinkFrame, ParticipantFrame, State};
use interclear_core::journal::EntryKind;
use interclear_core::scenario::Severity;
use interclear_core::units::Amount;
use interclear_core::{Scenario, Trace, check, parse};
use interclear_swarm::judge;
use serde_json::{Value, json};

/// A scenario under construction, as JSON.
#[derive(Clone, Debug)]
pub struct Case(pub Value);

impl Case {
    /// So many ticks; cash with two decimals.
    pub fn new(ticks: u32) -> Self {
        Self(json!({
            "version": 1, "clock": { "ticks": ticks, "unit": "day" }, "numeraire": "cash", "rules": {},
            "assets": [{ "id": "cash", "label": "Cash", "decimals": 2 }],
            "participants": [], "obligations": [], "trades": [], "deposits": [], "collateral": [],
            "contracts": [], "positions": [], "clients": [], "events": []
        }))
    }

    /// The same over so many ticks.
    pub fn ticks(mut self, ticks: u32) -> Self {
        self.0["clock"]["ticks"] = json!(ticks);
        self
    }

    pub fn decimals(mut self, decimals: u8) -> Self {
        self.0["assets"][0]["decimals"] = json!(decimals);
        self
    }

    /// How many days a tick lasts.
    pub fn days(mut self, days: f64) -> Self {
        self.0["clock"]["days"] = json!(days);
        self
    }

    pub fn rule(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0["rules"][name] = value.into();
        self
    }

    /// Adds an element to a section.
    pub fn put(mut self, section: &str, element: Value) -> Self {
        self.0[section].as_array_mut().unwrap().push(element);
        self
    }

    /// A token at a price; `market` null when it cannot be sold.
    pub fn token(self, id: &str, price: f64, market: Value) -> Self {
        let mut asset = json!({ "id": id, "label": id, "decimals": 2, "price": price });
        if !market.is_null() {
            asset["market"] = market;
        }
        self.put("assets", asset)
    }

    /// A participant with holdings.
    pub fn has(self, id: &str, holdings: Value) -> Self {
        self.put("participants", json!({ "id": id, "label": id, "holdings": holdings, "mechanisms": [] }))
    }

    /// A mechanism of a participant.
    pub fn runs(mut self, id: &str, mechanism: Value) -> Self {
        let list = self.0["participants"].as_array_mut().unwrap();
        let p = list.iter_mut().find(|p| p["id"] == id).unwrap();
        p["mechanisms"].as_array_mut().unwrap().push(mechanism);
        self
    }

    /// An obligation `debtor-creditor`, due at a tick; long-term when 0.
    pub fn owes(self, debtor: &str, creditor: &str, amount: f64, due: u32) -> Self {
        let mut o =
            json!({ "id": format!("{debtor}-{creditor}"), "debtor": debtor, "creditor": creditor, "amount": amount });
        if due > 0 {
            o["due"] = json!(due);
        }
        self.put("obligations", o)
    }

    /// A contract on an asset, with its volatility by the year.
    pub fn contract(self, id: &str, underlying: &str, payoff: Value, volatility: f64) -> Self {
        let contract =
            json!({ "id": id, "label": id, "underlying": underlying, "payoff": payoff, "volatility": volatility });
        self.put("contracts", contract)
    }

    /// Sets a field of an element of a section.
    pub fn of(mut self, section: &str, id: &str, field: &str, value: impl Into<Value>) -> Self {
        let list = self.0[section].as_array_mut().unwrap();
        list.iter_mut().find(|x| x["id"] == id).unwrap()[field] = value.into();
        self
    }

    /// Sets a field of a client.
    pub fn client(mut self, id: &str, field: &str, value: impl Into<Value>) -> Self {
        let list = self.0["clients"].as_array_mut().unwrap();
        list.iter_mut().find(|x| x["client"] == id).unwrap()[field] = value.into();
        self
    }

    /// A position: so many contracts from the short to the long.
    pub fn position(self, id: &str, contract: &str, long: &str, short: &str, quantity: u32) -> Self {
        let position = json!({ "id": id, "contract": contract, "long": long, "short": short, "quantity": quantity });
        self.put("positions", position)
    }

    /// A deposit with an id.
    pub fn deposit(self, id: &str, holder: &str, taker: &str, amount: f64) -> Self {
        self.put("deposits", json!({ "id": id, "holder": holder, "taker": taker, "amount": amount }))
    }

    pub fn at(self, tick: u32, what: Value) -> Self {
        let id = format!("e{}", self.0["events"].as_array().unwrap().len());
        self.put("events", json!({ "id": id, "tick": tick, "what": what }))
    }

    pub fn shock(self, tick: u32, asset: &str, change: f64) -> Self {
        self.at(tick, json!({ "type": "price_shock", "asset": asset, "change": change }))
    }

    pub fn fails(self, tick: u32, who: &str) -> Self {
        self.at(tick, json!({ "type": "default", "participant": who }))
    }

    pub fn gets(self, tick: u32, who: &str, amount: f64) -> Self {
        self.at(tick, json!({ "type": "recovery", "participant": who, "amount": amount }))
    }

    pub fn scenario(&self) -> Scenario {
        parse(&self.0.to_string()).unwrap_or_else(|p| panic!("{p:?}"))
    }

    /// Runs it, with every invariant checked.
    pub fn run(&self) -> Trace {
        let scenario = self.scenario();
        let problems = check(&scenario).1;
        assert!(problems.iter().all(|p| p.severity == Severity::Warning), "{problems:?}");
        judge(&scenario).unwrap_or_else(|e| panic!("{e}"))
    }
}

/// Runs a case and compares everything named.
#[track_caller]
pub fn expect(name: &str, case: &Case, wanted: &[(&str, f64)]) {
    let trace = case.run();
    for &(what, value) in wanted {
        let got = read(&trace, what).unwrap_or_else(|| panic!("{name}: nothing is named {what}"));
        assert!(
            (got - value).abs() < 1e-6 * (1.0 + value.abs()),
            "{name}: {what} is {got}, not {value}\n{}",
            log(&trace)
        );
    }
}

/// The journal in words.
pub fn log(trace: &Trace) -> String {
    let line = |e: &interclear_core::journal::Entry| {
        format!("{} {:?}: {}", e.tick, e.phase, interclear_core::journal::words::sentence(trace, e))
    };
    trace.journal.entries.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A number by its name: what [`measure`] knows, and `cash/x@1`, `queued/x`, `late/x`, `recovered/x`, `failed_tick/x`,
/// `round/x`, `open/link`, `due/link`, `reused/link`, `depth/asset`, `sold/asset`, `unique`, `rounds`, `note/Kind`.
pub fn read(trace: &Trace, what: &str) -> Option<f64> {
    if let Some(kind) = what.strip_prefix("note/") {
        let is = |kind_of: EntryKind| format!("{kind_of:?}") == kind;
        return Some(trace.journal.entries.iter().filter(|e| is(e.kind)).count() as f64);
    }
    let (name, frame) = match what.split_once('@') {
        Some((_, "min" | "max")) => return measure(trace, what),
        Some((name, tick)) => (name, trace.frames.get(tick.parse::<usize>().ok()?)?),
        None => (what, trace.frames.last()?),
    };
    let (kind, id) = name.split_once('/').unwrap_or((name, ""));
    let flag = |b: bool| Some(f64::from(u8::from(b)));
    let party = |of: &dyn Fn(&ParticipantFrame) -> Amount| {
        let at = trace.participants.iter().position(|p| p.id == id)?;
        Some(of(&frame.participants[at]).to_f64(trace.decimals()))
    };
    let is = |of: &dyn Fn(&ParticipantFrame) -> f64| {
        let at = trace.participants.iter().position(|p| p.id == id)?;
        Some(of(&frame.participants[at]))
    };
    let link = |of: &dyn Fn(&LinkFrame) -> Amount| {
        let at = trace.links.iter().position(|l| l.id == id)?;
        Some(of(&frame.links[at]).to_f64(trace.assets[trace.links[at].asset.at()].decimals))
    };
    let asset = || trace.assets.iter().position(|a| a.id == id);
    match kind {
        "cash" => party(&|p| p.cash),
        "holdings" => party(&|p| p.holdings),
        "posted" => party(&|p| p.posted),
        "claims" => party(&|p| p.claims),
        "debts" => party(&|p| p.debts),
        "queued" => party(&|p| p.queued),
        "late" => is(&|p| f64::from(u8::from(p.state == State::Late))),
        "recovered" if !id.is_empty() => is(&|p| f64::from(u8::from(p.state == State::Recovered))),
        "illiquid" => is(&|p| f64::from(u8::from(p.marks.illiquid))),
        "insolvent" => is(&|p| f64::from(u8::from(p.marks.insolvent))),
        "failed_tick" => is(&|p| f64::from(p.failed_tick)),
        "round" => is(&|p| f64::from(p.failed_round)),
        "open" => link(&|l| l.open),
        "due" if !id.is_empty() => link(&|l| l.due),
        "reused" => link(&|l| l.reused),
        "depth" => Some(frame.assets[asset()?].depth?.to_f64(trace.assets[asset()?].decimals)),
        "sold" => Some(frame.assets[asset()?].sold.to_f64(trace.assets[asset()?].decimals)),
        "unique" => flag(frame.unique),
        "rounds" => Some(f64::from(frame.rounds)),
        _ => measure(trace, what),
    }
}
