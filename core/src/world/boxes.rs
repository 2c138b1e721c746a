//! Boxes of initial margin: who posts how much with whom at the opening, and which accounts it is asked for.

mod posted;

use super::check::Names;
use super::margin::{Standing, opening_price, required};
use super::novation::{AccountKind, AccountSpec, Book};
use super::{AssetSpec, CollateralSpec, ParticipantSpec};
use crate::scenario::{ClientAccount, Scenario};
use crate::units::{AssetIx, ParticipantIx, sorted};
use posted::posted;

/// Initial margin that one party has posted with another.
#[derive(Clone, Debug)]
pub(crate) struct BoxSpec {
    pub poster: ParticipantIx,
    pub holder: ParticipantIx,
    /// Its collateral link, and the one that takes cash where margin is posted in another asset.
    pub link: u32,
    pub cash: u32,
    /// The accounts it is asked for.
    pub accounts: Vec<u32>,
    /// A client's: its member, and the member's account with the house that it pays for when the member fails.
    pub carried: Option<Carried>,
}

/// Through whom a client's margin is with a house.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Carried {
    pub member: ParticipantIx,
    pub account: u32,
    /// It is asked for on what all clients of that account have, net.
    pub net: bool,
}

/// Initial margin of every pair in which one side asks for it, out of what the poster holds.
pub(super) fn build(
    s: &Scenario,
    n: &mut Names<'_>,
    (assets, participants): (&[AssetSpec], &mut [ParticipantSpec]),
    book: &mut Book,
    collateral: &mut Vec<CollateralSpec>,
) {
    let outside = ParticipantIx(participants.len() as u32);
    let mut pairs: Vec<(ParticipantIx, ParticipantIx)> = Vec::new();
    let asks = |who: ParticipantIx, all: &[ParticipantSpec]| all.get(who.at()).is_some_and(|p| p.margin.is_some());
    for x in book.accounts.iter().filter(|x| x.kind == AccountKind::Own) {
        let asks = |who: ParticipantIx| asks(who, participants);
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
            .filter(|(_, x)| x.kind == AccountKind::Own)
            .filter(|(_, x)| (x.a == poster && x.b == holder) || (!x.cleared && x.b == poster && x.a == holder))
            .map(|(at, _)| at)
            .collect();
        let made = make(s, n, (assets, participants), book, (poster, holder, accounts, None), collateral);
        book.boxes.extend(made);
    }
    // Clients' margin is with the house, for their accounts with their members.
    let mut all: Vec<(u32, ParticipantIx, ParticipantIx, ParticipantIx)> = Vec::new();
    for (at, x) in (0u32..).zip(&book.accounts) {
        if let AccountKind::Carried(house) = x.kind
            && asks(house, participants)
        {
            all.push((at, x.a, x.b, house));
        }
    }
    for (at, client, member, house) in sorted(all, |a, b| (a.1, a.3, a.2).cmp(&(b.1, b.3, b.2))) {
        let Some(spec) = book.clients.iter().find(|c| c.client == client) else { continue };
        let same = |x: &AccountSpec| (x.a, x.b, x.kind) == (member, house, spec.kind());
        let Some(account) = book.accounts.iter().position(same) else { continue };
        let net = spec.account == ClientAccount::OmnibusNet;
        let carried = Carried { member, account: account as u32, net };
        let made = make(s, n, (assets, participants), book, (client, house, vec![at], Some(carried)), collateral);
        book.boxes.extend(made);
    }
}

/// One box with its collateral links; what must be posted at the opening is taken out of what its poster holds.
fn make(
    s: &Scenario,
    n: &mut Names<'_>,
    (assets, participants): (&[AssetSpec], &mut [ParticipantSpec]),
    book: &Book,
    (poster, holder, accounts, carried): (ParticipantIx, ParticipantIx, Vec<u32>, Option<Carried>),
    collateral: &mut Vec<CollateralSpec>,
) -> Option<BoxSpec> {
    let terms = participants.get(holder.at()).and_then(|p| p.margin.clone())?;
    let need = |at: u32| opening_margin(s, assets, book, &terms, poster, &[at]);
    let mut amount: i64 = accounts.iter().map(|&at| need(at)).sum();
    if let Some(c) = carried.filter(|c| c.net) {
        let fellows = (0u32..).zip(&book.accounts).filter(|(_, x)| {
            let theirs =
                book.clients.iter().find(|k| k.client == x.a).is_some_and(|k| k.kind() == AccountKind::Omnibus);
            theirs && x.kind == AccountKind::Carried(holder) && x.b == c.member
        });
        let each: Vec<(u32, i64)> =
            fellows.map(|(at, x)| (at, opening_margin(s, assets, book, &terms, x.a, &[at]))).collect();
        let net = opening_margin(s, assets, book, &terms, c.member, &[c.account]);
        amount = part_of_net(net, &each, accounts.first().copied().unwrap_or_default());
    }
    let units = posted(n, (assets, participants), (poster, holder), &terms, amount)?;
    let id = |who: ParticipantIx| participants.get(who.at()).map_or("", |p| p.id.as_str());
    let name = match carried {
        Some(c) => format!("{}.{}.{}.margin", id(poster), id(c.member), id(holder)),
        None => format!("{}.{}.margin", id(poster), id(holder)),
    };
    let link = collateral.len() as u32;
    collateral.push(link_of(name.clone(), (poster, holder), terms.asset, units));
    let numeraire = n.assets.get(n.numeraire).map_or(terms.asset, |&at| AssetIx(at));
    let cash = if terms.asset == numeraire {
        link
    } else {
        collateral.push(link_of(format!("{name}.cash"), (poster, holder), numeraire, 0));
        link + 1
    };
    Some(BoxSpec { poster, holder, link, cash, accounts, carried })
}

/// One client's part of the margin on all clients' net positions: pro rata to what each would have to post alone.
pub(crate) fn part_of_net(net: i64, each: &[(u32, i64)], own: u32) -> i64 {
    let sum: i128 = each.iter().map(|e| i128::from(e.1)).sum();
    let net = i128::from(net).min(sum);
    let upto = |before: &dyn Fn(u32) -> bool| -> i128 {
        let many: i128 = each.iter().filter(|e| before(e.0)).map(|e| i128::from(e.1)).sum();
        if sum > 0 { net * many / sum } else { 0 }
    };
    // What is left of one quantum goes to the next in order, so that the parts sum to the whole.
    (upto(&|at| at <= own) - upto(&|at| at < own)) as i64
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

fn link_of(
    id: String,
    (pledger, holder): (ParticipantIx, ParticipantIx),
    asset: AssetIx,
    units: i64,
) -> CollateralSpec {
    CollateralSpec { margin: true, ..super::positions::pledge_of(id, (pledger, holder), asset, units) }
}
