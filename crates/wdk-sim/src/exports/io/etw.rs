//! Event providers, as on a machine without a trace session.
#![forbid(unsafe_code)]

use wdk_sys::{
    BOOLEAN, FALSE, LPCGUID, NTSTATUS, PCEVENT_DESCRIPTOR, PCWSTR, PETWENABLECALLBACK,
    PEVENT_DATA_DESCRIPTOR, PVOID, REGHANDLE, STATUS_SUCCESS, UCHAR, ULONG, ULONGLONG, abi,
};

use crate::engine::export::{Export, export_table};
use crate::nt::parameter::Struct;

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    EtwRegister: ignored("nobody can listen: the enable callback is never called"),
    EtwUnregister: ignored("nothing was registered; any handle succeeds"),
    EtwEventEnabled: full,
    EtwProviderEnabled: full,
    EtwWrite: ignored("the event is dropped"),
    EtwWriteTransfer: ignored("the event is dropped"),
    EtwWriteString: ignored("the event is dropped"),
);

#[abi(enter, no_mangle)]
fn EtwRegister(
    _ProviderId: LPCGUID,
    _EnableCallback: PETWENABLECALLBACK,
    _CallbackContext: PVOID,
    RegHandle: Struct<ULONGLONG>,
) -> NTSTATUS {
    RegHandle.write(1);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn EtwUnregister(_RegHandle: REGHANDLE) -> NTSTATUS {
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn EtwEventEnabled(_RegHandle: REGHANDLE, _EventDescriptor: PCEVENT_DESCRIPTOR) -> BOOLEAN {
    FALSE
}

#[abi(enter, no_mangle)]
fn EtwProviderEnabled(_RegHandle: REGHANDLE, _Level: UCHAR, _Keyword: ULONGLONG) -> BOOLEAN {
    FALSE
}

#[abi(enter, no_mangle)]
fn EtwWrite(
    _RegHandle: REGHANDLE,
    _EventDescriptor: PCEVENT_DESCRIPTOR,
    _ActivityId: LPCGUID,
    _UserDataCount: ULONG,
    _UserData: PEVENT_DATA_DESCRIPTOR,
) -> NTSTATUS {
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn EtwWriteTransfer(
    _RegHandle: REGHANDLE,
    _EventDescriptor: PCEVENT_DESCRIPTOR,
    _ActivityId: LPCGUID,
    _RelatedActivityId: LPCGUID,
    _UserDataCount: ULONG,
    _UserData: PEVENT_DATA_DESCRIPTOR,
) -> NTSTATUS {
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn EtwWriteString(
    _RegHandle: REGHANDLE,
    _Level: UCHAR,
    _Keyword: ULONGLONG,
    _ActivityId: LPCGUID,
    _String: PCWSTR,
) -> NTSTATUS {
    STATUS_SUCCESS
}
