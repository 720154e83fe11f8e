//! A driver that calls the raw ABI, and does in each callback what its test says.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]

use std::{
    cell::{Cell, RefCell},
    ptr,
    sync::Arc,
};

use wdk_sim::{BugCheck, Error, Machine, trace::Category};
use wdk_sys::{
    host::{NativeDriver, current_globals, replace_current_globals},
    wdf::{stub::fx_driver_entry, *},
    *,
};

/// What the driver does; one test thread is one machine.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    /// In DriverEntry, after WdfDriverCreate.
    pub(crate) on_entry: fn(),
    /// In EvtDriverDeviceAdd, before WdfDeviceCreate.
    pub(crate) configure: fn(PWDFDEVICE_INIT),
    /// In EvtDriverDeviceAdd, after WdfDeviceCreate.
    pub(crate) on_add: fn(WDFDEVICE),
    /// In EvtDeviceD0Entry.
    pub(crate) on_d0_entry: fn(),
    /// In EvtDeviceSelfManagedIoCleanup.
    pub(crate) on_cleanup: fn(),
    /// Results of the callbacks.
    pub(crate) prepare: NTSTATUS,
    pub(crate) release: NTSTATUS,
    pub(crate) d0_entry: NTSTATUS,
    pub(crate) d0_exit: NTSTATUS,
    pub(crate) self_managed_init: NTSTATUS,
    pub(crate) query_remove: NTSTATUS,
    pub(crate) version: KmdfVersion,
    pub(crate) filter: bool,
    /// What the driver's callbacks are synchronised by.
    pub(crate) scope: WDF_SYNCHRONIZATION_SCOPE,
}

impl Plan {
    pub(crate) const GOOD: Self = Self {
        on_entry: || {},
        configure: |_| {},
        on_add: |_| {},
        on_d0_entry: || {},
        on_cleanup: || {},
        prepare: STATUS_SUCCESS,
        release: STATUS_SUCCESS,
        d0_entry: STATUS_SUCCESS,
        d0_exit: STATUS_SUCCESS,
        self_managed_init: STATUS_SUCCESS,
        query_remove: STATUS_SUCCESS,
        version: KmdfVersion::CURRENT,
        filter: false,
        scope: _WDF_SYNCHRONIZATION_SCOPE::WdfSynchronizationScopeInheritFromParent,
    };
}

thread_local! {
    static PLAN: Cell<Plan> = const { Cell::new(Plan::GOOD) };
    static NOTES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    /// The newest device, and the driver's globals.
    static DEVICE: Cell<(WDFDEVICE, PWDF_DRIVER_GLOBALS)> =
        const { Cell::new((ptr::null_mut(), ptr::null_mut())) };
}

/// Sets what the driver of this thread's machine does.
pub(crate) fn plan(plan: Plan) {
    PLAN.set(plan);
}

/// Remembers a line for the test.
pub(crate) fn note(line: impl Into<String>) {
    NOTES.with_borrow_mut(|notes| notes.push(line.into()));
}

/// The remembered lines.
pub(crate) fn notes() -> Vec<String> {
    NOTES.take()
}

pub(crate) static PROBE: NativeDriver = NativeDriver {
    name: "probe",
    entry,
    imports: &[],
};

pub(crate) const INF: &str = r#"
[Version]
Signature = "$WINDOWS NT$"
Class = Sample
ClassGuid = {78A1C341-4539-11d3-B88D-00C04FAD5171}
Provider = %Provider%
CatalogFile = probe.cat
DriverVer = 01/01/2026,1.0.0.0
PnpLockdown = 1

[DestinationDirs]
DefaultDestDir = 13

[SourceDisksNames]
1 = %Disk%

[SourceDisksFiles]
probe.sys = 1

[Manufacturer]
%Provider% = Models,NTamd64.10.0...16299

[Models.NTamd64.10.0...16299]
%Device% = Install, root\probe

[Install.NT]
CopyFiles = Files

[Files]
probe.sys

[Install.NT.Services]
AddService = probe,0x00000002,Service

