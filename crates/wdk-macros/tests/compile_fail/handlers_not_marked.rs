//! Without `#[wdk::handlers]` no handler would be registered.
use wdk::prelude::*;

#[wdk::context]
struct Toaster;

impl QueueHandler for Toaster {
    type Irql = Passive;

    fn read(&self, request: Request, _length: usize, irql: &mut Passive) -> Disposed {
        request.complete(NtStatus::SUCCESS, irql)
    }
}

fn main() {}
