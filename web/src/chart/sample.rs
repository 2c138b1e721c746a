//! A run made by hand for tests of charts and words: more collateral, more failures.

use interclear_core::engine::{
    AssetFrame, AssetInfo, Borne, Frame, HouseInfo, LayerInfo, LayerKind, LinkFrame, LinkInfo, LinkState, Marks,
    ParticipantFrame, ParticipantInfo, PoolFrame, PoolInfo, PositionFrame, RequestFrame, State, Trace,
};
use interclear_core::journal::{Cause, Entry, EntryKind, Journal, LinkKind, LinkRef, Phase};
use interclear_core::units::{Amount, AssetIx, EntryIx, ParticipantIx, Price};

const NAMES: [&str; 6] = ["Finch", "Heron", "Pike", "Rook", "Wren", "Zander"];
/// Who, due, paid, round of the failure.
const FAILS: [(u32, i64, i64, u32); 4] = [(2, 0, 0, 1), (1, 5_000, 500, 2), (4, 4_800, 500, 3), (0, 4_600, 500, 4)];

fn a(quanta: i64) -> Amount {
    Amount::new(quanta)
}

fn participant(i: u32, tick: u32) -> ParticipantFrame {
    let mut p = ParticipantFrame { cash: a(500), holdings: a(1_000), claims: a(6_000), ..ParticipantFrame::default() };
    if let Some((_, due, paid, round)) = FAILS.into_iter().find(|f| f.0 == i).filter(|_| tick >= 2) {
        p.state = State::Failed;
        p.marks = Marks { illiquid: i != 2, insolvent: i == 2, ..Marks::default() };
        (p.failed_tick, p.failed_round) = (2, round);
        p.failure = Some(EntryIx(round + 2));
        if tick == 2 {
            (p.due, p.paid, p.debts) = (a(due), a(paid), a(due));
        } else {
            (p.due, p.debts) = (a(due - paid), a(due - paid));
        }
    }
    p
}

fn link(after: bool, due: i64, paid: i64, round: u32) -> LinkFrame {
    if !after {
        return LinkFrame { open: a(due), ..LinkFrame::default() };
    }
    let (open, due, paid) = (a(due - paid), a(due), a(paid));
    LinkFrame { state: LinkState::Broken, open, due, paid, round, ..LinkFrame::default() }
}

fn frame(tick: u32) -> Frame {
    let after = tick >= 2;
    let unpaid = if after { 129.0 } else { 0.0 };
    let settled = if after { 0.104 } else { 1.0 };
    let depth = [400.0, 400.0, 310.0, 310.0, 310.0][tick as usize];
    let confidence = [1.0, 1.0, 0.82, 0.61, 0.61][tick as usize];
    let loss = if after { [22.4, 14.4, 8.0] } else { [0.0; 3] };
    let failed = if after { 4.0 } else { 0.0 };
    let [loss, moved, burnt] = loss;
    let metrics = vec![failed, 0.0, 144.0, 15.0, unpaid, settled, confidence, depth / 400.0, loss, burnt, moved, 7.75];
    let losses = if after { [0, 465, 1_000, 0, 0, 775, 0] } else { [0; 7] };
    Frame {
        tick,
        rounds: if tick == 2 { 4 } else { 0 },
        unique: true,
        participants: (0..6).map(|i| participant(i, tick)).collect(),
        links: FAILS.iter().skip(1).map(|(_, due, paid, round)| link(after, *due, *paid, *round)).collect(),
        assets: vec![AssetFrame { price: Price::ONE, ..AssetFrame::default() }; 2],
        metrics,
        losses: losses.map(a).to_vec(),
        entries: if after { 8 } else { 1 },
        ..Frame::default()
    }
}

fn entry(kind: EntryKind, who: u32, round: u32, (amount, of): (i64, i64)) -> Entry {
    Entry {
        tick: 2,
        phase: Phase::Clear,
        round,
        kind,
        who: Some(ParticipantIx(who)),
        other: None,
        link: None,
        asset: None,
        amount: a(amount),
        of: a(of),
        causes: Vec::new(),
    }
}

fn journal() -> Journal {
    let mut journal = Journal::default();
    let opening = Entry { tick: 0, phase: Phase::Rules, ..entry(EntryKind::Opening, 2, 0, (1_000, 0)) };
    journal.add(opening);
    let shock = Entry {
        who: None,
        asset: Some(AssetIx(1)),
        phase: Phase::Events,
        ..entry(EntryKind::PriceShock, 0, 0, (900_000, 1_000_000))
    };
    journal.add(shock);
    journal.add(entry(EntryKind::Loss, 2, 0, (1_440, 0)));
    journal.add(entry(EntryKind::Closed, 2, 1, (-440, 0)));
    let mut short = entry(EntryKind::Short, 1, 2, (500, 5_000));
    short.causes = vec![Cause { entry: EntryIx(3), amount: a(4_500) }];
    journal.add(short);
    journal.add(entry(EntryKind::Short, 4, 3, (500, 4_800)));
    journal.add(entry(EntryKind::Short, 0, 4, (500, 4_600)));
    journal.add(Entry { phase: Phase::Resolve, ..entry(EntryKind::Failed, 1, 2, (4_500, 5_000)) });
    journal
}

