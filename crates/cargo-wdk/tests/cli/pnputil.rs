//! `cargo wdk pnputil`: its words, texts and exit codes, one verb at a time.

use std::{fs, path::Path};

use predicates::prelude::Predicate;

use crate::support;

/// The package of a driver called `name` for the device id `id`.
fn package(folder: &Path, name: &str, id: &str, version: &str) -> String {
    let inf = format!(
        r#"
[Version]
Signature = "$Windows NT$"
Class = Sample
ClassGuid = {{78A1C341-4539-11D3-B88D-00C04FAD5171}}
Provider = "Example"
DriverVer = 01/01/2025,{version}
[SourceDisksNames]
1 = "Disk"
[SourceDisksFiles]
{name}.sys = 1
[DestinationDirs]
DefaultDestDir = 13
[Manufacturer]
"Maker" = Models,NTamd64.10.0...16299
[Models.NTamd64.10.0...16299]
"A {name}" = Install, {id}
[Install.NTamd64]
CopyFiles = @{name}.sys
[Install.NTamd64.Interfaces]
AddInterface = {{6F2F1C9E-6A0B-4F43-9C1B-4A7B1C6D5A10}}
[Install.NTamd64.Services]
AddService = {name}, 2, Service
[Service]
ServiceType = 1
StartType = 3
ErrorControl = 1
ServiceBinary = %13%\{name}.sys
"#
    );
    write(folder, name, version, &inf)
}

/// An extension package with an upper filter called `name`.
fn extension(folder: &Path, name: &str, id: &str) -> String {
    let inf = format!(
        r#"
[Version]
Signature = "$Windows NT$"
Class = Extension
ClassGuid = {{e2f84ce7-8efa-411c-aa69-97454ca4cb57}}
ExtensionId = {{028b4317-f2e4-4fb2-80af-aaac8c07e98e}}
Provider = "Maker"
DriverVer = 01/01/2025,1.0.0.0
[DestinationDirs]
DefaultDestDir = 13
[Manufacturer]
"Maker" = Models,NTamd64.10.0...16299
[Models.NTamd64.10.0...16299]
"Extended" = Extend, {id}
[Extend.NTamd64]
CopyFiles = @{name}.sys
[Extend.NTamd64.HW]
AddReg = List
[List]
HKR,,UpperFilters,0x00010008,{name}
[Extend.NTamd64.Services]
AddService = {name},, Service
[Service]
ServiceType = 1
StartType = 3
ErrorControl = 1
ServiceBinary = %13%\{name}.sys
"#
    );
    write(folder, name, "1.0.0.0", &inf)
}

fn write(folder: &Path, name: &str, version: &str, inf: &str) -> String {
    let package = folder.join("packages").join(format!("{name}-{version}"));
    fs::create_dir_all(&package).unwrap();
    fs::write(package.join(format!("{name}.inf")), inf).unwrap();
    // In a case that the INF has not.
    let image = name.to_uppercase() + ".SYS";
    fs::write(package.join(image), version).unwrap();
    format!("packages/{name}-{version}/{name}.inf")
}

/// What pnputil prints, and its exit code as this system passes it on.
fn run(folder: &Path, words: &[&str]) -> (String, i32) {
    let mut command = support::wdk(folder);
    command.args(["pnputil", "--unsigned"]).args(words);
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (text, output.status.code().unwrap())
}

/// An exit code of Windows as this system passes it on.
fn passed(code: u32) -> i32 {
    if cfg!(windows) {
        return code.cast_signed();
    }
    (code & 0xFF).cast_signed()
}

fn store(folder: &Path, words: &[&str]) -> serde_json::Value {
    let mut command = support::wdk(folder);
    command.arg("store").args(words).args(["--format", "json"]);
    let assert = command.assert().success();
    serde_json::from_slice(&assert.get_output().stdout).unwrap()
}

#[track_caller]
fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(
            predicates::str::contains(*part).eval(text),
            "{part:?} is not in\n{text}"
        );
    }
}

