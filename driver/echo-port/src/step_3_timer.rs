//! The timer has moved into the context of the device, and its callback is a method of it.
#![expect(
    unsafe_code,
    clippy::multiple_unsafe_ops_per_block,
    reason = "what has not moved yet is in the style of windows-drivers-rs"
)]

use core::{ptr, time::Duration};

use wdk::{nt_success, prelude::*, wdf};
use wdk_sys::{
    _WDF_EXECUTION_LEVEL, _WDF_IO_QUEUE_DISPATCH_TYPE, _WDF_SYNCHRONIZATION_SCOPE, _WDF_TRI_STATE,
    NTSTATUS, POOL_FLAG_NON_PAGED, PVOID, STATUS_BUFFER_OVERFLOW, STATUS_CANCELLED,
    STATUS_INSUFFICIENT_RESOURCES, STATUS_SUCCESS, ULONG, WDF_IO_QUEUE_CONFIG, WDF_NO_HANDLE,
    WDF_OBJECT_ATTRIBUTES, WDF_OBJECT_CONTEXT_TYPE_INFO, WDFDEVICE, WDFOBJECT, WDFQUEUE,
    WDFREQUEST, abi, call_unsafe_wdf_function_binding,
    ntddk::{ExAllocatePool2, ExFreePool},
};

/// What applications find the device by.
const INTERFACE: Guid = guid!("2C5E8B41-9D03-4F6A-A17C-3E58D2906BF4");

/// The longest write.
const MAX_LENGTH: usize = 4096;
/// How long a request waits.
const DELAY: Duration = Duration::from_secs(1);
const POOL_TAG: ULONG = u32::from_le_bytes(*b"ohcE");

// ANCHOR: context
/// The context of the queue.
struct QueueContext {
    /// What was written last, in memory of the pool.
    buffer: PVOID,
    length: usize,
    /// The request that waits for the timer, and how many bytes it stored or returned; under the lock.
    current: WDFREQUEST,
    transferred: usize,
    lock: wdf::SpinLock,
}
// ANCHOR_END: context

#[repr(transparent)]
struct ContextType(WDF_OBJECT_CONTEXT_TYPE_INFO);

// SAFETY: nobody writes it.
unsafe impl Sync for ContextType {}

static QUEUE_CONTEXT: ContextType = ContextType(WDF_OBJECT_CONTEXT_TYPE_INFO {
    Size: size_of::<WDF_OBJECT_CONTEXT_TYPE_INFO>() as ULONG,
    ContextName: c"QueueContext".as_ptr(),
    ContextSize: size_of::<QueueContext>(),
    UniqueType: &raw const QUEUE_CONTEXT.0,
    EvtDriverGetUniqueContextType: None,
});

/// The context of the queue.
fn context_of(queue: WDFOBJECT) -> *mut QueueContext {
    // SAFETY: the driver's only queue was created with this context.
    let context = unsafe {
        call_unsafe_wdf_function_binding!(
            WdfObjectGetTypedContextWorker,
            queue,
            &raw const QUEUE_CONTEXT.0
        )
    };
    context.cast()
}

/// Attributes as `WDF_OBJECT_ATTRIBUTES_INIT` makes them.
fn attributes() -> WDF_OBJECT_ATTRIBUTES {
    WDF_OBJECT_ATTRIBUTES {
        Size: size_of::<WDF_OBJECT_ATTRIBUTES>() as ULONG,
        ExecutionLevel: _WDF_EXECUTION_LEVEL::WdfExecutionLevelInheritFromParent,
        SynchronizationScope: _WDF_SYNCHRONIZATION_SCOPE::WdfSynchronizationScopeInheritFromParent,
        ..WDF_OBJECT_ATTRIBUTES::default()
    }
}

// ANCHOR: entry
/// The context of the device.
#[wdk::context]
struct Echo {
    /// Completes the request that waits.
    timer: Timer,
}

#[wdk::driver_entry]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new()
        .evt_device_add(device_add)
        .create(driver, registry_path)
}

