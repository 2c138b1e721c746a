//! Settings of a margin exchange that are words.

use super::super::form::form;

form! {
    /// Which way a position gains.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words Side {
        /// When the price rises.
        Long = "long",
        /// When it falls.
        Short = "short",
    }
}

form! {
    /// Where a mark price comes from.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words MarkSource {
        /// The price of the asset.
        Index = "index",
        /// The last price in the venue's own book.
        OwnBook = "own_book",
        /// The average of that price over some ticks.
        Average = "average",
        /// What stands behind a unit of a claim token; the index for other assets.
        Redemption = "redemption",
    }
}

form! {
    /// Which price values margin in another asset.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words MarginPrice {
        /// The price of the asset.
        Index = "index",
        /// The last price in the venue's own spot book.
        OwnBook = "own_book",
        /// What stands behind a unit of a claim token; the index for other assets.
        Redemption = "redemption",
    }
}

form! {
    /// Whom auto-deleveraging takes what bankrupt positions lack from.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words AdlRule {
        /// Nobody: it is uncovered at once.
        Off = "off",
        /// A queue by profit per cent times effective leverage.
        QueueByProfit = "queue_by_profit",
        /// A queue by mark over entry times value over equity.
        QueueByIndex = "queue_by_index",
        /// A queue by size.
        QueueBySize = "queue_by_size",
        /// All winners, pro rata to size, nobody beyond its profit.
        ProRataToSize = "pro_rata_to_size",
        /// All winners, pro rata to profit.
        ProRataToProfit = "pro_rata_to_profit",
    }
}

form! {
    /// At which price a queue closes winners.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words AdlFill {
        /// At the mark of the tick before, or at the bankruptcy price where that takes more: what it takes beyond what is
        /// lacking is overshoot, and goes to the insurance fund.
        PreviousMark = "previous_mark",
        /// At the price at which nothing of the bankrupt account is left.
        BankruptcyPrice = "bankruptcy_price",
    }
}

form! {
    /// Who bears a loss that nothing has covered.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words Uncovered {
        /// The venue, out of what it owns.
        Venue = "venue",
        /// All accounts with an equity, pro rata to it.
        Socialised = "socialised",
    }
}
