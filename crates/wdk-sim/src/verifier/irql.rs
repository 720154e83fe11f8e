//! The highest IRQL of each export, from Microsoft's documentation of the functions.

use crate::machine::Kernel;

use super::rules;

/// A function without a limit.
pub(crate) const ANY: u8 = 31;
const PASSIVE: u8 = 0;
const APC: u8 = 1;
const DISPATCH: u8 = 2;

/// Names by their limit. A name that ends in `*` stands for all that begin so; the first match
/// counts.
const LIMITS: &[(u8, &[&str])] = &[
    (
        ANY,
        &[
            "KeGetCurrent*",
            "KfRaiseIrql",
            "KeLowerIrql",
            "KeBugCheck*",
            "KeStallExecutionProcessor",
            "KeQueryPerformanceCounter",
            "KeQueryInterruptTime*",
            "KeQueryUnbiasedInterruptTime*",
            "KeQuerySystemTime*",
            "KeQueryTimeIncrement",
            "KeQueryActiveProcessor*",
            "KeQueryMaximumProcessor*",
            "KeQueryActiveGroupCount",
            "KeQueryMaximumGroupCount",
            "KeInsertQueueDpc",
            "KeRemoveQueueDpc",
            "KeInitializeDpc",
            "KeSetImportanceDpc",
            "KeSetTargetProcessorDpc*",
            "KeInitializeSpinLock",
            "KeTestSpinLock",
            "KeTryToAcquireSpin*",
            "KeAcquireSpinLockAtDpcLevel",
            "KeReleaseSpinLockFromDpcLevel",
            "KeReleaseSpinLock*",
            "KeAcquireInStackQueuedSpinLockAtDpcLevel",
            "KeReleaseInStackQueuedSpinLock*",
            "KeInitializeEvent",
            "KeClearEvent",
            "KeReadState*",
            "KeInitializeSemaphore",
            "KeInitializeMutex",
            "KeInitializeTimer*",
            "Dbg*",
            "Interlocked*",
            "Exp*SList",
            "ExQueryDepthSList",
            "ExInterlocked*",
            "RtlInitUnicodeString",
            "RtlInitAnsiString",
            "RtlInitString",
            "RtlCompareMemory",
            "RtlCopyMemory",
            "RtlMoveMemory",
            "RtlZeroMemory",
            "RtlFillMemory",
            "RtlCaptureStackBackTrace",
            "RtlFindSetBits",
            "RtlClear*",
            "RtlSet*Bit*",
            "RtlInitializeBitMap",
            "RtlTestBit",
            "RtlNumberOf*",
            "RtlFind*",
            "RtlAre*",
            "MmIsAddressValid",
            "MmGetPhysicalAddress",
            "InitializeSListHead",
            "KeMemoryBarrier",
            "KeFlushWriteBuffer",
            "PsGetCurrent*",
            "ExRaise*",
            "KeRegisterBugCheck*",
            "KeDeregisterBugCheck*",
            "ExIsProcessorFeaturePresent",
        ],
    ),
    (
        APC,
        &[
            "ExAcquireFastMutex*",
            "ExReleaseFastMutex*",
            "ExTryToAcquireFastMutex",
            "KeAcquireGuardedMutex*",
            "KeReleaseGuardedMutex*",
            "KeTryToAcquireGuardedMutex",
            "KeDelayExecutionThread",
            "KeEnterCriticalRegion",
            "KeLeaveCriticalRegion",
            "KeEnterGuardedRegion",
            "KeLeaveGuardedRegion",
            "KeStackAttachProcess",
            "KeUnstackDetachProcess",
            "ExAcquireResource*",
            "ExAcquireShared*",
            "ExDeleteResourceLite",
            "ExConvertExclusiveToSharedLite",
            "ExReinitializeResourceLite",
            "ExEnterCriticalRegionAnd*",
            "ExWaitForRundownProtectionRelease*",
            "ExDeletePagedLookasideList",
            "ExInitializePagedLookasideList",
            "MmProbeAndLockProcessPages",
            "MmMapIoSpace*",
            "MmUnmapIoSpace",
            "MmAllocatePagesForMdl*",
            "MmFreePagesFromMdl",
            "KeExpandKernelStack*",
            "RtlCopyLuid",
            "KeFlushQueuedDpcs",
            "PsIsSystemThread",
        ],
    ),
    (
        DISPATCH,
        &[
            "Ex*",
            "Ke*",
            "Mm*",
            "Ob*Dereference*",
            "ObfReference*",
            "ObReferenceObjectByPointer",
            "Io*",
            "Po*",
            "RtlCopyUnicodeString",
            "RtlCopyString",
            "RtlFreeUnicodeString",
            "RtlFreeAnsiString",
            "RtlEqualString",
            "RtlUlongByteSwap",
            "RtlTimeToTimeFields",
            "RtlTimeFieldsToTime",
            "RtlTimeToSecondsSince1970",
            "RtlSecondsSince1970ToTime",
            "RtlGet*",
            "RtlLookupElement*",
            "RtlInsertElement*",
            "RtlDeleteElement*",
            "RtlEnumerate*",
            "RtlInitializeGenericTable*",
            "RtlRandomEx",
            "PsGet*",
            "PsIs*",
            "Etw*",
        ],
    ),
    (
        PASSIVE,
        &[
            "Zw*",
            "Rtl*",
            "Ps*",
            "ObReferenceObjectByHandle",
            "ObOpenObjectByPointer",
            "Ob*",
            "Se*",
        ],
    ),
];

