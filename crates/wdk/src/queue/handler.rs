#![expect(
    unsafe_code,
    reason = "the framework calls these functions with raw handles"
)]

use core::marker::PhantomData;

use wdk_sys::{
    ULONG,
    wdf::{self, WDF_IO_QUEUE_CONFIG, WDFDEVICE, WDFQUEUE, WDFREQUEST},
};

use super::Source;
use crate::{
    Context, Device, Disposed, IoControlCode, Request,
    callback::{Callback, zst_instance},
    context::context_of,
    irql::{self, AtMostDispatch, QueueLevel, Unlocked},
    registered::QueueHandlerAttribute,
    request::{
        CanceledRequest, Parked, ResultBuffer,
        parked::place::{self, STOP_PURGE},
    },
};

/// `WdfRequestStopRequestCancelable`
const STOP_CANCELABLE: ULONG = 0x1000_0000;

/// A device control request's parameters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct IoControl {
    /// The I/O control code.
    pub code: IoControlCode,
    /// Length of the output buffer in bytes.
    pub output_length: usize,
    /// Length of the input buffer in bytes.
    pub input_length: usize,
}

/// The handlers of a queue: the device's context, or a part of it.
///
/// Put [`#[wdk::handlers]`](macro@crate::handlers) on the implementation: it records which methods
/// are written, and only those are registered.
///
/// A handler owns its request and returns [`Disposed`], which only completing, forwarding or parking
/// the request gives: no path can omit that.
///
/// # Examples
/// ```
/// use wdk::prelude::*;
///
/// #[wdk::context]
/// struct Toaster;
///
/// #[wdk::handlers]
/// impl QueueHandler for Toaster {
///     type Irql = UpToDispatch;
///
///     fn read(&self, request: Request, _length: usize, irql: &mut UpToDispatch) -> Disposed {
///         request.reply(b"toast", irql)
///     }
/// }
/// ```
///
/// Without the attribute nothing would be registered, so it is required:
/// ```compile_fail,E0277
/// use wdk::prelude::*;
/// struct Toaster;
/// impl QueueHandler for Toaster {
///     type Irql = UpToDispatch;
/// }
/// ```
///
/// See [Request handlers](https://learn.microsoft.com/windows-hardware/drivers/wdf/request-handlers).
pub trait QueueHandler: QueueHandlerAttribute + 'static {
    /// The level at which the framework calls the handlers: for [`Passive`](crate::Passive) it uses a
    /// system thread where needed.
    type Irql: QueueLevel;

    #[doc(hidden)]
    const HAS_READ: bool = false;
    #[doc(hidden)]
    const HAS_WRITE: bool = false;
    #[doc(hidden)]
    const HAS_DEVICE_CONTROL: bool = false;
    #[doc(hidden)]
    const HAS_INTERNAL_DEVICE_CONTROL: bool = false;
    #[doc(hidden)]
    const HAS_DEFAULT: bool = false;
    #[doc(hidden)]
    const HAS_STOP: bool = false;
    #[doc(hidden)]
    const HAS_RESUME: bool = false;
    #[doc(hidden)]
    const HAS_CANCELED_ON_QUEUE: bool = false;

    /// `EvtIoRead`: a read of up to `length` bytes.
    fn read(&self, request: Request, length: usize, irql: &mut Self::Irql) -> Disposed {
        unregistered(request, length, irql)
    }

    /// `EvtIoWrite`: a write of `length` bytes.
    fn write(&self, request: Request, length: usize, irql: &mut Self::Irql) -> Disposed {
        unregistered(request, length, irql)
    }

    /// `EvtIoDeviceControl`: a control request of an application or another driver.
    fn device_control(
        &self,
        request: Request,
        control: IoControl,
        irql: &mut Self::Irql,
    ) -> Disposed {
        unregistered(request, control, irql)
    }

    /// `EvtIoInternalDeviceControl`: a control request of another driver.
    fn internal_device_control(
        &self,
        request: Request,
        control: IoControl,
        irql: &mut Self::Irql,
    ) -> Disposed {
        unregistered(request, control, irql)
    }

    /// `EvtIoDefault`: a request for which the queue has no other handler.
    fn default(&self, request: Request, irql: &mut Self::Irql) -> Disposed {
        unregistered(request, (), irql)
    }

    /// `EvtIoStop`: the queue stops, and the driver still owns a request from it.
    ///
    /// A driver that keeps requests completes them here, or acknowledges with
    /// [`Stopping::acknowledge`] that it keeps the request while the queue is stopped. Without this
    /// handler that is done for requests that are [parked](Request::park). A request that is parked again after
    /// this was called for it comes back with [`Error::CANCELLED`](crate::Error::CANCELLED).
    fn stop(&self, stopping: Stopping<'_>, irql: &mut Self::Irql) {
        let _ = (stopping, irql);
    }

    /// `EvtIoResume`: the queue resumes, after a stop that was acknowledged.
    fn resume(&self, irql: &mut Self::Irql) {
        let _ = irql;
    }

    /// `EvtIoCanceledOnQueue`: a request was cancelled in the queue, after the driver had owned it and
    /// forwarded it. The driver owns it again, to complete it.
    fn canceled_on_queue(&self, request: CanceledRequest, irql: &mut Self::Irql) -> Disposed {
        request.complete(irql)
    }
}

