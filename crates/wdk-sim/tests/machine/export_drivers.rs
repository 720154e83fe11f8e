//! Export drivers: loaded for who imports from them, counted, unloaded with the last importer.
#![expect(unsafe_code, reason = "drivers as they are written in C")]

use std::cell::{Cell, RefCell};

use wdk_sim::{Code, Error, ExportDriver, Machine, NtStatus, Package};
use wdk_sys::{
    host::{NativeDriver, NativeLibrary},
    *,
};

thread_local! {
    static PATHS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static ANSWER: Cell<NTSTATUS> = const { Cell::new(STATUS_SUCCESS) };
}

#[abi]
unsafe fn dll_initialize(path: *const UNICODE_STRING) -> NTSTATUS {
    // SAFETY: the machine passes a string that is valid during the call.
    let path = unsafe { &*path };
    // SAFETY: as above.
    let units = unsafe { std::slice::from_raw_parts(path.Buffer, usize::from(path.Length) / 2) };
    PATHS.with_borrow_mut(|paths| paths.push(String::from_utf16_lossy(units)));
    ANSWER.get()
}

#[abi]
unsafe fn dll_unload() -> NTSTATUS {
    ANSWER.get()
}

#[abi]
unsafe fn driver_entry(driver: PVOID, _path: *const UNICODE_STRING) -> NTSTATUS {
    // SAFETY: the machine passes its driver object.
    let driver = unsafe { &mut *driver.cast::<DRIVER_OBJECT>() };
    driver.DriverUnload = Some(driver_unload);
    STATUS_SUCCESS
}

#[abi]
unsafe fn driver_unload(_driver: PDRIVER_OBJECT) {}

static COUNTED: NativeLibrary = NativeLibrary {
    name: "counted",
    initialize: Some(dll_initialize),
    unload: Some(dll_unload),
    imports: &[],
};

static WITHOUT_UNLOAD: NativeLibrary = NativeLibrary {
    name: "resident",
    unload: None,
    ..COUNTED
};

static WITHOUT_INITIALIZE: NativeLibrary = NativeLibrary {
    name: "resident",
    initialize: None,
    ..COUNTED
};

/// Imports from an export driver that imports from another.
static OUTER: NativeLibrary = NativeLibrary {
    name: "outer",
    imports: &[&COUNTED],
    ..COUNTED
};

/// A driver that imports from these.
macro_rules! importer {
    ($name:literal $(, $library:ident)*) => {{
        static DRIVER: NativeDriver = NativeDriver {
            name: $name,
            entry: driver_entry,
            imports: &[$(&$library),*],
        };
        &DRIVER
    }};
}

fn routines(machine: &Machine) -> Vec<String> {
    let trace = machine.trace();
    let begun = trace
        .iter()
        .filter(|event| event.phase == wdk_sim::trace::Phase::Begin);
    begun
        .map(|event| event.name.to_string())
        .filter(|name| name.starts_with("Dll") || name.starts_with("Driver"))
        .collect()
}

fn loaded(machine: &Machine) -> Vec<(String, Option<usize>)> {
    let drivers = machine.export_drivers().into_iter();
    drivers
        .map(
            |ExportDriver {
                 name, references, ..
             }| (name, references),
        )
        .collect()
}

fn finish(machine: &Machine) {
    let report = machine.finish().expect("no bug check");
    assert!(report.is_clean(), "{report}");
}

