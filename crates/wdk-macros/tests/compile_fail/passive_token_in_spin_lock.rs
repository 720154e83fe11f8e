//! A spin lock raises the level, and so takes the token of the lower one away.
use wdk::prelude::*;

fn wait(toasted: &SpinLock<u32>, name: &WaitLock<u32>, irql: &mut Passive) {
    toasted.with(irql, |toasted, _at_dispatch| {
        name.with(irql, |name, _| *toasted += *name);
    });
}

fn main() {
    let _ = wait;
}
