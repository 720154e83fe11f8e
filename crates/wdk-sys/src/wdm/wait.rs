//! wait.

use crate::{layout::layout, *};

pub mod _KWAIT_REASON {
    /// The values are of this type.
    pub type Type = i32;
    pub const Executive: Type = 0;
    pub const FreePage: Type = 1;
    pub const PageIn: Type = 2;
    pub const PoolAllocation: Type = 3;
    pub const DelayExecution: Type = 4;
    pub const Suspended: Type = 5;
    pub const UserRequest: Type = 6;
    pub const WrExecutive: Type = 7;
    pub const WrFreePage: Type = 8;
    pub const WrPageIn: Type = 9;
    pub const WrPoolAllocation: Type = 10;
    pub const WrDelayExecution: Type = 11;
    pub const WrSuspended: Type = 12;
    pub const WrUserRequest: Type = 13;
    pub const WrSpare0: Type = 14;
    pub const WrQueue: Type = 15;
    pub const WrLpcReceive: Type = 16;
    pub const WrLpcReply: Type = 17;
    pub const WrVirtualMemory: Type = 18;
    pub const WrPageOut: Type = 19;
    pub const WrRendezvous: Type = 20;
    pub const WrKeyedEvent: Type = 21;
    pub const WrTerminated: Type = 22;
    pub const WrProcessInSwap: Type = 23;
    pub const WrCpuRateControl: Type = 24;
    pub const WrCalloutStack: Type = 25;
    pub const WrKernel: Type = 26;
    pub const WrResource: Type = 27;
    pub const WrPushLock: Type = 28;
    pub const WrMutex: Type = 29;
    pub const WrQuantumEnd: Type = 30;
    pub const WrDispatchInt: Type = 31;
    pub const WrPreempted: Type = 32;
    pub const WrYieldExecution: Type = 33;
    pub const WrFastMutex: Type = 34;
    pub const WrGuardedMutex: Type = 35;
    pub const WrRundown: Type = 36;
    pub const WrAlertByThreadId: Type = 37;
    pub const WrDeferredPreempt: Type = 38;
    pub const WrPhysicalFault: Type = 39;
    pub const MaximumWaitReason: Type = 40;
}
/// A value of [`_KWAIT_REASON`].
pub type KWAIT_REASON = _KWAIT_REASON::Type;

