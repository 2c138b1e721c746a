//! A journal line as a sentence with its numbers.

use super::number::{MINUS, capital, change, millionths, money};
use interclear_core::engine::Trace;
use interclear_core::journal::{Entry, EntryKind, Party};
use interclear_core::units::Amount;

/// A journal line in words: `Heron paid 5 of the 50 it owed Wren.`
#[must_use]
pub fn sentence(trace: &Trace, entry: &Entry) -> String {
    let say = Say { trace, e: entry };
    say.shock()
        .or_else(|| say.stress())
        .or_else(|| say.market())
        .or_else(|| say.failure())
        .unwrap_or_else(|| say.payment())
}

/// Whether a line tells of something gone wrong.
#[must_use]
pub const fn is_trouble(kind: EntryKind) -> bool {
    use EntryKind as K;
    !matches!(
        kind,
        K::Opening
            | K::Paid
            | K::ToppedUp
            | K::Withdrawn
            | K::TakenBack
            | K::Released
            | K::SetOff
            | K::Recovered
            | K::Rescue
    )
}

struct Say<'a> {
    trace: &'a Trace,
    e: &'a Entry,
}

impl Say<'_> {
    fn name(&self, who: Option<Party>) -> &str {
        match who {
            Some(who) if who.at() < self.trace.participants.len() => self.trace.name(who),
            _ => "the outside",
        }
    }

    fn who(&self) -> String {
        capital(self.name(self.e.who))
    }

    fn other(&self) -> &str {
        self.name(self.e.other)
    }

    /// An amount of the entry's asset; the asset is named unless it is the numeraire.
    fn quantity(&self, amount: Amount) -> String {
        let asset = self.e.asset.filter(|a| *a != self.trace.numeraire);
        match asset.and_then(|a| self.trace.assets.get(a.at())) {
            Some(asset) => {
                let of = if asset.label.contains(' ') { " of" } else { "" };
                format!("{}{of} {}", money(amount, asset.decimals), asset.label)
            }
            None => money(amount, self.trace.decimals()),
        }
    }

    fn bare(&self, amount: Amount) -> String {
        let decimals =
            self.e.asset.and_then(|a| self.trace.assets.get(a.at())).map_or(self.trace.decimals(), |a| a.decimals);
        money(amount, decimals)
    }

    fn value(&self, amount: Amount) -> String {
        money(amount, self.trace.decimals())
    }

    fn asset(&self) -> &str {
        self.e.asset.and_then(|a| self.trace.assets.get(a.at())).map_or("the asset", |a| a.label.as_str())
    }

    fn shift(&self) -> String {
        let (new, old) = (self.e.amount.quanta() as f64, self.e.of.quanta() as f64);
        let by = if old == 0.0 { String::new() } else { format!(" ({})", change((new - old) / old)) };
        format!("from {} to {}{by}", millionths(self.e.of), millionths(self.e.amount))
    }

    fn shock(&self) -> Option<String> {
        let (e, who) = (self.e, self.who());
        Some(match e.kind {
            EntryKind::Opening => format!("{who} opens with equity of {}.", self.value(e.amount)),
            EntryKind::PriceShock => format!("Shock: the price of {} goes {}.", self.asset(), self.shift()),
            EntryKind::Exploit => format!("Exploit: {} drained from {}.", self.quantity(e.amount), self.name(e.who)),
            EntryKind::Outage => {
                format!("Outage: {} can pay nothing until {} {}.", self.name(e.who), self.trace.unit, e.amount.quanta())
            }
            EntryKind::DefaultDeclared => format!("{who} is declared failed."),
            EntryKind::WithdrawalWave => {
                format!("Wave: depositors ask {} for {}.", self.name(e.who), self.quantity(e.amount))
            }
            EntryKind::Rescue => format!("{who} receives {} from outside.", self.quantity(e.amount)),
            _ => return None,
        })
    }

    fn stress(&self) -> Option<String> {
        let (e, who, other) = (self.e, self.who(), self.other());
        Some(match e.kind {
            EntryKind::Loss => match e.asset {
                Some(_) => format!("{who} loses {} on {}.", self.value(e.amount), self.asset()),
                None => format!("{who} loses {}.", self.value(e.amount)),
            },
            EntryKind::Insolvent => format!("{who} owes more than it has: equity {}.", self.value(e.amount)),
            EntryKind::Called => format!("{who} calls {} of collateral from {other}.", self.quantity(e.amount)),
            EntryKind::ToppedUp => format!("{who} posts {} more with {other}.", self.quantity(e.amount)),
            EntryKind::Run => format!(
                "Depositors of {} ask for {} of {}.",
                self.name(e.who),
                self.bare(e.amount),
                self.quantity(e.of)
            ),
            EntryKind::Withdrawn => format!("{who} pays {} to depositors at once.", self.quantity(e.amount)),
            EntryKind::Locked => {
                format!("{} asked from {} waits in the queue.", self.quantity(e.amount), self.name(e.who))
            }
            EntryKind::TakenBack => format!("{who} takes back {} of collateral from {other}.", self.quantity(e.amount)),
            EntryKind::NotReturned => format!("{who} cannot get {} back from {other}.", self.quantity(e.amount)),
            _ => return None,
        })
    }

    fn market(&self) -> Option<String> {
        let (e, who) = (self.e, self.who());
        Some(match e.kind {
            EntryKind::DepthLeft => {
                format!("Providers take {} of {} of depth out of the market.", self.bare(e.amount), self.quantity(e.of))
            }
            EntryKind::Sold => {
                let cost = e.of.quanta() - e.amount.quanta();
                let below = if cost > 0 {
                    format!(", {} below the mark", self.value(Amount::new(cost)))
                } else {
                    String::new()
                };
                match e.asset {
                    Some(_) => format!("{who} sells {} for {}{below}.", self.asset(), self.value(e.amount)),
                    None => format!("{who} sells for {}{below}.", self.value(e.amount)),
                }
            }
            EntryKind::PriceMoved => format!("Sales move the price of {} {}.", self.asset(), self.shift()),
            EntryKind::Burnt => {
                format!("{} of {} is burnt in bankruptcy costs.", self.quantity(e.amount), self.name(e.who))
            }
            _ => return None,
        })
    }

    fn failure(&self) -> Option<String> {
        let (e, who, other) = (self.e, self.who(), self.other());
        Some(match e.kind {
            EntryKind::Closed => format!("{who} is closed: its equity is {}.", self.value(e.amount)),
            EntryKind::Short => format!("{who} pays {} of the {} due.", self.bare(e.amount), self.quantity(e.of)),
            EntryKind::Unsettled => format!("A trade of {} with {other} does not settle.", self.name(e.who)),
            EntryKind::Late => format!("{who} is late with {}, within grace.", self.quantity(e.amount)),
            EntryKind::Failed if e.amount > Amount::ZERO => {
                format!("{who} fails: {} of {} unpaid.", self.bare(e.amount), self.quantity(e.of))
            }
            EntryKind::Failed => format!("{who} fails."),
            EntryKind::Recovered => format!("{who} has now paid in full."),
            EntryKind::Impaired => {
                format!("{who} does not get {} of {} from {other}.", self.bare(e.amount), self.quantity(e.of))
            }
            EntryKind::FundCharged => {
                format!("The default fund of {} charges {} to {other}.", self.name(e.who), self.quantity(e.amount))
            }
            _ => return None,
        })
    }

    fn payment(&self) -> String {
        let (e, who, other) = (self.e, self.who(), self.other());
        match e.kind {
            EntryKind::Paid if e.amount >= e.of => format!("{who} pays {other} {}.", self.quantity(e.amount)),
            EntryKind::Paid => format!("{who} pays {other} {} of {}.", self.bare(e.amount), self.quantity(e.of)),
            EntryKind::SetOff => format!("{who} and {other} set off {}.", self.quantity(e.amount)),
            EntryKind::Seized => format!("{who} seizes {} of collateral posted by {other}.", self.quantity(e.amount)),
            EntryKind::PaidByCollateral => {
                format!("Collateral pays {} of what {other} owed {}.", self.quantity(e.amount), self.name(e.who))
            }
            EntryKind::Released => {
                format!("{} of collateral goes back to {} from {other}.", self.quantity(e.amount), self.name(e.who))
            }
            EntryKind::EstatePaid => {
                format!("The estate of {} pays {} of {}.", self.name(e.who), self.bare(e.amount), self.quantity(e.of))
            }
            _ => format!("{who}: {}.", self.quantity(e.amount)).replace('-', &MINUS.to_string()),
        }
    }
}
