//! What DPCs, timers and work items share: the object that their callbacks belong to, the lock of
//! those callbacks, and the kernel's own DPC, timer and work item.
//!
//! [`create`] is the common part of `WdfDpcCreate`, `WdfTimerCreate` and `WdfWorkItemCreate`.

mod dpc;
mod extended_timer;
mod parent;
mod timer;
mod work;

pub(crate) use dpc::{HasDpc, KernelDpc, flush_dpcs};
pub(crate) use extended_timer::{Expiration, ExtendedTimer};
pub(crate) use parent::{CallbackParent, device_of};
pub(crate) use timer::KernelTimer;
pub(crate) use work::{Enqueued, HasWorkItem, Work, current_thread};

use wdk_sys::NTSTATUS;

use crate::{
    Fx,
    object::{Attributes, Body, Obj},
    status,
};

/// At which level the callback of a new object runs.
pub(crate) enum Level {
    /// `DISPATCH_LEVEL`.
    Dispatch,
    /// `PASSIVE_LEVEL`.
    Passive,
    /// The level that the attributes request; `DISPATCH_LEVEL` when they leave it open.
    Requested,
}

/// Creates an object with a callback below the parent that its attributes name: finds the lock that
/// the callback shares, makes the body, and initialises the object in place.
///
/// # Errors
/// Those of [`CallbackParent::new`]; `STATUS_INVALID_HANDLE` after a
/// violation; `STATUS_INSUFFICIENT_RESOURCES`.
pub(crate) fn create<T: Body>(
    fx: Fx,
    attributes: &Attributes,
    serialise: bool,
    level: Level,
    body: impl FnOnce(CallbackParent, bool) -> T,
    initialize: impl FnOnce(Obj<T>) -> Result<(), NTSTATUS>,
) -> Result<Obj<T>, NTSTATUS> {
    let passive = match level {
        Level::Dispatch => false,
        Level::Passive => true,
        Level::Requested => attributes.asks_for_passive(),
    };
    let parent = attributes.parent(fx).ok_or(status::INVALID_HANDLE)?;
    let callback_parent = CallbackParent::new(parent, serialise, passive)?;
    let body = body(callback_parent, passive);
    let object = Obj::create(fx, Some(parent), attributes, body)?;
    if let Err(status) = initialize(object) {
        object.abandon();
        return Err(status);
    }
    Ok(object)
}
