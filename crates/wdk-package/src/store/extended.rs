//! What extension and component packages make of a device.

use super::{fixture::*, *};

/// A package that drives `root\lamp`; `body` is appended.
fn base(version: &str, body: &str) -> Contents {
    driver("lamp", r"root\lamp", version, body)
}

/// An extension package called `name` with the filter service `name`, for the device id `id`.
fn extension(name: &str, guid: u32, version: &str, id: &str, body: &str) -> Contents {
    let text = format!(
        r#"
[Version]
Signature = "$Windows NT$"
Class = Extension
ClassGuid = {{e2f84ce7-8efa-411c-aa69-97454ca4cb57}}
Provider = "Maker"
ExtensionId = {{00000000-0000-0000-0000-{guid:012}}}
DriverVer = {version}
[DestinationDirs]
DefaultDestDir = 13
[Manufacturer]
m = Models,NTamd64.10.0...16299
[Models.NTamd64.10.0...16299]
"A lamp, extended" = Extend, {id}
[Extend.NTamd64]
CopyFiles = @{name}.sys
[Extend.NTamd64.Services]
AddService = {name},, Service
[Service]
ServiceType = 1
StartType = 3
ErrorControl = 1
ServiceBinary = %13%\{name}.sys
{body}
"#
    );
    contents(name, &text).file(&format!("{name}.sys"), version)
}

/// The section that adds `service` to a list of filters in the registry.
fn listed(value: &str, flags: &str, service: &str) -> String {
    format!("[Extend.NTamd64.HW]\nAddReg = List\n[List]\nHKR,,{value},{flags},{service}\n")
}

fn store() -> Store {
    Store::on(Memory::new())
}

fn add(store: &mut Store, package: &Contents) -> String {
    store.add_driver(package).unwrap().published_name
}

fn lamp(store: &mut Store) -> String {
    store.add_device(&[r"root\lamp".to_owned()], &[r"root\any".to_owned()])
}

#[test]
fn an_extension_is_applied_over_the_base_and_stays_when_that_changes() {
    let mut store = store();
    let own = "[Install.NTamd64.HW]\nAddReg = Own\n[Own]\nHKR,,FriendlyName,,\"Lamp\"\n\
               HKR,,Shade,,\"paper\"\n";
    add(&mut store, &base("1.0.0.0", own));
    let other = "[Extend.NTamd64.HW]\nAddReg = Name\n[Name]\nHKR,,FriendlyName,,\"My lamp\"\n";
    let name = add(
        &mut store,
        &extension("dim", 1, "01/01/2025,1.0.0.0", r"root\lamp", other),
    );
    let device = lamp(&mut store);
    let installed = store.install(&device).unwrap();
    assert_eq!(installed.driver.published_name, "oem0.inf");
    assert_eq!(installed.extensions[0].driver.published_name, name);
    let found = store.device(&device).unwrap();
    assert_eq!(found.extensions, std::slice::from_ref(&name));
    assert_eq!(found.properties["FriendlyName"], "My lamp");
    assert_eq!(found.properties["Shade"], "paper");

    add(&mut store, &base("2.0.0.0", own));
    let installed = store.install(&device).unwrap();
    assert_eq!(installed.driver.published_name, "oem2.inf");
    let found = store.device(&device).unwrap();
    assert_eq!(found.extensions, [name]);
    assert_eq!(found.properties["FriendlyName"], "My lamp");
    assert_eq!(found.previous_driver.as_deref(), Some("oem0.inf"));
}

#[test]
fn of_one_extension_id_the_latest_is_applied_and_of_different_ones_all() {
    let mut store = store();
    add(&mut store, &base("1.0.0.0", ""));
    let mut added = |name: &str, guid, version: &str, id: &str| {
        add(&mut store, &extension(name, guid, version, id, ""))
    };
    // The higher version loses to the later day.
    let later = added("one", 1, "02/01/2025,1.0.0.0", r"root\lamp");
    added("one", 1, "01/01/2025,9.0.0.0", r"root\lamp");
    added("one", 1, "02/01/2025,0.9.0.0", r"root\lamp");
    let compatible = added("two", 2, "01/01/2020,1.0.0.0", r"root\any");
    let foreign = added("three", 3, "01/01/2025,1.0.0.0", r"root\other");
    let device = lamp(&mut store);
    store.install(&device).unwrap();
    let found = store.device(&device).unwrap();
    assert_eq!(found.extensions, [later, compatible]);
    assert!(!found.extensions.contains(&foreign));
}

