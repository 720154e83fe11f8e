//! Processors, and which of them a thread runs on.
#![forbid(unsafe_code)]

use wdk_sys::{
    GROUP_AFFINITY, KAFFINITY, KPRIORITY, NTSTATUS, PKTHREAD, PRKTHREAD, PROCESSOR_NUMBER,
    STATUS_INVALID_PARAMETER, STATUS_SUCCESS, ULONG, USHORT, abi,
};

use crate::nt::parameter::Out;
use crate::nt::parameter::Struct;
use crate::{
    engine::export::{Export, export_table},
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeGetCurrentProcessorNumberEx: full,
    KeQueryActiveProcessors: full,
    KeQueryActiveProcessorCount: full,
    KeQueryActiveProcessorCountEx: full,
    KeQueryMaximumProcessorCount: full,
    KeQueryMaximumProcessorCountEx: full,
    KeQueryActiveGroupCount: full,
    KeQueryMaximumGroupCount: full,
    KeQueryGroupAffinity: full,
    KeGetProcessorNumberFromIndex: full,
    KeGetProcessorIndexFromNumber: full,
    KeGetCurrentNodeNumber: full,
    KeQueryHighestNodeNumber: full,
    KeSetSystemAffinityThread: full,
    KeSetSystemAffinityThreadEx: full,
    KeRevertToUserAffinityThread: full,
    KeRevertToUserAffinityThreadEx: full,
    KeSetSystemGroupAffinityThread: full,
    KeRevertToUserGroupAffinityThread: partial("the group is ignored"),
    KeSetPriorityThread: full,
    KeQueryPriorityThread: full,
    KeGetRecommendedSharedDataAlignment: full,
    "KeGetCurrentProcessorNumber" = processor_number: full,
);

fn count() -> usize {
    Kernel::current().sched.processors()
}

fn mask() -> u64 {
    u64::MAX >> (64 - count())
}

/// `KeGetCurrentProcessorNumber`, which headers for x64 read from the processor's block.
#[abi]
fn processor_number() -> ULONG {
    Kernel::current().sched.active() as ULONG
}

#[abi(enter, no_mangle)]
fn KeGetCurrentProcessorNumberEx(ProcNumber: Out<PROCESSOR_NUMBER>) -> ULONG {
    let index = Kernel::current().sched.active();
    if let Some(number) = ProcNumber.as_mut() {
        *number = PROCESSOR_NUMBER {
            Group: 0,
            Number: index as u8,
            Reserved: 0,
        };
    }
    index as ULONG
}

#[abi(enter, no_mangle)]
fn KeQueryActiveProcessors() -> KAFFINITY {
    mask()
}

#[abi(enter, no_mangle)]
fn KeQueryActiveProcessorCount(ActiveProcessors: Out<KAFFINITY>) -> ULONG {
    if let Some(active) = ActiveProcessors.as_mut() {
        *active = mask();
    }
    count() as ULONG
}

/// The processors of a group; all are in group 0.
fn in_group(group: USHORT) -> ULONG {
    match group {
        0 | ALL_PROCESSOR_GROUPS => count() as ULONG,
        _ => 0,
    }
}

/// `ALL_PROCESSOR_GROUPS`.
const ALL_PROCESSOR_GROUPS: USHORT = 0xFFFF;

#[abi(enter, no_mangle)]
fn KeQueryActiveProcessorCountEx(GroupNumber: USHORT) -> ULONG {
    in_group(GroupNumber)
}

#[abi(enter, no_mangle)]
fn KeQueryMaximumProcessorCount() -> ULONG {
    count() as ULONG
}

#[abi(enter, no_mangle)]
fn KeQueryMaximumProcessorCountEx(GroupNumber: USHORT) -> ULONG {
    in_group(GroupNumber)
}

#[abi(enter, no_mangle)]
fn KeQueryActiveGroupCount() -> USHORT {
    1
}

#[abi(enter, no_mangle)]
fn KeQueryMaximumGroupCount() -> USHORT {
    1
}

