//! Who may open a framework device: SDDL strings, device classes, and what an INF says.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]

use std::ptr;

use crate::common::{INF, PROBE, Plan, create_control, machine, note, notes, plan, string};
use wdk_sim::{Account, Error, File, Machine, NtStatus, Process, Result};
use wdk_sys::{wdf::*, *};

/// A class that only the driver of these tests names.
const OWN_CLASS: GUID = GUID {
    Data1: 0x5A2C_0C6E,
    Data2: 0x1B7D,
    Data3: 0x4F40,
    Data4: [0x9A, 0x11, 0x2D, 0x5E, 0x60, 0x7F, 0x83, 0x94],
};

/// The interface of the probe.
const INTERFACE: GUID = GUID {
    Data1: 0x781E_F630,
    Data2: 0x72B2,
    Data3: 0x11D2,
    Data4: [0xB8, 0x52, 0, 0xC0, 0x4F, 0xAD, 0x51, 0x71],
};

fn control_settings(sddl: &str) -> PWDFDEVICE_INIT {
    let (sddl, name) = (string(sddl), string(r"\Device\Vault"));
    // SAFETY: code of the driver, whose globals are current.
    let driver = unsafe { (*driver_globals()).Driver };
    // SAFETY: the driver's handle and a string.
    let init = unsafe { WdfControlDeviceInitAllocate(driver, &raw const sddl) };
    // SAFETY: settings and a string.
    assert_eq!(unsafe { WdfDeviceInitAssignName(init, &raw const name) }, 0);
    init
}

/// A finished control device of these settings.
fn finished(init: PWDFDEVICE_INIT) {
    let device = create_control(init, ptr::null_mut());
    // SAFETY: a control device.
    unsafe { WdfControlFinishInitializing(device) };
}

fn run_as(machine: &Machine, account: Account) -> Process {
    machine
        .start_process_as(account, r"C:\reader.exe", "reader")
        .expect("nobody refuses the process")
}

/// Opens the device in a process that runs as `account`.
fn open_as(machine: &Machine, account: Account, path: &str, access: u32) -> Result<File> {
    let process = run_as(machine, account);
    let opened = process.run(|| machine.open_with(path, access));
    opened.expect("the process runs")
}

#[track_caller]
fn refused<T>(result: Result<T>) {
    let status = match result {
        Err(Error::Status(NtStatus(status))) => status,
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it is allowed"),
    };
    assert_eq!(status, STATUS_ACCESS_DENIED);
}

#[track_caller]
fn finish(machine: &Machine) {
    let report = machine.finish().expect("the driver unloads");
    assert!(report.is_clean(), "{report}");
}

const VAULT: &str = r"\Device\Vault";

#[test]
fn a_standard_user_does_not_open_what_is_for_system_and_administrators() {
    plan(Plan {
        on_entry: || finished(control_settings("D:P(A;;GA;;;SY)(A;;GA;;;BA)")),
        ..Plan::GOOD
    });
    let machine = machine();
    machine.load(PROBE).expect("the driver loads");
    for account in [Account::System, Account::Administrator] {
        let opened = open_as(&machine, account, VAULT, GENERIC_ALL);
        assert_eq!(opened.expect("it is for them").granted(), FILE_ALL_ACCESS);
    }
    let creates = |machine: &Machine| {
        let trace = machine.trace();
        let requests = trace
            .events()
            .iter()
            .filter(|it| it.name.contains("IRP_MJ_CREATE"));
        requests.count()
    };
    let before = creates(&machine);
    assert!(before > 0);
    for account in [Account::StandardUser, Account::RestrictedUser] {
        refused(open_as(&machine, account, VAULT, FILE_READ_DATA));
    }
    assert_eq!(creates(&machine), before, "no driver hears of it");
    finish(&machine);
}

#[test]
fn users_who_may_read_may_not_write() {
    plan(Plan {
        on_entry: || finished(control_settings("D:P(A;;GA;;;SY)(A;;GA;;;BA)(A;;GR;;;BU)")),
        ..Plan::GOOD
    });
    let machine = machine();
    machine.load(PROBE).expect("the driver loads");
    let user = Account::StandardUser;
    refused(open_as(&machine, user, VAULT, GENERIC_READ | GENERIC_WRITE));
    let file = open_as(&machine, user, VAULT, MAXIMUM_ALLOWED).expect("it may be read");
    assert_eq!(file.granted(), FILE_GENERIC_READ);
    refused(file.write(b"?"));
    // The driver has no queue, so it is the one that refuses this.
    let read = file.read(&mut [0]);
    assert!(matches!(
        read,
        Err(Error::Status(NtStatus(STATUS_INVALID_DEVICE_REQUEST)))
    ));
    // A control code says which access it needs.
    const METHOD_AND_FUNCTION: u32 = 0x22_2000;
    refused(file.ioctl(METHOD_AND_FUNCTION | FILE_WRITE_ACCESS << 14, &[], &mut []));
    drop(file);
    finish(&machine);
}

