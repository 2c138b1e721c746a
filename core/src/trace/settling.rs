//! How payments were settled, as a tick ended.

use crate::units::Amount;
use serde::{Deserialize, Serialize};

/// Settlement at the end of a tick, where the rules say how debts settle. Amounts are quanta of the numeraire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettlingFrame {
    /// Payments made one by one or together in this tick; none where debts settle in batches.
    pub payments: u32,
    /// Payments that the tick had room for; `None` without a limit.
    pub room: Option<u32>,
    /// Due on its date so far, at marks.
    pub due: Amount,
    /// What of it did not settle on that date.
    pub missed: Amount,
    /// Could be paid in this tick and had no room.
    pub waiting: Amount,
    /// Was stuck one by one in this tick and could have settled all together.
    pub gridlocked: Amount,
    /// Fees paid so far to people outside.
    pub fees: Amount,
}
