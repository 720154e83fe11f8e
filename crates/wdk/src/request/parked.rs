#![expect(unsafe_code, reason = "calls the framework with request handles")]

use core::{
    fmt, ptr,
    sync::atomic::{AtomicPtr, Ordering},
};

use wdk_sys::{
    STATUS_CANCELLED, ULONG,
    wdf::{self, WDFQUEUE, WDFREQUEST},
};

use super::{Disposed, Rejected, Request, ResultBuffer, raw_device};
use crate::{
    Context, Device, Error, NtStatus, SpinLock, context,
    irql::{self, AtMostDispatch},
};

/// `WdfRequestStopActionPurge`
pub(crate) const STOP_PURGE: ULONG = 0x2;

/// A field of a device context for one request that waits, and that can be cancelled meanwhile.
///
/// Either [`take`](Self::take) gets the request, or its cancellation, which then completes it with
/// `STATUS_CANCELLED`; never both.
///
/// # Examples
/// ```
/// use wdk::prelude::*;
///
/// #[wdk::context]
/// struct Toaster { reader: Parked }
///
/// #[wdk::handlers]
/// impl QueueHandler for Toaster {
///     type Irql = UpToDispatch;
///
///     fn read(&self, request: Request, _length: usize, irql: &mut UpToDispatch) -> Disposed {
///         match request.park(|toaster: &Toaster| &toaster.reader, irql) {
///             Ok(parked) => parked,
///             Err(rejected) => rejected.complete(),
///         }
///     }
/// }
///
/// impl Toaster {
///     fn pop(&self, irql: &mut Dispatch) {
///         if let Some(request) = self.reader.take(irql) {
///             request.complete(NtStatus::SUCCESS);
///         }
///     }
/// }
/// ```
///
/// See [Canceling I/O requests](https://learn.microsoft.com/windows-hardware/drivers/wdf/canceling-i-o-requests).
pub struct Parked(SpinLock<Place>);

/// # Invariants
/// A request in `Waiting` is owned by the place and marked cancelable; one in `Canceled` is owned
/// by its cancel callback, which empties the place.
#[derive(Clone, Copy)]
enum Place {
    Empty,
    Waiting {
        request: WDFREQUEST,
        result: ResultBuffer,
    },
    Canceled {
        request: WDFREQUEST,
    },
}

// SAFETY: any thread may own the request that the place owns.
unsafe impl Send for Place {}

impl Parked {
    /// A field without a request.
    #[must_use]
    pub const fn new() -> Self {
        Self(SpinLock::new(Place::Empty))
    }

    /// Takes the request out, if one waits and is not being cancelled.
    pub fn take<L: AtMostDispatch>(&self, irql: &mut L) -> Option<Request> {
        self.take_only(None, irql)
    }

    /// As [`take`](Self::take), if it is the request `only`.
    fn take_only<L: AtMostDispatch>(
        &self,
        only: Option<WDFREQUEST>,
        irql: &mut L,
    ) -> Option<Request> {
        self.0.with(irql, |place, _| {
            let Place::Waiting { request, result } = *place else {
                return None;
            };
            if only.is_some_and(|only| only != request) {
                return None;
            }
            // SAFETY: the field owns the request. Its cancel callback, if it runs already, waits
            // for the lock before it completes the request.
            let status = unsafe { wdf::WdfRequestUnmarkCancelable(request) };
            if status == STATUS_CANCELLED {
                *place = Place::Canceled { request };
                return None;
            }
            *place = Place::Empty;
            // SAFETY: unmarked in time: the request was the field's, and is the caller's now.
            Some(unsafe { Request::with_result(request, result) })
        })
    }

    /// Whether a request waits.
    pub fn is_occupied<L: AtMostDispatch>(&self, irql: &mut L) -> bool {
        self.0
            .with(irql, |place, _| matches!(place, Place::Waiting { .. }))
    }

    /// Puts a request in.
    fn put<L: AtMostDispatch>(&self, request: Request, irql: &mut L) -> Result<Disposed, Rejected> {
        self.0.with(irql, |place, _| {
            if !matches!(place, Place::Empty) {
                let error = Error::DEVICE_BUSY;
                return Err(Rejected { request, error });
            }
            // The lock is held over both steps, so that nobody takes a request that is not marked
            // yet. This function never calls back, unlike the one without `Ex`.
            let evt_cancel = Some(evt_request_cancel as _);
            // SAFETY: `request` is the driver's, and its cancel callback finds this place.
            let status = unsafe { wdf::WdfRequestMarkCancelableEx(request.raw, evt_cancel) };
            if let Err(error) = NtStatus::new(status).ok() {
                return Err(Rejected { request, error });
            }
            let result = request.result.get();
            // INVARIANT: marked, and the ownership goes to the place.
            *place = Place::Waiting {
                request: request.release(),
                result,
            };
            Ok(Disposed(()))
        })
    }

    /// Runs `f` on the request while the place is locked, if it waits here.
    pub(crate) fn if_holds<L: AtMostDispatch>(
        &self,
        request: WDFREQUEST,
        irql: &mut L,
        f: impl FnOnce(WDFREQUEST),
    ) -> bool {
        self.0.with(irql, |place, _| match *place {
            Place::Waiting { request: held, .. } if held == request => {
                f(held);
                true
            }
            _ => false,
        })
    }
}

