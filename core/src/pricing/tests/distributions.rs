//! Normal and Student distributions. The values were computed with forty digits from the definitions (error function,
//! regularised incomplete beta function); those that a textbook's table has are marked by it.

use super::near;
use crate::pricing::{normal, student};

/// Probability, and the number below which it is.
const NORMAL_QUANTILES: [(f64, f64); 20] = [
    (1.0e-300, -37.047_096_299_361_2),
    (1.0e-100, -21.273_453_560_965_326),
    (1.0e-20, -9.262_340_089_798_407),
    (1.0e-9, -5.997_807_015_007_686_5),
    (1.0e-6, -4.753_424_308_822_899),
    (0.000_1, -3.719_016_485_455_680_4),
    (0.001, -3.090_232_306_167_813_6),
    (0.005, -2.575_829_303_548_901),
    (0.01, -2.326_347_874_040_841),
    (0.025, -1.959_963_984_540_054_3),
    (0.05, -1.644_853_626_951_472_6),
    (0.074_9, -1.440_238_267_527_963_7),
    (0.075_1, -1.438_825_392_752_54),
    (0.2, -0.841_621_233_572_914_2),
    (0.4, -0.253_347_103_135_799_7),
    (0.499_9, -0.000_250_662_830_088_007_47),
    (0.75, 0.674_489_750_196_081_7),
    (0.95, 1.644_853_626_951_472_2),
    (0.99, 2.326_347_874_040_840_8),
    (0.999_999, 4.753_424_308_817_087),
];

/// A number, and the probability below it.
const NORMAL_TAILS: [(f64, f64); 8] = [
    (-30.0, 4.906_713_927_148_187e-198),
    (-10.0, 7.619_853_024_160_525e-24),
    (-5.0, 2.866_515_718_791_939e-7),
    (-3.0, 0.001_349_898_031_630_094_6),
    (-1.0, 0.158_655_253_931_457_05),
    (-0.1, 0.460_172_162_722_971),
    (0.5, 0.691_462_461_274_013_1),
    (3.0, 0.998_650_101_968_369_9),
];

/// Degrees of freedom, probability above, and the number above which it is.
const STUDENT_QUANTILES: [(f64, f64, f64); 18] = [
    (1.0, 0.25, 1.0),
    (1.0, 0.005, 63.656_741_162_871_58),
    (2.0, 0.1, 1.885_618_083_164_126_7),
    (2.0, 1.0e-6, 707.105_720_525_933_9),
    (2.5, 0.01, 5.353_111_173_030_874),
    (3.0, 0.25, 0.764_892_328_404_345_3),
    (3.0, 0.01, 4.540_702_858_568_133_5),
    (3.0, 0.005, 5.840_909_309_733_357),
    (4.0, 0.4, 0.270_722_294_707_597_34),
    (4.0, 0.025, 2.776_445_105_197_794_3),
    (4.0, 1.0e-6, 41.577_854_150_450_975),
    (5.0, 0.001, 5.893_429_531_356_01),
    (10.0, 0.05, 1.812_461_122_811_676_5),
    (10.0, 1.0e-12, 40.532_096_178_662_6),
    (30.0, 0.025, 2.042_272_456_301_238),
    (120.0, 0.005, 2.617_421_145_106_866),
    (1_000.0, 0.01, 2.330_082_674_755_513),
    (1_000_000.0, 0.01, 2.326_351_603_120_805_6),
];

/// Degrees of freedom, a number, and the probability above it.
const STUDENT_TAILS: [(f64, f64, f64); 13] = [
    (1.0, 20.0, 0.015_902_251_256_176_374),
    (2.0, 1.0, 0.211_324_865_405_187_1),
    (2.5, 5.0, 0.011_725_594_985_430_923),
    (3.0, 0.1, 0.463_326_174_400_402_9),
    (3.0, 1.0e-8, 0.499_999_996_324_474),
    (4.0, 2.0, 0.058_058_261_758_407_795),
    (4.0, 100_000.0, 2.999_999_998e-20),
    (10.0, 5.0, 0.000_268_666_801_378_226_3),
    (99.5, 3.0, 0.001_705_845_731_281_132_5),
    (100.5, 3.0, 0.001_702_089_464_850_207_8),
    (1_000.0, 20.0, 2.031_144_249_762_385_6e-75),
    (1_000_000.0, 2.0, 0.022_750_266_925_659_603),
    (0.5, 10.0, 0.101_338_676_385_665_57),
];

