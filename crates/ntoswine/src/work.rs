//! Work items, on threads of the process, and how many are under way.
#![expect(
    unsafe_code,
    reason = "exports of the kernel; threads of Windows' user mode"
)]

use core::{
    ffi::c_void,
    ptr,
    sync::atomic::{AtomicUsize, Ordering},
};

use wdk_sys::{
    ExFreePoolWithTag, ObfDereferenceObject, ObfReferenceObject, PDEVICE_OBJECT, PIO_WORKITEM,
    PIO_WORKITEM_ROUTINE, PIO_WORKITEM_ROUTINE_EX, PVOID, WORK_QUEUE_TYPE, abi,
};
use windows_sys::Win32::System::Threading::{QueueUserWorkItem, WT_EXECUTELONGFUNCTION};

use crate::{bug_check, driver, lock};

const TAG: u32 = u32::from_le_bytes(*b"Wine");
/// How long, in milliseconds, work may take before the clock moves on without it.
const WORK_LIMIT: u32 = 5_000;

/// What [`PIO_WORKITEM`] points to.
struct Item {
    /// The device or driver that it was allocated for.
    object: PVOID,
    routine: Routine,
    context: PVOID,
}

/// Both kinds of routine.
#[derive(Clone, Copy)]
enum Routine {
    None,
    Plain(PIO_WORKITEM_ROUTINE),
    Extended(PIO_WORKITEM_ROUTINE_EX),
}

static UNDER_WAY: AtomicUsize = AtomicUsize::new(0);

/// Waits until no work item is queued or runs; one that itself waits for a timer is not waited for.
pub(crate) fn wait_until_idle() {
    for _ in 0..WORK_LIMIT {
        if UNDER_WAY.load(Ordering::Acquire) == 0 {
            return;
        }
        lock::sleep();
    }
}

#[abi(no_mangle)]
fn wine_IoAllocateWorkItem(device: PDEVICE_OBJECT) -> PIO_WORKITEM {
    let memory = driver::allocate(size_of::<Item>(), TAG);
    let item = memory.cast::<Item>();
    if !item.is_null() {
        let new = Item {
            object: device.cast(),
            routine: Routine::None,
            context: ptr::null_mut(),
        };
        // SAFETY: fresh memory of that size; Wine's pool aligns to 16 bytes.
        unsafe { item.write(new) };
    }
    item.cast()
}

#[abi(no_mangle)]
unsafe fn wine_IoFreeWorkItem(item: PIO_WORKITEM) {
    // SAFETY: the caller's item, allocated above.
    unsafe { ExFreePoolWithTag(item.cast(), TAG) };
}

#[abi(no_mangle)]
unsafe fn wine_IoQueueWorkItem(
    item: PIO_WORKITEM,
    routine: PIO_WORKITEM_ROUTINE,
    _queue: WORK_QUEUE_TYPE,
    context: PVOID,
) {
    // SAFETY: the caller's item and routine.
    unsafe { queue(item.cast(), Routine::Plain(routine), context) };
}

#[abi(no_mangle)]
unsafe fn wine_IoQueueWorkItemEx(
    item: PIO_WORKITEM,
    routine: PIO_WORKITEM_ROUTINE_EX,
    _queue: WORK_QUEUE_TYPE,
    context: PVOID,
) {
    // SAFETY: the caller's item and routine.
    unsafe { queue(item.cast(), Routine::Extended(routine), context) };
}

/// # Safety
/// `item` is an allocated item that is not queued; the routine takes this context.
unsafe fn queue(item: *mut Item, routine: Routine, context: PVOID) {
    // SAFETY: by this function's contract nobody else uses the item.
    let queued = unsafe { &mut *item };
    queued.routine = routine;
    queued.context = context;
    UNDER_WAY.fetch_add(1, Ordering::AcqRel);
    // SAFETY: the object exists as long as its driver, which has just called; until the routine has
    // run, this reference keeps it.
    unsafe { ObfReferenceObject(queued.object) };
    // SAFETY: the routine below takes such a pointer.
    if unsafe { QueueUserWorkItem(Some(run), item.cast(), WT_EXECUTELONGFUNCTION) } == 0 {
        bug_check::full("work items");
    }
}

unsafe extern "system" fn run(item: *mut c_void) -> u32 {
    let item = item.cast::<Item>();
    // SAFETY: queued above. Copied, since the routine may free or queue it again.
    let Item {
        object,
        routine,
        context,
    } = unsafe { item.read() };
    match routine {
        // SAFETY: the driver's routine, for an item of a device.
        Routine::Plain(Some(routine)) => unsafe { routine(object.cast(), context) },
        // SAFETY: the driver's routine.
        Routine::Extended(Some(routine)) => unsafe { routine(object, context, item.cast()) },
        _ => {}
    }
    // SAFETY: referenced when the item was queued.
    unsafe { ObfDereferenceObject(object) };
    UNDER_WAY.fetch_sub(1, Ordering::AcqRel);
    0
}
