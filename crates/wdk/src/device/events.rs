#![expect(
    unsafe_code,
    reason = "the framework calls these functions with raw handles"
)]

use wdk_sys::{
    NTSTATUS,
    wdf::{
        _WDF_POWER_DEVICE_STATE as power, WDF_PNPPOWER_EVENT_CALLBACKS, WDF_POWER_DEVICE_STATE,
        WDF_POWER_POLICY_EVENT_CALLBACKS, WDFCMRESLIST, WDFDEVICE,
    },
};

use super::{Device, InD0, Normal, Prepared, Releasing, Resources};
use crate::{Context, NtStatus, Passive, Result, irql, registered::DeviceEventsAttribute};

/// The power state that a device leaves when it enters D0, or enters when it leaves D0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum PowerState {
    /// The working state.
    D0,
    /// The low-power state with the shortest way back to D0.
    D1,
    /// A low-power state between D1 and D3.
    D2,
    /// The low-power state with the least power, or none.
    D3,
    /// D3 of a device that is stopped or removed, or that was not started yet.
    D3Final,
    /// The state of a device on the path of the hibernation file or the crash dump.
    PrepareForHibernation,
}

impl PowerState {
    const fn from_raw(raw: WDF_POWER_DEVICE_STATE) -> Self {
        match raw {
            power::WdfPowerDeviceD0 => Self::D0,
            power::WdfPowerDeviceD1 => Self::D1,
            power::WdfPowerDeviceD2 => Self::D2,
            power::WdfPowerDeviceD3 => Self::D3,
            power::WdfPowerDevicePrepareForHibernation => Self::PrepareForHibernation,
            _ => Self::D3Final,
        }
    }
}

