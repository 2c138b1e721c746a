//! The form of a participant: name, kind, holdings and the rule sets it runs.

use super::made::{Made, Spot, Thing};
use super::maker::{Maker, spec};
use super::rule_sets::RuleSets;
use super::{Action, Edit, Field, Section, label_of};
use interclear_core::preset::{PRESETS, by_id};
use interclear_core::scenario::{Participant, Scenario, Shaped as _};

/// Parts that are in a section here, or that nobody types.
const KNOWN: [&str; 6] = ["id", "label", "kind", "holdings", "mechanisms", "place"];

/// Makes fields of a participant.
pub(super) type Make = Maker<Participant>;

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
        Section::new("Participant", by_id(&p.kind).map_or("", |k| k.help), main)
            .with([Action::remove("Delete participant", Edit::RemoveParticipant(id.to_owned()))]),
        holdings(s, &m, p),
    ];
    let thing = Thing::new(s, Some(id), p, |p| Edit::Participant(Box::new(p)));
    let spot = Spot::of(String::new(), format!("participants/{id}"), &s.numeraire);
    Made::new(&thing, spot).complete(&mut all, Participant::SHAPE, &KNOWN);
    all.extend(super::clients::of_participant(s, id));
    let sets = RuleSets { m: &m, p, thing: &thing };
    all.extend((0..p.mechanisms.len()).flat_map(|at| sets.sections(at)));
    all.push(sets.additions());
    let bare = |s: &Section| s.fields.is_empty() && s.rows.is_empty() && s.picker.is_none() && s.actions.is_empty();
    all.retain(|s| s.depth > 0 || !bare(s) || !s.signs.is_empty());
    all
}

fn holdings(s: &Scenario, m: &Make, p: &Participant) -> Section {
    let own = p.holdings.keys();
    // Assets it does not own yet are one number away.
    let others = s.assets.iter().map(|a| &a.id).filter(|id| !p.holdings.contains_key(*id));
    let field = |asset: &String| {
        let (name, label) = (format!("holdings/{asset}"), label_of(s, asset));
        m.entry(spec(&name, &label, ""), "none", asset, |p| Some(&mut p.holdings))
    };
    let fields: Vec<Option<Field>> = own.chain(others).map(field).collect();
    Section::new("Owns at the opening", "Before anything is posted as collateral.", fields)
}
