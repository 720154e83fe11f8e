//! A driver that calls the raw ABI, and does in each callback what its case says.

use std::{
    cell::{Cell, RefCell},
    mem, ptr,
};

use crate::support::inf;
use wdk_sim::{Device, File, Hardware, Machine, Resource};
use wdk_sys::{
    host::{NativeDriver, current_globals, replace_current_globals},
    wdf::{stub::fx_driver_entry, *},
    *,
};

/// What a queue's callback does with its request.
pub(crate) type OnRequest = Option<fn(WDFREQUEST)>;

/// What the driver does. A case changes what it needs of [`GOOD`].
#[derive(Clone, Copy)]
pub(crate) struct Hooks {
    /// Whether it has `EvtDriverDeviceAdd`.
    pub(crate) pnp: bool,
    /// In `DriverEntry`, instead of `WdfDriverCreate`.
    pub(crate) create_driver: fn(PDRIVER_OBJECT, PCUNICODE_STRING) -> NTSTATUS,
    /// In `DriverEntry`, after `WdfDriverCreate`.
    pub(crate) entry: fn(WDFDRIVER) -> NTSTATUS,
    /// In `EvtDriverDeviceAdd`, instead of [`create_device`].
    pub(crate) add: fn(WDFDRIVER, PWDFDEVICE_INIT) -> NTSTATUS,
    /// Before `WdfDeviceCreate`.
    pub(crate) configure: fn(PWDFDEVICE_INIT),
    /// After it.
    pub(crate) on_add: fn(WDFDEVICE),
    pub(crate) read: OnRequest,
    pub(crate) write: OnRequest,
    pub(crate) ioctl: OnRequest,
    pub(crate) internal: OnRequest,
    pub(crate) stop: OnRequest,
    pub(crate) resume: OnRequest,
    pub(crate) surprise_removal: fn(),
    /// In `EvtDeviceSelfManagedIoSuspend`.
    pub(crate) suspend: fn(),
    /// In the device's `EvtCleanupCallback`.
    pub(crate) cleanup: fn(),
    /// What the program does with the device.
    pub(crate) program: fn(&Machine, &Device, &File),
}

/// A driver that does everything right.
pub(crate) const GOOD: Hooks = Hooks {
    pnp: true,
    create_driver,
    entry: |_| STATUS_SUCCESS,
    add: create_device,
    configure: |_| {},
    on_add: |_| {},
    read: Some(succeed),
    write: Some(succeed),
    ioctl: Some(succeed),
    internal: Some(succeed),
    stop: None,
    resume: None,
    surprise_removal: || {},
    suspend: || {},
    cleanup: || {},
    program: |_, _, file| {
        let _ = file.read(&mut [0; 8]);
        let _ = file.write(&[1; 8]);
        let _ = file.ioctl(IOCTL, &[1; 8], &mut [0; 8]);
    },
};

/// `METHOD_BUFFERED`, any access.
pub(crate) const IOCTL: u32 = 0x22_2000;

