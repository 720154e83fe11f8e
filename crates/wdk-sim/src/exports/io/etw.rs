//! Event providers: their registration, and the events that they write.
#![expect(unsafe_code, reason = "reads the data of events")]

pub(crate) mod state;

use wdk_sys::{
    _EVENT_INFO_CLASS, BOOLEAN, EVENT_ACTIVITY_CTRL_CREATE_ID, EVENT_ACTIVITY_CTRL_CREATE_SET_ID,
    EVENT_ACTIVITY_CTRL_GET_ID, EVENT_ACTIVITY_CTRL_GET_SET_ID, EVENT_ACTIVITY_CTRL_SET_ID,
    EVENT_DATA_DESCRIPTOR, EVENT_DESCRIPTOR, EVENT_INFO_CLASS, FALSE, GUID, LPCGUID, NTSTATUS,
    PETWENABLECALLBACK, PVOID, REGHANDLE, STATUS_INTEGER_OVERFLOW, STATUS_INVALID_DEVICE_REQUEST,
    STATUS_INVALID_HANDLE, STATUS_INVALID_PARAMETER, STATUS_NO_MEMORY, STATUS_SUCCESS, TRUE, UCHAR,
    ULONG, ULONG64, ULONGLONG, abi, host,
};

use self::state::{Etw, Message, Piece, Provider};
use crate::{
    engine::{
        export::{Export, export_table},
        fault::Kind,
    },
    exports::state::Registrations,
    nt::{
        etw::decode,
        kernel::Kernel,
        parameter::{Struct, Terminated, Values, driver_slice},
        verifier::rules,
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    EtwRegister: full,
    EtwUnregister: full,
    EtwSetInformation: partial("where the provider's image lies is not tracked"),
    EtwEventEnabled: full,
    EtwProviderEnabled: full,
    EtwActivityIdControl: full,
    EtwWrite: full,
    EtwWriteTransfer: full,
    EtwWriteString: full,
    EtwWriteEx: partial("a filter that excludes sessions is ignored"),
);

/// The most pieces of data that an event may have.
const MOST_PIECES: u32 = 128;
/// The most bytes that they may be in all: 64 KiB without the header.
const MOST_BYTES: usize = 0x1_0000 - 80;

/// The providers and sessions of the machine that runs.
fn with<R>(use_it: impl FnOnce(&Kernel, &Etw) -> R) -> R {
    let kernel = Kernel::current();
    use_it(&kernel, &Registrations::of(&kernel).etw)
}

/// Whether `handle` is a provider's. On Windows it is an address: what is no provider's any more is
/// freed memory there, so that the driver is told, unless it passes zero.
fn is_registered(kernel: &Kernel, etw: &Etw, handle: REGHANDLE, function: &str) -> bool {
    if etw.is_registered(handle) {
        return true;
    }
    if handle != 0 && kernel.verifier.enabled() {
        let message = match etw.was_registered(handle) {
            true => format!("{function} got the handle of a provider that was unregistered"),
            false => format!("{function} got {handle:#x}, which is no provider's handle"),
        };
        kernel.violation(&rules::ETW_HANDLE, [handle, 0, 0], message);
    }
    false
}

#[abi(enter, no_mangle)]
unsafe fn EtwRegister(
    ProviderId: LPCGUID,
    EnableCallback: PETWENABLECALLBACK,
    CallbackContext: PVOID,
    RegHandle: Struct<ULONGLONG>,
) -> NTSTATUS {
    if ProviderId.is_null() || RegHandle.raw().is_null() {
        return STATUS_INVALID_PARAMETER;
    }
    with(|kernel, etw| {
        if etw.is_registered(*RegHandle.get()) && kernel.verifier.enabled() {
            let before = *RegHandle.get();
            let message = "EtwRegister overwrites the handle of a provider that is registered: \
                           nobody can unregister it any more";
            kernel.violation(&rules::ETW_HANDLE_LOST, [before, 0, 0], message.to_owned());
        }
        if kernel.fails(Kind::Pool) {
            return STATUS_NO_MEMORY;
        }
        let provider = Provider {
            // SAFETY: the driver passes a GUID.
            id: unsafe { *ProviderId },
            driver: kernel.current_driver(),
            callback: EnableCallback,
            context: CallbackContext,
            globals: host::current_globals(),
            name: String::new(),
            is_typed: false,
        };
        let handle = Registrations::of(kernel).handle();
        etw.add(handle, provider);
        RegHandle.write(handle);
        // A session may have been waiting for it.
        etw.enable(kernel, handle);
        STATUS_SUCCESS
    })
}

#[abi(enter, no_mangle)]
fn EtwUnregister(RegHandle: REGHANDLE) -> NTSTATUS {
    with(|kernel, etw| {
        if !is_registered(kernel, etw, RegHandle, "EtwUnregister") {
            return STATUS_INVALID_HANDLE;
        }
        etw.remove(RegHandle);
        STATUS_SUCCESS
    })
}

#[abi(enter, no_mangle)]
unsafe fn EtwSetInformation(
    RegHandle: REGHANDLE,
    InformationClass: EVENT_INFO_CLASS,
    EventInformation: PVOID,
    InformationLength: ULONG,
) -> NTSTATUS {
    with(|kernel, etw| {
        if !is_registered(kernel, etw, RegHandle, "EtwSetInformation") {
            return STATUS_INVALID_HANDLE;
        }
        if EventInformation.is_null() && InformationLength != 0 {
            return STATUS_INVALID_PARAMETER;
        }
        let bytes = match InformationLength {
            0 => &[][..],
            // SAFETY: the driver passes a buffer of this length.
            length => unsafe { driver_slice(EventInformation.cast::<u8>(), length as usize) },
        };
        match InformationClass {
            _EVENT_INFO_CLASS::EventProviderBinaryTrackInfo => STATUS_SUCCESS,
            _EVENT_INFO_CLASS::EventProviderSetTraits => match decode::provider_name(bytes) {
                Ok(name) => {
                    etw.describe(RegHandle, name);
                    STATUS_SUCCESS
                }
                Err(_) => STATUS_INVALID_PARAMETER,
            },
            _EVENT_INFO_CLASS::EventProviderUseDescriptorType => match bytes {
                [is_typed] | [is_typed, 0, 0, 0] => {
                    etw.use_types(RegHandle, *is_typed != 0);
                    STATUS_SUCCESS
                }
                _ => STATUS_INVALID_PARAMETER,
            },
            _ => STATUS_INVALID_DEVICE_REQUEST,
        }
    })
}

fn is_enabled(function: &str, provider: REGHANDLE, level: u8, keyword: u64) -> BOOLEAN {
    with(|kernel, etw| {
        let enabled = is_registered(kernel, etw, provider, function)
            && etw.is_enabled(provider, level, keyword);
        if enabled { TRUE } else { FALSE }
    })
}

#[abi(enter, no_mangle)]
fn EtwEventEnabled(RegHandle: REGHANDLE, EventDescriptor: Struct<EVENT_DESCRIPTOR>) -> BOOLEAN {
    let event = EventDescriptor.get();
    is_enabled("EtwEventEnabled", RegHandle, event.Level, event.Keyword)
}

#[abi(enter, no_mangle)]
fn EtwProviderEnabled(RegHandle: REGHANDLE, Level: UCHAR, Keyword: ULONGLONG) -> BOOLEAN {
    is_enabled("EtwProviderEnabled", RegHandle, Level, Keyword)
}

#[abi(enter, no_mangle)]
fn EtwActivityIdControl(ControlCode: ULONG, ActivityId: Struct<GUID>) -> NTSTATUS {
    if ActivityId.raw().is_null() {
        return STATUS_INVALID_PARAMETER;
    }
    with(|kernel, etw| {
        let thread = kernel.sched.running().map_or(0, |thread| thread.number);
        let current = etw.activity(thread);
        match ControlCode {
            EVENT_ACTIVITY_CTRL_GET_ID => ActivityId.write(current),
            EVENT_ACTIVITY_CTRL_SET_ID => etw.set_activity(thread, *ActivityId.get()),
            EVENT_ACTIVITY_CTRL_CREATE_ID => ActivityId.write(etw.new_activity()),
            EVENT_ACTIVITY_CTRL_GET_SET_ID => {
                etw.set_activity(thread, *ActivityId.get());
                ActivityId.write(current);
            }
            EVENT_ACTIVITY_CTRL_CREATE_SET_ID => {
                etw.set_activity(thread, etw.new_activity());
                ActivityId.write(current);
            }
            _ => return STATUS_INVALID_PARAMETER,
        }
        STATUS_SUCCESS
    })
}

/// What the functions that write events have in common.
struct Written<'a> {
    function: &'static str,
    provider: REGHANDLE,
    event: &'a EVENT_DESCRIPTOR,
    activity: Struct<GUID>,
    related: Option<Struct<GUID>>,
    count: ULONG,
    data: Values<EVENT_DATA_DESCRIPTOR>,
}

