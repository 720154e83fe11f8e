//! The result of one request cannot wait for another.
use wdk::{prelude::*, wdm::Completed};

static SPARE: SpinLock<Option<Completed>> = SpinLock::new(None);

fn main() {
    let _ = &SPARE;
}
