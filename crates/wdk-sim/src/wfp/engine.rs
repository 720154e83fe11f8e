//! `Fwpm*`: sessions to the base filtering engine, transactions, and the functions that add and
//! delete its objects.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::{ffi::c_void, rc::Rc};

use wdk_sys::{
    _FWPM_SERVICE_STATE_::FWPM_SERVICE_RUNNING,
    _FWPS_CALLOUT_NOTIFY_TYPE_::{
        FWPS_CALLOUT_NOTIFY_ADD_FILTER, FWPS_CALLOUT_NOTIFY_DELETE_FILTER,
    },
    GUID, HANDLE, NTSTATUS, PSECURITY_DESCRIPTOR, PVOID, STATUS_FWP_ALREADY_EXISTS,
    STATUS_FWP_BUILTIN_OBJECT, STATUS_FWP_CALLOUT_NOT_FOUND,
    STATUS_FWP_CALLOUT_NOTIFICATION_FAILED, STATUS_FWP_FILTER_NOT_FOUND, STATUS_FWP_IN_USE,
    STATUS_FWP_INVALID_ACTION_TYPE, STATUS_FWP_INVALID_WEIGHT, STATUS_FWP_LAYER_NOT_FOUND,
    STATUS_FWP_NO_TXN_IN_PROGRESS, STATUS_FWP_NULL_DISPLAY_NAME, STATUS_FWP_NULL_POINTER,
    STATUS_FWP_PROVIDER_NOT_FOUND, STATUS_FWP_SUBLAYER_NOT_FOUND, STATUS_FWP_TXN_IN_PROGRESS,
    STATUS_INVALID_HANDLE, STATUS_SUCCESS, WCHAR, abi,
    wfp::{
        FWP_ACTION_BLOCK, FWP_ACTION_CALLOUT_INSPECTION, FWP_ACTION_CALLOUT_TERMINATING,
        FWP_ACTION_CALLOUT_UNKNOWN, FWP_ACTION_PERMIT, FWPM_CALLOUT0, FWPM_DISPLAY_DATA0,
        FWPM_FILTER0, FWPM_PROVIDER0, FWPM_SERVICE_STATE, FWPM_SERVICE_STATE_CHANGE_CALLBACK0,
        FWPM_SESSION_FLAG_DYNAMIC, FWPM_SESSION0, FWPM_SUBLAYER_UNIVERSAL, FWPM_SUBLAYER0,
        FWPM_WEIGHT_RANGE_MAX, FWPS_CALLOUT_NOTIFY_TYPE, SEC_WINNT_AUTH_IDENTITY_W,
    },
};

