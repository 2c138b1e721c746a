//! The rule sets that a participant runs: one section or more for each, and those that it may still take up.

use super::made::{Made, Spot, Thing, say};
use super::maker::{spec, unit};
use super::party::Make;
use super::things::new_group;
use super::{Action, Edit, Section, depositors, house, numeraire};
use interclear_core::scenario::{MAX_MECHANISMS, Mechanism, Participant, ServiceOrder, Shaped as _, Variant};
use interclear_core::units::{Decimal, Rate};
use std::collections::BTreeMap;

/// Rule sets with a form of their own, and the parts that it shows; all others get one made of the format.
const OWN: [(&str, &[&str]); 3] = [
    ("insolvency_rule", &["floor"]),
    ("depositors", &["opacity", "gate", "order", "groups"]),
    ("default_fund", &["skin_in_the_game", "contributions", "layers", "replenish_within", "close_out"]),
];
/// So many buttons stand in a row; more become a list to choose from.
const BUTTONS: usize = 4;

/// The rule sets of a participant.
pub(super) struct RuleSets<'a> {
    /// Makes its fields.
    pub m: &'a Make,
    /// The participant.
    pub p: &'a Participant,
    /// The same as JSON.
    pub thing: &'a Thing<'a>,
}

impl RuleSets<'_> {
    /// The sections of the rule set at a place of the list.
    pub fn sections(&self, at: usize) -> Vec<Section> {
        let (m, p, s) = (self.m, self.p, self.thing.s);
        let Some(mechanism) = p.mechanisms.get(at) else { return Vec::new() };
        let word = mechanism.label().to_ascii_lowercase();
        let edit = m.named(format!("remove {word} of {}", p.label), |p| {
            p.mechanisms.remove(at);
        });
        let remove = Action::remove(format!("Remove {word}"), edit).then(m.at("mechanisms"));
        let place = p.mechanism_place(at);
        let mut all = match mechanism {
            Mechanism::InsolvencyRule { .. } => {
                let floor = m.decimal(
                    spec(&format!("{place}/floor"), "Floor", "Closed when its equity falls below this."),
                    move |p| match p.mechanisms.get_mut(at)? {
                        Mechanism::InsolvencyRule { floor } => Some(floor),
                        _ => None,
                    },
                );
                let help = "Declared failed when its equity at marks is below the floor.";
                vec![Section::new(mechanism.label(), help, [unit(floor, numeraire(s))]).at(m.at(&place)).with([remove])]
            }
            Mechanism::Depositors { order, groups, .. } => {
                vec![depositors::section(m, (at, &place), *order, groups).at(m.at(&place)).with([remove])]
            }
            Mechanism::DefaultFund { .. } => house::sections(s, m, p, at, remove),
            _ => return self.made(at, mechanism, remove),
        };
        // What the format has beyond the form.
        let known = OWN.iter().find(|(word, _)| *word == mechanism.word()).map_or(&[] as &[&str], |(_, known)| known);
        let spot = Spot::of(format!("/mechanisms/{at}"), m.at(&place), &s.numeraire);
        Made::new(self.thing, spot).complete(&mut all, Mechanism::SHAPE, known);
        all
    }

    /// Sections made of the format.
    fn made(&self, at: usize, mechanism: &Mechanism, remove: Action) -> Vec<Section> {
        let s = self.thing.s;
        let place = self.m.at(&self.p.mechanism_place(at));
        let pointer = format!("/mechanisms/{at}");
        let value = self.thing.value.pointer(&pointer);
        let Some((value, object)) = value.and_then(|v| Some((v, Mechanism::SHAPE.object_of(v)?))) else {
            return Vec::new();
        };
        let label = mechanism.label();
        // Where there may be several, each says whom or what it is about.
        let title = match say::named(s, object.parts, value).filter(|_| mechanism.may_repeat()) {
            Some(name) => format!("{label}: {name}"),
            None => label.to_owned(),
        };
        let spot = Spot { noun: say::low(label), ..Spot::of(pointer, place, &s.numeraire) };
        let mut all = Made::new(self.thing, spot).object(&title, object.help(), object.parts);
        if let Some(first) = all.first_mut() {
            first.actions.push(remove);
        }
        all
    }

    /// Rule sets that can still be added: one of each kind, more of those that may repeat.
    pub fn additions(&self) -> Section {
        let (m, p) = (self.m, self.p);
        let section = Section::new("More rules", "What else this participant may do.", []).at(m.at("mechanisms"));
        if p.mechanisms.len() >= MAX_MECHANISMS {
            return section;
        }
        let mine = |word: &str| p.mechanisms.iter().find(|m| m.word() == word);
        let free = |v: &&'static Variant| mine(v.word).is_none_or(Mechanism::may_repeat);
        let (own, made): (Vec<_>, Vec<_>) =
            Mechanism::SHAPE.variants().iter().filter(free).partition(|v| OWN.iter().any(|(word, _)| *word == v.word));
        let own: Vec<Action> = own.into_iter().filter_map(|v| self.own(v.word)).collect();
        let made: Vec<Action> = made.into_iter().map(|v| self.add(v)).collect();
        if made.len() > BUTTONS {
            return section.list(Vec::new(), "Add rules", made).with(own);
        }
        let named = |a: Action| Action { label: format!("Add {}", say::low(&a.label)), ..a };
        section.with(own).with(made.into_iter().map(named))
    }

    fn place(&self, word: &str) -> String {
        let there = self.p.mechanisms.iter().any(|m| m.word() == word);
        let at = if there { self.p.mechanisms.len().to_string() } else { word.to_owned() };
        self.m.at(&format!("mechanisms/{at}"))
    }

    /// The button that adds a rule set with first values made of the format.
    fn add(&self, variant: &'static Variant) -> Action {
        let label = say::label(variant.word);
        let pointer = format!("/mechanisms/{}", self.p.mechanisms.len());
        let edit = self.thing.part().first(pointer, move |f| f.variant(variant));
        let words = format!("add {} to {}", say::low(&label), self.p.label);
        Action::add(label, Edit::Named(words, Box::new(edit))).then(self.place(variant.word))
    }

    /// The button that adds one with a form of its own.
    fn own(&self, word: &str) -> Option<Action> {
        let new = match word {
            "insolvency_rule" => Mechanism::InsolvencyRule { floor: Decimal::ZERO },
            "depositors" => Mechanism::Depositors {
                opacity: Rate::ZERO,
                gate: Rate::ONE,
                order: ServiceOrder::FirstCome,
                groups: vec![new_group()],
            },
            "default_fund" => Mechanism::DefaultFund {
                skin_in_the_game: Decimal::ZERO,
                contributions: BTreeMap::new(),
                layers: Vec::new(),
                replenish_within: None,
                close_out: BTreeMap::new(),
            },
            _ => return None,
        };
        let label = new.label().to_ascii_lowercase();
        let edit = self.m.named(format!("add {label} to {}", self.p.label), |p| p.mechanisms.push(new));
        Some(Action::add(format!("Add {label}"), edit).then(self.place(word)))
    }
}
