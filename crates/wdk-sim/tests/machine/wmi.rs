//! WMI: registration, requests from programs and from drivers, events.
#![expect(
    unsafe_code,
    unsafe_op_in_unsafe_fn,
    clippy::multiple_unsafe_ops_per_block,
    clippy::undocumented_unsafe_blocks,
    reason = "calls the functions as a driver does"
)]

mod gauge;

use std::{cell::RefCell, ptr};

use self::gauge::*;
use wdk_sim::{Device, Error, Machine, NtStatus};
use wdk_sys::*;

fn machine() -> (Machine, Device) {
    machine_with(Habit::Good)
}

fn machine_with(habit: Habit) -> (Machine, Device) {
    HABIT.set(habit);
    LOG.take();
    DIAL.set([7, 9]);
    WIDTH.set(4);
    REMOVE.set(false);
    let machine = Machine::new();
    machine.add_package(INF, GAUGE).unwrap();
    let device = machine.plug("root\\gauge").unwrap();
    (machine, device)
}

fn finish(machine: &Machine, device: &Device) {
    device.remove().unwrap();
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

fn status<T: std::fmt::Debug>(outcome: Result<T, Error>) -> NTSTATUS {
    match outcome {
        Err(Error::Status(NtStatus(status))) => status,
        other => panic!("no status: {other:?}"),
    }
}

/// The code of a bug check, and what it says.
fn stopped<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(error @ (Error::BugCheck(_) | Error::Stuck(_))) => format!("{error:?}"),
        other => panic!("the machine goes on: {other:?}"),
    }
}

const FIRST: &str = r"ROOT\GAUGE\0000_0";
const SECOND: &str = r"ROOT\GAUGE\0000_1";

#[test]
fn a_registration_has_the_driver_asked_for_its_blocks_by_a_thread_of_the_system() {
    let (machine, device) = machine();
    let providers = machine.wmi_providers().unwrap();
    assert_eq!(LOG.take(), ["IRP_MN_REGINFO_EX 0"], "WMIREGISTER");
    assert_eq!(providers.len(), 1);
    let provider = &providers[0];
    assert_eq!(provider.mof_resource, "Gauge");
    assert!(provider.registry_path.ends_with(r"\Services\gauge"));
    let names = |at: usize| provider.blocks[at].instances.clone().unwrap();
    assert_eq!(names(0), [FIRST, SECOND]);
    assert_eq!(names(1), [FIRST]);
    finish(&machine, &device);
}

#[test]
fn a_program_reads_sets_and_calls_what_the_driver_provides() {
    let (machine, device) = machine();
    let block = machine.wmi_block(&DIALS).unwrap();
    let all = block.query_all().unwrap();
    let all: Vec<_> = all
        .iter()
        .map(|it| (it.name.as_str(), &it.data[..]))
        .collect();
    assert_eq!(all, [(FIRST, &[7, 0, 0, 0][..]), (SECOND, &[9, 0, 0, 0])]);
    block.set(SECOND, &[5, 0, 0, 0]).unwrap();
    assert_eq!(block.query(SECOND).unwrap(), [5, 0, 0, 0]);
    block.set_item(FIRST, 1, &[1, 1, 0, 0]).unwrap();
    assert_eq!(DIAL.get(), [0x101, 5]);
    // The answer is longer than the question: the driver says how much it needs, and is asked again.
    let sum = block.execute(SECOND, 1, &[2, 0, 0, 0]).unwrap();
    assert_eq!(sum, [7, 0, 0, 0, 7, 0, 0, 0]);
    assert_eq!(DIAL.get(), [0x101, 7], "once");
    drop(block);
    finish(&machine, &device);
}

