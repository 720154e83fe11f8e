//! Devices: properties and notifications; interrupts, which Wine has none of.
#![expect(
    unsafe_code,
    reason = "exports of the kernel, which Wine's functions stand behind"
)]

use wdk_sys::{
    DEVPROPKEY, IoUnregisterPlugPlayNotification, LCID, NTSTATUS, PDEVICE_OBJECT, PDEVPROPTYPE,
    PIO_CONNECT_INTERRUPT_PARAMETERS, PIO_DISCONNECT_INTERRUPT_PARAMETERS, PULONG, PVOID,
    STATUS_NOT_SUPPORTED, STATUS_OBJECT_NAME_NOT_FOUND, ULONG, abi,
};

/// Wine keeps no unified properties that a driver could read.
#[abi(no_mangle)]
fn wine_IoGetDevicePropertyData(
    _device: PDEVICE_OBJECT,
    _key: *const DEVPROPKEY,
    _language: LCID,
    _flags: ULONG,
    _size: ULONG,
    _data: PVOID,
    _required: PULONG,
    _kind: PDEVPROPTYPE,
) -> NTSTATUS {
    STATUS_OBJECT_NAME_NOT_FOUND
}

/// There are no interrupts in a process.
#[abi(no_mangle)]
fn wine_IoConnectInterruptEx(_parameters: PIO_CONNECT_INTERRUPT_PARAMETERS) -> NTSTATUS {
    STATUS_NOT_SUPPORTED
}

/// Nothing was connected.
#[abi(no_mangle)]
fn wine_IoDisconnectInterruptEx(_parameters: PIO_DISCONNECT_INTERRUPT_PARAMETERS) {}

/// Wine's function waits for nothing, and so needs no other one for callbacks that hold locks.
#[abi(no_mangle)]
unsafe fn wine_IoUnregisterPlugPlayNotificationEx(entry: PVOID) -> NTSTATUS {
    // SAFETY: the caller's registration.
    unsafe { IoUnregisterPlugPlayNotification(entry) }
}
