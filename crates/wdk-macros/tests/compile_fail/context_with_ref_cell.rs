//! A part of the context that cannot be shared, in a handler of its own.
use core::cell::RefCell;

use wdk::prelude::*;

struct Slots(RefCell<[u8; 2]>);

#[wdk::context]
struct Toaster {
    slots: Slots,
}

#[wdk::handlers]
impl QueueHandler for Toaster {
    type Irql = Passive;
}

fn main() {}
