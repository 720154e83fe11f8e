//! `wdm.h`: event tracing.

use crate::{
    BOOLEAN, LPCGUID, LPGUID, NTSTATUS, PCWSTR, PVOID, UCHAR, ULONG, ULONG64, ULONGLONG, USHORT,
    imports, layout::layout,
};

/// Pointer to a [`REGHANDLE`].
pub type PREGHANDLE = *mut ULONGLONG;
/// A registered provider of events.
pub type REGHANDLE = ULONGLONG;
/// Facts about a trace session.
pub mod _TRACE_INFORMATION_CLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const TraceIdClass: Type = 0;
    pub const TraceHandleClass: Type = 1;
    pub const TraceEnableFlagsClass: Type = 2;
    pub const TraceEnableLevelClass: Type = 3;
    pub const GlobalLoggerHandleClass: Type = 4;
    pub const EventLoggerHandleClass: Type = 5;
    pub const AllLoggerHandlesClass: Type = 6;
    pub const TraceHandleByNameClass: Type = 7;
    pub const LoggerEventsLostClass: Type = 8;
    pub const TraceSessionSettingsClass: Type = 9;
    pub const LoggerEventsLoggedClass: Type = 10;
    pub const DiskIoNotifyRoutinesClass: Type = 11;
    pub const TraceInformationClassReserved1: Type = 12;
    pub const FltIoNotifyRoutinesClass: Type = 13;
    pub const TraceInformationClassReserved2: Type = 14;
    pub const WdfNotifyRoutinesClass: Type = 15;
    pub const MaxTraceInformationClass: Type = 16;
}
/// A value of [`_TRACE_INFORMATION_CLASS`].
pub type TRACE_INFORMATION_CLASS = _TRACE_INFORMATION_CLASS::Type;

/// A piece of an event's data.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _EVENT_DATA_DESCRIPTOR {
    pub Ptr: ULONGLONG,
    pub Size: ULONG,
    pub Reserved: ULONG,
}
/// A [`_EVENT_DATA_DESCRIPTOR`].
pub type EVENT_DATA_DESCRIPTOR = _EVENT_DATA_DESCRIPTOR;
/// Pointer to a [`_EVENT_DATA_DESCRIPTOR`].
pub type PEVENT_DATA_DESCRIPTOR = *mut _EVENT_DATA_DESCRIPTOR;

/// What an event is.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _EVENT_DESCRIPTOR {
    pub Id: USHORT,
    pub Version: UCHAR,
    pub Channel: UCHAR,
    pub Level: UCHAR,
    pub Opcode: UCHAR,
    pub Task: USHORT,
    pub Keyword: ULONGLONG,
}
/// A [`_EVENT_DESCRIPTOR`].
pub type EVENT_DESCRIPTOR = _EVENT_DESCRIPTOR;
/// Pointer to a [`_EVENT_DESCRIPTOR`].
pub type PEVENT_DESCRIPTOR = *mut _EVENT_DESCRIPTOR;
/// Pointer to a [`_EVENT_DESCRIPTOR`].
pub type PCEVENT_DESCRIPTOR = *const _EVENT_DESCRIPTOR;

/// A listener's filter.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _EVENT_FILTER_DESCRIPTOR {
    pub Ptr: ULONGLONG,
    pub Size: ULONG,
    pub Type: ULONG,
}
/// A [`_EVENT_FILTER_DESCRIPTOR`].
pub type EVENT_FILTER_DESCRIPTOR = _EVENT_FILTER_DESCRIPTOR;
/// Pointer to a [`_EVENT_FILTER_DESCRIPTOR`].
pub type PEVENT_FILTER_DESCRIPTOR = *mut _EVENT_FILTER_DESCRIPTOR;

crate::fn_types! {
    /// Called when somebody begins or ends listening to a provider.
    pub type PETWENABLECALLBACK = fn(
        SourceId: LPCGUID,
        ControlCode: ULONG,
        Level: UCHAR,
        MatchAnyKeyword: ULONGLONG,
        MatchAllKeyword: ULONGLONG,
        FilterData: PEVENT_FILTER_DESCRIPTOR,
        CallbackContext: PVOID,
    );
}

