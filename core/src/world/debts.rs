//! Obligations, deposits and trades, ready to run.

use super::check::Names;
use super::{DebtSpec, TradeSpec, settlement, watch};
use crate::scenario::limits::{MAX_SENIORITY, MAX_TICKS};
use crate::scenario::{Deposit, Obligation, Scenario, Trade};
use crate::units::{LinkKind, LinkRef, ParticipantIx};
use litemap::LiteMap;

pub(super) fn class(n: &mut Names<'_>, at: &str, seniority: u8) -> u8 {
    if seniority > MAX_SENIORITY {
        n.bad(
            &format!("{at}/seniority"),
            format!("class {seniority}; the last class is {MAX_SENIORITY}"),
            "0 is paid first",
        );
    }
    seniority.min(MAX_SENIORITY)
}

pub(super) fn apart(n: &mut Names<'_>, at: &str, a: ParticipantIx, b: ParticipantIx) {
    if a == b {
        n.conflict(at, "both ends are the same participant", "a link needs two different ends");
    }
}

pub(super) fn due_tick(s: &Scenario, n: &mut Names<'_>, at: &str, due: Option<u32>) {
    if due == Some(0) {
        n.bad(&format!("{at}/due"), "nothing falls due at tick 0, the opening", &format!("use 1 to {}", s.clock.ticks));
    }
}

pub(super) fn grace(s: &Scenario, n: &mut Names<'_>, at: &str, own: Option<u32>) -> u32 {
    let grace = own.unwrap_or(s.rules.grace);
    if own.is_some() && grace > MAX_TICKS {
        n.bad(&format!("{at}/grace"), format!("{grace} is more than {MAX_TICKS}"), "grace is counted in ticks");
    }
    grace
}

pub(super) fn obligation(
    s: &Scenario,
    o: &Obligation,
    n: &mut Names<'_>,
    at_of: &LiteMap<&str, u32>,
) -> Option<DebtSpec> {
    let at = format!("obligations/{}", o.id);
    let asset = n.asset(&format!("{at}/asset"), o.asset.as_deref());
    let amount = n.quanta(&format!("{at}/amount"), o.asset.as_deref(), o.amount);
    let debtor = n.participant(&format!("{at}/debtor"), &o.debtor);
    let creditor = n.party(&format!("{at}/creditor"), &o.creditor);
    let class = class(n, &at, o.seniority);
    due_tick(s, n, &at, o.due);
    apart(n, &at, debtor?, creditor?);
    let link = LinkRef { kind: LinkKind::Obligation, at: *at_of.get(o.id.as_str())? };
    let grace = grace(s, n, &at, o.grace);
    Some(DebtSpec {
        id: o.id.clone(),
        link,
        debtor: debtor?,
        creditor: creditor?,
        asset: asset?,
        amount,
        due: o.due.map(|due| settlement::settles(s, due)),
        grace,
        class,
        rolls: watch::rolls(&at, o, n),
        fee: o.fee.map_or(0, |fee| n.quanta(&format!("{at}/fee"), None, fee)),
        hidden: o.hidden,
    })
}

pub(super) fn deposit(d: &Deposit, n: &mut Names<'_>, at_of: &LiteMap<&str, u32>) -> Option<DebtSpec> {
    let at = format!("deposits/{}", d.id);
    let asset = n.asset(&at, None);
    let amount = n.quanta(&format!("{at}/amount"), None, d.amount);
    let creditor = n.party(&format!("{at}/holder"), &d.holder);
    let debtor = n.participant(&format!("{at}/taker"), &d.taker);
    let class = class(n, &at, d.seniority);
    apart(n, &at, debtor?, creditor?);
    let link = LinkRef { kind: LinkKind::Deposit, at: *at_of.get(d.id.as_str())? };
    Some(DebtSpec {
        id: d.id.clone(),
        link,
        debtor: debtor?,
        creditor: creditor?,
        asset: asset?,
        amount,
        due: None,
        grace: 0,
        class,
        rolls: None,
        fee: 0,
        hidden: d.hidden,
    })
}

pub(super) fn trade(s: &Scenario, t: &Trade, n: &mut Names<'_>) -> Option<TradeSpec> {
    let at = format!("trades/{}", t.id);
    let seller = n.participant(&format!("{at}/seller"), &t.seller);
    let buyer = n.participant(&format!("{at}/buyer"), &t.buyer);
    let give = n.asset(&format!("{at}/deliver/asset"), t.deliver.asset.as_deref());
    let pay = n.asset(&format!("{at}/pay/asset"), t.pay.asset.as_deref());
    let give_amount = n.quanta(&format!("{at}/deliver/amount"), t.deliver.asset.as_deref(), t.deliver.amount);
    let pay_amount = n.quanta(&format!("{at}/pay/amount"), t.pay.asset.as_deref(), t.pay.amount);
    due_tick(s, n, &at, Some(t.due));
    apart(n, &at, seller?, buyer?);
    if give? == pay? {
        n.conflict(
            &format!("{at}/deliver/asset"),
            "both legs are in the same asset",
            "deliver one asset against another",
        );
    }
    Some(TradeSpec {
        id: t.id.clone(),
        seller: seller?,
        buyer: buyer?,
        deliver: (give?, give_amount),
        pay: (pay?, pay_amount),
        due: settlement::settles(s, t.due),
        grace: grace(s, n, &at, t.grace),
        dvp: t.delivery_against_payment,
        fee: t.fee.map_or(0, |fee| n.quanta(&format!("{at}/fee"), None, fee)),
    })
}
