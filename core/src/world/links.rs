//! Links: obligations, trades, deposits, collateral with its re-use chains and funded loans.

use super::check::Names;
use super::debts::{apart, deposit, due_tick, obligation, trade};
use super::{AssetSpec, CollateralSpec, DebtSpec, ParticipantSpec, TradeSpec, positions};
use crate::scenario::limits::{MAX_CHAIN, MAX_COVER, MAX_DISCOUNT};
use crate::scenario::{Code, Collateral, Problem, Scenario, Title, ids};
use crate::units::{AssetIx, LinkKind, LinkRef, ParticipantIx, scale, sorted, value_of};
use litemap::LiteMap;

/// Links ready to run.
pub(super) struct Links {
    pub obligations: Vec<DebtSpec>,
    pub deposits: Vec<DebtSpec>,
    pub trades: Vec<TradeSpec>,
    pub collateral: Vec<CollateralSpec>,
}

pub(super) fn build(
    s: &Scenario,
    n: &mut Names<'_>,
    assets: &[AssetSpec],
    participants: &mut [ParticipantSpec],
) -> Links {
    let mut problems = std::mem::take(&mut n.problems);
    // Loans drawn against collateral are obligations of their own, `ID.loan`.
    let loans: Vec<String> =
        s.collateral.iter().filter(|c| c.funding.is_some()).map(|c| format!("{}.loan", c.id)).collect();
    let (made_debts, made_pledges) = (positions::debt_ids(s), positions::pledge_ids(s));
    let debts = s.obligations.iter().map(|o| o.id.as_str()).chain(loans.iter().chain(&made_debts).map(String::as_str));
    let debt_at = ids::index("obligations", debts, &mut problems);
    // What custodians have lent on are deposits of their own, `ID.relent`.
    let relent = super::custodian::relent(s);
    let deposits = s.deposits.iter().map(|d| d.id.as_str()).chain(relent.iter().map(String::as_str));
    let deposit_at = ids::index("deposits", deposits, &mut problems);
    let trade_at = ids::index("trades", s.trades.iter().map(|t| t.id.as_str()), &mut problems);
    let pledges = s.collateral.iter().map(|c| c.id.as_str()).chain(made_pledges.iter().map(String::as_str));
    let pledge_at = ids::index("collateral", pledges, &mut problems);
    n.problems = problems;
    let mut obligations: Vec<DebtSpec> = s.obligations.iter().filter_map(|o| obligation(s, o, n, &debt_at)).collect();
    let mut deposits: Vec<DebtSpec> = s.deposits.iter().filter_map(|d| deposit(d, n, &deposit_at)).collect();
    deposits.extend(super::custodian::links(s, n, &deposit_at));
    let trades: Vec<(u32, TradeSpec)> =
        s.trades.iter().filter_map(|t| Some((*trade_at.get(t.id.as_str())?, trade(s, t, n)?))).collect();
    let deposits = sorted(deposits, |a, b| a.link.at.cmp(&b.link.at));
    let trades = sorted(trades, |a, b| a.0.cmp(&b.0));
    let mut work =
        Pledges { s, n, assets, participants, debt_at: &debt_at, pledge_at: &pledge_at, specs: LiteMap::new() };
    work.all(&mut obligations);
    let places = positions::Places { debts: &debt_at, pledges: &pledge_at };
    let (debts, pledges) = positions::make(s, work.n, assets, work.participants, &places);
    obligations.extend(debts);
    pledges.into_iter().for_each(|(at, spec)| drop(work.specs.insert(at, spec)));
    let collateral = work.specs.into_iter().map(|(_, spec)| spec).collect();
    Links { obligations, deposits, trades: trades.into_iter().map(|t| t.1).collect(), collateral }
}

/// The collateral links in the making: first pledges out of holdings, then re-use down each chain.
struct Pledges<'a, 'b> {
    s: &'a Scenario,
    n: &'a mut Names<'b>,
    assets: &'a [AssetSpec],
    participants: &'a mut [ParticipantSpec],
    debt_at: &'a LiteMap<&'a str, u32>,
    pledge_at: &'a LiteMap<&'a str, u32>,
    specs: LiteMap<u32, CollateralSpec>,
}

