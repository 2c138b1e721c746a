//! Typed indices: a participant cannot be mistaken for an asset.

use serde::{Deserialize, Serialize};

macro_rules! index {
    ($(#[$doc:meta] $name:ident),*) => {$(
        #[$doc]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// The position as a slice index.
            #[must_use]
            pub const fn at(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

index! {
    /// A participant's place in the world, in order of its string id; the one after the last is `outside`.
    ParticipantIx,
    /// An asset's place in the world, in order of its string id.
    AssetIx,
    /// A journal line's place in the trace.
    EntryIx,
    /// A link's place among the links of the trace.
    LinkIx
}
