//! Bus drivers: children that a driver describes in a dynamic list, and makes when they are asked for.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "the bus's own devices, lists and descriptions, and locals"
)]

use std::{
    cell::{Cell, RefCell},
    ptr,
};

use wdk_sim::{Device, DeviceState, Machine};
use wdk_sys::{
    wdf::{
        _WDF_CHILD_LIST_RETRIEVE_DEVICE_STATUS as found, _WDF_DEVICE_FAILED_ACTION::*,
        _WDF_DEVICE_PNP_STATE as pnp, _WDF_RETRIEVE_CHILD_FLAGS as retrieve, *,
    },
    *,
};

use crate::bus::{
    self, GOOD, Plan, as_driver, clean, make_described, note, notes, only_child, open, plug,
    pnp_state,
};

/// What tells a child from others.
#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct Id {
    pub(crate) header: WDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER,
    serial: u32,
}

/// Where a child is.
#[repr(C)]
#[derive(Clone, Copy)]
struct Address {
    header: WDF_CHILD_ADDRESS_DESCRIPTION_HEADER,
    slot: u32,
}

impl Id {
    pub(crate) fn new(serial: u32) -> Self {
        let size = size_of::<Self>() as u32;
        let header = WDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER {
            IdentificationDescriptionSize: size,
        };
        Self { header, serial }
    }
}

impl Address {
    fn new(slot: u32) -> Self {
        let size = size_of::<Self>() as u32;
        let header = WDF_CHILD_ADDRESS_DESCRIPTION_HEADER {
            AddressDescriptionSize: size,
        };
        Self { header, slot }
    }
}

/// What `EvtChildListCreateDevice` does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Create {
    Well,
    /// Asks to be called again, once.
    Retry,
    /// The same after the device is made.
    MakeAndRetry,
    /// Fails before the device is made.
    Fail,
    /// Fails after it.
    MakeAndFail,
}

