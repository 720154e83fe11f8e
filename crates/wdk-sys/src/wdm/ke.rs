//! `wdm.h`, `ntddk.h`, `ntifs.h`: the kernel: processors, IRQL, spin locks, DPCs, time, bug checks.

mod constants;
mod types;

use crate::{
    BOOLEAN, CCHAR, KAFFINITY, KIRQL, KPRIORITY, KernelVariable, LARGE_INTEGER, LONGLONG, NTSTATUS,
    PGROUP_AFFINITY, PKAFFINITY, PKIRQL, PKPROCESS, PKTHREAD, PLARGE_INTEGER, PNMI_CALLBACK,
    PPROCESSOR_CALLBACK_FUNCTION, PPROCESSOR_NUMBER, PRKTHREAD, PROCESSOR_NUMBER, PUCHAR, PULONG,
    PULONG64, PUSHORT, PVOID, PXSTATE_SAVE, SIZE_T, STATUS_SUCCESS, UCHAR, ULONG, ULONG_PTR,
    ULONG64, ULONGLONG, USHORT, host_world, imports, kernel_world,
};

pub use self::{constants::*, types::*};

imports! { "ntoskrnl.exe";
    /// Undoes `KeSetSystemAffinityThread`. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn KeRevertToUserAffinityThread();
    /// Sets the processors that the current thread runs on. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesetsystemaffinitythread>
    pub fn KeSetSystemAffinityThread(Affinity: KAFFINITY);
    /// The processor, of group 0, that a DPC runs on. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesettargetprocessordpc>
    pub fn KeSetTargetProcessorDpc(Dpc: PRKDPC, Number: CCHAR);
    /// The active processors of the current group. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequeryactiveprocessors>
    pub fn KeQueryActiveProcessors() -> KAFFINITY;
    /// Acquires a spin lock at DISPATCH_LEVEL and returns the IRQL before. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keacquirespinlockraisetodpc>
    pub fn KeAcquireSpinLockRaiseToDpc(SpinLock: PKSPIN_LOCK) -> KIRQL;
    /// Acquires a spin lock; the caller is at or above DISPATCH_LEVEL. IRQL: >= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keacquirespinlockatdpclevel>
    pub fn KeAcquireSpinLockAtDpcLevel(SpinLock: PKSPIN_LOCK);
    /// Releases a spin lock and lowers the IRQL to what it was. IRQL: >= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereleasespinlock>
    pub fn KeReleaseSpinLock(SpinLock: PKSPIN_LOCK, NewIrql: KIRQL);
    /// Releases a spin lock; the IRQL stays. IRQL: >= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereleasespinlockfromdpclevel>
    pub fn KeReleaseSpinLockFromDpcLevel(SpinLock: PKSPIN_LOCK);
    /// Stops the system. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kebugcheckex>
    pub fn KeBugCheckEx(
        BugCheckCode: ULONG,
        BugCheckParameter1: ULONG_PTR,
        BugCheckParameter2: ULONG_PTR,
        BugCheckParameter3: ULONG_PTR,
        BugCheckParameter4: ULONG_PTR,
    );
    /// Removes a callback. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kederegisterbugcheckcallback>
    pub fn KeDeregisterBugCheckCallback(CallbackRecord: PKBUGCHECK_CALLBACK_RECORD) -> BOOLEAN;
    /// Disables normal kernel APCs for the current thread. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keentercriticalregion>
    pub fn KeEnterCriticalRegion();
    /// Initialises a deferred procedure call. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinitializedpc>
    pub fn KeInitializeDpc(
        Dpc: PRKDPC,
        DeferredRoutine: PKDEFERRED_ROUTINE,
        DeferredContext: PVOID,
    );
    /// Queues a DPC unless it is queued. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinsertqueuedpc>
    pub fn KeInsertQueueDpc(Dpc: PRKDPC, SystemArgument1: PVOID, SystemArgument2: PVOID) -> BOOLEAN;
    /// Enables normal kernel APCs again. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keleavecriticalregion>
    pub fn KeLeaveCriticalRegion();
    /// The priority of a thread. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequeryprioritythread>
    pub fn KeQueryPriorityThread(Thread: PRKTHREAD) -> KPRIORITY;
    /// 100 ns units that a clock interrupt adds to the time. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerytimeincrement>
    pub fn KeQueryTimeIncrement() -> ULONG;
    /// Registers a function that is called when the system stops. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keregisterbugcheckcallback>
    pub fn KeRegisterBugCheckCallback(
        CallbackRecord: PKBUGCHECK_CALLBACK_RECORD,
        CallbackRoutine: PKBUGCHECK_CALLBACK_ROUTINE,
        Buffer: PVOID,
        Length: ULONG,
        Component: PUCHAR,
    ) -> BOOLEAN;
    /// Removes a DPC from its queue. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keremovequeuedpc>
    pub fn KeRemoveQueueDpc(Dpc: PRKDPC) -> BOOLEAN;
    /// Where in the queue a DPC is inserted, and whether the queue runs at once. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesetimportancedpc>
    pub fn KeSetImportanceDpc(Dpc: PRKDPC, Importance: KDPC_IMPORTANCE);
    /// Sets the priority of a thread and returns what it was. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesetprioritythread>
    pub fn KeSetPriorityThread(Thread: PKTHREAD, Priority: KPRIORITY) -> KPRIORITY;
    /// Acquires a spin lock whose waiters queue up. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keacquireinstackqueuedspinlock>
    pub fn KeAcquireInStackQueuedSpinLock(SpinLock: PKSPIN_LOCK, LockHandle: PKLOCK_QUEUE_HANDLE);
    /// Acquires a spin lock whose waiters queue up. IRQL: >= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keacquireinstackqueuedspinlockatdpclevel>
    pub fn KeAcquireInStackQueuedSpinLockAtDpcLevel(
        SpinLock: PKSPIN_LOCK,
        LockHandle: PKLOCK_QUEUE_HANDLE,
    );
    /// Normal kernel APCs are disabled. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keareapcsdisabled>
    pub fn KeAreApcsDisabled() -> BOOLEAN;
    /// Bytes that keep data of different processors in different cache lines. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kegetrecommendedshareddataalignment>
    pub fn KeGetRecommendedSharedDataAlignment() -> ULONG;
    /// Clock ticks that a thread ran. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequeryruntimethread>
    pub fn KeQueryRuntimeThread(Thread: PKTHREAD, UserTime: PULONG) -> ULONG;
    /// Releases a queued spin lock; the IRQL stays. IRQL: >= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereleaseinstackqueuedspinlockfromdpclevel>
    pub fn KeReleaseInStackQueuedSpinLockFromDpcLevel(LockHandle: PKLOCK_QUEUE_HANDLE);
    /// Releases a queued spin lock and lowers the IRQL to what it was. IRQL: >= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereleaseinstackqueuedspinlock>
    pub fn KeReleaseInStackQueuedSpinLock(LockHandle: PKLOCK_QUEUE_HANDLE);
    /// Removes a callback. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kederegisterbugcheckreasoncallback>
    pub fn KeDeregisterBugCheckReasonCallback(
        CallbackRecord: PKBUGCHECK_REASON_CALLBACK_RECORD,
    ) -> BOOLEAN;
    /// Registers a function that is called for a reason when the system stops. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keregisterbugcheckreasoncallback>
    pub fn KeRegisterBugCheckReasonCallback(
        CallbackRecord: PKBUGCHECK_REASON_CALLBACK_RECORD,
        CallbackRoutine: PKBUGCHECK_REASON_CALLBACK_ROUTINE,
        Reason: KBUGCHECK_CALLBACK_REASON,
        Component: PUCHAR,
    ) -> BOOLEAN;
    /// Waits until all queued DPCs have run. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keflushqueueddpcs>
    pub fn KeFlushQueuedDpcs();
    /// Registers a function that is called for nonmaskable interrupts. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keregisternmicallback>
    pub fn KeRegisterNmiCallback(CallbackRoutine: PNMI_CALLBACK, Context: PVOID) -> PVOID;
    /// Removes a callback. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kederegisternmicallback>
    pub fn KeDeregisterNmiCallback(Handle: PVOID) -> NTSTATUS;
    /// Initialises a DPC that may run at PASSIVE_LEVEL. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinitializethreadeddpc>
    pub fn KeInitializeThreadedDpc(
        Dpc: PRKDPC,
        DeferredRoutine: PKDEFERRED_ROUTINE,
        DeferredContext: PVOID,
    );
    /// Calls a function on all processors at once, at IPI_LEVEL. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keipigenericcall>
    pub fn KeIpiGenericCall(
        BroadcastFunction: PKIPI_BROADCAST_WORKER,
        Context: ULONG_PTR,
    ) -> ULONG_PTR;
    /// Acquires a spin lock in a DPC that may be threaded. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keacquirespinlockfordpc>
    pub fn KeAcquireSpinLockForDpc(SpinLock: PKSPIN_LOCK) -> KIRQL;
    /// Releases a spin lock in a DPC that may be threaded. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereleasespinlockfordpc>
    pub fn KeReleaseSpinLockForDpc(SpinLock: PKSPIN_LOCK, OldIrql: KIRQL);
    /// A spin lock is free. IRQL: >= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ketestspinlock>
    pub fn KeTestSpinLock(SpinLock: PKSPIN_LOCK) -> BOOLEAN;
    /// Acquires a spin lock if it is free. IRQL: >= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ketrytoacquirespinlockatdpclevel>
    pub fn KeTryToAcquireSpinLockAtDpcLevel(SpinLock: PKSPIN_LOCK) -> BOOLEAN;
    /// All kernel APCs are disabled. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keareallapcsdisabled>
    pub fn KeAreAllApcsDisabled() -> BOOLEAN;
    /// Disables all kernel APCs for the current thread. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keenterguardedregion>
    pub fn KeEnterGuardedRegion();
    /// Enables kernel APCs again. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keleaveguardedregion>
    pub fn KeLeaveGuardedRegion();
    /// Acquires a queued spin lock in a DPC that may be threaded. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keacquireinstackqueuedspinlockfordpc>
    pub fn KeAcquireInStackQueuedSpinLockForDpc(
        SpinLock: PKSPIN_LOCK,
        LockHandle: PKLOCK_QUEUE_HANDLE,
    );
    /// Releases a queued spin lock in a DPC that may be threaded. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereleaseinstackqueuedspinlockfordpc>
    pub fn KeReleaseInStackQueuedSpinLockForDpc(LockHandle: PKLOCK_QUEUE_HANDLE);
    /// How long the current DPC may still run. IRQL: >= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerydpcwatchdoginformation>
    pub fn KeQueryDpcWatchdogInformation(
        WatchdogInformation: PKDPC_WATCHDOG_INFORMATION,
    ) -> NTSTATUS;
    /// Sets the processors that the current thread runs on and returns what they were.
    /// IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesetsystemaffinitythreadex>
    pub fn KeSetSystemAffinityThreadEx(Affinity: KAFFINITY) -> KAFFINITY;
    /// Undoes `KeSetSystemAffinityThreadEx`. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereverttouseraffinitythreadex>
    pub fn KeRevertToUserAffinityThreadEx(Affinity: KAFFINITY);
    /// Active processors of group 0. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequeryactiveprocessorcount>
    pub fn KeQueryActiveProcessorCount(ActiveProcessors: PKAFFINITY) -> ULONG;
    /// Processors that group 0 may have. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerymaximumprocessorcount>
    pub fn KeQueryMaximumProcessorCount() -> ULONG;
    /// Asks to be told of added processors. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keregisterprocessorchangecallback>
    pub fn KeRegisterProcessorChangeCallback(
        CallbackFunction: PPROCESSOR_CALLBACK_FUNCTION,
        CallbackContext: PVOID,
        Flags: ULONG,
    ) -> PVOID;
    /// Ends what `KeRegisterProcessorChangeCallback` began. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kederegisterprocessorchangecallback>
    pub fn KeDeregisterProcessorChangeCallback(CallbackHandle: PVOID);
    /// Cycles that a process ran. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn KeQueryTotalCycleTimeProcess(Process: PKPROCESS, CycleTimeStamp: PULONG64) -> ULONG64;
    /// Cycles that a thread ran. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerytotalcycletimethread>
    pub fn KeQueryTotalCycleTimeThread(Thread: PKTHREAD, CycleTimeStamp: PULONG64) -> ULONG64;
    /// The processor that a DPC runs on. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesettargetprocessordpcex>
    pub fn KeSetTargetProcessorDpcEx(Dpc: PKDPC, ProcNumber: PPROCESSOR_NUMBER) -> NTSTATUS;
    /// Sets the group and processors that the current thread runs on. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesetsystemgroupaffinitythread>
    pub fn KeSetSystemGroupAffinityThread(
        Affinity: PGROUP_AFFINITY,
        PreviousAffinity: PGROUP_AFFINITY,
    );
    /// Undoes `KeSetSystemGroupAffinityThread`. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kereverttousergroupaffinitythread>
    pub fn KeRevertToUserGroupAffinityThread(PreviousAffinity: PGROUP_AFFINITY);
    /// Interrupt time without the time that the system slept. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequeryunbiasedinterrupttime>
    pub fn KeQueryUnbiasedInterruptTime() -> ULONGLONG;
    /// Active processors of a group, or of all. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequeryactiveprocessorcountex>
    pub fn KeQueryActiveProcessorCountEx(GroupNumber: USHORT) -> ULONG;
    /// Processors that a group, or all, may have. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerymaximumprocessorcountex>
    pub fn KeQueryMaximumProcessorCountEx(GroupNumber: USHORT) -> ULONG;
    /// Active groups of processors. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequeryactivegroupcount>
    pub fn KeQueryActiveGroupCount() -> USHORT;
    /// Groups that there may be. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerymaximumgroupcount>
    pub fn KeQueryMaximumGroupCount() -> USHORT;
    /// Active processors of a group. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerygroupaffinity>
    pub fn KeQueryGroupAffinity(GroupNumber: USHORT) -> KAFFINITY;
    /// The number of the current processor, in its group and among all. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kegetcurrentprocessornumberex>
    pub fn KeGetCurrentProcessorNumberEx(ProcNumber: PPROCESSOR_NUMBER) -> ULONG;
    /// Active processors of a node. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerynodeactiveaffinity>
    pub fn KeQueryNodeActiveAffinity(NodeNumber: USHORT, Affinity: PGROUP_AFFINITY, Count: PUSHORT);
    /// Processors that a node may have. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerynodemaximumprocessorcount>
    pub fn KeQueryNodeMaximumProcessorCount(NodeNumber: USHORT) -> USHORT;
    /// The highest node's number. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequeryhighestnodenumber>
    pub fn KeQueryHighestNodeNumber() -> USHORT;
    /// The current processor's node. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kegetcurrentnodenumber>
    pub fn KeGetCurrentNodeNumber() -> USHORT;
    /// How processors share cores, caches, packages and nodes. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerylogicalprocessorrelationship>
    pub fn KeQueryLogicalProcessorRelationship(
        ProcessorNumber: PPROCESSOR_NUMBER,
        RelationshipType: LOGICAL_PROCESSOR_RELATIONSHIP,
        Information: PSYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX,
        Length: PULONG,
    ) -> NTSTATUS;
    /// Saves extended state (`XSTATE_MASK_*`) so that a driver may use it. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesaveextendedprocessorstate>
    pub fn KeSaveExtendedProcessorState(Mask: ULONG64, XStateSave: PXSTATE_SAVE) -> NTSTATUS;
    /// Restores what `KeSaveExtendedProcessorState` saved. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kerestoreextendedprocessorstate>
    pub fn KeRestoreExtendedProcessorState(XStateSave: PXSTATE_SAVE);
    /// Group and number of a processor. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kegetprocessornumberfromindex>
    pub fn KeGetProcessorNumberFromIndex(
        ProcIndex: ULONG,
        ProcNumber: PPROCESSOR_NUMBER,
    ) -> NTSTATUS;
    /// A processor's number among all. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kegetprocessorindexfromnumber>
    pub fn KeGetProcessorIndexFromNumber(ProcNumber: PPROCESSOR_NUMBER) -> ULONG;
    /// Stops the system, without parameters. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-kebugcheck>
    pub fn KeBugCheck(BugCheckCode: ULONG);
    /// Puts the current thread into a process's address space. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-kestackattachprocess>
    pub fn KeStackAttachProcess(Process: PKPROCESS, ApcState: PKAPC_STATE);
    /// Undoes `KeStackAttachProcess`. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-keunstackdetachprocess>
    pub fn KeUnstackDetachProcess(ApcState: PKAPC_STATE);
    /// The processor that a thread prefers. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-kesetidealprocessorthread>
    pub fn KeSetIdealProcessorThread(Thread: PKTHREAD, Processor: UCHAR) -> UCHAR;
    /// Whether the current thread's stack may be paged out. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-kesetkernelstackswapenable>
    pub fn KeSetKernelStackSwapEnable(Enable: BOOLEAN) -> BOOLEAN;
    /// Assigns hardware counters to thread profiling. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-kesethardwarecounterconfiguration>
    pub fn KeSetHardwareCounterConfiguration(
        CounterArray: PHARDWARE_COUNTER,
        Count: ULONG,
    ) -> NTSTATUS;
    /// Flushes the caches of all processors. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-keinvalidateallcaches>
    pub fn KeInvalidateAllCaches() -> BOOLEAN;
    /// Flushes a range from the caches of all processors. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-keinvalidaterangeallcaches>
    pub fn KeInvalidateRangeAllCaches(BaseAddress: PVOID, Length: ULONG);
    /// Calls a function with at least so much kernel stack. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-keexpandkernelstackandcallout>
    pub fn KeExpandKernelStackAndCallout(
        Callout: PEXPAND_STACK_CALLOUT,
        Parameter: PVOID,
        Size: SIZE_T,
    ) -> NTSTATUS;
    /// Hardware counters that thread profiling uses. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-kequeryhardwarecounterconfiguration>
    pub fn KeQueryHardwareCounterConfiguration(
        CounterArray: PHARDWARE_COUNTER,
        MaximumCount: ULONG,
        Count: PULONG,
    ) -> NTSTATUS;
    /// Acquires a spin lock at the highest level that drivers use. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/>
    pub fn KeAcquireSpinLockRaiseToSynch(SpinLock: PKSPIN_LOCK) -> KIRQL;
}

