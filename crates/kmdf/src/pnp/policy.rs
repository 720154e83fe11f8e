//! The power policy of a device: what its driver has chosen, and what its machine has to remember.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::mem;

use kmdf_states::{
    not_owner::{NotOwner, State as NotOwnerState},
    policy::{Event, Policy, State},
};
use wdk_sys::{
    _DEVICE_POWER_STATE::{
        PowerDeviceD1, PowerDeviceD2, PowerDeviceD3, PowerDeviceMaximum, PowerDeviceUnspecified,
    },
    _POWER_ACTION::{PowerActionHibernate, PowerActionNone, PowerActionSleep},
    _SYSTEM_POWER_STATE::{
        PowerSystemHibernate, PowerSystemShutdown, PowerSystemUnspecified, PowerSystemWorking,
    },
    BOOLEAN, DEVICE_CAPABILITIES, DEVICE_POWER_STATE, FALSE, KEY_READ, KEY_WRITE, KeGetCurrentIrql,
    LONG, NTSTATUS, PASSIVE_LEVEL, PCCH, POWER_ACTION, PVOID, STATUS_CANCELLED,
    STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_DEVICE_STATE, STATUS_INVALID_PARAMETER,
    STATUS_PENDING, STATUS_POWER_STATE_INVALID, STATUS_SUCCESS, SYSTEM_POWER_STATE, abi,
    wdf::{
        _WDF_DEVICE_POWER_POLICY_STATE::WdfDevStatePwrPolInvalid,
        _WDF_POWER_POLICY_IDLE_TIMEOUT_TYPE::{
            DriverManagedIdleTimeout, SystemManagedIdleTimeoutWithHint,
        },
        _WDF_POWER_POLICY_S0_IDLE_CAPABILITIES::{IdleCannotWakeFromS0, IdleUsbSelectiveSuspend},
        _WDF_POWER_POLICY_S0_IDLE_USER_CONTROL::{IdleAllowUserControl, IdleDoNotAllowUserControl},
        _WDF_POWER_POLICY_SX_WAKE_USER_CONTROL::{WakeAllowUserControl, WakeDoNotAllowUserControl},
        _WDF_TRI_STATE::{WdfFalse, WdfTrue, WdfUseDefault},
        PWDF_DEVICE_POWER_POLICY_IDLE_SETTINGS, PWDF_DEVICE_POWER_POLICY_WAKE_SETTINGS,
        PWDF_DRIVER_GLOBALS, WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS, WDF_DEVICE_POWER_POLICY_STATE,
        WDF_DEVICE_POWER_POLICY_WAKE_SETTINGS, WDF_POWER_POLICY_EVENT_CALLBACKS, WDFDEVICE,
    },
};

use super::{
    capabilities::is_tri_state,
    idle::{self, IdleCount},
    irp::stack_capabilities,
    machines::{Running, post},
    usb_idle::UsbIdle,
};
use crate::{
    Fx,
    argument::{Argument, Pointer, Versioned, pnp_device},
    device::Device,
    enter,
    irp::Irp,
    object::Obj,
    registry::{key::Key, open_settings_key},
    sync::SpinLock,
    text::w,
    violation,
    wmi::Choice,
};

/// What a zero in `IdleTimeout` stands for, in milliseconds.
const DEFAULT_TIMEOUT: u32 = 5000;

// SAFETY: starts with `Size`; numbers.
unsafe impl Versioned for WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS {
    // Before KMDF 1.9 without PowerUpIdleDeviceOnSystemWake, before 1.11 without what follows it.
    const EARLIER_SIZES: &'static [usize] = &[24, 28];
}

// SAFETY: starts with `Size`; numbers.
unsafe impl Versioned for WDF_DEVICE_POWER_POLICY_WAKE_SETTINGS {
    // Before KMDF 1.7 without what is about children.
    const EARLIER_SIZES: &'static [usize] = &[16];
}

/// The power policy of a device.
pub(crate) struct DevicePolicy {
    pub(super) owner: Running<Policy>,
    pub(super) not_owner: Running<NotOwner>,
    pub(super) callbacks: WDF_POWER_POLICY_EVENT_CALLBACKS,
    pub(super) idle: IdleCount,
    pub(super) usb: UsbIdle,
    pub(super) data: SpinLock<Data>,
}

