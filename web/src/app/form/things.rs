//! Forms of shocks and assets.

use super::made::{Made, Spot, Thing};
use super::maker::{Maker, spec, unit};
use super::{Action, Edit, Field, Section, assets, numeraire, parties, ticks};
use interclear_core::scenario::{Asset, DepositorGroup, Event, EventKind, Market, Scenario, Shaped as _};
use interclear_core::units::Rate;

/// Shocks with a form of their own; all others get one made of the format.
pub(super) const OWN_SHOCKS: [&str; 6] = ["price_shock", "default", "exploit", "outage", "withdrawal_wave", "recovery"];

/// Their parts that it shows.
const SHOWN: [&str; 6] = ["asset", "participant", "change", "share", "amount", "ticks"];

/// A scheduled shock.
pub fn event(s: &Scenario, id: &str) -> Vec<Section> {
    let Some(e) = s.events.iter().find(|e| e.id == id) else { return Vec::new() };
    let m = Maker::new(e, format!("events/{id}"), |e| Edit::Event(Box::new(e)));
    let mut fields = vec![m.whole(spec("tick", "When", "The tick it happens."), |e| Some(&mut e.tick))];
    let delete = Action::remove("Delete shock", Edit::RemoveEvent(id.to_owned()));
    let thing = Thing::new(s, None, e, |e| Edit::Event(Box::new(e)));
    // Problems name the fields of a shock without saying `what`.
    let what = Made::new(&thing, Spot::of("/what".into(), format!("events/{id}"), &s.numeraire));
    let word = thing.value.pointer("/what/type").and_then(|v| v.as_str()).unwrap_or_default();
    let own = OWN_SHOCKS.contains(&word);
    if own {
        fields.extend(target(s, &m, e));
        fields.extend(figures(s, &m));
    }
    let variant = EventKind::SHAPE.variants().iter().find(|v| v.word == word && !own);
    let help = variant.map_or("", |v| v.object.help());
    let mut all = vec![Section::new(e.what.label(), help, fields).with([delete])];
    what.complete(&mut all, EventKind::SHAPE, if own { &SHOWN } else { &[] });
    Made::new(&thing, Spot::of(String::new(), format!("events/{id}"), &s.numeraire)).complete(
        &mut all,
        Event::SHAPE,
        &["id", "tick", "what"],
    );
    all
}

/// The numbers of a shock.
fn figures(s: &Scenario, m: &Maker<Event>) -> Vec<Option<Field>> {
    let mut fields = Vec::new();
    fields.push(unit(
        m.percent(spec("change", "Change", "\u{2212}10 is a fall of ten per cent."), |e| rate(e, "change")),
        "%",
    ));
    fields.push(m.percent(spec("share", "Share", "Part of the deposits that is asked for."), |e| rate(e, "share")));
    let amount = m.decimal(spec("amount", "Amount", "What is there goes, if there is less."), |e| match &mut e.what {
        EventKind::Exploit { amount, .. } | EventKind::Recovery { amount, .. } => Some(amount),
        _ => None,
    });
    fields.push(unit(amount, numeraire(s)));
    let lasts = m.whole(spec("ticks", "Lasts", "How long it can pay nothing."), |e| match &mut e.what {
        EventKind::Outage { ticks, .. } => Some(ticks),
        _ => None,
    });
    fields.push(unit(lasts, ticks(s)));
    fields
}

fn rate<'a>(e: &'a mut Event, name: &str) -> Option<&'a mut Rate> {
    match (&mut e.what, name) {
        (EventKind::PriceShock { change, .. }, "change") => Some(change),
        (EventKind::WithdrawalWave { share, .. }, "share") => Some(share),
        _ => None,
    }
}

