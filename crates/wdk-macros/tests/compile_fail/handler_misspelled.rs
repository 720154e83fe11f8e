//! A handler that the framework does not have.
use wdk::prelude::*;

#[wdk::context]
struct Toaster;

#[wdk::handlers]
impl QueueHandler for Toaster {
    type Irql = Passive;

    fn io_read(&self, request: Request, _length: usize, irql: &mut Passive) -> Disposed {
        request.complete(NtStatus::SUCCESS, irql)
    }
}

fn main() {}