#[test]
fn packages_are_added_installed_listed_exported_and_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let one = package(folder, "lamp", r"usb\lamp", "1.0.0.0");
    package(folder, "desk", r"usb\desk", "1.0.0.0");

    // Nothing wants it.
    let (text, code) = run(folder, &["/add-driver", &one, "/install"]);
    has(
        &text,
        &[
            "Microsoft PnP Utility\n\n",
            "Adding driver package:  packages/lamp-1.0.0.0/lamp.inf\n",
            "Driver package added successfully.\n",
            "Published Name:         oem0.inf\n",
            "Total driver packages:  1\nAdded driver packages:  1\n",
        ],
    );
    assert_eq!(code, passed(259));
    store(folder, &["plug", r"usb\lamp", "--instance", r"USB\LAMP\1"]);

    let (text, code) = run(
        folder,
        &["/add-driver", "packages/*.inf", "/subdirs", "/install"],
    );
    has(
        &text,
        &[
            "Driver package added successfully. (Already exists in the system)\n",
            "Driver package is up-to-date on device: USB\\LAMP\\1\n",
            "Total driver packages:  2\nAdded driver packages:  1\n",
        ],
    );
    assert_eq!(code, passed(259));
    let two = package(folder, "lamp", r"usb\lamp", "2.0.0.0");
    let (text, code) = run(folder, &["-i", "-a", &two]);
    has(
        &text,
        &["Driver package installed on device: USB\\LAMP\\1\n"],
    );
    assert_eq!(code, 0);

    let (text, code) = run(folder, &["/enum-drivers", "/class", "sample", "/files"]);
    has(
        &text,
        &[
            "Published Name:     oem0.inf\n\
             Original Name:      lamp.inf\n\
             Provider Name:      Example\n\
             Class Name:         Sample\n\
             Class GUID:         {78a1c341-4539-11d3-b88d-00c04fad5171}\n\
             Driver Version:     01/01/2025 1.0.0.0\n",
            r"Driver Files:       C:\Windows\System32\DriverStore\FileRepository\lamp.inf_amd64_",
        ],
    );
    assert_eq!(code, 0);
    let (text, _) = run(folder, &["/enum-drivers", "/class", "Net"]);
    has(&text, &["No published driver packages were found"]);

    let (text, code) = run(folder, &["/delete-driver", "oem2.inf", "/force"]);
    has(
        &text,
        &[
            "Failed to delete driver package: One or more devices are presently installed using the \
             specified INF.\n",
        ],
    );
    assert_eq!(code, passed(0xE000_023D));
    fs::create_dir(folder.join("out")).unwrap();
    let (text, code) = run(folder, &["/export-driver", "*", "out"]);
    has(
        &text,
        &[
            "Exporting driver package:   oem2.inf (lamp.inf)\nDriver package exported successfully.\n",
            "Total driver packages:      3\nExported driver packages:   3\n",
        ],
    );
    assert_eq!(
        (code, fs::read_dir(folder.join("out")).unwrap().count()),
        (0, 3)
    );
    let (text, code) = run(
        folder,
        &["/delete-driver", "oem2.inf", "/uninstall", "/force"],
    );
    has(
        &text,
        &[
            "Ignoring /force when used with /uninstall to delete driver package.\n\
             Driver package uninstalled.\nDriver package deleted successfully.\n",
        ],
    );
    assert_eq!(code, 0);
    let (text, code) = run(folder, &["/delete-driver", "oem9.inf"]);
    has(&text, &["The specified file is not an installed OEM INF."]);
    assert_eq!(code, passed(0xE000_023C));
}

