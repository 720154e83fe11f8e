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
