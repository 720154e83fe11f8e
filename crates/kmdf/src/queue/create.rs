//! `WdfIoQueueCreate`.
#![expect(
    unsafe_code,
    reason = "a table function, which drivers call with raw pointers"
)]

use wdk_sys::{
    DO_DEVICE_INITIALIZING, NTSTATUS, STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_DEVICE_STATE,
    STATUS_INVALID_PARAMETER, STATUS_INVALID_PARAMETER_4, abi,
    wdf::{
        _WDF_DEVICE_PNP_STATE::WdfDevStatePnpInit,
        _WDF_IO_QUEUE_DISPATCH_TYPE::{
            WdfIoQueueDispatchManual, WdfIoQueueDispatchParallel, WdfIoQueueDispatchSequential,
        },
        _WDF_SYNCHRONIZATION_SCOPE::{WdfSynchronizationScopeDevice, WdfSynchronizationScopeQueue},
        _WDF_TRI_STATE::{WdfFalse, WdfTrue, WdfUseDefault},
        PWDF_DRIVER_GLOBALS, PWDF_IO_QUEUE_CONFIG, PWDF_OBJECT_ATTRIBUTES, WDF_IO_QUEUE_CONFIG,
        WDFDEVICE, WDFQUEUE,
    },
};

use super::{
    Callbacks, Queue, Serialised,
    defer::Deferral,
    lists::Inner,
    state_machine::{Order, Power, State},
};
use crate::{
    argument::{Versioned, object, required},
    deferred,
    device::{self, Device},
    enter,
    event::Event,
    list::Link,
    object::{Attributes, CallbackLock, Header, Obj, Rules},
    status,
    sync::SpinLock,
};

/// The configuration ended here before KMDF 1.9, without a limit of presented requests.
const SIZE_V1_7: usize = 80;

/// The configuration ended here before KMDF 1.11, without the queue's driver.
const SIZE_V1_9: usize = 88;

// SAFETY: starts with `Size`; numbers, handles, nullable functions and a union of numbers.
unsafe impl Versioned for WDF_IO_QUEUE_CONFIG {
    const EARLIER_SIZES: &'static [usize] = &[SIZE_V1_7, SIZE_V1_9];
}

impl Queue {
    /// Checks a driver's configuration and creates the queue.
    fn create(
        device: Obj<Device>,
        config: &WDF_IO_QUEUE_CONFIG,
        attributes: &Attributes,
    ) -> Result<Obj<Self>, NTSTATUS> {
        let order = order(config)?;
        let callbacks = callbacks(config, order)?;
        let inherited = device.header().constraints();
        let constraints = attributes.constraints(inherited);
        let serialised = match constraints.scope {
            WdfSynchronizationScopeDevice if constraints.level != inherited.level => {
                return Err(STATUS_INVALID_PARAMETER);
            }
            WdfSynchronizationScopeDevice => Serialised::ByDevice,
            WdfSynchronizationScopeQueue => Serialised::ByQueue,
            _ => Serialised::No,
        };
        let power_managed = device.kind() != device::Kind::Control
            && match config.PowerManaged {
                WdfTrue => true,
                WdfFalse => false,
                WdfUseDefault => !device.io.settings.filter,
                _ => return Err(STATUS_INVALID_PARAMETER),
            };
        let queue = Self::assemble(
            device,
            attributes,
            Parts {
                order,
                callbacks,
                power_managed,
                zero_length: config.AllowZeroLengthRequests != 0,
                passive: constraints.is_passive(),
                serialised,
            },
        )?;
        if config.DefaultQueue != 0 {
            queue.header().forbid_delete();
            if let Err(status) = device.io.set_default(queue) {
                queue.abandon();
                return Err(status);
            }
        }
        Ok(queue)
    }

    /// A manual queue of the framework's own, which is always powered.
    pub(crate) fn internal(device: Obj<Device>) -> Result<Obj<Self>, NTSTATUS> {
        let parts = Parts {
            order: Order::Manual,
            callbacks: Callbacks::NONE,
            power_managed: false,
            zero_length: true,
            passive: false,
            serialised: Serialised::No,
        };
        Self::assemble(device, &Attributes::NONE, parts)
    }

