//! The rules, as a table: name, documented bug check, and what they demand.

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

macro_rules! rules {
    ($($constant:ident: $name:literal, $code:literal, $sub:literal, $description:literal;)*) => {
        $(#[doc = $description] pub const $constant: Rule = Rule {
            name: $name, code: $code, sub_code: $sub, description: $description,
        };)*
        /// Every rule of the machine. Those of the framework come with its violations.
        pub const RULES: &[&Rule] = &[$(&$constant),*];
    };
}

rules! {
    IRQL_TOO_HIGH: "IrqlTooHigh", 0xC4, 0xE5,
        "A function is called at or below its highest IRQL.";
    IRQL_PASSIVE: "IrqlPassive", 0xC4, 0xE6,
        "A system service is called at PASSIVE_LEVEL.";
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
    SPIN_LOCK_HELD: "SpinlockRelease", 0xC4, 0x1006,
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
    IRP_PENDING_REMOVE: "PendingAtRemove", 0xC9, 0x226,
        "No request is left when a device is removed.";
    UNLOAD_DEVICES: "DeviceLeak", 0xC9, 0x20E,
        "A driver deletes its devices before it is unloaded.";
    DEVICE_INITIALIZING: "DeviceInitializing", 0xC9, 0x225,
        "AddDevice clears DO_DEVICE_INITIALIZING of the device that it made.";
    STORE_PATH: "DriverStorePath", 0xC4, 0x0,
        "A driver does not name the folder of another version of its package in the driver store.";
    CALLOUT_LEFT: "CalloutRegistered", 0xCE, 0x0,
        "A driver unregisters its callouts before it is unloaded.";
    FLOW_CONTEXT_LEFT: "FlowContextLeft", 0xCE, 0x0,
        "A driver removes its contexts from flows before it is unloaded.";
    INJECTION_HANDLE_LEFT: "InjectionHandleLeft", 0xCE, 0x0,
        "A driver destroys its injection handles before it is unloaded.";
    ENGINE_SESSION_LEFT: "FilterEngineSessionLeft", 0xC4, 0x0,
        "A driver closes its sessions to the filter engine before it is unloaded.";
    CLONE_LEFT: "PacketCloneLeft", 0xC4, 0x0,
        "A driver frees the packets that it cloned before it is unloaded.";
    CLONE_FREED: "PacketCloneFreedTwice", 0xC4, 0x0,
        "A packet that was cloned is freed once.";
    ACTION_RIGHT: "ClassifyActionRight", 0xC4, 0x0,
        "A callout permits only when FWPS_RIGHT_ACTION_WRITE is set.";
    INSPECTION_DECIDES: "ClassifyInspection", 0xC4, 0x0,
        "The callout of an inspection filter neither permits nor blocks.";
    TERMINATING_CONTINUES: "ClassifyTerminating", 0xC4, 0x0,
        "The callout of a terminating filter permits or blocks.";
    NDIS_HANDLE: "NdisHandle", 0x7C, 0x1E,
        "Handles that a driver passes to NDIS are those that it got, and are still open.";
    NDIS_CHARACTERISTICS: "NdisCharacteristics", 0x7C, 0x21,
        "A miniport driver registers complete characteristics of a version that NDIS knows.";
    NDIS_DEREGISTER: "NdisDeregister", 0x7C, 0xA,
        "A miniport driver is deregistered before it leaves the machine, after its adapters.";
    NDIS_OBJECT_HEADER: "NdisObjectHeader", 0x7C, 0x21,
        "Structures carry the header of their type, revision and size.";
    NDIS_ATTRIBUTES: "NdisAttributes", 0x7C, 0x1F,
        "MiniportInitializeEx sets its registration attributes, and then its general ones.";
    NDIS_STATE_TRANSITION: "NdisStateTransition", 0x7C, 0x1F,
        "A miniport completes a pause or a restart that is pending.";
    NDIS_RESET_COMPLETE: "NdisResetComplete", 0x7C, 0xF,
        "A miniport completes a reset that is pending.";
    NDIS_WATCHDOG: "NdisWatchdog", 0x7C, 0x25,
        "A miniport completes what it left pending.";
    NDIS_LEAKED_NBL: "NdisLeakedNetBufferList", 0x7C, 0x27,
        "Every NET_BUFFER_LIST is back with its owner when an adapter is paused or halted.";
    NDIS_SEND_COMPLETED_TWICE: "NdisSendCompletedTwice", 0x7C, 0x1E,
        "A NET_BUFFER_LIST is completed once, by the miniport that has it.";
    NDIS_SEND_PAUSED: "NdisSendWhilePaused", 0x7C, 0x1F,
        "A pausing miniport completes new sends with NDIS_STATUS_PAUSED.";
    NDIS_INDICATE_PAUSED: "NdisIndicateWhilePaused", 0x7C, 0x1F,
        "A miniport that is not running indicates nothing.";
    NDIS_RECEIVE_IN_USE: "NdisReceiveInUse", 0x7C, 0x6,
        "A miniport indicates or frees a NET_BUFFER_LIST only while it has it.";
    NDIS_RECEIVE_COUNT: "NdisReceiveCount", 0x7C, 0x1E,
        "NumberOfNetBufferLists is the number of lists in the chain.";
    NDIS_POOL_IN_USE: "NdisPoolInUse", 0x7C, 0x27,
        "A pool is freed after all that was allocated from it.";
    NDIS_DISPATCH_FLAG: "NdisDispatchFlag", 0xC4, 0x30,
        "A flag that says DISPATCH_LEVEL is passed at that level only.";
    NDIS_WAIT_EVENT: "NdisWaitEvent", 0x7C, 0x14,
        "NdisWaitEvent is called at PASSIVE_LEVEL.";
    NDIS_OID_BUFFER: "NdisOidBuffer", 0x7C, 0x1D,
        "A query of an OID writes no more than its buffer takes.";
    NDIS_OID_COMPLETION: "NdisOidCompletion", 0x7C, 0x26,
        "An OID request is completed once, and only if it is pending.";
    NDIS_STATUS_INDICATION: "NdisStatusIndication", 0x7C, 0x20,
        "A status indication has a header, the adapter's handle and a buffer of its size.";
    INT3: "DebugBreak", 0x1E, 0x8000_0003,
        "A driver does not break into a debugger that is not there.";
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_are_unique() {
        let names: HashSet<&str> = RULES.iter().map(|rule| rule.name).collect();
        assert_eq!(names.len(), RULES.len());
    }
}
