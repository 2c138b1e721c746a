//! Accounts of a crowd, drawn by a hash of the seed, the venue, the crowd and the account's number.

use super::{AccountSpec, VenueSpec, worth};
use crate::scenario::Crowd;

/// A crowd ready to be drawn. Sizes are quanta of the market's asset.
pub(super) struct Drawn<'a> {
    pub seed: u32,
    pub venue: &'a str,
    pub crowd: &'a Crowd,
    /// Its place among the crowds.
    pub place: u32,
    pub market: usize,
    pub long: i64,
    pub short: i64,
    /// The margin asset, by its place; the numeraire when absent.
    pub margin: Option<usize>,
    /// Opening price and scale of each market, then of each margin asset.
    pub prices: &'a [(f64, f64)],
    pub margin_prices: &'a [(f64, f64)],
}

/// Four even numbers in `[0, 1)` for one account.
fn even(d: &Drawn<'_>, k: u32) -> [f64; 4] {
    let mut bytes = d.seed.to_le_bytes().to_vec();
    for id in [d.venue, d.crowd.id.as_str()] {
        bytes.extend_from_slice(&(id.len() as u32).to_le_bytes());
        bytes.extend_from_slice(id.as_bytes());
    }
    bytes.extend_from_slice(&k.to_le_bytes());
    let hash = twox_hash::XxHash3_128::oneshot(&bytes);
    [0, 32, 64, 96].map(|by| f64::from((hash >> by) as u32) / 4_294_967_296.0)
}

/// All accounts of a crowd: the first are long.
pub(super) fn accounts(d: &Drawn<'_>, spec: &VenueSpec) -> Vec<AccountSpec> {
    let n = d.crowd.members;
    let both = d.long as f64 + d.short as f64;
    if both <= 0.0 {
        return Vec::new();
    }
    let even_split = (f64::from(n) * (d.long as f64 / both)).round() as u32;
    let longs = even_split.clamp(u32::from(d.long > 0), n - u32::from(d.short > 0).min(n));
    let mut all = Vec::with_capacity(n as usize);
    for (from, to, total) in [(0, longs, d.long), (longs, n, -d.short)] {
        let draws: Vec<[f64; 4]> = (from..to).map(|k| even(d, k)).collect();
        let weight = |u: &[f64; 4]| 1.0 / (0.05 + 0.95 * u[0]);
        let whole: f64 = draws.iter().map(weight).sum();
        let (mut sum, mut given) = (0.0, 0i64);
        for (k, u) in (from..to).zip(&draws) {
            sum += weight(u);
            // The parts of the total up to here, so that all sum to it.
            let upto = if k + 1 == to { total } else { (total as f64 * (sum / whole)) as i64 };
            all.push(account(d, spec, (k, u), upto - given));
            given = upto;
        }
    }
    all
}

fn account(d: &Drawn<'_>, spec: &VenueSpec, (k, u): (u32, &[f64; 4]), size: i64) -> AccountSpec {
    let at = |m: usize| d.prices.get(m).copied().unwrap_or((0.0, 1.0));
    let entered = 1.0 + d.crowd.entry_spread.get() * (2.0 * u[2] - 1.0);
    let mut open: Vec<(u32, i64, i64)> = Vec::with_capacity(2);
    let mut add = |m: usize, size: i64| {
        let (price, scale) = at(m);
        open.push((m as u32, size, worth(size, price * entered, scale)));
    };
    let others = spec.markets.len().saturating_sub(1);
    // The number decides whether it is in cross margin, and its remainder in which other market.
    let share = d.crowd.cross.get();
    if u[3] < share && others > 0 {
        let other = (d.market + 1 + ((u[3] / share * others as f64) as usize).min(others - 1)) % spec.markets.len();
        let ((price, scale), (price2, scale2)) = (at(d.market), at(other));
        let second = (size - size / 2) as f64 * (price * scale) / (price2 * scale2).max(f64::MIN_POSITIVE);
        add(d.market, size / 2);
        add(other, second.clamp(-4.5e15, 4.5e15) as i64);
    } else {
        add(d.market, size);
    }
    let (mut value, mut profit, mut lowest) = (0i64, 0i64, 0.0f64);
    for &(m, size, cost) in &open {
        let now = worth(size, at(m as usize).0, at(m as usize).1);
        value = value.saturating_add(now.abs());
        profit = profit.saturating_add(now - cost);
        lowest = lowest.max(now.abs() as f64 / spec.tier(now.abs()).leverage);
    }
    let (low, high) = (d.crowd.leverage_from.get(), d.crowd.leverage_to.get());
    let leverage = low * libm::pow(high / low, u[1]);
    let equity = (value as f64 / leverage).max(lowest).ceil().min(4.5e15) as i64;
    let (cash, units) = match d.margin.and_then(|m| Some((m, *d.margin_prices.get(m)?))) {
        Some((m, (price, scale))) => {
            let haircut = spec.margins.get(m).map_or(0.0, |x| x.haircut);
            let unit = (price * scale * (1.0 - haircut)).max(f64::MIN_POSITIVE);
            (-profit, vec![(m as u32, (equity as f64 / unit).ceil().min(4.5e15) as i64)])
        }
        None => (equity - profit, Vec::new()),
    };
    AccountSpec { crowd: Some((d.place, k)), cash, units, open, ..AccountSpec::default() }
}