/// What the machine of a device that owns its power policy has to remember.
pub(super) struct Data {
    /// The system's power request that is held until the device is in Dx.
    pub(super) system_request: Option<Irp>,
    /// The state that the system goes to.
    pub(super) system: SYSTEM_POWER_STATE,
    pub(super) actions: SystemActions,
    /// Whether a request for D0 or Dx was asked for, and has not come to the device yet.
    pub(super) requested_up: bool,
    pub(super) requested_down: bool,
    /// Whether a change of power has failed since the device was started.
    pub(super) power_failed: bool,
    pub(super) wait_wake: WaitWake,
    pub(super) idle: IdleSettings,
    pub(super) wake: WakeSettings,
    depth: Depth,
}

/// What the system does, for the driver that asks while its device changes its power for it.
#[derive(Default)]
pub(super) struct SystemActions {
    /// As it goes to sleep, and as it works again.
    down: POWER_ACTION,
    up: POWER_ACTION,
    /// Whether the device enters D0 (`true`) or leaves it for the system.
    pub(super) follows: Option<bool>,
}

impl SystemActions {
    /// A request for the system's state comes: `asleep` is the state that it goes to, or comes from.
    pub(super) fn begin(&mut self, up: bool, asleep: SYSTEM_POWER_STATE, shutdown: POWER_ACTION) {
        let action = match asleep {
            PowerSystemHibernate => PowerActionHibernate,
            PowerSystemShutdown => shutdown,
            asleep if asleep > PowerSystemWorking => PowerActionSleep,
            // A query was refused, and the system works on.
            _ => PowerActionNone,
        };
        if up {
            self.up = action;
        } else {
            self.down = action;
        }
    }

    fn current(&self) -> POWER_ACTION {
        match self.follows {
            Some(true) => self.up,
            Some(false) => self.down,
            None => PowerActionNone,
        }
    }
}

/// The request that waits for the device's wake signal.
pub(super) struct WaitWake {
    /// Whether it was asked for, and has not come to the device yet.
    pub(super) requested: bool,
    /// The request, while it is with the drivers below.
    pub(super) irp: Option<Irp>,
    /// Whoever sets this second, the one that cancels the request or its completion routine, lets it go on.
    claimed: bool,
    /// Whether its end came in a state that does not answer it.
    pub(super) end_dropped: bool,
}

impl WaitWake {
    pub(super) fn begin(&mut self, irp: Irp) -> bool {
        if self.irp.is_some() {
            return false;
        }
        self.irp = Some(irp);
        self.claimed = false;
        true
    }

    /// Whether another has claimed the request before.
    pub(super) fn claim(&mut self) -> bool {
        mem::replace(&mut self.claimed, true)
    }
}

/// What `WdfDeviceAssignS0IdleSettings` has set.
#[derive(Clone, Copy)]
pub(super) struct IdleSettings {
    set: bool,
    pub(super) enabled: bool,
    overridable: bool,
    dirty: bool,
    pub(super) can_wake: bool,
    pub(super) power_up_on_system_wake: bool,
    pub(super) dx: DEVICE_POWER_STATE,
}

/// What `WdfDeviceAssignSxWakeSettings` has set.
#[derive(Clone, Copy)]
pub(super) struct WakeSettings {
    set: bool,
    pub(super) enabled: bool,
    overridable: bool,
    dirty: bool,
    pub(super) dx: DEVICE_POWER_STATE,
}

/// How deep the device can sleep and still give a wake signal, by the stack's capabilities.
#[derive(Clone, Copy)]
struct Depth {
    device: DEVICE_POWER_STATE,
    system: SYSTEM_POWER_STATE,
    /// Whether this is the answer of the whole stack.
    known: bool,
    /// The lightest device state for each state of the system.
    states: [DEVICE_POWER_STATE; 7],
}

impl Depth {
    /// The deepest state that the device can wake up from while the system is in `system`.
    fn of(&self, system: SYSTEM_POWER_STATE) -> DEVICE_POWER_STATE {
        if (PowerSystemWorking..=PowerSystemHibernate).contains(&system) && system <= self.system {
            self.device
        } else {
            PowerDeviceUnspecified
        }
    }
}