#[test]
fn what_is_no_package_is_refused_as_pnputil_does() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (text, code) = run(folder, &["/add-driver", "none.inf"]);
    has(
        &text,
        &[
            "Failed to add driver package: Missing or invalid driver package specified.\n",
            "Total driver packages:  0\nAdded driver packages:  0\n",
        ],
    );
    assert_eq!(code, 2);
    let lamp = package(folder, "lamp", r"usb\lamp", "1.0.0.0");
    // Without --unsigned the store is as strict as Windows.
    let mut strict = support::wdk(folder);
    let assert = strict.args(["pnputil", "/add-driver", &lamp]).assert();
    let assert = assert.code(passed(0xE000_022F));
    has(
        &String::from_utf8_lossy(&assert.get_output().stdout),
        &[
            "Failed to add driver package: The third-party INF does not contain digital signature \
             information.\n",
        ],
    );
    for image in ["lamp.sys", "LAMP.SYS"] {
        let _ = fs::remove_file(folder.join("packages/lamp-1.0.0.0").join(image));
    }
    let (text, code) = run(folder, &["/add-driver", &lamp]);
    has(&text, &["The system cannot find the file specified."]);
    assert_eq!(code, 2);
    let (text, code) = run(folder, &["/add-drivers", &lamp]);
    has(&text, &["Invalid command-line parameter(s)."]);
    assert_eq!(code, 87);
    let (text, code) = run(folder, &["/?"]);
    has(&text, &["/export-driver <oem#.inf | *> <target directory>"]);
    assert_eq!(code, 0);
    fs::write(
        folder.join("target/wdk/store/C/Windows/System32/config/DRIVERS.json"),
        "{ nonsense",
    )
    .unwrap();
    let mut damaged = support::wdk(folder);
    let assert = damaged.args(["pnputil", "/enum-drivers"]).assert().code(1);
    has(
        &String::from_utf8_lossy(&assert.get_output().stderr),
        &["DRIVERS.json", "line 1", "mend that line"],
    );
}

/// A hub with a lamp that has a filter, and a device that nothing drives.
fn bus(folder: &Path) {
    let packages = [
        package(folder, "hub", r"usb\hub", "1.0.0.0"),
        package(folder, "lamp", r"usb\lamp", "1.0.0.0"),
        extension(folder, "dim", r"usb\lamp"),
    ];
    for package in &packages {
        assert_eq!(run(folder, &["/add-driver", package]).1, 0);
    }
    let hub = ["plug", r"usb\hub", "--instance", r"USB\HUB\1"];
    store(folder, &hub);
    let lamp = [
        "plug",
        r"usb\lamp",
        r"usb\any",
        "--compatible",
        r"usb\class_03",
    ];
    let place = ["--instance", r"USB\LAMP\1", "--parent", r"USB\HUB\1"];
    let resources = [
        "--resource",
        "mem:0xFEB00000-0xFEB0FFFF",
        "--resource",
        "irq:5",
    ];
    store(folder, &[&lamp[..], &place[..], &resources[..]].concat());
    let other = ["plug", r"acpi\none", "--instance", r"ACPI\NONE\1"];
    let container = ["--container", "{11111111-2222-3333-4444-555555555555}"];
    store(folder, &[&other[..], &container[..]].concat());
}

