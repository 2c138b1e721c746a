//! What frames show of peg modules: reserves by asset with their terms, and the marks that were used.

use crate::engine::context::Tick;
use crate::engine::{OracleFrame, ReserveFrame};
use crate::journal::EntryKind;
use crate::units::{Amount, AssetIx, ParticipantIx, Price, Rate};
use crate::world::{PegAssetSpec, PegSpec};

/// Each asset that each module accepts, by issuer and asset.
pub(in crate::engine) fn reserve_frames(t: &Tick<'_>) -> Vec<ReserveFrame> {
    let modules = t.everyone().filter_map(|who| Some((who, t.w.participants.get(who.at())?.peg.as_ref()?)));
    modules.flat_map(|(who, m)| m.assets.iter().map(move |a| reserve(t, who, m, a))).collect()
}

fn reserve(t: &Tick<'_>, who: ParticipantIx, m: &PegSpec, a: &PegAssetSpec) -> ReserveFrame {
    let held = t.s.books.free(who, a.asset);
    let from = t.trace.frames.last().map_or(0, |f| f.entries as usize);
    let swapped = |kind: EntryKind| {
        let lines = t.s.journal.entries.iter().skip(from);
        let mine = lines.filter(|e| e.kind == kind && e.who == Some(who) && e.asset == Some(a.asset));
        Amount::new(mine.map(|e| e.amount.quanta()).sum())
    };
    let rate = |value: f64| Rate::new(value).unwrap_or_default();
    ReserveFrame {
        who,
        coin: m.coin,
        asset: a.asset,
        held: Amount::new(held),
        worth: Amount::new(if a.asset == t.w.numeraire { held } else { t.s.at_mark(t.w, a.asset, held) }),
        rate: if a.at_market { mark(t, a.asset).get() / m.par } else { 1.0 },
        fee_in: rate(a.fee_in),
        fee_out: rate(a.fee_out),
        ceiling: a.ceiling.map(Amount::new),
        cap: a.cap.map(Amount::new),
        came: swapped(EntryKind::SwappedIn),
        went: swapped(EntryKind::SwappedOut),
    }
}

/// The marks that modules at market prices and algorithms swapped at, by issuer and asset.
pub(in crate::engine) fn marks_used(t: &Tick<'_>) -> Vec<OracleFrame> {
    let used =
        |who: ParticipantIx, asset: AssetIx| OracleFrame { who, asset, price: mark(t, asset), ..Default::default() };
    let mut all = Vec::new();
    for who in t.everyone() {
        let Some(p) = t.w.participants.get(who.at()) else { continue };
        let module = p.peg.iter().flat_map(|m| &m.assets).filter(|a| a.at_market).map(|a| a.asset);
        let mut assets: Vec<AssetIx> = module.chain(p.algorithm.map(|a| a.token)).collect();
        assets = crate::units::sorted(assets, Ord::cmp);
        assets.dedup();
        all.extend(assets.into_iter().map(|asset| used(who, asset)));
    }
    all
}

fn mark(t: &Tick<'_>, asset: AssetIx) -> Price {
    if asset == t.w.numeraire {
        return Price::ONE;
    }
    t.s.quotes.get(asset.at()).and_then(|q| Price::new(q.mark).ok()).unwrap_or_default()
}
