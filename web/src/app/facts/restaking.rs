//! What frames say of services that share their stake: the cost to break one beside the gain, and for the network the
//! published bound beside what is lost in the run.

use super::{Facts, Shown};
use crate::app::words;
use interclear_core::engine::{RestakingFrame, ServiceFrame, ServiceInfo};
use interclear_core::units::{Amount, ParticipantIx};

/// All of a service or an operator; nothing of anybody else.
pub(super) fn of(shown: Shown<'_>, who: ParticipantIx) -> Vec<Facts> {
    let Some(frame) = &shown.frame.restaking else { return Vec::new() };
    let all = || shown.trace.services.iter().zip(&frame.services);
    let mut found: Vec<Facts> = all().filter(|(i, _)| i.who == who).map(|(i, s)| service(shown, i, s)).collect();
    let secured: Vec<_> = all().filter(|(i, _)| i.operators.contains(&who)).collect();
    if !secured.is_empty() {
        let mut facts = Facts::of("Secures with all it has staked".to_owned());
        for (info, s) in secured {
            let text = format!("{} to break, {} to gain", cost(shown, s), shown.money(s.gain));
            facts.say(shown.trace.name(info.who), corrupted(shown, s).unwrap_or(text), s.corrupted.is_some());
        }
        found.push(facts);
    }
    if !found.is_empty() {
        found.push(network(frame));
    }
    found
}

fn cost(shown: Shown<'_>, s: &ServiceFrame) -> String {
    s.cost.map_or_else(|| "nobody".to_owned(), |cost| shown.money(cost))
}

fn corrupted(shown: Shown<'_>, s: &ServiceFrame) -> Option<String> {
    s.corrupted.map(|tick| format!("corrupted on {}, {} taken", words::day(shown.trace, tick), shown.money(s.taken)))
}

fn service(shown: Shown<'_>, info: &ServiceInfo, s: &ServiceFrame) -> Facts {
    let mut facts = Facts::of(format!("Secured by staked {}", shown.label(info.asset)));
    facts.say("Stake behind it", shown.money(s.staked), false);
    match s.cost {
        Some(cost) => facts.say("Cost to break", shown.money(cost), cost < s.gain),
        None => facts.say("Cost to break", "nobody has a stake to break it with", false),
    }
    facts.say("Gain", shown.money(s.gain), s.cost.is_some_and(|cost| cost < s.gain));
    if let Some(text) = corrupted(shown, s) {
        facts.say("State", text, true);
    }
    facts
}

/// The share of something, with a decimal.
fn share(value: f64) -> String {
    words::percent((value * 1000.0).round() / 1000.0)
}

fn network(r: &RestakingFrame) -> Facts {
    let mut facts = Facts::of("All services that share the stake".to_owned());
    let left = r.services.iter().any(|s| s.gain > Amount::ZERO);
    match r.slack {
        Some(slack) => facts.say("Slack: cost over gain of the cheapest attack, less 1", share(slack), slack < 0.0),
        None if left => facts.say("Slack", "no attack can be made", false),
        None => facts.say("Slack", "nothing is left to gain", false),
    }
    if r.lost > 0.0 {
        facts.say("Stake lost to shocks", share(r.shock), r.shock > 0.0);
        facts.say("Stake lost in all, attacks too", share(r.lost), r.lost > r.shock);
        let bound = match (r.bound, r.before) {
            (Some(bound), _) => format!("less than {}", share(bound)),
            (None, Some(before)) if before <= 0.0 => "none: an attack paid before".to_owned(),
            _ => "none for such a shock".to_owned(),
        };
        facts.say("Published bound on it", bound, false);
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::super::{Shown, of_participant};
    use crate::app::words;

    fn rows(who: &str, tick: usize) -> Vec<(String, String, bool)> {
        let scenario = interclear_core::parse(include_str!("../../../../static/scenarios/restaked.json")).unwrap();
        let trace = interclear_core::run(&interclear_core::check(&scenario).0.unwrap());
        let shown = Shown { scenario: &scenario, trace: &trace, frame: &trace.frames[tick] };
        let who = words::participant(&trace, who).unwrap();
        let rows = of_participant(shown, who).into_iter().flat_map(|f| f.rows);
        rows.map(|r| (r.name, r.values.join(", "), r.bad)).collect()
    }

    fn says(rows: &[(String, String, bool)], name: &str, value: &str, bad: bool) {
        let found = rows.iter().find(|r| r.0 == name).unwrap_or_else(|| panic!("no {name}: {rows:?}"));
        assert_eq!((found.1.as_str(), found.2), (value, bad), "{name}");
    }

    #[test]
    fn a_service_shows_what_it_costs_and_brings() {
        let before = rows("relay", 0);
        says(&before, "Cost to break", "48,000", false);
        says(&before, "Gain", "20,300", false);
        says(&before, "Slack: cost over gain of the cheapest attack, less 1", "8.4\u{202f}%", false);
        assert!(before.iter().all(|r| r.0 != "Published bound on it"), "nothing is lost yet: {before:?}");
        says(&rows("relay", 1), "State", "corrupted on day 1, 20,300 taken", true);
    }

    #[test]
    fn an_operator_sees_the_bound_beside_what_is_lost() {
        let after = rows("basalt", 2);
        says(&after, "Relay", "corrupted on day 1, 20,300 taken", true);
        says(&after, "Stake lost to shocks", "4.8\u{202f}%", true);
        says(&after, "Stake lost in all, attacks too", "52.4\u{202f}%", true);
        says(&after, "Published bound on it", "less than 61.6\u{202f}%", false);
        says(&after, "Slack", "nothing is left to gain", false);
        // Whoever has nothing to do with services has no such figures.
        let others = interclear_core::parse(include_str!("../../../../static/scenarios/wrapped-thrice.json")).unwrap();
        let trace = interclear_core::run(&interclear_core::check(&others).0.unwrap());
        let shown = Shown { scenario: &others, trace: &trace, frame: &trace.frames[1] };
        assert!(super::of(shown, interclear_core::units::ParticipantIx(0)).is_empty());
    }
}
