//! Control devices, interfaces, strings, the registry and failed devices.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]

use std::ptr;

use crate::common::{INF, PROBE, Plan, bug_check, callbacks, machine, plan};
use wdk_sim::{DeviceState, Machine, verifier::OnViolation};
use wdk_sys::{wdf::*, *};

/// A counted string over characters that live as long as the test.
fn string(text: &str) -> UNICODE_STRING {
    let units: Vec<u16> = text.encode_utf16().collect();
    let bytes = (units.len() * 2) as u16;
    UNICODE_STRING {
        Length: bytes,
        MaximumLength: bytes,
        Buffer: Vec::leak(units).as_mut_ptr(),
    }
}

fn text(string: &UNICODE_STRING) -> String {
    // SAFETY: a valid string.
    let units = unsafe { std::slice::from_raw_parts(string.Buffer, string.Length as usize / 2) };
    String::from_utf16(units).expect("the tests use valid text")
}

/// Creates a control device `\Device\Probe` with the link `\DosDevices\Probe`.
fn create_control() -> WDFDEVICE {
    let sddl = string("D:P(A;;GA;;;SY)(A;;GA;;;BA)");
    // SAFETY: the driver's handle, in DriverEntry.
    let driver = unsafe { (*driver_globals()).Driver };
    // SAFETY: the driver's handle and a string.
    let mut init = unsafe { WdfControlDeviceInitAllocate(driver, &raw const sddl) };
    assert!(!init.is_null());
    let name = string(r"\Device\Probe");
    // SAFETY: settings and a string.
    assert_eq!(unsafe { WdfDeviceInitAssignName(init, &raw const name) }, 0);
    let mut device = ptr::null_mut();
    // SAFETY: settings and a local.
    let status = unsafe { WdfDeviceCreate(&raw mut init, ptr::null_mut(), &raw mut device) };
    assert_eq!(status, STATUS_SUCCESS);
    assert!(init.is_null(), "the framework takes the settings");
    let link = string(r"\DosDevices\Probe");
    // SAFETY: the device and a string.
    let status = unsafe { WdfDeviceCreateSymbolicLink(device, &raw const link) };
    assert_eq!(status, STATUS_SUCCESS);
    device
}

#[test]
fn a_control_device_can_be_opened_once_it_is_finished() {
    plan(Plan {
        on_entry: || {
            let device = create_control();
            // SAFETY: a control device.
            unsafe { WdfControlFinishInitializing(device) };
        },
        ..Plan::GOOD
    });
    let machine = machine();
    machine.load(PROBE).expect("the driver loads");
    let file = machine.open(r"\\.\Probe").expect("the device opens");
    file.write(b"?").expect_err("no queue takes writes");
    drop(file);
    let report = machine.finish().expect("the driver unloads");
    assert!(report.is_clean(), "{report:?}");
}

#[test]
fn deleting_a_control_device_takes_its_link_along() {
    plan(Plan {
        on_entry: || {
            let device = create_control();
            // SAFETY: the device; it is not used any more.
            unsafe { WdfObjectDelete(device.cast()) };
            let device = create_control();
            // SAFETY: a control device.
            unsafe { WdfControlFinishInitializing(device) };
        },
        ..Plan::GOOD
    });
    let machine = machine();
    machine.load(PROBE).expect("name and link are free again");
    assert!(machine.finish().expect("the driver unloads").is_clean());
}

const CLASS: GUID = GUID {
    Data1: 0x781E_F630,
    Data2: 0x72B2,
    Data3: 0x11D2,
    Data4: [0xB8, 0x52, 0, 0xC0, 0x4F, 0xAD, 0x51, 0x71],
};

#[test]
fn an_interface_is_enabled_while_the_device_is_started() {
    plan(Plan {
        on_add: |device| {
            // SAFETY: the device and a class.
            let status = unsafe { WdfDeviceCreateDeviceInterface(device, &CLASS, ptr::null()) };
            assert_eq!(status, STATUS_SUCCESS);
        },
        ..Plan::GOOD
    });
    let machine = machine();
    let device = machine.plug("root\\probe").expect("the device starts");
    let path = device.interface(&CLASS).expect("the interface is enabled");
    machine.open(&path).map(drop).expect("the interface opens");
    device.surprise_remove().expect("the device is removed");
    machine
        .open(&path)
        .map(drop)
        .expect_err("the interface is disabled");
    assert!(machine.finish().expect("the driver unloads").is_clean());
}

