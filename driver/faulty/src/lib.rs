//! A driver that breaks one rule per I/O control code, so that each can be seen reported by name.
//!
//! Safe code cannot do most of this; the raw calls stand in `faults`, each in a function of its
//! own whose name appears in the reported stack.
#![no_std]

mod faults;
pub mod interface;

use wdk::prelude::*;
use wdk_panic as _;

use interface::{FAULTY_INTERFACE, Fault};

/// The context of a device.
#[wdk::context]
struct Faulty {
    lock: SpinLock<()>,
}

#[wdk::driver_entry]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new()
        .evt_device_add(device_add)
        .pool_tag(faults::TAG)
        .create(driver, registry_path)
}

fn device_add(_driver: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    let faulty = || Faulty {
        lock: SpinLock::new(()),
    };
    let device = init.create(faulty, irql)?;
    device.add_queue(QueueConfig::parallel().default_queue(), |it| it, irql)?;
    device.create_interface(&FAULTY_INTERFACE, None, irql)
}

#[wdk::handlers]
impl QueueHandler for Faulty {
    type Irql = Passive;

    fn device_control(&self, request: Request, control: IoControl, irql: &mut Passive) -> Disposed {
        let fault = Fault::of(control.code);
        if let Some(fault) = fault {
            wdk::println!("faulty: asked for {fault:?}");
        }
        match fault {
            Some(Fault::CompleteTwice) => return faults::complete_twice(request, irql),
            Some(Fault::ForgetRequest) => return faults::forget_request(request),
            Some(Fault::LeakPool) => faults::leak_pool(),
            Some(Fault::CallTooHigh) => self.lock.with(irql, |(), _| faults::call_too_high()),
            Some(Fault::Panic) => faults::panic(),
            Some(Fault::UseFreedPool) => faults::use_freed_pool(),
            Some(Fault::UseFreedObject) => faults::use_freed_object(),
            Some(Fault::HalfStack) => faults::large_frame::<{ 16 << 10 }>(),
            Some(Fault::Frame40K) => faults::large_frame::<{ 40 << 10 }>(),
            Some(Fault::Frame300K) => faults::large_frame::<{ 300 << 10 }>(),
            Some(Fault::Frame5M) => faults::large_frame::<{ 5 << 20 }>(),
            Some(Fault::Recursion) => faults::recurse(1),
            Some(Fault::EndlessLoop) => faults::endless_loop(),
            Some(Fault::WaitForEver) => faults::wait_for_ever(),
            None => return request.complete(Error::INVALID_DEVICE_REQUEST, irql),
        }
        request.complete(NtStatus::SUCCESS, irql)
    }
}
