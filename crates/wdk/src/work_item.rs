//! Work items: callbacks at `PASSIVE_LEVEL`, in a system thread, which code at a raised level can
//! request.
//!
//! See [Using framework work items](https://learn.microsoft.com/windows-hardware/drivers/wdf/using-framework-work-items).
#![expect(
    unsafe_code,
    reason = "calls the framework and is called by it, with work item handles"
)]

use core::{fmt, ptr};

use wdk_sys::{
    FALSE, ULONG,
    wdf::{self, WDF_WORKITEM_CONFIG, WDFWORKITEM},
};

use crate::{
    Context, Device, NtStatus, Passive, Result,
    callback::{Callback, OfKind, zst_instance},
    context::no_context_attributes,
    irql,
    slot::Slot,
};

/// A field of a device context that calls the driver back at `PASSIVE_LEVEL`.
///
/// [`Device::add_work_item`] binds it to its callback, once the context is initialised; before
/// that it does nothing. The framework waits for it when the device is removed.
///
/// # Examples
/// ```
/// use wdk::prelude::*;
///
/// #[wdk::context]
/// struct Toaster { clean: WorkItem }
///
/// impl Toaster {
///     fn clean(&self, _device: &Device<Self>, _irql: &mut Passive) {}
///     fn tick(&self, _irql: &mut Dispatch) { self.clean.enqueue(); }
/// }
///
/// fn set_up(device: &Device<Toaster>, irql: &Passive) -> Result<()> {
///     device.add_work_item(|t| &t.clean, Toaster::clean, irql)
/// }
/// ```
pub struct WorkItem(Slot);

impl WorkItem {
    /// A field without a work item.
    #[must_use]
    pub const fn new() -> Self {
        Self(Slot::new())
    }

    /// Queues the callback, which runs once however often this is called before it starts.
    ///
    /// Does nothing once the removal of the device has ended the uses of it, as in the drop of its context.
    pub fn enqueue(&self) {
        self.0.while_present(|item| {
            // SAFETY: the slot of a `WorkItem` is bound to a work item, which is not deleted before
            // this returns.
            unsafe { wdf::WdfWorkItemEnqueue(item.cast()) };
        });
    }

    /// Waits until the callback has run, if it is queued. In the callback itself it does not wait, which
    /// the framework's verifier reports.
    pub fn flush(&self, _irql: &Passive) {
        if let Some(item) = self.bound() {
            // SAFETY: the slot's reference keeps the work item; the token states that waiting is
            // allowed.
            unsafe { wdf::WdfWorkItemFlush(item) };
        }
    }

    fn bound(&self) -> Option<WDFWORKITEM> {
        let item = self.0.get();
        (!item.is_null()).then_some(item.cast())
    }
}

impl Default for WorkItem {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for WorkItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorkItem").finish_non_exhaustive()
    }
}

impl<C: Context> Device<C> {
    /// Binds a work item, a field of the context, to its callback.
    ///
    /// # Errors
    /// What `WdfWorkItemCreate` reports, or
    /// [`Error::INVALID_PARAMETER`](crate::Error::INVALID_PARAMETER) when the work item is bound already or is not part of the context.
    pub fn add_work_item<F, NotAFunctionPointer>(
        &self,
        item: impl for<'c> FnOnce(&'c C) -> &'c WorkItem,
        _callback: F,
        _irql: &Passive,
    ) -> Result<()>
    where
        F: Callback + OfKind<NotAFunctionPointer>,
        F: Fn(&C, &Self, &mut Passive),
    {
        let slot = self.empty_slot(&item(self.context()).0)?;
        let mut config = WDF_WORKITEM_CONFIG {
            Size: size_of::<WDF_WORKITEM_CONFIG>() as ULONG,
            EvtWorkItemFunc: Some(evt_work_item::<C, F>),
            // What callbacks share is behind locks, so the framework need not serialise them.
            AutomaticSerialization: FALSE,
        };
        let mut attributes = no_context_attributes();
        attributes.ParentObject = self.as_raw().cast();
        let mut created = ptr::null_mut();
        // SAFETY: the parent is a live device with a context of the type that `evt_work_item`
        // expects; the framework copies configuration and attributes.
        let status = unsafe {
            wdf::WdfWorkItemCreate(&raw mut config, &raw mut attributes, &raw mut created)
        };
        NtStatus::new(status).ok()?;
        // SAFETY: the work item is a new child of the device, in whose context `empty_slot` found
        // the slot.
        unsafe { slot.bind(self, created.cast()) }
    }
}

/// # Safety
/// Called by the framework, for a work item that `add_work_item` made with the same types.
#[wdk_sys::abi]
unsafe fn evt_work_item<C, F>(item: WDFWORKITEM)
where
    C: Context,
    F: Callback + Fn(&C, &Device<C>, &mut Passive),
{
    // SAFETY: `add_work_item` was given a value of type `F`.
    let callback = unsafe { zst_instance::<F>() };
    // SAFETY: EvtWorkItem is called with a live handle.
    let parent: wdf::WDFDEVICE = unsafe { wdf::WdfWorkItemGetParentObject(item) }.cast();
    // SAFETY: `add_work_item` made the item as a child of a `Device<C>`, which waits for it.
    let device = unsafe { Device::<C>::from_raw(parent) };
    // SAFETY: EvtWorkItem is called at PASSIVE_LEVEL.
    callback(device.context(), device, unsafe { irql::assume() });
}
