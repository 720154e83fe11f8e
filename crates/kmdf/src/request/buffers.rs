//! The buffers of a request.
//!
//! Where they are depends on the operation: reads and writes follow the device's I/O type, I/O
//! controls the method in their code. A buffer that is a bare user address is handed out only in
//! its process, by the functions whose names say "unsafe".
#![expect(unsafe_code, reason = "table functions, MDLs and user addresses")]

use core::ptr;

use wdk_sys::{
    _MODE::UserMode,
    IRP_MJ_DEVICE_CONTROL, IRP_MJ_INTERNAL_DEVICE_CONTROL, IRP_MJ_READ, IRP_MJ_WRITE,
    IoAllocateMdl, IoFreeMdl, MmBuildMdlForNonPagedPool, NTSTATUS, PMDL, PVOID,
    STATUS_ACCESS_VIOLATION, STATUS_BUFFER_TOO_SMALL, STATUS_INSUFFICIENT_RESOURCES,
    STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_PARAMETER, STATUS_INVALID_USER_BUFFER,
    STATUS_SUCCESS, abi, size_t,
    wdf::{
        _WDF_DEVICE_IO_TYPE::{WdfDeviceIoDirect, WdfDeviceIoNeither},
        PWDF_DRIVER_GLOBALS, WDFMEMORY, WDFREQUEST,
    },
};

use super::Request;
use crate::{
    argument::{Argument, required},
    enter,
    irp::{Irp, Method},
    mdl::{LockedPages, system_address},
    memory::Memory,
    object::{Attributes, Obj},
    status,
    violation::{self, Code},
};

/// Which of a request's buffers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// What the requestor gives.
    Input,
    /// What the requestor gets.
    Output,
}

/// Where a buffer is.
enum Location {
    /// At a system address.
    System(PVOID),
    /// Described by an MDL.
    Mdl(PMDL),
    /// At an address of the requestor.
    User,
}

/// A buffer of a request.
struct Buffer {
    location: Location,
    length: usize,
}

/// Finds a buffer.
///
/// # Errors
/// `STATUS_INVALID_DEVICE_REQUEST` when the operation has no such buffer.
fn locate(request: Obj<Request>, irp: Irp, side: Side) -> Result<Buffer, NTSTATUS> {
    let stack = irp.current();
    match (u32::from(stack.major()), side) {
        (IRP_MJ_DEVICE_CONTROL | IRP_MJ_INTERNAL_DEVICE_CONTROL, _) => Ok(of_control(irp, side)),
        (IRP_MJ_READ, Side::Output) | (IRP_MJ_WRITE, Side::Input) => {
            let kind = request
                .device
                .get()
                .map_or(WdfDeviceIoNeither, |device| device.io.read_write());
            let location = match kind {
                WdfDeviceIoDirect => Location::Mdl(irp.mdl()),
                WdfDeviceIoNeither if irp.is_from_user() => Location::User,
                WdfDeviceIoNeither => Location::System(irp.user_buffer()),
                _ if !irp.mdl().is_null() => Location::Mdl(irp.mdl()),
                _ => Location::System(irp.system_buffer()),
            };
            Ok(Buffer {
                location,
                length: stack.length() as usize,
            })
        }
        _ => Err(STATUS_INVALID_DEVICE_REQUEST),
    }
}

fn of_control(irp: Irp, side: Side) -> Buffer {
    let stack = irp.current();
    let control = stack.control();
    let foreign = irp.is_from_user() && u32::from(stack.major()) == IRP_MJ_DEVICE_CONTROL;
    let location = match (control.method(), side) {
        (Method::Neither, _) if foreign => Location::User,
        (Method::Neither, Side::Input) => Location::System(control.type3),
        (Method::Neither, Side::Output) => Location::System(irp.user_buffer()),
        (Method::InDirect | Method::OutDirect, Side::Output) => Location::Mdl(irp.mdl()),
        _ => Location::System(irp.system_buffer()),
    };
    let length = match side {
        Side::Input => control.input,
        Side::Output => control.output,
    };
    Buffer {
        location,
        length: length as usize,
    }
}

