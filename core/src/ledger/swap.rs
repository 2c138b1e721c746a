//! `Swap`: what went into a pool and what came out of it.

use crate::units::AssetIx;

/// Who moved a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SwapKind {
    /// Units were sold into it.
    Sale,
    /// Units were bought out of it.
    Purchase,
    /// People outside brought its price nearer to what a unit is worth elsewhere.
    Arbitrage,
    /// People outside bought or sold what they swap with an issuer that holds a peg.
    Peg,
}

/// The two sides of a pool and its price. Units are quanta of its asset; coins are price times such quanta.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sides {
    /// Units of the asset.
    pub units: f64,
    /// Coins, in what a stable-swap is pegged to; in the numeraire for a constant product.
    pub coins: f64,
    /// What a coin is worth in the numeraire.
    pub peg: f64,
    /// The price of one more unit, in the numeraire.
    pub price: f64,
}

/// A change of a pool by trade.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swap {
    /// The pool's asset.
    pub asset: AssetIx,
    /// Who moved it.
    pub kind: SwapKind,
    /// What was paid in: quanta of the asset in a sale, quanta of the numeraire in a purchase.
    pub paid_in: i64,
    /// What was paid out: quanta of the numeraire in a sale, quanta of the asset in a purchase.
    pub taken_out: i64,
    /// The pool before.
    pub before: Sides,
    /// The pool after.
    pub after: Sides,
}