#[test]
fn the_registry_keeps_what_the_driver_writes() {
    plan(Plan {
        on_entry: || {
            // SAFETY: the driver's handle, in DriverEntry.
            let driver = unsafe { (*driver_globals()).Driver };
            let mut key = ptr::null_mut();
            // SAFETY: the driver's handle and a local.
            let status = unsafe {
                WdfDriverOpenParametersRegistryKey(
                    driver,
                    KEY_ALL_ACCESS,
                    ptr::null_mut(),
                    &raw mut key,
                )
            };
            assert_eq!(status, STATUS_SUCCESS);
            let (name, value) = (string("Colour"), string("brown"));
            // SAFETY: a key and strings.
            let status =
                unsafe { WdfRegistryAssignUnicodeString(key, &raw const name, &raw const value) };
            assert_eq!(status, STATUS_SUCCESS);
            let mut read = ptr::null_mut();
            // SAFETY: a local.
            let status = unsafe { WdfStringCreate(ptr::null(), ptr::null_mut(), &raw mut read) };
            assert_eq!(status, STATUS_SUCCESS);
            // SAFETY: a key, a string and an object.
            let status = unsafe { WdfRegistryQueryString(key, &raw const name, read) };
            assert_eq!(status, STATUS_SUCCESS);
            let mut content = UNICODE_STRING::default();
            // SAFETY: an object and a local.
            unsafe { WdfStringGetUnicodeString(read, &raw mut content) };
            assert_eq!(text(&content), "brown");
            let mut number = 0;
            // SAFETY: a key, a string and a local.
            let status = unsafe { WdfRegistryQueryULong(key, &raw const name, &raw mut number) };
            assert_eq!(status, STATUS_OBJECT_TYPE_MISMATCH);
            // SAFETY: the key is not used any more.
            unsafe { WdfRegistryClose(key) };
        },
        ..Plan::GOOD
    });
    let machine = machine();
    machine.load(PROBE).expect("the driver loads");
    assert!(machine.finish().expect("the driver unloads").is_clean());
}

#[test]
fn a_filter_starts_and_goes_with_its_stack() {
    plan(Plan {
        filter: true,
        ..Plan::GOOD
    });
    let machine = machine();
    let device = machine.plug("root\\probe").expect("the device starts");
    device.remove().expect("the device is removed");
    assert_eq!(
        callbacks(&machine).last().map(String::as_str),
        Some("EvtDriverUnload")
    );
    assert!(machine.finish().expect("nothing is left").is_clean());
}

#[test]
fn null_settings_are_named() {
    plan(Plan {
        on_entry: || {
            let sddl = string("D:P(A;;GA;;;SY)");
            // SAFETY: the driver's handle, in DriverEntry.
            let driver = unsafe { (*driver_globals()).Driver };
            // SAFETY: the driver's handle and a string.
            let init = unsafe { WdfControlDeviceInitAllocate(driver, &raw const sddl) };
            // SAFETY: the settings.
            unsafe { WdfDeviceInitFree(init) };
            // SAFETY: null on purpose; the framework checks.
            unsafe { WdfDeviceInitSetExclusive(ptr::null_mut(), 1) };
        },
        ..Plan::GOOD
    });
    let check = bug_check(machine().load(PROBE).map(drop));
    assert_eq!((check.code, check.parameters[0]), (0x10D, 4));
}

#[test]
fn a_function_device_is_not_the_drivers_to_delete() {
    plan(Plan {
        // SAFETY: wrong on purpose; the framework ignores it.
        on_add: |device| unsafe { WdfObjectDelete(device.cast()) },
        ..Plan::GOOD
    });
    let machine = Machine::builder()
        .on_violation(OnViolation::Collect)
        .build();
    machine.add_package(INF, PROBE).unwrap();
    let device = machine.plug("root\\probe").unwrap();
    assert_eq!(
        device.state(),
        DeviceState::Started,
        "as if nothing had been called"
    );
    device.remove().unwrap();
    machine.finish().unwrap();
    let rules: Vec<_> = machine.violations().iter().map(|it| it.rule).collect();
    assert_eq!(rules, ["DeleteNotAllowed"]);
}
