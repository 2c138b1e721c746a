//! Words for mechanisms and shocks, in files and on the page, and whom a shock strikes.

use super::{EventKind, Mechanism};

impl Mechanism {
    /// The name in a scenario's JSON.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::InsolvencyRule { .. } => "insolvency_rule",
            Self::Depositors { .. } => "depositors",
            Self::DefaultFund { .. } => "default_fund",
            Self::Margin { .. } => "margin",
            Self::InsuranceCover { .. } => "insurance_cover",
            Self::MutualBackstop { .. } => "mutual_backstop",
            Self::Hoarding { .. } => "hoarding",
            Self::Bridge { .. } => "bridge",
            Self::Custodian { .. } => "custodian",
            Self::LendingPool { .. } => "lending_pool",
            Self::Keeper { .. } => "keeper",
            Self::Looper { .. } => "looper",
            Self::Staking { .. } => "staking",
            Self::SecuredService { .. } => "secured_service",
            Self::PegModule { .. } => "peg_module",
            Self::Algorithmic { .. } => "algorithmic",
            Self::MarginExchange { .. } => "margin_exchange",
        }
    }

    /// Whether a participant may run several of this kind, each about somebody else.
    #[must_use]
    pub const fn may_repeat(&self) -> bool {
        matches!(self, Self::InsuranceCover { .. })
    }

    /// The word for this mechanism on the page.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::InsolvencyRule { .. } => "Insolvency rule",
            Self::Depositors { .. } => "Depositors",
            Self::DefaultFund { .. } => "Default fund",
            Self::Margin { .. } => "Margin",
            Self::InsuranceCover { .. } => "Insurance cover",
            Self::MutualBackstop { .. } => "Mutual backstop",
            Self::Hoarding { .. } => "Hoarding",
            Self::Bridge { .. } => "Bridge",
            Self::Custodian { .. } => "Custodian",
            Self::LendingPool { .. } => "Lending pool",
            Self::Keeper { .. } => "Keeper",
            Self::Looper { .. } => "Looper",
            Self::Staking { .. } => "Staking",
            Self::SecuredService { .. } => "Secured service",
            Self::PegModule { .. } => "Peg module",
            Self::Algorithmic { .. } => "Algorithmic peg",
            Self::MarginExchange { .. } => "Margin exchange",
        }
    }
}

impl EventKind {
    /// The word for this shock on the page.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::PriceShock { .. } => "Price shock",
            Self::VolatilityShock { .. } => "Volatility shock",
            Self::Suspension { .. } => "Suspension",
            Self::Default { .. } => "Default",
            Self::Exploit { .. } => "Exploit",
            Self::Outage { .. } => "Outage",
            Self::WithdrawalWave { .. } => "Withdrawal wave",
            Self::Upgrade { .. } => "Upgrade",
            Self::Slashing { .. } => "Slashing",
            Self::RedemptionWave { .. } => "Redemption wave",
            Self::ForgedMessage { .. } => "Forged message",
            Self::Pause { .. } => "Pause",
            Self::Issue { .. } => "Issue",
            Self::Disclosure { .. } => "Disclosure",
            Self::Borrow { .. } => "Borrow",
            Self::Order { .. } => "Order",
            Self::Recovery { .. } => "Recovery",
        }
    }

    /// The participant it strikes, to be set.
    pub fn participant_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::PriceShock { .. }
            | Self::VolatilityShock { .. }
            | Self::Suspension { .. }
            | Self::Upgrade { .. }
            | Self::RedemptionWave { .. } => None,
            Self::Default { participant }
            | Self::Exploit { participant, .. }
            | Self::Outage { participant, .. }
            | Self::ForgedMessage { bridge: participant, .. }
            | Self::Pause { participant, .. }
            | Self::Issue { participant, .. }
            | Self::Disclosure { participant }
            | Self::WithdrawalWave { participant, .. }
            | Self::Borrow { participant, .. }
            | Self::Slashing { participant, .. }
            | Self::Recovery { participant, .. } => Some(participant),
            Self::Order { participant, .. } => participant.as_mut(),
        }
    }

    /// The participant it strikes, if it strikes one.
    #[must_use]
    pub fn participant(&self) -> Option<&str> {
        match self {
            Self::PriceShock { .. }
            | Self::VolatilityShock { .. }
            | Self::Suspension { .. }
            | Self::Upgrade { .. }
            | Self::RedemptionWave { .. } => None,
            Self::Default { participant }
            | Self::Exploit { participant, .. }
            | Self::Outage { participant, .. }
            | Self::ForgedMessage { bridge: participant, .. }
            | Self::Pause { participant, .. }
            | Self::Issue { participant, .. }
            | Self::Disclosure { participant }
            | Self::WithdrawalWave { participant, .. }
            | Self::Borrow { participant, .. }
            | Self::Slashing { participant, .. }
            | Self::Recovery { participant, .. } => Some(participant),
            Self::Order { participant, .. } => participant.as_deref(),
        }
    }
}
