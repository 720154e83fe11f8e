//! The framework's own status codes, as `wdfstatus.h` lists them; see
//! [NTSTATUS values](https://learn.microsoft.com/windows-hardware/drivers/kernel/ntstatus-values).
#![forbid(unsafe_code)]

use wdk_sys::NTSTATUS;

/// An internal error.
pub(crate) const WDF_INTERNAL_ERROR: NTSTATUS = 0xC020_0201_u32 as NTSTATUS;
/// The queue is paused: it does not accept, or does not deliver, requests.
pub(crate) const WDF_PAUSED: NTSTATUS = 0xC020_0203_u32 as NTSTATUS;
/// The object is busy.
pub(crate) const WDF_BUSY: NTSTATUS = 0xC020_0204_u32 as NTSTATUS;
/// The request's state does not allow the operation.
pub(crate) const WDF_REQUEST_INVALID_STATE: NTSTATUS = 0xC020_0208_u32 as NTSTATUS;
/// The object attributes contradict themselves or the object.
pub(crate) const WDF_OBJECT_ATTRIBUTES_INVALID: NTSTATUS = 0xC020_0209_u32 as NTSTATUS;
/// A transfer has more fragments than the device takes.
#[cfg(test)]
pub(crate) const WDF_TOO_FRAGMENTED: NTSTATUS = 0xC020_020A_u32 as NTSTATUS;
/// A callback that is needed is not registered.
pub(crate) const WDF_NO_CALLBACK: NTSTATUS = 0xC020_020B_u32 as NTSTATUS;
/// Automatic serialisation needs the same execution level.
pub(crate) const WDF_INCOMPATIBLE_EXECUTION_LEVEL: NTSTATUS = 0xC020_020C_u32 as NTSTATUS;
/// The framework chooses this object's parent.
pub(crate) const WDF_PARENT_ASSIGNMENT_NOT_ALLOWED: NTSTATUS = 0xC020_020F_u32 as NTSTATUS;
/// The object has no callbacks to synchronise.
pub(crate) const WDF_SYNCHRONIZATION_SCOPE_INVALID: NTSTATUS = 0xC020_0210_u32 as NTSTATUS;
/// The object has no callbacks with an execution level.
pub(crate) const WDF_EXECUTION_LEVEL_INVALID: NTSTATUS = 0xC020_0211_u32 as NTSTATUS;
/// The object needs a parent.
pub(crate) const WDF_PARENT_NOT_SPECIFIED: NTSTATUS = 0xC020_0212_u32 as NTSTATUS;
/// A DMA transfer needs more map registers than there are.
pub(crate) const WDF_NOT_ENOUGH_MAP_REGISTERS: NTSTATUS = 0xC020_0214_u32 as NTSTATUS;

/// A handle was freed, or is of another type; returned where a violation let the driver go on.
pub(crate) const INVALID_HANDLE: NTSTATUS = wdk_sys::STATUS_INVALID_HANDLE;
