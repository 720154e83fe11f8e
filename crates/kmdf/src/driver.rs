//! `WDFDRIVER`: `WdfDriverCreate`, and the routines that it sets in the driver object.
#![expect(
    unsafe_code,
    reason = "routines that the I/O manager calls with its driver object"
)]

mod api;

use core::ptr::{self, NonNull};

use wdk_sys::{
    IoAllocateDriverObjectExtension, IoGetDriverObjectExtension, NTSTATUS, PDEVICE_OBJECT,
    PDRIVER_OBJECT, STATUS_SUCCESS, STATUS_UNSUCCESSFUL, abi,
    wdf::{
        _WDF_SYNCHRONIZATION_SCOPE::WdfSynchronizationScopeNone, PFN_WDF_DRIVER_DEVICE_ADD,
        PFN_WDF_DRIVER_UNLOAD,
    },
};

pub(crate) use api::*;

use crate::{
    Fx,
    callback::callback,
    device::{self, DeviceInit},
    event::serialised,
    object::{Body, CallbackLock, Class, Cleanup, Obj, Object, numbers},
};

/// The framework's part of a `WDFDRIVER`.
pub(crate) struct Driver {
    pub(crate) device_add: PFN_WDF_DRIVER_DEVICE_ADD,
    pub(crate) unload: PFN_WDF_DRIVER_UNLOAD,
    lock: CallbackLock,
}

impl Body for Driver {
    const CLASS: &'static Class = &Class::of::<Self>("WDFDRIVER", numbers::DRIVER)
        .framework_deletes()
        .passive();

    /// What waits for `PASSIVE_LEVEL` belongs to this driver and ends before its cleanup.
    fn dispose(object: Obj<Self>) -> Cleanup {
        object.fx().disposals.flush();
        Cleanup::Call
    }

    fn callback_lock(object: &Object<Self>) -> Option<&CallbackLock> {
        Some(&object.lock)
    }
}

impl Driver {
    pub(crate) fn new(
        device_add: PFN_WDF_DRIVER_DEVICE_ADD,
        unload: PFN_WDF_DRIVER_UNLOAD,
    ) -> Self {
        Self {
            device_add,
            unload,
            lock: CallbackLock::new(true),
        }
    }
}

/// The key of the driver object extension that holds the globals.
static EXTENSION_KEY: u8 = 0;

fn extension_key() -> *mut core::ffi::c_void {
    ptr::from_ref(&EXTENSION_KEY).cast_mut().cast()
}

/// Records the globals in the I/O manager's driver object, for the routines it calls.
///
/// # Safety
/// `driver_object` is the I/O manager's object of this driver.
unsafe fn record(driver_object: PDRIVER_OBJECT, fx: Fx) -> Result<(), NTSTATUS> {
    let mut extension = ptr::null_mut();
    // SAFETY: the I/O manager's driver object, by contract; a local for the result.
    let status = unsafe {
        IoAllocateDriverObjectExtension(
            driver_object,
            extension_key(),
            size_of::<usize>() as u32,
            &raw mut extension,
        )
    };
    if status < 0 {
        return Err(status);
    }
    let globals = fx.into_raw().as_ptr();
    // SAFETY: the extension has room for one pointer.
    unsafe { extension.cast::<*mut crate::Globals>().write(globals) };
    Ok(())
}

/// The globals of the driver that owns `driver_object`.
///
/// # Safety
/// `driver_object` is a driver object of the I/O manager.
pub(crate) unsafe fn of_driver_object(driver_object: PDRIVER_OBJECT) -> Option<Fx> {
    // SAFETY: a driver object of the I/O manager, by contract.
    let extension = unsafe { IoGetDriverObjectExtension(driver_object, extension_key()) };
    let extension = NonNull::new(extension.cast::<*mut crate::Globals>())?;
    // SAFETY: written by `record`.
    let globals = unsafe { extension.read() };
    NonNull::new(globals).map(Fx::from_raw)
}

#[abi]
unsafe fn add_device(driver_object: PDRIVER_OBJECT, physical: PDEVICE_OBJECT) -> NTSTATUS {
    // SAFETY: the Plug and Play manager passes this driver's object.
    let Some(driver) = (unsafe { of_driver_object(driver_object) }).and_then(|fx| fx.driver())
    else {
        return STATUS_UNSUCCESSFUL;
    };
    let mut init = DeviceInit::for_function(driver, physical);
    // A driver that synchronises the callbacks of its devices has its own synchronised, too.
    let scope = driver.header().constraints().scope;
    let lock = Some(&driver.lock).filter(|_| scope != WdfSynchronizationScopeNone);
    let status = serialised(lock, || {
        callback!(
            driver.fx(),
            driver.handle(),
            "EvtDriverDeviceAdd",
            driver.device_add,
            (driver.handle().cast(), init.as_handle())
        )
    })
    .unwrap_or(STATUS_SUCCESS);
    device::finish_add(init, status)
}

#[abi]
unsafe fn unload(driver_object: PDRIVER_OBJECT) {
    // SAFETY: the I/O manager passes this driver's object.
    let Some(driver) = (unsafe { of_driver_object(driver_object) }).and_then(|fx| fx.driver())
    else {
        return;
    };
    let fx = driver.fx();
    callback!(
        fx,
        driver.handle(),
        "EvtDriverUnload",
        driver.unload,
        (driver.handle().cast())
    );
    driver.delete();
    fx.set_driver(None);
}