thread_local! {
    static CREATE: Cell<Create> = const { Cell::new(Create::Well) };
    static REENUMERATES: Cell<bool> = const { Cell::new(true) };
    /// Descriptions that the driver has to clean up.
    pub(crate) static HELD: Cell<i32> = const { Cell::new(0) };
    static MADE: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

fn serial_of(id: PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER) -> u32 {
    unsafe { (*id.cast::<Id>()).serial }
}

/// Copies a description.
fn give<T: Copy, H>(from: *mut H, to: *mut H) {
    let value = unsafe { from.cast::<T>().read() };
    unsafe { to.cast::<T>().write(value) };
}

#[abi]
unsafe fn create_device(
    _: WDFCHILDLIST,
    id: PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER,
    init: PWDFDEVICE_INIT,
) -> NTSTATUS {
    let serial = serial_of(id);
    let plan = CREATE.replace(Create::Well);
    note(format!("create {serial}"));
    if plan == Create::Fail {
        return STATUS_UNSUCCESSFUL;
    }
    if plan == Create::Retry {
        return STATUS_RETRY;
    }
    let device = make_described(init, serial);
    match plan {
        Create::MakeAndRetry => STATUS_RETRY,
        Create::MakeAndFail => STATUS_UNSUCCESSFUL,
        _ => {
            MADE.with_borrow_mut(|made| made.push(device.expose_provenance()));
            STATUS_SUCCESS
        }
    }
}

#[abi]
unsafe fn scan(_: WDFCHILDLIST) {
    note("scan");
}

#[abi]
unsafe fn duplicate_id(
    _: WDFCHILDLIST,
    from: PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER,
    to: PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER,
) -> NTSTATUS {
    assert_eq!(
        unsafe { (*to).IdentificationDescriptionSize } as usize,
        size_of::<Id>(),
        "the framework has filled in the size"
    );
    HELD.set(HELD.get() + 1);
    give::<Id, _>(from, to);
    STATUS_SUCCESS
}

#[abi]
unsafe fn copy_id(
    _: WDFCHILDLIST,
    from: PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER,
    to: PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER,
) {
    give::<Id, _>(from, to);
}

#[abi]
unsafe fn compare_id(
    _: WDFCHILDLIST,
    one: PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER,
    two: PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER,
) -> BOOLEAN {
    (serial_of(one) == serial_of(two)).into()
}

#[abi]
unsafe fn clean_id(_: WDFCHILDLIST, _: PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER) {
    HELD.set(HELD.get() - 1);
}

#[abi]
unsafe fn duplicate_address(
    _: WDFCHILDLIST,
    from: PWDF_CHILD_ADDRESS_DESCRIPTION_HEADER,
    to: PWDF_CHILD_ADDRESS_DESCRIPTION_HEADER,
) -> NTSTATUS {
    HELD.set(HELD.get() + 1);
    give::<Address, _>(from, to);
    STATUS_SUCCESS
}

#[abi]
unsafe fn copy_address(
    _: WDFCHILDLIST,
    from: PWDF_CHILD_ADDRESS_DESCRIPTION_HEADER,
    to: PWDF_CHILD_ADDRESS_DESCRIPTION_HEADER,
) {
    give::<Address, _>(from, to);
}

#[abi]
unsafe fn clean_address(_: WDFCHILDLIST, _: PWDF_CHILD_ADDRESS_DESCRIPTION_HEADER) {
    HELD.set(HELD.get() - 1);
}

#[abi]
unsafe fn reenumerated(
    _: WDFCHILDLIST,
    old: WDFDEVICE,
    _: PWDF_CHILD_ADDRESS_DESCRIPTION_HEADER,
    new: PWDF_CHILD_ADDRESS_DESCRIPTION_HEADER,
) -> BOOLEAN {
    assert!(!old.is_null());
    unsafe { (*new.cast::<Address>()).slot += 100 };
    note("reenumerated");
    REENUMERATES.get().into()
}

/// A list with all callbacks.
fn full_config() -> WDF_CHILD_LIST_CONFIG {
    let mut config = WDF_CHILD_LIST_CONFIG::init(size_of::<Id>() as u32, Some(create_device));
    config.AddressDescriptionSize = size_of::<Address>() as u32;
    config.EvtChildListScanForChildren = Some(scan);
    config.EvtChildListIdentificationDescriptionDuplicate = Some(duplicate_id);
    config.EvtChildListIdentificationDescriptionCopy = Some(copy_id);
    config.EvtChildListIdentificationDescriptionCompare = Some(compare_id);
    config.EvtChildListIdentificationDescriptionCleanup = Some(clean_id);
    config.EvtChildListAddressDescriptionDuplicate = Some(duplicate_address);
    config.EvtChildListAddressDescriptionCopy = Some(copy_address);
    config.EvtChildListAddressDescriptionCleanup = Some(clean_address);
    config.EvtChildListDeviceReenumerated = Some(reenumerated);
    config
}

/// A list with the callback that it needs.
fn plain_config() -> WDF_CHILD_LIST_CONFIG {
    WDF_CHILD_LIST_CONFIG::init(size_of::<Id>() as u32, Some(create_device))
}

pub(crate) const FULL: Plan = Plan {
    prepare: |init| {
        let mut config = full_config();
        unsafe {
            WdfFdoInitSetDefaultChildListConfig(init, &raw mut config, ptr::null_mut());
        };
    },
    on_bus: |_| {},
    ..GOOD
};
const PLAIN: Plan = Plan {
    prepare: |init| {
        let mut config = plain_config();
        unsafe {
            WdfFdoInitSetDefaultChildListConfig(init, &raw mut config, ptr::null_mut());
        };
    },
    ..FULL
};

pub(crate) fn begin(machine: &Machine, plan: Plan) -> Device {
    CREATE.set(Create::Well);
    REENUMERATES.set(true);
    HELD.set(0);
    MADE.take();
    plug(machine, plan)
}

pub(crate) fn list() -> WDFCHILDLIST {
    unsafe { WdfFdoGetDefaultChildList(bus::bus()) }
}

/// The device that was made as the one of the number.
fn made(index: usize) -> WDFDEVICE {
    MADE.with_borrow(|made| ptr::with_exposed_provenance_mut(made[index]))
}

fn add_to(list: WDFCHILDLIST, serial: u32) -> NTSTATUS {
    let mut id = Id::new(serial);
    unsafe {
        WdfChildListAddOrUpdateChildDescriptionAsPresent(list, &raw mut id.header, ptr::null_mut())
    }
}

pub(crate) fn add_at(serial: u32, slot: u32) -> NTSTATUS {
    let (mut id, mut address) = (Id::new(serial), Address::new(slot));
    unsafe {
        WdfChildListAddOrUpdateChildDescriptionAsPresent(
            list(),
            &raw mut id.header,
            &raw mut address.header,
        )
    }
}

pub(crate) fn miss(serial: u32) -> NTSTATUS {
    let mut id = Id::new(serial);
    unsafe { WdfChildListUpdateChildDescriptionAsMissing(list(), &raw mut id.header) }
}

fn address_of(serial: u32) -> Result<u32, NTSTATUS> {
    let (mut id, mut address) = (Id::new(serial), Address::new(0));
    let status = unsafe {
        WdfChildListRetrieveAddressDescription(list(), &raw mut id.header, &raw mut address.header)
    };
    if status < 0 {
        Err(status)
    } else {
        Ok(address.slot)
    }
}

/// What `WdfChildListRetrievePdo` says.
pub(crate) fn pdo_of(serial: u32) -> (WDF_CHILD_LIST_RETRIEVE_DEVICE_STATUS, WDFDEVICE) {
    let mut id = Id::new(serial);
    let mut info = WDF_CHILD_RETRIEVE_INFO::init(&raw mut id.header);
    let device = unsafe { WdfChildListRetrievePdo(list(), &raw mut info) };
    (info.Status, device)
}

/// The serials that an iteration finds, with whether each has a device.
pub(crate) fn iterate(flags: i32) -> Vec<(u32, bool)> {
    let mut iterator = WDF_CHILD_LIST_ITERATOR::init(flags as u32);
    let mut seen = Vec::new();
    unsafe { WdfChildListBeginIteration(list(), &raw mut iterator) };
    loop {
        let mut id = Id::new(0);
        let mut info = WDF_CHILD_RETRIEVE_INFO::init(&raw mut id.header);
        let mut device = ptr::null_mut();
        let status = unsafe {
            WdfChildListRetrieveNextDevice(
                list(),
                &raw mut iterator,
                &raw mut device,
                &raw mut info,
            )
        };
        if status == STATUS_NO_MORE_ENTRIES {
            break;
        }
        assert_eq!(status, STATUS_SUCCESS);
        seen.push((id.serial, !device.is_null()));
    }
    unsafe { WdfChildListEndIteration(list(), &raw mut iterator) };
    seen
}

pub(crate) fn settle(machine: &Machine) {
    machine.run_until_idle().unwrap();
}

fn removed() -> [&'static str; 5] {
    [
        "reported missing",
        "function down",
        "child down",
        "child cleanup",
        "child destroy",
    ]
}

/// Takes the bus away, after which no description is left.
#[track_caller]
fn end(machine: &Machine, device: &Device) {
    device.remove().unwrap();
    settle(machine);
    assert_eq!(HELD.get(), 0, "each description is cleaned up once");
    clean(machine);
}

#[test]
fn a_described_child_is_made_when_it_is_asked_for() {
    let machine = Machine::new();
    let device = begin(&machine, FULL);
    assert_eq!(notes(), ["bus up", "scan"]);
    as_driver(&machine, || {
        assert_eq!(add_at(7, 3), STATUS_SUCCESS);
        assert_eq!(
            pdo_of(7),
            (
                found::WdfChildListRetrieveDeviceNotYetCreated,
                ptr::null_mut()
            )
        );
        assert_eq!(address_of(7), Ok(3));
        assert_eq!(unsafe { WdfChildListGetDevice(list()) }, bus::bus());
    });
    settle(&machine);
    assert_eq!(notes(), ["create 7", "child up", "function up"]);
    let child = only_child(&device);
    assert_eq!(child.state(), DeviceState::Started);
    assert!(child.instance_path().starts_with("BUS\\CHILD\\"));
    as_driver(&machine, || {
        assert_eq!(
            pdo_of(7),
            (found::WdfChildListRetrieveDeviceSuccess, made(0))
        );
        assert_eq!(
            pdo_of(8),
            (
                found::WdfChildListRetrieveDeviceNoSuchDevice,
                ptr::null_mut()
            )
        );
        let mut id = Id::new(0);
        let status =
            unsafe { WdfPdoRetrieveIdentificationDescription(made(0), &raw mut id.header) };
        assert_eq!((status, id.serial), (STATUS_SUCCESS, 7));
        assert_eq!(unsafe { WdfPdoGetParent(made(0)) }, bus::bus());
    });
    end(&machine, &device);
}

#[test]
fn a_child_that_is_described_twice_is_there_once_and_has_its_new_address() {
    let machine = Machine::new();
    let device = begin(&machine, FULL);
    as_driver(&machine, || {
        assert_eq!(add_at(7, 3), STATUS_SUCCESS);
        assert_eq!(add_at(7, 4), STATUS_OBJECT_NAME_EXISTS);
    });
    settle(&machine);
    as_driver(&machine, || {
        assert_eq!(address_of(7), Ok(4));
        assert_eq!(add_at(7, 5), STATUS_OBJECT_NAME_EXISTS);
        let mut address = Address::new(0);
        let status = unsafe { WdfPdoRetrieveAddressDescription(made(0), &raw mut address.header) };
        assert_eq!((status, address.slot), (STATUS_SUCCESS, 5));
        address.slot = 6;
        let status = unsafe { WdfPdoUpdateAddressDescription(made(0), &raw mut address.header) };
        assert_eq!(status, STATUS_SUCCESS);
        assert_eq!(address_of(7), Ok(6));
        assert_eq!(address_of(8), Err(STATUS_NO_SUCH_DEVICE));
    });
    settle(&machine);
    assert_eq!(device.children().len(), 1);
    end(&machine, &device);
}

#[test]
fn a_child_that_is_missed_is_pulled_out() {
    for mark in [false, true] {
        let machine = Machine::new();
        let device = begin(&machine, FULL);
        as_driver(&machine, || add_at(7, 0));
        settle(&machine);
        notes();
        let status = as_driver(&machine, || match mark {
            true => unsafe { WdfPdoMarkMissing(made(0)) },
            false => miss(7),
        });
        assert_eq!(status, STATUS_SUCCESS);
        settle(&machine);
        assert!(device.children().is_empty());
        assert_eq!(notes(), removed());
        assert_eq!(HELD.get(), 0);
        assert_eq!(as_driver(&machine, || miss(7)), STATUS_NO_SUCH_DEVICE);
        end(&machine, &device);
    }
}

#[test]
fn a_child_that_is_missed_before_it_is_asked_for_is_never_made() {
    let machine = Machine::new();
    let device = begin(&machine, FULL);
    notes();
    as_driver(&machine, || {
        unsafe { WdfChildListBeginScan(list()) };
        assert_eq!(add_at(7, 0), STATUS_SUCCESS);
        assert_eq!(HELD.get(), 2);
        assert_eq!(miss(7), STATUS_SUCCESS);
        assert_eq!(HELD.get(), 0);
        unsafe { WdfChildListEndScan(list()) };
        // One that was not found until the end of a scan.
        unsafe { WdfChildListBeginScan(list()) };
        assert_eq!(add_at(8, 0), STATUS_SUCCESS);
        unsafe { WdfChildListBeginScan(list()) };
        unsafe { WdfChildListEndScan(list()) };
        assert_eq!(HELD.get(), 2, "somebody scans yet");
        unsafe { WdfChildListEndScan(list()) };
        assert_eq!(HELD.get(), 0);
    });
    settle(&machine);
    assert!(notes().is_empty());
    end(&machine, &device);
}

#[test]
fn a_scan_misses_what_it_does_not_find() {
    let machine = Machine::new();
    let device = begin(&machine, FULL);
    as_driver(&machine, || {
        for serial in 1..=3 {
            add_at(serial, 0);
        }
    });
    settle(&machine);
    assert_eq!(device.children().len(), 3);
    notes();
    as_driver(&machine, || {
        unsafe { WdfChildListBeginScan(list()) };
        assert_eq!(add_at(4, 0), STATUS_SUCCESS);
        assert_eq!(add_at(2, 9), STATUS_OBJECT_NAME_EXISTS);
        assert_eq!(iterate(retrieve::WdfRetrievePresentChildren).len(), 3);
    });
    settle(&machine);
    assert!(notes().is_empty(), "changes wait for the end of the scan");
    as_driver(&machine, || unsafe { WdfChildListEndScan(list()) });
    settle(&machine);
    assert_eq!(device.children().len(), 2);
    as_driver(&machine, || {
        assert_eq!(
            iterate(retrieve::WdfRetrievePresentChildren),
            [(2, true), (4, true)]
        );
    });
    // A scan that finds all changes nothing.
    notes();
    as_driver(&machine, || {
        unsafe { WdfChildListBeginScan(list()) };
        unsafe { WdfChildListUpdateAllChildDescriptionsAsPresent(list()) };
        unsafe { WdfChildListEndScan(list()) };
    });
    settle(&machine);
    assert!(notes().is_empty());
    end(&machine, &device);
}

#[test]
fn a_child_that_is_missed_and_found_again_gets_a_new_device() {
    let machine = Machine::new();
    let device = begin(&machine, FULL);
    as_driver(&machine, || add_at(7, 0));
    settle(&machine);
    notes();
    as_driver(&machine, || {
        unsafe { WdfChildListBeginScan(list()) };
        assert_eq!(miss(7), STATUS_SUCCESS);
        assert_eq!(add_at(7, 1), STATUS_SUCCESS);
        unsafe { WdfChildListEndScan(list()) };
    });
    settle(&machine);
    let notes = notes();
    assert_eq!(notes.iter().filter(|it| *it == "create 7").count(), 1);
    assert_eq!(notes.iter().filter(|it| *it == "child destroy").count(), 1);
    assert_eq!(only_child(&device).state(), DeviceState::Started);
    as_driver(&machine, || {
        assert_eq!(address_of(7), Ok(1));
        assert_eq!(pdo_of(7).1, made(1));
    });
    end(&machine, &device);
}

#[test]
fn a_driver_that_fails_to_make_a_device_loses_the_child() {
    for (create, deleted) in [(Create::Fail, false), (Create::MakeAndFail, true)] {
        let machine = Machine::new();
        let device = begin(&machine, FULL);
        notes();
        CREATE.set(create);
        as_driver(&machine, || add_at(7, 0));
        settle(&machine);
        let ends = if deleted {
            vec!["create 7", "child cleanup", "child destroy"]
        } else {
            vec!["create 7"]
        };
        assert_eq!(notes(), ends);
        assert_eq!(HELD.get(), 0);
        assert!(device.children().is_empty());
        as_driver(&machine, || {
            let none = found::WdfChildListRetrieveDeviceNoSuchDevice;
            assert_eq!(pdo_of(7).0, none);
            assert_eq!(add_at(7, 0), STATUS_SUCCESS);
        });
        settle(&machine);
        assert_eq!(device.children().len(), 1);
        end(&machine, &device);
    }
}

#[test]
fn a_driver_may_ask_to_make_a_device_later() {
    for create in [Create::Retry, Create::MakeAndRetry] {
        let machine = Machine::new();
        let device = begin(&machine, FULL);
        notes();
        CREATE.set(create);
        as_driver(&machine, || add_at(7, 0));
        settle(&machine);
        let notes = notes();
        assert_eq!(notes.iter().filter(|it| *it == "create 7").count(), 2);
        assert_eq!(device.children().len(), 1);
        end(&machine, &device);
    }
}

#[test]
fn an_iteration_finds_children_by_what_is_known_of_them() {
    let machine = Machine::new();
    let device = begin(&machine, FULL);
    as_driver(&machine, || {
        add_at(1, 0);
        add_at(2, 0);
    });
    settle(&machine);
    let file = open(&machine, &device.children()[0]);
    as_driver(&machine, || miss(1));
    settle(&machine);
    as_driver(&machine, || {
        // A change that is reported while somebody iterates waits.
        let mut iterator = WDF_CHILD_LIST_ITERATOR::init(7);
        unsafe { WdfChildListBeginIteration(list(), &raw mut iterator) };
        assert_eq!(add_at(3, 0), STATUS_SUCCESS);
        assert_eq!(iterate(retrieve::WdfRetrievePresentChildren), [(2, true)]);
        assert_eq!(iterate(retrieve::WdfRetrieveMissingChildren), [(1, true)]);
        assert_eq!(iterate(retrieve::WdfRetrievePendingChildren), [(3, false)]);
        let all = iterate(retrieve::WdfRetrieveAllChildren);
        assert!(all.contains(&(2, true)), "{all:?}");
        unsafe { WdfChildListEndIteration(list(), &raw mut iterator) };
        // Nobody iterates now.
        let mut device = ptr::null_mut();
        let status = unsafe {
            WdfChildListRetrieveNextDevice(
                list(),
                &raw mut iterator,
                &raw mut device,
                ptr::null_mut(),
            )
        };
        assert_eq!(status, STATUS_INVALID_DEVICE_STATE);
    });
    file.close().unwrap();
    settle(&machine);
    assert_eq!(device.children().len(), 2);
    end(&machine, &device);
}

#[test]
fn a_child_that_ends_while_somebody_iterates_stays_in_the_list_until_then() {
    let machine = Machine::new();
    let device = begin(&machine, FULL);
    as_driver(&machine, || add_at(1, 0));
    settle(&machine);
    let file = open(&machine, &only_child(&device));
    as_driver(&machine, || miss(1));
    settle(&machine);
    let mut iterator = WDF_CHILD_LIST_ITERATOR::init(7);
    as_driver(&machine, || unsafe {
        WdfChildListBeginIteration(list(), &raw mut iterator);
    });
    notes();
    file.close().unwrap();
    settle(&machine);
    assert_eq!(notes(), ["child cleanup", "child destroy"]);
    assert_eq!(HELD.get(), 2, "its descriptions stay");
    as_driver(&machine, || {
        assert!(iterate(retrieve::WdfRetrieveAllChildren).is_empty());
        unsafe { WdfChildListEndIteration(list(), &raw mut iterator) };
    });
    assert_eq!(HELD.get(), 0);
    end(&machine, &device);
}

#[test]
fn a_child_is_ejected_by_its_description() {
    let machine = Machine::new();
    let device = begin(&machine, FULL);
    let mut id = Id::new(7);
    let mut eject = || unsafe { WdfChildListRequestChildEject(list(), &raw mut id.header) };
    assert_eq!(as_driver(&machine, &mut eject), 0, "there is no such child");
    as_driver(&machine, || add_at(7, 0));
    settle(&machine);
    notes();
    assert_eq!(as_driver(&machine, &mut eject), 1);
    settle(&machine);
    assert_eq!(
        notes(),
        [
            "function down",
            "child down",
            "eject",
            "reported missing",
            "child cleanup",
            "child destroy"
        ]
    );
    assert!(device.children().is_empty());
    end(&machine, &device);
}

#[test]
fn a_child_that_wishes_it_is_found_anew() {
    for may in [true, false] {
        let machine = Machine::new();
        let device = begin(&machine, FULL);
        as_driver(&machine, || add_at(7, 1));
        settle(&machine);
        notes();
        REENUMERATES.set(may);
        as_driver(&machine, || {
            let mut interface = REENUMERATE_SELF_INTERFACE_STANDARD {
                Size: 0,
                Version: 0,
                Context: ptr::null_mut(),
                InterfaceReference: None,
                InterfaceDereference: None,
                SurpriseRemoveAndReenumerateSelf: None,
            };
            query_reenumeration(&mut interface, made(0));
            let context = interface.Context;
            unsafe { interface.SurpriseRemoveAndReenumerateSelf.unwrap()(context) };
            unsafe { interface.InterfaceDereference.unwrap()(context) };
        });
        settle(&machine);
        let notes = notes();
        assert_eq!(notes[0], "reenumerated");
        if may {
            assert_eq!(notes.iter().filter(|it| *it == "create 7").count(), 1);
            assert_eq!(notes.iter().filter(|it| *it == "child destroy").count(), 1);
            assert_eq!(as_driver(&machine, || address_of(7)), Ok(101));
        } else {
            assert_eq!(notes.len(), 1, "{notes:?}");
            assert_eq!(as_driver(&machine, || address_of(7)), Ok(1));
        }
        assert_eq!(only_child(&device).state(), DeviceState::Started);
        end(&machine, &device);
    }
}

/// Asks a device for `REENUMERATE_SELF_INTERFACE_STANDARD`.
pub(crate) fn query_reenumeration(
    interface: &mut REENUMERATE_SELF_INTERFACE_STANDARD,
    device: WDFDEVICE,
) {
    let kind = GUID {
        Data1: 0x2AEB_0243,
        Data2: 0x6A6E,
        Data3: 0x486B,
        Data4: [0x82, 0xFC, 0xD8, 0x15, 0xF6, 0xB9, 0x70, 0x06],
    };
    let arguments = [
        (&raw const kind).expose_provenance() as u64,
        size_of::<REENUMERATE_SELF_INTERFACE_STANDARD>() as u64 | 1 << 16,
        ptr::from_mut(interface).expose_provenance() as u64,
        0,
    ];
    let (status, _) = bus::ask_device(device, IRP_MN_QUERY_INTERFACE, arguments);
    assert_eq!(status, STATUS_SUCCESS);
}

#[test]
fn a_described_child_that_fails_is_found_anew() {
    let machine = Machine::new();
    let device = begin(&machine, PLAIN);
    as_driver(&machine, || add_to(list(), 7));
    settle(&machine);
    notes();
    as_driver(&machine, || unsafe {
        WdfDeviceSetFailed(made(0), WdfDeviceFailedAttemptRestart);
    });
    settle(&machine);
    let notes = notes();
    assert_eq!(notes.iter().filter(|it| *it == "create 7").count(), 1);
    assert_eq!(only_child(&device).state(), DeviceState::Started);
    end(&machine, &device);
}

#[test]
fn descriptions_without_callbacks_are_bytes() {
    let machine = Machine::new();
    let device = begin(&machine, PLAIN);
    as_driver(&machine, || {
        assert_eq!(add_to(list(), 7), STATUS_SUCCESS);
        assert_eq!(add_to(list(), 7), STATUS_OBJECT_NAME_EXISTS);
        assert_eq!(add_to(list(), 8), STATUS_SUCCESS);
        assert_eq!(address_of(7), Err(STATUS_INVALID_DEVICE_REQUEST));
    });
    settle(&machine);
    assert_eq!(device.children().len(), 2);
    assert_eq!(as_driver(&machine, || miss(7)), STATUS_SUCCESS);
    settle(&machine);
    assert_eq!(device.children().len(), 1);
    end(&machine, &device);
}

#[test]
fn descriptions_of_another_size_are_refused() {
    let machine = Machine::new();
    let device = begin(&machine, FULL);
    as_driver(&machine, || {
        let refused = STATUS_INVALID_DEVICE_REQUEST;
        assert_eq!(add_to(list(), 7), refused, "the list has addresses");
        let (mut id, mut address) = (Id::new(7), Address::new(0));
        id.header.IdentificationDescriptionSize += 4;
        let add = |id: &mut Id, address: &mut Address| unsafe {
            WdfChildListAddOrUpdateChildDescriptionAsPresent(
                list(),
                &raw mut id.header,
                &raw mut address.header,
            )
        };
        assert_eq!(add(&mut id, &mut address), refused);
        let status =
            unsafe { WdfChildListUpdateChildDescriptionAsMissing(list(), &raw mut id.header) };
        assert_eq!(status, refused);
        let mut info = WDF_CHILD_RETRIEVE_INFO::init(&raw mut id.header);
        assert!(unsafe { WdfChildListRetrievePdo(list(), &raw mut info) }.is_null());
        let eject = unsafe { WdfChildListRequestChildEject(list(), &raw mut id.header) };
        assert_eq!(eject, 0);
        let mut id = Id::new(7);
        address.header.AddressDescriptionSize += 4;
        assert_eq!(add(&mut id, &mut address), refused);
        assert_eq!(HELD.get(), 0);
    });
    end(&machine, &device);
}

#[test]
fn a_described_child_starts_anew_with_drivers_that_come_back() {
    let machine = Machine::new();
    let device = begin(&machine, FULL);
    as_driver(&machine, || add_at(7, 0));
    settle(&machine);
    let child = only_child(&device);
    for _ in 0..2 {
        notes();
        child.disable().unwrap();
        assert_eq!(notes(), ["function down", "child down"]);
        let waits = pnp::WdfDevStatePnpRemovedPdoWait;
        assert_eq!(pnp_state(&machine, made(0)), waits);
        child.enable().unwrap();
        assert_eq!(notes(), ["child up", "function up"]);
    }
    child.disable().unwrap();
    notes();
    as_driver(&machine, || miss(7));
    settle(&machine);
    assert_eq!(
        notes(),
        ["reported missing", "child cleanup", "child destroy"]
    );
    end(&machine, &device);
}

#[test]
fn a_bus_that_is_pulled_out_takes_many_described_children_along() {
    let machine = Machine::new();
    let device = begin(&machine, FULL);
    as_driver(&machine, || {
        for serial in 0..40 {
            add_at(serial, serial);
        }
    });
    settle(&machine);
    let file = open(&machine, &device.children()[20]);
    // Changes that nobody asks for any more.
    as_driver(&machine, || {
        unsafe { WdfChildListBeginScan(list()) };
        add_at(100, 0);
        unsafe { WdfChildListUpdateAllChildDescriptionsAsPresent(list()) };
        unsafe { WdfChildListEndScan(list()) };
        miss(3);
    });
    notes();
    device.surprise_remove().unwrap();
    settle(&machine);
    let destroyed = |notes: &[String]| notes.iter().filter(|it| *it == "child destroy").count();
    let before = destroyed(&notes());
    file.close().unwrap();
    settle(&machine);
    let after = destroyed(&notes());
    let children = MADE.with_borrow(Vec::len);
    assert_eq!(before + after, children);
    assert_eq!(after, 1, "the one whose file was open is the last");
    assert_eq!(HELD.get(), 0);
    clean(&machine);
}

#[test]
fn a_device_has_as_many_lists_as_its_driver_makes() {
    let machine = Machine::new();
    let device = begin(
        &machine,
        Plan {
            prepare: |_| {},
            on_bus: |bus| {
                for serial in [1, 2] {
                    let mut config = plain_config();
                    let mut list = ptr::null_mut();
                    let none = ptr::null_mut();
                    let status =
                        unsafe { WdfChildListCreate(bus, &raw mut config, none, &raw mut list) };
                    assert_eq!(status, STATUS_SUCCESS);
                    assert_eq!(add_to(list, serial), STATUS_SUCCESS);
                    // The lists do not know each other's children.
                    assert_eq!(add_to(list, 9 + serial), STATUS_SUCCESS);
                }
                let mut config = plain_config();
                config.EvtChildListCreateDevice = None;
                let mut list = ptr::null_mut();
                let none = ptr::null_mut();
                let status =
                    unsafe { WdfChildListCreate(bus, &raw mut config, none, &raw mut list) };
                assert_eq!(status, STATUS_INVALID_PARAMETER);
                config = plain_config();
                config.IdentificationDescriptionSize = 0;
                let status =
                    unsafe { WdfChildListCreate(bus, &raw mut config, none, &raw mut list) };
                assert_eq!(status, STATUS_INVALID_PARAMETER);
                config = plain_config();
                config.Size -= 1;
                let status =
                    unsafe { WdfChildListCreate(bus, &raw mut config, none, &raw mut list) };
                assert_eq!(status, STATUS_INFO_LENGTH_MISMATCH);
            },
            ..GOOD
        },
    );
    assert_eq!(device.children().len(), 4);
    end(&machine, &device);
}
