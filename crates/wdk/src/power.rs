//! Idling and waking up: a device that leaves D0 when there is nothing to do for it, and comes back by a request, a power
//! reference or its own wake signal.
//!
//! The driver that owns the power policy of its stack, which a function driver does by default, says in
//! [`Device::assign_idle_settings`] when the device may leave D0 while the system works, and in
//! [`Device::assign_wake_settings`] whether it wakes the system up. The requests of power-managed queues keep the device in
//! D0, and bring it there; for everything else there are [`PowerReference`] and [`PowerHold`].
//!
//! A device that can wake up is armed and disarmed by callbacks of [`DeviceEvents`](crate::DeviceEvents), such as
//! [`arm_wake_from_s0`](crate::DeviceEvents::arm_wake_from_s0).
//!
//! # Examples
//! ```
//! use core::time::Duration;
//! use wdk::{power::IdleSettings, prelude::*};
//!
//! #[wdk::context]
//! struct Doorbell;
//!
//! fn device_add(_driver: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
//!     let device = init.create_with_events(|| Doorbell, irql)?;
//!     let idle = IdleSettings::can_wake().timeout(Duration::from_secs(10));
//!     device.assign_idle_settings(&idle, irql)
//! }
//!
//! #[wdk::handlers]
//! impl DeviceEvents for Doorbell {
//!     fn arm_wake_from_s0(&self, _device: &Device<Self, InD0>, _irql: &mut Passive) -> Result<()> {
//!         log::info!("the button is armed");
//!         Ok(())
//!     }
//! }
//! ```
//!
//! See [Supporting idle power-down](https://learn.microsoft.com/windows-hardware/drivers/wdf/supporting-idle-power-down) and
//! [Supporting system wake-up](https://learn.microsoft.com/windows-hardware/drivers/wdf/supporting-system-wake-up).
#![expect(
    unsafe_code,
    reason = "calls the framework with device handles and settings"
)]

use core::{
    fmt, mem, ptr,
    sync::atomic::{AtomicPtr, Ordering},
    time::Duration,
};

use wdk_sys::{
    _DEVICE_POWER_STATE as device_power, DEVICE_POWER_STATE, FALSE, TRUE, ULONG,
    wdf::{
        self, _WDF_POWER_POLICY_S0_IDLE_CAPABILITIES as capabilities,
        _WDF_POWER_POLICY_S0_IDLE_USER_CONTROL as idle_control,
        _WDF_POWER_POLICY_SX_WAKE_USER_CONTROL as wake_control,
        WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS, WDF_DEVICE_POWER_POLICY_WAKE_SETTINGS,
        WDF_POWER_POLICY_S0_IDLE_CAPABILITIES,
    },
};

use crate::{Context, Device, NtStatus, Passive, Result, device::tri_state, irql::Unlocked};

/// A device power state other than D0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LowPowerState {
    /// The state with the shortest way back to D0.
    D1,
    /// A state between D1 and D3.
    D2,
    /// The state with the least power, or none.
    D3,
    /// The deepest state from which the device can signal a wake-up, as its bus driver says.
    DeepestWakeable,
}

impl LowPowerState {
    const fn to_raw(self) -> DEVICE_POWER_STATE {
        match self {
            Self::D1 => device_power::PowerDeviceD1,
            Self::D2 => device_power::PowerDeviceD2,
            Self::D3 => device_power::PowerDeviceD3,
            Self::DeepestWakeable => device_power::PowerDeviceMaximum,
        }
    }
}

/// When and how a device leaves D0 while the system works: for [`Device::assign_idle_settings`].
///
/// The user can switch idling off, in the device's properties, unless
/// [`without_user_control`](Self::without_user_control) is called. Time-outs that the system manages
/// (`SystemManagedIdleTimeout`) are not part of this interface.
#[derive(Clone, Copy)]
#[must_use = "the settings count when `Device::assign_idle_settings` is called"]
pub struct IdleSettings(WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS);

impl IdleSettings {
    fn new(capabilities: WDF_POWER_POLICY_S0_IDLE_CAPABILITIES) -> Self {
        Self(WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS::init(capabilities))
    }

    /// The device comes back to D0 when there is something to do for it, in D3 until then:
    /// `IdleCannotWakeFromS0`.
    pub fn cannot_wake() -> Self {
        Self::new(capabilities::IdleCannotWakeFromS0)
    }

    /// The device's wake signal brings it back to D0, too: `IdleCanWakeFromS0`.
    pub fn can_wake() -> Self {
        Self::new(capabilities::IdleCanWakeFromS0)
    }

    /// The device suspends as its USB hub consents: `IdleUsbSelectiveSuspend`.
    pub fn usb_selective_suspend() -> Self {
        Self::new(capabilities::IdleUsbSelectiveSuspend)
    }

