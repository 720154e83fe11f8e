#![expect(
    unsafe_code,
    reason = "calls the framework with request handles and user addresses"
)]

use core::{ffi::c_void, fmt, marker::PhantomData, ptr};

use wdk_sys::wdf::{self, WDFDEVICE, WDFMEMORY, WDFREQUEST};

use super::{Disposed, InputMemory, OutputMemory, Rejected, Request};
use crate::{
    Context, Device, DeviceInit, Error, NtStatus, Passive, Result, UpToDispatch,
    callback::{Callback, zst_instance},
    irql,
};

/// A request while its caller's address space is the current one, before any queue has it.
///
/// Only here can the buffers of `METHOD_NEITHER` requests be reached.
#[derive(Debug)]
#[must_use = "a request is completed or handed on"]
pub struct CallerRequest<'a> {
    request: Request,
    device: WDFDEVICE,
    callback: PhantomData<&'a ()>,
}

impl CallerRequest<'_> {
    /// Lets the request go its way, into the queue that takes its kind.
    ///
    /// # Errors
    /// What `WdfDeviceEnqueueRequest` reports, with the request.
    pub fn enqueue(self) -> Result<Disposed, Rejected> {
        // SAFETY: a live device, and a request that the driver owns; on success the framework
        // owns it.
        let status = unsafe { wdf::WdfDeviceEnqueueRequest(self.device, self.request.raw) };
        self.request.handed_on(status)
    }

    /// The request, to complete it here.
    pub fn into_request(self) -> Request {
        self.request
    }

    /// What a `METHOD_NEITHER` caller claims to send.
    ///
    /// # Errors
    /// What `WdfRequestRetrieveUnsafeUserInputBuffer` reports.
    pub fn user_input(&self, _irql: &Passive) -> Result<UserInput<'_>> {
        let (mut start, mut length) = (ptr::null_mut(), 0);
        let raw = self.request.raw;
        // SAFETY: a live request; the pointers are to locals; `Passive` proves the level.
        let status = unsafe {
            wdf::WdfRequestRetrieveUnsafeUserInputBuffer(raw, 0, &raw mut start, &raw mut length)
        };
        NtStatus::new(status).ok()?;
        Ok(UserInput(Claim::new(raw, start, length)))
    }

    /// Where a `METHOD_NEITHER` caller claims to have room for results.
    ///
    /// # Errors
    /// What `WdfRequestRetrieveUnsafeUserOutputBuffer` reports.
    pub fn user_output(&self, _irql: &Passive) -> Result<UserOutput<'_>> {
        let (mut start, mut length) = (ptr::null_mut(), 0);
        let raw = self.request.raw;
        // SAFETY: a live request; the pointers are to locals; `Passive` proves the level.
        let status = unsafe {
            wdf::WdfRequestRetrieveUnsafeUserOutputBuffer(raw, 0, &raw mut start, &raw mut length)
        };
        NtStatus::new(status).ok()?;
        Ok(UserOutput(Claim::new(raw, start, length)))
    }
}

/// A range of addresses in the caller's space, of which nothing is known.
struct Claim<'a> {
    request: WDFREQUEST,
    start: *mut c_void,
    length: usize,
    borrow: PhantomData<&'a Request>,
}

impl Claim<'_> {
    const fn new(request: WDFREQUEST, start: *mut c_void, length: usize) -> Self {
        Self {
            request,
            start,
            length,
            borrow: PhantomData,
        }
    }
}

/// An input buffer that a caller claims to have. No byte of it can be reached before
/// [`probe_and_lock`](Self::probe_and_lock).
pub struct UserInput<'a>(Claim<'a>);

/// An output buffer that a caller claims to have. No byte of it can be reached before
/// [`probe_and_lock`](Self::probe_and_lock).
pub struct UserOutput<'a>(Claim<'a>);

impl<'a> UserInput<'a> {
    /// Bytes that the caller claims.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.length
    }

    /// Whether the caller claims no bytes.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.length == 0
    }

    /// Checks that the caller may read there, and keeps the pages in memory as long as the
    /// request.
    ///
    /// # Errors
    /// [`Error::ACCESS_VIOLATION`] when the claim is false.
    pub fn probe_and_lock(self, _irql: &Passive) -> Result<InputMemory<'a>> {
        let mut memory: WDFMEMORY = ptr::null_mut();
        // SAFETY: a live request, in its caller's context, which only `CallerRequest` has; the
        // framework checks the addresses. `Passive` proves the level.
        let status = unsafe {
            wdf::WdfRequestProbeAndLockUserBufferForRead(
                self.0.request,
                self.0.start,
                self.0.length,
                &raw mut memory,
            )
        };
        InputMemory::new(status, memory)
    }
}