/// Names that a pattern further up would give a wrong limit.
const EXCEPTIONS: &[(u8, &[&str])] = &[
    (
        PASSIVE,
        &[
            "ExCreateCallback",
            "ExUnregisterCallback",
            "ExUuidCreate",
            "ExDeleteTimer",
            "KeSetSystemAffinityThread*",
            "KeRevertToUserAffinityThread*",
            "KeFlushQueuedDpcs",
            "IoCreateSymbolicLink",
            "IoDeleteSymbolicLink",
            "IoCreateUnprotectedSymbolicLink",
            "IoRegisterDeviceInterface",
            "IoSetDeviceInterfaceState",
            "IoGetDeviceInterface*",
            "IoGetDeviceObjectPointer",
            "IoGetDeviceProperty*",
            "IoSetDeviceProperty*",
            "IoOpenDevice*RegistryKey",
            "IoCreateFile*",
            "IoConnectInterrupt*",
            "IoDisconnectInterrupt*",
            "IoGetDmaAdapter",
            "IoRegisterPlugPlayNotification",
            "IoUnregisterPlugPlayNotification*",
            "IoReportTargetDeviceChange",
            "IoGetBootDiskInformation",
            "IoRegisterDriverReinitialization",
            "IoRegisterBootDriverReinitialization",
            "IoCreateDevice*",
            "IoAttachDevice",
            "IoSetSystemPartition",
            "IoWMIRegistrationControl",
            "IoReleaseRemoveLockAndWaitEx",
            "MmGetSystemRoutineAddress",
            "MmIsDriverVerifying*",
            "MmLockPagable*",
            "MmUnlockPagable*",
            "MmPageEntireDriver",
            "MmResetDriverPaging",
        ],
    ),
    (
        APC,
        &[
            "IoDeleteDevice",
            "IoDetachDevice",
            "IoAllocateErrorLogEntry",
            "KeSetPriorityThread",
        ],
    ),
    (
        DISPATCH,
        &["RtlCompareMemoryUlong", "PsTerminateSystemThread"],
    ),
];

/// The highest IRQL at which `name` may be called.
pub(crate) const fn limit(name: &str) -> u8 {
    if let Some(limit) = find(EXCEPTIONS, name) {
        return limit;
    }
    match find(LIMITS, name) {
        Some(limit) => limit,
        None => ANY,
    }
}

const fn find(table: &[(u8, &[&str])], name: &str) -> Option<u8> {
    let mut row = 0;
    while row < table.len() {
        let (limit, patterns) = table[row];
        let mut index = 0;
        while index < patterns.len() {
            if matches(patterns[index].as_bytes(), name.as_bytes()) {
                return Some(limit);
            }
            index += 1;
        }
        row += 1;
    }
    None
}

/// Does `name` fit `pattern`, in which `*` stands for any characters?
const fn matches(pattern: &[u8], name: &[u8]) -> bool {
    let (mut at, mut in_name) = (0, 0);
    let mut star = None;
    while in_name < name.len() {
        if at < pattern.len() && pattern[at] == b'*' {
            star = Some((at, in_name));
            at += 1;
        } else if at < pattern.len() && pattern[at] == name[in_name] {
            at += 1;
            in_name += 1;
        } else if let Some((star_at, tried)) = star {
            star = Some((star_at, tried + 1));
            at = star_at + 1;
            in_name = tried + 1;
        } else {
            return false;
        }
    }
    while at < pattern.len() && pattern[at] == b'*' {
        at += 1;
    }
    at == pattern.len()
}

impl Kernel {
    /// Reports a call above the function's limit.
    #[cold]
    pub(crate) fn irql_too_high(&self, name: &'static str, limit: u8) {
        let irql = self.sched.irql();
        let rule = if name.starts_with("Zw") {
            &rules::IRQL_PASSIVE
        } else {
            &rules::IRQL_TOO_HIGH
        };
        let message = format!("{name} was called at IRQL {irql}; its highest is {limit}");
        self.violation(rule, [u64::from(irql), u64::from(limit), 0], message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_those_of_the_documentation() {
        for (name, expected) in [
            ("KeGetCurrentIrql", ANY),
            ("KeSetEvent", DISPATCH),
            ("KeInsertQueueDpc", ANY),
            ("ExAcquireFastMutex", APC),
            ("ExAllocatePool2", DISPATCH),
            ("ZwCreateKey", PASSIVE),
            ("RtlCopyUnicodeString", DISPATCH),
            ("RtlUnicodeStringToInteger", PASSIVE),
            ("IofCallDriver", DISPATCH),
            ("IoCreateDevice", PASSIVE),
            ("IoDeleteDevice", APC),
            ("ObfDereferenceObject", DISPATCH),
            ("ObReferenceObjectByHandle", PASSIVE),
            ("PsCreateSystemThread", PASSIVE),
        ] {
            assert_eq!(limit(name), expected, "{name}");
        }
    }
}
