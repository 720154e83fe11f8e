//! How deep chains of calls go.

use std::collections::{BTreeMap, BTreeSet};

use super::{Function, RETURN_ADDRESS};

#[derive(Clone, Copy, Debug)]
pub(super) struct Depth {
    pub(super) bytes: u64,
    /// The next function of the deepest chain.
    pub(super) through: Option<u32>,
}

/// How deep each function goes, and how many are part of a circle. Without recursion of its own,
/// however deep the image's is.
pub(super) fn depths(functions: &BTreeMap<u32, Function>) -> (BTreeMap<u32, Depth>, usize) {
    let mut depths: BTreeMap<u32, Depth> = BTreeMap::new();
    let mut open: BTreeSet<u32> = BTreeSet::new();
    let mut circular: BTreeSet<u32> = BTreeSet::new();
    for start in functions.keys() {
        // A function is visited twice: its callees are waited for in between.
        let mut waiting = vec![(*start, false)];
        while let Some((address, returned)) = waiting.pop() {
            let Some(function) = functions.get(&address) else {
                continue;
            };
            let next = || function.calls.iter().chain(&function.jumps);
            if returned {
                open.remove(&address);
                depths.insert(address, depth(function, &depths));
            } else if depths.contains_key(&address) {
                continue;
            } else if open.insert(address) {
                waiting.push((address, true));
                for callee in next() {
                    if open.contains(callee) {
                        circular.insert(*callee);
                    } else {
                        waiting.push((*callee, false));
                    }
                }
            }
        }
    }
    (depths, circular.len())
}

fn depth(function: &Function, depths: &BTreeMap<u32, Depth>) -> Depth {
    let own = function.frame + RETURN_ADDRESS;
    let mut deepest = Depth {
        bytes: own,
        through: None,
    };
    let below = |address: &u32| depths.get(address).map(|it| (*address, it.bytes));
    for (address, bytes) in function.calls.iter().filter_map(below) {
        if own + bytes > deepest.bytes {
            deepest = Depth {
                bytes: own + bytes,
                through: Some(address),
            };
        }
    }
    for (address, bytes) in function.jumps.iter().filter_map(below) {
        if bytes > deepest.bytes {
            deepest = Depth {
                bytes,
                through: Some(address),
            };
        }
    }
    deepest
}