imports! { "HAL.dll";
    /// The performance counter and its frequency. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequeryperformancecounter>
    pub fn KeQueryPerformanceCounter(PerformanceFrequency: PLARGE_INTEGER) -> LARGE_INTEGER;
    /// Does nothing for so many microseconds; at most 50. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kestallexecutionprocessor>
    pub fn KeStallExecutionProcessor(MicroSeconds: ULONG);
    /// Completes posted writes of the processor. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn KeFlushWriteBuffer();
}

imports! { "ntoskrnl.exe";
    /// The current processor's interrupt request level.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kegetcurrentirql>
    pub safe fn KeGetCurrentIrql() -> KIRQL;
    /// Raises the current processor's IRQL and returns what it was. IRQL: any, at most `NewIrql`.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn KfRaiseIrql(NewIrql: KIRQL) -> KIRQL;
    /// Lowers the current processor's IRQL to what `KfRaiseIrql` returned. IRQL: any, at least
    /// `NewIrql`.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kelowerirql>
    pub fn KeLowerIrql(NewIrql: KIRQL);
    /// Makes a spin lock free. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinitializespinlock>
    pub fn KeInitializeSpinLock(SpinLock: PKSPIN_LOCK);
    /// Interrupt time in 100 ns units, finer than the clock interrupt. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequeryinterrupttimeprecise>
    pub fn KeQueryInterruptTimePrecise(QpcTimeStamp: PULONG64) -> ULONG64;
    /// System time in 100 ns units since 1601, finer than the clock interrupt. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerysystemtimeprecise>
    pub fn KeQuerySystemTimePrecise(CurrentTime: PLARGE_INTEGER);
    /// As `KeQueryInterruptTimePrecise`, without the time that the system slept. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn KeQueryUnbiasedInterruptTimePrecise(QpcTimeStamp: PULONG64) -> ULONG64;
    /// Calls a function with at least so much kernel stack. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-keexpandkernelstackandcalloutex>
    pub fn KeExpandKernelStackAndCalloutEx(
        Callout: PEXPAND_STACK_CALLOUT,
        Parameter: PVOID,
        Size: SIZE_T,
        Wait: BOOLEAN,
        Context: PVOID,
    ) -> NTSTATUS;
    /// The processor has done DPCs for so long that a driver should let others run. IRQL:
    /// DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keshouldyieldprocessor>
    pub fn KeShouldYieldProcessor() -> ULONG;
    /// Active processors of a node. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerynodeactiveprocessorcount>
    pub fn KeQueryNodeActiveProcessorCount(NodeNumber: USHORT) -> ULONG;
    /// The number of the processor that the caller runs on. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kegetcurrentthread>
    pub fn KeGetCurrentThread() -> PKTHREAD;

    /// The number of processors; use `KeQueryActiveProcessorCountEx`.
    pub static KeNumberProcessors: KernelVariable<CCHAR>;
    /// A kernel debugger is enabled.
    pub static KdDebuggerEnabled: KernelVariable<BOOLEAN>;
    /// No kernel debugger answers.
    pub static KdDebuggerNotPresent: KernelVariable<BOOLEAN>;
    /// The build's number.
    pub static NtBuildNumber: KernelVariable<ULONG>;
    /// The system was started in safe mode, and how.
    pub static InitSafeBootMode: KernelVariable<ULONG>;
}

