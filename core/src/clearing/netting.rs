//! Netting: what is left of claims when they are set off, and how much liquidity it takes to settle them.
//!
//! Gross, every claim is paid. Bilaterally netted, each pair pays its difference. Multilaterally netted, each pays or receives
//! the balance of all its claims, as with a clearing house or in deferred net settlement. Settled gross one after another
//! in real time, what a participant receives pays for what it owes later, so that the order decides what liquidity is
//! needed: between what multilateral netting needs and the gross sum. Leinonen and Soramaki (1999), *Optimizing Liquidity
//! Usage and Settlement Speed in Payment Systems*, Bank of Finland discussion paper 16/99, has the two bounds.
//!
//! Amounts are quanta of one asset. A claim on oneself, of nothing, or from nobody counts for nothing.

use litemap::LiteMap;

/// A claim: who owes whom how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    /// The debtor, by its place.
    pub debtor: usize,
    /// The creditor, by its place.
    pub creditor: usize,
    /// How much, in quanta.
    pub amount: i64,
}

/// What claims among participants come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Netting {
    /// The sum of all claims.
    pub gross: i128,
    /// The sum of the differences of all pairs.
    pub bilateral: i128,
    /// What those who owe more than they are owed must pay in all.
    pub multilateral: i128,
    /// The liquidity that settles the claims one after another in the order given, each at once and in full.
    pub in_order: i128,
    /// By participant: what it is owed less what it owes.
    pub positions: Vec<i128>,
}

impl Netting {
    /// Sums up claims among `count` participants; claims that name others count for nothing.
    ///
    /// Linear in the claims but for the ordering of the pairs.
    #[must_use]
    pub fn of(count: usize, claims: &[Owed]) -> Self {
        let mut all = Self { positions: vec![0; count], ..Self::default() };
        let mut pairs: LiteMap<(usize, usize), i128> = LiteMap::new();
        // The deepest that each has been, below nought.
        let mut deepest = vec![0i128; count];
        for claim in claims {
            let &Owed { debtor, creditor, amount } = claim;
            if debtor == creditor || debtor >= count || creditor >= count || amount <= 0 {
                continue;
            }
            let amount = i128::from(amount);
            all.gross += amount;
            let (pair, signed) =
                if debtor < creditor { ((debtor, creditor), amount) } else { ((creditor, debtor), -amount) };
            match pairs.get_mut(&pair) {
                Some(net) => *net += signed,
                None => drop(pairs.insert(pair, signed)),
            }
            if let Some(position) = all.positions.get_mut(debtor) {
                *position -= amount;
                if let Some(deep) = deepest.get_mut(debtor) {
                    *deep = (*deep).min(*position);
                }
            }
            if let Some(position) = all.positions.get_mut(creditor) {
                *position += amount;
            }
        }
        all.bilateral = pairs.values().map(|net| net.abs()).sum();
        all.multilateral = all.positions.iter().filter(|p| **p > 0).sum();
        all.in_order = -deepest.iter().sum::<i128>();
        all
    }

    /// The part of the gross sum that bilateral netting takes away; nought where there is nothing.
    #[must_use]
    pub fn bilateral_efficiency(&self) -> f64 {
        self.saved(self.bilateral)
    }

    /// The part of the gross sum that multilateral netting takes away: the netting efficiency of a clearing house.
    #[must_use]
    pub fn multilateral_efficiency(&self) -> f64 {
        self.saved(self.multilateral)
    }

    fn saved(&self, left: i128) -> f64 {
        if self.gross == 0 { 0.0 } else { (self.gross - left) as f64 / self.gross as f64 }
    }
}
