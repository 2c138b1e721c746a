//! The auditor: every invariant again, from outside and by the same name.
//!
//! It knows the scenario, what a run publishes, and the postings and clearings of each tick; nothing of the engine's
//! state. Balances are a map from account and asset to a number, opened from the scenario as its documents say.

mod backing;
mod bridge;
mod calls;
mod clearing;
mod collateral;
mod debts;
mod failures;
mod journal;
mod ledger;
mod lending;
mod loans;
mod markets;
mod money;
mod pegs;
mod pools;
mod redemption;
mod restaking;
mod runs;
mod staking;
mod support;
mod waterfall;

use interclear_core::engine::{Backed, Cleared, Digest, Engine, Frame, ParticipantFrame, Posting, State, Swap};
use interclear_core::journal::{Entry, LinkKind, LinkRef};
use interclear_core::units::ParticipantIx;
use interclear_core::{Scenario, Trace, World};
use ledger::Ledger;
use std::fmt;

/// What a tick did beside what its frame says.
#[derive(Clone, Debug, Default)]
pub struct Observed {
    /// Changes of balances, in order.
    pub postings: Vec<Posting>,
    /// Clearings, in order.
    pub cleared: Vec<Cleared>,
    /// What moved the pools, in order.
    pub swaps: Vec<Swap>,
    /// What stood behind claim tokens at the mark.
    pub backed: Backed,
    /// The digest as the engine gave it.
    pub digest: Digest,
}

/// Runs a world and keeps what each tick did, the opening first.
#[must_use]
pub fn observe(world: &World) -> (Trace, Vec<Observed>) {
    let mut engine = Engine::new(world);
    let now = |e: &Engine<'_>| Observed {
        postings: e.postings().to_vec(),
        cleared: e.cleared().to_vec(),
        swaps: e.swaps().to_vec(),
        backed: e.backed().clone(),
        digest: e.digest(),
    };
    let mut ticks = vec![now(&engine)];
    while !engine.done() {
        engine.step();
        ticks.push(now(&engine));
    }
    (engine.finish(), ticks)
}

/// A broken invariant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Its id; `valid`, `no_panic`, `stopped` or `explained` for what is no invariant of a tick.
    pub id: String,
    /// The tick it was found in.
    pub tick: u32,
    /// What was found.
    pub detail: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at tick {}: {}", self.id, self.tick, self.detail)
    }
}

/// Whether something holds, or what was found instead.
type Held = Result<(), String>;

fn ensure(ok: bool, found: impl FnOnce() -> String) -> Held {
    if ok { Ok(()) } else { Err(found()) }
}

/// One tick, seen from outside.
struct Seen<'a> {
    s: &'a Scenario,
    /// The same with the parameters that hold in this tick.
    terms: std::borrow::Cow<'a, Scenario>,
    trace: &'a Trace,
    tick: u32,
    did: &'a Observed,
    frame: &'a Frame,
    /// The frame before; the opening has none.
    last: Option<&'a Frame>,
    entries: &'a [Entry],
    /// Place of the first of them.
    first: usize,
    before: Ledger,
    after: Ledger,
    /// Prices that hold in this tick, by asset: after its shocks, before its sales.
    marks: Vec<f64>,
}

