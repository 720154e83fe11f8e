//! Queues, which deliver requests to a driver.
//!
//! See [Framework queue objects](https://learn.microsoft.com/windows-hardware/drivers/wdf/framework-queue-objects).
#![expect(unsafe_code, reason = "calls the framework with queue handles")]

mod handler;

use core::{fmt, ops::Deref, ptr};

use wdk_sys::{
    STATUS_NO_MORE_ENTRIES, ULONG,
    wdf::{
        self, _WDF_EXECUTION_LEVEL as execution, _WDF_IO_QUEUE_DISPATCH_TYPE as dispatch,
        _WDF_TRI_STATE as tri_state, WDF_IO_QUEUE_CONFIG, WDFDEVICE, WDFOBJECT, WDFQUEUE,
    },
};

use crate::{
    Context, Device, Disposed, Error, NtStatus, ObjRef, Passive, Rejected, Request, Result,
    callback::Callback,
    context,
    device::state::Kept,
    irql::CallbackLevel,
    object::{Object, handle_calls, handle_type},
    slot::Slot,
};

pub use handler::{IoControl, QueueHandler, StopReason, Stopping};

/// How a queue delivers its requests.
#[derive(Clone, Copy, Debug)]
#[must_use = "the queue is created by `Device::add_queue`"]
pub struct QueueConfig {
    dispatch: wdf::WDF_IO_QUEUE_DISPATCH_TYPE,
    presented: ULONG,
    power_managed: wdf::WDF_TRI_STATE,
    zero_length: bool,
    default: bool,
}

impl QueueConfig {
    const fn new(dispatch: wdf::WDF_IO_QUEUE_DISPATCH_TYPE) -> Self {
        Self {
            dispatch,
            presented: ULONG::MAX,
            power_managed: tri_state::WdfUseDefault,
            zero_length: false,
            default: false,
        }
    }

    /// One request at a time: the next is delivered when the last was completed or forwarded.
    pub const fn sequential() -> Self {
        Self::new(dispatch::WdfIoQueueDispatchSequential)
    }

    /// Every request as soon as it arrives.
    pub const fn parallel() -> Self {
        Self::new(dispatch::WdfIoQueueDispatchParallel)
    }

    /// At most `limit` requests at a time.
    pub const fn parallel_up_to(limit: u32) -> Self {
        Self {
            presented: limit,
            ..Self::parallel()
        }
    }

    /// The queue gets every request that no other queue of the device is configured for.
    pub const fn default_queue(self) -> Self {
        Self {
            default: true,
            ..self
        }
    }

    /// Whether the queue stops while the device is not in D0. By default it does, except for
    /// filters and control devices.
    pub const fn power_managed(self, power_managed: bool) -> Self {
        Self {
            power_managed: if power_managed {
                tri_state::WdfTrue
            } else {
                tri_state::WdfFalse
            },
            ..self
        }
    }

    /// Also delivers reads and writes of no bytes, which the framework completes by itself
    /// otherwise.
    pub const fn allow_zero_length(self) -> Self {
        Self {
            zero_length: true,
            ..self
        }
    }

    const fn to_raw(self) -> WDF_IO_QUEUE_CONFIG {
        // SAFETY: zero is a value of its numbers, nullable callbacks and handles.
        let mut raw: WDF_IO_QUEUE_CONFIG = unsafe { core::mem::zeroed() };
        raw.Size = size_of::<WDF_IO_QUEUE_CONFIG>() as ULONG;
        raw.DispatchType = self.dispatch;
        raw.PowerManaged = self.power_managed;
        raw.AllowZeroLengthRequests = self.zero_length as u8;
        raw.DefaultQueue = self.default as u8;
        if self.dispatch == dispatch::WdfIoQueueDispatchParallel {
            raw.Settings.Parallel.NumberOfPresentedRequests = self.presented;
        }
        raw
    }
}

handle_type! {
    /// A queue of requests.
    Queue = WDFQUEUE
}

impl Object for Queue {
    type Kept = Self;

    fn kept(&self) -> &Self {
        self
    }

    fn owner(&self) -> WDFOBJECT {
        self.raw_device().cast()
    }
}

impl Queue {
    /// Keeps the queue, and its device, beyond the callback.
    #[must_use]
    pub fn keep(&self) -> ObjRef<Self> {
        ObjRef::new(self)
    }

    /// The device that the queue belongs to, if its context is a `C`. A queue that is kept does not
    /// keep its device from being deleted.
    #[must_use]
    pub fn device<C: Context>(&self) -> Option<&Device<C, Kept>> {
        // SAFETY: the device lives as long as its queue; queues are made after the context.
        let device: Option<&Device<C>> = unsafe { Device::checked(self.raw_device()) };
        device.map(Deref::deref)
    }

    fn raw_device(&self) -> WDFDEVICE {
        // SAFETY: the queue is live, and every queue belongs to a device.
        unsafe { wdf::WdfIoQueueGetDevice(self.as_raw()) }.cast()
    }

    handle_calls! {
        /// Accepts and delivers requests again.
        pub fn start(&self) = WdfIoQueueStart();

        /// Stops delivering requests; those that arrive are queued.
        pub fn stop(&self) = WdfIoQueueStop(None, ptr::null_mut());

        /// Stops the queue, and waits until the driver has completed or forwarded every request
        /// that was delivered. A handler of this queue must not call it: it would wait for itself.
        pub fn stop_and_wait(&self, _irql: &Passive) = WdfIoQueueStopSynchronously();

        /// Refuses new requests and cancels those that are queued.
        pub fn purge(&self) = WdfIoQueuePurge(None, ptr::null_mut());

        /// Purges the queue, and waits until the driver has completed or forwarded every request
        /// that was delivered. A handler of this queue must not call it: it would wait for itself.
        pub fn purge_and_wait(&self, _irql: &Passive) = WdfIoQueuePurgeSynchronously();

        /// Refuses new requests, and still delivers those that are queued.
        pub fn drain(&self) = WdfIoQueueDrain(None, ptr::null_mut());
    }

