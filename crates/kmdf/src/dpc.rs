//! `WDFDPC`.

use core::{cell::UnsafeCell, ptr};

use wdk_sys::{
    BOOLEAN, KDPC, KeFlushQueuedDpcs, KeInitializeDpc, KeInsertQueueDpc, KeRemoveQueueDpc,
    NTSTATUS, PKDPC, PVOID, STATUS_INFO_LENGTH_MISMATCH, STATUS_INVALID_PARAMETER, STATUS_SUCCESS,
    abi,
    wdf::{
        PFN_WDF_DPC, PWDF_DPC_CONFIG, PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, WDF_DPC_CONFIG,
        WDFDPC, WDFOBJECT,
    },
};

use crate::{
    Fx,
    callback::callback,
    deferred::CallbackParent,
    enter,
    event::serialised,
    handle::{object, required},
    object::{Attributes, Body, Class, Cleanup, Header, Obj, Rules, any, numbers},
    status,
};

/// The framework's part of a `WDFDPC`.
pub struct Dpc {
    dpc: UnsafeCell<KDPC>,
    function: PFN_WDF_DPC,
    callback_parent: CallbackParent,
}

// SAFETY: the kernel synchronises its DPC; the rest never changes.
unsafe impl Sync for Dpc {}

impl Body for Dpc {
    const CLASS: &'static Class = &Class::of::<Self>("WDFDPC", numbers::DPC).passive();

    fn dispose(dpc: Obj<Self>) -> Cleanup {
        dpc.cancel(true);
        Cleanup::Call
    }
}

impl Obj<Dpc> {
    fn cancel(self, wait: bool) -> bool {
        // SAFETY: an initialised DPC.
        let canceled = unsafe { KeRemoveQueueDpc(self.dpc.get()) } != 0;
        if wait {
            // SAFETY: the caller may wait, so it is at PASSIVE_LEVEL.
            unsafe { KeFlushQueuedDpcs() };
        }
        canceled
    }
}

#[abi]
unsafe fn run(_dpc: PKDPC, context: PVOID, _one: PVOID, _two: PVOID) {
    let Some(header) = ptr::NonNull::new(context.cast::<Header>()) else {
        return;
    };
    // SAFETY: the object passed itself, and is flushed before it ends.
    let dpc: Obj<Dpc> = unsafe { Obj::from_raw(header) };
    serialised(dpc.callback_parent.lock(), || {
        let handle: WDFDPC = dpc.handle().cast();
        callback!(dpc.fx(), handle, "EvtDpcFunc", dpc.function, (handle));
    });
}

fn create(fx: Fx, config: &WDF_DPC_CONFIG, attributes: &Attributes) -> Result<Obj<Dpc>, NTSTATUS> {
    // SAFETY: the driver's parent, which the rules require.
    let parent = unsafe { any(fx, attributes.parent) }.ok_or(status::INVALID_HANDLE)?;
    let callback_parent = CallbackParent::new(parent, config.AutomaticSerialization != 0, false)?;
    let body = Dpc {
        // SAFETY: plain data, initialised in place below.
        dpc: UnsafeCell::new(unsafe { core::mem::zeroed() }),
        function: config.EvtDpcFunc,
        callback_parent,
    };
    let dpc = Obj::create(fx, Some(parent), attributes, body)?;
    let context = dpc.as_ptr().as_ptr().cast();
    // SAFETY: in place, before it is queued.
    unsafe { KeInitializeDpc(dpc.dpc.get(), Some(run), context) };
    Ok(dpc)
}

#[doc = "[`WdfDpcCreate`](wdk_sys::wdf::WdfDpcCreate)"]
#[abi]
pub unsafe fn WdfDpcCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Config: PWDF_DPC_CONFIG,
    Attributes: PWDF_OBJECT_ATTRIBUTES,
    Dpc: *mut WDFDPC,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfDpcCreate);
    required!(fx, WdfDpcCreate, Config, Dpc => STATUS_INVALID_PARAMETER);
    // SAFETY: the driver's configuration.
    let config = unsafe { Config.read() };
    if config.Size as usize != size_of::<WDF_DPC_CONFIG>() {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    if config.EvtDpcFunc.is_none() {
        return STATUS_INVALID_PARAMETER;
    }
    let rules = Rules {
        required: true,
        parent_required: true,
        ..Rules::CALLBACKS
    };
    // SAFETY: the driver's attributes.
    let created = unsafe { crate::object::Attributes::read(Attributes, rules) }
        .and_then(|attributes| create(fx, &config, &attributes));
    match created {
        Ok(dpc) => {
            // SAFETY: the driver's variable, checked.
            unsafe { Dpc.write(dpc.handle().cast()) };
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[doc = "[`WdfDpcEnqueue`](wdk_sys::wdf::WdfDpcEnqueue)"]
#[abi]
pub unsafe fn WdfDpcEnqueue(DriverGlobals: PWDF_DRIVER_GLOBALS, Dpc: WDFDPC) -> BOOLEAN {
    let fx = enter!(DriverGlobals, WdfDpcEnqueue);
    let dpc = object!(fx, crate::dpc::Dpc, Dpc => 0);
    // SAFETY: an initialised DPC, flushed before it ends.
    unsafe { KeInsertQueueDpc(dpc.dpc.get(), ptr::null_mut(), ptr::null_mut()) }
}

#[doc = "[`WdfDpcCancel`](wdk_sys::wdf::WdfDpcCancel)"]
#[abi]
pub unsafe fn WdfDpcCancel(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Dpc: WDFDPC,
    Wait: BOOLEAN,
) -> BOOLEAN {
    let fx = enter!(DriverGlobals, WdfDpcCancel);
    u8::from(object!(fx, crate::dpc::Dpc, Dpc => 0).cancel(Wait != 0))
}

#[doc = "[`WdfDpcGetParentObject`](wdk_sys::wdf::WdfDpcGetParentObject)"]
#[abi]
pub unsafe fn WdfDpcGetParentObject(DriverGlobals: PWDF_DRIVER_GLOBALS, Dpc: WDFDPC) -> WDFOBJECT {
    let fx = enter!(DriverGlobals, WdfDpcGetParentObject);
    object!(fx, crate::dpc::Dpc, Dpc => ptr::null_mut())
        .callback_parent
        .handle()
}

#[doc = "[`WdfDpcWdmGetDpc`](wdk_sys::wdf::WdfDpcWdmGetDpc)"]
#[abi]
pub unsafe fn WdfDpcWdmGetDpc(DriverGlobals: PWDF_DRIVER_GLOBALS, Dpc: WDFDPC) -> PKDPC {
    let fx = enter!(DriverGlobals, WdfDpcWdmGetDpc);
    object!(fx, crate::dpc::Dpc, Dpc => ptr::null_mut())
        .dpc
        .get()
}