impl DevicePolicy {
    pub(super) fn new(callbacks: WDF_POWER_POLICY_EVENT_CALLBACKS) -> Self {
        Self {
            owner: Running::new(State::ObjectCreated),
            not_owner: Running::new(NotOwnerState::ObjectCreated),
            callbacks,
            idle: IdleCount::new(),
            usb: UsbIdle::new(),
            data: SpinLock::new(Data {
                system_request: None,
                system: PowerSystemWorking,
                actions: SystemActions::default(),
                requested_up: false,
                requested_down: false,
                power_failed: false,
                wait_wake: WaitWake {
                    requested: false,
                    irp: None,
                    claimed: false,
                    end_dropped: false,
                },
                idle: IdleSettings {
                    set: false,
                    enabled: false,
                    overridable: false,
                    dirty: false,
                    can_wake: false,
                    power_up_on_system_wake: false,
                    dx: PowerDeviceD3,
                },
                wake: WakeSettings {
                    set: false,
                    enabled: false,
                    overridable: false,
                    dirty: false,
                    dx: PowerDeviceD3,
                },
                depth: Depth {
                    device: PowerDeviceUnspecified,
                    system: PowerSystemUnspecified,
                    known: false,
                    states: [PowerDeviceD3; 7],
                },
            }),
        }
    }

    /// Reads or changes what the machine remembers.
    pub(super) fn with<R>(&self, work: impl FnOnce(&mut Data) -> R) -> R {
        self.data.with(work)
    }

    /// Whether the device can wake up the system from `system`.
    pub(super) fn can_wake_from(&self, system: SYSTEM_POWER_STATE) -> bool {
        self.with(|data| system <= data.depth.system)
    }

    /// The deepest state that the device can wake up the system from.
    pub(super) fn deepest_system_state(&self) -> SYSTEM_POWER_STATE {
        self.with(|data| data.depth.system)
    }

    /// The lightest device state for each state of the system, by the stack.
    pub(super) fn stack_states(&self) -> [DEVICE_POWER_STATE; 7] {
        self.with(|data| data.depth.states)
    }

    /// Notes what the stack can do; `whole` once it is complete.
    pub(super) fn set_capabilities(&self, capabilities: &DEVICE_CAPABILITIES, whole: bool) {
        self.with(|data| {
            data.depth = Depth {
                device: capabilities.DeviceWake,
                system: capabilities.SystemWake,
                known: whole,
                states: capabilities.DeviceState,
            };
        });
    }
}

impl Obj<Device> {
    pub(super) fn initialize_policy(self) -> Result<(), NTSTATUS> {
        let policy = &self.pnp.policy;
        if self.pnp.policy_owner {
            policy.idle.initialize(self);
            policy.owner.initialize(self.fx())
        } else {
            policy.not_owner.initialize(self.fx())
        }
    }

    /// Nothing of the power policy runs any more afterwards. IRQL: `PASSIVE_LEVEL`.
    pub(super) fn end_policy(self) {
        let policy = &self.pnp.policy;
        if self.pnp.policy_owner {
            policy.owner.close();
            idle::end(&policy.idle);
            policy.usb.end();
        } else {
            policy.not_owner.close();
        }
    }

    /// Posts an event to the power policy's machine, whichever the device has. IRQL: up to `DISPATCH_LEVEL`.
    pub(super) fn post_policy(self, event: Event) {
        if self.pnp.policy_owner {
            post::<Policy>(self, event);
        } else {
            post::<NotOwner>(self, event);
        }
    }

    /// What `WdfDeviceGetDevicePowerPolicyState` answers.
    fn policy_state(self) -> WDF_DEVICE_POWER_POLICY_STATE {
        let policy = &self.pnp.policy;
        if self.pnp.policy_owner {
            policy.owner.shown()
        } else {
            policy.not_owner.shown()
        }
    }

    /// Asks the stack what it can do, unless that is known; the stack may not be complete yet.
    fn learn_depth(self) -> Result<Depth, NTSTATUS> {
        let policy = &self.pnp.policy;
        let known = policy.with(|data| data.depth.known);
        if !known && KeGetCurrentIrql() == PASSIVE_LEVEL as u8 {
            policy.set_capabilities(&stack_capabilities(self)?, false);
        }
        Ok(policy.with(|data| data.depth))
    }

