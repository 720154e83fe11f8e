//! `WDFDPC`.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::ptr;

use wdk_sys::{
    BOOLEAN, NTSTATUS, PKDPC, STATUS_INFO_LENGTH_MISMATCH, STATUS_INVALID_PARAMETER, abi,
    wdf::{
        PFN_WDF_DPC, PWDF_DPC_CONFIG, PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, WDF_DPC_CONFIG,
        WDFDPC, WDFOBJECT,
    },
};

use crate::{
    argument::{object, required},
    callback::callback,
    deferred::{self, CallbackParent, HasDpc, KernelDpc, Level, flush_dpcs},
    enter,
    event::serialised,
    object::{Attributes, Body, Class, Cleanup, Obj, Rules, numbers},
};

/// The framework's part of a `WDFDPC`.
pub(crate) struct Dpc {
    dpc: KernelDpc,
    function: PFN_WDF_DPC,
    callback_parent: CallbackParent,
}

impl Body for Dpc {
    const CLASS: &'static Class = &Class::of::<Self>("WDFDPC", numbers::DPC).passive();

    fn dispose(_dpc: Obj<Self>) -> Cleanup {
        // One that is queued still runs.
        flush_dpcs();
        Cleanup::Call
    }
}

impl Obj<Dpc> {
    fn cancel(self, wait: bool) -> bool {
        let canceled = self.dpc.remove();
        // Else it runs, or is about to.
        if wait && !canceled {
            flush_dpcs();
        }
        canceled
    }
}

impl HasDpc for Dpc {
    fn run_dpc(dpc: Obj<Self>) {
        serialised(dpc.callback_parent.lock(), || {
            let handle: WDFDPC = dpc.handle().cast();
            callback!(dpc.fx(), handle, "EvtDpcFunc", dpc.function, (handle));
        });
    }
}

#[doc = "[`WdfDpcCreate`](wdk_sys::wdf::WdfDpcCreate)"]
#[abi]
pub(crate) unsafe fn WdfDpcCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Config: PWDF_DPC_CONFIG,
    Attributes: PWDF_OBJECT_ATTRIBUTES,
    Dpc: *mut WDFDPC,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfDpcCreate(Config, Attributes, Dpc));
    required!(fx, WdfDpcCreate, Config, Dpc => STATUS_INVALID_PARAMETER);
    let Some(config) = Config.read() else {
        return STATUS_INVALID_PARAMETER;
    };
    if config.Size as usize != size_of::<WDF_DPC_CONFIG>() {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    let create = |attributes: &Attributes| {
        deferred::create(
            fx,
            attributes,
            config.AutomaticSerialization != 0,
            Level::Dispatch,
            |callback_parent, _| Dpc {
                dpc: KernelDpc::new(),
                function: config.EvtDpcFunc,
                callback_parent,
            },
            |dpc| {
                dpc.dpc.initialize(dpc);
                Ok(())
            },
        )
    };
    let created =
        Attributes::read(&Attributes, Rules::DPC).and_then(|attributes| create(&attributes));
    Dpc.put_created(created)
}

#[doc = "[`WdfDpcEnqueue`](wdk_sys::wdf::WdfDpcEnqueue)"]
#[abi]
pub(crate) unsafe fn WdfDpcEnqueue(DriverGlobals: PWDF_DRIVER_GLOBALS, Dpc: WDFDPC) -> BOOLEAN {
    enter!(fx = DriverGlobals, WdfDpcEnqueue(Dpc));
    let dpc = object!(fx, Dpc, Dpc => 0);
    u8::from(dpc.dpc.queue())
}

#[doc = "[`WdfDpcCancel`](wdk_sys::wdf::WdfDpcCancel)"]
#[abi]
pub(crate) unsafe fn WdfDpcCancel(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Dpc: WDFDPC,
    Wait: BOOLEAN,
) -> BOOLEAN {
    enter!(fx = DriverGlobals, WdfDpcCancel(Dpc));
    u8::from(object!(fx, Dpc, Dpc => 0).cancel(Wait != 0))
}

#[doc = "[`WdfDpcGetParentObject`](wdk_sys::wdf::WdfDpcGetParentObject)"]
#[abi]
pub(crate) unsafe fn WdfDpcGetParentObject(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Dpc: WDFDPC,
) -> WDFOBJECT {
    enter!(fx = DriverGlobals, WdfDpcGetParentObject(Dpc));
    object!(fx, Dpc, Dpc => ptr::null_mut())
        .callback_parent
        .handle()
}

#[doc = "[`WdfDpcWdmGetDpc`](wdk_sys::wdf::WdfDpcWdmGetDpc)"]
#[abi]
pub(crate) unsafe fn WdfDpcWdmGetDpc(DriverGlobals: PWDF_DRIVER_GLOBALS, Dpc: WDFDPC) -> PKDPC {
    enter!(fx = DriverGlobals, WdfDpcWdmGetDpc(Dpc));
    object!(fx, Dpc, Dpc => ptr::null_mut()).dpc.as_ptr()
}
