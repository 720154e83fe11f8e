//! `wdm.h`, `ntddk.h`, `ntifs.h`: the kernel: processors, IRQL, spin locks, DPCs, time, bug checks.

use crate::{
    KIRQL, LONGLONG, NTSTATUS, PKIRQL, PLARGE_INTEGER, PROCESSOR_NUMBER, STATUS_SUCCESS, ULONG,
    ULONGLONG, host_world, kernel_world,
};

pub use crate::generated::wdm::ke::*;
// Hides it from globs, see `inline`.
#[expect(
    hidden_glob_reexports,
    unused_imports,
    reason = "it only hides the name"
)]
use crate::inline::PKNORMAL_ROUTINE;

/// Raises the IRQL and stores what it was.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keraiseirql>
#[inline]
pub unsafe fn KeRaiseIrql(NewIrql: KIRQL, OldIrql: PKIRQL) {
    // SAFETY: the caller passes a level not below the current one, and memory for the old one.
    unsafe { *OldIrql = KfRaiseIrql(NewIrql) };
}

/// Raises the IRQL to `DISPATCH_LEVEL` and returns what it was.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keraiseirqltodpclevel>
#[inline]
#[must_use]
pub unsafe fn KeRaiseIrqlToDpcLevel() -> KIRQL {
    // SAFETY: the caller is at DISPATCH_LEVEL or below.
    unsafe { KfRaiseIrql(DISPATCH_LEVEL as KIRQL) }
}

/// Acquires a spin lock and stores the IRQL that its release restores. IRQL: <= DISPATCH_LEVEL.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keacquirespinlock>
#[inline]
pub unsafe fn KeAcquireSpinLock(SpinLock: PKSPIN_LOCK, OldIrql: PKIRQL) {
    // SAFETY: the caller passes an initialised lock, and memory for the old level.
    unsafe { *OldIrql = KeAcquireSpinLockRaiseToDpc(SpinLock) };
}

/// The number of the current processor within its group.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-kegetcurrentprocessornumber>
#[inline]
#[must_use]
pub unsafe fn KeGetCurrentProcessorNumber() -> ULONG {
    let mut number = PROCESSOR_NUMBER::default();
    // SAFETY: the argument points to a variable.
    unsafe { KeGetCurrentProcessorNumberEx(&raw mut number) };
    ULONG::from(number.Number)
}

/// The number of the current processor among all.
#[inline]
#[must_use]
pub unsafe fn KeGetCurrentProcessorIndex() -> ULONG {
    // SAFETY: the group's number is not asked for.
    unsafe { KeGetCurrentProcessorNumberEx(core::ptr::null_mut()) }
}

/// Orders the memory accesses before it and after it.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kememorybarrier>
#[inline]
pub fn KeMemoryBarrier() {
    core::sync::atomic::fence(core::sync::atomic::Ordering::SeqCst);
}

/// Marks a bug check callback record as unused.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinitializecallbackrecord>
#[inline]
pub unsafe fn KeInitializeCallbackRecord(CallbackRecord: PKBUGCHECK_CALLBACK_RECORD) {
    // SAFETY: the caller has the record.
    unsafe { (*CallbackRecord).State = 0 };
}

/// Lets a driver use floating point, which 64-bit systems always allow. IRQL: <= DISPATCH_LEVEL.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kesavefloatingpointstate>
#[inline]
pub const unsafe fn KeSaveFloatingPointState(_FloatSave: PKFLOATING_SAVE) -> NTSTATUS {
    STATUS_SUCCESS
}

/// Ends what [`KeSaveFloatingPointState`] began. IRQL: <= DISPATCH_LEVEL.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kerestorefloatingpointstate>
#[inline]
pub const unsafe fn KeRestoreFloatingPointState(_FloatSave: PKFLOATING_SAVE) -> NTSTATUS {
    STATUS_SUCCESS
}

kernel_world! {
    /// What the system shares with every process, at the offset of a 64-bit value.
    unsafe fn shared_data(offset: usize) -> ULONGLONG {
        let address = KI_USER_SHARED_DATA as usize + offset;
        // SAFETY: the page is always mapped, and the system writes its values atomically.
        unsafe { core::ptr::with_exposed_provenance::<ULONGLONG>(address).read_volatile() }
    }

    /// Time since the system started, in 100 ns units. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequeryinterrupttime>
    #[inline]
    #[must_use]
    pub unsafe fn KeQueryInterruptTime() -> ULONGLONG {
        // SAFETY: `InterruptTime` is at this offset.
        unsafe { shared_data(0x08) }
    }

    /// Time since 1601, in 100 ns units. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerysystemtime-r1>
    #[inline]
    pub unsafe fn KeQuerySystemTime(CurrentTime: PLARGE_INTEGER) {
        let address = KI_USER_SHARED_DATA as usize + 0x14;
        let system_time = core::ptr::with_exposed_provenance::<ULONGLONG>(address);
        // SAFETY: `SystemTime` is there, four-aligned, and the caller's variable is as wide.
        unsafe { (*CurrentTime).QuadPart = system_time.read_unaligned() as LONGLONG };
    }

    /// Clock interrupts since the system started. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerytickcount>
    #[inline]
    pub unsafe fn KeQueryTickCount(TickCount: PLARGE_INTEGER) {
        // SAFETY: `TickCount` is at this offset, and the caller passes a variable for it.
        unsafe { (*TickCount).QuadPart = shared_data(0x320) as LONGLONG };
    }
}

// A host process has no shared page: the precise functions take its place.
host_world! {
    /// Time since the system started, in 100 ns units. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequeryinterrupttime>
    #[inline]
    #[must_use]
    pub unsafe fn KeQueryInterruptTime() -> ULONGLONG {
        let mut counter = 0;
        // SAFETY: the counter is a variable of this function, which the call writes.
        unsafe { KeQueryInterruptTimePrecise(&raw mut counter) }
    }

    forward! {
        /// Time since 1601, in 100 ns units. IRQL: any.
        /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerysystemtime-r1>
        pub unsafe fn KeQuerySystemTime(CurrentTime: PLARGE_INTEGER)
            = KeQuerySystemTimePrecise(CurrentTime);
    }

    /// Clock interrupts since the system started. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerytickcount>
    #[inline]
    pub unsafe fn KeQueryTickCount(TickCount: PLARGE_INTEGER) {
        // SAFETY: the time functions have no preconditions; the count goes to the caller's variable.
        unsafe {
            let ticks = KeQueryInterruptTime() / ULONGLONG::from(KeQueryTimeIncrement());
            (*TickCount).QuadPart = ticks as LONGLONG;
        }
    }
}

/// Asserts in debug builds that pageable code may run: IRQL <= APC_LEVEL.
#[macro_export]
macro_rules! PAGED_CODE {
    () => {
        ::core::debug_assert!($crate::KeGetCurrentIrql() <= $crate::APC_LEVEL as u8)
    };
}
