//! The timer of a sent request.

use core::{cell::UnsafeCell, ptr::NonNull};

use wdk_sys::{
    _TIMER_TYPE::NotificationTimer, KDPC, KTIMER, KeCancelTimer, KeInitializeDpc,
    KeInitializeTimerEx, KeSetTimerEx, LARGE_INTEGER, NTSTATUS, PKDPC, PVOID, abi,
};

use crate::{
    object::{Header, Obj},
    pool::PoolBox,
    request::Request,
};

/// A timer and its DPC, in the pool.
pub(crate) struct Timeout(PoolBox<Clock>);

struct Clock {
    timer: UnsafeCell<KTIMER>,
    dpc: UnsafeCell<KDPC>,
}

impl Obj<Request> {
    /// Allocates the timer, so that starting it cannot fail.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(super) fn allocate_timeout(self) -> Result<(), NTSTATUS> {
        let place = &self.sending.timeout;
        if let Some(existing) = place.take() {
            place.set(Some(existing));
            return Ok(());
        }
        let clock = Clock {
            // SAFETY: plain data, initialised in place below.
            timer: UnsafeCell::new(unsafe { core::mem::zeroed() }),
            // SAFETY: as above.
            dpc: UnsafeCell::new(unsafe { core::mem::zeroed() }),
        };
        let clock = PoolBox::new(self.fx().tag(), clock)?;
        // SAFETY: in the pool, where it stays.
        unsafe { KeInitializeTimerEx(clock.timer.get(), NotificationTimer) };
        let context = self.as_ptr().as_ptr().cast();
        // SAFETY: as above.
        unsafe { KeInitializeDpc(clock.dpc.get(), Some(expired), context) };
        place.set(Some(Timeout(clock)));
        Ok(())
    }

    /// Starts the timer. Under the target's lock.
    pub(super) fn start_timeout(self, due: i64) {
        let place = &self.sending.timeout;
        let Some(timeout) = place.take() else {
            return;
        };
        let due = LARGE_INTEGER { QuadPart: due };
        self.sending.timer_set.set(true);
        // SAFETY: initialised by `allocate_timeout`; stopped before the request ends.
        unsafe { KeSetTimerEx(timeout.0.timer.get(), due, 0, timeout.0.dpc.get()) };
        place.set(Some(timeout));
    }

    /// Stops the timer, if it is set; false when it has expired, and its DPC is on its way.
    /// Under the target's lock.
    pub(super) fn stop_timeout(self) -> bool {
        if !self.sending.timer_set.get() {
            return true;
        }
        let place = &self.sending.timeout;
        let Some(timeout) = place.take() else {
            return true;
        };
        // SAFETY: initialised by `allocate_timeout`.
        let stopped = unsafe { KeCancelTimer(timeout.0.timer.get()) } != 0;
        place.set(Some(timeout));
        if stopped {
            self.sending.timer_set.set(false);
        }
        stopped
    }
}

#[abi]
unsafe fn expired(_dpc: PKDPC, context: PVOID, _one: PVOID, _two: PVOID) {
    if let Some(header) = NonNull::new(context.cast::<Header>()) {
        // SAFETY: the request passed itself; it is held while its timer is set.
        let request: Obj<Request> = unsafe { Obj::from_raw(header) };
        if let Some(target) = request.target() {
            target.time_out(request);
        }
    }
}
