//! Completing a request may call the next handler, which would wait for the lock.
use wdk::prelude::*;

fn finish(toasted: &SpinLock<u32>, request: Request, irql: &mut UpToDispatch) -> Disposed {
    toasted.with(irql, |toasted, irql| {
        *toasted += 1;
        request.complete(NtStatus::SUCCESS, irql)
    })
}

fn main() {
    let _ = finish;
}
