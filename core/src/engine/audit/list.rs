//! The list of all invariants, with what each means.

use super::{
    Invariant, backing, books, bridge, clearing, collateral, debts, draws, exchange, failures, frames, journal,
    lending, markets, pegs, positions, redemption, restaking, runs, settlement, staking, support, waterfall,
};

macro_rules! invariants {
    ($($module:ident { $($id:ident: $meaning:literal,)+ })+) => {
        /// All invariants, in the order in which they are checked.
        pub const INVARIANTS: &[Invariant] = &[$($(
            Invariant { id: stringify!($id), holds: $module::$id },
        )+)+];

        /// What each means, in a sentence, by its id.
        pub const MEANINGS: &[(&str, &str)] = &[$($((stringify!($id), $meaning),)+)+];
    };
}

invariants! {
    books {
        postings_well_formed: "A posting moves more than nothing between two different accounts that exist for its asset.",
        balances_replay: "Balances are those of the last tick and the postings since, in order.",
        supply_constant: "Every asset sums, over all accounts, to what it summed to at the opening: nothing is made or lost.",
        supply_by_entries: "Units are issued and burnt only by lines that say so: what leaves the account of the unissued is minted, what goes there is burnt or slashed.",
        no_negative_balance: "No participant and no box of collateral has less than nothing of any asset.",
        balance_within_limit: "No balance passes 2^53 - 1 quanta, the largest number that is exact everywhere.",
        rounding_bounded: "The rounding account only gives, in a clearing, at most one quantum per claim that a payer was to receive on.",
    }
    clearing {
        payment_within_claim: "A payment is no less than nothing and no more than what is due; what is due is no more than what is open.",
        limited_liability: "Nobody pays more in a clearing than it has and receives; estates included.",
        able_pays_in_full: "Whoever has and receives more than it owes in a clearing pays all of it.",
        nothing_withheld: "Whoever falls short in a clearing keeps nothing but fractions of a quantum per claim.",
        absolute_priority: "Within one debtor, asset and clearing, a junior claim is paid only when every senior one is whole, to a quantum.",
        pari_passu: "Within one debtor, asset, clearing and class, all claims are paid the same share, to a quantum.",
    }
    debts {
        debt_falls_by_payment: "What is open on a debt falls at least by what is paid on it, never below nothing; only a collateral call grows, and a contribution by what refills it.",
        unpaid_is_due_less_paid: "What is still due on a debt at the end of a tick is what was due in it less what was paid; of a call, less what is given back.",
        grace_respected: "A debtor fails for a payment only when one is past its grace, and nobody past its grace has not failed, but a house whose members are still to pay what it called.",
        gates_respected: "No more deposits are let out of a participant in a tick than its gate allows.",
        queue_first_come: "Where requests are served first come, nobody is let out while an earlier request waits.",
        delivery_against_payment: "Of a trade with delivery against payment both legs move in full, or neither.",
        outage_pays_nothing: "Whoever is out pays nothing and nothing is delivered for it.",
    }
    failures {
        failed_stays_failed: "A failure stays, with its tick, wave and entry; whoever has recovered had failed and stays recovered.",
        failure_has_entry: "Every failure has its line in the journal, of its own tick and participant.",
        estate_after_delay: "An estate pays nothing before its delay is over.",
        debts_of_failed_are_estates: "Everything that a failed participant still owes is a claim on its estate.",
    }
    collateral {
        one_unit_one_box: "A unit of collateral is in one place: a box and the links that pledge its units on hold no more than was posted, and a closed link's box is empty.",
        reuse_within_cap: "No more units of a link are pledged on than its re-use cap allowed at the opening.",
        reuse_acyclic: "Re-use chains end, within the length that a scenario may have.",
        pledged_n_times_owed_n_times: "Whoever passes units on goes on owing them: a claim on what is in no box falls only by what came back up the chain, by what was given back, or when it becomes a debt of as many units or of their value.",
        seized_within_secured: "Only a failed participant's collateral is seized, no more than its box has, and it pays no more than the debt behind it.",
    }
    waterfall {
        layers_in_order: "A layer of a waterfall bears something only when every layer before it has nothing left.",
        borne_within_standing: "Nobody bears more than it stands for: a house its tranches, a member its contribution and its capped assessments.",
        borne_is_charged: "What the layers of a house bear, with what is uncovered, is the losses charged less what is given back; a house with an uncovered loss has failed.",
        gains_cut_within_gains: "What a house owes a member is cut only when the house cannot pay it, when nobody is still to pay what was called, and by no more than the gain and its cap.",
    }
    support {
        cover_within_limit: "An insurer owes each of its covers once, and no more than its share of the loss beyond the deductible and its limit.",
        line_within_promise: "Nobody lends more on a pool's lines than it has promised, and nobody draws more than the pool's cap.",
    }
    backing {
        backing_identity: "The value shown of a claim token is its units' part of what their issuer has, at the greatest clearing of all issuers: at most what it promises, seniors first, shares the rest; every unit in anybody's hands is counted once.",
    }
    redemption {
        waiting_by_requests: "Claim tokens set aside are those that wait to be redeemed, and what waits falls by what is redeemed.",
        redemption_queue_order: "Nobody's claim tokens are redeemed before their wait is over, nor, first come, while an earlier request waits.",
        redemption_within_cap: "No more of a token is redeemed in a tick than its cap and gate allow, and nothing while its counter is shut.",
    }
    bridge {
        forged_needs_keys: "A forged message is obeyed only where at least as many keys have fallen as the bridge asks for in that tick.",
        mint_within_cap: "In one tick messages move no more of a token through a bridge than its cap, and in all no more than they asked for.",
        paused_mints_nothing: "Whoever is paused mints and releases nothing on a message, and where the door is shut no depositor gets out.",
        hidden_changes_no_books: "What is shown beyond what there is comes from hidden loans, hidden debts and marks of one's own, and ends with a disclosure.",
    }
    lending {
        liquidation_within_close_factor: "Only a position whose health is below 1 is liquidated, and no more of its debt in a tick than the close factor allows.",
        seizure_within_bonus: "A keeper gets no more collateral, by the oracle, than what it repays and the bonus, or than the auction's price gives.",
        keeper_without_loss: "A keeper makes no more liquidations in a tick than it can, and sells nothing for less than it repays and its gas.",
        interest_within_rate: "Loans grow by no more than the rate of the pool's curve for the days of a tick, and deposits by no more than that less the reserve factor.",
        bad_debt_is_borne: "Bad debt that was found is what somebody has borne and what is still a hole, and both have their lines.",
        utilisation_in_range: "A pool's utilisation is between 0 and 1, and what its lenders cannot have waits without making it late.",
    }
    staking {
        staked_not_spent: "What is staked goes nowhere but out of the exit queue to its owner, or is slashed; no more is on its way out than is staked.",
        exit_queue_order: "Nobody's staked units are let out before their time, nor while an earlier request for the same asset waits.",
        exits_within_churn: "No more of an asset leaves its stakes in a tick than the churn of its network allows.",
    }
    restaking {
        attack_pays: "Operators attack only when they gain more than the stakes they lose, hold the threshold of every service they corrupt, and have not failed; a service is corrupted once.",
    }
    exchange {
        longs_equal_shorts: "At every margin exchange as much is long as is short in each market, the makers of its own books and its vault among them, and the frame shows both.",
        margin_in_equals_margin_out: "What accounts with a margin exchange, its vault, its makers and its fund have in money changes by what is posted to and from the venue for them and by losses that the venue bears; units of margin only go out by postings.",
        adl_cuts_winners_only: "Auto-deleveraging cuts positions with a profit at the mark, each by no more than it, and all by no more than is lacking but for the overshoot that is said.",
        liquidation_path_in_order: "A liquidation goes its way in order: margin, own book, vault, fund, winners, and what nobody covers; winners are asked only when the vault has refused and the fund is empty.",
    }
    markets {
        prices_positive: "Prices are finite and above zero, and pools keep depth.",
        swap_invariant_kept: "A swap never lowers a pool's invariant (the product, or D of a stable-swap), and traders get no more in all than the pool gives up.",
        fee_kept: "What is paid into a pool stays in it whole, and buys no more than what is left of it after the fee.",
    }
    settlement {
        settled_within_room: "No more payments are made one by one or together in a tick than it has room for, and each in full.",
        higher_fee_first: "No payment goes before one with a higher fee whose payer has the money for it.",
    }
    draws {
        draws_by_seed: "A price is drawn once a tick where the scenario says so, as a root, and what moved it from outside is what lines of draws and shocks say.",
    }
    pegs {
        peg_swap_conserves: "A peg module issues and takes back coins for as much of an asset as its terms say, to the quantum.",
        peg_swap_within_ceiling: "A swap into a peg module leaves no more than the ceiling, and no asset's swaps of a tick pass its cap.",
        algorithmic_mint_at_price: "An algorithm issues for what it burns as much as the token's last mark says, to the quantum, and no token beyond its limit.",
    }
    positions {
        long_equals_short: "Over the accounts of a clearing house longs and shorts of every contract are equal; an account that is closed has none.",
        variation_sums_to_nothing: "What the accounts of a clearing house have gained in variation margin, settled or not, sums to nothing, and lines of the journal say all that was settled.",
        contracts_at_mark: "A contract is settled at its value at the marks of the tick: futures at the price of their underlying, options by Black and Scholes.",
        margin_called: "Initial margin that is missing is called, no more of it than is missing, and nobody goes on that has missed a call past its deadline.",
    }
    runs {
        roll_over_respected: "A loan's date moves only by its period and on the date, when it is rolled over; what is not rolled over has a line that says why.",
        holders_within_circulating: "Holders outside who run leave with no more than the shares of the groups that do.",
    }
    journal {
        journal_in_order: "Lines of the journal have their tick and come in the order of the phases.",
        causes_point_back: "Causes are earlier entries with no negative amount, the largest first.",
        causes_sum: "The amounts of the causes of a shortfall sum to it, to the quantum.",
        causes_from_earlier_waves: "A shortfall in one wave of a clearing is put down to debtors of earlier waves only.",
        part_within_whole: "Where an entry gives an amount out of a whole, the part is no more than the whole.",
    }
    frames {
        frame_shows_books: "The frame shows the balances of the books and the debts of the state.",
        received_was_paid: "Participants receive no more than participants pay, and nobody pays more than was due from it.",
        metrics_in_range: "Metrics and losses are finite and no less than zero, but for rates a year, and ratios no more than one.",
        digest_chained: "The digest of a tick follows from the digest of the tick before it and the state.",
    }
}