[Service]
ServiceType = 1
StartType = 3
ErrorControl = 1
ServiceBinary = %13%\probe.sys

[Strings]
Provider = "Test"
Disk = "Disk"
Device = "Probe"
"#;

#[abi]
unsafe fn entry(driver: PVOID, path: *const UNICODE_STRING) -> NTSTATUS {
    let version = PLAN.get().version;
    // SAFETY: the I/O manager's arguments.
    unsafe { fx_driver_entry(driver.cast(), path, driver_entry, &version) }
}

#[abi]
unsafe fn driver_entry(driver: PDRIVER_OBJECT, path: PCUNICODE_STRING) -> NTSTATUS {
    let mut config = WDF_DRIVER_CONFIG::init(Some(device_add));
    config.EvtDriverUnload = Some(unload);
    let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
    attributes.SynchronizationScope = PLAN.get().scope;
    // SAFETY: the I/O manager's arguments and local structures.
    let status = unsafe {
        WdfDriverCreate(
            driver,
            path,
            &raw mut attributes,
            &raw mut config,
            ptr::null_mut(),
        )
    };
    if status >= 0 {
        (PLAN.get().on_entry)();
    }
    status
}

#[abi]
unsafe fn unload(_driver: WDFDRIVER) {}

#[abi]
unsafe fn device_add(_driver: WDFDRIVER, mut init: PWDFDEVICE_INIT) -> NTSTATUS {
    let plan = PLAN.get();
    let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
    callbacks.EvtDevicePrepareHardware = Some(prepare_hardware);
    callbacks.EvtDeviceReleaseHardware = Some(release_hardware);
    callbacks.EvtDeviceD0Entry = Some(d0_entry);
    callbacks.EvtDeviceD0Exit = Some(d0_exit);
    callbacks.EvtDeviceSelfManagedIoInit = Some(self_managed_init);
    callbacks.EvtDeviceSelfManagedIoSuspend = Some(self_managed_suspend);
    callbacks.EvtDeviceSelfManagedIoRestart = Some(self_managed_restart);
    callbacks.EvtDeviceSelfManagedIoFlush = Some(self_managed_flush);
    callbacks.EvtDeviceSelfManagedIoCleanup = Some(self_managed_cleanup);
    callbacks.EvtDeviceSurpriseRemoval = Some(surprise_removal);
    callbacks.EvtDeviceQueryRemove = Some(query_remove);
    // SAFETY: the settings that the framework passed, and a local structure.
    unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
    if plan.filter {
        // SAFETY: the settings that the framework passed.
        unsafe { WdfFdoInitSetFilter(init) };
    }
    (plan.configure)(init);
    let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
    attributes.EvtCleanupCallback = Some(cleanup);
    attributes.EvtDestroyCallback = Some(destroy);
    let mut device = ptr::null_mut();
    // SAFETY: the settings that the framework passed, and locals.
    let status = unsafe { WdfDeviceCreate(&raw mut init, &raw mut attributes, &raw mut device) };
    if status >= 0 {
        DEVICE.set((device, current_globals().cast()));
        (plan.on_add)(device);
    }
    status
}

/// The newest device.
pub(crate) fn device() -> WDFDEVICE {
    DEVICE.get().0
}

/// Runs `work` on a thread of the machine, as code of the driver.
pub(crate) fn as_driver<R>(machine: &Machine, work: impl FnOnce() -> R) -> R {
    let run = || {
        let before = replace_current_globals(DEVICE.get().1.cast());
        let result = work();
        replace_current_globals(before);
        result
    };
    machine.call("driver", run).expect("the machine runs")
}

