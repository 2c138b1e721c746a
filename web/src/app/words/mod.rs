//! Words and numbers as the page shows them: pure functions, tested natively.

mod change;
mod links;
mod moment;
mod number;
mod sentence;
mod slide;
#[cfg(test)]
mod tests;

pub(in crate::app) use change::difference;
pub use change::{fail, field, slide, target};
pub use links::{Piece, pieces};
pub use moment::{
    Standing, capital_day, day, frame_at, has_failed, kind_of_failure, link_state, participant, reached, standing,
};
pub use number::{
    MINUS, capital, change, column, count, exact, figure, fixed, millionths, money, numbers, percent, price, rounded,
};
pub use sentence::{grouped, is_trouble, sentence};
pub use slide::{stop, stop_now};
