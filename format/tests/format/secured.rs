//! Services that operators secure: another asset or operator is another scenario.

use super::identity::digest;
use serde_json::json;

#[test]
fn the_asset_and_the_operators_of_a_service_are_in_the_digest() {
    let secured = |service: &str, operator: &str| {
        let staking = |id: &str, asset: &str| json!({ "id": id, "label": id, "mechanisms": [{ "type": "staking", "asset": asset }] });
        let by = json!([{ "type": "secured_service", "threshold": 0.5, "gain": 1, "asset": service, "operators": [operator] }]);
        let all = [
            staking("p", "a"),
            staking("q", "a"),
            staking("r", "b"),
            json!({ "id": "s", "label": "s", "mechanisms": by }),
        ];
        let assets = json!([{ "id": "a", "label": "A" }, { "id": "b", "label": "B" }]);
        digest(&json!({ "version": 1, "numeraire": "a", "assets": assets, "participants": all }))
    };
    let stands = [secured("a", "p"), secured("a", "q"), secured("b", "r")];
    assert!(stands.iter().all(Option::is_some) && secured("a", "r").is_none());
    assert!(stands[0] != stands[1] && stands[1] != stands[2] && stands[0] != stands[2]);
}
