//! What a lock protects does not leave it.
use wdk::prelude::*;

fn peek<'a>(toasted: &'a SpinLock<u32>, irql: &mut Passive) -> &'a mut u32 {
    toasted.with(irql, |toasted, _| toasted)
}

fn main() {
    let _ = peek;
}
