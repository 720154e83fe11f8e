//! Event providers, as on a system on which no session listens: Wine 8 has none of these functions.

use wdk_sys::{
    BOOLEAN, EVENT_DATA_DESCRIPTOR, EVENT_DESCRIPTOR, EVENT_INFO_CLASS, FALSE, GUID, LPCGUID,
    NTSTATUS, PETWENABLECALLBACK, PVOID, REGHANDLE, STATUS_SUCCESS, UCHAR, ULONG, ULONGLONG, abi,
};

/// The handle of every provider: with nobody to listen they need not be told apart.
const PROVIDER: REGHANDLE = 1;

#[abi(no_mangle)]
fn wine_EtwRegister(
    _provider: LPCGUID,
    _callback: PETWENABLECALLBACK,
    _context: PVOID,
    handle: &mut REGHANDLE,
) -> NTSTATUS {
    *handle = PROVIDER;
    STATUS_SUCCESS
}

#[abi(no_mangle)]
fn wine_EtwUnregister(_provider: REGHANDLE) -> NTSTATUS {
    STATUS_SUCCESS
}

#[abi(no_mangle)]
fn wine_EtwSetInformation(
    _provider: REGHANDLE,
    _class: EVENT_INFO_CLASS,
    _information: PVOID,
    _length: ULONG,
) -> NTSTATUS {
    STATUS_SUCCESS
}

#[abi(no_mangle)]
fn wine_EtwProviderEnabled(_provider: REGHANDLE, _level: UCHAR, _keyword: ULONGLONG) -> BOOLEAN {
    FALSE
}

#[abi(no_mangle)]
fn wine_EtwWriteTransfer(
    _provider: REGHANDLE,
    _event: *const EVENT_DESCRIPTOR,
    _activity: *const GUID,
    _related: *const GUID,
    _count: ULONG,
    _data: *mut EVENT_DATA_DESCRIPTOR,
) -> NTSTATUS {
    STATUS_SUCCESS
}
