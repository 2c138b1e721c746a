//! The form of a clearing house's default fund: its layers in their order, its members, its refills.

use super::maker::{spec, unit};
use super::party::Make;
use super::{Action, Arrange, Edit, Field, Row, Section, numeraire, party_name, ticks};
use interclear_core::scenario::{Layer, MAX_LAYERS, Mechanism, Participant, Scenario};
use interclear_core::units::{Decimal, Rate};
use std::collections::BTreeMap;

/// Layers that always come first, in this order.
const FIXED: usize = 2;

/// The parts of the fund that is a participant's mechanism at a place of its list.
struct Fund<'a> {
    skin: &'a mut Decimal,
    contributions: &'a mut BTreeMap<String, Decimal>,
    layers: &'a mut Vec<Layer>,
    replenish_within: &'a mut Option<u32>,
    close_out: &'a mut BTreeMap<String, Decimal>,
}

fn fund(p: &mut Participant, at: usize) -> Option<Fund<'_>> {
    match p.mechanisms.get_mut(at)? {
        Mechanism::DefaultFund { skin_in_the_game, contributions, layers, replenish_within, close_out } => {
            Some(Fund { skin: skin_in_the_game, contributions, layers, replenish_within, close_out })
        }
        _ => None,
    }
}

/// Changes the list of layers; the usual ones are written out first.
fn change_layers(p: &mut Participant, at: usize, change: impl FnOnce(&mut Vec<Layer>)) {
    if let Some(fund) = fund(p, at) {
        if fund.layers.is_empty() {
            *fund.layers = Layer::usual(*fund.skin);
            *fund.skin = Decimal::ZERO;
        }
        change(fund.layers);
    }
}

/// The sections of a default fund; the first has the button that removes it.
pub fn sections(s: &Scenario, m: &Make, p: &Participant, at: usize, remove: Action) -> Vec<Section> {
    let mut copy = p.clone();
    let Some(parts) = fund(&mut copy, at) else { return Vec::new() };
    let place = p.mechanism_place(at);
    let refill = m.maybe_whole(
        spec(
            &format!("{place}/replenish_within"),
            "Refilled within",
            "Time in which members refill, in cash, what was used of their contributions. Empty: they do not.",
        ),
        "not at all",
        move |p| fund(p, at).map(|f| f.replenish_within),
    );
    let help = "What members pay in, and which money bears a loss on a failed member, in which order.";
    let usual = parts.layers.is_empty();
    let layers = if usual { Layer::usual(*parts.skin) } else { parts.layers.clone() };
    let list = Layers { m, at, place: &place, usual, all: &layers, owner: &p.label, id: &p.id };
    vec![
        Section::new("Default fund", help, [unit(refill, ticks(s))]).at(m.at(&place)).with([remove]),
        list.section(s),
        members(s, m, p, (at, &place), &parts),
    ]
}

/// The layers of one fund, for its list.
struct Layers<'a> {
    m: &'a Make,
    at: usize,
    place: &'a str,
    usual: bool,
    all: &'a [Layer],
    owner: &'a str,
    id: &'a str,
}

