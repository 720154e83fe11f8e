//! Callbacks that drivers register for a bug check: what they add to the dump, and that they are
//! deregistered.
#![expect(
    unsafe_code,
    unsafe_op_in_unsafe_fn,
    clippy::multiple_unsafe_ops_per_block,
    reason = "a driver as it is written in C: every line touches the kernel's structures"
)]

use std::{
    cell::{Cell, RefCell},
    mem, ptr,
};

use wdk_sim::{BugCheck, Error, Machine, Result};
use wdk_sys::{
    _KBUGCHECK_CALLBACK_REASON::{
        KbCallbackAddPages, KbCallbackSecondaryDumpData, KbCallbackTriageDumpData,
    },
    *,
};

/// A record that a driver has cleared.
fn record() -> KBUGCHECK_REASON_CALLBACK_RECORD {
    // SAFETY: numbers, pointers and an optional routine, for which zero is a value.
    unsafe { mem::zeroed() }
}

#[repr(C)]
struct Blocks {
    array: KTRIAGE_DUMP_DATA_ARRAY,
    second: KADDRESS_RANGE,
}

thread_local! {
    // SAFETY: numbers and pointers, for which zero is a value.
    static BLOCKS: RefCell<Blocks> = const { RefCell::new(unsafe { mem::zeroed() }) };
    static IRQL: Cell<u8> = const { Cell::new(0) };
}

static TEXT: &[u8] = b"what happened";

#[abi]
unsafe fn add_text(
    _reason: KBUGCHECK_CALLBACK_REASON,
    _record: *mut KBUGCHECK_REASON_CALLBACK_RECORD,
    data: PVOID,
    length: ULONG,
) {
    IRQL.set(KeGetCurrentIrql());
    assert_eq!(length as usize, size_of::<KBUGCHECK_TRIAGE_DUMP_DATA>());
    let data = &mut *data.cast::<KBUGCHECK_TRIAGE_DUMP_DATA>();
    assert_eq!(data.Flags, KB_TRIAGE_DUMP_DATA_FLAG_BUGCHECK_ACTIVE);
    assert_eq!((data.BugCheckCode, data.BugCheckParameter2), (0xE2, 22));
    data.DataArray = BLOCKS.with(|it| it.as_ptr().cast());
}

#[abi]
unsafe fn add_secondary(
    _reason: KBUGCHECK_CALLBACK_REASON,
    _record: *mut KBUGCHECK_REASON_CALLBACK_RECORD,
    data: PVOID,
    _length: ULONG,
) {
    let data = &mut *data.cast::<KBUGCHECK_SECONDARY_DUMP_DATA>();
    assert!(data.MaximumAllowed <= data.InBufferLength);
    data.Guid.Data1 = 0xABCD;
    data.OutBuffer = TEXT.as_ptr().cast_mut().cast();
    data.OutBufferLength = TEXT.len() as ULONG;
}

/// What the machine stops with when a driver runs `body` and then `KeBugCheckEx`.
fn stop_after(body: impl FnOnce()) -> Result<BugCheck> {
    let machine = Machine::new();
    let ended = machine.call("test", || {
        body();
        // SAFETY: stopping the machine has no preconditions.
        unsafe { KeBugCheckEx(0xE2, 11, 22, 33, 44) };
    });
    match ended {
        Err(Error::BugCheck(found)) => Ok((*found).clone()),
        other => panic!("a bug check, not {other:?}"),
    }
}

#[test]
fn a_stopped_machine_has_what_callbacks_added() -> Result {
    let (mut triage, mut secondary) = (record(), record());
    // SAFETY: records, array, text and name live until the machine has stopped.
    let found = stop_after(|| unsafe {
        let blocks = BLOCKS.with(RefCell::as_ptr);
        let array = blocks.cast();
        let size = size_of::<Blocks>() as ULONG;
        assert_eq!(KeInitializeTriageDumpDataArray(array, size), STATUS_SUCCESS);
        let text = TEXT.as_ptr().cast_mut().cast();
        let bytes = TEXT.len() as SIZE_T;
        assert_eq!(KeAddTriageDumpDataBlock(array, text, bytes), STATUS_SUCCESS);
        // Memory that is not there is left out of the dump.
        let nowhere = ptr::without_provenance_mut(8);
        assert_eq!(KeAddTriageDumpDataBlock(array, nowhere, 8), STATUS_SUCCESS);
        let full = KeAddTriageDumpDataBlock(array, text, bytes);
        assert_eq!(full, STATUS_INSUFFICIENT_RESOURCES);
        let name = c"lamp".as_ptr().cast_mut().cast();
        let register = |record: &mut _, routine, reason| {
            KeRegisterBugCheckReasonCallback(record, routine, reason, name)
        };
        assert_eq!(
            register(&mut triage, Some(add_text), KbCallbackTriageDumpData),
            TRUE
        );
        assert_eq!(
            register(
                &mut secondary,
                Some(add_secondary),
                KbCallbackSecondaryDumpData
            ),
            TRUE
        );
    })?;
    let data = &found.dump_data;
    assert_eq!(data.len(), 2, "{found}");
    assert!(
        data.iter()
            .all(|it| it.bytes == TEXT && it.component == "lamp")
    );
    // As a reader sees it, who knows no addresses of the host.
    assert_eq!(data[0].address >> 47, 0x1_FFFF);
    assert_eq!(data[0].tag, None);
    let tag = data[1].tag.as_deref();
    assert_eq!(tag, Some("{0000abcd-0000-0000-0000-000000000000}"));
    assert_eq!(IRQL.get(), 15);
    Ok(())
}

#[test]
fn a_deregistered_callback_is_not_called() -> Result {
    let mut triage = record();
    // SAFETY: records, array, text and name live until the machine has stopped.
    let found = stop_after(|| unsafe {
        let name = c"lamp".as_ptr().cast_mut().cast();
        let register = |record: &mut _, reason| {
            KeRegisterBugCheckReasonCallback(record, Some(add_text), reason, name)
        };
        assert_eq!(register(&mut triage, KbCallbackTriageDumpData), TRUE);
        // A record is registered once, and for a reason that the machine knows.
        assert_eq!(register(&mut triage, KbCallbackTriageDumpData), FALSE);
        assert_eq!(register(&mut record(), KbCallbackAddPages), FALSE);
        assert_eq!(KeDeregisterBugCheckReasonCallback(&raw mut triage), TRUE);
        assert_eq!(KeDeregisterBugCheckReasonCallback(&raw mut triage), FALSE);
        // The array is not needed any more: a call would find it uninitialised.
        IRQL.set(0);
    })?;
    assert_eq!(found.dump_data, []);
    assert_eq!(IRQL.get(), 0);
    Ok(())
}

#[test]
fn an_array_without_room_is_refused() {
    let machine = Machine::new();
    let size = size_of::<KTRIAGE_DUMP_DATA_ARRAY>() as ULONG - 1;
    // SAFETY: the array has the size that it should have, more than is told.
    let status = machine.call("test", || unsafe {
        let array = BLOCKS.with(|it| it.as_ptr().cast());
        KeInitializeTriageDumpDataArray(array, size)
    });
    assert_eq!(status.unwrap(), STATUS_BUFFER_TOO_SMALL);
}
