//! What drivers have registered with functions of the kernel that keep no object for it.
#![forbid(unsafe_code)]

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use super::{io::etw::state::Etw, ke::bug_check::Callbacks, po::setting::PowerSettings};
use crate::{
    engine::driver::DriverId,
    nt::{kernel::Kernel, verifier::rules},
};

/// The state of one machine.
#[derive(Default)]
pub(crate) struct Registrations {
    next: Cell<u64>,
    pub(crate) etw: Etw,
    pub(crate) power_settings: PowerSettings,
    pub(crate) bug_check_callbacks: Callbacks,
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
    let name = kernel.driver_name(driver);
    let left = registrations.etw.held_by(driver);
    if left > 0 {
        let rule = &rules::ETW_PROVIDER_LEFT;
        let message = format!("{name} was unloaded with {left} event providers registered");
        let parameters = [rule.sub_code, left as u64, 0, 0];
        kernel.report(rule.name, rule.code, parameters, message, name.clone());
    }
    let left = registrations.bug_check_callbacks.held_by(driver);
    if left > 0 {
        let rule = &rules::BUG_CHECK_CALLBACK_LEFT;
        let message = format!("{name} was unloaded with {left} bug check callbacks registered");
        let parameters = [rule.sub_code, left as u64, 0, 0];
        kernel.report(rule.name, rule.code, parameters, message, name.clone());
    }
    let left = registrations.power_settings.held_by(driver);
    if left > 0 {
        let rule = &rules::POWER_SETTING_LEFT;
        let message = format!("{name} was unloaded with {left} power-setting callbacks registered");
        let parameters = [rule.sub_code, left as u64, 0, 0];
        kernel.report(rule.name, rule.code, parameters, message, name);
    }
}