/// What a shock strikes.
fn target(s: &Scenario, m: &Maker<Event>, e: &Event) -> Vec<Option<Field>> {
    let mut fields = Vec::new();
    if let EventKind::PriceShock { asset, .. } = &e.what {
        fields.push(m.choice(spec("asset", "Asset", "Whose price changes."), (asset, assets(s)), |e, v| {
            if let EventKind::PriceShock { asset, .. } = &mut e.what {
                *asset = v.to_owned();
            }
        }));
    }
    if let Some(who) = e.what.participant() {
        let set = |e: &mut Event, v: &str| {
            if let Some(participant) = e.what.participant_mut() {
                v.clone_into(participant);
            }
        };
        fields.push(m.choice(spec("participant", "Strikes", "Whom."), (who, parties(s, false)), set));
    }
    if let EventKind::Exploit { asset, .. } = &e.what {
        let base = s.numeraire.clone();
        let now = asset.clone().unwrap_or_else(|| base.clone());
        fields.push(m.choice(spec("asset", "Asset", "What is drained."), (&now, assets(s)), move |e, v| {
            if let EventKind::Exploit { asset, .. } = &mut e.what {
                *asset = (v != base).then(|| v.to_owned());
            }
        }));
    }
    fields
}

/// An asset and its market.
pub fn asset(s: &Scenario, id: &str) -> Vec<Section> {
    let Some(a) = s.assets.iter().find(|a| a.id == id) else { return Vec::new() };
    let m = Maker::new(a, format!("assets/{id}"), |a| Edit::Asset(Box::new(a)));
    let is_numeraire = a.id == s.numeraire;
    let price = if is_numeraire {
        None
    } else {
        unit(m.price(spec("price", "Opening price", ""), |a| Some(&mut a.price)), numeraire(s))
    };
    let main = [m.text(spec("label", "Name", ""), |a| &mut a.label), price];
    let mut all = vec![Section::new(
        "Asset",
        if is_numeraire { "Everything is valued in this; its price is 1." } else { "" },
        main,
    )];
    let thing = Thing::new(s, None, a, |a| Edit::Asset(Box::new(a)));
    if !is_numeraire {
        all.extend(market(&m, a, &thing));
    }
    // Problems name the parts of an asset, and those of its market without saying `market`.
    let spot = Spot::of(String::new(), format!("assets/{id}"), &a.id);
    Made::new(&thing, spot).complete(&mut all, Asset::SHAPE, &["id", "label", "decimals", "price", "market"]);
    all
}

fn market(m: &Maker<Asset>, a: &Asset, thing: &Thing<'_>) -> Vec<Section> {
    let help = "Where it can be sold.";
    if a.market.is_none() {
        let add = Action::add("Add market", m.edit(|a| a.market = Some(Market::default())));
        return vec![Section::new("Market", "Without one it cannot be sold.", []).with([add])];
    }
    let fields = [
        unit(
            m.maybe_decimal(
                spec(
                    "depth",
                    "Depth",
                    "Units in a constant-product pool at the opening. Empty: sales do not move the price.",
                ),
                "no impact",
                |a| a.market.as_mut().map(|m| &mut m.depth),
            ),
            a.label.clone(),
        ),
        m.percent(
            spec("discount", "Sale discount", "How far below the price a sale is done; marks do not move by it."),
            |a| a.market.as_mut().map(|m| &mut m.discount),
        ),
    ];
    let remove = Action::remove("Remove market", m.edit(|a| a.market = None));
    let mut all = vec![Section::new("Market", help, fields).with([remove])];
    let spot = Spot::of("/market".into(), format!("assets/{}", a.id), &a.id);
    Made::new(thing, spot).complete(&mut all, Market::SHAPE, &["depth", "discount"]);
    all
}

/// A group to begin with.
pub(super) fn new_group() -> DepositorGroup {
    let rate = |v| Rate::new(v).unwrap_or_default();
    DepositorGroup { share: rate(0.25), leaves_below: rate(0.95), ..DepositorGroup::default() }
}

/// Places and names of a group's two fields.
pub(super) fn group_names(place: &str, at: usize) -> [(String, String); 2] {
    let n = at + 1;
    [
        (format!("{place}/{at}/share"), format!("Group {n}: share")),
        (format!("{place}/{at}/leaves_below"), format!("Group {n}: leaves below")),
    ]
}
