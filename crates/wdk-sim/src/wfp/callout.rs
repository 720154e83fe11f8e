//! Callouts that drivers have registered: `FwpsCalloutRegister*` and back, and calls of them.
#![expect(unsafe_code, reason = "calls the functions of callouts")]

use std::{
    cell::{Cell, RefCell},
    ptr,
    rc::Rc,
};

use wdk_sys::{
    GUID, NTSTATUS, PVOID, STATUS_DEVICE_BUSY, STATUS_FWP_ALREADY_EXISTS,
    STATUS_FWP_CALLOUT_NOT_FOUND, STATUS_FWP_IN_USE, STATUS_FWP_NULL_POINTER,
    STATUS_INVALID_PARAMETER, STATUS_SUCCESS, abi,
    wfp::{
        _FWPS_CALLOUT_NOTIFY_TYPE_, FWP_CALLOUT_FLAG_CONDITIONAL_ON_FLOW,
        FWPS_CALLOUT_CLASSIFY_FN0, FWPS_CALLOUT_CLASSIFY_FN3, FWPS_CALLOUT_FLOW_DELETE_NOTIFY_FN0,
        FWPS_CALLOUT_NOTIFY_FN3, FWPS_CALLOUT_NOTIFY_TYPE, FWPS_CALLOUT0, FWPS_CALLOUT1,
        FWPS_CALLOUT2, FWPS_CALLOUT3, FWPS_CLASSIFY_OUT0, FWPS_FILTER3,
    },
};

