//! Timers: fields of a device context that call back later.
//!
//! See [Using timers](https://learn.microsoft.com/windows-hardware/drivers/wdf/using-timers).
#![expect(
    unsafe_code,
    reason = "calls the framework and is called by it, with timer handles"
)]

use core::{fmt, ptr, time::Duration};

use wdk_sys::{
    FALSE, LONGLONG, TRUE, ULONG,
    wdf::{self, _WDF_EXECUTION_LEVEL as execution, WDF_TIMER_CONFIG, WDFTIMER},
};

use crate::{
    Context, Device, NtStatus, Passive, Result,
    callback::{Callback, OfKind, zst_instance},
    context::no_context_attributes,
    irql::{self, TimerLevel},
    slot::Slot,
};

/// A field of a device context that calls the driver back later.
///
/// [`Device::add_timer`] binds it to its callback, once the context is initialised; before that
/// it does nothing. The framework stops it when the device is removed.
///
/// # Examples
/// ```
/// use core::time::Duration;
/// use wdk::prelude::*;
///
/// #[wdk::context]
/// struct Toaster { heat: SpinLock<u32>, ticks: Timer }
///
/// impl Toaster {
///     fn tick(&self, _device: &Device<Self>, irql: &mut Dispatch) {
///         self.heat.with(irql, |heat, _| *heat += 1);
///         self.ticks.start(Duration::from_secs(1));
///     }
/// }
///
/// fn set_up(device: &Device<Toaster>, irql: &Passive) -> Result<()> {
///     device.add_timer(TimerConfig::one_shot(), |t| &t.ticks, Toaster::tick, irql)
/// }
/// ```
pub struct Timer(Slot);

/// How a timer behaves.
#[derive(Clone, Copy, Debug)]
#[must_use = "the timer is created by `Device::add_timer`"]
pub struct TimerConfig {
    period: ULONG,
    tolerance: ULONG,
    high_resolution: bool,
}

impl TimerConfig {
    /// Calls back once per start.
    pub const fn one_shot() -> Self {
        Self {
            period: 0,
            tolerance: 0,
            high_resolution: false,
        }
    }

    /// Calls back every `period`, in whole milliseconds.
    pub const fn periodic(period: Duration) -> Self {
        Self {
            period: milliseconds(period),
            ..Self::one_shot()
        }
    }

    /// How much later the callback may run, so that the system can coalesce timers.
    pub const fn tolerance(self, tolerance: Duration) -> Self {
        Self {
            tolerance: milliseconds(tolerance),
            ..self
        }
    }

    /// Uses a high-resolution timer instead of the system clock's default resolution.
    pub const fn high_resolution(self) -> Self {
        Self {
            high_resolution: true,
            ..self
        }
    }
}

const fn milliseconds(duration: Duration) -> ULONG {
    let milliseconds = duration.as_millis();
    if milliseconds > i32::MAX as u128 {
        i32::MAX as ULONG
    } else {
        milliseconds as ULONG
    }
}

/// A relative due time: negative, in units of 100 nanoseconds. The kernel adds it to the time that it is, so it is
/// at most half of what the type holds: 14,000 years.
#[inline]
fn relative(after: Duration) -> LONGLONG {
    const LONGEST: LONGLONG = LONGLONG::MAX / 2;
    -LONGLONG::try_from(after.as_nanos() / 100).map_or(LONGEST, |units| units.min(LONGEST))
}

impl Timer {
    /// A field without a timer.
    #[must_use]
    pub const fn new() -> Self {
        Self(Slot::new())
    }

    /// Starts the timer to call back after `after`, and returns whether it was running, in which case
    /// it is restarted. When the device is being deleted, nothing happens.
    #[inline]
    pub fn start(&self, after: Duration) -> bool {
        let running = self.0.while_present(|timer| {
            // SAFETY: the slot of a `Timer` is bound to a timer, which is not deleted before this
            // returns.
            unsafe { wdf::WdfTimerStart(timer.cast(), relative(after)) != 0 }
        });
        running.unwrap_or(false)
    }

    /// Stops the timer, and returns whether it was running. The callback may still be running.
    pub fn stop(&self) -> bool {
        self.bound().is_some_and(|timer| {
            // SAFETY: the slot's reference keeps the timer; without waiting, any level will do.
            unsafe { wdf::WdfTimerStop(timer, FALSE) != 0 }
        })
    }

