//! Event providers, as on a machine without a trace session.
#![forbid(unsafe_code)]

use wdk_sys::{
    BOOLEAN, FALSE, LPCGUID, NTSTATUS, PCEVENT_DESCRIPTOR, PCWSTR, PETWENABLECALLBACK,
    PEVENT_DATA_DESCRIPTOR, PVOID, REGHANDLE, STATUS_INVALID_HANDLE, STATUS_INVALID_PARAMETER,
    STATUS_SUCCESS, UCHAR, ULONG, ULONGLONG, abi,
};

use crate::{
    engine::export::{Export, export_table},
    exports::state::Registrations,
    nt::{kernel::Kernel, parameter::Struct},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    EtwRegister: partial("nobody can listen: the enable callback is never called"),
    EtwUnregister: full,
    EtwEventEnabled: full,
    EtwProviderEnabled: full,
    EtwWrite: full,
    EtwWriteTransfer: full,
    EtwWriteString: full,
);

#[abi(enter, no_mangle)]
fn EtwRegister(
    ProviderId: LPCGUID,
    _EnableCallback: PETWENABLECALLBACK,
    _CallbackContext: PVOID,
    RegHandle: Struct<ULONGLONG>,
) -> NTSTATUS {
    if ProviderId.is_null() || RegHandle.raw().is_null() {
        return STATUS_INVALID_PARAMETER;
    }
    let kernel = Kernel::current();
    let state = Registrations::of(&kernel);
    let handle = state.handle();
    let driver = kernel.current_driver();
    state.providers.borrow_mut().insert(handle, driver);
    RegHandle.write(handle);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn EtwUnregister(RegHandle: REGHANDLE) -> NTSTATUS {
    let kernel = Kernel::current();
    let mut providers = Registrations::of(&kernel).providers.borrow_mut();
    match providers.remove(&RegHandle) {
        Some(_) => STATUS_SUCCESS,
        None => STATUS_INVALID_HANDLE,
    }
}

#[abi(enter, no_mangle)]
fn EtwEventEnabled(_RegHandle: REGHANDLE, _EventDescriptor: PCEVENT_DESCRIPTOR) -> BOOLEAN {
    FALSE
}

#[abi(enter, no_mangle)]
fn EtwProviderEnabled(_RegHandle: REGHANDLE, _Level: UCHAR, _Keyword: ULONGLONG) -> BOOLEAN {
    FALSE
}

/// No session has enabled the provider, so its events go nowhere, as on Windows.
fn write(provider: REGHANDLE) -> NTSTATUS {
    let kernel = Kernel::current();
    let providers = Registrations::of(&kernel).providers.borrow();
    if providers.contains_key(&provider) {
        STATUS_SUCCESS
    } else {
        STATUS_INVALID_HANDLE
    }
}

#[abi(enter, no_mangle)]
fn EtwWrite(
    RegHandle: REGHANDLE,
    _EventDescriptor: PCEVENT_DESCRIPTOR,
    _ActivityId: LPCGUID,
    _UserDataCount: ULONG,
    _UserData: PEVENT_DATA_DESCRIPTOR,
) -> NTSTATUS {
    write(RegHandle)
}

#[abi(enter, no_mangle)]
fn EtwWriteTransfer(
    RegHandle: REGHANDLE,
    _EventDescriptor: PCEVENT_DESCRIPTOR,
    _ActivityId: LPCGUID,
    _RelatedActivityId: LPCGUID,
    _UserDataCount: ULONG,
    _UserData: PEVENT_DATA_DESCRIPTOR,
) -> NTSTATUS {
    write(RegHandle)
}

#[abi(enter, no_mangle)]
fn EtwWriteString(
    RegHandle: REGHANDLE,
    _Level: UCHAR,
    _Keyword: ULONGLONG,
    _ActivityId: LPCGUID,
    _String: PCWSTR,
) -> NTSTATUS {
    write(RegHandle)
}
