//! A stablecoin issuer: coins redeemable at par against reserves.

use super::parts::{BILLS, coin_market, counter, is_base, token, whole};
use super::{Group, Placing, PresetDef, rate};
use crate::scenario::{Asset, ClaimToken, HolderGroup, HolderWatch, MAX_TICKS, Market, Mechanism, Redemption};

pub(super) const PRESET: PresetDef = PresetDef {
    id: "stablecoin_issuer",
    label: "Stablecoin issuer",
    help: "Has issued a coin of its own, one unit of cash each on demand, and keeps bills, cash and, where there is a bank, a deposit behind it. Holders hand coins in when what stands behind them or their price falls; with a bank the counter keeps its hours.",
    group: Group::Tokens,
    adds: |p| {
        // Eight tenths in bills, a tenth at a bank, a tenth in cash, and one per cent of its own.
        let bills = bills(p);
        p.holds(&bills, whole(80));
        let bank = p.participants().find(|x| is_bank(&x.kind, &x.mechanisms)).map(|x| x.id.clone());
        let redemption = match &bank {
            Some(bank) => {
                p.cash(11);
                p.deposits(&p.id(), bank, 10);
                weekdays(p)
            }
            None => {
                p.cash(21);
                counter()
            }
        };
        let leaves = |share: f64, below: f64, watches: HolderWatch| HolderGroup {
            share: rate(share),
            leaves_below: rate(below),
            watches: Some(watches),
        };
        let holders = vec![
            leaves(0.1, 0.99, HolderWatch::Backing),
            leaves(0.2, 0.97, HolderWatch::Backing),
            leaves(0.2, 0.95, HolderWatch::Peg),
        ];
        let claim = ClaimToken { redemption, holders, ..at_par(100) };
        p.issues(Asset { market: Some(coin_market()), ..token("coin", "Coin", 2, 1.0) }, claim);
    },
};

/// So many coins at a par of 1 with people outside.
pub(super) fn at_par(circulating: i64) -> ClaimToken {
    ClaimToken { par: Some(whole(1)), circulating: whole(circulating), ..ClaimToken::default() }
}

fn is_bank(kind: &str, mechanisms: &[Mechanism]) -> bool {
    kind == "bank" && mechanisms.iter().any(|m| matches!(m, Mechanism::Depositors { .. }))
}

/// Treasury bills, one token for all issuers.
fn bills(p: &mut Placing<'_>) -> String {
    if p.assets().any(|a| a.id == BILLS && a.id != p.scenario().numeraire && is_base(a)) {
        return BILLS.to_owned();
    }
    p.brings(Asset { market: Some(Market::default()), ..token(BILLS, "Treasury bills", 2, 1.0) })
}

/// A counter that is open on five days of seven; always, where a tick is too long or too short to tell.
fn weekdays(p: &Placing<'_>) -> Option<Redemption> {
    let days = p.scenario().clock.days.map_or(1.0, |d| d.get());
    let ticks = |n: f64| (n / days).round();
    let (every, open) = (ticks(7.0), ticks(5.0));
    let told = days > 0.0 && open >= 1.0 && every > open && every <= f64::from(MAX_TICKS);
    let hours = told.then_some((every as u32, open as u32));
    Some(Redemption { open_every: hours.map(|h| h.0), open_for: hours.map(|h| h.1), ..Redemption::default() })
}
