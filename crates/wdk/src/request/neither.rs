#![expect(
    unsafe_code,
    reason = "calls the framework with request handles and user addresses"
)]

use core::{
    ffi::c_void,
    fmt,
    marker::PhantomData,
    ptr,
    sync::atomic::{AtomicPtr, Ordering},
};

use wdk_sys::{
    NTSTATUS, PVOID, STATUS_INVALID_DEVICE_REQUEST, STATUS_SUCCESS,
    wdf::{self, WDFDEVICE, WDFMEMORY, WDFREQUEST},
};

use super::{Disposed, InputMemory, OutputMemory, Rejected, Request, buffers::RetrieveBuffer};
use crate::{
    Context, Device, DeviceInit, Error, NtStatus, Passive, Result, UpToDispatch,
    callback::{Callback, OfKind, zst_instance},
    context,
    irql::{self, Unlocked},
};

/// A request in the context of its caller, before it is queued.
///
/// Only here are the buffers of `METHOD_NEITHER` requests accessible.
#[derive(Debug)]
#[must_use = "a request must be completed or enqueued"]
pub struct CallerRequest<'a> {
    pub(super) request: Request,
    device: WDFDEVICE,
    callback: PhantomData<&'a ()>,
}

impl CallerRequest<'_> {
    /// Puts the request into the queue that is configured for its type.
    ///
    /// # Errors
    /// What `WdfDeviceEnqueueRequest` reports, with the request.
    pub fn enqueue(self, _irql: &mut impl Unlocked) -> Result<Disposed, Rejected> {
        // SAFETY: the device is live during its callback, and the driver owns the request, which on
        // success is the framework's.
        let status = unsafe { wdf::WdfDeviceEnqueueRequest(self.device, self.request.raw) };
        self.request.forwarded(status, 0)
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

    /// Checks and locks the pages, and keeps the memory object in the request's context.
    ///
    /// # Errors
    /// [`Error::ACCESS_VIOLATION`] for an address that is null, without asking the framework, whose
    /// verifier takes it for an error of the driver; [`Error::INVALID_USER_BUFFER`] for no bytes.
    ///
    /// # Safety
    /// `lock` probes the addresses, and stores a memory object that lives as long as the request.
    unsafe fn lock(&self, lock: Lock, place: Place) -> Result<WDFMEMORY> {
        if self.length == 0 {
            return Err(Error::INVALID_USER_BUFFER);
        }
        if self.start.is_null() {
            return Err(Error::ACCESS_VIOLATION);
        }
        let locked = self.locked_buffers()?;
        let mut memory = ptr::null_mut();
        // SAFETY: the claim's invariant says that the request is live and in its caller's context;
        // the place of the handle is a local.
        let status = unsafe { lock(self.request, self.start, self.length, &raw mut memory) };
        NtStatus::new(status).ok()?;
        place(locked).store(memory.cast(), Ordering::Release);
        Ok(memory)
    }

    /// The context of the request that its locked buffers are kept in.
    fn locked_buffers(&self) -> Result<&LockedBuffers> {
        let request = self.request.cast();
        // SAFETY: the claim's invariant says that the request is live; the context is only shared.
        if let Some(found) = unsafe { context::find::<LockedBuffers>(request) } {
            return Ok(found);
        }
        // SAFETY: the request is live; the context is of this module's own type, and the driver owns
        // the request, so that nobody else looks for it.
        unsafe { context::attach(request, LockedBuffers::default()) }?;
        // SAFETY: as above.
        let attached = unsafe { context::find::<LockedBuffers>(request) };
        attached.ok_or(Error::INSUFFICIENT_RESOURCES)
    }
}

/// A function of the framework that probes and locks a user's buffer.
type Lock = unsafe fn(WDFREQUEST, PVOID, usize, *mut WDFMEMORY) -> NTSTATUS;
/// Where the memory object of a locked buffer is kept.
type Place = for<'a> fn(&'a LockedBuffers) -> &'a AtomicPtr<c_void>;

/// The context of a request whose caller's buffers were locked: the memory objects, children of the
/// request, or null.
#[crate::context]
#[derive(Default)]
struct LockedBuffers {
    input: AtomicPtr<c_void>,
    output: AtomicPtr<c_void>,
}

