//! The words of a setting that a slider turns, found by the path of the slider alone.

use super::form::shape::{Object, Shape, Shaped as _, Word};
use super::{Asset, Clock, Collateral, Contract, EventKind, Mechanism, Obligation, Position, Rules, Shocks};

/// The words that a slider of this target counts from 0; none where it turns a number.
#[must_use]
pub fn words(target: &str) -> Option<&'static [Word]> {
    let parts: Vec<&str> = target.split('/').collect();
    let (shape, rest) = match parts.as_slice() {
        ["participants", _, word, rest @ ..] => {
            let mechanism = Mechanism::SHAPE.variants().iter().find(|v| v.word == *word)?;
            return in_object(&mechanism.object, rest);
        }
        ["assets", _, rest @ ..] => (Asset::SHAPE, rest),
        ["events", _, rest @ ..] => (EventKind::SHAPE, rest),
        ["collateral", _, rest @ ..] => (Collateral::SHAPE, rest),
        ["obligations", _, rest @ ..] => (Obligation::SHAPE, rest),
        ["contracts", _, rest @ ..] => (Contract::SHAPE, rest),
        ["positions", _, rest @ ..] => (Position::SHAPE, rest),
        ["shocks", rest @ ..] => (Shocks::SHAPE, rest),
        ["rules", rest @ ..] => (Rules::SHAPE, rest),
        ["clock", rest @ ..] => (Clock::SHAPE, rest),
        _ => return None,
    };
    at(shape, rest)
}