    /// Stops the timer, and waits until its callback is not running. The callback must not call it:
    /// it would wait for itself.
    pub fn stop_and_wait(&self, _irql: &Passive) -> bool {
        self.bound().is_some_and(|timer| {
            // SAFETY: the slot's reference keeps the timer; the token states that waiting is allowed.
            unsafe { wdf::WdfTimerStop(timer, TRUE) != 0 }
        })
    }

    #[inline]
    fn bound(&self) -> Option<WDFTIMER> {
        let timer = self.0.get();
        (!timer.is_null()).then_some(timer.cast())
    }
}

impl Default for Timer {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Timer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Timer").finish_non_exhaustive()
    }
}

impl<C: Context> Device<C> {
    /// Binds a timer, a field of the context, to its callback. The type of the callback's token
    /// selects its level: [`Dispatch`](crate::Dispatch), or [`Passive`] in a system thread.
    ///
    /// # Errors
    /// What `WdfTimerCreate` reports, such as [`Error::NOT_SUPPORTED`](crate::Error::NOT_SUPPORTED)
    /// for a periodic timer at [`Passive`]: its callback starts a one-shot timer again. Or
    /// [`Error::INVALID_PARAMETER`](crate::Error::INVALID_PARAMETER) when the timer is bound
    /// already or is not part of the context.
    pub fn add_timer<F, L, NotAFunctionPointer>(
        &self,
        config: TimerConfig,
        timer: impl for<'c> FnOnce(&'c C) -> &'c Timer,
        _callback: F,
        _irql: &Passive,
    ) -> Result<()>
    where
        F: Callback + OfKind<NotAFunctionPointer>,
        F: Fn(&C, &Self, &mut L),
        L: TimerLevel + 'static,
    {
        let slot = self.empty_slot(&timer(self.context()).0)?;
        let mut raw = WDF_TIMER_CONFIG {
            Size: size_of::<WDF_TIMER_CONFIG>() as ULONG,
            EvtTimerFunc: Some(evt_timer::<C, F, L>),
            Period: config.period,
            // What callbacks share is behind locks, so the framework need not serialise them.
            AutomaticSerialization: FALSE,
            TolerableDelay: config.tolerance,
            UseHighResolutionTimer: config.high_resolution.into(),
            ..WDF_TIMER_CONFIG::default()
        };
        let mut attributes = no_context_attributes();
        attributes.ParentObject = self.as_raw().cast();
        if L::PASSIVE {
            attributes.ExecutionLevel = execution::WdfExecutionLevelPassive;
        }
        let mut created = ptr::null_mut();
        // SAFETY: the parent is a live device with a context of the type that `evt_timer` expects;
        // the framework copies configuration and attributes.
        let status =
            unsafe { wdf::WdfTimerCreate(&raw mut raw, &raw mut attributes, &raw mut created) };
        NtStatus::new(status).ok()?;
        // SAFETY: the timer is a new child of the device, in whose context `empty_slot` found the
        // slot.
        unsafe { slot.bind(self, created.cast()) }
    }
}

/// # Safety
/// Called by the framework, for a timer that `add_timer` made with the same types.
#[wdk_sys::abi]
unsafe fn evt_timer<C, F, L>(timer: WDFTIMER)
where
    C: Context,
    F: Callback + Fn(&C, &Device<C>, &mut L),
    L: TimerLevel + 'static,
{
    // SAFETY: `add_timer` was given a value of type `F`.
    let callback = unsafe { zst_instance::<F>() };
    // SAFETY: EvtTimerFunc is called with a live handle.
    let parent: wdf::WDFDEVICE = unsafe { wdf::WdfTimerGetParentObject(timer) }.cast();
    // SAFETY: `add_timer` made the timer as a child of a `Device<C>`, which outlives its callbacks.
    let device = unsafe { Device::<C>::from_raw(parent) };
    // SAFETY: the timer was created with the execution level that `L` stands for.
    callback(device.context(), device, unsafe { irql::assume() });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn due_times_are_relative_and_never_overflow() {
        assert_eq!(relative(Duration::from_secs(1)), -10_000_000);
        assert_eq!(relative(Duration::from_nanos(99)), 0);
        assert_eq!(relative(Duration::MAX), -(LONGLONG::MAX / 2));
    }
}
