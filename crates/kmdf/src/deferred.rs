//! What DPCs, timers and work items share: the object that their callbacks belong to, the lock of
//! those callbacks, and the kernel's own DPC, timer and work item.
//!
//! [`create`] is the common part of `WdfDpcCreate`, `WdfTimerCreate` and `WdfWorkItemCreate`.

mod dpc;
mod parent;
mod timer;
mod work;

pub(crate) use dpc::{HasDpc, KernelDpc, flush_dpcs};
pub(crate) use parent::CallbackParent;
pub(crate) use timer::KernelTimer;
pub(crate) use work::{HasWorkItem, Work, current_thread};

use wdk_sys::{NTSTATUS, wdf::PWDF_OBJECT_ATTRIBUTES};

use crate::{
    Fx,
    argument::Argument,
    object::{Attributes, Body, Obj, Rules},
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

/// Creates an object with a callback: reads the attributes, which must name a parent, finds the
/// lock that the callback shares, makes the body, and initialises the object in place.
///
/// # Errors
/// Those of [`Attributes::read`] and [`CallbackParent::new`]; `STATUS_INVALID_HANDLE` after a
/// violation; `STATUS_INSUFFICIENT_RESOURCES`.
pub(crate) fn create<T: Body>(
    fx: Fx,
    attributes: Argument<'_, PWDF_OBJECT_ATTRIBUTES>,
    serialise: bool,
    level: Level,
    body: impl FnOnce(CallbackParent, bool) -> T,
    initialize: impl FnOnce(Obj<T>) -> Result<(), NTSTATUS>,
) -> Result<Obj<T>, NTSTATUS> {
    let rules = Rules {
        required: true,
        parent_required: true,
        ..Rules::CALLBACKS
    };
    let attributes = Attributes::read(&attributes, rules)?;
    let passive = match level {
        Level::Dispatch => false,
        Level::Passive => true,
        Level::Requested => attributes.asks_for_passive(),
    };
    let parent = attributes.parent(fx).ok_or(status::INVALID_HANDLE)?;
    let callback_parent = CallbackParent::new(parent, serialise, passive)?;
    let body = body(callback_parent, passive);
    let object = Obj::create(fx, Some(parent), &attributes, body)?;
    if let Err(status) = initialize(object) {
        object.abandon();
        return Err(status);
    }
    Ok(object)
}
