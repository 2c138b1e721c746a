//! A market as people outside see it: what its price becomes when they sell into it or buy out of it.

use crate::engine::context::{Note, Tick};
use crate::engine::events::millionths;
use crate::journal::EntryKind;
use crate::units::{Amount, AssetIx, EntryIx};

/// The market of one asset at one moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Market {
    price: f64,
    depth: Option<i64>,
    /// Part of a sale's price that is lost.
    discount: f64,
    /// The price above which what people hold would be worth more than numbers can say.
    ceiling: f64,
}

impl Market {
    pub fn of(t: &Tick<'_>, asset: AssetIx) -> Self {
        if asset == t.w.numeraire {
            return Self { price: 1.0, depth: None, discount: 0.0, ceiling: f64::INFINITY };
        }
        let discount = t.w.assets.get(asset.at()).and_then(|a| a.market.as_ref()).map_or(0.0, |m| m.discount);
        let (price, depth) = t.s.quotes.get(asset.at()).map_or((0.0, None), |q| (q.spot, q.depth));
        let held: i64 = t.everyone().map(|who| t.s.owned(t.w, who, asset)).sum();
        let held = held + t.s.books.free(t.w.outside(), asset).max(0);
        let ceiling = Amount::SUPPLY_LIMIT as f64 / (held.max(1) as f64 * t.s.scale(t.w, asset));
        Self { price, depth, discount, ceiling }
    }

    /// What the last unit of a sale brings; nothing where the pool can take no more.
    pub fn sold(&self, units: i64) -> f64 {
        let price = match self.depth {
            Some(depth) if depth > Amount::SUPPLY_LIMIT - units => 0.0,
            Some(depth) => {
                let part = depth as f64 / (depth + units) as f64;
                self.price * part * part
            }
            None => self.price,
        };
        price * (1.0 - self.discount)
    }

    /// What the last unit of a purchase costs; more than anybody pays where there is no more to buy.
    pub fn bought(&self, units: i64) -> f64 {
        let price = match self.depth {
            Some(depth) if units >= depth => f64::INFINITY,
            Some(depth) => {
                let part = depth as f64 / (depth - units) as f64;
                self.price * part * part
            }
            None => self.price,
        };
        if price > self.ceiling && units > 0 { f64::INFINITY } else { price }
    }
}

/// People outside sell units into a pool, or buy them out of it when the number is below zero: its price moves.
pub(super) fn trade(t: &mut Tick<'_>, asset: AssetIx, units: i64, cause: EntryIx) {
    let Some(q) = t.s.quotes.get_mut(asset.at()) else { return };
    let (old, Some(depth)) = (q.spot, q.depth) else { return };
    let after = depth + units;
    if units == 0 || after <= 0 {
        return;
    }
    let part = depth as f64 / after as f64;
    q.spot = old * part * part;
    q.depth = Some(after);
    q.traded += units;
    let new = q.spot;
    let note = Note::new(EntryKind::Arbitraged).asset(asset).amount(millionths(new)).of(millionths(old));
    let entry = t.note(note.cause(Some(cause), 0));
    if let Some(q) = t.s.quotes.get_mut(asset.at()) {
        q.moved = Some(entry);
    }
}