/// The run.
pub fn trace() -> Trace {
    let asset = |id: &str, label: &str| AssetInfo { id: id.into(), label: label.into(), decimals: 2 };
    // Heron owes Wren, Wren owes Finch, Finch owes the outside.
    let link = |(at, (from, to, amount)): (u32, (u32, u32, i64))| LinkInfo {
        link: LinkRef { kind: LinkKind::Obligation, at },
        id: format!("l{at}"),
        from: ParticipantIx(from),
        to: ParticipantIx(to),
        asset: AssetIx(0),
        amount: a(amount),
        due: Some(2),
        ..LinkInfo::default()
    };
    let links = (0..).zip([(1, 4, 5_000), (4, 0, 4_800), (0, 6, 4_600)]).map(link).collect();
    Trace {
        model: "0".into(),
        unit: "day".into(),
        seed: 1,
        numeraire: AssetIx(0),
        participants: NAMES.iter().map(|n| ParticipantInfo { id: n.to_lowercase(), label: (*n).into() }).collect(),
        assets: vec![asset("cash", "units"), asset("token", "tokens")],
        links,
        frames: (0..5).map(frame).collect(),
        journal: journal(),
        ..Trace::default()
    }
}

/// A run in which nothing goes wrong.
pub fn quiet() -> Trace {
    let mut trace = trace();
    let calm = trace.frames.first().cloned().unwrap_or_default();
    for (tick, f) in (0u32..).zip(&mut trace.frames) {
        *f = Frame { tick, ..calm.clone() };
    }
    trace.journal.entries.truncate(1);
    trace
}

/// The run with Rook as a clearing house: Pike's contribution of 5, 10 of its own, members' 45 and calls for as much.
pub fn house() -> Trace {
    let mut trace = trace();
    let rook = ParticipantIx(3);
    let members = |quanta: [i64; 3]| [2, 4, 5].map(ParticipantIx).into_iter().zip(quanta.map(a)).collect::<Vec<_>>();
    let layer = |kind, room| LayerInfo { kind, room };
    trace.houses = vec![HouseInfo {
        house: rook,
        layers: vec![
            layer(LayerKind::DefaulterMargin, Vec::new()),
            layer(LayerKind::DefaulterFund, members([500, 1_500, 3_000])),
            layer(LayerKind::SkinInTheGame, vec![(rook, a(1_000))]),
            layer(LayerKind::SurvivorsFund, members([500, 1_500, 3_000])),
            layer(LayerKind::Assessments, members([500, 1_500, 3_000])),
        ],
    }];
    let borne = |layer: u8, kind, bearer: u32, quanta| Borne {
        house: rook,
        layer,
        kind,
        bearer: ParticipantIx(bearer),
        amount: a(quanta),
    };
    for f in trace.frames.iter_mut().skip(2) {
        f.borne = vec![
            borne(0, LayerKind::DefaulterMargin, 2, 2_000),
            borne(1, LayerKind::DefaulterFund, 2, 500),
            borne(2, LayerKind::SkinInTheGame, 3, 1_000),
            borne(3, LayerKind::SurvivorsFund, 5, 700),
        ];
    }
    trace
}

/// The run with its token issued by Rook at par, a pool of Zander's with three positions, and a queue.
pub fn chain() -> Trace {
    let mut trace = trace();
    let zander = ParticipantIx(5);
    trace.pools = vec![PoolInfo { pool: zander, lends: AssetIx(0), markets: Vec::new() }];
    let prices = [1.0, 1.0, 0.93, 0.88, 0.9];
    for ((at, f), price) in (0i64..).zip(&mut trace.frames).zip(prices) {
        let mark = |p: f64| Price::new(p).unwrap_or_default();
        let depth2 = Some(a(2_000 - 300 * at));
        f.assets[1] = AssetFrame {
            price: mark(price),
            fair: mark(if at < 2 { 1.0 } else { 0.9 }),
            supply: a(50_000),
            promised: Some(Price::ONE),
            depth2,
            ..AssetFrame::default()
        };
        let position = |borrower: u32, debt: i64, health: f64| PositionFrame {
            pool: zander,
            borrower: ParticipantIx(borrower),
            collateral: a(debt * 2),
            debt: a(debt),
            health: health * price,
            left: a(if health * price < 1.0 { debt / 4 } else { 0 }),
        };
        f.pools = vec![PoolFrame { loans: a(9_000), free: a(1_000), ..PoolFrame::default() }];
        f.positions = vec![position(0, 4_000, 1.05), position(1, 3_000, 1.31), position(2, 2_000, 2.6)];
        if at > 1 {
            let (who, asked) = (ParticipantIx(1), a(10_000));
            f.requests =
                vec![RequestFrame { asset: AssetIx(1), who, asked, left: a(9_000 - 1_000 * at), ..Default::default() }];
        }
    }
    trace
}
