//! A vault: it issues shares of what it holds, and lends it on.

use super::parts::{counter, token, whole};
use super::{Group, PresetDef, lending_pool};
use crate::scenario::{ClaimToken, Mechanism};

pub(super) const PRESET: PresetDef = PresetDef {
    id: "vault",
    label: "Vault",
    help: "Issues shares of all it holds and promises no more than it has. Its curator lends most of it on to a lending pool, the first there is or one that it brings: what goes wrong there is borne here.",
    group: Group::Lending,
    adds: |p| {
        let lends = |m: &Mechanism| matches!(m, Mechanism::LendingPool { .. });
        let pool = p.participants().find(|x| x.mechanisms.iter().any(lends)).map(|x| x.id.clone());
        let pool = pool.unwrap_or_else(|| p.with(&lending_pool::PRESET));
        // A tenth is kept for those who hand in shares.
        p.cash(5);
        p.deposits(&p.id(), &pool, 45);
        let claim = ClaimToken { circulating: whole(50), redemption: counter(), ..ClaimToken::default() };
        p.issues(token("vault-share", "Vault share", 2, 1.0), claim);
    },
};
