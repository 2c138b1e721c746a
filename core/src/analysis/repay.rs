//! How much a liquidation must repay to bring a position to a health.

/// What must be repaid of a `debt` so that its position comes to the health `wanted`: a repayment `r` takes collateral
/// worth `r (1 + bonus)`, so `threshold (collateral - r (1 + bonus)) / (debt - r)` is `wanted`. All in one unit, at the
/// oracle's price. At most the debt; nothing where the position is as healthy as that, or where no repayment brings it
/// there because each makes it worse (`threshold (1 + bonus)` is not below `wanted`).
#[must_use]
pub fn repayment_for(wanted: f64, debt: f64, collateral: f64, (threshold, bonus): (f64, f64)) -> Option<f64> {
    let (gap, per_unit) = (wanted * debt - threshold * collateral, wanted - threshold * (1.0 + bonus));
    let repaid = (gap > 0.0 && per_unit > 0.0).then_some(gap / per_unit)?;
    (repaid.is_finite() && repaid <= debt && repaid * (1.0 + bonus) <= collateral).then_some(repaid)
}

#[cfg(test)]
mod tests {
    use super::repayment_for;

    #[test]
    fn it_brings_the_position_there() {
        let (debt, collateral, terms) = (82.0, 100.0, (0.8, 0.05));
        let repaid = repayment_for(1.25, debt, collateral, terms).unwrap();
        // (1.25 x 82 - 80) / (1.25 - 0.84) = 22.5 / 0.41.
        assert!((repaid - 22.5 / 0.41).abs() < 1e-12 && (repaid - 54.878).abs() < 1e-4, "{repaid}");
        let health = 0.8 * (collateral - repaid * 1.05) / (debt - repaid);
        assert!((health - 1.25).abs() < 1e-12, "{health}");
        for (wanted, debt, collateral, terms) in [
            (0.9, debt, collateral, terms),
            (1.25, 97.0, 100.0, (0.97, 0.3)),
            (1.25, 82.0, 0.0, terms),
            (f64::NAN, debt, collateral, terms),
        ] {
            assert_eq!(repayment_for(wanted, debt, collateral, terms), None, "{wanted} {debt}");
        }
    }
}
