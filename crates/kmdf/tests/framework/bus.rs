//! Bus drivers: devices that a driver makes and adds to its static list of children.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "the bus's own devices and settings, and locals"
)]

use std::{
    cell::{Cell, RefCell},
    ptr,
};

use crate::support::inf;
use wdk_sim::{Device, DeviceState, File, Machine};
use wdk_sys::{
    host::{NativeDriver, current_globals, replace_current_globals},
    wdf::{
        _WDF_DEVICE_PNP_STATE as pnp, _WDF_POWER_POLICY_S0_IDLE_CAPABILITIES as idle,
        _WDF_RETRIEVE_CHILD_FLAGS as retrieve, _WDF_TRI_STATE::*, stub::fx_driver_entry, *,
    },
    *,
};

/// What the bus driver does.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    /// Before a device of the bus is created.
    pub(crate) prepare: fn(PWDFDEVICE_INIT),
    /// After a device of the bus was created in `EvtDriverDeviceAdd`.
    pub(crate) on_bus: fn(WDFDEVICE),
    /// The callbacks that a child has beside those of each.
    pub(crate) callbacks: fn(&mut WDF_PDO_EVENT_CALLBACKS),
    /// Before a child is created.
    pub(crate) configure: fn(PWDFDEVICE_INIT),
    /// Before a function driver creates its device of a child.
    pub(crate) function: fn(PWDFDEVICE_INIT),
    /// The bus idles in D3 after a tenth of a second.
    pub(crate) idles: bool,
    pub(crate) eject: NTSTATUS,
}

pub(crate) const GOOD: Plan = Plan {
    prepare: |_| {},
    on_bus: |bus| {
        add(bus, 7);
    },
    callbacks: |_| {},
    configure: |_| {},
    function: |_| {},
    idles: false,
    eject: STATUS_SUCCESS,
};

thread_local! {
    static PLAN: Cell<Plan> = const { Cell::new(GOOD) };
    static GLOBALS: Cell<usize> = const { Cell::new(0) };
    static BUS: Cell<usize> = const { Cell::new(0) };
    static CHILDREN: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
    static NOTES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    /// The child's state in `EvtDeviceReportedMissing`.
    static STATE: Cell<i32> = const { Cell::new(0) };
}

pub(crate) fn note(line: impl Into<String>) {
    NOTES.with_borrow_mut(|notes| notes.push(line.into()));
}

pub(crate) fn notes() -> Vec<String> {
    NOTES.take()
}

pub(crate) fn bus() -> WDFDEVICE {
    ptr::with_exposed_provenance_mut(BUS.get())
}

pub(crate) fn child(index: usize) -> WDFDEVICE {
    CHILDREN.with_borrow(|children| ptr::with_exposed_provenance_mut(children[index]))
}

/// Runs `work` as code of the bus driver.
pub(crate) fn as_driver<R>(machine: &Machine, work: impl FnOnce() -> R) -> R {
    let run = || {
        let globals = ptr::with_exposed_provenance_mut(GLOBALS.get());
        let before = replace_current_globals(globals);
        let result = work();
        replace_current_globals(before);
        result
    };
    machine.call("driver", run).unwrap()
}

pub(crate) static INTERFACE: GUID = GUID {
    Data1: 0x6A1B_2C3D,
    Data2: 0x4E5F,
    Data3: 0x6071,
    Data4: [1, 2, 3, 4, 5, 6, 7, 8],
};
pub(crate) static CLASS: GUID = GUID {
    Data1: 0x78A1_C341,
    Data2: 0x4539,
    Data3: 0x11D3,
    Data4: [0xB8, 0x8D, 0x00, 0xC0, 0x4F, 0xAD, 0x51, 0x71],
};

mod child_driver {
    use super::*;

    #[abi]
    pub(super) unsafe fn entry(driver: PVOID, path: *const UNICODE_STRING) -> NTSTATUS {
        let version = KmdfVersion::CURRENT;
        unsafe { fx_driver_entry(driver.cast(), path, driver_entry, &version) }
    }

    #[abi]
    unsafe fn driver_entry(driver: PDRIVER_OBJECT, path: PCUNICODE_STRING) -> NTSTATUS {
        create_driver(driver, path, Some(device_add))
    }

    #[abi]
    unsafe fn device_add(_driver: WDFDRIVER, mut init: PWDFDEVICE_INIT) -> NTSTATUS {
        let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
        callbacks.EvtDeviceD0Entry = Some(d0_entry);
        callbacks.EvtDeviceD0Exit = Some(d0_exit);
        callbacks.EvtDevicePrepareHardware = Some(prepare_hardware);
        unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
        (PLAN.get().function)(init);
        let mut device = ptr::null_mut();
        let status = unsafe { WdfDeviceCreate(&raw mut init, ptr::null_mut(), &raw mut device) };
        if status < 0 {
            return status;
        }
        unsafe { WdfDeviceCreateDeviceInterface(device, &raw const INTERFACE, ptr::null()) }
    }