/// The context of a request that was parked: the field that it went to, in the context of its device
/// or in a static.
#[crate::context]
#[derive(Default)]
struct ParkedIn(AtomicPtr<Parked>);

impl Request {
    /// Stores the request in a field of its device's context, where it can be cancelled.
    ///
    /// When the queue stops and its handlers have no [`stop`](crate::QueueHandler::stop), the request
    /// stays where it is while the device sleeps, and is completed with `STATUS_CANCELLED` when the device
    /// is removed.
    ///
    /// # Errors
    /// With the request: [`Error::DEVICE_BUSY`] when one waits there already,
    /// [`Error::CANCELLED`] when the request was cancelled,
    /// [`Error::INVALID_DEVICE_REQUEST`] when its device has another context, and
    /// [`Error::INSUFFICIENT_RESOURCES`].
    pub fn park<C, L>(
        self,
        place: impl for<'c> FnOnce(&'c C) -> &'c Parked,
        irql: &mut L,
    ) -> Result<Disposed, Rejected>
    where
        C: Context,
        L: AtMostDispatch,
    {
        // SAFETY: null, or a device that outlives its requests.
        let Some(device) = (unsafe { Device::<C>::checked(raw_device(self.raw_queue())) }) else {
            let error = Error::INVALID_DEVICE_REQUEST;
            return Err(Rejected {
                request: self,
                error,
            });
        };
        let place = place(device.context());
        match self.note_place(place) {
            Ok(()) => place.put(self, irql),
            Err(error) => Err(Rejected {
                request: self,
                error,
            }),
        }
    }

    /// Keeps in the request where it is parked, for its cancellation and for the stop of its queue: the
    /// driver's function may give another place when it is asked again.
    fn note_place(&self, place: &Parked) -> crate::Result<()> {
        let object = self.raw.cast();
        // SAFETY: the driver owns the request, so it is live; the context is only shared.
        let noted = unsafe { context::find::<ParkedIn>(object) };
        let place = ptr::from_ref(place).cast_mut();
        match noted {
            Some(noted) => noted.0.store(place, Ordering::Release),
            // SAFETY: the request is live; only its owner looks for this context before it is parked.
            None => unsafe { context::attach(object, ParkedIn(AtomicPtr::new(place))) }?,
        }
        Ok(())
    }
}

/// The field that a request was parked in last.
///
/// # Safety
/// `request` is live for `'a`.
unsafe fn place_of<'a>(request: WDFREQUEST) -> Option<&'a Parked> {
    // SAFETY: the caller's handle is live; the context is only shared.
    let noted = unsafe { context::find::<ParkedIn>(request.cast()) }?;
    // SAFETY: `note_place` stored a field of the context of the request's device, or one that lives as
    // long; the device outlives its requests.
    unsafe { noted.0.load(Ordering::Acquire).as_ref() }
}

/// # Safety
/// Called by the framework, for a request that [`Request::park`] marked.
#[wdk_sys::abi]
unsafe fn evt_request_cancel(raw: WDFREQUEST) {
    // SAFETY: EvtRequestCancel gets a live request.
    let Some(place) = (unsafe { place_of(raw) }) else {
        return;
    };
    // SAFETY: EvtRequestCancel is called at DISPATCH_LEVEL or below.
    let irql: &mut crate::UpToDispatch = unsafe { irql::assume() };
    let found = place.0.with(irql, |place, _| match *place {
        Place::Waiting { request, .. } | Place::Canceled { request } if request == raw => {
            *place = Place::Empty;
            true
        }
        _ => false,
    });
    if found {
        // SAFETY: the place owned the request and gave it up; this callback is the last to have it.
        let request = unsafe { Request::from_raw(raw) };
        request.complete_with_information(Error::CANCELLED, 0);
    }
}

/// `EvtIoStop` of queues whose handlers have no [`stop`](crate::QueueHandler::stop). The framework would
/// wait for ever for a request that nothing completes.
///
/// # Safety
/// Called by the framework.
#[wdk_sys::abi]
pub(crate) unsafe fn evt_io_stop(_queue: WDFQUEUE, raw: WDFREQUEST, flags: ULONG) {
    // SAFETY: EvtIoStop gets a request that the driver owns, or has completed but not released yet;
    // the handle is valid during the call.
    let Some(place) = (unsafe { place_of(raw) }) else {
        return;
    };
    // SAFETY: EvtIoStop is called at DISPATCH_LEVEL or below.
    let irql: &mut crate::UpToDispatch = unsafe { irql::assume() };
    if flags & STOP_PURGE != 0 {
        if let Some(request) = place.take_only(Some(raw), irql) {
            request.complete_with_information(Error::CANCELLED, 0);
        }
    } else {
        place.if_holds(raw, irql, |request| {
            // SAFETY: the place owns the request and is locked, so nobody completes it now.
            unsafe { wdf::WdfRequestStopAcknowledge(request, wdk_sys::FALSE) };
        });
    }
}

impl Default for Parked {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Parked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parked").finish_non_exhaustive()
    }
}