pub mod _TIMER_SET_INFORMATION_CLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const TimerSetCoalescableTimer: Type = 0;
    pub const MaxTimerInfoClass: Type = 1;
}
/// A value of [`_TIMER_SET_INFORMATION_CLASS`].
pub type TIMER_SET_INFORMATION_CLASS = _TIMER_SET_INFORMATION_CLASS::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KQUEUE {
    pub Header: DISPATCHER_HEADER,
    pub EntryListHead: LIST_ENTRY,
    pub CurrentCount: ULONG,
    pub MaximumCount: ULONG,
    pub ThreadListHead: LIST_ENTRY,
}
/// A [`_KQUEUE`].
pub type KQUEUE = _KQUEUE;
/// Pointer to a [`_KQUEUE`].
pub type PKQUEUE = *mut _KQUEUE;
/// Pointer to a [`_KQUEUE`].
pub type PRKQUEUE = *mut _KQUEUE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KWAIT_BLOCK {
    pub WaitListEntry: LIST_ENTRY,
    pub Thread: *mut _KTHREAD,
    pub Object: PVOID,
    pub NextWaitBlock: *mut _KWAIT_BLOCK,
    pub WaitKey: USHORT,
    pub WaitType: UCHAR,
    pub BlockState: UCHAR,
    pub SpareLong: LONG,
}
/// A [`_KWAIT_BLOCK`].
pub type KWAIT_BLOCK = _KWAIT_BLOCK;
/// Pointer to a [`_KWAIT_BLOCK`].
pub type PKWAIT_BLOCK = *mut _KWAIT_BLOCK;
/// Pointer to a [`_KWAIT_BLOCK`].
pub type PRKWAIT_BLOCK = *mut _KWAIT_BLOCK;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KDEVICE_QUEUE_ENTRY {
    pub DeviceListEntry: LIST_ENTRY,
    pub SortKey: ULONG,
    pub Inserted: BOOLEAN,
}
/// A [`_KDEVICE_QUEUE_ENTRY`].
pub type KDEVICE_QUEUE_ENTRY = _KDEVICE_QUEUE_ENTRY;
/// Pointer to a [`_KDEVICE_QUEUE_ENTRY`].
pub type PKDEVICE_QUEUE_ENTRY = *mut _KDEVICE_QUEUE_ENTRY;
/// Pointer to a [`_KDEVICE_QUEUE_ENTRY`].
pub type PRKDEVICE_QUEUE_ENTRY = *mut _KDEVICE_QUEUE_ENTRY;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KEVENT {
    pub Header: DISPATCHER_HEADER,
}
/// A [`_KEVENT`].
pub type KEVENT = _KEVENT;
/// Pointer to a [`_KEVENT`].
pub type PKEVENT = *mut _KEVENT;
/// Pointer to a [`_KEVENT`].
pub type PRKEVENT = *mut _KEVENT;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KSEMAPHORE {
    pub Header: DISPATCHER_HEADER,
    pub Limit: LONG,
}
/// A [`_KSEMAPHORE`].
pub type KSEMAPHORE = _KSEMAPHORE;
/// Pointer to a [`_KSEMAPHORE`].
pub type PKSEMAPHORE = *mut _KSEMAPHORE;
/// Pointer to a [`_KSEMAPHORE`].
pub type PRKSEMAPHORE = *mut _KSEMAPHORE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KGATE {
    pub Header: DISPATCHER_HEADER,
}
/// A [`_KGATE`].
pub type KGATE = _KGATE;
/// Pointer to a [`_KGATE`].
pub type PKGATE = *mut _KGATE;
/// Pointer to a [`_KGATE`].
pub type PRKGATE = *mut _KGATE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KMUTANT {
    pub Header: DISPATCHER_HEADER,
    pub MutantListEntry: LIST_ENTRY,
    pub OwnerThread: *mut _KTHREAD,
    pub Abandoned: BOOLEAN,
    pub ApcDisable: UCHAR,
}
/// A [`_KMUTANT`].
pub type KMUTANT = _KMUTANT;
/// Pointer to a [`_KMUTANT`].
pub type PKMUTANT = *mut _KMUTANT;
/// Pointer to a [`_KMUTANT`].
pub type PRKMUTANT = *mut _KMUTANT;
/// A [`_KMUTANT`].
pub type KMUTEX = _KMUTANT;
/// Pointer to a [`_KMUTANT`].
pub type PKMUTEX = *mut _KMUTANT;
/// Pointer to a [`_KMUTANT`].
pub type PRKMUTEX = *mut _KMUTANT;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KTIMER {
    pub Header: DISPATCHER_HEADER,
    pub DueTime: ULARGE_INTEGER,
    pub TimerListEntry: LIST_ENTRY,
    pub Dpc: *mut _KDPC,
    pub Processor: ULONG,
    pub Period: ULONG,
}
/// A [`_KTIMER`].
pub type KTIMER = _KTIMER;
/// Pointer to a [`_KTIMER`].
pub type PKTIMER = *mut _KTIMER;
/// Pointer to a [`_KTIMER`].
pub type PRKTIMER = *mut _KTIMER;

crate::fn_types! {
    pub type PTIMER_APC_ROUTINE = fn(TimerContext: PVOID, TimerLowValue: ULONG, TimerHighValue: LONG);
}

