//! While a spin lock is held, the code does not run at PASSIVE_LEVEL.
use wdk::prelude::*;

fn toast(lock: &SpinLock<u32>, queue: &Queue, irql: &mut Passive) {
    lock.with(irql, |_, _| queue.stop_and_wait(irql));
}

fn main() {
    let _ = toast;
}
