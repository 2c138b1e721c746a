//! Positions and their novation: who has an account with whom, what is in it, and the margin behind it.

use super::check::Names;
use super::margin::{Standing, opening_price, required, units_for};
use super::{AssetSpec, CollateralSpec, ContractSpec, ParticipantSpec, contracts};
use crate::scenario::{Novation, Position, Scenario, ids};
use crate::units::{AssetIx, ParticipantIx, Tick, scale, sorted};

/// A position at the opening or traded later: so many contracts from short to long.
#[derive(Clone, Debug)]
pub(crate) struct PositionSpec {
    pub contract: u32,
    pub long: ParticipantIx,
    pub short: ParticipantIx,
    pub quantity: i64,
    pub traded: Option<Tick>,
    /// The accounts it is in, with the number of contracts that it adds there.
    pub booked: [Option<(u32, i64)>; 2],
}

/// What two parties have with each other: the lines are the first one's, the second one has the opposite.
#[derive(Clone, Debug, Default)]
pub(crate) struct AccountSpec {
    /// The member, where the other is a clearing house; outside is never the second.
    pub a: ParticipantIx,
    pub b: ParticipantIx,
    /// Whether `b` stands between its members: it keeps a failed member's book until that is closed out.
    pub cleared: bool,
    /// Contracts at the opening, by place: long above zero, short below.
    pub lines: Vec<i64>,
}

/// Initial margin that one party has posted with another for all accounts between the two.
#[derive(Clone, Debug)]
pub(crate) struct BoxSpec {
    pub poster: ParticipantIx,
    pub holder: ParticipantIx,
    /// Its collateral link, and the one that takes cash where margin is posted in another asset.
    pub link: u32,
    pub cash: u32,
    pub accounts: Vec<u32>,
}

/// Everything about positions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Book {
    pub contracts: Vec<ContractSpec>,
    pub positions: Vec<PositionSpec>,
    /// By pair; where each position has its own, by pair and position.
    pub accounts: Vec<AccountSpec>,
    pub boxes: Vec<BoxSpec>,
}

impl Book {
    pub fn is_empty(&self) -> bool {
        self.accounts.is_empty()
    }
}

/// Builds the book; margin boxes are added to the collateral links.
pub(super) fn build(
    s: &Scenario,
    n: &mut Names<'_>,
    assets: &[AssetSpec],
    participants: &mut [ParticipantSpec],
    collateral: &mut Vec<CollateralSpec>,
) -> Book {
    let contracts = contracts::build(s, n, assets);
    let mut problems = std::mem::take(&mut n.problems);
    ids::index("positions", s.positions.iter().map(|p| p.id.as_str()), &mut problems);
    n.problems = problems;
    let how = s.rules.novation.unwrap_or(Novation::BilateralNet);
    let named = s.rules.house.as_ref().and_then(|id| n.participant("rules/house", id));
    let mut book = Book { contracts, ..Book::default() };
    let order: Vec<&Position> = sorted(s.positions.iter().collect(), |a, b| a.id.cmp(&b.id));
    let mut specs: Vec<(PositionSpec, Option<ParticipantIx>)> = Vec::new();
    for p in order {
        let Some(spec) = position(s, p, n, &book.contracts) else { continue };
        let house = match how {
            Novation::BilateralGross | Novation::BilateralNet => None,
            Novation::OneHouse => named.or_else(|| first_house(participants)),
            Novation::SeveralHouses => {
                let own = book.contracts.get(spec.contract as usize).and_then(|c| c.house);
                own.or(named).or_else(|| first_house(participants))
            }
        };
        if let Some(house) = houses(p, &spec, how, house, n, participants) {
            specs.push((spec, house));
        }
    }
    for (spec, house) in specs {
        booked(&mut book, spec, house, how == Novation::BilateralGross);
    }
    markets(&mut book, ParticipantIx(participants.len() as u32));
    boxes(s, n, (assets, participants), &mut book, collateral);
    book
}

/// The first participant that asks for margin and has a default fund.
fn first_house(participants: &[ParticipantSpec]) -> Option<ParticipantIx> {
    let at = participants.iter().position(|p| p.margin.is_some() && p.fund.is_some())?;
    Some(ParticipantIx(at as u32))
}