impl Pledges<'_, '_> {
    fn all(&mut self, obligations: &mut Vec<DebtSpec>) {
        let mut by_id: Vec<&Collateral> = sorted(self.s.collateral.iter().collect(), |a, b| a.id.cmp(&b.id));
        let mut depth: LiteMap<&str, usize> = LiteMap::new();
        for c in &by_id {
            match self.depth(c) {
                Some(d) => depth.insert(c.id.as_str(), d),
                None => continue,
            };
        }
        by_id.retain(|c| depth.contains_key(c.id.as_str()));
        for c in sorted(by_id, |a, b| depth.get(a.id.as_str()).cmp(&depth.get(b.id.as_str()))) {
            if let Some(spec) = self.one(c) {
                if let Some(loan) = self.loan(c, &spec) {
                    obligations.push(loan);
                }
                if let Some(&at) = self.pledge_at.get(c.id.as_str()) {
                    self.specs.insert(at, spec);
                }
            }
        }
    }

    /// How far down a re-use chain a link is; reports loops and ends that are not there.
    fn depth(&mut self, c: &Collateral) -> Option<usize> {
        let (mut here, mut depth) = (c, 0);
        while let Some(up) = &here.reuses {
            let Some(next) = self.s.collateral.iter().find(|x| &x.id == up) else {
                let at = format!("collateral/{}/reuses", c.id);
                self.n.problems.push(Problem::error(
                    Code::UnknownId,
                    at,
                    format!("no collateral link has the id `{}`", up.escape_debug()),
                ));
                return None;
            };
            here = next;
            depth += 1;
            if depth > MAX_CHAIN {
                self.n.conflict(
                    &format!("collateral/{}/reuses", c.id),
                    "the re-use chain is a loop or too long",
                    &format!("at most {MAX_CHAIN} links, without a loop"),
                );
                return None;
            }
        }
        Some(depth)
    }

    fn one(&mut self, c: &Collateral) -> Option<CollateralSpec> {
        let at = format!("collateral/{}", c.id);
        let pledger = self.n.participant(&format!("{at}/pledger"), &c.pledger);
        let holder = self.n.participant(&format!("{at}/holder"), &c.holder);
        apart(self.n, &at, pledger?, holder?);
        let haircut = self.n.share(&format!("{at}/haircut"), c.haircut.get(), 0.0, MAX_DISCOUNT);
        self.n.share(&format!("{at}/reuse_cap"), c.reuse_cap.get(), 0.0, 1.0);
        let discount = self.n.share(&format!("{at}/seizure_discount"), c.seizure_discount.get(), 0.0, MAX_DISCOUNT);
        let cover = c
            .required_cover
            .map_or(1.0 / (1.0 - haircut), |r| self.n.share(&format!("{at}/required_cover"), r.get(), 0.0, MAX_COVER));
        let (asset, units, reuses) = match &c.reuses {
            Some(up) => self.reused(c, up, &at)?,
            None => self.posted(c, pledger?, &at)?,
        };
        if c.title == Title::Transfer {
            self.house_owns(&at, pledger?, holder?);
        }
        let secures = match &c.secures {
            Some(id) => Some(LinkRef { kind: LinkKind::Obligation, at: self.secured(&at, id)? }),
            None => None,
        };
        Some(CollateralSpec {
            id: c.id.clone(),
            pledger: pledger?,
            holder: holder?,
            asset,
            units,
            reuses,
            reusable: value_of(units, c.reuse_cap.get(), 1.0),
            transfer: c.title == Title::Transfer,
            looped: false,
            margin: false,
            cover,
            secures,
            calls: c.calls && (c.required_cover.is_some() || haircut > 0.0),
            seizure_discount: discount,
            hidden: c.hidden,
        })
    }

    /// Warns of margin that its house owns: it stands among the house's assets and pays for any loss of it, not only
    /// for the member's.
    fn house_owns(&mut self, at: &str, pledger: ParticipantIx, holder: ParticipantIx) {
        let fund = self.participants.get(holder.at()).and_then(|p| p.fund.as_ref());
        if fund.is_some_and(|f| f.contributions.iter().any(|c| c.0 == pledger)) {
            let message = "margin passed by title is the clearing house's own and bears losses on other members too";
            let problem = Problem::warning(Code::Conflict, format!("{at}/title"), message);
            self.n.problems.push(problem.hint("a pledge stays the member's until the member fails"));
        }
    }

    fn secured(&mut self, at: &str, id: &str) -> Option<u32> {
        let found = self.debt_at.get(id).copied();
        if found.is_none() {
            let at = format!("{at}/secures");
            self.n.problems.push(Problem::error(
                Code::UnknownId,
                at,
                format!("no obligation has the id `{}`", id.escape_debug()),
            ));
        }
        found
    }

