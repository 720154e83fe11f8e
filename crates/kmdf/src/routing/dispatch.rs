//! `EvtDeviceWdmIrpDispatch`: the driver chooses the queue of each IRP as it comes.
#![expect(unsafe_code, reason = "table functions, and a driver's IRPs")]

use core::sync::atomic::{AtomicBool, Ordering};

use wdk_sys::{
    IRP_MJ_DEVICE_CONTROL, IRP_MJ_INTERNAL_DEVICE_CONTROL, IRP_MJ_READ, IRP_MJ_WRITE, NTSTATUS,
    PIRP, STATUS_INVALID_DEVICE_STATE, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, UCHAR, ULONG, abi,
    wdf::{
        _WDF_DEVICE_PNP_STATE::WdfDevStatePnpInit,
        _WDF_DISPATCH_IRP_TO_IO_QUEUE_FLAGS::{
            WDF_DISPATCH_IRP_TO_IO_QUEUE_INVOKE_INCALLERCTX_CALLBACK,
            WDF_DISPATCH_IRP_TO_IO_QUEUE_PREPROCESSED_IRP,
        },
        PFN_WDFDEVICE_WDM_IRP_DISPATCH, PWDF_DRIVER_GLOBALS, WDFCONTEXT, WDFDEVICE, WDFDRIVER,
        WDFQUEUE,
    },
};

use super::{Choice, enter_request, to_queue};
use crate::{
    callback::callback, device::Device, driver::Driver, enter, irp::Irp, object::Obj, queue::Queue,
    status, sync::SpinLock, violation,
};

const READ: u8 = IRP_MJ_READ as u8;
const WRITE: u8 = IRP_MJ_WRITE as u8;
const CONTROL: u8 = IRP_MJ_DEVICE_CONTROL as u8;
const INTERNAL_CONTROL: u8 = IRP_MJ_INTERNAL_DEVICE_CONTROL as u8;

/// The callbacks of a device, by major function.
pub(super) struct Callbacks {
    /// Whether there is one.
    any: AtomicBool,
    of: SpinLock<[Option<Registered>; 4]>,
}

#[derive(Clone, Copy)]
struct Registered {
    callback: PFN_WDFDEVICE_WDM_IRP_DISPATCH,
    context: WDFCONTEXT,
}

// SAFETY: the context is the driver's, which gets it back and knows who may use it.
unsafe impl Send for Registered {}

impl Callbacks {
    pub(super) fn new() -> Self {
        Self {
            any: AtomicBool::new(false),
            of: SpinLock::new([None; 4]),
        }
    }

    fn find(&self, major: u8) -> Option<Registered> {
        if !self.any.load(Ordering::Acquire) {
            return None;
        }
        let index = index(major)?;
        self.of.with(|of| of[index])
    }
}

fn index(major: u8) -> Option<usize> {
    [READ, WRITE, CONTROL, INTERNAL_CONTROL]
        .iter()
        .position(|other| *other == major)
}

/// Whether requests may come, so that it is too late to say where they go.
pub(super) fn has_begun(device: Obj<Device>) -> bool {
    match device.is_pnp() {
        true => device.pnp.wdf_state() != WdfDevStatePnpInit,
        false => !device.is_initializing(),
    }
}

/// What the driver's callback gets and gives back with the IRP.
fn token(device: Obj<Device>) -> WDFCONTEXT {
    device.as_context().map_addr(|address| address | 1)
}

/// Has the driver's callback choose, if it has one for such IRPs.
pub(super) fn choose(device: Obj<Device>, irp: Irp) -> Option<NTSTATUS> {
    let stack = irp.current();
    let major = stack.major();
    let Registered { callback, context } = device.io.dispatch.find(major)?;
    let code = match major {
        CONTROL | INTERNAL_CONTROL => {
            let [_, _, code, _] = stack.arguments();
            code as u32
        }
        _ => 0,
    };
    callback!(
        device.fx(),
        device.handle(),
        "EvtDeviceWdmIrpDispatch",
        callback,
        (
            device.handle().cast(),
            major,
            stack.minor(),
            code,
            context,
            irp.as_ptr(),
            token(device)
        )
    )
}

