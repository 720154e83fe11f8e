//! What a function or filter device makes of the stack's `DEVICE_CAPABILITIES`.
//!
//! The driver's wishes go down with the request where lower drivers need to see them, and are
//! merged into the answer when it comes back: power states may only be deepened, what can wake the
//! system only be lightened, latencies only grow. The rest of `WDF_DEVICE_PNP_CAPABILITIES` and
//! `WDF_DEVICE_POWER_CAPABILITIES` is for devices that a bus driver enumerates.
#![forbid(unsafe_code)]

use wdk_sys::{
    _DEVICE_POWER_STATE::{
        PowerDeviceD1, PowerDeviceD3, PowerDeviceMaximum, PowerDeviceUnspecified,
    },
    _SYSTEM_POWER_STATE::{PowerSystemMaximum, PowerSystemUnspecified, PowerSystemWorking},
    DEVICE_CAPABILITIES, DEVICE_POWER_STATE, SYSTEM_POWER_STATE, ULONG,
    wdf::{
        _WDF_TRI_STATE::{WdfFalse, WdfTrue, WdfUseDefault},
        WDF_DEVICE_PNP_CAPABILITIES, WDF_DEVICE_POWER_CAPABILITIES, WDF_DEVICE_STATE,
        WDF_TRI_STATE,
    },
};

/// The members of `DEVICE_CAPABILITIES` that are single bits, by position.
mod bit {
    pub(super) const DEVICE_D1: u32 = 0;
    pub(super) const DEVICE_D2: u32 = 1;
    pub(super) const LOCK_SUPPORTED: u32 = 2;
    pub(super) const EJECT_SUPPORTED: u32 = 3;
    pub(super) const REMOVABLE: u32 = 4;
    pub(super) const DOCK_DEVICE: u32 = 5;
    pub(super) const UNIQUE_ID: u32 = 6;
    pub(super) const SILENT_INSTALL: u32 = 7;
    pub(super) const RAW_DEVICE_OK: u32 = 8;
    pub(super) const SURPRISE_REMOVAL_OK: u32 = 9;
    pub(super) const WAKE_FROM_D0: u32 = 10;
    pub(super) const WAKE_FROM_D1: u32 = 11;
    pub(super) const WAKE_FROM_D2: u32 = 12;
    pub(super) const WAKE_FROM_D3: u32 = 13;
    pub(super) const HARDWARE_DISABLED: u32 = 14;
    pub(super) const NO_DISPLAY_IN_UI: u32 = 17;
}

/// "Use what the lower drivers say."
const DEFAULT: ULONG = ULONG::MAX;

/// What the driver chose, as far as it has.
#[derive(Clone, Copy, Default)]
pub(crate) struct Chosen {
    pub(crate) pnp: Option<WDF_DEVICE_PNP_CAPABILITIES>,
    pub(crate) power: Option<WDF_DEVICE_POWER_CAPABILITIES>,
}

impl Chosen {
    /// What the driver has set last, but for the members that it leaves to what it set before.
    pub(crate) fn set_pnp(&mut self, mut pnp: WDF_DEVICE_PNP_CAPABILITIES) {
        if let Some(before) = &self.pnp {
            pnp.Address = chosen_or(pnp.Address, DEFAULT, before.Address);
            pnp.UINumber = chosen_or(pnp.UINumber, DEFAULT, before.UINumber);
        }
        self.pnp = Some(pnp);
    }

    /// The same of the power capabilities.
    pub(crate) fn set_power(&mut self, mut power: WDF_DEVICE_POWER_CAPABILITIES) {
        if let Some(before) = &self.power {
            power.DeviceWake = chosen_or(power.DeviceWake, PowerDeviceMaximum, before.DeviceWake);
            power.SystemWake = chosen_or(power.SystemWake, PowerSystemMaximum, before.SystemWake);
            power.IdealDxStateForSx = chosen_or(
                power.IdealDxStateForSx,
                PowerDeviceMaximum,
                before.IdealDxStateForSx,
            );
        }
        self.power = Some(power);
    }

    /// Whether the device is to be hidden, as a capability.
    pub(super) fn no_display_in_ui(&self) -> WDF_TRI_STATE {
        self.pnp
            .as_ref()
            .map_or(WdfUseDefault, |pnp| pnp.NoDisplayInUI)
    }

