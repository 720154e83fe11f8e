//! `ExAllocatePool*` and `ExFreePool*`.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{
    EX_POOL_PRIORITY, POOL_FLAG_PAGED, POOL_FLAG_RAISE_ON_FAILURE, POOL_FLAG_SPECIAL_POOL,
    POOL_FLAG_UNINITIALIZED, POOL_FLAGS, POOL_TYPE, PVOID, SIZE_T, ULONG, abi,
};

use crate::{
    engine::{
        export::{Export, export_table},
        fault::Kind,
        pool::{FreeError, Request, Tag as PoolTag},
        scheduler::DISPATCH_LEVEL,
    },
    machine::{Current, Kernel},
    nt::verifier::rules,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    ExAllocatePool2, ExAllocatePoolWithTag, ExAllocatePoolWithQuotaTag,
    ExAllocatePoolWithTagPriority, ExFreePool, ExFreePoolWithTag,
    "ExAllocatePool" = allocate_without_tag, "ExFreePool2" = free_extended);

/// What `ExAllocatePool` without a tag uses.
const NO_TAG: u32 = u32::from_le_bytes(*b"None");
/// Set in a tag that only the same tag frees.
const PROTECTED: u32 = 0x8000_0000;

fn allocate(kernel: Current, request: Request) -> PVOID {
    if kernel.verifier.enabled() {
        check(kernel, request);
    }
    if kernel.fails(Kind::Pool) {
        return std::ptr::null_mut();
    }
    let owner = kernel.current_driver();
    kernel
        .pool
        .allocate(request, owner, || kernel.open_calls())
        .cast()
}

fn check(kernel: Current, request: Request) {
    let tag = request.tag;
    kernel.check(request.bytes != 0, &rules::POOL_ZERO, || {
        format!("an allocation with tag '{tag}' asks for no bytes")
    });
    let irql = kernel.sched.irql();
    kernel.check(
        !request.paged || irql < DISPATCH_LEVEL,
        &rules::POOL_PAGED_IRQL,
        || format!("paged pool with tag '{tag}' is allocated at IRQL {irql}"),
    );
}

/// Bit 0 of a `POOL_TYPE` says paged; session and execution bits make no difference here.
fn legacy(kind: POOL_TYPE, bytes: SIZE_T, tag: ULONG) -> PVOID {
    let request = Request {
        bytes: bytes as usize,
        tag: PoolTag(tag & !PROTECTED),
        paged: kind & 1 != 0,
        zeroed: kind & ZEROED != 0,
        special: false,
    };
    allocate(Kernel::current(), request)
}

/// `POOL_ZERO_ALLOCATION`.
const ZEROED: POOL_TYPE = 1024;

#[abi(enter, no_mangle)]
unsafe fn ExAllocatePool2(Flags: POOL_FLAGS, NumberOfBytes: SIZE_T, Tag: ULONG) -> PVOID {
    let kernel = Kernel::current();
    let request = Request {
        bytes: NumberOfBytes as usize,
        tag: PoolTag(Tag & !PROTECTED),
        paged: Flags & POOL_FLAG_PAGED != 0,
        zeroed: Flags & POOL_FLAG_UNINITIALIZED == 0,
        special: Flags & POOL_FLAG_SPECIAL_POOL != 0,
    };
    let memory = allocate(kernel, request);
    if memory.is_null() && Flags & POOL_FLAG_RAISE_ON_FAILURE != 0 {
        let message = "ExAllocatePool2 raised STATUS_INSUFFICIENT_RESOURCES".to_owned();
        kernel.stop(0x1E, [0xC000_009A, 0, 0, 0], message);
    }
    memory
}

#[abi(enter, no_mangle)]
unsafe fn ExAllocatePoolWithTag(PoolType: POOL_TYPE, NumberOfBytes: SIZE_T, Tag: ULONG) -> PVOID {
    legacy(PoolType, NumberOfBytes, Tag)
}

#[abi(enter, no_mangle)]
unsafe fn ExAllocatePoolWithQuotaTag(
    PoolType: POOL_TYPE,
    NumberOfBytes: SIZE_T,
    Tag: ULONG,
) -> PVOID {
    legacy(PoolType, NumberOfBytes, Tag)
}