/// Writes an event to the sessions that want it.
///
/// # Safety
/// As long as the function that writes it runs, `data` are `count` descriptors of memory that the
/// driver keeps.
unsafe fn write(it: &Written<'_>) -> NTSTATUS {
    if it.count > MOST_PIECES || (it.count > 0 && it.data.raw().is_null()) {
        return STATUS_INVALID_PARAMETER;
    }
    with(|kernel, etw| {
        if !is_registered(kernel, etw, it.provider, it.function) {
            return STATUS_INVALID_HANDLE;
        }
        if !etw.is_enabled(it.provider, it.event.Level, it.event.Keyword) {
            return STATUS_SUCCESS;
        }
        // SAFETY: the caller states that they are there.
        let descriptors = unsafe { driver_slice(it.data.raw(), it.count as usize) };
        let size: usize = descriptors.iter().map(|it| it.Size as usize).sum();
        if size > MOST_BYTES {
            return STATUS_INTEGER_OVERFLOW;
        }
        let pieces = descriptors.iter().map(|it| Piece {
            // SAFETY: every member of the union is numbers.
            kind: unsafe { it.__bindgen_anon_1.Reserved } as u8,
            // SAFETY: the caller states that each describes memory of this size.
            bytes: unsafe { driver_slice(it.Ptr as *const u8, it.Size as usize) },
        });
        let pieces: Vec<Piece<'_>> = pieces.collect();
        let message = Message {
            event: it.event,
            activity: it.activity.as_ref().copied(),
            related: it.related.and_then(|it| it.as_ref().copied()),
        };
        etw.record(kernel, it.provider, &message, &pieces);
        STATUS_SUCCESS
    })
}

