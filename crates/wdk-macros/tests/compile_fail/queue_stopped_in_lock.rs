//! A queue that stops may ask its handlers about their requests.
use wdk::prelude::*;

fn pause(toasted: &SpinLock<u32>, queue: &Queue, irql: &mut UpToDispatch) {
    toasted.with(irql, |_, irql| queue.stop(irql));
}

fn main() {
    let _ = pause;
}
