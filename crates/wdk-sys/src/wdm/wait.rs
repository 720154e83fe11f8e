//! `wdm.h`, `ntifs.h`: what threads wait for: events, mutexes, semaphores, timers, queues.

use crate::{
    _KDPC, _KTHREAD, ACCESS_MASK, BOOLEAN, CSHORT, EVENT_TYPE, HANDLE, KPRIORITY, KPROCESSOR_MODE,
    KSPIN_LOCK, LARGE_INTEGER, LIST_ENTRY, LONG, NTSTATUS, PBOOLEAN, PHANDLE, PKDPC,
    PKGUARDED_MUTEX, PLARGE_INTEGER, PLIST_ENTRY, PLONG, POBJECT_ATTRIBUTES, PVOID, TIMER_TYPE,
    UCHAR, ULARGE_INTEGER, ULONG, USHORT, WAIT_TYPE, imports, layout::layout,
};

/// Why a thread waits; drivers say `Executive`.
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

/// Facts about a timer object.
pub mod _TIMER_SET_INFORMATION_CLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const TimerSetCoalescableTimer: Type = 0;
    pub const MaxTimerInfoClass: Type = 1;
}
/// A value of [`_TIMER_SET_INFORMATION_CLASS`].
pub type TIMER_SET_INFORMATION_CLASS = _TIMER_SET_INFORMATION_CLASS::Type;

/// A queue that threads wait for.
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

/// A thread's wait for an object.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KWAIT_BLOCK {
    pub WaitListEntry: LIST_ENTRY,
    pub WaitType: UCHAR,
    pub BlockState: UCHAR,
    pub WaitKey: USHORT,
    pub SpareLong: LONG,
    pub Anonymous: _KWAIT_BLOCK_Anonymous,
    pub Object: PVOID,
    pub SparePtr: PVOID,
}
/// A [`_KWAIT_BLOCK`].
pub type KWAIT_BLOCK = _KWAIT_BLOCK;
/// Pointer to a [`_KWAIT_BLOCK`].
pub type PKWAIT_BLOCK = *mut _KWAIT_BLOCK;
/// Pointer to a [`_KWAIT_BLOCK`].
pub type PRKWAIT_BLOCK = *mut _KWAIT_BLOCK;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _KWAIT_BLOCK_Anonymous {
    pub Thread: *mut _KTHREAD,
    pub NotificationQueue: *mut _KQUEUE,
}

/// An entry of a device queue.
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

/// An event.
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

/// A semaphore.
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

/// A gate that threads wait at.
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

/// A mutex.
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

/// A timer.
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
    /// Called in the thread that set a timer object.
    pub type PTIMER_APC_ROUTINE = fn(
        TimerContext: PVOID,
        TimerLowValue: ULONG,
        TimerHighValue: LONG,
    );
}