impl Layers<'_> {
    fn section(&self, s: &Scenario) -> Section {
        let rows = (0..self.all.len()).filter_map(|i| self.row(s, i)).collect();
        let help = "Used from the first to the last; what the defaulter left always comes first. Drag a layer by its handle, \
                    or press Alt with an arrow key on it.";
        let section = Section::new("Layers", help, []).at(self.m.at(&format!("{}/layers", self.place)));
        section.list(rows, "Add a layer", self.additions())
    }

    fn row_place(&self, i: usize) -> String {
        self.m.at(&format!("{}/layers/{i}", self.place))
    }

    fn row(&self, s: &Scenario, i: usize) -> Option<Row> {
        let layer = self.all.get(i)?;
        let (name, help) = words(layer);
        let actions = if i < FIXED { Vec::new() } else { self.buttons(i, name) };
        let fields = self.fields(s, i, layer).into_iter().flatten().collect();
        let title = format!("{}. {name}", i + 1);
        Some(Row { at: self.row_place(i), title, help: help.into(), fields, actions, order: Some(self.to(i, i)) })
    }

    fn to(&self, from: usize, to: usize) -> Arrange {
        Arrange { house: self.id.to_owned(), fund: self.at, from, to }
    }

    /// Up, down, remove. A button at the end of its way stays there and says why it does nothing.
    fn buttons(&self, i: usize, name: &str) -> Vec<Action> {
        let place = self.row_place(i);
        let (m, at) = (self.m, self.at);
        let low = name.to_lowercase();
        let change = |to: usize, way: &str| {
            let free = moved(self.all, i, to).is_ok();
            free.then(|| m.named(format!("move {low} {way}"), |p| change_layers(p, at, |all| all.swap(i, to))))
        };
        let step = |sign, way: &str, to: usize| {
            let action = Action::small(sign, format!("Move {low} {way}"), change(to, way), format!("{place}/{way}"));
            Action { moves: Some(self.to(i, to)), ..action.then(format!("{}/{way}", self.row_place(to))) }
        };
        let removed = m.named(format!("remove {low}"), |p| {
            change_layers(p, at, |all| {
                all.remove(i);
            });
        });
        let gone = Action::small("\u{2715}", format!("Remove {low}"), Some(removed), format!("{place}/remove"));
        vec![
            step("\u{2191}", "up", i - 1),
            step("\u{2193}", "down", i + 1),
            Action { removes: true, ..gone.then(self.m.at(&format!("{}/layers", self.place))) },
        ]
    }

    fn fields(&self, s: &Scenario, i: usize, layer: &Layer) -> Vec<Option<Field>> {
        let (at, usual) = (self.at, self.usual);
        let name = |last: &str| format!("{}/layers/{i}/{last}", self.place);
        match layer {
            Layer::SkinInTheGame { .. } => {
                let place = if usual { format!("{}/skin_in_the_game", self.place) } else { name("amount") };
                let help = "The house's own capital in this place, out of its cash.";
                vec![unit(self.m.decimal(spec(&place, "Amount", help), move |p| tranche(p, at, i)), numeraire(s))]
            }
            Layer::Assessments { .. } => {
                let cap = "Most that may be called from a member in the whole run, in per cent of its contribution.";
                let within = "From the call to the day it is due; at least 1.";
                let deadline = self
                    .m
                    .whole(spec(&name("deadline"), "Deadline", within), move |p| assessment(p, at, i).map(|a| a.1));
                vec![
                    self.m.percent(spec(&name("cap"), "Cap", cap), move |p| assessment(p, at, i).map(|a| a.0)),
                    unit(deadline, ticks(s)),
                ]
            }
            Layer::GainsHaircut { .. } => {
                let cap = "Most that may be cut of what the house owes a member on a contract, in per cent of it.";
                let over = "For how long gains may be cut, from the first time on; at least 1.";
                let within = self.m.whole(spec(&name("ticks"), "Lasts", over), move |p| haircut(p, at, i).map(|a| a.1));
                vec![
                    self.m.percent(spec(&name("cap"), "Cap", cap), move |p| haircut(p, at, i).map(|a| a.0)),
                    unit(within, ticks(s)),
                ]
            }
            _ => Vec::new(),
        }
    }

    /// Layers that may still be added: each once, skin in the game twice.
    fn additions(&self) -> Vec<Action> {
        if self.all.len() >= MAX_LAYERS {
            return Vec::new();
        }
        let cap = Rate::ONE;
        let more = [
            Layer::SkinInTheGame { amount: Decimal::ZERO },
            Layer::SurvivorsFund {},
            Layer::Assessments { cap, deadline: 1 },
            Layer::GainsHaircut { cap, ticks: 1 },
            Layer::TearUp {},
            Layer::RemainingEquity {},
        ];
        let at = self.at;
        let place = self.row_place(self.all.len());
        let add = |layer: Layer| {
            let name = words(&layer).0;
            let edit = self.m.named(format!("add {} to {}", name.to_lowercase(), self.owner), |p| {
                change_layers(p, at, |all| all.push(layer));
            });
            Action::add(name, edit).then(place.clone())
        };
        let there = |x: &Layer| self.all.iter().filter(|y| y.word() == x.word()).count();
        let most = |x: &Layer| if matches!(x, Layer::SkinInTheGame { .. }) { 2 } else { 1 };
        more.into_iter().filter(|x| there(x) < most(x)).map(add).collect()
    }
}