#[abi]
unsafe fn cleanup(_object: WDFOBJECT) {}
#[abi]
unsafe fn destroy(_object: WDFOBJECT) {}
#[abi]
unsafe fn prepare_hardware(_: WDFDEVICE, _: WDFCMRESLIST, _: WDFCMRESLIST) -> NTSTATUS {
    PLAN.get().prepare
}
#[abi]
unsafe fn release_hardware(_: WDFDEVICE, _: WDFCMRESLIST) -> NTSTATUS {
    PLAN.get().release
}
#[abi]
unsafe fn d0_entry(_: WDFDEVICE, from: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    note(format!("D0Entry from {from}"));
    (PLAN.get().on_d0_entry)();
    PLAN.get().d0_entry
}
#[abi]
unsafe fn d0_exit(_: WDFDEVICE, to: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    note(format!("D0Exit to {to}"));
    PLAN.get().d0_exit
}
#[abi]
unsafe fn self_managed_init(_: WDFDEVICE) -> NTSTATUS {
    PLAN.get().self_managed_init
}
#[abi]
unsafe fn self_managed_suspend(_: WDFDEVICE) -> NTSTATUS {
    STATUS_SUCCESS
}
#[abi]
unsafe fn self_managed_restart(_: WDFDEVICE) -> NTSTATUS {
    STATUS_SUCCESS
}
#[abi]
unsafe fn self_managed_flush(_: WDFDEVICE) {}
#[abi]
unsafe fn self_managed_cleanup(_: WDFDEVICE) {
    (PLAN.get().on_cleanup)();
}
#[abi]
unsafe fn surprise_removal(_: WDFDEVICE) {}
#[abi]
unsafe fn query_remove(_: WDFDEVICE) -> NTSTATUS {
    PLAN.get().query_remove
}

/// A machine with the driver's package.
pub(crate) fn machine() -> Machine {
    let machine = Machine::new();
    machine
        .add_package(INF, PROBE)
        .expect("the package installs");
    machine
}

/// A counted string over characters that live as long as the test.
pub(crate) fn string(text: &str) -> UNICODE_STRING {
    let units: Vec<u16> = text.encode_utf16().collect();
    let bytes = (units.len() * 2) as u16;
    UNICODE_STRING {
        Length: bytes,
        MaximumLength: bytes,
        Buffer: Vec::leak(units).as_mut_ptr(),
    }
}

/// Settings of a control device with this name, in code of the driver.
pub(crate) fn control_init(name: &str) -> PWDFDEVICE_INIT {
    let (sddl, name) = (string("D:P(A;;GA;;;SY)(A;;GA;;;BA)"), string(name));
    // SAFETY: code of the driver, whose globals are current.
    let driver = unsafe { (*driver_globals()).Driver };
    // SAFETY: the driver's handle and a string.
    let init = unsafe { WdfControlDeviceInitAllocate(driver, &raw const sddl) };
    assert!(!init.is_null());
    // SAFETY: settings and a string.
    assert_eq!(unsafe { WdfDeviceInitAssignName(init, &raw const name) }, 0);
    init
}

/// A control device of these settings.
pub(crate) fn create_control(
    mut init: PWDFDEVICE_INIT,
    attributes: PWDF_OBJECT_ATTRIBUTES,
) -> WDFDEVICE {
    let mut device = ptr::null_mut();
    // SAFETY: settings and attributes of the test, and a local.
    let status = unsafe { WdfDeviceCreate(&raw mut init, attributes, &raw mut device) };
    assert_eq!(status, STATUS_SUCCESS);
    device
}

/// A control device with this name, in code of the driver.
pub(crate) fn control_device(name: &str) -> WDFDEVICE {
    create_control(control_init(name), ptr::null_mut())
}

/// Names of the callbacks that ran, in order.
pub(crate) fn callbacks(machine: &Machine) -> Vec<String> {
    let trace = machine.trace();
    let begun = trace
        .of(Category::Callback)
        .filter(|event| event.phase != wdk_sim::trace::Phase::End);
    begun.map(|event| event.name.to_string()).collect()
}

/// The bug check that ended the machine.
pub(crate) fn bug_check<T: std::fmt::Debug>(result: Result<T, Error>) -> Arc<BugCheck> {
    match result {
        Err(Error::BugCheck(check)) => check,
        other => panic!("expected a bug check, got {other:?}"),
    }
}
