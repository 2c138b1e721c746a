//! Quantities that cannot hold nonsense: integer money, finite prices and ratios, typed indices.

mod amount;
mod decimal;
mod index;
mod order;
mod real;

pub use amount::Amount;
pub(crate) use amount::pow10;
pub use decimal::{Decimal, DecimalError};
pub use index::{AssetIx, EntryIx, LinkIx, ParticipantIx};
pub use order::sorted;
pub use real::{Price, Rate, RealError};

/// A settlement cycle, counted from 0 (the opening) upwards.
pub type Tick = u32;