#[test]
fn devices_are_listed_with_what_is_asked_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    bus(folder);
    let (text, code) = run(
        folder,
        &[
            "/enum-devices",
            "/instanceid",
            r"usb\lamp\1",
            "/ids",
            "/relations",
            "/stack",
            "/services",
            "/drivers",
            "/interfaces",
            "/properties",
            "/resources",
        ],
    );
    assert_eq!(code, 0);
    has(
        &text,
        &[
            "Instance ID:                USB\\LAMP\\1\n\
             Device Description:         A lamp\n\
             Class Name:                 Sample\n\
             Class GUID:                 {78a1c341-4539-11d3-b88d-00c04fad5171}\n\
             Manufacturer Name:          Maker\n\
             Status:                     Started\n\
             Driver Name:                oem1.inf\n\
             Extension Driver Names:     oem2.inf\n\
             Hardware IDs:               usb\\lamp\n                            usb\\any\n\
             Compatible IDs:             usb\\class_03\n\
             Parent Device ID:           USB\\HUB\\1\n",
            "Device Stack:               \\Driver\\dim\n                            \\Driver\\lamp\n",
            "Upper Filters:              dim\n",
            "Resources:                  Memory Range: 0x00000000FEB00000-0x00000000FEB0FFFF\n\
             \x20                           IRQ: 0x00000005 (05)\n",
            "    Interface Class GUID:       {6f2f1c9e-6a0b-4f43-9c1b-4a7b1c6d5a10}\n",
            "Matching Drivers:\n    Driver Name:            oem1.inf\n",
            "    Driver Rank:            80FF0000\n    Driver Status:          Best Ranked / Installed\n",
            "    DEVPKEY_Device_CompoundUpperFilters: dim\n",
        ],
    );
    let (text, _) = run(folder, &["/enum-devices", "/problem", "28", "/connected"]);
    has(
        &text,
        &[
            "Instance ID:                ACPI\\NONE\\1\n\
             Device Description:         Unknown\n",
            "Status:                     Problem\n\
             Problem Code:               28 (0x1C) [CM_PROB_FAILED_INSTALL]\n\
             Problem Status:             0xC0000490\n",
        ],
    );
    assert!(!text.contains("LAMP"), "{text}");
    let (text, _) = run(folder, &["/enum-devices", "/bus", "usb"]);
    assert_eq!(text.matches("Instance ID:").count(), 2, "{text}");
    let (text, _) = run(folder, &["/enum-devices", "/class", "Net"]);
    has(&text, &["No devices were found on the system.\n"]);

    let (text, _) = run(folder, &["/enum-devicetree"]);
    has(
        &text,
        &["HTREE\\ROOT\\0\n    USB\\HUB\\1\n        A hub (Started)\n        USB\\LAMP\\1\n"],
    );
    let (text, _) = run(folder, &["/enum-interfaces", "/disabled"]);
    has(
        &text,
        &[
            "Interface Path:         \\\\?\\USB#LAMP#1#{6f2f1c9e-6a0b-4f43-9c1b-4a7b1c6d5a10}\n\
             Interface Description:  A lamp\n\
             Interface Class GUID:   {6f2f1c9e-6a0b-4f43-9c1b-4a7b1c6d5a10}\n\
             Device Instance ID:     USB\\LAMP\\1\n\
             Interface Status:       Disabled\n",
        ],
    );
    let (text, _) = run(folder, &["/enum-interfaces", "/enabled"]);
    has(&text, &["No device interfaces were found"]);
    let (text, _) = run(folder, &["/enum-classes", "/services"]);
    has(
        &text,
        &[
            "Class Name:                 Sample\n",
            "Services:                   hub\n",
        ],
    );
    let (text, _) = run(folder, &["/enum-containers", "/devices"]);
    has(
        &text,
        &[
            "Container ID:               {00000000-0000-0000-ffff-ffffffffffff}\n",
            "Container ID:               {11111111-2222-3333-4444-555555555555}\n",
        ],
    );
    let file = ["/format", "xml", "/output-file", "out.xml"];
    run(
        folder,
        &[&["/enum-containers", "/problem", "/devices"][..], &file[..]].concat(),
    );
    let xml = fs::read_to_string(folder.join("out.xml")).unwrap();
    has(&xml, &["<Device InstanceId=\"ACPI\\NONE\\1\"/>"]);
    assert!(!xml.contains("LAMP"), "{xml}");
}

#[test]
fn devices_are_changed_and_what_is_in_use_waits_for_a_reboot() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    bus(folder);
    let (text, code) = run(folder, &["/disable-device", r"USB\HUB\1"]);
    has(
        &text,
        &["Disabling device:    USB\\HUB\\1\nDevice disabled successfully.\n"],
    );
    assert_eq!(code, 0);
    let (text, _) = run(folder, &["/enum-devices", "/disconnected"]);
    has(&text, &["USB\\LAMP\\1"]);
    let (text, _) = run(folder, &["/enable-device", "/deviceid", r"usb\hub"]);
    has(
        &text,
        &["Enabling device:     USB\\HUB\\1\nDevice enabled successfully.\n"],
    );
    store(folder, &["hold", r"USB\LAMP\1"]);
    let (text, code) = run(folder, &["/restart-device", r"USB\LAMP\1"]);
    has(
        &text,
        &["System reboot is needed to complete configuration operations!\n"],
    );
    assert_eq!(code, passed(3010));
    let (text, code) = run(folder, &["/restart-device", r"USB\LAMP\1"]);
    has(
        &text,
        &["Failed to restart device: USB\\LAMP\\1\n\
             Device is pending system reboot to complete a previous operation.\n"],
    );
    assert_eq!(code, 50);
    store(folder, &["reboot"]);
    store(folder, &["hold", r"USB\LAMP\1"]);
    let newer = package(folder, "lamp", r"usb\lamp", "2.0.0.0");
    let (text, code) = run(folder, &["/add-driver", &newer, "/install"]);
    has(
        &text,
        &["System reboot is needed to complete install operations!\n"],
    );
    assert_eq!(code, passed(3010));
    store(folder, &["reboot"]);
    store(folder, &["hold", r"USB\LAMP\1"]);
    let (_, code) = run(folder, &["/remove-device", r"USB\LAMP\1", "/reboot"]);
    assert_eq!(code, passed(1641));
    let (text, code) = run(folder, &["/remove-device", r"USB\LAMP\1"]);
    has(
        &text,
        &["The device instance does not exist in the hardware tree."],
    );
    assert_eq!(code, passed(0xE000_020B));
    let (text, code) = run(folder, &["/remove-device", "/bus", "usb", "/subtree"]);
    has(
        &text,
        &["Removing device:     USB\\HUB\\1\nDevice removed successfully.\n"],
    );
    assert_eq!(code, 0);
    let (text, code) = run(folder, &["/scan-devices"]);
    has(
        &text,
        &["Scanning for device hardware changes.\nScan complete.\n"],
    );
    assert_eq!(code, 0);
    let (text, _) = run(folder, &["/enum-devices", "/connected"]);
    has(&text, &["USB\\HUB\\1"]);
    let (_, code) = run(folder, &["/disable-device", "/class", "Net"]);
    assert_eq!(code, passed(259));
    let (_, code) = run(folder, &["/disable-device"]);
    assert_eq!(code, 87);
}

