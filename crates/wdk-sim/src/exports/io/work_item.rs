//! Work items of devices: routines that system threads run.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ptr;

use wdk_sys::{
    _POOL_TYPE, BOOLEAN, ExFreePoolWithTag, ExQueueWorkItem, FALSE, PDEVICE_OBJECT, PIO_WORKITEM,
    PIO_WORKITEM_ROUTINE, PIO_WORKITEM_ROUTINE_EX, PVOID, TRUE, ULONG, WORK_QUEUE_ITEM,
    WORK_QUEUE_TYPE, abi,
};

use crate::nt::ex::driver_pool;
use crate::nt::io::types as io_types;
use crate::{
    engine::{
        driver::DriverId,
        export::{Export, export_table},
        trace::Category,
    },
    nt::{
        io::{
            driver,
            raw::{Device, Driver},
        },
        kernel::Kernel,
        ob::header::Object,
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    IoAllocateWorkItem: full,
    IoFreeWorkItem: full,
    IoSizeofWorkItem: full,
    IoInitializeWorkItem: full,
    IoUninitializeWorkItem: full,
    IoQueueWorkItem: partial("QueueType is ignored: all items are served in order at one priority"),
    IoQueueWorkItemEx: partial(
        "QueueType is ignored: all items are served in order at one priority"
    ),
    IoTryQueueWorkItem: partial(
        "QueueType is ignored: all items are served in order at one priority"
    ),
);

const TAG: u32 = u32::from_le_bytes(*b"IoWi");

/// What an `IO_WORKITEM` is.
#[repr(C)]
struct WorkItem {
    queued: WORK_QUEUE_ITEM,
    /// A device or a driver; referenced while the item is queued.
    object: PVOID,
    routine: PIO_WORKITEM_ROUTINE,
    routine_ex: PIO_WORKITEM_ROUTINE_EX,
    context: PVOID,
    busy: bool,
}

#[abi(enter, no_mangle)]
unsafe fn IoAllocateWorkItem(DeviceObject: PDEVICE_OBJECT) -> PIO_WORKITEM {
    let size = size_of::<WorkItem>() as u64;
    let item = driver_pool::of_type(_POOL_TYPE::NonPagedPoolNx, size, TAG);
    if !item.is_null() {
        // SAFETY: allocated above.
        unsafe { IoInitializeWorkItem(DeviceObject.cast(), item.cast()) };
    }
    item.cast()
}

#[abi(enter, no_mangle)]
unsafe fn IoFreeWorkItem(IoWorkItem: PIO_WORKITEM) {
    // SAFETY: the same contract.
    unsafe { IoUninitializeWorkItem(IoWorkItem) };
    // SAFETY: allocated by `IoAllocateWorkItem`.
    unsafe { ExFreePoolWithTag(IoWorkItem.cast(), TAG) };
}

#[abi(enter, no_mangle)]
fn IoSizeofWorkItem() -> ULONG {
    size_of::<WorkItem>() as u32
}

#[abi(enter, no_mangle)]
unsafe fn IoInitializeWorkItem(IoObject: PVOID, IoWorkItem: PIO_WORKITEM) {
    let kernel = Kernel::current();
    kernel.objects.check(IoObject, "IoInitializeWorkItem");
    let value = WorkItem {
        queued: WORK_QUEUE_ITEM::default(),
        object: IoObject,
        routine: None,
        routine_ex: None,
        context: ptr::null_mut(),
        busy: false,
    };
    // SAFETY: the driver passes `IoSizeofWorkItem` bytes.
    unsafe { IoWorkItem.cast::<WorkItem>().write(value) };
}

#[abi(enter, no_mangle)]
unsafe fn IoUninitializeWorkItem(IoWorkItem: PIO_WORKITEM) {
    // SAFETY: the driver passes an initialised item.
    let item = unsafe { &*IoWorkItem.cast::<WorkItem>() };
    if item.busy {
        Kernel::current().stop(
            crate::nt::io::dispatch::IO_VIOLATION,
            [0, IoWorkItem.addr() as u64, 0, 0],
            "IoFreeWorkItem: the work item is still queued".to_owned(),
        );
    }
}

#[abi(enter, no_mangle)]
unsafe fn IoQueueWorkItem(
    IoWorkItem: PIO_WORKITEM,
    WorkerRoutine: PIO_WORKITEM_ROUTINE,
    QueueType: WORK_QUEUE_TYPE,
    Context: PVOID,
) {
    // SAFETY: the same contract.
    unsafe { queue(IoWorkItem, WorkerRoutine, None, QueueType, Context) };
}

#[abi(enter, no_mangle)]
unsafe fn IoQueueWorkItemEx(
    IoWorkItem: PIO_WORKITEM,
    WorkerRoutine: PIO_WORKITEM_ROUTINE_EX,
    QueueType: WORK_QUEUE_TYPE,
    Context: PVOID,
) {
    // SAFETY: the same contract.
    unsafe { queue(IoWorkItem, None, WorkerRoutine, QueueType, Context) };
}

#[abi(enter, no_mangle)]
unsafe fn IoTryQueueWorkItem(
    IoWorkItem: PIO_WORKITEM,
    WorkerRoutine: PIO_WORKITEM_ROUTINE_EX,
    QueueType: WORK_QUEUE_TYPE,
    Context: PVOID,
) -> BOOLEAN {
    // SAFETY: the driver passes an initialised item.
    if unsafe { (*IoWorkItem.cast::<WorkItem>()).busy } {
        return FALSE;
    }
    // SAFETY: the same contract.
    unsafe { queue(IoWorkItem, None, WorkerRoutine, QueueType, Context) };
    TRUE
}

unsafe fn queue(
    item: PIO_WORKITEM,
    routine: PIO_WORKITEM_ROUTINE,
    routine_ex: PIO_WORKITEM_ROUTINE_EX,
    queue: WORK_QUEUE_TYPE,
    context: PVOID,
) {
    let kernel = Kernel::current();
    // SAFETY: the driver passes an initialised item.
    let item = unsafe { &mut *item.cast::<WorkItem>() };
    if item.busy {
        kernel.stop(
            0x96, // INVALID_WORK_QUEUE_ITEM
            [(&raw const *item).addr() as u64, 0, 0, 0],
            "IoQueueWorkItem: the work item is queued already".to_owned(),
        );
    }
    kernel
        .objects
        .reference(kernel.objects.check(item.object, "IoQueueWorkItem"));
    item.busy = true;
    item.routine = routine;
    item.routine_ex = routine_ex;
    item.context = context;
    item.queued.WorkerRoutine = Some(run);
    item.queued.Parameter = (&raw mut *item).cast();
    item.queued.List.Flink = ptr::null_mut();
    // SAFETY: the item stays until it has run, as the driver must not free it before.
    unsafe { ExQueueWorkItem(&raw mut item.queued, queue) };
}

/// Runs on a system thread.
#[abi]
unsafe fn run(parameter: PVOID) {
    let kernel = Kernel::current();
    let address = parameter.cast::<WorkItem>();
    // SAFETY: queued by `queue`, which owns it until here.
    let item = unsafe { &mut *address };
    item.busy = false;
    let (object, context) = (item.object, item.context);
    let (routine, routine_ex) = (item.routine, item.routine_ex);
    // From here on the routine may free the item.
    kernel.in_driver(
        item_owner(object),
        Category::Callback,
        "WorkerRoutine",
        String::new,
        || {
            if let Some(routine) = routine {
                // SAFETY: the driver queued this routine with this context.
                unsafe { routine(object.cast(), context) };
            } else if let Some(routine) = routine_ex {
                // SAFETY: the extended routine was queued with this object and context.
                unsafe { routine(object, context, address.cast()) };
            }
        },
    );
    // SAFETY: referenced by `queue`.
    if let Some(object) = unsafe { Object::from_body(object) } {
        kernel.objects.dereference(object);
    }
}

/// The driver that a work item's object belongs to.
fn item_owner(object: PVOID) -> DriverId {
    // SAFETY: `queue` has checked the object and referenced it.
    match unsafe { Object::from_body(object) } {
        Some(found) if found.is(&io_types::DEVICE) => {
            // SAFETY: the object is a device.
            unsafe { Device::new(object.cast()) }.map_or(DriverId::KERNEL, driver::id_of)
        }
        Some(found) if found.is(&io_types::DRIVER) => {
            // SAFETY: the object is a driver.
            let driver = unsafe { Driver::new(object.cast()) };
            driver.map_or(DriverId::KERNEL, |driver| driver.state().id)
        }
        _ => DriverId::KERNEL,
    }
}