imports! { "ntoskrnl.exe";
    pub fn KeInitializeEvent(Event: PRKEVENT, Type: EVENT_TYPE, State: BOOLEAN);
    pub fn KeClearEvent(Event: PRKEVENT);
    pub fn KeCancelTimer(arg1: PKTIMER) -> BOOLEAN;
    pub fn KeDelayExecutionThread(WaitMode: KPROCESSOR_MODE, Alertable: BOOLEAN, Interval: PLARGE_INTEGER) -> NTSTATUS;
    pub fn KeInitializeDeviceQueue(DeviceQueue: PKDEVICE_QUEUE);
    pub fn KeInitializeMutex(Mutex: PRKMUTEX, Level: ULONG);
    pub fn KeInitializeSemaphore(Semaphore: PRKSEMAPHORE, Count: LONG, Limit: LONG);
    pub fn KeInitializeTimer(Timer: PKTIMER);
    pub fn KeInitializeTimerEx(Timer: PKTIMER, Type: TIMER_TYPE);
    pub fn KeInsertByKeyDeviceQueue(DeviceQueue: PKDEVICE_QUEUE, DeviceQueueEntry: PKDEVICE_QUEUE_ENTRY, SortKey: ULONG) -> BOOLEAN;
    pub fn KeInsertDeviceQueue(DeviceQueue: PKDEVICE_QUEUE, DeviceQueueEntry: PKDEVICE_QUEUE_ENTRY) -> BOOLEAN;
    pub fn KeReadStateEvent(Event: PRKEVENT) -> LONG;
    pub fn KeReadStateMutex(Mutex: PRKMUTEX) -> LONG;
    pub fn KeReadStateSemaphore(Semaphore: PRKSEMAPHORE) -> LONG;
    pub fn KeReadStateTimer(Timer: PKTIMER) -> BOOLEAN;
    pub fn KeReleaseMutex(Mutex: PRKMUTEX, Wait: BOOLEAN) -> LONG;
    pub fn KeReleaseSemaphore(Semaphore: PRKSEMAPHORE, Increment: KPRIORITY, Adjustment: LONG, Wait: BOOLEAN) -> LONG;
    pub fn KeRemoveByKeyDeviceQueue(DeviceQueue: PKDEVICE_QUEUE, SortKey: ULONG) -> PKDEVICE_QUEUE_ENTRY;
    pub fn KeRemoveDeviceQueue(DeviceQueue: PKDEVICE_QUEUE) -> PKDEVICE_QUEUE_ENTRY;
    pub fn KeRemoveEntryDeviceQueue(DeviceQueue: PKDEVICE_QUEUE, DeviceQueueEntry: PKDEVICE_QUEUE_ENTRY) -> BOOLEAN;
    pub fn KeResetEvent(Event: PRKEVENT) -> LONG;
    pub fn KeSetEvent(Event: PRKEVENT, Increment: KPRIORITY, Wait: BOOLEAN) -> LONG;
    pub fn KeSetTimer(Timer: PKTIMER, DueTime: LARGE_INTEGER, Dpc: PKDPC) -> BOOLEAN;
    pub fn KeSetTimerEx(Timer: PKTIMER, DueTime: LARGE_INTEGER, Period: LONG, Dpc: PKDPC) -> BOOLEAN;
    pub fn KeWaitForMultipleObjects(Count: ULONG, Object: *mut PVOID, WaitType: WAIT_TYPE, WaitReason: KWAIT_REASON, WaitMode: KPROCESSOR_MODE, Alertable: BOOLEAN, Timeout: PLARGE_INTEGER, WaitBlockArray: PKWAIT_BLOCK) -> NTSTATUS;
    pub fn KeWaitForSingleObject(Object: PVOID, WaitReason: KWAIT_REASON, WaitMode: KPROCESSOR_MODE, Alertable: BOOLEAN, Timeout: PLARGE_INTEGER) -> NTSTATUS;
    pub fn KeRemoveByKeyDeviceQueueIfBusy(DeviceQueue: PKDEVICE_QUEUE, SortKey: ULONG) -> PKDEVICE_QUEUE_ENTRY;
    pub fn KeAcquireGuardedMutex(GuardedMutex: PKGUARDED_MUTEX);
    pub fn KeAcquireGuardedMutexUnsafe(GuardedMutex: PKGUARDED_MUTEX);
    pub fn KeInitializeGuardedMutex(GuardedMutex: PKGUARDED_MUTEX);
    pub fn KeReleaseGuardedMutexUnsafe(GuardedMutex: PKGUARDED_MUTEX);
    pub fn KeReleaseGuardedMutex(GuardedMutex: PKGUARDED_MUTEX);
    pub fn KeTryToAcquireGuardedMutex(GuardedMutex: PKGUARDED_MUTEX) -> BOOLEAN;
    pub fn KeSetCoalescableTimer(Timer: PKTIMER, DueTime: LARGE_INTEGER, Period: ULONG, TolerableDelay: ULONG, Dpc: PKDPC) -> BOOLEAN;
    pub fn ExSetTimerResolution(DesiredTime: ULONG, SetResolution: BOOLEAN) -> ULONG;
    pub fn ZwOpenEvent(EventHandle: PHANDLE, DesiredAccess: ACCESS_MASK, ObjectAttributes: POBJECT_ATTRIBUTES) -> NTSTATUS;
    pub fn ZwCreateTimer(TimerHandle: PHANDLE, DesiredAccess: ACCESS_MASK, ObjectAttributes: POBJECT_ATTRIBUTES, TimerType: TIMER_TYPE) -> NTSTATUS;
    pub fn ZwOpenTimer(TimerHandle: PHANDLE, DesiredAccess: ACCESS_MASK, ObjectAttributes: POBJECT_ATTRIBUTES) -> NTSTATUS;
    pub fn ZwSetTimer(TimerHandle: HANDLE, DueTime: PLARGE_INTEGER, TimerApcRoutine: PTIMER_APC_ROUTINE, TimerContext: PVOID, ResumeTimer: BOOLEAN, Period: LONG, PreviousState: PBOOLEAN) -> NTSTATUS;
    pub fn ZwCancelTimer(TimerHandle: HANDLE, CurrentState: PBOOLEAN) -> NTSTATUS;
    pub fn ZwSetTimerEx(TimerHandle: HANDLE, TimerSetInformationClass: TIMER_SET_INFORMATION_CLASS, TimerSetInformation: PVOID, TimerSetInformationLength: ULONG) -> NTSTATUS;
    pub fn ZwCreateEvent(EventHandle: PHANDLE, DesiredAccess: ACCESS_MASK, ObjectAttributes: POBJECT_ATTRIBUTES, EventType: EVENT_TYPE, InitialState: BOOLEAN) -> NTSTATUS;
    pub fn ZwSetEvent(EventHandle: HANDLE, PreviousState: PLONG) -> NTSTATUS;
    pub fn ZwClearEvent(EventHandle: HANDLE) -> NTSTATUS;
    pub fn ZwResetEvent(EventHandle: HANDLE, PreviousState: PLONG) -> NTSTATUS;
    pub fn ZwWaitForSingleObject(Handle: HANDLE, Alertable: BOOLEAN, Timeout: PLARGE_INTEGER) -> NTSTATUS;
    pub fn ZwWaitForMultipleObjects(HandleCount: ULONG, Handles: PHANDLE, WaitType: WAIT_TYPE, Alertable: BOOLEAN, Timeout: PLARGE_INTEGER) -> NTSTATUS;
    pub fn KeInitializeQueue(Queue: PRKQUEUE, Count: ULONG);
    pub fn KeInsertQueue(Queue: PRKQUEUE, Entry: PLIST_ENTRY) -> LONG;
    pub fn KeInsertHeadQueue(Queue: PRKQUEUE, Entry: PLIST_ENTRY) -> LONG;
    pub fn KeRemoveQueue(Queue: PRKQUEUE, WaitMode: KPROCESSOR_MODE, Timeout: PLARGE_INTEGER) -> PLIST_ENTRY;
    pub fn KeRundownQueue(Queue: PRKQUEUE) -> PLIST_ENTRY;
    pub fn KeReadStateQueue(Queue: PRKQUEUE) -> LONG;
    pub fn KeInitializeMutant(Mutant: PRKMUTANT, InitialOwner: BOOLEAN);
    pub fn KeReleaseMutant(Mutant: PRKMUTANT, Increment: KPRIORITY, Abandoned: BOOLEAN, Wait: BOOLEAN) -> LONG;
}

