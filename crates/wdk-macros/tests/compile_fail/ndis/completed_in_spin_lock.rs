//! The drivers above may send while a list is completed, which would wait for the lock.
use wdk::{ndis::SendLists, prelude::*};

fn flush(queue: &SpinLock<SendLists>, irql: &mut UpToDispatch) {
    queue.with(irql, |queue, irql| queue.take().complete(Ok(()), irql));
}

fn main() {
    let _ = flush;
}