#[test]
fn an_extension_alone_drives_no_device() {
    let mut store = store();
    let extension = extension("dim", 1, "01/01/2025,1.0.0.0", r"root\lamp", "");
    let name = add(&mut store, &extension);
    let device = lamp(&mut store);
    let refused = store.install(&device).unwrap_err();
    assert_eq!(refused.code(), Code::NoCompatDrivers as u32);
    assert_eq!(store.improvable(&name).unwrap(), [""; 0]);
    // Once there is a base, both are installed.
    let base = add(&mut store, &base("1.0.0.0", ""));
    assert_eq!(
        store.improvable(&base).unwrap(),
        std::slice::from_ref(&device)
    );
    store.install(&device).unwrap();
    assert_eq!(store.device(&device).unwrap().extensions, [name]);
}

#[test]
fn an_extension_without_an_id_of_its_own_is_refused() {
    let good = extension("dim", 1, "01/01/2025,1.0.0.0", r"root\lamp", "");
    let text = good.inf().text().to_owned();
    let refused = |text: String| {
        let error = store().add_driver(&contents("dim", &text)).unwrap_err();
        assert_eq!(error.code(), Code::AddFailed as u32, "{error}");
        error.to_string()
    };
    let message = refused(text.replace("ExtensionId", "; ExtensionId"));
    assert!(message.contains("needs an ExtensionId"), "{message}");
    let message = refused(text.replace("{e2f84ce7", "{e2f84ce8"));
    assert!(message.contains("ClassGuid = {e2f84ce7"), "{message}");
}

#[test]
fn filters_of_several_packages_are_one_list_unless_one_forgets_to_append() {
    let filters = |bodies: &[String]| {
        let mut store = store();
        let own = "[Install.NTamd64.HW]\nAddReg = Own\n[Own]\n\
                   HKR,,UpperFilters,0x00010000,first\nHKR,,LowerFilters,0x00010000,bottom\n";
        add(&mut store, &base("1.0.0.0", own));
        for (at, body) in bodies.iter().enumerate() {
            let name = format!("extra{at}");
            let version = "01/01/2025,1.0.0.0";
            add(
                &mut store,
                &extension(&name, at as u32, version, r"root\lamp", body),
            );
        }
        let device = lamp(&mut store);
        let filters = store.install(&device).unwrap().filters;
        let known = store.device(&device).unwrap();
        assert_eq!(known.upper_filters, filters.upper);
        assert_eq!(known.lower_filters, filters.lower);
        (filters.upper.join(" "), filters.lower.join(" "))
    };
    let of = |upper: &str, lower: &str| (upper.to_owned(), lower.to_owned());
    assert_eq!(filters(&[]), of("first", "bottom"));
    let appended = listed("UpperFilters", "0x00010008", "second");
    assert_eq!(
        filters(std::slice::from_ref(&appended)),
        of("first second", "bottom")
    );
    let declared = "[Extend.NTamd64.Filters]\nAddFilter = third,, Place\n[Place]\n\
                    FilterPosition = Lower\n"
        .to_owned();
    assert_eq!(
        filters(&[appended.clone(), declared]),
        of("first second", "bottom third")
    );
    let replaced = listed("UpperFilters", "0x00010000", "only");
    assert_eq!(filters(&[appended, replaced]), of("only", "bottom"));
}

#[test]
fn a_base_package_says_in_which_order_filters_of_others_come() {
    let own = "[Install.NTamd64.HW]\nAddReg = Own\n[Own]\n\
               HKR,,UpperFilterLevels,0x00010000,A,B,C\nHKR,,UpperFilterDefaultLevel,,B\n";
    let place = |level: &str| {
        format!("[Extend.NTamd64.Filters]\nAddFilter = {level},, Place\n[Place]\n{level}\n")
    };
    let mut store = store();
    add(&mut store, &base("1.0.0.0", own));
    let bodies = [
        place("FilterLevel = C").replace("AddFilter = FilterLevel = C", "AddFilter = last"),
        place("FilterPosition = Upper")
            .replace("AddFilter = FilterPosition = Upper", "AddFilter = plain"),
        place("FilterLevel = a").replace("AddFilter = FilterLevel = a", "AddFilter = first"),
        place("FilterLevel = D").replace("AddFilter = FilterLevel = D", "AddFilter = dropped"),
        listed("UpperFilters", "0x00010008", "legacy"),
    ];
    for (at, body) in bodies.iter().enumerate() {
        let (name, version) = (format!("extra{at}"), "01/01/2025,1.0.0.0");
        add(
            &mut store,
            &extension(&name, at as u32, version, r"root\lamp", body),
        );
    }
    let device = lamp(&mut store);
    let filters = store.install(&device).unwrap().filters;
    assert_eq!(filters.upper, ["first", "legacy", "plain", "last"]);
    assert_eq!(filters.lower, [""; 0]);
    let log = store.log();
    assert!(log.contains("defines no level D"), "{log}");
}

