//! Bars by the health of positions: which bar a health belongs to, and its name.

use crate::app::words;

/// Positions of a health below and from which on, and the width of the bars between, in hundredths.
pub const FROM: u32 = 50;
pub const TO: u32 = 200;
pub const STEP: u32 = 10;
/// All bars: one for what is below, one for what is above.
pub const BARS: usize = ((TO - FROM) / STEP) as usize + 2;

/// The bar of a health.
pub fn bar_of(health: f64) -> usize {
    let low = f64::from(FROM) / 100.0;
    if health < low {
        return 0;
    }
    // What is a hair below a limit by rounding is on it, but never a health below 1.
    let steps = ((health - low) * 100.0 / f64::from(STEP) + 1e-9).floor();
    let bar = (steps as usize).saturating_add(1).min(BARS - 1);
    if health < 1.0 { bar.min(first_sound() - 1) } else { bar }
}

/// The first bar of positions that may not be liquidated.
pub const fn first_sound() -> usize {
    ((100 - FROM) / STEP) as usize + 1
}

/// The range of a bar in words.
pub fn title(bar: usize) -> String {
    let limit = |bar: usize| words::rounded(f64::from(FROM + STEP * u32::try_from(bar).unwrap_or(0)) / 100.0, 2);
    match bar {
        0 => format!("health below {}", limit(0)),
        _ if bar == BARS - 1 => format!("health {} and more", limit(bar - 1)),
        _ => format!("health {} to {}", limit(bar - 1), limit(bar)),
    }
}
