//! Work items: code that a callback at a raised level leaves to a thread.
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
    Context, Device, Error, NtStatus, Passive, Result,
    callback::{Callback, zst_instance},
    context::{context_of, no_context_attributes},
    irql,
    slot::Slot,
};

/// A field of a device context that calls the driver back at `PASSIVE_LEVEL`, soon.
///
/// [`Device::add_work_item`] binds it to its callback, once the context is initialised; before
/// that it does nothing. The framework waits for it when the device goes.
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
    /// Not bound yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Slot::new())
    }

    /// Calls back soon, once, however often this is called before it does.
    pub fn enqueue(&self) {
        if let Some(item) = self.bound() {
            // SAFETY: the slot holds a reference on what it is bound to, a work item.
            unsafe { wdf::WdfWorkItemEnqueue(item) };
        }
    }

    /// Waits until the callback has run, if it was asked for. Not from that callback, which would
    /// wait for itself.
    pub fn flush(&self, _irql: &Passive) {
        if let Some(item) = self.bound() {
            // SAFETY: the slot holds a reference on a work item; `Passive` proves the level.
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
    /// What `WdfWorkItemCreate` reports, or [`Error::INVALID_PARAMETER`] when the work item is
    /// bound already or is not part of the context.
    pub fn add_work_item<F>(
        &self,
        item: impl for<'c> FnOnce(&'c C) -> &'c WorkItem,
        _callback: F,
        _irql: &Passive,
    ) -> Result<()>
    where
        F: Callback + Fn(&C, &Self, &mut Passive),
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
        // SAFETY: the pointers are to locals, and the parent is a live device.
        let status = unsafe {
            wdf::WdfWorkItemCreate(&raw mut config, &raw mut attributes, &raw mut created)
        };
        NtStatus::new(status).ok()?;
        // SAFETY: a child of the device in whose context the slot was found to lie.
        unsafe { slot.bind(created.cast()) }.map_err(|spare| {
            // SAFETY: nobody else knows this work item.
            unsafe { wdf::WdfObjectDelete(spare) };
            Error::INVALID_PARAMETER
        })
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
    // SAFETY: a live handle.
    let device: wdf::WDFDEVICE = unsafe { wdf::WdfWorkItemGetParentObject(item) }.cast();
    // SAFETY: the parent is the device, which is live as long as the item calls back.
    let context = unsafe { context_of::<C>(device.cast()) };
    // SAFETY: `add_work_item` was called on a `Device<C>`, whose context is initialised.
    let context = unsafe { &*context };
    // SAFETY: the same device.
    let device = unsafe { Device::from_raw(device) };
    // SAFETY: work items call back at PASSIVE_LEVEL.
    callback(context, device, unsafe { irql::assume() });
}