/// Raises the IRQL and stores what it was.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keraiseirql>
#[inline]
pub unsafe fn KeRaiseIrql(NewIrql: KIRQL, OldIrql: PKIRQL) {
    // SAFETY: the caller passes a level not below the current one, and memory for the old one.
    unsafe { *OldIrql = KfRaiseIrql(NewIrql) };
}

/// Raises the IRQL to `DISPATCH_LEVEL` and returns what it was.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keraiseirqltodpclevel>
#[inline]
#[must_use]
pub unsafe fn KeRaiseIrqlToDpcLevel() -> KIRQL {
    // SAFETY: the caller is at DISPATCH_LEVEL or below.
    unsafe { KfRaiseIrql(DISPATCH_LEVEL as KIRQL) }
}

/// Acquires a spin lock and stores the IRQL that its release restores. IRQL: <= DISPATCH_LEVEL.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keacquirespinlock>
#[inline]
pub unsafe fn KeAcquireSpinLock(SpinLock: PKSPIN_LOCK, OldIrql: PKIRQL) {
    // SAFETY: the caller passes an initialised lock, and memory for the old level.
    unsafe { *OldIrql = KeAcquireSpinLockRaiseToDpc(SpinLock) };
}

/// The number of the current processor within its group.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-kegetcurrentprocessornumber>
#[inline]
#[must_use]
pub unsafe fn KeGetCurrentProcessorNumber() -> ULONG {
    let mut number = PROCESSOR_NUMBER::default();
    // SAFETY: the argument points to a variable.
    unsafe { KeGetCurrentProcessorNumberEx(&raw mut number) };
    ULONG::from(number.Number)
}