/// Whether the driver may only read a buffer: what the requestor gives to a write or a direct I/O control, and what
/// `METHOD_IN_DIRECT` describes.
fn is_read_only(irp: Irp, side: Side) -> bool {
    let stack = irp.current();
    match u32::from(stack.major()) {
        IRP_MJ_WRITE => true,
        IRP_MJ_DEVICE_CONTROL | IRP_MJ_INTERNAL_DEVICE_CONTROL => match stack.control().method() {
            Method::InDirect => true,
            Method::OutDirect => side == Side::Input,
            Method::Buffered | Method::Neither => false,
        },
        _ => false,
    }
}

impl Obj<Request> {
    /// System address and length of a buffer.
    ///
    /// # Errors
    /// `STATUS_INVALID_DEVICE_REQUEST` when there is none, or only a user's address;
    /// `STATUS_BUFFER_TOO_SMALL` when it is empty; `STATUS_INSUFFICIENT_RESOURCES` when it cannot
    /// be mapped.
    pub(super) fn buffer(
        self,
        function: &'static str,
        side: Side,
    ) -> Result<(PVOID, usize), NTSTATUS> {
        let (address, length, _) = self.described_buffer(function, side)?;
        Ok((address, length))
    }

    /// The same with the buffer's MDL, if it has one.
    fn described_buffer(
        self,
        function: &'static str,
        side: Side,
    ) -> Result<(PVOID, usize, PMDL), NTSTATUS> {
        let irp = self.usable(function)?;
        let buffer = locate(self, irp, side)?;
        let mut described = ptr::null_mut();
        let address = match buffer.location {
            _ if buffer.length == 0 => return Err(STATUS_BUFFER_TOO_SMALL),
            Location::User => {
                if !irp.current().is_control() {
                    self.report_user_address(function);
                }
                return Err(STATUS_INVALID_DEVICE_REQUEST);
            }
            Location::Mdl(mdl) if mdl.is_null() => return Err(STATUS_BUFFER_TOO_SMALL),
            Location::Mdl(mdl) => {
                described = mdl;
                system_address(mdl)?
            }
            Location::System(address) => address,
        };
        Ok((address, buffer.length, described))
    }

    /// The IRP, if the driver may look at it.
    fn usable(self, function: &'static str) -> Result<Irp, NTSTATUS> {
        if !self.allows(function, super::rules::not_completed) {
            return Err(STATUS_INVALID_DEVICE_REQUEST);
        }
        self.irp().ok_or(STATUS_INVALID_DEVICE_REQUEST)
    }

    #[cold]
    fn report_user_address(self, function: &'static str) {
        if self.fx().verifier_on() {
            violation::wdf(
                self.fx(),
                "BufferMethodMismatch",
                Code::RequestFatalError,
                [0, self.handle() as u64, 0],
                format_args!(
                    "{function}({:p}): the buffer is a user's address; choose buffered or direct \
                     I/O, or probe and lock it in EvtIoInCallerContext",
                    self.handle()
                ),
            );
        }
    }

    /// The memory object of a buffer, which lives until the request is completed.
    fn memory(self, function: &'static str, side: Side) -> Result<Obj<Memory>, NTSTATUS> {
        let (address, length, mdl) = self.described_buffer(function, side)?;
        let place = match side {
            Side::Input => &self.input,
            Side::Output => &self.output,
        };
        if let Some(memory) = place.get() {
            return Ok(memory);
        }
        let read_only = self.irp().is_some_and(|irp| is_read_only(irp, side));
        let body = Memory::of_request(address, length, mdl, read_only);
        let memory = Obj::create(self.fx(), Some(self.header()), &Attributes::NONE, body)?;
        memory.header().forbid_delete();
        // Kept beyond the end of the request's children, to see who else holds it.
        place.set(Some(memory.reference().into_raw()));
        Ok(memory)
    }

    /// The MDL of a buffer.
    fn mdl(self, function: &'static str, side: Side) -> Result<PMDL, NTSTATUS> {
        let irp = self.usable(function)?;
        let buffer = locate(self, irp, side)?;
        if self.is_neither(irp) {
            if !irp.current().is_control() && irp.is_from_user() {
                self.report_user_address(function);
            }
            return Err(STATUS_INVALID_DEVICE_REQUEST);
        }
        match buffer.location {
            Location::User => Err(STATUS_INVALID_DEVICE_REQUEST),
            Location::Mdl(mdl) if !mdl.is_null() => Ok(mdl),
            _ if buffer.length == 0 => Err(STATUS_BUFFER_TOO_SMALL),
            Location::Mdl(_) => Err(STATUS_BUFFER_TOO_SMALL),
            Location::System(address) => self.build_mdl(address, buffer.length),
        }
    }