    /// A setting that the registry may override; `enabled` when it does not.
    fn overridden(self, name: &[u16], enabled: bool) -> bool {
        if KeGetCurrentIrql() != PASSIVE_LEVEL as u8 {
            return enabled;
        }
        let value = self
            .settings_key(KEY_READ)
            .and_then(|key| key.dword(self.fx().tag(), name));
        value.map_or(enabled, |value| value != 0)
    }

    fn settings_key(self, access: u32) -> Option<Key> {
        open_settings_key(self.known_physical().ok()?, access).ok()
    }

    /// Writes what the user may override into the registry. IRQL: `PASSIVE_LEVEL`.
    pub(super) fn save_settings(self) {
        let policy = &self.pnp.policy;
        let (idle, wake) = policy.with(|data| {
            let idle = data.idle.overridable && mem::take(&mut data.idle.dirty);
            let wake = data.wake.overridable && mem::take(&mut data.wake.dirty);
            (
                idle.then_some(data.idle.enabled),
                wake.then_some(data.wake.enabled),
            )
        });
        if idle.is_none() && wake.is_none() {
            return;
        }
        let Some(key) = self.settings_key(KEY_WRITE) else {
            return;
        };
        for (name, value) in [(IDLE_ENABLED, idle), (WAKE_ENABLED, wake)] {
            if let Some(value) = value {
                // What cannot be saved is as the driver chose it after the next start.
                let _ = key.set_dword(name, u32::from(value));
            }
        }
    }

    fn assign_idle(self, settings: &WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS) -> Result<(), NTSTATUS> {
        let mut enabled = match settings.Enabled {
            WdfTrue => true,
            WdfUseDefault => self.overridden(&w!("WdfDefaultIdleInWorkingState"), true),
            _ => false,
        };
        let depth = self.learn_depth()?;
        let (can_wake, dx) = match settings.IdleCaps {
            IdleCannotWakeFromS0 if settings.DxState == PowerDeviceMaximum => {
                (false, PowerDeviceD3)
            }
            IdleCannotWakeFromS0 => (false, settings.DxState),
            caps => {
                let deepest = if caps == IdleUsbSelectiveSuspend {
                    PowerDeviceD2
                } else {
                    PowerDeviceD3
                };
                let dx = wake_state(settings.DxState, depth.of(PowerSystemWorking))?;
                if dx > deepest {
                    return Err(STATUS_POWER_STATE_INVALID);
                }
                if caps == IdleUsbSelectiveSuspend {
                    self.prepare_usb_idle()?;
                }
                (true, dx)
            }
        };
        if settings.IdleTimeoutType != DriverManagedIdleTimeout {
            violation::unported("WdfDeviceAssignS0IdleSettings with SystemManagedIdleTimeout");
        }
        let timeout = if settings.IdleTimeout == 0 {
            DEFAULT_TIMEOUT
        } else {
            settings.IdleTimeout
        };
        let policy = &self.pnp.policy;
        let (before, first) = policy.with(|data| (data.idle.enabled, !data.idle.set));
        let overridable = settings.UserControlOfIdleSettings == IdleAllowUserControl;
        if overridable && settings.Enabled == WdfUseDefault {
            enabled = if first && KeGetCurrentIrql() == PASSIVE_LEVEL as u8 {
                self.overridden(IDLE_ENABLED, enabled)
            } else {
                before
            };
        }
        self.show_choice(Choice::Idle, overridable)?;
        policy.idle.set_timeout(timeout);
        if can_wake {
            let hub_decides = settings.IdleCaps == IdleUsbSelectiveSuspend;
            policy.usb.choose(hub_decides);
        }
        policy.with(|data| {
            let idle = &mut data.idle;
            if first {
                idle.set = true;
                idle.overridable = overridable;
            }
            if settings.IdleCaps == IdleCannotWakeFromS0 {
                match settings.PowerUpIdleDeviceOnSystemWake {
                    WdfTrue => idle.power_up_on_system_wake = true,
                    WdfFalse => idle.power_up_on_system_wake = false,
                    _ => {}
                }
            }
            idle.can_wake = can_wake;
            idle.dx = dx;
            idle.enabled = enabled;
            idle.dirty = true;
        });
        self.post_policy(Event::IdleSettingsChanged);
        Ok(())
    }

