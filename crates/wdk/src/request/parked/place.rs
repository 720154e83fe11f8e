//! Where a request waits, and the list of such places by which its cancellation finds it.
#![expect(unsafe_code, reason = "calls the framework with request handles")]

use core::{
    ffi::c_void,
    iter, ptr,
    sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, Ordering, fence},
};

use wdk_sys::{
    STATUS_CANCELLED, ULONG,
    wdf::{self, WDFQUEUE, WDFREQUEST},
};

use super::{Disposed, Rejected, Request};
use crate::{
    Context, Device, Dispatch, Error, NtStatus, Result, SpinLock, UpToDispatch, context,
    irql::{self, AtMostDispatch, Locked},
    queue::Source,
    request::{queue_of, raw_device},
};

/// `WdfRequestStopActionPurge`
pub(crate) const STOP_PURGE: ULONG = 0x2;

/// A place for one request.
pub(crate) struct Place {
    content: SpinLock<Content>,
    /// The next place of the device in which a request was parked once; null while this is none.
    next: AtomicPtr<Self>,
}

/// # Invariants
/// A request in `Waiting` is owned by the place and marked cancelable; one in `Canceled` is owned
/// by its cancel callback, which empties the place.
#[derive(Clone, Copy)]
pub(super) enum Content {
    Empty,
    /// With the number of bytes of its result that were written.
    Waiting(WDFREQUEST, usize),
    Canceled(WDFREQUEST),
}

// SAFETY: any thread may own the request that the place owns.
unsafe impl Send for Content {}

impl Place {
    pub(super) const fn new() -> Self {
        Self {
            content: SpinLock::new(Content::Empty),
            next: AtomicPtr::new(ptr::null_mut()),
        }
    }

    /// Runs `f` while the place is locked.
    #[inline]
    pub(super) fn locked<L: AtMostDispatch, R>(
        &self,
        irql: &mut L,
        f: impl FnOnce(&mut Content, &mut Locked<Dispatch>) -> R,
    ) -> R {
        self.content.with(irql, f)
    }

    /// Takes the request out, if one waits, is not being cancelled, and `wanted` says so of it.
    #[inline]
    pub(super) fn take_if<L: AtMostDispatch>(
        &self,
        irql: &mut L,
        wanted: impl FnOnce(WDFREQUEST) -> bool,
    ) -> Option<Request> {
        self.locked(irql, |content, _| match *content {
            Content::Waiting(request, _) if wanted(request) => unmark(content),
            _ => None,
        })
    }

    /// Takes the request out, if one waits and is not being cancelled, and runs `f` with it in the lock.
    #[inline]
    pub(super) fn take_then<L: AtMostDispatch, R>(
        &self,
        irql: &mut L,
        f: impl FnOnce(&Request) -> R,
    ) -> Option<(Request, R)> {
        self.locked(irql, |content, _| {
            let request = unmark(content)?;
            let result = f(&request);
            Some((request, result))
        })
    }

    pub(super) fn is_occupied<L: AtMostDispatch>(&self, irql: &mut L) -> bool {
        self.locked(irql, |content, _| matches!(content, Content::Waiting(..)))
    }

