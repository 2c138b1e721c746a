//! Curves of rates and kinds of auction.

use super::check::Names;
use super::{AuctionSpec, CurveSpec};
use crate::scenario::limits::{MAX_COVER, MAX_TICK_DAYS, MAX_TICKS, MAX_YEARLY_RATE};
use crate::scenario::{Auction, RateCurve};

/// A curve at a place.
pub(super) fn curve(at: &str, r: &RateCurve, n: &mut Names<'_>) -> CurveSpec {
    let mut yearly =
        |name: &str, x: crate::units::Rate| n.share(&format!("{at}/{name}"), x.get(), 0.0, MAX_YEARLY_RATE);
    match r {
        RateCurve::Kinked { base, optimal, slope_below, slope_above } => CurveSpec::Kinked {
            base: yearly("base", *base),
            below: yearly("slope_below", *slope_below),
            above: yearly("slope_above", *slope_above),
            optimal: n.share(&format!("{at}/optimal"), optimal.get(), 0.01, 0.99),
        },
        RateCurve::Doubling { start, low, high, days, floor, ceiling } => {
            let (start, floor, ceiling) =
                (yearly("start", *start), yearly("floor", *floor), yearly("ceiling", *ceiling));
            if floor > ceiling || start > ceiling {
                n.conflict(&format!("{at}/ceiling"), "the ceiling is below the floor or the start", "raise it");
            }
            let (low, high) = (
                n.share(&format!("{at}/low"), low.get(), 0.01, 0.99),
                n.share(&format!("{at}/high"), high.get(), 0.01, 0.99),
            );
            if low > high {
                n.conflict(&format!("{at}/low"), format!("{low} is above {high}"), "the range goes from low to high");
            }
            if days.get() <= 0.0 || days.get() > MAX_TICK_DAYS {
                let found = format!("{} is not above 0 and at most {MAX_TICK_DAYS}", days.get());
                n.bad(&format!("{at}/days"), found, "days in which the rate doubles");
            }
            let days = days.get().clamp(1e-6, MAX_TICK_DAYS);
            CurveSpec::Doubling { start, low, high: high.max(low), days, floor, ceiling: ceiling.max(floor) }
        }
    }
}

/// A kind of auction at a place.
pub(super) fn auction(at: &str, a: &Auction, n: &mut Names<'_>) -> AuctionSpec {
    match a {
        Auction::Fixed {} => AuctionSpec::Fixed,
        Auction::English {} => AuctionSpec::English,
        Auction::Dutch { start, cut, steps, cusp, tail } => {
            if *steps == 0 || *steps > 10_000 {
                n.bad(&format!("{at}/steps"), format!("{steps} is not between 1 and 10000"), "steps in one tick");
            }
            if *tail == 0 || *tail > MAX_TICKS {
                n.bad(
                    &format!("{at}/tail"),
                    format!("{tail} is not between 1 and {MAX_TICKS}"),
                    "ticks of one auction",
                );
            }
            AuctionSpec::Dutch {
                start: n.share(&format!("{at}/start"), start.get(), 0.01, MAX_COVER),
                cut: n.share(&format!("{at}/cut"), cut.get(), 0.01, 1.0),
                steps: *steps,
                cusp: n.share(&format!("{at}/cusp"), cusp.get(), 0.0, 1.0),
                tail: *tail,
            }
        }
    }
}