#[test]
fn what_is_wrong_with_a_request_is_told_by_its_status() {
    let (machine, device) = machine();
    assert_eq!(
        status(machine.wmi_block(&NOTHING)),
        STATUS_WMI_GUID_NOT_FOUND
    );
    let block = machine.wmi_block(&DIALS).unwrap();
    assert_eq!(status(block.query("nobody")), STATUS_WMI_INSTANCE_NOT_FOUND);
    assert_eq!(status(block.set(FIRST, &[1])), STATUS_WMI_SET_FAILURE);
    let wrong = block.set_item(FIRST, 2, &[0; 4]);
    assert_eq!(status(wrong), STATUS_WMI_ITEMID_NOT_FOUND);
    let wrong = block.execute(FIRST, 2, &[0; 4]);
    assert_eq!(status(wrong), STATUS_WMI_ITEMID_NOT_FOUND);
    let alarm = machine.wmi_block(&ALARM).unwrap();
    assert_eq!(status(alarm.query_all()), STATUS_WMI_NOT_SUPPORTED);
    drop((block, alarm));
    finish(&machine, &device);
}

#[test]
fn data_that_is_larger_than_the_first_buffer_is_asked_for_again() {
    let (machine, device) = machine();
    WIDTH.set(3000);
    let block = machine.wmi_block(&DIALS).unwrap();
    let all = block.query_all().unwrap();
    let sizes: Vec<usize> = all.iter().map(|it| it.data.len()).collect();
    assert_eq!(sizes, [3000, 3000]);
    WIDTH.set(5000);
    assert_eq!(block.query(SECOND).unwrap().len(), 5000);
    drop(block);
    finish(&machine, &device);
}

#[test]
fn the_first_consumer_enables_and_the_last_one_disables() {
    let (machine, device) = machine();
    machine.wmi_providers().unwrap();
    LOG.take();
    let first = machine.wmi_block(&DIALS).unwrap();
    let second = machine.wmi_block(&DIALS).unwrap();
    assert_eq!(LOG.take(), ["block 0: collection 1"]);
    drop(first);
    assert!(LOG.take().is_empty());
    drop(second);
    assert_eq!(LOG.take(), ["block 0: collection 0"]);
    // The alarm is not expensive.
    drop(machine.wmi_block(&ALARM).unwrap());
    assert!(LOG.take().is_empty());
    let first = machine.wmi_events(&ALARM).unwrap();
    let second = machine.wmi_events(&ALARM).unwrap();
    assert_eq!(LOG.take(), ["block 1: events 1"]);
    drop(second);
    drop(first);
    assert_eq!(LOG.take(), ["block 1: events 0"]);
    finish(&machine, &device);
}

#[test]
fn a_driver_that_registers_later_is_told_what_is_enabled() {
    let machine = Machine::new();
    HABIT.set(Habit::Good);
    LOG.take();
    let events = machine.wmi_events(&ALARM).unwrap();
    machine.add_package(INF, GAUGE).unwrap();
    let device = machine.plug("root\\gauge").unwrap();
    machine.wmi_providers().unwrap();
    assert_eq!(LOG.take(), ["IRP_MN_REGINFO_EX 0", "block 1: events 1"]);
    device.remove().unwrap();
    assert!(
        LOG.take().is_empty(),
        "a device that is deregistered is not asked"
    );
    drop(events);
    assert!(machine.finish().unwrap().is_clean());
}

#[test]
fn a_refusal_of_all_drivers_is_the_consumers() {
    let (machine, device) = machine_with(Habit::RefusesEvents);
    assert_eq!(status(machine.wmi_events(&ALARM)), STATUS_UNSUCCESSFUL);
    finish(&machine, &device);
}

/// Fires the alarm with three bytes.
fn fire(machine: &Machine) -> NTSTATUS {
    machine
        .call("driver", || unsafe {
            let data = ExAllocatePool2(POOL_FLAG_NON_PAGED, 3, u32::from_le_bytes(*b"Alrm"));
            data.cast::<[u8; 3]>().write([1, 2, 3]);
            WmiFireEvent(DEVICE.get(), &raw const ALARM, 0, 3, data)
        })
        .unwrap()
}