#[abi(enter, no_mangle)]
fn KeQueryGroupAffinity(GroupNumber: USHORT) -> KAFFINITY {
    if GroupNumber == 0 { mask() } else { 0 }
}

#[abi(enter, no_mangle)]
fn KeGetProcessorNumberFromIndex(ProcIndex: ULONG, ProcNumber: Out<PROCESSOR_NUMBER>) -> NTSTATUS {
    if ProcIndex as usize >= count() {
        return STATUS_INVALID_PARAMETER;
    }
    let number = PROCESSOR_NUMBER {
        Group: 0,
        Number: ProcIndex as u8,
        Reserved: 0,
    };
    ProcNumber.write(number);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn KeGetProcessorIndexFromNumber(ProcNumber: Struct<PROCESSOR_NUMBER>) -> ULONG {
    let number = *ProcNumber.get();
    if number.Group != 0 || usize::from(number.Number) >= count() {
        return wdk_sys::INVALID_PROCESSOR_INDEX;
    }
    ULONG::from(number.Number)
}

#[abi(enter, no_mangle)]
fn KeGetCurrentNodeNumber() -> USHORT {
    0
}

#[abi(enter, no_mangle)]
fn KeQueryHighestNodeNumber() -> USHORT {
    0
}

/// Confines the running thread to `affinity`; 0 means all processors. Returns what it replaces,
/// 0 for all.
fn confine(affinity: u64) -> u64 {
    let kernel = Kernel::current();
    let wanted = if affinity & mask() == 0 {
        u64::MAX
    } else {
        affinity & mask()
    };
    let before = kernel.sched.set_affinity(wanted);
    if before == u64::MAX { 0 } else { before }
}

/// As [`confine`]; a mask without an active processor has no effect.
fn confine_to_active(affinity: u64) -> u64 {
    if affinity & mask() == 0 {
        return 0;
    }
    confine(affinity)
}

#[abi(enter, no_mangle)]
fn KeSetSystemAffinityThread(Affinity: KAFFINITY) {
    confine_to_active(Affinity);
}

#[abi(enter, no_mangle)]
fn KeSetSystemAffinityThreadEx(Affinity: KAFFINITY) -> KAFFINITY {
    confine_to_active(Affinity)
}

#[abi(enter, no_mangle)]
fn KeRevertToUserAffinityThread() {
    confine(0);
}

#[abi(enter, no_mangle)]
fn KeRevertToUserAffinityThreadEx(Affinity: KAFFINITY) {
    confine(Affinity);
}

#[abi(enter, no_mangle)]
fn KeSetSystemGroupAffinityThread(
    Affinity: Struct<GROUP_AFFINITY>,
    PreviousAffinity: Out<GROUP_AFFINITY>,
) {
    let wanted = Affinity.get();
    let mask = if wanted.Group == 0 {
        confine_to_active(wanted.Mask)
    } else {
        0
    };
    let before = GROUP_AFFINITY {
        Mask: mask,
        Group: 0,
        Reserved: [0; 3],
    };
    if let Some(previous) = PreviousAffinity.as_mut() {
        *previous = before;
    }
}

#[abi(enter, no_mangle)]
fn KeRevertToUserGroupAffinityThread(PreviousAffinity: Struct<GROUP_AFFINITY>) {
    confine(PreviousAffinity.get().Mask);
}

#[abi(enter, no_mangle)]
fn KeSetPriorityThread(Thread: PKTHREAD, Priority: KPRIORITY) -> KPRIORITY {
    let kernel = Kernel::current();
    let priority = Priority.clamp(1, 31) as u8;
    let Some(thread) = kernel.thread_of(Thread.cast()) else {
        return 0;
    };
    KPRIORITY::from(kernel.sched.set_priority(&thread, priority))
}

#[abi(enter, no_mangle)]
fn KeQueryPriorityThread(Thread: PRKTHREAD) -> KPRIORITY {
    let thread = Kernel::current().thread_of(Thread.cast());
    thread.map_or(0, |thread| KPRIORITY::from(thread.priority.get()))
}

#[abi(enter, no_mangle)]
fn KeGetRecommendedSharedDataAlignment() -> ULONG {
    64
}
