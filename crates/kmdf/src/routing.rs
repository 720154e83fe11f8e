//! The I/O side of a device: which queue takes which IRP, and what the device's power and PnP
//! states do to all of its queues.
//!
//! The device creates a [`IoPackage`] from the settings of its `WDFDEVICE_INIT` and hands it every
//! I/O request. The power state machine opens and closes the power-managed queues.
#![expect(
    unsafe_code,
    reason = "table functions, and queues behind atomic pointers"
)]

mod dispatch;

pub(crate) use dispatch::{
    WdfDeviceConfigureWdmIrpDispatchCallback, WdfDeviceWdmDispatchIrp,
    WdfDeviceWdmDispatchIrpToIoQueue,
};

use core::{
    ptr::{self, NonNull},
    sync::atomic::{AtomicI32, AtomicPtr, Ordering},
};

use wdk_sys::{
    APC_LEVEL, IRP_MJ_CLEANUP, IRP_MJ_CLOSE, IRP_MJ_CREATE, IRP_MJ_DEVICE_CONTROL,
    IRP_MJ_INTERNAL_DEVICE_CONTROL, IRP_MJ_MAXIMUM_FUNCTION, IRP_MJ_READ, IRP_MJ_WRITE,
    KeGetCurrentIrql, NTSTATUS, PFILE_OBJECT, STATUS_INVALID_DEVICE_REQUEST,
    STATUS_INVALID_DEVICE_STATE, STATUS_INVALID_PARAMETER, STATUS_PENDING, STATUS_SUCCESS,
    STATUS_UNSUCCESSFUL, abi,
    wdf::{
        _WDF_REQUEST_TYPE, PFN_WDF_IO_IN_CALLER_CONTEXT, PWDF_DRIVER_GLOBALS, WDF_DEVICE_IO_TYPE,
        WDF_FILEOBJECT_CONFIG, WDF_REQUEST_TYPE, WDFDEVICE, WDFQUEUE, WDFREQUEST,
    },
};

use crate::{
    cache::Cache,
    callback::callback,
    device::Device,
    enter,
    event::{enter_critical_region, leave_critical_region},
    file,
    irp::Irp,
    list::{List, link_field},
    object::{Attributes, Header, Obj, Ref},
    queue::Queue,
    request::{
        Request, Source,
        rules::{self, RequestFlags},
    },
    status,
    sync::SpinLock,
};

const MAJORS: usize = IRP_MJ_MAXIMUM_FUNCTION as usize + 1;

/// The I/O settings of `WDFDEVICE_INIT`.
pub(crate) struct Settings {
    /// How read and write requests carry their buffers, a [`WDF_DEVICE_IO_TYPE`]. A filter learns it as it is attached.
    pub(crate) read_write: AtomicI32,
    /// `WdfDeviceInitSetFileObjectConfig`: the callbacks and the file objects' attributes.
    pub(crate) file_object: Option<(WDF_FILEOBJECT_CONFIG, Attributes)>,
    /// `WdfDeviceInitSetRequestAttributes`.
    pub(crate) request_attributes: Attributes,
    /// `WdfDeviceInitSetIoInCallerContextCallback`.
    pub(crate) in_caller_context: PFN_WDF_IO_IN_CALLER_CONTEXT,
    /// Is the device a filter? What it does not handle, it sends down.
    pub(crate) filter: bool,
}

/// The queues and file objects of a device.
pub(crate) struct IoPackage {
    /// As given at creation.
    pub(crate) settings: Settings,
    /// The queue of each major function.
    routes: [AtomicPtr<Header>; MAJORS],
    default: AtomicPtr<Header>,
    creates: AtomicPtr<Header>,
    /// The driver's callbacks that choose queues.
    dispatch: dispatch::Callbacks,
    /// The target of the device's own stack.
    pub(crate) target: AtomicPtr<Header>,
    queues: SpinLock<Queues>,
    cache: Cache,
    pub(crate) files: file::Files,
}

/// The queues of a device.
struct Queues {
    list: List<QueueLink>,
    /// Power-managed queues present: the device is in D0. It changes before the queues are told, so that one
    /// that is added meanwhile is told, or begins in the new state.
    powered: bool,
}