    /// What lower drivers see when the request comes to them.
    pub(super) fn before_lower(&self, capabilities: &mut DEVICE_CAPABILITIES) {
        let Some(pnp) = self.pnp.as_ref().filter(|_| is_known(capabilities)) else {
            return;
        };
        for (bit, answer) in [
            (bit::LOCK_SUPPORTED, pnp.LockSupported),
            (bit::EJECT_SUPPORTED, pnp.EjectSupported),
            (bit::REMOVABLE, pnp.Removable),
            (bit::DOCK_DEVICE, pnp.DockDevice),
            (bit::SURPRISE_REMOVAL_OK, pnp.SurpriseRemovalOK),
            (bit::NO_DISPLAY_IN_UI, pnp.NoDisplayInUI),
        ] {
            if answer == WdfTrue {
                set(capabilities, bit, answer);
            }
        }
    }

    /// What is left of the lower drivers' answer.
    pub(super) fn after_lower(&self, capabilities: &mut DEVICE_CAPABILITIES) {
        if !is_known(capabilities) {
            return;
        }
        if let Some(pnp) = &self.pnp {
            merge_pnp(capabilities, pnp);
        }
        if let Some(power) = &self.power {
            merge_power(capabilities, power);
        }
    }

    /// The whole answer of a device of a bus. `parent` is what the stack of its parent can do; `raw` says that the
    /// device works without a function driver. False when the requestor's structure is not of the known kind.
    pub(crate) fn of_bus_device(
        &self,
        capabilities: &mut DEVICE_CAPABILITIES,
        parent: &DEVICE_CAPABILITIES,
        raw: bool,
    ) -> bool {
        if !is_known(capabilities) {
            return false;
        }
        let pnp = self.pnp.unwrap_or_else(WDF_DEVICE_PNP_CAPABILITIES::init);
        let power = self
            .power
            .unwrap_or_else(WDF_DEVICE_POWER_CAPABILITIES::init);
        let states = capabilities.DeviceState.iter_mut();
        let chosen = power.DeviceState.into_iter().zip(parent.DeviceState);
        for (state, (chosen, parent)) in states.zip(chosen).skip(PowerSystemWorking as usize) {
            *state = chosen_or(chosen, PowerDeviceMaximum, parent);
        }
        for (bit, answer) in [
            (bit::LOCK_SUPPORTED, pnp.LockSupported),
            (bit::EJECT_SUPPORTED, pnp.EjectSupported),
            (bit::REMOVABLE, pnp.Removable),
            (bit::DOCK_DEVICE, pnp.DockDevice),
            (bit::UNIQUE_ID, pnp.UniqueID),
            (bit::SURPRISE_REMOVAL_OK, pnp.SurpriseRemovalOK),
            (bit::HARDWARE_DISABLED, pnp.HardwareDisabled),
            (bit::NO_DISPLAY_IN_UI, pnp.NoDisplayInUI),
            (bit::WAKE_FROM_D0, power.WakeFromD0),
            (bit::WAKE_FROM_D1, power.WakeFromD1),
            (bit::WAKE_FROM_D2, power.WakeFromD2),
            (bit::WAKE_FROM_D3, power.WakeFromD3),
            (bit::DEVICE_D1, power.DeviceD1),
            (bit::DEVICE_D2, power.DeviceD2),
        ] {
            set(capabilities, bit, answer);
        }
        // Nothing is installed for a device that works without a function driver.
        let silent = match pnp.SilentInstall {
            WdfUseDefault if raw => WdfTrue,
            answer => answer,
        };
        set(capabilities, bit::SILENT_INSTALL, silent);
        if raw {
            set(capabilities, bit::RAW_DEVICE_OK, WdfTrue);
        }
        capabilities.UINumber = pnp.UINumber;
        capabilities.Address = pnp.Address;
        capabilities.SystemWake =
            chosen_or(power.SystemWake, PowerSystemMaximum, parent.SystemWake);
        capabilities.DeviceWake =
            chosen_or(power.DeviceWake, PowerDeviceMaximum, parent.DeviceWake);
        capabilities.D1Latency = chosen_or(power.D1Latency, DEFAULT, 0);
        capabilities.D2Latency = chosen_or(power.D2Latency, DEFAULT, 0);
        // There is no default for this one: what the requestor wrote stays.
        if power.D3Latency != DEFAULT {
            capabilities.D3Latency = power.D3Latency;
        }
        true
    }

