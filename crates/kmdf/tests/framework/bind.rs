//! Versions that bind, and versions that do not; and what a bound driver gets of a framework that
//! is older or newer than it.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]

use std::ptr;

use wdk_sim::{Machine, trace::Category, verifier::OnViolation};
use wdk_sys::{DRIVER_OBJECT, STATUS_SUCCESS, wdf::*};

use crate::common::{PROBE, Plan, bug_check, machine, note, notes, plan};

fn load_built_for(version: KmdfVersion) -> (bool, String) {
    plan(Plan {
        version,
        ..Plan::GOOD
    });
    let machine = machine();
    let loaded = machine.load(PROBE).is_ok();
    let trace = machine.trace();
    let notes = trace.of(Category::Note).map(|event| event.name.to_string());
    (loaded, notes.collect::<Vec<_>>().join("\n"))
}

#[test]
fn every_published_minor_version_binds() {
    for minor in [15, 17, 19, 21, 23, 25, 27, 29, 31, 33] {
        let (loaded, notes) = load_built_for(KmdfVersion::new(1, minor));
        assert!(loaded, "1.{minor}: {notes}");
    }
}

#[test]
fn a_newer_version_is_refused_with_what_to_do() {
    let (loaded, notes) = load_built_for(KmdfVersion::new(1, 35));
    assert!(!loaded);
    assert!(notes.contains("needs KMDF 1.35"), "{notes}");
    assert!(notes.contains("KMDF_VERSION_MINOR"), "{notes}");
}

#[test]
fn the_trace_says_once_why_a_driver_is_refused() {
    plan(Plan {
        version: KmdfVersion::new(1, 35),
        ..Plan::GOOD
    });
    let machine = machine();
    machine
        .load(PROBE)
        .map(drop)
        .expect_err("the version is refused");
    let trace = machine.trace();
    let told = trace.names().filter(|name| name.contains("needs KMDF"));
    assert_eq!(told.count(), 1);
}

#[test]
fn a_newer_version_that_runs_on_older_ones_binds() {
    let (loaded, notes) = load_built_for(KmdfVersion::new(1, 35).or_newer_than(25));
    assert!(loaded, "{notes}");
}

#[test]
fn another_major_version_is_refused() {
    let (loaded, notes) = load_built_for(KmdfVersion::new(2, 0));
    assert!(!loaded);
    assert!(notes.contains("needs KMDF 2.0"), "{notes}");
}

/// What the loader says to a driver of version `target` that can do with `minimum`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    /// Bound to a framework that is as new, or newer.
    Binds,
    /// Bound to an older framework.
    BindsNewer,
    /// `STATUS_REVISION_MISMATCH`.
    Older,
    /// `STATUS_INFO_LENGTH_MISMATCH`: the loader does not know the block that has a minimum.
    Length,
}

/// For each framework, what it says to the targets 15, 17, .. 33 whose minimum is the target, as
/// Microsoft's loader does: see the table of `kmdf::bind`.
const TO_EQUAL_MINIMA: [(u32, [Says; 10]); 10] = {
    use Says::{Binds as B, Length as L, Older as O};
    [
        (15, [B, O, O, O, O, L, L, L, L, L]),
        (17, [B, B, O, O, O, L, L, L, L, L]),
        (19, [B, B, B, O, O, L, L, L, L, L]),
        (21, [B, B, B, B, O, L, L, L, L, L]),
        (23, [B, B, B, B, B, L, L, L, L, L]),
        (25, [B, B, B, B, B, B, O, O, O, O]),
        (27, [B, B, B, B, B, B, B, O, O, O]),
        (29, [B, B, B, B, B, B, B, B, O, O]),
        (31, [B, B, B, B, B, B, B, B, B, O]),
        (33, [B, B, B, B, B, B, B, B, B, B]),
    ]
};

#[test]
fn every_framework_binds_the_targets_and_minima_that_the_table_allows() {
    for (framework, row) in TO_EQUAL_MINIMA {
        for (target, equal) in RELEASED_MINORS.iter().copied().zip(row) {
            for minimum in RELEASED_MINORS.iter().copied().filter(|it| *it <= target) {
                // Only the block since 1.25 has a minimum.
                let reaches = target >= 25 && minimum <= framework;
                let expected = match equal {
                    Says::Older if reaches => Says::BindsNewer,
                    other => other,
                };
                let said = loaded(framework, target, minimum);
                assert_eq!(
                    said, expected,
                    "1.{target}, at least 1.{minimum}, on 1.{framework}"
                );
            }
        }
    }
}

