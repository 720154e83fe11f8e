//! Events and semaphores.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ptr::NonNull;

use wdk_sys::{
    BOOLEAN, EVENT_TYPE, KPRIORITY, KSEMAPHORE, LONG, PDISPATCHER_HEADER, PKEVENT, PRKEVENT,
    PRKSEMAPHORE, abi,
};

use crate::nt::parameter::Struct;
use crate::{
    engine::{
        export::{Export, export_table},
        scheduler::DISPATCH_LEVEL,
    },
    nt::{ke::dispatcher::kind, kernel::Kernel, verifier::rules},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeInitializeEvent: full,
    KeSetEvent: partial("with Wait = TRUE the call and the wait behind it are not one step"),
    KeResetEvent: full,
    KeClearEvent: full,
    KeReadStateEvent: full,
    KeInitializeSemaphore: full,
    KeReleaseSemaphore: partial(
        "Wait is ignored; exceeding the limit stops the machine, as no exception can be handled"
    ),
    KeReadStateSemaphore: full,
    "KePulseEvent" = pulse_event: partial(
        "with Wait = TRUE the call and the wait behind it are not one step"
    ),
);

#[abi(enter, no_mangle)]
unsafe fn KeInitializeEvent(Event: PRKEVENT, Type: EVENT_TYPE, State: BOOLEAN) {
    let kind = if Type == wdk_sys::_EVENT_TYPE::SynchronizationEvent {
        kind::SYNCHRONIZATION_EVENT
    } else {
        kind::NOTIFICATION_EVENT
    };
    let size = size_of::<wdk_sys::KEVENT>();
    let state = i32::from(State != 0);
    // SAFETY: the caller passes memory for an event.
    unsafe { Kernel::current().initialise(Event.cast(), kind, size, state) };
}

#[abi(enter, no_mangle)]
fn KeSetEvent(Event: PRKEVENT, Increment: KPRIORITY, Wait: BOOLEAN) -> LONG {
    let _ = Increment;
    let kernel = Kernel::current();
    let irql = kernel.sched.irql();
    kernel.check(
        Wait == 0 || irql < DISPATCH_LEVEL,
        &rules::IRQL_TOO_HIGH,
        || format!("KeSetEvent with Wait = TRUE was called at IRQL {irql}"),
    );
    kernel.signal(Event.cast(), 1)
}

#[abi(enter, no_mangle)]
fn KeResetEvent(Event: PRKEVENT) -> LONG {
    Kernel::current().signal(Event.cast(), 0)
}

#[abi(enter, no_mangle)]
fn KeClearEvent(Event: PRKEVENT) {
    Kernel::current().signal(Event.cast(), 0);
}

#[abi(enter, no_mangle)]
fn KeReadStateEvent(Event: PRKEVENT) -> LONG {
    Kernel::current().state(Event.cast())
}

/// `KePulseEvent`: wakes the threads that wait, and resets the event.
#[abi]
fn pulse_event(Event: PKEVENT, Increment: KPRIORITY, Wait: BOOLEAN) -> LONG {
    let _ = (Increment, Wait);
    let kernel = Kernel::current();
    let before = kernel.signal(Event.cast(), 1);
    kernel.signal(Event.cast(), 0);
    before
}

#[abi(enter, no_mangle)]
unsafe fn KeInitializeSemaphore(Semaphore: PRKSEMAPHORE, Count: LONG, Limit: LONG) {
    let size = size_of::<KSEMAPHORE>();
    let header: PDISPATCHER_HEADER = Semaphore.cast();
    // SAFETY: the caller passes memory for a semaphore.
    unsafe { Kernel::current().initialise(header, kind::SEMAPHORE, size, Count) };
    if let Some(mut semaphore) = NonNull::new(Semaphore) {
        // SAFETY: not null, and its header was just written.
        unsafe { semaphore.as_mut() }.Limit = Limit;
    }
}

#[abi(enter, no_mangle)]
fn KeReleaseSemaphore(
    Semaphore: Struct<KSEMAPHORE>,
    Increment: KPRIORITY,
    Adjustment: LONG,
    Wait: BOOLEAN,
) -> LONG {
    let _ = (Increment, Wait);
    let kernel = Kernel::current();
    let count = kernel.state(Semaphore.raw().cast());
    let limit = Semaphore.get().Limit;
    match count
        .checked_add(Adjustment)
        .filter(|new| *new <= limit && Adjustment > 0)
    {
        Some(new) => kernel.signal(Semaphore.raw().cast(), new),
        None => {
            let message = format!(
                "KeReleaseSemaphore by {Adjustment} at count {count} exceeds the limit {limit}"
            );
            // The kernel raises STATUS_SEMAPHORE_LIMIT_EXCEEDED.
            kernel.stop(
                wdk_sys::KMODE_EXCEPTION_NOT_HANDLED,
                [0xC000_0047, 0, 0, 0],
                message,
            )
        }
    }
}

#[abi(enter, no_mangle)]
fn KeReadStateSemaphore(Semaphore: PRKSEMAPHORE) -> LONG {
    Kernel::current().state(Semaphore.cast())
}
