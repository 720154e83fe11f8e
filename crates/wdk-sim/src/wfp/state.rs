//! What the filter engine knows of a machine.
#![forbid(unsafe_code)]

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

use wdk_sys::GUID;

use super::{callout, engine, flow, inject, network, objects, packet};

use crate::{
    engine::driver::DriverId,
    nt::{kernel::Kernel, verifier::rules::Rule},
    wfp::rules,
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
    pub(crate) objects: RefCell<objects::Objects>,
    pub(crate) sessions: RefCell<BTreeMap<usize, engine::Session>>,
    /// Callouts that drivers have registered.
    pub(crate) registered: RefCell<Vec<Rc<callout::Registered>>>,
    pub(crate) flows: RefCell<BTreeMap<u64, flow::Flow>>,
    pub(crate) injectors: RefCell<BTreeMap<usize, Rc<inject::Injector>>>,
    pub(crate) packets: packet::Packets,
    pub(crate) network: network::Network,
    pub(crate) identifiers: Cell<u32>,
}

impl FilterEngine {
    /// The filter engine of a machine.
    pub(crate) fn of(kernel: &Kernel) -> &Self {
        kernel.part()
    }

    /// An identifier that was not given yet. The first is no small number, so that a driver which
    /// confuses two kinds of identifiers fails.
    pub(super) fn identifier(&self) -> u32 {
        let next = self.identifiers.get() + 1;
        self.identifiers.set(next);
        0x100 + next
    }
}

/// Reports what a driver that is being unloaded has left in the filter engine.
pub(crate) fn check_filter_engine(kernel: &Kernel, driver: DriverId) {
    let name = kernel.driver_name(driver);
    let report = |rule: &'static Rule, count: usize, message: String| {
        let parameters = [rule.sub_code, count as u64, 0, 0];
        kernel.report(rule.name, rule.code, parameters, message, name.clone());
    };
    let callouts = FilterEngine::of(kernel).registered.borrow().clone();
    let left: Vec<_> = callouts
        .iter()
        .filter(|callout| callout.driver == driver)
        .collect();
    for callout in &left {
        let contexts = flow::flow_contexts_of(kernel, callout.id);
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
    let injectors = FilterEngine::of(kernel).injectors.borrow();
    let handles = injectors.values().filter(|it| it.driver == driver).count();
    drop(injectors);
    if handles > 0 {
        report(
            &rules::INJECTION_HANDLE_LEFT,
            handles,
            format!("{name} was unloaded with {handles} injection handles not destroyed"),
        );
    }
    let clones = FilterEngine::of(kernel).packets.held_by(driver);
    if clones > 0 {
        report(
            &rules::CLONE_LEFT,
            clones,
            format!("{name} was unloaded with {clones} cloned packets not freed"),
        );
    }
    let references = FilterEngine::of(kernel).packets.referenced_by(driver);
    if references > 0 {
        report(
            &rules::REFERENCE_LEFT,
            references,
            format!("{name} was unloaded with {references} references to packets"),
        );
    }
    let sessions = FilterEngine::of(kernel).sessions.borrow();
    let open = sessions.values().filter(|it| it.driver == driver).count();
    drop(sessions);
    if open > 0 {
        report(
            &rules::ENGINE_SESSION_LEFT,
            open,
            format!("{name} was unloaded with {open} sessions to the filter engine open"),
        );
    }
    FilterEngine::of(kernel)
        .registered
        .borrow_mut()
        .retain(|callout| callout.driver != driver);
}
