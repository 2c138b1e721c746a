//! A small run made by hand: a due debt that is missed in round 2, with collateral behind another.

use super::*;
use interclear_core::engine::{
    AssetFrame, AssetInfo, LinkFrame, LinkInfo, LinkState, Marks, ParticipantFrame, ParticipantInfo,
};
use interclear_core::journal::{LinkKind, LinkRef};
use interclear_core::units::{Amount, AssetIx, Price};

fn cents(units: f64) -> Amount {
    Amount::new((units * 100.0).round() as i64)
}

fn info(id: &str, kind: LinkKind, at: u32, from: u32, to: u32, amount: f64, reuses: Option<u32>) -> LinkInfo {
    LinkInfo {
        link: LinkRef { kind, at },
        id: id.into(),
        from: ParticipantIx(from),
        to: ParticipantIx(to),
        asset: AssetIx(0),
        amount: cents(amount),
        due: Some(1),
        reuses: reuses.map(LinkIx),
        ..LinkInfo::default()
    }
}

fn run() -> Trace {
    let names = ["Heron", "Pike", "Wren"];
    let frame = |tick: u32, rounds: u32, participants: Vec<ParticipantFrame>, links: Vec<LinkFrame>| Frame {
        tick,
        rounds,
        participants,
        links,
        assets: vec![AssetFrame { price: Price::ONE, ..AssetFrame::default() }],
        losses: vec![Amount::ZERO; 4],
        ..Frame::default()
    };
    let quiet = ParticipantFrame { cash: cents(5.0), claims: cents(60.4), debts: cents(55.0), ..Default::default() };
    let heron = ParticipantFrame {
        state: State::Failed,
        marks: Marks { illiquid: true, ..Marks::default() },
        failed_tick: 1,
        failed_round: 2,
        cash: Amount::ZERO,
        claims: cents(55.4),
        debts: cents(45.0),
        due: cents(50.0),
        paid: cents(5.0),
        ..quiet
    };
    let pike = ParticipantFrame {
        state: State::Failed,
        marks: Marks { insolvent: true, shocked: true, ..Marks::default() },
        failed_tick: 1,
        failed_round: 1,
        cash: cents(95.6),
        claims: Amount::ZERO,
        debts: cents(100.0),
        ..Default::default()
    };
    let wren = ParticipantFrame { cash: cents(5.0), received: cents(5.0), ..Default::default() };
    let posted = |state: LinkState| LinkFrame { state, open: cents(160.0), ..Default::default() };
    let owed = LinkFrame { open: cents(50.0), ..Default::default() };
    let part = LinkFrame {
        state: LinkState::Broken,
        open: cents(45.0),
        due: cents(50.0),
        paid: cents(5.0),
        round: 2,
        ..LinkFrame::default()
    };
    let one = vec![owed, posted(LinkState::Posted), posted(LinkState::Posted)];
    let two = vec![part, posted(LinkState::Posted), posted(LinkState::Seized)];
    let frames = vec![
        frame(0, 0, vec![quiet, ParticipantFrame { cash: cents(110.0), debts: cents(100.0), ..quiet }, wren], one),
        frame(1, 2, vec![heron, pike, wren], two.clone()),
        frame(2, 0, vec![heron, pike, wren], two),
    ];
    let frames = frames.into_iter().map(open).collect();
    Trace {
        model: "test".into(),
        unit: "day".into(),
        seed: 0,
        numeraire: AssetIx(0),
        participants: names.iter().map(|n| ParticipantInfo { id: n.to_lowercase(), label: (*n).into() }).collect(),
        assets: vec![AssetInfo { id: "usd".into(), label: "USD".into(), decimals: 2 }],
        houses: Vec::new(),
        pools: vec![],
        links: vec![
            info("hw", LinkKind::Obligation, 0, 0, 2, 50.0, None),
            info("c1", LinkKind::Collateral, 0, 0, 1, 160.0, None),
            info("c2", LinkKind::Collateral, 1, 1, 2, 160.0, Some(1)),
        ],
        frames,
        ..Trace::default()
    }
}

/// Nothing is hidden: everybody sees what there is.
fn open(mut frame: Frame) -> Frame {
    for p in &mut frame.participants {
        (p.seen_equity, p.seen_debts) = (p.equity(), p.debts);
    }
    frame
}

/// The same with Heron's debt hidden until the last tick, and what it owes with it.
fn veiled() -> Trace {
    let mut trace = run();
    trace.links[0].hidden = true;
    for frame in &mut trace.frames[..2] {
        frame.links[0].hidden = true;
        let heron = &mut frame.participants[0];
        let owed = frame.links[0].open.quanta();
        heron.seen_debts = Amount::new(heron.debts.quanta() - owed);
        heron.seen_equity = Amount::new(heron.equity().quanta() + owed);
    }
    trace
}

const fn at(tick: u32, round: u32) -> Playhead {
    Playhead { tick, round }
}

#[test]
fn a_failure_shows_from_its_round_on() {
    let trace = run();
    let heron = |p| node_at(&trace, ParticipantIx(0), p);
    assert_eq!(heron(at(1, 0)).shape, Shape::Solvent);
    assert_eq!((heron(at(1, 1)).word.as_str(), heron(at(1, 1)).number.as_str()), ("due", "50"));
    assert_eq!(heron(at(1, 2)).shape, Shape::Failed(Failure::Illiquid));
    assert_eq!(heron(at(2, 0)).shape, Shape::Gone(Failure::Illiquid));
    assert_eq!(heron(at(2, 0)).number, "day 1");
    assert_eq!(node_at(&trace, ParticipantIx(1), at(1, 1)).shape, Shape::Failed(Failure::Insolvent));
}

