//! The rules that NT's managers check, as a table.

/// A rule of the verifier.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The name under which it is reported.
    pub name: &'static str,
    /// The bug check that Windows stops with.
    pub code: u32,
    /// The bug check's first parameter, where it names the rule.
    pub sub_code: u64,
    /// What the rule demands, in one sentence.
    pub description: &'static str,
}

/// Declares rules and the list of them: name, bug check, its first parameter, and what the rule
/// demands.
macro_rules! rule_table {
    ($list:ident; $($constant:ident: $name:literal, $code:expr, $sub:literal, $description:literal;)*) => {
        $(#[doc = $description] pub const $constant: $crate::nt::verifier::rules::Rule = $crate::nt::verifier::rules::Rule {
            name: $name, code: $code, sub_code: $sub, description: $description,
        };)*
        /// Every rule of this file.
        pub(crate) const $list: &[&$crate::nt::verifier::rules::Rule] = &[$(&$constant),*];
    };
}
pub(crate) use rule_table;

rule_table! {
    NT_RULES;
    IRQL_TOO_HIGH: "IrqlTooHigh", 0xC4, 0xE5,
        "A function is called at or below its highest IRQL.";
    IRQL_PASSIVE: "IrqlPassive", 0xC4, 0xE6,
        "A system service is called at PASSIVE_LEVEL.";
    ETW_PROVIDER_LEFT: "EtwProviderLeft", 0xC4, 0xDD,
        "A driver unregisters its event providers before it is unloaded.";
    ETW_HANDLE: "EtwHandle", 0xC4, 0x0,
        "A provider's handle is used between EtwRegister and EtwUnregister.";
    ETW_HANDLE_LOST: "EtwHandleLost", 0xC4, 0x0,
        "EtwRegister does not overwrite the handle of a provider that is registered.";
    WMI_PROVIDER_LEFT: "WmiProviderLeft", 0xCE, 0x0,
        "A driver deregisters its devices from WMI before it is unloaded.";
    WMI_INFORMATION: "WmiInformation", 0xC4, 0x0,
        "A WMI request is completed with no more Information than its buffer has bytes.";
    POWER_SETTING_LEFT: "PowerSettingCallbackLeft", 0xCE, 0x0,
        "A driver unregisters its power-setting callbacks before it is unloaded.";
    BUG_CHECK_CALLBACK_LEFT: "BugCheckCallbackLeft", 0xCE, 0x0,
        "A driver deregisters its bug check callbacks before it is unloaded.";
    NOTIFY_ROUTINE_LEFT: "NotifyRoutineLeft", 0xCE, 0x0,
        "A driver removes its notification routines of processes, threads and images before it is unloaded.";
    NOTIFY_REMOVED_WITHIN: "NotifyRoutineRemovedWithin", 0xC4, 0x0,
        "A notification routine does not remove itself: that waits for its own end.";
    OBJECT_CALLBACK_LEFT: "ObjectCallbackLeft", 0xCE, 0x0,
        "A driver unregisters its object callbacks before it is unloaded.";
    ATTACHED_TO_ENDED: "AttachedToEndedProcess", 0x5, 0x0,
        "A thread attaches to a process that has not ended.";
    ATTACHED: "ProcessAttached", 0x1, 0x0,
        "A driver's routine returns attached to the process to which it was called attached.";
    REGISTRY_CALLBACK_LEFT: "RegistryCallbackLeft", 0xCE, 0x0,
        "A driver unregisters its registry callbacks before it is unloaded.";
    APC_LEFT: "ApcLeft", 0xCE, 0x0,
        "No APC with a driver's routines is queued when the driver is unloaded.";
    CALLBACK_HANDLE: "CallbackHandle", 0xC4, 0x0,
        "Object callbacks are unregistered once, with the handle of their registration.";
    IRQL_RETURN: "IrqlReturn", 0xC9, 0x5,
        "A driver's routine returns at the IRQL at which it was called.";
    IRQL_RAISE: "IrqlRaise", 0xC4, 0x30,
        "KeRaiseIrql is not called with an IRQL below the current one.";
    IRQL_LOWER: "IrqlLower", 0xC4, 0x31,
        "KeLowerIrql is not called with an IRQL above the current one.";
    SPIN_LOCK_IRQL: "SpinLockIrql", 0xC4, 0x32,
        "A spin lock is released at DISPATCH_LEVEL.";
    SPIN_LOCK_DPC_IRQL: "SpinLockDpcLevel", 0xC4, 0x40,
        "The functions for DPC level are called at DISPATCH_LEVEL or above.";
    SPIN_LOCK_TWICE: "SpinLock", 0xC4, 0x1000,
        "A thread does not acquire a spin lock that it holds.";
    SPIN_LOCK_ORDER: "SpinLockOwner", 0xC4, 0x1004,
        "A spin lock is released by the thread that acquired it.";
    SPIN_LOCK_RELEASE: "SpinLockNotHeld", 0xC4, 0x1007,
        "A spin lock is released only while it is held.";
    SPIN_LOCK_HELD: "SpinlockRelease", 0xC4, 0x0004_000B,
        "A driver's routine returns without holding a spin lock that it acquired.";
    CRITICAL_REGION: "CriticalRegions", 0xC4, 0x3E,
        "KeLeaveCriticalRegion follows a KeEnterCriticalRegion.";
    WAIT_IRQL: "WaitAtDispatch", 0xC4, 0x122,
        "A thread waits below DISPATCH_LEVEL, or with a timeout of zero.";
    OBJECT_TYPE: "DispatcherObject", 0xC4, 0x1002,
        "An object is initialised before a thread waits for it or it is set.";
    MUTEX_OWNER: "MutexOwner", 0xC4, 0x1004,
        "A mutex is released by the thread that owns it.";
    POOL_ZERO: "PoolZeroBytes", 0xC4, 0x0,
        "An allocation asks for at least one byte.";
    POOL_PAGED_IRQL: "PagedPoolIrql", 0xC4, 0x1,
        "Paged pool is allocated and freed at APC_LEVEL or below.";
    POOL_FREE_INVALID: "PoolFreeInvalid", 0xC4, 0x10,
        "Only what the pool handed out is freed.";
    POOL_FREE_TWICE: "PoolFreeTwice", 0xC4, 0x13,
        "A pool block is freed once.";
    POOL_TAG: "PoolTag", 0xC2, 0xA,
        "A pool block is freed with the tag it was allocated with.";
    POOL_OVERRUN: "PoolOverrun", 0xC4, 0x51,
        "Nothing is written behind the end of a pool block.";
    POOL_MODIFIED: "PoolModifiedAfterFree", 0xC6, 0x0,
        "Nothing is written to a pool block after it was freed.";
    POOL_LEAK: "PoolLeak", 0xC4, 0x62,
        "A driver frees its pool before it is unloaded.";
    PENDING_TIMER: "PendingTimer", 0xC7, 0x0,
        "A timer is cancelled before its memory is freed or its driver unloaded.";
    PAGE_FAULT_IRQL: "PageFaultAtDispatch", 0xD1, 0x0,
        "Pageable memory is touched below DISPATCH_LEVEL.";
    IRP_COMPLETED_TWICE: "DoubleCompletion", 0x44, 0x0,
        "A request is completed once.";
    IRP_PENDING_REMOVE: "PendingAtRemove", 0xC9, 0x200,
        "No request is left when a device is removed.";
    UNLOAD_DEVICES: "DeviceLeak", 0xCE, 0x0,
        "A driver deletes its devices before it is unloaded.";
    DEVICE_INITIALIZING: "DeviceInitializing", 0xC9, 0x243,
        "AddDevice clears DO_DEVICE_INITIALIZING of the device that it made.";
    MEMORY_DISCLOSED: "MemoryDisclosed", 0xC4, 0x0,
        "A driver returns to a program no bytes that nobody has written.";
    STACK_DEPTH: "StackDepth", wdk_sys::UNEXPECTED_KERNEL_MODE_TRAP, 0x8,
        "All drivers of a device stack and the framework share a kernel stack of 24 KiB.";
    STORE_PATH: "DriverStorePath", 0xC4, 0x0,
        "A driver does not name the folder of another version of its package in the driver store.";
    INT3: "DebugBreak", wdk_sys::KMODE_EXCEPTION_NOT_HANDLED, 0x8000_0003,
        "A driver does not break into a debugger that is not there.";
}