#[test]
fn devcon_s_verbs_are_those_of_store() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    bus(folder);
    let say = |words: &[&str]| {
        let mut command = support::wdk(folder);
        let assert = command.arg("store").args(words).assert().success();
        String::from_utf8(assert.get_output().stdout.clone()).unwrap()
    };
    has(
        &say(&["hwids", r"usb\lamp"]),
        &[
            "USB\\LAMP\\1\n    Name: A lamp\n    Hardware IDs:\n        usb\\lamp\n        usb\\any\n    \
             Compatible IDs:\n        usb\\class_03\n1 matching device(s) found.\n",
        ],
    );
    has(
        &say(&["stack", r"usb\lamp"]),
        &["    Upper filters:\n        dim\n    Controlling service:\n        lamp\n"],
    );
    let newer = package(folder, "lamp", r"usb\lamp", "2.0.0.0");
    run(folder, &["/add-driver", &newer, "/install"]);
    has(
        &say(&["drivernodes", r"USB\LAMP\1"]),
        &[
            "    DriverNode #0:\n        Inf file is oem3.inf\n        Inf section is Install\n",
            "    DriverNode #1:\n        Inf file is oem1.inf\n",
        ],
    );
    store(folder, &["rollback", r"USB\LAMP\1"]);
    assert_eq!(
        store(folder, &["enum", "--devices"])[1]["driver_name"],
        "oem1.inf"
    );
    store(folder, &["update", "oem3.inf", r"usb\lamp"]);
    assert_eq!(
        store(folder, &["enum", "--devices"])[1]["driver_name"],
        "oem3.inf"
    );
    store(folder, &["unplug", r"USB\LAMP\1"]);
    let (text, _) = run(folder, &["/enum-devices", "/disconnected"]);
    has(&text, &["Status:                     Disconnected\n"]);
}

#[test]
fn a_log_s_failure_leads_to_the_inf_s_line() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let lamp = package(folder, "lamp", r"usb\lamp", "1.0.0.0");
    let _ = fs::remove_file(folder.join("packages/lamp-1.0.0.0/LAMP.SYS"));
    run(folder, &["/add-driver", &lamp]);
    let log = "target/wdk/store/C/Windows/INF/setupapi.dev.log";
    let mut command = support::wdk(folder);
    let command = command.args(["explain-log", log, "--package", &lamp]);
    let assert = command.assert().code(1);
    has(
        &String::from_utf8_lossy(&assert.get_output().stdout),
        &[
            "0x00000002 ERROR_FILE_NOT_FOUND",
            "lamp.inf:11: lamp.sys = 1",
            "lamp.inf:19: CopyFiles = @lamp.sys",
            "put it where [SourceDisksFiles]",
        ],
    );
    fs::write(folder.join("other.txt"), "no log").unwrap();
    let mut command = support::wdk(folder);
    let assert = command.args(["explain-log", "other.txt"]).assert().code(1);
    has(
        &String::from_utf8_lossy(&assert.get_output().stderr),
        &["is it a setupapi.dev.log?"],
    );
}
