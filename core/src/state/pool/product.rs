//! Constant product: `x y` stays as it is. The pool holds `x` units at a price of `p`, so its other side is `p x`.

/// What selling `paid` units brings, of which `fee` is kept: `y e / (x + e)` with `e` what is left of them.
pub(super) fn sale(x: f64, price: f64, e: f64) -> f64 {
    price * e * (x / (x + e))
}

/// The price after that, all that was paid in being in the pool.
pub(super) fn price_after_sale(x: f64, price: f64, e: f64, paid: f64) -> f64 {
    price * (x / (x + e)) * (x / (x + paid))
}

/// Units that so much of the other side buys, fee apart: `x e / (y + e)`.
pub(super) fn purchase(x: f64, price: f64, e: f64) -> f64 {
    e * (x / (price * x + e))
}

/// Units that the pool holds when its price is another and nothing has been added: `sqrt(x y / p)`.
pub(super) fn units_at(x: f64, price: f64, target: f64) -> f64 {
    x * (price / target).sqrt()
}

/// Units that can be sold at an average of `kept` of the price, where `left` of each is not fee:
/// `left x / (x + left q) = kept`.
pub(super) fn tradable(x: f64, left: f64, kept: f64) -> f64 {
    if kept <= 0.0 { f64::INFINITY } else { (x * (left - kept) / (kept * left)).max(0.0) }
}
