//! What placing a participant adds to a scenario, as data.

use crate::scenario::{Asset, Code, Deposit, MAX_ASSETS, MAX_LINKS, MAX_PARTICIPANTS, Participant, Problem, Scenario};
use crate::units::{Amount, Decimal};

/// What placing a participant of a kind adds to a scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Additions {
    /// New participants: those that the placed one needs, then itself.
    pub participants: Vec<Participant>,
    /// New assets.
    pub assets: Vec<Asset>,
    /// New deposits.
    pub deposits: Vec<Deposit>,
    /// Money that participants who are there already get, in the numeraire: what was deposited with them is there.
    pub money: Vec<(String, Decimal)>,
}

impl Additions {
    /// The participant that was placed.
    #[must_use]
    pub fn placed(&self) -> Option<&Participant> {
        self.participants.last()
    }

    /// The same, to be changed.
    pub fn placed_mut(&mut self) -> Option<&mut Participant> {
        self.participants.last_mut()
    }

    /// Adds all of it.
    pub fn add_to(&self, s: &mut Scenario) {
        s.assets.extend(self.assets.iter().cloned());
        s.participants.extend(self.participants.iter().cloned());
        s.deposits.extend(self.deposits.iter().cloned());
        let decimals = s.assets.iter().find(|a| a.id == s.numeraire).map_or(0, |a| a.decimals);
        for (who, more) in &self.money {
            let Some(p) = s.participants.iter_mut().find(|p| p.id == *who) else { continue };
            let had = p.holdings.get(&s.numeraire).copied().unwrap_or(Decimal::ZERO);
            p.holdings.insert(s.numeraire.clone(), sum(had, *more, decimals));
        }
    }

    /// Whether a scenario has room for all of it.
    pub(super) fn fit(&self, s: &Scenario) -> Result<(), Problem> {
        let lists = [
            ("assets", s.assets.len(), self.assets.len(), MAX_ASSETS),
            ("participants", s.participants.len(), self.participants.len(), MAX_PARTICIPANTS),
            ("deposits", s.deposits.len(), self.deposits.len(), MAX_LINKS),
        ];
        for (list, there, more, most) in lists {
            if more > 0 && there + more > most {
                let message =
                    format!("this kind brings {more} more {list}; there are {there}, and {most} are the most");
                return Err(Problem::error(Code::Limit, list, message).hint("remove some that nothing needs"));
            }
        }
        Ok(())
    }
}

/// The sum of two amounts of an asset; the first where it cannot be counted in its decimals.
fn sum(a: Decimal, b: Decimal, decimals: u8) -> Decimal {
    let quanta = |d: Decimal| d.quanta(decimals).ok();
    let both = quanta(a).zip(quanta(b)).and_then(|(a, b)| a.checked_add(b));
    both.map_or(a, |sum: Amount| Decimal::from_quanta(sum, decimals))
}
