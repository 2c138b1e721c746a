//! Entries in words: one plain sentence each, with its numbers.

use super::entry::{Entry, EntryKind};
use crate::trace::Trace;
use crate::units::Amount;

/// An amount in the numeraire, two decimals at most, with thin groups left to the page.
fn money(t: &Trace, amount: Amount) -> String {
    round2(amount, t.decimals())
}

/// An amount of the entry's own asset.
pub(super) fn own(t: &Trace, e: &Entry, amount: Amount) -> String {
    let asset = e.asset.and_then(|a| t.assets.get(a.at()));
    round2(amount, asset.map_or_else(|| t.decimals(), |a| a.decimals))
}

fn round2(amount: Amount, decimals: u8) -> String {
    if decimals <= 2 {
        return sign(&amount.show(decimals));
    }
    let step = 10i64.pow(u32::from(decimals) - 2);
    let q = amount.quanta();
    let nearest = (q.abs() + step / 2) / step * q.signum();
    // What would round to nothing is shown whole.
    sign(&if nearest == 0 { amount.show(decimals) } else { Amount::new(nearest).show(2) })
}

fn sign(text: &str) -> String {
    text.replace('-', "\u{2212}")
}

pub(super) fn ratio(millionths: Amount) -> String {
    let text = format!("{:.2}", millionths.quanta() as f64 / 1e4);
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
}

pub(super) fn price(millionths: Amount) -> String {
    let text = format!("{:.4}", millionths.quanta() as f64 / 1e6);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

pub(super) struct Names<'a> {
    pub who: &'a str,
    pub other: &'a str,
    pub asset: &'a str,
    pub amount: String,
    pub of: String,
}

pub(super) fn names<'a>(t: &'a Trace, e: &Entry) -> Names<'a> {
    Names {
        who: e.who.map_or("", |w| t.name(w)),
        other: e.other.map_or("", |w| t.name(w)),
        asset: e.asset.and_then(|a| t.assets.get(a.at())).map_or("", |a| a.label.as_str()),
        amount: money(t, e.amount),
        of: money(t, e.of),
    }
}

/// The entry as a sentence.
#[must_use]
pub fn sentence(t: &Trace, e: &Entry) -> String {
    let Names { who, other, asset, amount, of } = names(t, e);
    match e.kind {
        EntryKind::Opening => format!("{who} opens with equity {amount}."),
        EntryKind::PriceShock => format!("{asset}: the price goes from {} to {}.", price(e.of), price(e.amount)),
        EntryKind::Exploit => format!(
            "{} of {} is drained from {who}.",
            own(t, e, e.amount),
            if asset.is_empty() { "cash" } else { asset }
        ),
        EntryKind::Outage => format!("{who} can pay nothing before {} {}.", t.unit, e.amount.quanta()),
        EntryKind::DefaultDeclared => format!("{who} is declared failed."),
        EntryKind::WithdrawalWave => format!("Depositors of {who} ask for {amount}."),
        EntryKind::Rescue => format!("{who} gets {amount} from outside."),
        EntryKind::Loss => format!("{who} loses {amount} on {asset}, worth {of} before."),
        EntryKind::Closed => format!("{who} is closed: its equity is {amount}."),
        EntryKind::Insolvent => format!("{who} owes more than it has: equity {amount}."),
        EntryKind::Called => format!("{who} calls {amount} more collateral from {other}; {of} is required."),
        EntryKind::ToppedUp => format!("{who} posts {amount} more with {other}."),
        EntryKind::Seen => format!("Depositors of {who} see coverage {}, below {}.", ratio(e.amount), ratio(e.of)),
        EntryKind::Run => format!("Depositors of {who} run: {amount} of {of} is asked for."),
        EntryKind::Withdrawn => format!("{who} pays {amount} to depositors at once."),
        EntryKind::Locked => format!("{amount} asked from {who} waits in its queue."),
        EntryKind::TakenBack => format!("{who} takes back {} {asset} from {other}.", own(t, e, e.amount)),
        EntryKind::AskedBack => format!("{who} asks {other} for {amount} of its deposit."),
        EntryKind::NotReturned => format!("Collateral of {who} worth {amount} does not come back from {other}."),
        EntryKind::SeenLiquidity => {
            format!("Free cash of {who} is seen at {} of its deposits, below {}.", ratio(e.amount), ratio(e.of))
        }
        EntryKind::Panic => format!("Depositors of {who} run because all may: it would bring {amount} for {of}."),
        EntryKind::NotRolled => format!("{other} does not roll over {amount} lent to {who}."),
        EntryKind::Hoards => {
            format!("{who} keeps its cash: it sees coverage {}, below {}.", ratio(e.amount), ratio(e.of))
        }
        EntryKind::Paid => format!("{who} pays {other} {} of {}{}.", own(t, e, e.amount), own(t, e, e.of), unit(asset)),
        EntryKind::Short => format!("{who} can pay {} of {}{}.", own(t, e, e.amount), own(t, e, e.of), unit(asset)),
        EntryKind::Unsettled => format!("The trade of {who} with {other} for {amount} does not settle."),
        EntryKind::Late => format!("{who} is late with {amount} of {of}."),
        EntryKind::Failed => format!("{who} fails: {amount} of {of} is unpaid."),
        EntryKind::SetOff => format!("{amount} that {who} and {other} owe each other is set off."),
        EntryKind::Seized => format!("{who} seizes collateral of {other} worth {amount} for a claim of {of}."),
        EntryKind::PaidByCollateral => format!("Collateral of {other} pays {who} {amount} of {of}."),
        EntryKind::Released => format!("{} {asset} go back to {who} from {other}.", own(t, e, e.amount)),
        EntryKind::Burnt => format!("Bankruptcy costs of {who} burn {amount}."),
        EntryKind::EstatePaid => format!("The estate of {who} pays {amount} of {of}."),
        EntryKind::Recovered => format!("{who} has paid everything after all."),
        EntryKind::Upgraded => format!("An upgrade changes a parameter from {} to {}.", price(e.of), price(e.amount)),
        EntryKind::Announced => {
            format!("An upgrade is announced: a parameter will go from {} to {}.", price(e.of), price(e.amount))
        }
        EntryKind::Forged => format!(
            "A forged message makes {who} give {} of {}{} to {other}.",
            own(t, e, e.amount),
            own(t, e, e.of),
            unit(asset)
        ),
        EntryKind::Refused => format!(
            "{who} refuses a forged message in favour of {other}: {} of the {} keys it needs have fallen.",
            e.amount.quanta(),
            e.of.quanta()
        ),
        EntryKind::Paused if e.amount.quanta() == 0 => format!("The guardian of {who} pauses it for good."),
        EntryKind::Paused => format!("{who} is paused until {} {}.", t.unit, e.amount.quanta()),
        EntryKind::Disclosed => format!("{who} opens its books: equity {of} was shown, {amount} is there."),
        EntryKind::Impaired => format!("{who} is expected to lose {amount} of {of} on {other}."),
        _ => super::fund_words::sentence(t, e),
    }
}

