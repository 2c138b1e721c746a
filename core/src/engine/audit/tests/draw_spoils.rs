//! Ways to spoil price moves from outside.
#![allow(clippy::unit_arg, reason = "each kind of damage is one line of a table")]

use super::spoils::Spoil;
use crate::journal::{Entry, EntryKind};
use crate::units::{AssetIx, Rate};

pub(super) const SPOILS: &[(&str, &str, Spoil)] = &[
    ("draws_by_seed", "drawn without draws", |e| {
        let line = e.s.journal.entries.last()?.clone();
        Some(e.s.journal.entries.push(Entry { kind: EntryKind::Drawn, asset: Some(AssetIx(1)), ..line }))
    }),
    ("draws_by_seed", "moved by nothing", |e| {
        let outer = &mut e.frame.assets.get_mut(1)?.outer;
        Some(*outer = Rate::new(outer.get() + 0.1).ok()?)
    }),
    ("draws_by_seed", "beyond what draws may do", |e| Some(*e.s.outer.drawn.first_mut()? = 200.0)),
];
