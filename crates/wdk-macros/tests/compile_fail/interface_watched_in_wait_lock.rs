//! The callback is called for what is there already, which would wait for the lock.
use wdk::{Guid, interface::InterfaceChange, prelude::*};

#[wdk::context]
struct Watcher {
    seen: WaitLock<u32>,
}

const CLASS: Guid = wdk::guid!("9D1F6A52-3E4C-4F7B-8B0E-5C1A7D2E9F30");

fn watch(device: &Device<Watcher>, driver: &Driver, irql: &mut Passive) -> Result<()> {
    let seen = &device.context().seen;
    seen.with(irql, |_, irql| device.watch_interfaces(driver, &CLASS, changed, irql))
}

fn changed(_: &Watcher, _: InterfaceChange<'_>, _: &mut Passive) {}

fn main() {
    let _ = watch;
}
