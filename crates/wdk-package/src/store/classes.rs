//! What packages make of setup classes.

use super::{fixture::*, *};

/// The class of [`driver`]'s packages.
const CLASS: &str = "{78a1c341-4539-11d3-b88d-00c04fad5171}";

/// `[ClassInstall32]` with `lines` for the class's key.
fn class(lines: &str) -> String {
    format!("[ClassInstall32]\nAddReg = Class\n[Class]\nHKR,,,,\"Samples\"\n{lines}\n")
}

fn primitive(guid: &str, flags: &str) -> Contents {
    let text = format!(
        r#"
[Version]
Signature = "$Windows NT$"
Provider = "Example"
DriverVer = 01/01/2025,1.0.0.0
[DestinationDirs]
DefaultDestDir = 13
[DefaultInstall.NTamd64]
CopyFiles = @watch.sys
AddReg = Watch
[DefaultInstall.NTamd64.Services]
AddService = watch,, Service
[Service]
ServiceType = 1
StartType = 3
ErrorControl = 1
ServiceBinary = %13%\watch.sys
[Watch]
HKLM,SYSTEM\CurrentControlSet\Control\Class\{guid},LowerFilters,{flags},watch
"#
    );
    contents("watch", &text).file("watch.sys", "MZ")
}

fn add(store: &mut Store, package: &Contents) -> String {
    store.add_driver(package).unwrap().published_name
}

#[test]
fn the_first_device_of_a_class_installs_it_and_no_later_package_changes_it() {
    let mut store = Store::on(Memory::new());
    let upper = class("HKR,,UpperFilters,0x00010000,shade");
    add(&mut store, &driver("lamp", r"root\lamp", "1.0.0.0", &upper));
    assert!(store.classes().is_empty(), "nothing is installed yet");
    let device = store.add_device(&[r"root\lamp".to_owned()], &[]);
    let installed = store.install(&device).unwrap();
    assert_eq!(installed.class_registry.len(), 2);
    let known = &store.classes()[CLASS];
    assert_eq!(known.upper_filters, ["shade"]);
    assert_eq!(known.properties[""], "Samples");

    let later = class("HKR,,UpperFilters,0x00010008,late");
    add(&mut store, &driver("lamp", r"root\lamp", "2.0.0.0", &later));
    let installed = store.install(&device).unwrap();
    assert!(installed.class_registry.is_empty());
    assert_eq!(store.classes()[CLASS].upper_filters, ["shade"]);
    // It stays when the last device goes.
    store.forget_device(&device);
    for name in ["oem0.inf", "oem1.inf"] {
        store.delete_driver(name, Delete::new()).unwrap();
    }
    assert_eq!(store.classes()[CLASS].upper_filters, ["shade"]);
}

#[test]
fn a_class_of_windows_is_not_installed_anew() {
    let mut store = Store::on(Memory::new());
    let body = class("HKR,,UpperFilters,0x00010000,shade");
    let text = driver("lamp", r"root\lamp", "1.0.0.0", &body);
    let system = "{4D36E97D-E325-11CE-BFC1-08002BE10318}";
    let text = text
        .inf()
        .text()
        .replace("{78A1C341-4539-11D3-B88D-00C04FAD5171}", system);
    add(&mut store, &contents("lamp", &text).file("lamp.sys", "MZ"));
    let device = store.add_device(&[r"root\lamp".to_owned()], &[]);
    assert!(store.install(&device).unwrap().class_registry.is_empty());
    assert!(store.classes().is_empty());
    let words = "Ignoring changes to inbox device class {4d36e97d-e325-11ce-bfc1-08002be10318}";
    assert!(store.log().contains(words), "{}", store.log());
}

#[test]
fn filters_of_a_class_stand_outside_of_those_of_its_devices() {
    let mut store = Store::on(Memory::new());
    let own = class("HKR,,UpperFilters,0x00010000,shade")
        + "[Install.NTamd64.HW]\nAddReg = Own\n[Own]\nHKR,,UpperFilters,0x00010000,dim\n\
           HKR,,LowerFilters,0x00010000,fuse\n";
    add(&mut store, &driver("lamp", r"root\lamp", "1.0.0.0", &own));
    let device = store.add_device(&[r"root\lamp".to_owned()], &[]);
    store.install(&device).unwrap();
    let stack = |store: &Store| store.stack(store.device(&device).unwrap()).join(" ");
    assert_eq!(stack(&store), "fuse lamp dim shade");

    // Another package adds a filter to the class; a second line of it changes nothing.
    for _ in 0..2 {
        let name = add(&mut store, &primitive(CLASS, "0x00010008"));
        store.install_primitive(&name).unwrap();
        assert_eq!(stack(&store), "fuse watch lamp dim shade");
    }
    // Deleting the package leaves the list as it is, as on Windows.
    store
        .delete_driver("oem1.inf", Delete::new().uninstall())
        .unwrap();
    assert_eq!(stack(&store), "fuse watch lamp dim shade");
}

#[test]
fn what_is_known_of_classes_and_resources_is_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let open = || Store::open(Folder::new(folder.path())).unwrap();
    let mut store = open();
    let name = add(&mut store, &primitive(CLASS, "0x00010000"));
    store.install_primitive(&name).unwrap();
    let device = store.add_device(&[r"root\lamp".to_owned()], &[]);
    let resources = vec!["irq:5".parse().unwrap(), "io:0x3f8-0x3ff".parse().unwrap()];
    store.set_resources(&device, resources.clone()).unwrap();
    store.save().unwrap();
    let store = open();
    assert_eq!(store.classes()[CLASS].lower_filters, ["watch"]);
    assert!(!store.classes()[CLASS].installed);
    assert_eq!(store.device(&device).unwrap().resources, resources);
}
