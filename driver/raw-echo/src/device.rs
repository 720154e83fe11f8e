//! The device: its interface, and self-managed I/O that starts and stops the queue.

use core::ptr;

use wdk::{nt_success, paged_code, println};
use wdk_sys::{
    GUID, NTSTATUS, STATUS_SUCCESS, ULONG, WDF_NO_HANDLE, WDF_PNPPOWER_EVENT_CALLBACKS, WDFDEVICE,
    WDFDEVICE_INIT, WDFOBJECT, WDFQUEUE, call_unsafe_wdf_function_binding,
};

use crate::{
    context::{self, attributes_with, context},
    queue::{self, RequestContext},
};

/// What applications find the device by.
const INTERFACE: GUID = GUID {
    Data1: 0x6F1B_2A9D,
    Data2: 0x3C47,
    Data3: 0x4E0A,
    Data4: [0x9B, 0x52, 0x0D, 0x71, 0xE8, 0x4C, 0xA6, 0x13],
};

/// The context of the device.
pub(crate) struct DeviceContext {
    queue: WDFQUEUE,
}
context!(DeviceContext, c"DeviceContext");

#[unsafe(link_section = "PAGE")]
pub(crate) fn create(mut init: &mut WDFDEVICE_INIT) -> NTSTATUS {
    paged_code!();

    let mut events = WDF_PNPPOWER_EVENT_CALLBACKS {
        Size: size_of::<WDF_PNPPOWER_EVENT_CALLBACKS>() as ULONG,
        EvtDeviceSelfManagedIoInit: Some(evt_start),
        EvtDeviceSelfManagedIoSuspend: Some(evt_suspend),
        EvtDeviceSelfManagedIoRestart: Some(evt_start),
        ..WDF_PNPPOWER_EVENT_CALLBACKS::default()
    };
    // SAFETY: no device is made of the settings yet; the framework copies the callbacks.
    unsafe {
        call_unsafe_wdf_function_binding!(
            WdfDeviceInitSetPnpPowerEventCallbacks,
            init,
            &raw mut events
        );
    }
    let mut attributes = attributes_with::<RequestContext>();
    // SAFETY: as above.
    unsafe {
        call_unsafe_wdf_function_binding!(
            WdfDeviceInitSetRequestAttributes,
            init,
            &raw mut attributes
        );
    }

    let mut attributes = attributes_with::<DeviceContext>();
    let mut device = WDF_NO_HANDLE as WDFDEVICE;
    // SAFETY: the settings become the device's; the rest are variables.
    let status = unsafe {
        call_unsafe_wdf_function_binding!(
            WdfDeviceCreate,
            (&raw mut init).cast(),
            &raw mut attributes,
            &raw mut device,
        )
    };
    if !nt_success(status) {
        println!("raw_echo: WdfDeviceCreate failed {status:#010X}");
        return status;
    }

    // SAFETY: the device lives, and the reference string may be null.
    let status = unsafe {
        call_unsafe_wdf_function_binding!(
            WdfDeviceCreateDeviceInterface,
            device,
            &INTERFACE,
            ptr::null_mut(),
        )
    };
    if !nt_success(status) {
        return status;
    }
    if let Err(status) = queue::create(device) {
        return status;
    }
    // SAFETY: the device was created with this context.
    let context = unsafe { context::of::<DeviceContext>(device as WDFOBJECT) };
    // SAFETY: the device lives, and its default queue was created above.
    let queue = unsafe { call_unsafe_wdf_function_binding!(WdfDeviceGetDefaultQueue, device) };
    // SAFETY: nobody reads the context before the device is started.
    unsafe { (*context).queue = queue };
    STATUS_SUCCESS
}

extern "C" fn evt_start(device: WDFDEVICE) -> NTSTATUS {
    // SAFETY: the device was created with this context.
    let context = unsafe { context::of::<DeviceContext>(device as WDFOBJECT) };
    // SAFETY: written when the device was made.
    let queue = unsafe { (*context).queue };
    // SAFETY: the queue lives as long as the device.
    unsafe { call_unsafe_wdf_function_binding!(WdfIoQueueStart, queue) }
    STATUS_SUCCESS
}

#[unsafe(link_section = "PAGE")]
unsafe extern "C" fn evt_suspend(device: WDFDEVICE) -> NTSTATUS {
    paged_code!();
    // SAFETY: the device was created with this context.
    let context = unsafe { context::of::<DeviceContext>(device as WDFOBJECT) };
    // SAFETY: written when the device was made.
    let queue = unsafe { (*context).queue };
    // SAFETY: the queue lives. This waits for the request that the timer will complete.
    unsafe { call_unsafe_wdf_function_binding!(WdfIoQueueStopSynchronously, queue) }
    queue::stop_timer(queue);
    STATUS_SUCCESS
}