#[doc = "[`WdfDeviceConfigureWdmIrpDispatchCallback`](wdk_sys::wdf::WdfDeviceConfigureWdmIrpDispatchCallback)"]
#[abi]
pub(crate) unsafe fn WdfDeviceConfigureWdmIrpDispatchCallback(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    Driver: WDFDRIVER,
    MajorFunction: UCHAR,
    EvtDeviceWdmIrpDispatch: PFN_WDFDEVICE_WDM_IRP_DISPATCH,
    DriverContext: WDFCONTEXT,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceConfigureWdmIrpDispatchCallback";
    enter!(
        fx = DriverGlobals,
        WdfDeviceConfigureWdmIrpDispatchCallback(Device, Driver)
    );
    let Some(device) = Device.object::<Device>(fx) else {
        return status::INVALID_HANDLE;
    };
    let Some(index) = index(MajorFunction) else {
        return STATUS_INVALID_PARAMETER;
    };
    if !Driver.is_null() && Driver.object::<Driver>(fx).is_none() {
        return status::INVALID_HANDLE;
    }
    if EvtDeviceWdmIrpDispatch.is_none() {
        violation::null_parameter(fx, NAME, "EvtDeviceWdmIrpDispatch");
        return STATUS_INVALID_PARAMETER;
    }
    if has_begun(device) {
        return STATUS_INVALID_DEVICE_STATE;
    }
    let callbacks = &device.io.dispatch;
    let registered = Registered {
        callback: EvtDeviceWdmIrpDispatch,
        context: DriverContext,
    };
    let status = callbacks.of.with(|of| match &mut of[index] {
        Some(_) => STATUS_INVALID_PARAMETER,
        free => {
            *free = Some(registered);
            STATUS_SUCCESS
        }
    });
    callbacks.any.store(true, Ordering::Release);
    status
}

#[doc = "[`WdfDeviceWdmDispatchIrp`](wdk_sys::wdf::WdfDeviceWdmDispatchIrp)"]
#[abi]
pub(crate) unsafe fn WdfDeviceWdmDispatchIrp(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    Irp: PIRP,
    DispatchContext: WDFCONTEXT,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceWdmDispatchIrp";
    enter!(fx = DriverGlobals, WdfDeviceWdmDispatchIrp(Device));
    // SAFETY: the IRP that the driver's callback was given.
    let irp = unsafe { Irp::new(Irp) };
    let (Some(device), Some(irp)) = (Device.object::<Device>(fx), irp) else {
        violation::null_parameter(fx, NAME, "Irp");
        return STATUS_INVALID_PARAMETER;
    };
    if DispatchContext != token(device) {
        // Other contexts are those of class extensions, of which there are none.
        violation::break_point(
            fx,
            "DispatchContext",
            device.handle().cast(),
            format_args!("{NAME} needs the context that EvtDeviceWdmIrpDispatch was given"),
        );
        return irp.fail(STATUS_INVALID_PARAMETER);
    }
    to_queue(device, irp)
}

#[doc = "[`WdfDeviceWdmDispatchIrpToIoQueue`](wdk_sys::wdf::WdfDeviceWdmDispatchIrpToIoQueue)"]
#[abi]
pub(crate) unsafe fn WdfDeviceWdmDispatchIrpToIoQueue(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    Irp: PIRP,
    Queue: WDFQUEUE,
    Flags: ULONG,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceWdmDispatchIrpToIoQueue";
    const IN_CALLER_CONTEXT: u32 =
        WDF_DISPATCH_IRP_TO_IO_QUEUE_INVOKE_INCALLERCTX_CALLBACK.cast_unsigned();
    const PREPROCESSED: u32 = WDF_DISPATCH_IRP_TO_IO_QUEUE_PREPROCESSED_IRP.cast_unsigned();
    enter!(
        fx = DriverGlobals,
        WdfDeviceWdmDispatchIrpToIoQueue(Device, Queue)
    );
    // SAFETY: the IRP that the driver's callback was given.
    let irp = unsafe { Irp::new(Irp) };
    let device = Device.object::<Device>(fx);
    let queue = Queue.object::<Queue>(fx);
    let (Some(device), Some(queue), Some(irp)) = (device, queue, irp) else {
        violation::null_parameter(fx, NAME, "Irp");
        return STATUS_INVALID_PARAMETER;
    };
    if Flags & PREPROCESSED != 0 {
        // The driver has skipped its own location.
        irp.set_next();
    }
    let major = irp.current().major();
    let fault = if Flags & !(IN_CALLER_CONTEXT | PREPROCESSED) != 0 {
        Some("the flags are unknown")
    } else if index(major).is_none() {
        Some("only read, write and device control requests go to queues")
    } else if !queue.handles(major) {
        Some("the queue has no callback for such requests")
    } else if queue.device() != device {
        Some("the queue is another device's")
    } else {
        None
    };
    if let Some(fault) = fault {
        violation::break_point(
            fx,
            "IrpCannotBeDispatched",
            queue.handle().cast(),
            format_args!("{NAME}: {fault}"),
        );
        return irp.fail(STATUS_INVALID_PARAMETER);
    }
    let choice = Choice {
        queue: Some(queue),
        in_caller_context: Flags & IN_CALLER_CONTEXT != 0,
    };
    enter_request(device, choice, irp)
}