    fn assign_wake(self, settings: &WDF_DEVICE_POWER_POLICY_WAKE_SETTINGS) -> Result<(), NTSTATUS> {
        let mut enabled = match settings.Enabled {
            WdfTrue => true,
            WdfUseDefault => self.overridden(&w!("WdfDefaultWakeFromSleepState"), true),
            _ => false,
        };
        let depth = self.learn_depth()?;
        let dx = wake_state(settings.DxState, depth.of(depth.system))?;
        let policy = &self.pnp.policy;
        let (before, first) = policy.with(|data| (data.wake.enabled, !data.wake.set));
        let overridable = settings.UserControlOfWakeSettings == WakeAllowUserControl;
        if overridable && settings.Enabled == WdfUseDefault {
            enabled = if first && KeGetCurrentIrql() == PASSIVE_LEVEL as u8 {
                self.overridden(WAKE_ENABLED, enabled)
            } else {
                before
            };
        }
        self.show_choice(Choice::Wake, overridable)?;
        policy.with(|data| {
            let wake = &mut data.wake;
            if first {
                wake.set = true;
                wake.overridable = overridable;
            }
            wake.dx = dx;
            wake.enabled = enabled;
            wake.dirty = true;
        });
        if KeGetCurrentIrql() == PASSIVE_LEVEL as u8 {
            self.save_settings();
        }
        Ok(())
    }
}

impl Obj<Device> {
    /// Gives the user the choice by WMI, or takes it away.
    fn show_choice(self, choice: Choice, allowed: bool) -> Result<(), NTSTATUS> {
        if allowed {
            return self.allow_choice(choice);
        }
        self.forbid_choice(choice);
        Ok(())
    }

    /// What holds now.
    pub(crate) fn chosen(self, choice: Choice) -> bool {
        self.pnp.policy.with(|data| match choice {
            Choice::Idle => data.idle.enabled,
            Choice::Wake => data.wake.enabled,
        })
    }

    /// The user has chosen. IRQL: `PASSIVE_LEVEL`.
    pub(crate) fn choose(self, choice: Choice, enabled: bool) {
        let policy = &self.pnp.policy;
        match choice {
            Choice::Idle => {
                policy.with(|data| {
                    data.idle.enabled = enabled;
                    data.idle.dirty = true;
                });
                self.post_policy(Event::IdleSettingsChanged);
            }
            Choice::Wake => {
                policy.with(|data| {
                    data.wake.enabled = enabled;
                    data.wake.dirty = true;
                });
                self.save_settings();
            }
        }
    }
}

/// The names of the values that the user's choice is saved in.
const IDLE_ENABLED: &[u16] = &w!("IdleInWorkingState");
const WAKE_ENABLED: &[u16] = &w!("WakeFromSleepState");

/// The state that a device waits in for its wake signal: the one chosen, or the deepest.
fn wake_state(
    chosen: DEVICE_POWER_STATE,
    deepest: DEVICE_POWER_STATE,
) -> Result<DEVICE_POWER_STATE, NTSTATUS> {
    let state = if chosen == PowerDeviceMaximum {
        deepest
    } else {
        chosen
    };
    let good = (PowerDeviceD1..=PowerDeviceD3).contains(&state) && state <= deepest;
    good.then_some(state).ok_or(STATUS_POWER_STATE_INVALID)
}

fn is_dx(state: DEVICE_POWER_STATE) -> bool {
    (PowerDeviceD1..=PowerDeviceMaximum).contains(&state)
}

