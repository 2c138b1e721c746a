//! Restaking networks as numbers, for questions that need no run: the same enumeration that a run attacks by.

pub use crate::clearing::restaking::{
    MAX_OPERATORS, RestakingAttack, RestakingNetwork, SecuredService, restaking_bound,
};
