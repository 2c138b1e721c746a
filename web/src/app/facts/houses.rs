//! What frames say of a clearing house: layer by layer who pays, what nobody covers, and what the house owns.

use super::{Facts, Shown};
use interclear_core::engine::{Borne, HouseInfo, LayerInfo, LayerKind, State};
use interclear_core::units::{Amount, ParticipantIx};

/// Names of a layer's bearers that are spelt out.
const NAMED: usize = 4;

/// Who pays in each layer of a house, and the house's own capital.
pub(super) fn of(shown: Shown<'_>, who: ParticipantIx) -> Vec<Facts> {
    let Some(house) = shown.trace.houses.iter().find(|h| h.house == who) else { return Vec::new() };
    vec![layers(shown, house), capital(shown, house)]
}

fn borne<'a>(shown: Shown<'a>, house: ParticipantIx, layer: usize) -> impl Iterator<Item = &'a Borne> {
    shown.frame.borne.iter().filter(move |b| b.house == house && usize::from(b.layer) == layer)
}

fn sum<'a>(parts: impl Iterator<Item = &'a Borne>) -> i64 {
    parts.map(|b| b.amount.quanta()).sum()
}

fn layers(shown: Shown<'_>, house: &HouseInfo) -> Facts {
    let mut facts = Facts::columns("Who pays, so far".to_owned(), ["Layer", "Stood for", "Used", "By whom"]);
    for (at, layer) in house.layers.iter().enumerate() {
        let used = sum(borne(shown, house.house, at));
        let room = room(shown, layer).map_or("\u{2013}".to_owned(), |r| shown.money(Amount::new(r.max(used))));
        let name = format!("{}. {}", at + 1, layer.kind.label());
        facts.row(name, [room, shown.money(Amount::new(used)), names(shown, house.house, at)], false);
    }
    let over = sum(borne(shown, house.house, house.layers.len()));
    if over > 0 {
        let nobody = "whoever the house cannot pay".to_owned();
        facts.row("Uncovered", [String::new(), shown.money(Amount::new(over)), nobody], true);
    }
    facts
}

/// What those who can be charged in a layer stood for at the opening; nothing where there was no limit.
fn room(shown: Shown<'_>, layer: &LayerInfo) -> Option<i64> {
    let failed = |who: ParticipantIx| {
        let state = shown.frame.participants.get(who.at()).map(|p| p.state);
        matches!(state, Some(State::Failed | State::Recovered))
    };
    let stands = |who: ParticipantIx| match layer.kind {
        LayerKind::DefaulterFund => failed(who),
        LayerKind::SkinInTheGame => true,
        _ => !failed(who),
    };
    (!layer.room.is_empty()).then(|| layer.room.iter().filter(|r| stands(r.0)).map(|r| r.1.quanta()).sum())
}

/// Who bears how much in a layer, the largest part first.
fn names(shown: Shown<'_>, house: ParticipantIx, layer: usize) -> String {
    let parts: Vec<&Borne> = borne(shown, house, layer).collect();
    let parts = interclear_core::units::sorted(parts, |a, b| b.amount.cmp(&a.amount).then(a.bearer.cmp(&b.bearer)));
    let one = |b: &&Borne| format!("{} {}", shown.trace.name(b.bearer), shown.money(b.amount));
    let mut named: Vec<String> = parts.iter().take(NAMED).map(one).collect();
    if parts.len() > NAMED {
        let rest = sum(parts.iter().skip(NAMED).copied());
        named.push(format!("{} others {}", parts.len() - NAMED, shown.money(Amount::new(rest))));
    }
    named.join(", ")
}

/// What is left of the house's pledged capital, and what else it owns.
fn capital(shown: Shown<'_>, house: &HouseInfo) -> Facts {
    let mut facts = Facts::of("The house's own capital".to_owned());
    let skin = |layer: &&LayerInfo| layer.kind == LayerKind::SkinInTheGame;
    let opening: i64 = house.layers.iter().filter(skin).flat_map(|l| &l.room).map(|r| r.1.quanta()).sum();
    let used = sum(shown.frame.borne.iter().filter(|b| b.house == house.house && b.kind == LayerKind::SkinInTheGame));
    let all = shown.frame.participants.get(house.house.at()).map_or(0, |p| p.equity().quanta());
    let left = opening - used;
    facts.say("Pledged to losses", shown.money(Amount::new(left)), opening > 0 && left == 0);
    facts.say("Other", shown.money(Amount::new(all - left)), all < left);
    facts
}
