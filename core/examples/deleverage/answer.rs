//! Liquidation, insurance fund and auto-deleveraging of one market at one mark, answered in the file's own words.
//!
//! The convention of these files: isolated positions, the deficits of all liquidated accounts together, each winner closed in
//! full. That longs equal shorts binds a venue in a run, not these files.

use interclear_core::clearing::adl::{Need, Rule, Winner, deleverage};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// Quanta per unit of money. The files' own tolerance is a millionth.
const SCALE: f64 = 1e7;

#[derive(Deserialize)]
struct Inputs {
    tiers: Vec<Tier>,
    insurance_fund: f64,
    adl_enabled: bool,
    adl_ranking: String,
    slippage_bps: f64,
    mark_price: f64,
    positions: Vec<Position>,
}

#[derive(Deserialize)]
struct Tier {
    min_notional: f64,
    mm_fraction: f64,
}

#[derive(Clone, Deserialize)]
struct Position {
    account: u64,
    quantity: f64,
    entry_price: f64,
    equity: f64,
}

impl Inputs {
    fn maintenance(&self, notional: f64) -> f64 {
        let tier = self.tiers.iter().filter(|t| t.min_notional <= notional);
        let tier = tier.max_by(|a, b| a.min_notional.total_cmp(&b.min_notional));
        tier.map_or(0.0, |t| t.mm_fraction * notional)
    }

    fn liquidated(&self, p: &Position) -> bool {
        let equity = p.equity + p.quantity * (self.mark_price - p.entry_price);
        equity < self.maintenance(p.quantity.abs() * self.mark_price)
    }

    /// What is missing once a position is closed at the mark less slippage.
    fn deficit(&self, p: &Position) -> f64 {
        let worse = self.slippage_bps / 1e4 * if p.quantity > 0.0 { -1.0 } else { 1.0 };
        let price = self.mark_price * (1.0 + worse);
        (-(p.equity + p.quantity * (price - p.entry_price))).max(0.0)
    }

    fn winner(&self, p: &Position, by_profit: bool) -> Winner {
        let profit = p.quantity * (self.mark_price - p.entry_price);
        let notional = p.quantity.abs() * self.mark_price;
        let ratio = profit / p.equity;
        let score = if by_profit { ratio } else { ratio * notional };
        Winner { size: quanta(p.quantity.abs()), profit: quanta(profit), score }
    }
}

fn quanta(amount: f64) -> i64 {
    (amount * SCALE).round() as i64
}

fn units(quanta: i64) -> f64 {
    quanta as f64 / SCALE
}

/// Liquidates, pays from the fund, deleverages; the outputs, or what is wrong with the inputs.
pub fn answer(inputs: &Value) -> Result<Map<String, Value>, String> {
    let inputs: Inputs = serde_json::from_value(inputs.clone()).map_err(|e| format!("inputs: {e}"))?;
    let (rule, by_profit) = match inputs.adl_ranking.as_str() {
        "pnl_ratio" => (Rule::QueueByScore, true),
        "binance" => (Rule::QueueByScore, false),
        "position_size" => (Rule::QueueBySize, false),
        other => return Err(format!("inputs.adl_ranking {other:?} is not one of pnl_ratio, binance, position_size")),
    };
    let numbers = inputs.positions.iter().flat_map(|p| [p.quantity, p.entry_price, p.equity]);
    let most = 1e10;
    if let Some(bad) = numbers.chain([inputs.insurance_fund, inputs.mark_price]).find(|x| x.is_nan() || x.abs() > most)
    {
        return Err(format!("{bad} is not a number of at most {most}"));
    }
    let mut positions = inputs.positions.clone();
    positions.sort_by_key(|p| p.account);
    let (out, stay): (Vec<Position>, Vec<Position>) = positions.into_iter().partition(|p| inputs.liquidated(p));
    let deficit: i64 = out.iter().map(|p| quanta(inputs.deficit(p))).sum();
    let fund = quanta(inputs.insurance_fund);
    let from_fund = deficit.min(fund).max(0);
    let open = if inputs.adl_enabled { deficit - from_fund } else { 0 };
    let winners: Vec<Winner> = stay.iter().map(|p| inputs.winner(p, by_profit)).collect();
    // No size is asked for: each in the queue forgoes its profit until nothing is open.
    let done = deleverage(rule, Need { size: 0, deficit: open, asked: open }, &winners);
    let cut: Vec<usize> = done.order.iter().copied().filter(|&at| done.cuts[at].profit > 0).collect();
    let some = |amount: i64| if amount > 0 { vec![units(amount)] } else { Vec::new() };
    let mut answers = Map::new();
    answers.insert("liquidated".into(), json!(out.iter().map(|p| p.account).collect::<Vec<_>>()));
    answers.insert("adl_closed_out".into(), json!(cut.iter().map(|&at| stay[at].account).collect::<Vec<_>>()));
    answers.insert("insurance_fund_delta".into(), json!(-units(from_fund)));
    answers.insert("insurance_fund_balance".into(), json!(units(fund - from_fund)));
    answers.insert("deficits_paid_by_fund".into(), json!(some(from_fund)));
    answers.insert(
        "deficits_paid_by_adl".into(),
        json!(cut.iter().map(|&at| units(done.cuts[at].profit)).collect::<Vec<_>>()),
    );
    answers.insert("positions_left".into(), json!(stay.len() - cut.len()));
    Ok(answers)
}