fn loaded(framework: u32, target: u32, minimum: u32) -> Says {
    plan(Plan {
        on_entry: || {
            let available = (0..458).filter(|index| is_available(*index)).count();
            note(available.to_string());
        },
        version: KmdfVersion::new(1, target).or_newer_than(minimum),
        ..Plan::GOOD
    });
    let machine = Machine::builder()
        .framework(1, framework)
        .show_prints(false)
        .build();
    let Err(error) = machine.load(PROBE) else {
        let known = framework.min(target);
        let count = KmdfVersion::functions_of(known).map(|count| count.to_string());
        assert_eq!(
            notes().last(),
            count.as_ref(),
            "1.{target} on 1.{framework}"
        );
        return match target > framework {
            true => Says::BindsNewer,
            false => Says::Binds,
        };
    };
    let error = error.to_string();
    match error {
        error if error.contains("C0000059") || error.contains("REVISION") => Says::Older,
        error if error.contains("C0000004") || error.contains("LENGTH") => Says::Length,
        error => panic!("1.{target} on 1.{framework}: {error}"),
    }
}

/// What the driver sends as its device's state, and what it reads back.
fn exchange_state(device: WDFDEVICE, size: usize) {
    let mut state = WDF_DEVICE_STATE {
        Size: size as u32,
        NotDisableable: _WDF_TRI_STATE::WdfTrue,
        AssignedToGuest: _WDF_TRI_STATE::WdfTrue,
        ..WDF_DEVICE_STATE::default()
    };
    // SAFETY: a device, and a structure as long as it says at least.
    unsafe { WdfDeviceSetDeviceState(device, &raw mut state) };
    state.NotDisableable = _WDF_TRI_STATE::WdfFalse;
    state.AssignedToGuest = 55;
    // SAFETY: the same holds here.
    unsafe { WdfDeviceGetDeviceState(device, &raw mut state) };
    note(format!(
        "state {} {}",
        state.NotDisableable, state.AssignedToGuest
    ));
}

fn state_exchanged(
    framework: u32,
    target: u32,
    minimum: u32,
    on_add: fn(WDFDEVICE),
) -> (String, usize) {
    plan(Plan {
        on_add,
        version: KmdfVersion::new(1, target).or_newer_than(minimum),
        ..Plan::GOOD
    });
    let machine = Machine::builder()
        .framework(1, framework)
        .on_violation(OnViolation::Collect)
        .show_prints(false)
        .build();
    machine
        .add_package(crate::common::INF, PROBE)
        .expect("the package installs");
    machine.plug(r"root\probe").expect("the device starts");
    let broken = machine.violations();
    let broken = broken.iter().filter(|it| it.rule == "StructureSize");
    let noted = notes();
    let said = noted.iter().find_map(|line| line.strip_prefix("state "));
    (said.unwrap_or_default().to_owned(), broken.count())
}

#[test]
fn a_structure_has_the_sizes_that_the_bound_framework_knows() {
    const SHORT: fn(WDFDEVICE) = |device| exchange_state(device, 28);
    const FULL: fn(WDFDEVICE) = |device| exchange_state(device, 32);
    for framework in RELEASED_MINORS.iter().copied() {
        // The short one is taken by all; its caller's next field is left alone.
        let taken = state_exchanged(framework, 15, 15, SHORT);
        assert_eq!(taken, ("1 55".to_owned(), 0), "1.{framework}");
        let full = state_exchanged(framework, 15, 15, FULL);
        let expected = match framework >= 31 {
            true => ("1 1".to_owned(), 0),
            // Neither call does anything.
            false => ("0 55".to_owned(), 2),
        };
        assert_eq!(full, expected, "1.{framework}");
    }
}

