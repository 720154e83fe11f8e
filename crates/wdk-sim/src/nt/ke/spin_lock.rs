//! Spin locks. A held lock's word names the thread that holds it.
#![expect(
    unsafe_code,
    reason = "reads and writes locks in the memory of drivers"
)]

use wdk_sys::{KIRQL, KSPIN_LOCK, PKSPIN_LOCK};

use super::layer::Ke;
use crate::{engine::scheduler::DISPATCH_LEVEL, nt::verifier::rules};

/// What the word of a lock that the running thread holds contains.
pub(crate) fn token(kernel: &Ke) -> KSPIN_LOCK {
    let number = kernel.sched.running().map_or(0, |thread| thread.number);
    number << 1 | 1
}

pub(crate) fn read(lock: PKSPIN_LOCK) -> KSPIN_LOCK {
    // SAFETY: the driver passes a lock that it keeps alive; one that is not faults here.
    unsafe { lock.read_volatile() }
}

pub(crate) fn write(lock: PKSPIN_LOCK, value: KSPIN_LOCK) {
    // SAFETY: as in `read`.
    unsafe { lock.write_volatile(value) }
}

pub(crate) fn is_free(lock: *const ()) -> bool {
    read(lock.cast_mut().cast()) == 0
}

/// Acquires the lock at or above `DISPATCH_LEVEL`.
pub(crate) fn acquire(kernel: &Ke, lock: PKSPIN_LOCK) {
    let token = token(kernel);
    loop {
        let owner = read(lock);
        if owner == 0 {
            break;
        }
        if owner == token {
            let message = format!("the thread acquires the spin lock at {lock:p}, which it holds");
            kernel.check(false, &rules::SPIN_LOCK_TWICE, || message.clone());
            kernel.stop(0x0F, [lock as u64, 0, 0, 0], message);
        }
        if std::thread::panicking() {
            return;
        }
        kernel.sched.spin(lock.cast_const().cast(), is_free);
    }
    write(lock, token);
    if kernel.verifier.enabled()
        && let Some(thread) = kernel.sched.running()
    {
        thread.spin_locks.borrow_mut().push(lock as usize);
    }
}

/// Releases the lock; the IRQL stays.
pub(crate) fn release(kernel: &Ke, lock: PKSPIN_LOCK) {
    if kernel.verifier.enabled() {
        check_release(kernel, lock);
    }
    write(lock, 0);
}

pub(crate) fn check_release(kernel: &Ke, lock: PKSPIN_LOCK) {
    let owner = read(lock);
    let details = [lock as u64, 0, 0];
    if owner == 0 {
        let message = format!("the spin lock at {lock:p} is released, but not held");
        kernel.violation(&rules::SPIN_LOCK_RELEASE, details, message);
    } else if owner != token(kernel) {
        let message = format!("the spin lock at {lock:p} is released, but another thread holds it");
        kernel.violation(&rules::SPIN_LOCK_ORDER, details, message);
    }
    let Some(thread) = kernel.sched.running() else {
        return;
    };
    let mut held = thread.spin_locks.borrow_mut();
    if let Some(index) = held.iter().rposition(|other| *other == lock as usize) {
        held.remove(index);
    }
}

pub(crate) fn release_and_lower(kernel: &Ke, lock: PKSPIN_LOCK, irql: KIRQL) {
    let now = kernel.sched.irql();
    kernel.check(now == DISPATCH_LEVEL, &rules::SPIN_LOCK_IRQL, || {
        format!("the spin lock at {lock:p} is released at IRQL {now}")
    });
    kernel.check(irql <= now, &rules::IRQL_LOWER, || {
        format!("the spin lock at {lock:p} is released to IRQL {irql} at {now}")
    });
    release(kernel, lock);
    kernel.sched.lower_irql(irql);
}

pub(crate) fn check_dpc_level(kernel: &Ke, name: &str) {
    let now = kernel.sched.irql();
    kernel.check(now >= DISPATCH_LEVEL, &rules::SPIN_LOCK_DPC_IRQL, || {
        format!("{name} was called at IRQL {now}")
    });
}
