//! The colour families of links.

/// The colour family of a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// An obligation or a trade.
    #[default]
    Debt,
    /// Money payable on demand.
    Deposit,
    /// Collateral.
    Collateral,
    /// An account of positions in contracts.
    Account,
}
