//! The default waterfall of a file: layers in the order of the convention, answered in the file's own words.

use super::super::scale;
use interclear_core::clearing::{MAX_TOTAL, waterfall::charge};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Inputs {
    defaulter: String,
    loss: f64,
    ccp_equity: f64,
    members: BTreeMap<String, Member>,
    /// `10% of credit_limit each`
    final_round_cap: String,
}

#[derive(Deserialize)]
struct Member {
    margin: f64,
    fund: f64,
    limit: f64,
}

/// A layer: its name, what the file calls available in it, and each bearer's account with what it stands for.
struct Layer {
    step: &'static str,
    available: f64,
    bearers: Vec<(String, f64)>,
}

/// Charges the loss; the outputs, or what is wrong with the inputs.
pub fn answer(inputs: &Value) -> Result<Map<String, Value>, String> {
    let inputs: Inputs = serde_json::from_value(inputs.clone()).map_err(|e| format!("inputs: {e}"))?;
    let layers = layers(&inputs)?;
    let amounts: Vec<f64> = layers.iter().flat_map(|l| &l.bearers).map(|b| b.1).chain([inputs.loss]).collect();
    if let Some(bad) = amounts.iter().find(|a| !a.is_finite() || **a < 0.0) {
        return Err(format!("amount {bad} is not a number of at least 0"));
    }
    let scale = scale(&amounts);
    if amounts.iter().sum::<f64>() * scale > MAX_TOTAL as f64 {
        return Err("amounts are too large".into());
    }
    let quanta = |amount: f64| (amount * scale).round() as i64;
    let units = |quanta: i64| quanta as f64 / scale;
    let caps: Vec<Vec<i64>> = layers.iter().map(|l| l.bearers.iter().map(|b| quanta(b.1)).collect()).collect();
    let charged = charge(quanta(inputs.loss), &caps);
    let (mut steps, mut charges, mut left) = (Vec::new(), Vec::new(), quanta(inputs.loss));
    for (at, layer) in layers.iter().enumerate() {
        // Layers behind the one that the loss ends in are not asked.
        if at > 0 && left == 0 {
            break;
        }
        let applied = charged.of_layer(at);
        left -= applied;
        steps.push(json!({ "step": layer.step, "available": layer.available,
            "applied": units(applied), "remaining": units(left) }));
        let parts = layer.bearers.iter().zip(&charged.borne[at]).filter(|(_, part)| **part > 0);
        charges.extend(parts.map(|((account, _), &part)| json!({ "account": account, "amount": units(part) })));
    }
    let status = if charged.uncovered == 0 { "resolved" } else { "partially_resolved" };
    let mut out = Map::new();
    out.insert("status".into(), json!(status));
    out.insert("remaining_loss".into(), json!(units(charged.uncovered)));
    out.insert("steps".into(), json!(steps));
    out.insert("charges".into(), json!(charges));
    Ok(out)
}

fn layers(inputs: &Inputs) -> Result<Vec<Layer>, String> {
    let failed = &inputs.defaulter;
    let own = inputs.members.get(failed).ok_or(format!("inputs.members has no {failed:?}"))?;
    let cap = inputs.final_round_cap.strip_suffix("% of credit_limit each").and_then(|p| p.trim().parse::<f64>().ok());
    let cap = cap.ok_or("inputs.final_round_cap is not of the form \"10% of credit_limit each\"")? / 100.0;
    let survivors = || inputs.members.iter().filter(|(id, _)| *id != failed);
    let of = |account: &str, amount: &dyn Fn(&Member) -> f64| {
        survivors().map(|(id, m)| (format!("{id}/{account}"), amount(m))).collect::<Vec<_>>()
    };
    let layer =
        |step, bearers: Vec<(String, f64)>| Layer { step, available: bearers.iter().map(|b| b.1).sum(), bearers };
    let limits = survivors().map(|(_, m)| m.limit).sum();
    Ok(vec![
        layer("defaulter_margin", vec![(format!("{failed}/MARGIN_IM"), own.margin)]),
        layer("defaulter_default_fund", vec![(format!("{failed}/DEFAULT_FUND"), own.fund)]),
        layer("ccp_equity", vec![("CCP/CCP_EQUITY".into(), inputs.ccp_equity)]),
        layer("surviving_members_default_fund", of("DEFAULT_FUND", &|m| m.fund)),
        Layer { available: limits, ..layer("loss_allocation", of("SETTLEMENT", &|m| m.limit * cap)) },
    ])
}
