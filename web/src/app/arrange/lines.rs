//! Places along a line: as near to what is wished as an order and distances allow.

/// The places in an order, each at least a distance from the one before, with the least sum of squares of what is missed.
/// `wishes` are place and weight; `gaps[k]` is the least distance between `k` and `k + 1`. Pools of neighbours that stand as
/// near as they may move as one (isotonic regression by pool adjacent violators).
pub(super) fn along(wishes: &[(f64, f64)], gaps: &[f64]) -> Vec<f64> {
    // With the distances taken off, the order alone is left.
    let mut offset = Vec::with_capacity(wishes.len());
    let mut sum = 0.0;
    for k in 0..wishes.len() {
        offset.push(sum);
        sum += gaps.get(k).copied().unwrap_or_default();
    }
    // Pools: mean, weight, members.
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for (&(wish, weight), off) in wishes.iter().zip(&offset) {
        let mut pool = (wish - off, weight.max(1e-6), 1);
        while let Some(&(mean, w, members)) = pools.last() {
            if mean <= pool.0 {
                break;
            }
            pools.pop();
            pool = ((mean * w + pool.0 * pool.1) / (w + pool.1), w + pool.1, members + pool.2);
        }
        pools.push(pool);
    }
    let means = pools.into_iter().flat_map(|(mean, _, members)| std::iter::repeat_n(mean, members));
    means.zip(offset).map(|(mean, off)| mean + off).collect()
}