    /// The state that the device sleeps in while the system is in `system`, when it is not to wake
    /// it. `stack` is the stack's map of the system's states.
    pub(super) fn sleeping_state(
        &self,
        system: SYSTEM_POWER_STATE,
        stack: &[DEVICE_POWER_STATE; 7],
    ) -> DEVICE_POWER_STATE {
        let ideal = self.power.map(|power| power.IdealDxStateForSx);
        let Some(ideal) = ideal.filter(|ideal| *ideal < PowerDeviceD3) else {
            return PowerDeviceD3;
        };
        let lightest = usize::try_from(system)
            .ok()
            .and_then(|index| stack.get(index));
        lightest
            .map_or(ideal, |lightest| ideal.max(*lightest))
            .min(PowerDeviceD3)
    }
}

/// What the driver chose, or what its choosing nothing stands for.
fn chosen_or<T: PartialEq>(chosen: T, nothing: T, otherwise: T) -> T {
    if chosen == nothing { otherwise } else { chosen }
}

fn is_known(capabilities: &DEVICE_CAPABILITIES) -> bool {
    usize::from(capabilities.Size) >= size_of::<DEVICE_CAPABILITIES>() && capabilities.Version == 1
}

fn set(capabilities: &mut DEVICE_CAPABILITIES, bit: u32, answer: WDF_TRI_STATE) {
    match answer {
        WdfTrue => capabilities.BitFields |= 1 << bit,
        WdfFalse => capabilities.BitFields &= !(1 << bit),
        _ => {}
    }
}

fn merge_pnp(capabilities: &mut DEVICE_CAPABILITIES, pnp: &WDF_DEVICE_PNP_CAPABILITIES) {
    for (bit, answer) in [
        (bit::LOCK_SUPPORTED, pnp.LockSupported),
        (bit::EJECT_SUPPORTED, pnp.EjectSupported),
        (bit::DOCK_DEVICE, pnp.DockDevice),
    ] {
        if answer == WdfFalse {
            set(capabilities, bit, answer);
        }
    }
    // Bus drivers write these two without looking, so the driver's word is said again.
    set(capabilities, bit::REMOVABLE, pnp.Removable);
    set(
        capabilities,
        bit::SURPRISE_REMOVAL_OK,
        pnp.SurpriseRemovalOK,
    );
    if pnp.Address != DEFAULT {
        capabilities.Address = pnp.Address;
    }
    if pnp.UINumber != DEFAULT {
        capabilities.UINumber = pnp.UINumber;
    }
}

fn merge_power(capabilities: &mut DEVICE_CAPABILITIES, power: &WDF_DEVICE_POWER_CAPABILITIES) {
    let states = capabilities.DeviceState.iter_mut().zip(power.DeviceState);
    for (state, chosen) in states.skip(PowerSystemWorking as usize) {
        if chosen != PowerDeviceMaximum && chosen > *state {
            *state = chosen;
        }
    }
    if power.SystemWake != PowerSystemMaximum && power.SystemWake < capabilities.SystemWake {
        capabilities.SystemWake = power.SystemWake;
    }
    if power.DeviceWake != PowerDeviceMaximum && power.DeviceWake < capabilities.DeviceWake {
        capabilities.DeviceWake = power.DeviceWake;
    }
    for (latency, chosen) in [
        (&mut capabilities.D1Latency, power.D1Latency),
        (&mut capabilities.D2Latency, power.D2Latency),
        (&mut capabilities.D3Latency, power.D3Latency),
    ] {
        if chosen != DEFAULT && chosen > *latency {
            *latency = chosen;
        }
    }
}