fn device_add(_driver: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
    let echo = || Echo {
        timer: Timer::new(),
    };
    let device = init.create(echo, irql)?;
    device.add_timer(
        TimerConfig::one_shot(),
        |echo| &echo.timer,
        Echo::expired,
        irql,
    )?;
    device.create_interface(&INTERFACE, None, irql)?;
    create_queue(device.as_raw()).or_else(|status| NtStatus::new(status).ok())
}
// ANCHOR_END: entry

// ANCHOR: create
/// Creates the device's default queue and its lock.
fn create_queue(device: WDFDEVICE) -> Result<(), NTSTATUS> {
    let mut config = WDF_IO_QUEUE_CONFIG {
        Size: size_of::<WDF_IO_QUEUE_CONFIG>() as ULONG,
        PowerManaged: _WDF_TRI_STATE::WdfUseDefault,
        DefaultQueue: u8::from(true),
        DispatchType: _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchSequential,
        EvtIoRead: Some(evt_read),
        EvtIoWrite: Some(evt_write),
        ..WDF_IO_QUEUE_CONFIG::default()
    };
    let mut queue_attributes = WDF_OBJECT_ATTRIBUTES {
        ContextTypeInfo: &raw const QUEUE_CONTEXT.0,
        EvtDestroyCallback: Some(evt_destroy),
        ..attributes()
    };
    let mut queue = WDF_NO_HANDLE as WDFQUEUE;
    // SAFETY: the device lives, and the rest are variables.
    let status = unsafe {
        call_unsafe_wdf_function_binding!(
            WdfIoQueueCreate,
            device,
            &raw mut config,
            &raw mut queue_attributes,
            &raw mut queue
        )
    };
    if !nt_success(status) {
        println!("echo_port: WdfIoQueueCreate failed {status:#010X}");
        return Err(status);
    }

    let mut child_attributes = WDF_OBJECT_ATTRIBUTES {
        ParentObject: queue as WDFOBJECT,
        ..attributes()
    };
    let context = context_of(queue as WDFOBJECT);
    // SAFETY: no request comes before the device is started.
    unsafe { (*context).lock = wdf::SpinLock::create(&mut child_attributes)? };
    Ok(())
}
// ANCHOR_END: create

// ANCHOR: destroy
#[abi]
fn evt_destroy(queue: WDFOBJECT) {
    let context = context_of(queue);
    // SAFETY: the queue is gone, and nobody else uses the buffer.
    unsafe {
        if !(*context).buffer.is_null() {
            ExFreePool((*context).buffer);
        }
    }
}
// ANCHOR_END: destroy

// ANCHOR: write
#[abi]
fn evt_write(queue: WDFQUEUE, request: WDFREQUEST, length: usize) {
    if length > MAX_LENGTH {
        complete(request, STATUS_BUFFER_OVERFLOW);
        return;
    }
    let context = context_of(queue as WDFOBJECT);
    match store(context, request, length) {
        Ok(()) => wait(queue, request, length),
        Err(status) => complete(request, status),
    }
}

/// Takes a copy of what an application writes.
fn store(context: *mut QueueContext, request: WDFREQUEST, length: usize) -> Result<(), NTSTATUS> {
    let mut input = ptr::null_mut();
    // SAFETY: the request is the handler's, and `input` a variable.
    let status = unsafe {
        call_unsafe_wdf_function_binding!(
            WdfRequestRetrieveInputBuffer,
            request,
            length,
            &raw mut input,
            ptr::null_mut(),
        )
    };
    if !nt_success(status) {
        return Err(status);
    }
    // SAFETY: the framework presents no request without length.
    let buffer = unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, length as u64, POOL_TAG) };
    if buffer.is_null() {
        return Err(STATUS_INSUFFICIENT_RESOURCES);
    }
    // SAFETY: both buffers have this length. The queue is sequential, and this its only request, so
    // nobody else uses the old one.
    unsafe {
        ptr::copy_nonoverlapping(input.cast::<u8>(), buffer.cast(), length);
        if !(*context).buffer.is_null() {
            ExFreePool((*context).buffer);
        }
        (*context).buffer = buffer;
        (*context).length = length;
    }
    Ok(())
}
// ANCHOR_END: write