use super::callout;
use super::state::FilterEngine;
use super::{
    condition::Value,
    layers,
    objects::{Action, CalloutObject, Filter, Objects, Sublayer, automatic_weight},
    raw,
    state::{Key, key},
};
use crate::nt::parameter::{Out, driver_slice};
use crate::{
    engine::{
        driver::DriverId,
        export::{Export, export_table},
    },
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("FWPKCLNT.SYS":
    FwpmBfeStateGet0: full,
    FwpmBfeStateSubscribeChanges0: ignored(
        "the engine never changes its state, so the callback is never called"
    ),
    FwpmBfeStateUnsubscribeChanges0: ignored(
        "nothing was subscribed, so nothing is taken back; any handle succeeds"
    ),
    FwpmEngineOpen0: partial("server, identity, session key and transaction timeout are ignored"),
    FwpmEngineClose0: full,
    FwpmTransactionBegin0: partial(
        "changes count before the commit; read-only flag and waiting for another session are \
         missing"
    ),
    FwpmTransactionCommit0: partial(
        "the changes counted already when they were made, so nothing is left to commit"
    ),
    FwpmTransactionAbort0: partial(
        "takes back what other sessions changed meanwhile; callouts are not told of filters \
         that return"
    ),
    FwpmProviderAdd0: partial(
        "only the key is kept: flags, service name and security descriptor are ignored"
    ),
    FwpmProviderDeleteByKey0: partial(
        "a provider that other objects name is deleted too; Windows says STATUS_FWP_IN_USE"
    ),
    FwpmSubLayerAdd0: partial("provider, flags and security descriptor are ignored"),
    FwpmSubLayerDeleteByKey0: full,
    FwpmCalloutAdd0: partial("provider, flags and security descriptor are ignored"),
    FwpmCalloutDeleteById0: full,
    FwpmCalloutDeleteByKey0: full,
    FwpmFilterAdd0: partial(
        "provider, provider context, lifetime flags and security descriptor are ignored"
    ),
    FwpmFilterDeleteById0: full,
    FwpmFilterDeleteByKey0: full,
);

/// A session, which a driver has opened.
pub(crate) struct Session {
    pub(crate) driver: DriverId,
    /// What it adds goes with it.
    dynamic: bool,
    /// The objects as they were when its transaction began.
    before: Option<Objects>,
}

/// Runs `change` for the session `handle`; the objects it adds belong to the session if that
/// is dynamic.
pub(super) fn in_session(
    kernel: &Kernel,
    handle: HANDLE,
    change: impl FnOnce(&mut Objects, Option<usize>) -> Result<(), NTSTATUS>,
) -> NTSTATUS {
    let sessions = FilterEngine::of(kernel).sessions.borrow();
    let Some(session) = sessions.get(&handle.addr()) else {
        return STATUS_INVALID_HANDLE;
    };
    let owner = session.dynamic.then_some(handle.addr());
    drop(sessions);
    match change(&mut FilterEngine::of(kernel).objects.borrow_mut(), owner) {
        Ok(()) => STATUS_SUCCESS,
        Err(status) => status,
    }
}

/// Tells the callout of a filter what became of it.
pub(super) fn notify_of(
    kernel: &Kernel,
    filter: &Filter,
    what: FWPS_CALLOUT_NOTIFY_TYPE,
) -> NTSTATUS {
    match filter.action {
        Action::Callout { key, .. } => callout::call_notify(kernel, filter, key, what),
        Action::Permit | Action::Block => STATUS_SUCCESS,
    }
}

pub(super) fn notify_deleted(kernel: &Kernel, filters: Vec<Rc<Filter>>) {
    for filter in filters {
        notify_of(kernel, &filter, FWPS_CALLOUT_NOTIFY_DELETE_FILTER);
    }
}

/// Restores the objects, and notifies callouts of the filters that are deleted.
pub(super) fn roll_back(kernel: &Kernel, before: Objects) {
    let now = FilterEngine::of(kernel).objects.replace(before);
    let kept = FilterEngine::of(kernel).objects.borrow().filters.clone();
    let gone = now.filters.into_iter();
    let gone = gone.filter(|(id, _)| !kept.contains_key(id));
    notify_deleted(kernel, gone.map(|(_, filter)| filter).collect());
}

pub(super) fn delete_filter(
    kernel: &Kernel,
    handle: HANDLE,
    is_it: impl Fn(&Filter) -> bool,
) -> NTSTATUS {
    let mut deleted = None;
    let status = in_session(kernel, handle, |objects, _| {
        let id = objects.filters.values().find(|filter| is_it(filter));
        let id = id
            .map(|filter| filter.id)
            .ok_or(STATUS_FWP_FILTER_NOT_FOUND)?;
        deleted = objects.filters.remove(&id);
        Ok(())
    });
    notify_deleted(kernel, deleted.into_iter().collect());
    status
}

pub(super) fn delete_callout(kernel: &Kernel, handle: HANDLE, key: Option<Key>) -> NTSTATUS {
    in_session(kernel, handle, |objects, _| {
        let key = key.ok_or(STATUS_FWP_CALLOUT_NOT_FOUND)?;
        if objects.callout_in_use(key) {
            return Err(STATUS_FWP_IN_USE);
        }
        let removed = objects.callouts.remove(&key);
        removed.map(drop).ok_or(STATUS_FWP_CALLOUT_NOT_FOUND)
    })
}

/// A pointer that must not be null.
///
/// # Safety
/// Null, or valid for the call.
unsafe fn required<'a, T>(pointer: *const T) -> Result<&'a T, NTSTATUS> {
    // SAFETY: the caller says so.
    unsafe { pointer.as_ref() }.ok_or(STATUS_FWP_NULL_POINTER)
}

/// The name that every object must have.
///
/// # Safety
/// Null, or NUL-terminated.
unsafe fn name(display: &FWPM_DISPLAY_DATA0) -> Result<String, NTSTATUS> {
    if display.name.is_null() {
        return Err(STATUS_FWP_NULL_DISPLAY_NAME);
    }
    // SAFETY: the caller says so.
    Ok(unsafe { raw::text(display.name) })
}

#[abi(enter, no_mangle)]
fn FwpmBfeStateGet0() -> FWPM_SERVICE_STATE {
    FWPM_SERVICE_RUNNING
}

/// The engine runs as long as the machine, so there is nothing to notify of.
#[abi(enter, no_mangle)]
fn FwpmBfeStateSubscribeChanges0(
    deviceObject: PVOID,
    _callback: FWPM_SERVICE_STATE_CHANGE_CALLBACK0,
    _context: *mut c_void,
    changeHandle: Out<HANDLE>,
) -> NTSTATUS {
    changeHandle.write(deviceObject);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn FwpmBfeStateUnsubscribeChanges0(_changeHandle: HANDLE) -> NTSTATUS {
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn FwpmEngineOpen0(
    _serverName: *const WCHAR,
    _authnService: u32,
    _authIdentity: *mut SEC_WINNT_AUTH_IDENTITY_W,
    session: *const FWPM_SESSION0,
    engineHandle: Out<HANDLE>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    // SAFETY: null, or the driver's description.
    let flags = unsafe { session.as_ref() }.map_or(0, |session| session.flags);
    let handle = FilterEngine::of(&kernel).identifier() as usize * 4;
    let session = Session {
        driver: kernel.current_driver(),
        dynamic: flags & FWPM_SESSION_FLAG_DYNAMIC != 0,
        before: None,
    };
    FilterEngine::of(&kernel)
        .sessions
        .borrow_mut()
        .insert(handle, session);
    engineHandle.write(std::ptr::without_provenance_mut(handle));
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn FwpmEngineClose0(engineHandle: HANDLE) -> NTSTATUS {
    let kernel = Kernel::current();
    let closed = FilterEngine::of(&kernel)
        .sessions
        .borrow_mut()
        .remove(&engineHandle.addr());
    let Some(session) = closed else {
        return STATUS_INVALID_HANDLE;
    };
    if let Some(before) = session.before {
        roll_back(&kernel, before);
    }
    let gone = FilterEngine::of(&kernel)
        .objects
        .borrow_mut()
        .end_session(engineHandle.addr());
    notify_deleted(&kernel, gone);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn FwpmTransactionBegin0(engineHandle: HANDLE, _flags: u32) -> NTSTATUS {
    let kernel = Kernel::current();
    let mut sessions = FilterEngine::of(&kernel).sessions.borrow_mut();
    if sessions.values().any(|session| session.before.is_some()) {
        return STATUS_FWP_TXN_IN_PROGRESS;
    }
    let Some(session) = sessions.get_mut(&engineHandle.addr()) else {
        return STATUS_INVALID_HANDLE;
    };
    session.before = Some(FilterEngine::of(&kernel).objects.borrow().clone());
    STATUS_SUCCESS
}

/// Ends the transaction of a session; returns what the objects were before it.
fn end_transaction(kernel: &Kernel, engine: HANDLE) -> Result<Objects, NTSTATUS> {
    let mut sessions = FilterEngine::of(kernel).sessions.borrow_mut();
    let session = sessions.get_mut(&engine.addr());
    let session = session.ok_or(STATUS_INVALID_HANDLE)?;
    session.before.take().ok_or(STATUS_FWP_NO_TXN_IN_PROGRESS)
}

#[abi(enter, no_mangle)]
fn FwpmTransactionCommit0(engineHandle: HANDLE) -> NTSTATUS {
    match end_transaction(&Kernel::current(), engineHandle) {
        Ok(_) => STATUS_SUCCESS,
        Err(status) => status,
    }
}

#[abi(enter, no_mangle)]
fn FwpmTransactionAbort0(engineHandle: HANDLE) -> NTSTATUS {
    let kernel = Kernel::current();
    match end_transaction(&kernel, engineHandle) {
        Ok(before) => {
            roll_back(&kernel, before);
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[abi(enter, no_mangle)]
unsafe fn FwpmProviderAdd0(
    engineHandle: HANDLE,
    provider: *const FWPM_PROVIDER0,
    _sd: PSECURITY_DESCRIPTOR,
) -> NTSTATUS {
    in_session(&Kernel::current(), engineHandle, |objects, owner| {
        // SAFETY: the driver's description.
        let provider = unsafe { required(provider) }?;
        // SAFETY: the display data of a provider that the driver describes.
        unsafe { name(&provider.displayData) }?;
        let key = key(&provider.providerKey);
        match objects.providers.insert(key, owner) {
            Some(_) => Err(STATUS_FWP_ALREADY_EXISTS),
            None => Ok(()),
        }
    })
}

#[abi(enter, no_mangle)]
unsafe fn FwpmProviderDeleteByKey0(engineHandle: HANDLE, key: *const GUID) -> NTSTATUS {
    in_session(&Kernel::current(), engineHandle, |objects, _| {
        // SAFETY: the driver's key.
        let key = super::state::key(unsafe { required(key) }?);
        let removed = objects.providers.remove(&key);
        removed.map(drop).ok_or(STATUS_FWP_PROVIDER_NOT_FOUND)
    })
}

#[abi(enter, no_mangle)]
unsafe fn FwpmSubLayerAdd0(
    engineHandle: HANDLE,
    subLayer: *const FWPM_SUBLAYER0,
    _sd: PSECURITY_DESCRIPTOR,
) -> NTSTATUS {
    in_session(&Kernel::current(), engineHandle, |objects, owner| {
        // SAFETY: the driver's description.
        let sublayer = unsafe { required(subLayer) }?;
        // SAFETY: the display data of a sublayer that the driver describes.
        unsafe { name(&sublayer.displayData) }?;
        let key = key(&sublayer.subLayerKey);
        if objects.sublayers.contains_key(&key) {
            return Err(STATUS_FWP_ALREADY_EXISTS);
        }
        let new = Sublayer {
            weight: sublayer.weight,
            session: owner,
        };
        objects.sublayers.insert(key, new);
        Ok(())
    })
}

#[abi(enter, no_mangle)]
unsafe fn FwpmSubLayerDeleteByKey0(engineHandle: HANDLE, key: *const GUID) -> NTSTATUS {
    in_session(&Kernel::current(), engineHandle, |objects, _| {
        // SAFETY: the driver's key.
        let key = super::state::key(unsafe { required(key) }?);
        if key == super::state::key(&FWPM_SUBLAYER_UNIVERSAL) {
            return Err(STATUS_FWP_BUILTIN_OBJECT);
        }
        if objects.sublayer_in_use(key) {
            return Err(STATUS_FWP_IN_USE);
        }
        let removed = objects.sublayers.remove(&key);
        removed.map(drop).ok_or(STATUS_FWP_SUBLAYER_NOT_FOUND)
    })
}

#[abi(enter, no_mangle)]
unsafe fn FwpmCalloutAdd0(
    engineHandle: HANDLE,
    callout: *const FWPM_CALLOUT0,
    _sd: PSECURITY_DESCRIPTOR,
    id: *mut u32,
) -> NTSTATUS {
    let kernel = Kernel::current();
    // SAFETY: null, or the driver's description.
    let run_time = unsafe { callout.as_ref() }.map_or(0, |it| {
        FilterEngine::of(&kernel).callout_id(key(&it.calloutKey))
    });
    let status = in_session(&kernel, engineHandle, |objects, owner| {
        // SAFETY: the driver's description.
        let callout = unsafe { required(callout) }?;
        // SAFETY: the display data of a callout that the driver describes.
        unsafe { name(&callout.displayData) }?;
        let layer = layers::by_key(key(&callout.applicableLayer));
        let key = key(&callout.calloutKey);
        if objects.callouts.contains_key(&key) {
            return Err(STATUS_FWP_ALREADY_EXISTS);
        }
        let new = CalloutObject {
            id: run_time,
            layer: layer.ok_or(STATUS_FWP_LAYER_NOT_FOUND)?.id,
            session: owner,
        };
        objects.callouts.insert(key, new);
        Ok(())
    });
    // SAFETY: null, or the driver's variable.
    if let Some(id) = unsafe { id.as_mut() }
        && status >= 0
    {
        *id = run_time;
    }
    status
}

#[abi(enter, no_mangle)]
fn FwpmCalloutDeleteById0(engineHandle: HANDLE, id: u32) -> NTSTATUS {
    let kernel = Kernel::current();
    let key = FilterEngine::of(&kernel)
        .objects
        .borrow()
        .callout_by_id(id)
        .map(|it| it.0);
    delete_callout(&kernel, engineHandle, key)
}

#[abi(enter, no_mangle)]
unsafe fn FwpmCalloutDeleteByKey0(engineHandle: HANDLE, key: *const GUID) -> NTSTATUS {
    // SAFETY: the driver's key.
    let key = unsafe { key.as_ref() }.map(super::state::key);
    delete_callout(&Kernel::current(), engineHandle, key)
}

/// Reads a filter, without what the engine gives it.
///
/// # Safety
/// The filter's pointers point to what its members say.
unsafe fn read_filter(filter: *const FWPM_FILTER0, id: u64) -> Result<Filter, NTSTATUS> {
    // SAFETY: the caller says so.
    let filter = unsafe { required(filter) }?;
    // SAFETY: the filter's members are as documented, by the caller's word.
    let name = unsafe { name(&filter.displayData) }?;
    let layer = layers::by_key(key(&filter.layerKey)).ok_or(STATUS_FWP_LAYER_NOT_FOUND)?;
    let given = if filter.numFilterConditions == 0 {
        &[]
    } else {
        let count = filter.numFilterConditions as usize;
        // SAFETY: a filter with conditions names their array.
        unsafe { required(filter.filterCondition) }?;
        // SAFETY: the array is not null, and has `numFilterConditions` elements.
        unsafe { driver_slice(filter.filterCondition, count) }
    };
    let mut conditions = Vec::with_capacity(given.len());
    for condition in given {
        // SAFETY: a condition's pointers lead to what its type says, like the filter's.
        conditions.push(unsafe { raw::condition(condition, layer) }?);
    }
    // SAFETY: the weight is empty, a byte, or points to a number.
    let weight = match unsafe { raw::value(&filter.weight) }? {
        Value::Empty => automatic_weight(0, &conditions),
        Value::U8(range) if u32::from(range) <= FWPM_WEIGHT_RANGE_MAX => {
            automatic_weight(range, &conditions)
        }
        Value::U64(weight) => weight,
        _ => return Err(STATUS_FWP_INVALID_WEIGHT),
    };
    let action = match filter.action.r#type {
        FWP_ACTION_PERMIT => Action::Permit,
        FWP_ACTION_BLOCK => Action::Block,
        kind @ (FWP_ACTION_CALLOUT_TERMINATING
        | FWP_ACTION_CALLOUT_INSPECTION
        | FWP_ACTION_CALLOUT_UNKNOWN) => Action::Callout {
            kind,
            // SAFETY: the action says which member is set.
            key: key(unsafe { &filter.action.__bindgen_anon_1.calloutKey }),
        },
        _ => return Err(STATUS_FWP_INVALID_ACTION_TYPE),
    };
    let named = key(&filter.filterKey);
    let sublayer = key(&filter.subLayerKey);
    let universal = key(&FWPM_SUBLAYER_UNIVERSAL);
    Ok(Filter {
        id,
        key: if named == 0 {
            u128::from(id) << 64 | 1
        } else {
            named
        },
        name,
        layer,
        sublayer: if sublayer == 0 { universal } else { sublayer },
        weight,
        flags: filter.flags,
        conditions,
        action,
        // SAFETY: without a provider context, which the machine does not know, this is set.
        context: unsafe { filter.__bindgen_anon_1.rawContext },
        session: None,
    })
}

#[abi(enter, no_mangle)]
unsafe fn FwpmFilterAdd0(
    engineHandle: HANDLE,
    filter: *const FWPM_FILTER0,
    _sd: PSECURITY_DESCRIPTOR,
    id: *mut u64,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let new_id = u64::from(FilterEngine::of(&kernel).identifier());
    // SAFETY: the driver's description.
    let mut filter = match unsafe { read_filter(filter, new_id) } {
        Ok(filter) => filter,
        Err(status) => return status,
    };
    let status = in_session(&kernel, engineHandle, |objects, owner| {
        filter.session = owner;
        objects.check_filter(&filter)
    });
    if status < 0 {
        return status;
    }
    // The callout may refuse the filter, so it is notified before the filter is added.
    if notify_of(&kernel, &filter, FWPS_CALLOUT_NOTIFY_ADD_FILTER) < 0 {
        return STATUS_FWP_CALLOUT_NOTIFICATION_FAILED;
    }
    let mut objects = FilterEngine::of(&kernel).objects.borrow_mut();
    objects.filters.insert(new_id, Rc::new(filter));
    // SAFETY: null, or the driver's variable.
    if let Some(id) = unsafe { id.as_mut() } {
        *id = new_id;
    }
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn FwpmFilterDeleteById0(engineHandle: HANDLE, id: u64) -> NTSTATUS {
    delete_filter(&Kernel::current(), engineHandle, |filter| filter.id == id)
}

#[abi(enter, no_mangle)]
unsafe fn FwpmFilterDeleteByKey0(engineHandle: HANDLE, key: *const GUID) -> NTSTATUS {
    // SAFETY: the driver's key.
    let Some(key) = (unsafe { key.as_ref() }).map(super::state::key) else {
        return STATUS_FWP_NULL_POINTER;
    };
    delete_filter(&Kernel::current(), engineHandle, |filter| filter.key == key)
}
