//! The proof for one request cannot wait for another.
use wdk::prelude::*;

static SPARE: SpinLock<Option<Disposed>> = SpinLock::new(None);

fn main() {
    let _ = &SPARE;
}
