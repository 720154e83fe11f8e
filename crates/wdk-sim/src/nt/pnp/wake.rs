//! The wake signal of a device on the root bus, and the request that waits for it.
#![forbid(unsafe_code)]

use std::cell::Cell;

use wdk_sys::{
    _DEVICE_POWER_STATE::{PowerDeviceD1, PowerDeviceD2},
    DEVICE_CAPABILITIES, DEVICE_POWER_STATE, NTSTATUS, PDRIVER_CANCEL, STATUS_CANCELLED,
    STATUS_DEVICE_BUSY, STATUS_INVALID_DEVICE_STATE, STATUS_NOT_SUPPORTED, STATUS_PENDING,
    SYSTEM_POWER_STATE,
};

use crate::nt::io::{dispatch, manager::Io, raw::Irp};

/// Bits of `DEVICE_CAPABILITIES`.
const DEVICE_D1: u32 = 1 << 0;
const DEVICE_D2: u32 = 1 << 1;
const WAKE_FROM_D0: u32 = 1 << 10;

/// How deep a device can sleep and still give a wake signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Depth {
    pub(crate) device: DEVICE_POWER_STATE,
    pub(crate) system: SYSTEM_POWER_STATE,
}

/// A device's wake signal.
#[derive(Default)]
pub(crate) struct Wake {
    depth: Option<Depth>,
    /// `IRP_MN_WAIT_WAKE`.
    waiting: Cell<Option<Irp>>,
}

impl Wake {
    pub(crate) fn new(depth: Option<Depth>) -> Self {
        Self {
            depth,
            waiting: Cell::new(None),
        }
    }

    pub(super) fn fill_capabilities(&self, capabilities: &mut DEVICE_CAPABILITIES) {
        let Some(depth) = self.depth else {
            return;
        };
        capabilities.DeviceWake = depth.device;
        capabilities.SystemWake = depth.system;
        for state in PowerDeviceD1..=depth.device {
            capabilities.BitFields |= WAKE_FROM_D0 << (state - PowerDeviceD1 + 1);
        }
        if depth.device >= PowerDeviceD1 {
            capabilities.BitFields |= DEVICE_D1;
        }
        if depth.device >= PowerDeviceD2 {
            capabilities.BitFields |= DEVICE_D2;
        }
    }

    /// A wait-wake request comes to the bus, whose routine `cancelled` calls [`Wake::cancelled`].
    pub(super) fn wait(&self, irp: Irp, cancelled: PDRIVER_CANCEL) -> NTSTATUS {
        let wanted = irp.current().wait_wake().PowerState;
        let refused = match self.depth {
            None => Some(STATUS_NOT_SUPPORTED),
            Some(depth) if wanted > depth.system => Some(STATUS_INVALID_DEVICE_STATE),
            Some(_) if self.waiting.get().is_some() => Some(STATUS_DEVICE_BUSY),
            Some(_) => None,
        };
        if let Some(status) = refused {
            return end(irp, status);
        }
        dispatch::mark_pending(irp);
        self.waiting.set(Some(irp));
        irp.set_cancel_routine(cancelled);
        if irp.cancel() != 0 && irp.cancel_routine().is_some() {
            irp.set_cancel_routine(None);
            self.waiting.set(None);
            end(irp, STATUS_CANCELLED);
        }
        STATUS_PENDING
    }

    /// The driver that asked for the request does not wait any more.
    pub(super) fn cancelled(&self, irp: Irp) {
        self.waiting.set(None);
        end(irp, STATUS_CANCELLED);
    }

    /// Ends the request that waits, if there is one.
    pub(crate) fn end(&self, status: NTSTATUS) -> bool {
        // A request whose cancel routine has been taken is ended by it.
        let waiting = self.waiting.take();
        let Some(irp) = waiting.filter(|irp| irp.cancel_routine().is_some()) else {
            self.waiting.set(waiting);
            return false;
        };
        irp.set_cancel_routine(None);
        end(irp, status);
        true
    }
}

fn end(irp: Irp, status: NTSTATUS) -> NTSTATUS {
    irp.set_status(status);
    dispatch::complete(&Io::current(), irp);
    status
}
