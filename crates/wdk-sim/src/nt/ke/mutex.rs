//! Mutexes of three kinds: mutants, fast mutexes and guarded mutexes.
#![expect(
    unsafe_code,
    reason = "reads and writes mutexes in the memory of drivers"
)]

use wdk_sys::{FAST_MUTEX, KMUTANT, LONG, PFAST_MUTEX, PRKMUTANT};

use super::{dispatcher::kind, layer::Ke};
use crate::nt::verifier::rules;

pub(crate) fn initialise(kernel: &Ke, mutant: PRKMUTANT, owned: bool, apc_disable: u8) {
    let size = size_of::<KMUTANT>();
    // SAFETY: the caller passes memory for a mutex.
    unsafe { kernel.initialise(mutant.cast(), kind::MUTANT, size, i32::from(!owned)) };
    let owner = match kernel.sched.running() {
        Some(thread) if owned => kernel.thread_object(thread).cast(),
        _ => std::ptr::null_mut(),
    };
    // SAFETY: not null, since its header was just written.
    let mutant = unsafe { &mut *mutant };
    mutant.OwnerThread = owner;
    mutant.Abandoned = 0;
    mutant.ApcDisable = apc_disable;
}

pub(crate) fn release(kernel: &Ke, mutant: PRKMUTANT) -> LONG {
    let Some(thread) = kernel.sched.running() else {
        return 0;
    };
    let me = kernel.thread_object(thread).cast();
    // SAFETY: the caller passes an initialised mutex.
    let owner = unsafe { (*mutant).OwnerThread };
    if owner != me {
        let message =
            format!("the mutex at {mutant:p} is released by a thread that does not own it");
        kernel.check(false, &rules::MUTEX_OWNER, || message.clone());
        // The kernel raises STATUS_MUTANT_NOT_OWNED.
        kernel.stop(
            wdk_sys::KMODE_EXCEPTION_NOT_HANDLED,
            [0xC000_0046, 0, 0, 0],
            message,
        );
    }
    let state = kernel.state(mutant.cast()) + 1;
    if state == 1 {
        // SAFETY: the owner was compared with the running thread, so the mutex is initialised.
        let mutant = unsafe { &mut *mutant };
        mutant.OwnerThread = std::ptr::null_mut();
        let regions = thread.critical_regions.get() - i32::from(mutant.ApcDisable);
        thread.critical_regions.set(regions);
    }
    kernel.signal(mutant.cast(), state)
}

/// The parts that fast and guarded mutexes share; both structures have the same layout.
const _: () = assert!(size_of::<FAST_MUTEX>() == size_of::<wdk_sys::KGUARDED_MUTEX>());

pub(crate) fn take(kernel: &Ke, mutex: PFAST_MUTEX) {
    let Some(thread) = kernel.sched.running() else {
        return;
    };
    let me = kernel.thread_object(thread).cast();
    // SAFETY: the caller passes an initialised mutex, which lives while it is used.
    let fields = unsafe { &mut *mutex };
    if fields.Owner == me {
        let message = format!("the thread acquires the mutex at {mutex:p}, which it holds");
        kernel.check(false, &rules::SPIN_LOCK_TWICE, || message.clone());
    }
    fields.Count -= 1;
    if fields.Count != 0 {
        fields.Contention += 1;
        kernel.wait(&[(&raw mut fields.Event).cast()], false, None);
    }
    // SAFETY: as above; another thread may have changed it while this one waited.
    unsafe { (*mutex).Owner = me };
}

pub(crate) fn give(kernel: &Ke, mutex: PFAST_MUTEX) {
    let Some(thread) = kernel.sched.running() else {
        return;
    };
    let me = kernel.thread_object(thread).cast();
    // SAFETY: the caller passes an initialised mutex, which lives while it is used.
    let fields = unsafe { &mut *mutex };
    let owned = fields.Owner == me;
    kernel.check(owned, &rules::MUTEX_OWNER, || {
        format!("the mutex at {mutex:p} is released by a thread that does not own it")
    });
    fields.Owner = std::ptr::null_mut();
    fields.Count += 1;
    if fields.Count < 1 {
        kernel.signal((&raw mut fields.Event).cast(), 1);
    }
}

pub(crate) fn try_take(kernel: &Ke, mutex: PFAST_MUTEX) -> bool {
    // SAFETY: the caller passes an initialised mutex.
    let free = unsafe { (*mutex).Count } == 1;
    if free {
        take(kernel, mutex);
    }
    free
}