    /// Takes the next request out of the queue, if one waits.
    ///
    /// # Errors
    /// What `WdfIoQueueRetrieveNextRequest` reports, such as a stopped queue.
    pub fn retrieve_next(&self) -> Result<Option<Request>> {
        let mut request = ptr::null_mut();
        // SAFETY: the queue is live; the framework writes the request's handle to a local.
        let status = unsafe { wdf::WdfIoQueueRetrieveNextRequest(self.as_raw(), &raw mut request) };
        if status == STATUS_NO_MORE_ENTRIES {
            return Ok(None);
        }
        NtStatus::new(status).ok()?;
        // SAFETY: a request that is retrieved from a queue is the driver's.
        Ok(Some(unsafe { Request::from_raw(request) }))
    }
}

impl fmt::Debug for Queue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Queue({:p})", self.as_raw())
    }
}

/// A field of a device context for requests that are queued until the driver retrieves them.
///
/// The framework cancels requests in the queue, and purges it when the device is removed.
/// [`Device::add_manual_queue`] binds it; before that it has no queue.
///
/// # Examples
/// ```
/// use wdk::prelude::*;
///
/// #[wdk::context]
/// struct Toaster { waiting: ManualQueue }
///
/// impl Toaster {
///     fn pop(&self) -> Result<()> {
///         while let Some(request) = self.waiting.retrieve_next()? {
///             request.complete(NtStatus::SUCCESS);
///         }
///         Ok(())
///     }
/// }
/// ```
pub struct ManualQueue(Slot);

impl ManualQueue {
    /// A field without a queue.
    #[must_use]
    pub const fn new() -> Self {
        Self(Slot::new())
    }

    /// The queue, once it is bound.
    ///
    /// # Errors
    /// [`Error::DEVICE_NOT_READY`] before that.
    pub fn get(&self) -> Result<&Queue> {
        let queue: WDFQUEUE = self.0.get().cast();
        if queue.is_null() {
            return Err(Error::DEVICE_NOT_READY);
        }
        // SAFETY: the slot of a `ManualQueue` is bound to a queue, and holds a reference on it.
        Ok(unsafe { Queue::from_raw(queue) })
    }

    /// Puts a request into the queue.
    ///
    /// # Errors
    /// As [`Request::forward`], and [`Error::DEVICE_NOT_READY`] before the queue is bound.
    pub fn forward(&self, request: Request) -> Result<Disposed, Rejected> {
        match self.get() {
            Ok(queue) => request.forward(queue),
            Err(error) => Err(Rejected { request, error }),
        }
    }

    /// Takes the next request out of the queue, if one waits.
    ///
    /// # Errors
    /// As [`Queue::retrieve_next`], and [`Error::DEVICE_NOT_READY`] before the queue is bound.
    pub fn retrieve_next(&self) -> Result<Option<Request>> {
        self.get()?.retrieve_next()
    }
}

impl Default for ManualQueue {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for ManualQueue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ManualQueue")
            .field(&self.get().ok())
            .finish()
    }
}

/// Creates a queue with the handlers that `select` finds in the context.
pub(crate) fn create<C, H, F>(device: &Device<C>, config: QueueConfig, _select: F) -> Result<&Queue>
where
    C: Context,
    H: QueueHandler,
    F: Callback + for<'c> Fn(&'c C) -> &'c H,
{
    let mut raw = config.to_raw();
    handler::fill::<C, H, F>(&mut raw);
    let mut attributes = context::no_context_attributes();
    if <H::Irql as CallbackLevel>::PASSIVE {
        attributes.ExecutionLevel = execution::WdfExecutionLevelPassive;
    }
    let queue = create_raw(device, &mut raw, &mut attributes)?;
    // SAFETY: the queue was created above, and is deleted together with the device.
    Ok(unsafe { Queue::from_raw(queue) })
}

/// Creates a queue without handlers, bound to a field of the context.
pub(crate) fn create_manual<C: Context>(
    device: &Device<C>,
    field: impl for<'c> FnOnce(&'c C) -> &'c ManualQueue,
) -> Result<()> {
    let slot = device.empty_slot(&field(device.context()).0)?;
    let mut raw = QueueConfig::new(dispatch::WdfIoQueueDispatchManual).to_raw();
    let mut attributes = context::no_context_attributes();
    let queue = create_raw(device, &mut raw, &mut attributes)?;
    // SAFETY: the queue is a new child of the device, in whose context `empty_slot` found the slot.
    unsafe { slot.bind(device, queue.cast()) }
}

fn create_raw<C: Context>(
    device: &Device<C>,
    config: &mut WDF_IO_QUEUE_CONFIG,
    attributes: &mut wdf::WDF_OBJECT_ATTRIBUTES,
) -> Result<WDFQUEUE> {
    let mut queue = ptr::null_mut();
    // SAFETY: the device is live; the framework copies configuration and attributes, whose
    // callbacks expect a device like this one.
    let status =
        unsafe { wdf::WdfIoQueueCreate(device.as_raw(), config, attributes, &raw mut queue) };
    NtStatus::new(status).ok()?;
    Ok(queue)
}
