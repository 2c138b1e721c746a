//! Sentences and moments of a run made by hand.

use super::*;
use crate::app::Playhead;
use crate::chart::sample;
use interclear_core::journal::{Entry, EntryKind, Phase};
use interclear_core::units::{Amount, ParticipantIx};

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
fn sentences_carry_names_and_numbers() {
    let trace = sample::trace();
    let failed = sentence(&trace, &entry(EntryKind::Failed, 4_500, 5_000));
    assert_eq!(failed, "Heron fails: 45 of 50 is unpaid.");
    let large = sentence(&trace, &entry(EntryKind::Failed, 123_456_789, 5_000_000));
    assert!(large.contains("1,234,567.89 of 50,000"), "{large}");
}

#[test]
fn digits_are_grouped_but_not_years_decimals_or_names() {
    for (text, out) in [
        ("12500 of 1000000.12345 paid", "12,500 of 1,000,000.12345 paid"),
        ("since 2008", "since 2008"),
        ("outside sells 30 to outside", "Outside sells 30 to outside"),
        ("Fund12345 pays \u{2212}54321", "Fund12345 pays \u{2212}54,321"),
        ("", ""),
    ] {
        assert_eq!(grouped(text), out);
    }
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
    assert_eq!(standing(&trace, &frame.participants[1], at).words, "FAILED on day 2, round 2");
    assert_eq!(standing(&trace, &frame.participants[1], Playhead { tick: 2, round: 1 }).class, "ok");
    assert_eq!(
        kind_of_failure(&trace, ParticipantIx(1), &trace.frames[4].participants[1]),
        "solvent, but cannot pay today"
    );
    assert_eq!(kind_of_failure(&trace, ParticipantIx(2), &frame.participants[2]), "owes more than it has");
    assert_eq!(participant(&trace, "heron"), Some(ParticipantIx(1)));
}

#[test]
fn only_plain_https_addresses_may_be_opened() {
    use Piece::{Address, Words};
    for (text, parts) in [
        ("no address", vec![Words("no address")]),
        ("", vec![]),
        ("A (https://a.org/x), then B.", vec![Words("A ("), Address("https://a.org/x"), Words("), then B.")]),
        ("https://a.org/x?y=1#z", vec![Address("https://a.org/x?y=1#z")]),
        (
            "https://a.org https://b.org.",
            vec![Address("https://a.org"), Words(" "), Address("https://b.org"), Words(".")],
        ),
        ("javascript:alert(1)", vec![Words("javascript:alert(1)")]),
        ("http://a.org data:text/html,x", vec![Words("http://a.org data:text/html,x")]),
        ("https://", vec![Words("https://")]),
        ("https:///x https://a.org", vec![Words("https:///x "), Address("https://a.org")]),
        ("https://localhost/x", vec![Words("https://localhost/x")]),
        // Letters that look like others, a name before the host, a port: not what it seems to be.
        ("https://\u{430}pple.com", vec![Words("https://\u{430}pple.com")]),
        ("https://bank.org@evil.org/", vec![Words("https://bank.org@evil.org/")]),
        ("https://a.org:8080/", vec![Words("https://a.org:8080/")]),
        ("https://a.org\"onclick=x", vec![Address("https://a.org"), Words("\"onclick=x")]),
    ] {
        assert_eq!(pieces(text), parts, "{text}");
    }
}
