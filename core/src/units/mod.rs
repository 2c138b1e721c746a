//! Quantities that cannot hold nonsense: integer money, finite prices and ratios, typed indices.

mod amount;
mod decimal;
mod index;
mod link;
mod order;
mod real;
mod value;

pub use amount::Amount;
pub(crate) use amount::pow10;
pub use decimal::{Decimal, DecimalError};
pub use index::{AssetIx, EntryIx, LinkIx, ParticipantIx};
pub use link::{LinkKind, LinkRef};
pub use order::sorted;
pub use real::{Price, Rate, RealError};
pub(crate) use value::{scale, value_of};

/// A settlement cycle, counted from 0 (the opening) upwards.
pub type Tick = u32;
