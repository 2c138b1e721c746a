//! Rewiring: the same totals for everybody, over other wires.

use super::edit::name;
use super::model::Model;
use interclear_core::scenario::{Code, Obligation, Problem, Scenario};
use interclear_core::units::Decimal;
use std::collections::BTreeMap;

/// The three wirings: the word of `Edit::Rewire`, and the words shown.
pub const WIRINGS: [(&str, &str); 3] =
    [("ring", "ring"), ("all_to_all", "all to all"), ("islands", "islands of three")];

/// Rewires, and says how.
pub(super) fn apply(s: &mut Scenario, how: &str) -> Result<String, Problem> {
    let words = WIRINGS.iter().find(|(id, _)| *id == how).map(|(_, words)| *words);
    let words = words.ok_or_else(|| problem(&format!("`{how}` is not a wiring")))?;
    let among = members(s)?;
    let total = equal_total(s, &among)?;
    let quanta = |amount: Decimal| amount.quanta(decimals(s)).map_err(|e| problem(&e.to_string()));
    let pairs = wires(&among, how, quanta(total)?.quanta())?;
    let model = s.obligations.iter().find(|o| inside(&among, o)).cloned().unwrap_or_default();
    let at = decimals(s);
    s.obligations.retain(|o| !inside(&among, o));
    for (debtor, creditor, amount) in pairs {
        let base = format!("{debtor}-{creditor}");
        let amount = Decimal::from_quanta(interclear_core::units::Amount::new(amount), at);
        let id = super::place::unique_id(s, &base);
        s.obligations.push(Obligation { id, debtor, creditor, amount, ..model.clone() });
    }
    Ok(format!("rewire to {words}"))
}

/// Which of the wirings the scenario has now, if it has one of them.
#[must_use]
pub fn wiring_now(model: &Model) -> Option<&'static str> {
    let s = &model.scenario;
    let now = wires_of(s, &members(s).ok()?);
    let fits = |how: &str| {
        let mut copy = (**s).clone();
        apply(&mut copy, how).is_ok() && members(&copy).is_ok_and(|among| wires_of(&copy, &among) == now)
    };
    WIRINGS.iter().map(|(id, _)| *id).find(|how| fits(how))
}

fn wires_of(s: &Scenario, among: &[String]) -> BTreeMap<(String, String), Decimal> {
    let wire = |o: &Obligation| ((o.debtor.clone(), o.creditor.clone()), o.amount);
    s.obligations.iter().filter(|o| inside(among, o)).map(wire).collect()
}

fn problem(message: &str) -> Problem {
    Problem::error(Code::Conflict, "rewire", message)
}

fn members(s: &Scenario) -> Result<Vec<String>, Problem> {
    let among = s.rewire.as_ref().map(|r| r.among.clone()).unwrap_or_default();
    if among.len() < 2 {
        return Err(problem("this scenario names nobody to rewire").hint("give rewire/among at least two participants"));
    }
    Ok(among)
}

fn inside(among: &[String], o: &Obligation) -> bool {
    among.contains(&o.debtor) && among.contains(&o.creditor)
}

fn decimals(s: &Scenario) -> u8 {
    s.assets.iter().find(|a| a.id == s.numeraire).map_or(2, |a| a.decimals)
}

/// What each owes and is owed within the group, which must be the same for all.
fn equal_total(s: &Scenario, among: &[String]) -> Result<Decimal, Problem> {
    let quanta = |o: &Obligation| o.amount.quanta(decimals(s)).map_or(0, |a| a.quanta());
    let sum = |end: fn(&Obligation) -> &str, id: &str| -> i64 {
        s.obligations.iter().filter(|o| inside(among, o) && end(o) == id).map(quanta).sum()
    };
    let first = among.first().map_or(0, |id| sum(|o| &o.debtor, id));
    for id in among {
        if sum(|o| &o.debtor, id) != first || sum(|o| &o.creditor, id) != first {
            let who = name(s, id);
            let hint = "rewiring keeps totals only when all owe and are owed the same";
            return Err(problem(&format!("{who} owes or is owed another total than the others")).hint(hint));
        }
    }
    Ok(Decimal::from_quanta(interclear_core::units::Amount::new(first), decimals(s)))
}

/// The wires with their amounts; what does not divide evenly goes to the first ones.
fn wires(among: &[String], how: &str, total: i64) -> Result<Vec<(String, String, i64)>, Problem> {
    let n = among.len();
    let size = if how == "islands" { 3 } else { n };
    if !n.is_multiple_of(size) {
        return Err(problem(&format!("{n} participants do not make islands of three")));
    }
    let mut all = Vec::new();
    for i in 0..n {
        let island = i / size * size;
        let reach = if how == "ring" { 1 } else { size - 1 };
        for k in 1..=reach {
            let to = island + (i - island + k) % size;
            let (share, rest) = (total / reach as i64, total % reach as i64);
            let amount = share + i64::from((k as i64) <= rest);
            if let (Some(from), Some(to)) = (among.get(i), among.get(to)) {
                all.push((from.clone(), to.clone(), amount));
            }
        }
    }
    Ok(all)
}