/// The amount of the skin in the game that is the layer at a place; of the usual layers, the only one.
fn tranche(p: &mut Participant, at: usize, i: usize) -> Option<&mut Decimal> {
    let fund = fund(p, at)?;
    if fund.layers.is_empty() {
        return Some(fund.skin);
    }
    match fund.layers.get_mut(i)? {
        Layer::SkinInTheGame { amount } => Some(amount),
        _ => None,
    }
}

/// The cap and the deadline of the assessments that are the layer at a place.
fn assessment(p: &mut Participant, at: usize, i: usize) -> Option<(&mut Rate, &mut u32)> {
    match fund(p, at)?.layers.get_mut(i)? {
        Layer::Assessments { cap, deadline } => Some((cap, deadline)),
        _ => None,
    }
}

/// The cap and the time of the haircut that is the layer at a place.
fn haircut(p: &mut Participant, at: usize, i: usize) -> Option<(&mut Rate, &mut u32)> {
    match fund(p, at)?.layers.get_mut(i)? {
        Layer::GainsHaircut { cap, ticks } => Some((cap, ticks)),
        _ => None,
    }
}

/// Layers in another order, or why they cannot be.
fn moved(all: &[Layer], from: usize, to: usize) -> Result<Vec<Layer>, String> {
    if from.min(to) < FIXED {
        return Err("What the defaulter left comes first: its margin, then its contribution.".to_owned());
    }
    if from.max(to) >= all.len() {
        return Err("It is the last layer already.".to_owned());
    }
    let mut order = all.to_vec();
    let layer = order.remove(from);
    order.insert(to, layer);
    let place = |word: &str| order.iter().position(|l| l.word() == word);
    match (place("gains_haircut"), place("tear_up")) {
        (Some(cut), Some(ended)) if ended < cut => {
            Err("Contracts that have been ended have no gains left to cut: the haircut comes first.".to_owned())
        }
        _ => Ok(order),
    }
}

/// A layer in its new place: the edit, the place of its row, and what is said of it.
pub struct Arranged {
    /// The change.
    pub edit: Edit,
    /// Where the layer stands then.
    pub at: String,
    /// What it comes to, in a sentence.
    pub said: String,
}

/// Moves a layer to another place, or says why it stays; nothing when it is there already.
pub fn arrange(s: &Scenario, to: &Arrange) -> Option<Result<Arranged, String>> {
    let p = s.participants.iter().find(|p| p.id == to.house)?;
    let mut after = p.clone();
    let parts = fund(&mut after, to.fund)?;
    let layers = if parts.layers.is_empty() { Layer::usual(*parts.skin) } else { parts.layers.clone() };
    let name = words(layers.get(to.from)?).0;
    if to.from == to.to {
        return None;
    }
    Some(moved(&layers, to.from, to.to).map(|order| {
        let low = name.to_lowercase();
        let way = match (to.from, to.to) {
            (from, at) if at + 1 == from => "up".to_owned(),
            (from, at) if from + 1 == at => "down".to_owned(),
            (_, at) => format!("to place {}", at + 1),
        };
        let before = to.to.checked_sub(1).and_then(|at| order.get(at)).map(|l| words(l).0.to_lowercase());
        let said =
            format!("{name} is now layer {} of {}, after {}.", to.to + 1, order.len(), before.unwrap_or_default());
        change_layers(&mut after, to.fund, |all| *all = order);
        let at = format!("participants/{}/{}/layers/{}", to.house, after.mechanism_place(to.fund), to.to);
        Arranged {
            edit: Edit::Named(format!("move {low} {way}"), Box::new(Edit::Participant(Box::new(after)))),
            at,
            said,
        }
    }))
}