/// The number of the current processor among all.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
#[inline]
#[must_use]
pub unsafe fn KeGetCurrentProcessorIndex() -> ULONG {
    // SAFETY: the group's number is not asked for.
    unsafe { KeGetCurrentProcessorNumberEx(core::ptr::null_mut()) }
}

/// Orders the memory accesses before it and after it.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kememorybarrier>
#[inline]
pub fn KeMemoryBarrier() {
    core::sync::atomic::fence(core::sync::atomic::Ordering::SeqCst);
}

/// Marks a bug check callback record as unused.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinitializecallbackrecord>
#[inline]
pub unsafe fn KeInitializeCallbackRecord(CallbackRecord: PKBUGCHECK_CALLBACK_RECORD) {
    // SAFETY: the caller has the record.
    unsafe { (*CallbackRecord).State = 0 };
}

/// Saved floating-point state; on 64-bit systems the compiler's code keeps it, and this is empty.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct _KFLOATING_SAVE {
    pub Dummy: ULONG,
}
/// A [`_KFLOATING_SAVE`].
pub type KFLOATING_SAVE = _KFLOATING_SAVE;
/// Pointer to a [`_KFLOATING_SAVE`].
pub type PKFLOATING_SAVE = *mut _KFLOATING_SAVE;

/// Lets a driver use floating point, which 64-bit systems always allow. IRQL: <= DISPATCH_LEVEL.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesavefloatingpointstate>
#[inline]
pub const unsafe fn KeSaveFloatingPointState(_FloatSave: PKFLOATING_SAVE) -> NTSTATUS {
    STATUS_SUCCESS
}

