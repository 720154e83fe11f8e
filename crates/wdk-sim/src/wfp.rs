//! The Windows Filtering Platform: the base filtering engine's objects, the filter engine that
//! classifies traffic by them, callouts, flows, packets and their injection.
//!
//! | file | holds |
//! |---|---|
//! | `layers` | the layers and their fields |
//! | `condition` | values, and what filters ask of them |
//! | `objects` | sublayers, callouts and filters, with transactions |
//! | `engine` | `Fwpm*`: sessions, and the functions that add and delete objects |
//! | `callout` | `Fwps*`: callouts that drivers registered, and calls of them |
//! | `classify` | which filters traffic meets, and what they decide together |
//! | `flow` | flows and the contexts that drivers attach |
//! | `packet`, `inject` | `NET_BUFFER_LIST`s, clones, injection |
//! | `network` | the traffic that a test makes |

pub(crate) mod callout;
mod classify;
mod condition;
pub(crate) mod engine;
pub(crate) mod flow;
pub(crate) mod inject;
mod layers;
pub mod network;
mod objects;
pub(crate) mod packet;
mod raw;

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

use wdk_sys::GUID;

use crate::{
    machine::{DriverId, Kernel},
    nt::verifier::{Rule, rules},
};

/// A GUID that can be compared.
pub(crate) type Key = u128;

/// The bits of a GUID, the first group highest.
pub(crate) const fn key(guid: &GUID) -> Key {
    (guid.Data1 as u128) << 96
        | (guid.Data2 as u128) << 80
        | (guid.Data3 as u128) << 64
        | u64::from_be_bytes(guid.Data4) as u128
}

/// The GUID with these bits.
pub(crate) const fn guid(key: Key) -> GUID {
    GUID {
        Data1: (key >> 96) as u32,
        Data2: (key >> 80) as u16,
        Data3: (key >> 64) as u16,
        Data4: (key as u64).to_be_bytes(),
    }
}

/// Everything that the filter engine of a machine knows.
#[derive(Default)]
pub(crate) struct FilterEngine {
    objects: RefCell<objects::Objects>,
    sessions: RefCell<BTreeMap<usize, engine::Session>>,
    /// Callouts that drivers have registered.
    registered: RefCell<Vec<Rc<callout::Registered>>>,
    flows: RefCell<BTreeMap<u64, flow::Flow>>,
    injectors: RefCell<BTreeMap<usize, Rc<inject::Injector>>>,
    packets: packet::Packets,
    network: network::Network,
    identifiers: Cell<u32>,
}

impl FilterEngine {
    /// An identifier that was not given yet. The first is no small number, so that a driver which
    /// confuses two kinds of identifiers is found out.
    fn identifier(&self) -> u32 {
        let next = self.identifiers.get() + 1;
        self.identifiers.set(next);
        0x100 + next
    }
}

impl Kernel {
    /// Reports what a driver that is being unloaded has left in the filter engine.
    pub(crate) fn check_filter_engine(&self, driver: DriverId) {
        let name = self.driver_name(driver);
        let report = |rule: &'static Rule, count: usize, message: String| {
            let parameters = [rule.sub_code, count as u64, 0, 0];
            self.report(rule.name, rule.code, parameters, message, name.clone());
        };
        let callouts = self.wfp.registered.borrow().clone();
        let left: Vec<_> = callouts
            .iter()
            .filter(|callout| callout.driver == driver)
            .collect();
        for callout in &left {
            let contexts = self.flow_contexts_of(callout.id);
            if contexts > 0 {
                report(
                    &rules::FLOW_CONTEXT_LEFT,
                    contexts,
                    format!(
                        "{name} was unloaded with a context on {contexts} flows for its callout \
                         {}; FwpsCalloutUnregisterById0 says STATUS_DEVICE_BUSY until \
                         FwpsFlowRemoveContext0 was called for each",
                        callout.name()
                    ),
                );
            }
        }
        if let Some(first) = left.first() {
            report(
                &rules::CALLOUT_LEFT,
                left.len(),
                format!(
                    "{name} was unloaded with {} callouts registered; the first: {}. The next \
                     packet would be classified by code that is gone",
                    left.len(),
                    first.name()
                ),
            );
        }
        let injectors = self.wfp.injectors.borrow();
        let handles = injectors.values().filter(|it| it.driver == driver).count();
        drop(injectors);
        if handles > 0 {
            report(
                &rules::INJECTION_HANDLE_LEFT,
                handles,
                format!("{name} was unloaded with {handles} injection handles not destroyed"),
            );
        }
        let clones = self.wfp.packets.held_by(driver);
        if clones > 0 {
            report(
                &rules::CLONE_LEFT,
                clones,
                format!("{name} was unloaded with {clones} cloned packets not freed"),
            );
        }
        let sessions = self.wfp.sessions.borrow();
        let open = sessions.values().filter(|it| it.driver == driver).count();
        drop(sessions);
        if open > 0 {
            report(
                &rules::ENGINE_SESSION_LEFT,
                open,
                format!("{name} was unloaded with {open} sessions to the filter engine open"),
            );
        }
        self.wfp
            .registered
            .borrow_mut()
            .retain(|callout| callout.driver != driver);
    }
}
