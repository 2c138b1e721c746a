//! Sorting by one routine: a sort compiled for each type it sorts would be a tenth of the page's program.

use std::cmp::Ordering;

/// The items in order; equal ones stay as they were.
pub fn sorted<T>(items: Vec<T>, by: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let places = order(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => by(a, b),
        _ => Ordering::Equal,
    });
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    places.into_iter().filter_map(|at| items.get_mut(at)?.take()).collect()
}

/// The places 0 to `count` - 1 in the order of what stands there: a merge sort from the bottom up.
fn order(count: usize, by: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    let mut merged = Vec::with_capacity(count);
    let mut width = 1;
    while width < count {
        for pair in places.chunks(2 * width) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let (Some((&l, rest_l)), Some((&r, rest_r))) = (left.split_first(), right.split_first()) {
                if by(r, l) == Ordering::Less {
                    merged.push(r);
                    right = rest_r;
                } else {
                    merged.push(l);
                    left = rest_l;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(&mut places, &mut merged);
        merged.clear();
        width *= 2;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::sorted;

    #[test]
    fn like_the_stable_sort_of_the_library() {
        let mut x = 1u32;
        for count in 0..70 {
            let mut all: Vec<(u32, u32)> = Vec::new();
            for at in 0..count {
                x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                all.push((x >> 29, at));
            }
            let mine = sorted(all.clone(), |a, b| a.0.cmp(&b.0));
            all.sort_by_key(|a| a.0);
            assert_eq!(mine, all);
        }
    }
}
