//! What a slider shows.

use super::rounded;
use interclear_core::scenario::{Control, ControlFormat, Scenario, control};

/// A value of a slider: `69 %`, `160`, `20,300`; where it counts words, the word.
#[must_use]
pub fn stop(slider: &Control, value: f64) -> String {
    let words = control::words(&slider.target).unwrap_or_default();
    match words.iter().enumerate().find(|(at, _)| (*at as f64 - value).abs() < 1e-9) {
        Some((_, word)) => plain(word.word),
        None => number(slider, value),
    }
}

/// The same of the value there is, without what knows all words of a setting: that is not at hand from the start.
#[must_use]
pub fn stop_now(scenario: &Scenario, slider: &Control, value: f64) -> String {
    control::word(scenario, &slider.target).map_or_else(|| number(slider, value), |word| plain(&word))
}

fn plain(word: &str) -> String {
    word.replace('_', " ")
}

fn number(slider: &Control, value: f64) -> String {
    match slider.format {
        ControlFormat::Number => rounded(value, 4),
        ControlFormat::Percent => slider.show(value),
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
        assert_eq!([0.0, 2.0, 0.5].map(|v| stop(&ways, v)), ["bilateral gross", "one house", "0.5"]);
        let by = Control { target: "rules/settlement/by".into(), ..ways };
        assert_eq!([0.0, 1.0, 2.0, 3.0].map(|v| stop(&by, v)), ["batch", "one by one", "together", "3"]);
    }

    #[test]
    fn what_is_shown_at_once_is_what_is_shown_later() {
        let mut s = Scenario::default();
        for (target, values) in [("rules/settlement/by", 3), ("rules/novation", 4), ("rules/grace", 3)] {
            let slider = Control { target: target.into(), ..Control::default() };
            for value in (0..values).map(f64::from) {
                control::set(&mut s, target, value).unwrap();
                assert_eq!(stop_now(&s, &slider, value), stop(&slider, value), "{target}");
            }
        }
    }
}
