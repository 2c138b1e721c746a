//! Curves against numbers worked out apart from them: by hand, or from the paper's formula in sixty digits.

use super::*;

fn near(what: &str, got: f64, want: f64) {
    assert!((got - want).abs() <= 1e-9 * want.abs().max(1e-3), "{what}: {got}, not {want}");
}

#[test]
fn constant_product_by_hand() {
    let p = Pool::product(1000.0, 1.0, 0.0);
    near("100 into (1000, 1000)", p.sale(100.0), 90.909_090_909);
    near("the average", p.impact(100.0), 0.909_090_909_1);
    near("the price after", p.sold(100.0).price, 0.826_446_281);
    near("the way back", p.sold(100.0).purchase(p.sale(100.0)), 100.0);
    near("what raises 90.909", p.raising(1000.0 / 11.0), 100.0);
    near("two per cent", p.tradable(0.02), 1000.0 * 0.02 / 0.98);
    // sqrt(1000 1000 / 0.25)
    near("down to a quarter", p.sale_down_to(0.25), 1000.0);
    near("up to four", p.purchase_up_to(4.0), 1000.0);
}

#[test]
fn the_fee_stays_in_the_pool() {
    // 100 less 3 per mil: 99.7 of 1099.7, and the pool keeps all 100.
    let p = Pool::product(1000.0, 1.0, 0.003);
    near("a sale", p.sale(100.0), 1000.0 * 99.7 / 1099.7);
    let after = p.sold(100.0);
    near("units", after.units, 1100.0);
    near("coins", after.coins, 1000.0 - 1000.0 * 99.7 / 1099.7);
    near("a purchase", p.purchase(100.0), 1000.0 * 99.7 / 1099.7);
    near(
        "both sides of it",
        p.bought(100.0, p.purchase(100.0)).invariant(),
        1100.0 * (1000.0 - 1000.0 * 99.7 / 1099.7),
    );
    assert!(p.invariant() < after.invariant());
}

/// The formula of the paper, `A n^n (x + y) + D - A D n^n - D^(n+1) / (n^n x y)` for two coins: nothing on the curve.
fn paper(a: f64, x: f64, y: f64, d: f64) -> f64 {
    4.0 * a * (x + y) + d - 4.0 * a * d - d * d * d / (4.0 * x * y)
}

/// `A`, balances, then D, what 100 units bring, the price and what 100 coins buy: from the paper's formula, its roots
/// found by halving in sixty digits.
const STABLE: [[f64; 7]; 5] = [
    [100.0, 1000.0, 1000.0, 2000.0, 99.949_776_770_075_4, 1.0, 99.949_776_770_075_4],
    [100.0, 1500.0, 500.0, 1_998.345_726_703_73, 98.878_790_860_278, 0.991_249_533_462_595, 100.709_504_098_663],
    [25.0, 1900.0, 100.0, 1_925.343_588_083_81, 41.474_117_971_402, 0.541_192_852_041_787, 143.129_577_236_802],
    [1.0, 1000.0, 10.0, 471.753_747_245_011, 2.089_440_469_439_5, 0.024_860_743_807_315_6, 605.118_664_737_94],
    [85.0, 600.0, 200.0, 799.222_537_352_978, 97.877_104_132_564_3, 0.989_733_516_586_313, 100.622_503_925_57],
];

#[test]
fn stable_swap_by_the_paper() {
    for [a, x, y, d, sale, price, purchase] in STABLE {
        let p = Pool::stable(a, (x, y), 1.0, 0.0);
        near("D", p.invariant(), d);
        assert!(paper(a, x, y, p.invariant()).abs() < 1e-6 * a * d, "{a} {x} {y}");
        near("a sale", p.sale(100.0), sale);
        near("the price", p.price, price);
        near("a purchase", p.purchase(100.0), purchase);
        near("what raises it", p.raising(sale), 100.0);
        // Around a peg of 3 all values are three times as much.
        let three = Pool::stable(a, (x, y), 3.0, 0.0);
        near("a sale at 3", three.sale(100.0), 3.0 * sale);
        near("a purchase at 3", three.purchase(300.0), purchase);
        near("from its price", Pool::stable_at(a, x, 3.0 * price, 3.0, 0.0).coins, y);
    }
    let p = Pool::stable(100.0, (1000.0, 1000.0), 1.0, 0.0);
    near("two per cent", p.tradable(0.02), 904.364_671_017_582);
    near("down to .95", p.sale_down_to(0.95), 792.798_093_324_95);
    near("held at .95", p.units_at(0.95), 1_792.798_093_324_95);
    near("coins there", p.moved_to(1_792.798_093_324_95).coins, 215.163_827_418_734);
}

#[test]
fn no_swap_lowers_the_invariant_and_none_empties_a_pool() {
    for a in [1.0, 50.0, 1e6] {
        for (x, y) in [(1e3, 1e3), (1e15, 1e9), (1.0, 1e15), (9e15, 9e15)] {
            for fee in [0.0, 0.0004, 0.99] {
                for p in [Pool::stable(a, (x, y), 0.5, fee), Pool::product(x, y / x, fee)] {
                    for size in [1e-3, 1.0, 1e6, 1e18] {
                        let (d, sold) = (p.invariant(), p.sold(size));
                        let kept = |is: f64| is >= d * (1.0 - 1e-12);
                        assert!(d.is_finite() && kept(sold.invariant()), "{p:?}, {size} sold: {sold:?}");
                        let (units, room) = (p.purchase(size), p.units * (1.0 + 1e-12));
                        assert!((0.0..=room).contains(&units) && p.sale(size) <= p.coins * p.peg, "{p:?} {size}");
                        let bought = p.bought(size, units.floor().min(p.units - 1.0).max(0.0));
                        assert!(kept(bought.invariant()), "{p:?}, {size} spent: {bought:?}");
                        assert!(sold.price > 0.0 && sold.price <= p.price * (1.0 + 1e-9), "{p:?} {sold:?}");
                    }
                }
            }
        }
    }
}