    /// For how long nothing must have happened, in whole milliseconds and at least one. Without it, the framework's
    /// default of 5 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.0.IdleTimeout = ULONG::try_from(timeout.as_millis().max(1)).unwrap_or(ULONG::MAX - 1);
        self
    }

    /// The state that the device enters.
    pub fn low_power_state(mut self, state: LowPowerState) -> Self {
        self.0.DxState = state.to_raw();
        self
    }

    /// Whether the device idles. Without it, it does unless the user or the INF has switched it off.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.0.Enabled = tri_state(enabled);
        self
    }

    /// The user cannot change the setting.
    pub fn without_user_control(mut self) -> Self {
        self.0.UserControlOfIdleSettings = idle_control::IdleDoNotAllowUserControl;
        self
    }

    /// Whether an idle device that cannot wake up enters D0 as the system wakes up. Without it, it stays where it is.
    pub fn power_up_on_system_wake(mut self, power_up: bool) -> Self {
        self.0.PowerUpIdleDeviceOnSystemWake = tri_state(power_up);
        self
    }

    /// Whether the device must keep its power supply in D3.
    pub fn exclude_d3_cold(mut self, exclude: bool) -> Self {
        self.0.ExcludeD3Cold = tri_state(exclude);
        self
    }
}

impl fmt::Debug for IdleSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdleSettings").finish_non_exhaustive()
    }
}

/// Whether and from where a device wakes the system up: for [`Device::assign_wake_settings`].
#[derive(Clone, Copy)]
#[must_use = "the settings count when `Device::assign_wake_settings` is called"]
pub struct WakeSettings(WDF_DEVICE_POWER_POLICY_WAKE_SETTINGS);

impl WakeSettings {
    /// The device wakes the system up from the deepest state that its bus driver allows, unless the user has switched
    /// it off.
    pub fn new() -> Self {
        Self(WDF_DEVICE_POWER_POLICY_WAKE_SETTINGS::init())
    }

    /// The state of the device while the system sleeps.
    pub fn low_power_state(mut self, state: LowPowerState) -> Self {
        self.0.DxState = state.to_raw();
        self
    }

    /// Whether the device wakes the system up.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.0.Enabled = tri_state(enabled);
        self
    }

    /// The user cannot change the setting.
    pub fn without_user_control(mut self) -> Self {
        self.0.UserControlOfWakeSettings = wake_control::WakeDoNotAllowUserControl;
        self
    }
}

impl Default for WakeSettings {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for WakeSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WakeSettings").finish_non_exhaustive()
    }
}

impl<C: Context> Device<C> {
    /// Says when the device leaves D0 while the system works; again to change it. Before the first call it does not.
    ///
    /// # Errors
    /// What `WdfDeviceAssignS0IdleSettings` reports:
    /// [`Error::INVALID_DEVICE_REQUEST`](crate::Error::INVALID_DEVICE_REQUEST) when the driver does not own the power
    /// policy of the stack, `STATUS_POWER_STATE_INVALID` when the device cannot wake up from the chosen state.
    pub fn assign_idle_settings(&self, settings: &IdleSettings, _irql: &mut Passive) -> Result<()> {
        let mut raw = settings.0;
        // SAFETY: the device is live; the framework copies the settings. No lock is held, as the token
        // states: the callbacks of the device may be called.
        let status = unsafe { wdf::WdfDeviceAssignS0IdleSettings(self.as_raw(), &raw mut raw) };
        NtStatus::new(status).ok()
    }

    /// Says whether the device wakes the system up; again to change it. Before the first call it does not.
    ///
    /// # Errors
    /// What `WdfDeviceAssignSxWakeSettings` reports, as for [`assign_idle_settings`](Self::assign_idle_settings).
    pub fn assign_wake_settings(&self, settings: &WakeSettings, _irql: &mut Passive) -> Result<()> {
        let mut raw = settings.0;
        // SAFETY: as for the idle settings.
        let status = unsafe { wdf::WdfDeviceAssignSxWakeSettings(self.as_raw(), &raw mut raw) };
        NtStatus::new(status).ok()
    }

