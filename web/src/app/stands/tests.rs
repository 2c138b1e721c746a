//! A wrapper of a token on cash, pledged twice: what each stands on, by hand.

use super::*;

/// Base holds 100 cash behind 100 of its coin; Wrap holds 80 of them behind 80 of its own, of which Cara has 50 and
/// pledges 20 with Dan, who pledges 10 of them on with Eve.
const TEXT: &str = r#"{
  "version": 1, "id": "w", "numeraire": "cash", "clock": { "ticks": 2 },
  "assets": [
    { "id": "cash", "label": "Cash" },
    { "id": "coin", "label": "Coin", "claim": { "issuer": "base", "par": 1, "circulating": 20 } },
    { "id": "wcoin", "label": "Wrapped", "claim": { "issuer": "wrap", "par": 1, "circulating": 30 } }
  ],
  "participants": [
    { "id": "base", "label": "Base", "holdings": { "cash": 100 } },
    { "id": "cara", "label": "Cara", "holdings": { "wcoin": 50 } },
    { "id": "dan", "label": "Dan", "holdings": { "cash": 5 } },
    { "id": "eve", "label": "Eve", "holdings": { "cash": 5 } },
    { "id": "wrap", "label": "Wrap", "holdings": { "coin": 80 } }
  ],
  "collateral": [
    { "id": "one", "pledger": "cara", "holder": "dan", "asset": "wcoin", "amount": 20, "reuse_cap": 0.5 },
    { "id": "two", "pledger": "dan", "holder": "eve", "reuses": "one" }
  ]
}"#;

fn through(test: impl Fn(Through<'_>)) {
    let scenario = interclear_core::parse(TEXT).unwrap();
    let (world, problems) = interclear_core::check(&scenario);
    let trace = interclear_core::run(&world.unwrap_or_else(|| panic!("{problems:?}")));
    let look = look(&scenario, 1).unwrap();
    test(Through { trace: &trace, frame: &trace.frames[1], look: &look });
}

#[test]
fn a_wrapper_stands_on_what_its_token_stands_on() {
    through(|t| {
        let wrap = t.of_participant(ParticipantIx(4));
        let tree: Vec<_> = wrap.tree.iter().map(|b| (b.depth, b.words.as_str(), b.worth)).collect();
        assert_eq!(tree, [(0, "Coin of Base", 80.0)]);
        let base: Vec<_> = wrap.base.iter().map(|w| (w.name.as_str(), w.through)).collect();
        assert_eq!(base, [("Cash", 80.0)]);
        assert_eq!(wrap.exposed, [Weight { name: "Base".into(), direct: 80.0, through: 80.0 }]);

        let token = t.of_asset(AssetIx(2), Some(ParticipantIx(4)));
        assert_eq!(token.tree, wrap.tree);
        assert_eq!(token.exposed.first().map(|w| w.name.as_str()), Some("Cara"));
        assert!(t.of_asset(AssetIx(0), None).tree.is_empty());
    });
}

#[test]
fn chains_are_followed_down_and_liens_are_stacked() {
    through(|t| {
        let cara = t.of_participant(ParticipantIx(1));
        let words: Vec<_> = cara.tree.iter().map(|b| (b.depth, b.words.as_str(), b.note.as_str())).collect();
        assert!(words.contains(&(0, "Wrapped of Wrap", "wrapped 2 deep")), "{words:?}");
        assert!(words.contains(&(1, "Coin of Base", "")), "{words:?}");
        // 40 are her own; of the 10 that Dan owes back two thirds stand on Eve's box, a third on his cash.
        let base = cara.exposed.iter().find(|w| w.name == "Base").unwrap();
        assert!(base.direct == 0.0 && (base.through - (40.0 + 10.0 * 2.0 / 3.0)).abs() < 1e-9, "{cara:?}");
        let chain = ["Cara", "Dan", "Eve"].map(str::to_owned).to_vec();
        assert!(cara.liens.iter().any(|s| s.units == "10 Wrapped" && s.names == chain), "{:?}", cara.liens);
        // 20 are posted, and 30 are owed back.
        let count = cara.collateral.first().unwrap();
        assert_eq!((count.figures[0].as_str(), count.figures[1].as_str(), count.over), ("20", "30", true));
    });
}
