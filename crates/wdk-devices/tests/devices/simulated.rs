//! A program that looks for the files of a package, on a simulated machine.

use std::sync::{Arc, Mutex};

use uuid::{Uuid, uuid};
use wdk_devices::{
    DeviceKey, Devices as _, Error, InterfaceEvent, Presence, PropertyKey, Simulated, Value,
};
use wdk_sim::{Device, Machine, Package};

const INX: &str = include_str!("../../../../inf/storefile.inx");
const CLASS: Uuid = uuid!("6F2F1C9E-6A0B-4F43-9C1B-4A7B1C6D5A10");

/// A machine with two devices, whose INF says where the legend is with a variable too.
fn machine() -> (Machine, [Device; 2]) {
    let expand = "\nHKR,,Expand,0x20000,\"%13%\\storefile\\legend.txt\"\nHKR,,Legend,,";
    let inx = INX.replacen("\nHKR,,Legend,,", expand, 1);
    let machine = Machine::new();
    let package = Package::new(&*inx, storefile::DRIVER)
        .unwrap()
        .file(r"storefile\palette.txt", "red")
        .file(r"storefile\legend.txt", "a colour");
    machine.driver_store().install_driver(package).unwrap();
    let devices = [0, 1].map(|_| machine.plug(r"root\storefile").unwrap());
    (machine, devices)
}

#[test]
fn the_device_leads_to_the_file() {
    let (machine, _devices) = machine();
    let system = Simulated::new(&machine);
    let id = system.find(r"ROOT\storefile").unwrap();
    assert_eq!(id, r"ROOT\STOREFILE\0000");
    let text = |key| system.property(&id, key).unwrap();
    assert_eq!(text(PropertyKey::SERVICE).as_str(), Some("storefile"));
    assert_eq!(text(PropertyKey::CLASS).as_str(), Some("System"));
    for name in ["Legend", "Expand"] {
        let value = system.device_value(&id, DeviceKey::Hardware, name).unwrap();
        let expands = matches!(&value, Value::ExpandString(it) if it.starts_with("%SystemRoot%"));
        assert_eq!(expands, name == "Expand", "{value:?}");
        let path = value.path(&system).unwrap();
        assert_eq!(machine.read_file(&path).unwrap(), b"a colour");
    }
    let inf = system.device_value(&id, DeviceKey::Software, "InfPath");
    assert_eq!(inf.unwrap().as_str(), Some("oem0.inf"));
    let none = system.device_value(&id, DeviceKey::Hardware, "None");
    assert!(matches!(none, Err(Error::NotFound(_))));
}

#[test]
fn the_interface_leads_to_what_the_inf_and_the_driver_wrote() {
    let (machine, _devices) = machine();
    let system = Simulated::new(&machine);
    let id = system.find(r"ROOT\storefile").unwrap();
    let links = system
        .interfaces(CLASS, Some(&id), Presence::Present)
        .unwrap();
    let [link] = links.as_slice() else {
        panic!("one interface: {links:?}")
    };
    assert!(link.starts_with(r"\\?\ROOT#STOREFILE#0000#{"), "{link}");
    for (name, content) in [("Palette", "red"), ("Legend", "a colour")] {
        let path = system.interface_value(link, name).unwrap().path(&system);
        let file = machine.read_file(&path.unwrap()).unwrap();
        assert_eq!(file, content.as_bytes());
    }
    assert!(machine.open(link).is_ok());
}

#[test]
fn what_is_not_present_can_be_left_out() {
    let (machine, [first, second]) = machine();
    let system = Simulated::new(&machine);
    first.disable().unwrap();
    let links = |presence| system.interfaces(CLASS, None, presence).unwrap().len();
    assert_eq!((links(Presence::Present), links(Presence::All)), (1, 2));
    second.remove().unwrap();
    assert_eq!((links(Presence::Present), links(Presence::All)), (0, 1));
    assert_eq!(
        system.ids(Presence::Present).unwrap(),
        [r"ROOT\STOREFILE\0000"]
    );
}

#[test]
fn a_watch_reports_interfaces_until_it_is_dropped() {
    let (machine, [first, _second]) = machine();
    let system = Simulated::new(&machine);
    let events = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&events);
    let event = move |event: InterfaceEvent| list.lock().unwrap().push(event);
    let watch = system.watch(CLASS, Box::new(event)).unwrap();
    first.disable().unwrap();
    first.enable().unwrap();
    machine.run_until_idle().unwrap();
    drop(watch);
    first.disable().unwrap();
    let events = events.lock().unwrap();
    let arrived: Vec<bool> = events.iter().map(|it| it.arrived).collect();
    assert_eq!(arrived, [false, true]);
    assert!(events[0].link.contains("STOREFILE#0000"));
}