#[test]
fn normal_quantiles_to_the_last_digits() {
    for (p, wanted) in NORMAL_QUANTILES {
        let found = normal::quantile(p);
        assert!(near(found, wanted, 1e-15), "{p}: {found} for {wanted}");
    }
    assert_eq!((normal::quantile(0.0), normal::quantile(1.0)), (f64::NEG_INFINITY, f64::INFINITY));
    assert_eq!(normal::quantile(0.5), 0.0);
}

#[test]
fn normal_tails() {
    for (x, wanted) in NORMAL_TAILS {
        let found = normal::cumulative(x);
        assert!(near(found, wanted, 1e-15 * (1.0 + x * x)), "{x}: {found} for {wanted}");
    }
    assert_eq!(normal::density(0.0), normal::DENSITY_AT_ZERO);
    assert_eq!((normal::cumulative(-50.0), normal::cumulative(50.0)), (0.0, 1.0));
}

#[test]
fn a_quantile_is_where_the_normal_probability_lies() {
    for at in 1..2000 {
        let p = f64::from(at) / 2000.0;
        assert!(near(normal::cumulative(normal::quantile(p)), p, 1e-14), "{p}");
    }
}

#[test]
fn student_quantiles_and_tails() {
    for (v, p, wanted) in STUDENT_QUANTILES {
        let found = -student::quantile(p, v);
        assert!(near(found, wanted, 2e-13), "{v} {p}: {found} for {wanted}");
    }
    for (v, t, wanted) in STUDENT_TAILS {
        let found = student::cumulative(-t, v);
        assert!(near(found, wanted, 2e-13), "{v} {t}: {found} for {wanted}");
        let below = student::cumulative(t, v);
        assert!(near(below, 1.0 - wanted, 1e-15), "{v} {t}: {below}");
    }
}

#[test]
fn student_density_is_the_slope_of_its_probability() {
    for v in [0.5, 1.0, 2.0, 3.7, 4.0, 20.0, 500.0] {
        for x in [0.0, 0.3, 1.0, 2.5, 7.0] {
            let h = 1e-5;
            let slope = (student::cumulative(-x + h, v) - student::cumulative(-x - h, v)) / (2.0 * h);
            let found = student::density(x, v);
            assert!(near(slope, found, 1e-7), "{v} {x}: {slope} {found}");
        }
    }
}

#[test]
fn a_quantile_is_where_the_student_probability_lies() {
    for v in [0.1, 0.7, 1.0, 2.0, 4.0, 9.3, 75.0, 1e4, 1e10] {
        for at in 1..200 {
            let p = f64::from(at) / 200.0;
            let found = student::quantile(p, v);
            let back = student::cumulative(found, v);
            assert!(found.is_finite() && near(back, p, 1e-12), "{v} {p}: {found} {back}");
        }
    }
}

#[test]
fn many_degrees_are_normal_and_hostile_numbers_are_bounded() {
    for p in [1e-6, 0.01, 0.3, 0.9] {
        assert!(near(student::quantile(p, 1e10), normal::quantile(p), 1e-8), "{p}");
    }
    for v in [f64::NAN, f64::NEG_INFINITY, -1.0, 0.0, 0.1, 1e300, f64::INFINITY] {
        for x in [-f64::MAX, -1e200, -1.0, -1e-300, 0.0, 5e-324, 1e160, f64::MAX, f64::INFINITY] {
            let p = student::cumulative(x, v);
            assert!((0.0..=1.0).contains(&p), "{v} {x}: {p}");
        }
        for p in [5e-324, 1e-300, 0.499_999_999_999, 0.5, 0.500_000_001, 1.0 - 1e-16] {
            assert!(!student::quantile(p, v).is_nan(), "{v} {p}");
        }
    }
}

#[test]
fn tail_dependence_of_the_t_copula() {
    // Degrees of freedom, then correlations of -0.5, 0, 0.5 and 0.9: Embrechts, McNeil and Straumann (2002), table 1, has
    // two of them to two digits; all four digits were computed from the formula with forty.
    let table = [
        (2.0, [0.0577, 0.1817, 0.3910, 0.7177]),
        (4.0, [0.0117, 0.0756, 0.2532, 0.6298]),
        (10.0, [0.0001, 0.0069, 0.0819, 0.4627]),
    ];
    for (v, row) in table {
        for (r, wanted) in [-0.5, 0.0, 0.5, 0.9].into_iter().zip(row) {
            let found = student::tail_dependence(r, v);
            assert!((found - wanted).abs() <= 5e-5, "{v} {r}: {found}");
        }
        assert_eq!((student::tail_dependence(1.0, v), student::tail_dependence(-1.0, v)), (1.0, 0.0));
    }
}
