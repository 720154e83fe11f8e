//! The `WdfObject*` functions.

use core::ptr::{self, NonNull};

use wdk_sys::{
    GUID, LONG, NTSTATUS, PCSTR, PVOID, STATUS_NOT_SUPPORTED, STATUS_OBJECT_NAME_EXISTS,
    STATUS_SUCCESS, ULONG, abi,
    wdf::{PCWDF_OBJECT_CONTEXT_TYPE_INFO, PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, WDFOBJECT},
};

use super::{Attributes, Body, CallbackLock, Class, Header, Obj, Rules, header::flag, numbers};
use crate::{
    Fx, enter, status,
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
pub unsafe fn any<'a>(fx: Fx, handle: WDFOBJECT) -> Option<&'a Header> {
    // SAFETY: by contract.
    match unsafe { Header::any_from_handle(fx, handle) } {
        // SAFETY: a live object, which the caller's handle keeps.
        Some(header) => Some(unsafe { header.as_ref() }),
        None => {
            violation::invalid_handle(fx, handle, "WDFOBJECT", None);
            None
        }
    }
}

/// The parent for a new object: what the attributes name, else the driver's object.
///
/// # Errors
/// `STATUS_INVALID_HANDLE` after a violation.
///
/// # Safety
/// The attributes' parent is a live object's handle, or null.
pub unsafe fn parent_or_driver<'a>(
    fx: Fx,
    attributes: &Attributes,
) -> Result<&'a Header, NTSTATUS> {
    let header = if attributes.parent.is_null() {
        fx.driver().map(|driver| driver.as_ptr())
    } else {
        // SAFETY: by contract.
        unsafe { any(fx, attributes.parent) }.map(NonNull::from)
    };
    // SAFETY: a live object.
    header
        .map(|header| unsafe { header.as_ref() })
        .ok_or(status::INVALID_HANDLE)
}

#[doc = "[`WdfObjectGetTypedContextWorker`](wdk_sys::wdf::WdfObjectGetTypedContextWorker)"]
#[abi]
pub unsafe fn WdfObjectGetTypedContextWorker(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Handle: WDFOBJECT,
    TypeInfo: PCWDF_OBJECT_CONTEXT_TYPE_INFO,
) -> PVOID {
    let fx = enter!(DriverGlobals, WdfObjectGetTypedContextWorker);
    // SAFETY: the driver's handle.
    let Some(object) = (unsafe { any(fx, Handle) }) else {
        return ptr::null_mut();
    };
    object.context(TypeInfo).unwrap_or(ptr::null_mut())
}

#[doc = "[`WdfObjectAllocateContext`](wdk_sys::wdf::WdfObjectAllocateContext)"]
#[abi]
pub unsafe fn WdfObjectAllocateContext(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Handle: WDFOBJECT,
    ContextAttributes: PWDF_OBJECT_ATTRIBUTES,
    Context: *mut PVOID,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfObjectAllocateContext);
    let rules = Rules {
        required: true,
        parent_forbidden: true,
        ..Rules::PLAIN
    };
    // SAFETY: the driver's handle.
    let Some(object) = (unsafe { any(fx, Handle) }) else {
        return status::INVALID_HANDLE;
    };
    // SAFETY: the driver's attributes.
    let attributes = match unsafe { Attributes::read(ContextAttributes, rules) } {
        Ok(attributes) => attributes,
        Err(status) => return status,
    };
    if attributes.context.is_none() {
        return status::WDF_OBJECT_ATTRIBUTES_INVALID;
    }
    let (context, new) = match object.add_context(&attributes) {
        Ok(added) => added,
        Err(status) => return status,
    };
    if !Context.is_null() {
        // SAFETY: the driver's variable.
        unsafe { Context.write(context) };
    }
    if new {
        STATUS_SUCCESS
    } else {
        STATUS_OBJECT_NAME_EXISTS
    }
}

