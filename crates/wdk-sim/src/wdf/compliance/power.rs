//! Functions of power policy, by who may call them.

use super::{Broken, Context, State, arguments, device_init::not_owner};
use crate::wdf::rules;

/// The functions of the driver that owns its stack's power policy.
const OWNERS: [&str; 3] = [
    "WdfDeviceInitSetPowerPolicyEventCallbacks",
    "WdfDeviceAssignS0IdleSettings",
    "WdfDeviceAssignSxWakeSettings",
];

/// The functions that a driver without `EvtDriverDeviceAdd` does not call.
const PNP_ONLY: [&str; 13] = [
    "WdfDeviceAssignS0IdleSettings",
    "WdfDeviceInitSetPowerPolicyEventCallbacks",
    "WdfDeviceAssignSxWakeSettings",
    "WdfDeviceGetDevicePowerState",
    "WdfDeviceGetDevicePowerPolicyState",
    "WdfDeviceInitSetPnpPowerEventCallbacks",
    "WdfDeviceInitSetPowerPolicyOwnership",
    "WdfDeviceInitRegisterPowerStateChangeCallback",
    "WdfDeviceInitRegisterPowerPolicyStateChangeCallback",
    "WdfDeviceInitSetPowerNotPageable",
    "WdfDeviceInitSetPowerPageable",
    "WdfDeviceInitSetPowerInrush",
    "WdfDeviceSetPowerCapabilities",
];

pub(super) fn call_enter(state: &mut State, context: &Context<'_>, broken: &mut Broken) {
    let call = context.call;
    let driver = state.driver(context);
    if PNP_ONLY.contains(&call.name) && driver.created && !driver.has_device_add {
        let message = format!(
            "{} is for Plug and Play drivers; this one has no EvtDriverDeviceAdd",
            call.name
        );
        broken.push((&rules::NON_PNP_DRV_POWER_POLICY_OWNER_API, message));
    }
    if !OWNERS.contains(&call.name) {
        return;
    }
    let init = arguments::handle(call, "WDFDEVICE_INIT");
    let device = arguments::handle(call, "WDFDEVICE");
    let of_device = driver.devices.not_owners.get(&device).copied();
    if let Some(filter) = not_owner(&driver.devices, init).or(of_device) {
        let rule = match filter {
            true => &rules::NON_FDO_NOT_POWER_POLICY_OWNER_API,
            false => &rules::FDO_POWER_POLICY_OWNER_API,
        };
        let message = format!(
            "{} is for the owner of the power policy, which this device's driver is not",
            call.name
        );
        broken.push((rule, message));
    }
}
