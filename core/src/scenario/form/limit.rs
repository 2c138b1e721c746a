//! Limits of fields, said once for whoever describes the format: the JSON Schema and the page's forms. `check` holds the
//! same ones in code of its own, and tests compare the two.

use crate::scenario::VERSION;

/// What a text or an amount is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An id: of the thing itself, or of something that is neither asset, participant nor contract.
    Id,
    /// The id of an asset.
    Asset,
    /// The id of a participant.
    Participant,
    /// The id of a participant, or `outside`.
    Party,
    /// The id of a contract.
    Contract,
    /// A short text.
    Label,
    /// A longer text.
    Text,
    /// An amount of which none is owed.
    Amount,
}

/// A rule that every value of a field keeps, whatever else is in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limit {
    /// The values of the field, of its list or of its map are of this kind.
    pub kind: Option<Kind>,
    /// Whose ids the keys of a map are.
    pub keys: Option<Kind>,
    /// The lowest number.
    pub low: Option<f64>,
    /// The number that is no longer low enough.
    pub above: Option<f64>,
    /// The highest number.
    pub high: Option<f64>,
    /// The fewest elements.
    pub least: Option<usize>,
    /// The most elements.
    pub most: Option<usize>,
    /// The only number.
    pub only: Option<u32>,
    /// How far from 0 both numbers of a pair may be.
    pub around: Option<f64>,
    /// Whether something of the text must be seen.
    pub seen: bool,
}

impl Limit {
    const NONE: Self = Self {
        kind: None,
        keys: None,
        low: None,
        above: None,
        high: None,
        least: None,
        most: None,
        only: None,
        around: None,
        seen: false,
    };

    const fn kind(kind: Kind) -> Self {
        Self { kind: Some(kind), ..Self::NONE }
    }

    /// The same for a map whose keys are ids of this kind.
    pub(crate) const fn by(self, keys: Self) -> Self {
        Self { keys: keys.kind, ..self }
    }

    /// The same for a list of so many at most.
    pub(crate) const fn list(self, most: usize) -> Self {
        Self { most: Some(most), ..self }
    }
}

pub(crate) const ID: Limit = Limit::kind(Kind::Id);
pub(crate) const ASSET: Limit = Limit::kind(Kind::Asset);
pub(crate) const PARTICIPANT: Limit = Limit::kind(Kind::Participant);
pub(crate) const PARTY: Limit = Limit::kind(Kind::Party);
pub(crate) const CONTRACT: Limit = Limit::kind(Kind::Contract);
pub(crate) const LABEL: Limit = Limit::kind(Kind::Label);
pub(crate) const TEXT: Limit = Limit::kind(Kind::Text);
pub(crate) const AMOUNT: Limit = Limit::kind(Kind::Amount);

/// A text of which something can be seen.
pub(crate) const fn not_blank() -> Limit {
    Limit { seen: true, ..TEXT }
}

/// An amount of which something is left.
pub(crate) const fn positive() -> Limit {
    Limit { above: Some(0.0), ..AMOUNT }
}

/// The version this program writes.
pub(crate) const fn version() -> Limit {
    Limit { only: Some(VERSION), ..Limit::NONE }
}

/// A number with both ends included.
pub(crate) fn between(low: impl Into<f64>, high: impl Into<f64>) -> Limit {
    Limit { low: Some(low.into()), high: Some(high.into()), ..Limit::NONE }
}

/// A part of a whole.
pub(crate) fn share() -> Limit {
    between(0, 1)
}

/// A number from an end that is not included up to one that is.
pub(crate) const fn above_to(low: f64, high: f64) -> Limit {
    Limit { high: Some(high), ..above(low) }
}

/// A number beyond an end that is not included.
pub(crate) const fn above(low: f64) -> Limit {
    Limit { above: Some(low), ..Limit::NONE }
}

/// A number from an end on.
pub(crate) fn from(low: u32) -> Limit {
    Limit { low: Some(low.into()), ..Limit::NONE }
}

/// A list of so many elements at most.
pub(crate) const fn at_most(count: usize) -> Limit {
    Limit::NONE.list(count)
}

/// The same, and at least one.
pub(crate) const fn some(count: usize) -> Limit {
    Limit { least: Some(1), ..at_most(count) }
}

/// A list of longer texts.
pub(crate) const fn texts(count: usize) -> Limit {
    TEXT.list(count)
}

/// Amounts by id; `by` says whose.
pub(crate) const fn amounts(count: usize) -> Limit {
    AMOUNT.list(count).by(ID)
}

/// The same for so many ids at least.
pub(crate) const fn amounts_from(least: usize, count: usize) -> Limit {
    Limit { least: Some(least), ..amounts(count) }
}

/// Two numbers within so much of 0.
pub(crate) const fn around(most: f64) -> Limit {
    Limit { around: Some(most), ..Limit::NONE }
}
