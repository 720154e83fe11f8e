//! Requests: owned, and disposed of exactly once.
//!
//! | the request is | represented by | completed by |
//! |---|---|---|
//! | owned by the driver | [`Request`] | its owner, by [`complete`](Request::complete), while no lock is held |
//! | waiting in the driver, cancelable | [`Parked`] | the code that [`take`](Parked::take)s it, or its cancellation |
//! | owned by the framework | [`Queue`], [`ManualQueue`](crate::queue::ManualQueue) | the framework, or the code that retrieves it |
//! | disposed of | [`Disposed`] | nobody |
//!
//! See [Framework request objects](https://learn.microsoft.com/windows-hardware/drivers/wdf/framework-request-objects).
#![expect(unsafe_code, reason = "calls the framework with request handles")]

mod buffers;
mod canceled;
pub(crate) mod copy;
mod disposed;
mod memory;
mod neither;
mod parameters;
pub(crate) mod parked;
mod plain;
mod result;

use core::{fmt, mem::ManuallyDrop, ptr};

use wdk_sys::{
    ULONG,
    wdf::{self, WDFDEVICE, WDFQUEUE, WDFREQUEST},
};

use crate::{Context, Device, Error, NtStatus, Queue, irql::Unlocked, queue::Source};

pub use canceled::CanceledRequest;
pub use disposed::Disposed;
pub use memory::{InputMemory, OutputMemory};
pub use neither::{CallerRequest, UserInput, UserOutput};
pub use parameters::Parameters;
pub use parked::Parked;
pub use plain::Plain;
pub(crate) use result::ResultBuffer;
use result::Tracked;

/// A request that this driver owns and has to dispose of.
///
/// Dropping it instead is an error of the driver: the request is then completed with
/// `STATUS_UNSUCCESSFUL`, so that its caller does not wait for ever, and reported to the framework's
/// verifier.
///
/// A request cannot be used after it was disposed of:
/// ```compile_fail,E0382
/// use wdk::prelude::*;
/// fn finish(request: Request, irql: &mut Passive) -> Disposed {
///     let _ = request.complete(NtStatus::SUCCESS, irql);
///     request.complete(NtStatus::SUCCESS, irql)
/// }
/// ```
///
/// # Invariants
/// - `raw` is a live request that the framework delivered to the driver and that nobody else in it
///   owns.
/// - `result` describes the request's result buffer, or is unknown.
/// - `source` is null, or that of the queue which delivered the request and so outlives it.
#[must_use = "a request must be completed or forwarded"]
pub struct Request {
    raw: WDFREQUEST,
    result: Tracked,
    source: *const Source,
}

// SAFETY: any thread may own a request.
unsafe impl Send for Request {}

/// A request that could not be forwarded or parked, with the error.
#[derive(Debug)]
pub struct Rejected {
    /// The request, which the driver still owns.
    pub request: Request,
    /// The error.
    pub error: Error,
}

impl Rejected {
    /// Completes the request with the error.
    pub fn complete(self, irql: &mut impl Unlocked) -> Disposed {
        self.request.complete(self.error, irql)
    }
}

impl Request {
    /// The request behind a handle.
    ///
    /// # Safety
    /// `raw` is a live request that the caller owns and gives up.
    pub const unsafe fn from_raw(raw: WDFREQUEST) -> Self {
        Self {
            raw,
            result: Tracked::new(ResultBuffer::UNKNOWN, 0),
            source: ptr::null(),
        }
    }

    /// # Safety
    /// As [`from_raw`](Self::from_raw); `result` describes the request's result buffer, or is
    /// [`UNKNOWN`](ResultBuffer::UNKNOWN); `source` is null, or that of the queue that delivered it.
    #[inline]
    pub(crate) const unsafe fn delivered(
        raw: WDFREQUEST,
        result: ResultBuffer,
        source: *const Source,
    ) -> Self {
        Self {
            raw,
            result: Tracked::new(result, 0),
            source,
        }
    }

