//! Clears a network, charges a default waterfall, or liquidates and deleverages, from a file and prints the outcome as JSON.
//!
//! `cargo run -p interclear-core --example clear -- tests/vectors/en_dense_n3.json`
//!
//! The file format is in `core/src/clearing/README.md`. Exit 2 and a message on stderr if the file is not of it.
#![allow(clippy::disallowed_methods, reason = "an example reads a file; the library does not")]

#[path = "answers/mod.rs"]
mod answers;

use interclear_core::clearing::{Claim, Clearing, MAX_TOTAL, Network, Recovery, clear};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::process::ExitCode;

#[derive(Deserialize)]
struct File {
    method: String,
    #[serde(default)]
    parameters: Parameters,
    inputs: Value,
}

#[derive(Deserialize, Default)]
struct Parameters {
    alpha: Option<f64>,
    beta: Option<f64>,
}

#[derive(Deserialize)]
struct Inputs {
    n: Option<usize>,
    external_assets: Vec<f64>,
    external_liabilities: Vec<f64>,
    liabilities: Vec<(usize, usize, f64)>,
}

/// A network in quanta, and the size of a quantum as a power of ten.
struct Case {
    n: usize,
    net: Network,
    claims: Vec<Claim>,
    cash: Vec<i64>,
    /// Quanta per unit.
    scale: f64,
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(path), None) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: clear FILE.json");
        return ExitCode::from(2);
    };
    match run(&path) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{path}: {message}");
            ExitCode::from(2)
        }
    }
}

/// The answer to the file at `path` as JSON, or what is wrong.
pub fn run(path: &str) -> Result<String, String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    let file: File = serde_json::from_str(&text).map_err(|e| e.to_string())?;
    let share = |name: &str, value: Option<f64>| value.ok_or(format!("parameters.{name} is missing"));
    let network = || serde_json::from_value::<Inputs>(file.inputs.clone()).map_err(|e| format!("inputs: {e}"));
    let outputs = match file.method.as_str() {
        "ccp_default_waterfall" => answers::waterfall::answer(&file.inputs)?,
        "perpetuals_liquidation_insurance_adl" => answers::deleverage::answer(&file.inputs)?,
        "eisenberg_noe" => pari_passu(&case(&network()?, Recovery::FULL, 0)?, true),
        "rogers_veraart" => {
            let recovery = Recovery {
                assets: share("alpha", file.parameters.alpha)?,
                interbank: share("beta", file.parameters.beta)?,
            };
            pari_passu(&case(&network()?, recovery, 0)?, false)
        }
        "eisenberg_noe_external_senior" => external_senior(&case(&network()?, Recovery::FULL, 1)?),
        other => return Err(format!("unknown method {other:?}")),
    };
    serde_json::to_string(&Value::Object(outputs)).map_err(|e| e.to_string())
}

/// Turns amounts into quanta: the finest power of ten that keeps the total under 2^52.
fn case(inputs: &Inputs, recovery: Recovery, interbank_class: u8) -> Result<Case, String> {
    let n = inputs.external_assets.len();
    if inputs.n.is_some_and(|given| given != n) || inputs.external_liabilities.len() != n {
        return Err("inputs.n, external_assets and external_liabilities differ in length".into());
    }
    let owed = inputs.liabilities.iter().map(|l| l.2);
    let amounts = inputs.external_assets.iter().chain(&inputs.external_liabilities).copied();
    let amounts: Vec<f64> = amounts.chain(owed).collect();
    if let Some(bad) = amounts.iter().find(|a| !a.is_finite() || **a < 0.0) {
        return Err(format!("amount {bad} is not a number of at least 0"));
    }
    let scale = scale(&amounts);
    if amounts.iter().sum::<f64>() * scale > MAX_TOTAL as f64 {
        return Err("amounts are too large".into());
    }
    let quanta = |amount: f64| (amount * scale).round() as i64;
    let index = |node: usize| {
        let inside = node < n;
        let index = u32::try_from(node).ok().filter(|_| inside);
        index.ok_or(format!("liabilities name node {node}, but there are {n}"))
    };
    let mut claims = Vec::new();
    for &(debtor, creditor, amount) in &inputs.liabilities {
        claims.push(Claim {
            debtor: index(debtor)?,
            creditor: index(creditor)?,
            amount: quanta(amount),
            class: interbank_class,
        });
    }
    for (debtor, &amount) in (0u32..).zip(&inputs.external_liabilities) {
        let creditor = n as u32;
        claims.push(Claim { debtor, creditor, amount: quanta(amount), class: 0 });
    }
    let cash: Vec<i64> = inputs.external_assets.iter().map(|&a| quanta(a)).collect();
    let mut all = cash.clone();
    all.push(0);
    let net = Network::new(all, claims.clone(), vec![recovery; n + 1]).map_err(|e| e.to_string())?;
    Ok(Case { n, net, claims, cash, scale })
}