    /// Whether the buffers are neither buffered nor described, so that nobody knows their pages.
    fn is_neither(self, irp: Irp) -> bool {
        let stack = irp.current();
        if stack.is_control() {
            return stack.control().method() == Method::Neither;
        }
        let device = self.device.get();
        device.is_none_or(|device| device.io.read_write() == WdfDeviceIoNeither)
    }

    fn build_mdl(self, address: PVOID, length: usize) -> Result<PMDL, NTSTATUS> {
        let built = self.built_mdl.get();
        if !built.is_null() {
            return Ok(built);
        }
        // SAFETY: describes a buffer of this request; freed when it is completed.
        let mdl = unsafe { IoAllocateMdl(address, length as u32, 0, 0, ptr::null_mut()) };
        if mdl.is_null() {
            return Err(STATUS_INSUFFICIENT_RESOURCES);
        }
        // SAFETY: the I/O manager's system buffers are nonpaged pool.
        unsafe { MmBuildMdlForNonPagedPool(mdl) };
        self.built_mdl.set(mdl);
        Ok(mdl)
    }

    /// Frees the MDL that `build_mdl` made.
    pub(crate) fn free_built_mdl(self) {
        let mdl = self.built_mdl.replace(ptr::null_mut());
        if !mdl.is_null() {
            // SAFETY: allocated by `build_mdl`; the driver may not use it after the completion.
            unsafe { IoFreeMdl(mdl) };
        }
    }
}

/// Gives the driver a buffer of at least `minimum` bytes.
fn retrieve(
    found: Result<(PVOID, usize), NTSTATUS>,
    minimum: usize,
    buffer: &Argument<'_, *mut PVOID>,
    length: &Argument<'_, *mut size_t>,
) -> NTSTATUS {
    buffer.put(ptr::null_mut());
    length.put(0);
    match found {
        Ok((_, size)) if size < minimum => STATUS_BUFFER_TOO_SMALL,
        Ok((address, size)) => {
            buffer.put(address);
            length.put(size);
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[doc = "[`WdfRequestRetrieveInputBuffer`](wdk_sys::wdf::WdfRequestRetrieveInputBuffer)"]
#[abi]
pub(crate) unsafe fn WdfRequestRetrieveInputBuffer(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    MinimumRequiredLength: size_t,
    Buffer: *mut PVOID,
    Length: *mut size_t,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfRequestRetrieveInputBuffer(Request, Buffer, Length)
    );
    required!(fx, WdfRequestRetrieveInputBuffer, Buffer => STATUS_INVALID_PARAMETER);
    let request = request!(fx, WdfRequestRetrieveInputBuffer, Request => status::INVALID_HANDLE);
    let found = request.buffer("WdfRequestRetrieveInputBuffer", Side::Input);
    retrieve(found, MinimumRequiredLength, &Buffer, &Length)
}

#[doc = "[`WdfRequestRetrieveOutputBuffer`](wdk_sys::wdf::WdfRequestRetrieveOutputBuffer)"]
#[abi]
pub(crate) unsafe fn WdfRequestRetrieveOutputBuffer(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    MinimumRequiredSize: size_t,
    Buffer: *mut PVOID,
    Length: *mut size_t,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfRequestRetrieveOutputBuffer(Request, Buffer, Length)
    );
    required!(fx, WdfRequestRetrieveOutputBuffer, Buffer => STATUS_INVALID_PARAMETER);
    let request = request!(fx, WdfRequestRetrieveOutputBuffer, Request => status::INVALID_HANDLE);
    let found = request.buffer("WdfRequestRetrieveOutputBuffer", Side::Output);
    retrieve(found, MinimumRequiredSize, &Buffer, &Length)
}

#[doc = "[`WdfRequestRetrieveInputMemory`](wdk_sys::wdf::WdfRequestRetrieveInputMemory)"]
#[abi]
pub(crate) unsafe fn WdfRequestRetrieveInputMemory(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    Memory: *mut WDFMEMORY,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfRequestRetrieveInputMemory(Request, Memory)
    );
    required!(fx, WdfRequestRetrieveInputMemory, Memory => STATUS_INVALID_PARAMETER);
    let request = request!(fx, WdfRequestRetrieveInputMemory, Request => status::INVALID_HANDLE);
    let found = request.memory("WdfRequestRetrieveInputMemory", Side::Input);
    give(found, &Memory)
}

