//! Words and numbers as the page shows them: pure functions, tested natively.

mod number;

pub use number::{
    MINUS, capital, change, column, count, exact, fixed, millionths, money, number, numbers, percent, price,
};