#[abi(enter, no_mangle)]
unsafe fn EtwWrite(
    RegHandle: REGHANDLE,
    EventDescriptor: Struct<EVENT_DESCRIPTOR>,
    ActivityId: Struct<GUID>,
    UserDataCount: ULONG,
    UserData: Values<EVENT_DATA_DESCRIPTOR>,
) -> NTSTATUS {
    let written = Written {
        function: "EtwWrite",
        provider: RegHandle,
        event: EventDescriptor.get(),
        activity: ActivityId,
        related: None,
        count: UserDataCount,
        data: UserData,
    };
    // SAFETY: what the driver passes.
    unsafe { write(&written) }
}

#[abi(enter, no_mangle)]
unsafe fn EtwWriteTransfer(
    RegHandle: REGHANDLE,
    EventDescriptor: Struct<EVENT_DESCRIPTOR>,
    ActivityId: Struct<GUID>,
    RelatedActivityId: Struct<GUID>,
    UserDataCount: ULONG,
    UserData: Values<EVENT_DATA_DESCRIPTOR>,
) -> NTSTATUS {
    let written = Written {
        function: "EtwWriteTransfer",
        provider: RegHandle,
        event: EventDescriptor.get(),
        activity: ActivityId,
        related: Some(RelatedActivityId),
        count: UserDataCount,
        data: UserData,
    };
    // SAFETY: what the driver passes.
    unsafe { write(&written) }
}

#[abi(enter, no_mangle)]
unsafe fn EtwWriteEx(
    RegHandle: REGHANDLE,
    EventDescriptor: Struct<EVENT_DESCRIPTOR>,
    _Filter: ULONG64,
    _Flags: ULONG,
    ActivityId: Struct<GUID>,
    RelatedActivityId: Struct<GUID>,
    UserDataCount: ULONG,
    UserData: Values<EVENT_DATA_DESCRIPTOR>,
) -> NTSTATUS {
    let written = Written {
        function: "EtwWriteEx",
        provider: RegHandle,
        event: EventDescriptor.get(),
        activity: ActivityId,
        related: Some(RelatedActivityId),
        count: UserDataCount,
        data: UserData,
    };
    // SAFETY: what the driver passes.
    unsafe { write(&written) }
}

#[abi(enter, no_mangle)]
fn EtwWriteString(
    RegHandle: REGHANDLE,
    Level: UCHAR,
    Keyword: ULONGLONG,
    ActivityId: Struct<GUID>,
    String: Terminated,
) -> NTSTATUS {
    with(|kernel, etw| {
        if String.raw().is_null() {
            return STATUS_INVALID_PARAMETER;
        }
        if !is_registered(kernel, etw, RegHandle, "EtwWriteString") {
            return STATUS_INVALID_HANDLE;
        }
        if etw.is_enabled(RegHandle, Level, Keyword) {
            let event = EVENT_DESCRIPTOR {
                Id: 0,
                Version: 0,
                Channel: 0,
                Level,
                Opcode: 0,
                Task: 0,
                Keyword,
            };
            let message = Message {
                event: &event,
                activity: ActivityId.as_ref().copied(),
                related: None,
            };
            etw.record_text(kernel, RegHandle, &message, String.units());
        }
        STATUS_SUCCESS
    })
}
