//! `WDFWORKITEM`.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::ptr;

use wdk_sys::{
    NTSTATUS, STATUS_INFO_LENGTH_MISMATCH, STATUS_INVALID_PARAMETER, abi,
    wdf::{
        PFN_WDF_WORKITEM, PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, PWDF_WORKITEM_CONFIG,
        WDF_WORKITEM_CONFIG, WDFOBJECT, WDFWORKITEM,
    },
};

use crate::{
    argument::{object, required},
    callback::callback,
    deferred::{self, CallbackParent, Enqueued, HasWorkItem, Level, Work},
    enter,
    event::serialised,
    object::{Attributes, Body, Class, Cleanup, Obj, Rules, numbers},
    violation,
};

/// The framework's part of a `WDFWORKITEM`.
pub(crate) struct WorkItem {
    function: PFN_WDF_WORKITEM,
    callback_parent: CallbackParent,
    work: Work,
}

impl Body for WorkItem {
    const CLASS: &'static Class = &Class::of::<Self>("WDFWORKITEM", numbers::WORK_ITEM).passive();

    fn dispose(item: Obj<Self>) -> Cleanup {
        item.work.close();
        // A driver may delete it in its own callback, after which it is freed.
        if !item.work.is_mine() {
            item.work.flush();
        }
        Cleanup::Call
    }
}

impl HasWorkItem for WorkItem {
    fn work(&self) -> &Work {
        &self.work
    }

    fn run(item: Obj<Self>) {
        // The callback may delete the item, which then keeps its parent no longer.
        let _owner = item.callback_parent.hold_lock();
        serialised(item.callback_parent.lock(), || {
            let handle: WDFWORKITEM = item.handle().cast();
            callback!(item.fx(), handle, "EvtWorkItem", item.function, (handle));
        });
    }
}

#[doc = "[`WdfWorkItemCreate`](wdk_sys::wdf::WdfWorkItemCreate)"]
#[abi]
pub(crate) unsafe fn WdfWorkItemCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Config: PWDF_WORKITEM_CONFIG,
    Attributes: PWDF_OBJECT_ATTRIBUTES,
    WorkItem: *mut WDFWORKITEM,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfWorkItemCreate(Config, Attributes, WorkItem)
    );
    required!(fx, WdfWorkItemCreate, Config, WorkItem => STATUS_INVALID_PARAMETER);
    let Some(config) = Config.read() else {
        return STATUS_INVALID_PARAMETER;
    };
    if config.Size as usize != size_of::<WDF_WORKITEM_CONFIG>() {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    if config.EvtWorkItemFunc.is_none() {
        return STATUS_INVALID_PARAMETER;
    }
    let create = |attributes: &Attributes| {
        deferred::create(
            fx,
            attributes,
            config.AutomaticSerialization != 0,
            Level::Passive,
            |callback_parent, _| WorkItem {
                function: config.EvtWorkItemFunc,
                callback_parent,
                work: Work::new(),
            },
            |item| item.work.initialize(item.callback_parent.device),
        )
    };
    let created =
        Attributes::read(&Attributes, Rules::WORK_ITEM).and_then(|attributes| create(&attributes));
    WorkItem.put_created(created)
}

#[doc = "[`WdfWorkItemEnqueue`](wdk_sys::wdf::WdfWorkItemEnqueue)"]
#[abi]
pub(crate) unsafe fn WdfWorkItemEnqueue(DriverGlobals: PWDF_DRIVER_GLOBALS, WorkItem: WDFWORKITEM) {
    enter!(fx = DriverGlobals, WdfWorkItemEnqueue(WorkItem));
    let item = object!(fx, WorkItem, WorkItem);
    if Work::enqueue(item) == Enqueued::Ended {
        violation::break_point(
            fx,
            "WorkItemQueuedWhileDeleted",
            item.handle(),
            format_args!(
                "WdfWorkItemEnqueue: work item {:p} is being deleted; its callback does not run",
                item.handle()
            ),
        );
    }
}

#[doc = "[`WdfWorkItemGetParentObject`](wdk_sys::wdf::WdfWorkItemGetParentObject)"]
#[abi]
pub(crate) unsafe fn WdfWorkItemGetParentObject(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    WorkItem: WDFWORKITEM,
) -> WDFOBJECT {
    enter!(fx = DriverGlobals, WdfWorkItemGetParentObject(WorkItem));
    object!(fx, WorkItem, WorkItem => ptr::null_mut())
        .callback_parent
        .handle()
}

#[doc = "[`WdfWorkItemFlush`](wdk_sys::wdf::WdfWorkItemFlush)"]
#[abi]
pub(crate) unsafe fn WdfWorkItemFlush(DriverGlobals: PWDF_DRIVER_GLOBALS, WorkItem: WDFWORKITEM) {
    enter!(fx = DriverGlobals, WdfWorkItemFlush(WorkItem));
    let item = object!(fx, WorkItem, WorkItem);
    if item.work.is_mine() {
        violation::break_point(
            fx,
            "WorkItemWaitInCallback",
            item.handle(),
            format_args!(
                "work item {:p}: WdfWorkItemFlush waits for the callback inside that callback",
                item.handle()
            ),
        );
        return;
    }
    item.work.flush();
}