#[abi(enter, no_mangle)]
unsafe fn ExAllocatePoolWithTagPriority(
    PoolType: POOL_TYPE,
    NumberOfBytes: SIZE_T,
    Tag: ULONG,
    Priority: EX_POOL_PRIORITY,
) -> PVOID {
    let _ = Priority;
    legacy(PoolType, NumberOfBytes, Tag)
}

/// `ExAllocatePool`, which images built with old headers import.
#[abi]
unsafe fn allocate_without_tag(PoolType: POOL_TYPE, NumberOfBytes: SIZE_T) -> PVOID {
    legacy(PoolType, NumberOfBytes, NO_TAG)
}

fn free(kernel: Current, memory: PVOID, tag: Option<PoolTag>) {
    if kernel.verifier.enabled() {
        check_free(kernel, memory);
    }
    if let Err(error) = kernel.pool.free(memory.cast(), tag) {
        refuse(kernel, memory, tag, &error);
    }
    kernel.report_damage();
}

/// Frees what a driver gave to a function that frees for it.
pub(crate) fn release(kernel: Current, memory: PVOID) {
    free(kernel, memory, None);
}

fn check_free(kernel: Current, memory: PVOID) {
    let Some((bytes, paged)) = kernel.pool.size_of(memory as usize) else {
        return;
    };
    let irql = kernel.sched.irql();
    kernel.check(
        !paged || irql < DISPATCH_LEVEL,
        &rules::POOL_PAGED_IRQL,
        || format!("paged pool at {memory:p} is freed at IRQL {irql}"),
    );
    if let Some(timer) = kernel.timer_within(memory as usize, bytes) {
        let message = format!("the block at {memory:p} is freed with the timer at {timer:#x} set");
        kernel.violation(
            &rules::PENDING_TIMER,
            [timer as u64, memory as u64, bytes as u64],
            message,
        );
    }
}

#[cold]
fn refuse(kernel: Current, memory: PVOID, tag: Option<PoolTag>, error: &FreeError) {
    let address = memory as u64;
    let (rule, details, message) = match error {
        FreeError::NotABlock => (
            &rules::POOL_FREE_INVALID,
            [address, 0, 0],
            format!("{memory:p} is freed, but no pool block begins there"),
        ),
        FreeError::Twice { tag } => (
            &rules::POOL_FREE_TWICE,
            [address, u64::from(tag.0), 0],
            format!("the block at {memory:p}, tag '{tag}', is freed a second time"),
        ),
        FreeError::WrongTag { tag: right } => {
            let wrong = tag.unwrap_or(PoolTag(0));
            let message =
                format!("the block at {memory:p}, tag '{right}', is freed with tag '{wrong}'");
            (
                &rules::POOL_TAG,
                [address, u64::from(right.0), u64::from(wrong.0)],
                message,
            )
        }
        FreeError::Overrun { tag, bytes, offset } => (
            &rules::POOL_OVERRUN,
            [address, *bytes as u64, *offset as u64],
            format!(
                "the block of {bytes} bytes at {memory:p}, tag '{tag}', \
                 was written to at offset {offset}"
            ),
        ),
    };
    if kernel.verifier.enabled() {
        kernel.violation(rule, details, message);
        return;
    }
    // The kernel finds out without its verifier too.
    let kind = match error {
        FreeError::NotABlock => 0x46,
        FreeError::Twice { .. } => 0x7,
        FreeError::WrongTag { .. } => 0xA,
        FreeError::Overrun { .. } => return,
    };
    kernel.stop(0xC2, [kind, details[0], details[1], details[2]], message);
}

#[abi(enter, no_mangle)]
unsafe fn ExFreePool(P: PVOID) {
    free(Kernel::current(), P, None);
}

#[abi(enter, no_mangle)]
unsafe fn ExFreePoolWithTag(P: PVOID, Tag: ULONG) {
    let tag = PoolTag(Tag & !PROTECTED);
    free(Kernel::current(), P, Some(tag).filter(|tag| tag.0 != 0));
}

/// `ExFreePool2`, whose extended parameters only matter to secure pool.
#[abi]
unsafe fn free_extended(P: PVOID, Tag: ULONG, Extended: PVOID, Count: ULONG) {
    let _ = (Extended, Count);
    // SAFETY: the same function.
    unsafe { ExFreePoolWithTag(P, Tag) };
}