#[doc = "[`WdfDeviceGetDevicePowerPolicyState`](wdk_sys::wdf::WdfDeviceGetDevicePowerPolicyState)"]
#[abi]
pub(crate) unsafe fn WdfDeviceGetDevicePowerPolicyState(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> WDF_DEVICE_POWER_POLICY_STATE {
    enter!(
        fx = DriverGlobals,
        WdfDeviceGetDevicePowerPolicyState(Device)
    );
    Device
        .object::<Device>(fx)
        .map_or(WdfDevStatePwrPolInvalid, Obj::policy_state)
}

/// The owner of its stack's power policy, and what the driver sets for it.
fn owner_and_settings<'a, P: Pointer<Pointee: Versioned>>(
    fx: Fx,
    function: &'static str,
    device: &Argument<'a, WDFDEVICE>,
    settings: &Argument<'a, P>,
) -> Result<(Obj<Device>, P::Pointee), NTSTATUS> {
    let device = device
        .object::<Device>(fx)
        .ok_or(STATUS_INVALID_PARAMETER)?;
    if settings.is_null() {
        violation::null_parameter(fx, function, "Settings");
        return Err(STATUS_INVALID_PARAMETER);
    }
    if !device.is_pnp() {
        violation::control_device(fx, function, device.handle());
        return Err(STATUS_INVALID_DEVICE_REQUEST);
    }
    if !device.pnp.policy_owner {
        return Err(STATUS_INVALID_DEVICE_REQUEST);
    }
    Ok((device, settings.read_versioned(fx)?))
}

#[doc = "[`WdfDeviceAssignS0IdleSettings`](wdk_sys::wdf::WdfDeviceAssignS0IdleSettings)"]
#[abi]
pub(crate) unsafe fn WdfDeviceAssignS0IdleSettings(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    Settings: PWDF_DEVICE_POWER_POLICY_IDLE_SETTINGS,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceAssignS0IdleSettings";
    enter!(
        fx = DriverGlobals,
        WdfDeviceAssignS0IdleSettings(Device, Settings)
    );
    let (device, settings) = match owner_and_settings(fx, NAME, &Device, &Settings) {
        Ok(given) => given,
        Err(status) => return status,
    };
    let caps = IdleCannotWakeFromS0..=IdleUsbSelectiveSuspend;
    let control = IdleDoNotAllowUserControl..=IdleAllowUserControl;
    // A structure that ends before this member has the value of zero, which is WdfFalse.
    let on_wake = if settings.Size > 24 {
        settings.PowerUpIdleDeviceOnSystemWake
    } else {
        WdfUseDefault
    };
    let good = is_dx(settings.DxState)
        && caps.contains(&settings.IdleCaps)
        && control.contains(&settings.UserControlOfIdleSettings)
        && is_tri_state(settings.Enabled)
        && is_tri_state(on_wake)
        && (settings.IdleCaps == IdleCannotWakeFromS0 || on_wake == WdfUseDefault)
        && settings.IdleTimeoutType <= SystemManagedIdleTimeoutWithHint;
    if !good {
        return STATUS_INVALID_PARAMETER;
    }
    let settings = WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS {
        PowerUpIdleDeviceOnSystemWake: on_wake,
        ..settings
    };
    device
        .assign_idle(&settings)
        .err()
        .unwrap_or(STATUS_SUCCESS)
}

#[doc = "[`WdfDeviceAssignSxWakeSettings`](wdk_sys::wdf::WdfDeviceAssignSxWakeSettings)"]
#[abi]
pub(crate) unsafe fn WdfDeviceAssignSxWakeSettings(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    Settings: PWDF_DEVICE_POWER_POLICY_WAKE_SETTINGS,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceAssignSxWakeSettings";
    enter!(
        fx = DriverGlobals,
        WdfDeviceAssignSxWakeSettings(Device, Settings)
    );
    let (device, settings) = match owner_and_settings(fx, NAME, &Device, &Settings) {
        Ok(given) => given,
        Err(status) => return status,
    };
    let control = WakeDoNotAllowUserControl..=WakeAllowUserControl;
    let good = is_dx(settings.DxState)
        && control.contains(&settings.UserControlOfWakeSettings)
        && is_tri_state(settings.Enabled);
    if !good {
        return STATUS_INVALID_PARAMETER;
    }
    if settings.ArmForWakeIfChildrenAreArmedForWake != 0 {
        violation::unported(
            "WdfDeviceAssignSxWakeSettings with ArmForWakeIfChildrenAreArmedForWake",
        );
    }
    if settings.IndicateChildWakeOnParentWake != 0 {
        violation::unported("WdfDeviceAssignSxWakeSettings with IndicateChildWakeOnParentWake");
    }
    device
        .assign_wake(&settings)
        .err()
        .unwrap_or(STATUS_SUCCESS)
}