pub(super) fn unit(asset: &str) -> String {
    if asset.is_empty() { String::new() } else { format!(" {asset}") }
}

/// The entry as the reason in the middle of an explanation: "because ...".
pub(super) fn because(t: &Trace, e: &Entry) -> String {
    let text = sentence(t, e);
    let text = text.trim_end_matches('.');
    format!("The main reason: {}.", lower(text, e, t))
}

/// Lowers the first letter unless it is a name.
fn lower(text: &str, e: &Entry, t: &Trace) -> String {
    let named = [e.who, e.other].iter().flatten().any(|w| text.starts_with(t.name(*w)));
    let asset = e.asset.and_then(|a| t.assets.get(a.at())).is_some_and(|a| text.starts_with(a.label.as_str()));
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if !named && !asset => std::iter::once(first.to_ascii_lowercase()).chain(chars).collect(),
        _ => text.to_owned(),
    }
}

/// The entry as a line of arithmetic.
pub(super) fn cause(t: &Trace, e: &Entry) -> String {
    let Names { who, other, asset, .. } = names(t, e);
    match e.kind {
        EntryKind::Short | EntryKind::EstatePaid => format!("Not received from {who}"),
        EntryKind::Stuck | EntryKind::Waited => format!("Not received from {who}"),
        EntryKind::FeePaid => "Fees".into(),
        EntryKind::NotReturned => format!("Collateral not returned by {other}"),
        EntryKind::Loss => format!("Fall of {asset}"),
        EntryKind::Exploit => "Drained".into(),
        EntryKind::Run | EntryKind::WithdrawalWave => "Asked for by depositors".into(),
        EntryKind::AskedBack => format!("Asked back by {who}"),
        EntryKind::Impaired => format!("Lost on {other}"),
        EntryKind::Opening => "Never had it".into(),
        EntryKind::Called | EntryKind::Assessed | EntryKind::RefillCalled => format!("Called by {who}"),
        EntryKind::Variation => format!("Variation margin to {other}"),
        EntryKind::ClosedOut | EntryKind::BookClosed => format!("Cost of closing out {other}"),
        EntryKind::GainsCut | EntryKind::TornUp => format!("Cut by {who}"),
        EntryKind::LossCharged => format!("Lost on {other}"),
        EntryKind::Covered => format!("Cover for {other}"),
        EntryKind::LineDrawn => format!("Drawn on {other}"),
        EntryKind::Outage => "Frozen by the outage".into(),
        EntryKind::Sold => format!("Burnt in the sale of {asset}"),
        EntryKind::Burnt => "Bankruptcy costs".into(),
        EntryKind::Forged => format!("Given to {other} on a forged message"),
        EntryKind::Corrupted => "Taken by its operators".into(),
        EntryKind::BadDebt | EntryKind::BadDebtBorne => format!("Bad debt of {other}"),
        EntryKind::Liquidated => format!("Liquidated by {who}"),
        _ => sentence(t, e).trim_end_matches('.').to_owned(),
    }
}
