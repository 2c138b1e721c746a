//! Sentences and moments of a run made by hand.

use super::*;
use crate::app::Playhead;
use crate::chart::sample;
use interclear_core::journal::{Entry, EntryKind, Phase};
use interclear_core::units::{Amount, AssetIx, ParticipantIx};

const ALL: [EntryKind; 35] = {
    use EntryKind::*;
    [
        Opening,
        PriceShock,
        Exploit,
        Outage,
        DefaultDeclared,
        WithdrawalWave,
        Rescue,
        Loss,
        Closed,
        Insolvent,
        Called,
        ToppedUp,
        Run,
        Withdrawn,
        Locked,
        DepthLeft,
        TakenBack,
        NotReturned,
        Sold,
        PriceMoved,
        Paid,
        Short,
        Unsettled,
        Late,
        Failed,
        SetOff,
        Seized,
        PaidByCollateral,
        Released,
        FundCharged,
        Burnt,
        EstatePaid,
        Recovered,
        Impaired,
        Failed,
    ]
};

fn entry(kind: EntryKind, amount: i64, of: i64) -> Entry {
    Entry {
        tick: 2,
        phase: Phase::Clear,
        round: 0,
        kind,
        who: Some(ParticipantIx(1)),
        other: Some(ParticipantIx(4)),
        link: None,
        asset: None,
        amount: Amount::new(amount),
        of: Amount::new(of),
        causes: Vec::new(),
    }
}

#[test]
fn every_kind_is_a_sentence_of_its_own() {
    let trace = sample::trace();
    for kind in ALL {
        for asset in [None, Some(AssetIx(1))] {
            let text = sentence(&trace, &Entry { asset, ..entry(kind, 450, 5_000) });
            assert!(text.ends_with('.') && text.len() > 12, "{kind:?}: {text}");
            assert!(!text.contains("Heron: "), "{kind:?} falls through: {text}");
        }
    }
}

#[test]
fn sentences_carry_names_numbers_and_assets() {
    let trace = sample::trace();
    for (kind, amount, of, text) in [
        (EntryKind::Short, 500, 5_000, "Heron pays 5 of the 50 due."),
        (EntryKind::Paid, 500, 5_000, "Heron pays Wren 5 of 50."),
        (EntryKind::Closed, -440, 0, "Heron is closed: its equity is −4.4."),
        (EntryKind::Failed, 4_500, 5_000, "Heron fails: 45 of 50 unpaid."),
        (EntryKind::Sold, 15_200, 16_000, "Heron sells for 152, 8 below the mark."),
    ] {
        assert_eq!(sentence(&trace, &entry(kind, amount, of)), text);
    }
    let tokens = Entry { asset: Some(AssetIx(1)), ..entry(EntryKind::NotReturned, 16_000, 0) };
    assert_eq!(sentence(&trace, &tokens), "Heron cannot get 160 tokens back from Wren.");
    let shock = Entry { asset: Some(AssetIx(1)), ..entry(EntryKind::PriceShock, 900_000, 1_000_000) };
    assert_eq!(sentence(&trace, &shock), "Shock: the price of tokens goes from 1 to 0.9 (−10\u{202f}%).");
    let outside = Entry { other: Some(ParticipantIx(6)), ..entry(EntryKind::Paid, 100, 100) };
    assert_eq!(sentence(&trace, &outside), "Heron pays the outside 1.");
}

#[test]
fn a_line_is_reached_with_its_round() {
    let trace = sample::trace();
    let at = |tick, round| Playhead { tick, round };
    let reached_at = |i: usize, p| reached(&trace, &trace.journal.entries[i], p);
    assert!(reached_at(1, at(2, 0)), "events come before the first round");
    assert!(!reached_at(4, at(2, 1)) && reached_at(4, at(2, 2)));
    assert!(!reached_at(6, at(2, 3)) && reached_at(6, at(2, 4)) && reached_at(6, at(3, 0)));
}

#[test]
fn standing_tells_illiquid_from_insolvent() {
    let trace = sample::trace();
    let frame = &trace.frames[2];
    let at = Playhead { tick: 2, round: 4 };
    assert_eq!(standing(&trace, &frame.participants[1], at).words, "failed on day 2, round 2");
    assert_eq!(standing(&trace, &frame.participants[1], Playhead { tick: 2, round: 1 }).class, "ok");
    assert_eq!(kind_of_failure(&frame.participants[1]), "solvent, but cannot pay today");
    assert_eq!(kind_of_failure(&frame.participants[2]), "owes more than it has");
    assert_eq!(participant(&trace, "heron"), Some(ParticipantIx(1)));
}
