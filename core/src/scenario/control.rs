//! Sliders: what a scenario lets a reader turn, and how a number reaches its field.

use super::EventKind;
use super::form::form;
pub use super::stops::words;
use super::{Code, Mechanism, Problem, Scenario, free_cash, fund, path};
use crate::units::{Decimal, Rate};

form! {
    /// How the number of a slider is shown.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words ControlFormat {
        /// As it is: `160`.
        Number = "number",
        /// Times 100, with a per cent sign: 0.69 as `69 %`.
        Percent = "percent",
    }
}

form! {
    /// A slider: one number of the scenario that a reader may turn.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Control {
        /// The name or the question beside the slider.
        pub label: String = need [LABEL],
        /// The number it turns, as a path. `ID`, `ASSET` and `MEMBER` stand for ids.
        ///
        /// One field: `obligations/ID/amount`, `deposits/ID/amount`, `collateral/ID/amount`, `collateral/ID/reuse_cap`,
        /// `collateral/ID/haircut`, `collateral/ID/required_cover`, `collateral/ID/seizure_discount`,
        /// `participants/ID/holdings/ASSET`, `assets/ID/depth`, `assets/ID/discount`, `events/ID/change`,
        /// `events/ID/amount`, `events/ID/share`, `rules/recovery_assets`, `rules/recovery_interbank`,
        /// `rules/counts_on_receipts`, `rules/close_out_netting` (0 or 1).
        ///
        /// Any number of a mechanism, a market, a claim token, a shock or a link's terms by its place in this file:
        /// `participants/ID/MECHANISM/FIELD`, `assets/ID/market/FIELD`, `assets/ID/claim/FIELD`, `shocks/FIELD`, `events/ID/FIELD`, and when a shock strikes,
        /// `events/ID/tick`; an element of a
        /// list goes by its asset, its participant or its place from 0.
        ///
        /// A setting that is one of several words is turned in the same way, by the place of its word in this format from 0:
        /// `rules/novation` (0 bilateral gross, 1 bilateral net, 2 one house, 3 several houses), `rules/settlement/by`,
        /// `rules/equilibrium`, `participants/ID/margin_exchange/adl`. Let `min` and `step` be whole.
        ///
        /// One number of a mechanism: `participants/ID/opacity`, `participants/ID/cover_limit`,
        /// `participants/ID/contributions/MEMBER`, `participants/ID/close_out/MEMBER`, `participants/ID/lines/MEMBER`.
        ///
        /// Several fields at once: `participants/ID/free_cash` (cash beyond what it posts and pays into default funds),
        /// `rules/bankruptcy_cost` (1 less both recoveries), `rules/opacity` (of everybody who takes deposits),
        /// `rules/skin_in_the_game` (of every house).
        pub target: String = need,
        /// The lowest value, in the unit of the target.
        pub min: f64 = need,
        /// The highest value, above the lowest.
        pub max: f64 = need,
        /// From one value to the next; at most 1,000 steps lead from the lowest to the highest.
        pub step: f64 = need [above(0.0)],
        /// How the number is shown.
        pub format: ControlFormat = or(Default::default()),
    }
}

