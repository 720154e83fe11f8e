//! The I/O manager as a layer over the configuration manager.

use std::{cell::Cell, rc::Rc};

use super::{
    cancel::CancelLock,
    disk::{self, Disk},
    interrupt::Interrupts,
    irp::IrpPool,
    raw::Device,
    shutdown::Shutdown,
    upcalls::IoUpcalls,
};
use crate::{
    engine::{
        addresses::Addresses,
        current::{self, Current, layer},
    },
    nt::cm::manager::Cm,
};

layer! {
    /// Devices, files and packets.
    Io over Cm {
        io: IoManager,
    }
}

impl Io {
    /// This layer of the machine that runs.
    ///
    /// # Panics
    /// Outside of a simulated thread.
    #[inline]
    pub(crate) fn current() -> Current<Self> {
        current::current()
    }

    pub(crate) fn new(below: Cm, io: IoManager) -> Self {
        Self { below, io }
    }
}

/// The I/O manager's state.
pub(crate) struct IoManager {
    pub(crate) irps: IrpPool,
    pub(crate) cancel_lock: CancelLock,
    /// Number of the next device that the system names.
    pub(crate) next_device: Cell<u32>,
    pub(crate) shutdown: Shutdown,
    /// The disk, and the driver store on it.
    pub(crate) disk: Disk,
    /// The disk's device, once it was named.
    pub(crate) volume: Cell<Option<Device>>,
    pub(crate) interrupts: Interrupts,
    pub(crate) upcalls: &'static dyn IoUpcalls,
}

impl IoManager {
    /// An I/O manager; with the verifier on, freed packets are quarantined.
    pub(crate) fn new(
        verifier: bool,
        addresses: Rc<Addresses>,
        upcalls: &'static dyn IoUpcalls,
    ) -> Self {
        Self {
            irps: IrpPool::new(verifier, addresses),
            cancel_lock: CancelLock::default(),
            next_device: Cell::new(1),
            shutdown: Shutdown::default(),
            disk: disk::empty(),
            volume: Cell::new(None),
            interrupts: Interrupts::default(),
            upcalls,
        }
    }

    /// A number for the name of a device that the system names.
    pub(crate) fn device_number(&self) -> u32 {
        let number = self.next_device.get();
        self.next_device.set(number + 1);
        number
    }
}
