//! The rule sets that a participant runs: one section or more for each, and those that it may still take up.

use super::maker::{spec, unit};
use super::party::Make;
use super::things::{group_names, new_group};
use super::{Action, Section, house, numeraire, support};
use interclear_core::scenario::{DepositorGroup, MAX_MECHANISMS, Mechanism, Participant, Scenario, ServiceOrder};
use interclear_core::units::{Decimal, Rate};
use std::collections::BTreeMap;

/// The sections of the rule set at a place of the list.
pub fn sections(s: &Scenario, m: &Make, p: &Participant, at: usize, mechanism: &Mechanism) -> Vec<Section> {
    let word = mechanism.label().to_ascii_lowercase();
    let edit = m.named(format!("remove {word} of {}", p.label), |p| {
        p.mechanisms.remove(at);
    });
    let remove = Action::remove(format!("Remove {word}"), edit).then(m.at("mechanisms"));
    let place = p.mechanism_place(at);
    match mechanism {
        Mechanism::InsolvencyRule { .. } => {
            let floor = m.decimal(
                spec(&format!("{place}/floor"), "Floor", "Closed when its equity falls below this."),
                move |p| match p.mechanisms.get_mut(at)? {
                    Mechanism::InsolvencyRule { floor } => Some(floor),
                    _ => None,
                },
            );
            let help = "Declared failed when its equity at marks is below the floor.";
            vec![Section::new(mechanism.label(), help, [unit(floor, numeraire(s))]).at(m.at(&place)).with([remove])]
        }
        Mechanism::Depositors { order, groups, .. } => {
            vec![depositors(m, (at, &place), *order, groups).at(m.at(&place)).with([remove])]
        }
        Mechanism::DefaultFund { .. } => house::sections(s, m, p, at, remove),
        Mechanism::InsuranceCover { covers, .. } => vec![support::cover_section(s, m, p, at, covers, remove)],
        Mechanism::MutualBackstop { .. } => vec![support::backstop_section(s, m, p, at, remove)],
        // Their fields are set in the file.
        Mechanism::LendingPool { .. } | Mechanism::Keeper { .. } | Mechanism::Looper { .. } => {
            vec![
                Section::new(mechanism.label(), "Its terms are set in the scenario's file.", [])
                    .at(m.at(&place))
                    .with([remove]),
            ]
        }
    }
}

fn depositors(m: &Make, (at, place): (usize, &str), order: ServiceOrder, groups: &[DepositorGroup]) -> Section {
    fn rate<'a>(p: &'a mut Participant, at: usize, name: &str) -> Option<&'a mut Rate> {
        match p.mechanisms.get_mut(at)? {
            Mechanism::Depositors { opacity, .. } if name == "opacity" => Some(opacity),
            Mechanism::Depositors { gate, .. } => Some(gate),
            _ => None,
        }
    }
    let orders = [("first_come", "first come"), ("pro_rata", "equal shares")];
    let now = if order == ServiceOrder::ProRata { "pro_rata" } else { "first_come" };
    let name = |last: &str| format!("{place}/{last}");
    let mut fields = vec![
        m.percent(
            spec(&name("opacity"), "Opacity", "0: depositors see its own coverage; 100: only the average of all."),
            move |p| rate(p, at, "opacity"),
        ),
        m.percent(
            spec(&name("gate"), "Gate", "Most of the deposits that may leave at once; the rest waits. 100 is no gate."),
            move |p| rate(p, at, "gate"),
        ),
        m.choice(
            spec(&name("order"), "Served", "How requests share what can be paid."),
            (now, orders.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec()),
            move |p, v| {
                if let Some(Mechanism::Depositors { order, .. }) = p.mechanisms.get_mut(at) {
                    *order = if v == "pro_rata" { ServiceOrder::ProRata } else { ServiceOrder::FirstCome };
                }
            },
        ),
    ];
    for g in 0..groups.len() {
        let [share, below] = group_names(&name("groups"), g);
        let part = spec(&share.0, &share.1, "Part of all deposits.");
        fields.push(m.percent(part, move |p| group(p, at, g).map(|g| &mut g.share)));
        let leaves = spec(&below.0, &below.1, "Leaves when the coverage it sees is below this.");
        fields.push(m.percent(leaves, move |p| group(p, at, g).map(|g| &mut g.leaves_below)));
    }
    let help = "Deposits payable on demand; groups leave when the coverage they see is too low.";
    let change = |words: &str, change: fn(&mut Vec<DepositorGroup>)| {
        m.named(words.to_owned(), |p| {
            if let Some(Mechanism::Depositors { groups, .. }) = p.mechanisms.get_mut(at) {
                change(groups);
            }
        })
    };
    let mut section = Section::new("Depositors", help, fields);
    let more = change("add a group of depositors", |g| g.push(new_group()));
    section.actions.push(Action::add("Add group", more));
    if groups.len() > 1 {
        let fewer = change("remove a group of depositors", |g| g.truncate(g.len().saturating_sub(1)));
        section.actions.push(Action::remove("Remove last group", fewer));
    }
    section
}

fn group(p: &mut Participant, at: usize, g: usize) -> Option<&mut DepositorGroup> {
    match p.mechanisms.get_mut(at)? {
        Mechanism::Depositors { groups, .. } => groups.get_mut(g),
        _ => None,
    }
}

/// Rule sets that can still be added: one of each kind, and a cover of everybody who has none.
pub fn additions(s: &Scenario, m: &Make, p: &Participant) -> Vec<Action> {
    if p.mechanisms.len() >= MAX_MECHANISMS {
        return Vec::new();
    }
    let all = [
        Mechanism::InsolvencyRule { floor: Decimal::ZERO },
        Mechanism::Depositors {
            opacity: Rate::ZERO,
            gate: Rate::ONE,
            order: ServiceOrder::FirstCome,
            groups: vec![new_group()],
        },
        Mechanism::DefaultFund {
            skin_in_the_game: Decimal::ZERO,
            contributions: BTreeMap::new(),
            layers: Vec::new(),
            replenish_within: None,
            close_out: BTreeMap::new(),
        },
    ];
    let pool = s.participants.iter().find(|x| x.id != p.id).map(|other| Mechanism::MutualBackstop {
        lines: [&p.id, &other.id].map(|id| (id.clone(), Decimal::ZERO)).into(),
        cap: None,
        repay_after: 1,
    });
    let cover = support::insurable(s, p, None).first().map(|other| Mechanism::InsuranceCover {
        covers: other.id.clone(),
        share: Rate::ONE,
        limit: Decimal::ZERO,
        deductible: Decimal::ZERO,
    });
    let has = |x: &Mechanism| p.mechanisms.iter().any(|y| x.word() == y.word());
    let add = |x: Mechanism| {
        let word = x.label().to_ascii_lowercase();
        let at = p.mechanisms.len();
        let place = if has(&x) { format!("mechanisms/{at}") } else { format!("mechanisms/{}", x.word()) };
        let edit = m.named(format!("add {word} to {}", p.label), |p| p.mechanisms.push(x));
        Action::add(format!("Add {word}"), edit).then(m.at(&place))
    };
    let once = all.into_iter().chain(pool).filter(|x| !has(x));
    once.chain(cover).map(add).collect()
}
