//! Memberships: who contributes to whose default fund, is covered by whom, lends in whose pool, secures which service,
//! holds whose token, has an account at whose venue.

use interclear_core::scenario::{Mechanism, Scenario};
use interclear_core::units::Decimal;
use std::borrow::Cow;

/// One membership.
#[derive(Clone, Debug, PartialEq)]
pub struct Tie<'a> {
    /// The id of the member, of the covered, of the operator, or of the holder of a token or an account.
    pub member: &'a str,
    /// The id of the house, the insurer, the pool, the service, the issuer or the venue.
    pub house: &'a str,
    /// What it is: `default fund`, `holder of USDC`.
    pub what: Cow<'static, str>,
    /// Contribution, limit or line, in the numeraire; of a token its units, and of an operator those of the asset it stakes.
    pub amount: Decimal,
    /// Its place in the form of the house, or of the holder.
    pub at: String,
}

/// Who holds a token at the opening that somebody else has issued: what stands behind it is a claim on the issuer.
fn holders(s: &Scenario) -> impl Iterator<Item = Tie<'_>> {
    let tokens = s.assets.iter().filter_map(|a| Some((a, a.claim.as_ref()?)));
    tokens.flat_map(|(a, claim)| {
        let held = s.participants.iter().filter(|p| p.id != claim.issuer);
        held.filter_map(|p| {
            let amount = *p.holdings.get(&a.id).filter(|x| x.to_f64() > 0.0)?;
            let what = format!("holder of {}", a.label).into();
            let at = format!("participants/{}/holdings/{}", p.id, a.id);
            Some(Tie { member: &p.id, house: &claim.issuer, what, amount, at })
        })
    })
}

/// All memberships, house by house, then holders of tokens.
#[must_use]
pub fn all<'s>(s: &'s Scenario) -> Vec<Tie<'s>> {
    let mut all = Vec::new();
    for p in &s.participants {
        for (i, m) in p.mechanisms.iter().enumerate() {
            let mut add = |what: &'static str, member: &'s str, amount: Decimal, last: &str| {
                if member != p.id {
                    let what = what.into();
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
                Mechanism::SecuredService { service } => {
                    let asset = service.asset.as_ref().unwrap_or(&s.numeraire);
                    for (k, id) in service.operators.iter().enumerate() {
                        let operator = s.participants.iter().find(|p| &p.id == id);
                        let stake = operator.and_then(|p| p.holdings.get(asset)).copied().unwrap_or_default();
                        add("operator", id, stake, &format!("operators/{k}"));
                    }
                }
                Mechanism::MarginExchange { exchange } => {
                    for (k, a) in exchange.accounts.iter().enumerate() {
                        let margin = a.margin.get(&s.numeraire).copied().unwrap_or_default();
                        add("margin account", &a.holder, margin, &format!("accounts/{k}/holder"));
                    }
                }
                _ => {}
            }
        }
    }
    all.extend(holders(s));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::form::{self, Section};

    #[test]
    fn each_leads_to_a_field_or_row_of_its_house() {
        let files = [
            (include_str!("../../../static/scenarios/two-houses.json"), 8),
            (include_str!("../../../static/scenarios/more-collateral.json"), 0),
            (include_str!("../../../static/scenarios/euler-2023.json"), 1),
            (include_str!("../../../static/scenarios/wrapped-thrice.json"), 3),
            (include_str!("../../../static/scenarios/restaked.json"), 12),
            (include_str!("../../../static/scenarios/october-2025.json"), 3),
        ];
        for (text, least) in files {
            let s = interclear_core::parse(text).unwrap();
            let ties = all(&s);
            assert!(ties.len() >= least && (least > 0 || ties.is_empty()), "{}: {ties:?}", s.id);
            for tie in ties {
                let item = form::spot(&s, &tie.at).unwrap().item;
                let form = form::sections(&s, item.as_ref());
                let mut fields = form.iter().flat_map(Section::all_fields);
                let row = form.iter().flat_map(|s| &s.rows).any(|r| r.at == tie.at);
                assert!(row || fields.any(|f| form::is_at(&f.at, &tie.at)), "{tie:?}");
            }
        }
    }
}
