//! Breaking cycles: an order of nodes against which little weight points back (Eades, Lin and Smyth 1993, with weights).

/// A rank for each node so that the weight of edges from a higher to a lower rank is small.
pub(super) fn ranks(count: usize, edges: &[(usize, usize, f64)]) -> Vec<usize> {
    let (mut out, mut into) = (vec![0.0f64; count], vec![0.0f64; count]);
    for &(a, b, w) in edges {
        out[a] += w;
        into[b] += w;
    }
    let mut left: Vec<bool> = vec![true; count];
    let (mut first, mut last) = (Vec::new(), Vec::new());
    for _ in 0..count {
        let alive = || (0..count).filter(|&v| left[v]);
        let sink = alive().find(|&v| out[v] < 1e-9);
        let source = alive().find(|&v| into[v] < 1e-9);
        let best = || alive().max_by(|&a, &b| (out[a] - into[a]).total_cmp(&(out[b] - into[b])).then(b.cmp(&a)));
        let (node, ends) = match (sink, source) {
            (_, Some(v)) => (v, false),
            (Some(v), None) => (v, true),
            (None, None) => match best() {
                Some(v) => (v, false),
                None => break,
            },
        };
        left[node] = false;
        if ends {
            last.push(node);
        } else {
            first.push(node);
        }
        for &(a, b, w) in edges {
            if a == node {
                into[b] -= w;
            } else if b == node {
                out[a] -= w;
            }
        }
    }
    let mut rank = vec![0; count];
    for (k, node) in first.into_iter().chain(last.into_iter().rev()).enumerate() {
        rank[node] = k;
    }
    rank
}
