//! The form of a participant that takes deposits: what depositors see, the gate, who leaves when.

use super::maker::spec;
use super::party::Make;
use super::things::{group_names, new_group};
use super::{Action, Section};
use interclear_core::scenario::{DepositorGroup, Mechanism, Participant, ServiceOrder};
use interclear_core::units::Rate;

/// Its section.
pub fn section(m: &Make, (at, place): (usize, &str), order: ServiceOrder, groups: &[DepositorGroup]) -> Section {
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
