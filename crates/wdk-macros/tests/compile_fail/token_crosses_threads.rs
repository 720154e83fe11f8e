//! A level belongs to the code that runs, so its token stays in the thread.
use wdk::prelude::*;

fn spawn(_work: impl FnOnce() + Send) {}

fn start(irql: &mut Passive) {
    spawn(move || {
        let _irql = irql;
    });
}

fn main() {
    let _ = start;
}