layout! {
    _KQUEUE: 64, 8 {
        Header: 0, EntryListHead: 24, CurrentCount: 40, MaximumCount: 44, ThreadListHead: 48
    }
    _KWAIT_BLOCK_Anonymous: 8, 8 { Thread: 0, NotificationQueue: 0 }
    _KWAIT_BLOCK: 48, 8 {
        WaitListEntry: 0, WaitType: 16, BlockState: 17, WaitKey: 18, SpareLong: 20,
        Anonymous: 24, Object: 32, SparePtr: 40
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

imports! { "ntoskrnl.exe";
    /// Initialises an event. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinitializeevent>
    pub fn KeInitializeEvent(Event: PRKEVENT, Type: EVENT_TYPE, State: BOOLEAN);
    /// Makes an event not signalled. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keclearevent>
    pub fn KeClearEvent(Event: PRKEVENT);
    /// Removes a timer from the queue; true when it was there. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kecanceltimer>
    pub fn KeCancelTimer(arg1: PKTIMER) -> BOOLEAN;
    /// Waits for a time; negative is relative, in 100 ns units. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kedelayexecutionthread>
    pub fn KeDelayExecutionThread(
        WaitMode: KPROCESSOR_MODE,
        Alertable: BOOLEAN,
        Interval: PLARGE_INTEGER,
    ) -> NTSTATUS;
    /// Initialises a device queue. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinitializedevicequeue>
    pub fn KeInitializeDeviceQueue(DeviceQueue: PKDEVICE_QUEUE);
    /// Initialises a mutex. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinitializemutex>
    pub fn KeInitializeMutex(Mutex: PRKMUTEX, Level: ULONG);
    /// Initialises a semaphore. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinitializesemaphore>
    pub fn KeInitializeSemaphore(Semaphore: PRKSEMAPHORE, Count: LONG, Limit: LONG);
    /// Initialises a timer that stays signalled. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinitializetimer>
    pub fn KeInitializeTimer(Timer: PKTIMER);
    /// Initialises a timer. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinitializetimerex>
    pub fn KeInitializeTimerEx(Timer: PKTIMER, Type: TIMER_TYPE);
    /// Queues an entry by its key if the queue is busy, else makes it busy. IRQL: >=
    /// DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinsertbykeydevicequeue>
    pub fn KeInsertByKeyDeviceQueue(
        DeviceQueue: PKDEVICE_QUEUE,
        DeviceQueueEntry: PKDEVICE_QUEUE_ENTRY,
        SortKey: ULONG,
    ) -> BOOLEAN;
    /// Queues an entry if the queue is busy, else makes it busy. IRQL: >= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinsertdevicequeue>
    pub fn KeInsertDeviceQueue(
        DeviceQueue: PKDEVICE_QUEUE,
        DeviceQueueEntry: PKDEVICE_QUEUE_ENTRY,
    ) -> BOOLEAN;
    /// Whether an event is signalled. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereadstateevent>
    pub fn KeReadStateEvent(Event: PRKEVENT) -> LONG;
    /// Whether a mutex is free. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereadstatemutex>
    pub fn KeReadStateMutex(Mutex: PRKMUTEX) -> LONG;
    /// The count of a semaphore. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereadstatesemaphore>
    pub fn KeReadStateSemaphore(Semaphore: PRKSEMAPHORE) -> LONG;
    /// Whether a timer is signalled. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereadstatetimer>
    pub fn KeReadStateTimer(Timer: PKTIMER) -> BOOLEAN;
    /// Releases a mutex; with `Wait`, a wait follows at once, <= APC_LEVEL. IRQL: <=
    /// DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereleasemutex>
    pub fn KeReleaseMutex(Mutex: PRKMUTEX, Wait: BOOLEAN) -> LONG;
    /// Adds to a semaphore's count; with `Wait`, a wait follows at once, <= APC_LEVEL.
    /// IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereleasesemaphore>
    pub fn KeReleaseSemaphore(
        Semaphore: PRKSEMAPHORE,
        Increment: KPRIORITY,
        Adjustment: LONG,
        Wait: BOOLEAN,
    ) -> LONG;
    /// Removes the next entry by its key, or makes the queue idle. IRQL: >= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keremovebykeydevicequeue>
    pub fn KeRemoveByKeyDeviceQueue(
        DeviceQueue: PKDEVICE_QUEUE,
        SortKey: ULONG,
    ) -> PKDEVICE_QUEUE_ENTRY;
    /// Removes the next entry, or makes the queue idle. IRQL: >= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keremovedevicequeue>
    pub fn KeRemoveDeviceQueue(DeviceQueue: PKDEVICE_QUEUE) -> PKDEVICE_QUEUE_ENTRY;
    /// Removes an entry if it is queued. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keremoveentrydevicequeue>
    pub fn KeRemoveEntryDeviceQueue(
        DeviceQueue: PKDEVICE_QUEUE,
        DeviceQueueEntry: PKDEVICE_QUEUE_ENTRY,
    ) -> BOOLEAN;
    /// Makes an event not signalled and returns what it was. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keresetevent>
    pub fn KeResetEvent(Event: PRKEVENT) -> LONG;
    /// Signals an event and returns what it was; with `Wait`, a wait follows at once, <=
    /// APC_LEVEL. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesetevent>
    pub fn KeSetEvent(Event: PRKEVENT, Increment: KPRIORITY, Wait: BOOLEAN) -> LONG;
    /// Starts a timer; a negative due time is relative, in 100 ns units. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesettimer>
    pub fn KeSetTimer(Timer: PKTIMER, DueTime: LARGE_INTEGER, Dpc: PKDPC) -> BOOLEAN;
    /// Starts a timer that may repeat, with a period in milliseconds. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesettimerex>
    pub fn KeSetTimerEx(
        Timer: PKTIMER,
        DueTime: LARGE_INTEGER,
        Period: LONG,
        Dpc: PKDPC,
    ) -> BOOLEAN;
    /// Waits for any or all of several objects; to wait longer than no time, <= APC_LEVEL.
    /// IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kewaitformultipleobjects>
    pub fn KeWaitForMultipleObjects(
        Count: ULONG,
        Object: *mut PVOID,
        WaitType: WAIT_TYPE,
        WaitReason: KWAIT_REASON,
        WaitMode: KPROCESSOR_MODE,
        Alertable: BOOLEAN,
        Timeout: PLARGE_INTEGER,
        WaitBlockArray: PKWAIT_BLOCK,
    ) -> NTSTATUS;
    /// Waits for an object; to wait longer than no time, <= APC_LEVEL. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kewaitforsingleobject>
    pub fn KeWaitForSingleObject(
        Object: PVOID,
        WaitReason: KWAIT_REASON,
        WaitMode: KPROCESSOR_MODE,
        Alertable: BOOLEAN,
        Timeout: PLARGE_INTEGER,
    ) -> NTSTATUS;
    /// Removes the next entry by its key if the queue is busy. IRQL: >= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn KeRemoveByKeyDeviceQueueIfBusy(
        DeviceQueue: PKDEVICE_QUEUE,
        SortKey: ULONG,
    ) -> PKDEVICE_QUEUE_ENTRY;
    /// Acquires a guarded mutex and disables all APCs. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keacquireguardedmutex>
    pub fn KeAcquireGuardedMutex(GuardedMutex: PKGUARDED_MUTEX);
    /// Acquires a guarded mutex in a guarded region. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keacquireguardedmutexunsafe>
    pub fn KeAcquireGuardedMutexUnsafe(GuardedMutex: PKGUARDED_MUTEX);
    /// Initialises a guarded mutex. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinitializeguardedmutex>
    pub fn KeInitializeGuardedMutex(GuardedMutex: PKGUARDED_MUTEX);
    /// Releases a guarded mutex that was acquired so. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereleaseguardedmutexunsafe>
    pub fn KeReleaseGuardedMutexUnsafe(GuardedMutex: PKGUARDED_MUTEX);
    /// Releases a guarded mutex. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereleaseguardedmutex>
    pub fn KeReleaseGuardedMutex(GuardedMutex: PKGUARDED_MUTEX);
    /// Acquires a guarded mutex if it is free. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ketrytoacquireguardedmutex>
    pub fn KeTryToAcquireGuardedMutex(GuardedMutex: PKGUARDED_MUTEX) -> BOOLEAN;
    /// Starts a timer that may be late by a tolerance in milliseconds. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesetcoalescabletimer>
    pub fn KeSetCoalescableTimer(
        Timer: PKTIMER,
        DueTime: LARGE_INTEGER,
        Period: ULONG,
        TolerableDelay: ULONG,
        Dpc: PKDPC,
    ) -> BOOLEAN;
    /// Asks for a finer clock interrupt. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exsettimerresolution>
    pub fn ExSetTimerResolution(DesiredTime: ULONG, SetResolution: BOOLEAN) -> ULONG;
    /// Opens a named event. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwopenevent>
    pub fn ZwOpenEvent(
        EventHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectAttributes: POBJECT_ATTRIBUTES,
    ) -> NTSTATUS;
    /// Creates a timer object. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/>
    pub fn ZwCreateTimer(
        TimerHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        TimerType: TIMER_TYPE,
    ) -> NTSTATUS;
    /// Opens a named timer. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/>
    pub fn ZwOpenTimer(
        TimerHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectAttributes: POBJECT_ATTRIBUTES,
    ) -> NTSTATUS;
    /// Starts a timer object. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/>
    pub fn ZwSetTimer(
        TimerHandle: HANDLE,
        DueTime: PLARGE_INTEGER,
        TimerApcRoutine: PTIMER_APC_ROUTINE,
        TimerContext: PVOID,
        ResumeTimer: BOOLEAN,
        Period: LONG,
        PreviousState: PBOOLEAN,
    ) -> NTSTATUS;
    /// Cancels a timer object. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/>
    pub fn ZwCancelTimer(TimerHandle: HANDLE, CurrentState: PBOOLEAN) -> NTSTATUS;
    /// Sets facts about a timer object. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/>
    pub fn ZwSetTimerEx(
        TimerHandle: HANDLE,
        TimerSetInformationClass: TIMER_SET_INFORMATION_CLASS,
        TimerSetInformation: PVOID,
        TimerSetInformationLength: ULONG,
    ) -> NTSTATUS;
    /// Creates an event object. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwcreateevent>
    pub fn ZwCreateEvent(
        EventHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        EventType: EVENT_TYPE,
        InitialState: BOOLEAN,
    ) -> NTSTATUS;
    /// Signals an event object. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwsetevent>
    pub fn ZwSetEvent(EventHandle: HANDLE, PreviousState: PLONG) -> NTSTATUS;
    /// Makes an event object not signalled. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/>
    pub fn ZwClearEvent(EventHandle: HANDLE) -> NTSTATUS;
    /// Makes an event object not signalled and returns what it was. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/>
    pub fn ZwResetEvent(EventHandle: HANDLE, PreviousState: PLONG) -> NTSTATUS;
    /// Waits for the object of a handle. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwwaitforsingleobject>
    pub fn ZwWaitForSingleObject(
        Handle: HANDLE,
        Alertable: BOOLEAN,
        Timeout: PLARGE_INTEGER,
    ) -> NTSTATUS;
    /// Waits for any or all of the objects of several handles. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/>
    pub fn ZwWaitForMultipleObjects(
        HandleCount: ULONG,
        Handles: PHANDLE,
        WaitType: WAIT_TYPE,
        Alertable: BOOLEAN,
        Timeout: PLARGE_INTEGER,
    ) -> NTSTATUS;
    /// Initialises a queue whose entries threads wait for. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-keinitializequeue>
    pub fn KeInitializeQueue(Queue: PRKQUEUE, Count: ULONG);
    /// Appends an entry to a queue. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-keinsertqueue>
    pub fn KeInsertQueue(Queue: PRKQUEUE, Entry: PLIST_ENTRY) -> LONG;
    /// Inserts an entry as a queue's first. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-keinsertheadqueue>
    pub fn KeInsertHeadQueue(Queue: PRKQUEUE, Entry: PLIST_ENTRY) -> LONG;
    /// Waits for an entry of a queue. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-keremovequeue>
    pub fn KeRemoveQueue(
        Queue: PRKQUEUE,
        WaitMode: KPROCESSOR_MODE,
        Timeout: PLARGE_INTEGER,
    ) -> PLIST_ENTRY;
    /// Ends a queue and returns its entries. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-kerundownqueue>
    pub fn KeRundownQueue(Queue: PRKQUEUE) -> PLIST_ENTRY;
    /// Entries of a queue. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-kereadstatequeue>
    pub fn KeReadStateQueue(Queue: PRKQUEUE) -> LONG;
    /// Initialises a mutant. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-keinitializemutant>
    pub fn KeInitializeMutant(Mutant: PRKMUTANT, InitialOwner: BOOLEAN);
    /// Releases a mutant. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-kereleasemutant>
    pub fn KeReleaseMutant(
        Mutant: PRKMUTANT,
        Increment: KPRIORITY,
        Abandoned: BOOLEAN,
        Wait: BOOLEAN,
    ) -> LONG;
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
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
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
