//! Callbacks that drivers register for a bug check, and what they add to the crash dump.
#![expect(
    unsafe_code,
    reason = "calls bug check callbacks and reads what they leave in their structures"
)]

use std::{cell::RefCell, ffi::CStr, ptr, slice};

use wdk_sys::{
    _KBUGCHECK_CALLBACK_REASON::{KbCallbackSecondaryDumpData, KbCallbackTriageDumpData},
    BOOLEAN, FALSE, GUID, KADDRESS_RANGE, KB_TRIAGE_DUMP_DATA_FLAG_BUGCHECK_ACTIVE,
    KBUGCHECK_CALLBACK_REASON, KBUGCHECK_REASON_CALLBACK_RECORD, KBUGCHECK_SECONDARY_DUMP_DATA,
    KBUGCHECK_TRIAGE_DUMP_DATA, KTRIAGE_DUMP_DATA_ARRAY, NTSTATUS,
    PKBUGCHECK_REASON_CALLBACK_RECORD, PKBUGCHECK_REASON_CALLBACK_ROUTINE,
    PKTRIAGE_DUMP_DATA_ARRAY, PUCHAR, PVOID, SIZE_T, STATUS_BUFFER_TOO_SMALL,
    STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, TRUE, UCHAR, ULONG,
    abi, host,
};

use crate::{
    engine::{
        driver::DriverId,
        error::DumpData,
        export::{Export, export_table},
        trace::Category,
    },
    exports::state::Registrations,
    nt::{kernel::Kernel, parameter::Struct, pnp::interface::braces},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeRegisterBugCheckReasonCallback: partial(
        "KbCallbackTriageDumpData and KbCallbackSecondaryDumpData are called, and only when a \
         driver stops the machine with KeBugCheck or KeBugCheckEx; other reasons are refused"
    ),
    KeDeregisterBugCheckReasonCallback: full,
    KeInitializeTriageDumpDataArray: full,
    KeAddTriageDumpDataBlock: full,
);

/// The highest IRQL of x64, at which the callbacks run.
const HIGH_LEVEL: u8 = 15;
/// How much a callback may add. Windows tells its callbacks the number, which no document does.
const MAXIMUM: usize = 0x1_0000;

/// `State` of a record: nobody has registered it.
const EMPTY: UCHAR = 0;
/// `State` of a record that is registered.
const INSERTED: UCHAR = 1;

/// A registration.
#[derive(Clone, Copy)]
struct Registration {
    record: PKBUGCHECK_REASON_CALLBACK_RECORD,
    routine: PKBUGCHECK_REASON_CALLBACK_ROUTINE,
    reason: KBUGCHECK_CALLBACK_REASON,
    component: PUCHAR,
    driver: DriverId,
    /// The framework's globals of a native driver, which its calls find by thread.
    globals: PVOID,
}

/// The registrations of a machine, oldest first.
#[derive(Default)]
pub(crate) struct Callbacks(RefCell<Vec<Registration>>);

impl Callbacks {
    /// How many callbacks of the driver are registered.
    pub(crate) fn held_by(&self, driver: DriverId) -> usize {
        let all = self.0.borrow();
        all.iter().filter(|it| it.driver == driver).count()
    }
}

#[abi(enter, no_mangle)]
fn KeRegisterBugCheckReasonCallback(
    CallbackRecord: Struct<KBUGCHECK_REASON_CALLBACK_RECORD>,
    CallbackRoutine: PKBUGCHECK_REASON_CALLBACK_ROUTINE,
    Reason: KBUGCHECK_CALLBACK_REASON,
    Component: PUCHAR,
) -> BOOLEAN {
    let known = [KbCallbackSecondaryDumpData, KbCallbackTriageDumpData];
    let record = CallbackRecord.raw();
    // SAFETY: the driver passes a record that it has initialised.
    let state = unsafe { &raw mut (*record).State };
    // SAFETY: as above.
    if unsafe { state.read() } != EMPTY || CallbackRoutine.is_none() || !known.contains(&Reason) {
        return FALSE;
    }
    let kernel = Kernel::current();
    let registration = Registration {
        record,
        routine: CallbackRoutine,
        reason: Reason,
        component: Component,
        driver: kernel.current_driver(),
        globals: host::current_globals(),
    };
    // SAFETY: all fields are numbers and pointers, for which zero is a value.
    let empty = unsafe { std::mem::zeroed::<KBUGCHECK_REASON_CALLBACK_RECORD>() };
    let filled = KBUGCHECK_REASON_CALLBACK_RECORD {
        CallbackRoutine,
        Component,
        Reason,
        State: INSERTED,
        ..empty
    };
    // SAFETY: the driver's record belongs to the system from now on.
    unsafe { record.write(filled) };
    let callbacks = &Registrations::of(&kernel).bug_check_callbacks;
    callbacks.0.borrow_mut().push(registration);
    TRUE
}

