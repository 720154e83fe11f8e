//! The registration of a miniport driver, and its end on every way out.
#![expect(
    unsafe_code,
    reason = "registers a driver with NDIS; keeps its context behind a pointer"
)]

use core::{
    mem,
    ptr::{self, NonNull},
};

use wdk_sys::{
    DRIVER_OBJECT, IoAllocateDriverObjectExtension, IoGetDriverObjectExtension, NDIS_HANDLE,
    NDIS_MINIPORT_DRIVER_CHARACTERISTICS, NDIS_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2,
    NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS,
    NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2, NdisMDeregisterMiniportDriver,
    NdisMRegisterMiniportDriver, PDRIVER_OBJECT, PDRIVER_UNLOAD, PVOID,
};

use super::{Miniport, callbacks, header};
use crate::{NtStatus, Passive, Result, UnicodeStr, wdm::DriverObject};

/// The version of NDIS that registrations state: 6.30, of Windows 8 and later.
const NDIS_VERSION: (u8, u8) = (6, 30);

/// What a driver object keeps about a registered miniport driver, whatever its type.
#[repr(C)]
struct Head {
    handle: NDIS_HANDLE,
    /// What the driver itself does when it is unloaded.
    unload: PDRIVER_UNLOAD,
    /// Drops the context behind this.
    drop: unsafe fn(NonNull<Head>),
}

#[repr(C)]
struct Registration<D> {
    head: Head,
    driver: D,
}

/// Under which address driver objects keep their [`Registration`].
fn key() -> PVOID {
    static KEY: u8 = 0;
    (&raw const KEY).cast_mut().cast()
}

/// Registers a miniport driver, `NdisMRegisterMiniportDriver`, with what its adapters share.
///
/// Nobody needs to deregister it: `MiniportDriverUnload` does after
/// [`wdm::Driver::unload`](crate::wdm::Driver::unload), and so does a `DriverEntry` that fails after
/// this, because [`wdm::Driver::load`](crate::wdm::Driver::load) returns an error.
///
/// # Errors
/// What NDIS reports, [`Error::INSUFFICIENT_RESOURCES`](crate::Error::INSUFFICIENT_RESOURCES), and
/// what [`Miniport::set_options`] returns.
pub fn register_miniport<M: Miniport>(
    driver: &DriverObject,
    registry_path: &UnicodeStr,
    shared: M::Driver,
    _irql: &Passive,
) -> Result {
    let object = driver.as_raw();
    let registration = allocate::<M::Driver>(object)?;
    let value = Registration {
        head: Head {
            handle: ptr::null_mut(),
            // SAFETY: nobody writes the object while `DriverEntry` runs.
            unload: unsafe { (*object).DriverUnload },
            drop: drop_driver::<M::Driver>,
        },
        driver: shared,
    };
    // SAFETY: allocated above, for this.
    unsafe { registration.write(value) };
    // SAFETY: written above.
    let context = unsafe { &raw mut (*registration.as_ptr()).driver };
    let mut characteristics = characteristics::<M>();
    let mut handle = ptr::null_mut();
    let path = registry_path.as_raw();
    // SAFETY: the object is lent to `DriverEntry`, which runs at PASSIVE_LEVEL; NDIS only reads the path;
    // the rest are locals. The context stays until the deregistration.
    let status = unsafe {
        NdisMRegisterMiniportDriver(
            object,
            path.as_ptr().cast_mut(),
            context.cast(),
            &raw mut characteristics,
            &raw mut handle,
        )
    };
    // SAFETY: written above; NDIS calls back for adapters only after `DriverEntry`.
    unsafe { (*registration.as_ptr()).head.handle = handle };
    if let Err(error) = NtStatus::new(status).ok() {
        // SAFETY: NDIS refused, so nobody has the context; it is dropped once, as the handle
        // stays null.
        unsafe { drop_driver::<M::Driver>(registration.cast()) };
        // SAFETY: written above.
        unsafe { (*registration.as_ptr()).head.drop = drop_nothing };
        // SAFETY: as above.
        unsafe { (*registration.as_ptr()).head.handle = ptr::null_mut() };
        return Err(error);
    }
    Ok(())
}

/// The memory for the registration, which goes with the driver object.
fn allocate<D>(object: *mut DRIVER_OBJECT) -> Result<NonNull<Registration<D>>> {
    const {
        assert!(
            align_of::<Registration<D>>() <= 16,
            "as aligned as the pool"
        )
    };
    let mut memory = ptr::null_mut();
    let size = size_of::<Registration<D>>() as u32;
    // SAFETY: the driver object of a running `DriverEntry`; the pointer is to a local.
    let status = unsafe { IoAllocateDriverObjectExtension(object, key(), size, &raw mut memory) };
    NtStatus::new(status).ok()?;
    NonNull::new(memory.cast()).ok_or(crate::Error::INSUFFICIENT_RESOURCES)
}

/// # Safety
/// Called once, for a registration whose context is initialised and used no more.
unsafe fn drop_driver<D>(head: NonNull<Head>) {
    let registration: NonNull<Registration<D>> = head.cast();
    // SAFETY: the head is the first part of a registration of this type.
    let driver = unsafe { &raw mut (*registration.as_ptr()).driver };
    // SAFETY: as the caller says.
    unsafe { driver.drop_in_place() };
}