fn position(s: &Scenario, p: &Position, n: &mut Names<'_>, contracts: &[ContractSpec]) -> Option<PositionSpec> {
    let at = format!("positions/{}", p.id);
    let contract = contracts.binary_search_by(|c| c.id.as_str().cmp(&p.contract)).ok();
    if contract.is_none() && !s.contracts.iter().any(|c| c.id == p.contract) {
        n.no_contract(&format!("{at}/contract"), &p.contract, s);
    }
    let long = n.party(&format!("{at}/long"), &p.long);
    let short = n.party(&format!("{at}/short"), &p.short);
    let quantity = contracts::quantity(&at, p.quantity, n);
    if let Some(tick) = p.traded.filter(|&tick| tick == 0 || tick > s.clock.ticks) {
        let found = format!("tick {tick} is not between 1 and {}", s.clock.ticks);
        n.bad(&format!("{at}/traded"), found, "leave it out for a position that is there at the opening");
    }
    let (long, short) = (long?, short?);
    if long == short {
        n.conflict(&format!("{at}/short"), "is long and short of the same position", "name two parties");
        return None;
    }
    Some(PositionSpec { contract: contract? as u32, long, short, quantity, traded: p.traded, booked: [None; 2] })
}

/// The house of a position under the novation chosen; nothing when there is a problem.
fn houses(
    p: &Position,
    spec: &PositionSpec,
    how: Novation,
    house: Option<ParticipantIx>,
    n: &mut Names<'_>,
    participants: &[ParticipantSpec],
) -> Option<Option<ParticipantIx>> {
    if matches!(how, Novation::BilateralGross | Novation::BilateralNet) {
        return Some(None);
    }
    let Some(house) = house else {
        let hint = "give a participant the mechanisms margin and default_fund, or choose a bilateral novation";
        n.conflict("rules/novation", "there is no clearing house to step between the parties", hint);
        return None;
    };
    let name = participants.get(house.at()).map_or("", |p| p.id.as_str());
    if spec.long == house || spec.short == house {
        let at = format!("positions/{}/{}", p.id, if spec.long == house { "long" } else { "short" });
        let hint = "a house is not party to what it clears; name one of its members";
        n.conflict(&at, format!("{name} is the clearing house of this position"), hint);
        return None;
    }
    Some(Some(house))
}

/// Puts a position into its accounts.
fn booked(book: &mut Book, mut spec: PositionSpec, house: Option<ParticipantIx>, gross: bool) {
    let signed = |book: &mut Book, a, b, cleared, many: i64, fresh: bool| -> (u32, i64) {
        let same = |x: &AccountSpec| x.a == a && x.b == b && x.cleared == cleared;
        let found = if fresh { None } else { book.accounts.iter().position(same) };
        let at = found.unwrap_or_else(|| {
            book.accounts.push(AccountSpec { a, b, cleared, lines: vec![0; book.contracts.len()] });
            book.accounts.len() - 1
        });
        let slot = book.accounts.get_mut(at).and_then(|x| x.lines.get_mut(spec.contract as usize));
        if let Some(slot) = slot.filter(|_| spec.traded.is_none()) {
            *slot += many;
        }
        (at as u32, many)
    };
    let outside_or = |x: ParticipantIx, y: ParticipantIx| if x < y { (x, y) } else { (y, x) };
    match house {
        Some(house) => {
            spec.booked = [
                Some(signed(book, spec.long, house, true, spec.quantity, false)),
                Some(signed(book, spec.short, house, true, -spec.quantity, false)),
            ];
        }
        None => {
            // Outside has the highest place and is the first party of its accounts.
            let (low, high) = outside_or(spec.long, spec.short);
            let (a, b) = (high, low);
            let many = if a == spec.long { spec.quantity } else { -spec.quantity };
            spec.booked = [Some(signed(book, a, b, false, many, gross)), None];
        }
    }
    book.positions.push(spec);
}

/// Each house has an account for people outside, who take over what nobody else does.
fn markets(book: &mut Book, outside: ParticipantIx) {
    let mut houses: Vec<ParticipantIx> = book.accounts.iter().filter(|x| x.cleared).map(|x| x.b).collect();
    houses = sorted(houses, Ord::cmp);
    houses.dedup();
    for house in houses {
        book.accounts.push(AccountSpec { a: outside, b: house, cleared: true, lines: vec![0; book.contracts.len()] });
    }
}

