//! `NDIS.SYS`: miniport drivers, their adapters, and what travels through them.
//!
//! [`Machine::adapter`](crate::Machine::adapter) binds a test to an adapter, as a protocol driver
//! would: it sends and receives frames, asks with OIDs, pauses and restarts. A [`Wire`] joins two
//! ends: adapters, a [capture file](PcapFile), a network interface of the host (`Tap`).

pub(crate) mod adapter;
mod binding;
pub(crate) mod configuration;
pub(crate) mod data;
pub(crate) mod driver;
pub(crate) mod list;
pub(crate) mod memory;
pub(crate) mod oid;
mod pcap;
mod pnp;
pub(crate) mod schedule;
#[cfg(target_os = "linux")]
mod tap;
mod wire;

use std::{cell::RefCell, rc::Rc};

use wdk_sys::NDIS_HANDLE;

pub use binding::{Adapter, AdapterState, Sending};
pub use pcap::PcapFile;
#[cfg(target_os = "linux")]
pub use tap::Tap;
pub use wire::{End, Wire};

use crate::{
    machine::Kernel,
    nt::{
        io::raw::{Device, Driver},
        verifier::{Rule, rules},
    },
};

/// Opaque handles are addresses of what they stand for.
fn handle<T>(of: &T) -> NDIS_HANDLE {
    std::ptr::from_ref(of).cast_mut().cast()
}

/// The network stack of a machine.
#[derive(Default)]
pub(crate) struct Ndis {
    drivers: RefCell<Vec<Rc<driver::Miniport>>>,
    adapters: RefCell<Vec<Rc<adapter::Miniport>>>,
}

impl Ndis {
    /// The registered driver of a driver object.
    fn driver(&self, object: Driver) -> Option<Rc<driver::Miniport>> {
        let drivers = self.drivers.borrow();
        drivers.iter().find(|it| it.object == object).cloned()
    }

    /// The adapter that a device belongs to, which may be any of its stack.
    fn adapter_of(&self, device: Device) -> Option<Rc<adapter::Miniport>> {
        let adapters = self.adapters.borrow();
        adapters
            .iter()
            .find(|it| it.fdo == device || it.fdo.bottom() == device.bottom())
            .cloned()
    }
}

impl Kernel {
    /// The adapter that a driver names with its handle; a wild handle ends the machine.
    fn miniport(&self, handle: NDIS_HANDLE, function: &'static str) -> Rc<adapter::Miniport> {
        let adapters = self.ndis.adapters.borrow();
        let found = adapters.iter().find(|it| self::handle(&***it) == handle);
        let Some(found) = found.cloned() else {
            drop(adapters);
            self.stop(
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
    fn check_miniport(
        &self,
        driver: &driver::Miniport,
        holds: bool,
        rule: &'static Rule,
        details: [u64; 3],
        message: impl FnOnce() -> String,
    ) {
        if holds || !self.verifier.enabled() {
            return;
        }
        let [two, three, four] = details;
        let parameters = [rule.sub_code, two, three, four];
        let service = driver.service.clone();
        self.report(rule.name, rule.code, parameters, message(), service);
    }

    /// A driver is about to leave the machine: nothing of it may stay registered.
    pub(crate) fn check_miniport_deregistered(&self, object: Driver) {
        let Some(driver) = self.ndis.driver(object) else {
            return;
        };
        let how = if object.flags() & wdk_sys::DRVO_INITIALIZED == 0 {
            "its DriverEntry failed after NdisMRegisterMiniportDriver had succeeded"
        } else {
            "its MiniportDriverUnload returned"
        };
        self.check_miniport(&driver, false, &rules::NDIS_DEREGISTER, [0; 3], || {
            format!(
                "{} goes away registered: {how} without a call of NdisMDeregisterMiniportDriver, \
                 and NDIS would call into memory that is gone",
                driver.service
            )
        });
        self.ndis
            .drivers
            .borrow_mut()
            .retain(|it| !Rc::ptr_eq(it, &driver));
    }
}
