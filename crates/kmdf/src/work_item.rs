//! `WDFWORKITEM`.

use core::ptr;

use wdk_sys::{
    NTSTATUS, STATUS_INFO_LENGTH_MISMATCH, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, abi,
    wdf::{
        PFN_WDF_WORKITEM, PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, PWDF_WORKITEM_CONFIG,
        WDF_WORKITEM_CONFIG, WDFOBJECT, WDFWORKITEM,
    },
};

use crate::{
    Fx,
    callback::callback,
    deferred::{CallbackParent, HasWorkItem, Work},
    enter,
    event::serialised,
    handle::{object, required},
    object::{Attributes, Body, Class, Cleanup, Obj, Rules, any, numbers},
    status,
    violation::{self, Code},
};

/// The framework's part of a `WDFWORKITEM`.
pub struct WorkItem {
    function: PFN_WDF_WORKITEM,
    callback_parent: CallbackParent,
    work: Work,
}

// SAFETY: nothing changes after creation but the work, which guards itself.
unsafe impl Sync for WorkItem {}

impl Body for WorkItem {
    const CLASS: &'static Class = &Class::of::<Self>("WDFWORKITEM", numbers::WORK_ITEM).passive();

    fn dispose(item: Obj<Self>) -> Cleanup {
        item.wait("WdfObjectDelete");
        Cleanup::Call
    }
}

impl HasWorkItem for WorkItem {
    fn work(&self) -> &Work {
        &self.work
    }

    fn run(item: Obj<Self>) {
        serialised(item.callback_parent.lock(), || {
            let handle: WDFWORKITEM = item.handle().cast();
            callback!(item.fx(), handle, "EvtWorkItem", item.function, (handle));
        });
    }
}

impl Obj<WorkItem> {
    fn wait(self, function: &'static str) {
        if self.work.is_mine() {
            violation::wdf(
                self.fx(),
                "WorkItemWaitInCallback",
                Code::ObjectError,
                [self.handle() as u64, 0, 0],
                format_args!(
                    "work item {:p}: {function} waits for the callback inside that callback",
                    self.handle()
                ),
            );
        } else {
            self.work.flush();
        }
    }
}

fn create(
    fx: Fx,
    config: &WDF_WORKITEM_CONFIG,
    attributes: &Attributes,
) -> Result<Obj<WorkItem>, NTSTATUS> {
    // SAFETY: the driver's parent, which the rules require.
    let parent = unsafe { any(fx, attributes.parent) }.ok_or(status::INVALID_HANDLE)?;
    let callback_parent = CallbackParent::new(parent, config.AutomaticSerialization != 0, true)?;
    let body = WorkItem {
        function: config.EvtWorkItemFunc,
        callback_parent,
        work: Work::new(),
    };
    let item = Obj::create(fx, Some(parent), attributes, body)?;
    if let Err(status) = item.work.initialize(callback_parent.device) {
        item.abandon();
        return Err(status);
    }
    Ok(item)
}

#[doc = "[`WdfWorkItemCreate`](wdk_sys::wdf::WdfWorkItemCreate)"]
#[abi]
pub unsafe fn WdfWorkItemCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Config: PWDF_WORKITEM_CONFIG,
    Attributes: PWDF_OBJECT_ATTRIBUTES,
    WorkItem: *mut WDFWORKITEM,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfWorkItemCreate);
    required!(fx, WdfWorkItemCreate, Config, WorkItem => STATUS_INVALID_PARAMETER);
    // SAFETY: the driver's configuration.
    let config = unsafe { Config.read() };
    if config.Size as usize != size_of::<WDF_WORKITEM_CONFIG>() {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    if config.EvtWorkItemFunc.is_none() {
        return STATUS_INVALID_PARAMETER;
    }
    let rules = Rules {
        required: true,
        parent_required: true,
        ..Rules::CALLBACKS
    };
    // SAFETY: the driver's attributes.
    let created = unsafe { crate::object::Attributes::read(Attributes, rules) }
        .and_then(|attributes| create(fx, &config, &attributes));
    match created {
        Ok(item) => {
            // SAFETY: the driver's variable, checked.
            unsafe { WorkItem.write(item.handle().cast()) };
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[doc = "[`WdfWorkItemEnqueue`](wdk_sys::wdf::WdfWorkItemEnqueue)"]
#[abi]
pub unsafe fn WdfWorkItemEnqueue(DriverGlobals: PWDF_DRIVER_GLOBALS, WorkItem: WDFWORKITEM) {
    let fx = enter!(DriverGlobals, WdfWorkItemEnqueue);
    Work::enqueue(object!(fx, crate::work_item::WorkItem, WorkItem));
}

#[doc = "[`WdfWorkItemGetParentObject`](wdk_sys::wdf::WdfWorkItemGetParentObject)"]
#[abi]
pub unsafe fn WdfWorkItemGetParentObject(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    WorkItem: WDFWORKITEM,
) -> WDFOBJECT {
    let fx = enter!(DriverGlobals, WdfWorkItemGetParentObject);
    object!(fx, crate::work_item::WorkItem, WorkItem => ptr::null_mut())
        .callback_parent
        .handle()
}

#[doc = "[`WdfWorkItemFlush`](wdk_sys::wdf::WdfWorkItemFlush)"]
#[abi]
pub unsafe fn WdfWorkItemFlush(DriverGlobals: PWDF_DRIVER_GLOBALS, WorkItem: WDFWORKITEM) {
    let fx = enter!(DriverGlobals, WdfWorkItemFlush);
    object!(fx, crate::work_item::WorkItem, WorkItem).wait("WdfWorkItemFlush");
}
