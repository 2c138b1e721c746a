//! The form when nothing is selected: rules, clock, description.

use super::made::{Made, Spot, Thing};
use super::maker::{Maker, spec, unit};
use super::{Edit, Section, ticks};
use crate::app::accounts;
use interclear_core::scenario::{Equilibrium, Novation, Rules, Scenario, Shaped as _};

/// Rules, clock, description.
pub fn sections(s: &Scenario) -> Vec<Section> {
    let mut all = vec![rules(s), settling(s)];
    all.extend(payments(s));
    all.extend(super::contracts::lists(s));
    all.push(super::clients::list(s));
    all.extend(draws(s));
    all.extend([clock(s), about(s)]);
    all
}

/// How due payments are made, as the format has it.
fn payments(s: &Scenario) -> Vec<Section> {
    let thing = Thing::new(s, None, &s.rules, |r| Edit::Rules(Box::new(r)));
    Made::new(&thing, Spot::of(String::new(), "rules".into(), &s.numeraire)).only(Rules::SHAPE, "settlement")
}

/// Price moves that the seed draws, as the format has them.
fn draws(s: &Scenario) -> Vec<Section> {
    let thing = Thing::new(s, None, s, |s| Edit::About(Box::new(s)));
    Made::new(&thing, Spot::of(String::new(), String::new(), &s.numeraire)).only(Scenario::SHAPE, "shocks")
}

fn rules(s: &Scenario) -> Section {
    let r = &s.rules;
    let m = Maker::new(r, "rules".to_owned(), |r| Edit::Rules(Box::new(r)));
    let vectors = [("greatest", "the most paid"), ("least", "the least: panic")];
    let now = if r.equilibrium == Equilibrium::Least { "least" } else { "greatest" };
    let fields = [
        unit(
            m.whole(spec("grace", "Grace", "How long a due debt may stay unpaid before its debtor fails."), |r| {
                Some(&mut r.grace)
            }),
            ticks(s),
        ),
        unit(
            m.whole(
                spec("estate_delay", "Estate pays after", "From a failure to the first payment of its estate."),
                |r| Some(&mut r.estate_delay),
            ),
            ticks(s),
        ),
        m.check(
            spec("close_out_netting", "Close-out netting", "Mutual claims are set off when one side fails."),
            |r| Some(&mut r.close_out_netting),
        ),
        m.percent(
            spec(
                "recovery_assets",
                "Own cash kept",
                "Share of a defaulter's cash that reaches its creditors; the rest is burnt.",
            ),
            |r| Some(&mut r.recovery_assets),
        ),
        m.percent(
            spec(
                "recovery_interbank",
                "Receipts kept",
                "Share of what a defaulter is paid that reaches its creditors.",
            ),
            |r| Some(&mut r.recovery_interbank),
        ),
        m.choice(
            spec(
                "equilibrium",
                "Where several outcomes fit",
                "Which of them clears: as many payments as can be made together, or nobody pays until paid.",
            ),
            (now, vectors.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec()),
            |r, v| r.equilibrium = if v == "least" { Equilibrium::Least } else { Equilibrium::Greatest },
        ),
        m.percent(
            spec(
                "counts_on_receipts",
                "Counts on receipts",
                "Share of expected receipts trusted before assets are sold: 0 sells early.",
            ),
            |r| Some(&mut r.counts_on_receipts),
        ),
    ];
    Section::new("Rules of settlement", "They hold for everybody.", fields)
}

/// How positions are settled.
fn settling(s: &Scenario) -> Section {
    let m = Maker::new(&s.rules, "rules".to_owned(), |r| Edit::Rules(Box::new(r)));
    let now = accounts::novation(s);
    let at = |how: Novation| Novation::ALL.iter().position(|x| *x == how).unwrap_or(0).to_string();
    let ways = Novation::ALL.map(|how| (at(how), crate::app::words::capital(how.label()))).to_vec();
    let mut houses: Vec<(String, String)> = vec![(String::new(), "the first that can".to_owned())];
    let able = accounts::houses(s);
    let named = s.rules.house.as_deref().unwrap_or_default();
    let shown = s.participants.iter().filter(|p| able.contains(&p.id.as_str()) || p.id == named);
    houses.extend(shown.map(|p| (p.id.clone(), p.label.clone())));
    let fields = [
        m.choice(
            spec("novation", "Settled", "With whom each party has its account: the network is wired by it."),
            (&at(now), ways),
            move |r, v| {
                let how = v.parse::<usize>().ok().and_then(|at| Novation::ALL.get(at).copied());
                if how != Some(now) {
                    r.novation = how;
                }
            },
        ),
        m.choice(
            spec("house", "Clearing house", "Steps between all, and between those of contracts that name no other."),
            (named, houses),
            |r, v| r.house = (!v.is_empty()).then(|| v.to_owned()),
        ),
    ];
    Section::new("Positions settle", "A clearing house asks for margin and has a default fund.", fields)
}

fn clock(s: &Scenario) -> Section {
    let m = Maker::new(&s.clock.ticks, "clock".to_owned(), Edit::Ticks);
    let words = Maker::new(s, "clock".to_owned(), |s| Edit::About(Box::new(s)));
    let fields = [
        unit(m.whole(spec("ticks", "Length", "Settlement cycles after the opening."), |t| Some(t)), ticks(s)),
        words.text(spec("unit", "Word for a tick", "Day, hour, block."), |s| &mut s.clock.unit),
    ];
    Section::new("Clock", "", fields)
}

fn about(s: &Scenario) -> Section {
    let m = Maker::new(s, String::new(), |s| Edit::About(Box::new(s)));
    let title = Maker::new(&s.title, String::new(), Edit::Title);
    let assumptions = m.field(
        spec("assumptions", "Assumptions", "One to a line: what is not modelled."),
        super::Input::Long(s.assumptions.join("\n")),
        |s, text| {
            s.assumptions = text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
            Ok(())
        },
    );
    let fields = [
        title.text(spec("title", "Title", ""), |t| t),
        m.long(spec("summary", "Summary", "What happens, in a sentence or two."), |s| &mut s.summary),
        m.long(spec("source", "Source", "Where the case or its idea comes from."), |s| &mut s.source),
        assumptions,
    ];
    let mut section = Section::new("Description", "", fields);
    for field in &mut section.fields {
        // Problems name these without a section in front.
        field.at = field.at.trim_start_matches('/').to_owned();
    }
    section
}