#[test]
fn an_event_reaches_all_who_want_it_and_its_memory_is_the_systems() {
    let (machine, device) = machine();
    machine.wmi_providers().unwrap();
    assert_eq!(
        fire(&machine),
        STATUS_SUCCESS,
        "nobody listens, which is no error"
    );
    let first = machine.wmi_events(&ALARM).unwrap();
    let second = machine.wmi_events(&ALARM).unwrap();
    let other = machine.wmi_events(&DIALS).unwrap();
    assert_eq!(fire(&machine), STATUS_SUCCESS);
    for events in [&first, &second] {
        let got = events.take().unwrap();
        assert_eq!(got.len(), 1);
        assert_eq!(got[0].data, [1, 2, 3]);
        assert_eq!(got[0].instance.as_deref(), Some(FIRST));
        assert_eq!(
            got[0].flags, 0x8A,
            "single instance, event item, static names"
        );
        assert!(events.take().unwrap().is_empty());
    }
    assert!(other.take().unwrap().is_empty());
    drop((first, second, other));
    finish(&machine, &device);
}

#[test]
fn an_event_that_is_not_taken_over_stays_the_drivers() {
    let (machine, device) = machine();
    machine.wmi_providers().unwrap();
    let write = |provider: Option<u32>, size: u32, flags: u32| unsafe {
        let node = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, u32::from_le_bytes(*b"Alrm"));
        let header = node.cast::<WNODE_HEADER>();
        (*header).BufferSize = size;
        (*header).Flags = flags;
        (*header).Guid = ALARM;
        (*header).ProviderId =
            provider.unwrap_or_else(|| IoWMIDeviceObjectToProviderId(DEVICE.get()));
        let status = IoWMIWriteEvent(node);
        if status != STATUS_SUCCESS {
            ExFreePool(node);
        }
        status
    };
    machine
        .call("driver", || {
            let single = WNODE_FLAG_EVENT_ITEM | WNODE_FLAG_SINGLE_INSTANCE;
            assert_eq!(write(Some(99), 64, single), STATUS_UNSUCCESSFUL);
            assert_eq!(write(None, 64, single), STATUS_SUCCESS);
            // A trace event without a session.
            assert_eq!(
                write(None, 64, WNODE_FLAG_TRACED_GUID),
                STATUS_INVALID_HANDLE
            );
        })
        .unwrap();
    finish(&machine, &device);
}

#[test]
fn an_update_takes_blocks_away_and_a_reregistration_asks_anew() {
    let (machine, device) = machine();
    let block = machine.wmi_block(&DIALS).unwrap();
    LOG.take();
    let control = |action: u32| {
        machine
            .call("driver", || unsafe {
                IoWMIRegistrationControl(DEVICE.get(), action)
            })
            .unwrap()
    };
    REMOVE.set(true);
    assert_eq!(control(WMIREG_ACTION_UPDATE_GUIDS), STATUS_SUCCESS);
    assert_eq!(machine.wmi_providers().unwrap()[0].blocks.len(), 1);
    assert_eq!(
        LOG.take(),
        ["IRP_MN_REGINFO_EX 1", "block 0: collection 0"],
        "WMIUPDATE"
    );
    assert_eq!(status(block.query_all()), STATUS_WMI_GUID_NOT_FOUND);
    REMOVE.set(false);
    assert_eq!(control(WMIREG_ACTION_REREGISTER), STATUS_SUCCESS);
    assert_eq!(block.query_all().unwrap().len(), 2);
    assert_eq!(LOG.take(), ["IRP_MN_REGINFO_EX 0", "block 0: collection 1"]);
    drop(block);
    assert_eq!(control(77), STATUS_INVALID_PARAMETER);
    assert_eq!(control(WMIREG_ACTION_REGISTER), STATUS_OBJECT_NAME_EXISTS);
    finish(&machine, &device);
}

#[test]
fn two_devices_have_instances_of_their_own() {
    let (machine, device) = machine();
    let other = machine.plug("root\\gauge").unwrap();
    let block = machine.wmi_block(&DIALS).unwrap();
    let names: Vec<String> = block
        .query_all()
        .unwrap()
        .into_iter()
        .map(|it| it.name)
        .collect();
    let second = [r"ROOT\GAUGE\0001_0", r"ROOT\GAUGE\0001_1"];
    assert_eq!(names, [FIRST, SECOND, second[0], second[1]]);
    other.remove().unwrap();
    assert_eq!(
        status(block.query(second[0])),
        STATUS_WMI_INSTANCE_NOT_FOUND
    );
    drop(block);
    finish(&machine, &device);
}