/// Ends what [`KeSaveFloatingPointState`] began. IRQL: <= DISPATCH_LEVEL.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kerestorefloatingpointstate>
#[inline]
pub const unsafe fn KeRestoreFloatingPointState(_FloatSave: PKFLOATING_SAVE) -> NTSTATUS {
    STATUS_SUCCESS
}

kernel_world! {
    /// What the system shares with every process, at the offset of a 64-bit value.
    unsafe fn shared_data(offset: usize) -> ULONGLONG {
        let address = KI_USER_SHARED_DATA as usize + offset;
        // SAFETY: the page is always mapped, and the system writes its values atomically.
        unsafe { core::ptr::with_exposed_provenance::<ULONGLONG>(address).read_volatile() }
    }

    /// Time since the system started, in 100 ns units. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequeryinterrupttime>
    #[inline]
    #[must_use]
    pub unsafe fn KeQueryInterruptTime() -> ULONGLONG {
        // SAFETY: `InterruptTime` is at this offset.
        unsafe { shared_data(0x08) }
    }

    /// Time since 1601, in 100 ns units. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    #[inline]
    pub unsafe fn KeQuerySystemTime(CurrentTime: PLARGE_INTEGER) {
        let address = KI_USER_SHARED_DATA as usize + 0x14;
        let system_time = core::ptr::with_exposed_provenance::<ULONGLONG>(address);
        // SAFETY: `SystemTime` is there, four-aligned; the caller passes memory for the result.
        unsafe { (*CurrentTime).QuadPart = system_time.read_unaligned() as LONGLONG };
    }

    /// Clock interrupts since the system started. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerytickcount>
    #[inline]
    pub unsafe fn KeQueryTickCount(TickCount: PLARGE_INTEGER) {
        // SAFETY: `TickCount` is at this offset; the caller passes memory for the result.
        unsafe { (*TickCount).QuadPart = shared_data(0x320) as LONGLONG };
    }
}

