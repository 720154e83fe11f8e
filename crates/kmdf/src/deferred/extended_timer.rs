//! The executive's timer as part of an object.
#![expect(unsafe_code, reason = "calls the kernel with its timer")]

use core::{
    ptr,
    sync::atomic::{AtomicPtr, Ordering},
};

use wdk_sys::{
    _EX_TIMER, EX_TIMER_HIGH_RESOLUTION, EX_TIMER_NO_WAKE, EX_TIMER_UNLIMITED_TOLERANCE,
    EXT_SET_PARAMETERS, ExAllocateTimer, ExCancelTimer, ExDeleteTimer, ExSetTimer, LONGLONG,
    NTSTATUS, PEX_TIMER, PVOID, STATUS_INSUFFICIENT_RESOURCES,
};

use super::HasDpc;
use crate::object::Obj;

/// 100-nanosecond units of a millisecond.
const MILLISECOND: i64 = 10_000;
/// A tolerable delay that has no end: `TolerableDelayUnlimited`.
const UNLIMITED: u32 = u32::MAX;

/// When and how a timer expires.
#[derive(Clone, Copy)]
pub(crate) struct Expiration {
    /// Milliseconds between expirations, or 0 for one.
    pub(crate) period: u32,
    /// Milliseconds for which a sleeping processor need not wake up.
    pub(crate) tolerable_delay: u32,
    pub(crate) high_resolution: bool,
}

/// A timer that the executive allocates, and that calls an object's routine at `DISPATCH_LEVEL`.
///
/// # Invariants
/// The pointer is null until [`ExtendedTimer::initialize`] has succeeded, and a timer of the
/// executive then. The object that was given there cancels its timer and waits for the callback
/// before it ends.
pub(crate) struct ExtendedTimer(AtomicPtr<_EX_TIMER>);

impl ExtendedTimer {
    /// A timer that [`ExtendedTimer::initialize`] makes usable at its final address.
    pub(crate) const fn new() -> Self {
        Self(AtomicPtr::new(ptr::null_mut()))
    }

    /// Makes it a timer that runs [`HasDpc::run_dpc`] for `object`.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(crate) fn initialize<T: HasDpc>(
        &self,
        object: Obj<T>,
        how: Expiration,
    ) -> Result<(), NTSTATUS> {
        let attributes = if how.tolerable_delay > 0 {
            EX_TIMER_NO_WAKE
        } else if how.high_resolution {
            EX_TIMER_HIGH_RESOLUTION
        } else {
            0
        };
        let routine = Some(run::<T> as wdk_sys::fn_ptr!(fn(PEX_TIMER, PVOID)));
        // SAFETY: the routine takes this context.
        let timer = unsafe { ExAllocateTimer(routine, object.as_context(), attributes) };
        if timer.is_null() {
            return Err(STATUS_INSUFFICIENT_RESOURCES);
        }
        self.0.store(timer, Ordering::Release);
        Ok(())
    }

    /// Sets it; says whether it was set before.
    pub(crate) fn set(&self, due: LONGLONG, how: Expiration) -> bool {
        let mut parameters = EXT_SET_PARAMETERS {
            Version: 0,
            Reserved: 0,
            NoWakeTolerance: match how.tolerable_delay {
                UNLIMITED => EX_TIMER_UNLIMITED_TOLERANCE.into(),
                delay => i64::from(delay) * MILLISECOND,
            },
        };
        let period = i64::from(how.period) * MILLISECOND;
        let timer = self.0.load(Ordering::Acquire);
        // SAFETY: a timer of the executive, by the invariant, and a local.
        unsafe { ExSetTimer(timer, due, period, &raw mut parameters) != 0 }
    }

    /// Cancels it; says whether it was set.
    pub(crate) fn cancel(&self) -> bool {
        let timer = self.0.load(Ordering::Acquire);
        // SAFETY: a timer of the executive, by the invariant.
        !timer.is_null() && unsafe { ExCancelTimer(timer, ptr::null_mut()) != 0 }
    }
}

impl Drop for ExtendedTimer {
    fn drop(&mut self) {
        let timer = *self.0.get_mut();
        if !timer.is_null() {
            // SAFETY: a timer of the executive, by the invariant, which nobody uses after. It is
            // not waited for: an object may end in its own callback.
            unsafe { ExDeleteTimer(timer, 1, 0, ptr::null_mut()) };
        }
    }
}

wdk_sys::abi_fn! {
    [unsafe] fn run<T: HasDpc>(_timer: PEX_TIMER, context: PVOID) {
        // SAFETY: `initialize` passed the object, which lives by the invariant of `ExtendedTimer`.
        if let Some(object) = unsafe { Obj::<T>::from_context(context) } {
            T::run_dpc(object);
        }
    }
}
