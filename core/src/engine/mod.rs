//! The tick: one ordered table of phases over the state, recomputed whole on every edit.

mod trace;

pub use trace::{
    AssetFrame, AssetInfo, Digest, Frame, LinkFrame, LinkInfo, LinkState, Marks, ParticipantFrame, ParticipantInfo,
    State, Trace,
};