#[doc = "[`WdfRequestRetrieveOutputMemory`](wdk_sys::wdf::WdfRequestRetrieveOutputMemory)"]
#[abi]
pub(crate) unsafe fn WdfRequestRetrieveOutputMemory(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    Memory: *mut WDFMEMORY,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfRequestRetrieveOutputMemory(Request, Memory)
    );
    required!(fx, WdfRequestRetrieveOutputMemory, Memory => STATUS_INVALID_PARAMETER);
    let request = request!(fx, WdfRequestRetrieveOutputMemory, Request => status::INVALID_HANDLE);
    let found = request.memory("WdfRequestRetrieveOutputMemory", Side::Output);
    give(found, &Memory)
}

fn give(found: Result<Obj<Memory>, NTSTATUS>, place: &Argument<'_, *mut WDFMEMORY>) -> NTSTATUS {
    place.put(ptr::null_mut());
    place.put_created(found)
}

#[doc = "[`WdfRequestRetrieveInputWdmMdl`](wdk_sys::wdf::WdfRequestRetrieveInputWdmMdl)"]
#[abi]
pub(crate) unsafe fn WdfRequestRetrieveInputWdmMdl(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    Mdl: *mut PMDL,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfRequestRetrieveInputWdmMdl(Request, Mdl)
    );
    required!(fx, WdfRequestRetrieveInputWdmMdl, Mdl => STATUS_INVALID_PARAMETER);
    let request = request!(fx, WdfRequestRetrieveInputWdmMdl, Request => status::INVALID_HANDLE);
    let found = request.mdl("WdfRequestRetrieveInputWdmMdl", Side::Input);
    give_mdl(found, &Mdl)
}

#[doc = "[`WdfRequestRetrieveOutputWdmMdl`](wdk_sys::wdf::WdfRequestRetrieveOutputWdmMdl)"]
#[abi]
pub(crate) unsafe fn WdfRequestRetrieveOutputWdmMdl(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    Mdl: *mut PMDL,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfRequestRetrieveOutputWdmMdl(Request, Mdl)
    );
    required!(fx, WdfRequestRetrieveOutputWdmMdl, Mdl => STATUS_INVALID_PARAMETER);
    let request = request!(fx, WdfRequestRetrieveOutputWdmMdl, Request => status::INVALID_HANDLE);
    let found = request.mdl("WdfRequestRetrieveOutputWdmMdl", Side::Output);
    give_mdl(found, &Mdl)
}

fn give_mdl(found: Result<PMDL, NTSTATUS>, place: &Argument<'_, *mut PMDL>) -> NTSTATUS {
    place.put(found.unwrap_or(ptr::null_mut()));
    found.err().unwrap_or(STATUS_SUCCESS)
}

/// A user's own address of a buffer, for a thread of his process.
fn user_buffer(
    request: Obj<Request>,
    function: &'static str,
    side: Side,
) -> Result<(PVOID, usize), NTSTATUS> {
    if !request.allows(function, super::rules::in_caller_context) {
        return Err(STATUS_INVALID_DEVICE_REQUEST);
    }
    let irp = request.irp().ok_or(STATUS_INVALID_DEVICE_REQUEST)?;
    let stack = irp.current();
    let kind = request
        .device
        .get()
        .map_or(WdfDeviceIoNeither, |device| device.io.read_write());
    match (u32::from(stack.major()), side) {
        (IRP_MJ_DEVICE_CONTROL, _) if stack.control().method() == Method::Neither => {
            let control = stack.control();
            Ok(match side {
                Side::Input => (control.type3, control.input as usize),
                Side::Output => (irp.user_buffer(), control.output as usize),
            })
        }
        (IRP_MJ_READ, Side::Output) | (IRP_MJ_WRITE, Side::Input) if kind == WdfDeviceIoNeither => {
            Ok((irp.user_buffer(), stack.length() as usize))
        }
        _ => Err(STATUS_INVALID_DEVICE_REQUEST),
    }
}

