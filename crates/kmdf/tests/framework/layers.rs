//! A function driver and a filter driver above it, both calling the raw ABI. What each does when
//! its device is added is its test's business.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]

use std::{
    cell::{Cell, RefCell},
    fmt::Debug,
    mem, ptr,
};

use wdk_sim::{Device, Error, File, Hardware, Machine};
use wdk_sys::{
    host::{NativeDriver, current_globals, replace_current_globals},
    wdf::{stub::fx_driver_entry, *},
    *,
};

/// What a driver does when its device is added.
#[derive(Clone, Copy)]
pub(crate) struct Layer {
    /// Before `WdfDeviceCreate`.
    pub(crate) configure: fn(PWDFDEVICE_INIT),
    /// After it.
    pub(crate) on_add: fn(WDFDEVICE),
}

impl Layer {
    /// Does nothing of its own.
    pub(crate) const PLAIN: Self = Self {
        configure: |_| {},
        on_add: |_| {},
    };
}

/// What the filter returns for its next devices, which it has created.
pub(crate) fn filter_returns(status: NTSTATUS) {
    FILTER_RETURNS.set(status);
}

/// The drivers, from below.
pub(crate) const FUNCTION: usize = 0;
pub(crate) const FILTER: usize = 1;

thread_local! {
    static LAYERS: Cell<[Layer; 2]> = const { Cell::new([Layer::PLAIN; 2]) };
    static GLOBALS: Cell<[usize; 2]> = const { Cell::new([0; 2]) };
    static DEVICES: Cell<[usize; 2]> = const { Cell::new([0; 2]) };
    static NOTES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static FILTER_RETURNS: Cell<NTSTATUS> = const { Cell::new(STATUS_SUCCESS) };
    static KEPT: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// Remembers a line for the test.
pub(crate) fn note(line: impl Into<String>) {
    NOTES.with_borrow_mut(|notes| notes.push(line.into()));
}

/// The lines since the last call.
pub(crate) fn notes() -> Vec<String> {
    NOTES.take()
}

/// Keeps a handle for later.
pub(crate) fn keep<T>(handle: *mut T) {
    KEPT.with_borrow_mut(|kept| kept.push(handle.expose_provenance()));
}

/// The handle that was kept last.
pub(crate) fn newest<T>() -> *mut T {
    KEPT.with_borrow(|kept| ptr::with_exposed_provenance_mut(*kept.last().unwrap()))
}

/// The device of one of the drivers.
pub(crate) fn device(layer: usize) -> WDFDEVICE {
    ptr::with_exposed_provenance_mut(DEVICES.get()[layer])
}

static INTERFACE: GUID = GUID {
    Data1: 0x2F0E_2D3C,
    Data2: 0x4B5A,
    Data3: 0x6978,
    Data4: [8, 7, 6, 5, 4, 3, 2, 1],
};

const INF: &str = r#"
[Version]
Signature = "$WINDOWS NT$"
Class = Sample
ClassGuid = {78A1C341-4539-11d3-B88D-00C04FAD5171}
Provider = "Tests"
[Manufacturer]
"Tests" = Models, NTamd64.10.0...16299, NTarm64.10.0...16299
[Models.NTamd64.10.0...16299]
"Layered" = Install, root\layers
"Filtered" = Filtered, root\filtered
[Models.NTarm64.10.0...16299]
"Layered" = Install, root\layers
"Filtered" = Filtered, root\filtered
[Install.NT]
[Install.NT.Services]
AddService = layers, 2, Service
[Filtered.NT]
[Filtered.NT.HW]
AddReg = Filter
[Filtered.NT.Services]
AddService = layers, 2, Service
AddService = layersfilter,, FilterService
[Filter]
HKR,,UpperFilters,0x00010000,layersfilter
[Service]
ServiceType = 1
StartType = 3
ErrorControl = 1
ServiceBinary = %13%\layers.sys
AddReg = Verifier
[FilterService]
ServiceType = 1
StartType = 3
ErrorControl = 1
ServiceBinary = %13%\layersfilter.sys
AddReg = Verifier
[Verifier]
HKR,Parameters\Wdf,VerifierOn,0x00010001,1
"#;

const FUNCTION_DRIVER: NativeDriver = NativeDriver {
    name: "layers",
    entry: function::entry,
    imports: &[],
};
const FILTER_DRIVER: NativeDriver = NativeDriver {
    name: "layersfilter",
    entry: filter::entry,
    imports: &[],
};

/// A machine with the function driver's device, opened.
pub(crate) fn alone(machine: &Machine, function: Layer) -> (Device, File) {
    alone_as(machine, function, "root\\layers")
}

/// The same, on hardware of the test's choice.
pub(crate) fn alone_as(
    machine: &Machine,
    function: Layer,
    hardware: impl Into<Hardware>,
) -> (Device, File) {
    plugged(machine, [function, Layer::PLAIN], hardware)
}

/// A machine with a device of both drivers, opened.
pub(crate) fn filtered(machine: &Machine, function: Layer, filter: Layer) -> (Device, File) {
    filtered_as(machine, [function, filter], "root\\filtered")
}

/// The same, on hardware of the test's choice.
pub(crate) fn filtered_as(
    machine: &Machine,
    layers: [Layer; 2],
    hardware: impl Into<Hardware>,
) -> (Device, File) {
    plugged(machine, layers, hardware)
}

fn plugged(machine: &Machine, layers: [Layer; 2], hardware: impl Into<Hardware>) -> (Device, File) {
    let device = plug(machine, layers, hardware).unwrap();
    let file = machine.open(&link(&device)).unwrap();
    (device, file)
}

/// A machine with a device of the drivers, which may fail to start.
pub(crate) fn plug(
    machine: &Machine,
    layers: [Layer; 2],
    hardware: impl Into<Hardware>,
) -> Result<Device, Error> {
    LAYERS.set(layers);
    NOTES.take();
    KEPT.take();
    machine.add_package(INF, FUNCTION_DRIVER).unwrap();
    machine.add_driver("layersfilter", FILTER_DRIVER);
    machine.plug(hardware)
}

/// The name that programs open the device by.
pub(crate) fn link(device: &Device) -> String {
    device.interface(&INTERFACE).unwrap()
}

/// Runs `work` on a thread of the machine, as code of a driver.
pub(crate) fn as_driver<R>(machine: &Machine, layer: usize, work: impl FnOnce() -> R) -> R {
    machine.call("driver", || as_code_of(layer, work)).unwrap()
}

/// Runs `work`, which does not wait, as code of a driver on the machine's thread that calls.
pub(crate) fn as_code_of<R>(layer: usize, work: impl FnOnce() -> R) -> R {
    let globals = ptr::with_exposed_provenance_mut(GLOBALS.get()[layer]);
    let before = replace_current_globals(globals);
    let result = work();
    replace_current_globals(before);
    result
}

/// The status that a call failed with.
pub(crate) fn status<T: Debug>(result: Result<T, Error>) -> NTSTATUS {
    match result {
        Err(Error::Status(status)) => status.0,
        other => panic!("expected a status, got {other:?}"),
    }
}

/// Nothing is left on the machine.
#[track_caller]
pub(crate) fn clean(machine: &Machine) {
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

/// A structure of zeros that says its own size, as the headers' `_INIT` functions make it.
pub(crate) fn sized<T>(set: impl FnOnce(&mut T, u32)) -> T {
    // SAFETY: the framework's structures are plain data.
    let mut value: T = unsafe { mem::zeroed() };
    set(&mut value, size_of::<T>() as u32);
    value
}

/// Makes the default queue, which presents in parallel, with the callbacks that `change` sets.
pub(crate) fn default_queue(device: WDFDEVICE, change: impl FnOnce(&mut WDF_IO_QUEUE_CONFIG)) {
    let mut config = sized(|config: &mut WDF_IO_QUEUE_CONFIG, size| {
        config.Size = size;
        config.DispatchType = _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchParallel;
        config.PowerManaged = _WDF_TRI_STATE::WdfUseDefault;
        config.DefaultQueue = TRUE;
        config.Settings.Parallel.NumberOfPresentedRequests = u32::MAX;
    });
    change(&mut config);
    // SAFETY: in EvtDriverDeviceAdd, with a local structure.
    let status =
        unsafe { WdfIoQueueCreate(device, &raw mut config, ptr::null_mut(), ptr::null_mut()) };
    assert_eq!(status, STATUS_SUCCESS, "WdfIoQueueCreate");
}

/// Completes a request of a driver.
pub(crate) fn complete(request: WDFREQUEST, status: NTSTATUS, information: u64) {
    // SAFETY: the tests say which requests; the verifier watches.
    unsafe { WdfRequestCompleteWithInformation(request, status, information) };
}

unsafe fn add(layer: usize, init: PWDFDEVICE_INIT) -> NTSTATUS {
    let plan = LAYERS.get()[layer];
    let mut init = init;
    if layer == FILTER {
        // SAFETY: the framework's settings.
        unsafe { WdfFdoInitSetFilter(init) };
    }
    (plan.configure)(init);
    let mut device = ptr::null_mut();
    // SAFETY: the framework's settings, and a local.
    let status = unsafe { WdfDeviceCreate(&raw mut init, ptr::null_mut(), &raw mut device) };
    if status < 0 {
        return status;
    }
    let mut devices = DEVICES.get();
    devices[layer] = device.expose_provenance();
    DEVICES.set(devices);
    (plan.on_add)(device);
    if layer == FILTER {
        return FILTER_RETURNS.get();
    }
    // SAFETY: the new device.
    unsafe { WdfDeviceCreateDeviceInterface(device, &raw const INTERFACE, ptr::null_mut()) }
}

unsafe fn create_driver(
    layer: usize,
    driver: PDRIVER_OBJECT,
    path: PCUNICODE_STRING,
    add: PFN_WDF_DRIVER_DEVICE_ADD,
) -> NTSTATUS {
    let mut globals = GLOBALS.get();
    globals[layer] = current_globals().expose_provenance();
    GLOBALS.set(globals);
    let mut config = WDF_DRIVER_CONFIG::init(add);
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

macro_rules! driver {
    ($module:ident, $layer:expr) => {
        mod $module {
            use super::*;

            #[abi]
            pub(super) unsafe fn entry(driver: PVOID, path: *const UNICODE_STRING) -> NTSTATUS {
                // SAFETY: the I/O manager's arguments.
                unsafe { fx_driver_entry(driver.cast(), path, driver_entry, &KmdfVersion::CURRENT) }
            }

            #[abi]
            unsafe fn driver_entry(driver: PDRIVER_OBJECT, path: PCUNICODE_STRING) -> NTSTATUS {
                // SAFETY: the I/O manager's arguments.
                unsafe { create_driver($layer, driver, path, Some(device_add)) }
            }

            #[abi]
            unsafe fn device_add(_driver: WDFDRIVER, init: PWDFDEVICE_INIT) -> NTSTATUS {
                // SAFETY: the framework's settings.
                unsafe { add($layer, init) }
            }
        }
    };
}
driver!(function, FUNCTION);
driver!(filter, FILTER);