    /// Units out of the pledger's holdings.
    fn posted(&mut self, c: &Collateral, pledger: ParticipantIx, at: &str) -> Option<(AssetIx, i64, Option<u32>)> {
        let asset = self.n.asset(&format!("{at}/asset"), c.asset.as_deref())?;
        let Some(amount) = c.amount else {
            self.n.bad(&format!("{at}/amount"), "how much is posted is missing", "give amount and asset, or reuses");
            return None;
        };
        let units = self.n.quanta(&format!("{at}/amount"), c.asset.as_deref(), amount);
        let slot = self.participants.get_mut(pledger.at()).and_then(|p| p.holdings.get_mut(asset.at()))?;
        if *slot < units {
            let asset_id = c.asset.as_deref().unwrap_or(self.n.numeraire).to_owned();
            self.n.conflict(
                &format!("{at}/amount"),
                format!("{} does not hold {amount} of {asset_id} beside what it has posted", c.pledger),
                "raise its holdings or post less",
            );
            return None;
        }
        *slot -= units;
        if c.title == Title::Transfer {
            self.own(&c.holder, asset, units);
        }
        Some((asset, units, None))
    }

    /// Units that somebody owns from the opening on: title has passed, or a loan has brought them. What is too much to
    /// count stays at the most there is, which `supply` refuses.
    fn own(&mut self, holder: &str, asset: AssetIx, units: i64) {
        let at = self.n.participants.get(holder).copied();
        let theirs = at.and_then(|h| self.participants.get_mut(h as usize));
        if let Some(slot) = theirs.and_then(|p| p.holdings.get_mut(asset.at())) {
            *slot = slot.saturating_add(units);
        }
    }

    /// Units pledged on, as far as the cap of the link above allows and not yet pledged on by another link.
    fn reused(&mut self, c: &Collateral, up: &str, at: &str) -> Option<(AssetIx, i64, Option<u32>)> {
        let above = self.s.collateral.iter().find(|x| x.id == up)?;
        let &above_at = self.pledge_at.get(up)?;
        if c.asset.is_some() || c.amount.is_some() {
            self.n.conflict(
                &format!("{at}/amount"),
                "a link that re-uses another takes its asset and amount from it",
                "remove asset and amount; the re-use cap decides",
            );
        }
        if above.holder != c.pledger {
            self.n.conflict(
                &format!("{at}/reuses"),
                format!("`{up}` is held by {}, not by {}", above.holder, c.pledger),
                "only the holder can pledge it on",
            );
            return None;
        }
        if above.title == Title::Transfer {
            self.n.conflict(
                &format!("{at}/reuses"),
                format!("`{up}` passed title: the holder owns the units"),
                "post them from its holdings instead",
            );
            return None;
        }
        let spec = self.specs.get(&above_at)?;
        let (asset, allowed) = (spec.asset, spec.reusable);
        let taken: i64 = self.specs.values().filter(|x| x.reuses == Some(above_at)).map(|x| x.units).sum();
        let units = (allowed - taken).max(0);
        if c.title == Title::Transfer {
            self.own(&c.holder, asset, units);
        }
        Some((asset, units, Some(above_at)))
    }

    /// The loan drawn against a link, and what it buys, at the opening.
    fn loan(&mut self, c: &Collateral, spec: &CollateralSpec) -> Option<DebtSpec> {
        let funding = c.funding.as_ref()?;
        let at = format!("collateral/{}/funding", c.id);
        let cash = self.n.asset(&at, None)?;
        let dn = self.assets.get(cash.at())?.decimals;
        let a = self.assets.get(spec.asset.at())?;
        let value = value_of(spec.units, a.price * (1.0 - c.haircut.get()), scale(dn, a.decimals));
        due_tick(self.s, self.n, &at, funding.due);
        let mut spent = 0;
        if let Some(id) = &funding.buys {
            let bought = self.n.asset(&format!("{at}/buys"), Some(id))?;
            let b = self.assets.get(bought.at())?;
            if b.price <= 0.0 {
                self.n.conflict(&format!("{at}/buys"), "an asset with price 0 cannot be bought", "give it a price");
                return None;
            }
            let units = (value as f64 / (b.price * scale(dn, b.decimals))).floor() as i64;
            spent = value;
            self.own(&c.pledger, bought, units);
        }
        self.own(&c.pledger, cash, value - spent);
        let id = format!("{}.loan", c.id);
        let link = LinkRef { kind: LinkKind::Obligation, at: *self.debt_at.get(id.as_str())? };
        Some(DebtSpec {
            id,
            link,
            debtor: spec.pledger,
            creditor: spec.holder,
            asset: cash,
            amount: value,
            due: funding.due.map(|due| super::settlement::settles(self.s, due)),
            grace: self.s.rules.grace,
            rolls: None,
            fee: 0,
            class: 1,
            hidden: c.hidden,
        })
    }
}
