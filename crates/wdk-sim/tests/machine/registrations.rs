//! What drivers register for: the shutdown, power settings, events, changes of another device.
#![expect(
    unsafe_code,
    unsafe_op_in_unsafe_fn,
    clippy::multiple_unsafe_ops_per_block,
    reason = "a driver as it is written in C: every line touches the kernel's structures"
)]

use std::{
    cell::{Cell, RefCell},
    mem, ptr,
};

use crate::lamp::*;
use wdk_sim::{Device, DeviceState, Error, Machine};
use wdk_sys::{host::NativeDriver, *};

/// A driver with a device of its own, which does in `DriverEntry` what the test says.
const WATCHER: NativeDriver = NativeDriver {
    name: "watcher",
    imports: &[],
    // SAFETY: the first parameter differs only in what the pointer points to.
    entry: unsafe {
        mem::transmute::<fn_ptr!(fn(PDRIVER_OBJECT, PUNICODE_STRING) -> NTSTATUS), host::NativeEntry>(
            driver_entry,
        )
    },
};

type Setup = unsafe fn(PDRIVER_OBJECT, PDEVICE_OBJECT);

thread_local! {
    static SETUP: Cell<Setup> = const { Cell::new(nothing) };
    static CLEANUP: Cell<unsafe fn()> = const { Cell::new(no_cleanup) };
    static DEVICE: Cell<PDEVICE_OBJECT> = const { Cell::new(ptr::null_mut()) };
    static HANDLE: Cell<u64> = const { Cell::new(0) };
    static FILE: Cell<HANDLE> = const { Cell::new(ptr::null_mut()) };
    static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    /// What the notification callback answers to a query.
    static ANSWER: Cell<NTSTATUS> = const { Cell::new(STATUS_SUCCESS) };
}

unsafe fn nothing(_driver: PDRIVER_OBJECT, _device: PDEVICE_OBJECT) {}

unsafe fn no_cleanup() {}

fn log(text: impl Into<String>) {
    LOG.with_borrow_mut(|log| log.push(text.into()));
}

#[abi]
unsafe fn driver_entry(driver: PDRIVER_OBJECT, _path: PUNICODE_STRING) -> NTSTATUS {
    let mut device = ptr::null_mut();
    let kind = FILE_DEVICE_UNKNOWN;
    let name: Vec<u16> = r"\Device\Watcher".encode_utf16().collect();
    let mut name = UNICODE_STRING {
        Length: size_of_val(&name[..]) as u16,
        MaximumLength: size_of_val(&name[..]) as u16,
        Buffer: name.as_ptr().cast_mut(),
    };
    let status = IoCreateDevice(driver, 0, &raw mut name, kind, 0, FALSE, &raw mut device);
    assert_eq!(status, STATUS_SUCCESS);
    DEVICE.set(device);
    (*driver).DriverUnload = Some(unload);
    (*driver).MajorFunction[IRP_MJ_SHUTDOWN as usize] = Some(shut_down);
    (*driver).MajorFunction[IRP_MJ_CREATE as usize] = Some(opened);
    for major in [IRP_MJ_CLEANUP, IRP_MJ_CLOSE] {
        (*driver).MajorFunction[major as usize] = Some(closed);
    }
    (*driver).DriverStartIo = Some(start_io);
    SETUP.get()(driver, device);
    STATUS_SUCCESS
}

#[abi]
unsafe fn unload(_driver: PDRIVER_OBJECT) {
    CLEANUP.get()();
    IoDeleteDevice(DEVICE.get());
}

#[abi]
unsafe fn shut_down(_device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    log("IRP_MJ_SHUTDOWN");
    (*irp).IoStatus.__bindgen_anon_1.Status = STATUS_SUCCESS;
    IofCompleteRequest(irp, 0);
    STATUS_SUCCESS
}

#[abi]
unsafe fn opened(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    let system = PsIsSystemThread(KeGetCurrentThread().cast());
    let own = IoGetRequestorProcess(irp) == IoGetCurrentProcess();
    let number = PsGetCurrentProcessId().addr();
    assert_eq!(IoGetRequestorProcessId(irp) as usize, number);
    log(format!(
        "mode {} system {system} own {own} is 4 {}",
        ExGetPreviousMode(),
        number == 4
    ));
    closed(device, irp)
}

