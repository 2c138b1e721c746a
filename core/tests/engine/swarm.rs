//! Random valid scenarios: each case draws which features it has, then how much of each.

use super::case::Case;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// SplitMix64.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len() as u64) as usize]
    }
    fn share(&mut self) -> f64 {
        self.below(101) as f64 / 100.0
    }
}

struct Work {
    rng: Random,
    case: Case,
    ticks: u32,
    ids: Vec<String>,
    tokens: Vec<String>,
    /// Whole units still free, by participant and asset.
    free: BTreeMap<(String, String), u64>,
    pairs: u32,
    covered: BTreeSet<(String, String)>,
}

/// A scenario from a seed; valid by construction.
pub fn scenario(seed: u64) -> Case {
    let mut rng = Random(seed);
    let ticks = 1 + rng.below(8) as u32;
    let case = Case::new(ticks).decimals(*rng.pick(&[0, 2, 2, 6]));
    let mut w = Work {
        rng,
        case,
        ticks,
        ids: vec![],
        tokens: vec![],
        free: BTreeMap::new(),
        pairs: 0,
        covered: BTreeSet::new(),
    };
    w.rules();
    w.assets();
    w.participants();
    let features: [fn(&mut Work); 7] = [
        Work::obligations,
        Work::deposits,
        Work::collateral,
        Work::trades,
        Work::funds,
        Work::mechanisms,
        Work::support,
    ];
    for work in features {
        if w.rng.chance(60) {
            work(&mut w);
        }
    }
    if w.rng.chance(85) {
        w.events();
    }
    w.case
}

impl Work {
    fn put(&mut self, section: &str, element: Value) {
        self.case = self.case.clone().put(section, element);
    }

    fn rule(&mut self, name: &str, value: Value) {
        self.case = self.case.clone().rule(name, value);
    }

    fn runs(&mut self, id: &str, mechanism: Value) {
        self.case = self.case.clone().runs(id, mechanism);
    }

    fn rules(&mut self) {
        if self.rng.chance(40) {
            let grace = self.rng.below(3);
            self.rule("grace", json!(grace));
        }
        if self.rng.chance(40) {
            let delay = 1 + self.rng.below(3);
            self.rule("estate_delay", json!(delay));
        }
        if self.rng.chance(50) {
            self.rule("close_out_netting", json!(false));
        }
        if self.rng.chance(40) {
            let (a, b) = (self.rng.share(), self.rng.share());
            self.rule("recovery_assets", json!(a));
            self.rule("recovery_interbank", json!(b));
        }
        if self.rng.chance(20) {
            self.rule("equilibrium", json!("least"));
        }
        if self.rng.chance(40) {
            let counts = self.rng.share();
            self.rule("counts_on_receipts", json!(counts));
        }
    }

    fn assets(&mut self) {
        let n = self.rng.below(4);
        for k in 0..n {
            let id = format!("token{k}");
            let price = *self.rng.pick(&[1.0, 0.5, 3.0, 0.07, 1234.5]);
            let mut asset = json!({ "id": id, "label": id, "decimals": *self.rng.pick(&[0, 2, 8]), "price": price });
            if self.rng.chance(70) {
                let mut market = json!({});
                if self.rng.chance(60) {
                    market["depth"] = json!(1 + self.rng.below(500));
                }
                if self.rng.chance(40) {
                    market["discount"] = json!(self.rng.share() * 0.5);
                }
                asset["market"] = market;
            }
            self.put("assets", asset);
            self.tokens.push(id);
        }
    }

    fn participants(&mut self) {
        let n = 2 + self.rng.below(6);
        for k in 0..n {
            let id = format!("p{k}");
            let mut holdings = json!({});
            let assets: Vec<String> = self.tokens.iter().cloned().chain(["cash".to_owned()]).collect();
            for asset in assets {
                if self.rng.chance(60) {
                    let amount = *self.rng.pick(&[1, 7, 40, 100, 250]);
                    holdings[&asset] = json!(amount);
                    self.free.insert((id.clone(), asset), amount);
                }
            }
            self.case = self.case.clone().has(&id, holdings);
            self.ids.push(id);
        }
    }

