//! A queue may deliver the next request before this one is forwarded.
use wdk::prelude::*;

fn wait(names: &WaitLock<u32>, request: Request, queue: &Queue, irql: &mut Passive) -> Disposed {
    let forwarded = names.with(irql, |_, irql| request.forward(queue, irql));
    forwarded.unwrap_or_else(|rejected| rejected.complete(irql))
}

fn main() {
    let _ = wait;
}
