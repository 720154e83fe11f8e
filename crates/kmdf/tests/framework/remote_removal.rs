//! A remote target hears of the removal of its device.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "the driver's targets, of its own device, and locals"
)]

use std::{cell::Cell, ptr};

use crate::io_probe::*;
use wdk_sim::{Device, Error, Machine};
use wdk_sys::{
    wdf::{_WDF_IO_TARGET_STATE as State, *},
    *,
};

/// The driver's callbacks for the removal of its target's device.
#[derive(Clone, Copy, Default)]
struct Callbacks {
    query_remove: PFN_WDF_IO_TARGET_QUERY_REMOVE,
    canceled: PFN_WDF_IO_TARGET_REMOVE_CANCELED,
    complete: PFN_WDF_IO_TARGET_REMOVE_COMPLETE,
}

thread_local! {
    static TARGET: Cell<usize> = const { Cell::new(0) };
    static ANSWER: Cell<NTSTATUS> = const { Cell::new(STATUS_SUCCESS) };
}

fn target() -> WDFIOTARGET {
    ptr::with_exposed_provenance_mut(TARGET.get())
}

fn open(parameters: &mut WDF_IO_TARGET_OPEN_PARAMS) -> NTSTATUS {
    unsafe { WdfIoTargetOpen(target(), parameters) }
}

fn parameters(kind: WDF_IO_TARGET_OPEN_TYPE) -> WDF_IO_TARGET_OPEN_PARAMS {
    crate::layers::sized(|open: &mut WDF_IO_TARGET_OPEN_PARAMS, size| {
        open.Size = size;
        open.Type = kind;
    })
}

/// A device, and a target of another device of the driver that is open for it.
fn with_target(machine: &Machine, callbacks: Callbacks) -> (Device, Device) {
    let (used, file) = plugged(machine, |device| {
        create_queue(
            device,
            _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchParallel,
            true,
            |_, _| {},
        );
    });
    file.close().expect("the program closes its file");
    let owner = machine.plug("root\\ioprobe").expect("the owner starts");
    let mut name: Vec<u16> = interface(&used).encode_utf16().collect();
    ANSWER.set(STATUS_SUCCESS);
    as_driver(machine, || {
        let mut target = ptr::null_mut();
        let status = unsafe { WdfIoTargetCreate(device(), ptr::null_mut(), &raw mut target) };
        assert_eq!(status, STATUS_SUCCESS);
        TARGET.set(target.expose_provenance());
        let mut by_name = parameters(_WDF_IO_TARGET_OPEN_TYPE::WdfIoTargetOpenByName);
        by_name.TargetDeviceName = UNICODE_STRING {
            Length: (name.len() * 2) as u16,
            MaximumLength: (name.len() * 2) as u16,
            Buffer: name.as_mut_ptr(),
        };
        by_name.DesiredAccess = GENERIC_READ | GENERIC_WRITE;
        by_name.CreateDisposition = FILE_OPEN;
        by_name.EvtIoTargetQueryRemove = callbacks.query_remove;
        by_name.EvtIoTargetRemoveCanceled = callbacks.canceled;
        by_name.EvtIoTargetRemoveComplete = callbacks.complete;
        assert_eq!(open(&mut by_name), STATUS_SUCCESS);
    });
    notes();
    (used, owner)
}

fn state(machine: &Machine) -> WDF_IO_TARGET_STATE {
    let state = Cell::new(0);
    as_driver(machine, || {
        state.set(unsafe { WdfIoTargetGetState(target()) });
    });
    state.get()
}

#[test]
fn an_open_target_lets_its_device_go() {
    let machine = Machine::new();
    let (used, owner) = with_target(&machine, Callbacks::default());
    used.remove().expect("nobody refuses");
    assert_eq!(state(&machine), State::WdfIoTargetClosed);
    owner.remove().expect("the owner goes");
    assert!(machine.finish().expect("all ends").is_clean());
}

#[test]
fn a_target_whose_device_stays_after_all_is_opened_again() {
    let machine = Machine::new();
    let (used, owner) = with_target(&machine, Callbacks::default());
    used.cancel_remove().expect("nobody refuses");
    assert_eq!(state(&machine), State::WdfIoTargetStarted);
    used.remove().expect("it is heard of again");
    assert_eq!(state(&machine), State::WdfIoTargetClosed);
    owner.remove().expect("the owner goes");
    assert!(machine.finish().expect("all ends").is_clean());
}

