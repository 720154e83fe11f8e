//! The `WdfObject*` functions.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::ptr;

use wdk_sys::{
    GUID, LONG, NTSTATUS, PCSTR, PVOID, STATUS_NOT_FOUND, STATUS_OBJECT_NAME_EXISTS,
    STATUS_OBJECT_NAME_INVALID, STATUS_SUCCESS, ULONG, abi,
    wdf::{PCWDF_OBJECT_CONTEXT_TYPE_INFO, PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, WDFOBJECT},
};

use super::{Attributes, Body, CallbackLock, Class, Header, Obj, Rules, header::flag, numbers};
use crate::{
    Fx,
    argument::Argument,
    enter, status,
    violation::{self, Code},
};

/// A `WDFOBJECT` that the driver created for its own use.
struct UserObject;

impl Body for UserObject {
    const CLASS: &'static Class = &Class::of::<Self>("WDFOBJECT", numbers::USER_OBJECT);
}

/// The object behind `handle`, of any class; else a violation.
///
/// # Safety
/// As for [`Obj::from_handle`].
pub(crate) unsafe fn any<'a>(fx: Fx, handle: WDFOBJECT) -> Option<&'a Header> {
    // SAFETY: both functions demand the same of `handle`.
    match unsafe { Header::any_from_handle(fx, handle) } {
        // SAFETY: a live object, which the driver's handle keeps.
        Some(header) => Some(unsafe { header.as_ref() }),
        None => {
            violation::invalid_handle(fx, handle, "WDFOBJECT", None);
            None
        }
    }
}

#[doc = "[`WdfObjectGetTypedContextWorker`](wdk_sys::wdf::WdfObjectGetTypedContextWorker)"]
#[abi]
pub(crate) unsafe fn WdfObjectGetTypedContextWorker(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Handle: WDFOBJECT,
    TypeInfo: PCWDF_OBJECT_CONTEXT_TYPE_INFO,
) -> PVOID {
    enter!(fx = DriverGlobals, WdfObjectGetTypedContextWorker(Handle));
    crate::argument::required!(fx, WdfObjectGetTypedContextWorker, TypeInfo => ptr::null_mut());
    let Some(object) = Handle.any_object(fx) else {
        return ptr::null_mut();
    };
    object.context(TypeInfo).unwrap_or(ptr::null_mut())
}

#[doc = "[`WdfObjectAllocateContext`](wdk_sys::wdf::WdfObjectAllocateContext)"]
#[abi]
pub(crate) unsafe fn WdfObjectAllocateContext(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Handle: WDFOBJECT,
    ContextAttributes: PWDF_OBJECT_ATTRIBUTES,
    Context: *mut PVOID,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfObjectAllocateContext(Handle, ContextAttributes, Context)
    );
    let Some(object) = Handle.any_object(fx) else {
        return status::INVALID_HANDLE;
    };
    let attributes = match Attributes::read(&ContextAttributes, Rules::CONTEXT) {
        Ok(attributes) => attributes,
        Err(status) => return status,
    };
    if attributes.context.is_none() {
        return STATUS_OBJECT_NAME_INVALID;
    }
    let (context, new) = match object.add_context(&attributes) {
        Ok(added) => added,
        Err(status) => return status,
    };
    Context.put(context);
    if new {
        STATUS_SUCCESS
    } else {
        STATUS_OBJECT_NAME_EXISTS
    }
}

#[doc = "[`WdfObjectContextGetObject`](wdk_sys::wdf::WdfObjectContextGetObject)"]
#[abi]
pub(crate) unsafe fn WdfObjectContextGetObject(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ContextPointer: PVOID,
) -> WDFOBJECT {
    let fx = enter!(DriverGlobals, WdfObjectContextGetObject);
    // SAFETY: null, or a context that the driver got for an object that is not deleted.
    match unsafe { Header::of_context(ContextPointer) } {
        Ok(object) => object.as_ptr().cast(),
        Err(_) => {
            violation::null_parameter(fx, "WdfObjectContextGetObject", "ContextPointer");
            ptr::null_mut()
        }
    }
}

#[doc = "[`WdfObjectReferenceActual`](wdk_sys::wdf::WdfObjectReferenceActual)"]
#[abi]
pub(crate) unsafe fn WdfObjectReferenceActual(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Handle: WDFOBJECT,
    Tag: PVOID,
    Line: LONG,
    _File: PCSTR,
) {
    enter!(fx = DriverGlobals, WdfObjectReferenceActual(Handle));
    if let Some(object) = Handle.any_object(fx) {
        object.add_reference();
        if fx.verifier_on() && fx.settings.tracked.has(object.class().name) {
            fx.references
                .with(|references| references.add(object, Tag, Line));
        }
    }
}