#[test]
fn an_extension_is_in_use_while_it_is_applied() {
    let mut store = store();
    add(&mut store, &base("1.0.0.0", ""));
    let body = listed("UpperFilters", "0x00010008", "dim");
    let package = extension("dim", 1, "01/01/2025,1.0.0.0", r"root\lamp", &body);
    let device = lamp(&mut store);
    store.install(&device).unwrap();
    let name = add(&mut store, &package);
    assert_eq!(
        store.improvable(&name).unwrap(),
        std::slice::from_ref(&device)
    );
    store.install(&device).unwrap();
    assert_eq!(store.improvable(&name).unwrap(), [""; 0]);
    for how in [Delete::new(), Delete::new().force()] {
        let refused = store.delete_driver(&name, how).unwrap_err();
        assert_eq!(refused.code(), Code::InfInUseByDevices as u32);
    }
    store
        .delete_driver(&name, Delete::new().uninstall())
        .unwrap();
    let found = store.device(&device).unwrap();
    assert_eq!(found.driver_name.as_deref(), Some("oem0.inf"));
    assert_eq!(found.extensions, [""; 0]);
    assert_eq!(found.upper_filters, [""; 0]);
}

#[test]
fn a_component_is_a_device_of_its_own_that_its_package_drives() {
    let mut store = store();
    add(&mut store, &base("1.0.0.0", ""));
    let body = "[Extend.NTamd64.Components]\nAddComponent = Panel,, Panel_Component\n\
                [Panel_Component]\nComponentIDs = VID0001&PID0001, VID0001\n\
                Description = \"Control panel\"\n";
    let extends = add(
        &mut store,
        &extension("dim", 1, "01/01/2025,1.0.0.0", r"root\lamp", body),
    );
    let device = lamp(&mut store);
    let components = store.install(&device).unwrap().components;
    assert_eq!(components, [r"SWC\VID0001&PID0001\0000"]);
    let panel = store.device(&components[0]).unwrap().clone();
    assert_eq!(panel.hardware_ids, [r"SWC\VID0001&PID0001", r"SWC\VID0001"]);
    assert_eq!(panel.parent.as_ref(), Some(&device));
    assert_eq!(panel.device_description, "Control panel");
    assert_eq!(panel.driver_name, None, "its package is not there yet");

    let text = r#"
[Version]
Signature = "$Windows NT$"
Class = SoftwareComponent
ClassGuid = {5c4c3332-344d-483c-8739-259e934c9cc8}
Provider = "Maker"
DriverVer = 01/01/2025,1.0.0.0
[DestinationDirs]
DefaultDestDir = 13
[Manufacturer]
m = Models,NTamd64.10.0...16299
[Models.NTamd64.10.0...16299]
"Panel" = Panel, SWC\VID0001&PID0001
[Panel.NTamd64]
CopyFiles = @panel.exe
[Panel.NTamd64.Software]
AddSoftware = MakerPanel,, Program
AddSoftware = MakerStore,, Application
AddSoftware = Neither,, Nothing
[Program]
SoftwareType = 1
SoftwareBinary = %13%\panel.exe
SoftwareArguments = -i, <<DeviceInstanceID>>
SoftwareVersion = 1.2.3.4
[Application]
SoftwareType = 2
SoftwareID = pfn://maker.panel
[Nothing]
SoftwareType = 3
"#;
    let package = contents("panel", text).file("panel.exe", "MZ");
    let name = add(&mut store, &package);
    assert_eq!(store.improvable(&name).unwrap(), components);
    store.install(&components[0]).unwrap();
    let panel = store.device(&components[0]).unwrap();
    let [program, application] = panel.software.as_slice() else {
        panic!("{:?}", panel.software)
    };
    assert_eq!(program.version, "1.2.3.4");
    assert!(
        program
            .command
            .ends_with(r"\panel.exe -i SWC\VID0001&PID0001\0000"),
        "{}",
        program.command
    );
    assert_eq!(application.command, "pfn://maker.panel");
    for words in ["is not run here", "neither 1 nor 2"] {
        assert!(store.log().contains(words), "{}", store.log());
    }

    // The same device again after another installation, and none without the extension.
    assert_eq!(store.install(&device).unwrap().components, components);
    store
        .delete_driver(&extends, Delete::new().uninstall())
        .unwrap();
    assert!(store.device(&components[0]).is_err());
    store.delete_driver(&name, Delete::new()).unwrap();
}

#[test]
fn components_that_add_each_other_end() {
    let mut store = store();
    let body = "[Install.NTamd64.Components]\nAddComponent = Again,, Again\n[Again]\n\
                ComponentIDs = again\n";
    let package = base("1.0.0.0", body);
    let text = package
        .inf()
        .text()
        .replace(r"root\lamp", r"root\lamp, SWC\again");
    let package = contents("lamp", &text).file("lamp.sys", "MZ");
    add(&mut store, &package);
    let device = lamp(&mut store);
    store.install(&device).unwrap();
    assert!(store.enum_devices().len() < 12);
    assert!(store.log().contains("component of a component"));
}

