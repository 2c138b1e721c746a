//! Accounts: who has one with whom, and which positions are in it.

use super::{AccountKind, AccountSpec, Book, PositionSpec};
use crate::units::{ParticipantIx, sorted};
use crate::world::clients;

/// The place of an account, made where it is not there.
pub(in crate::world) fn account(
    book: &mut Book,
    a: ParticipantIx,
    b: ParticipantIx,
    cleared: bool,
    kind: AccountKind,
) -> usize {
    let same = |x: &AccountSpec| (x.a, x.b, x.cleared, x.kind) == (a, b, cleared, kind);
    book.accounts.iter().position(same).unwrap_or_else(|| {
        book.accounts.push(AccountSpec { a, b, cleared, kind, lines: vec![0; book.contracts.len()] });
        book.accounts.len() - 1
    })
}

/// Puts a position into its accounts.
pub(super) fn booked(book: &mut Book, mut spec: PositionSpec, house: Option<ParticipantIx>, gross: bool) {
    let mut into: Vec<(usize, i64)> = Vec::new();
    match house {
        Some(house) => {
            for (who, many) in [(spec.long, spec.quantity), (spec.short, -spec.quantity)] {
                clients::through(book, who, house, &mut |at| into.push((at, many)));
            }
        }
        None => {
            // Outside has the highest place and is the first party of its accounts.
            let (a, b) = if spec.long > spec.short { (spec.long, spec.short) } else { (spec.short, spec.long) };
            let many = if a == spec.long { spec.quantity } else { -spec.quantity };
            let at = if gross {
                let lines = vec![0; book.contracts.len()];
                book.accounts.push(AccountSpec { a, b, lines, ..AccountSpec::default() });
                book.accounts.len() - 1
            } else {
                account(book, a, b, false, AccountKind::Own)
            };
            into.push((at, many));
        }
    }
    for &(at, many) in into.iter().filter(|_| spec.traded.is_none()) {
        if let Some(slot) = book.accounts.get_mut(at).and_then(|x| x.lines.get_mut(spec.contract as usize)) {
            *slot += many;
        }
    }
    spec.booked = into.into_iter().map(|(at, many)| (at as u32, many)).collect();
    book.positions.push(spec);
}

/// Each house has an account for people outside, who take over what nobody else does.
pub(super) fn markets(book: &mut Book, outside: ParticipantIx) {
    let mut houses: Vec<ParticipantIx> = book.accounts.iter().filter(|x| x.cleared).map(|x| x.b).collect();
    houses = sorted(houses, Ord::cmp);
    houses.dedup();
    for house in houses {
        account(book, outside, house, true, AccountKind::Own);
    }
}
