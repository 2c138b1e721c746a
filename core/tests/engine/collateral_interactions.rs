//! Dangerous interactions of what is pledged or stands for losses: re-use, a house and its owner, and tokens lent against.

use super::case::Case;
use super::interactions::{Holds, hold, said};
use super::lending::{borrower, fine, pool};
use Holds::{Results, Said};
use interclear_core::scenario::Severity::Warning;
use serde_json::json;

/// Ten tokens of `a` pledged to `b`, pledged on to `c` for a loan of 6; `b` fails.
fn chain() -> Case {
    Case::new(4)
        .decimals(6)
        .put("assets", fine(1.0, json!({})))
        .has("a", json!({ "token": 10 }))
        .has("b", json!({}))
        .has("c", json!({}))
        .owes("b", "c", 6.0, 0)
        .put(
            "collateral",
            json!({ "id": "x", "pledger": "a", "holder": "b", "asset": "token", "amount": 10, "reuse_cap": 1 }),
        )
        .put("collateral", json!({ "id": "y", "pledger": "b", "holder": "c", "reuses": "x" }))
        .fails(1, "b")
}

/// A house with 10 of skin in the game and a member that fails owing it 8; all its shares are with `owner`.
fn house(owner: &str) -> Case {
    let fund = json!({ "type": "default_fund", "contributions": { "parent": 0, "other": 5 },
        "layers": [{ "type": "defaulter_margin" }, { "type": "defaulter_fund" },
            { "type": "skin_in_the_game", "amount": 10 }, { "type": "survivors_fund" }] });
    let share = json!({ "id": "share", "label": "share", "decimals": 6, "claim": { "issuer": "house" } });
    let mut case =
        Case::new(4).decimals(6).put("assets", share).has("house", json!({ "cash": 10 })).runs("house", fund);
    for who in ["parent", "other", "third"] {
        let mut holds = if who == "other" { json!({ "cash": 5 }) } else { json!({}) };
        if who == owner {
            holds["share"] = json!(10);
        }
        case = case.has(who, holds);
    }
    case.owes("parent", "house", 8.0, 1).owes("house", "other", 8.0, 1)
}

/// A position of which a part is ether and a part a share, sold nowhere, of somebody who holds ether.
fn looped_share(depth: u32) -> Case {
    let market = |asset: &str| json!({ "asset": asset, "max_ltv": 0.6, "threshold": 0.6, "bonus": 0.05 });
    let pool = json!({ "type": "lending_pool", "markets": [market("ether"), market("share")] });
    let posts = |asset: &str, amount: u32| json!({ "id": asset, "pledger": "b", "holder": "pool", "asset": asset, "amount": amount });
    Case::new(1)
        .token("ether", 1.0, json!({ "depth": depth }))
        .put("assets", json!({ "id": "share", "label": "share", "claim": { "issuer": "staker", "circulating": 55 } }))
        .has("pool", json!({ "cash": 1000 }))
        .runs("pool", pool)
        .has("staker", json!({ "ether": 100 }))
        .has("b", json!({ "ether": 55, "share": 45 }))
        .owes("b", "pool", 60.0, 0)
        .put("collateral", posts("ether", 55))
        .put("collateral", posts("share", 45))
}

/// A pool that lends against a token of a borrower, and against its own share.
pub(super) fn own_token(issuer: &str) -> Case {
    let token = json!({ "id": "token", "label": "token", "price": 1, "market": { "depth": 100_000 },
        "claim": { "issuer": issuer, "par": 1, "circulating": 1 } });
    borrower(pool(2, json!({ "max_ltv": 0.8 }), json!({})).put("assets", token), "b", 100.0, 70.0)
}

#[test]
fn each_dangerous_interaction_of_collateral_has_its_outcome() {
    hold(vec![
        // The box is in one estate. `c` has its 6 out of it; the 4 that are left are `b`'s, whose one creditor is `a`.
        (
            "re-use and clearing: one unit in one estate",
            chain(),
            Results(vec![
                ("equity/a@0", 10.0),
                ("cash/c", 6.0),
                ("cash/a", 4.0),
                ("equity/a", 4.0),
                ("equity/b", -6.0),
            ]),
        ),
        // Skin in the game is the house's own cash: whether the parent that fails owns the house changes nothing of it.
        (
            "own capital of a house whose owner fails",
            house("parent"),
            Results(vec![
                ("borne/house/skin_in_the_game@1", 8.0),
                ("borne/house/survivors_fund", 0.0),
                ("cash/house@1", 7.0),
            ]),
        ),
        (
            "own capital of a house whose owner stands",
            house("third"),
            Results(vec![
                ("borne/house/skin_in_the_game@1", 8.0),
                ("borne/house/survivors_fund", 0.0),
                ("cash/house@1", 7.0),
            ]),
        ),
        (
            "a borrower's own token as its collateral",
            own_token("b"),
            Said(Warning, "participants/pool/mechanisms/lending_pool/markets/token", "issued itself"),
        ),
        (
            "a pool's own share as collateral",
            own_token("pool"),
            Said(Warning, "participants/pool/mechanisms/lending_pool/markets/token", "its own token"),
        ),
        // The share falls with ether, and for both ether is sold: 2 x 1.05 x 0.6 x (55 + 45) / 0.37 = 340.54, over the depth.
        ("forced sales that feed on themselves", looped_share(300), Said(Warning, "assets/ether", "1.14 times")),
    ]);
    assert_eq!(said(&looped_share(350)), [], "a radius of 0.97");
}