layout! {
    _KQUEUE: 64, 8 {
        Header: 0, EntryListHead: 24, CurrentCount: 40, MaximumCount: 44, ThreadListHead: 48
    }
    _KWAIT_BLOCK: 48, 8 {
        WaitListEntry: 0, Thread: 16, Object: 24, NextWaitBlock: 32, WaitKey: 40, WaitType:
        42, BlockState: 43, SpareLong: 44
    }
    _KDEVICE_QUEUE_ENTRY: 24, 8 { DeviceListEntry: 0, SortKey: 16, Inserted: 20 }
    _KEVENT: 24, 8 { Header: 0 }
    _KSEMAPHORE: 32, 8 { Header: 0, Limit: 24 }
    _KGATE: 24, 8 { Header: 0 }
    _KMUTANT: 56, 8 {
        Header: 0, MutantListEntry: 24, OwnerThread: 40, Abandoned: 48, ApcDisable: 49
    }
    _KTIMER: 64, 8 {
        Header: 0, DueTime: 24, TimerListEntry: 32, Dpc: 48, Processor: 56, Period: 60
    }
}

pub const EVENT_QUERY_STATE: ULONG = 1;
pub const EVENT_MODIFY_STATE: ULONG = 2;
pub const EVENT_ALL_ACCESS: ULONG = 0x001F_0003;
pub const SEMAPHORE_QUERY_STATE: ULONG = 1;
pub const SEMAPHORE_MODIFY_STATE: ULONG = 2;
pub const SEMAPHORE_ALL_ACCESS: ULONG = 0x001F_0003;

