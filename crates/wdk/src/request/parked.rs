#![expect(unsafe_code, reason = "calls the framework with request handles")]

use core::{fmt, mem::ManuallyDrop};

use wdk_sys::{
    STATUS_CANCELLED,
    wdf::{self, WDFREQUEST},
};

use super::{Disposed, Rejected, Request, ResultBuffer, raw_device};
use crate::{
    Context, Device, Error, NtStatus, SpinLock,
    callback::{Callback, OfKind, zst_instance},
    irql::{self, AtMostDispatch},
};

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
        self.0.with(irql, |place, _| {
            let Place::Waiting { request, result } = *place else {
                return None;
            };
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
    fn put<L: AtMostDispatch>(
        &self,
        request: Request,
        evt_cancel: wdf::PFN_WDF_REQUEST_CANCEL,
        irql: &mut L,
    ) -> Result<Disposed, Rejected> {
        self.0.with(irql, |place, _| {
            if !matches!(place, Place::Empty) {
                let error = Error::DEVICE_BUSY;
                return Err(Rejected { request, error });
            }
            // The lock is held over both steps, so that nobody takes a request that is not marked
            // yet. This function never calls back, unlike the one without `Ex`.
            // SAFETY: `request` is the driver's, and its cancel callback finds this place.
            let status = unsafe { wdf::WdfRequestMarkCancelableEx(request.raw, evt_cancel) };
            if let Err(error) = NtStatus::new(status).ok() {
                return Err(Rejected { request, error });
            }
            let result = request.result.get();
            // INVARIANT: marked, and the ownership goes to the place.
            *place = Place::Waiting {
                request: request.into_raw(),
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

impl Request {
    /// Stores the request in a field of its device's context, where it can be cancelled.
    ///
    /// # Errors
    /// With the request: [`Error::DEVICE_BUSY`] when one waits there already,
    /// [`Error::CANCELLED`] when the request was cancelled, and
    /// [`Error::INVALID_DEVICE_REQUEST`] when its device has another context.
    pub fn park<C, F, L, NotAFunctionPointer>(
        self,
        place: F,
        irql: &mut L,
    ) -> Result<Disposed, Rejected>
    where
        C: Context,
        F: Callback + OfKind<NotAFunctionPointer>,
        F: for<'c> Fn(&'c C) -> &'c Parked,
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
        place(device.context()).put(self, Some(evt_request_cancel::<C, F>), irql)
    }
}

/// # Safety
/// Called by the framework, for a request that [`Request::park`] marked with the same types.
#[wdk_sys::abi]
unsafe fn evt_request_cancel<C, F>(raw: WDFREQUEST)
where
    C: Context,
    F: Callback + for<'c> Fn(&'c C) -> &'c Parked,
{
    // SAFETY: `park` was given a value of type `F`.
    let place = unsafe { zst_instance::<F>() };
    // SAFETY: the request is live, and this callback owns it once the place is empty.
    let request = ManuallyDrop::new(unsafe { Request::from_raw(raw) });
    let Some(device) = request.device::<C>() else {
        return;
    };
    // SAFETY: EvtRequestCancel is called at DISPATCH_LEVEL or below.
    let irql: &mut crate::UpToDispatch = unsafe { irql::assume() };
    let found = place(device.context())
        .0
        .with(irql, |place, _| match *place {
            Place::Waiting { request, .. } | Place::Canceled { request } if request == raw => {
                *place = Place::Empty;
                true
            }
            // The driver's accessor returned another place than before. The one that holds the
            // request would be left with a dead handle, so the request is not completed.
            _ => false,
        });
    if found {
        ManuallyDrop::into_inner(request).complete_with_information(Error::CANCELLED, 0);
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
