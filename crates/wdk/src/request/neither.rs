#![expect(
    unsafe_code,
    reason = "calls the framework with request handles and user addresses"
)]

use core::{ffi::c_void, fmt, marker::PhantomData, ptr};

use wdk_sys::wdf::{self, WDFDEVICE, WDFMEMORY, WDFREQUEST};

use super::{Disposed, InputMemory, OutputMemory, Rejected, Request, buffers::RetrieveBuffer};
use crate::{
    Context, Device, DeviceInit, Error, NtStatus, Passive, Result, UpToDispatch,
    callback::{Callback, zst_instance},
    irql,
};

/// A request in the context of its caller, before it is queued.
///
/// Only here are the buffers of `METHOD_NEITHER` requests accessible.
#[derive(Debug)]
#[must_use = "a request must be completed or enqueued"]
pub struct CallerRequest<'a> {
    request: Request,
    device: WDFDEVICE,
    callback: PhantomData<&'a ()>,
}

impl CallerRequest<'_> {
    /// Puts the request into the queue that is configured for its type.
    ///
    /// # Errors
    /// What `WdfDeviceEnqueueRequest` reports, with the request.
    pub fn enqueue(self) -> Result<Disposed, Rejected> {
        // SAFETY: the device is live during its callback, and the driver owns the request, which on
        // success is the framework's.
        let status = unsafe { wdf::WdfDeviceEnqueueRequest(self.device, self.request.raw) };
        self.request.forwarded(status)
    }

    /// The request, to complete it here.
    pub fn into_request(self) -> Request {
        self.request
    }

    /// The input buffer that a `METHOD_NEITHER` caller passed, unchecked.
    ///
    /// # Errors
    /// What `WdfRequestRetrieveUnsafeUserInputBuffer` reports.
    pub fn user_input(&self, _irql: &Passive) -> Result<UserInput<'_>> {
        // SAFETY: `WdfRequestRetrieveUnsafeUserInputBuffer` needs a request in its caller's context,
        // at the level that the token states.
        let claim = unsafe { self.claim(wdf::WdfRequestRetrieveUnsafeUserInputBuffer) };
        claim.map(UserInput)
    }

    /// The output buffer that a `METHOD_NEITHER` caller passed, unchecked.
    ///
    /// # Errors
    /// What `WdfRequestRetrieveUnsafeUserOutputBuffer` reports.
    pub fn user_output(&self, _irql: &Passive) -> Result<UserOutput<'_>> {
        // SAFETY: `WdfRequestRetrieveUnsafeUserOutputBuffer` needs a request in its caller's context,
        // at the level that the token states.
        let claim = unsafe { self.claim(wdf::WdfRequestRetrieveUnsafeUserOutputBuffer) };
        claim.map(UserOutput)
    }

    /// # Safety
    /// `retrieve` needs nothing but a request in its caller's context.
    #[inline(always)]
    unsafe fn claim(&self, retrieve: RetrieveBuffer) -> Result<Claim<'_>> {
        let (mut start, mut length) = (ptr::null_mut(), 0);
        let request = self.request.raw;
        // SAFETY: a `CallerRequest` exists only in its caller's context; the results go to locals.
        let status = unsafe { retrieve(request, 0, &raw mut start, &raw mut length) };
        NtStatus::new(status).ok()?;
        Ok(Claim::new(request, start, length))
    }
}

/// A range of addresses in the caller's address space, unchecked.
///
/// # Invariants
/// The request is live, and its caller's context is the current one, for `'a`.
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

/// An input buffer as its caller passed it. No byte of it is accessible before
/// [`probe_and_lock`](Self::probe_and_lock).
pub struct UserInput<'a>(Claim<'a>);

/// An output buffer as its caller passed it. No byte of it is accessible before
/// [`probe_and_lock`](Self::probe_and_lock).
pub struct UserOutput<'a>(Claim<'a>);

impl<'a> UserInput<'a> {
    /// The length that the caller passed, in bytes.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.length
    }

    /// Whether the caller passed a length of zero.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.length == 0
    }

    /// Checks that the caller may read the buffer, and locks its pages in memory until the request is
    /// completed.
    ///
    /// # Errors
    /// [`Error::ACCESS_VIOLATION`] when the caller has no such memory.
    pub fn probe_and_lock(self, _irql: &Passive) -> Result<InputMemory<'a>> {
        let mut memory: WDFMEMORY = ptr::null_mut();
        // SAFETY: the request is live and in its caller's context; the framework checks the addresses,
        // at the level that the token states.
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
    /// The length that the caller passed, in bytes.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.length
    }

    /// Whether the caller passed a length of zero.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.length == 0
    }

    /// Checks that the caller may write the buffer, and locks its pages in memory until the request
    /// is completed.
    ///
    /// # Errors
    /// [`Error::ACCESS_VIOLATION`] when the caller has no such memory.
    pub fn probe_and_lock(self, _irql: &Passive) -> Result<OutputMemory<'a>> {
        let mut memory: WDFMEMORY = ptr::null_mut();
        // SAFETY: a live request in its caller's context, as the claim's invariant says; the framework
        // checks that the addresses are the caller's and writable.
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
        write!(f, "UserInput({} bytes, unchecked)", self.len())
    }
}

impl fmt::Debug for UserOutput<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UserOutput({} bytes, unchecked)", self.len())
    }
}

impl DeviceInit<'_> {
    /// `EvtIoInCallerContext`: calls `callback` with every request of the device, in the context of
    /// its caller. Most drivers need it only for `METHOD_NEITHER`.
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
        // SAFETY: the settings are live; `evt_io_in_caller_context` checks the type of the device's
        // context.
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
    // SAFETY: `DeviceInit::evt_io_in_caller_context` was given a value of type `F`.
    let callback = unsafe { zst_instance::<F>() };
    // SAFETY: EvtIoInCallerContext gets a request for the driver to own.
    let request = unsafe { Request::from_raw(request) };
    // SAFETY: the device is live; requests arrive after its context was initialised.
    let Some(typed) = (unsafe { Device::<C>::checked(device) }) else {
        request.complete(Error::INVALID_DEVICE_REQUEST);
        return;
    };
    let request = CallerRequest {
        request,
        device,
        callback: PhantomData,
    };
    // SAFETY: EvtIoInCallerContext is called at the caller's level, at most DISPATCH_LEVEL.
    let _disposed: Disposed = callback(typed.context(), request, unsafe { irql::assume() });
}
