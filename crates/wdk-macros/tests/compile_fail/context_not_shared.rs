//! Callbacks run on several processors, so a context must be shareable.
use core::cell::Cell;

#[wdk::context]
struct Toaster {
    doneness: Cell<u32>,
}

fn main() {}
