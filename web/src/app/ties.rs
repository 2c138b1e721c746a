//! Memberships: who contributes to whose default fund, is covered by whom, lends in whose pool.

use interclear_core::scenario::{Mechanism, Scenario};
use interclear_core::units::Decimal;

/// One membership.
#[derive(Clone, Debug, PartialEq)]
pub struct Tie<'a> {
    /// The id of the member, or of the covered.
    pub member: &'a str,
    /// The id of the house, the insurer or the pool.
    pub house: &'a str,
    /// What it is: `default fund`.
    pub what: &'static str,
    /// Contribution, limit or line, in the numeraire.
    pub amount: Decimal,
    /// Its place in the form of the house.
    pub at: String,
}

/// All memberships, house by house.
#[must_use]
pub fn all<'s>(s: &'s Scenario) -> Vec<Tie<'s>> {
    let mut all = Vec::new();
    for p in &s.participants {
        for (i, m) in p.mechanisms.iter().enumerate() {
            let mut add = |what, member: &'s str, amount: Decimal, last: &str| {
                if member != p.id {
                    let at = format!("participants/{}/{}/{last}", p.id, p.mechanism_place(i));
                    all.push(Tie { member, house: &p.id, what, amount, at });
                }
            };
            match m {
                Mechanism::DefaultFund { contributions, .. } => {
                    contributions
                        .iter()
                        .for_each(|(id, x)| add("default fund", id, *x, &format!("contributions/{id}")));
                }
                Mechanism::MutualBackstop { lines, .. } => {
                    lines.iter().for_each(|(id, x)| add("mutual backstop", id, *x, &format!("lines/{id}")));
                }
                Mechanism::InsuranceCover { covers, limit, .. } => add("insurance cover", covers, *limit, "covers"),
                _ => {}
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::form::{self, Section};

    #[test]
    fn each_leads_to_a_field_of_its_house() {
        let files = [
            (include_str!("../../../static/scenarios/two-houses.json"), 8),
            (include_str!("../../../static/scenarios/more-collateral.json"), 0),
            (include_str!("../../../static/scenarios/euler-2023.json"), 1),
        ];
        for (text, least) in files {
            let s = interclear_core::parse(text).unwrap();
            let ties = all(&s);
            assert!(ties.len() >= least && (least > 0 || ties.is_empty()), "{}: {ties:?}", s.id);
            for tie in ties {
                let item = form::spot(&s, &tie.at).unwrap().item;
                let form = form::sections(&s, item.as_ref());
                let mut fields = form.iter().flat_map(Section::all_fields);
                assert!(fields.any(|f| form::is_at(&f.at, &tie.at)), "{tie:?}");
            }
        }
    }
}
