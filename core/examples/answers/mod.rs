//! Answers to files that are no networks.

#[path = "../deleverage/answer.rs"]
pub mod deleverage;
#[path = "../waterfall/answer.rs"]
pub mod waterfall;