#[test]
fn illiquid_and_insolvent_say_different_things() {
    let trace = run();
    let heron = node_at(&trace, ParticipantIx(0), at(1, 2));
    let pike = node_at(&trace, ParticipantIx(1), at(1, 2));
    assert_eq!((heron.word.as_str(), heron.number.as_str()), ("illiquid, equity", "10.4"));
    assert_eq!((pike.word.as_str(), pike.number.as_str()), ("insolvent, equity", "\u{2212}4.4"));
    assert!(pike.shocked && !heron.shocked);
    assert!(heron.debts.is_some_and(|d| d < 1.0) && pike.assets < 1.0);
    let said = describe_node("Heron", "fund", &heron);
    assert_eq!(said, "Heron, fund, failed day 1 round 2, illiquid, short 45 of 50");
}

#[test]
fn a_wire_is_half_paid_from_its_round_on() {
    let trace = run();
    let before = link_at(&trace, LinkIx(0), at(1, 1));
    assert_eq!((before.wear, before.label.as_str()), (Wear::Whole, "owes 50"));
    let after = link_at(&trace, LinkIx(0), at(1, 2));
    assert_eq!((after.wear, after.label.as_str()), (Wear::Part(0.1), "5 / 50"));
    assert!(after.moved && !before.moved);
}

#[test]
fn the_same_tokens_carry_the_same_number() {
    let trace = run();
    let (one, two) = (link_at(&trace, LinkIx(1), at(1, 2)), link_at(&trace, LinkIx(2), at(1, 2)));
    assert_eq!(one.label, "№ 1 · 160");
    assert_eq!(one.label, two.label);
    assert_eq!(one.padlock, Some(Padlock { number: 1, open: false }));
    assert_eq!(two.padlock, Some(Padlock { number: 1, open: true }));
    let earlier = link_at(&trace, LinkIx(2), at(1, 0));
    assert_eq!(earlier.padlock, Some(Padlock { number: 1, open: false }));
}

#[test]
fn numbers_are_short() {
    for (quanta, text) in [
        (-440, "\u{2212}4.4"),
        (16_000, "160"),
        (1_234_567, "12,346"),
        (12_345_678_900, "123.5m"),
        (1, "0.01"),
        (0, "0"),
    ] {
        assert_eq!(short_amount(Amount::new(quanta), 2), text);
    }
}

#[test]
fn a_moment_beyond_the_run_is_plain() {
    assert_eq!(node_at(&run(), ParticipantIx(0), at(9, 0)), NodeLook::default());
    assert_eq!(link_at(&run(), LinkIx(9), at(1, 0)), LinkLook::default());
}

#[test]
fn as_others_see_it_what_is_hidden_is_in_fog() {
    let trace = veiled();
    let moment = |p, seen| Moment::at(&trace, p).unwrap().as_seen(seen);
    let link = |p, seen| moment(p, seen).link(LinkIx(0));
    assert_eq!((link(at(0, 0), false).wear, link(at(0, 0), false).label.as_str()), (Wear::Whole, "owes 50, hidden"));
    let fog = link(at(0, 0), true);
    assert_eq!((fog.wear, fog.label.as_str(), fog.value), (Wear::Fog, "hidden", 0.0));
    assert!(!fog.spoken.contains("50"), "{fog:?}");
    // It comes out at the end, and other links were never hidden.
    assert_eq!(link(at(2, 0), true), link(at(2, 0), false));
    assert_eq!(moment(at(0, 0), true).link(LinkIx(1)), moment(at(0, 0), false).link(LinkIx(1)));
}

#[test]
fn as_others_see_it_a_participant_shows_what_they_see() {
    let trace = veiled();
    let node = |p, who, seen| Moment::at(&trace, p).unwrap().as_seen(seen).node(ParticipantIx(who));
    let (seen, is) = (node(at(0, 0), 0, true), node(at(0, 0), 0, false));
    // 5 and 60.4 against debts of 55, of which 50 are hidden.
    assert_eq!((seen.word.as_str(), seen.number.as_str()), ("seen equity", "60.4"));
    assert_ne!(is.word, seen.word);
    assert!(seen.debts < is.debts, "{seen:?} {is:?}");
    let words = "Others see equity 60.4, coverage 1,308\u{202f}%. There is equity 10.4, coverage 118.9\u{202f}%.";
    assert_eq!(is.veil.as_ref().map(|v| (v.words.as_str(), v.drawn)), Some((words, false)));
    assert_eq!(seen.veil.as_ref().map(|v| v.drawn), Some(true));
    assert!(is.spoken.contains("Others see equity 60.4") && seen.spoken.starts_with("as others see it"));
    // Whoever hides nothing looks the same to all, and a failure is seen by all.
    assert_eq!(node(at(0, 0), 2, true), node(at(0, 0), 2, false));
    assert_eq!(node(at(1, 2), 0, true).shape, Shape::Failed(Failure::Illiquid));
    assert!(crate::app::seen::hides(&trace) && !crate::app::seen::hides(&run()));
}
