//! The thread that took a wait lock gives it back.
use wdk::prelude::*;

fn spawn(_work: impl FnOnce() + Send) {}

fn start(name: &'static WaitLock<u32>, irql: &Passive) {
    let guard = name.lock(irql);
    spawn(move || drop(guard));
}

fn main() {
    let _ = start;
}
