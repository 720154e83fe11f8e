//! Queues: their states, and searches in them.

use std::collections::BTreeMap;

use kmdf::observer::Value;
use wdk_sys::wdf::WDF_IO_QUEUE_CONFIG;

use super::{Broken, Context, Handles, State, arguments};
use crate::wdf::{peek, rules};

/// What is remembered of queues.
#[derive(Default)]
pub(super) struct Queues {
    /// Those whose driver has stopped, drained or purged them and not started them since, by what it called.
    closed: BTreeMap<u64, &'static str>,
    /// Those with `EvtIoStop` and without `EvtIoResume`.
    pub(super) without_resume: Handles,
    /// Requests that searches found, by their queue.
    found: BTreeMap<u64, u64>,
    /// Requests whose references of a search were given back.
    given_back: Handles,
}

/// Whether the function stops, drains or purges a queue.
fn closes(name: &str) -> bool {
    matches!(
        name,
        "WdfIoQueueStop"
            | "WdfIoQueueStopSynchronously"
            | "WdfIoQueueDrain"
            | "WdfIoQueueDrainSynchronously"
            | "WdfIoQueuePurge"
            | "WdfIoQueuePurgeSynchronously"
            | "WdfIoQueueStopAndPurge"
            | "WdfIoQueueStopAndPurgeSynchronously"
    )
}

pub(super) fn call_enter(state: &mut State, context: &Context<'_>, broken: &mut Broken) {
    let call = context.call;
    let queue = arguments::handle(call, "WDFQUEUE");
    match call.name {
        "WdfIoQueueStart" => {
            state.queues.closed.remove(&queue);
        }
        name if closes(name) => {
            if let Some(before) = state.queues.closed.insert(queue, name) {
                let message = format!(
                    "{name} is called for the queue {queue:#x} after {before}, without WdfIoQueueStart between"
                );
                broken.push((&rules::CHANGE_QUEUE_STATE, message));
            }
            if state.is_in(context, "EvtDeviceSurpriseRemoval") {
                let message = format!(
                    "EvtDeviceSurpriseRemoval calls {name}, while the framework leaves D0 at the same time: do \
                     it in EvtDeviceSelfManagedIoSuspend or Flush"
                );
                broken.push((&rules::EVT_SURPRISE_REMOVE_NO_SUSPEND_QUEUE, message));
            }
        }
        "WdfIoQueueRetrieveNextRequest" if state.queues.found.values().any(|of| *of == queue) => {
            let message = "WdfIoQueueRetrieveNextRequest is called after WdfIoQueueFindRequest found a request in the \
                           queue: retrieve that one, or dereference it first"
                .to_owned();
            broken.push((&rules::WDF_IO_QUEUE_RETRIEVE_NEXT_REQUEST, message));
        }
        "WdfIoQueueRetrieveFoundRequest" => {
            let request = arguments::handle(call, "WDFREQUEST");
            if !state.queues.found.contains_key(&request) {
                let (rule, why) = match state.queues.given_back.contains(&request) {
                    true => (
                        &rules::WDF_IO_QUEUE_RETRIEVE_FOUND_REQUEST,
                        "the reference that the search took was given back before",
                    ),
                    false => (
                        &rules::WDF_IO_QUEUE_FIND_REQUEST_FAILED,
                        "no search with WdfIoQueueFindRequest found it",
                    ),
                };
                let message =
                    format!("WdfIoQueueRetrieveFoundRequest gets the request {request:#x}: {why}");
                broken.push((rule, message));
            }
        }
        "WdfObjectDereferenceActual" => {
            let object = call.arguments.first().map_or(0, |object| object.address());
            if state.queues.found.remove(&object).is_some() {
                state.queues.given_back.insert(object);
            }
        }
        _ => {}
    }
}

pub(super) fn call_leave(state: &mut State, context: &Context<'_>, result: Value) {
    let call = context.call;
    if !matches!(result, Value::Signed(0)) {
        return;
    }
    match call.name {
        "WdfIoQueueCreate" => {
            let config = arguments::handle(call, "WDF_IO_QUEUE_CONFIG");
            let queue = peek::at::<u64>(arguments::variable(call, "WDFQUEUE"));
            let config = peek::at::<WDF_IO_QUEUE_CONFIG>(config);
            let (Some(config), Some(queue)) = (config, queue) else {
                return;
            };
            state.queues.closed.remove(&queue);
            if config.EvtIoStop.is_some() && config.EvtIoResume.is_none() {
                state.queues.without_resume.insert(queue);
            } else {
                state.queues.without_resume.remove(&queue);
            }
        }
        "WdfIoQueueFindRequest" => {
            let queue = arguments::handle(call, "WDFQUEUE");
            let found = peek::at::<u64>(arguments::variable(call, "WDFREQUEST"));
            if let Some(found) = found {
                state.queues.given_back.remove(&found);
                state.queues.found.insert(found, queue);
            }
        }
        "WdfIoQueueRetrieveFoundRequest" => {
            let request = arguments::handle(call, "WDFREQUEST");
            state.queues.found.remove(&request);
        }
        _ => {}
    }
}