#[doc = "[`WdfObjectDereferenceActual`](wdk_sys::wdf::WdfObjectDereferenceActual)"]
#[abi]
pub(crate) unsafe fn WdfObjectDereferenceActual(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Handle: WDFOBJECT,
    Tag: PVOID,
    _Line: LONG,
    _File: PCSTR,
) {
    enter!(fx = DriverGlobals, WdfObjectDereferenceActual(Handle));
    if let Some(object) = Handle.any_object(fx) {
        if fx.verifier_on() && fx.settings.tracked.has(object.class().name) {
            let taken = fx
                .references
                .with(|references| references.remove(object, Tag));
            if !taken {
                violation::break_point(
                    fx,
                    "ReferenceTag",
                    Handle.pointer().cast(),
                    format_args!(
                        "WdfObjectDereference gives back a reference with the tag {Tag:p}, with which none was taken"
                    ),
                );
            }
        }
        object.release();
    }
}

#[doc = "[`WdfObjectCreate`](wdk_sys::wdf::WdfObjectCreate)"]
#[abi]
pub(crate) unsafe fn WdfObjectCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Attributes: PWDF_OBJECT_ATTRIBUTES,
    Object: *mut WDFOBJECT,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfObjectCreate(Attributes, Object));
    if Object.is_null() {
        violation::null_parameter(fx, "WdfObjectCreate", "Object");
        return wdk_sys::STATUS_INVALID_PARAMETER;
    }
    Object.put_created(create_user_object(fx, &Attributes))
}

fn create_user_object(
    fx: Fx,
    attributes: &Argument<'_, PWDF_OBJECT_ATTRIBUTES>,
) -> Result<Obj<UserObject>, NTSTATUS> {
    let attributes = Attributes::read(attributes, Rules::OBJECT)?;
    let parent = attributes.parent_or(fx, None)?;
    Obj::create(fx, Some(parent), &attributes, UserObject)
}

#[doc = "[`WdfObjectDelete`](wdk_sys::wdf::WdfObjectDelete)"]
#[abi]
pub(crate) unsafe fn WdfObjectDelete(DriverGlobals: PWDF_DRIVER_GLOBALS, Object: WDFOBJECT) {
    enter!(fx = DriverGlobals, WdfObjectDelete(Object));
    let Some(object) = Object.any_object(fx) else {
        return;
    };
    let name = object.class().name;
    if object.has(flag::NO_DELETE) {
        violation::break_point(
            fx,
            "DeleteNotAllowed",
            object.handle(),
            format_args!(
                "{name} {:p} is deleted by the framework; the driver must not delete it",
                object.handle()
            ),
        );
    } else if object.set(flag::DELETE_CALLED) {
        violation::wdf(
            fx,
            "DeletedTwice",
            Code::ObjectError,
            [object.handle() as u64, 0, 0],
            format_args!(
                "WdfObjectDelete was called before on {name} {:p}",
                object.handle()
            ),
        );
    } else if object.may_delete() {
        object.delete();
    }
}

#[doc = "[`WdfObjectQuery`](wdk_sys::wdf::WdfObjectQuery): used by Microsoft's tests; no query is supported."]
#[abi]
pub(crate) unsafe fn WdfObjectQuery(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Object: WDFOBJECT,
    _Guid: *const GUID,
    _QueryBufferLength: ULONG,
    _QueryBuffer: PVOID,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfObjectQuery(Object));
    match Object.any_object(fx) {
        Some(_) => STATUS_NOT_FOUND,
        None => status::INVALID_HANDLE,
    }
}

#[doc = "[`WdfObjectAcquireLock`](wdk_sys::wdf::WdfObjectAcquireLock)"]
#[abi]
pub(crate) unsafe fn WdfObjectAcquireLock(DriverGlobals: PWDF_DRIVER_GLOBALS, Object: WDFOBJECT) {
    enter!(fx = DriverGlobals, WdfObjectAcquireLock(Object));
    let Some(lock) = lock_of(fx, &Object) else {
        return;
    };
    if lock.is_mine() {
        let object = Object.pointer();
        violation::wdf(
            fx,
            "RecursiveLock",
            Code::InvalidLock,
            [object as u64, 0, 0],
            format_args!("the lock of {object:p} is acquired by the thread that holds it"),
        );
        return;
    }
    lock.acquire();
}

#[doc = "[`WdfObjectReleaseLock`](wdk_sys::wdf::WdfObjectReleaseLock)"]
#[abi]
pub(crate) unsafe fn WdfObjectReleaseLock(DriverGlobals: PWDF_DRIVER_GLOBALS, Object: WDFOBJECT) {
    enter!(fx = DriverGlobals, WdfObjectReleaseLock(Object));
    if let Some(lock) = lock_of(fx, &Object) {
        if !lock.is_mine() {
            let object = Object.pointer();
            violation::break_point(
                fx,
                "ReleasedByOther",
                object,
                format_args!(
                    "the lock of {object:p} is released by a thread that does not hold it"
                ),
            );
        }
        lock.release();
    }
}

fn lock_of<'a>(fx: Fx, handle: &Argument<'a, WDFOBJECT>) -> Option<&'a CallbackLock> {
    let object = handle.any_object(fx)?;
    let lock = object.callback_lock();
    if lock.is_none() {
        violation::wdf(
            fx,
            "InvalidLockOperation",
            Code::InvalidLockOperation,
            [object.handle() as u64, 0, 0],
            format_args!("{} {:p} has no lock", object.class().name, object.handle()),
        );
    }
    lock
}
