#![expect(unsafe_code, reason = "calls the framework with request handles")]

use core::{
    fmt, iter, ptr,
    sync::atomic::{AtomicPtr, Ordering},
};

use wdk_sys::{
    STATUS_CANCELLED, ULONG,
    wdf::{self, WDFQUEUE, WDFREQUEST},
};

use super::{Disposed, Rejected, Request, ResultBuffer};
use crate::{
    Context, Device, Error, NtStatus, SpinLock, UpToDispatch, context,
    irql::{self, AtMostDispatch},
    queue::Source,
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
///             Err(rejected) => rejected.complete(irql),
///         }
///     }
/// }
///
/// impl Toaster {
///     fn pop(&self, irql: &mut Dispatch) {
///         if let Some(request) = self.reader.take(irql) {
///             request.complete(NtStatus::SUCCESS, irql);
///         }
///     }
/// }
/// ```
///
/// See [Canceling I/O requests](https://learn.microsoft.com/windows-hardware/drivers/wdf/canceling-i-o-requests).
pub struct Parked {
    place: SpinLock<Place>,
    /// The next place of the device in which a request was parked once; null while this is none.
    next: AtomicPtr<Self>,
}

/// # Invariants
/// A request in `Waiting` is owned by the place and marked cancelable; one in `Canceled` is owned
/// by its cancel callback, which empties the place.
#[derive(Clone, Copy)]
enum Place {
    Empty,
    Waiting(Waiting),
    Canceled(WDFREQUEST),
}

/// A request that waits, with what is known of it.
#[derive(Clone, Copy)]
struct Waiting {
    request: WDFREQUEST,
    result: ResultBuffer,
    source: *const Source,
}

// SAFETY: any thread may own the request that the place owns.
unsafe impl Send for Place {}

impl Parked {
    /// A field without a request.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            place: SpinLock::new(Place::Empty),
            next: AtomicPtr::new(ptr::null_mut()),
        }
    }

    /// Takes the request out, if one waits and is not being cancelled.
    pub fn take<L: AtMostDispatch>(&self, irql: &mut L) -> Option<Request> {
        self.take_if(irql, |_| true)
    }

    /// As [`take`](Self::take), if `wanted` says so of the request.
    #[inline]
    fn take_if<L: AtMostDispatch>(
        &self,
        irql: &mut L,
        wanted: impl FnOnce(WDFREQUEST) -> bool,
    ) -> Option<Request> {
        self.place.with(irql, |place, _| {
            let Place::Waiting(waiting) = *place else {
                return None;
            };
            if !wanted(waiting.request) {
                return None;
            }
            // SAFETY: the field owns the request. Its cancel callback, if it runs already, waits
            // for the lock before it completes the request.
            let status = unsafe { wdf::WdfRequestUnmarkCancelable(waiting.request) };
            if status == STATUS_CANCELLED {
                *place = Place::Canceled(waiting.request);
                return None;
            }
            *place = Place::Empty;
            // SAFETY: unmarked in time: the request was the field's, and is the caller's now.
            Some(unsafe { Request::delivered(waiting.request, waiting.result, waiting.source) })
        })
    }

    /// Whether a request waits.
    pub fn is_occupied<L: AtMostDispatch>(&self, irql: &mut L) -> bool {
        self.place
            .with(irql, |place, _| matches!(place, Place::Waiting(_)))
    }

    /// Puts a request in; `places` are those of the device in whose context this lies.
    #[inline]
    fn put<L: AtMostDispatch>(
        &self,
        request: Request,
        places: &Places,
        irql: &mut L,
    ) -> Result<Disposed, Rejected> {
        self.place.with(irql, |place, _| {
            if !matches!(place, Place::Empty) {
                let error = Error::DEVICE_BUSY;
                return Err(Rejected { request, error });
            }
            if self.next.load(Ordering::Relaxed).is_null() {
                places.add(self);
            }
            // The lock is held over both steps, so that nobody takes a request that is not marked
            // yet. This function never calls back, unlike the one without `Ex`.
            let evt_cancel = Some(evt_request_cancel as _);
            // SAFETY: `request` is the driver's, and its cancel callback finds this place.
            let status = unsafe { wdf::WdfRequestMarkCancelableEx(request.raw, evt_cancel) };
            if let Err(error) = NtStatus::new(status).ok() {
                return Err(Rejected { request, error });
            }
            let (result, source) = (request.result.get(), request.source);
            let raw = request.release();
            // INVARIANT: marked, and the ownership goes to the place.
            *place = Place::Waiting(Waiting {
                request: raw,
                result,
                source,
            });
            Ok(Disposed::of(raw))
        })
    }

    /// Runs `f` on the request while the place is locked, if it waits here.
    pub(crate) fn if_holds<L: AtMostDispatch>(
        &self,
        request: WDFREQUEST,
        irql: &mut L,
        f: impl FnOnce(WDFREQUEST),
    ) -> bool {
        self.place.with(irql, |place, _| match *place {
            Place::Waiting(waiting) if waiting.request == request => {
                f(request);
                true
            }
            _ => false,
        })
    }

    /// Empties the place if the request, whose cancel callback runs, is in it.
    fn give_up(&self, canceled: WDFREQUEST, irql: &mut UpToDispatch) -> bool {
        self.place.with(irql, |place, _| {
            let (Place::Waiting(Waiting { request, .. }) | Place::Canceled(request)) = *place
            else {
                return false;
            };
            let found = request == canceled;
            if found {
                *place = Place::Empty;
            }
            found
        })
    }
}