    /// A request that waited, with the number of bytes that were written before.
    ///
    /// # Safety
    /// As [`from_raw`](Self::from_raw).
    #[inline]
    const unsafe fn that_waited(raw: WDFREQUEST, written: usize) -> Self {
        Self {
            raw,
            result: Tracked::new(ResultBuffer::UNKNOWN, written),
            source: ptr::null(),
        }
    }

    /// The handle, for raw calls.
    ///
    /// # Safety
    /// The caller disposes of the request: what is not completed keeps its queue, and so the device, from ending.
    #[must_use]
    pub unsafe fn into_raw(self) -> WDFREQUEST {
        self.release()
    }

    /// The handle, for what disposes of the request.
    pub(crate) fn release(self) -> WDFREQUEST {
        ManuallyDrop::new(self).raw
    }

    /// Completes the request with `status`, and with the number of bytes that
    /// [`set_information`](Self::set_information) stored, if it was called.
    ///
    /// [`NtStatus::PENDING`] is no result: it is reported to the framework's verifier, and the request
    /// is completed with `STATUS_UNSUCCESSFUL`.
    ///
    /// The framework may call the driver's next handler before this returns, so no lock is held: the
    /// closure of a lock has no token for it.
    #[inline]
    pub fn complete(self, status: impl Into<NtStatus>, _irql: &mut impl Unlocked) -> Disposed {
        let status = final_status(status.into());
        let raw = self.release();
        // SAFETY: the request was the value's that has ended.
        unsafe { wdf::WdfRequestComplete(raw, status) };
        Disposed::of(raw)
    }

    /// Completes the request with the number of bytes that were transferred.
    ///
    /// The I/O manager copies that many bytes from its buffer to the caller, and does not clear the buffer
    /// before. So the number is limited: of a buffered read or control request to the bytes that were
    /// [written](Self::write_output) by this owner of the request, else to the length of the caller's buffer.
    #[inline]
    pub fn complete_with_information(
        self,
        status: impl Into<NtStatus>,
        information: usize,
        _irql: &mut impl Unlocked,
    ) -> Disposed {
        let information = self.limit(information) as u64;
        let status = final_status(status.into());
        let raw = self.release();
        // SAFETY: the request was the value's that has ended; so many bytes of its buffer were written, or
        // are the caller's.
        unsafe { wdf::WdfRequestCompleteWithInformation(raw, status, information) };
        Disposed::of(raw)
    }

    /// Completes the request with a result: the bytes transferred, or the error.
    #[inline]
    pub fn finish(self, result: crate::Result<usize>, irql: &mut impl Unlocked) -> Disposed {
        match result {
            Ok(bytes) => self.complete_with_information(NtStatus::SUCCESS, bytes, irql),
            Err(error) => self.complete(error, irql),
        }
    }

    /// Stores how many bytes were transferred, for a request that is completed later.
    ///
    /// The number is limited as that of
    /// [`complete_with_information`](Self::complete_with_information).
    #[inline]
    pub fn set_information(&self, information: usize) {
        let information = self.limit(information) as u64;
        // SAFETY: the driver owns the request, of whose buffer so many bytes
        // were written, or are the caller's.
        unsafe { wdf::WdfRequestSetInformation(self.raw, information) };
    }

    /// Completes the request with output: as many of the bytes as fit into the output buffer.
    pub fn reply(self, bytes: &[u8], irql: &mut impl Unlocked) -> Disposed {
        let result = self.write_output(bytes);
        self.finish(result, irql)
    }

    /// Completes the request with a value as output, or with [`Error::BUFFER_TOO_SMALL`] when it does
    /// not fit into the output buffer.
    pub fn reply_with<T: Plain>(self, value: &T, irql: &mut impl Unlocked) -> Disposed {
        let result = self.output(value);
        self.finish(result, irql)
    }

