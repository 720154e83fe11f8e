//! A queue needs to know at which level it calls its handlers.
use wdk::prelude::*;

#[wdk::context]
struct Toaster;

#[wdk::handlers]
impl QueueHandler for Toaster {
    fn read(&self, request: Request, _length: usize, irql: &mut Passive) -> Disposed {
        request.complete(NtStatus::SUCCESS, irql)
    }
}

fn main() {}
