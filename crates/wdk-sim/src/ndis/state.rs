//! What NDIS knows of a machine, and how it finds and reports.
#![forbid(unsafe_code)]

use std::{cell::RefCell, rc::Rc};

use wdk_sys::NDIS_HANDLE;

use super::{adapter, driver};
use crate::{
    ndis::rules,
    nt::{
        io::raw::{Device, Driver},
        kernel::Kernel,
        verifier::rules::Rule,
    },
};

/// Opaque handles are addresses of the objects behind them.
pub(super) fn handle<T>(of: &T) -> NDIS_HANDLE {
    std::ptr::from_ref(of).cast_mut().cast()
}

/// The network stack of a machine.
#[derive(Default)]
pub(crate) struct Ndis {
    pub(super) drivers: RefCell<Vec<Rc<driver::Miniport>>>,
    pub(super) adapters: RefCell<Vec<Rc<adapter::Miniport>>>,
}

impl Ndis {
    /// NDIS on a machine.
    pub(crate) fn of(kernel: &Kernel) -> &Self {
        kernel.part()
    }

    /// The registered driver of a driver object.
    pub(super) fn driver(&self, object: Driver) -> Option<Rc<driver::Miniport>> {
        let drivers = self.drivers.borrow();
        drivers.iter().find(|it| it.object == object).cloned()
    }

    /// The adapter that a device belongs to, which may be any of its stack.
    pub(super) fn adapter_of(&self, device: Device) -> Option<Rc<adapter::Miniport>> {
        let adapters = self.adapters.borrow();
        adapters
            .iter()
            .find(|it| it.fdo == device || it.fdo.bottom() == device.bottom())
            .cloned()
    }
}

/// The adapter that a driver names with its handle; an invalid handle ends the machine.
pub(super) fn miniport(
    kernel: &Kernel,
    handle: NDIS_HANDLE,
    function: &'static str,
) -> Rc<adapter::Miniport> {
    let adapters = Ndis::of(kernel).adapters.borrow();
    let found = adapters.iter().find(|it| self::handle(&***it) == handle);
    let Some(found) = found.cloned() else {
        drop(adapters);
        kernel.stop(
            rules::NDIS_HANDLE.code,
            [rules::NDIS_HANDLE.sub_code, handle as u64, 0, 0],
            format!(
                "{function}: {handle:p} is the handle of no adapter; it was halted, or the \
                 driver passed its own context instead of the handle of MiniportInitializeEx"
            ),
        );
    };
    found
}

/// [`Kernel::check`] of what a driver did, or left undone, while NDIS runs.
pub(super) fn check_miniport(
    kernel: &Kernel,
    driver: &driver::Miniport,
    holds: bool,
    rule: &'static Rule,
    details: [u64; 3],
    message: impl FnOnce() -> String,
) {
    if holds || !kernel.verifier.enabled() {
        return;
    }
    let [two, three, four] = details;
    let parameters = [rule.sub_code, two, three, four];
    let service = driver.service.clone();
    kernel.report(rule.name, rule.code, parameters, message(), service);
}

/// A driver is about to leave the machine: nothing of it may stay registered.
pub(crate) fn check_miniport_deregistered(kernel: &Kernel, object: Driver) {
    let Some(driver) = Ndis::of(kernel).driver(object) else {
        return;
    };
    let how = if object.flags() & wdk_sys::DRVO_INITIALIZED == 0 {
        "its DriverEntry failed after NdisMRegisterMiniportDriver had succeeded"
    } else {
        "its MiniportDriverUnload returned"
    };
    check_miniport(
        kernel,
        &driver,
        false,
        &rules::NDIS_DEREGISTER,
        [0; 3],
        || {
            format!(
                "{} goes away registered: {how} without a call of NdisMDeregisterMiniportDriver, \
             and NDIS would call into memory that is gone",
                driver.service
            )
        },
    );
    Ndis::of(kernel)
        .drivers
        .borrow_mut()
        .retain(|it| !Rc::ptr_eq(it, &driver));
}