#[abi]
unsafe fn closed(_device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    (*irp).IoStatus.__bindgen_anon_1.Status = STATUS_SUCCESS;
    IofCompleteRequest(irp, 0);
    STATUS_SUCCESS
}

/// A machine with the driver, which `setup` and `cleanup` tell what to do.
fn machine(setup: Setup, cleanup: unsafe fn()) -> (Machine, wdk_sim::LoadedDriver) {
    SETUP.set(setup);
    CLEANUP.set(cleanup);
    LOG.take();
    ANSWER.set(STATUS_SUCCESS);
    let machine = Machine::new();
    let driver = machine.load(WATCHER).unwrap();
    (machine, driver)
}

#[track_caller]
fn finish(machine: &Machine) {
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[track_caller]
fn breaks<T>(rule: &str, result: wdk_sim::Result<T>) {
    match result {
        Err(Error::BugCheck(check)) => {
            assert!(check.message.starts_with(rule), "{rule}: {}", check.message);
        }
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("no rule is broken"),
    }
}

#[test]
fn registered_devices_are_told_of_the_shutdown_once() {
    unsafe fn register(_driver: PDRIVER_OBJECT, device: PDEVICE_OBJECT) {
        assert_eq!(IoRegisterShutdownNotification(device), STATUS_SUCCESS);
        let last_chance = IoRegisterLastChanceShutdownNotification(device);
        assert_eq!(last_chance, STATUS_SUCCESS);
        let none = IoRegisterShutdownNotification(ptr::null_mut());
        assert_eq!(none, STATUS_INVALID_PARAMETER);
    }
    let (machine, _driver) = machine(register, no_cleanup);
    machine.shut_down().unwrap();
    assert_eq!(LOG.take(), ["IRP_MJ_SHUTDOWN", "IRP_MJ_SHUTDOWN"]);
    machine.shut_down().unwrap();
    assert!(LOG.take().is_empty(), "a registration is for one shutdown");
    finish(&machine);
}

#[test]
fn a_deleted_device_is_not_told_of_the_shutdown() {
    unsafe fn register(_driver: PDRIVER_OBJECT, device: PDEVICE_OBJECT) {
        IoRegisterShutdownNotification(device);
    }
    let (machine, driver) = machine(register, no_cleanup);
    driver.unload().unwrap();
    machine.shut_down().unwrap();
    assert!(LOG.take().is_empty());
    finish(&machine);
}

/// `GUID_LIDSWITCH_STATE_CHANGE`.
const LID: GUID = GUID {
    Data1: 0xBA3E_0F4D,
    Data2: 0xB817,
    Data3: 0x4094,
    Data4: [0xA2, 0xD1, 0xD5, 0x63, 0x79, 0xE6, 0xA0, 0xF3],
};

#[abi]
unsafe fn setting_changed(
    setting: LPCGUID,
    value: PVOID,
    length: ULONG,
    context: PVOID,
) -> NTSTATUS {
    assert_eq!(((*setting).Data1, context.addr()), (LID.Data1, 7));
    assert_eq!(length, 4);
    log(format!("lid {}", value.cast::<u32>().read()));
    STATUS_SUCCESS
}

unsafe fn register_setting(_driver: PDRIVER_OBJECT, device: PDEVICE_OBJECT) {
    let mut handle = ptr::null_mut();
    let context = ptr::without_provenance_mut(7);
    let callback = Some(setting_changed as _);
    let status = PoRegisterPowerSettingCallback(device, &LID, callback, context, &raw mut handle);
    assert_eq!(status, STATUS_SUCCESS);
    HANDLE.set(handle.addr() as u64);
}

unsafe fn unregister_setting() {
    let handle = ptr::without_provenance_mut(HANDLE.get() as usize);
    assert_eq!(PoUnregisterPowerSettingCallback(handle), STATUS_SUCCESS);
    let again = PoUnregisterPowerSettingCallback(handle);
    assert_eq!(again, STATUS_INVALID_PARAMETER);
}

#[test]
fn a_power_setting_is_told_at_once_and_when_it_changes() {
    let (machine, driver) = machine(register_setting, unregister_setting);
    assert_eq!(LOG.take(), ["lid 1"]);
    machine.set_power_setting(&LID, &[0; 4]).unwrap();
    machine
        .set_power_setting(&GUID::default(), &[0; 4])
        .unwrap();
    assert_eq!(LOG.take(), ["lid 0"]);
    driver.unload().unwrap();
    machine.set_power_setting(&LID, &[1, 0, 0, 0]).unwrap();
    assert!(LOG.take().is_empty());
    finish(&machine);
}

#[test]
fn a_power_setting_callback_must_not_stay() {
    let (_machine, driver) = machine(register_setting, no_cleanup);
    breaks("PowerSettingCallbackLeft", driver.unload());
}

#[abi]
unsafe fn add_nothing(
    _reason: KBUGCHECK_CALLBACK_REASON,
    _record: *mut KBUGCHECK_REASON_CALLBACK_RECORD,
    _data: PVOID,
    _length: ULONG,
) {
}

unsafe fn register_bug_check_callback(_driver: PDRIVER_OBJECT, _device: PDEVICE_OBJECT) {
    // The system keeps the record beyond the driver, which is what is wrong.
    let record = Box::leak(Box::new(mem::zeroed()));
    let reason = _KBUGCHECK_CALLBACK_REASON::KbCallbackTriageDumpData;
    let name = c"watcher".as_ptr().cast_mut().cast();
    let done = KeRegisterBugCheckReasonCallback(record, Some(add_nothing), reason, name);
    assert_eq!(done, TRUE);
}

#[test]
fn a_bug_check_callback_must_not_stay() {
    let (_machine, driver) = machine(register_bug_check_callback, no_cleanup);
    breaks("BugCheckCallbackLeft", driver.unload());
}

unsafe fn register_provider(_driver: PDRIVER_OBJECT, _device: PDEVICE_OBJECT) {
    let mut handle = 0;
    let status = EtwRegister(&LID, None, ptr::null_mut(), &raw mut handle);
    assert_eq!(status, STATUS_SUCCESS);
    HANDLE.set(handle);
    let mut other = 0;
    EtwRegister(&LID, None, ptr::null_mut(), &raw mut other);
    assert_ne!(handle, other);
    assert_eq!(EtwUnregister(other), STATUS_SUCCESS);
    let write = |handle| EtwWriteString(handle, 0, 0, ptr::null(), [0].as_ptr());
    assert_eq!(write(handle), STATUS_SUCCESS);
}

unsafe fn unregister_provider() {
    assert_eq!(EtwUnregister(HANDLE.get()), STATUS_SUCCESS);
}

#[test]
fn event_providers_are_told_apart_and_must_not_stay() {
    let (machine, _driver) = machine(register_provider, unregister_provider);
    finish(&machine);
    let (_machine, driver) = self::machine(register_provider, no_cleanup);
    breaks("EtwProviderLeft", driver.unload());
}

#[abi]
unsafe fn device_changed(structure: PVOID, _context: PVOID) -> NTSTATUS {
    let change = structure.cast::<TARGET_DEVICE_REMOVAL_NOTIFICATION>();
    let event = (*change).Event;
    let names = [
        (GUID_TARGET_DEVICE_QUERY_REMOVE, "query"),
        (GUID_TARGET_DEVICE_REMOVE_CANCELLED, "cancelled"),
        (GUID_TARGET_DEVICE_REMOVE_COMPLETE, "complete"),
    ];
    let name = names.iter().find(|(guid, _)| guid.Data1 == event.Data1);
    let name = name.map_or("custom", |(_, name)| name);
    log(name);
    if name == "query" && ANSWER.get() >= 0 && !FILE.get().is_null() {
        ZwClose(FILE.take());
    }
    if name == "complete" && !FILE.get().is_null() {
        ZwClose(FILE.take());
    }
    ANSWER.get()
}

/// Opens the lamp and registers for its changes.
unsafe fn register_target(driver: PDRIVER_OBJECT, lamp: &str) {
    let name: Vec<u16> = lamp.replace(r"\\?\", r"\??\").encode_utf16().collect();
    let mut name = UNICODE_STRING {
        Length: size_of_val(&name[..]) as u16,
        MaximumLength: size_of_val(&name[..]) as u16,
        Buffer: name.as_ptr().cast_mut(),
    };
    let mut attributes = OBJECT_ATTRIBUTES {
        Length: size_of::<OBJECT_ATTRIBUTES>() as u32,
        ObjectName: &raw mut name,
        Attributes: OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE,
        ..OBJECT_ATTRIBUTES::default()
    };
    let (mut file, mut status) = (ptr::null_mut(), IO_STATUS_BLOCK::default());
    let access = FILE_GENERIC_READ;
    let opened = ZwOpenFile(
        &raw mut file,
        access,
        &raw mut attributes,
        &raw mut status,
        0,
        0,
    );
    assert_eq!(opened, STATUS_SUCCESS);
    FILE.set(file);
    let mut object = ptr::null_mut();
    let found = ObReferenceObjectByHandle(
        file,
        0,
        ptr::null_mut(),
        0,
        &raw mut object,
        ptr::null_mut(),
    );
    assert_eq!(found, STATUS_SUCCESS);
    let mut entry = ptr::null_mut();
    let registered = IoRegisterPlugPlayNotification(
        _IO_NOTIFICATION_EVENT_CATEGORY::EventCategoryTargetDeviceChange,
        0,
        object,
        driver,
        Some(device_changed),
        ptr::null_mut(),
        &raw mut entry,
    );
    assert_eq!(registered, STATUS_SUCCESS);
    HANDLE.set(entry.addr() as u64);
    ObfDereferenceObject(object);
}

unsafe fn unregister_target() {
    let entry = ptr::without_provenance_mut(HANDLE.get() as usize);
    assert_eq!(IoUnregisterPlugPlayNotificationEx(entry), STATUS_SUCCESS);
}

/// A machine with a lamp that the driver has open.
fn with_target() -> (Machine, Device) {
    let (machine, _driver) = machine(nothing, unregister_target);
    machine.add_package(LAMP_INF, LAMP).unwrap();
    let lamp = machine.plug("root\\lamp").unwrap();
    let link = lamp.interface(&LAMP_INTERFACE).unwrap();
    machine
        // SAFETY: the driver's device refers to its driver.
        .call("watcher", || unsafe {
            register_target((*DEVICE.get()).DriverObject, &link);
        })
        .unwrap();
    (machine, lamp)
}

#[test]
fn a_driver_that_is_asked_closes_its_handle_and_the_device_goes() {
    let (machine, lamp) = with_target();
    lamp.remove().unwrap();
    assert_eq!(LOG.take(), ["query", "complete"]);
    finish(&machine);
}

#[test]
fn a_driver_that_refuses_keeps_the_device() {
    let (machine, lamp) = with_target();
    ANSWER.set(STATUS_UNSUCCESSFUL);
    let refused = lamp.remove();
    assert!(
        matches!(refused, Err(Error::Status(status)) if status.0 == STATUS_UNSUCCESSFUL),
        "{refused:?}"
    );
    assert_eq!(LOG.take(), ["query", "cancelled"]);
    assert_eq!(lamp.state(), DeviceState::Started);
    ANSWER.set(STATUS_SUCCESS);
    finish(&machine);
}

#[test]
fn a_surprise_removal_is_told_when_it_has_happened() {
    let (machine, lamp) = with_target();
    lamp.surprise_remove().unwrap();
    assert_eq!(LOG.take(), ["complete"]);
    machine.run_until_idle().unwrap();
    assert_eq!(lamp.state(), DeviceState::Removed);
    finish(&machine);
}

#[abi]
unsafe fn reported(context: PVOID) {
    log(format!("reported {}", context.addr()));
}

#[test]
fn an_event_of_a_drivers_own_reaches_who_has_registered() {
    let (machine, _lamp) = with_target();
    let report = |event: GUID| {
        machine
            // SAFETY: the driver's own device and file are open, and the structure is complete.
            .call("lamp", || unsafe {
                let mut object = ptr::null_mut();
                let file = FILE.get();
                let none = ptr::null_mut();
                ObReferenceObjectByHandle(file, 0, none, 0, &raw mut object, ptr::null_mut());
                let pdo = (*object.cast::<FILE_OBJECT>()).DeviceObject;
                ObfDereferenceObject(object);
                let mut change: TARGET_DEVICE_CUSTOM_NOTIFICATION = mem::zeroed();
                change.Version = 1;
                change.Size = size_of::<TARGET_DEVICE_CUSTOM_NOTIFICATION>() as u16;
                change.Event = event;
                IoReportTargetDeviceChangeAsynchronous(
                    pdo,
                    (&raw mut change).cast(),
                    Some(reported),
                    ptr::without_provenance_mut(5),
                )
            })
            .unwrap()
    };
    let of_system = report(GUID_TARGET_DEVICE_REMOVE_COMPLETE);
    assert_eq!(of_system, STATUS_INVALID_DEVICE_REQUEST);
    assert_eq!(report(LID), STATUS_PENDING);
    machine.run_until_idle().unwrap();
    assert_eq!(LOG.take(), ["custom", "reported 5"]);
    finish(&machine);
}

#[abi]
unsafe fn start_io(device: PDEVICE_OBJECT, irp: PIRP) {
    assert_eq!(KeGetCurrentIrql(), 2);
    log("begin");
    (*irp).IoStatus.Information += 1;
    IoStartNextPacket(device, FALSE);
    log("end");
}

#[test]
fn start_io_runs_at_dispatch_level_and_can_be_deferred() {
    let (machine, _driver) = machine(nothing, no_cleanup);
    let start = |deferred: BOOLEAN| {
        machine
            // SAFETY: packets of the driver's own device, freed when StartIo is done with them.
            .call("test", || unsafe {
                let device = DEVICE.get();
                IoSetStartIoAttributes(device, deferred, FALSE);
                let irps = [(); 2].map(|()| IoAllocateIrp(1, FALSE));
                // The second is queued behind the first, which keeps the device busy.
                (*device).DeviceQueue.Busy = 1;
                IoStartPacket(device, irps[0], ptr::null_mut(), None);
                IoStartPacket(device, irps[1], ptr::null_mut(), None);
                let mut irql = KfRaiseIrql(2);
                IoStartNextPacket(device, FALSE);
                KeLowerIrql(irql);
                irql = KeGetCurrentIrql();
                assert_eq!(irql, 0);
                for irp in irps {
                    assert_eq!((*irp).IoStatus.Information, 1);
                    IoFreeIrp(irp);
                }
                // From an idle queue, at the caller's PASSIVE_LEVEL.
                let irp = IoAllocateIrp(1, FALSE);
                IoStartPacket(device, irp, ptr::null_mut(), None);
                assert_eq!((*irp).IoStatus.Information, 1);
                IoFreeIrp(irp);
            })
            .unwrap();
        LOG.take()
    };
    let nested = ["begin", "begin", "end", "end", "begin", "end"];
    assert_eq!(start(FALSE), nested);
    let one_after_the_other = ["begin", "end", "begin", "end", "begin", "end"];
    assert_eq!(start(TRUE), one_after_the_other);
    finish(&machine);
}

#[test]
fn what_a_packet_and_a_thread_are_told_they_keep() {
    let machine = Machine::new();
    machine
        // SAFETY: a packet that was allocated, and is freed at the end.
        .call("test", || unsafe {
            let irp = IoAllocateIrp(1, FALSE);
            let normal = _IO_PRIORITY_HINT::IoPriorityNormal;
            assert_eq!(IoGetIoPriorityHint(irp), normal);
            let low = _IO_PRIORITY_HINT::IoPriorityVeryLow;
            assert_eq!(IoSetIoPriorityHint(irp, low), STATUS_SUCCESS);
            assert_eq!(IoGetIoPriorityHint(irp), low);
            let beyond = _IO_PRIORITY_HINT::MaxIoPriorityTypes;
            assert_eq!(IoSetIoPriorityHint(irp, beyond), STATUS_INVALID_PARAMETER);
            assert_eq!(PoGetSystemWake(irp), FALSE);
            PoSetSystemWake(irp);
            assert_eq!(PoGetSystemWake(irp), TRUE);
            assert!(IoGetTopLevelIrp().is_null());
            IoSetTopLevelIrp(irp);
            assert_eq!(IoGetTopLevelIrp(), irp);
            IoSetTopLevelIrp(ptr::null_mut());
            IoFreeIrp(irp);
        })
        .unwrap();
    finish(&machine);
}

#[test]
fn the_timer_resolution_is_the_finest_that_was_asked_for() {
    let machine = Machine::new();
    machine
        // SAFETY: three variables.
        .call("test", || unsafe {
            let current = || {
                let (mut most, mut least, mut now) = (0, 0, 0);
                ExQueryTimerResolution(&raw mut most, &raw mut least, &raw mut now);
                assert_eq!((most, least), (156_250, 5_000));
                now
            };
            assert_eq!(current(), 156_250);
            assert_eq!(ExSetTimerResolution(10_000, TRUE), 10_000);
            assert_eq!(ExSetTimerResolution(20_000, TRUE), 10_000);
            assert_eq!(current(), 10_000);
            assert_eq!(ExSetTimerResolution(0, FALSE), 156_250);
            assert_eq!(current(), 156_250);
        })
        .unwrap();
}

#[test]
fn addresses_and_protections_are_not_made_up() {
    let machine = Machine::new();
    machine
        // SAFETY: an MDL that was allocated for a local; the addresses are only asked about.
        .call("test", || unsafe {
            let local = 7_u64;
            assert_eq!(MmIsAddressValid((&raw const local).cast_mut().cast()), TRUE);
            assert_eq!(MmIsAddressValid(ptr::null_mut()), FALSE);
            let nowhere = ptr::without_provenance_mut(0x1_2345_0000_0000);
            assert_eq!(MmIsAddressValid(nowhere), FALSE);
            let mdl = IoAllocateMdl(
                (&raw const local).cast_mut().cast(),
                8,
                FALSE,
                FALSE,
                ptr::null_mut(),
            );
            let status = MmProtectMdlSystemAddress(mdl, PAGE_READONLY);
            assert_eq!(status, STATUS_NOT_MAPPED_VIEW);
            IoFreeMdl(mdl);
        })
        .unwrap();
}

#[test]
fn output_that_is_filtered_out_is_not_printed() {
    let machine = Machine::new();
    machine
        // SAFETY: formats without arguments.
        .call("test", || unsafe {
            DbgPrintEx(77, 3, c"one".as_ptr().cast());
            assert_eq!(DbgSetDebugFilterState(77, 3, FALSE), STATUS_SUCCESS);
            assert_eq!(DbgQueryDebugFilterState(77, 3), NTSTATUS::from(FALSE));
            DbgPrintEx(77, 3, c"two".as_ptr().cast());
            DbgPrintEx(77, 2, c"three".as_ptr().cast());
        })
        .unwrap();
    let trace = machine.trace();
    let printed: Vec<_> = trace.names().collect();
    assert_eq!(printed, ["one", "three"]);
}

#[abi]
unsafe fn again(driver: PDRIVER_OBJECT, context: PVOID, count: ULONG) {
    log(format!("again {count}"));
    if count == 1 {
        IoRegisterDriverReinitialization(driver, Some(again), context);
    }
}

#[test]
fn reinitialization_follows_driver_entry_and_is_counted() {
    unsafe fn register(driver: PDRIVER_OBJECT, _device: PDEVICE_OBJECT) {
        IoRegisterDriverReinitialization(driver, Some(again), ptr::null_mut());
        // Lets other threads run.
        let mut time = LARGE_INTEGER { QuadPart: -10_000 };
        KeDelayExecutionThread(0, 0, &raw mut time);
        log("entered");
    }
    let (machine, _driver) = machine(register, no_cleanup);
    machine.run_until_idle().unwrap();
    assert_eq!(LOG.take(), ["entered", "again 1", "again 2"]);
    finish(&machine);
}

#[test]
fn a_programs_request_comes_from_its_own_process_and_mode() {
    let (machine, _driver) = machine(nothing, no_cleanup);
    let file = machine.open(r"\Device\Watcher").unwrap();
    assert_eq!(LOG.take(), ["mode 1 system 0 own true is 4 false"]);
    let (mode, number) = machine
        // SAFETY: asks for a mode and a number.
        .call("system", || unsafe {
            (ExGetPreviousMode(), PsGetCurrentProcessId().addr())
        })
        .unwrap();
    assert_eq!((mode, number), (0, 4));
    drop(file);
    finish(&machine);
}
