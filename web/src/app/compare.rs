//! A run that is kept for comparison, and what is different in the one shown.

use super::document::say;
use super::effect::Effect;
use super::model::Model;
use super::words;
use interclear_core::engine::{Frame, State, Trace};
use interclear_core::journal::LinkKind;
use interclear_core::metric::{METRICS, Unit};
use interclear_core::units::{Amount, sorted};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A run that is kept.
#[derive(Clone, Debug)]
pub struct Pinned {
    /// The run.
    pub trace: Rc<Trace>,
    /// What it is called: the title of its scenario and the last change.
    pub name: String,
}

/// Keeps the run shown, or lets go of the one that is kept.
pub(super) fn pin(model: &mut Model, on: bool) -> Vec<Effect> {
    if !on {
        model.pinned = None;
        return say(model, "The pinned run is let go.".into(), false);
    }
    let Some(trace) = model.trace.clone() else { return say(model, "There is no run to pin yet.".into(), true) };
    let title = if model.scenario.title.is_empty() { "Untitled" } else { model.scenario.title.as_str() };
    let last = model.history.past.last().map(|s| format!(", after: {}", s.label)).unwrap_or_default();
    model.pinned = Some(Rc::new(Pinned { trace, name: format!("{title}{last}") }));
    say(model, "Pinned: charts show this run dashed until it is let go.".into(), false)
}

/// A figure in both runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// What it is.
    pub label: String,
    /// In the pinned run, in the run shown, and how far the second is from the first; empty where they are the same.
    pub figures: [String; 3],
    /// Whether it is worse in the run shown: more fail, more is lost.
    pub worse: Option<bool>,
}

/// A participant in both runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// When it failed in the pinned run and in the run shown; a dash where it did not.
    pub failed: [String; 2],
    /// What it lost in both.
    pub loss: [String; 2],
    /// What it left unpaid at the end of both.
    pub unpaid: [String; 2],
    /// Whether anything of it is different.
    pub differs: bool,
}

/// What is different.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Metrics at the end of both runs that differ.
    pub metrics: Vec<Pair>,
    /// How many metrics are the same.
    pub same: usize,
    /// Participants, those that differ first.
    pub people: Vec<Person>,
}

/// Compares the ends of two runs.
#[must_use]
pub fn compare(before: &Trace, now: &Trace) -> Difference {
    let mut out = Difference::default();
    let end = |t: &Trace, at: usize| t.frames.last().and_then(|f| f.metrics.get(at)).copied();
    for (at, metric) in METRICS.iter().enumerate() {
        let both = [end(before, at), end(now, at)];
        let shown = both.map(|v| v.map_or_else(dash, |v| figure(v, metric.unit)));
        let apart = both[0].zip(both[1]).filter(|(a, b)| a.is_finite() && b.is_finite()).map(|(a, b)| b - a);
        if both.iter().flatten().all(|v| !v.is_finite()) || shown[0] == shown[1] {
            out.same += 1;
            continue;
        }
        let change = apart.map(|d| signed(&figure(d, metric.unit), d)).unwrap_or_default();
        let worse = apart.filter(|_| BAD.contains(&metric.id)).map(|d| d > 0.0);
        let [a, b] = shown;
        out.metrics.push(Pair { label: metric.label.to_owned(), figures: [a, b, change], worse });
    }
    out.people = people(before, now);
    out
}

/// Metrics of which more is worse.
const BAD: [&str; 7] = ["failed", "unpaid", "loss", "burnt", "outside_loss", "uncovered", "bad_debt"];

fn figure(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Ratio | Unit::Yearly => words::percent(value),
        Unit::Count => words::rounded(value, 0),
        Unit::Money | Unit::Times => words::rounded(value, 2),
    }
}

fn signed(text: &str, value: f64) -> String {
    if value > 0.0 { format!("+{text}") } else { text.to_owned() }
}

fn dash() -> String {
    "\u{2013}".to_owned()
}

/// What a run says of one participant at its end.
struct End {
    label: String,
    failed: Option<(u32, u32)>,
    loss: String,
    unpaid: String,
}

fn ends(trace: &Trace) -> BTreeMap<&str, End> {
    let Some(last) = trace.frames.last() else { return BTreeMap::new() };
    let unpaid = unpaid(trace, last);
    let money = |a: Amount| words::money(a, trace.decimals());
    let people = trace.participants.iter().zip(&last.participants);
    let mut all = BTreeMap::new();
    for (at, (info, p)) in people.enumerate() {
        let failed = matches!(p.state, State::Failed | State::Recovered).then_some((p.failed_tick, p.failed_round));
        let loss = money(last.losses.get(at).copied().unwrap_or(Amount::ZERO));
        let unpaid = money(Amount::new(unpaid.get(at).copied().unwrap_or(0)));
        all.insert(info.id.as_str(), End { label: info.label.clone(), failed, loss, unpaid });
    }
    all
}

/// What each owes in the numeraire past its due date at the end, with requests that wait in its queue.
fn unpaid(trace: &Trace, last: &Frame) -> Vec<i64> {
    let mut all: Vec<i64> = last.participants.iter().map(|p| p.queued.quanta()).collect();
    for (info, link) in trace.links.iter().zip(&last.links) {
        let debtor = match info.link.kind {
            LinkKind::Obligation => info.from,
            LinkKind::Trade => info.to,
            _ => continue,
        };
        let due = info.asset == trace.numeraire && info.due.is_some_and(|due| due <= last.tick);
        if let (true, Some(sum)) = (due, all.get_mut(debtor.at())) {
            *sum += link.open.quanta();
        }
    }
    all
}

fn people(before: &Trace, now: &Trace) -> Vec<Person> {
    let both = [ends(before), ends(now)];
    let ids: BTreeSet<&str> = both.iter().flat_map(|all| all.keys().copied()).collect();
    let one = |id: &str| {
        let each = both.each_ref().map(|all| all.get(id));
        let of = |what: fn(&End) -> String| each.map(|e| e.map_or_else(dash, what));
        let when = |e: Option<&End>, unit: &str| match e.and_then(|e| e.failed) {
            Some((tick, 0)) => format!("{unit} {tick}"),
            Some((tick, round)) => format!("{unit} {tick}, round {round}"),
            None => dash(),
        };
        let failed = [when(each[0], &before.unit), when(each[1], &now.unit)];
        let (loss, unpaid) = (of(|e| e.loss.clone()), of(|e| e.unpaid.clone()));
        let differs = [&failed, &loss, &unpaid].iter().any(|x| x[0] != x[1]);
        let label = each[1].or(each[0]).map_or_else(|| id.to_owned(), |e| e.label.clone());
        Person { id: id.to_owned(), label, failed, loss, unpaid, differs }
    };
    sorted(ids.into_iter().map(one).collect(), |a, b| (!a.differs, &a.id).cmp(&(!b.differs, &b.id)))
}

#[cfg(test)]
mod tests {
    use super::{BAD, METRICS};

    #[test]
    fn what_is_worse_when_there_is_more_of_it_is_measured() {
        assert!(BAD.iter().all(|id| METRICS.iter().any(|m| m.id == *id)), "{BAD:?}");
    }
}
