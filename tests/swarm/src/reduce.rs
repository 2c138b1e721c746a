//! A scenario that shows a fault, made as small as the fault allows.

use interclear_core::Scenario;

/// One element less, in every way.
fn smaller(s: &Scenario) -> Vec<Scenario> {
    let mut all = Vec::new();
    macro_rules! drop_each {
        ($($section:ident),*) => {$(
            for i in 0..s.$section.len() {
                let mut less = s.clone();
                less.$section.remove(i);
                all.push(less);
            }
        )*};
    }
    drop_each!(events, trades, collateral, deposits, obligations, participants, assets);
    for (i, p) in s.participants.iter().enumerate() {
        for k in 0..p.mechanisms.len() {
            let mut less = s.clone();
            less.participants[i].mechanisms.remove(k);
            all.push(less);
        }
        for asset in p.holdings.keys() {
            let mut less = s.clone();
            less.participants[i].holdings.remove(asset);
            all.push(less);
        }
    }
    let mut plain = s.clone();
    plain.rules = Default::default();
    if plain != *s {
        all.push(plain);
    }
    if s.clock.ticks > 1 {
        let mut shorter = s.clone();
        shorter.clock.ticks -= 1;
        all.push(shorter);
    }
    all
}

/// Takes away whatever can go while `shows` still says yes.
#[must_use]
pub fn reduce(mut s: Scenario, shows: impl Fn(&Scenario) -> bool) -> Scenario {
    while let Some(less) = smaller(&s).into_iter().find(&shows) {
        s = less;
    }
    s
}
