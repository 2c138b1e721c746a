//! The speed case is as large as it says, and everything in it acts.

use super::{chains, cleared};
use crate::scenario::Mechanism;
use crate::scenario::Shaped;
use crate::{check, run};

#[test]
fn it_is_as_large_as_it_says_and_everything_in_it_acts() {
    let s = cleared();
    let links = s.obligations.len() + s.deposits.len() + s.collateral.len();
    assert_eq!((s.participants.len(), links, s.clock.ticks), (200, 600, 100));
    let (world, problems) = check(&s);
    let trace = run(&world.unwrap_or_else(|| panic!("{problems:?}")));
    assert!(
        trace.stopped.is_none() && trace.failures().len() > 2,
        "{:?}, {} fail",
        trace.stopped,
        trace.failures().len()
    );
    use crate::journal::EntryKind as K;
    let words: std::collections::BTreeSet<_> =
        s.participants.iter().flat_map(|p| &p.mechanisms).map(Mechanism::word).collect();
    let every: std::collections::BTreeSet<_> = Mechanism::SHAPE.variants().iter().map(|v| v.word).collect();
    assert_eq!(words, every);
    let of_chains = chains();
    let without: std::collections::BTreeSet<_> =
        of_chains.participants.iter().flat_map(|p| &p.mechanisms).map(Mechanism::word).collect();
    let traded: Vec<_> = every.difference(&without).copied().collect();
    assert_eq!((of_chains.participants.len(), traded), (200, vec!["margin", "margin_exchange"]));
    for kind in
        [K::Liquidated, K::Interest, K::Slashed, K::Forged, K::Upgraded, K::RealYield, K::Variation, K::SoldInBook]
    {
        assert!(trace.journal.entries.iter().any(|e| e.kind == kind), "{kind:?}");
    }
}