link_field! {
    /// The list of a device's queues. [`IoPackage::forget`] takes a queue out while it is being
    /// deleted. The lock of [`IoPackage::queues`] guards it.
    QueueLink: Queue, sibling
}

impl IoPackage {
    /// The I/O side of a new device; it has no queues yet.
    #[must_use]
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            settings,
            routes: [const { AtomicPtr::new(ptr::null_mut()) }; MAJORS],
            default: AtomicPtr::new(ptr::null_mut()),
            creates: AtomicPtr::new(ptr::null_mut()),
            dispatch: dispatch::Callbacks::new(),
            target: AtomicPtr::new(ptr::null_mut()),
            queues: SpinLock::new(Queues {
                list: List::new(),
                powered: false,
            }),
            cache: Cache::new(),
            files: file::Files::new(),
        }
    }

    /// How read and write requests carry their buffers.
    pub(crate) fn read_write(&self) -> WDF_DEVICE_IO_TYPE {
        self.settings.read_write.load(Ordering::Acquire)
    }

    /// Free memory of requests.
    pub(crate) fn cache(&self) -> &Cache {
        &self.cache
    }

    /// Power-managed queues that are made from now on present, or not.
    fn set_powered(&self, powered: bool) {
        self.queues.with(|queues| queues.powered = powered);
    }

    fn route(&self, major: u8) -> Option<Obj<Queue>> {
        queue_of(self.routes.get(usize::from(major))?)
    }

    /// Whether `queue` is the framework's own, for create requests.
    pub(crate) fn has_creates(&self, queue: Option<Obj<Queue>>) -> bool {
        queue.is_some() && queue == queue_of(&self.creates)
    }

    /// The default queue.
    pub(crate) fn default_queue(&self) -> Option<Obj<Queue>> {
        queue_of(&self.default)
    }

    /// Makes `queue` the default queue.
    ///
    /// # Errors
    /// `STATUS_UNSUCCESSFUL` when there is one.
    pub(crate) fn set_default(&self, queue: Obj<Queue>) -> Result<(), NTSTATUS> {
        let raw = queue.as_ptr().as_ptr();
        self.default
            .compare_exchange(ptr::null_mut(), raw, Ordering::AcqRel, Ordering::Relaxed)
            .map_err(|_| STATUS_UNSUCCESSFUL)?;
        // Creates come only to a queue that was configured for them.
        for route in &self.routes[1..] {
            // A queue that was configured for this function keeps it.
            let _ =
                route.compare_exchange(ptr::null_mut(), raw, Ordering::AcqRel, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Sends IRPs of this type to `queue`.
    ///
    /// # Errors
    /// `STATUS_WDF_BUSY` when another queue than the default one has them, `STATUS_INVALID_PARAMETER` when one has
    /// create requests. The default queue takes no more than what nobody else does, but for create requests.
    fn configure(&self, queue: Obj<Queue>, kind: WDF_REQUEST_TYPE) -> Result<(), NTSTATUS> {
        let route = &self.routes[kind as usize];
        let current = queue_of(route);
        let default = self.default_queue();
        if kind == _WDF_REQUEST_TYPE::WdfRequestTypeCreate {
            if current.is_some() {
                return Err(STATUS_INVALID_PARAMETER);
            }
        } else if default == Some(queue) {
            return Err(STATUS_INVALID_DEVICE_REQUEST);
        } else if current.is_some() && current != default {
            return Err(status::WDF_BUSY);
        }
        // Before IRPs come: they find the queue here without a reference.
        queue.header().forbid_delete();
        route.store(queue.as_ptr().as_ptr(), Ordering::Release);
        Ok(())
    }

    /// A new queue of the device.
    pub(crate) fn add(&self, queue: Obj<Queue>) {
        self.queues.with(|queues| {
            queues.list.push_back(queue);
            if queues.powered || !queue.is_power_managed() {
                queue.begin_powered();
            }
        });
    }

    /// A queue is deleted: nothing comes to it any more.
    pub(crate) fn forget(&self, queue: Obj<Queue>) {
        let raw = queue.as_ptr().as_ptr();
        let default = self.default.load(Ordering::Acquire);
        for (major, route) in self.routes.iter().enumerate() {
            let instead = if default == raw || major == IRP_MJ_CREATE as usize {
                ptr::null_mut()
            } else {
                default
            };
            let _ = route.compare_exchange(raw, instead, Ordering::AcqRel, Ordering::Relaxed);
        }
        let _ = self.default.compare_exchange(
            raw,
            ptr::null_mut(),
            Ordering::AcqRel,
            Ordering::Relaxed,
        );
        self.queues.with(|_| queue.sibling.unlink());
    }

    /// Calls `work` for every queue, with no lock held.
    fn each_queue(&self, work: impl Fn(Obj<Queue>)) {
        let mut next = self
            .queues
            .with(|queues| queues.list.first().map(Obj::reference));
        while let Some(queue) = next {
            work(*queue);
            next = self.queues.with(|queues| after(&queues.list, &queue));
        }
    }

    /// The target of the device's own stack is about to be destroyed with the device's other objects.
    pub(crate) fn forget_target(&self) {
        self.target.store(ptr::null_mut(), Ordering::Release);
    }

    /// Completes what waits for a file that is being closed.
    pub(crate) fn flush_file(&self, file: PFILE_OBJECT) {
        self.each_queue(|queue| queue.flush_file(file));
    }
}

fn queue_of(route: &AtomicPtr<Header>) -> Option<Obj<Queue>> {
    let header = NonNull::new(route.load(Ordering::Acquire))?;
    // SAFETY: `forget` takes a queue out of the routes before it is freed, and a queue that has
    // a request on its way is not freed.
    Some(unsafe { Obj::from_raw(header) })
}

/// The queue after `queue`, or the first one when `queue` has been deleted meanwhile.
fn after(list: &List<QueueLink>, queue: &Ref<Queue>) -> Option<Ref<Queue>> {
    let next = if queue.sibling.is_linked() {
        // SAFETY: the one list that a queue is ever in is its device's.
        unsafe { list.after(**queue) }
    } else {
        list.first()
    };
    next.map(Obj::reference)
}

/// Handles a create, close, cleanup, read, write, control or other I/O request.
pub(crate) fn dispatch_io_irp(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    match u32::from(irp.current().major()) {
        IRP_MJ_READ | IRP_MJ_WRITE | IRP_MJ_DEVICE_CONTROL | IRP_MJ_INTERNAL_DEVICE_CONTROL => {
            dispatch::choose(device, irp).unwrap_or_else(|| to_queue(device, irp))
        }
        IRP_MJ_CREATE => file::create(device, irp),
        IRP_MJ_CLEANUP => file::cleanup(device, irp),
        IRP_MJ_CLOSE => file::close(device, irp),
        _ if device.io.settings.filter => send_down(device, irp),
        _ => irp.fail(STATUS_INVALID_DEVICE_REQUEST),
    }
}

/// Sends the IRP to the device below with this device's stack location.
pub(crate) fn send_down(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    irp.skip_current();
    irp.call(device.attached())
}

fn to_queue(device: Obj<Device>, irp: Irp) -> NTSTATUS {
    let package = &device.io;
    let major = irp.current().major();
    let queue = package.route(major);
    let has_in_caller_context = package.settings.in_caller_context.is_some();
    let unhandled = match queue {
        Some(queue) => {
            package.settings.filter
                && package.default_queue() == Some(queue)
                && !queue.handles(major)
        }
        None => true,
    };
    if unhandled && !has_in_caller_context {
        return if package.settings.filter {
            send_down(device, irp)
        } else {
            irp.fail(STATUS_INVALID_DEVICE_REQUEST)
        };
    }
    let choice = Choice {
        queue,
        in_caller_context: true,
    };
    enter_request(device, choice, irp)
}

/// Where a request goes.
struct Choice {
    queue: Option<Obj<Queue>>,
    /// By way of `EvtIoInCallerContext`, if the driver has it.
    in_caller_context: bool,
}

fn enter_request(device: Obj<Device>, choice: Choice, irp: Irp) -> NTSTATUS {
    // Callbacks run in this thread; if it were suspended in one, its queue would stop.
    let critical = KeGetCurrentIrql() <= APC_LEVEL as u8;
    if critical {
        enter_critical_region();
    }
    let status = match Request::incoming(device, irp) {
        Ok(request) => enter_queue(device, choice, request),
        Err(status) => irp.fail(status),
    };
    if critical {
        leave_critical_region();
    }
    status
}

fn enter_queue(device: Obj<Device>, choice: Choice, request: Obj<Request>) -> NTSTATUS {
    let queue = choice.queue;
    let in_caller_context = device
        .io
        .settings
        .in_caller_context
        .filter(|_| choice.in_caller_context);
    if in_caller_context.is_some() {
        request.mark_pending();
        request.next_queue.set(queue);
        request.presented.set(true);
        request.note(
            RequestFlags::OWNED.with(RequestFlags::IN_CALLER_CONTEXT),
            RequestFlags::default(),
        );
        let (owner, handle) = (device.handle().cast(), request.wdf());
        callback!(
            device.fx(),
            device.handle(),
            "EvtIoInCallerContext",
            in_caller_context,
            (owner, handle)
        );
        return STATUS_PENDING;
    }
    match queue {
        Some(queue) => queue.accept(request),
        None => STATUS_INVALID_DEVICE_REQUEST,
    }
}

/// Gives a create request to the queue that takes creates, if there is one.
pub(crate) fn create_to_queue(device: Obj<Device>, irp: Irp) -> Option<NTSTATUS> {
    let queue = device.io.route(IRP_MJ_CREATE as u8)?;
    Some(match Request::incoming(device, irp) {
        Ok(request) => queue.accept(request),
        Err(status) => {
            file::create_completed(device, irp, status);
            irp.fail(status)
        }
    })
}

/// The queue that create requests belong to while `EvtDeviceFileCreate` has them, so that they
/// can be forwarded and made cancelable like others.
pub(crate) fn creates(device: Obj<Device>) -> Result<Obj<Queue>, NTSTATUS> {
    let place = &device.io.creates;
    if let Some(queue) = queue_of(place) {
        return Ok(queue);
    }
    let queue = Queue::internal(device)?;
    let raw = queue.as_ptr().as_ptr();
    match place.compare_exchange(ptr::null_mut(), raw, Ordering::AcqRel, Ordering::Acquire) {
        Ok(_) => Ok(queue),
        Err(_) => {
            queue.delete();
            queue_of(place).ok_or(STATUS_UNSUCCESSFUL)
        }
    }
}

/// How power-managed queues close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Close {
    /// The device leaves D0 and will be back: `EvtIoStop` with `WdfRequestStopActionSuspend`, and
    /// waits until the driver has acknowledged or completed every request.
    Suspend,
    /// The device is removed: `EvtIoStop` with `WdfRequestStopActionPurge`; queued requests end
    /// with `STATUS_CANCELLED`, new ones are refused.
    Purge,
}

/// The device has entered D0: power-managed queues deliver, and `EvtIoResume` runs for the
/// requests that were kept. IRQL: `PASSIVE_LEVEL`.
pub(crate) fn start_power_managed_queues(device: Obj<Device>) {
    device.io.set_powered(true);
    device.io.each_queue(Obj::resume);
    device.io.each_queue(Obj::resume_presenting);
}

/// The device is about to leave D0. Returns when no power-managed queue delivers and every
/// request of the driver is accounted for. IRQL: `PASSIVE_LEVEL`.
pub(crate) fn stop_power_managed_queues(device: Obj<Device>, how: Close) {
    device.io.set_powered(false);
    match how {
        Close::Suspend => {
            device.io.each_queue(Obj::stop_presenting);
            device.io.each_queue(Obj::hold);
        }
        Close::Purge => device.io.each_queue(|queue| {
            if queue.is_power_managed() {
                queue.purge_for_removal();
            }
        }),
    }
}

/// The device is removed: every queue is purged. Returns when they are empty. IRQL:
/// `PASSIVE_LEVEL`.
pub(crate) fn purge_all_queues(device: Obj<Device>) {
    device.io.set_powered(false);
    device.io.each_queue(Obj::purge_for_removal);
}

#[doc = "[`WdfDeviceConfigureRequestDispatching`](wdk_sys::wdf::WdfDeviceConfigureRequestDispatching)"]
#[abi]
pub(crate) unsafe fn WdfDeviceConfigureRequestDispatching(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    Queue: WDFQUEUE,
    RequestType: WDF_REQUEST_TYPE,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfDeviceConfigureRequestDispatching(Device, Queue)
    );
    let device = Device.object::<Device>(fx);
    let queue = Queue.object::<Queue>(fx);
    let (Some(device), Some(queue)) = (device, queue) else {
        return status::INVALID_HANDLE;
    };
    let routed = [
        _WDF_REQUEST_TYPE::WdfRequestTypeCreate,
        _WDF_REQUEST_TYPE::WdfRequestTypeRead,
        _WDF_REQUEST_TYPE::WdfRequestTypeWrite,
        _WDF_REQUEST_TYPE::WdfRequestTypeDeviceControl,
        _WDF_REQUEST_TYPE::WdfRequestTypeDeviceControlInternal,
    ];
    if !routed.contains(&RequestType) {
        return STATUS_INVALID_PARAMETER;
    }
    if queue.device() != device {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    if dispatch::has_begun(device) {
        return STATUS_INVALID_DEVICE_STATE;
    }
    if !queue.handles(RequestType as u8) {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    match device.io.configure(queue, RequestType) {
        Ok(()) => STATUS_SUCCESS,
        Err(status) => status,
    }
}

#[doc = "[`WdfDeviceGetDefaultQueue`](wdk_sys::wdf::WdfDeviceGetDefaultQueue)"]
#[abi]
pub(crate) unsafe fn WdfDeviceGetDefaultQueue(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> WDFQUEUE {
    enter!(fx = DriverGlobals, WdfDeviceGetDefaultQueue(Device));
    Device
        .object::<Device>(fx)
        .and_then(|device| device.io.default_queue())
        .map_or(ptr::null_mut(), Obj::<Queue>::wdf)
}

#[doc = "[`WdfDeviceEnqueueRequest`](wdk_sys::wdf::WdfDeviceEnqueueRequest)"]
#[abi]
pub(crate) unsafe fn WdfDeviceEnqueueRequest(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    Request: WDFREQUEST,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceEnqueueRequest";
    enter!(fx = DriverGlobals, WdfDeviceEnqueueRequest(Device, Request));
    let device = Device.object::<Device>(fx);
    let request = crate::request::from_argument(fx, NAME, &Request);
    let (Some(device), Some(request)) = (device, request) else {
        return status::INVALID_HANDLE;
    };
    if request.source.get() != Source::Io || !request.allows(NAME, rules::enqueue) {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    let Some(irp) = request.irp() else {
        return STATUS_INVALID_DEVICE_REQUEST;
    };
    let major = irp.current().major();
    let package = &device.io;
    let queue = request.next_queue.get().or_else(|| package.route(major));
    let handled = queue.filter(|queue| {
        !package.settings.filter || package.default_queue() != Some(*queue) || queue.handles(major)
    });
    match handled {
        Some(queue) => {
            request.note(
                RequestFlags::default(),
                RequestFlags::IN_CALLER_CONTEXT.with(RequestFlags::OWNED),
            );
            let outcome = queue.accept_forwarded(request);
            if let Err(status) = outcome {
                request.note(
                    RequestFlags::IN_CALLER_CONTEXT.with(RequestFlags::OWNED),
                    RequestFlags::default(),
                );
                return status;
            }
            STATUS_SUCCESS
        }
        None if package.settings.filter => {
            request.send_and_forget(device.attached());
            STATUS_SUCCESS
        }
        None => STATUS_INVALID_DEVICE_REQUEST,
    }
}
