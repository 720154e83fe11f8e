//! A whole driver whose author forgot `#[wdk::context]`.
use wdk::prelude::*;

struct Toaster {
    reads: ManualQueue,
}

fn device_add(_: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    let toaster = || Toaster {
        reads: ManualQueue::new(),
    };
    let device = init.create(toaster, irql)?;
    device.add_manual_queue(|toaster| &toaster.reads, irql)?;
    device.add_queue(QueueConfig::parallel(), |toaster| toaster, irql)?;
    Ok(())
}

#[wdk::handlers]
impl QueueHandler for Toaster {
    type Irql = Passive;

    fn read(&self, request: Request, _length: usize, irql: &mut Passive) -> Disposed {
        self.reads.forward(request, irql).unwrap_or_else(|rejected| rejected.complete(irql))
    }
}

fn main() {
    let _ = device_add;
}