#[doc = "[`WdfRequestRetrieveUnsafeUserInputBuffer`](wdk_sys::wdf::WdfRequestRetrieveUnsafeUserInputBuffer)"]
#[abi]
pub(crate) unsafe fn WdfRequestRetrieveUnsafeUserInputBuffer(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    MinimumRequiredLength: size_t,
    InputBuffer: *mut PVOID,
    Length: *mut size_t,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfRequestRetrieveUnsafeUserInputBuffer(Request, InputBuffer, Length)
    );
    required!(fx, WdfRequestRetrieveUnsafeUserInputBuffer, InputBuffer => STATUS_INVALID_PARAMETER);
    let request =
        request!(fx, WdfRequestRetrieveUnsafeUserInputBuffer, Request => status::INVALID_HANDLE);
    let found = user_buffer(
        request,
        "WdfRequestRetrieveUnsafeUserInputBuffer",
        Side::Input,
    );
    retrieve(found, MinimumRequiredLength, &InputBuffer, &Length)
}

#[doc = "[`WdfRequestRetrieveUnsafeUserOutputBuffer`](wdk_sys::wdf::WdfRequestRetrieveUnsafeUserOutputBuffer)"]
#[abi]
pub(crate) unsafe fn WdfRequestRetrieveUnsafeUserOutputBuffer(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    MinimumRequiredLength: size_t,
    OutputBuffer: *mut PVOID,
    Length: *mut size_t,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfRequestRetrieveUnsafeUserOutputBuffer(Request, OutputBuffer, Length)
    );
    required!(fx, WdfRequestRetrieveUnsafeUserOutputBuffer, OutputBuffer => STATUS_INVALID_PARAMETER);
    let request =
        request!(fx, WdfRequestRetrieveUnsafeUserOutputBuffer, Request => status::INVALID_HANDLE);
    let found = user_buffer(
        request,
        "WdfRequestRetrieveUnsafeUserOutputBuffer",
        Side::Output,
    );
    retrieve(found, MinimumRequiredLength, &OutputBuffer, &Length)
}

/// Probes and locks a user's buffer in the context of his process.
fn lock_pages(
    request: Obj<Request>,
    function: &'static str,
    buffer: PVOID,
    length: usize,
    write: bool,
) -> Result<Obj<Memory>, NTSTATUS> {
    if length == 0 {
        return Err(STATUS_INVALID_USER_BUFFER);
    }
    let irp = request.usable(function)?;
    // Its addresses are those of the requestor's process.
    let elsewhere = irp.is_from_user() && !irp.is_of_this_thread();
    if request.fx().verifier_on() && elsewhere {
        return Err(STATUS_ACCESS_VIOLATION);
    }
    let pages = LockedPages::lock(buffer, length, UserMode as i8, write)?;
    let address = pages.system_address()?;
    let body = Memory::of_pages(address, length, pages, !write);
    Obj::create(
        request.fx(),
        Some(request.header()),
        &Attributes::NONE,
        body,
    )
}

#[doc = "[`WdfRequestProbeAndLockUserBufferForRead`](wdk_sys::wdf::WdfRequestProbeAndLockUserBufferForRead)"]
#[abi]
pub(crate) unsafe fn WdfRequestProbeAndLockUserBufferForRead(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    Buffer: PVOID,
    Length: size_t,
    MemoryObject: *mut WDFMEMORY,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfRequestProbeAndLockUserBufferForRead(Request, MemoryObject)
    );
    required!(fx, WdfRequestProbeAndLockUserBufferForRead, Buffer, MemoryObject => STATUS_INVALID_PARAMETER);
    let request =
        request!(fx, WdfRequestProbeAndLockUserBufferForRead, Request => status::INVALID_HANDLE);
    let locked = lock_pages(
        request,
        "WdfRequestProbeAndLockUserBufferForRead",
        Buffer,
        Length,
        false,
    );
    give(locked, &MemoryObject)
}

#[doc = "[`WdfRequestProbeAndLockUserBufferForWrite`](wdk_sys::wdf::WdfRequestProbeAndLockUserBufferForWrite)"]
#[abi]
pub(crate) unsafe fn WdfRequestProbeAndLockUserBufferForWrite(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    Buffer: PVOID,
    Length: size_t,
    MemoryObject: *mut WDFMEMORY,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfRequestProbeAndLockUserBufferForWrite(Request, MemoryObject)
    );
    required!(fx, WdfRequestProbeAndLockUserBufferForWrite, Buffer, MemoryObject => STATUS_INVALID_PARAMETER);
    let request =
        request!(fx, WdfRequestProbeAndLockUserBufferForWrite, Request => status::INVALID_HANDLE);
    let locked = lock_pages(
        request,
        "WdfRequestProbeAndLockUserBufferForWrite",
        Buffer,
        Length,
        true,
    );
    give(locked, &MemoryObject)
}
