//! A driver that calls the raw ABI, whose queues and callbacks are what its test says.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]

use std::{
    cell::{Cell, RefCell},
    mem, ptr,
};

use crate::support::inf;
use wdk_sim::{Device, File, Machine};
use wdk_sys::{
    host::{NativeDriver, current_globals, replace_current_globals},
    wdf::{stub::fx_driver_entry, *},
    *,
};

/// The device interface of the driver's devices.
static INTERFACE: GUID = GUID {
    Data1: 0x1F0E_2D3C,
    Data2: 0x4B5A,
    Data3: 0x6978,
    Data4: [8, 7, 6, 5, 4, 3, 2, 1],
};

/// The driver.
pub(crate) const DRIVER: NativeDriver = NativeDriver {
    name: "ioprobe",
    entry,
    imports: &[],
};

/// What the driver does with a read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OnRead {
    /// Completes it.
    Complete,
    /// Keeps it.
    Keep,
    /// Keeps it, cancelable.
    KeepCancelable,
    /// Keeps it, cancelable; what completes it is the test's and the cancel callback's business.
    KeepForTwoSides,
    /// Gives it to the second queue.
    Forward,
}

thread_local! {
    static SETUP: Cell<fn(WDFDEVICE)> = const { Cell::new(|_| {}) };
    static GLOBALS: Cell<usize> = const { Cell::new(0) };
    static ON_READ: Cell<OnRead> = const { Cell::new(OnRead::Complete) };
    static ONE_SIDE_DONE: Cell<bool> = const { Cell::new(false) };
    static KEPT: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
    static NOTES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static DEVICE: Cell<usize> = const { Cell::new(0) };
    static QUEUES: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// Remembers a line for the test.
pub(crate) fn note(line: impl Into<String>) {
    NOTES.with_borrow_mut(|notes| notes.push(line.into()));
}

/// The lines since the last call.
pub(crate) fn notes() -> Vec<String> {
    NOTES.take()
}

/// What the driver does with reads from now on.
pub(crate) fn on_read(what: OnRead) {
    ON_READ.set(what);
}

/// The kept request of this number.
pub(crate) fn kept(index: usize) -> WDFREQUEST {
    KEPT.with_borrow(|kept| ptr::with_exposed_provenance_mut(kept[index]))
}

/// The driver's device.
pub(crate) fn device() -> WDFDEVICE {
    ptr::with_exposed_provenance_mut(DEVICE.get())
}

/// The driver's queue of this number.
pub(crate) fn queue(index: usize) -> WDFQUEUE {
    QUEUES.with_borrow(|queues| ptr::with_exposed_provenance_mut(queues[index]))
}

/// A machine with one device of the driver, whose queues `setup` makes, opened.
pub(crate) fn plugged(machine: &Machine, setup: fn(WDFDEVICE)) -> (Device, File) {
    SETUP.set(setup);
    ON_READ.set(OnRead::Complete);
    KEPT.take();
    NOTES.take();
    QUEUES.take();
    machine
        .add_package(inf("ioprobe", "root\\ioprobe").as_str(), DRIVER)
        .unwrap();
    let device = machine.plug("root\\ioprobe").unwrap();
    let file = machine
        .open(&device.interface(&INTERFACE).unwrap())
        .unwrap();
    (device, file)
}

/// The name that a kernel component opens the device by.
pub(crate) fn interface(device: &Device) -> String {
    device
        .interface(&INTERFACE)
        .unwrap()
        .replacen(r"\\?\", r"\??\", 1)
}

/// Runs `work` on a thread of the machine, as code of the driver.
pub(crate) fn as_driver<R>(machine: &Machine, work: impl FnOnce() -> R) -> R {
    machine.call("driver", || with_globals(work)).unwrap()
}

/// Runs `work` with the driver's globals current.
pub(crate) fn with_globals<R>(work: impl FnOnce() -> R) -> R {
    let before = replace_current_globals(ptr::with_exposed_provenance_mut(GLOBALS.get()));
    let result = work();
    replace_current_globals(before);
    result
}

/// Makes a queue that calls [`evt_read`] and the other callbacks of this module.
pub(crate) fn create_queue(
    device: WDFDEVICE,
    kind: WDF_IO_QUEUE_DISPATCH_TYPE,
    default: bool,
    change: impl FnOnce(&mut WDF_IO_QUEUE_CONFIG, &mut WDF_OBJECT_ATTRIBUTES),
) {
    // SAFETY: plain data.
    let mut config: WDF_IO_QUEUE_CONFIG = unsafe { mem::zeroed() };
    config.Size = size_of::<WDF_IO_QUEUE_CONFIG>() as u32;
    config.DispatchType = kind;
    config.PowerManaged = _WDF_TRI_STATE::WdfUseDefault;
    config.DefaultQueue = default.into();
    if kind == _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchParallel {
        config.Settings.Parallel.NumberOfPresentedRequests = u32::MAX;
    }
    if kind != _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchManual {
        config.EvtIoRead = Some(evt_read);
    }
    let mut attributes = attributes(ptr::null_mut());
    change(&mut config, &mut attributes);
    let mut queue = ptr::null_mut();
    // SAFETY: in EvtDriverDeviceAdd, with local structures.
    let status =
        unsafe { WdfIoQueueCreate(device, &raw mut config, &raw mut attributes, &raw mut queue) };
    assert_eq!(status, STATUS_SUCCESS, "WdfIoQueueCreate");
    QUEUES.with_borrow_mut(|queues| queues.push(queue.expose_provenance()));
}

/// Attributes of an object under `parent`.
pub(crate) fn attributes(parent: WDFOBJECT) -> WDF_OBJECT_ATTRIBUTES {
    // SAFETY: plain data.
    let mut attributes: WDF_OBJECT_ATTRIBUTES = unsafe { mem::zeroed() };
    attributes.Size = size_of::<WDF_OBJECT_ATTRIBUTES>() as u32;
    attributes.ExecutionLevel = _WDF_EXECUTION_LEVEL::WdfExecutionLevelInheritFromParent;
    attributes.SynchronizationScope =
        _WDF_SYNCHRONIZATION_SCOPE::WdfSynchronizationScopeInheritFromParent;
    attributes.ParentObject = parent;
    attributes
}

#[abi]
unsafe fn entry(driver: PVOID, path: *const UNICODE_STRING) -> NTSTATUS {
    // SAFETY: the I/O manager's arguments.
    unsafe { fx_driver_entry(driver.cast(), path, driver_entry, &KmdfVersion::CURRENT) }
}

#[abi]
unsafe fn driver_entry(driver: PDRIVER_OBJECT, path: PCUNICODE_STRING) -> NTSTATUS {
    GLOBALS.set(current_globals().expose_provenance());
    // SAFETY: plain data.
    let mut config: WDF_DRIVER_CONFIG = unsafe { mem::zeroed() };
    config.Size = size_of::<WDF_DRIVER_CONFIG>() as u32;
    config.EvtDriverDeviceAdd = Some(device_add);
    config.EvtDriverUnload = Some(unload);
    // SAFETY: the I/O manager's arguments, and a local structure.
    unsafe {
        WdfDriverCreate(
            driver,
            path,
            ptr::null_mut(),
            &raw mut config,
            ptr::null_mut(),
        )
    }
}

#[abi]
unsafe fn unload(_driver: WDFDRIVER) {}

#[abi]
unsafe fn device_add(_driver: WDFDRIVER, init: PWDFDEVICE_INIT) -> NTSTATUS {
    let mut init = init;
    // SAFETY: the framework's settings.
    unsafe { WdfDeviceInitSetIoType(init, _WDF_DEVICE_IO_TYPE::WdfDeviceIoBuffered) };
    let mut device = ptr::null_mut();
    // SAFETY: the framework's settings, and a local.
    let status = unsafe { WdfDeviceCreate(&raw mut init, ptr::null_mut(), &raw mut device) };
    if status < 0 {
        return status;
    }
    DEVICE.set(device.expose_provenance());
    SETUP.get()(device);
    // SAFETY: the new device.
    unsafe { WdfDeviceCreateDeviceInterface(device, &raw const INTERFACE, ptr::null_mut()) }
}

/// Does what [`on_read`] says.
#[abi]
pub(crate) unsafe fn evt_read(_queue: WDFQUEUE, request: WDFREQUEST, length: usize) {
    note(format!("read {length}"));
    let keep = || KEPT.with_borrow_mut(|kept| kept.push(request.expose_provenance()));
    match ON_READ.get() {
        OnRead::Complete => {
            clear_output(request, length);
            complete(request, STATUS_SUCCESS, length as u64);
        }
        OnRead::Keep => keep(),
        OnRead::KeepCancelable => {
            keep();
            // SAFETY: a request that the driver owns.
            unsafe { WdfRequestMarkCancelable(request, Some(evt_cancel)) };
        }
        OnRead::KeepForTwoSides => {
            keep();
            ONE_SIDE_DONE.set(false);
            // SAFETY: a request that the driver owns.
            unsafe { WdfRequestMarkCancelable(request, Some(evt_cancel_one_side)) };
        }
        OnRead::Forward => {
            // SAFETY: a request that the driver owns.
            let status = unsafe { WdfRequestForwardToIoQueue(request, queue(1)) };
            assert_eq!(status, STATUS_SUCCESS, "WdfRequestForwardToIoQueue");
        }
    }
}

/// Writes zeros to the output of a read, `length` bytes.
pub(crate) fn clear_output(request: WDFREQUEST, length: usize) {
    let mut buffer = ptr::null_mut();
    // SAFETY: a request that the driver owns; the buffer's place is a local.
    let status = unsafe {
        WdfRequestRetrieveOutputBuffer(request, length, &raw mut buffer, ptr::null_mut())
    };
    assert_eq!(status, STATUS_SUCCESS, "WdfRequestRetrieveOutputBuffer");
    // SAFETY: the buffer has `length` bytes at least.
    unsafe { ptr::write_bytes(buffer.cast::<u8>(), 0, length) };
}

/// Completes a request of the driver.
pub(crate) fn complete(request: WDFREQUEST, status: NTSTATUS, information: u64) {
    // SAFETY: the tests say which requests; the verifier watches.
    unsafe { WdfRequestCompleteWithInformation(request, status, information) };
}

/// Completes a canceled request.
#[abi]
pub(crate) unsafe fn evt_cancel(request: WDFREQUEST) {
    note("cancel");
    complete(request, STATUS_CANCELLED, 0);
}

/// Completes a canceled request if the other side is done with it.
#[abi]
pub(crate) unsafe fn evt_cancel_one_side(request: WDFREQUEST) {
    if other_side_is_done() {
        complete(request, STATUS_CANCELLED, 0);
    }
}

/// Whether this is the second of two sides that use a request.
pub(crate) fn other_side_is_done() -> bool {
    ONE_SIDE_DONE.replace(true)
}

/// Completes a request that was canceled after it came back to a queue.
#[abi]
pub(crate) unsafe fn evt_canceled_on_queue(_queue: WDFQUEUE, request: WDFREQUEST) {
    note("canceled on queue");
    complete(request, STATUS_CANCELLED, 0);
}

/// Notes the queue's state callback.
#[abi]
pub(crate) unsafe fn evt_state(_queue: WDFQUEUE, context: WDFCONTEXT) {
    note(format!("state {}", context.addr()));
}

/// Notes the stop and acknowledges it.
#[abi]
pub(crate) unsafe fn evt_stop(_queue: WDFQUEUE, request: WDFREQUEST, flags: u32) {
    note(format!("stop {flags:#x}"));
    let purge = flags & _WDF_REQUEST_STOP_ACTION_FLAGS::WdfRequestStopActionPurge.cast_unsigned();
    if purge != 0 {
        complete(request, STATUS_CANCELLED, 0);
    } else {
        // SAFETY: the request of the callback.
        unsafe { WdfRequestStopAcknowledge(request, FALSE) };
    }
}

/// Notes the resume.
#[abi]
pub(crate) unsafe fn evt_resume(_queue: WDFQUEUE, _request: WDFREQUEST) {
    note("resume");
}