/// One auditor for each invariant, by its id.
pub const AUDITORS: &[(&str, Auditor)] = &[
    ("postings_well_formed", Auditor(money::postings_well_formed)),
    ("balances_replay", Auditor(money::balances_replay)),
    ("supply_constant", Auditor(money::supply_constant)),
    ("supply_by_entries", Auditor(money::supply_by_entries)),
    ("no_negative_balance", Auditor(money::no_negative_balance)),
    ("balance_within_limit", Auditor(money::balance_within_limit)),
    ("rounding_bounded", Auditor(money::rounding_bounded)),
    ("payment_within_claim", Auditor(clearing::payment_within_claim)),
    ("limited_liability", Auditor(clearing::limited_liability)),
    ("able_pays_in_full", Auditor(clearing::able_pays_in_full)),
    ("nothing_withheld", Auditor(clearing::nothing_withheld)),
    ("absolute_priority", Auditor(clearing::absolute_priority)),
    ("pari_passu", Auditor(clearing::pari_passu)),
    ("debt_falls_by_payment", Auditor(debts::debt_falls_by_payment)),
    ("unpaid_is_due_less_paid", Auditor(debts::unpaid_is_due_less_paid)),
    ("grace_respected", Auditor(debts::grace_respected)),
    ("gates_respected", Auditor(debts::gates_respected)),
    ("queue_first_come", Auditor(debts::queue_first_come)),
    ("delivery_against_payment", Auditor(debts::delivery_against_payment)),
    ("outage_pays_nothing", Auditor(debts::outage_pays_nothing)),
    ("failed_stays_failed", Auditor(failures::failed_stays_failed)),
    ("failure_has_entry", Auditor(failures::failure_has_entry)),
    ("estate_after_delay", Auditor(failures::estate_after_delay)),
    ("debts_of_failed_are_estates", Auditor(failures::debts_of_failed_are_estates)),
    ("one_unit_one_box", Auditor(collateral::one_unit_one_box)),
    ("reuse_within_cap", Auditor(collateral::reuse_within_cap)),
    ("reuse_acyclic", Auditor(collateral::reuse_acyclic)),
    ("pledged_n_times_owed_n_times", Auditor(collateral::pledged_n_times_owed_n_times)),
    ("seized_within_secured", Auditor(collateral::seized_within_secured)),
    ("layers_in_order", Auditor(waterfall::layers_in_order)),
    ("borne_within_standing", Auditor(waterfall::borne_within_standing)),
    ("borne_is_charged", Auditor(waterfall::borne_is_charged)),
    ("cover_within_limit", Auditor(support::cover_within_limit)),
    ("line_within_promise", Auditor(support::line_within_promise)),
    ("backing_identity", Auditor(backing::backing_identity)),
    ("waiting_by_requests", Auditor(redemption::waiting_by_requests)),
    ("redemption_queue_order", Auditor(redemption::redemption_queue_order)),
    ("redemption_within_cap", Auditor(redemption::redemption_within_cap)),
    ("forged_needs_keys", Auditor(bridge::forged_needs_keys)),
    ("mint_within_cap", Auditor(bridge::mint_within_cap)),
    ("paused_mints_nothing", Auditor(bridge::paused_mints_nothing)),
    ("hidden_changes_no_books", Auditor(bridge::hidden_changes_no_books)),
    ("liquidation_within_close_factor", Auditor(lending::liquidation_within_close_factor)),
    ("seizure_within_bonus", Auditor(lending::seizure_within_bonus)),
    ("keeper_without_loss", Auditor(lending::keeper_without_loss)),
    ("interest_within_rate", Auditor(loans::interest_within_rate)),
    ("bad_debt_is_borne", Auditor(loans::bad_debt_is_borne)),
    ("utilisation_in_range", Auditor(loans::utilisation_in_range)),
    ("staked_not_spent", Auditor(staking::staked_not_spent)),
    ("exit_queue_order", Auditor(staking::exit_queue_order)),
    ("exits_within_churn", Auditor(staking::exits_within_churn)),
    ("attack_pays", Auditor(restaking::attack_pays)),
    ("prices_positive", Auditor(markets::prices_positive)),
    ("swap_invariant_kept", Auditor(pools::swap_invariant_kept)),
    ("fee_kept", Auditor(pools::fee_kept)),
    ("peg_swap_conserves", Auditor(pegs::peg_swap_conserves)),
    ("peg_swap_within_ceiling", Auditor(pegs::peg_swap_within_ceiling)),
    ("algorithmic_mint_at_price", Auditor(pegs::algorithmic_mint_at_price)),
    ("roll_over_respected", Auditor(runs::roll_over_respected)),
    ("holders_within_circulating", Auditor(runs::holders_within_circulating)),
    ("journal_in_order", Auditor(journal::journal_in_order)),
    ("causes_point_back", Auditor(journal::causes_point_back)),
    ("causes_sum", Auditor(journal::causes_sum)),
    ("causes_from_earlier_waves", Auditor(journal::causes_from_earlier_waves)),
    ("part_within_whole", Auditor(journal::part_within_whole)),
    ("frame_shows_books", Auditor(money::frame_shows_books)),
    ("received_was_paid", Auditor(money::received_was_paid)),
    ("metrics_in_range", Auditor(money::metrics_in_range)),
    ("digest_chained", Auditor(money::digest_chained)),
];