#[test]
fn a_string_that_is_no_sddl_fails_the_creation() {
    plan(Plan {
        on_entry: || {
            for sddl in ["D:P(A;;GA;;;SY", "D:(A;;GA;;;SY)", "D:P(D;;GA;;;BG)", ""] {
                let mut init = control_settings(sddl);
                let mut device = ptr::null_mut();
                // SAFETY: settings and a local.
                let status =
                    unsafe { WdfDeviceCreate(&raw mut init, ptr::null_mut(), &raw mut device) };
                assert_eq!(status, STATUS_INVALID_PARAMETER, "{sddl}");
                // SAFETY: the settings, which the driver still has.
                unsafe { WdfDeviceInitFree(init) };
            }
            let init = control_settings("D:P");
            // SAFETY: the settings.
            let status = unsafe { WdfDeviceInitAssignSDDLString(init, ptr::null()) };
            assert_eq!(status, STATUS_INVALID_DEVICE_REQUEST, "it always needs one");
            // SAFETY: the settings.
            unsafe { WdfDeviceInitFree(init) };
            note("all refused");
        },
        ..Plan::GOOD
    });
    let machine = machine();
    machine.load(PROBE).expect("the driver loads");
    assert_eq!(notes(), ["all refused"]);
    finish(&machine);
}

#[test]
fn a_named_function_device_without_a_string_is_for_system_and_administrators() {
    plan(Plan {
        configure: |init| {
            let name = string(VAULT);
            // SAFETY: settings and a string.
            assert_eq!(unsafe { WdfDeviceInitAssignName(init, &raw const name) }, 0);
        },
        ..Plan::GOOD
    });
    let machine = machine();
    machine.plug("root\\probe").expect("the device starts");
    let administrator = open_as(&machine, Account::Administrator, VAULT, GENERIC_ALL);
    drop(administrator.expect("it is for them"));
    refused(open_as(
        &machine,
        Account::StandardUser,
        VAULT,
        FILE_READ_DATA,
    ));
    finish(&machine);
}

#[test]
fn a_class_in_the_registry_overrides_the_string() {
    plan(Plan {
        on_entry: || {
            let init = control_settings("D:P(A;;GA;;;SY)");
            // SAFETY: settings and a class.
            unsafe { WdfDeviceInitSetDeviceClass(init, &OWN_CLASS) };
            finished(init);
        },
        ..Plan::GOOD
    });
    let machine = machine();
    let everyone = "D:P(A;;GA;;;SY)(A;;GRGW;;;WD)";
    machine
        .set_class_security(&OWN_CLASS, everyone)
        .expect("a descriptor");
    machine.load(PROBE).expect("the driver loads");
    let opened = open_as(
        &machine,
        Account::StandardUser,
        VAULT,
        GENERIC_READ | GENERIC_WRITE,
    );
    drop(opened.expect("an administrator has allowed it"));
    finish(&machine);

    // Without the override the string holds.
    let machine = crate::common::machine();
    machine.load(PROBE).expect("the driver loads");
    refused(open_as(
        &machine,
        Account::StandardUser,
        VAULT,
        FILE_READ_DATA,
    ));
    refused(open_as(
        &machine,
        Account::Administrator,
        VAULT,
        FILE_READ_DATA,
    ));
    finish(&machine);
}

/// A machine with a probe whose INF has these lines for the device.
fn with_hardware_values(lines: &str) -> (Machine, String) {
    plan(Plan {
        on_add: |device| {
            // SAFETY: the device and a class.
            let status = unsafe { WdfDeviceCreateDeviceInterface(device, &INTERFACE, ptr::null()) };
            assert_eq!(status, STATUS_SUCCESS);
        },
        ..Plan::GOOD
    });
    let machine = Machine::new();
    let services = "[Install.NT.Services]";
    let hardware = format!("[Install.NT.HW]\nAddReg = Hardware\n[Hardware]\n{lines}\n\n{services}");
    let inf = INF.replace(services, &hardware);
    machine
        .add_package(inf.as_str(), PROBE)
        .expect("the INF is read");
    let device = machine.plug("root\\probe").expect("the device starts");
    let link = device.interface(&INTERFACE).expect("it has the interface");
    (machine, link)
}

#[test]
fn an_inf_says_who_may_open_a_devices_interface() {
    let (machine, link) = with_hardware_values("");
    let user = Account::StandardUser;
    let access = GENERIC_READ | GENERIC_WRITE;
    drop(open_as(&machine, user, &link, access).expect("the default is for everybody"));
    finish(&machine);

    let security = r#"HKR,,Security,,"D:P(A;;GA;;;SY)(A;;GA;;;BA)(A;;GR;;;BU)""#;
    let (machine, link) = with_hardware_values(security);
    refused(open_as(&machine, user, &link, access));
    drop(open_as(&machine, user, &link, GENERIC_READ).expect("it may be read"));
    drop(machine.open(&link).expect("an administrator opens it"));
    // The framework's device is one with FILE_DEVICE_SECURE_OPEN: a name in its namespace is no way around.
    let below = format!(r"{link}\anything");
    refused(open_as(&machine, user, &below, access));
    finish(&machine);
}

#[test]
fn an_inf_makes_a_device_exclusive() {
    let (machine, link) = with_hardware_values("HKR,,Exclusive,0x10001,1");
    let first = machine.open(&link).expect("nobody else has it");
    refused(machine.open(&link));
    drop(first);
    drop(machine.open(&link).expect("it is free again"));
    finish(&machine);
}

#[test]
fn an_inf_with_a_wrong_descriptor_installs_nothing() {
    plan(Plan::GOOD);
    let machine = Machine::new();
    let services = "[Install.NT.Services]";
    let wrong = r#"HKR,,Security,,"D:P(A;;GQ;;;SY)""#;
    let hardware = format!("[Install.NT.HW]\nAddReg = Hardware\n[Hardware]\n{wrong}\n\n{services}");
    let inf = INF.replace(services, &hardware);
    machine
        .add_package(inf.as_str(), PROBE)
        .expect("the INF is read");
    let Err(Error::Inf(message)) = machine.plug("root\\probe").map(drop) else {
        panic!("it is refused");
    };
    assert!(message.contains("GQ"), "{message}");
}
