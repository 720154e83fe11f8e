//! Flows, and the contexts that callouts attach to them.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::rc::Rc;

use wdk_sys::{
    NTSTATUS, STATUS_INVALID_PARAMETER, STATUS_OBJECT_NAME_EXISTS, STATUS_PENDING, STATUS_SUCCESS,
    STATUS_UNSUCCESSFUL, abi,
};

use super::callout::Registered;
use crate::{
    engine::export::{Export, export_table},
    machine::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("FWPKCLNT.SYS":
    FwpsFlowAssociateContext0, FwpsFlowRemoveContext0, FwpsFlowAbort0);

/// A context that a callout has attached.
#[derive(Clone, Copy, Debug)]
struct Attached {
    callout: u32,
    layer: u16,
    context: u64,
}

/// A flow: a connection, or the datagrams between two endpoints.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    contexts: Vec<Attached>,
    /// A driver has aborted it.
    aborted: bool,
}

impl Kernel {
    /// Begins a flow; returns its handle.
    pub(crate) fn begin_flow(&self) -> u64 {
        let handle = u64::from(self.wfp.identifier());
        self.wfp.flows.borrow_mut().insert(handle, Flow::default());
        handle
    }

    /// Whether the flow goes on.
    pub(crate) fn flow_lives(&self, flow: u64) -> bool {
        let flows = self.wfp.flows.borrow();
        flows.get(&flow).is_some_and(|flow| !flow.aborted)
    }

    /// Whether the flow was not ended yet.
    pub(crate) fn has_flow(&self, flow: u64) -> bool {
        self.wfp.flows.borrow().contains_key(&flow)
    }

    /// Ends a flow: its contexts are handed back to the callouts.
    pub(crate) fn end_flow(&self, flow: u64) {
        let ended = self.wfp.flows.borrow_mut().remove(&flow);
        for attached in ended.into_iter().flat_map(|flow| flow.contexts) {
            if let Some(callout) = self.wfp.callout(attached.callout) {
                self.give_back(&callout, attached);
            }
        }
    }

    /// Calls `flowDeleteFn`, or has it called when the classifications that run have ended;
    /// returns whether it was called.
    fn give_back(&self, callout: &Rc<Registered>, attached: Attached) -> bool {
        let Attached { layer, context, .. } = attached;
        if callout.is_busy() {
            callout.late.borrow_mut().push((layer, context));
            return false;
        }
        self.call_flow_delete(callout, layer, context);
        true
    }

    /// The context that a callout has attached to a flow at a layer.
    pub(crate) fn flow_context(&self, flow: u64, layer: u16, callout: u32) -> Option<u64> {
        let flows = self.wfp.flows.borrow();
        let contexts = &flows.get(&flow)?.contexts;
        let found = contexts
            .iter()
            .find(|it| it.layer == layer && it.callout == callout);
        found.map(|it| it.context)
    }

    /// How many flows have a context of the callout.
    pub(crate) fn flow_contexts_of(&self, callout: u32) -> usize {
        let flows = self.wfp.flows.borrow();
        flows
            .values()
            .flat_map(|flow| &flow.contexts)
            .filter(|it| it.callout == callout)
            .count()
    }
}

#[abi(enter, no_mangle)]
unsafe fn FwpsFlowAssociateContext0(
    flowId: u64,
    layerId: u16,
    calloutId: u32,
    flowContext: u64,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let callout = kernel.wfp.callout(calloutId);
    let can_delete = callout.is_some_and(|callout| callout.flow_delete.is_some());
    if flowContext == 0 || !can_delete {
        return STATUS_INVALID_PARAMETER;
    }
    if kernel.flow_context(flowId, layerId, calloutId).is_some() {
        return STATUS_OBJECT_NAME_EXISTS;
    }
    let mut flows = kernel.wfp.flows.borrow_mut();
    let Some(flow) = flows.get_mut(&flowId) else {
        return STATUS_INVALID_PARAMETER;
    };
    flow.contexts.push(Attached {
        callout: calloutId,
        layer: layerId,
        context: flowContext,
    });
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn FwpsFlowRemoveContext0(flowId: u64, layerId: u16, calloutId: u32) -> NTSTATUS {
    let kernel = Kernel::current();
    let removed = kernel
        .wfp
        .flows
        .borrow_mut()
        .get_mut(&flowId)
        .and_then(|flow| {
            let mut contexts = flow.contexts.iter();
            let place = contexts.position(|it| it.layer == layerId && it.callout == calloutId)?;
            Some(flow.contexts.remove(place))
        });
    let (Some(attached), Some(callout)) = (removed, kernel.wfp.callout(calloutId)) else {
        return STATUS_UNSUCCESSFUL;
    };
    if kernel.give_back(&callout, attached) {
        STATUS_SUCCESS
    } else {
        STATUS_PENDING
    }
}

#[abi(enter, no_mangle)]
unsafe fn FwpsFlowAbort0(flowId: u64) -> NTSTATUS {
    let kernel = Kernel::current();
    match kernel.wfp.flows.borrow_mut().get_mut(&flowId) {
        Some(flow) => {
            flow.aborted = true;
            STATUS_SUCCESS
        }
        None => STATUS_INVALID_PARAMETER,
    }
}
