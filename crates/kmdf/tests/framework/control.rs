//! Control devices: their end, and what they are told of a shutdown.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own device, requests and locals"
)]

use std::ptr;

use crate::common::{self, Plan, control_init, create_control, note, notes, plan, string};
use wdk_sys::{wdf::*, *};

thread_local! {
    static CONTROL: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

fn control() -> WDFDEVICE {
    ptr::with_exposed_provenance_mut(CONTROL.get())
}

#[abi]
unsafe fn evt_device_cleanup(device: WDFOBJECT) {
    let wdm = unsafe { WdfDeviceWdmGetDeviceObject(device.cast()) };
    note(format!(
        "cleanup of the device; has an object: {}",
        !wdm.is_null()
    ));
}

#[abi]
unsafe fn evt_child_destroy(_object: WDFOBJECT) {
    let wdm = unsafe { WdfDeviceWdmGetDeviceObject(control()) };
    note(format!(
        "end of its child; has an object: {}",
        !wdm.is_null()
    ));
}

#[abi]
unsafe fn evt_file_cleanup(_file: WDFFILEOBJECT) {
    note("cleanup of the file");
}

#[abi]
unsafe fn evt_file_close(_file: WDFFILEOBJECT) {
    note("close of the file");
}

#[abi]
unsafe fn evt_read(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    note("read");
    unsafe { WdfRequestComplete(request, STATUS_SUCCESS) };
}

/// A control device with a link, a queue, callbacks for files, and a child.
fn make() {
    let init = control_init(r"\Device\Control");
    let mut config =
        WDF_FILEOBJECT_CONFIG::init(None, Some(evt_file_close), Some(evt_file_cleanup));
    unsafe { WdfDeviceInitSetFileObjectConfig(init, &raw mut config, ptr::null_mut()) };
    let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
    attributes.EvtCleanupCallback = Some(evt_device_cleanup);
    let device = create_control(init, &raw mut attributes);
    CONTROL.set(device.expose_provenance());
    let link = string(r"\DosDevices\Control");
    let status = unsafe { WdfDeviceCreateSymbolicLink(device, &raw const link) };
    assert_eq!(status, STATUS_SUCCESS);
    crate::layers::default_queue(device, |it| it.EvtIoRead = Some(evt_read));
    let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
    attributes.ParentObject = device.cast();
    attributes.EvtDestroyCallback = Some(evt_child_destroy);
    let mut object = ptr::null_mut();
    let status = unsafe { WdfObjectCreate(&raw mut attributes, &raw mut object) };
    assert_eq!(status, STATUS_SUCCESS);
    unsafe { WdfControlFinishInitializing(device) };
}

const END: [&str; 2] = [
    "cleanup of the device; has an object: true",
    "end of its child; has an object: true",
];

#[test]
fn a_control_device_has_its_object_until_its_children_have_ended() {
    plan(Plan {
        on_entry: || {
            make();
            unsafe { WdfObjectDelete(control().cast()) };
        },
        ..Plan::GOOD
    });
    let machine = common::machine();
    machine.load(common::PROBE).unwrap();
    assert_eq!(notes(), END);
    assert!(machine.finish().unwrap().is_clean());
}

#[test]
fn the_end_of_the_driver_is_the_same_for_its_control_devices() {
    plan(Plan {
        on_entry: make,
        ..Plan::GOOD
    });
    let machine = common::machine();
    machine.load(common::PROBE).unwrap();
    assert!(machine.finish().unwrap().is_clean());
    assert_eq!(notes(), END);
}

#[test]
fn a_control_device_that_is_open_ends_with_its_last_file() {
    plan(Plan {
        // A device of the stack, for code of the driver; its control device lives without it.
        on_add: |_| make(),
        ..Plan::GOOD
    });
    let machine = common::machine();
    let _device = machine.plug("root\\probe").unwrap();
    notes();
    let files = [(); 2].map(|()| machine.open(r"\\.\Control").unwrap());
    common::as_driver(&machine, || unsafe { WdfObjectDelete(control().cast()) });
    assert_eq!(notes(), [""; 0], "it waits for its files");
    assert!(machine.open(r"\\.\Control").is_err(), "it is deleted");
    let [first, last] = files;
    first.close().unwrap();
    assert_eq!(notes(), ["cleanup of the file", "close of the file"]);
    last.read(&mut [0; 1]).unwrap();
    assert_eq!(notes(), ["read"], "requests go on");
    last.close().unwrap();
    let expected = ["cleanup of the file", "close of the file", END[0], END[1]];
    assert_eq!(notes(), expected);
    assert!(machine.finish().unwrap().is_clean());
}

#[abi]
unsafe fn evt_shutdown(_device: WDFDEVICE) {
    note("shutdown");
}

#[test]
fn a_control_device_is_told_of_a_shutdown_as_often_as_it_asked() {
    for (flags, times) in [
        (&[][..], 0),
        (&[0], 0),
        (&[1], 1),
        (&[2], 1),
        (&[3], 2),
        (&[1, 2], 2),
    ] {
        FLAGS.set(flags);
        plan(Plan {
            on_entry: || {
                let init = control_init(r"\Device\Control");
                for flags in FLAGS.get() {
                    unsafe {
                        WdfControlDeviceInitSetShutdownNotification(
                            init,
                            Some(evt_shutdown),
                            *flags,
                        );
                    }
                }
                let device = create_control(init, ptr::null_mut());
                unsafe { WdfControlFinishInitializing(device) };
            },
            ..Plan::GOOD
        });
        let machine = common::machine();
        machine.load(common::PROBE).unwrap();
        notes();
        machine.shut_down().unwrap();
        assert_eq!(notes().len(), times, "{flags:?}");
    }
}

thread_local! {
    static FLAGS: std::cell::Cell<&'static [u8]> = const { std::cell::Cell::new(&[]) };
}