/// Takes a power reference for the driver.
fn stop_idle(device: Obj<Device>, wait: BOOLEAN) -> NTSTATUS {
    if device.pnp.policy_owner {
        device.power_reference(wait != FALSE)
    } else {
        STATUS_INVALID_DEVICE_STATE
    }
}

/// Gives a power reference back for the driver.
fn resume_idle(device: Obj<Device>) {
    if device.pnp.policy_owner {
        device.power_dereference();
    }
}

/// Since this minor version, the owner of the power policy is told of what the system does only while its device changes
/// its power for it.
const OWNER_KNOWS_SINCE: u32 = 31;

#[doc = "[`WdfDeviceGetSystemPowerAction`](wdk_sys::wdf::WdfDeviceGetSystemPowerAction)"]
#[abi]
pub(crate) unsafe fn WdfDeviceGetSystemPowerAction(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> POWER_ACTION {
    enter!(fx = DriverGlobals, WdfDeviceGetSystemPowerAction(Device));
    pnp_device!(fx, WdfDeviceGetSystemPowerAction, Device => PowerActionNone).system_power_action()
}

impl Obj<Device> {
    /// What the system does while the device changes its power.
    pub(super) fn system_power_action(self) -> POWER_ACTION {
        if self.pnp.policy_owner && self.fx().built_for >= OWNER_KNOWS_SINCE {
            self.pnp.policy.with(|data| data.actions.current())
        } else {
            self.pnp.power.system_action()
        }
    }
}

#[doc = "[`WdfDeviceIndicateWakeStatus`](wdk_sys::wdf::WdfDeviceIndicateWakeStatus)"]
#[abi]
pub(crate) unsafe fn WdfDeviceIndicateWakeStatus(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    WaitWakeStatus: NTSTATUS,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfDeviceIndicateWakeStatus(Device));
    if Device.object::<Device>(fx).is_none()
        || matches!(WaitWakeStatus, STATUS_PENDING | STATUS_CANCELLED)
    {
        return STATUS_INVALID_PARAMETER;
    }
    // Wait-wake requests end at a bus driver's devices, and pass all others.
    STATUS_INVALID_DEVICE_STATE
}

#[doc = "[`WdfDeviceStopIdleNoTrack`](wdk_sys::wdf::WdfDeviceStopIdleNoTrack)"]
#[abi]
pub(crate) unsafe fn WdfDeviceStopIdleNoTrack(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    WaitForD0: BOOLEAN,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfDeviceStopIdleNoTrack(Device));
    let device = pnp_device!(fx, WdfDeviceStopIdleNoTrack, Device => STATUS_INVALID_PARAMETER);
    stop_idle(device, WaitForD0)
}

#[doc = "[`WdfDeviceResumeIdleNoTrack`](wdk_sys::wdf::WdfDeviceResumeIdleNoTrack)"]
#[abi]
pub(crate) unsafe fn WdfDeviceResumeIdleNoTrack(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) {
    enter!(fx = DriverGlobals, WdfDeviceResumeIdleNoTrack(Device));
    resume_idle(pnp_device!(fx, WdfDeviceResumeIdleNoTrack, Device));
}

#[doc = "[`WdfDeviceStopIdleActual`](wdk_sys::wdf::WdfDeviceStopIdleActual)"]
#[abi]
pub(crate) unsafe fn WdfDeviceStopIdleActual(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    WaitForD0: BOOLEAN,
    _Tag: PVOID,
    _Line: LONG,
    _File: PCCH,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfDeviceStopIdleActual(Device));
    let device = pnp_device!(fx, WdfDeviceStopIdleActual, Device => STATUS_INVALID_PARAMETER);
    stop_idle(device, WaitForD0)
}

#[doc = "[`WdfDeviceResumeIdleActual`](wdk_sys::wdf::WdfDeviceResumeIdleActual)"]
#[abi]
pub(crate) unsafe fn WdfDeviceResumeIdleActual(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    _Tag: PVOID,
    _Line: LONG,
    _File: PCCH,
) {
    enter!(fx = DriverGlobals, WdfDeviceResumeIdleActual(Device));
    resume_idle(pnp_device!(fx, WdfDeviceResumeIdleActual, Device));
}
