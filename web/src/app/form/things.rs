//! Forms of shocks and assets.

use super::maker::{Maker, spec, unit};
use super::{Action, Edit, Field, Section, assets, numeraire, parties, ticks};
use interclear_core::scenario::{Asset, DepositorGroup, Event, EventKind, Market, Providers, Scenario};
use interclear_core::units::Rate;

/// A scheduled shock.
pub fn event(s: &Scenario, id: &str) -> Vec<Section> {
    let Some(e) = s.events.iter().find(|e| e.id == id) else { return Vec::new() };
    let m = Maker::new(e, format!("events/{id}"), |e| Edit::Event(Box::new(e)));
    let mut fields = vec![m.whole(spec("tick", "When", "The tick it happens."), |e| Some(&mut e.tick))];
    fields.extend(target(s, &m, e));
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
    let delete = Action::remove("Delete shock", Edit::RemoveEvent(id.to_owned()));
    vec![Section::new(e.what.label(), "", fields).with([delete])]
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
    if !is_numeraire {
        all.extend(market(s, &m, a));
    }
    all
}

fn market(s: &Scenario, m: &Maker<Asset>, a: &Asset) -> Vec<Section> {
    let help = "Where it can be sold.";
    let Some(now) = &a.market else {
        let add = Action::add("Add market", m.edit(|a| a.market = Some(Market::default())));
        return vec![Section::new("Market", "Without one it cannot be sold.", []).with([add])];
    };
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
    all.push(providers(s, m, now));
    all
}

fn providers(s: &Scenario, m: &Maker<Asset>, now: &Market) -> Section {
    let help = "Who provides the depth and when they leave.";
    let Some(p) = &now.providers else {
        let watch = s.participants.first().map(|p| p.id.clone()).unwrap_or_default();
        let first = Providers { watch, groups: vec![new_group()] };
        let add = Action::add("Add providers who leave", m.edit(|a| set_providers(a, Some(first))));
        return Section::new("Liquidity providers", help, []).with([add]);
    };
    let mut fields = vec![m.choice(
        spec("providers/watch", "They watch", "Whose coverage they look at."),
        (&p.watch, parties(s, false)),
        |a, v| {
            if let Some(p) = a.market.as_mut().and_then(|m| m.providers.as_mut()) {
                p.watch = v.to_owned();
            }
        },
    )];
    for at in 0..p.groups.len() {
        let [share, below] = group_names("providers/groups", at);
        fields.push(
            m.percent(spec(&share.0, &share.1, "Part of the depth."), move |a| group_of(a, at).map(|g| &mut g.share)),
        );
        fields.push(m.percent(spec(&below.0, &below.1, "Leaves when coverage is below this."), move |a| {
            group_of(a, at).map(|g| &mut g.leaves_below)
        }));
    }
    let add = Action::add(
        "Add group",
        m.edit(|a| {
            if let Some(p) = a.market.as_mut().and_then(|m| m.providers.as_mut()) {
                p.groups.push(new_group());
            }
        }),
    );
    Section::new("Liquidity providers", help, fields)
        .with([add, Action::remove("Remove providers", m.edit(|a| set_providers(a, None)))])
}

fn set_providers(a: &mut Asset, providers: Option<Providers>) {
    if let Some(market) = &mut a.market {
        market.providers = providers;
    }
}

fn group_of(a: &mut Asset, at: usize) -> Option<&mut DepositorGroup> {
    a.market.as_mut()?.providers.as_mut()?.groups.get_mut(at)
}

/// A group to begin with.
pub(super) fn new_group() -> DepositorGroup {
    let rate = |v| Rate::new(v).unwrap_or_default();
    DepositorGroup { share: rate(0.25), leaves_below: rate(0.95) }
}

/// Places and names of a group's two fields.
pub(super) fn group_names(place: &str, at: usize) -> [(String, String); 2] {
    let n = at + 1;
    [
        (format!("{place}/{at}/share"), format!("Group {n}: share")),
        (format!("{place}/{at}/leaves_below"), format!("Group {n}: leaves below")),
    ]
}