/// The body of a handler that was not written, which is never registered.
fn unregistered<T>(request: Request, _argument: T, irql: &mut impl Unlocked) -> Disposed {
    request.complete(crate::Error::INVALID_DEVICE_REQUEST, irql)
}

/// Why a queue stops.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StopReason {
    /// The device leaves D0 and is expected to return.
    Suspend,
    /// The device is removed: the request should be completed.
    Purge,
}

/// A request that the driver still owns while its queue stops.
#[derive(Debug)]
pub struct Stopping<'a> {
    queue: WDFQUEUE,
    request: WDFREQUEST,
    flags: ULONG,
    callback: PhantomData<&'a ()>,
}

impl Stopping<'_> {
    /// Why the queue stops.
    #[must_use]
    pub const fn reason(&self) -> StopReason {
        if self.flags & STOP_PURGE != 0 {
            StopReason::Purge
        } else {
            StopReason::Suspend
        }
    }

    /// Whether the request is marked cancelable.
    #[must_use]
    pub const fn is_cancelable(&self) -> bool {
        self.flags & STOP_CANCELABLE != 0
    }

    /// Acknowledges the stop: the request, which waits in `parked`, stays there while the queue is
    /// stopped.
    ///
    /// # Errors
    /// This value, when the request does not wait there. Who has taken it completes it, or gets it back when it
    /// parks it again.
    pub fn acknowledge<T, L: AtMostDispatch>(
        self,
        parked: &Parked<T>,
        irql: &mut L,
    ) -> Result<(), Self> {
        if parked.place().answer(self.queue, self.request, irql) {
            Ok(())
        } else {
            Err(self)
        }
    }
}

/// Fills in the slots of the handlers that `H` has.
pub(super) const fn fill<C, H, F>(config: &mut WDF_IO_QUEUE_CONFIG)
where
    C: Context,
    H: QueueHandler,
    F: Callback + for<'c> Fn(&'c C) -> &'c H,
{
    if H::HAS_READ {
        config.EvtIoRead = Some(evt_io_read::<C, H, F>);
    }
    if H::HAS_WRITE {
        config.EvtIoWrite = Some(evt_io_write::<C, H, F>);
    }
    if H::HAS_DEVICE_CONTROL {
        config.EvtIoDeviceControl = Some(evt_io_device_control::<C, H, F>);
    }
    if H::HAS_INTERNAL_DEVICE_CONTROL {
        config.EvtIoInternalDeviceControl = Some(evt_io_internal_device_control::<C, H, F>);
    }
    if H::HAS_DEFAULT {
        config.EvtIoDefault = Some(evt_io_default::<C, H, F>);
    }
    config.EvtIoStop = if H::HAS_STOP {
        Some(evt_io_stop::<C, H, F>)
    } else {
        Some(place::evt_io_stop)
    };
    if H::HAS_RESUME {
        config.EvtIoResume = Some(evt_io_resume::<C, H, F>);
    }
    if H::HAS_CANCELED_ON_QUEUE {
        config.EvtIoCanceledOnQueue = Some(evt_io_canceled_on_queue::<C, H, F>);
    }
}

/// The handlers of a queue, the token of the level that they are called at, and the context of the queue.
///
/// # Safety
/// A callback of `queue` runs, a live queue that [`super::create`] made with the same types.
#[inline]
unsafe fn enter<'a, C, H, F>(queue: WDFQUEUE) -> (&'a H, &'a mut H::Irql, *const Source)
where
    C: Context,
    H: QueueHandler,
    F: Callback + for<'c> Fn(&'c C) -> &'c H,
{
    // SAFETY: the caller's queue is live during its callback, and `create` gave it this context.
    let source = unsafe { context_of::<Source>(queue.cast()) };
    // SAFETY: the queue has this context, of which zeros are a value, and which is only shared.
    let handlers = unsafe { &*source }.handlers::<H>();
    let handlers = if handlers.is_null() {
        // SAFETY: the caller's queue and types.
        unsafe { handlers_of_device::<C, H, F>(queue) }
    } else {
        // SAFETY: `create` wrote the handlers that the callbacks were made with.
        unsafe { &*handlers }
    };
    // SAFETY: `create` made the queue with the execution level that `H::Irql` stands for.
    (handlers, unsafe { irql::assume() }, source)
}

