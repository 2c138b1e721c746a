//! The form of a participant: name, kind, holdings and the rule sets it runs.

use super::maker::{Maker, spec, unit};
use super::things::{group_names, new_group};
use super::{Action, Edit, Field, Section, label_of, numeraire};
use interclear_core::preset::PRESETS;
use interclear_core::scenario::{DepositorGroup, Layer, Mechanism, Participant, Scenario, ServiceOrder};
use interclear_core::units::{Decimal, Rate};
use std::collections::BTreeMap;

type Make = Maker<Participant>;

/// A protocol or firm.
pub fn sections(s: &Scenario, id: &str) -> Vec<Section> {
    let Some(p) = s.participants.iter().find(|p| p.id == id) else { return Vec::new() };
    let m = Maker::new(p, format!("participants/{id}"), |p| Edit::Participant(Box::new(p)));
    let mut kinds: Vec<(String, String)> = PRESETS.iter().map(|k| (k.id.to_owned(), k.label.to_owned())).collect();
    if !kinds.iter().any(|(k, _)| *k == p.kind) {
        kinds.push((p.kind.clone(), if p.kind.is_empty() { "none".into() } else { p.kind.clone() }));
    }
    let main = [
        m.text(spec("label", "Name", ""), |p| &mut p.label),
        m.choice(
            spec("kind", "Kind", "Changes its icon and help, never its behaviour: that is in the rules below."),
            (&p.kind, kinds),
            |p, v| p.kind = v.into(),
        ),
    ];
    let mut all = vec![
        Section::new("Participant", "", main)
            .with([Action::remove("Delete participant", Edit::RemoveParticipant(id.to_owned()))]),
        holdings(s, &m, p),
    ];
    all.extend(p.mechanisms.iter().enumerate().map(|(at, mechanism)| rule_set(s, &m, at, mechanism)));
    all.push(Section::new("Rules it runs", "What else this participant does.", []).with(additions(&m, p)));
    all.retain(|s| !(s.fields.is_empty() && s.actions.is_empty()));
    all
}

fn holdings(s: &Scenario, m: &Make, p: &Participant) -> Section {
    let field = |asset: &String| {
        let (name, label, asset) = (format!("holdings/{asset}"), label_of(s, asset), asset.clone());
        m.decimal(spec(&name, &label, ""), move |p| Some(p.holdings.entry(asset.clone()).or_insert(Decimal::ZERO)))
    };
    let mut fields: Vec<Option<Field>> = p.holdings.keys().map(field).collect();
    // Assets it does not own yet are one number away.
    let others = s.assets.iter().filter(|a| !p.holdings.contains_key(&a.id));
    fields.extend(others.map(|a| {
        let (name, asset) = (format!("holdings/{}", a.id), a.id.clone());
        new_holding(m, &name, &a.label, asset)
    }));
    Section::new("Owns at the opening", "Before anything is posted as collateral.", fields)
}

/// An empty field for an asset that the participant does not own yet.
fn new_holding(m: &Make, name: &str, label: &str, asset: String) -> Option<Field> {
    let input = super::Input::Number(String::new());
    let field = m.field(spec(name, label, ""), input, move |p, text| {
        if text.trim().is_empty() {
            p.holdings.remove(&asset);
        } else {
            p.holdings.insert(asset.clone(), super::read::decimal(text)?);
        }
        Ok(())
    });
    field.map(|f| Field { empty: "none", ..f })
}

fn rule_set(s: &Scenario, m: &Make, at: usize, mechanism: &Mechanism) -> Section {
    let remove = Action::remove(
        format!("Remove {}", mechanism.label().to_ascii_lowercase()),
        m.edit(|p| {
            p.mechanisms.remove(at);
        }),
    );
    match mechanism {
        Mechanism::InsolvencyRule { .. } => {
            let floor = m.decimal(
                spec("mechanisms/insolvency_rule/floor", "Floor", "Closed when its equity falls below this."),
                move |p| match p.mechanisms.get_mut(at)? {
                    Mechanism::InsolvencyRule { floor } => Some(floor),
                    _ => None,
                },
            );
            let help = "Declared failed when its equity at marks is below the floor.";
            Section::new(mechanism.label(), help, [unit(floor, numeraire(s))]).with([remove])
        }
        Mechanism::Depositors { order, groups, .. } => depositors(m, at, *order, groups).with([remove]),
        Mechanism::DefaultFund { contributions, .. } => fund(s, m, at, contributions).with([remove]),
        Mechanism::InsuranceCover { .. } => {
            let help = "Pays a part of what another loses, once, up to a limit.";
            let limit = m.decimal(spec("mechanisms/insurance_cover/limit", "Limit", "Most that is paid."), move |p| {
                match p.mechanisms.get_mut(at)? {
                    Mechanism::InsuranceCover { limit, .. } => Some(limit),
                    _ => None,
                }
            });
            Section::new(mechanism.label(), help, [unit(limit, numeraire(s))]).with([remove])
        }
        Mechanism::MutualBackstop { .. } => {
            let help = "Lines that members promise each other, drawn by whoever is short and has nothing to sell.";
            Section::new(mechanism.label(), help, []).with([remove])
        }
    }
}