impl<'a> UserOutput<'a> {
    /// Bytes that the caller claims.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.length
    }

    /// Whether the caller claims no bytes.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.length == 0
    }

    /// Checks that the caller may write there, and keeps the pages in memory as long as the
    /// request.
    ///
    /// # Errors
    /// [`Error::ACCESS_VIOLATION`] when the claim is false.
    pub fn probe_and_lock(self, _irql: &Passive) -> Result<OutputMemory<'a>> {
        let mut memory: WDFMEMORY = ptr::null_mut();
        // SAFETY: as in `UserInput::probe_and_lock`.
        let status = unsafe {
            wdf::WdfRequestProbeAndLockUserBufferForWrite(
                self.0.request,
                self.0.start,
                self.0.length,
                &raw mut memory,
            )
        };
        OutputMemory::new(status, memory)
    }
}

impl fmt::Debug for UserInput<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UserInput({} bytes claimed)", self.len())
    }
}

impl fmt::Debug for UserOutput<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UserOutput({} bytes claimed)", self.len())
    }
}

impl DeviceInit<'_> {
    /// `EvtIoInCallerContext`: shows every request of the device to `callback` while the caller's
    /// address space is the current one. Most drivers need it only for `METHOD_NEITHER`.
    ///
    /// `C` is the type of the context that the device will be created with; the requests of
    /// another device fail.
    ///
    /// # Examples
    /// ```
    /// use wdk::{prelude::*, request::CallerRequest};
    ///
    /// #[wdk::context]
    /// struct Toaster;
    ///
    /// impl Toaster {
    ///     fn in_caller_context(
    ///         &self,
    ///         request: CallerRequest<'_>,
    ///         irql: &mut UpToDispatch,
    ///     ) -> Disposed {
    ///         let mut bread = [0; 16];
    ///         let sent = irql.as_passive().ok_or(Error::INVALID_DEVICE_REQUEST).and_then(|irql| {
    ///             request.user_input(irql)?.probe_and_lock(irql)?.copy_to(0, &mut bread)
    ///         });
    ///         request.into_request().complete(sent)
    ///     }
    /// }
    ///
    /// fn device_add(_: &Driver, mut init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    ///     init.evt_io_in_caller_context(Toaster::in_caller_context);
    ///     init.create(|| Toaster, irql)?;
    ///     Ok(())
    /// }
    /// ```
    pub fn evt_io_in_caller_context<C, F>(&mut self, _callback: F)
    where
        C: Context,
        F: Callback + Fn(&C, CallerRequest<'_>, &mut UpToDispatch) -> Disposed,
    {
        let callback = Some(evt_io_in_caller_context::<C, F> as _);
        // SAFETY: a live structure by the type invariant.
        unsafe { wdf::WdfDeviceInitSetIoInCallerContextCallback(self.as_raw(), callback) };
    }
}

/// # Safety
/// Called by the framework, with a callback that was given to `evt_io_in_caller_context`. The
/// request is the driver's from now on.
#[wdk_sys::abi]
unsafe fn evt_io_in_caller_context<C, F>(device: WDFDEVICE, request: WDFREQUEST)
where
    C: Context,
    F: Callback + Fn(&C, CallerRequest<'_>, &mut UpToDispatch) -> Disposed,
{
    // SAFETY: as the caller says.
    let callback = unsafe { zst_instance::<F>() };
    // SAFETY: as the caller says.
    let request = unsafe { Request::from_raw(request) };
    // SAFETY: a live device; requests arrive after its context was initialised.
    let Some(typed) = (unsafe { Device::<C>::checked(device) }) else {
        request.complete(Error::INVALID_DEVICE_REQUEST);
        return;
    };
    let request = CallerRequest {
        request,
        device,
        callback: PhantomData,
    };
    // SAFETY: called at the caller's level, at most DISPATCH_LEVEL.
    let _disposed: Disposed = callback(typed.context(), request, unsafe { irql::assume() });
}