/// The member that is neither yes, no nor "use the default", if one is; then the framework ignores the whole.
fn wrong_choice(members: &[(&'static str, WDF_TRI_STATE)]) -> Option<&'static str> {
    let wrong = |(_, choice): &&(&str, WDF_TRI_STATE)| !is_tri_state(*choice);
    members.iter().find(wrong).map(|(name, _)| *name)
}

pub(crate) fn is_tri_state(value: WDF_TRI_STATE) -> bool {
    (WdfFalse..=WdfUseDefault).contains(&value)
}

/// `tri_states!(structure, Member, ...)`: the members with their names.
macro_rules! tri_states {
    ($structure:expr, $($member:ident),+) => {
        [$((stringify!($member), $structure.$member)),+]
    };
}

/// The member of the driver's structure that is out of its range, if one is.
pub(crate) fn wrong_state(state: &WDF_DEVICE_STATE) -> Option<&'static str> {
    wrong_choice(&tri_states!(
        state,
        Disabled,
        DontDisplayInUI,
        Failed,
        NotDisableable,
        Removed,
        ResourcesChanged,
        AssignedToGuest
    ))
}

/// The same of `WDF_DEVICE_PNP_CAPABILITIES`.
pub(crate) fn wrong_pnp_member(pnp: &WDF_DEVICE_PNP_CAPABILITIES) -> Option<&'static str> {
    wrong_choice(&tri_states!(
        pnp,
        LockSupported,
        EjectSupported,
        Removable,
        DockDevice,
        UniqueID,
        SilentInstall,
        SurpriseRemovalOK,
        HardwareDisabled,
        NoDisplayInUI
    ))
}

/// The same of `WDF_DEVICE_POWER_CAPABILITIES`.
pub(crate) fn wrong_power_member(
    power: &WDF_DEVICE_POWER_CAPABILITIES,
    policy_owner: bool,
) -> Option<&'static str> {
    let choices = tri_states!(
        power, DeviceD1, DeviceD2, WakeFromD0, WakeFromD1, WakeFromD2, WakeFromD3
    );
    wrong_choice(&choices).or_else(|| wrong_power_state(power, policy_owner))
}

