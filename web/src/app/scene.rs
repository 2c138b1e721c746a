//! `Scene`: all that the canvas shows at a moment, with places, routes and words, ready to draw.

mod ends;
mod kinds;
mod seats;

pub use seats::Seats;

use super::geometry::{Block, Curve, bounds, fit_text, text_width};
use super::reveal::{Failure, LinkLook, Moment, NodeLook, Shape, Tone, Wear, describe_link, describe_node};
use super::route::{Route, Wire, route};
use super::{Playhead, Point, Sight, ties};
use ends::{End, accounts_of, ends, made, numbers};
use interclear_core::engine::Trace;
use interclear_core::journal::{LinkKind, explain};
use interclear_core::scenario::Scenario;
use interclear_core::units::{EntryIx, LinkIx, ParticipantIx};
use kinds::{plain, verb, width};
use litemap::LiteMap;
use std::rc::Rc;

/// A participant as drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneNode {
    /// Its id.
    pub id: Rc<str>,
    /// Its name, cut to fit.
    pub name: String,
    /// The preset it was made from.
    pub kind: String,
    /// Its centre.
    pub at: Point,
    /// Its state.
    pub look: NodeLook,
    /// Its number in the chain of causes.
    pub step: Option<u32>,
    /// Its accessible name.
    pub spoken: String,
}

/// A link as drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneLink {
    /// Its kind.
    pub kind: LinkKind,
    /// Its id.
    pub id: Rc<str>,
    /// Node it starts from; none for the outside.
    pub from: Option<usize>,
    /// Node it ends at; none for the outside.
    pub to: Option<usize>,
    /// Its state.
    pub look: LinkLook,
    /// Width of the line.
    pub width: f64,
    /// How it runs.
    pub route: Route,
    /// Width of its label.
    pub label_w: f64,
    /// Its accessible name.
    pub spoken: String,
}

/// A membership as drawn: a thread between two participants.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneTie {
    /// Its place in the form of its house.
    pub at: String,
    /// How it runs.
    pub curve: Curve,
    /// Its accessible name.
    pub spoken: String,
}

/// All that the canvas shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Participants, in the scenario's order.
    pub nodes: Vec<Rc<SceneNode>>,
    /// Links.
    pub links: Vec<Rc<SceneLink>>,
    /// Memberships.
    pub ties: Vec<SceneTie>,
}

/// Size of the type on labels.
pub const LABEL_SIZE: f64 = 11.0;
/// Size of the type of names.
pub const NAME_SIZE: f64 = 12.5;

/// Whom the chain of causes of an entry names, and in which of its steps first.
#[must_use]
pub fn chain(trace: &Trace, why: EntryIx) -> Vec<(ParticipantIx, u32)> {
    let steps = explain(trace, why).map(|e| e.chain).unwrap_or_default();
    steps.iter().zip(1u32..).filter_map(|(step, number)| Some((step.who?, number))).collect()
}

impl Scene {
    /// The scene of a scenario at a moment of its run, with the chain of causes of an entry.
    #[must_use]
    pub fn of(
        scenario: &Scenario,
        places: &[Point],
        trace: Option<&Trace>,
        playhead: Playhead,
        chain: &[(ParticipantIx, u32)],
        sight: Sight,
    ) -> Self {
        let moment = trace.and_then(|t| Moment::at(t, playhead)).map(|m| m.as_seen(sight == Sight::AsSeen));
        let nodes = nodes(scenario, places, trace, moment.as_ref(), chain);
        let (links, ties) = links(scenario, places, trace, moment.as_ref());
        Self { nodes, links, ties }
    }

    /// The box round everything, with room for labels and stubs; `None` when empty.
    #[must_use]
    pub fn bounds(&self) -> Option<Block> {
        let mut points: Vec<Point> = self.nodes.iter().map(|n| n.at).collect();
        let half = super::geometry::NODE_W / 2.0;
        for link in self.links.iter().filter(|l| l.from.is_none() || l.to.is_none()) {
            let end = if link.from.is_none() { link.route.curve.a } else { link.route.curve.b };
            let inside = nodes_edge(end, link.route.curve.at(0.5), half);
            points.push(inside);
        }
        bounds(&points)
    }

