//! Closed classes: strongly connected groups of nodes that pay nobody outside (Tarjan 1972).

use super::network::{Network, Row};

/// The closed classes among `nodes` (ascending), each ascending. Only nodes that `may` belong; `pays` are a node's claims.
pub(super) fn closed_classes<'n>(
    net: &'n Network,
    nodes: &[u32],
    may: impl Fn(u32) -> bool,
    pays: impl Fn(u32) -> &'n [Row],
) -> Vec<Vec<u32>> {
    let mut inside = vec![false; net.nodes.len()];
    for &node in nodes {
        inside[node as usize] = may(node);
    }
    prune(net, nodes, &mut inside, &pays);
    let kept: Vec<u32> = nodes.iter().copied().filter(|&n| inside[n as usize]).collect();
    if kept.is_empty() {
        return Vec::new();
    }
    let (label, count) = components(net.nodes.len(), &kept, &pays);
    let mut closed = vec![true; count];
    let mut classes = vec![Vec::new(); count];
    for &node in &kept {
        let own = label[node as usize];
        classes[own as usize].push(node);
        if pays(node).iter().any(|row| label[row.creditor as usize] != own) {
            closed[own as usize] = false;
        }
    }
    let classes = classes.into_iter().zip(closed);
    classes.filter(|(_, closed)| *closed).map(|(class, _)| class).collect()
}

/// Drops nodes that pay a node outside, until none does.
fn prune<'n>(net: &Network, nodes: &[u32], inside: &mut [bool], pays: &impl Fn(u32) -> &'n [Row]) {
    let mut outside: Vec<u32> = nodes
        .iter()
        .copied()
        .filter(|&n| inside[n as usize] && pays(n).iter().any(|row| !inside[row.creditor as usize]))
        .collect();
    for &node in &outside {
        inside[node as usize] = false;
    }
    while let Some(node) = outside.pop() {
        for row in net.incoming(node) {
            let debtor = row.debtor;
            if inside[debtor as usize] && pays(debtor).iter().any(|r| r.creditor == node) {
                inside[debtor as usize] = false;
                outside.push(debtor);
            }
        }
    }
}

/// Strongly connected components of `kept`: a label per node, and how many there are.
fn components<'n>(n: usize, kept: &[u32], pays: &impl Fn(u32) -> &'n [Row]) -> (Vec<u32>, usize) {
    const NONE: u32 = u32::MAX;
    let (mut index, mut low, mut label) = (vec![NONE; n], vec![0u32; n], vec![NONE; n]);
    let (mut stack, mut walk): (Vec<u32>, Vec<(u32, usize)>) = (Vec::new(), Vec::new());
    let (mut next, mut count) = (0, 0);
    for &root in kept {
        if index[root as usize] == NONE {
            walk.push((root, 0));
        }
        while let Some(&mut (node, ref mut edge)) = walk.last_mut() {
            let v = node as usize;
            if *edge == 0 && index[v] == NONE {
                (index[v], low[v]) = (next, next);
                next += 1;
                stack.push(node);
            }
            if let Some(row) = pays(node).get(*edge) {
                *edge += 1;
                let w = row.creditor as usize;
                if index[w] == NONE {
                    walk.push((row.creditor, 0));
                } else if label[w] == NONE {
                    low[v] = low[v].min(index[w]);
                }
                continue;
            }
            walk.pop();
            if let Some(&(parent, _)) = walk.last() {
                low[parent as usize] = low[parent as usize].min(low[v]);
            }
            if low[v] == index[v] {
                while let Some(top) = stack.pop() {
                    label[top as usize] = count;
                    if top == node {
                        break;
                    }
                }
                count += 1;
            }
        }
    }
    (label, count as usize)
}