    /// Two different participants.
    fn pair(&mut self) -> (String, String) {
        let a = self.rng.below(self.ids.len() as u64) as usize;
        let b = (a + 1 + self.rng.below(self.ids.len() as u64 - 1) as usize) % self.ids.len();
        (self.ids[a].clone(), self.ids[b].clone())
    }

    fn next(&mut self, what: &str) -> String {
        self.pairs += 1;
        format!("{what}{}", self.pairs)
    }

    fn due(&mut self) -> u64 {
        1 + self.rng.below(u64::from(self.ticks))
    }

    fn obligations(&mut self) {
        for _ in 0..1 + self.rng.below(2 * self.ids.len() as u64) {
            let (debtor, creditor) = self.pair();
            let creditor = if self.rng.chance(20) { "outside".to_owned() } else { creditor };
            let mut o = json!({ "id": self.next("o"), "debtor": debtor, "creditor": creditor, "amount": 1 + self.rng.below(150) });
            if self.rng.chance(75) {
                o["due"] = json!(self.due());
            }
            if self.rng.chance(20) {
                o["grace"] = json!(self.rng.below(3));
            }
            if self.rng.chance(30) {
                o["seniority"] = json!(self.rng.below(3));
            }
            if self.rng.chance(15) && !self.tokens.is_empty() {
                o["asset"] = json!(self.rng.pick(&self.tokens));
            }
            self.put("obligations", o);
        }
    }

    fn groups(&mut self) -> Value {
        let n = 1 + self.rng.below(4);
        let list: Vec<Value> =
            (0..n).map(|_| json!({ "share": 1.0 / n as f64, "leaves_below": self.rng.share() * 1.6 })).collect();
        json!(list)
    }

    fn deposits(&mut self) {
        for _ in 0..1 + self.rng.below(4) {
            let (holder, taker) = self.pair();
            let holder = if self.rng.chance(50) { "outside".to_owned() } else { holder };
            let d = json!({ "id": self.next("d"), "holder": holder, "taker": taker,
                "amount": 1 + self.rng.below(200), "seniority": self.rng.below(3) });
            self.put("deposits", d);
        }
        for id in self.ids.clone() {
            if self.rng.chance(50) {
                let mut m = json!({ "type": "depositors", "groups": self.groups() });
                if self.rng.chance(30) {
                    m["opacity"] = json!(self.rng.share());
                }
                if self.rng.chance(40) {
                    m["gate"] = json!(self.rng.share());
                }
                if self.rng.chance(50) {
                    m["order"] = json!("pro_rata");
                }
                self.runs(&id, m);
            }
        }
    }

    fn collateral(&mut self) {
        for _ in 0..1 + self.rng.below(4) {
            let (pledger, holder) = self.pair();
            let asset = if self.rng.chance(15) || self.tokens.is_empty() {
                "cash".to_owned()
            } else {
                self.rng.pick(&self.tokens).clone()
            };
            let free = self.free.get(&(pledger.clone(), asset.clone())).copied().unwrap_or(0);
            if free == 0 {
                continue;
            }
            let amount = 1 + self.rng.below(free);
            self.free.insert((pledger.clone(), asset.clone()), free - amount);
            let id = self.next("c");
            let mut c = json!({ "id": id, "pledger": pledger, "holder": holder, "asset": asset, "amount": amount });
            let transfer = self.rng.chance(20);
            if transfer {
                c["title"] = json!("transfer");
            }
            let cap = self.rng.share();
            if self.rng.chance(60) {
                c["reuse_cap"] = json!(cap);
            }
            self.terms(&mut c);
            self.put("collateral", c);
            if !transfer && self.rng.chance(60) {
                self.reuse(&id, &holder);
            }
            if self.rng.chance(60) {
                let o = json!({ "id": self.next("o"), "debtor": pledger, "creditor": holder, "amount": 1 + self.rng.below(100) });
                self.put("obligations", o);
            }
        }
    }