#[test]
fn it_lives_as_long_as_somebody_imports_from_it() {
    let machine = Machine::new();
    machine.add_export_driver(COUNTED);
    let first = machine.load(importer!("first", COUNTED)).unwrap();
    assert_eq!(loaded(&machine), [("counted".to_owned(), Some(1))]);
    let second = machine.load(importer!("second", COUNTED)).unwrap();
    assert_eq!(loaded(&machine), [("counted".to_owned(), Some(2))]);
    first.unload().unwrap();
    assert_eq!(loaded(&machine), [("counted".to_owned(), Some(1))]);
    second.unload().unwrap();
    assert_eq!(loaded(&machine), []);
    assert_eq!(
        routines(&machine),
        [
            "DllInitialize",
            "DriverEntry",
            "DriverEntry",
            "DriverUnload",
            "DriverUnload",
            "DllUnload"
        ]
    );
    let key = r"\Registry\Machine\System\CurrentControlSet\Services\counted";
    assert_eq!(PATHS.take(), [key]);
    // It is loaded anew for the next one.
    machine.load(importer!("third", COUNTED)).unwrap();
    assert_eq!(PATHS.take(), [key]);
    finish(&machine);
}

#[test]
fn without_both_routines_it_stays_loaded() {
    let without_unload = (&WITHOUT_UNLOAD, importer!("driver", WITHOUT_UNLOAD));
    let without_initialize = (&WITHOUT_INITIALIZE, importer!("driver", WITHOUT_INITIALIZE));
    for (resident, importer) in [without_unload, without_initialize] {
        let machine = Machine::new();
        machine.add_export_driver(*resident);
        for _ in 0..2 {
            let driver = machine.load(importer).unwrap();
            assert_eq!(loaded(&machine), [("resident".to_owned(), None)]);
            driver.unload().unwrap();
            assert_eq!(loaded(&machine), [("resident".to_owned(), None)]);
        }
        let calls = routines(&machine);
        let initialized = calls.iter().filter(|name| *name == "DllInitialize");
        assert_eq!(
            initialized.count(),
            usize::from(resident.initialize.is_some())
        );
        assert!(!calls.contains(&"DllUnload".to_owned()), "{calls:?}");
        finish(&machine);
    }
}

#[test]
fn what_it_imports_from_lives_as_long_as_it_does() {
    let machine = Machine::new();
    machine.add_export_driver(COUNTED);
    machine.add_export_driver(OUTER);
    let driver = machine.load(importer!("driver", OUTER)).unwrap();
    let names: Vec<_> = loaded(&machine).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["counted", "outer"]);
    driver.unload().unwrap();
    assert_eq!(loaded(&machine), []);
    finish(&machine);
}

#[test]
fn the_importer_is_refused_when_it_cannot_be_initialized() {
    let machine = Machine::new();
    machine.add_export_driver(COUNTED);
    ANSWER.set(STATUS_INSUFFICIENT_RESOURCES);
    let error = machine.load(importer!("driver", COUNTED)).err();
    ANSWER.set(STATUS_SUCCESS);
    let Some(Error::Status(NtStatus(STATUS_INSUFFICIENT_RESOURCES))) = error else {
        panic!("{error:?}");
    };
    assert_eq!(routines(&machine), ["DllInitialize"]);
    assert_eq!(loaded(&machine), []);
    finish(&machine);
}

#[test]
fn it_stays_when_its_unload_routine_refuses() {
    let machine = Machine::new();
    machine.add_export_driver(COUNTED);
    let driver = machine.load(importer!("driver", COUNTED)).unwrap();
    ANSWER.set(STATUS_UNSUCCESSFUL);
    driver.unload().unwrap();
    ANSWER.set(STATUS_SUCCESS);
    assert_eq!(loaded(&machine), [("counted".to_owned(), Some(0))]);
    let driver = machine.load(importer!("driver", COUNTED)).unwrap();
    assert_eq!(PATHS.with_borrow(Vec::len), 1, "it is initialized once");
    driver.unload().unwrap();
    assert_eq!(loaded(&machine), []);
    finish(&machine);
}

#[test]
fn the_folders_that_were_searched_are_named() {
    let machine = Machine::new();
    let error = machine.load(importer!("driver", COUNTED)).err().unwrap();
    let text = error.to_string();
    assert!(
        text.starts_with("driver.sys: it imports from counted.sys"),
        "{text}"
    );
    assert!(text.contains(r"\SystemRoot\System32\drivers"), "{text}");
    finish(&machine);
}