/// Initial margin of every pair in which one side asks for it, out of what the poster holds.
fn boxes(
    s: &Scenario,
    n: &mut Names<'_>,
    (assets, participants): (&[AssetSpec], &mut [ParticipantSpec]),
    book: &mut Book,
    collateral: &mut Vec<CollateralSpec>,
) {
    let outside = ParticipantIx(participants.len() as u32);
    let mut pairs: Vec<(ParticipantIx, ParticipantIx)> = Vec::new();
    for x in &book.accounts {
        let asks = |who: ParticipantIx| participants.get(who.at()).is_some_and(|p| p.margin.is_some());
        if x.a != outside && asks(x.b) {
            pairs.push((x.a, x.b));
        }
        if !x.cleared && asks(x.a) {
            pairs.push((x.b, x.a));
        }
    }
    let mut pairs = sorted(pairs, Ord::cmp);
    pairs.dedup();
    for (poster, holder) in pairs {
        let accounts: Vec<u32> = (0u32..)
            .zip(&book.accounts)
            .filter(|(_, x)| (x.a == poster && x.b == holder) || (!x.cleared && x.b == poster && x.a == holder))
            .map(|(at, _)| at)
            .collect();
        let Some(terms) = participants.get(holder.at()).and_then(|p| p.margin.clone()) else { continue };
        let amount = opening_margin(s, assets, book, &terms, poster, &accounts);
        let Some(units) = posted(n, (assets, participants), (poster, holder), &terms, amount) else { continue };
        let id = |who: ParticipantIx| participants.get(who.at()).map_or("", |p| p.id.as_str());
        let name = format!("{}.{}.margin", id(poster), id(holder));
        let link = collateral.len() as u32;
        collateral.push(link_of(name.clone(), (poster, holder), terms.asset, units));
        let numeraire = n.assets.get(n.numeraire).map_or(terms.asset, |&at| AssetIx(at));
        let cash = if terms.asset == numeraire {
            link
        } else {
            collateral.push(link_of(format!("{name}.cash"), (poster, holder), numeraire, 0));
            link + 1
        };
        book.boxes.push(BoxSpec { poster, holder, link, cash, accounts });
    }
}

/// What must be posted at the opening; each account stands on its own.
fn opening_margin(
    s: &Scenario,
    assets: &[AssetSpec],
    book: &Book,
    terms: &super::MarginSpec,
    poster: ParticipantIx,
    accounts: &[u32],
) -> i64 {
    let volatility = |at: usize| book.contracts.get(at).map_or((0.0, 0.0), |c| (c.volatility, c.volatility));
    let standing = Standing {
        contracts: &book.contracts,
        spot: &|asset| opening_price(assets, asset),
        volatility: &volatility,
        tick: 0,
        days: s.clock.days.map_or(1.0, |d| d.get()),
    };
    let own = |x: &AccountSpec| -> Vec<i64> {
        if x.a == poster { x.lines.clone() } else { x.lines.iter().map(|q| -q).collect() }
    };
    let all = accounts.iter().filter_map(|&at| book.accounts.get(at as usize));
    all.map(|x| required(terms, &own(x), &standing)).sum()
}

/// Takes the units of a margin out of what its poster holds.
fn posted(
    n: &mut Names<'_>,
    (assets, participants): (&[AssetSpec], &mut [ParticipantSpec]),
    (poster, holder): (ParticipantIx, ParticipantIx),
    terms: &super::MarginSpec,
    amount: i64,
) -> Option<i64> {
    let id = participants.get(poster.at()).map(|p| p.id.clone()).unwrap_or_default();
    let to = participants.get(holder.at()).map(|p| p.id.clone()).unwrap_or_default();
    let at = format!("participants/{id}/holdings");
    let asset = assets.get(terms.asset.at())?;
    let dn = n.decimals.get(n.numeraire).copied().unwrap_or(2);
    let Some(units) = units_for(amount, asset.price, scale(dn, asset.decimals), terms.haircut) else {
        let hint = "choose another asset for margin or give this one a price";
        n.conflict(&format!("participants/{to}/mechanisms/margin/asset"), "is worth nothing as margin", hint);
        return None;
    };
    let slot = participants.get_mut(poster.at()).and_then(|p| p.holdings.get_mut(terms.asset.at()))?;
    if *slot < units {
        let show = |units: i64| crate::units::Amount::new(units).show(asset.decimals);
        let message =
            format!("holds {} of {} and must post {} as initial margin with {to}", show(*slot), asset.id, show(units));
        n.conflict(&at, message, "raise the holding, or lower the position, its volatility or the confidence");
        return None;
    }
    *slot -= units;
    Some(units)
}

fn link_of(
    id: String,
    (pledger, holder): (ParticipantIx, ParticipantIx),
    asset: AssetIx,
    units: i64,
) -> CollateralSpec {
    CollateralSpec { margin: true, ..super::positions::pledge_of(id, (pledger, holder), asset, units) }
}
