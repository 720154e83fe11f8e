//! A request handler says what became of the request, and not whether it went well.
use wdk::prelude::*;

#[wdk::context]
struct Toaster;

#[wdk::handlers]
impl QueueHandler for Toaster {
    type Irql = Passive;

    fn read(&self, request: Request, _length: usize, irql: &mut Passive) -> Result<()> {
        let _ = request.complete(NtStatus::SUCCESS, irql);
        Ok(())
    }
}

fn main() {}