/// Quanta per unit: the finest power of ten that keeps the total under 2^52.
fn scale(amounts: &[f64]) -> f64 {
    let total: f64 = amounts.iter().sum();
    let mut scale = 1.0;
    while total * scale * 10.0 < (1u64 << 52) as f64 && scale < 1e12 {
        scale *= 10.0;
    }
    scale
}

impl Case {
    /// What each node gets from `payments` of the nodes, shared pro rata: real numbers of units.
    fn received(&self, paid: impl Fn(usize) -> f64, owed: &[i64], of: impl Fn(&Claim) -> bool) -> Vec<f64> {
        let mut received = vec![0.0; self.n + 1];
        for claim in self.claims.iter().filter(|c| c.amount > 0 && of(c)) {
            let debtor = claim.debtor as usize;
            let share = claim.amount as f64 / owed[debtor] as f64;
            received[claim.creditor as usize] += share * paid(debtor);
        }
        received.truncate(self.n);
        received
    }

    /// What each node owes in the claims that `of` selects.
    fn owed(&self, of: impl Fn(&Claim) -> bool) -> Vec<i64> {
        let mut owed = vec![0; self.n];
        for claim in self.claims.iter().filter(|c| of(c)) {
            owed[claim.debtor as usize] += claim.amount;
        }
        owed
    }

    fn units(&self, quanta: &[f64]) -> Vec<f64> {
        quanta[..self.n].iter().map(|q| q / self.scale).collect()
    }

    /// Waves as the files count them: the first is 0, and who pays in full has none.
    fn waves(&self, clearing: &Clearing) -> Vec<Option<u32>> {
        let rounds = clearing.default_round[..self.n].iter();
        rounds.map(|r| r.checked_sub(1)).collect()
    }

    fn defaulted(&self, clearing: &Clearing) -> Vec<usize> {
        (0..self.n).filter(|&i| clearing.default_round[i] > 0).collect()
    }
}

/// Outside creditors rank equally with nodes. `equity` of defaulters is `null` with bankruptcy costs.
fn pari_passu(case: &Case, equity_of_all: bool) -> Map<String, Value> {
    let clearing = clear(&case.net);
    let owed = case.owed(|_| true);
    let payments = case.units(&clearing.node_paid);
    let receipts = case.received(|i| payments[i], &owed, |_| true);
    let equity = |i: usize| {
        let left = case.cash[i] as f64 / case.scale + receipts[i] - payments[i];
        (equity_of_all || clearing.default_round[i] == 0).then_some(left)
    };
    let equity: Vec<Option<f64>> = (0..case.n).map(equity).collect();
    let shortfall = |i: usize| owed[i] as f64 / case.scale - payments[i];
    let total_shortfall: f64 = (0..case.n).map(shortfall).sum();
    let mut out = Map::new();
    out.insert("payments".into(), json!(payments));
    out.insert("defaulted".into(), json!(case.defaulted(&clearing)));
    out.insert("receipts".into(), json!(receipts));
    out.insert("equity".into(), json!(equity));
    out.insert("total_shortfall".into(), json!(total_shortfall));
    out.insert("default_round".into(), json!(case.waves(&clearing)));
    if let Some(least) = &clearing.least {
        let least = json!(case.units(&least.node_paid));
        out.insert("least_clearing_vector".into(), least.clone());
        out.insert("another_clearing_vector".into(), least);
    }
    out.insert("unique".into(), json!(clearing.unique));
    out
}

/// Outside creditors come first; the face value shortfall of a defaulter shows as negative equity.
fn external_senior(case: &Case) -> Map<String, Value> {
    let clearing = clear(&case.net);
    let n = case.n;
    let inside = |c: &Claim| (c.creditor as usize) < n;
    let (owed, outside) = (case.owed(inside), case.owed(|c| !inside(c)));
    let paid = case.units(&clearing.node_paid);
    let external = |i: usize| paid[i].min(outside[i] as f64 / case.scale);
    let interbank = |i: usize| {
        let rest = clearing.node_paid[i] - outside[i] as f64;
        rest.max(0.0) / case.scale
    };
    let receipts = case.received(interbank, &owed, inside);
    let equity = |i: usize| (case.cash[i] - outside[i] - owed[i]) as f64 / case.scale + receipts[i];
    let short = |i: &usize| clearing.node_paid[*i] + 0.25 < outside[*i] as f64;
    let list = |f: &dyn Fn(usize) -> f64| json!((0..n).map(f).collect::<Vec<f64>>());
    let mut out = Map::new();
    out.insert("interbank_payments".into(), list(&interbank));
    out.insert("external_payments".into(), list(&external));
    out.insert("equity_may_be_negative".into(), list(&equity));
    out.insert("defaulted".into(), json!(case.defaulted(&clearing)));
    let external_defaulted: Vec<usize> = (0..n).filter(short).collect();
    out.insert("external_defaulted".into(), json!(external_defaulted));
    out.insert("default_round".into(), json!(case.waves(&clearing)));
    out.insert("unique".into(), json!(clearing.unique));
    out
}
