//! The name that was meant.

use crate::scenario::limits::MAX_ID;

/// The known name nearest to a misspelt one, if any is close: the fewest letters put in, left out, changed or swapped.
pub(super) fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    if name.len() > MAX_ID {
        return None;
    }
    let near = known.iter().map(|k| (distance(name, k), *k)).min_by_key(|(d, _)| *d)?;
    (near.0 * 5 <= 2 * name.len().max(near.1.len())).then_some(near.1)
}

fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut rows: [Vec<usize>; 3] = [Vec::new(), Vec::new(), (0..=b.len()).collect()];
    for (i, x) in a.iter().enumerate() {
        rows.rotate_left(1);
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at =
                |back: usize, j: usize| rows.get(2 - back).and_then(|r| r.get(j)).copied().unwrap_or(usize::MAX - 1);
            let mut best = at(1, j) + usize::from(x != y);
            best = best.min(at(1, j + 1) + 1).min(row.get(j).map_or(best, |left| left + 1));
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(at(2, j - 1) + 1);
            }
            row.push(best);
        }
        if let Some(last) = rows.last_mut() {
            *last = row;
        }
    }
    rows.last().and_then(|r| r.last()).copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn letters_apart() {
        for (a, b, apart) in [
            ("due", "due", 0),
            ("amuont", "amount", 1),
            ("hair_cut", "haircut", 1),
            ("asett", "asset", 2),
            ("dew", "due", 2),
            ("", "due", 3),
            ("due", "", 3),
            ("numerair", "numeraire", 1),
            ("ab", "ba", 1),
        ] {
            assert_eq!(distance(a, b), apart, "{a} {b}");
        }
    }
}
