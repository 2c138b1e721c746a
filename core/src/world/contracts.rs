//! Contracts, and what one is worth.

use super::AssetSpec;
use super::check::Names;
use crate::pricing::black_scholes::{European, Market, OptionKind};
use crate::scenario::limits::{MAX_CONTRACTS, MAX_PRICE, MAX_VOLATILITY};
use crate::scenario::{Contract, Payoff, Scenario, ids};
use crate::units::{Amount, AssetIx, ParticipantIx, Tick, pow10, sorted};

/// What a contract pays. Rates are shares of its value a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum PayoffSpec {
    Future,
    Perpetual { funding: f64 },
    Option { put: bool, strike: f64 },
}

/// A contract ready to run.
#[derive(Clone, Debug)]
pub(crate) struct ContractSpec {
    pub id: String,
    pub label: String,
    pub underlying: AssetIx,
    pub payoff: PayoffSpec,
    /// Units of the underlying in one contract, and quanta of the numeraire in one unit of it.
    pub size: f64,
    unit: f64,
    /// By the year of 365 days.
    pub volatility: f64,
    /// Contracts whose sale in one tick moves their price by one per cent.
    pub depth: Option<f64>,
    pub expires: Option<Tick>,
    /// Its house where several clear.
    pub house: Option<ParticipantIx>,
    /// The most quanta that one is settled at: so that all of them together stay within the limit on amounts.
    pub most: i64,
}

impl ContractSpec {
    /// The value of one contract in quanta of the numeraire, to the nearest; `spot` is the underlying's price and `days`
    /// what is left until it expires.
    pub fn price(&self, spot: f64, volatility: f64, days: f64) -> i64 {
        let each = match self.payoff {
            PayoffSpec::Future | PayoffSpec::Perpetual { .. } => spot,
            PayoffSpec::Option { put, strike } => {
                let kind = if put { OptionKind::Put } else { OptionKind::Call };
                European { kind, strike, years: days / 365.0 }.value(Market { spot, volatility, rate: 0.0 })
            }
        };
        let quanta = (each * self.size * self.unit + 0.5).floor();
        if quanta >= self.most as f64 { self.most } else { (quanta as i64).max(0) }
    }

    /// Days left at the end of a tick, for what expires.
    pub fn days_left(&self, tick: Tick, days: f64) -> f64 {
        self.expires.map_or(0.0, |end| f64::from(end.saturating_sub(tick)) * days)
    }

    /// What selling so many at once costs, as a share of their price, and by how much it moves the price: one per cent
    /// for each `depth` sold, half of it on average, and never all of it.
    pub fn impact(&self, contracts: i64) -> (f64, f64) {
        let moved = self.depth.map_or(0.0, |depth| (0.01 * contracts as f64 / depth).min(0.9));
        (moved / 2.0, moved)
    }
}

pub(super) fn build(s: &Scenario, n: &mut Names<'_>, assets: &[AssetSpec]) -> Vec<ContractSpec> {
    let mut problems = std::mem::take(&mut n.problems);
    ids::index("contracts", s.contracts.iter().map(|c| c.id.as_str()), &mut problems);
    n.problems = problems;
    let unit = pow10(n.decimals.get(n.numeraire).copied().unwrap_or(2)) as f64;
    let all = s.contracts.iter().filter_map(|c| contract(s, c, n, assets, unit)).collect();
    sorted(all, |a: &ContractSpec, b| a.id.cmp(&b.id))
}

fn contract(s: &Scenario, c: &Contract, n: &mut Names<'_>, assets: &[AssetSpec], unit: f64) -> Option<ContractSpec> {
    let at = format!("contracts/{}", c.id);
    let underlying = n.asset(&format!("{at}/underlying"), Some(&c.underlying));
    if c.underlying == n.numeraire {
        let hint = "name an asset whose price moves";
        n.conflict(&format!("{at}/underlying"), "the price of the numeraire is always 1", hint);
    }
    let positive = |n: &mut Names<'_>, name: &str, value: f64| {
        if value <= 0.0 || value > 1e12 {
            n.bad(
                &format!("{at}/{name}"),
                format!("{value} is not above 0 and at most 10^12"),
                "write a number above 0",
            );
        }
        value.clamp(f64::MIN_POSITIVE, 1e12)
    };
    let size = positive(n, "size", c.size.to_f64());
    let depth = c.depth.map(|d| positive(n, "depth", d.to_f64()));
    let volatility = c.volatility.get();
    if volatility <= 0.0 || volatility > MAX_VOLATILITY {
        let found = format!("{volatility} is not above 0 and at most {MAX_VOLATILITY}");
        n.bad(&format!("{at}/volatility"), found, "0.5 is 50 per cent a year");
    }
    let house = c.house.as_ref().and_then(|id| n.participant(&format!("{at}/house"), id));
    let (payoff, expires) = match &c.payoff {
        Payoff::Future { expires } => (PayoffSpec::Future, *expires),
        Payoff::Perpetual { funding } => (
            PayoffSpec::Perpetual { funding: n.share(&format!("{at}/payoff/funding"), funding.get(), -0.1, 0.1) },
            None,
        ),
        Payoff::Option { put, strike, expires } => {
            let strike = strike.get();
            if strike <= 0.0 || strike > MAX_PRICE {
                let found = format!("{strike} is not above 0 and at most {MAX_PRICE}");
                n.bad(&format!("{at}/payoff/strike"), found, "");
            }
            (PayoffSpec::Option { put: *put, strike }, Some(*expires))
        }
    };
    if expires == Some(0) {
        n.bad(&format!("{at}/payoff/expires"), "tick 0 is the opening", "a contract expires on tick 1 at the earliest");
    }
    let held: i64 = s.positions.iter().filter(|p| p.contract == c.id).map(|p| i64::from(p.quantity)).sum();
    let underlying = underlying?;
    // Half the limit on amounts for all contracts of all kinds, each side of them.
    let most = Amount::SUPPLY_LIMIT / 4 / held.max(1) / s.contracts.len().max(1) as i64;
    let spec = ContractSpec {
        id: c.id.clone(),
        label: c.label.clone(),
        underlying,
        payoff,
        size,
        unit,
        volatility,
        depth,
        expires,
        house,
        most,
    };
    let open = assets.get(underlying.at()).map_or(0.0, |a| a.price);
    if spec.price(open, volatility, spec.days_left(0, s.clock.days.map_or(1.0, |d| d.get()))) >= most {
        n.bad(
            &format!("{at}/size"),
            "positions in this contract pass 2^50 quanta",
            "use a smaller size or fewer decimals",
        );
    }
    Some(spec)
}

/// A position's quantity within its limit.
pub(super) fn quantity(at: &str, quantity: u32, n: &mut Names<'_>) -> i64 {
    if quantity == 0 || quantity > MAX_CONTRACTS {
        n.bad(&format!("{at}/quantity"), format!("{quantity} is not between 1 and {MAX_CONTRACTS}"), "");
    }
    i64::from(quantity)
}