// A host process has no shared page: the precise functions take its place.
host_world! {
    /// Time since the system started, in 100 ns units. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequeryinterrupttime>
    #[inline]
    #[must_use]
    pub unsafe fn KeQueryInterruptTime() -> ULONGLONG {
        let mut counter = 0;
        // SAFETY: the argument points to a variable.
        unsafe { KeQueryInterruptTimePrecise(&raw mut counter) }
    }

    /// Time since 1601, in 100 ns units. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    #[inline]
    pub unsafe fn KeQuerySystemTime(CurrentTime: PLARGE_INTEGER) {
        // SAFETY: the caller passes memory for the result.
        unsafe { KeQuerySystemTimePrecise(CurrentTime) };
    }

    /// Clock interrupts since the system started. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerytickcount>
    #[inline]
    pub unsafe fn KeQueryTickCount(TickCount: PLARGE_INTEGER) {
        // SAFETY: the caller passes memory for the result.
        unsafe {
            let ticks = KeQueryInterruptTime() / ULONGLONG::from(KeQueryTimeIncrement());
            (*TickCount).QuadPart = ticks as LONGLONG;
        }
    }
}

/// Asserts in debug builds that pageable code may run: IRQL <= APC_LEVEL.
#[macro_export]
macro_rules! PAGED_CODE {
    () => {
        ::core::debug_assert!($crate::KeGetCurrentIrql() <= $crate::APC_LEVEL as u8)
    };
}