use super::flow;
use super::{
    classify::Incoming,
    objects::Filter,
    raw::RawFilter,
    state::{FilterEngine, Key, key},
};
use crate::nt::parameter::Struct;
use crate::{
    engine::{
        driver::DriverId,
        export::{Export, export_table},
        trace::Category,
    },
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("FWPKCLNT.SYS":
    FwpsCalloutRegister0: full,
    FwpsCalloutRegister1: full,
    FwpsCalloutRegister2: full,
    FwpsCalloutRegister3: full,
    FwpsCalloutUnregisterById0: full,
    FwpsCalloutUnregisterByKey0: full,
);

/// The classify functions: the first form has no classify context.
#[derive(Clone, Copy)]
enum ClassifyFn {
    First(FWPS_CALLOUT_CLASSIFY_FN0),
    Later(FWPS_CALLOUT_CLASSIFY_FN3),
}

/// A callout that a driver has registered.
pub(crate) struct Registered {
    pub(crate) id: u32,
    pub(crate) key: Key,
    pub(crate) driver: DriverId,
    flags: u32,
    classify: ClassifyFn,
    notify: FWPS_CALLOUT_NOTIFY_FN3,
    pub(crate) flow_delete: FWPS_CALLOUT_FLOW_DELETE_NOTIFY_FN0,
    /// Classifications that run.
    busy: Cell<u32>,
    /// A thread is unregistering it.
    leaving: Cell<bool>,
    /// Contexts that were removed while a classification ran: layer and context.
    pub(crate) late: RefCell<Vec<(u16, u64)>>,
}

impl Registered {
    /// The callout's key, for people.
    pub(crate) fn name(&self) -> String {
        let GUID {
            Data1,
            Data2,
            Data3,
            Data4,
        } = super::state::guid(self.key);
        let last = u64::from_be_bytes(Data4);
        let (middle, end) = (last >> 48, last & 0xFFFF_FFFF_FFFF);
        format!("{{{Data1:08X}-{Data2:04X}-{Data3:04X}-{middle:04X}-{end:012X}}}")
    }

    /// Whether it sees only flows with a context.
    pub(crate) fn needs_context(&self) -> bool {
        self.flags & FWP_CALLOUT_FLAG_CONDITIONAL_ON_FLOW != 0
    }

    /// Whether a classification by it runs.
    pub(crate) fn is_busy(&self) -> bool {
        self.busy.get() > 0
    }
}

impl FilterEngine {
    /// The registered callout with this identifier.
    pub(crate) fn callout(&self, id: u32) -> Option<Rc<Registered>> {
        let registered = self.registered.borrow();
        registered.iter().find(|it| it.id == id).cloned()
    }

    /// The registered callout with this key.
    pub(crate) fn callout_of(&self, key: Key) -> Option<Rc<Registered>> {
        let registered = self.registered.borrow();
        registered.iter().find(|it| it.key == key).cloned()
    }

    /// The run-time identifier of the callout with this key, whether it was added or registered
    /// first.
    pub(crate) fn callout_id(&self, key: Key) -> u32 {
        let added = self.objects.borrow().callouts.get(&key).map(|it| it.id);
        added
            .or_else(|| self.callout_of(key).map(|it| it.id))
            .unwrap_or_else(|| self.identifier())
    }
}

/// Calls `classifyFn`.
pub(crate) fn call_classify(
    kernel: &Kernel,
    callout: &Rc<Registered>,
    incoming: &mut Incoming<'_>,
    filter: *const FWPS_FILTER3,
    out: &mut FWPS_CLASSIFY_OUT0,
) {
    let context = incoming
        .flow
        .and_then(|flow| flow::flow_context(kernel, flow, incoming.layer.id, callout.id))
        .unwrap_or(0);
    let values = incoming.raw.structure(incoming.layer);
    let (metadata, data) = (&raw const incoming.metadata, incoming.layer_data);
    callout.busy.set(callout.busy.get() + 1);
    let layer = incoming.layer.name;
    kernel.in_driver(
        callout.driver,
        Category::Callback,
        "classifyFn",
        || layer.to_owned(),
        || match callout.classify {
            // SAFETY: the driver registered the function for this; everything lives until it
            // returns. The filter's structure is the same in all versions.
            ClassifyFn::First(Some(classify)) => unsafe {
                classify(
                    &raw const values,
                    metadata,
                    data,
                    filter.cast(),
                    context,
                    out,
                );
            },
            // SAFETY: a later version takes the same structures; they live until it returns.
            ClassifyFn::Later(Some(classify)) => unsafe {
                classify(
                    &raw const values,
                    metadata,
                    data,
                    incoming.classify_context,
                    filter,
                    context,
                    out,
                );
            },
            ClassifyFn::First(None) | ClassifyFn::Later(None) => {}
        },
    );
    callout.busy.set(callout.busy.get() - 1);
    if callout.busy.get() == 0 {
        let late = callout.late.take();
        for (layer, context) in late {
            call_flow_delete(kernel, callout, layer, context);
        }
        kernel.unpark(ptr::from_ref(&**callout).addr());
    }
}

/// Calls `flowDeleteFn`.
pub(crate) fn call_flow_delete(
    kernel: &Kernel,
    callout: &Rc<Registered>,
    layer: u16,
    context: u64,
) {
    let Some(flow_delete) = callout.flow_delete else {
        return;
    };
    kernel.in_driver(
        callout.driver,
        Category::Callback,
        "flowDeleteFn",
        || callout.name(),
        // SAFETY: the driver registered the function for this.
        || unsafe { flow_delete(layer, callout.id, context) },
    );
}

/// Tells a filter's callout that it was added or deleted. A callout can refuse a filter.
pub(crate) fn call_notify(
    kernel: &Kernel,
    filter: &Filter,
    callout: Key,
    what: FWPS_CALLOUT_NOTIFY_TYPE,
) -> NTSTATUS {
    let Some(callout) = FilterEngine::of(kernel).callout_of(callout) else {
        return STATUS_SUCCESS;
    };
    let Some(notify) = callout.notify else {
        return STATUS_SUCCESS;
    };
    let weight = FilterEngine::of(kernel).sublayer_weight(filter.sublayer);
    let mut raw = RawFilter::new(filter, weight, callout.id);
    let key = super::state::guid(filter.key);
    let added = what != _FWPS_CALLOUT_NOTIFY_TYPE_::FWPS_CALLOUT_NOTIFY_DELETE_FILTER;
    let key = if added { &raw const key } else { ptr::null() };
    kernel.in_driver(
        callout.driver,
        Category::Callback,
        "notifyFn",
        || format!("{} {what}", callout.name()),
        // SAFETY: the driver registered the function for this; everything lives until it
        // returns.
        || unsafe { notify(what, key, raw.as_ptr()) },
    )
}

/// # Safety
/// `callout` points to a callout of the given version, and `id` to a variable or nowhere.
unsafe fn register(
    device: PVOID,
    callout: *const FWPS_CALLOUT3,
    first_version: bool,
    id: *mut u32,
) -> NTSTATUS {
    // SAFETY: the caller says so; the versions differ only in the types of the functions.
    let Some(raw) = (unsafe { callout.as_ref() }) else {
        return STATUS_FWP_NULL_POINTER;
    };
    if device.is_null() || raw.classifyFn.is_none() || raw.notifyFn.is_none() {
        return STATUS_INVALID_PARAMETER;
    }
    let kernel = Kernel::current();
    kernel.objects.check(device, "FwpsCalloutRegister");
    let key = key(&raw.calloutKey);
    if FilterEngine::of(&kernel).callout_of(key).is_some() {
        return STATUS_FWP_ALREADY_EXISTS;
    }
    let classify = if first_version {
        // SAFETY: this version's function has this type.
        ClassifyFn::First(unsafe {
            std::mem::transmute::<FWPS_CALLOUT_CLASSIFY_FN3, FWPS_CALLOUT_CLASSIFY_FN0>(
                raw.classifyFn,
            )
        })
    } else {
        ClassifyFn::Later(raw.classifyFn)
    };
    let registered = Registered {
        id: FilterEngine::of(&kernel).callout_id(key),
        key,
        driver: kernel.current_driver(),
        flags: raw.flags,
        classify,
        notify: raw.notifyFn,
        flow_delete: raw.flowDeleteFn,
        busy: Cell::new(0),
        leaving: Cell::new(false),
        late: RefCell::default(),
    };
    // SAFETY: as the caller says.
    if let Some(id) = unsafe { id.as_mut() } {
        *id = registered.id;
    }
    FilterEngine::of(&kernel)
        .registered
        .borrow_mut()
        .push(Rc::new(registered));
    STATUS_SUCCESS
}

/// Takes the callout out, and waits for the classifications that run.
fn unregister(kernel: &Kernel, callout: Option<Rc<Registered>>) -> NTSTATUS {
    let Some(callout) = callout else {
        return STATUS_FWP_CALLOUT_NOT_FOUND;
    };
    if callout.leaving.replace(true) {
        return STATUS_FWP_IN_USE;
    }
    if flow::flow_contexts_of(kernel, callout.id) > 0 || !callout.late.borrow().is_empty() {
        callout.leaving.set(false);
        return STATUS_DEVICE_BUSY;
    }
    FilterEngine::of(kernel)
        .registered
        .borrow_mut()
        .retain(|other| !Rc::ptr_eq(other, &callout));
    let address = ptr::from_ref(&*callout).addr();
    kernel.park_while(address, "classifications to end", || callout.is_busy());
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn FwpsCalloutRegister0(
    deviceObject: PVOID,
    callout: *const FWPS_CALLOUT0,
    calloutId: *mut u32,
) -> NTSTATUS {
    // SAFETY: the driver's arguments.
    unsafe { register(deviceObject, callout.cast(), true, calloutId) }
}

#[abi(enter, no_mangle)]
unsafe fn FwpsCalloutRegister1(
    deviceObject: PVOID,
    callout: *const FWPS_CALLOUT1,
    calloutId: *mut u32,
) -> NTSTATUS {
    // SAFETY: the driver's arguments.
    unsafe { register(deviceObject, callout.cast(), false, calloutId) }
}

#[abi(enter, no_mangle)]
unsafe fn FwpsCalloutRegister2(
    deviceObject: PVOID,
    callout: *const FWPS_CALLOUT2,
    calloutId: *mut u32,
) -> NTSTATUS {
    // SAFETY: the driver's arguments.
    unsafe { register(deviceObject, callout.cast(), false, calloutId) }
}

#[abi(enter, no_mangle)]
unsafe fn FwpsCalloutRegister3(
    deviceObject: PVOID,
    callout: *const FWPS_CALLOUT3,
    calloutId: *mut u32,
) -> NTSTATUS {
    // SAFETY: the driver's arguments.
    unsafe { register(deviceObject, callout, false, calloutId) }
}

#[abi(enter, no_mangle)]
fn FwpsCalloutUnregisterById0(calloutId: u32) -> NTSTATUS {
    let kernel = Kernel::current();
    unregister(&kernel, FilterEngine::of(&kernel).callout(calloutId))
}

#[abi(enter, no_mangle)]
fn FwpsCalloutUnregisterByKey0(calloutKey: Struct<GUID>) -> NTSTATUS {
    let kernel = Kernel::current();
    let key = key(calloutKey.get());
    unregister(&kernel, FilterEngine::of(&kernel).callout_of(key))
}
