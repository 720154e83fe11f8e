//! A handler runs at the level that its queue is created with.
use wdk::prelude::*;

#[wdk::context]
struct Toaster;

#[wdk::handlers]
impl QueueHandler for Toaster {
    type Irql = UpToDispatch;

    fn read(&self, request: Request, _length: usize, irql: &mut Passive) -> Disposed {
        request.complete(NtStatus::SUCCESS, irql)
    }
}

fn main() {}
