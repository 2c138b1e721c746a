//! A participant's balance sheet as it is shown: names and figures in two columns of lines that foot.

use super::model::Item;
use super::{engine, form, words};
use interclear_core::engine::{BalanceSheet, ParticipantFrame, SheetLine, SheetWhat, Trace};
use interclear_core::scenario::Scenario;
use interclear_core::units::{Amount, ParticipantIx, Tick, sorted};

/// A line as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is: `Obligation of Cedar`.
    pub label: String,
    /// More about it: units, what it would be at face value.
    pub note: String,
    /// What it counts for.
    pub value: String,
    /// What it leads to: the link it comes from, or the other side.
    pub to: Option<Item>,
}

/// A balance sheet as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What it has.
    pub assets: Vec<Row>,
    /// What it owes.
    pub liabilities: Vec<Row>,
    /// What is left, in words and as a figure: below zero it owes more than it has.
    pub equity: String,
    /// Whether that is below zero.
    pub short: bool,
    /// The sum of each side, equity on the right.
    pub total: String,
    /// What it owes in all.
    pub owed: String,
    /// Whether both sides are the same to the quantum, and the sheet is what the run says of the participant.
    pub foots: bool,
}

/// The balance sheet of a participant at a tick; nothing where the scenario does not run.
#[must_use]
pub fn drawn_up(s: &Scenario, who: &str, tick: Tick) -> Option<BalanceSheet> {
    engine::balance_sheet(s, who, tick)
}

/// The same in names and figures, compared with what the run recorded.
#[must_use]
pub fn shown(trace: &Trace, sheet: &BalanceSheet, recorded: &ParticipantFrame) -> Sheet {
    let money = |a: Amount| words::exact(a, trace.decimals());
    let rows = |lines: &[SheetLine], asset: bool| {
        let heaviest = sorted(lines.iter().collect(), |a: &&SheetLine, b| {
            (group(a), -a.value.quanta()).cmp(&(group(b), -b.value.quanta()))
        });
        heaviest.into_iter().map(|l| row(trace, l, asset)).collect()
    };
    let right = sheet.total_liabilities().quanta() + sheet.equity().quanta();
    let same = sheet.equity() == recorded.equity() && sheet.total_liabilities() == recorded.debts;
    Sheet {
        assets: rows(&sheet.assets, true),
        liabilities: rows(&sheet.liabilities, false),
        equity: money(sheet.equity()),
        short: sheet.equity() < Amount::ZERO,
        total: money(sheet.total_assets()),
        owed: money(sheet.total_liabilities()),
        foots: same && sheet.total_assets().quanta() == right,
    }
}

/// The order of the lines: cash, assets, collateral, claims and debts.
const fn group(l: &SheetLine) -> u8 {
    match l.what {
        SheetWhat::Cash => 0,
        SheetWhat::Asset(_) => 1,
        SheetWhat::Posted(_) => 2,
        SheetWhat::Debt(_) => 3,
        SheetWhat::Return(_) => 4,
        SheetWhat::Issued(_) => 5,
    }
}

fn row(trace: &Trace, l: &SheetLine, asset: bool) -> Row {
    let name = |a: interclear_core::units::AssetIx| trace.assets.get(a.at()).map_or("", |a| a.label.as_str());
    let with = |who: ParticipantIx| {
        if trace.participants.get(who.at()).is_some() { trace.name(who) } else { "everybody else" }
    };
    let other = l.with.map(with).unwrap_or_default();
    let label = match l.what {
        SheetWhat::Cash => "Cash".to_owned(),
        SheetWhat::Asset(a) if a == trace.numeraire => format!("{}, staked", name(a)),
        SheetWhat::Asset(a) => name(a).to_owned(),
        SheetWhat::Posted(_) => format!("Collateral with {other}"),
        SheetWhat::Debt(word) if asset => format!("{} of {other}", words::capital(word)),
        SheetWhat::Debt(word) => format!("{} to {other}", words::capital(word)),
        SheetWhat::Issued(a) => format!("{} in issue", name(a)),
        SheetWhat::Return(_) => format!("Collateral to return to {other}"),
    };
    let asset_of = match l.what {
        SheetWhat::Asset(a) | SheetWhat::Posted(a) | SheetWhat::Issued(a) | SheetWhat::Return(a) => Some(a),
        _ => None,
    };
    let units = l.units.zip(asset_of).map(|(units, a)| {
        let decimals = trace.assets.get(a.at()).map_or(2, |a| a.decimals);
        format!("{} {}", words::money(units, decimals), name(a))
    });
    let face = (l.face != l.value).then(|| format!("of {} at face value", words::money(l.face, trace.decimals())));
    let note: Vec<String> = [units, face].into_iter().flatten().collect();
    let value = words::exact(l.value, trace.decimals());
    Row { label, note: note.join(", "), value, to: leads(trace, l) }
}

/// The link that a line comes from, else its other side, else its asset.
fn leads(trace: &Trace, l: &SheetLine) -> Option<Item> {
    let link = l.link.and_then(|link| trace.links.iter().find(|x| x.link == link));
    let link = link.map(|x| Item::Link(x.link.kind, x.id.clone()));
    let party = || Some(Item::Participant(trace.participants.get(l.with?.at())?.id.clone()));
    let asset = || match l.what {
        SheetWhat::Asset(a) | SheetWhat::Issued(a) => Some(Item::Asset(trace.assets.get(a.at())?.id.clone())),
        _ => None,
    };
    link.or_else(party).or_else(asset)
}

/// A line's item as a place of the scenario, where the scenario has such a thing.
#[must_use]
pub fn is_there(s: &Scenario, item: &Item) -> bool {
    !form::sections(s, Some(item)).is_empty()
}
