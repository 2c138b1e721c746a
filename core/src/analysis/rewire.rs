//! Other wirings of the same debts: every participant owes and is owed what it was before.

use crate::scenario::{Code, Obligation, Problem, Scenario};
use crate::units::{Amount, Decimal};

/// A pattern of who owes whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wiring {
    /// Each owes every other the same.
    AllToAll,
    /// Islands of three, each all-to-all within.
    Islands,
    /// Each owes the next.
    Ring,
}

impl Wiring {
    /// All patterns with their words.
    pub const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::AllToAll, "all_to_all", "All to all"),
        (Self::Islands, "islands", "Islands"),
        (Self::Ring, "ring", "Ring"),
    ];

    /// A pattern by its stable name.
    #[must_use]
    pub fn by_id(id: &str) -> Option<Self> {
        Self::ALL.iter().find(|w| w.1 == id).map(|w| w.0)
    }

    /// Whether the pattern has a wire from one place to another among `n`.
    fn wires(self, from: usize, to: usize, n: usize) -> bool {
        from != to
            && match self {
                Self::AllToAll => true,
                Self::Islands => from / 3 == to / 3,
                Self::Ring => (from + 1) % n == to,
            }
    }
}

/// Rewires the obligations among `scenario.rewire.among` that share asset, due tick, grace and seniority.
///
/// # Errors
/// A [`Problem`] when there is nothing to rewire, when totals differ between participants (a ring of equal wires
/// would change them), when islands of three do not come out even, or when an amount does not divide.
pub fn rewire(scenario: &Scenario, wiring: Wiring) -> Result<Scenario, Problem> {
    let conflict = |message: &str, hint: &str| Problem::error(Code::Conflict, "rewire", message).hint(hint);
    let among = scenario.rewire.as_ref().map(|r| r.among.clone()).unwrap_or_default();
    let n = among.len();
    let inside = |o: &&Obligation| among.contains(&o.debtor) && among.contains(&o.creditor);
    let old: Vec<&Obligation> = scenario.obligations.iter().filter(inside).collect();
    let Some(first) = old.first().filter(|_| n >= 3) else {
        return Err(conflict(
            "there are no debts to rewire among three or more",
            "name the participants in `rewire.among`",
        ));
    };
    let like = |o: &Obligation| {
        (o.asset.as_ref(), o.due, o.grace, o.seniority)
            == (first.asset.as_ref(), first.due, first.grace, first.seniority)
    };
    if !old.iter().all(|o| like(o)) {
        return Err(conflict(
            "the debts differ in asset, due tick, grace or seniority",
            "only debts of one sort can be rewired",
        ));
    }
    if wiring == Wiring::Islands && !n.is_multiple_of(3) {
        return Err(conflict("islands of three need a multiple of three", "add or remove a participant"));
    }
    let total = |pick: &dyn Fn(&Obligation) -> &String, id: &String| -> Option<Amount> {
        old.iter().filter(|o| pick(o) == id).try_fold(Amount::ZERO, |sum, o| sum.checked_add(o.amount.quanta(8).ok()?))
    };
    let each = total(&|o| &o.debtor, &first.debtor).unwrap_or_default();
    if among.iter().any(|id| total(&|o| &o.debtor, id) != Some(each) || total(&|o| &o.creditor, id) != Some(each)) {
        return Err(conflict("participants owe or are owed different totals", "make the totals equal"));
    }
    let wires = match wiring {
        Wiring::AllToAll => n as i64 - 1,
        Wiring::Islands => 2,
        Wiring::Ring => 1,
    };
    if each.quanta() % wires != 0 {
        return Err(conflict("the total does not divide into equal wires", "choose a total that divides"));
    }
    let amount = Decimal::from_quanta(Amount::new(each.quanta() / wires), 8);
    let mut new: Vec<Obligation> = scenario.obligations.iter().filter(|o| !inside(o)).cloned().collect();
    for (i, from) in among.iter().enumerate() {
        for (j, to) in among.iter().enumerate().filter(|&(j, _)| wiring.wires(i, j, n)) {
            let _ = j;
            new.push(Obligation {
                id: format!("{from}-{to}"),
                debtor: from.clone(),
                creditor: to.clone(),
                amount,
                ..(*first).clone()
            });
        }
    }
    Ok(Scenario { obligations: new, ..scenario.clone() })
}
