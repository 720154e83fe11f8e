//! Waiting for dispatcher objects, and for time to pass.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{
    _WAIT_TYPE, BOOLEAN, KPROCESSOR_MODE, KWAIT_REASON, NTSTATUS, PDISPATCHER_HEADER, PKWAIT_BLOCK,
    PLARGE_INTEGER, PVOID, STATUS_SUCCESS, ULONG, WAIT_TYPE, abi,
};

use crate::nt::parameter::{driver_slice, quad};
use crate::{
    engine::export::{Export, export_table},
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeWaitForSingleObject: partial(
        "there are no APCs and alerts, and no mutex is abandoned: Alertable and WaitMode are \
         ignored"
    ),
    KeWaitForMultipleObjects: partial(
        "there are no APCs and alerts, and no mutex is abandoned: Alertable and WaitMode are \
         ignored"
    ),
    KeDelayExecutionThread: partial(
        "there are no APCs and alerts: Alertable and WaitMode are ignored"
    ),
    "KeWaitForMutexObject" = KeWaitForSingleObject: partial(
        "there are no APCs and alerts, and no mutex is abandoned: Alertable and WaitMode are \
         ignored"
    ),
);

/// The time that a nullable pointer gives.
fn timeout(pointer: PLARGE_INTEGER) -> Option<i64> {
    // SAFETY: null, or the caller's time.
    let time = unsafe { pointer.as_ref() }?;
    Some(quad(*time))
}

#[abi(enter, no_mangle)]
fn KeWaitForSingleObject(
    Object: PVOID,
    WaitReason: KWAIT_REASON,
    WaitMode: KPROCESSOR_MODE,
    Alertable: BOOLEAN,
    Timeout: PLARGE_INTEGER,
) -> NTSTATUS {
    let _ = (WaitReason, WaitMode, Alertable);
    Kernel::current().wait(&[Object.cast()], false, timeout(Timeout))
}

#[abi(enter, no_mangle)]
unsafe fn KeWaitForMultipleObjects(
    Count: ULONG,
    Object: *mut PVOID,
    WaitType: WAIT_TYPE,
    WaitReason: KWAIT_REASON,
    WaitMode: KPROCESSOR_MODE,
    Alertable: BOOLEAN,
    Timeout: PLARGE_INTEGER,
    WaitBlockArray: PKWAIT_BLOCK,
) -> NTSTATUS {
    let _ = (WaitReason, WaitMode, Alertable);
    let kernel = Kernel::current();
    let own = if WaitBlockArray.is_null() {
        wdk_sys::THREAD_WAIT_OBJECTS
    } else {
        wdk_sys::MAXIMUM_WAIT_OBJECTS
    };
    if Count > own {
        let message = format!("KeWaitForMultipleObjects for {Count} objects; {own} are possible");
        // MAXIMUM_WAIT_OBJECTS_EXCEEDED.
        kernel.stop(0xC, [0; 4], message);
    }
    let objects: *const PDISPATCHER_HEADER = Object.cast_const().cast();
    // SAFETY: the caller passes an array of `Count` pointers.
    let objects = unsafe { driver_slice(objects, Count as usize) };
    kernel.wait(objects, WaitType == _WAIT_TYPE::WaitAll, timeout(Timeout))
}

#[abi(enter, no_mangle)]
fn KeDelayExecutionThread(
    WaitMode: KPROCESSOR_MODE,
    Alertable: BOOLEAN,
    Interval: PLARGE_INTEGER,
) -> NTSTATUS {
    let _ = (WaitMode, Alertable);
    let kernel = Kernel::current();
    kernel.delay(timeout(Interval).unwrap_or_default());
    STATUS_SUCCESS
}