fn at(shape: &'static Shape, path: &[&str]) -> Option<&'static [Word]> {
    match (shape, path) {
        (Shape::Words(words), []) => Some(words),
        (Shape::Optional(inner), _) => at(inner, path),
        // Which element it is says nothing of its shape.
        (Shape::List(inner) | Shape::Map(inner), [_, rest @ ..]) => at(inner, rest),
        (Shape::Object(object), _) => in_object(object, path),
        // A field of one name has the same words in every variant that has it.
        (Shape::Choice(variants), _) => variants.iter().find_map(|v| in_object(&v.object, path)),
        _ => None,
    }
}

fn in_object(object: &'static Object, path: &[&str]) -> Option<&'static [Word]> {
    let (key, rest) = path.split_first()?;
    at(object.parts.iter().find(|p| p.key == *key)?.shape, rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::form::shape::Shaped;
    use crate::scenario::{Scenario, control, parse};
    use serde_json::json;

    fn of(target: &str) -> Vec<&'static str> {
        words(target).unwrap_or_default().iter().map(|w| w.word).collect()
    }

    #[test]
    fn words_by_the_path_of_a_slider() {
        assert_eq!(of("rules/novation"), ["bilateral_gross", "bilateral_net", "one_house", "several_houses"]);
        assert_eq!(of("rules/settlement/by"), ["batch", "one_by_one", "together"]);
        assert_eq!(of("participants/x/margin_exchange/margin_assets/y/price"), ["index", "own_book", "redemption"]);
        assert_eq!(of("participants/x/margin_exchange/adl").len(), 6);
        for number in
            ["rules/grace", "rules/bankruptcy_cost", "participants/x/holdings/cash", "events/x/tick", "rules", ""]
        {
            assert!(words(number).is_none(), "{number}");
        }
    }

    /// Every choice between objects, wherever it stands: a name has the same words in all its variants.
    #[test]
    fn a_name_has_the_same_words_in_every_variant() {
        fn look(shape: &'static Shape, depth: usize, seen: &mut usize) {
            let each = |object: &'static Object, seen: &mut usize| {
                object.parts.iter().for_each(|p| look(p.shape, depth + 1, seen));
            };
            assert!(depth < 20);
            match shape {
                Shape::Optional(inner) | Shape::List(inner) | Shape::Map(inner) => look(inner, depth + 1, seen),
                Shape::Object(object) => each(object, seen),
                Shape::Choice(variants) => {
                    let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
                    *seen += variants.len();
                    for v in *variants {
                        each(&v.object, seen);
                        for p in v.object.parts {
                            let Some(words) = at(p.shape, &[]) else { continue };
                            all.push((p.key, words.iter().map(|w| w.word).collect()));
                        }
                    }
                    for (key, words) in &all {
                        assert!(all.iter().all(|(k, w)| k != key || w == words), "{key}");
                    }
                }
                _ => {}
            }
        }
        let mut seen = 0;
        // Mechanisms go by their own word.
        Mechanism::SHAPE.variants().iter().flat_map(|v| v.object.parts).for_each(|p| look(p.shape, 0, &mut seen));
        for shape in [EventKind::SHAPE, Asset::SHAPE, Contract::SHAPE, Shocks::SHAPE] {
            look(shape, 0, &mut seen);
        }
        assert!(seen > EventKind::SHAPE.variants().len());
    }

    fn scenario() -> Scenario {
        let text = json!({
            "version": 1, "numeraire": "cash",
            "assets": [{ "id": "cash", "label": "Cash" }, { "id": "coin", "label": "Coin", "price": 10 }],
            "participants": [{ "id": "venue", "label": "Venue", "holdings": { "cash": 10 }, "mechanisms": [{
                "type": "margin_exchange", "markets": [{ "asset": "coin" }], "margin_assets": [{ "asset": "coin", "price": "own_book" }],
            }] }],
        });
        parse(&text.to_string()).unwrap_or_else(|p| panic!("{p:?}"))
    }

    /// Each word of each of these settings is set, read back and stands in the file; nothing between or beyond.
    #[test]
    fn every_word_is_a_stop() {
        let venue = "participants/venue/margin_exchange";
        let targets = [
            "rules/novation".to_owned(),
            "rules/settlement/by".into(),
            "rules/equilibrium".into(),
            format!("{venue}/adl"),
            format!("{venue}/adl_fill"),
            format!("{venue}/mark"),
            format!("{venue}/uncovered"),
            format!("{venue}/margin_assets/coin/price"),
        ];
        for target in targets {
            let mut s = scenario();
            let words = of(&target);
            assert!(words.len() > 1, "{target}");
            for (place, word) in words.iter().enumerate() {
                control::set(&mut s, &target, place as f64).unwrap();
                assert_eq!(control::get(&s, &target), Ok(place as f64), "{target}");
                assert_eq!(control::word(&s, &target).as_deref(), Some(*word), "{target}");
                assert!(crate::scenario::write(&s, false).contains(&format!("\"{word}\"")), "{target} {word}");
            }
            let before = s.clone();
            for no in [-1.0, 0.5, words.len() as f64, 1e300, f64::NAN, f64::INFINITY] {
                assert!(control::set(&mut s, &target, no).is_err(), "{target} {no}");
                assert_eq!(s, before);
            }
        }
    }

    /// What a file leaves out is turned from what it means.
    #[test]
    fn an_absent_word_is_the_one_it_stands_for() {
        let mut s = scenario();
        let of = |s: &Scenario, target| control::get(s, target).unwrap();
        assert_eq!((of(&s, "rules/novation"), of(&s, "rules/settlement/by")), (1.0, 0.0));
        assert_eq!(Some(of(&s, "participants/venue/margin_exchange/margin_assets/coin/price")), Some(1.0));
        assert_eq!(control::word(&s, "rules/novation").as_deref(), Some("bilateral_net"));
        for none in ["rules/grace", "rules", "participants/venue/margin_exchange/type", "assets/coin/price"] {
            assert!(control::word(&s, none).is_none(), "{none}");
        }
        assert!(control::get(&s, "rules/settlement/capacity").is_err());
        control::set(&mut s, "rules/grace", 3.0).unwrap();
        assert!(s.rules.novation.is_none() && s.rules.settlement.is_none());
        control::set(&mut s, "rules/settlement/by", 2.0).unwrap();
        assert!(s.rules.novation.is_none());
        assert_eq!(s.rules.settlement.as_ref().map(|x| x.every), Some(1));
    }
}
