//! A base package and extension packages with filters, installed through the driver store.

use crate::{lamp::*, stack::DIMMER};
use wdk_sim::{Code, Delete, Device, Machine, Package, trace::Phase};

/// An extension package for the lamp with the filter service `service`; `how` says where it stands.
fn extension(service: &str, id: u32, how: &str) -> Package {
    let inf = format!(
        r#"
[Version]
Signature = "$Windows NT$"
Class = Extension
ClassGuid = {{e2f84ce7-8efa-411c-aa69-97454ca4cb57}}
ExtensionId = {{00000000-0000-0000-0000-{id:012}}}
Provider = "Tests"
[DestinationDirs]
DefaultDestDir = 13
[Manufacturer]
"Tests" = Models, NTamd64.10.0...16299, NTarm64.10.0...16299
[Models.NTamd64.10.0...16299]
"A dimmed lamp" = Dim, root\lamp
[Models.NTarm64.10.0...16299]
"A dimmed lamp" = Dim, root\lamp
[Dim.NT]
CopyFiles = @{service}.sys
[Dim.NT.Services]
AddService = {service},, Service
[Service]
ServiceType = 1
StartType = 3
ErrorControl = 1
ServiceBinary = %13%\{service}.sys
{how}
"#
    );
    Package::new(inf.as_str(), Code::from(DIMMER)).unwrap()
}

fn above(service: &str) -> String {
    format!("[Dim.NT.HW]\nAddReg = List\n[List]\nHKR,,UpperFilters,0x00010008,{service}\n")
}

fn below(service: &str) -> String {
    format!("[Dim.NT.Filters]\nAddFilter = {service},, Place\n[Place]\nFilterPosition = Lower\n")
}

/// The drivers that saw the last start, from the top of the stack to the bus.
fn started(machine: &Machine) -> Vec<String> {
    let trace = machine.trace();
    let begun = trace.iter().filter(|it| it.phase == Phase::Begin);
    let starts = begun.filter(|it| it.name == "IRP_MJ_PNP/IRP_MN_START_DEVICE");
    let seen: Vec<_> = starts.map(|it| it.detail.clone()).collect();
    let mut starts = seen.split_inclusive(|it| it == "PnpManager");
    starts.next_back().unwrap_or_default().to_vec()
}

fn works(machine: &Machine, device: &Device) {
    let link = device.interface(&LAMP_INTERFACE).unwrap();
    machine.open(&link).unwrap().write(&[5]).unwrap();
}

