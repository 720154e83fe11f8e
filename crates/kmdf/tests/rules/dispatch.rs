//! IRPs that a driver gives to queues itself.

use std::ptr;

use wdk_sys::{wdf::*, *};

use crate::driver::*;

#[abi]
unsafe fn to_queue(
    device: WDFDEVICE,
    _: UCHAR,
    _: UCHAR,
    _: ULONG,
    _: WDFCONTEXT,
    irp: PIRP,
    _: WDFCONTEXT,
) -> NTSTATUS {
    let queue = unsafe { WdfDeviceGetDefaultQueue(device) };
    unsafe { WdfDeviceWdmDispatchIrpToIoQueue(device, irp, queue, 0) }
}

#[abi]
unsafe fn to_queue_with_completion(
    device: WDFDEVICE,
    _: UCHAR,
    _: UCHAR,
    _: ULONG,
    _: WDFCONTEXT,
    irp: PIRP,
    context: WDFCONTEXT,
) -> NTSTATUS {
    unsafe { IoSetCompletionRoutine(irp, Some(completed), ptr::null_mut(), true, true, true) };
    unsafe { WdfDeviceWdmDispatchIrp(device, irp, context) }
}

#[abi]
unsafe fn completed(_: PDEVICE_OBJECT, _: PIRP, _: PVOID) -> NTSTATUS {
    STATUS_SUCCESS
}

fn dispatch(device: WDFDEVICE, callback: PFN_WDFDEVICE_WDM_IRP_DISPATCH) {
    let status = unsafe {
        WdfDeviceConfigureWdmIrpDispatchCallback(
            device,
            ptr::null_mut(),
            IRP_MJ_READ as UCHAR,
            callback,
            ptr::null_mut(),
        )
    };
    assert_eq!(status, STATUS_SUCCESS);
}

const DISPATCHES: Hooks = Hooks {
    on_add: |device| dispatch(device, Some(to_queue)),
    ..GOOD
};

crate::rules! {
    FwdIrpToIoQueueValid: Hooks {
        read: Some(|request| {
            let irp = unsafe { WdfRequestWdmGetIrp(request) };
            let queue = unsafe { WdfDeviceGetDefaultQueue(device()) };
            // It has another queue already, so nothing good comes of it.
            let _ = unsafe { WdfDeviceWdmDispatchIrpToIoQueue(device(), irp, queue, 0x10) };
        }),
        program: |_, _, file| {
            let _read = file.begin_read(8);
        },
        ..GOOD
    }, DISPATCHES;
    SetCompletionRoutineFromDispatch: Hooks {
        on_add: |device| dispatch(device, Some(to_queue_with_completion)),
        ..GOOD
    }, DISPATCHES;
}