/// What every object that a thread can wait for begins with. The headers' unions over its first
/// four bytes are reduced to the members that all of them share.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DISPATCHER_HEADER {
    pub Type: UCHAR,
    pub Signalling: BOOLEAN,
    pub Size: UCHAR,
    pub DpcActive: BOOLEAN,
    pub SignalState: LONG,
    pub WaitListHead: LIST_ENTRY,
}
/// A [`_DISPATCHER_HEADER`].
pub type DISPATCHER_HEADER = _DISPATCHER_HEADER;
/// Pointer to a [`_DISPATCHER_HEADER`].
pub type PDISPATCHER_HEADER = *mut _DISPATCHER_HEADER;

/// The IRPs that wait for a device that serves one at a time.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KDEVICE_QUEUE {
    pub Type: CSHORT,
    pub Size: CSHORT,
    pub DeviceListHead: LIST_ENTRY,
    pub Lock: KSPIN_LOCK,
    pub Busy: BOOLEAN,
}
/// A [`_KDEVICE_QUEUE`].
pub type KDEVICE_QUEUE = _KDEVICE_QUEUE;
/// Pointer to a [`_KDEVICE_QUEUE`].
pub type PKDEVICE_QUEUE = *mut _KDEVICE_QUEUE;
/// Pointer to a [`_KDEVICE_QUEUE`].
pub type PRKDEVICE_QUEUE = *mut _KDEVICE_QUEUE;

layout! {
    _DISPATCHER_HEADER: 24, 8 {
        Type: 0, Signalling: 1, Size: 2, DpcActive: 3, SignalState: 4, WaitListHead: 8
    }
    _KDEVICE_QUEUE: 40, 8 { Type: 0, Size: 2, DeviceListHead: 8, Lock: 24, Busy: 32 }
}

/// Waits for a mutex; the C name of `KeWaitForSingleObject` for one.
#[inline]
pub unsafe fn KeWaitForMutexObject(
    Mutex: PRKMUTEX,
    WaitReason: KWAIT_REASON,
    WaitMode: KPROCESSOR_MODE,
    Alertable: BOOLEAN,
    Timeout: PLARGE_INTEGER,
) -> NTSTATUS {
    // SAFETY: the contract is the same.
    unsafe { KeWaitForSingleObject(Mutex.cast(), WaitReason, WaitMode, Alertable, Timeout) }
}
