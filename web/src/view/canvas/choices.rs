//! What the palette has to choose from.

use crate::app::Tool;
use interclear_core::journal::LinkKind;

/// What chooses: the tool, its picture, its name, what it does.
pub(super) const CHOOSE: [(Tool, &str, &str, &str); 2] = [
    (Tool::Select, "select", "Select", "Select one, move, pan"),
    (Tool::Several, "several", "Several", "Select several: tap each, or draw a box round them (S)"),
];

/// Kinds of wire: the kind, its picture, its name.
pub(super) const WIRES: [(LinkKind, &str, &str); 5] = [
    (LinkKind::Obligation, "owes", "Owes"),
    (LinkKind::Trade, "trade", "Trade"),
    (LinkKind::Deposit, "deposit", "Deposit"),
    (LinkKind::Collateral, "collateral", "Collateral"),
    (LinkKind::Position, "position", "Position"),
];

/// Shocks with a picture of their own: the word and the name of each.
pub(super) const SHOCKS: [(&str, &str); 6] = [
    ("price_shock", "Price shock"),
    ("default", "Default"),
    ("exploit", "Exploit"),
    ("outage", "Outage"),
    ("withdrawal_wave", "Withdrawal wave"),
    ("recovery", "Recovery"),
];

/// Kinds that stand in the column itself: the word and the name of each. The rest stand under "More".
pub(super) const COLUMN: [(&str, &str); 7] = [
    ("bank", "Bank"),
    ("fund", "Fund"),
    ("broker", "Broker"),
    ("lending_pool", "Lending pool"),
    ("stablecoin_issuer", "Stablecoin issuer"),
    ("clearing_house", "Clearing house"),
    ("firm", "Firm"),
];

#[cfg(test)]
mod tests {
    use super::COLUMN;
    use interclear_core::preset::by_id;

    #[test]
    fn kinds_in_the_column_have_the_names_of_their_presets() {
        for (kind, label) in COLUMN {
            assert_eq!(by_id(kind).map(|p| p.label), Some(label));
        }
    }
}
