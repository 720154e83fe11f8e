//! Only the initialisation of a control device is ended by its driver.
use wdk::prelude::*;

#[wdk::context]
struct Toaster;

fn device_add(_: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    let device = init.create(|| Toaster, irql)?;
    device.finish_initializing();
    Ok(())
}

fn main() {
    let _ = device_add;
}