    /// Puts a request in, and runs `after` in the lock when it can be cancelled; `places` are those of the device
    /// in whose context this lies.
    #[inline]
    pub(super) fn put<L: AtMostDispatch>(
        &self,
        request: Request,
        places: &Places,
        irql: &mut L,
        after: impl FnOnce(&Request) -> Result<()>,
    ) -> Result<Disposed, Rejected> {
        let parked = self.locked(irql, |content, _| {
            if !matches!(content, Content::Empty) {
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
            if let Err(error) = after(&request) {
                return withdraw(content, request, error);
            }
            let written = request.result.written();
            let raw = request.release();
            // INVARIANT: marked, and the ownership goes to the place.
            *content = Content::Waiting(raw, written);
            Ok(raw)
        });
        let raw = parked?;
        if places.stopped.load(Ordering::Acquire)
            && let Some(request) = self.stop_parked(raw, irql)
        {
            let error = Error::CANCELLED;
            return Err(Rejected { request, error });
        }
        Ok(Disposed::of(raw))
    }

    /// Gives the request back, if `EvtIoStop` came for it before that was in this place. It cannot be
    /// acknowledged here: the framework looks at that in `EvtIoStop`, and later only when something else happens
    /// to the queue. A handler has nothing to lose, since none runs while the device leaves D0, and what it parks
    /// while the device is removed is cancelled.
    #[cold]
    #[inline(never)]
    fn stop_parked<L: AtMostDispatch>(&self, raw: WDFREQUEST, irql: &mut L) -> Option<Request> {
        self.locked(irql, |content, _| {
            if !matches!(*content, Content::Waiting(held, _) if held == raw) {
                return None;
            }
            // SAFETY: the place owns the request and is locked, so the request is live.
            let asked: &Asked = unsafe { context::find(raw.cast()) }?;
            // SAFETY: the same.
            let queue = unsafe { queue_of(raw) };
            let flags = asked.take(queue);
            let stops = flags & STOP_PURGE != 0 || flags != 0 && is_held(queue);
            if !stops {
                return None;
            }
            unmark(content)
        })
    }

    /// Acknowledges the stop of `queue`, in its `EvtIoStop`, if the request waits here and who put it here has not
    /// found the note.
    pub(crate) fn answer<L: AtMostDispatch>(
        &self,
        queue: WDFQUEUE,
        request: WDFREQUEST,
        irql: &mut L,
    ) -> bool {
        self.locked(irql, |content, _| {
            if !matches!(*content, Content::Waiting(held, _) if held == request) {
                return false;
            }
            // SAFETY: the place owns the request and is locked, so the request is live.
            let asked: Option<&Asked> = unsafe { context::find(request.cast()) };
            if asked.is_none_or(|asked| asked.take(queue) != 0) {
                // SAFETY: the same; nobody completes it now.
                unsafe { wdf::WdfRequestStopAcknowledge(request, wdk_sys::FALSE) };
            }
            true
        })
    }

    /// Empties the place if the request, whose cancel callback runs, is in it.
    fn give_up(&self, canceled: WDFREQUEST, irql: &mut UpToDispatch) -> bool {
        self.locked(irql, |content, _| {
            let (Content::Waiting(request, ..) | Content::Canceled(request)) = *content else {
                return false;
            };
            let found = request == canceled;
            if found {
                *content = Content::Empty;
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
    first: AtomicPtr<Place>,
    /// Whether `EvtIoStop` has come for a request that was in no place: it has an [`Asked`] then.
    stopped: AtomicBool,
}

/// A context of a request that the driver owned, but not in a place, when `EvtIoStop` came: the call's flags,
/// until the request is parked, and so the call is answered.
#[crate::context]
struct Asked {
    flags: AtomicU32,
    /// The queue that stopped. A request that is another queue's by now need not answer it.
    queue: AtomicPtr<c_void>,
}

impl Asked {
    fn note(&self, queue: WDFQUEUE, flags: ULONG) {
        self.queue.store(queue.cast(), Ordering::Relaxed);
        self.flags.store(flags, Ordering::Release);
    }

    /// The flags of a stop of `queue`, for the one that answers it.
    fn take(&self, queue: WDFQUEUE) -> ULONG {
        let flags = self.flags.swap(0, Ordering::Acquire);
        if self.queue.load(Ordering::Relaxed) == queue.cast() {
            flags
        } else {
            0
        }
    }
}

/// What follows the last place of a list.
const END: *mut Place = ptr::without_provenance_mut(align_of::<Place>());

impl Places {
    /// Those of a device.
    ///
    /// # Errors
    /// What `WdfObjectAllocateContext` reports.
    pub(crate) fn of<C: Context>(device: &Device<C>) -> Result<&Self> {
        let object = device.as_raw().cast();
        // SAFETY: the device is live; zeros are a value of the context, which is only shared.
        unsafe { context::find_or_attach(object) }
    }

    /// Adds a place to the list.
    #[cold]
    fn add(&self, place: &Place) {
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
                Ok(_) => {
                    // With the one of `evt_io_stop`: it finds the new place, or who parks in it finds the note.
                    // There is no lock that both would take.
                    fence(Ordering::SeqCst);
                    return;
                }
                Err(other) => first = other,
            }
        }
    }

    fn iter(&self) -> impl Iterator<Item = &Place> {
        let listed = |place: *mut Place| {
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

/// The places of the device of a request.
///
/// # Safety
/// `request` is live for `'a`, and was delivered by a queue of this crate.
unsafe fn places_of<'a>(request: WDFREQUEST) -> Option<&'a Places> {
    // SAFETY: the caller's request is live.
    let queue = unsafe { queue_of(request) };
    // SAFETY: the queue outlives its requests.
    unsafe { places_of_queue(queue) }
}

/// The places of the device of a queue, also of one that calls back before it is known to have been made.
///
/// # Safety
/// `queue` is null, or live for `'a`.
pub(crate) unsafe fn places_of_queue<'a>(queue: WDFQUEUE) -> Option<&'a Places> {
    // SAFETY: the caller's queue.
    let known = unsafe { Source::of(queue) }.and_then(Source::places);
    known.or_else(|| {
        let device = raw_device(queue);
        // SAFETY: the device of a live queue is live; zeros are a value of the context, which is only shared.
        (!device.is_null()).then(|| unsafe { context::find(device.cast()) })?
    })
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
pub(crate) unsafe fn evt_io_stop(queue: WDFQUEUE, raw: WDFREQUEST, flags: ULONG) {
    // SAFETY: EvtIoStop gets a request that the driver owns, or has completed but not released yet;
    // the handle is valid during the call.
    let Some(places) = (unsafe { note_stop(queue, raw, flags) }) else {
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
    places.iter().any(|place| place.answer(queue, raw, irql));
}

/// Notes that `EvtIoStop` came for a request, before its place is searched: who parks the request meanwhile looks
/// for the note after it, so that one of the two answers. Returns the places of the device.
///
/// # Safety
/// `EvtIoStop` of `queue` is called for `raw`.
#[inline(never)]
pub(crate) unsafe fn note_stop<'a>(
    queue: WDFQUEUE,
    raw: WDFREQUEST,
    flags: ULONG,
) -> Option<&'a Places> {
    // SAFETY: the caller's queue is live.
    let places = unsafe { places_of_queue(queue) }?;
    // SAFETY: the caller's request has a valid handle; zeros are no flags.
    let asked: Option<&Asked> = unsafe { context::find_or_attach(raw.cast()) }.ok();
    if let Some(asked) = asked {
        asked.note(queue, flags);
        places.stopped.store(true, Ordering::Release);
        // Of the places in the list the locks decide; for one that is being added see `Places::add`.
        fence(Ordering::SeqCst);
    }
    Some(places)
}

/// Takes the request out of a locked place, if one waits and is not being cancelled.
#[inline]
fn unmark(content: &mut Content) -> Option<Request> {
    let Content::Waiting(request, written) = *content else {
        return None;
    };
    // SAFETY: the place owns the request. Its cancel callback, if it runs already, waits for the lock before it
    // completes the request.
    let status = unsafe { wdf::WdfRequestUnmarkCancelable(request) };
    if status == STATUS_CANCELLED {
        *content = Content::Canceled(request);
        return None;
    }
    *content = Content::Empty;
    // SAFETY: unmarked in time: the request was the place's, and is the caller's now.
    Some(unsafe { Request::that_waited(request, written) })
}

/// The request was marked cancelable, and is not parked after all: it comes back, unless it is being cancelled.
#[cold]
fn withdraw(content: &mut Content, request: Request, error: Error) -> Result<WDFREQUEST, Rejected> {
    let (raw, written) = (request.raw, request.result.written());
    // INVARIANT: marked, and the ownership goes to the place, for as long as it is locked or the request is being
    // cancelled.
    *content = Content::Waiting(request.release(), written);
    match unmark(content) {
        Some(request) => Err(Rejected { request, error }),
        None => Ok(raw),
    }
}

/// Whether the device of a power-managed queue is leaving D0, or not in it. If not, a stop that is noted is over: it
/// came while the request was given to another queue.
fn is_held(queue: WDFQUEUE) -> bool {
    // SAFETY: callers have a request of the queue, which outlives it; the counts are not asked for.
    let state = unsafe { wdf::WdfIoQueueGetState(queue, ptr::null_mut(), ptr::null_mut()) };
    state & wdf::_WDF_IO_QUEUE_STATE::WdfIoQueuePnpHeld != 0
}

impl Request {
    /// The request is given to a queue, which answers `EvtIoStop` itself. Gives the flags of the one that was not
    /// answered yet.
    pub(in crate::request) fn forget_stop(&self) -> ULONG {
        self.asked().map_or(0, |(asked, queue)| asked.take(queue))
    }

    /// The request was not given to a queue.
    pub(in crate::request) fn remember_stop(&self, flags: ULONG) {
        if flags != 0
            && let Some((asked, queue)) = self.asked()
        {
            asked.note(queue, flags);
        }
    }

    /// What `EvtIoStop` has noted, and the queue of the request.
    fn asked(&self) -> Option<(&Asked, WDFQUEUE)> {
        // SAFETY: the queue outlives its requests.
        let late = || unsafe { places_of_queue(self.raw_queue()) };
        let places = self.source().and_then(Source::places).or_else(late)?;
        if !places.stopped.load(Ordering::Acquire) {
            return None;
        }
        // SAFETY: the driver owns the request; the context is only shared.
        let asked = unsafe { context::find(self.raw.cast()) }?;
        Some((asked, self.raw_queue()))
    }
}