#[test]
fn a_reboot_is_asked_for_where_the_inf_does() {
    let mut store = store();
    let package = base("1.0.0.0", "");
    let text = package
        .inf()
        .text()
        .replace("CopyFiles = @lamp.sys", "CopyFiles = @lamp.sys\nReboot");
    add(&mut store, &contents("lamp", &text).file("lamp.sys", "MZ"));
    let device = lamp(&mut store);
    assert!(store.install(&device).unwrap().needs_reboot);
    assert!(store.device(&device).unwrap().reboot_pending);
}

#[test]
fn what_windows_has_is_included() {
    let text = base("1.0.0.0", "").inf().text().replace(
        "AddService = lamp, 2, Service",
        "Include = WinUSB.inf\nNeeds = WINUSB.NT.Services",
    );
    let mut store = store();
    let package = contents("lamp", &text).file("lamp.sys", "MZ");
    add(&mut store, &package);
    let device = lamp(&mut store);
    let installed = store.install(&device).unwrap();
    assert_eq!(installed.inbox_services, ["WinUSB"]);
    let service = installed.install.function_driver().unwrap();
    assert_eq!(service.binary, r"C:\Windows\System32\drivers\WinUSB.sys");
    assert_eq!(
        store.device(&device).unwrap().service.as_deref(),
        Some("WinUSB")
    );
    // What is handed out is what came in.
    let exported = store.export_driver("oem0.inf").unwrap();
    assert_eq!(exported.inf().text(), text);

    let text = text.replace("WinUSB.inf", "other.inf");
    add(&mut store, &contents("lamp", &text).file("lamp.sys", "MZ"));
    let log = store.log();
    assert!(
        log.contains("[WINUSB.NT.Services] of Windows installs is not known"),
        "{log}"
    );
}

#[test]
fn the_reflector_of_umdf_stands_in_the_stack_as_the_inf_needs_it() {
    let filters = |side: &str| {
        let text = base("1.0.0.0", "").inf().text().replace(
            "[Install.NTamd64.Services]\n",
            &format!(
                "[Install.NTamd64.Filters]\nInclude = WUDFRD.inf\n\
                 Needs = WUDFRD_{side}Filter.NT.Filters\n[Install.NTamd64.Services]\n\
                 Include = WUDFRD.inf\nNeeds = WUDFRD_{side}Filter.NT.Services\n"
            ),
        );
        let mut store = store();
        let package = contents("lamp", &text).file("lamp.sys", "MZ");
        add(&mut store, &package);
        let device = lamp(&mut store);
        let installed = store.install(&device).unwrap();
        assert_eq!(installed.inbox_services, ["WUDFRd"]);
        assert_eq!(installed.install.function_driver().unwrap().name, "lamp");
        store.stack(store.device(&device).unwrap())
    };
    assert_eq!(filters("Upper"), ["lamp", "WUDFRd"]);
    assert_eq!(filters("Lower"), ["WUDFRd", "lamp"]);
}

#[test]
fn a_primitive_driver_is_installed_without_a_device() {
    let text = r#"
[Version]
Signature = "$Windows NT$"
Provider = "Example"
DriverVer = 01/01/2025,1.0.0.0
[DestinationDirs]
DefaultDestDir = 12
[DefaultInstall.NTamd64]
CopyFiles = @watch.sys
[DefaultInstall.NTamd64.Services]
AddService = watch,, Service
[Service]
ServiceType = 2
StartType = 3
ErrorControl = 1
ServiceBinary = %12%\watch.sys
"#;
    let mut store = store();
    let missing = store.add_driver(&contents("watch", text)).unwrap_err();
    assert_eq!(missing.code(), 2, "{missing}");
    let name = add(&mut store, &contents("watch", text).file("watch.sys", "MZ"));
    let image = r"C:\Windows\System32\drivers\watch.sys";
    assert_eq!(store.volume().entry(image), None);
    assert_eq!(store.install_primitive(&name).unwrap(), ["watch"]);
    assert_eq!(store.volume().read(image).unwrap(), b"MZ");
    for how in [Delete::new(), Delete::new().force()] {
        let refused = store.delete_driver(&name, how).unwrap_err();
        assert_eq!(refused.code(), Code::InfInUseByDevices as u32);
    }
    store
        .delete_driver(&name, Delete::new().uninstall())
        .unwrap();
    assert_eq!(store.volume().entry(image), None);
    let lamp = add(&mut store, &base("1.0.0.0", ""));
    let refused = store.install_primitive(&lamp).unwrap_err();
    assert_eq!(refused.code(), Code::InvalidParameter as u32);
}
