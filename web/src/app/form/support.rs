//! The forms of covers and of pools of lines.

use super::maker::{spec, unit};
use super::party::Make;
use super::{Action, Field, Row, Section, numeraire, parties, party_name, ticks};
use interclear_core::scenario::{Mechanism, Participant, Scenario};
use interclear_core::units::{Decimal, Rate};
use std::collections::BTreeMap;

/// The amounts and the share of a cover: limit, deductible, share.
fn cover(p: &mut Participant, at: usize) -> Option<(&mut Decimal, &mut Decimal, &mut Rate)> {
    match p.mechanisms.get_mut(at)? {
        Mechanism::InsuranceCover { share, limit, deductible, .. } => Some((limit, deductible, share)),
        _ => None,
    }
}

/// Those that an insurer does not cover yet, but for the cover at a place of its list.
pub fn insurable<'a>(s: &'a Scenario, insurer: &'a Participant, but: Option<usize>) -> Vec<&'a Participant> {
    let covered = |id: &str| {
        let others = insurer.mechanisms.iter().enumerate().filter(|(i, _)| Some(*i) != but);
        others.into_iter().any(|(_, m)| matches!(m, Mechanism::InsuranceCover { covers, .. } if covers == id))
    };
    s.participants.iter().filter(|p| p.id != insurer.id && !covered(&p.id)).collect()
}

/// A cover of another participant's loss.
pub fn cover_section(s: &Scenario, m: &Make, p: &Participant, at: usize, covers: &str, remove: Action) -> Section {
    let place = p.mechanism_place(at);
    let name = |last: &str| format!("{place}/{last}");
    let mut who: Vec<(String, String)> =
        insurable(s, p, Some(at)).iter().map(|x| (x.id.clone(), x.label.clone())).collect();
    if !who.iter().any(|(id, _)| id == covers) {
        who.extend(parties(s, false).into_iter().filter(|(id, _)| id == covers));
    }
    let money = numeraire(s);
    let loss = "Whose loss: the fall of its equity at marks since the opening, below nothing too.";
    let share = "Part of the loss beyond the deductible that is paid.";
    let limit = "Most that is paid. It is paid once, out of the insurer's cash.";
    let own = "What the covered bears itself; nothing is paid before the loss is larger.";
    let fields = [
        m.choice(spec(&name("covers"), "Covers", loss), (covers, who), move |p, v| {
            if let Some(Mechanism::InsuranceCover { covers, .. }) = p.mechanisms.get_mut(at) {
                *covers = v.to_owned();
            }
        }),
        m.percent(spec(&name("share"), "Share", share), move |p| cover(p, at).map(|c| c.2)),
        unit(m.decimal(spec(&name("limit"), "Limit", limit), move |p| cover(p, at).map(|c| c.0)), money.clone()),
        unit(m.decimal(spec(&name("deductible"), "Deductible", own), move |p| cover(p, at).map(|c| c.1)), money),
    ];
    let title = format!("Insurance cover of {}", party_name(s, covers));
    let help = "Pays a part of what another loses, once, up to a limit.";
    Section::new(title, help, fields).at(m.at(&place)).with([remove])
}

/// The parts of a pool: lines, cap, repayment.
type Pool<'a> = (&'a mut BTreeMap<String, Decimal>, &'a mut Option<Decimal>, &'a mut u32);

fn pool(p: &mut Participant, at: usize) -> Option<Pool<'_>> {
    match p.mechanisms.get_mut(at)? {
        Mechanism::MutualBackstop { lines, cap, repay_after } => Some((lines, cap, repay_after)),
        _ => None,
    }
}

/// A pool of lines that its members promise each other.
pub fn backstop_section(s: &Scenario, m: &Make, p: &Participant, at: usize, remove: Action) -> Section {
    let mut copy = p.clone();
    let Some((lines, ..)) = pool(&mut copy, at) else { return Section::default() };
    let place = p.mechanism_place(at);
    let name = |last: &str| format!("{place}/{last}");
    let cap = "Most that one member may have drawn. Empty: what the others promise.";
    let back = "From drawing to the day it is due; at least 1.";
    let fields = [
        unit(
            m.maybe_decimal(spec(&name("cap"), "Cap", cap), "no cap", move |p| pool(p, at).map(|x| x.1)),
            numeraire(s),
        ),
        unit(m.whole(spec(&name("repay_after"), "Repaid after", back), move |p| pool(p, at).map(|x| x.2)), ticks(s)),
    ];
    let line = |member: &Participant| line_row(m, p, member, (at, &place), lines.len());
    let join = |member: &Participant| {
        let words = format!("add {} to the mutual backstop of {}", member.label, p.label);
        let edit = m.named(words, |p| {
            if let Some((lines, ..)) = pool(p, at) {
                lines.insert(member.id.clone(), Decimal::ZERO);
            }
        });
        Action::add(member.label.clone(), edit).then(m.at(&format!("{place}/lines/{}", member.id)))
    };
    let (inside, absent): (Vec<&Participant>, Vec<_>) = s.participants.iter().partition(|x| lines.contains_key(&x.id));
    let help = "Lines that members promise each other, drawn by whoever is short of cash and has nothing to sell.";
    let mut section = Section::new("Mutual backstop", help, fields).at(m.at(&place)).with([remove]);
    section.columns = vec!["Member", "Line"];
    section.list(inside.into_iter().map(line).collect(), "Add a member", absent.into_iter().map(join).collect())
}

/// A member's line. A pool keeps two members.
fn line_row(m: &Make, p: &Participant, member: &Participant, (at, place): (usize, &str), count: usize) -> Row {
    let (id, name) = (member.id.clone(), member.label.as_str());
    let (line_at, label) = (format!("{place}/lines/{id}"), format!("Line of {name}"));
    let key = id.clone();
    let field: Option<Field> = m.decimal(spec(&line_at, &label, "Most that it lends in all."), move |p| {
        Some(pool(p, at)?.0.entry(key.clone()).or_default())
    });
    let words = format!("remove {name} from the mutual backstop of {}", p.label);
    let leave = (count > 2).then(|| {
        m.named(words, |p| {
            if let Some((lines, ..)) = pool(p, at) {
                lines.remove(&id);
            }
        })
    });
    let here = m.at(&format!("{place}/members/{id}"));
    let gone = Action::small("\u{2715}", format!("Remove {name}"), leave, format!("{here}/remove"));
    let gone = Action { removes: true, ..gone.then(m.at(place)) };
    Row { at: here, title: name.to_owned(), help: "", fields: field.into_iter().collect(), actions: vec![gone] }
}
