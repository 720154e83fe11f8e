//! `WDFDEVICE`: function, filter and control devices on the I/O manager's device stacks.

mod init;

pub use init::DeviceInit;

use core::{
    ptr::NonNull,
    sync::atomic::{AtomicPtr, Ordering},
};

use wdk_sys::{
    DEVICE_OBJECT, IO_NO_INCREMENT, IofCompleteRequest, NTSTATUS, PDEVICE_OBJECT, PIRP,
    STATUS_INVALID_DEVICE_REQUEST, abi,
};

use crate::{
    io,
    object::{Body, CallbackLock, Class, Header, Obj, Object, numbers},
};

/// What stands where in a device stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The function device object.
    Function,
    /// A filter above or below it.
    Filter,
    /// In no stack.
    Control,
}

/// The framework's part of a `WDFDEVICE`.
pub struct Device {
    kind: Kind,
    wdm: AtomicPtr<DEVICE_OBJECT>,
    lower: AtomicPtr<DEVICE_OBJECT>,
    physical: PDEVICE_OBJECT,
    lock: CallbackLock,
    pub(crate) io: io::Package,
}

// SAFETY: the pointers are the I/O manager's objects; what changes is atomic or locked.
unsafe impl Sync for Device {}

impl Body for Device {
    const CLASS: &'static Class = &Class::of::<Self>("WDFDEVICE", numbers::DEVICE).passive();

    fn callback_lock(object: &Object<Self>) -> Option<&CallbackLock> {
        Some(&object.lock)
    }
}

impl Device {
    /// What stands where.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The I/O manager's object; null once the device is deleted.
    pub fn wdm(&self) -> PDEVICE_OBJECT {
        self.wdm.load(Ordering::Acquire)
    }

    /// The next lower device object of the stack; null for a control device.
    pub fn attached(&self) -> PDEVICE_OBJECT {
        self.lower.load(Ordering::Acquire)
    }

    /// The stack's physical device object; null for a control device.
    pub fn physical(&self) -> PDEVICE_OBJECT {
        self.physical
    }

    /// Queues and file objects.
    pub fn io(&self) -> &io::Package {
        &self.io
    }

    /// The lock of `WdfSynchronizationScopeDevice`.
    pub fn io_lock(&self) -> &CallbackLock {
        &self.lock
    }
}

/// What the framework keeps in the I/O manager's device extension.
#[repr(C)]
struct Extension {
    signature: u64,
    device: *mut Header,
}

const SIGNATURE: u64 = u64::from_le_bytes(*b"WdfDevic");

/// The device behind one of the framework's device objects.
///
/// # Safety
/// `object` is a device object of a driver whose dispatch table the framework set.
pub unsafe fn of_wdm(object: PDEVICE_OBJECT) -> Option<Obj<Device>> {
    // SAFETY: by contract.
    let extension = NonNull::new(unsafe { (*object).DeviceExtension }.cast::<Extension>())?;
    // SAFETY: the framework's device objects have this extension.
    let extension = unsafe { extension.as_ref() };
    if extension.signature != SIGNATURE {
        return None;
    }
    // SAFETY: the device object is deleted before the device.
    NonNull::new(extension.device).map(|device| unsafe { Obj::from_raw(device) })
}

/// Every `IRP_MJ_*` of the driver's devices.
#[abi]
pub unsafe fn dispatch(object: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    // SAFETY: the I/O manager calls with an object of this driver.
    let Some(device) = (unsafe { of_wdm(object) }) else {
        // SAFETY: the request was sent to this device, which cannot handle it.
        return unsafe { complete(irp, STATUS_INVALID_DEVICE_REQUEST) };
    };
    // SAFETY: the request's current stack location is this device's.
    unsafe { io::dispatch(device, irp) }
}

/// Completes a request with `status`, its information unchanged.
///
/// # Safety
/// The caller owns the request.
pub(crate) unsafe fn complete(irp: PIRP, status: NTSTATUS) -> NTSTATUS {
    // SAFETY: by contract.
    unsafe { (*irp).IoStatus.Anonymous.Status = status };
    // SAFETY: by contract; not touched after this.
    unsafe { IofCompleteRequest(irp, IO_NO_INCREMENT as _) };
    status
}

/// The end of AddDevice.
pub(crate) fn finish_add(_init: DeviceInit, status: NTSTATUS) -> NTSTATUS {
    status
}
