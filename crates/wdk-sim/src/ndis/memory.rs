//! Memory, events and facts of the system under the names that NDIS gives them.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{
    _EVENT_TYPE, _KWAIT_REASON, _MODE, _POOL_TYPE, BOOLEAN, CCHAR, EX_POOL_PRIORITY, ExFreePool,
    ExFreePoolWithTag, FALSE, KeInitializeEvent, KeResetEvent, KeSetEvent, KeWaitForSingleObject,
    LARGE_INTEGER, NDIS_HANDLE, NDIS_STATUS, NDIS_STATUS_RESOURCES, NDIS_STATUS_SUCCESS, PKEVENT,
    PNDIS_EVENT, PVOID, STATUS_SUCCESS, ULONG, abi,
};

use crate::nt::ex::driver_pool;
use crate::nt::parameter::Out;
use crate::{
    engine::{
        export::{Export, export_table},
        scheduler::DISPATCH_LEVEL,
    },
    ndis::rules,
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("NDIS.SYS":
    NdisAllocateMemoryWithTag: full,
    NdisAllocateMemoryWithTagPriority: partial("Priority is ignored"),
    NdisFreeMemory: full,
    NdisFreeMemoryWithTagPriority: full,
    NdisInitializeEvent: full,
    NdisSetEvent: full,
    NdisResetEvent: full,
    NdisWaitEvent: full,
    NdisMSleep: full,
    NdisGetSystemUpTimeEx: full,
    NdisSystemProcessorCount: full,
    NdisGetSharedDataAlignment: full,
);

#[abi(enter, no_mangle)]
fn NdisAllocateMemoryWithTagPriority(
    NdisHandle: NDIS_HANDLE,
    Length: u32,
    Tag: ULONG,
    Priority: EX_POOL_PRIORITY,
) -> PVOID {
    let _ = (NdisHandle, Priority);
    let kind = _POOL_TYPE::NonPagedPoolNx;
    driver_pool::of_type(kind, u64::from(Length), Tag)
}

#[abi(enter, no_mangle)]
unsafe fn NdisFreeMemoryWithTagPriority(
    NdisHandle: NDIS_HANDLE,
    VirtualAddress: PVOID,
    Tag: ULONG,
) {
    let _ = NdisHandle;
    // SAFETY: the contract is the same.
    unsafe { ExFreePoolWithTag(VirtualAddress, Tag) };
}

#[abi(enter, no_mangle)]
fn NdisAllocateMemoryWithTag(VirtualAddress: Out<PVOID>, Length: u32, Tag: ULONG) -> NDIS_STATUS {
    let kind = _POOL_TYPE::NonPagedPoolNx;
    let memory = driver_pool::of_type(kind, u64::from(Length), Tag);
    VirtualAddress.write(memory);
    if memory.is_null() {
        NDIS_STATUS_RESOURCES
    } else {
        NDIS_STATUS_SUCCESS
    }
}

#[abi(enter, no_mangle)]
unsafe fn NdisFreeMemory(VirtualAddress: PVOID, Length: u32, MemoryFlags: u32) {
    let _ = (Length, MemoryFlags);
    // SAFETY: the contract is the same.
    unsafe { ExFreePool(VirtualAddress) };
}

fn event(event: PNDIS_EVENT) -> PKEVENT {
    event.cast()
}

#[abi(enter, no_mangle)]
unsafe fn NdisInitializeEvent(Event: PNDIS_EVENT) {
    // SAFETY: the driver passes memory for an event.
    unsafe { KeInitializeEvent(event(Event), _EVENT_TYPE::NotificationEvent, FALSE) };
}

#[abi(enter, no_mangle)]
unsafe fn NdisSetEvent(Event: PNDIS_EVENT) {
    // SAFETY: the driver passes an event.
    unsafe { KeSetEvent(event(Event), 0, FALSE) };
}

#[abi(enter, no_mangle)]
unsafe fn NdisResetEvent(Event: PNDIS_EVENT) {
    // SAFETY: the driver passes an event.
    unsafe { KeResetEvent(event(Event)) };
}

#[abi(enter, no_mangle)]
unsafe fn NdisWaitEvent(Event: PNDIS_EVENT, MsToWait: u32) -> BOOLEAN {
    let kernel = Kernel::current();
    let irql = kernel.sched.irql();
    kernel.check(irql < DISPATCH_LEVEL, &rules::NDIS_WAIT_EVENT, || {
        format!("NdisWaitEvent was called at IRQL {irql}; only PASSIVE_LEVEL may wait")
    });
    if irql >= DISPATCH_LEVEL {
        return FALSE;
    }
    let mut timeout = LARGE_INTEGER {
        QuadPart: -i64::from(MsToWait) * 10_000,
    };
    let timeout = if MsToWait == 0 {
        std::ptr::null_mut()
    } else {
        &raw mut timeout
    };
    // SAFETY: the driver passes an event; the timeout is a local or null.
    let waited = unsafe {
        KeWaitForSingleObject(
            event(Event).cast(),
            _KWAIT_REASON::Executive,
            _MODE::KernelMode as i8,
            FALSE,
            timeout,
        )
    };
    BOOLEAN::from(waited == STATUS_SUCCESS)
}

#[abi(enter, no_mangle)]
fn NdisMSleep(MicrosecondsToSleep: ULONG) {
    let interval = i64::from(MicrosecondsToSleep) * 10;
    Kernel::current().delay(-interval.max(1));
}

#[abi(enter, no_mangle)]
fn NdisGetSystemUpTimeEx(pSystemUpTime: Out<LARGE_INTEGER>) {
    let milliseconds = Kernel::current().since_start().as_millis();
    let value = LARGE_INTEGER {
        QuadPart: i64::try_from(milliseconds).unwrap_or(i64::MAX),
    };
    pSystemUpTime.write(value);
}

#[abi(enter, no_mangle)]
fn NdisSystemProcessorCount() -> CCHAR {
    Kernel::current().sched.processors() as CCHAR
}

#[abi(enter, no_mangle)]
fn NdisGetSharedDataAlignment() -> ULONG {
    64
}
