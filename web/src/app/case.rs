//! A reconstruction: what happened, beside what the run gives.

use super::model::Model;
use super::words;
use interclear_core::analysis::measure;

/// A figure of the event and of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What it is.
    pub label: String,
    /// What happened.
    pub happened: String,
    /// What the run gives; `None` before it may be told, and where the run has nothing of that name.
    pub model: Option<String>,
    /// How far that is from what happened: "the same", "26 % less".
    pub apart: String,
    /// Whether it follows from what was put in, and so is no evidence.
    pub put_in: bool,
    /// Who reports it.
    pub source: String,
}

/// The figures of the event that the scenario reconstructs, each beside that of the run shown.
#[must_use]
pub fn compared(model: &Model) -> Vec<Compared> {
    let trace = model.trace.as_deref().filter(|_| model.may_tell());
    let one = |h: &interclear_core::scenario::History| {
        let got = trace.and_then(|t| measure(t, &h.what));
        let label = if h.label.is_empty() { plain(&h.what) } else { h.label.clone() };
        Compared {
            label,
            happened: words::figure(h.happened),
            model: got.map(words::figure),
            apart: got.map(|g| apart(h.happened, g)).unwrap_or_default(),
            put_in: h.put_in,
            source: h.source.clone(),
        }
    };
    model.scenario.history.iter().map(one).collect()
}

/// `borne/house/survivors_fund@2` as words.
fn plain(what: &str) -> String {
    let (name, tick) = what.split_once('@').map_or((what, String::new()), |(n, t)| (n, format!(", tick {t}")));
    format!("{}{tick}", words::capital(&name.replace('/', ", ").replace('_', " ")))
}

/// How far a figure is from what happened.
fn apart(happened: f64, got: f64) -> String {
    let by = got - happened;
    if by.abs() <= 1e-9 * (1.0 + happened.abs()) {
        return "the same".to_owned();
    }
    let word = if by > 0.0 { "more" } else { "less" };
    let share = (by / happened).abs();
    // Beyond twice, and beside nothing, a share says less than the amount.
    if happened.abs() < 1e-9 || share > 2.0 {
        format!("{} {word}", words::rounded(by.abs(), 2))
    } else if share < 0.01 {
        format!("under 1 % {word}")
    } else {
        format!("{:.0} % {word}", share * 100.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{apart, plain};

    #[test]
    fn how_far_it_is() {
        for (happened, got, words) in [
            (107.0, 107.0, "the same"),
            (0.0, 0.0, "the same"),
            (0.0, 3.5, "3.5 more"),
            (100.0, 74.0, "26 % less"),
            (100.0, 100.4, "under 1 % more"),
            (2.0, 10.0, "8 more"),
            (-4.0, -2.0, "50 % more"),
        ] {
            assert_eq!(apart(happened, got), words, "{happened} {got}");
        }
    }

    #[test]
    fn what_is_measured_in_words() {
        assert_eq!(plain("borne/house/survivors_fund@2"), "Borne, house, survivors fund, tick 2");
        assert_eq!(plain("failed"), "Failed");
    }
}
