//! The I/O manager: devices, drivers, files, and the packets that run between them.

pub(crate) mod buffer;
pub(crate) mod cancel;
pub(crate) mod device;
pub(crate) mod dispatch;
pub(crate) mod driver;
pub(crate) mod file;
mod finish;
pub(crate) mod irp;
pub(crate) mod names;
pub(crate) mod operation;
pub(crate) mod raw;
pub(crate) mod volume;

use std::cell::{Cell, RefCell};

use wdk_sys::PDEVICE_OBJECT;

/// The I/O manager's state.
pub(crate) struct IoManager {
    pub(crate) irps: irp::IrpPool,
    pub(crate) cancel_lock: cancel::CancelLock,
    /// Number of the next device that wants a name of the system's choice.
    pub(crate) next_device: Cell<u32>,
    /// Devices whose drivers want to hear of the shutdown.
    pub(crate) shutdown: RefCell<Vec<PDEVICE_OBJECT>>,
    /// The disk's device, once it was named.
    pub(crate) volume: Cell<Option<raw::Device>>,
    pub(crate) interrupts: crate::exports::io::interrupt::Interrupts,
}

impl IoManager {
    /// An I/O manager; with the verifier on, freed packets rest a while.
    pub(crate) fn new(verifier: bool) -> Self {
        Self {
            irps: irp::IrpPool::new(verifier),
            cancel_lock: cancel::CancelLock::default(),
            next_device: Cell::new(1),
            shutdown: RefCell::default(),
            volume: Cell::new(None),
            interrupts: crate::exports::io::interrupt::Interrupts::default(),
        }
    }

    /// A number for the name of a device that the system names.
    pub(crate) fn device_number(&self) -> u32 {
        let number = self.next_device.get();
        self.next_device.set(number + 1);
        number
    }
}
