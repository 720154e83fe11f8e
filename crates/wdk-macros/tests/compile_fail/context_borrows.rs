//! A context lives as long as its device, and not as long as a callback.
use wdk::prelude::*;

#[wdk::context]
struct Toaster {
    driver: &Driver,
}

fn main() {}
