//! What a queue calls must live in the device's context.
use wdk::prelude::*;

#[wdk::context]
struct Toaster;

struct Local;

#[wdk::handlers]
impl QueueHandler for Local {
    type Irql = Passive;
}

fn add(device: &Device<Toaster>, irql: &Passive) -> Result<()> {
    let local = Local;
    device.add_queue(QueueConfig::sequential(), |_| &local, irql)?;
    Ok(())
}

fn main() {
    let _ = add;
}