    /// Puts the request into another queue of the same device.
    ///
    /// # Errors
    /// With the request: [`Error::INVALID_DEVICE_REQUEST`] when no queue has delivered it, or it is the same or
    /// another device's; else what `WdfRequestForwardToIoQueue` reports.
    pub fn forward(self, queue: &Queue, _irql: &mut impl Unlocked) -> Result<Disposed, Rejected> {
        if !self.can_move_to(queue) {
            let error = Error::INVALID_DEVICE_REQUEST;
            return Err(Rejected {
                request: self,
                error,
            });
        }
        let asked = self.forget_stop();
        // SAFETY: the driver owns the request, and the queue is another one of its device; on success the
        // request is the framework's.
        let status = unsafe { wdf::WdfRequestForwardToIoQueue(self.raw, queue.as_raw()) };
        self.forwarded(status, asked)
    }

    /// Puts the request back at the head of the manual queue that it was retrieved from.
    ///
    /// # Errors
    /// What `WdfRequestRequeue` reports, with the request.
    pub fn requeue(self, _irql: &mut impl Unlocked) -> Result<Disposed, Rejected> {
        let asked = self.forget_stop();
        // SAFETY: the driver owns the request; on success it is the framework's.
        let status = unsafe { wdf::WdfRequestRequeue(self.raw) };
        self.forwarded(status, asked)
    }

    /// Whether a queue has delivered the request, another one than `queue` of the same device. The framework
    /// checks it with its verifier alone: what belongs to the device of a request must outlive it, and a queue
    /// that a request comes back to may call its handler from here for ever.
    fn can_move_to(&self, queue: &Queue) -> bool {
        let (from, to) = (self.raw_queue(), queue.as_raw());
        !from.is_null() && from != to && raw_device(from) == raw_device(to)
    }

    /// Gives the request up if the framework took it; else it is still to answer the stop that `asked` is of.
    fn forwarded(self, status: i32, asked: ULONG) -> Result<Disposed, Rejected> {
        let Err(error) = NtStatus::new(status).ok() else {
            return Ok(Disposed::of(self.release()));
        };
        if error == Error::INVALID_DEVICE_REQUEST {
            self.remember_stop(asked);
        }
        Err(Rejected {
            request: self,
            error,
        })
    }

    /// Whether the request was cancelled.
    #[must_use]
    pub fn is_canceled(&self) -> bool {
        // SAFETY: a request that the driver owns is live.
        unsafe { wdf::WdfRequestIsCanceled(self.raw) != 0 }
    }

    /// The queue that delivered the request.
    #[must_use]
    pub fn queue(&self) -> Option<&Queue> {
        let queue = self.raw_queue();
        // SAFETY: not null, so a live queue, which outlives the requests that it delivered.
        (!queue.is_null()).then(|| unsafe { Queue::from_raw(queue) })
    }

    /// The device that the request was sent to, if its context is a `C`.
    #[must_use]
    pub fn device<C: Context>(&self) -> Option<&Device<C>> {
        // SAFETY: null or live, as the queue that it comes from; queues are made after contexts.
        unsafe { Device::checked(raw_device(self.raw_queue())) }
    }

    /// What the queue that delivered the request knows of its device; none for a queue that this crate has
    /// not made.
    #[inline]
    fn source(&self) -> Option<&Source> {
        // SAFETY: type invariant: null, or alive as long as the request.
        unsafe { self.source.as_ref() }.or_else(|| {
            // SAFETY: the queue outlives its requests.
            unsafe { Source::of(self.raw_queue()) }
        })
    }

    fn raw_queue(&self) -> WDFQUEUE {
        // SAFETY: the request is live as long as the driver owns it.
        unsafe { queue_of(self.raw) }
    }

    /// `information`, limited to what may leave with the request.
    #[inline]
    fn limit(&self, information: usize) -> usize {
        if information <= self.result.written() {
            return information;
        }
        let buffer = self.result();
        if buffer.is_copied() {
            self.limit_copied(buffer, information)
        } else {
            information.min(buffer.length())
        }
    }

