//! Flows, and the contexts that callouts attach to them.
#![forbid(unsafe_code)]

use std::rc::Rc;

use wdk_sys::{
    NTSTATUS, STATUS_INVALID_PARAMETER, STATUS_OBJECT_NAME_EXISTS, STATUS_PENDING, STATUS_SUCCESS,
    STATUS_UNSUCCESSFUL, abi,
};

use super::callout;
use super::callout::Registered;
use super::state::FilterEngine;
use crate::{
    engine::export::{Export, export_table},
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("FWPKCLNT.SYS":
    FwpsFlowAssociateContext0: full,
    FwpsFlowRemoveContext0: full,
    FwpsFlowAbort0: partial(
        "flowDeleteFn is not called before the program itself closes the connection"
    ),
);

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

/// Begins a flow; returns its handle.
pub(crate) fn begin_flow(kernel: &Kernel) -> u64 {
    let handle = u64::from(FilterEngine::of(kernel).identifier());
    FilterEngine::of(kernel)
        .flows
        .borrow_mut()
        .insert(handle, Flow::default());
    handle
}

/// Whether the flow exists and was not aborted.
pub(crate) fn flow_lives(kernel: &Kernel, flow: u64) -> bool {
    let flows = FilterEngine::of(kernel).flows.borrow();
    flows.get(&flow).is_some_and(|flow| !flow.aborted)
}

/// Whether the flow was not ended yet.
pub(crate) fn has_flow(kernel: &Kernel, flow: u64) -> bool {
    FilterEngine::of(kernel).flows.borrow().contains_key(&flow)
}

/// Ends a flow: its contexts are handed back to the callouts.
pub(crate) fn end_flow(kernel: &Kernel, flow: u64) {
    let ended = FilterEngine::of(kernel).flows.borrow_mut().remove(&flow);
    for attached in ended.into_iter().flat_map(|flow| flow.contexts) {
        if let Some(callout) = FilterEngine::of(kernel).callout(attached.callout) {
            give_back(kernel, &callout, attached);
        }
    }
}

/// Calls `flowDeleteFn`, or has it called when the classifications that run have ended;
/// returns whether it was called.
fn give_back(kernel: &Kernel, callout: &Rc<Registered>, attached: Attached) -> bool {
    let Attached { layer, context, .. } = attached;
    if callout.is_busy() {
        callout.late.borrow_mut().push((layer, context));
        return false;
    }
    callout::call_flow_delete(kernel, callout, layer, context);
    true
}

/// The context that a callout has attached to a flow at a layer.
pub(crate) fn flow_context(kernel: &Kernel, flow: u64, layer: u16, callout: u32) -> Option<u64> {
    let flows = FilterEngine::of(kernel).flows.borrow();
    let contexts = &flows.get(&flow)?.contexts;
    let found = contexts
        .iter()
        .find(|it| it.layer == layer && it.callout == callout);
    found.map(|it| it.context)
}

/// How many flows have a context of the callout.
pub(crate) fn flow_contexts_of(kernel: &Kernel, callout: u32) -> usize {
    let flows = FilterEngine::of(kernel).flows.borrow();
    flows
        .values()
        .flat_map(|flow| &flow.contexts)
        .filter(|it| it.callout == callout)
        .count()
}

#[abi(enter, no_mangle)]
fn FwpsFlowAssociateContext0(
    flowId: u64,
    layerId: u16,
    calloutId: u32,
    flowContext: u64,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let callout = FilterEngine::of(&kernel).callout(calloutId);
    let can_delete = callout.is_some_and(|callout| callout.flow_delete.is_some());
    if flowContext == 0 || !can_delete {
        return STATUS_INVALID_PARAMETER;
    }
    if flow_context(&kernel, flowId, layerId, calloutId).is_some() {
        return STATUS_OBJECT_NAME_EXISTS;
    }
    let mut flows = FilterEngine::of(&kernel).flows.borrow_mut();
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
fn FwpsFlowRemoveContext0(flowId: u64, layerId: u16, calloutId: u32) -> NTSTATUS {
    let kernel = Kernel::current();
    let removed = FilterEngine::of(&kernel)
        .flows
        .borrow_mut()
        .get_mut(&flowId)
        .and_then(|flow| {
            let mut contexts = flow.contexts.iter();
            let place = contexts.position(|it| it.layer == layerId && it.callout == calloutId)?;
            Some(flow.contexts.remove(place))
        });
    let (Some(attached), Some(callout)) = (removed, FilterEngine::of(&kernel).callout(calloutId))
    else {
        return STATUS_UNSUCCESSFUL;
    };
    if give_back(&kernel, &callout, attached) {
        STATUS_SUCCESS
    } else {
        STATUS_PENDING
    }
}

#[abi(enter, no_mangle)]
fn FwpsFlowAbort0(flowId: u64) -> NTSTATUS {
    let kernel = Kernel::current();
    let contexts = {
        let mut flows = FilterEngine::of(&kernel).flows.borrow_mut();
        let Some(flow) = flows.get_mut(&flowId) else {
            return STATUS_INVALID_PARAMETER;
        };
        flow.aborted = true;
        std::mem::take(&mut flow.contexts)
    };
    for attached in contexts {
        if let Some(callout) = FilterEngine::of(&kernel).callout(attached.callout) {
            give_back(&kernel, &callout, attached);
        }
    }
    STATUS_SUCCESS
}
