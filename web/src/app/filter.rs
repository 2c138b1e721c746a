//! Which lines of the journal are shown: by participant, link, kind, least amount and words.

use super::model::Playhead;
use super::words;
use interclear_core::engine::Trace;
use interclear_core::journal::{Entry, EntryKind, LinkKind};
use interclear_core::units::{Decimal, EntryIx, LinkRef, ParticipantIx};
use std::collections::BTreeSet;

/// What lines must have to be shown. What is empty asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// A participant on either side, by id.
    pub who: Option<String>,
    /// A link, by kind and id.
    pub link: Option<(LinkKind, String)>,
    /// One of these kinds.
    pub kinds: BTreeSet<EntryKind>,
    /// Something gone wrong.
    pub trouble: bool,
    /// At least this amount, as it was typed: in units of the line's own asset.
    pub least: String,
    /// These words in its sentence, whatever the case.
    pub text: String,
}

/// A row of the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The name of a tick.
    Tick(u32),
    /// A line.
    Line(EntryIx),
}

/// Rows with their counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The latest tick first, in order within a tick; each tick begins with its name.
    pub rows: Vec<Row>,
    /// Lines among them.
    pub shown: usize,
    /// Lines that had come to pass.
    pub of: usize,
}

/// A filter with its names looked up in a run.
struct Sieve<'a> {
    who: Option<Option<ParticipantIx>>,
    link: Option<Option<LinkRef>>,
    least: Option<f64>,
    text: String,
    filter: &'a Filter,
}

impl Filter {
    /// Whether it lets every line through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The least amount, if what was typed is one.
    ///
    /// # Errors
    /// Why it is none, in words.
    pub fn least(&self) -> Result<Option<f64>, &'static str> {
        let plain = self.least.trim().replace(',', "");
        if plain.is_empty() {
            return Ok(None);
        }
        match plain.parse::<Decimal>() {
            Ok(d) if !d.is_negative() => Ok(Some(d.to_f64())),
            _ => Err("A number from 0, for example 12.5."),
        }
    }

    /// The rows of a run up to a moment.
    #[must_use]
    pub fn rows(&self, trace: &Trace, at: Playhead) -> Rows {
        let link = |(kind, id): &(LinkKind, String)| {
            trace.links.iter().find(|l| l.link.kind == *kind && l.id == *id).map(|l| l.link)
        };
        let sieve = Sieve {
            who: self.who.as_ref().map(|id| words::participant(trace, id)),
            link: self.link.as_ref().map(link),
            least: self.least().unwrap_or(None).filter(|x| *x > 0.0),
            text: self.text.trim().to_lowercase(),
            filter: self,
        };
        let mut out = Rows::default();
        for tick in (0..=at.tick).rev() {
            let range = trace.entries_of(tick);
            let entries = trace.journal.entries.get(range.clone()).unwrap_or_default();
            let mut named = false;
            for (ix, entry) in range.zip(entries) {
                if entry.tick == at.tick && !words::reached(trace, entry, at) {
                    continue;
                }
                out.of += 1;
                if !sieve.lets(trace, entry) {
                    continue;
                }
                if !std::mem::replace(&mut named, true) {
                    out.rows.push(Row::Tick(tick));
                }
                out.shown += 1;
                out.rows.push(Row::Line(EntryIx(u32::try_from(ix).unwrap_or(u32::MAX))));
            }
        }
        out
    }
}

impl Sieve<'_> {
    fn lets(&self, trace: &Trace, e: &Entry) -> bool {
        let who = self.who.is_none_or(|who| who.is_some() && (e.who == who || e.other == who));
        let link = self.link.is_none_or(|link| link.is_some() && e.link == link);
        let kind = self.filter.kinds.is_empty() || self.filter.kinds.contains(&e.kind);
        let trouble = !self.filter.trouble || words::is_trouble(e.kind);
        who && link && kind && trouble && self.is_enough(trace, e) && self.says(trace, e)
    }

    fn is_enough(&self, trace: &Trace, e: &Entry) -> bool {
        let Some(least) = self.least else { return true };
        let decimals = e.asset.and_then(|a| trace.assets.get(a.at())).map_or(trace.decimals(), |a| a.decimals);
        e.amount.to_f64(decimals).abs() >= least
    }

    /// The dearest question, asked last.
    fn says(&self, trace: &Trace, e: &Entry) -> bool {
        self.text.is_empty() || words::sentence(trace, e).to_lowercase().contains(&self.text)
    }
}

/// Kinds that a run has, with the number of lines of each, in the order of the journal's own list.
#[must_use]
pub fn kinds(trace: &Trace) -> Vec<(EntryKind, usize)> {
    let mut all: std::collections::BTreeMap<EntryKind, usize> = std::collections::BTreeMap::new();
    trace.journal.entries.iter().for_each(|e| *all.entry(e.kind).or_default() += 1);
    all.into_iter().collect()
}

/// A kind in words: `price shock`.
#[must_use]
pub fn kind_name(kind: EntryKind) -> String {
    let mut out = String::new();
    for c in format!("{kind:?}").chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// Links that a run has between a participant and others, or all where nobody is named; no more than a list can show.
#[must_use]
pub fn links(trace: &Trace, who: Option<&str>) -> Vec<((LinkKind, String), String)> {
    const MOST: usize = 400;
    let who = who.and_then(|id| words::participant(trace, id));
    let of = |l: &&interclear_core::engine::LinkInfo| who.is_none_or(|w| l.from == w || l.to == w);
    let name = |l: &interclear_core::engine::LinkInfo| {
        let kind = words::capital(&format!("{:?}", l.link.kind).to_ascii_lowercase());
        let words = format!("{kind} {} \u{2192} {}", trace.name(l.from), trace.name(l.to));
        ((l.link.kind, l.id.clone()), words)
    };
    trace.links.iter().filter(of).take(MOST).map(name).collect()
}