#[abi(enter, no_mangle)]
fn KeDeregisterBugCheckReasonCallback(
    CallbackRecord: Struct<KBUGCHECK_REASON_CALLBACK_RECORD>,
) -> BOOLEAN {
    let kernel = Kernel::current();
    let mut all = Registrations::of(&kernel)
        .bug_check_callbacks
        .0
        .borrow_mut();
    let before = all.len();
    all.retain(|it| it.record != CallbackRecord.raw());
    if all.len() == before {
        return FALSE;
    }
    // SAFETY: a record that was registered, which the driver gets back.
    unsafe { (*CallbackRecord.raw()).State = EMPTY };
    TRUE
}

#[abi(enter, no_mangle)]
fn KeInitializeTriageDumpDataArray(
    KtriageDumpDataArray: Struct<KTRIAGE_DUMP_DATA_ARRAY>,
    Size: ULONG,
) -> NTSTATUS {
    let array = KtriageDumpDataArray.raw();
    if array.is_null() {
        return STATUS_INVALID_PARAMETER;
    }
    let bytes = Size as usize;
    if bytes < size_of::<KTRIAGE_DUMP_DATA_ARRAY>() {
        return STATUS_BUFFER_TOO_SMALL;
    }
    // SAFETY: the driver passes this many bytes.
    unsafe { ptr::write_bytes(array.cast::<u8>(), 0, bytes) };
    let first = std::mem::offset_of!(KTRIAGE_DUMP_DATA_ARRAY, Blocks);
    // SAFETY: the structure fits, and was cleared.
    let array = unsafe { &mut *array };
    array.NumBlocksTotal = ((bytes - first) / size_of::<KADDRESS_RANGE>()) as ULONG;
    array.MaxDataSize = ULONG::MAX;
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn KeAddTriageDumpDataBlock(
    KtriageDumpDataArray: PKTRIAGE_DUMP_DATA_ARRAY,
    Address: PVOID,
    Size: SIZE_T,
) -> NTSTATUS {
    // SAFETY: the driver passes an array that was initialised, or null.
    let Some(array) = (unsafe { KtriageDumpDataArray.as_mut() }) else {
        return STATUS_INVALID_PARAMETER;
    };
    if Address.is_null() || Size == 0 {
        return STATUS_INVALID_PARAMETER;
    }
    if array.NumBlocksUsed >= array.NumBlocksTotal {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    let block = KADDRESS_RANGE {
        Address: Address.cast(),
        Size,
    };
    let place = (&raw mut array.Blocks).cast::<KADDRESS_RANGE>();
    let place = place.wrapping_add(array.NumBlocksUsed as usize);
    // SAFETY: the array has `NumBlocksTotal` places, and the index is below it.
    unsafe { place.write(block) };
    array.NumBlocksUsed += 1;
    array.DataSize = array.DataSize.saturating_add(Size as ULONG);
    STATUS_SUCCESS
}

/// Calls the callbacks of a machine that a driver stops, and keeps what they add. Once: a callback
/// that stops the machine again is not called again.
pub(super) fn call_back(kernel: &Kernel, code: ULONG, parameters: [u64; 4]) {
    let callbacks = Registrations::of(kernel).bug_check_callbacks.0.take();
    if callbacks.is_empty() {
        return;
    }
    kernel.sched.raise_irql(HIGH_LEVEL);
    for registration in callbacks {
        let added = if registration.reason == KbCallbackSecondaryDumpData {
            secondary(kernel, registration)
        } else {
            triage(kernel, registration, code, parameters)
        };
        kernel.dump_data.borrow_mut().extend(added);
    }
}

/// Calls a callback with the structure of its reason.
fn call<T>(kernel: &Kernel, registration: Registration, data: &mut T) {
    let Some(routine) = registration.routine else {
        return;
    };
    let before = host::replace_current_globals(registration.globals);
    kernel.in_driver(
        registration.driver,
        Category::Callback,
        "BugCheckReasonCallback",
        || component(registration),
        // SAFETY: the driver registered the routine for this reason, whose structure it gets.
        || unsafe {
            routine(
                registration.reason,
                registration.record,
                ptr::from_mut(data).cast(),
                size_of::<T>() as ULONG,
            )
        },
    );
    host::replace_current_globals(before);
}

fn triage(
    kernel: &Kernel,
    registration: Registration,
    code: ULONG,
    parameters: [u64; 4],
) -> Vec<DumpData> {
    let mut data = KBUGCHECK_TRIAGE_DUMP_DATA {
        DataArray: ptr::null_mut(),
        Flags: KB_TRIAGE_DUMP_DATA_FLAG_BUGCHECK_ACTIVE,
        MaxVirtMemSize: MAXIMUM as ULONG,
        BugCheckCode: code,
        BugCheckParameter1: parameters[0],
        BugCheckParameter2: parameters[1],
        BugCheckParameter3: parameters[2],
        BugCheckParameter4: parameters[3],
    };
    call(kernel, registration, &mut data);
    // SAFETY: null, or the array that the callback has filled.
    let Some(array) = (unsafe { data.DataArray.as_ref() }) else {
        return Vec::new();
    };
    let used = array.NumBlocksUsed.min(array.NumBlocksTotal) as usize;
    let first = (&raw const array.Blocks).cast::<KADDRESS_RANGE>();
    // SAFETY: the array has `NumBlocksTotal` places, of which the first were written.
    let blocks = unsafe { slice::from_raw_parts(first, used) };
    let mut room = MAXIMUM;
    let mut added = Vec::new();
    for block in blocks {
        let bytes = block.Size as usize;
        // What exceeds the limit is not in the dump.
        if bytes > room {
            break;
        }
        room -= bytes;
        added.extend(read(registration, block.Address, bytes, None));
    }
    added
}

fn secondary(kernel: &Kernel, registration: Registration) -> Vec<DumpData> {
    let mut buffer = vec![0_u8; MAXIMUM];
    let mut data = KBUGCHECK_SECONDARY_DUMP_DATA {
        InBuffer: buffer.as_mut_ptr().cast(),
        InBufferLength: MAXIMUM as ULONG,
        MaximumAllowed: MAXIMUM as ULONG,
        // SAFETY: a GUID is plain numbers.
        Guid: unsafe { std::mem::zeroed::<GUID>() },
        OutBuffer: ptr::null_mut(),
        OutBufferLength: 0,
    };
    call(kernel, registration, &mut data);
    let bytes = data.OutBufferLength as usize;
    if data.OutBuffer.is_null() || bytes > MAXIMUM {
        return Vec::new();
    }
    let tag = Some(braces(&data.Guid));
    let added = read(registration, data.OutBuffer.cast(), bytes, tag);
    added.into_iter().collect()
}

/// The memory that a callback has named; none where it is not readable, as in a real dump.
fn read(
    registration: Registration,
    address: PUCHAR,
    bytes: usize,
    tag: Option<String>,
) -> Option<DumpData> {
    let end = address.addr().checked_add(bytes)?;
    let mut next = address.addr();
    while next < end {
        let region = region::query(ptr::without_provenance::<u8>(next)).ok()?;
        if !region.is_committed() || !region.is_readable() {
            return None;
        }
        next = region.as_range().end;
    }
    // SAFETY: all pages of the range are readable, and no other thread of the machine runs.
    let memory = unsafe { slice::from_raw_parts(address, bytes) };
    Some(DumpData {
        component: component(registration),
        address: address.addr() as u64,
        tag,
        bytes: memory.to_vec(),
    })
}

fn component(registration: Registration) -> String {
    let text = registration.component.cast_const().cast();
    // SAFETY: the driver registered a NUL-terminated name, which stays as long as the registration.
    let text = unsafe { CStr::from_ptr(text) };
    text.to_string_lossy().into_owned()
}