/// A context of each device with queues: the places in which its requests were parked, by which the
/// cancellation of one finds it. The driver cannot tell: it may name another place when it is asked again.
///
/// # Invariants
/// `first` is null, or the first of a list of places in the context of the same device. The list ends
/// with [`END`], and only grows. Zeros are an empty one.
#[crate::context]
pub(crate) struct Places {
    first: AtomicPtr<Parked>,
}

/// What follows the last place of a list.
const END: *mut Parked = ptr::without_provenance_mut(align_of::<Parked>());

impl Places {
    /// Those of a device.
    ///
    /// # Errors
    /// What `WdfObjectAllocateContext` reports.
    pub(crate) fn of<C: Context>(device: &Device<C>) -> crate::Result<&Self> {
        let object = device.as_raw().cast();
        // SAFETY: the device is live; zeros are a value of the context, which is only shared.
        if let Some(found) = unsafe { context::find(object) } {
            return Ok(found);
        }
        // SAFETY: the device is live, and zeros are a value.
        unsafe { context::attach_zeroed::<Self>(object) }
    }

    /// Adds a place to the list.
    #[cold]
    fn add(&self, place: &Parked) {
        let mut first = self.first.load(Ordering::Relaxed);
        loop {
            let next = if first.is_null() { END } else { first };
            place.next.store(next, Ordering::Relaxed);
            let new = ptr::from_ref(place).cast_mut();
            // Who reads the new place sees what was written before, of it and of those that follow it.
            match self
                .first
                .compare_exchange_weak(first, new, Ordering::Release, Ordering::Relaxed)
            {
                Ok(_) => return,
                Err(other) => first = other,
            }
        }
    }

    fn iter(&self) -> impl Iterator<Item = &Parked> {
        let listed = |place: *mut Parked| {
            let end = place.is_null() || place == END;
            // SAFETY: type invariant: a place in the context of the device, whose context this is, too.
            (!end).then(|| unsafe { &*place })
        };
        let first = self.first.load(Ordering::Acquire);
        iter::successors(listed(first), move |place| {
            listed(place.next.load(Ordering::Relaxed))
        })
    }
}

impl Request {
    /// Stores the request in a field of its device's context, where it can be cancelled.
    ///
    /// When the queue stops and its handlers have no [`stop`](crate::QueueHandler::stop), the request
    /// stays where it is while the device sleeps, and is completed with `STATUS_CANCELLED` when the device
    /// is removed.
    ///
    /// # Errors
    /// With the request: [`Error::DEVICE_BUSY`] when one waits there already,
    /// [`Error::CANCELLED`] when the request was cancelled, and
    /// [`Error::INVALID_DEVICE_REQUEST`] when the place is not in its device's context, or no queue has
    /// delivered it.
    #[inline]
    pub fn park<C, L>(
        self,
        place: impl for<'c> FnOnce(&'c C) -> &'c Parked,
        irql: &mut L,
    ) -> Result<Disposed, Rejected>
    where
        C: Context,
        L: AtMostDispatch,
    {
        let found = self.source().and_then(|source| {
            let context = source.device_context::<C>()?;
            // A place that the whole context can lend stays where it is as long as the context does.
            let place = ptr::from_ref(place(context));
            let start = ptr::from_ref(context).addr();
            let inside = (start..start + size_of::<C>()).contains(&place.addr());
            inside.then_some((place, ptr::from_ref(source.places()?)))
        });
        let Some((place, places)) = found else {
            let error = Error::INVALID_DEVICE_REQUEST;
            return Err(Rejected {
                request: self,
                error,
            });
        };
        // SAFETY: it lies in the context of the device, which outlives its requests.
        let place = unsafe { &*place };
        // SAFETY: those are another context of the same device.
        let places = unsafe { &*places };
        place.put(self, places, irql)
    }
}

/// The places of the device of a request.
///
/// # Safety
/// `request` is live for `'a`, and was delivered by a queue of this crate.
unsafe fn places_of<'a>(request: WDFREQUEST) -> Option<&'a Places> {
    // SAFETY: the caller's request is live.
    let queue: WDFQUEUE = unsafe { wdf::WdfRequestGetIoQueue(request) }.cast();
    // SAFETY: the queue outlives its requests.
    unsafe { Source::of(queue) }?.places()
}

/// # Safety
/// Called by the framework, for a request that [`Request::park`] marked.
#[wdk_sys::abi]
unsafe fn evt_request_cancel(raw: WDFREQUEST) {
    // SAFETY: EvtRequestCancel gets a live request.
    let Some(places) = (unsafe { places_of(raw) }) else {
        return;
    };
    // SAFETY: EvtRequestCancel is called at DISPATCH_LEVEL or below.
    let irql: &mut UpToDispatch = unsafe { irql::assume() };
    if places.iter().any(|place| place.give_up(raw, irql)) {
        // SAFETY: the place owned the request and gave it up; this callback is the last to have it.
        let request = unsafe { Request::from_raw(raw) };
        request.complete_with_information(Error::CANCELLED, 0, irql);
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
    let Some(places) = (unsafe { places_of(raw) }) else {
        return;
    };
    // SAFETY: EvtIoStop is called at DISPATCH_LEVEL or below.
    let irql: &mut UpToDispatch = unsafe { irql::assume() };
    if flags & STOP_PURGE != 0 {
        let taken = places
            .iter()
            .find_map(|place| place.take_if(irql, |waits| waits == raw));
        if let Some(request) = taken {
            request.complete_with_information(Error::CANCELLED, 0, irql);
        }
        return;
    }
    // SAFETY: the place that owns the request is locked, so nobody completes it now.
    let acknowledge = |held| unsafe { wdf::WdfRequestStopAcknowledge(held, wdk_sys::FALSE) };
    for place in places.iter() {
        if place.if_holds(raw, irql, acknowledge) {
            return;
        }
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