/// How one invariant is asserted from outside.
pub struct Auditor(fn(&Seen<'_>) -> Held);

/// Asserts every invariant on every tick of a run, and that every failure is explained.
///
/// # Errors
/// The first that does not hold.
pub fn audit(s: &Scenario, trace: &Trace, ticks: &[Observed]) -> Result<(), Broken> {
    look(s, trace, ticks, &mut |broken| Err(broken))
}

/// All that does not hold, in order of tick.
#[must_use]
pub fn findings(s: &Scenario, trace: &Trace, ticks: &[Observed]) -> Vec<Broken> {
    let mut all = Vec::new();
    let mut keep = |broken| {
        all.push(broken);
        Ok(())
    };
    if let Err(last) = look(s, trace, ticks, &mut keep) {
        all.push(last);
    }
    all
}

/// Goes over a run as long as `found` says so.
fn look(
    s: &Scenario,
    trace: &Trace,
    ticks: &[Observed],
    found: &mut dyn FnMut(Broken) -> Result<(), Broken>,
) -> Result<(), Broken> {
    let broken = |id: &str, tick: u32, detail: String| Broken { id: id.to_owned(), tick, detail };
    if let Some(stopped) = &trace.stopped {
        return Err(broken("stopped", stopped.tick, stopped.to_string()));
    }
    if trace.frames.len() != s.clock.ticks as usize + 1 || ticks.len() != trace.frames.len() {
        return Err(broken("stopped", 0, format!("{} frames, {} ticks", trace.frames.len(), ticks.len())));
    }
    let mut books = ledger::open(s, trace);
    let mut prices = markets::opening(s, trace);
    for (tick, (frame, did)) in (0u32..).zip(trace.frames.iter().zip(ticks)) {
        let before = books.clone();
        did.postings.iter().for_each(|p| ledger::apply(&mut books, p));
        let range = trace.entries_of(tick);
        let seen = Seen {
            s,
            terms: bridge::terms(s, tick),
            trace,
            tick,
            did,
            frame,
            last: tick.checked_sub(1).and_then(|t| trace.frames.get(t as usize)),
            entries: trace.journal.entries.get(range.clone()).unwrap_or_default(),
            first: range.start,
            before,
            after: books.clone(),
            marks: markets::marks(s, trace, tick, (&prices, &did.swaps)),
        };
        for (id, auditor) in AUDITORS {
            (auditor.0)(&seen).or_else(|detail| found(broken(id, tick, detail)))?;
        }
        prices = frame.assets.iter().map(|a| a.price.get()).collect();
    }
    journal::explained(trace).or_else(|detail| found(broken("explained", 0, detail)))
}

impl Seen<'_> {
    /// The last participant's successor: everybody outside.
    fn outside(&self) -> ParticipantIx {
        ParticipantIx(self.trace.participants.len() as u32)
    }

    fn rounding(&self) -> ParticipantIx {
        ParticipantIx(self.trace.participants.len() as u32 + 1)
    }

    fn unissued(&self) -> ParticipantIx {
        ParticipantIx(self.trace.participants.len() as u32 + 2)
    }

    fn waiting(&self) -> ParticipantIx {
        ParticipantIx(self.trace.participants.len() as u32 + 3)
    }

    fn id(&self, who: ParticipantIx) -> &str {
        self.trace.participants.get(who.at()).map_or("outside", |p| p.id.as_str())
    }

    fn who(&self, id: &str) -> Option<ParticipantIx> {
        let at = self.trace.participants.iter().position(|p| p.id == id)?;
        Some(ParticipantIx(at as u32))
    }

    /// The place of a link in the frames; ids are unique within a kind.
    fn link(&self, kind: LinkKind, id: &str) -> Option<usize> {
        self.trace.links.iter().position(|l| l.link.kind == kind && l.id == id)
    }

    fn place(&self, link: LinkRef) -> Option<usize> {
        self.trace.links.iter().position(|l| l.link == link)
    }

    fn stands(&self, who: ParticipantIx) -> ParticipantFrame {
        self.frame.participants.get(who.at()).copied().unwrap_or_default()
    }

    /// Whether it had failed before this tick.
    fn failed_before(&self, who: ParticipantIx) -> bool {
        self.last.and_then(|f| f.participants.get(who.at())).is_some_and(|p| has_failed(p.state))
    }

    /// Whether it has failed by the end of this tick.
    fn failed(&self, who: ParticipantIx) -> bool {
        has_failed(self.stands(who).state)
    }

    /// Whether a participant can pay nothing in this tick, from the outages of the scenario.
    fn out(&self, id: &str) -> bool {
        use interclear_core::scenario::EventKind::Outage;
        self.s.events.iter().any(|e| {
            matches!(&e.what, Outage { participant, ticks } if participant == id && (e.tick..e.tick.saturating_add(*ticks)).contains(&self.tick))
        })
    }
}

fn has_failed(state: State) -> bool {
    matches!(state, State::Failed | State::Recovered)
}
