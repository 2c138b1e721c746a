//! Cells of the network table: the same fields as in the forms, few of each thing, cheap enough for every row.

use super::maker::{Maker, spec, unit};
use super::wires::chosen;
use super::{Field, label_of, numeraire, read};
use crate::app::{Edit, place};
use interclear_core::scenario::{Collateral, Deposit, Obligation, Participant, Position, Scenario, Trade};
use interclear_core::units::Decimal;

/// A participant's name and its cash at the opening.
pub fn participant(s: &Scenario, p: &Participant) -> [Option<Field>; 2] {
    let m = Maker::new(p, format!("participants/{}", p.id), |p| Edit::Participant(Box::new(p)));
    let cash = s.numeraire.as_str();
    let (at, label) = (format!("holdings/{cash}"), format!("{} at the opening, of {}", numeraire(s), p.label));
    let name = format!("Name of {}", p.label);
    [
        m.text(spec("label", &name, ""), |p| &mut p.label),
        m.entry(spec(&at, &label, ""), "0", cash, |p| Some(&mut p.holdings)),
    ]
}

/// What is owed and when.
pub fn obligation(s: &Scenario, o: &Obligation) -> [Option<Field>; 2] {
    let m = Maker::new(o, format!("obligations/{}", o.id), |o| Edit::Obligation(Box::new(o)));
    let asset = chosen(s, o.asset.as_ref());
    [
        unit(m.decimal(spec("amount", "Amount", ""), |o| Some(&mut o.amount)), other(s, &asset)),
        m.maybe_whole(spec("due", "Due", ""), "long", |o| Some(&mut o.due)),
    ]
}

/// What was left on demand.
pub fn deposit(d: &Deposit) -> [Option<Field>; 2] {
    let m = Maker::new(d, format!("deposits/{}", d.id), |d| Edit::Deposit(Box::new(d)));
    [m.decimal(spec("amount", "Amount", ""), |d| Some(&mut d.amount)), None]
}

/// Units posted; none of its own where it passes on others.
pub fn collateral(s: &Scenario, c: &Collateral) -> [Option<Field>; 2] {
    let m = Maker::new(c, format!("collateral/{}", c.id), |c| Edit::Collateral(Box::new(c)));
    let asset = chosen(s, c.asset.as_ref());
    let amount = m.decimal(spec("amount", "Units", ""), |c| c.amount.as_mut());
    [unit(amount.filter(|_| c.reuses.is_none()), other(s, &asset)), None]
}

/// What is delivered and when.
pub fn trade(s: &Scenario, t: &Trade) -> [Option<Field>; 2] {
    let m = Maker::new(t, format!("trades/{}", t.id), |t| Edit::Trade(Box::new(t)));
    let asset = chosen(s, t.deliver.asset.as_ref());
    [
        unit(m.decimal(spec("deliver/amount", "Delivered", ""), |t| Some(&mut t.deliver.amount)), other(s, &asset)),
        m.whole(spec("due", "Settles on", ""), |t| Some(&mut t.due)),
    ]
}

/// How many contracts, and since when.
pub fn position(p: &Position) -> [Option<Field>; 2] {
    let m = Maker::new(p, format!("positions/{}", p.id), |p| Edit::Position(Box::new(p)));
    [
        m.whole(spec("quantity", "Contracts", ""), |p| Some(&mut p.quantity)),
        m.maybe_whole(spec("traded", "Traded on", ""), "open", |p| Some(&mut p.traded)),
    ]
}

/// The name of an asset that is not the numeraire.
fn other(s: &Scenario, asset: &str) -> String {
    if asset == s.numeraire { String::new() } else { label_of(s, asset) }
}

/// A new obligation in the numeraire, with an amount as it was typed; the place of its amount comes with it.
///
/// # Errors
/// Why it may not be, in a sentence.
pub fn owe(s: &Scenario, from: &str, to: &str, (typed, due): (&str, u32)) -> Result<(Edit, String), String> {
    let amount: Decimal = read::decimal(typed)?;
    let id = place::unique_id(s, "o1");
    let at = format!("obligations/{id}/amount");
    let (debtor, creditor) = (from.to_owned(), to.to_owned());
    let due = Some(due.clamp(1, s.clock.ticks.max(1)));
    let new = Obligation { id, debtor, creditor, amount, due, seniority: 1, ..Obligation::default() };
    Ok((Edit::Obligation(Box::new(new)), at))
}