    fn assemble(
        device: Obj<Device>,
        attributes: &Attributes,
        parts: Parts,
    ) -> Result<Obj<Self>, NTSTATUS> {
        let body = Self {
            device,
            sibling: Link::new(),
            callbacks: parts.callbacks,
            order: parts.order,
            zero_length: parts.zero_length,
            power_managed: parts.power_managed,
            passive: parts.passive,
            lock: SpinLock::new(Inner::new(State::new(parts.order, Power::Off))),
            own_lock: CallbackLock::new(parts.passive),
            serialised: parts.serialised,
            deferral: Deferral::new(),
            power_done: Event::new(),
            disposed: Event::new(),
        };
        let parent = attributes.parent_or(device.fx(), Some(device.header()))?;
        if !belongs_to(parent, device) {
            return Err(STATUS_INVALID_DEVICE_REQUEST);
        }
        let queue = Obj::create(device.fx(), Some(parent), attributes, body)?;
        queue.own_lock.initialize();
        queue.power_done.initialize();
        queue.disposed.initialize();
        if let Err(status) = queue.deferral.initialize(queue) {
            queue.abandon();
            return Err(status);
        }
        device.io.add(queue);
        Ok(queue)
    }
}

/// Whether requests cannot come yet: a control device is being initialised, another one has not begun to start.
fn takes_default_queue(device: Obj<Device>) -> bool {
    if device.kind() == device::Kind::Control {
        // SAFETY: the device's own device object.
        let flags = unsafe { (*device.wdm()).Flags };
        return flags & DO_DEVICE_INITIALIZING != 0;
    }
    device.pnp.wdf_state() == WdfDevStatePnpInit
}

/// Whether `object` is the device or belongs to it.
fn belongs_to(object: &Header, device: Obj<Device>) -> bool {
    deferred::device_of(object) == Some(device)
}

/// What a queue is made of.
struct Parts {
    order: Order,
    callbacks: Callbacks,
    power_managed: bool,
    zero_length: bool,
    passive: bool,
    serialised: Serialised,
}

impl Callbacks {
    const NONE: Self = Self {
        default: None,
        read: None,
        write: None,
        control: None,
        internal_control: None,
        stop: None,
        resume: None,
        canceled: None,
    };
}

fn order(config: &WDF_IO_QUEUE_CONFIG) -> Result<Order, NTSTATUS> {
    let limit = if config.Size as usize > SIZE_V1_7 {
        // SAFETY: the union has one member.
        unsafe { config.Settings.Parallel }.NumberOfPresentedRequests
    } else {
        u32::MAX
    };
    let limited = config.Size as usize > SIZE_V1_7 && limit != 0;
    match config.DispatchType {
        WdfIoQueueDispatchParallel => Ok(Order::Parallel { limit }),
        WdfIoQueueDispatchSequential if !limited => Ok(Order::Sequential),
        WdfIoQueueDispatchManual if !limited => Ok(Order::Manual),
        _ => Err(STATUS_INVALID_PARAMETER),
    }
}

fn callbacks(config: &WDF_IO_QUEUE_CONFIG, order: Order) -> Result<Callbacks, NTSTATUS> {
    let presents = config.EvtIoDefault.is_some()
        || config.EvtIoRead.is_some()
        || config.EvtIoWrite.is_some()
        || config.EvtIoDeviceControl.is_some()
        || config.EvtIoInternalDeviceControl.is_some();
    match order {
        Order::Manual if presents => return Err(STATUS_INVALID_PARAMETER),
        Order::Sequential | Order::Parallel { .. } if !presents => {
            return Err(status::WDF_NO_CALLBACK);
        }
        _ => {}
    }
    Ok(Callbacks {
        default: config.EvtIoDefault,
        read: config.EvtIoRead,
        write: config.EvtIoWrite,
        control: config.EvtIoDeviceControl,
        internal_control: config.EvtIoInternalDeviceControl,
        stop: config.EvtIoStop,
        resume: config.EvtIoResume,
        canceled: config.EvtIoCanceledOnQueue,
    })
}

#[doc = "[`WdfIoQueueCreate`](wdk_sys::wdf::WdfIoQueueCreate)"]
#[abi]
pub(crate) unsafe fn WdfIoQueueCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    Config: PWDF_IO_QUEUE_CONFIG,
    QueueAttributes: PWDF_OBJECT_ATTRIBUTES,
    Queue: *mut WDFQUEUE,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfIoQueueCreate(Device, Config, QueueAttributes, Queue)
    );
    required!(fx, WdfIoQueueCreate, Config => STATUS_INVALID_PARAMETER);
    let device = object!(fx, Device, Device => status::INVALID_HANDLE);
    let config = match Config.read_versioned(fx) {
        Ok(config) => config,
        Err(status) => return status,
    };
    let create = |attributes: Attributes| {
        if config.DefaultQueue == 0 && Queue.is_null() {
            return Err(STATUS_INVALID_PARAMETER_4);
        }
        if config.DefaultQueue != 0 && !takes_default_queue(device) {
            return Err(STATUS_INVALID_DEVICE_STATE);
        }
        Queue::create(device, &config, &attributes)
    };
    let created = Attributes::read(&QueueAttributes, Rules::QUEUE).and_then(create);
    Queue.put_created(created)
}