layout! {
    _EVENT_DATA_DESCRIPTOR: 16, 8 { Ptr: 0, Size: 8, Reserved: 12 }
    _EVENT_DESCRIPTOR: 16, 8 {
        Id: 0, Version: 2, Channel: 3, Level: 4, Opcode: 5, Task: 6, Keyword: 8
    }
    _EVENT_FILTER_DESCRIPTOR: 16, 8 { Ptr: 0, Size: 8, Type: 12 }
}

imports! { "ntoskrnl.exe";
    /// Registers a provider of events. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-etwregister>
    pub fn EtwRegister(
        ProviderId: LPCGUID,
        EnableCallback: PETWENABLECALLBACK,
        CallbackContext: PVOID,
        RegHandle: PREGHANDLE,
    ) -> NTSTATUS;
    /// Ends a provider's registration. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-etwunregister>
    pub fn EtwUnregister(RegHandle: REGHANDLE) -> NTSTATUS;
    /// Somebody listens to this event. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-etweventenabled>
    pub fn EtwEventEnabled(RegHandle: REGHANDLE, EventDescriptor: PCEVENT_DESCRIPTOR) -> BOOLEAN;
    /// Somebody listens to events of this level and these keywords. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-etwproviderenabled>
    pub fn EtwProviderEnabled(RegHandle: REGHANDLE, Level: UCHAR, Keyword: ULONGLONG) -> BOOLEAN;
    /// Gets, sets or creates an activity identifier. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-etwactivityidcontrol>
    pub fn EtwActivityIdControl(ControlCode: ULONG, ActivityId: LPGUID) -> NTSTATUS;
    /// Writes an event; its data must be resident above APC_LEVEL. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-etwwrite>
    pub fn EtwWrite(
        RegHandle: REGHANDLE,
        EventDescriptor: PCEVENT_DESCRIPTOR,
        ActivityId: LPCGUID,
        UserDataCount: ULONG,
        UserData: PEVENT_DATA_DESCRIPTOR,
    ) -> NTSTATUS;
    /// Writes an event that relates two activities. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-etwwritetransfer>
    pub fn EtwWriteTransfer(
        RegHandle: REGHANDLE,
        EventDescriptor: PCEVENT_DESCRIPTOR,
        ActivityId: LPCGUID,
        RelatedActivityId: LPCGUID,
        UserDataCount: ULONG,
        UserData: PEVENT_DATA_DESCRIPTOR,
    ) -> NTSTATUS;
    /// Writes an event that is one string. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-etwwritestring>
    pub fn EtwWriteString(
        RegHandle: REGHANDLE,
        Level: UCHAR,
        Keyword: ULONGLONG,
        ActivityId: LPCGUID,
        String: PCWSTR,
    ) -> NTSTATUS;
    /// Writes an event with a filter and flags. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-etwwriteex>
    pub fn EtwWriteEx(
        RegHandle: REGHANDLE,
        EventDescriptor: PCEVENT_DESCRIPTOR,
        Filter: ULONG64,
        Flags: ULONG,
        ActivityId: LPCGUID,
        RelatedActivityId: LPCGUID,
        UserDataCount: ULONG,
        UserData: PEVENT_DATA_DESCRIPTOR,
    ) -> NTSTATUS;
}

pub const EVENT_ACTIVITY_CTRL_GET_ID: ULONG = 1;
pub const EVENT_ACTIVITY_CTRL_SET_ID: ULONG = 2;
pub const EVENT_ACTIVITY_CTRL_CREATE_ID: ULONG = 3;
pub const EVENT_ACTIVITY_CTRL_GET_SET_ID: ULONG = 4;
pub const EVENT_ACTIVITY_CTRL_CREATE_SET_ID: ULONG = 5;
pub const EVENT_FILTER_TYPE_SCHEMATIZED: ULONG = 0x8000_0000;
pub const EVENT_FILTER_TYPE_SYSTEM_FLAGS: ULONG = 0x8000_0001;
pub const EVENT_FILTER_TYPE_TRACEHANDLE: ULONG = 0x8000_0002;
pub const EVENT_WRITE_FLAG_NO_FAULTING: ULONG = 1;