impl Request {
    /// The input buffer that [`UserInput::probe_and_lock`] locked in the caller's context.
    ///
    /// # Errors
    /// [`Error::INVALID_DEVICE_REQUEST`] when none was locked.
    pub fn locked_input(&self) -> Result<InputMemory<'_>> {
        let (status, memory) = self.locked(|locked| &locked.input);
        // SAFETY: a memory object that `probe_and_lock` kept, a child of this request.
        unsafe { InputMemory::new(status, memory) }
    }

    /// The output buffer that [`UserOutput::probe_and_lock`] locked in the caller's context.
    ///
    /// # Errors
    /// [`Error::INVALID_DEVICE_REQUEST`] when none was locked.
    pub fn locked_output(&self) -> Result<OutputMemory<'_>> {
        let (status, memory) = self.locked(|locked| &locked.output);
        // SAFETY: the memory object was kept by `probe_and_lock`, and dies with this request.
        unsafe { OutputMemory::new(status, memory) }
    }

    fn locked(&self, place: Place) -> (NTSTATUS, WDFMEMORY) {
        // SAFETY: a request that the driver owns is live.
        let locked = unsafe { context::context_of::<LockedBuffers>(self.raw.cast()) };
        // SAFETY: null, or the context that `probe_and_lock` attached, which the request keeps.
        let locked = unsafe { locked.as_ref() };
        let memory = locked.map_or(ptr::null_mut(), |it| place(it).load(Ordering::Acquire));
        match memory.is_null() {
            true => (STATUS_INVALID_DEVICE_REQUEST, memory.cast()),
            false => (STATUS_SUCCESS, memory.cast()),
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
    /// The request keeps the memory: a handler to whose queue it goes finds it by
    /// [`Request::locked_input`].
    ///
    /// # Errors
    /// [`Error::ACCESS_VIOLATION`] when the caller has no such memory,
    /// [`Error::INVALID_USER_BUFFER`] for no bytes, [`Error::INSUFFICIENT_RESOURCES`].
    pub fn probe_and_lock(self, _irql: &Passive) -> Result<InputMemory<'a>> {
        let lock = wdf::WdfRequestProbeAndLockUserBufferForRead;
        // SAFETY: the function probes the addresses, at the level that the token states.
        let memory = unsafe { self.0.lock(lock, |locked| &locked.input) }?;
        // SAFETY: the memory object is a child of the request, which is borrowed for `'a`.
        unsafe { InputMemory::new(STATUS_SUCCESS, memory) }
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
    /// The request keeps the memory: a handler to whose queue it goes finds it by
    /// [`Request::locked_output`].
    ///
    /// # Errors
    /// [`Error::ACCESS_VIOLATION`] when the caller has no such memory,
    /// [`Error::INVALID_USER_BUFFER`] for no bytes, [`Error::INSUFFICIENT_RESOURCES`].
    pub fn probe_and_lock(self, _irql: &Passive) -> Result<OutputMemory<'a>> {
        let lock = wdf::WdfRequestProbeAndLockUserBufferForWrite;
        // SAFETY: the function checks that the addresses are the caller's and writable, at the level
        // that the token states.
        let memory = unsafe { self.0.lock(lock, |locked| &locked.output) }?;
        // SAFETY: a child of the request, which the claim borrows for `'a`.
        unsafe { OutputMemory::new(STATUS_SUCCESS, memory) }
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

impl<K> DeviceInit<'_, K> {
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
    ///         request.into_request().complete(sent, irql)
    ///     }
    /// }
    ///
    /// fn device_add(_: &Driver, mut init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    ///     init.evt_io_in_caller_context(Toaster::in_caller_context);
    ///     init.create(|| Toaster, irql)?;
    ///     Ok(())
    /// }
    /// ```
    pub fn evt_io_in_caller_context<C, F, NotAFunctionPointer>(&mut self, _callback: F)
    where
        C: Context,
        F: Callback + OfKind<NotAFunctionPointer>,
        F: Fn(&C, CallerRequest<'_>, &mut UpToDispatch) -> Disposed,
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
    let owned = unsafe { Request::from_raw(request) };
    // SAFETY: EvtIoInCallerContext is called at the caller's level, at most DISPATCH_LEVEL.
    let irql: &mut UpToDispatch = unsafe { irql::assume() };
    // SAFETY: the device is live; requests arrive after its context was initialised.
    let Some(typed) = (unsafe { Device::<C>::checked(device) }) else {
        owned.complete(Error::INVALID_DEVICE_REQUEST, irql);
        return;
    };
    let owned = CallerRequest {
        request: owned,
        device,
        callback: PhantomData,
    };
    let disposed: Disposed = callback(typed.context(), owned, irql);
    disposed.end(request);
}