#[abi]
fn evt_read(queue: WDFQUEUE, request: WDFREQUEST, length: usize) {
    let context = context_of(queue as WDFOBJECT);
    let mut output = ptr::null_mut();
    // SAFETY: the request is the handler's, and `output` a variable.
    let status = unsafe {
        call_unsafe_wdf_function_binding!(
            WdfRequestRetrieveOutputBuffer,
            request,
            length,
            &raw mut output,
            ptr::null_mut(),
        )
    };
    if !nt_success(status) {
        complete(request, status);
        return;
    }
    // SAFETY: the queue is sequential, and this its only request; both buffers have this length.
    let length = unsafe {
        let length = length.min((*context).length);
        if length > 0 {
            ptr::copy_nonoverlapping((*context).buffer.cast::<u8>(), output.cast(), length);
        }
        length
    };
    wait(queue, request, length);
}

// ANCHOR: wait
/// Lets a request wait for the timer.
fn wait(queue: WDFQUEUE, request: WDFREQUEST, transferred: usize) {
    let context = context_of(queue as WDFOBJECT);
    // SAFETY: the lock is a child of the queue. With the lock held, neither timer nor cancellation
    // completes the request before it is in `current`.
    let status = unsafe {
        (*context).lock.acquire();
        let status = call_unsafe_wdf_function_binding!(
            WdfRequestMarkCancelableEx,
            request,
            Some(evt_cancel)
        );
        if nt_success(status) {
            (*context).current = request;
            (*context).transferred = transferred;
        }
        (*context).lock.release();
        status
    };
    if nt_success(status) {
        // SAFETY: the queue is that of a device which `device_add` has created.
        let device = unsafe {
            let device = call_unsafe_wdf_function_binding!(WdfIoQueueGetDevice, queue);
            Device::<Echo>::from_raw(device)
        };
        device.context().timer.start(DELAY);
    } else {
        complete(request, status);
    }
}

#[abi]
fn evt_cancel(request: WDFREQUEST) {
    // SAFETY: the request lives until it is completed below.
    let queue = unsafe { call_unsafe_wdf_function_binding!(WdfRequestGetIoQueue, request) };
    let context = context_of(queue as WDFOBJECT);
    // SAFETY: under the lock.
    unsafe {
        (*context).lock.acquire();
        (*context).current = ptr::null_mut();
        (*context).lock.release();
    }
    complete(request, STATUS_CANCELLED);
}
// ANCHOR_END: wait

// ANCHOR: timer
impl Echo {
    /// The timer: the request has waited long enough.
    fn expired(&self, device: &Device<Self>, _irql: &mut Dispatch) {
        // SAFETY: the device lives, and so does its default queue.
        let queue =
            unsafe { call_unsafe_wdf_function_binding!(WdfDeviceGetDefaultQueue, device.as_raw()) };
        let context = context_of(queue as WDFOBJECT);
        // SAFETY: under the lock; what is in `current` is not completed yet.
        let (request, transferred) = unsafe {
            (*context).lock.acquire();
            let mut request = (*context).current;
            if !request.is_null() {
                let status = call_unsafe_wdf_function_binding!(WdfRequestUnmarkCancelable, request);
                if status == STATUS_CANCELLED {
                    // `evt_cancel` runs or will, and completes it.
                    request = ptr::null_mut();
                } else {
                    (*context).current = ptr::null_mut();
                }
            }
            let transferred = (*context).transferred;
            (*context).lock.release();
            (request, transferred)
        };
        if !request.is_null() {
            // SAFETY: the request was taken out of `current` here.
            unsafe {
                call_unsafe_wdf_function_binding!(
                    WdfRequestCompleteWithInformation,
                    request,
                    STATUS_SUCCESS,
                    transferred as u64,
                );
            }
        }
    }
}
// ANCHOR_END: timer

fn complete(request: WDFREQUEST, status: NTSTATUS) {
    // SAFETY: each caller has the request to itself, and forgets it.
    unsafe { call_unsafe_wdf_function_binding!(WdfRequestComplete, request, status) }
}
