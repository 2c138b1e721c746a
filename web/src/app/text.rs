//! What the time bar, the cards and the live region say.

use super::model::{Model, Playhead, Prediction};
use super::play;
use super::words;
use interclear_core::engine::Trace;
use interclear_core::scenario::Scenario;
use interclear_core::units::ParticipantIx;

/// The moment shown: "Day 2" and "of 4 · round 3 of 4".
#[must_use]
pub fn moment(model: &Model) -> (String, String) {
    let Some(trace) = &model.trace else { return (String::new(), String::new()) };
    let at = model.playhead;
    let big = format!("{} {}", words::capital(&trace.unit), at.tick);
    let rounds = model.frame().map_or(0, |f| f.rounds);
    let of = format!("of {}", trace.frames.len().saturating_sub(1));
    match rounds {
        0 => (big, of),
        n if at.round == 0 => (big, format!("{of} \u{b7} before round 1 of {n}")),
        n => (big, format!("{of} \u{b7} round {} of {n}", at.round)),
    }
}

/// The same in one line, for a screen reader: "Day 2 of 4, round 3 of 4".
#[must_use]
pub fn moment_spoken(model: &Model) -> String {
    let (big, small) = moment(model);
    format!("{big} {}", small.replace(" \u{b7} ", ", "))
}

/// One sentence about a moment: "Day 2, round 3: Cedar failed, short 28 of 100. 2 of 7 failed."
#[must_use]
pub fn spoken(trace: &Trace, at: Playhead) -> String {
    let day = format!("{} {}", words::capital(&trace.unit), at.tick);
    let Some(frame) = trace.frames.get(at.tick as usize) else { return String::new() };
    let failures = trace.failures();
    let so_far = failures.iter().filter(|(_, tick, round)| (*tick, *round) <= (at.tick, at.round)).count();
    let tally = format!("{so_far} of {} failed.", trace.participants.len());
    let now: Vec<ParticipantIx> =
        failures.iter().filter(|(_, tick, round)| (*tick, *round) == (at.tick, at.round)).map(|f| f.0).collect();
    let heading = if frame.rounds > 0 && at.round > 0 { format!("{day}, round {}", at.round) } else { day };
    if now.is_empty() {
        let calm = if so_far == 0 { "nobody failed." } else { "nobody more failed." };
        return format!("{heading}: {calm}");
    }
    let one = |who: &ParticipantIx| {
        let name = trace.name(*who);
        let short = frame.participants.get(who.at()).filter(|p| p.short().quanta() > 0);
        match short {
            Some(p) => {
                let show = |a: interclear_core::units::Amount| a.show(trace.decimals());
                format!("{name} failed, short {} of {}", show(p.short()), show(p.due))
            }
            None => format!("{name} failed"),
        }
    };
    let all: Vec<String> = now.iter().map(one).collect();
    format!("{heading}: {}. {tally}", all.join("; "))
}

/// What was guessed, what came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The number given, if one was.
    pub guess: Option<u32>,
    /// How many failed.
    pub failed: u32,
    /// Out of how many.
    pub of: u32,
    /// Their names, in order.
    pub names: Vec<String>,
}

impl Verdict {
    /// "You said 1 would fail." or nothing when nothing was said.
    #[must_use]
    pub fn said(&self) -> String {
        match self.guess {
            None => String::new(),
            Some(0) => "You said none would fail.".into(),
            Some(n) => format!("You said {n} would fail."),
        }
    }

    /// "4 of 6" or "None".
    #[must_use]
    pub fn count(&self) -> String {
        if self.failed == 0 { "None".into() } else { format!("{} of {}", self.failed, self.of) }
    }

    /// "You said 1 would fail. 4 of 6 did."
    #[must_use]
    pub fn sentence(&self) -> String {
        let verb = if self.guess.is_some() { "did" } else { "failed" };
        format!("{} {} {verb}.", self.said(), self.count()).trim().to_owned()
    }
}

/// The verdict, once a play has reached the end.
#[must_use]
pub fn verdict(model: &Model) -> Option<Verdict> {
    let trace = model.trace.as_ref().filter(|_| model.revealed)?;
    let guess = if let Prediction::Guess(n) = model.prediction { Some(n) } else { None };
    let names: Vec<String> = trace.failures().iter().map(|f| trace.name(f.0).to_owned()).collect();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Some(Verdict { guess, failed: count(names.len()), of: count(trace.participants.len()), names })
}

/// A mark on the rail.
#[derive(Clone, Debug, PartialEq)]
pub struct RailMark {
    /// Place among the moments, 0 to 1.
    pub at: f64,
    /// The moment.
    pub moment: Playhead,
    /// Hover text: "Day 2, round 3: Wren failed".
    pub text: String,
}

/// Failures on the rail.
#[must_use]
pub fn rail_marks(trace: &Trace) -> Vec<RailMark> {
    let moments = play::moments(trace);
    let most = moments.len().saturating_sub(1).max(1) as f64;
    let mark = |(moment, names): (Playhead, Vec<String>)| {
        let place = moments.iter().position(|m| *m == moment)?;
        let round = if moment.round > 0 { format!(", round {}", moment.round) } else { String::new() };
        let text = format!("{} {}{round}: {} failed", words::capital(&trace.unit), moment.tick, names.join(", "));
        Some(RailMark { at: place as f64 / most, moment, text })
    };
    play::failure_moments(trace).into_iter().filter_map(mark).collect()
}

/// Whether some tick has more than one clearing vector.
#[must_use]
pub fn has_choice(model: &Model) -> bool {
    let several = model.trace.as_ref().is_some_and(|t| t.frames.iter().any(|f| !f.unique));
    several || model.scenario.rules.equilibrium == interclear_core::scenario::Equilibrium::Least
}

/// `more-collateral`, from the id or the title: what a scenario's files are called.
#[must_use]
pub fn file_stem(s: &Scenario) -> String {
    let wish = if s.id.is_empty() { s.title.to_ascii_lowercase() } else { s.id.clone() };
    let parts: Vec<&str> = wish.split(|c: char| !c.is_ascii_alphanumeric()).filter(|p| !p.is_empty()).collect();
    if parts.is_empty() { "scenario".to_owned() } else { parts.join("-") }
}
