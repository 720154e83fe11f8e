//! NDIS may pass the next request while one is completed, which would wait for the lock.
use wdk::{ndis::PendingOid, prelude::*};

fn answer(pending: &SpinLock<Option<PendingOid<u32>>>, irql: &mut UpToDispatch) {
    pending.with(irql, |pending, irql| {
        if let Some(pending) = pending.take() {
            pending.complete(Ok(7), irql);
        }
    });
}

fn main() {
    let _ = answer;
}
