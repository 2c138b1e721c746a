//! Positions and their novation: who has an account with whom, what is in it, and the margin behind it.

mod accounts;

use super::boxes::{self, BoxSpec};
use super::check::Names;
use super::clients::{self, ClientSpec};
use super::{AssetSpec, CollateralSpec, ContractSpec, ParticipantSpec, contracts};
use crate::scenario::{Novation, Position, Scenario, ids};
use crate::units::{ParticipantIx, Tick, sorted};
pub(super) use accounts::account;
use accounts::{booked, markets};

/// A position at the opening or traded later: so many contracts from short to long.
#[derive(Clone, Debug)]
pub(crate) struct PositionSpec {
    pub id: String,
    pub contract: u32,
    pub long: ParticipantIx,
    pub short: ParticipantIx,
    pub quantity: i64,
    pub traded: Option<Tick>,
    /// The accounts it is in, with the number of contracts that it adds there.
    pub booked: Vec<(u32, i64)>,
}

/// Whose positions an account with a clearing house has, or whether it is one between a client and its member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum AccountKind {
    /// The two parties' own.
    #[default]
    Own,
    /// A client's with its member, for what is cleared by this house.
    Carried(ParticipantIx),
    /// A member's with a house, for this client alone.
    Client(ParticipantIx),
    /// A member's with a house, for all its omnibus clients.
    Omnibus,
}

/// What two parties have with each other: the lines are the first one's, the second one has the opposite.
#[derive(Clone, Debug, Default)]
pub(crate) struct AccountSpec {
    /// The member, where the other is a clearing house; outside is never the second.
    pub a: ParticipantIx,
    pub b: ParticipantIx,
    /// Whether `b` stands between its members: it keeps a failed member's book until that is closed out.
    pub cleared: bool,
    pub kind: AccountKind,
    /// Contracts at the opening, by place: long above zero, short below.
    pub lines: Vec<i64>,
}

/// Everything about positions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Book {
    pub contracts: Vec<ContractSpec>,
    pub positions: Vec<PositionSpec>,
    /// By pair; where each position has its own, by pair and position.
    pub accounts: Vec<AccountSpec>,
    pub boxes: Vec<BoxSpec>,
    /// By client.
    pub clients: Vec<ClientSpec>,
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
    let how = s.rules.settles();
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
    book.clients = clients::build(s, n);
    for (spec, house) in specs {
        booked(&mut book, spec, house, how == Novation::BilateralGross);
    }
    markets(&mut book, ParticipantIx(participants.len() as u32));
    boxes::build(s, n, (assets, participants), &mut book, collateral);
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
    if p.traded == Some(0) {
        let hint = "leave it out for a position that is there at the opening";
        n.bad(&format!("{at}/traded"), "nothing is traded on tick 0", hint);
    }
    let (long, short) = (long?, short?);
    if long == short {
        n.conflict(&format!("{at}/short"), "is long and short of the same position", "name two parties");
        return None;
    }
    Some(PositionSpec {
        id: p.id.clone(),
        contract: contract? as u32,
        long,
        short,
        quantity,
        traded: p.traded,
        booked: Vec::new(),
    })
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