/// An INF that copies an export driver to the directory `dirid`.
fn inf(dirid: u32) -> String {
    format!(
        r#"
[Version]
Signature = "$Windows NT$"
Class = Sample
ClassGuid = {{78A1C341-4539-11D3-B88D-00C04FAD5171}}
Provider = "Tests"
CatalogFile = driver.cat
DriverVer = 01/01/2026,1.0.0.0
[DestinationDirs]
DefaultDestDir = 13
Libraries = {dirid}
[SourceDisksNames]
1 = "Disk"
[SourceDisksFiles]
driver.sys = 1
counted.sys = 1
[Manufacturer]
"Tests" = Models, NT$ARCH$.10.0...16299
[Models.NT$ARCH$.10.0...16299]
"A device" = Device, root\importer
[Device.NT]
CopyFiles = Drivers, Libraries
[Drivers]
driver.sys
[Libraries]
counted.sys
[Device.NT.Services]
AddService = driver, 2, Service
[Service]
ServiceType = 1
StartType = 3
ErrorControl = 1
ServiceBinary = %13%\driver.sys
"#
    )
}

#[test]
fn a_package_brings_it_beside_the_driver_or_to_the_system() {
    for dirid in [12, 13] {
        let machine = Machine::new();
        let driver = importer!("driver", COUNTED);
        let package = Package::new(inf(dirid).as_str(), driver).unwrap();
        let store = machine.driver_store();
        store.add_driver(package.export_driver(COUNTED)).unwrap();
        // The driver has no AddDevice, so nothing is started; it was loaded all the same.
        let _ = machine.plug(r"root\importer");
        assert_eq!(PATHS.take().len(), 1, "DIRID {dirid}");
    }
}

#[test]
fn an_inx_that_makes_no_package_is_refused_as_by_the_build() {
    let machine = Machine::new();
    let changes = [
        (
            "CopyFiles = Drivers,",
            "CopyFiles = Driverz,",
            "did you mean [Drivers]?",
        ),
        (
            "\ndriver.sys = 1",
            "",
            "[SourceDisksFiles] does not have driver.sys",
        ),
        (
            "DefaultDestDir = 13",
            "",
            "does not say where [Drivers] goes",
        ),
        (
            "ErrorControl = 1",
            "ErrorControl = 9",
            "ErrorControl of the service driver",
        ),
    ];
    for (from, to, told) in changes {
        let inx = inf(13);
        assert!(inx.contains(from), "{from}");
        let inx = inx.replace(from, to);
        let refused = machine.add_package(inx.as_str(), importer!("driver", COUNTED));
        let refused = refused.unwrap_err().to_string();
        assert!(refused.contains(told), "{from}: {refused}");
    }
}

#[test]
fn a_driver_can_be_a_service_and_an_export_driver() {
    static BOTH: NativeLibrary = NativeLibrary {
        name: "both",
        ..COUNTED
    };
    for service_first in [true, false] {
        let machine = Machine::new();
        machine.add_export_driver(BOTH);
        let service = || machine.load(importer!("both")).unwrap();
        let driver = || machine.load(importer!("driver", BOTH)).unwrap();
        let (service, driver) = if service_first {
            (service(), driver())
        } else {
            let driver = driver();
            (service(), driver)
        };
        assert_eq!(loaded(&machine), [("both".to_owned(), Some(2))]);
        service.unload().unwrap();
        assert_eq!(loaded(&machine), [("both".to_owned(), Some(1))]);
        driver.unload().unwrap();
        assert_eq!(loaded(&machine), []);
        let initialized = routines(&machine).contains(&"DllInitialize".to_owned());
        assert_eq!(initialized, !service_first);
        finish(&machine);
    }
}

#[test]
fn an_export_driver_is_no_service() {
    let machine = Machine::new();
    let error = machine.load(Code::from(&COUNTED)).err().unwrap();
    assert!(error.to_string().contains("add_export_driver"), "{error}");
    finish(&machine);
}