#[test]
fn filters_of_extension_packages_stand_above_and_below_the_function_driver() {
    let machine = Machine::new();
    let store = machine.driver_store();
    store
        .add_driver(Package::new(LAMP_INF, LAMP).unwrap())
        .unwrap();
    let dimmer = extension("dimmer", 1, &above("dimmer"));
    store.add_driver(dimmer).unwrap();
    let fuse = extension("fuse", 2, &below("fuse"));
    store.add_driver(fuse).unwrap();
    let device = machine.plug("root\\lamp").unwrap();
    assert_eq!(started(&machine), ["dimmer", "lamp", "fuse", "PnpManager"]);
    works(&machine, &device);
    let known = &store.enum_devices()[0];
    assert_eq!(known.driver_name.as_deref(), Some("oem0.inf"));
    assert_eq!(known.extensions, ["oem1.inf", "oem2.inf"]);
    device.remove().unwrap();
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn an_extension_comes_to_a_device_that_runs_and_goes_again() {
    let machine = Machine::new();
    let store = machine.driver_store();
    store
        .add_driver(Package::new(LAMP_INF, LAMP).unwrap())
        .unwrap();
    let device = machine.plug("root\\lamp").unwrap();
    assert_eq!(started(&machine), ["lamp", "PnpManager"]);
    let published = store
        .install_driver(extension("dimmer", 1, &above("dimmer")))
        .unwrap();
    assert_eq!(started(&machine), ["dimmer", "lamp", "PnpManager"]);
    works(&machine, &device);
    let refused = store.delete_driver(&published, Delete::new().force());
    let message = refused.unwrap_err().to_string();
    assert!(message.contains("ERROR_INF_IN_USE_BY_DEVICES"), "{message}");
    store
        .delete_driver(&published, Delete::new().uninstall())
        .unwrap();
    assert_eq!(started(&machine), ["lamp", "PnpManager"]);
    works(&machine, &device);
    device.remove().unwrap();
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_list_of_filters_outside_of_the_hardware_section_adds_none() {
    let machine = Machine::new();
    let inf = LAMP_INF.replace(
        "HKR,,Brightest,0x00010001,250",
        "HKR,,UpperFilters,0x00010000,dimmer",
    );
    machine.add_package(inf.as_str(), LAMP).unwrap();
    let device = machine.plug("root\\lamp").unwrap();
    assert_eq!(started(&machine), ["lamp", "PnpManager"]);
    device.remove().unwrap();
    assert!(machine.finish().unwrap().is_clean());
}

/// A primitive driver that makes its service a filter of all devices of the lamp's class.
fn class_filter(service: &str, list: &str) -> String {
    format!(
        r#"
[Version]
Signature = "$Windows NT$"
Provider = "Tests"
[DestinationDirs]
DefaultDestDir = 13
[DefaultInstall.NTamd64]
CopyFiles = @{service}.sys
AddReg = Filters
[DefaultInstall.NTamd64.Services]
AddService = {service},, Service
[DefaultInstall.NTarm64]
CopyFiles = @{service}.sys
AddReg = Filters
[DefaultInstall.NTarm64.Services]
AddService = {service},, Service
[Service]
ServiceType = 1
StartType = 3
ErrorControl = 1
ServiceBinary = %13%\{service}.sys
[Filters]
HKLM,SYSTEM\CurrentControlSet\Control\Class\{{78A1C341-4539-11D3-B88D-00C04FAD5171}},{list},0x00010008,{service}
"#
    )
}

#[test]
fn filters_of_the_class_stand_outside_of_those_of_the_device() {
    let machine = Machine::new();
    let store = machine.driver_store();
    let class = "[ClassInstall32]\nAddReg = Class\n[Class]\nHKR,,UpperFilters,0x00010000,shade\n";
    let inf = format!("{LAMP_INF}{class}");
    store
        .add_driver(Package::new(inf.as_str(), LAMP).unwrap())
        .unwrap();
    machine.add_driver("shade", DIMMER);
    store
        .add_driver(extension("dimmer", 1, &above("dimmer")))
        .unwrap();
    store
        .add_driver(extension("fuse", 2, &below("fuse")))
        .unwrap();
    machine
        .add_service(class_filter("relay", "LowerFilters").as_str(), DIMMER)
        .unwrap();
    let device = machine.plug("root\\lamp").unwrap();
    assert_eq!(
        started(&machine),
        ["shade", "dimmer", "lamp", "relay", "fuse", "PnpManager"]
    );
    works(&machine, &device);
    device.remove().unwrap();
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_filter_of_the_class_that_is_not_there_keeps_its_devices_from_starting() {
    let machine = Machine::new();
    let class = "[ClassInstall32]\nAddReg = Class\n[Class]\nHKR,,UpperFilters,0x00010000,gone\n";
    machine
        .add_package(format!("{LAMP_INF}{class}").as_str(), LAMP)
        .unwrap();
    let error = machine.plug("root\\lamp").err().unwrap().to_string();
    assert!(error.contains("gone"), "{error}");
}

/// A package for the software component `SWC\panel`, which the lamp's extension adds.
fn panel(services: &str) -> Package {
    let inf = format!(
        r#"
[Version]
Signature = "$Windows NT$"
Class = SoftwareComponent
ClassGuid = {{5c4c3332-344d-483c-8739-259e934c9cc8}}
Provider = "Tests"
[DestinationDirs]
DefaultDestDir = 13
[Manufacturer]
"Tests" = Models, NTamd64.10.0...16299, NTarm64.10.0...16299
[Models.NTamd64.10.0...16299]
"A panel" = Panel, SWC\panel
[Models.NTarm64.10.0...16299]
"A panel" = Panel, SWC\panel
[Panel.NT]
CopyFiles = @panel.sys
[Panel.NT.Services]
{services}
"#
    );
    Package::new(inf.as_str(), Code::from(DIMMER)).unwrap()
}

const PANEL_SERVICE: &str = "AddService = panel, 2, Service\n[Service]\nServiceType = 1\n\
    StartType = 3\nErrorControl = 1\nServiceBinary = %13%\\panel.sys";

fn with_panel() -> Package {
    let component = "[Dim.NT.Components]\nAddComponent = panel,, Panel\n[Panel]\n\
                     ComponentIDs = panel\n";
    extension("dimmer", 1, &format!("{}{component}", above("dimmer")))
}

/// How often each driver was started, the bus included.
fn starts_of(machine: &Machine, driver: &str) -> usize {
    let trace = machine.trace();
    let begun = trace.iter().filter(|it| it.phase == Phase::Begin);
    let starts = begun.filter(|it| it.name == "IRP_MJ_PNP/IRP_MN_START_DEVICE");
    starts.filter(|it| it.detail == driver).count()
}

#[test]
fn the_device_of_a_component_starts_its_driver() {
    let machine = Machine::new();
    let store = machine.driver_store();
    store
        .add_driver(Package::new(LAMP_INF, LAMP).unwrap())
        .unwrap();
    store.add_driver(panel(PANEL_SERVICE)).unwrap();
    let extends = store.add_driver(with_panel()).unwrap();
    let device = machine.plug("root\\lamp").unwrap();
    assert_eq!(started(&machine), ["panel", "PnpManager"]);
    works(&machine, &device);
    let known = store.enum_devices();
    assert_eq!(known[1].instance_id, r"SWC\PANEL\0000");
    assert_eq!(known[1].service.as_deref(), Some("panel"));
    assert_eq!(known[1].parent.as_deref(), Some(&*known[0].instance_id));

    // It goes and comes with the device that it belongs to.
    device.disable().unwrap();
    device.enable().unwrap();
    assert_eq!(starts_of(&machine, "panel"), 2);
    // Without the extension there is no component.
    store
        .delete_driver(&extends, Delete::new().uninstall())
        .unwrap();
    assert_eq!(starts_of(&machine, "panel"), 2);
    assert_eq!(store.enum_devices().len(), 1);
    device.remove().unwrap();
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_component_may_have_no_driver_and_its_package_may_come_later() {
    let machine = Machine::new();
    let store = machine.driver_store();
    store
        .add_driver(Package::new(LAMP_INF, LAMP).unwrap())
        .unwrap();
    store.add_driver(with_panel()).unwrap();
    let device = machine.plug("root\\lamp").unwrap();
    assert_eq!(started(&machine), ["dimmer", "lamp", "PnpManager"]);
    let none = store.install_driver(panel("AddService = ,2")).unwrap();
    assert_eq!(started(&machine), ["PnpManager"], "its bus alone");
    let known = store.enum_devices();
    assert_eq!(known[1].driver_name.as_deref(), Some(none.as_str()));
    assert_eq!(known[1].service, None);
    store
        .delete_driver(&none, Delete::new().uninstall())
        .unwrap();
    // Pulled out with its component, which waits for a package again.
    device.surprise_remove().unwrap();
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}
