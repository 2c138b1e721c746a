//! The own books of margin exchanges: prices in them, and what was liquidated.

use super::super::levels::Level;
use interclear_core::engine::{Frame, Trace, VenueFrame};
use interclear_core::units::{Amount, AssetIx};

/// A book of a venue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Book {
    /// Its venue, by place.
    pub venue: usize,
    /// What is traded in it.
    pub asset: AssetIx,
    /// Its place among the venue's contracts, or among the books of its margin assets.
    place: usize,
    /// Whether it is of a margin asset.
    pub spot: bool,
}

/// Own book, index, mark.
pub(super) type Prices = [f64; 3];

impl Book {
    /// Its venue in a tick.
    pub fn venue<'a>(&self, f: &'a Frame) -> Option<&'a VenueFrame> {
        f.venues.get(self.venue)
    }

    /// Its prices in a tick.
    pub fn prices(&self, f: &Frame) -> Option<Prices> {
        let v = self.venue(f)?;
        let all = if self.spot {
            v.spots.get(self.place).map(|s| [s.book, s.index, s.counts])
        } else {
            v.markets.get(self.place).map(|m| [m.book, m.index, m.mark])
        };
        all.filter(|p| p.iter().all(|x| x.is_finite() && *x >= 0.0))
    }

    /// What a unit of the asset promises.
    pub fn promise(&self, f: &Frame) -> Option<f64> {
        f.assets.get(self.asset.at())?.promised.map(|p| p.get())
    }

    /// How far the own book was from the index at most.
    pub fn apart<'a>(&self, frames: impl Iterator<Item = &'a Frame>) -> f64 {
        let apart = |p: Prices| if p[1] > 0.0 { (p[0] / p[1] - 1.0).abs() } else { 0.0 };
        frames.filter_map(|f| self.prices(f)).map(apart).fold(0.0, f64::max)
    }

    /// A figure as a line.
    pub fn levels(&self, trace: &Trace, figure: impl Fn(&Self, &Frame) -> Option<f64>) -> Vec<Level> {
        let level = |f: &Frame| Some(Level { tick: f.tick, round: f.rounds, value: figure(self, f)? });
        trace.frames.iter().filter_map(level).collect()
    }

    /// One of its prices as a line.
    pub fn line(&self, trace: &Trace, which: usize) -> Vec<Level> {
        self.levels(trace, |b, f| b.prices(f).and_then(|p| p.get(which).copied()))
    }

    /// What the venue has liquidated in a tick, and what of it was closed against winners; units of the numeraire.
    pub fn liquidated(&self, trace: &Trace, at: usize) -> (f64, f64) {
        let so_far = |at: usize| {
            let v = trace.frames.get(at).and_then(|f| self.venue(f));
            v.map_or((Amount::ZERO, Amount::ZERO), |v| (v.liquidated_so_far, v.adl_so_far))
        };
        let (now, before) = (so_far(at), at.checked_sub(1).map(so_far).unwrap_or_default());
        let less = |a: Amount, b: Amount| Amount::new((a.quanta() - b.quanta()).max(0)).to_f64(trace.decimals());
        (less(now.0, before.0), less(now.1, before.1))
    }
}

/// All books of a run.
pub(super) fn books(trace: &Trace) -> Vec<Book> {
    let mut all = Vec::new();
    for (venue, info) in trace.venues.iter().enumerate() {
        for (assets, spot) in [(&info.markets, false), (&info.margins, true)] {
            all.extend(assets.iter().enumerate().map(|(place, &asset)| Book { venue, asset, place, spot }));
        }
    }
    all
}
