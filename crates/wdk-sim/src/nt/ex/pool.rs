//! Pool for drivers: attributed, checked, and freed with every mistake named.
#![forbid(unsafe_code)]

use wdk_sys::PVOID;

use super::layer::Ex;
use crate::{
    engine::{
        fault::Kind,
        pool::{FreeError, Request, Tag as PoolTag},
        scheduler::DISPATCH_LEVEL,
    },
    nt::verifier::rules,
};

pub(crate) fn allocate(kernel: &Ex, request: Request) -> PVOID {
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

pub(crate) fn check(kernel: &Ex, request: Request) {
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

pub(crate) fn free(kernel: &Ex, memory: PVOID, tag: Option<PoolTag>) {
    if kernel.verifier.enabled() {
        check_free(kernel, memory);
    }
    if let Err(error) = kernel.pool.free(memory.cast(), tag) {
        refuse(kernel, memory, tag, &error);
    }
    kernel.report_damage();
}

/// Frees what a driver gave to a function that frees for it.
pub(crate) fn release(kernel: &Ex, memory: PVOID) {
    free(kernel, memory, None);
}

pub(crate) fn check_free(kernel: &Ex, memory: PVOID) {
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
pub(crate) fn refuse(kernel: &Ex, memory: PVOID, tag: Option<PoolTag>, error: &FreeError) {
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