    /// Notes the hardware, if there is any.
    #[abi]
    unsafe fn prepare_hardware(
        _: WDFDEVICE,
        _: WDFCMRESLIST,
        translated: WDFCMRESLIST,
    ) -> NTSTATUS {
        for index in 0..unsafe { WdfCmResourceListGetCount(translated) } {
            let descriptor = unsafe { WdfCmResourceListGetDescriptor(translated, index) };
            note(show_resource(unsafe { &*descriptor }));
        }
        STATUS_SUCCESS
    }

    #[abi]
    unsafe fn d0_entry(_: WDFDEVICE, _: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
        note("function up");
        STATUS_SUCCESS
    }

    #[abi]
    unsafe fn d0_exit(_: WDFDEVICE, _: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
        note("function down");
        STATUS_SUCCESS
    }
}

/// An assigned resource in words.
pub(crate) fn show_resource(descriptor: &CM_PARTIAL_RESOURCE_DESCRIPTOR) -> String {
    match u32::from(descriptor.Type) {
        kind if kind == CmResourceTypeInterrupt => {
            let interrupt = unsafe { descriptor.u.Interrupt };
            let vector = interrupt.Vector;
            format!("interrupt {vector}")
        }
        kind if kind == CmResourceTypeDevicePrivate => {
            let data = unsafe { descriptor.u.DevicePrivate }.Data;
            format!("private {data:?}")
        }
        kind => {
            let range = unsafe { descriptor.u.Generic };
            let (start, length) = (range.Start, range.Length);
            let start = unsafe { start.QuadPart };
            let what = if kind == CmResourceTypePort {
                "ports"
            } else {
                "memory"
            };
            format!("{what} {start:#x} {length:#x}")
        }
    }
}

const CHILD_DRIVER: NativeDriver = NativeDriver {
    name: "child",
    entry: child_driver::entry,
    imports: &[],
};
const BUS_DRIVER: NativeDriver = NativeDriver {
    name: "bus",
    entry,
    imports: &[],
};

fn create_driver(
    driver: PDRIVER_OBJECT,
    path: PCUNICODE_STRING,
    add: PFN_WDF_DRIVER_DEVICE_ADD,
) -> NTSTATUS {
    let mut config = WDF_DRIVER_CONFIG::init(add);
    let none = ptr::null_mut();
    unsafe { WdfDriverCreate(driver, path, none, &raw mut config, ptr::null_mut()) }
}

#[abi]
unsafe fn entry(driver: PVOID, path: *const UNICODE_STRING) -> NTSTATUS {
    let version = KmdfVersion::CURRENT;
    unsafe { fx_driver_entry(driver.cast(), path, driver_entry, &version) }
}

#[abi]
unsafe fn driver_entry(driver: PDRIVER_OBJECT, path: PCUNICODE_STRING) -> NTSTATUS {
    create_driver(driver, path, Some(device_add))
}

#[abi]
unsafe fn device_add(_driver: WDFDRIVER, mut init: PWDFDEVICE_INIT) -> NTSTATUS {
    let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
    callbacks.EvtDeviceD0Entry = Some(bus_d0_entry);
    callbacks.EvtDeviceD0Exit = Some(bus_d0_exit);
    unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
    (PLAN.get().prepare)(init);
    let mut device = ptr::null_mut();
    let status = unsafe { WdfDeviceCreate(&raw mut init, ptr::null_mut(), &raw mut device) };
    if status < 0 {
        return status;
    }
    GLOBALS.set(current_globals().expose_provenance());
    BUS.set(device.expose_provenance());
    if PLAN.get().idles {
        let mut settings = WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS::init(idle::IdleCannotWakeFromS0);
        settings.IdleTimeout = 100;
        let status = unsafe { WdfDeviceAssignS0IdleSettings(device, &raw mut settings) };
        assert_eq!(status, STATUS_SUCCESS);
    }
    (PLAN.get().on_bus)(device);
    STATUS_SUCCESS
}

#[abi]
unsafe fn bus_d0_entry(_: WDFDEVICE, _: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    note("bus up");
    STATUS_SUCCESS
}
#[abi]
unsafe fn bus_d0_exit(_: WDFDEVICE, _: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    note("bus down");
    STATUS_SUCCESS
}
#[abi]
unsafe fn child_d0_entry(_: WDFDEVICE, _: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    note("child up");
    STATUS_SUCCESS
}
#[abi]
unsafe fn child_d0_exit(_: WDFDEVICE, _: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    note("child down");
    STATUS_SUCCESS
}
#[abi]
unsafe fn reported_missing(device: WDFDEVICE) {
    STATE.set(unsafe { WdfDeviceGetDevicePnpState(device) });
    note("reported missing");
}
#[abi]
unsafe fn eject(_: WDFDEVICE) -> NTSTATUS {
    note("eject");
    PLAN.get().eject
}
#[abi]
unsafe fn child_cleanup(_: WDFOBJECT) {
    note("child cleanup");
}
#[abi]
unsafe fn child_destroy(_: WDFOBJECT) {
    note("child destroy");
}

