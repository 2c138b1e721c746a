//! Covers and pools of lines.

use super::check::Names;
use super::{BackstopSpec, CoverSpec, ParticipantSpec, fund};
use crate::scenario::Mechanism;
use crate::units::{Decimal, Tick};
use std::collections::BTreeMap;

/// Adds a cover at a place to its insurer.
pub(super) fn cover(here: &str, m: &Mechanism, spec: &mut ParticipantSpec, n: &mut Names<'_>) {
    let Mechanism::InsuranceCover { covers, share, limit, deductible } = m else { return };
    let share = n.share(&format!("{here}/share"), share.get(), 0.0, 1.0);
    let limit = n.quanta(&format!("{here}/limit"), None, *limit);
    let deductible = n.quanta(&format!("{here}/deductible"), None, *deductible);
    let here = format!("{here}/covers");
    if *covers == spec.id {
        return n.conflict(&here, "nobody insures itself", "name another participant");
    }
    let Some(covers) = n.participant(&here, covers) else { return };
    if spec.covers.iter().any(|c| c.covers == covers) {
        n.conflict(&here, "is covered twice by the same insurer", "keep one");
    }
    spec.covers.push(CoverSpec { covers, share, limit, deductible });
}

/// A pool of lines at a place.
pub(super) fn backstop(
    at: &str,
    lines: &BTreeMap<String, Decimal>,
    cap: Option<Decimal>,
    repay_after: Tick,
    n: &mut Names<'_>,
) -> BackstopSpec {
    let mut all = Vec::new();
    for (member, amount) in lines {
        let here = format!("{at}/lines/{member}");
        let quanta = n.quanta(&here, None, *amount);
        if let Some(who) = n.participant(&here, member) {
            all.push((who, quanta));
        }
    }
    if lines.len() < 2 {
        n.conflict(&format!("{at}/lines"), "there is nobody to draw on", "name two members or more");
    }
    fund::ticks(&format!("{at}/repay_after"), repay_after, n);
    BackstopSpec { lines: all, cap: cap.map(|c| n.quanta(&format!("{at}/cap"), None, c)), repay_after }
}

/// What covers and lines may come to owe: for the limit on amounts.
pub(super) fn may_be_owed(p: &ParticipantSpec) -> i128 {
    let covers: i128 = p.covers.iter().map(|c| i128::from(c.limit)).sum();
    covers + p.backstop.iter().flat_map(|b| &b.lines).map(|l| i128::from(l.1)).sum::<i128>()
}