#[test]
fn a_device_that_stays_registered_is_reported_at_unload() {
    let (machine, device) = machine_with(Habit::StaysRegistered);
    machine.wmi_providers().unwrap();
    let said = stopped(device.remove());
    assert!(said.contains("WmiProviderLeft"), "{said}");
}

#[test]
fn data_that_the_driver_did_not_write_is_reported() {
    let (machine, _device) = machine_with(Habit::Discloses);
    let block = machine.wmi_block(&DIALS).unwrap();
    let said = stopped(block.query_all());
    assert!(said.contains("MemoryDisclosed"), "{said}");
}

#[test]
fn more_information_than_the_buffer_has_is_reported() {
    let (machine, _device) = machine_with(Habit::Overstates);
    let block = machine.wmi_block(&DIALS).unwrap();
    let said = stopped(block.query_all());
    assert!(said.contains("WmiInformation"), "{said}");
}

#[test]
fn a_deregistration_in_the_dispatch_routine_waits_for_itself() {
    let (machine, _device) = machine_with(Habit::DeregistersWithin);
    let block = machine.wmi_block(&DIALS).unwrap();
    stopped(block.query_all());
}

thread_local! {
    static HEARD: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

#[abi]
unsafe fn heard(node: PVOID, context: PVOID) {
    assert_eq!((*node.cast::<WNODE_HEADER>()).BufferSize, 67);
    HEARD.with_borrow_mut(|heard| heard.push(context.addr()));
}

fn counted(name: &[u16]) -> UNICODE_STRING {
    UNICODE_STRING {
        Length: size_of_val(name) as u16,
        MaximumLength: size_of_val(name) as u16,
        Buffer: name.as_ptr().cast_mut(),
    }
}

unsafe fn open(block: &GUID, access: u32) -> Result<PVOID, NTSTATUS> {
    let mut block = *block;
    let mut object = ptr::null_mut();
    match IoWMIOpenBlock(&raw mut block, access, &raw mut object) {
        STATUS_SUCCESS => Ok(object),
        status => Err(status),
    }
}

#[test]
fn a_driver_uses_the_blocks_of_another_one() {
    let (machine, device) = machine();
    machine.wmi_providers().unwrap();
    let second: Vec<u16> = SECOND.encode_utf16().collect();
    let use_it = || unsafe {
        assert_eq!(
            open(&NOTHING, WMIGUID_QUERY),
            Err(STATUS_WMI_GUID_NOT_FOUND)
        );
        let mut name = counted(&second);
        let name = &raw mut name;
        let block = open(&DIALS, WMIGUID_QUERY).unwrap();
        // Too small, and how much it needs; then all data, with the names that WMI puts there.
        let mut buffer = [0_u64; 40];
        let (mut size, out) = (8_u32, buffer.as_mut_ptr().cast::<u8>());
        let status = IoWMIQueryAllData(block, &raw mut size, out.cast());
        assert_eq!(status, STATUS_BUFFER_TOO_SMALL);
        let needed = size;
        size = 320;
        assert_eq!(
            IoWMIQueryAllData(block, &raw mut size, out.cast()),
            STATUS_SUCCESS
        );
        assert_eq!(size, needed);
        let all = out.cast::<WNODE_ALL_DATA>();
        assert_eq!((*all).InstanceCount, 2);
        assert_eq!(
            (*all).WnodeHeader.__bindgen_anon_1.__bindgen_anon_1.Linkage,
            0
        );
        let names = out
            .add((*all).OffsetInstanceNameOffsets as usize)
            .cast::<u32>();
        let at = out.add(*names.add(1) as usize).cast::<u16>();
        assert_eq!(usize::from(*at), second.len() * 2);
        assert_eq!(std::slice::from_raw_parts(at.add(1), second.len()), second);
        // One instance.
        size = 320;
        let status = IoWMIQuerySingleInstance(block, name, &raw mut size, out.cast());
        assert_eq!(status, STATUS_SUCCESS);
        let single = out.cast::<WNODE_SINGLE_INSTANCE>();
        assert_eq!((*single).InstanceIndex, 1);
        let data = out.add((*single).DataBlockOffset as usize).cast::<u32>();
        assert_eq!(*data, 9);
        // What it was not opened for.
        let mut value = 3_u32;
        let value = (&raw mut value).cast();
        let status = IoWMISetSingleInstance(block, name, 0, 4, value);
        assert_eq!(status, STATUS_ACCESS_DENIED);
        ObfDereferenceObject(block);
        let block = open(&DIALS, WMIGUID_SET | WMIGUID_EXECUTE).unwrap();
        assert_eq!(
            IoWMISetSingleInstance(block, name, 0, 4, value),
            STATUS_SUCCESS
        );
        assert_eq!(
            IoWMISetSingleItem(block, name, 1, 0, 4, value),
            STATUS_SUCCESS
        );
        assert_eq!(DIAL.get(), [7, 3]);
        size = 8;
        buffer[0] = 4;
        let out = buffer.as_mut_ptr().cast::<u8>();
        let status = IoWMIExecuteMethod(block, name, 1, 4, &raw mut size, out);
        assert_eq!(
            (status, size, buffer[0]),
            (STATUS_SUCCESS, 8, 0x7_0000_0007)
        );
        let mut found = UNICODE_STRING::default();
        let status = IoWMIDeviceObjectToInstanceName(block, DEVICE.get(), &raw mut found);
        assert_eq!(status, STATUS_SUCCESS);
        assert_eq!(usize::from(found.Length), FIRST.len() * 2);
        ExFreePool(found.Buffer.cast());
        ObfDereferenceObject(block);
    };
    machine.call("driver", use_it).unwrap();
    finish(&machine, &device);
}

#[test]
fn a_driver_hears_the_events_that_it_asks_for_until_it_closes_the_block() {
    let (machine, device) = machine();
    machine.wmi_providers().unwrap();
    LOG.take();
    HEARD.take();
    let block = machine
        .call("driver", || unsafe {
            let block = open(&ALARM, WMIGUID_NOTIFICATION | SYNCHRONIZE).unwrap();
            let context = ptr::without_provenance_mut(5);
            let status = IoWMISetNotificationCallback(block, Some(heard), context);
            assert_eq!(status, STATUS_SUCCESS);
            block
        })
        .unwrap();
    assert_eq!(LOG.take(), ["block 1: events 1"]);
    fire(&machine);
    machine.run_until_idle().unwrap();
    assert_eq!(HEARD.take(), [5]);
    machine
        .call("driver", || unsafe { ObfDereferenceObject(block) })
        .unwrap();
    assert_eq!(LOG.take(), ["block 1: events 0"]);
    fire(&machine);
    machine.run_until_idle().unwrap();
    assert!(HEARD.take().is_empty());
    finish(&machine, &device);
}

#[test]
fn instance_numbers_of_a_block_are_given_once() {
    let machine = Machine::new();
    machine
        .call("driver", || unsafe {
            let (mut block, mut first) = (DIALS, 99);
            let mut reserve = |count| {
                let status = IoWMIAllocateInstanceIds(&raw mut block, count, &raw mut first);
                assert_eq!(status, STATUS_SUCCESS);
                first
            };
            assert_eq!([reserve(6), reserve(1), reserve(2)], [0, 6, 7]);
        })
        .unwrap();
}

#[test]
fn a_device_description_is_the_suggested_name() {
    let (machine, device) = machine();
    machine
        .call("driver", || unsafe {
            let pdo = IoGetDeviceAttachmentBaseRef(DEVICE.get());
            let mut name = UNICODE_STRING::default();
            let status = IoWMISuggestInstanceName(pdo, ptr::null_mut(), FALSE, &raw mut name);
            assert_eq!(status, STATUS_SUCCESS);
            let text = std::slice::from_raw_parts(name.Buffer, usize::from(name.Length) / 2);
            assert_eq!(String::from_utf16_lossy(text), "A gauge");
            ExFreePool(name.Buffer.cast());
            ObfDereferenceObject(pdo.cast());
        })
        .unwrap();
    finish(&machine, &device);
}
