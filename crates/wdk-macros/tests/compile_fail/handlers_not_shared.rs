//! Handlers run on several processors at the same time.
use core::cell::Cell;
use wdk::prelude::*;

struct Counter(Cell<u32>);

#[wdk::context]
struct Toaster;

#[wdk::handlers]
impl QueueHandler for Counter {
    type Irql = UpToDispatch;

    fn read(&self, request: Request, _length: usize, irql: &mut UpToDispatch) -> Disposed {
        self.0.set(self.0.get() + 1);
        request.complete(NtStatus::SUCCESS, irql)
    }
}

fn add(device: &Device<Toaster>, counter: &'static Counter, irql: &Passive) -> Result<()> {
    device.add_queue(QueueConfig::parallel(), |_| counter, irql)?;
    Ok(())
}

fn main() {
    let _ = add;
}