/// # Safety
/// None is needed.
const unsafe fn drop_nothing(_: NonNull<Head>) {}

fn characteristics<M: Miniport>() -> NDIS_MINIPORT_DRIVER_CHARACTERISTICS {
    let mut it = NDIS_MINIPORT_DRIVER_CHARACTERISTICS {
        Header: header(
            NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS,
            NDIS_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2,
            NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2,
        ),
        MajorNdisVersion: NDIS_VERSION.0,
        MinorNdisVersion: NDIS_VERSION.1,
        MajorDriverVersion: M::VERSION.0,
        MinorDriverVersion: M::VERSION.1,
        InitializeHandlerEx: Some(callbacks::initialize::<M>),
        HaltHandlerEx: Some(callbacks::halt::<M>),
        UnloadHandler: Some(unload),
        PauseHandler: Some(callbacks::pause::<M>),
        RestartHandler: Some(callbacks::restart::<M>),
        OidRequestHandler: Some(callbacks::oid_request::<M>),
        SendNetBufferListsHandler: Some(callbacks::send::<M>),
        ReturnNetBufferListsHandler: Some(callbacks::returned::<M>),
        CancelSendHandler: Some(callbacks::cancel_send::<M>),
        DevicePnPEventNotifyHandler: Some(callbacks::device_pnp_event::<M>),
        ShutdownHandlerEx: Some(callbacks::shutdown::<M>),
        CancelOidRequestHandler: Some(callbacks::cancel_oid_request::<M>),
        ..NDIS_MINIPORT_DRIVER_CHARACTERISTICS::default()
    };
    if M::HAS_CHECK_FOR_HANG {
        it.CheckForHangHandlerEx = Some(callbacks::check_for_hang::<M>);
    }
    if M::HAS_RESET {
        it.ResetHandlerEx = Some(callbacks::reset::<M>);
    }
    if M::HAS_SET_OPTIONS {
        it.SetOptionsHandler = Some(callbacks::set_options::<M>);
    }
    it
}

/// NDIS's handle of the driver with this context, which is good until its deregistration.
///
/// # Safety
/// `context` is what [`register_miniport`] passed to NDIS, in a callback.
pub(super) unsafe fn handle_of<D>(context: NonNull<D>) -> NDIS_HANDLE {
    let offset = mem::offset_of!(Registration<D>, driver);
    // SAFETY: the context is this field of a registration.
    let registration = unsafe { context.byte_sub(offset) }.cast::<Registration<D>>();
    // SAFETY: as above.
    unsafe { (*registration.as_ptr()).head.handle }
}

/// `MiniportDriverUnload`.
///
/// # Safety
/// Called by NDIS, for a driver that `register_miniport` registered.
#[wdk_sys::abi]
unsafe fn unload(object: PDRIVER_OBJECT) {
    // SAFETY: a driver object.
    let Some(head) = (unsafe { find(object) }) else {
        return;
    };
    // SAFETY: a registration.
    if let Some(unload) = unsafe { (*head.as_ptr()).unload } {
        // SAFETY: what the driver object had for this purpose, with its argument and at the level
        // that NDIS calls at.
        unsafe { unload(object) };
    }
    // SAFETY: registered, and all adapters are halted.
    unsafe { deregister(head) };
}

/// The registration of a driver object, if it has one.
///
/// # Safety
/// `object` is a driver object.
unsafe fn find(object: PDRIVER_OBJECT) -> Option<NonNull<Head>> {
    // SAFETY: as the caller says.
    NonNull::new(unsafe { IoGetDriverObjectExtension(object, key()) }.cast())
}

/// `NdisMDeregisterMiniportDriver`, and drops what the adapters shared; once.
///
/// # Safety
/// The registration's driver has no adapters, and nobody uses its context after this.
unsafe fn deregister(head: NonNull<Head>) {
    // SAFETY: a registration, as the caller says.
    let handle = mem::replace(unsafe { &mut (*head.as_ptr()).handle }, ptr::null_mut());
    if handle.is_null() {
        return;
    }
    // SAFETY: as for `handle`.
    let drop = unsafe { (*head.as_ptr()).drop };
    // What it owns may be NDIS's, under the driver's handle.
    // SAFETY: without adapters NDIS does not use the context, which is dropped once.
    unsafe { drop(head) };
    // SAFETY: registered under this handle, and not deregistered, as the handle was there.
    unsafe { NdisMDeregisterMiniportDriver(handle) };
}

/// `DriverEntry` has failed: what it registered is deregistered.
///
/// # Safety
/// `object` is the driver object of a `DriverEntry` that is about to return a failure.
pub(crate) unsafe fn entry_failed(object: PDRIVER_OBJECT) {
    // SAFETY: as the caller says.
    if let Some(head) = unsafe { find(object) } {
        // SAFETY: NDIS makes no adapters before `DriverEntry` has succeeded.
        unsafe { deregister(head) };
    }
}
