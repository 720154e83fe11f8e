//! The framework's own status codes, as `wdfstatus.h` lists them; see
//! [NTSTATUS values](https://learn.microsoft.com/windows-hardware/drivers/kernel/ntstatus-values).

use wdk_sys::NTSTATUS;

/// The request is queued.
pub const WDF_QUEUED: NTSTATUS = 0x4020_0000_u32 as NTSTATUS;
/// The work was handed on.
pub const WDF_POSTED: NTSTATUS = 0x4020_0002_u32 as NTSTATUS;
/// The object does not handle the request.
pub const WDF_NO_PACKAGE: NTSTATUS = 0xC020_0200_u32 as NTSTATUS;
/// An internal error.
pub const WDF_INTERNAL_ERROR: NTSTATUS = 0xC020_0201_u32 as NTSTATUS;
/// The queue is paused: it does not accept, or does not deliver, requests.
pub const WDF_PAUSED: NTSTATUS = 0xC020_0203_u32 as NTSTATUS;
/// The object is busy.
pub const WDF_BUSY: NTSTATUS = 0xC020_0204_u32 as NTSTATUS;
/// The request timed out before it was sent.
pub const WDF_IO_TIMEOUT_NOT_SENT: NTSTATUS = 0xC020_0205_u32 as NTSTATUS;
/// The target is gone; the request was not sent.
pub const WDF_DEVICE_REMOVED_NOT_SENT: NTSTATUS = 0xC020_0206_u32 as NTSTATUS;
/// The request is pending already.
pub const WDF_REQUEST_ALREADY_PENDING: NTSTATUS = 0xC020_0207_u32 as NTSTATUS;
/// The request's state does not allow the operation.
pub const WDF_REQUEST_INVALID_STATE: NTSTATUS = 0xC020_0208_u32 as NTSTATUS;
/// The object attributes contradict themselves or the object.
pub const WDF_OBJECT_ATTRIBUTES_INVALID: NTSTATUS = 0xC020_0209_u32 as NTSTATUS;
/// A transfer has more fragments than the device takes.
pub const WDF_TOO_FRAGMENTED: NTSTATUS = 0xC020_020A_u32 as NTSTATUS;
/// A callback that is needed is not registered.
pub const WDF_NO_CALLBACK: NTSTATUS = 0xC020_020B_u32 as NTSTATUS;
/// Automatic serialisation needs the same execution level.
pub const WDF_INCOMPATIBLE_EXECUTION_LEVEL: NTSTATUS = 0xC020_020C_u32 as NTSTATUS;
/// The object has a parent already.
pub const WDF_PARENT_ALREADY_ASSIGNED: NTSTATUS = 0xC020_020D_u32 as NTSTATUS;
/// An object cannot be its own parent.
pub const WDF_PARENT_IS_SELF: NTSTATUS = 0xC020_020E_u32 as NTSTATUS;
/// The framework chooses this object's parent.
pub const WDF_PARENT_ASSIGNMENT_NOT_ALLOWED: NTSTATUS = 0xC020_020F_u32 as NTSTATUS;
/// The object has no callbacks to synchronise.
pub const WDF_SYNCHRONIZATION_SCOPE_INVALID: NTSTATUS = 0xC020_0210_u32 as NTSTATUS;
/// The object has no callbacks with an execution level.
pub const WDF_EXECUTION_LEVEL_INVALID: NTSTATUS = 0xC020_0211_u32 as NTSTATUS;
/// The object needs a parent.
pub const WDF_PARENT_NOT_SPECIFIED: NTSTATUS = 0xC020_0212_u32 as NTSTATUS;

/// A handle was freed, or is of another type; returned where a violation let the driver go on.
pub const INVALID_HANDLE: NTSTATUS = wdk_sys::STATUS_INVALID_HANDLE;
