//! What drivers have registered with functions of the kernel that keep no object for it.
#![forbid(unsafe_code)]

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use super::{
    cm::callbacks::RegistryCallbacks,
    io::etw::state::Etw,
    ke::{apc::Apcs, bug_check::Callbacks},
    ob::callbacks::ObjectCallbacks,
    po::setting::PowerSettings,
    ps::notify::Notifications,
    wmi::state::Wmi,
};
use crate::{
    engine::driver::DriverId,
    nt::{kernel::Kernel, verifier::rules},
};

/// The state of one machine.
#[derive(Default)]
pub(crate) struct Registrations {
    next: Cell<u64>,
    pub(crate) etw: Etw,
    pub(crate) wmi: Wmi,
    pub(crate) power_settings: PowerSettings,
    pub(crate) bug_check_callbacks: Callbacks,
    pub(crate) notifications: Notifications,
    pub(crate) apcs: Apcs,
    pub(crate) object_callbacks: ObjectCallbacks,
    pub(crate) registry_callbacks: RegistryCallbacks,
    /// The timer resolution that each driver has asked for.
    pub(crate) timer_resolutions: RefCell<Vec<(DriverId, u32)>>,
    /// What `DbgSetDebugFilterState` was told of a component and a level.
    pub(crate) debug_filters: RefCell<BTreeMap<(u32, u32), bool>>,
}

impl Registrations {
    /// Those of a machine.
    pub(crate) fn of(kernel: &Kernel) -> &Self {
        kernel.part()
    }

    /// A handle that was not given yet.
    pub(crate) fn handle(&self) -> u64 {
        let next = self.next.get() + 1;
        self.next.set(next);
        0x1000 + next * 8
    }
}

/// Reports what a driver that is being unloaded has left registered.
pub(crate) fn check_unload(kernel: &Kernel, driver: DriverId) {
    let registrations = Registrations::of(kernel);
    let left = [
        (
            &rules::ETW_PROVIDER_LEFT,
            registrations.etw.held_by(driver),
            "event providers",
        ),
        (
            &rules::WMI_PROVIDER_LEFT,
            registrations.wmi.held_by(driver),
            "WMI devices",
        ),
        (
            &rules::BUG_CHECK_CALLBACK_LEFT,
            registrations.bug_check_callbacks.held_by(driver),
            "bug check callbacks",
        ),
        (
            &rules::POWER_SETTING_LEFT,
            registrations.power_settings.held_by(driver),
            "power-setting callbacks",
        ),
        (
            &rules::NOTIFY_ROUTINE_LEFT,
            registrations.notifications.held_by(driver),
            "notification routines of processes, threads or images",
        ),
        (
            &rules::OBJECT_CALLBACK_LEFT,
            registrations.object_callbacks.held_by(driver),
            "object callbacks",
        ),
        (
            &rules::APC_LEFT,
            registrations.apcs.held_by(driver),
            "APCs queued, if not",
        ),
        (
            &rules::REGISTRY_CALLBACK_LEFT,
            registrations.registry_callbacks.held_by(driver),
            "registry callbacks",
        ),
    ];
    for (rule, count, what) in left {
        if count > 0 {
            let name = kernel.driver_name(driver);
            let message = format!("{name} was unloaded with {count} {what} registered");
            let parameters = [rule.sub_code, count as u64, 0, 0];
            kernel.report(rule.name, rule.code, parameters, message, name);
        }
    }
}