    /// The limit of a read or a control request whose result the driver has not written itself.
    #[cold]
    fn limit_copied(&self, buffer: ResultBuffer, information: usize) -> usize {
        // SAFETY: the driver owns the request, which has an IRP.
        let irp = unsafe { wdf::WdfRequestWdmGetIrp(self.raw) };
        // SAFETY: the IRP is not completed before its request; only the I/O manager writes this member.
        let associated = unsafe { (*irp).AssociatedIrp };
        // SAFETY: the IRP of a read or a control request has this member.
        let system = unsafe { associated.SystemBuffer };
        if system.is_null() {
            // Direct I/O: the bytes are the requestor's own, which a device may have written.
            information.min(buffer.length())
        } else {
            information.min(self.result.written())
        }
    }

    /// Records that the bytes of the output before `end` were written.
    #[inline]
    pub(crate) fn wrote(&self, end: usize) {
        self.result.wrote(end);
    }

    /// How many bytes of the output were written, or all of it when that need not be known.
    pub(crate) fn written(&self) -> usize {
        let buffer = self.result();
        if buffer.is_copied() {
            self.result.written()
        } else {
            buffer.length()
        }
    }

    /// States that the first `length` bytes of the output buffer were written otherwise than by this
    /// type, so that they may be returned.
    ///
    /// # Safety
    /// They were.
    pub unsafe fn assume_written(&self, length: usize) {
        self.wrote(length);
    }

    /// The request's result buffer, known or queried.
    #[inline]
    fn result(&self) -> ResultBuffer {
        let buffer = self.result.buffer();
        if buffer.is_unknown() {
            self.query_result()
        } else {
            buffer
        }
    }

    #[cold]
    fn query_result(&self) -> ResultBuffer {
        let buffer = ResultBuffer::of(&self.parameters());
        self.result.set_buffer(buffer);
        buffer
    }
}

/// The queue of a request; null when none has delivered it.
///
/// # Safety
/// `request` is live.
#[inline]
unsafe fn queue_of(request: WDFREQUEST) -> WDFQUEUE {
    // SAFETY: the caller's request.
    unsafe { wdf::WdfRequestGetIoQueue(request) }.cast()
}

/// The device of a queue that may be null.
#[inline]
fn raw_device(queue: WDFQUEUE) -> WDFDEVICE {
    if queue.is_null() {
        return ptr::null_mut();
    }
    // SAFETY: not null, so a live queue.
    unsafe { wdf::WdfIoQueueGetDevice(queue) }.cast()
}

/// The status that a request ends with. One that is complete is not pending: that is an error of the
/// driver, as dropping the request is.
#[inline]
fn final_status(status: NtStatus) -> i32 {
    if status == NtStatus::PENDING {
        report_pending();
        return NtStatus::UNSUCCESSFUL.value();
    }
    status.value()
}

#[cold]
#[inline(never)]
fn report_pending() {
    crate::println!(
        "wdk: a request was completed with STATUS_PENDING; it is completed with STATUS_UNSUCCESSFUL"
    );
    // SAFETY: there is no precondition; the driver is bound, or it could not have a request.
    unsafe { wdf::WdfVerifierDbgBreakPoint() };
}

impl Drop for Request {
    fn drop(&mut self) {
        report_dropped();
        // SAFETY: the request is this value's, and nobody can use it after this.
        unsafe { wdf::WdfRequestComplete(self.raw, NtStatus::UNSUCCESSFUL.value()) };
    }
}

#[cold]
#[inline(never)]
fn report_dropped() {
    crate::println!(
        "wdk: a request was dropped instead of completed or forwarded; \
         it is completed with STATUS_UNSUCCESSFUL"
    );
    // SAFETY: there is no precondition; the driver is bound, or it could not have a request.
    unsafe { wdf::WdfVerifierDbgBreakPoint() };
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({:p})", self.raw)
    }
}
