//! Timer objects and work items of NDIS.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ptr;

use wdk_sys::{
    _WORK_QUEUE_TYPE, BOOLEAN, ExFreePoolWithTag, ExQueueWorkItem, KDPC, KTIMER, KeCancelTimer,
    KeInitializeDpc, KeInitializeTimer, KeSetTimerEx, LARGE_INTEGER, LONG, NDIS_HANDLE,
    NDIS_IO_WORKITEM_ROUTINE, NDIS_OBJECT_TYPE_TIMER_CHARACTERISTICS, NDIS_STATUS,
    NDIS_STATUS_INVALID_PARAMETER, NDIS_STATUS_RESOURCES, NDIS_STATUS_SUCCESS,
    NDIS_TIMER_CHARACTERISTICS, PKDPC, PNDIS_TIMER_FUNCTION, PVOID, ULONG, WORK_QUEUE_ITEM, abi,
};

use crate::nt::ex::driver_pool;
use crate::nt::parameter::Out;
use crate::nt::parameter::Struct;
use crate::{
    engine::export::{Export, export_table},
    ndis::rules,
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("NDIS.SYS":
    NdisAllocateTimerObject: full,
    NdisSetTimerObject: full,
    NdisCancelTimerObject: full,
    NdisFreeTimerObject: full,
    NdisAllocateIoWorkItem: full,
    NdisQueueIoWorkItem: full,
    NdisFreeIoWorkItem: full,
);

const WORK_TAG: u32 = u32::from_le_bytes(*b"NdWi");

/// What a timer's handle points to.
#[repr(C)]
struct Timer {
    timer: KTIMER,
    dpc: KDPC,
    tag: ULONG,
    function: PNDIS_TIMER_FUNCTION,
    context: PVOID,
    /// Of the last `NdisSetTimerObject`, instead of `context`.
    own: PVOID,
}

#[abi]
unsafe fn fired(_dpc: PKDPC, context: PVOID, _one: PVOID, _two: PVOID) {
    let timer: *mut Timer = context.cast();
    // SAFETY: a timer is cancelled before it is freed.
    let fields = unsafe { &*timer };
    let context = if fields.own.is_null() {
        fields.context
    } else {
        fields.own
    };
    if let Some(function) = fields.function {
        // SAFETY: the driver gave this function and context for the timer.
        unsafe { function(ptr::null_mut(), context, ptr::null_mut(), ptr::null_mut()) };
    }
}

#[abi(enter, no_mangle)]
unsafe fn NdisAllocateTimerObject(
    NdisHandle: NDIS_HANDLE,
    TimerCharacteristics: Struct<NDIS_TIMER_CHARACTERISTICS>,
    pTimerObject: Out<NDIS_HANDLE>,
) -> NDIS_STATUS {
    let _ = NdisHandle;
    let Some(wanted) = TimerCharacteristics.as_ref() else {
        return NDIS_STATUS_INVALID_PARAMETER;
    };
    let well_formed = ULONG::from(wanted.Header.Type) == NDIS_OBJECT_TYPE_TIMER_CHARACTERISTICS;
    Kernel::current().check(well_formed, &rules::NDIS_OBJECT_HEADER, || {
        "NdisAllocateTimerObject: the header of the characteristics is wrong".to_owned()
    });
    if !well_formed || wanted.TimerFunction.is_none() {
        return NDIS_STATUS_INVALID_PARAMETER;
    }
    let (size, tag) = (size_of::<Timer>() as u64, wanted.AllocationTag);
    let timer: *mut Timer = driver_pool::zeroed(size, tag).cast();
    // SAFETY: null or room for a timer; all-zero is a valid one.
    let Some(fields) = (unsafe { timer.as_mut() }) else {
        return NDIS_STATUS_RESOURCES;
    };
    fields.tag = tag;
    fields.function = wanted.TimerFunction;
    fields.context = wanted.FunctionContext;
    // SAFETY: memory for a timer.
    unsafe { KeInitializeTimer(&raw mut fields.timer) };
    // SAFETY: memory for a DPC.
    unsafe { KeInitializeDpc(&raw mut fields.dpc, Some(fired), timer.cast()) };
    pTimerObject.write(timer.cast());
    NDIS_STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn NdisSetTimerObject(
    TimerObject: NDIS_HANDLE,
    DueTime: LARGE_INTEGER,
    MillisecondsPeriod: LONG,
    FunctionContext: PVOID,
) -> BOOLEAN {
    let timer: *mut Timer = TimerObject.cast();
    // SAFETY: the driver passes a timer.
    let fields = unsafe { &mut *timer };
    fields.own = FunctionContext;
    let (timer, dpc) = (&raw mut fields.timer, &raw mut fields.dpc);
    // SAFETY: both were initialised when the timer was allocated.
    unsafe { KeSetTimerEx(timer, DueTime, MillisecondsPeriod, dpc) }
}

#[abi(enter, no_mangle)]
unsafe fn NdisCancelTimerObject(TimerObject: NDIS_HANDLE) -> BOOLEAN {
    let timer: *mut Timer = TimerObject.cast();
    // SAFETY: the driver passes a timer.
    let timer = unsafe { &raw mut (*timer).timer };
    // SAFETY: initialised when the timer was allocated.
    unsafe { KeCancelTimer(timer) }
}

#[abi(enter, no_mangle)]
unsafe fn NdisFreeTimerObject(TimerObject: NDIS_HANDLE) {
    let timer: *mut Timer = TimerObject.cast();
    // SAFETY: the driver passes a timer.
    let tag = unsafe { (*timer).tag };
    // SAFETY: allocated with this tag; the pool's rules report a timer that is still set.
    unsafe { ExFreePoolWithTag(TimerObject, tag) };
}

/// What a work item's handle points to.
#[repr(C)]
struct WorkItem {
    item: WORK_QUEUE_ITEM,
    routine: NDIS_IO_WORKITEM_ROUTINE,
    context: PVOID,
}

#[abi]
unsafe fn work(parameter: PVOID) {
    let item: *mut WorkItem = parameter.cast();
    // SAFETY: the item stays until its routine has begun.
    let WorkItem {
        routine, context, ..
    } = unsafe { item.read() };
    if let Some(routine) = routine {
        // SAFETY: the driver gave this routine and context for the item.
        unsafe { routine(context, parameter) };
    }
}

#[abi(enter, no_mangle)]
fn NdisAllocateIoWorkItem(NdisObjectHandle: NDIS_HANDLE) -> NDIS_HANDLE {
    let _ = NdisObjectHandle;
    let size = size_of::<WorkItem>() as u64;
    driver_pool::zeroed(size, WORK_TAG)
}

#[abi(enter, no_mangle)]
unsafe fn NdisQueueIoWorkItem(
    NdisIoWorkItemHandle: NDIS_HANDLE,
    Routine: NDIS_IO_WORKITEM_ROUTINE,
    WorkItemContext: PVOID,
) {
    let item: *mut WorkItem = NdisIoWorkItemHandle.cast();
    // SAFETY: the driver passes an item that is not queued.
    let fields = unsafe { &mut *item };
    fields.routine = Routine;
    fields.context = WorkItemContext;
    fields.item.WorkerRoutine = Some(work);
    fields.item.Parameter = item.cast();
    let queue = _WORK_QUEUE_TYPE::DelayedWorkQueue;
    // SAFETY: the item stays until its routine has run.
    unsafe { ExQueueWorkItem(&raw mut fields.item, queue) };
}

#[abi(enter, no_mangle)]
unsafe fn NdisFreeIoWorkItem(NdisIoWorkItemHandle: NDIS_HANDLE) {
    // SAFETY: allocated by `NdisAllocateIoWorkItem` with this tag.
    unsafe { ExFreePoolWithTag(NdisIoWorkItemHandle, WORK_TAG) };
}
