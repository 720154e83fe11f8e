//! The attribute records what a trait's implementation has.
use wdk::prelude::*;

#[wdk::context]
struct Toaster;

#[wdk::handlers]
impl Toaster {
    fn toast(&self) {}
}

fn main() {}