/// Calls `work` with a counted string.
pub(crate) fn with_text<R>(text: &str, work: impl FnOnce(PCUNICODE_STRING) -> R) -> R {
    let mut units: Vec<u16> = text.encode_utf16().collect();
    let bytes = size_of_val(&*units) as u16;
    let string = UNICODE_STRING {
        Length: bytes,
        MaximumLength: bytes,
        Buffer: units.as_mut_ptr(),
    };
    work(&raw const string)
}

/// Settings of a child with all its names.
fn settings(bus: WDFDEVICE, serial: u32) -> PWDFDEVICE_INIT {
    let init = unsafe { WdfPdoInitAllocate(bus) };
    assert!(!init.is_null());
    describe(init, serial);
    init
}

/// Says all names and callbacks of a child.
fn describe(init: PWDFDEVICE_INIT, serial: u32) {
    let ok = |status| assert_eq!(status, STATUS_SUCCESS);
    with_text("bus\\child", |id| {
        ok(unsafe { WdfPdoInitAssignDeviceID(init, id) });
        ok(unsafe { WdfPdoInitAddHardwareID(init, id) });
    });
    with_text("bus\\any", |id| unsafe {
        ok(WdfPdoInitAddCompatibleID(init, id))
    });
    with_text(&serial.to_string(), |id| unsafe {
        ok(WdfPdoInitAssignInstanceID(init, id))
    });
    with_text("A child", |description| {
        with_text("Port 1", |location| unsafe {
            ok(WdfPdoInitAddDeviceText(init, description, location, 0x409));
        });
    });
    unsafe { WdfPdoInitSetDefaultLocale(init, 0x409) };
    let mut callbacks = WDF_PDO_EVENT_CALLBACKS::init();
    callbacks.EvtDeviceReportedMissing = Some(reported_missing);
    callbacks.EvtDeviceEject = Some(eject);
    (PLAN.get().callbacks)(&mut callbacks);
    unsafe { WdfPdoInitSetEventCallbacks(init, &raw mut callbacks) };
    let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
    callbacks.EvtDeviceD0Entry = Some(child_d0_entry);
    callbacks.EvtDeviceD0Exit = Some(child_d0_exit);
    unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
    (PLAN.get().configure)(init);
}

/// Creates a child, which is in no list.
fn create(bus: WDFDEVICE, serial: u32) -> WDFDEVICE {
    make(settings(bus, serial), serial)
}

/// Creates a child with the settings that it has.
fn make(mut init: PWDFDEVICE_INIT, serial: u32) -> WDFDEVICE {
    let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
    attributes.EvtCleanupCallback = Some(child_cleanup);
    attributes.EvtDestroyCallback = Some(child_destroy);
    let mut child = ptr::null_mut();
    let status = unsafe { WdfDeviceCreate(&raw mut init, &raw mut attributes, &raw mut child) };
    assert_eq!(status, STATUS_SUCCESS);
    assert!(init.is_null(), "the framework has taken the settings");
    let mut capabilities = WDF_DEVICE_PNP_CAPABILITIES::init();
    capabilities.EjectSupported = WdfTrue;
    capabilities.Address = serial;
    unsafe { WdfDeviceSetPnpCapabilities(child, &raw mut capabilities) };
    child
}

/// Creates a child in `EvtChildListCreateDevice`.
pub(crate) fn make_described(init: PWDFDEVICE_INIT, serial: u32) -> WDFDEVICE {
    describe(init, serial);
    make(init, serial)
}

/// Creates a child and adds it to its bus.
pub(crate) fn add(bus: WDFDEVICE, serial: u32) -> WDFDEVICE {
    let child = create(bus, serial);
    let status = unsafe { WdfFdoAddStaticChild(bus, child) };
    assert_eq!(status, STATUS_SUCCESS);
    CHILDREN.with_borrow_mut(|children| children.push(child.expose_provenance()));
    child
}

/// A machine with the bus.
pub(crate) fn plug(machine: &Machine, plan: Plan) -> Device {
    PLAN.set(plan);
    NOTES.take();
    CHILDREN.take();
    machine
        .add_package(inf("bus", "root\\bus").as_str(), BUS_DRIVER)
        .unwrap();
    machine
        .add_package(inf("child", "bus\\child").as_str(), CHILD_DRIVER)
        .unwrap();
    let device = machine.plug("root\\bus").unwrap();
    machine.run_until_idle().unwrap();
    device
}

