//! The stub around `DriverEntry`, with a loader that this test plays.
#![expect(unsafe_code, reason = "plays the loader and a raw driver")]
#![expect(non_snake_case, reason = "the loader's names are Microsoft's")]

use std::{
    cell::RefCell,
    ptr,
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
};

use wdk_sys::{
    DRIVER_OBJECT, NTSTATUS, PCUNICODE_STRING, PDRIVER_OBJECT, PUNICODE_STRING, STATUS_SUCCESS,
    STATUS_UNSUCCESSFUL, UNICODE_STRING, abi,
    host::current_globals,
    wdf::{
        KmdfVersion, PWDF_BIND_INFO, PWDF_BIND_INFO2, PWDF_COMPONENT_GLOBALS, WDF_BIND_INFO2,
        WDF_DRIVER_GLOBALS, WDFFUNC, is_available, stub::fx_driver_entry,
    },
};

thread_local! {
    /// What happened on this thread, in order.
    static EVENTS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

static TABLE: [WDFFUNC; 458] = [None; 458];

fn note(event: impl Into<String>) {
    EVENTS.with_borrow_mut(|events| events.push(event.into()));
}

fn events() -> Vec<String> {
    EVENTS.take()
}

fn text(string: PCUNICODE_STRING) -> String {
    // SAFETY: the stub hands over valid strings.
    let string = unsafe { &*string };
    // SAFETY: as above.
    let units =
        unsafe { std::slice::from_raw_parts(string.Buffer, usize::from(string.Length / 2)) };
    String::from_utf16_lossy(units)
}

#[abi(no_mangle)]
unsafe fn WdfVersionBind(
    DriverObject: PDRIVER_OBJECT,
    RegistryPath: PUNICODE_STRING,
    BindInfo: PWDF_BIND_INFO,
    ComponentGlobals: *mut PWDF_COMPONENT_GLOBALS,
) -> NTSTATUS {
    // SAFETY: the stub hands over its block.
    let info = unsafe { &*BindInfo };
    let version = info.Version;
    note(format!(
        "bind {} as {}.{} with {} functions",
        text(RegistryPath),
        version.Major,
        version.Minor,
        info.FuncCount
    ));
    if version.Major != 1 {
        return STATUS_UNSUCCESSFUL;
    }
    // SAFETY: the stub's variable.
    unsafe { info.FuncTable.write(TABLE.as_ptr().cast_mut()) };
    if info.Size as usize == size_of::<WDF_BIND_INFO2>() {
        let info: PWDF_BIND_INFO2 = BindInfo.cast();
        // SAFETY: the size says that the block is the longer one.
        let count = unsafe { (*info).FuncCountPtr };
        // SAFETY: the stub's variable.
        unsafe { count.write(458) };
    }
    let globals = WDF_DRIVER_GLOBALS {
        // The tests tell drivers apart by their objects.
        DriverTag: DriverObject.addr() as u32,
        DisplaceDriverUnload: 1,
        ..Default::default()
    };
    // SAFETY: the stub's variable.
    unsafe { ComponentGlobals.write(Box::into_raw(Box::new(globals))) };
    STATUS_SUCCESS
}

#[abi(no_mangle)]
unsafe fn WdfVersionUnbind(
    RegistryPath: PUNICODE_STRING,
    _BindInfo: PWDF_BIND_INFO,
    ComponentGlobals: PWDF_COMPONENT_GLOBALS,
) -> NTSTATUS {
    note(format!("unbind {}", text(RegistryPath)));
    // SAFETY: made by `WdfVersionBind` above.
    drop(unsafe { Box::from_raw(ComponentGlobals) });
    STATUS_SUCCESS
}

fn current_tag() -> Option<u32> {
    let globals: PWDF_COMPONENT_GLOBALS = current_globals().cast();
    // SAFETY: null, or the globals of a driver that is bound.
    unsafe { globals.as_ref() }.map(|globals| globals.DriverTag)
}

#[abi]
unsafe fn good_entry(driver: PDRIVER_OBJECT, path: PCUNICODE_STRING) -> NTSTATUS {
    note(format!("entry {}", text(path)));
    assert_eq!(current_tag(), Some(driver.addr() as u32));
    // SAFETY: the test's object.
    unsafe { (*driver).DriverUnload = Some(unload) };
    STATUS_SUCCESS
}

#[abi]
unsafe fn failing_entry(_driver: PDRIVER_OBJECT, _path: PCUNICODE_STRING) -> NTSTATUS {
    note("entry fails");
    STATUS_UNSUCCESSFUL
}

#[abi]
unsafe fn unload(driver: PDRIVER_OBJECT) {
    assert_eq!(current_tag(), Some(driver.addr() as u32));
    note("unload");
}

/// The framework's table and its size are statics of the process.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Loads a driver as the I/O manager does: the registry path ends with the call.
fn load(
    driver: &mut DRIVER_OBJECT,
    path: &str,
    entry: wdk_sys::wdf::stub::DriverEntry,
    version: &KmdfVersion,
) -> NTSTATUS {
    let mut units: Vec<u16> = path.encode_utf16().collect();
    let bytes = (units.len() * 2) as u16;
    let path = UNICODE_STRING {
        Length: bytes,
        MaximumLength: bytes,
        Buffer: units.as_mut_ptr(),
    };
    // SAFETY: a driver object, and a string that is valid until the call returns.
    let status = unsafe { fx_driver_entry(driver, &raw const path, entry, version) };
    units.fill(0);
    status
}

fn unload_by_system(driver: &mut DRIVER_OBJECT) {
    let routine = driver.DriverUnload.expect("the stub hooked it");
    // SAFETY: what the I/O manager does.
    unsafe { routine(driver) };
}

#[test]
fn a_driver_is_bound_around_its_whole_life() {
    let _alone = alone();
    let mut driver = DRIVER_OBJECT::default();
    assert_eq!(
        load(&mut driver, "toaster", good_entry, &KmdfVersion::CURRENT),
        STATUS_SUCCESS
    );
    assert_eq!(current_globals(), ptr::null_mut());
    assert!(is_available(457));
    assert!(!is_available(458));
    unload_by_system(&mut driver);
    assert_eq!(current_globals(), ptr::null_mut());
    assert_eq!(
        events(),
        [
            "bind toaster as 1.33 with 458 functions",
            "entry toaster",
            "unload",
            "unbind toaster"
        ]
    );
}

#[test]
fn a_failing_driver_entry_is_unbound_and_not_hooked() {
    let _alone = alone();
    let mut driver = DRIVER_OBJECT::default();
    let status = load(&mut driver, "bad", failing_entry, &KmdfVersion::new(1, 15));
    assert_eq!(status, STATUS_UNSUCCESSFUL);
    assert!(driver.DriverUnload.is_none());
    assert_eq!(
        events(),
        [
            "bind bad as 1.15 with 444 functions",
            "entry fails",
            "unbind bad"
        ]
    );
}

#[test]
fn a_version_that_the_loader_refuses_never_reaches_the_driver() {
    let _alone = alone();
    let mut driver = DRIVER_OBJECT::default();
    let status = load(&mut driver, "old", good_entry, &KmdfVersion::new(2, 33));
    assert_eq!(status, STATUS_UNSUCCESSFUL);
    assert_eq!(events(), ["bind old as 2.33 with 458 functions"]);
}

#[test]
fn drivers_of_one_machine_and_of_parallel_machines_keep_apart() {
    let _alone = alone();
    let machine = || {
        let (mut bus, mut function) = (DRIVER_OBJECT::default(), DRIVER_OBJECT::default());
        for _ in 0..100 {
            load(&mut bus, "bus", good_entry, &KmdfVersion::CURRENT);
            load(&mut function, "function", good_entry, &KmdfVersion::CURRENT);
            unload_by_system(&mut bus);
            unload_by_system(&mut function);
            let events = events();
            assert_eq!(events[5], "unbind bus");
            assert_eq!(events[7], "unbind function");
            bus.DriverUnload = None;
            function.DriverUnload = None;
        }
    };
    thread::scope(|scope| {
        scope.spawn(machine);
        scope.spawn(machine);
    });
}
