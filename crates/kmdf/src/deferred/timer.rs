//! The kernel's timer as part of an object.
#![expect(unsafe_code, reason = "calls the kernel with its timer")]

use core::cell::UnsafeCell;

use wdk_sys::{
    _TIMER_TYPE::NotificationTimer, KTIMER, KeCancelTimer, KeInitializeTimerEx,
    KeSetCoalescableTimer, KeSetTimerEx, LARGE_INTEGER,
};

use super::{HasDpc, KernelDpc};
use crate::{object::Obj, plain::zeroed};

/// A timer of the kernel, and the DPC that it queues.
///
/// # Invariants
/// [`KernelTimer::initialize`] ran at the final address before the timer is set; the timer is
/// canceled before its memory is freed.
pub(crate) struct KernelTimer {
    timer: UnsafeCell<KTIMER>,
    dpc: KernelDpc,
}

// SAFETY: the kernel synchronises the use of its timer.
unsafe impl Sync for KernelTimer {}
// SAFETY: nothing of a timer is bound to a thread.
unsafe impl Send for KernelTimer {}

impl KernelTimer {
    /// A timer that [`KernelTimer::initialize`] makes usable at its final address.
    pub(crate) const fn new() -> Self {
        Self {
            timer: UnsafeCell::new(zeroed()),
            dpc: KernelDpc::new(),
        }
    }

    /// Makes it a timer that runs [`HasDpc::run_dpc`] for `object`.
    pub(crate) fn initialize<T: HasDpc>(&self, object: Obj<T>) {
        // SAFETY: memory for a timer at its final address, which is not set.
        unsafe { KeInitializeTimerEx(self.timer.get(), NotificationTimer) };
        self.dpc.initialize(object);
    }

    /// Sets it; says whether it was set before. `tolerable_delay`, in milliseconds, may be 0.
    pub(crate) fn set(&self, due: i64, period: u32, tolerable_delay: u32) -> bool {
        let due = LARGE_INTEGER { QuadPart: due };
        let (timer, dpc) = (self.timer.get(), self.dpc.as_ptr());
        let coalescable = i32::try_from(tolerable_delay).is_ok_and(|delay| delay > 0);
        let was_set = if coalescable {
            // SAFETY: a timer and a DPC that are initialised, by the invariants of both types.
            unsafe { KeSetCoalescableTimer(timer, due, period, tolerable_delay, dpc) }
        } else {
            // SAFETY: the same two, without the delay that only the other function takes.
            unsafe { KeSetTimerEx(timer, due, period.cast_signed(), dpc) }
        };
        was_set != 0
    }

    /// Cancels it; says whether it was set.
    pub(crate) fn cancel(&self) -> bool {
        // SAFETY: initialised, by the invariant.
        unsafe { KeCancelTimer(self.timer.get()) != 0 }
    }
}
