//! A dangerous interaction of margin: a model that asks for more as markets move is a demand for cash without any loss.

use super::case::{Case, expect};
use serde_json::{Value, json};

/// `a` owes 100 against 110 tokens at 1 and has 100 of a bond that nobody buys; from tick 2 on cover of 1.5 is asked for.
fn margined(cash: f64, upgrade: bool) -> Case {
    let case = Case::new(4)
        .token("token", 1.0, json!({}))
        .token("bond", 1.0, Value::Null)
        .has("a", json!({ "cash": cash, "token": 110, "bond": 100 }))
        .has("b", json!({}))
        .owes("a", "b", 100.0, 0)
        .put(
            "collateral",
            json!({ "id": "c", "pledger": "a", "holder": "b", "asset": "token", "amount": 110, "required_cover": 1.1 }),
        );
    let more = json!({ "type": "upgrade", "target": "collateral/c/required_cover", "value": 1.5 });
    if upgrade { case.at(2, more) } else { case }
}

#[test]
fn more_margin_is_a_shock_to_liquidity_without_a_loss() {
    expect("nobody asks", &margined(4.0, false), &[("failed", 0.0), ("loss", 0.0)]);
    // 110 carry 73.33 at a cover of 1.5: 26.67 are called of somebody with 4, who is worth 114 at prices that never moved.
    expect(
        "asked of one without cash",
        &margined(4.0, true),
        &[("equity/a@1", 114.0), ("note/Called", 1.0), ("failed/a@2", 1.0), ("loss", 0.0), ("burnt", 0.0)],
    );
    expect("asked of one with cash", &margined(27.0, true), &[("failed", 0.0), ("loss", 0.0)]);
}