pub(crate) fn only_child(device: &Device) -> Device {
    let mut children = device.children();
    assert_eq!(children.len(), 1);
    children.remove(0)
}

pub(crate) fn open(machine: &Machine, child: &Device) -> File {
    machine.open(&child.interface(&INTERFACE).unwrap()).unwrap()
}

pub(crate) fn pnp_state(machine: &Machine, device: WDFDEVICE) -> WDF_DEVICE_PNP_STATE {
    as_driver(machine, || unsafe { WdfDeviceGetDevicePnpState(device) })
}

#[track_caller]
pub(crate) fn clean(machine: &Machine) {
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

const GONE: [&str; 2] = ["child cleanup", "child destroy"];

#[test]
fn a_static_child_is_found_with_its_names_and_removed_with_its_bus() {
    let machine = Machine::new();
    let device = plug(&machine, GOOD);
    let found = only_child(&device);
    assert_eq!(found.state(), DeviceState::Started);
    assert!(found.instance_path().starts_with("BUS\\CHILD\\"));
    assert!(found.instance_path().ends_with("&7"));
    assert_eq!(notes(), ["bus up", "child up", "function up"]);
    assert_eq!(pnp_state(&machine, child(0)), pnp::WdfDevStatePnpStarted);
    as_driver(&machine, || {
        assert_eq!(unsafe { WdfPdoGetParent(child(0)) }, bus());
        let object = unsafe { WdfDeviceWdmGetDeviceObject(child(0)) };
        assert_eq!(unsafe { WdfDeviceWdmGetPhysicalDevice(child(0)) }, object);
        assert!(unsafe { WdfDeviceWdmGetAttachedDevice(child(0)) }.is_null());
        assert_ne!(unsafe { (*object).Flags } & DO_BUS_ENUMERATED_DEVICE, 0);
        let mut name = [0_u16; 64];
        let mut length = 0;
        let status = unsafe {
            WdfDeviceQueryProperty(
                child(0),
                _DEVICE_REGISTRY_PROPERTY::DevicePropertyPhysicalDeviceObjectName,
                size_of_val(&name) as u32,
                name.as_mut_ptr().cast(),
                &raw mut length,
            )
        };
        assert_eq!(status, STATUS_SUCCESS, "it has a name");
        assert!(length > 2);
    });
    device.remove().unwrap();
    assert_eq!(
        notes(),
        [
            "function down",
            "child down",
            "bus down",
            "child cleanup",
            "child destroy"
        ]
    );
    clean(&machine);
}

#[test]
fn a_child_that_is_marked_missing_is_pulled_out() {
    let machine = Machine::new();
    let device = plug(&machine, GOOD);
    notes();
    let status = as_driver(&machine, || unsafe { WdfPdoMarkMissing(child(0)) });
    assert_eq!(status, STATUS_SUCCESS);
    machine.run_until_idle().unwrap();
    assert!(device.children().is_empty());
    assert_eq!(
        notes(),
        [
            "reported missing",
            "function down",
            "child down",
            "child cleanup",
            "child destroy"
        ]
    );
    assert_eq!(STATE.get(), pnp::WdfDevStatePnpStarted);
    device.remove().unwrap();
    clean(&machine);
}

#[test]
fn a_missing_child_stays_as_long_as_its_files_are_open() {
    let machine = Machine::new();
    let device = plug(&machine, GOOD);
    let file = open(&machine, &only_child(&device));
    notes();
    as_driver(&machine, || unsafe { WdfPdoMarkMissing(child(0)) });
    machine.run_until_idle().unwrap();
    assert_eq!(notes(), ["reported missing", "function down", "child down"]);
    // Its bus waits for it.
    device.surprise_remove().unwrap();
    machine.run_until_idle().unwrap();
    assert_eq!(notes(), ["bus down"]);
    file.close().unwrap();
    machine.run_until_idle().unwrap();
    assert_eq!(notes(), GONE);
    clean(&machine);
}

#[test]
fn a_bus_that_is_pulled_out_takes_its_children_along() {
    let machine = Machine::new();
    let device = plug(
        &machine,
        Plan {
            on_bus: |bus| {
                add(bus, 1);
                add(bus, 2);
            },
            ..GOOD
        },
    );
    assert_eq!(device.children().len(), 2);
    device.surprise_remove().unwrap();
    machine.run_until_idle().unwrap();
    assert_eq!(
        notes().iter().filter(|it| *it == "child destroy").count(),
        2
    );
    clean(&machine);
}

#[test]
fn a_child_starts_anew_with_drivers_that_come_back() {
    let machine = Machine::new();
    let device = plug(&machine, GOOD);
    let found = only_child(&device);
    for _ in 0..3 {
        notes();
        found.disable().unwrap();
        assert_eq!(notes(), ["function down", "child down"]);
        assert_eq!(
            pnp_state(&machine, child(0)),
            pnp::WdfDevStatePnpRemovedPdoWait
        );
        found.enable().unwrap();
        assert_eq!(notes(), ["child up", "function up"]);
        assert_eq!(pnp_state(&machine, child(0)), pnp::WdfDevStatePnpStarted);
        open(&machine, &found).close().unwrap();
    }
    // It can be missing while it has no drivers.
    found.disable().unwrap();
    notes();
    as_driver(&machine, || unsafe { WdfPdoMarkMissing(child(0)) });
    machine.run_until_idle().unwrap();
    assert_eq!(
        notes(),
        ["reported missing", "child cleanup", "child destroy"]
    );
    device.remove().unwrap();
    clean(&machine);
}

#[test]
fn a_child_that_nothing_drives_goes_with_its_bus() {
    let machine = Machine::new();
    let nameless = Plan {
        configure: |init| {
            with_text("bus\\other", |id| unsafe {
                WdfPdoInitAssignDeviceID(init, id)
            });
        },
        ..GOOD
    };
    PLAN.set(nameless);
    CHILDREN.take();
    notes();
    machine
        .add_package(inf("bus", "root\\bus").as_str(), BUS_DRIVER)
        .unwrap();
    let device = machine.plug("root\\bus").unwrap();
    assert_eq!(only_child(&device).state(), DeviceState::Enumerated);
    assert_eq!(pnp_state(&machine, child(0)), pnp::WdfDevStatePnpInit);
    as_driver(&machine, || {
        add(bus(), 8);
    });
    machine.run_until_idle().unwrap();
    assert_eq!(device.children().len(), 2);
    as_driver(&machine, || unsafe { WdfPdoMarkMissing(child(0)) });
    machine.run_until_idle().unwrap();
    assert_eq!(
        notes(),
        [
            "bus up",
            "reported missing",
            "child cleanup",
            "child destroy"
        ]
    );
    device.surprise_remove().unwrap();
    assert_eq!(notes(), ["bus down", "child cleanup", "child destroy"]);
    clean(&machine);
}

#[test]
fn a_raw_child_owns_its_power_policy_and_needs_no_driver() {
    let machine = Machine::new();
    let raw = Plan {
        configure: |init| {
            with_text("bus\\raw", |id| unsafe {
                WdfPdoInitAssignDeviceID(init, id)
            });
            let status = unsafe { WdfPdoInitAssignRawDevice(init, &raw const CLASS) };
            assert_eq!(status, STATUS_SUCCESS);
        },
        ..GOOD
    };
    PLAN.set(raw);
    CHILDREN.take();
    notes();
    machine
        .add_package(inf("bus", "root\\bus").as_str(), BUS_DRIVER)
        .unwrap();
    let device = machine.plug("root\\bus").unwrap();
    machine.run_until_idle().unwrap();
    assert_eq!(only_child(&device).state(), DeviceState::Started);
    assert_eq!(notes(), ["bus up", "child up"]);
    machine.sleep().unwrap();
    assert_eq!(notes(), ["child down", "bus down"]);
    machine.wake().unwrap();
    machine.run_until_idle().unwrap();
    assert_eq!(
        notes(),
        ["bus up", "child up"],
        "a child waits for its parent"
    );
    device.remove().unwrap();
    clean(&machine);
}

#[test]
fn a_child_sleeps_before_its_bus_and_wakes_after_it() {
    let machine = Machine::new();
    let device = plug(&machine, GOOD);
    notes();
    for _ in 0..2 {
        machine.sleep().unwrap();
        assert_eq!(notes(), ["function down", "child down", "bus down"]);
        machine.wake().unwrap();
        machine.run_until_idle().unwrap();
        assert_eq!(notes(), ["bus up", "child up", "function up"]);
    }
    device.remove().unwrap();
    clean(&machine);
}

#[test]
fn a_bus_does_not_idle_while_a_child_is_in_d0() {
    for independent in [false, true] {
        let machine = Machine::new();
        let device = plug(
            &machine,
            Plan {
                idles: true,
                configure: if independent {
                    |init| unsafe { WdfPdoInitRemovePowerDependencyOnParent(init) }
                } else {
                    |_| {}
                },
                ..GOOD
            },
        );
        machine.run_for(std::time::Duration::from_secs(2)).unwrap();
        machine.run_until_idle().unwrap();
        let down = notes().iter().any(|it| it == "bus down");
        assert_eq!(down, independent, "a dependent child keeps its bus up");
        as_driver(&machine, || unsafe { WdfPdoMarkMissing(child(0)) });
        machine.run_until_idle().unwrap();
        machine.run_for(std::time::Duration::from_secs(2)).unwrap();
        machine.run_until_idle().unwrap();
        assert_eq!(
            notes().iter().any(|it| it == "bus down"),
            !independent,
            "without children it idles"
        );
        device.remove().unwrap();
        clean(&machine);
    }
}

#[test]
fn an_ejected_child_is_gone_and_one_that_is_not_ejected_stays() {
    for status in [STATUS_SUCCESS, STATUS_UNSUCCESSFUL] {
        let machine = Machine::new();
        let device = plug(
            &machine,
            Plan {
                eject: status,
                ..GOOD
            },
        );
        notes();
        as_driver(&machine, || unsafe { WdfPdoRequestEject(child(0)) });
        machine.run_until_idle().unwrap();
        let notes = notes();
        assert_eq!(notes[..3], ["function down", "child down", "eject"]);
        if status >= 0 {
            assert_eq!(
                notes[3..],
                ["reported missing", "child cleanup", "child destroy"]
            );
            assert!(device.children().is_empty());
        } else {
            assert!(notes[3..].is_empty());
            assert_eq!(
                pnp_state(&machine, child(0)),
                pnp::WdfDevStatePnpEjectFailed
            );
            only_child(&device).enable().unwrap();
            assert_eq!(pnp_state(&machine, child(0)), pnp::WdfDevStatePnpStarted);
        }
        device.remove().unwrap();
        clean(&machine);
    }
}

/// The children of the bus that `flags` choose.
fn list(bus: WDFDEVICE, flags: i32) -> Vec<usize> {
    let mut found = Vec::new();
    let mut previous = ptr::null_mut();
    unsafe { WdfFdoLockStaticChildListForIteration(bus) };
    loop {
        previous = unsafe { WdfFdoRetrieveNextStaticChild(bus, previous, flags as u32) };
        if previous.is_null() {
            break;
        }
        found.push(previous.expose_provenance());
    }
    unsafe { WdfFdoUnlockStaticChildListFromIteration(bus) };
    found
}

#[test]
fn the_driver_iterates_its_children_by_what_is_known_of_them() {
    let machine = Machine::new();
    let device = plug(
        &machine,
        Plan {
            on_bus: |bus| {
                for serial in 1..4 {
                    let child = add(bus, serial);
                    let status = unsafe { WdfFdoAddStaticChild(bus, child) };
                    assert_eq!(status, STATUS_INVALID_PARAMETER, "it is in the list");
                }
                let handles = CHILDREN.with_borrow(Clone::clone);
                assert_eq!(list(bus, retrieve::WdfRetrieveAllChildren), handles);
                assert_eq!(list(bus, retrieve::WdfRetrievePendingChildren), handles);
                assert_eq!(list(bus, retrieve::WdfRetrieveAddedChildren), handles);
                assert!(list(bus, retrieve::WdfRetrievePresentChildren).is_empty());
                assert_eq!(unsafe { WdfPdoMarkMissing(child(0)) }, STATUS_SUCCESS);
                assert_eq!(
                    list(bus, retrieve::WdfRetrieveMissingChildren),
                    handles[..1]
                );
                assert_eq!(list(bus, retrieve::WdfRetrieveAddedChildren), handles[1..]);
            },
            ..GOOD
        },
    );
    let handles = CHILDREN.with_borrow(Clone::clone);
    as_driver(&machine, || {
        assert_eq!(list(bus(), retrieve::WdfRetrieveAllChildren), handles[1..]);
        assert_eq!(
            list(bus(), retrieve::WdfRetrievePresentChildren),
            handles[1..]
        );
        assert!(list(bus(), retrieve::WdfRetrieveMissingChildren).is_empty());
        assert!(list(bus(), retrieve::WdfRetrievePendingChildren).is_empty());
    });
    device.remove().unwrap();
    clean(&machine);
}

#[test]
fn a_child_that_is_in_no_list_is_the_drivers_to_delete() {
    let machine = Machine::new();
    let device = plug(
        &machine,
        Plan {
            on_bus: |_| {},
            ..GOOD
        },
    );
    notes();
    as_driver(&machine, || {
        let child = create(bus(), 9);
        let status = unsafe { WdfPdoMarkMissing(child) };
        assert_eq!(status, STATUS_NO_SUCH_DEVICE);
        unsafe { WdfObjectDelete(child.cast()) };
        let init = settings(bus(), 10);
        unsafe { WdfDeviceInitFree(init) };
    });
    assert_eq!(notes(), GONE);
    device.remove().unwrap();
    clean(&machine);
}

#[test]
fn a_child_that_is_missing_before_anybody_knew_it_is_deleted() {
    let machine = Machine::new();
    let device = plug(
        &machine,
        Plan {
            on_bus: |bus| {
                let child = add(bus, 4);
                assert_eq!(unsafe { WdfPdoMarkMissing(child) }, STATUS_SUCCESS);
            },
            ..GOOD
        },
    );
    assert!(device.children().is_empty());
    assert_eq!(notes(), ["bus up", "child cleanup", "child destroy"]);
    device.remove().unwrap();
    clean(&machine);
}

/// The Plug and Play manager stops the system over a device object that it does not know.
#[test]
fn a_child_that_is_not_reported_has_nothing_of_the_plug_and_play_manager() {
    fn link(child: WDFDEVICE) -> NTSTATUS {
        let mut string = ptr::null_mut();
        let none = ptr::null_mut();
        let status = unsafe { WdfStringCreate(ptr::null(), none, &raw mut string) };
        assert_eq!(status, STATUS_SUCCESS);
        let status = unsafe {
            WdfDeviceRetrieveDeviceInterfaceString(child, &raw const CLASS, ptr::null(), string)
        };
        unsafe { WdfObjectDelete(string.cast()) };
        status
    }
    fn key(child: WDFDEVICE) -> NTSTATUS {
        let (kind, none) = (PLUGPLAY_REGKEY_DEVICE, ptr::null_mut());
        let mut key = ptr::null_mut();
        let status = unsafe { WdfDeviceOpenRegistryKey(child, kind, KEY_READ, none, &raw mut key) };
        if status == STATUS_SUCCESS {
            unsafe { WdfRegistryClose(key) };
        }
        status
    }
    fn property(child: WDFDEVICE) -> NTSTATUS {
        let kind = _DEVICE_REGISTRY_PROPERTY::DevicePropertyEnumeratorName;
        let (mut buffer, mut length) = ([0_u16; 64], 0);
        unsafe {
            WdfDeviceQueryProperty(
                child,
                kind,
                size_of_val(&buffer) as u32,
                buffer.as_mut_ptr().cast(),
                &raw mut length,
            )
        }
    }
    let machine = Machine::new();
    let device = plug(
        &machine,
        Plan {
            on_bus: |bus| {
                let child = add(bus, 7);
                let mut state = WDF_DEVICE_STATE::init();
                state.DontDisplayInUI = WdfTrue;
                unsafe { WdfDeviceSetDeviceState(child, &raw mut state) };
                let status =
                    unsafe { WdfDeviceCreateDeviceInterface(child, &raw const CLASS, ptr::null()) };
                assert_eq!(status, STATUS_SUCCESS, "registered once it is known");
                for ask in [link, key, property] {
                    assert_eq!(ask(child), STATUS_INVALID_DEVICE_STATE);
                }
            },
            ..GOOD
        },
    );
    assert_eq!(only_child(&device).state(), DeviceState::Started);
    as_driver(&machine, || {
        for ask in [link, key, property] {
            assert_eq!(ask(child(0)), STATUS_SUCCESS);
        }
    });
    only_child(&device).interface(&CLASS).unwrap();
    device.remove().unwrap();
    clean(&machine);
}

#[test]
fn a_child_says_what_it_was_made_with() {
    let machine = Machine::new();
    let device = plug(
        &machine,
        Plan {
            configure: |init| {
                with_text("{5d4d2a52-7b4c-4a2b-8a63-0a1b2c3d4e5f}", |id| unsafe {
                    WdfPdoInitAssignContainerID(init, id)
                });
            },
            on_bus: |bus| {
                let mut information = PNP_BUS_INFORMATION {
                    BusTypeGuid: CLASS,
                    LegacyBusType: 15,
                    BusNumber: 3,
                };
                unsafe { WdfDeviceSetBusInformationForChildren(bus, &raw mut information) };
                add(bus, 0x55);
            },
            ..GOOD
        },
    );
    as_driver(&machine, || {
        let text = |minor, arguments| {
            let (status, answer) = ask(minor, arguments);
            assert_eq!(status, STATUS_SUCCESS, "{minor:#x}");
            let text = ptr::with_exposed_provenance_mut::<u16>(answer as usize);
            let length = (0..)
                .take_while(|at| unsafe { text.wrapping_add(*at).read() } != 0)
                .count();
            let units = unsafe { std::slice::from_raw_parts(text, length) };
            let answer = String::from_utf16_lossy(units);
            unsafe { ExFreePool(text.cast()) };
            answer
        };
        use _BUS_QUERY_ID_TYPE as id;
        let id_text = |kind| text(IRP_MN_QUERY_ID, [kind as u64, 0, 0, 0]);
        assert_eq!(id_text(id::BusQueryDeviceID), "bus\\child");
        assert_eq!(id_text(id::BusQueryHardwareIDs), "bus\\child");
        assert_eq!(id_text(id::BusQueryCompatibleIDs), "bus\\any");
        assert_eq!(id_text(id::BusQueryInstanceID), "85");
        assert!(id_text(id::BusQueryContainerID).starts_with("{5d4d"));
        // A language that it does not know is answered in the default one.
        for locale in [0x409, 0x407] {
            assert_eq!(text(IRP_MN_QUERY_DEVICE_TEXT, [0, locale, 0, 0]), "A child");
            assert_eq!(text(IRP_MN_QUERY_DEVICE_TEXT, [1, locale, 0, 0]), "Port 1");
        }
        let (status, answer) = ask(IRP_MN_QUERY_BUS_INFORMATION, [0; 4]);
        assert_eq!(status, STATUS_SUCCESS);
        let place = ptr::with_exposed_provenance_mut::<PNP_BUS_INFORMATION>(answer as usize);
        assert_eq!(unsafe { (*place).BusNumber }, 3);
        unsafe { ExFreePool(place.cast()) };
        let target = _DEVICE_RELATION_TYPE::TargetDeviceRelation as u64;
        let (status, answer) = ask(IRP_MN_QUERY_DEVICE_RELATIONS, [target, 0, 0, 0]);
        assert_eq!(status, STATUS_SUCCESS);
        let place = ptr::with_exposed_provenance_mut::<DEVICE_RELATIONS>(answer as usize);
        let object = unsafe { (*place).Objects[0] };
        assert_eq!(object, unsafe { WdfDeviceWdmGetDeviceObject(child(0)) });
        unsafe { ObfDereferenceObject(object.cast()) };
        unsafe { ExFreePool(place.cast()) };
        let (status, _) = ask(IRP_MN_SET_LOCK, [1, 0, 0, 0]);
        assert_eq!(
            status, STATUS_UNSUCCESSFUL,
            "the driver has no callback for it"
        );
        let (status, _) = ask(IRP_MN_QUERY_RESOURCES, [0; 4]);
        assert_eq!(status, STATUS_NOT_SUPPORTED);
        let mut capabilities = DEVICE_CAPABILITIES {
            Size: size_of::<DEVICE_CAPABILITIES>() as u16,
            Version: 1,
            ..DEVICE_CAPABILITIES::default()
        };
        let address = (&raw mut capabilities).expose_provenance() as u64;
        let (status, _) = ask(IRP_MN_QUERY_CAPABILITIES, [address, 0, 0, 0]);
        assert_eq!(status, STATUS_SUCCESS);
        assert_eq!(capabilities.Address, 0x55);
        assert_eq!(capabilities.BitFields & 1 << 3, 1 << 3, "it can be ejected");
    });
    device.remove().unwrap();
    clean(&machine);
}

/// Sends a Plug and Play request to the first child's stack.
fn ask(minor: u32, arguments: [u64; 4]) -> (NTSTATUS, u64) {
    ask_device(child(0), minor, arguments)
}

/// Sends a Plug and Play request to the stack of a device.
pub(crate) fn ask_device(device: WDFDEVICE, minor: u32, arguments: [u64; 4]) -> (NTSTATUS, u64) {
    let pdo = unsafe { WdfDeviceWdmGetPhysicalDevice(device) };
    let top = unsafe { IoGetAttachedDeviceReference(pdo) };
    let mut event = KEVENT::default();
    unsafe { KeInitializeEvent(&raw mut event, _EVENT_TYPE::NotificationEvent, 0) };
    let mut result = IO_STATUS_BLOCK::default();
    let irp = unsafe {
        IoBuildSynchronousFsdRequest(
            IRP_MJ_PNP,
            top,
            ptr::null_mut(),
            0,
            ptr::null_mut(),
            &raw mut event,
            &raw mut result,
        )
    };
    let packet = unsafe { &mut *irp };
    packet.IoStatus.__bindgen_anon_1.Status = STATUS_NOT_SUPPORTED;
    let stack = unsafe { IoGetNextIrpStackLocation(irp) };
    let stack = unsafe { &mut *stack };
    stack.MinorFunction = minor as u8;
    let place = (&raw mut stack.Parameters).cast::<[u64; 4]>();
    unsafe { place.write(arguments) };
    let mut status = unsafe { IofCallDriver(top, irp) };
    if status == STATUS_PENDING {
        let object = (&raw mut event).cast();
        let reason = _KWAIT_REASON::Executive;
        let _ = unsafe { KeWaitForSingleObject(object, reason, 0, 0, ptr::null_mut()) };
        status = unsafe { result.__bindgen_anon_1.Status };
    }
    unsafe { ObfDereferenceObject(top.cast()) };
    (status, result.Information)
}

#[test]
fn settings_of_another_kind_are_refused() {
    let machine = Machine::new();
    let device = plug(
        &machine,
        Plan {
            on_bus: |_| {},
            ..GOOD
        },
    );
    as_driver(&machine, || {
        let child = create(bus(), 1);
        assert!(
            unsafe { WdfPdoInitAllocate(child) }.is_null(),
            "static children are a function device's"
        );
        unsafe { WdfObjectDelete(child.cast()) };
        let other = create(bus(), 2);
        let status = unsafe { WdfFdoAddStaticChild(bus(), bus()) };
        assert_eq!(status, STATUS_INVALID_PARAMETER);
        unsafe { WdfObjectDelete(other.cast()) };
    });
    device.remove().unwrap();
    clean(&machine);
}