    fn terms(&mut self, c: &mut Value) {
        if self.rng.chance(50) {
            c["haircut"] = json!(self.rng.share() * 0.5);
        }
        if self.rng.chance(40) {
            c["required_cover"] = json!(0.5 + self.rng.share());
        }
        if self.rng.chance(40) {
            c["seizure_discount"] = json!(self.rng.share() * 0.3);
        }
        if self.rng.chance(20) {
            c["calls"] = json!(false);
        }
        if self.rng.chance(40) {
            let mut funding = json!({});
            if self.rng.chance(40) && !self.tokens.is_empty() {
                funding["buys"] = json!(self.rng.pick(&self.tokens));
            }
            if self.rng.chance(40) {
                funding["due"] = json!(self.due());
            }
            c["funding"] = funding;
        }
    }

    fn reuse(&mut self, id: &str, holder: &str) {
        let (mut up, mut pledger) = (id.to_owned(), holder.to_owned());
        for _ in 0..1 + self.rng.below(3) {
            let others: Vec<String> = self.ids.iter().filter(|x| **x != pledger).cloned().collect();
            let next = self.rng.pick(&others).clone();
            let id = self.next("c");
            let mut c =
                json!({ "id": id, "pledger": pledger, "holder": next, "reuses": up, "reuse_cap": self.rng.share() });
            let transfer = self.rng.chance(15);
            if transfer {
                c["title"] = json!("transfer");
            }
            self.terms(&mut c);
            self.put("collateral", c);
            if transfer {
                return;
            }
            (up, pledger) = (id, next);
        }
    }

    fn trades(&mut self) {
        if self.tokens.is_empty() {
            return;
        }
        for _ in 0..1 + self.rng.below(4) {
            let (seller, buyer) = self.pair();
            let token = self.rng.pick(&self.tokens).clone();
            let mut t = json!({ "id": self.next("t"), "seller": seller, "buyer": buyer,
                "deliver": { "asset": token, "amount": 1 + self.rng.below(60) },
                "pay": { "amount": 1 + self.rng.below(100) }, "due": self.due() });
            if self.rng.chance(10) {
                t = json!({ "id": t["id"], "seller": seller, "buyer": buyer, "deliver": t["pay"], "pay": t["deliver"], "due": t["due"] });
            }
            if self.rng.chance(50) {
                t["delivery_against_payment"] = json!(false);
            }
            if self.rng.chance(30) {
                t["grace"] = json!(self.rng.below(3));
            }
            self.put("trades", t);
        }
    }

    fn funds(&mut self) {
        let house = self.rng.pick(&self.ids).clone();
        let own = self.free.get(&(house.clone(), "cash".to_owned())).copied().unwrap_or(0);
        let mut contributions = json!({});
        for id in self.ids.clone() {
            let free = self.free.get(&(id.clone(), "cash".to_owned())).copied().unwrap_or(0);
            if id != house && free > 0 && self.rng.chance(70) {
                let amount = 1 + self.rng.below(free);
                contributions[&id] = json!(amount);
                self.free.insert((id, "cash".to_owned()), free - amount);
            }
        }
        let mut fund = json!({ "type": "default_fund", "contributions": contributions });
        if self.rng.chance(60) {
            fund["layers"] = self.layers(own);
        } else {
            fund["skin_in_the_game"] = json!(self.rng.below(own + 1));
        }
        if self.rng.chance(50) {
            fund["replenish_within"] = json!(1 + self.rng.below(3));
        }
        if let (true, Value::Object(members)) = (self.rng.chance(60), &contributions) {
            fund["close_out"] = members.keys().map(|m| (m.clone(), json!(self.rng.below(120)))).collect();
        }
        self.runs(&house, fund);
    }