    /// The node of a participant.
    #[must_use]
    pub fn node(&self, id: &str) -> Option<usize> {
        self.nodes.iter().position(|n| &*n.id == id)
    }
}

/// A loose end as if it were a node's border: moved inwards by half a node.
fn nodes_edge(end: Point, towards: Point, half: f64) -> Point {
    end.plus(towards.from(end).unit(), half.min(60.0))
}

/// Room for a name beside the mark of a state: that of a failure says why, and is two marks.
fn name_room(shape: Shape) -> f64 {
    let two = |f| matches!(f, Failure::Illiquid | Failure::Insolvent);
    match shape {
        Shape::Failed(f) | Shape::Gone(f) if two(f) => 80.0,
        _ => 92.0,
    }
}

fn nodes(
    scenario: &Scenario,
    places: &[Point],
    trace: Option<&Trace>,
    moment: Option<&Moment<'_>>,
    chain: &[(ParticipantIx, u32)],
) -> Vec<Rc<SceneNode>> {
    let mut ix: LiteMap<&str, u32> = LiteMap::new();
    for (p, i) in trace.iter().flat_map(|t| &t.participants).zip(0u32..) {
        ix.insert(p.id.as_str(), i);
    }
    let draw = |(p, at): (&interclear_core::scenario::Participant, &Point)| {
        let who = ix.get(p.id.as_str()).map(|i| ParticipantIx(*i));
        let look = moment.zip(who).map(|(m, w)| m.node(w)).unwrap_or_default();
        let spoken = describe_node(&p.label, &p.kind.replace('_', " "), &look);
        Rc::new(SceneNode {
            id: p.id.as_str().into(),
            name: fit_text(&p.label, NAME_SIZE, name_room(look.shape)),
            kind: p.kind.clone(),
            at: *at,
            look,
            step: who.and_then(|w| chain.iter().find(|(step, _)| *step == w).map(|(_, number)| *number)),
            spoken,
        })
    };
    scenario.participants.iter().zip(places).map(draw).collect()
}

fn links(
    scenario: &Scenario,
    places: &[Point],
    trace: Option<&Trace>,
    moment: Option<&Moment<'_>>,
) -> (Vec<Rc<SceneLink>>, Vec<SceneTie>) {
    let number = numbers(scenario);
    let label = |id: &str| scenario.participants.iter().find(|p| p.id == id).map_or(id.to_owned(), |p| p.label.clone());
    let mut ix: LiteMap<(LinkKind, &str), u32> = LiteMap::new();
    for (l, i) in trace.iter().flat_map(|t| &t.links).zip(0u32..) {
        ix.insert((l.link.kind, l.id.as_str()), i);
    }
    let accounts = accounts_of(trace);
    let look = |e: &End<'_>| {
        if e.kind == LinkKind::Position {
            let at = accounts.get(&e.id).copied();
            return moment.zip(at).map_or_else(|| plain(e), |(m, at)| m.account(at));
        }
        let at = ix.get(&(e.kind, e.id.as_str())).map(|i| LinkIx(*i));
        moment.zip(at).map_or_else(|| plain(e), |(m, at)| m.link(at))
    };
    let mut ends = ends(scenario);
    // Links that mechanisms and events make are drawn while there is something on them.
    let made = trace.map(|t| made(t, &ends)).unwrap_or_default();
    ends.extend(made.into_iter().filter(|e| look(e).wear != Wear::Closed));
    let looks: Vec<LinkLook> = ends.iter().map(look).collect();
    let most = |account: bool| {
        looks.iter().filter(|l| (l.tone == Tone::Account) == account).map(|l| l.value).fold(0.0, f64::max)
    };
    let most = [most(false), most(true)];
    let label_w = |l: &LinkLook| match l.label.as_str() {
        "" => 0.0,
        text => text_width(text, LABEL_SIZE) * 1.06 + 10.0 + if l.padlock.is_some() { 15.0 } else { 0.0 },
    };
    let wire = |from, to, label| Wire { from: number.get(from).copied(), to: number.get(to).copied(), label };
    let mut wires: Vec<Wire> = ends.iter().zip(&looks).map(|(e, l)| wire(e.from, e.to, label_w(l))).collect();
    let mut ties = ties::all(scenario);
    // A member's account with its house says that it is one.
    ties.retain(|t| !ends.iter().any(|e| e.kind == LinkKind::Position && (e.from, e.to) == (t.member, t.house)));
    wires.extend(ties.iter().map(|t| wire(t.member, t.house, 0.0)));
    let mut routes = route(places, &wires);
    let threads = routes.split_off(ends.len());
    let tie = |(t, r): (ties::Tie<'_>, Route)| {
        let spoken = format!("{}, {} of {}: {}", label(t.member), t.what, label(t.house), t.amount);
        SceneTie { at: t.at, curve: r.curve, spoken }
    };
    let ties = ties.into_iter().zip(threads).map(tie).collect();
    let parts = ends.into_iter().zip(looks).zip(wires).zip(routes);
    let drawn = parts.filter(|(((_, _), w), _)| w.from.is_some() || w.to.is_some());
    let drawn = drawn
        .map(|(((e, look), w), route)| {
            let spoken = describe_link(&label(e.from), verb(e.kind), &label(e.to), &look);
            let width = width(&look, most[usize::from(look.tone == Tone::Account)]);
            let id = e.id.as_str().into();
            Rc::new(SceneLink {
                kind: e.kind,
                id,
                from: w.from,
                to: w.to,
                width,
                label_w: w.label,
                look,
                route,
                spoken,
            })
        })
        .collect();
    (drawn, ties)
}

