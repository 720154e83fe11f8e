//! The devices whose drivers are notified when the system shuts down.

use std::cell::RefCell;

use wdk_sys::{DO_SHUTDOWN_REGISTERED, IRP_MJ_SHUTDOWN, PDEVICE_OBJECT};

use super::{file::send_and_wait, manager::Io, raw::Device};

/// Two lists, oldest registration first.
#[derive(Default)]
pub(crate) struct Shutdown {
    /// Notified before the file systems are flushed.
    pub(crate) first: RefCell<Vec<PDEVICE_OBJECT>>,
    /// Notified after the file systems are flushed.
    pub(crate) last_chance: RefCell<Vec<PDEVICE_OBJECT>>,
}

impl Shutdown {
    /// Takes a device off both lists.
    pub(crate) fn forget(&self, device: Device) {
        for list in [&self.first, &self.last_chance] {
            list.borrow_mut().retain(|other| *other != device.raw());
        }
        device.set_flags(device.flags() & !DO_SHUTDOWN_REGISTERED);
    }
}

/// Sends `IRP_MJ_SHUTDOWN` for every registration, the newest first, and forgets it.
#[expect(unsafe_code, reason = "devices are registered by address")]
pub(crate) fn notify(kernel: &Io) {
    for list in [&kernel.io.shutdown.first, &kernel.io.shutdown.last_chance] {
        loop {
            let next = list.borrow_mut().pop();
            let Some(next) = next else { break };
            // SAFETY: a device that is deleted is taken off the lists.
            let Some(device) = (unsafe { Device::new(next) }) else {
                continue;
            };
            let top = device.top();
            let Some(irp) = kernel.io.irps.allocate(top.stack_size()) else {
                continue;
            };
            irp.next_stack().set_major(IRP_MJ_SHUTDOWN as u8);
            // The system shuts down whatever a driver answers.
            let _ = send_and_wait(kernel, top, irp);
        }
    }
}
