//! Dumps as others read them, dumps of each kind, and files that are none.

mod invariants;
mod kinds;
mod robustness;
mod small;
mod stacks;
mod written;
