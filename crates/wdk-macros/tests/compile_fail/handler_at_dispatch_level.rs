//! A queue does not call its handlers at DISPATCH_LEVEL alone.
use wdk::prelude::*;

#[wdk::context]
struct Toaster;

#[wdk::handlers]
impl QueueHandler for Toaster {
    type Irql = Dispatch;

    fn read(&self, request: Request, _length: usize, irql: &mut Dispatch) -> Disposed {
        request.complete(NtStatus::SUCCESS, irql)
    }
}

fn main() {}