/// The handlers of a queue that calls one of them before `create` has returned.
///
/// # Safety
/// As for [`enter`].
#[cold]
#[inline(never)]
unsafe fn handlers_of_device<'a, C, H, F>(queue: WDFQUEUE) -> &'a H
where
    C: Context,
    H: QueueHandler,
    F: Callback + for<'c> Fn(&'c C) -> &'c H,
{
    // SAFETY: `create` was given a value of type `F`.
    let select = unsafe { zst_instance::<F>() };
    // SAFETY: the caller's queue is live during its callback.
    let device: WDFDEVICE = unsafe { wdf::WdfIoQueueGetDevice(queue) }.cast();
    // SAFETY: `create` was given a `Device<C>`, which outlives its queues.
    let device = unsafe { Device::<C>::from_raw(device) };
    select(device.context())
}

/// Declares the functions that the framework calls: each with the request's result buffer,
/// and the method of the handlers that gets the request.
macro_rules! trampolines {
    ($($name:ident($($argument:ident: $type:ty),*), $result:expr
        => $method:ident($($passed:expr),*) $(as $kind:path)?;)*) => {$(
        /// # Safety
        /// Called by the framework, for a queue that `create` made with the same types. The
        /// request is the driver's from now on.
        #[wdk_sys::abi]
        unsafe fn $name<C, H, F>(queue: WDFQUEUE, request: WDFREQUEST $(, $argument: $type)*)
        where
            C: Context,
            H: QueueHandler,
            F: Callback + for<'c> Fn(&'c C) -> &'c H,
        {
            // SAFETY: a request handler of this queue is called.
            let (handlers, irql, source) = unsafe { enter::<C, H, F>(queue) };
            // SAFETY: the framework delivers the request of this queue to the driver, and passes the real
            // length of its buffer, and its code.
            let owned = unsafe { Request::delivered(request, $result, source) };
            $(let owned = $kind(owned);)?
            let disposed: Disposed = handlers.$method(owned, $($passed,)* irql);
            disposed.end(request);
        }
    )*};
}

trampolines! {
    evt_io_read(length: usize), ResultBuffer::of_read(length) => read(length);
    evt_io_write(length: usize), ResultBuffer::of_write(length) => write(length);
    evt_io_device_control(output_length: usize, input_length: usize, code: ULONG),
        ResultBuffer::of_control(IoControlCode::from_value(code), output_length)
        => device_control(IoControl::new(code, output_length, input_length));
    evt_io_internal_device_control(output_length: usize, input_length: usize, code: ULONG),
        ResultBuffer::of_control(IoControlCode::from_value(code), output_length)
        => internal_device_control(IoControl::new(code, output_length, input_length));
    evt_io_default(), ResultBuffer::UNKNOWN => default();
    evt_io_canceled_on_queue(), ResultBuffer::UNKNOWN => canceled_on_queue() as CanceledRequest;
}

impl IoControl {
    pub(crate) const fn new(code: ULONG, output_length: usize, input_length: usize) -> Self {
        Self {
            code: IoControlCode::from_value(code),
            output_length,
            input_length,
        }
    }
}

/// # Safety
/// Called by the framework, for a queue that `create` made with the same types.
#[wdk_sys::abi]
unsafe fn evt_io_stop<C, H, F>(queue: WDFQUEUE, request: WDFREQUEST, flags: ULONG)
where
    C: Context,
    H: QueueHandler,
    F: Callback + for<'c> Fn(&'c C) -> &'c H,
{
    // SAFETY: EvtIoStop of this queue is called, with a handle that is valid during the call.
    unsafe { place::note_stop(queue, request, flags) };
    // SAFETY: EvtIoStop of this queue is called.
    let (handlers, irql, _) = unsafe { enter::<C, H, F>(queue) };
    let stopping = Stopping {
        queue,
        request,
        flags,
        callback: PhantomData,
    };
    handlers.stop(stopping, irql);
}

/// # Safety
/// Called by the framework, for a queue that `create` made with the same types.
#[wdk_sys::abi]
unsafe fn evt_io_resume<C, H, F>(queue: WDFQUEUE, _request: WDFREQUEST)
where
    C: Context,
    H: QueueHandler,
    F: Callback + for<'c> Fn(&'c C) -> &'c H,
{
    // SAFETY: EvtIoResume of this queue is called.
    let (handlers, irql, _) = unsafe { enter::<C, H, F>(queue) };
    handlers.resume(irql);
}
