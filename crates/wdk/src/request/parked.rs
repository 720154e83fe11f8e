//! A request that waits in the driver, and can be cancelled meanwhile.
#![expect(unsafe_code, reason = "shares a cell behind the lock of a place")]

pub(crate) mod place;

use core::{cell::UnsafeCell, fmt, ptr};

use wdk_sys::wdf::WDFREQUEST;

use super::{Disposed, Rejected, Request};
use crate::{
    Context, Device, Dispatch, Error, Result,
    irql::{AtMostDispatch, Locked},
};

use place::Place;

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
/// Data that goes with the request lies behind the same lock: [`Request::park_with`] parks a request and changes the
/// data in one step.
///
/// See [Canceling I/O requests](https://learn.microsoft.com/windows-hardware/drivers/wdf/canceling-i-o-requests).
pub struct Parked<T = ()> {
    place: Place,
    data: UnsafeCell<T>,
}

// SAFETY: the data is reached by who holds the lock of the place, one at a time.
unsafe impl<T: Send> Sync for Parked<T> {}

impl Parked {
    /// A field without a request.
    #[must_use]
    pub const fn new() -> Self {
        Self::with_data(())
    }
}

impl<T> Parked<T> {
    /// A field without a request, with data.
    pub const fn with_data(data: T) -> Self {
        Self {
            place: Place::new(),
            data: UnsafeCell::new(data),
        }
    }

    /// Takes the request out, if one waits and is not being cancelled.
    pub fn take<L: AtMostDispatch>(&self, irql: &mut L) -> Option<Request> {
        self.place.take_if(irql, |_| true)
    }

    /// As [`take`](Self::take), and runs `f` with the request and the data of the place, in the same lock. When no
    /// request is taken, `f` does not run.
    ///
    /// # Examples
    /// ```
    /// use wdk::prelude::*;
    ///
    /// #[wdk::context]
    /// struct Toaster { reader: Parked<[u8; 4]> }
    ///
    /// impl Toaster {
    ///     fn pop(&self, irql: &mut Dispatch) {
    ///         let taken = self.reader.take_with(irql, |request, slices| request.write_output(slices));
    ///         if let Some((request, written)) = taken {
    ///             request.finish(written, irql);
    ///         }
    ///     }
    /// }
    /// ```
    pub fn take_with<L: AtMostDispatch, R>(
        &self,
        irql: &mut L,
        f: impl FnOnce(&Request, &mut T) -> R,
    ) -> Option<(Request, R)> {
        self.place.take_then(irql, |request| {
            // SAFETY: the lock of the place is held.
            f(request, unsafe { &mut *self.data.get() })
        })
    }

    /// Whether a request waits.
    pub fn is_occupied<L: AtMostDispatch>(&self, irql: &mut L) -> bool {
        self.place.is_occupied(irql)
    }

    /// Runs `f` with the data, at `DISPATCH_LEVEL`.
    #[inline]
    pub fn with<L: AtMostDispatch, R>(
        &self,
        irql: &mut L,
        f: impl FnOnce(&mut T, &mut Locked<Dispatch>) -> R,
    ) -> R {
        self.place.locked(irql, |_, irql| {
            // SAFETY: the lock of the place is held.
            f(unsafe { &mut *self.data.get() }, irql)
        })
    }

    pub(crate) const fn place(&self) -> &Place {
        &self.place
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
    /// [`Error::CANCELLED`] when the request was cancelled, or its queue has stopped since it was taken out of a
    /// place, and [`Error::INVALID_DEVICE_REQUEST`] when the place is not in its device's context, or no queue has
    /// delivered it.
    #[inline]
    pub fn park<C, T, L>(
        self,
        place: impl for<'c> FnOnce(&'c C) -> &'c Parked<T>,
        irql: &mut L,
    ) -> Result<Disposed, Rejected>
    where
        C: Context,
        T: 'static,
        L: AtMostDispatch,
    {
        self.park_with(place, irql, |_, _| Ok(()))
    }

    /// As [`park`](Self::park), and runs `f` with the request and the data of the place, in the same lock, once
    /// nothing else can fail: data that `f` changes is that of a request which waits. When `f` fails, the request is
    /// not parked.
    ///
    /// # Errors
    /// As [`park`](Self::park), and what `f` returns. When the request is being cancelled while `f` fails, it is
    /// completed as one that waits.
    #[inline]
    pub fn park_with<C, T, L>(
        self,
        place: impl for<'c> FnOnce(&'c C) -> &'c Parked<T>,
        irql: &mut L,
        f: impl FnOnce(&Self, &mut T) -> Result<()>,
    ) -> Result<Disposed, Rejected>
    where
        C: Context,
        T: 'static,
        L: AtMostDispatch,
    {
        let source = self.source().map(ptr::from_ref);
        let known = source.and_then(|source| {
            // SAFETY: the queue that delivered the request outlives it, wherever it waits.
            unsafe { &*source }.device_context::<C>()
        });
        // SAFETY: the request is the driver's; the place that is found keeps it while its device is there.
        let found = known.or_else(|| unsafe { device_context_of_queue(self.raw) });
        let found = found.and_then(|(context, places)| {
            // A place that the whole context can lend stays where it is as long as the context does.
            let parked = place(context);
            let offset = ptr::from_ref(parked)
                .addr()
                .wrapping_sub(ptr::from_ref(context).addr());
            (offset < size_of::<C>()).then_some((parked, places))
        });
        let Some((parked, places)) = found else {
            let error = Error::INVALID_DEVICE_REQUEST;
            return Err(Rejected {
                request: self,
                error,
            });
        };
        parked.place.put(self, places, irql, |request| {
            // SAFETY: `put` runs this in the lock of the place.
            f(request, unsafe { &mut *parked.data.get() })
        })
    }
}

/// The context of the device of a request, and its places, for a queue that calls back before it is known to
/// have been made. It is given the handle: a request that is borrowed here would be kept in memory everywhere.
///
/// # Safety
/// `request` is live; what is returned is not used after its device is gone, which outlives it.
#[cold]
#[inline(never)]
unsafe fn device_context_of_queue<'a, C: Context>(
    request: WDFREQUEST,
) -> Option<(&'a C, &'a place::Places)> {
    // SAFETY: the caller's request is live.
    let queue = unsafe { super::queue_of(request) };
    // SAFETY: null, or a queue that outlives its request, whose device outlives that.
    let device: &Device<C> = unsafe { Device::checked(super::raw_device(queue)) }?;
    // SAFETY: the same queue.
    Some((device.context(), unsafe { place::places_of_queue(queue) }?))
}

impl<T: Default> Default for Parked<T> {
    fn default() -> Self {
        Self::with_data(T::default())
    }
}

impl<T> fmt::Debug for Parked<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parked").finish_non_exhaustive()
    }
}
