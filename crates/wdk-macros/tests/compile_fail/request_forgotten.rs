//! A handler has to dispose of its request on every path.
use wdk::prelude::*;

#[wdk::context]
struct Toaster;

#[wdk::handlers]
impl QueueHandler for Toaster {
    type Irql = UpToDispatch;

    fn read(&self, request: Request, length: usize, irql: &mut UpToDispatch) -> Disposed {
        if length == 0 {
            return;
        }
        request.complete(NtStatus::SUCCESS, irql)
    }
}

fn main() {}
