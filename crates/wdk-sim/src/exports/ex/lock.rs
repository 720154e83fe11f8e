//! Locks that several readers share: executive spin locks and push locks.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{KIRQL, LONG, PULONG_PTR, ULONG, ULONG_PTR, abi};

use crate::{
    engine::{
        export::{Export, export_table},
        scheduler::DISPATCH_LEVEL,
    },
    nt::{
        kernel::{Current, Kernel},
        verifier::rules,
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    ExAcquireSpinLockShared: full,
    ExReleaseSpinLockShared: full,
    ExAcquireSpinLockSharedAtDpcLevel: full,
    ExReleaseSpinLockSharedFromDpcLevel: full,
    ExAcquireSpinLockExclusive: full,
    ExReleaseSpinLockExclusive: full,
    ExAcquireSpinLockExclusiveAtDpcLevel: full,
    ExReleaseSpinLockExclusiveFromDpcLevel: full,
    ExTryConvertSharedSpinLockExclusive: full,
    ExInitializePushLock: full,
    ExAcquirePushLockExclusiveEx: full,
    ExAcquirePushLockSharedEx: full,
    ExReleasePushLockExclusiveEx: full,
    ExReleasePushLockSharedEx: full,
);

/// Set while one writer holds an executive spin lock; readers are counted below.
const EXCLUSIVE: LONG = LONG::MIN;

type SpinLock = *mut LONG;

fn read(lock: SpinLock) -> LONG {
    // SAFETY: the caller passes a lock that it keeps alive.
    unsafe { lock.read_volatile() }
}

fn write(lock: SpinLock, value: LONG) {
    // SAFETY: as in `read`.
    unsafe { lock.write_volatile(value) }
}

fn no_writer(lock: *const ()) -> bool {
    read(lock.cast_mut().cast()) >= 0
}

fn nobody(lock: *const ()) -> bool {
    read(lock.cast_mut().cast()) == 0
}

fn share(kernel: Current, lock: SpinLock) {
    while read(lock) < 0 && !std::thread::panicking() {
        kernel.sched.spin(lock.cast_const().cast(), no_writer);
    }
    write(lock, read(lock) + 1);
}

fn exclude(kernel: Current, lock: SpinLock) {
    while read(lock) != 0 && !std::thread::panicking() {
        kernel.sched.spin(lock.cast_const().cast(), nobody);
    }
    write(lock, EXCLUSIVE);
}

fn release_shared(kernel: Current, lock: SpinLock) {
    let held = read(lock);
    kernel.check(held > 0, &rules::SPIN_LOCK_RELEASE, || {
        format!("the spin lock at {lock:p} is released shared, but not held so")
    });
    write(lock, (held - 1).max(0));
}

fn release_exclusive(kernel: Current, lock: SpinLock) {
    kernel.check(read(lock) == EXCLUSIVE, &rules::SPIN_LOCK_RELEASE, || {
        format!("the spin lock at {lock:p} is released exclusive, but not held so")
    });
    write(lock, 0);
}

#[abi(enter, no_mangle)]
fn ExAcquireSpinLockShared(SpinLock: SpinLock) -> KIRQL {
    let kernel = Kernel::current();
    let before = kernel.sched.raise_irql(DISPATCH_LEVEL);
    share(kernel, SpinLock);
    before
}

#[abi(enter, no_mangle)]
fn ExReleaseSpinLockShared(SpinLock: SpinLock, OldIrql: KIRQL) {
    let kernel = Kernel::current();
    release_shared(kernel, SpinLock);
    kernel.sched.lower_irql(OldIrql);
}

#[abi(enter, no_mangle)]
fn ExAcquireSpinLockSharedAtDpcLevel(SpinLock: SpinLock) {
    share(Kernel::current(), SpinLock);
}

#[abi(enter, no_mangle)]
fn ExReleaseSpinLockSharedFromDpcLevel(SpinLock: SpinLock) {
    release_shared(Kernel::current(), SpinLock);
}

#[abi(enter, no_mangle)]
fn ExAcquireSpinLockExclusive(SpinLock: SpinLock) -> KIRQL {
    let kernel = Kernel::current();
    let before = kernel.sched.raise_irql(DISPATCH_LEVEL);
    exclude(kernel, SpinLock);
    before
}

#[abi(enter, no_mangle)]
fn ExReleaseSpinLockExclusive(SpinLock: SpinLock, OldIrql: KIRQL) {
    let kernel = Kernel::current();
    release_exclusive(kernel, SpinLock);
    kernel.sched.lower_irql(OldIrql);
}

#[abi(enter, no_mangle)]
fn ExAcquireSpinLockExclusiveAtDpcLevel(SpinLock: SpinLock) {
    exclude(Kernel::current(), SpinLock);
}

#[abi(enter, no_mangle)]
fn ExReleaseSpinLockExclusiveFromDpcLevel(SpinLock: SpinLock) {
    release_exclusive(Kernel::current(), SpinLock);
}

#[abi(enter, no_mangle)]
fn ExTryConvertSharedSpinLockExclusive(SpinLock: SpinLock) -> ULONG {
    let alone = read(SpinLock) == 1;
    if alone {
        write(SpinLock, EXCLUSIVE);
    }
    alone.into()
}

/// A push lock's word: this for a writer, else twice the number of readers.
const WRITER: ULONG_PTR = 1;
const READER: ULONG_PTR = 2;

fn word(lock: PULONG_PTR) -> ULONG_PTR {
    // SAFETY: the caller passes a lock that it keeps alive.
    unsafe { lock.read_volatile() }
}

fn set_word(lock: PULONG_PTR, value: ULONG_PTR) {
    // SAFETY: as in `word`.
    unsafe { lock.write_volatile(value) }
}

#[abi(enter, no_mangle)]
fn ExInitializePushLock(PushLock: PULONG_PTR) {
    set_word(PushLock, 0);
}

#[abi(enter, no_mangle)]
fn ExAcquirePushLockExclusiveEx(PushLock: PULONG_PTR, Flags: ULONG) {
    let _ = Flags;
    let kernel = Kernel::current();
    kernel.park_while(PushLock as usize, "a push lock", || word(PushLock) != 0);
    set_word(PushLock, WRITER);
}

#[abi(enter, no_mangle)]
fn ExAcquirePushLockSharedEx(PushLock: PULONG_PTR, Flags: ULONG) {
    let _ = Flags;
    let kernel = Kernel::current();
    kernel.park_while(PushLock as usize, "a push lock", || {
        word(PushLock) & WRITER != 0
    });
    set_word(PushLock, word(PushLock) + READER);
}

#[abi(enter, no_mangle)]
fn ExReleasePushLockExclusiveEx(PushLock: PULONG_PTR, Flags: ULONG) {
    let _ = Flags;
    set_word(PushLock, 0);
    Kernel::current().unpark(PushLock as usize);
}

#[abi(enter, no_mangle)]
fn ExReleasePushLockSharedEx(PushLock: PULONG_PTR, Flags: ULONG) {
    let _ = Flags;
    set_word(PushLock, word(PushLock).saturating_sub(READER));
    Kernel::current().unpark(PushLock as usize);
}
