//! Lending pools in a tick.
//!
//! | phase | what happens |
//! |---|---|
//! | events | a borrowing posts collateral and takes a loan, as far as the rules allow |
//! | mark | interest by the clock |
//! | margin | positions whose health by the oracles is below 1 may be liquidated, within the close factor |
//! | market | keepers repay and sell what they take, in the batch of the tick, where none of them has a loss |
//! | resolve | a loan without collateral is bad debt, and somebody bears it |

mod bad_debt;
mod borrow;
mod health;
mod interest;
mod keepers;
mod liquidate;
mod mint;
mod ration;
mod show;

pub(super) use bad_debt::find as find_bad_debt;
pub(super) use borrow::{Borrowing, borrow};
pub(super) use health::find as find_unhealthy;
pub(super) use interest::accrue;
pub(super) use keepers::{Deal, deals};
pub(super) use liquidate::{close, keep, settle};
pub(super) use mint::{raise as raise_by_minting, wants as minting_pools};
pub(super) use ration::ration;
pub(super) use show::{count_full, oracle_frames, pool_frames, pools, position_frames};
