//! Typed calls through the function table, with a table of one function.
#![expect(unsafe_code, reason = "plays the framework and a raw driver")]

use std::{ptr, sync::atomic::Ordering::Relaxed};

use wdk_sys::{
    NTSTATUS, PVOID, STATUS_PROCEDURE_NOT_FOUND, STATUS_SUCCESS, ULONG, abi,
    call_unsafe_wdf_function_binding,
    host::replace_current_globals,
    wdf::{
        PFN_WDFMEMORYCOPYTOBUFFER, PWDF_DRIVER_GLOBALS, WDF_DRIVER_GLOBALS, WDFFUNC, WDFMEMORY,
        WdfCompanionTargetSendTaskSynchronously, WdfFunctionCount, WdfFunctions, index_of,
        is_available,
    },
};

#[abi]
unsafe fn copy_to_buffer(
    globals: PWDF_DRIVER_GLOBALS,
    memory: WDFMEMORY,
    offset: usize,
    buffer: PVOID,
    length: usize,
) -> NTSTATUS {
    // SAFETY: the test makes its globals current.
    assert_eq!(unsafe { (*globals).DriverTag }, 7);
    assert_eq!((memory.addr(), offset, length), (0x10, 3, 4));
    // SAFETY: the test hands over four bytes.
    unsafe { buffer.cast::<u32>().write(0xC0FFEE) };
    STATUS_SUCCESS
}

// One test, since the table belongs to the process.
#[test]
fn a_typed_function_calls_its_slot_with_the_drivers_globals() {
    const SLOT: usize = index_of("WdfMemoryCopyToBuffer").unwrap();
    const NEWER: usize = index_of("WdfCompanionTargetSendTaskSynchronously").unwrap();

    let function: PFN_WDFMEMORYCOPYTOBUFFER = Some(copy_to_buffer);
    let mut table: Vec<WDFFUNC> = vec![None; 444];
    // SAFETY: nullable function pointers have one representation.
    table[SLOT] = unsafe { std::mem::transmute::<PFN_WDFMEMORYCOPYTOBUFFER, WDFFUNC>(function) };
    assert!(!is_available(SLOT));
    WdfFunctions.store(table.as_mut_ptr(), Relaxed);
    WdfFunctionCount.store(table.len() as ULONG, Relaxed);
    assert!(is_available(SLOT));

    let mut globals = WDF_DRIVER_GLOBALS {
        DriverTag: 7,
        ..Default::default()
    };
    replace_current_globals((&raw mut globals).cast());
    let memory: WDFMEMORY = ptr::without_provenance_mut(0x10);
    let mut buffer = 0_u32;
    // SAFETY: the table has this function, and the buffer four bytes.
    let status = unsafe {
        call_unsafe_wdf_function_binding!(
            WdfMemoryCopyToBuffer,
            memory,
            3,
            (&raw mut buffer).cast(),
            4,
        )
    };
    assert_eq!((status, buffer), (STATUS_SUCCESS, 0xC0FFEE));

    assert!(!is_available(NEWER));
    // SAFETY: fails before it looks at the arguments, since the framework is older.
    let status = unsafe {
        WdfCompanionTargetSendTaskSynchronously(
            ptr::null_mut(),
            0,
            0,
            ptr::null_mut(),
            ptr::null_mut(),
            ptr::null_mut(),
            ptr::null_mut(),
        )
    };
    assert_eq!(status, STATUS_PROCEDURE_NOT_FOUND);
}