#[cfg(test)]
mod tests {
    use super::*;
    use interclear_core::scenario::{Obligation, Participant};

    fn scenario() -> Scenario {
        let p =
            |id: &str, place| Participant { id: id.into(), label: id.to_uppercase(), place, ..Participant::default() };
        let o = |id: &str, debtor: &str, creditor: &str| Obligation {
            id: id.into(),
            debtor: debtor.into(),
            creditor: creditor.into(),
            amount: "10".parse().unwrap_or_default(),
            ..Obligation::default()
        };
        Scenario {
            id: "s".into(),
            participants: vec![p("a", Some([100.0, 100.0])), p("b", None), p("c", None)],
            obligations: vec![o("ab", "a", "b"), o("bc", "b", "c"), o("out", "c", "outside")],
            ..Scenario::default()
        }
    }

    #[test]
    fn a_scenario_without_a_run_is_drawn_from_its_own_numbers() {
        let s = scenario();
        let places = Seats::default().places(&s);
        let scene = Scene::of(&s, &places, None, Playhead::default(), &[], Sight::AsItIs);
        assert_eq!((scene.nodes.len(), scene.links.len()), (3, 3));
        assert_eq!(scene.links.iter().map(|l| l.look.label.as_str()).collect::<Vec<_>>(), ["owes 10"; 3]);
        assert_eq!(scene.links.iter().filter(|l| l.to.is_none()).count(), 1);
        assert!(scene.bounds().is_some_and(|b| b.w > 100.0));
    }

    #[test]
    fn a_loan_that_a_custodian_made_is_drawn_and_hidden_from_others() {
        let text = include_str!("../../../static/scenarios/hidden-link.json");
        let s = interclear_core::parse(text).unwrap();
        let trace = interclear_core::run(&interclear_core::check(&s).0.unwrap());
        let places = Seats::default().places(&s);
        let loan = |sight| {
            let scene = Scene::of(&s, &places, Some(&trace), Playhead::default(), &[], sight);
            let made = scene.links.iter().find(|l| l.id.ends_with(".relent")).unwrap();
            (made.from.is_some() && made.to.is_some(), made.look.wear, made.look.label.clone())
        };
        assert_eq!(loan(Sight::AsSeen), (true, Wear::Fog, "hidden".to_owned()));
        assert_eq!(loan(Sight::AsItIs), (true, Wear::Whole, "deposit 60, hidden".to_owned()));
    }

    #[test]
    fn moving_one_participant_moves_no_other() {
        let mut s = scenario();
        let mut seats = Seats::default();
        let first = seats.places(&s);
        if let Some(b) = s.participants.get_mut(1) {
            b.place = Some([900.0, 700.0]);
        }
        let second = seats.places(&s);
        assert_eq!(second.first(), first.first());
        assert_eq!(second.get(1), Some(&Point::new(900.0, 700.0)));
        assert_eq!(second.get(2), first.get(2));
        s.id = "another".into();
        assert_eq!(seats.places(&s).len(), 3);
    }
}
