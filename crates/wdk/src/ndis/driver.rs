//! The registration and deregistration of a miniport driver.
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

/// The part of a miniport driver's registration that does not depend on its type.
#[repr(C)]
struct Head {
    handle: NDIS_HANDLE,
    /// The driver's own unload routine.
    unload: PDRIVER_UNLOAD,
    /// Drops the context that follows this.
    drop: unsafe fn(NonNull<Head>),
}

#[repr(C)]
struct Registration<D> {
    head: Head,
    driver: D,
}

/// The identification of a driver object's extension with a [`Registration`].
fn key() -> PVOID {
    static KEY: u8 = 0;
    (&raw const KEY).cast_mut().cast()
}

/// Registers a miniport driver, `NdisMRegisterMiniportDriver`, with the data that its adapters share.
///
/// It is deregistered by `MiniportDriverUnload`, after
/// [`wdm::Driver::unload`](crate::wdm::Driver::unload), and by a `DriverEntry` that fails after this
/// because [`wdm::Driver::load`](crate::wdm::Driver::load) returns an error.
///
/// NDIS puts its own routines into the driver's dispatch table, for the devices that it makes. So such a
/// driver has no control devices and no dispatch routines of its own.
///
/// # Errors
/// What NDIS reports, [`Error::INSUFFICIENT_RESOURCES`](crate::Error::INSUFFICIENT_RESOURCES),
/// [`Error::NOT_SUPPORTED`](crate::Error::NOT_SUPPORTED) for a driver with a control device, and what
/// [`Miniport::set_options`] returns.
pub fn register_miniport<M: Miniport>(
    driver: &DriverObject,
    registry_path: &UnicodeStr,
    shared: M::Driver,
    _irql: &Passive,
) -> Result {
    let object = driver.as_raw();
    if driver.has_named_device() {
        return Err(crate::Error::NOT_SUPPORTED);
    }
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
    // SAFETY: `allocate` returned memory for a registration, which nobody else uses yet.
    unsafe { registration.write(value) };
    // SAFETY: the registration lies in the driver object's extension and was just written.
    let context = unsafe { &raw mut (*registration.as_ptr()).driver };
    let mut characteristics = characteristics::<M>();
    let mut handle = ptr::null_mut();
    let path = registry_path.as_raw();
    // SAFETY: only `DriverEntry` gets a reference to the object, and it runs at PASSIVE_LEVEL. NDIS
    // only reads the path and copies the characteristics. The context stays until the
    // deregistration.
    let status = unsafe {
        NdisMRegisterMiniportDriver(
            object,
            path.as_ptr().cast_mut(),
            context.cast(),
            &raw mut characteristics,
            &raw mut handle,
        )
    };
    // SAFETY: the registration is initialised; NDIS calls back for adapters only after `DriverEntry`.
    unsafe { (*registration.as_ptr()).head.handle = handle };
    if let Err(error) = NtStatus::new(status).ok() {
        // SAFETY: NDIS refused, so nobody has the context; it is dropped once, since with a null
        // handle `deregister` does nothing.
        unsafe { drop_driver::<M::Driver>(registration.cast()) };
        // SAFETY: dropping the context leaves the registration's head as it is.
        let head = unsafe { &mut (*registration.as_ptr()).head };
        (head.drop, head.handle) = (drop_nothing, ptr::null_mut());
        return Err(error);
    }
    Ok(())
}

/// The memory for the registration, which is freed with the driver object.
fn allocate<D>(object: *mut DRIVER_OBJECT) -> Result<NonNull<Registration<D>>> {
    const {
        assert!(
            align_of::<Registration<D>>() <= 16,
            "the driver's context lies in pool memory, which is aligned to 16 bytes"
        );
        crate::moved::assert_small::<D>();
    };
    let mut memory = ptr::null_mut();
    let size = size_of::<Registration<D>>() as u32;
    // SAFETY: the object is that of a running `DriverEntry`.
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
    // SAFETY: the caller's context is initialised and not used after this.
    unsafe { driver.drop_in_place() };
}

/// # Safety
/// Any argument will do: it is unsafe only to have the type of [`Head::drop`].
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
    // SAFETY: the registration is initialised as long as NDIS calls back with its context.
    unsafe { (*registration.as_ptr()).head.handle }
}

/// `MiniportDriverUnload`.
///
/// # Safety
/// Called by NDIS, for a driver that `register_miniport` registered.
#[wdk_sys::abi]
unsafe fn unload(object: PDRIVER_OBJECT) {
    // SAFETY: NDIS passes the driver object that was registered.
    let Some(head) = (unsafe { find(object) }) else {
        return;
    };
    // SAFETY: `find` returns a registration that `register_miniport` wrote.
    if let Some(unload) = unsafe { (*head.as_ptr()).unload } {
        // SAFETY: the driver object's unload routine before the registration, called with its
        // argument at PASSIVE_LEVEL, as NDIS calls this function.
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
    // SAFETY: the caller passes a driver object.
    NonNull::new(unsafe { IoGetDriverObjectExtension(object, key()) }.cast())
}

/// Whether NDIS has put its routines into the dispatch table of a driver.
///
/// # Safety
/// `object` is a driver object whose `DriverEntry` runs.
pub(crate) unsafe fn is_registered(object: PDRIVER_OBJECT) -> bool {
    // SAFETY: the caller passes a driver object.
    let head = unsafe { find(object) };
    // SAFETY: a registration that `register_miniport` wrote.
    head.is_some_and(|head| !unsafe { head.as_ref() }.handle.is_null())
}

/// Drops the adapters' shared data and calls `NdisMDeregisterMiniportDriver`; does nothing the
/// second time.
///
/// # Safety
/// The registration's driver has no adapters, and nobody uses its context after this.
unsafe fn deregister(head: NonNull<Head>) {
    // SAFETY: the caller passes a registration, of which nobody else has a reference.
    let handle = mem::replace(unsafe { &mut (*head.as_ptr()).handle }, ptr::null_mut());
    if handle.is_null() {
        return;
    }
    // SAFETY: the same registration.
    let drop = unsafe { (*head.as_ptr()).drop };
    // First, since the context may own objects of NDIS that belong to the driver's handle.
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
    // SAFETY: the object of the `DriverEntry` that is about to fail.
    if let Some(head) = unsafe { find(object) } {
        // SAFETY: NDIS makes no adapters before `DriverEntry` has succeeded.
        unsafe { deregister(head) };
    }
}
