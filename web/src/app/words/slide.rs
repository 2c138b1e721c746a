//! What a slider shows.

use super::rounded;
use interclear_core::scenario::{Control, ControlFormat, Novation};

/// The value of a slider: `69 %`, `160`, `20,300`; in words where it counts ways of settling.
#[must_use]
pub fn stop(control: &Control, value: f64) -> String {
    if control.target == "rules/novation"
        && let Some(how) = Novation::ALL.iter().enumerate().find(|(at, _)| (*at as f64 - value).abs() < 1e-9)
    {
        return how.1.label().to_owned();
    }
    match control.format {
        ControlFormat::Number => rounded(value, 4),
        ControlFormat::Percent => control.show(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slider_shows_its_value_as_everything_else() {
        let slider = |format| Control { format, ..Control::default() };
        let number = slider(ControlFormat::Number);
        assert_eq!([stop(&number, 20_300.0), stop(&number, -0.5)], ["20,300", "\u{2212}0.5"]);
        assert_eq!(stop(&slider(ControlFormat::Percent), 0.69), "69 %");
        let ways = Control { target: "rules/novation".into(), ..number };
        assert_eq!([0.0, 2.0, 0.5].map(|v| stop(&ways, v)), ["bilateral, gross", "one clearing house", "0.5"]);
    }
}