/// Declares the trait, the presence constants, the trampolines and the tables, from one list for
/// each table.
macro_rules! events {
    ($($table:ident {$(
        $(#[$meta:meta])*
        $slot:ident = $has:ident, $method:ident($($device:tt)+)
        $(, |$($raw:ident: $raw_type:ty),+| $($argument:ident: $type:ty = $convert:expr)?)?
        $(=> $result:ident)?;
    )*})*) => {
        /// The Plug and Play and power callbacks of a device.
        ///
        /// Put [`#[wdk::handlers]`](macro@crate::handlers) on the implementation: it records which
        /// methods are written, and only those are registered. The framework distinguishes a
        /// missing callback from one that does nothing.
        ///
        /// All are called at `PASSIVE_LEVEL`.
        ///
        /// # Examples
        /// ```
        /// use wdk::prelude::*;
        ///
        /// #[wdk::context]
        /// struct Toaster;
        ///
        /// #[wdk::handlers]
        /// impl DeviceEvents for Toaster {
        ///     fn d0_entry(
        ///         &self,
        ///         _device: &Device<Self, InD0>,
        ///         previous: PowerState,
        ///         _irql: &mut Passive,
        ///     ) -> Result<()> {
        ///         log::info!("powered up from {previous:?}");
        ///         Ok(())
        ///     }
        /// }
        /// ```
        ///
        /// See [Supporting PnP and power management](https://learn.microsoft.com/windows-hardware/drivers/wdf/supporting-pnp-and-power-management-in-your-driver).
        #[expect(unused_variables, reason = "the default bodies are never called")]
        pub trait DeviceEvents: DeviceEventsAttribute + Context {
            $($(
                #[doc(hidden)]
                const $has: bool = false;
                #[doc = concat!("`", stringify!($slot), "`.")]
                ///
                $(#[$meta])*
                fn $method(
                    &self,
                    device: events!(@device $($device)+),
                    $($($argument: $type,)?)?
                    irql: &mut Passive,
                ) $(-> events!(@result $result))? {
                    $(events!(@default $result))?
                }
            )*)*
        }

        $($(
            /// # Safety
            /// Called by the framework, for a device with an initialised context of type `C`.
            #[wdk_sys::abi]
            unsafe fn $method<C: DeviceEvents>(
                device: WDFDEVICE
                $($(, $raw: $raw_type)+)?
            ) $(-> events!(@status $result))? {
                // SAFETY: live during the callback, with an initialised context of this type.
                let context = unsafe { Device::<C>::from_raw(device) }.context();
                // SAFETY: the framework calls each of these callbacks in the state that the table
                // gives, and those with a unique device while no other callback has it.
                let device = unsafe { events!(@from_raw device $($device)+) };
                // SAFETY: Plug and Play and power callbacks are called at PASSIVE_LEVEL.
                let irql = unsafe { irql::assume() };
                let result = context.$method(device, $($($convert,)?)? irql);
                events!(@return result $($result)?)
            }
        )*)*

        /// Both tables, with the callbacks that are written.
        pub(super) fn callbacks<C: DeviceEvents>() -> Callbacks {
            let mut callbacks = Callbacks {
                pnp: WDF_PNPPOWER_EVENT_CALLBACKS::init(),
                policy: WDF_POWER_POLICY_EVENT_CALLBACKS::init(),
                has_policy: false,
            };
            $($(if C::$has {
                callbacks.$table.$slot = Some($method::<C>);
                events!(@note callbacks $table);
            })*)*
            callbacks
        }
    };
    (@note $callbacks:ident policy) => { $callbacks.has_policy = true; };
    (@note $callbacks:ident pnp) => {};
    (@device mut $state:ident) => { &mut Device<Self, $state> };
    (@device $state:ident) => { &Device<Self, $state> };
    (@from_raw $raw:ident mut $state:ident) => {
        Device::<C, $state>::from_raw_mut($raw)
    };
    (@from_raw $raw:ident $state:ident) => { Device::<C, $state>::from_raw($raw) };
    (@result fallible) => { Result<()> };
    (@status fallible) => { NTSTATUS };
    (@default fallible) => { Ok(()) };
    (@return $value:ident fallible) => { NtStatus::from($value).value() };
    (@return $value:ident) => { $value };
}

/// What is registered for a device.
pub(super) struct Callbacks {
    pub(super) pnp: WDF_PNPPOWER_EVENT_CALLBACKS,
    pub(super) policy: WDF_POWER_POLICY_EVENT_CALLBACKS,
    /// Whether there is one in `policy`.
    pub(super) has_policy: bool,
}

events! { pnp {
    /// The device's hardware resources are assigned: map registers, and store them in a
    /// [`Hardware`](super::Hardware).
    EvtDevicePrepareHardware = HAS_PREPARE_HARDWARE, prepare_hardware(Prepared),
        |raw: WDFCMRESLIST, translated: WDFCMRESLIST| resources: Resources<'_> =
            // SAFETY: the framework keeps both lists during the callback.
            unsafe { Resources::new(raw, translated) }
        => fallible;
    /// Release the resources; also called after a failed `prepare_hardware`.
    EvtDeviceReleaseHardware = HAS_RELEASE_HARDWARE, release_hardware(mut Releasing),
        |_translated: WDFCMRESLIST| => fallible;
    /// The device has entered D0.
    EvtDeviceD0Entry = HAS_D0_ENTRY, d0_entry(InD0),
        |state: WDF_POWER_DEVICE_STATE| previous: PowerState = PowerState::from_raw(state) => fallible;
    /// The device is about to leave D0.
    EvtDeviceD0Exit = HAS_D0_EXIT, d0_exit(InD0),
        |state: WDF_POWER_DEVICE_STATE| target: PowerState = PowerState::from_raw(state) => fallible;
    /// The device entered D0 for the first time: start I/O that does not come from queues.
    EvtDeviceSelfManagedIoInit = HAS_SELF_MANAGED_IO_INIT, self_managed_io_init(InD0) => fallible;
    /// The device is about to leave D0: suspend such I/O. Also called on surprise removal.
    EvtDeviceSelfManagedIoSuspend = HAS_SELF_MANAGED_IO_SUSPEND, self_managed_io_suspend(Prepared)
        => fallible;
    /// The device is back in D0: resume such I/O.
    EvtDeviceSelfManagedIoRestart = HAS_SELF_MANAGED_IO_RESTART, self_managed_io_restart(InD0)
        => fallible;
    /// The device is removed: cancel such I/O that is not complete.
    EvtDeviceSelfManagedIoFlush = HAS_SELF_MANAGED_IO_FLUSH, self_managed_io_flush(Normal);
    /// The device is removed: undo what `self_managed_io_init` did.
    EvtDeviceSelfManagedIoCleanup = HAS_SELF_MANAGED_IO_CLEANUP, self_managed_io_cleanup(Normal);
    /// The device was removed without notice.
    EvtDeviceSurpriseRemoval = HAS_SURPRISE_REMOVAL, surprise_removal(Normal);
    /// The system queries whether the device can be stopped, to rebalance resources; an error
    /// refuses.
    EvtDeviceQueryStop = HAS_QUERY_STOP, query_stop(Normal) => fallible;
    /// The system queries whether the device can be removed; an error refuses.
    EvtDeviceQueryRemove = HAS_QUERY_REMOVE, query_remove(Normal) => fallible;
} policy {
    /// Arm the device, which is about to leave D0 because it is idle, for its wake signal; an error keeps it in D0.
    EvtDeviceArmWakeFromS0 = HAS_ARM_WAKE_FROM_S0, arm_wake_from_s0(InD0) => fallible;
    /// The device is back in D0: disarm it.
    EvtDeviceDisarmWakeFromS0 = HAS_DISARM_WAKE_FROM_S0, disarm_wake_from_s0(InD0);
    /// The device's own wake signal has ended its low-power state.
    EvtDeviceWakeFromS0Triggered = HAS_WAKE_FROM_S0_TRIGGERED, wake_from_s0_triggered(InD0);
    /// Arm the device, which is about to leave D0 because the system goes to sleep, for the signal that wakes the system
    /// up; after an error the device sleeps without it.
    EvtDeviceArmWakeFromSx = HAS_ARM_WAKE_FROM_SX, arm_wake_from_sx(InD0) => fallible;
    /// The device is back in D0: disarm it.
    EvtDeviceDisarmWakeFromSx = HAS_DISARM_WAKE_FROM_SX, disarm_wake_from_sx(InD0);
    /// The device's wake signal has woken the system up.
    EvtDeviceWakeFromSxTriggered = HAS_WAKE_FROM_SX_TRIGGERED, wake_from_sx_triggered(InD0);
}}