#[test]
fn the_init_function_of_a_structure_gives_the_size_that_the_framework_takes() {
    const INIT: fn(WDFDEVICE) = |device| {
        let size = WDF_DEVICE_STATE::init().Size as usize;
        note(format!("state {size}"));
        exchange_state(device, size);
    };
    for (framework, target, minimum, size) in [
        (33, 33, 33, "32"),
        // Built for a version whose structure was shorter.
        (33, 27, 27, "28"),
        (27, 27, 27, "28"),
        // Built for a newer one, and bound to one whose structure is shorter.
        (27, 33, 25, "28"),
        (31, 33, 25, "32"),
    ] {
        let (last, broken) = state_exchanged(framework, target, minimum, INIT);
        assert_eq!((&*last, broken), (size, 0), "1.{target} on 1.{framework}");
    }
}

/// Loads the driver, which runs `on_entry`, on KMDF 1.25, and tells how that ended.
fn end_of(on_entry: fn()) -> String {
    plan(Plan {
        on_entry,
        version: KmdfVersion::new(1, 33).or_newer_than(25),
        ..Plan::GOOD
    });
    let machine = Machine::builder()
        .framework(1, 25)
        .show_prints(false)
        .build();
    let loaded = machine.load(PROBE).map(drop);
    assert!(notes().is_empty(), "the call returned");
    bug_check(loaded).to_string()
}

#[test]
fn a_call_of_a_function_that_the_framework_lacks_stops_the_machine() {
    let ended = end_of(|| {
        // SAFETY: never gets there: the framework has no such function.
        unsafe { WdfDeviceSetDeviceInterfaceStateEx(ptr::null_mut(), ptr::null(), ptr::null(), 0) };
        note("returned");
    });
    assert!(ended.contains("WDF_VIOLATION"), "{ended}");
}

/// The table that a driver gets which brings its own bind block, for a version that the machine has.
fn bind_raw(minor: u32) -> *mut WDFFUNC {
    let mut table = ptr::null_mut();
    let mut component: Vec<u16> = "KmdfLibrary\0".encode_utf16().collect();
    let mut info = WDF_BIND_INFO {
        Size: size_of::<WDF_BIND_INFO>() as u32,
        Component: component.as_mut_ptr(),
        Version: WDF_VERSION {
            Major: 1,
            Minor: minor,
            Build: 0,
        },
        FuncCount: KmdfVersion::new(1, minor).function_count(),
        FuncTable: &raw mut table,
        Module: ptr::null_mut(),
    };
    let mut driver = DRIVER_OBJECT::default();
    let mut globals = ptr::null_mut();
    // SAFETY: a bind block, and variables that outlive the call.
    let status = unsafe {
        WdfVersionBind(
            &raw mut driver,
            ptr::null_mut(),
            &raw mut info,
            &raw mut globals,
        )
    };
    assert_eq!(status, STATUS_SUCCESS);
    table
}

#[test]
fn a_table_has_the_functions_of_its_version_and_no_others() {
    let table = |minor: u32| {
        let machine = Machine::builder().framework(1, minor).build();
        machine
            .call("loader", || {
                let table = bind_raw(minor);
                let slot = |index| {
                    // SAFETY: a simulated table has a slot for each function of the newest version.
                    let slot = unsafe { table.add(index) };
                    // SAFETY: the slot lies in the table.
                    unsafe { slot.read() }.map(|function| function as usize)
                };
                (0..458).map(slot).collect::<Vec<_>>()
            })
            .expect("the driver binds")
    };
    let newest = table(33);
    for release in RELEASES {
        let older = table(release.minor);
        for (index, (ours, theirs)) in older.iter().zip(&newest).enumerate() {
            let same = index < release.functions as usize;
            assert_eq!(ours == theirs, same, "1.{} at {index}", release.minor);
            assert!(ours.is_some());
        }
    }
}

#[test]
fn a_call_behind_the_end_of_the_table_stops_the_machine() {
    let ended = end_of(|| {
        let table = bind_raw(25);
        // SAFETY: the simulated table has a function for each slot of the newest version.
        let slot = unsafe { table.add(457) };
        // SAFETY: the slot lies in the table.
        let function = unsafe { slot.read() }.expect("a function");
        // SAFETY: whatever it is declared as, it stops the machine.
        unsafe { function() };
        note("returned");
    });
    assert!(
        ended.contains("WdfDeviceSetDeviceInterfaceStateEx"),
        "{ended}"
    );
    assert!(ended.contains("KMDF 1.25"), "{ended}");
}