#[doc = "[`WdfObjectContextGetObject`](wdk_sys::wdf::WdfObjectContextGetObject)"]
#[abi]
pub unsafe fn WdfObjectContextGetObject(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ContextPointer: PVOID,
) -> WDFOBJECT {
    let fx = enter!(DriverGlobals, WdfObjectContextGetObject);
    // SAFETY: the driver's context pointer.
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
pub unsafe fn WdfObjectReferenceActual(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Handle: WDFOBJECT,
    _Tag: PVOID,
    _Line: LONG,
    _File: PCSTR,
) {
    let fx = enter!(DriverGlobals, WdfObjectReferenceActual);
    // SAFETY: the driver's handle.
    if let Some(object) = unsafe { any(fx, Handle) } {
        object.add_reference();
    }
}

#[doc = "[`WdfObjectDereferenceActual`](wdk_sys::wdf::WdfObjectDereferenceActual)"]
#[abi]
pub unsafe fn WdfObjectDereferenceActual(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Handle: WDFOBJECT,
    _Tag: PVOID,
    _Line: LONG,
    _File: PCSTR,
) {
    let fx = enter!(DriverGlobals, WdfObjectDereferenceActual);
    // SAFETY: the driver's handle.
    if let Some(object) = unsafe { any(fx, Handle) } {
        object.release();
    }
}

#[doc = "[`WdfObjectCreate`](wdk_sys::wdf::WdfObjectCreate)"]
#[abi]
pub unsafe fn WdfObjectCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Attributes: PWDF_OBJECT_ATTRIBUTES,
    Object: *mut WDFOBJECT,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfObjectCreate);
    if Object.is_null() {
        violation::null_parameter(fx, "WdfObjectCreate", "Object");
        return wdk_sys::STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the driver's attributes.
    match unsafe { create_user_object(fx, Attributes) } {
        Ok(object) => {
            // SAFETY: the driver's variable, not null.
            unsafe { Object.write(object.handle()) };
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

unsafe fn create_user_object(
    fx: Fx,
    attributes: PWDF_OBJECT_ATTRIBUTES,
) -> Result<Obj<UserObject>, NTSTATUS> {
    let rules = Rules {
        level: true,
        ..Rules::PLAIN
    };
    // SAFETY: the driver's attributes.
    let attributes = unsafe { Attributes::read(attributes, rules) }?;
    // SAFETY: the driver's handle.
    let parent = unsafe { parent_or_driver(fx, &attributes) }?;
    Obj::create(fx, Some(parent), &attributes, UserObject)
}

#[doc = "[`WdfObjectDelete`](wdk_sys::wdf::WdfObjectDelete)"]
#[abi]
pub unsafe fn WdfObjectDelete(DriverGlobals: PWDF_DRIVER_GLOBALS, Object: WDFOBJECT) {
    let fx = enter!(DriverGlobals, WdfObjectDelete);
    // SAFETY: the driver's handle.
    let Some(object) = (unsafe { any(fx, Object) }) else {
        return;
    };
    let name = object.class().name;
    if object.has(flag::NO_DELETE) {
        violation::wdf(
            fx,
            "DeleteNotAllowed",
            Code::ObjectError,
            [Object as u64, 0, 0],
            format_args!(
                "{name} {Object:p} is deleted by the framework; the driver must not delete it"
            ),
        );
    } else if object.set(flag::DELETE_CALLED) {
        violation::wdf(
            fx,
            "DeletedTwice",
            Code::ObjectError,
            [Object as u64, 0, 0],
            format_args!("WdfObjectDelete was called before on {name} {Object:p}"),
        );
    } else {
        object.delete();
    }
}

#[doc = "[`WdfObjectQuery`](wdk_sys::wdf::WdfObjectQuery): used by Microsoft's tests; no query is supported."]
#[abi]
pub unsafe fn WdfObjectQuery(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    _Object: WDFOBJECT,
    _Guid: *const GUID,
    _QueryBufferLength: ULONG,
    _QueryBuffer: PVOID,
) -> NTSTATUS {
    enter!(DriverGlobals, WdfObjectQuery);
    STATUS_NOT_SUPPORTED
}

#[doc = "[`WdfObjectAcquireLock`](wdk_sys::wdf::WdfObjectAcquireLock)"]
#[abi]
pub unsafe fn WdfObjectAcquireLock(DriverGlobals: PWDF_DRIVER_GLOBALS, Object: WDFOBJECT) {
    let fx = enter!(DriverGlobals, WdfObjectAcquireLock);
    // SAFETY: the driver's handle.
    if let Some(lock) = unsafe { lock_of(fx, Object) } {
        lock.acquire();
    }
}

#[doc = "[`WdfObjectReleaseLock`](wdk_sys::wdf::WdfObjectReleaseLock)"]
#[abi]
pub unsafe fn WdfObjectReleaseLock(DriverGlobals: PWDF_DRIVER_GLOBALS, Object: WDFOBJECT) {
    let fx = enter!(DriverGlobals, WdfObjectReleaseLock);
    // SAFETY: the driver's handle.
    if let Some(lock) = unsafe { lock_of(fx, Object) } {
        lock.release();
    }
}

unsafe fn lock_of<'a>(fx: Fx, handle: WDFOBJECT) -> Option<&'a CallbackLock> {
    // SAFETY: the driver's handle.
    let object = unsafe { any(fx, handle) }?;
    let lock = object.callback_lock();
    if lock.is_none() {
        violation::wdf(
            fx,
            "InvalidLockOperation",
            Code::InvalidLockOperation,
            [handle as u64, 0, 0],
            format_args!("{} {handle:p} has no lock", object.class().name),
        );
    }
    lock
}
