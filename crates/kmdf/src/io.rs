//! The I/O side of a device, as its Plug and Play side sees it.
//!
//! The device creates a [`Package`] from the settings of its `WDFDEVICE_INIT` and hands it every
//! I/O request. The power state machine opens and closes the power-managed queues.

use wdk_sys::{
    IO_NO_INCREMENT, IofCompleteRequest, NTSTATUS, PIRP, STATUS_INVALID_DEVICE_REQUEST,
    wdf::{PFN_WDF_IO_IN_CALLER_CONTEXT, WDF_DEVICE_IO_TYPE, WDF_FILEOBJECT_CONFIG},
};

use crate::{
    device::Device,
    object::{Attributes, Obj},
};

/// What `WDFDEVICE_INIT` says of I/O.
pub struct Settings {
    /// How read and write requests carry their buffers.
    pub read_write: WDF_DEVICE_IO_TYPE,
    /// `WdfDeviceInitSetFileObjectConfig`: the callbacks and the file objects' attributes.
    pub file_object: Option<(WDF_FILEOBJECT_CONFIG, Attributes)>,
    /// `WdfDeviceInitSetRequestAttributes`.
    pub request_attributes: Attributes,
    /// `WdfDeviceInitSetIoInCallerContextCallback`.
    pub in_caller_context: PFN_WDF_IO_IN_CALLER_CONTEXT,
    /// Is the device a filter? What it does not handle, it sends down.
    pub filter: bool,
}

/// The queues and file objects of a device.
pub struct Package {
    /// As given at creation.
    pub settings: Settings,
}

impl Package {
    /// The I/O side of a new device; it has no queues yet.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }
}

/// Handles a create, close, cleanup, read, write, control or other I/O request.
///
/// # Safety
/// `irp` was sent to this device, and is not completed.
pub unsafe fn dispatch(_device: Obj<Device>, irp: PIRP) -> NTSTATUS {
    // SAFETY: the request is ours by contract.
    unsafe { (*irp).IoStatus.Anonymous.Status = STATUS_INVALID_DEVICE_REQUEST };
    // SAFETY: as above.
    unsafe { IofCompleteRequest(irp, IO_NO_INCREMENT as _) };
    STATUS_INVALID_DEVICE_REQUEST
}

/// How power-managed queues close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Close {
    /// The device leaves D0 and will be back: `EvtIoStop` with `WdfRequestStopActionSuspend`, and
    /// waits until the driver has acknowledged or completed every request.
    Suspend,
    /// The device goes away: `EvtIoStop` with `WdfRequestStopActionPurge`; queued requests end
    /// with `STATUS_CANCELLED`, new ones are refused.
    Purge,
}

/// The device has entered D0: power-managed queues deliver, and `EvtIoResume` runs for the
/// requests that were kept. IRQL: `PASSIVE_LEVEL`.
pub fn start_power_managed_queues(_device: Obj<Device>) {}

/// The device is about to leave D0. Returns when no power-managed queue delivers and every
/// request of the driver is accounted for. IRQL: `PASSIVE_LEVEL`.
pub fn stop_power_managed_queues(_device: Obj<Device>, _how: Close) {}

/// The device is removed: every queue is purged. Returns when they are empty. IRQL:
/// `PASSIVE_LEVEL`.
pub fn purge_all_queues(_device: Obj<Device>) {}

/// A removed device starts again: its queues accept requests. IRQL: `PASSIVE_LEVEL`.
pub fn restart_queues(_device: Obj<Device>) {}