thread_local! {
    static HOOKS: Cell<Hooks> = const { Cell::new(GOOD) };
    static GLOBALS: Cell<usize> = const { Cell::new(0) };
    static DEVICE: Cell<usize> = const { Cell::new(0) };
    static MANUAL: Cell<usize> = const { Cell::new(0) };
    static DRIVER: Cell<usize> = const { Cell::new(0) };
    static KEPT: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// The driver's device.
pub(crate) fn device() -> WDFDEVICE {
    ptr::with_exposed_provenance_mut(DEVICE.get())
}

/// Its manual queue, which is not power-managed.
pub(crate) fn manual() -> WDFQUEUE {
    ptr::with_exposed_provenance_mut(MANUAL.get())
}

/// The driver object.
pub(crate) fn driver() -> WDFDRIVER {
    ptr::with_exposed_provenance_mut(DRIVER.get())
}

/// Keeps a handle for later.
pub(crate) fn keep<T>(handle: *mut T) {
    KEPT.with_borrow_mut(|kept| kept.push(handle.expose_provenance()));
}

/// The handle that was kept last, once.
pub(crate) fn kept<T>() -> *mut T {
    let address = KEPT.with_borrow_mut(Vec::pop);
    ptr::with_exposed_provenance_mut(address.expect("a handle was kept"))
}

/// Completes a request.
pub(crate) fn complete(request: WDFREQUEST, status: NTSTATUS) {
    // SAFETY: the cases say which requests; the verifier watches.
    unsafe { WdfRequestComplete(request, status) };
}

/// Completes a request with success.
pub(crate) fn succeed(request: WDFREQUEST) {
    complete(request, STATUS_SUCCESS);
}

/// A structure of zeros that says its own size, as the headers' `_INIT` functions make it.
pub(crate) fn sized<T>(set: impl FnOnce(&mut T, u32)) -> T {
    // SAFETY: the framework's structures are plain data.
    let mut value: T = unsafe { mem::zeroed() };
    set(&mut value, size_of::<T>() as u32);
    value
}

/// Attributes of an object under `parent`.
pub(crate) fn attributes(parent: WDFOBJECT) -> WDF_OBJECT_ATTRIBUTES {
    sized(|attributes: &mut WDF_OBJECT_ATTRIBUTES, size| {
        attributes.Size = size;
        attributes.ExecutionLevel = _WDF_EXECUTION_LEVEL::WdfExecutionLevelInheritFromParent;
        attributes.SynchronizationScope =
            _WDF_SYNCHRONIZATION_SCOPE::WdfSynchronizationScopeInheritFromParent;
        attributes.ParentObject = parent;
    })
}

/// Runs `work` on a thread of the machine, as code of the driver outside of all callbacks. The machine may end in it.
pub(crate) fn as_driver(machine: &Machine, work: impl FnOnce()) {
    let run = || {
        let before = replace_current_globals(ptr::with_exposed_provenance_mut(GLOBALS.get()));
        work();
        replace_current_globals(before);
    };
    let _ = machine.call("driver", run);
}

/// The name that programs open the device by.
static INTERFACE: GUID = GUID {
    Data1: 0x3F0E_2D3C,
    Data2: 0x4B5A,
    Data3: 0x6978,
    Data4: [8, 7, 6, 5, 4, 3, 2, 1],
};

const NATIVE: NativeDriver = NativeDriver {
    name: "rules",
    entry,
    imports: &[],
};

/// Installs the driver, uses its device, removes it, and unloads it.
pub(crate) fn run(machine: &Machine, hooks: Hooks) {
    HOOKS.set(hooks);
    KEPT.take();
    DEVICE.set(0);
    if !hooks.pnp {
        if let Ok(loaded) = machine.load(NATIVE) {
            let _ = loaded.unload();
        }
        return;
    }
    if machine
        .add_package(inf("rules", "root\\rules").as_str(), NATIVE)
        .is_err()
    {
        return;
    }
    let Ok(device) = machine.plug(hardware()) else {
        return;
    };
    let link = device.interface(&INTERFACE);
    if let Ok(file) = link.and_then(|link| machine.open(&link)) {
        (hooks.program)(machine, &device, &file);
        drop(file);
    }
    let _ = device.remove();
}

/// A device with one interrupt.
fn hardware() -> Hardware {
    Hardware::new("root\\rules").resource(Resource::Interrupt {
        vector: 0x50,
        irql: 5,
    })
}

#[abi]
unsafe fn entry(driver: PVOID, path: *const UNICODE_STRING) -> NTSTATUS {
    // SAFETY: the I/O manager's arguments.
    unsafe { fx_driver_entry(driver.cast(), path, driver_entry, &KmdfVersion::CURRENT) }
}

#[abi]
unsafe fn driver_entry(driver: PDRIVER_OBJECT, path: PCUNICODE_STRING) -> NTSTATUS {
    GLOBALS.set(current_globals().expose_provenance());
    let status = (HOOKS.get().create_driver)(driver, path);
    if status < 0 {
        return status;
    }
    (HOOKS.get().entry)(self::driver())
}

/// Creates the driver object.
pub(crate) fn create_driver(driver: PDRIVER_OBJECT, path: PCUNICODE_STRING) -> NTSTATUS {
    create_driver_with(driver, path, ptr::null_mut())
}

/// The same, with attributes.
pub(crate) fn create_driver_with(
    driver: PDRIVER_OBJECT,
    path: PCUNICODE_STRING,
    attributes: PWDF_OBJECT_ATTRIBUTES,
) -> NTSTATUS {
    let add: PFN_WDF_DRIVER_DEVICE_ADD = if HOOKS.get().pnp {
        Some(device_add)
    } else {
        None
    };
    let mut config = WDF_DRIVER_CONFIG::init(add);
    if add.is_none() {
        config.DriverInitFlags = _WDF_DRIVER_INIT_FLAGS::WdfDriverInitNonPnpDriver.cast_unsigned();
    }
    config.EvtDriverUnload = Some(unload);
    let mut created = ptr::null_mut();
    // SAFETY: the I/O manager's arguments, and locals.
    let status =
        unsafe { WdfDriverCreate(driver, path, attributes, &raw mut config, &raw mut created) };
    DRIVER.set(created.expose_provenance());
    status
}

#[abi]
unsafe fn unload(_driver: WDFDRIVER) {}

#[abi]
unsafe fn device_add(driver: WDFDRIVER, init: PWDFDEVICE_INIT) -> NTSTATUS {
    (HOOKS.get().add)(driver, init)
}

/// Creates a device with two queues and an interface.
pub(crate) fn create_device(_driver: WDFDRIVER, init: PWDFDEVICE_INIT) -> NTSTATUS {
    let hooks = HOOKS.get();
    let mut init = init;
    let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
    callbacks.EvtDeviceSurpriseRemoval = Some(surprise_removal);
    callbacks.EvtDeviceSelfManagedIoSuspend = Some(suspend);
    // SAFETY: the framework's settings, and a local.
    unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
    (hooks.configure)(init);
    let mut attributes = attributes(ptr::null_mut());
    attributes.EvtCleanupCallback = Some(cleanup);
    let mut device = ptr::null_mut();
    // SAFETY: the framework's settings, and locals.
    let status = unsafe { WdfDeviceCreate(&raw mut init, &raw mut attributes, &raw mut device) };
    if status < 0 {
        return status;
    }
    DEVICE.set(device.expose_provenance());
    let mut config = sized(|config: &mut WDF_IO_QUEUE_CONFIG, size| {
        config.Size = size;
        config.DispatchType = _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchParallel;
        config.PowerManaged = _WDF_TRI_STATE::WdfUseDefault;
        config.DefaultQueue = TRUE;
        config.Settings.Parallel.NumberOfPresentedRequests = u32::MAX;
        config.EvtIoRead = hooks.read.and(Some(evt_read));
        config.EvtIoWrite = hooks.write.and(Some(evt_write));
        config.EvtIoDeviceControl = hooks.ioctl.and(Some(evt_ioctl));
        config.EvtIoInternalDeviceControl = hooks.internal.and(Some(evt_internal));
        config.EvtIoStop = hooks.stop.and(Some(evt_stop));
        config.EvtIoResume = hooks.resume.and(Some(evt_resume));
    });
    let mut queue = ptr::null_mut();
    // SAFETY: the new device, and locals.
    let status =
        unsafe { WdfIoQueueCreate(device, &raw mut config, ptr::null_mut(), &raw mut queue) };
    assert_eq!(status, STATUS_SUCCESS, "WdfIoQueueCreate");
    let mut config = sized(|config: &mut WDF_IO_QUEUE_CONFIG, size| {
        config.Size = size;
        config.DispatchType = _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchManual;
        config.PowerManaged = _WDF_TRI_STATE::WdfFalse;
    });
    // SAFETY: the new device, and locals.
    let status =
        unsafe { WdfIoQueueCreate(device, &raw mut config, ptr::null_mut(), &raw mut queue) };
    assert_eq!(status, STATUS_SUCCESS, "WdfIoQueueCreate");
    MANUAL.set(queue.expose_provenance());
    (hooks.on_add)(device);
    // SAFETY: the new device.
    unsafe { WdfDeviceCreateDeviceInterface(device, &raw const INTERFACE, ptr::null_mut()) }
}

fn on(hook: OnRequest, request: WDFREQUEST) {
    hook.expect("registered with a hook")(request);
}

#[abi]
unsafe fn evt_read(_: WDFQUEUE, request: WDFREQUEST, _: usize) {
    on(HOOKS.get().read, request);
}
#[abi]
unsafe fn evt_write(_: WDFQUEUE, request: WDFREQUEST, _: usize) {
    on(HOOKS.get().write, request);
}
#[abi]
unsafe fn evt_ioctl(_: WDFQUEUE, request: WDFREQUEST, _: usize, _: usize, _: u32) {
    on(HOOKS.get().ioctl, request);
}
#[abi]
unsafe fn evt_internal(_: WDFQUEUE, request: WDFREQUEST, _: usize, _: usize, _: u32) {
    on(HOOKS.get().internal, request);
}
#[abi]
unsafe fn evt_stop(_: WDFQUEUE, request: WDFREQUEST, _: u32) {
    on(HOOKS.get().stop, request);
}
#[abi]
unsafe fn evt_resume(_: WDFQUEUE, request: WDFREQUEST) {
    on(HOOKS.get().resume, request);
}
#[abi]
unsafe fn surprise_removal(_: WDFDEVICE) {
    (HOOKS.get().surprise_removal)();
}
#[abi]
unsafe fn suspend(_: WDFDEVICE) -> NTSTATUS {
    (HOOKS.get().suspend)();
    STATUS_SUCCESS
}
#[abi]
unsafe fn cleanup(_: WDFOBJECT) {
    (HOOKS.get().cleanup)();
}