#[test]
fn a_target_whose_device_is_pulled_out_is_closed() {
    let machine = Machine::new();
    let (used, owner) = with_target(&machine, Callbacks::default());
    used.surprise_remove().expect("it is gone");
    assert_eq!(state(&machine), State::WdfIoTargetClosed);
    owner.remove().expect("the owner goes");
    assert!(machine.finish().expect("all ends").is_clean());
}

#[test]
fn a_removed_owner_does_not_hear_of_the_device_any_more() {
    let machine = Machine::new();
    let (used, owner) = with_target(&machine, Callbacks::default());
    owner.remove().expect("the owner goes");
    used.remove().expect("nobody is asked");
    assert!(machine.finish().expect("all ends").is_clean());
}

#[abi]
unsafe fn evt_query_remove(target: WDFIOTARGET) -> NTSTATUS {
    note("query remove");
    if ANSWER.get() == STATUS_SUCCESS {
        unsafe { WdfIoTargetCloseForQueryRemove(target) };
    }
    ANSWER.get()
}

#[abi]
unsafe fn evt_canceled(_: WDFIOTARGET) {
    note("remove canceled");
    let mut again = parameters(_WDF_IO_TARGET_OPEN_TYPE::WdfIoTargetOpenReopen);
    let status = open(&mut again);
    note(format!("reopened: {status:#x}"));
}

#[abi]
unsafe fn evt_complete(target: WDFIOTARGET) {
    note("remove complete");
    unsafe { WdfIoTargetClose(target) };
}

const OWN: Callbacks = Callbacks {
    query_remove: Some(evt_query_remove),
    canceled: Some(evt_canceled),
    complete: Some(evt_complete),
};

#[test]
fn the_drivers_callbacks_take_the_place_of_what_the_framework_does() {
    let machine = Machine::new();
    let (used, owner) = with_target(&machine, OWN);
    used.cancel_remove().expect("the driver does not refuse");
    assert_eq!(
        notes(),
        ["query remove", "remove canceled", "reopened: 0x0"]
    );
    assert_eq!(state(&machine), State::WdfIoTargetStarted);
    used.remove().expect("the driver does not refuse");
    assert_eq!(notes(), ["query remove", "remove complete"]);
    owner.remove().expect("the owner goes");
    assert!(machine.finish().expect("all ends").is_clean());
}

#[test]
fn a_driver_may_refuse_that_its_targets_device_goes() {
    let machine = Machine::new();
    let (used, owner) = with_target(&machine, OWN);
    ANSWER.set(STATUS_DEVICE_BUSY);
    let refused = used.remove();
    assert!(matches!(refused, Err(Error::Status(_))), "{refused:?}");
    assert_eq!(
        notes(),
        ["query remove", "remove canceled", "reopened: 0xc0000184"]
    );
    assert_eq!(state(&machine), State::WdfIoTargetStarted);
    ANSWER.set(STATUS_SUCCESS);
    used.remove().expect("now it goes");
    owner.remove().expect("the owner goes");
    assert!(machine.finish().expect("all ends").is_clean());
}

#[test]
fn only_a_target_that_was_opened_by_name_is_opened_again() {
    let machine = Machine::new();
    let (used, owner) = with_target(&machine, Callbacks::default());
    as_driver(&machine, || {
        unsafe { WdfIoTargetClose(target()) };
        let mut again = parameters(_WDF_IO_TARGET_OPEN_TYPE::WdfIoTargetOpenReopen);
        assert_eq!(open(&mut again), STATUS_SUCCESS);
        unsafe { WdfIoTargetClose(target()) };
        let mut fresh = ptr::null_mut();
        let status = unsafe { WdfIoTargetCreate(device(), ptr::null_mut(), &raw mut fresh) };
        assert_eq!(status, STATUS_SUCCESS);
        let status = unsafe { WdfIoTargetOpen(fresh, &raw mut again) };
        assert_eq!(status, STATUS_INVALID_DEVICE_REQUEST);
    });
    used.remove().expect("it goes");
    owner.remove().expect("the owner goes");
    assert!(machine.finish().expect("all ends").is_clean());
}
