//! Retrieving from a queue may complete requests of no bytes, whose next handler would wait for the lock.
use wdk::prelude::*;

fn next(queue: &Queue, lock: &SpinLock<u8>, irql: &mut UpToDispatch) -> Result<Option<Request>> {
    lock.with(irql, |_, irql| queue.retrieve_next(irql))
}

fn main() {}
