//! The framework's own status codes, as `wdfstatus.h` lists them; see
//! [NTSTATUS values](https://learn.microsoft.com/windows-hardware/drivers/kernel/ntstatus-values).
#![forbid(unsafe_code)]

use wdk_sys::NTSTATUS;

/// An internal error.
pub(crate) const WDF_INTERNAL_ERROR: NTSTATUS = wdk_sys::STATUS_WDF_INTERNAL_ERROR;
/// The queue is paused: it does not accept, or does not deliver, requests.
pub(crate) const WDF_PAUSED: NTSTATUS = wdk_sys::STATUS_WDF_PAUSED;
/// The object is busy.
pub(crate) const WDF_BUSY: NTSTATUS = wdk_sys::STATUS_WDF_BUSY;
/// The request's state does not allow the operation.
pub(crate) const WDF_REQUEST_INVALID_STATE: NTSTATUS = wdk_sys::STATUS_WDF_REQUEST_INVALID_STATE;
/// The object attributes contradict themselves or the object.
pub(crate) const WDF_OBJECT_ATTRIBUTES_INVALID: NTSTATUS =
    wdk_sys::STATUS_WDF_OBJECT_ATTRIBUTES_INVALID;
/// A transfer has more fragments than the device takes.
#[cfg(test)]
pub(crate) const WDF_TOO_FRAGMENTED: NTSTATUS = wdk_sys::STATUS_WDF_TOO_FRAGMENTED;
/// A callback that is needed is not registered.
pub(crate) const WDF_NO_CALLBACK: NTSTATUS = wdk_sys::STATUS_WDF_NO_CALLBACK;
/// Automatic serialisation needs the same execution level.
pub(crate) const WDF_INCOMPATIBLE_EXECUTION_LEVEL: NTSTATUS =
    wdk_sys::STATUS_WDF_INCOMPATIBLE_EXECUTION_LEVEL;
/// The framework chooses this object's parent.
pub(crate) const WDF_PARENT_ASSIGNMENT_NOT_ALLOWED: NTSTATUS =
    wdk_sys::STATUS_WDF_PARENT_ASSIGNMENT_NOT_ALLOWED;
/// The object has no callbacks to synchronise.
pub(crate) const WDF_SYNCHRONIZATION_SCOPE_INVALID: NTSTATUS =
    wdk_sys::STATUS_WDF_SYNCHRONIZATION_SCOPE_INVALID;
/// The object has no callbacks with an execution level.
pub(crate) const WDF_EXECUTION_LEVEL_INVALID: NTSTATUS =
    wdk_sys::STATUS_WDF_EXECUTION_LEVEL_INVALID;
/// The object needs a parent.
pub(crate) const WDF_PARENT_NOT_SPECIFIED: NTSTATUS = wdk_sys::STATUS_WDF_PARENT_NOT_SPECIFIED;
/// A DMA transfer needs more map registers than there are.
pub(crate) const WDF_NOT_ENOUGH_MAP_REGISTERS: NTSTATUS =
    wdk_sys::STATUS_WDF_NOT_ENOUGH_MAP_REGISTERS;

/// A handle was freed, or is of another type; returned where a violation let the driver go on.
pub(crate) const INVALID_HANDLE: NTSTATUS = wdk_sys::STATUS_INVALID_HANDLE;
