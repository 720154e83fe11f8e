//! The framework's own status codes, as `wdfstatus.h` lists them; see
//! [NTSTATUS values](https://learn.microsoft.com/windows-hardware/drivers/kernel/ntstatus-values).

use wdk_sys::NTSTATUS;

/// The request is queued.
pub const WDF_QUEUED: NTSTATUS = wdk_sys::STATUS_WDF_QUEUED;
/// The work was handed on.
pub const WDF_POSTED: NTSTATUS = wdk_sys::STATUS_WDF_POSTED;
/// The object does not handle the request.
pub const WDF_NO_PACKAGE: NTSTATUS = wdk_sys::STATUS_WDF_NO_PACKAGE;
/// An internal error.
pub const WDF_INTERNAL_ERROR: NTSTATUS = wdk_sys::STATUS_WDF_INTERNAL_ERROR;
/// The queue is paused: it does not accept, or does not deliver, requests.
pub const WDF_PAUSED: NTSTATUS = wdk_sys::STATUS_WDF_PAUSED;
/// The object is busy.
pub const WDF_BUSY: NTSTATUS = wdk_sys::STATUS_WDF_BUSY;
/// The request timed out before it was sent.
pub const WDF_IO_TIMEOUT_NOT_SENT: NTSTATUS = wdk_sys::STATUS_WDF_IO_TIMEOUT_NOT_SENT;
/// The target is gone; the request was not sent.
pub const WDF_DEVICE_REMOVED_NOT_SENT: NTSTATUS = wdk_sys::STATUS_WDF_DEVICE_REMOVED_NOT_SENT;
/// The request is pending already.
pub const WDF_REQUEST_ALREADY_PENDING: NTSTATUS = wdk_sys::STATUS_WDF_REQUEST_ALREADY_PENDING;
/// The request's state does not allow the operation.
pub const WDF_REQUEST_INVALID_STATE: NTSTATUS = wdk_sys::STATUS_WDF_REQUEST_INVALID_STATE;
/// The object attributes contradict themselves or the object.
pub const WDF_OBJECT_ATTRIBUTES_INVALID: NTSTATUS = wdk_sys::STATUS_WDF_OBJECT_ATTRIBUTES_INVALID;
/// A transfer has more fragments than the device takes.
pub const WDF_TOO_FRAGMENTED: NTSTATUS = wdk_sys::STATUS_WDF_TOO_FRAGMENTED;
/// A callback that is needed is not registered.
pub const WDF_NO_CALLBACK: NTSTATUS = wdk_sys::STATUS_WDF_NO_CALLBACK;
/// Automatic serialisation needs the same execution level.
pub const WDF_INCOMPATIBLE_EXECUTION_LEVEL: NTSTATUS =
    wdk_sys::STATUS_WDF_INCOMPATIBLE_EXECUTION_LEVEL;
/// The object has a parent already.
pub const WDF_PARENT_ALREADY_ASSIGNED: NTSTATUS = wdk_sys::STATUS_WDF_PARENT_ALREADY_ASSIGNED;
/// An object cannot be its own parent.
pub const WDF_PARENT_IS_SELF: NTSTATUS = wdk_sys::STATUS_WDF_PARENT_IS_SELF;
/// The framework chooses this object's parent.
pub const WDF_PARENT_ASSIGNMENT_NOT_ALLOWED: NTSTATUS =
    wdk_sys::STATUS_WDF_PARENT_ASSIGNMENT_NOT_ALLOWED;
/// The object has no callbacks to synchronise.
pub const WDF_SYNCHRONIZATION_SCOPE_INVALID: NTSTATUS =
    wdk_sys::STATUS_WDF_SYNCHRONIZATION_SCOPE_INVALID;
/// The object has no callbacks with an execution level.
pub const WDF_EXECUTION_LEVEL_INVALID: NTSTATUS = wdk_sys::STATUS_WDF_EXECUTION_LEVEL_INVALID;
/// The object needs a parent.
pub const WDF_PARENT_NOT_SPECIFIED: NTSTATUS = wdk_sys::STATUS_WDF_PARENT_NOT_SPECIFIED;

/// A handle was freed, or is of another type; returned where a violation let the driver go on.
pub const INVALID_HANDLE: NTSTATUS = wdk_sys::STATUS_INVALID_HANDLE;