    /// Keeps the device from idling, and brings it to D0 soon: this does not wait for it.
    ///
    /// The reference does not keep the system from sleeping or the device from being removed.
    ///
    /// # Errors
    /// What `WdfDeviceStopIdle` reports, such as `STATUS_POWER_STATE_INVALID` after the device failed to enter D0.
    pub fn stop_idle(&self) -> Result<PowerReference<'_, C>> {
        self.power_reference(FALSE)
    }

    /// Keeps the device from idling, and waits until it is in D0.
    ///
    /// It is not called in callbacks of [`DeviceEvents`](crate::DeviceEvents) that belong to a change of the power state,
    /// which would wait for themselves.
    ///
    /// # Errors
    /// As [`stop_idle`](Self::stop_idle).
    pub fn stop_idle_and_wait(&self, _irql: &mut Passive) -> Result<PowerReference<'_, C>> {
        self.power_reference(TRUE)
    }

    fn power_reference(&self, wait: u8) -> Result<PowerReference<'_, C>> {
        // SAFETY: the device is live; who waits has a token of PASSIVE_LEVEL and holds no lock.
        let status = unsafe { wdf::WdfDeviceStopIdle(self.as_raw(), wait) };
        // STATUS_PENDING: the device is on its way.
        NtStatus::new(status).ok()?;
        // INVARIANT: the call above took the reference.
        Ok(PowerReference(self))
    }

    /// Says that the device's wake signal came, for a driver that sees it itself: the wait for the signal ends.
    ///
    /// # Errors
    /// [`Error::INVALID_DEVICE_STATE`](crate::Error::INVALID_DEVICE_STATE) when nothing waits for it, or when another driver
    /// sees the signal.
    pub fn indicate_wake(&self, _irql: &mut impl Unlocked) -> Result<()> {
        // SAFETY: the device is live; no lock is held, as the token states.
        let status =
            unsafe { wdf::WdfDeviceIndicateWakeStatus(self.as_raw(), NtStatus::SUCCESS.value()) };
        NtStatus::new(status).ok()
    }
}

/// A power reference: the device does not idle as long as it exists.
///
/// # Invariants
/// One `WdfDeviceStopIdle` of the device, which succeeded, belongs to this value.
#[must_use = "the device may idle again when this is dropped"]
pub struct PowerReference<'a, C: Context>(&'a Device<C>);

impl<C: Context> Drop for PowerReference<'_, C> {
    fn drop(&mut self) {
        // SAFETY: the device is live, and the reference is this value's.
        unsafe { wdf::WdfDeviceResumeIdle(self.0.as_raw()) };
    }
}

impl<C: Context> fmt::Debug for PowerReference<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PowerReference({:p})", self.0.as_raw())
    }
}

/// A power reference that is taken in one callback and given back in another one: a field of the device's context.
///
/// # Examples
/// ```
/// use core::time::Duration;
/// use wdk::{power::PowerHold, prelude::*};
///
/// #[wdk::context]
/// struct Doorbell { sounding: PowerHold, chime: Timer }
///
/// impl Doorbell {
///     fn ring(&self, device: &Device<Self>) -> Result<()> {
///         self.sounding.take(device)?;
///         self.chime.start(Duration::from_secs(30));
///         Ok(())
///     }
///
///     /// The timer's callback.
///     fn silence(&self, device: &Device<Self>, _irql: &mut Dispatch) {
///         self.sounding.release(device);
///     }
/// }
/// ```
///
/// # Invariants
/// Null, or the handle of a device of which one `WdfDeviceStopIdle` that succeeded belongs to this value; while it is
/// being taken, `TAKING`.
pub struct PowerHold(AtomicPtr<u8>);

/// Stands in a [`PowerHold`] while its reference is being taken.
const TAKING: *mut u8 = ptr::without_provenance_mut(1);

impl PowerHold {
    /// A field without a reference.
    #[must_use]
    pub const fn new() -> Self {
        Self(AtomicPtr::new(ptr::null_mut()))
    }

    /// Takes the reference, as [`Device::stop_idle`]; says whether this call did. One that is there already stays.
    ///
    /// # Errors
    /// As [`Device::stop_idle`].
    pub fn take<C: Context>(&self, device: &Device<C>) -> Result<bool> {
        let free = self.0.compare_exchange(
            ptr::null_mut(),
            TAKING,
            Ordering::Acquire,
            Ordering::Relaxed,
        );
        if free.is_err() {
            return Ok(false);
        }
        let taken = device.stop_idle().map(mem::forget);
        // INVARIANT: the reference passes to this value, or there is none.
        let now = taken.map_or(ptr::null_mut(), |()| device.as_raw().cast());
        self.0.store(now, Ordering::Release);
        taken.map(|()| true)
    }

    /// Gives the reference of this device back; says whether there was one.
    pub fn release<C: Context>(&self, device: &Device<C>) -> bool {
        let held = self.0.compare_exchange(
            device.as_raw().cast(),
            ptr::null_mut(),
            Ordering::AcqRel,
            Ordering::Relaxed,
        );
        // INVARIANT: the reference passes from this value to the new one, which ends it.
        held.map(|_| drop(PowerReference(device))).is_ok()
    }
}

impl Default for PowerHold {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for PowerHold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PowerHold").finish_non_exhaustive()
    }
}