/// A layer's name and what it is.
const fn words(layer: &Layer) -> (&'static str, &'static str) {
    match layer {
        Layer::DefaulterMargin {} => ("Defaulter's margin", "What the failed member posted as collateral."),
        Layer::DefaulterFund {} => ("Defaulter's contribution", "What the failed member paid into the fund."),
        Layer::SkinInTheGame { .. } => ("Skin in the game", "The house's own capital pledged to losses."),
        Layer::SurvivorsFund {} => {
            ("Survivors' contributions", "What the other members paid in, pro rata to what is left of it.")
        }
        Layer::Assessments { .. } => ("Assessments", "Cash called from the other members, up to a cap."),
        Layer::GainsHaircut { .. } => (
            "Gains haircut",
            "What the house owes members and cannot pay, when all it called has fallen due: cut pro rata, up to a cap.",
        ),
        Layer::TearUp {} => {
            ("Tear-up", "Contracts of members end at their marks; what is left of their gains bears the rest.")
        }
        Layer::RemainingEquity {} => ("Remaining equity", "Whatever else the house owns beyond what it owes."),
    }
}

/// Members with what they paid in and what closing them out costs.
fn members(s: &Scenario, m: &Make, p: &Participant, (at, place): (usize, &str), parts: &Fund<'_>) -> Section {
    let within = |id: &str| parts.contributions.contains_key(id) || parts.close_out.contains_key(id);
    let row = |id: &str| {
        let name = party_name(s, id);
        let paid = "Paid in at the opening, out of the member's cash.";
        let cost = "What closing its positions out costs the house beyond its margin, if it fails. Empty: nothing.";
        let (paid_at, cost_at) = (format!("{place}/contributions/{id}"), format!("{place}/close_out/{id}"));
        let (paid_name, cost_name) = (format!("Contribution of {name}"), format!("Close-out loss of {name}"));
        let key = id.to_owned();
        let fields = [
            m.decimal(spec(&paid_at, &paid_name, paid), move |p| {
                Some(fund(p, at)?.contributions.entry(key.clone()).or_default())
            }),
            m.entry(spec(&cost_at, &cost_name, cost), "none", id, move |p| fund(p, at).map(|f| f.close_out)),
        ];
        let leave = m.named(format!("remove {name} from the default fund of {}", p.label), |p| {
            if let Some(fund) = fund(p, at) {
                fund.contributions.remove(id);
                fund.close_out.remove(id);
            }
        });
        let here = m.at(&format!("{place}/members/{id}"));
        let gone = Action::small("\u{2715}", format!("Remove {name}"), Some(leave), format!("{here}/remove"));
        let gone = Action { removes: true, ..gone.then(m.at(&format!("{place}/contributions"))) };
        Row {
            at: here,
            title: name.to_owned(),
            help: "".into(),
            fields: fields.into_iter().flatten().collect(),
            actions: vec![gone],
            order: None,
        }
    };
    let join = |member: &Participant| {
        let edit = m.named(format!("add {} to the default fund of {}", member.label, p.label), |p| {
            if let Some(fund) = fund(p, at) {
                fund.contributions.insert(member.id.clone(), Decimal::ZERO);
            }
        });
        Action::add(member.label.clone(), edit).then(m.at(&format!("{place}/contributions/{}", member.id)))
    };
    let inside = s.participants.iter().filter(|x| within(&x.id)).map(|x| row(&x.id)).collect();
    let absent = s.participants.iter().filter(|x| x.id != p.id && !within(&x.id)).map(join).collect();
    let help = "What each pays in, and what it costs the house to close it out beyond its margin.";
    let mut section = Section::new("Members", help, []).at(m.at(&format!("{place}/contributions")));
    section.columns = ["Member", "Contribution", "Close-out loss"].map(str::to_owned).to_vec();
    section.list(inside, "Add a member", absent)
}