fn depositors(m: &Make, at: usize, order: ServiceOrder, groups: &[DepositorGroup]) -> Section {
    fn rate<'a>(p: &'a mut Participant, at: usize, name: &str) -> Option<&'a mut Rate> {
        match p.mechanisms.get_mut(at)? {
            Mechanism::Depositors { opacity, .. } if name == "opacity" => Some(opacity),
            Mechanism::Depositors { gate, .. } => Some(gate),
            _ => None,
        }
    }
    let orders = [("first_come", "first come"), ("pro_rata", "equal shares")];
    let now = if order == ServiceOrder::ProRata { "pro_rata" } else { "first_come" };
    let place = "mechanisms/depositors";
    let name = |last: &str| format!("{place}/{last}");
    let mut fields = vec![
        m.percent(
            spec(&name("opacity"), "Opacity", "0: depositors see its own coverage; 100: only the average of all."),
            move |p| rate(p, at, "opacity"),
        ),
        m.percent(
            spec(&name("gate"), "Gate", "Most of the deposits that may leave at once; the rest waits. 100 is no gate."),
            move |p| rate(p, at, "gate"),
        ),
        m.choice(
            spec(&name("order"), "Served", "How requests share what can be paid."),
            (now, orders.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec()),
            move |p, v| {
                if let Some(Mechanism::Depositors { order, .. }) = p.mechanisms.get_mut(at) {
                    *order = if v == "pro_rata" { ServiceOrder::ProRata } else { ServiceOrder::FirstCome };
                }
            },
        ),
    ];
    for g in 0..groups.len() {
        let [share, below] = group_names(&name("groups"), g);
        let part = spec(&share.0, &share.1, "Part of all deposits.");
        fields.push(m.percent(part, move |p| group(p, at, g).map(|g| &mut g.share)));
        let leaves = spec(&below.0, &below.1, "Leaves when the coverage it sees is below this.");
        fields.push(m.percent(leaves, move |p| group(p, at, g).map(|g| &mut g.leaves_below)));
    }
    let help = "Deposits payable on demand; groups leave when the coverage they see is too low.";
    let change = |change: fn(&mut Vec<DepositorGroup>)| {
        m.edit(|p| {
            if let Some(Mechanism::Depositors { groups, .. }) = p.mechanisms.get_mut(at) {
                change(groups);
            }
        })
    };
    let mut section = Section::new("Depositors", help, fields);
    section.actions.push(Action::add("Add group", change(|g| g.push(new_group()))));
    if groups.len() > 1 {
        section.actions.push(Action::remove("Remove last group", change(|g| g.truncate(g.len().saturating_sub(1)))));
    }
    section
}

fn group(p: &mut Participant, at: usize, g: usize) -> Option<&mut DepositorGroup> {
    match p.mechanisms.get_mut(at)? {
        Mechanism::Depositors { groups, .. } => groups.get_mut(g),
        _ => None,
    }
}

fn fund(s: &Scenario, m: &Make, at: usize, contributions: &BTreeMap<String, Decimal>) -> Section {
    fn parts(p: &mut Participant, at: usize) -> Option<(&mut Decimal, &mut BTreeMap<String, Decimal>)> {
        match p.mechanisms.get_mut(at)? {
            Mechanism::DefaultFund { skin_in_the_game, contributions, layers, .. } => {
                // Where the layers are the scenario's own, its first tranche.
                let tranche = layers.iter_mut().find_map(|l| match l {
                    Layer::SkinInTheGame { amount } => Some(amount),
                    _ => None,
                });
                Some((tranche.unwrap_or(skin_in_the_game), contributions))
            }
            _ => None,
        }
    }
    let money = numeraire(s);
    let own = spec(
        "mechanisms/default_fund/skin_in_the_game",
        "Own capital",
        "Used after the defaulter's contribution and before the survivors'.",
    );
    let mut fields = vec![unit(m.decimal(own, move |p| parts(p, at).map(|x| x.0)), money.clone())];
    let others = s.participants.iter().filter(|p| contributions.contains_key(&p.id));
    for member in others {
        let (name, id) = (format!("mechanisms/default_fund/contributions/{}", member.id), member.id.clone());
        let field = m.decimal(spec(&name, &member.label, "Its contribution."), move |p| parts(p, at)?.1.get_mut(&id));
        fields.push(unit(field, money.clone()));
    }
    let mut section = Section::new("Default fund", "What members put in, and the house's own capital.", fields);
    let absent = s.participants.iter().filter(|p| !contributions.contains_key(&p.id));
    for member in absent.take(6) {
        let join = m.edit(|p| {
            if let Some((_, contributions)) = parts(p, at) {
                contributions.insert(member.id.clone(), Decimal::ZERO);
            }
        });
        section.actions.push(Action::add(format!("Add {}", member.label), join));
    }
    section
}

/// Rule sets that can still be added.
fn additions(m: &Make, p: &Participant) -> Vec<Action> {
    let groups = vec![new_group()];
    let gate = Rate::ONE;
    let all = [
        Mechanism::InsolvencyRule { floor: Decimal::ZERO },
        Mechanism::Depositors { opacity: Rate::ZERO, gate, order: ServiceOrder::FirstCome, groups },
        Mechanism::DefaultFund {
            skin_in_the_game: Decimal::ZERO,
            contributions: BTreeMap::new(),
            layers: Vec::new(),
            replenish_within: None,
            close_out: BTreeMap::new(),
        },
    ];
    let has = |x: &Mechanism| p.mechanisms.iter().any(|y| std::mem::discriminant(x) == std::mem::discriminant(y));
    let add = |x: Mechanism| {
        Action::add(format!("Add {}", x.label().to_ascii_lowercase()), m.edit(|p| p.mechanisms.push(x.clone())))
    };
    all.into_iter().filter(|x| !has(x)).map(add).collect()
}