impl Control {
    /// The value text: `69 %`, `160`.
    #[must_use]
    pub fn show(&self, value: f64) -> String {
        let (value, unit) = match self.format {
            ControlFormat::Number => (value, ""),
            ControlFormat::Percent => (value * 100.0, " %"),
        };
        let text = format!("{value:.4}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        format!("{text}{unit}")
    }

    /// How many values the slider has, at most 1,001.
    #[must_use]
    pub fn stops(&self) -> u32 {
        if self.step > 0.0 && self.max > self.min {
            ((self.max - self.min) / self.step + 0.5).floor().min(1_000.0) as u32 + 1
        } else {
            1
        }
    }

    /// The value at a stop, counted from 0; rounded to the eight decimals a scenario keeps.
    #[must_use]
    pub fn value_at(&self, stop: u32) -> f64 {
        let raw = (self.min + f64::from(stop) * self.step).min(self.max);
        (raw * 1e8).round() / 1e8
    }

    /// The stop nearest to a value.
    #[must_use]
    pub fn stop_of(&self, value: f64) -> u32 {
        if self.step <= 0.0 {
            return 0;
        }
        (((value - self.min) / self.step).round().max(0.0) as u32).min(self.stops().saturating_sub(1))
    }
}

enum Field<'a> {
    Decimal(&'a mut Decimal),
    Rate(&'a mut Rate),
    /// Both recovery rates at once, as one cost.
    Cost(&'a mut Scenario),
    /// The opacity of every participant that takes deposits.
    Opacity(&'a mut Scenario),
    /// Yes or no, as 1 or 0.
    Flag(&'a mut bool),
    /// What a participant holds in cash beyond what it posts and pays into default funds.
    FreeCash(&'a mut Scenario, usize),
    /// The first tranche of every house's own capital, and the house's cash with it.
    Skin(&'a mut Scenario),
}

fn unknown(target: &str) -> Problem {
    Problem::error(Code::UnknownId, target, format!("`{target}` names nothing that a slider can turn")).hint(
        "for example collateral/ID/reuse_cap, participants/ID/holdings/ASSET, events/ID/amount, rules/bankruptcy_cost",
    )
}

fn find<'a, T>(list: &'a mut [T], id: &str, of: impl Fn(&T) -> &str) -> Option<&'a mut T> {
    list.iter_mut().find(|x| of(x) == id)
}

fn field<'a>(s: &'a mut Scenario, target: &str) -> Option<Field<'a>> {
    let parts: Vec<&str> = target.split('/').collect();
    match parts.as_slice() {
        ["rules", "bankruptcy_cost"] => Some(Field::Cost(s)),
        ["rules", "opacity"] => Some(Field::Opacity(s)),
        ["rules", "skin_in_the_game"] => Some(Field::Skin(s)),
        ["rules", "close_out_netting"] => Some(Field::Flag(&mut s.rules.close_out_netting)),
        ["rules", "recovery_assets"] => Some(Field::Rate(&mut s.rules.recovery_assets)),
        ["rules", "recovery_interbank"] => Some(Field::Rate(&mut s.rules.recovery_interbank)),
        ["rules", "counts_on_receipts"] => Some(Field::Rate(&mut s.rules.counts_on_receipts)),
        ["participants", id, "holdings", asset] => {
            let p = find(&mut s.participants, id, |p| &p.id)?;
            Some(Field::Decimal(p.holdings.entry((*asset).to_owned()).or_insert(Decimal::ZERO)))
        }
        ["participants", id, "free_cash"] => {
            let at = s.participants.iter().position(|p| &p.id == id)?;
            Some(Field::FreeCash(s, at))
        }
        ["participants", id, "cover_limit"] => {
            find(&mut s.participants, id, |p| &p.id)?.mechanisms.iter_mut().find_map(|m| match m {
                Mechanism::InsuranceCover { limit, .. } => Some(Field::Decimal(limit)),
                _ => None,
            })
        }
        ["participants", id, name @ ("contributions" | "close_out" | "lines"), member] => {
            let mechanisms = &mut find(&mut s.participants, id, |p| &p.id)?.mechanisms;
            let list = mechanisms.iter_mut().find_map(|m| match (m, *name) {
                (Mechanism::DefaultFund { contributions, .. }, "contributions") => Some(contributions),
                (Mechanism::DefaultFund { close_out, .. }, "close_out") => Some(close_out),
                (Mechanism::MutualBackstop { lines, .. }, "lines") => Some(lines),
                _ => None,
            })?;
            list.get_mut(*member).map(Field::Decimal)
        }
        ["participants", id, "opacity"] => {
            find(&mut s.participants, id, |p| &p.id)?.mechanisms.iter_mut().find_map(|m| match m {
                Mechanism::Depositors { opacity, .. } => Some(Field::Rate(opacity)),
                _ => None,
            })
        }
        ["obligations", id, "amount"] => find(&mut s.obligations, id, |o| &o.id).map(|o| Field::Decimal(&mut o.amount)),
        ["deposits", id, "amount"] => find(&mut s.deposits, id, |d| &d.id).map(|d| Field::Decimal(&mut d.amount)),
        ["collateral", id, name] => {
            let c = find(&mut s.collateral, id, |c| &c.id)?;
            match *name {
                "amount" => c.amount.as_mut().map(Field::Decimal),
                "reuse_cap" => Some(Field::Rate(&mut c.reuse_cap)),
                "haircut" => Some(Field::Rate(&mut c.haircut)),
                "seizure_discount" => Some(Field::Rate(&mut c.seizure_discount)),
                "required_cover" => c.required_cover.as_mut().map(Field::Rate),
                _ => None,
            }
        }
        ["assets", id, "depth"] => {
            find(&mut s.assets, id, |a| &a.id)?.market.as_mut()?.depth.as_mut().map(Field::Decimal)
        }
        ["assets", id, "discount"] => {
            find(&mut s.assets, id, |a| &a.id)?.market.as_mut().map(|m| Field::Rate(&mut m.discount))
        }
        ["events", id, name] => {
            let e = find(&mut s.events, id, |e| &e.id)?;
            match (&mut e.what, *name) {
                (EventKind::PriceShock { change, .. }, "change") => Some(Field::Rate(change)),
                (EventKind::Exploit { amount, .. } | EventKind::Recovery { amount, .. }, "amount") => {
                    Some(Field::Decimal(amount))
                }
                (EventKind::WithdrawalWave { share, .. }, "share") => Some(Field::Rate(share)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The present value of a slider's target.
///
/// # Errors
/// A [`Problem`] when the target names nothing.
pub fn get(scenario: &Scenario, target: &str) -> Result<f64, Problem> {
    let mut copy = scenario.clone();
    let Some(found) = field(&mut copy, target) else {
        return path::get(scenario, target).ok_or_else(|| unknown(target));
    };
    match found {
        Field::Decimal(d) => Ok(d.to_f64()),
        Field::Rate(r) => Ok(r.get()),
        Field::Cost(s) => Ok(((1.0 - s.rules.recovery_assets.get()) * 1e8).round() / 1e8),
        Field::Opacity(s) => {
            s.participants.iter().flat_map(|p| &p.mechanisms).find_map(fund::opacity_of).ok_or_else(|| unknown(target))
        }
        Field::Flag(yes) => Ok(f64::from(u8::from(*yes))),
        Field::FreeCash(s, at) => Ok(free_cash::get(s, at)),
        Field::Skin(s) => {
            let mut all = s.participants.iter_mut().flat_map(|p| &mut p.mechanisms);
            all.find_map(fund::skin).map(|d| d.to_f64()).ok_or_else(|| unknown(target))
        }
    }
}

/// The word at a slider's target; none where it turns a number.
#[must_use]
pub fn word(scenario: &Scenario, target: &str) -> Option<String> {
    path::word(scenario, target)
}

/// Sets a slider's target.
///
/// # Errors
/// A [`Problem`] when the target names nothing or the value does not fit it; the scenario is unchanged then.
pub fn set(scenario: &mut Scenario, target: &str, value: f64) -> Result<(), Problem> {
    let bad = |e: &dyn std::fmt::Display| Problem::error(Code::BadValue, target, format!("{value} {e}"));
    if field(scenario, target).is_none() {
        path::get(scenario, target).ok_or_else(|| unknown(target))?;
        return path::set(scenario, target, value).ok_or_else(|| bad(&"does not fit there"));
    }
    match field(scenario, target).ok_or_else(|| unknown(target))? {
        Field::Decimal(d) => *d = Decimal::from_f64(value).map_err(|e| bad(&e))?,
        Field::Rate(r) => *r = Rate::new(value).map_err(|e| bad(&e))?,
        Field::Cost(s) => {
            let kept = Rate::new(((1.0 - value) * 1e8).round() / 1e8).map_err(|e| bad(&e))?;
            s.rules.recovery_assets = kept;
            s.rules.recovery_interbank = kept;
        }
        Field::Opacity(s) => {
            let rate = Rate::new(value).map_err(|e| bad(&e))?;
            for m in s.participants.iter_mut().flat_map(|p| &mut p.mechanisms) {
                if let Mechanism::Depositors { opacity, .. } = m {
                    *opacity = rate;
                }
            }
        }
        Field::Flag(yes) => *yes = value >= 0.5,
        Field::FreeCash(s, at) => free_cash::set(s, at, value).map_err(|e| bad(&e))?,
        Field::Skin(s) => free_cash::set_skin(s, value).map_err(|e| bad(&e))?,
    }
    Ok(())
}
