//! Limits on every count and length, so that no file can hang a tab.

/// Bytes of a scenario file.
pub const MAX_BYTES: usize = 1 << 20;
/// Levels of lists and objects in a file. A scenario has seven.
pub const MAX_DEPTH: usize = 16;
/// Participants.
pub const MAX_PARTICIPANTS: usize = 500;
/// Links of each kind.
pub const MAX_LINKS: usize = 5_000;
/// Assets.
pub const MAX_ASSETS: usize = 40;
/// Contracts.
pub const MAX_CONTRACT_KINDS: usize = 40;
/// Contracts in one position.
pub const MAX_CONTRACTS: u32 = 1_000_000;
/// The largest volatility by the year: 1,000 per cent.
pub const MAX_VOLATILITY: f64 = 10.0;
/// Pairs of assets with a correlation of their own.
pub const MAX_PAIRS: usize = MAX_ASSETS * (MAX_ASSETS - 1) / 2;
/// Payments that a tick may have room for.
pub const MAX_CAPACITY: u32 = 1_000_000;
/// Degrees of freedom of a copula.
pub const MAX_FREEDOM: f64 = 1_000.0;
/// Events.
pub const MAX_EVENTS: usize = 500;
/// Verifiers of a bridge.
pub const MAX_VERIFIERS: u32 = 1_000;
/// Participants that secure services with their stake, all services of a scenario together: every set of them is tried.
pub const MAX_RESTAKERS: usize = 12;
/// Services that are secured so.
pub const MAX_SECURED: usize = 12;
/// Accounts at one margin exchange, those of crowds among them.
pub const MAX_ACCOUNTS: u32 = 10_000;
/// Crowds of one margin exchange.
pub const MAX_CROWDS: usize = 40;
/// Leverage tiers of one margin exchange.
pub const MAX_TIERS: usize = 16;
/// The highest leverage that a margin exchange may allow, or a crowd have.
pub const MAX_LEVERAGE: f64 = 1_000.0;
/// The lowest leverage of a crowd: a hundred times as much equity as its positions are worth.
pub const MIN_LEVERAGE: f64 = 0.01;
/// The least share of the stake behind a service that may be asked for to corrupt it.
pub const MIN_THRESHOLD: f64 = 0.001;
/// Ticks.
pub const MAX_TICKS: u32 = 400;
/// Days that a tick may last.
pub const MAX_TICK_DAYS: f64 = 366.0;
/// Characters of an id.
pub const MAX_ID: usize = 40;
/// Characters of a label.
pub const MAX_LABEL: usize = 80;
/// Characters of a longer text (summary, source, an assumption, a note).
pub const MAX_TEXT: usize = 2_000;
/// Mechanisms of one participant.
pub const MAX_MECHANISMS: usize = 24;
/// Problems reported of one file.
pub const MAX_PROBLEMS: usize = 200;
/// Problems looked for in one element of a file.
pub(crate) const MAX_ELEMENT_PROBLEMS: usize = 20;
/// Depositor or provider groups.
pub const MAX_GROUPS: usize = 16;
/// Layers of a default waterfall.
pub const MAX_LAYERS: usize = 9;
/// The multiple of a contribution that may be called in assessments.
pub const MAX_ASSESSMENT: f64 = 10.0;
/// Sliders.
pub const MAX_CONTROLS: usize = 8;
/// Expectations, and settings of one expectation.
pub const MAX_EXPECTATIONS: usize = 200;
/// Links of one re-use chain.
pub const MAX_CHAIN: usize = 16;
/// Decimals of an asset.
pub const MAX_DECIMALS: u8 = 8;
/// Seniority classes: 0 (most senior) to this.
pub const MAX_SENIORITY: u8 = 7;
/// The factor by which one price shock may raise a price.
pub const MAX_SHOCK_FACTOR: f64 = 100.0;
/// The largest price of an asset, in the numeraire.
pub const MAX_PRICE: f64 = 1e9;
/// The largest discount and the largest haircut: something is always left.
pub const MAX_DISCOUNT: f64 = 0.99;
/// The largest yield by the year: 10 is 1,000 per cent.
pub const MAX_YIELD: f64 = 10.0;
/// The largest amplification of a stable-swap.
pub const MAX_AMPLIFICATION: f64 = 1e6;
/// The largest ratio of coverage or of required cover.
pub const MAX_COVER: f64 = 100.0;
/// The largest yearly rate of interest: 100,000 per cent.
pub const MAX_YEARLY_RATE: f64 = 1_000.0;
/// Turns of a loop of borrowing.
pub const MAX_LOOPS: u32 = 100;
/// How far from the origin of the canvas a participant may stand.
pub const MAX_PLACE: f64 = 1e6;

/// The most elements of a list or map, by the field that holds it; of links in any that is not here.
const MOST: [(&str, usize); 30] = [
    ("clients", MAX_PARTICIPANTS),
    ("contracts", MAX_CONTRACT_KINDS),
    ("assets", MAX_ASSETS),
    ("margin_assets", MAX_ASSETS),
    ("margin", MAX_ASSETS),
    ("open", MAX_ASSETS),
    ("accounts", MAX_PARTICIPANTS),
    ("tiers", MAX_TIERS),
    ("crowds", MAX_CROWDS),
    ("holdings", MAX_ASSETS),
    ("own_marks", MAX_ASSETS),
    ("recalibrates", MAX_EXPECTATIONS),
    ("participants", MAX_PARTICIPANTS),
    ("contributions", MAX_PARTICIPANTS),
    ("among", MAX_PARTICIPANTS),
    ("bear_with", MAX_PARTICIPANTS),
    ("operators", MAX_RESTAKERS),
    ("markets", MAX_ASSETS),
    ("events", MAX_EVENTS),
    ("pairs", MAX_PAIRS),
    ("controls", MAX_CONTROLS),
    ("mechanisms", MAX_MECHANISMS),
    ("groups", MAX_GROUPS),
    ("layers", MAX_LAYERS),
    ("expect", MAX_EXPECTATIONS),
    ("with", MAX_EXPECTATIONS),
    ("history", MAX_EXPECTATIONS),
    ("assumptions", MAX_EXPECTATIONS),
    ("figures", MAX_EXPECTATIONS),
    ("not_captured", MAX_EXPECTATIONS),
];

/// The most elements of the list or map in a field.
pub(crate) fn most(field: &str) -> usize {
    MOST.iter().find(|(name, _)| *name == field).map_or(MAX_LINKS, |(_, most)| *most)
}