fn wrong_power_state(
    power: &WDF_DEVICE_POWER_CAPABILITIES,
    policy_owner: bool,
) -> Option<&'static str> {
    let device = PowerDeviceUnspecified..=PowerDeviceMaximum;
    if power
        .DeviceState
        .iter()
        .any(|state| !device.contains(state))
    {
        Some("DeviceState")
    } else if !device.contains(&power.DeviceWake) {
        Some("DeviceWake")
    } else if !(PowerSystemUnspecified..=PowerSystemMaximum).contains(&power.SystemWake) {
        Some("SystemWake")
    } else if !(PowerDeviceD1..=PowerDeviceMaximum).contains(&power.IdealDxStateForSx)
        || !policy_owner && power.IdealDxStateForSx != PowerDeviceMaximum
    {
        Some("IdealDxStateForSx")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wdk_sys::{
        _DEVICE_POWER_STATE::{PowerDeviceD0, PowerDeviceD2},
        _SYSTEM_POWER_STATE::{PowerSystemSleeping1, PowerSystemSleeping3},
    };

    fn answer() -> DEVICE_CAPABILITIES {
        DEVICE_CAPABILITIES {
            Size: size_of::<DEVICE_CAPABILITIES>() as u16,
            Version: 1,
            ..DEVICE_CAPABILITIES::default()
        }
    }

    fn power() -> WDF_DEVICE_POWER_CAPABILITIES {
        WDF_DEVICE_POWER_CAPABILITIES::init()
    }

    #[test]
    fn the_defaults_change_nothing() {
        let chosen = Chosen {
            pnp: Some(WDF_DEVICE_PNP_CAPABILITIES::init()),
            power: Some(power()),
        };
        let mut capabilities = answer();
        capabilities.BitFields = 0x3_FFFF;
        capabilities.DeviceState = [0, PowerDeviceD0, PowerDeviceD2, 4, 4, 4, 4];
        capabilities.SystemWake = PowerSystemSleeping3;
        capabilities.DeviceWake = PowerDeviceD2;
        capabilities.D1Latency = 7;
        let before = capabilities;
        chosen.before_lower(&mut capabilities);
        chosen.after_lower(&mut capabilities);
        assert_eq!(capabilities.BitFields, before.BitFields);
        assert_eq!(capabilities.DeviceState, before.DeviceState);
        assert_eq!(capabilities.SystemWake, before.SystemWake);
        assert_eq!(capabilities.DeviceWake, before.DeviceWake);
        assert_eq!(capabilities.D1Latency, before.D1Latency);
    }

    #[test]
    fn power_states_are_deepened_and_wake_states_lightened() {
        let mut wish = power();
        wish.DeviceState[PowerSystemSleeping1 as usize] = PowerDeviceD3;
        wish.DeviceState[PowerSystemSleeping3 as usize] = PowerDeviceD1;
        wish.SystemWake = PowerSystemSleeping1;
        wish.DeviceWake = PowerDeviceD3;
        wish.D2Latency = 5;
        let chosen = Chosen {
            power: Some(wish),
            ..Chosen::default()
        };
        let mut capabilities = answer();
        capabilities.DeviceState = [0, PowerDeviceD0, PowerDeviceD1, PowerDeviceD2, 3, 4, 4];
        capabilities.SystemWake = PowerSystemSleeping3;
        capabilities.DeviceWake = PowerDeviceD2;
        capabilities.D2Latency = 9;
        chosen.after_lower(&mut capabilities);
        assert_eq!(
            capabilities.DeviceState,
            [0, PowerDeviceD0, PowerDeviceD3, PowerDeviceD2, 3, 4, 4]
        );
        assert_eq!(capabilities.SystemWake, PowerSystemSleeping1);
        assert_eq!(capabilities.DeviceWake, PowerDeviceD2, "not deepened");
        assert_eq!(capabilities.D2Latency, 9, "not shortened");
    }

    #[test]
    fn what_a_bus_driver_answers_for_its_children_is_not_a_function_drivers() {
        let mut wish = WDF_DEVICE_PNP_CAPABILITIES::init();
        wish.UniqueID = WdfFalse;
        wish.SilentInstall = WdfFalse;
        wish.HardwareDisabled = WdfTrue;
        wish.Removable = WdfFalse;
        wish.NoDisplayInUI = WdfTrue;
        let chosen = Chosen {
            pnp: Some(wish),
            ..Chosen::default()
        };
        let mut capabilities = answer();
        chosen.before_lower(&mut capabilities);
        assert_eq!(capabilities.BitFields, 1 << bit::NO_DISPLAY_IN_UI);
        capabilities.BitFields = 1 << 4 | 1 << 6 | 1 << 7;
        chosen.after_lower(&mut capabilities);
        assert_eq!(capabilities.BitFields, 1 << 6 | 1 << 7);
    }

    #[test]
    fn the_ideal_state_is_no_lighter_than_the_stacks() {
        let mut wish = power();
        wish.IdealDxStateForSx = PowerDeviceD1;
        let chosen = Chosen {
            power: Some(wish),
            ..Chosen::default()
        };
        let stack = [0, PowerDeviceD0, PowerDeviceD1, 2, PowerDeviceD2, 4, 4];
        let state = |system| chosen.sleeping_state(system, &stack);
        assert_eq!(state(PowerSystemSleeping1), PowerDeviceD1);
        assert_eq!(state(PowerSystemSleeping3), PowerDeviceD2.max(stack[4]));
        assert_eq!(Chosen::default().sleeping_state(2, &stack), PowerDeviceD3);
    }

    #[test]
    fn members_out_of_range_are_named() {
        assert_eq!(wrong_power_member(&power(), false), None);
        let mut wish = power();
        wish.IdealDxStateForSx = PowerDeviceD2;
        assert_eq!(wrong_power_member(&wish, true), None);
        assert_eq!(wrong_power_member(&wish, false), Some("IdealDxStateForSx"));
        wish.IdealDxStateForSx = PowerDeviceD0;
        assert_eq!(wrong_power_member(&wish, true), Some("IdealDxStateForSx"));
        wish.WakeFromD2 = 3;
        assert_eq!(wrong_power_member(&wish, true), Some("WakeFromD2"));
        wish.WakeFromD2 = WdfTrue;
        wish.DeviceWake = 9;
        assert_eq!(wrong_power_member(&wish, true), Some("DeviceWake"));
    }
}