    /// The first two layers, then others in any order.
    fn layers(&mut self, own: u64) -> Value {
        let first = self.rng.below(own + 1);
        let second = self.rng.below(own - first + 1);
        let mut rest = vec![
            json!({ "type": "skin_in_the_game", "amount": first }),
            json!({ "type": "skin_in_the_game", "amount": second }),
            json!({ "type": "survivors_fund" }),
            json!({ "type": "assessments", "cap": self.rng.share() * 3.0, "deadline": 1 + self.rng.below(3) }),
            json!({ "type": "remaining_equity" }),
        ];
        let mut all = vec![json!({ "type": "defaulter_margin" }), json!({ "type": "defaulter_fund" })];
        for _ in 0..self.rng.below(6) {
            let at = self.rng.below(rest.len() as u64) as usize;
            all.push(rest.remove(at));
        }
        json!(all)
    }

    fn mechanisms(&mut self) {
        for id in self.ids.clone() {
            if self.rng.chance(50) {
                let floor = *self.rng.pick(&[0i64, 0, 10, -20]);
                self.runs(&id, json!({ "type": "insolvency_rule", "floor": floor }));
            }
        }
        if let Some(asset) = self.tokens.first().cloned()
            && self.rng.chance(30)
        {
            let watch = self.rng.pick(&self.ids).clone();
            let groups = self.groups();
            let id = format!("{asset}-watched");
            self.put(
                "assets",
                json!({ "id": id, "label": id, "market": { "depth": 100, "providers": { "watch": watch, "groups": groups } } }),
            );
        }
    }

    /// Covers, and one pool of lines.
    fn support(&mut self) {
        for _ in 0..self.rng.below(3) {
            let (insurer, covers) = self.pair();
            if self.rng.chance(50) && self.covered.insert((insurer.clone(), covers.clone())) {
                let m = json!({ "type": "insurance_cover", "covers": covers, "share": self.rng.share(),
                    "limit": self.rng.below(100), "deductible": self.rng.below(20) });
                self.runs(&insurer, m);
            }
        }
        if self.rng.chance(60) {
            let ids = self.ids.clone();
            let lines: serde_json::Map<String, Value> =
                ids.iter().map(|id| (id.clone(), json!(self.rng.below(80)))).collect();
            let pool = self.rng.pick(&ids).clone();
            let mut m = json!({ "type": "mutual_backstop", "lines": lines, "repay_after": 1 + self.rng.below(3) });
            if self.rng.chance(50) {
                m["cap"] = json!(self.rng.below(60));
            }
            self.runs(&pool, m);
        }
    }

    fn events(&mut self) {
        for _ in 0..1 + self.rng.below(5) {
            let who = self.rng.pick(&self.ids).clone();
            let tick = self.due() as u32;
            let what = match self.rng.below(if self.tokens.is_empty() { 5 } else { 8 }) {
                0 => json!({ "type": "default", "participant": who }),
                1 => json!({ "type": "exploit", "participant": who, "amount": 1 + self.rng.below(100) }),
                2 => json!({ "type": "outage", "participant": who, "ticks": 1 + self.rng.below(3) }),
                3 => json!({ "type": "withdrawal_wave", "participant": who, "share": self.rng.share() }),
                4 => json!({ "type": "recovery", "participant": who, "amount": self.rng.below(150) }),
                5 => {
                    let asset = self.rng.pick(&self.tokens).clone();
                    json!({ "type": "exploit", "participant": who, "asset": asset, "amount": 1 + self.rng.below(100) })
                }
                _ => {
                    let asset = self.rng.pick(&self.tokens).clone();
                    json!({ "type": "price_shock", "asset": asset, "change": self.rng.share() * 1.3 - 0.9 })
                }
            };
            self.case = self.case.clone().at(tick, what);
        }
    }
}
