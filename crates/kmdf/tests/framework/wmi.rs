//! WMI: providers and instances, what the system is told of them, and the requests that reach the driver.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    clippy::multiple_unsafe_ops_per_block,
    reason = "each callback uses its own device and locals"
)]

use std::{
    cell::{Cell, RefCell},
    ptr,
    time::Duration,
};

use crate::common::*;
use wdk_sim::{
    Device, Error, Hardware, Machine, NtStatus, WmiBlock, WmiProvider, explore::Explorer, fault,
    trace::Category,
};
use wdk_sys::{
    _DEVICE_POWER_STATE::PowerDeviceD2,
    _SYSTEM_POWER_STATE::PowerSystemSleeping3,
    host::current_globals,
    wdf::{
        _WDF_WMI_PROVIDER_CONTROL::{WdfWmiEventControl, WdfWmiInstanceControl},
        _WDF_WMI_PROVIDER_FLAGS::{
            WdfWmiProviderEventOnly, WdfWmiProviderExpensive, WdfWmiProviderTracing,
        },
        *,
    },
    *,
};

const BLOCK: GUID = GUID {
    Data1: 0xB10C_0000,
    Data2: 1,
    Data3: 2,
    Data4: [1, 2, 3, 4, 5, 6, 7, 8],
};
const OTHER: GUID = GUID {
    Data1: 0xB10C_0001,
    ..BLOCK
};
const FIRST: &str = r"ROOT\PROBE\0000_0";
const SECOND: &str = r"ROOT\PROBE\0000_1";

thread_local! {
    static CONTROL: Cell<WDFDEVICE> = const { Cell::new(ptr::null_mut()) };
    static PROVIDER: Cell<WDFWMIPROVIDER> = const { Cell::new(ptr::null_mut()) };
    static INSTANCES: RefCell<Vec<WDFWMIINSTANCE>> = const { RefCell::new(Vec::new()) };
    /// What the query callback returns, and says that it has used.
    static ANSWER: Cell<(NTSTATUS, u32)> = const { Cell::new((STATUS_SUCCESS, 4)) };
    /// How much data an instance has, when that is not told by `ANSWER`.
    static NEEDED: Cell<u32> = const { Cell::new(0) };
    static VALUE: Cell<u32> = const { Cell::new(7) };
}

/// The place of an instance among those that were created.
fn place(instance: WDFWMIINSTANCE) -> usize {
    INSTANCES
        .with_borrow(|all| all.iter().position(|it| *it == instance))
        .unwrap_or(99)
}

#[abi]
unsafe fn evt_query(
    instance: WDFWMIINSTANCE,
    size: ULONG,
    buffer: PVOID,
    used: PULONG,
) -> NTSTATUS {
    note(format!("query {} of {size}", place(instance)));
    let (status, length) = match NEEDED.get() {
        0 => ANSWER.get(),
        needed if needed > size => (STATUS_BUFFER_TOO_SMALL, needed),
        needed => (STATUS_SUCCESS, needed),
    };
    unsafe { *used = length };
    if status >= 0 && length <= size {
        let value = VALUE.get().to_le_bytes();
        let bytes = value.iter().cycle().take(length as usize);
        for (at, byte) in bytes.enumerate() {
            unsafe { buffer.cast::<u8>().add(at).write(*byte) };
        }
    }
    status
}

#[abi]
unsafe fn evt_set(instance: WDFWMIINSTANCE, size: ULONG, buffer: PVOID) -> NTSTATUS {
    note(format!("set {} to {size} bytes", place(instance)));
    if size != 4 {
        return STATUS_BUFFER_TOO_SMALL;
    }
    VALUE.set(unsafe { buffer.cast::<u32>().read_unaligned() });
    STATUS_SUCCESS
}

#[abi]
unsafe fn evt_set_item(
    instance: WDFWMIINSTANCE,
    item: ULONG,
    size: ULONG,
    _buffer: PVOID,
) -> NTSTATUS {
    note(format!("item {item} of {}: {size} bytes", place(instance)));
    STATUS_SUCCESS
}

/// Gives its input back, doubled.
#[abi]
unsafe fn evt_execute(
    _instance: WDFWMIINSTANCE,
    method: ULONG,
    input: ULONG,
    output: ULONG,
    buffer: PVOID,
    used: PULONG,
) -> NTSTATUS {
    note(format!("method {method}: {input} in, {output} out"));
    unsafe { *used = input * 2 };
    if output < input * 2 {
        return STATUS_BUFFER_TOO_SMALL;
    }
    let start = buffer.cast::<u8>();
    unsafe { ptr::copy(start, start.add(input as usize), input as usize) };
    STATUS_SUCCESS
}

#[abi]
unsafe fn evt_control(
    provider: WDFWMIPROVIDER,
    control: WDF_WMI_PROVIDER_CONTROL,
    enable: BOOLEAN,
) -> NTSTATUS {
    let enabled = unsafe { WdfWmiProviderIsEnabled(provider, control) };
    note(format!("control {control}: {enable}, enabled {enabled}"));
    STATUS_SUCCESS
}

fn provider(device: WDFDEVICE, config: &mut WDF_WMI_PROVIDER_CONFIG) -> Result<(), NTSTATUS> {
    let mut handle = ptr::null_mut();
    let status = unsafe { WdfWmiProviderCreate(device, config, ptr::null_mut(), &raw mut handle) };
    PROVIDER.set(handle);
    if status == STATUS_SUCCESS {
        Ok(())
    } else {
        Err(status)
    }
}

/// An instance of the newest provider.
fn instance(change: impl FnOnce(&mut WDF_WMI_INSTANCE_CONFIG)) -> Result<WDFWMIINSTANCE, NTSTATUS> {
    let mut config = WDF_WMI_INSTANCE_CONFIG::init_provider(PROVIDER.get());
    config.EvtWmiInstanceQueryInstance = Some(evt_query);
    config.Register = TRUE;
    change(&mut config);
    create(&mut config, ptr::null_mut())
}

fn create(
    config: &mut WDF_WMI_INSTANCE_CONFIG,
    attributes: PWDF_OBJECT_ATTRIBUTES,
) -> Result<WDFWMIINSTANCE, NTSTATUS> {
    let mut handle = ptr::null_mut();
    let status = unsafe { WdfWmiInstanceCreate(device(), config, attributes, &raw mut handle) };
    if status != STATUS_SUCCESS {
        return Err(status);
    }
    INSTANCES.with_borrow_mut(|all| all.push(handle));
    Ok(handle)
}

fn all_callbacks(config: &mut WDF_WMI_INSTANCE_CONFIG) {
    config.EvtWmiInstanceSetInstance = Some(evt_set);
    config.EvtWmiInstanceSetItem = Some(evt_set_item);
    config.EvtWmiInstanceExecuteMethod = Some(evt_execute);
}

fn started(on_add: fn(WDFDEVICE)) -> (Machine, Device) {
    INSTANCES.take();
    ANSWER.set((STATUS_SUCCESS, 4));
    VALUE.set(7);
    plan(Plan {
        on_add,
        ..Plan::GOOD
    });
    let machine = machine();
    let device = machine.plug("root\\probe").unwrap();
    notes();
    (machine, device)
}

/// One block with two instances and all callbacks.
fn two_instances(device: WDFDEVICE) {
    provider(device, &mut WDF_WMI_PROVIDER_CONFIG::init(&BLOCK)).unwrap();
    instance(all_callbacks).unwrap();
    instance(|_| {}).unwrap();
}

fn clean(machine: &Machine, device: &Device) {
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

fn block(machine: &Machine) -> WmiBlock {
    machine.wmi_block(&BLOCK).unwrap()
}

fn registered(machine: &Machine) -> WmiProvider {
    let mut providers = machine.wmi_providers().unwrap();
    assert_eq!(providers.len(), 1);
    providers.remove(0)
}

/// The names of the first block's instances.
fn instances(machine: &Machine) -> Vec<String> {
    registered(machine).blocks[0].instances.clone().unwrap()
}

#[test]
fn a_started_device_is_registered_until_its_removal() {
    let (machine, device) = started(|_| {});
    assert!(registered(&machine).blocks.is_empty());
    assert!(registered(&machine).registry_path.ends_with(r"\probe"));
    device.remove().unwrap();
    assert!(machine.wmi_providers().unwrap().is_empty());
    assert!(machine.finish().unwrap().is_clean());
}

#[test]
fn a_device_that_is_pulled_out_is_deregistered_although_a_file_is_open() {
    let (machine, device) = started(two_instances);
    assert_eq!(instances(&machine), [FIRST, SECOND]);
    device.surprise_remove().unwrap();
    machine.run_until_idle().unwrap();
    assert!(machine.wmi_providers().unwrap().is_empty());
    assert!(machine.finish().unwrap().is_clean());
}

#[test]
fn the_names_of_instances_are_the_devices_with_a_number() {
    let (machine, device) = started(two_instances);
    let provider = registered(&machine);
    assert_eq!(provider.blocks[0].flags, WMIREG_FLAG_INSTANCE_PDO);
    assert_eq!(instances(&machine), [FIRST, SECOND]);
    assert_eq!(provider.mof_resource, "");
    clean(&machine, &device);
}

#[test]
fn a_mof_resource_is_told_and_cannot_be_changed() {
    let (machine, device) = started(|device| {
        let units: Vec<u16> = "ProbeMof".encode_utf16().collect();
        let mut name = UNICODE_STRING {
            Length: 16,
            MaximumLength: 16,
            Buffer: units.as_ptr().cast_mut(),
        };
        let assign = |name| unsafe { WdfDeviceAssignMofResourceName(device, name) };
        assert_eq!(assign(&raw mut name), STATUS_SUCCESS);
        assert_eq!(assign(&raw mut name), STATUS_INVALID_DEVICE_REQUEST);
    });
    assert_eq!(registered(&machine).mof_resource, "ProbeMof");
    clean(&machine, &device);
}

#[test]
fn a_query_for_one_or_all_instances_calls_the_driver() {
    let (machine, device) = started(two_instances);
    let block = block(&machine);
    assert_eq!(block.query(SECOND).unwrap(), [7, 0, 0, 0]);
    assert_eq!(notes().len(), 1);
    let all = block.query_all().unwrap();
    let names: Vec<&str> = all.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, [FIRST, SECOND]);
    assert_eq!(all[1].data, [7, 0, 0, 0]);
    drop(block);
    clean(&machine, &device);
}

#[test]
fn data_that_does_not_fit_is_asked_for_again_with_a_buffer_that_is_large_enough() {
    let (machine, device) = started(two_instances);
    let block = block(&machine);
    ANSWER.set((STATUS_BUFFER_TOO_SMALL, 5000));
    assert_eq!(
        status(block.query(FIRST)),
        STATUS_UNSUCCESSFUL,
        "it never fits"
    );
    notes();
    NEEDED.set(3000);
    let all = block.query_all().unwrap();
    assert_eq!(all.iter().map(|it| it.data.len()).sum::<usize>(), 6000);
    NEEDED.set(5000);
    assert_eq!(block.query(SECOND).unwrap().len(), 5000);
    NEEDED.set(0);
    drop(block);
    clean(&machine, &device);
}

#[test]
fn setting_and_calling_reach_the_callbacks_that_there_are() {
    let (machine, device) = started(two_instances);
    let block = block(&machine);
    block.set(FIRST, &[1, 2, 3, 4]).unwrap();
    assert_eq!(VALUE.get(), 0x0403_0201);
    block.set_item(FIRST, 3, &[9, 9]).unwrap();
    assert_eq!(notes(), ["set 0 to 4 bytes", "item 3 of 0: 2 bytes"]);
    assert_eq!(block.execute(FIRST, 5, b"ab").unwrap(), b"abab");
    let notes = notes();
    assert!(
        notes[0].starts_with("query 0"),
        "WMI queries first: {notes:?}"
    );
    assert_eq!(
        notes[1..],
        ["method 5: 2 in, 2 out", "method 5: 2 in, 4 out"]
    );
    // Without callbacks.
    assert_eq!(status(block.set(SECOND, &[0; 4])), STATUS_WMI_READ_ONLY);
    assert_eq!(
        status(block.set_item(SECOND, 1, &[0])),
        STATUS_WMI_READ_ONLY
    );
    let call = block.execute(SECOND, 1, &[]);
    assert_eq!(status(call), STATUS_INVALID_DEVICE_REQUEST);
    // The driver's word that the data is too short.
    assert_eq!(status(block.set(FIRST, &[0])), STATUS_WMI_SET_FAILURE);
    drop(block);
    clean(&machine, &device);
}

#[test]
fn an_instance_with_a_method_alone_can_be_queried_and_has_no_data() {
    let (machine, device) = started(|device| {
        provider(device, &mut WDF_WMI_PROVIDER_CONFIG::init(&BLOCK)).unwrap();
        instance(|config| {
            config.EvtWmiInstanceQueryInstance = None;
            config.EvtWmiInstanceExecuteMethod = Some(evt_execute);
        })
        .unwrap();
    });
    let block = block(&machine);
    assert!(block.query(FIRST).unwrap().is_empty());
    assert_eq!(block.execute(FIRST, 1, b"x").unwrap(), b"xx");
    drop(block);
    clean(&machine, &device);
}

#[test]
fn a_smallest_size_is_compared_before_the_driver_is_called() {
    let (machine, device) = started(|device| {
        let mut config = WDF_WMI_PROVIDER_CONFIG::init(&BLOCK);
        config.MinInstanceBufferSize = 5000;
        provider(device, &mut config).unwrap();
        instance(all_callbacks).unwrap();
    });
    ANSWER.set((STATUS_SUCCESS, 5000));
    let block = block(&machine);
    assert_eq!(block.query(FIRST).unwrap().len(), 5000);
    assert_eq!(block.query_all().unwrap()[0].data.len(), 5000);
    assert_eq!(
        notes().len(),
        2,
        "the driver never sees a buffer that is too small"
    );
    assert_eq!(status(block.set(FIRST, &[0; 4])), STATUS_WMI_SET_FAILURE);
    assert!(notes().is_empty());
    drop(block);
    clean(&machine, &device);
}

struct TypeInfo(WDF_OBJECT_CONTEXT_TYPE_INFO);
unsafe impl Sync for TypeInfo {}

static CONTEXT: TypeInfo = TypeInfo(WDF_OBJECT_CONTEXT_TYPE_INFO {
    Size: size_of::<WDF_OBJECT_CONTEXT_TYPE_INFO>() as u32,
    ContextName: c"Data".as_ptr(),
    ContextSize: 6,
    UniqueType: ptr::null(),
    EvtDriverGetUniqueContextType: None,
});

/// An instance whose context is its data.
fn with_context(
    change: impl FnOnce(&mut WDF_WMI_INSTANCE_CONFIG),
) -> Result<WDFWMIINSTANCE, NTSTATUS> {
    let mut config = WDF_WMI_INSTANCE_CONFIG::init_provider(PROVIDER.get());
    config.UseContextForQuery = TRUE;
    config.Register = TRUE;
    change(&mut config);
    let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
    attributes.ContextTypeInfo = &raw const CONTEXT.0;
    create(&mut config, &raw mut attributes)
}

#[test]
fn a_context_is_the_data_of_an_instance_that_is_only_read() {
    let (machine, device) = started(|device| {
        provider(device, &mut WDF_WMI_PROVIDER_CONFIG::init(&BLOCK)).unwrap();
        let refused = with_context(|config| config.EvtWmiInstanceSetItem = Some(evt_set_item));
        assert_eq!(
            refused,
            Err(STATUS_INVALID_PARAMETER),
            "it would be written"
        );
        let refused = instance(|config| config.UseContextForQuery = TRUE);
        assert_eq!(refused, Err(STATUS_INVALID_PARAMETER), "no context");
        let it = with_context(|_| {}).unwrap();
        let context = unsafe { WdfObjectGetTypedContextWorker(it.cast(), &raw const CONTEXT.0) };
        unsafe { context.cast::<[u8; 6]>().write(*b"static") };
    });
    let block = block(&machine);
    assert_eq!(block.query(FIRST).unwrap(), b"static");
    assert_eq!(block.query_all().unwrap()[0].data, b"static");
    assert!(notes().is_empty(), "no callback");
    drop(block);
    clean(&machine, &device);
}

#[test]
fn a_context_smaller_than_the_smallest_data_is_refused() {
    let (machine, device) = started(|device| {
        let mut config = WDF_WMI_PROVIDER_CONFIG::init(&BLOCK);
        config.MinInstanceBufferSize = 7;
        provider(device, &mut config).unwrap();
        assert_eq!(with_context(|_| {}), Err(STATUS_BUFFER_TOO_SMALL));
    });
    clean(&machine, &device);
}

#[test]
fn what_a_provider_may_not_be_is_refused() {
    let (machine, device) = started(|device| {
        let try_with = |change: fn(&mut WDF_WMI_PROVIDER_CONFIG)| {
            let mut config = WDF_WMI_PROVIDER_CONFIG::init(&OTHER);
            change(&mut config);
            provider(device, &mut config).unwrap_err()
        };
        let wrong = STATUS_INVALID_PARAMETER;
        assert_eq!(try_with(|it| it.Size -= 1), STATUS_INFO_LENGTH_MISMATCH);
        assert_eq!(try_with(|it| it.Flags = 8), wrong);
        assert_eq!(try_with(|it| it.Flags = 6), wrong, "tracing alone");
        assert_eq!(
            try_with(|it| it.EvtWmiProviderFunctionControl = Some(evt_control)),
            wrong,
            "only expensive and trace blocks are controlled"
        );
        assert_eq!(
            try_with(|it| it.Guid = GUID {
                Data1: 0,
                Data2: 0,
                Data3: 0,
                Data4: [0; 8]
            }),
            wrong
        );
        provider(device, &mut WDF_WMI_PROVIDER_CONFIG::init(&OTHER)).unwrap();
        let twice = provider(device, &mut WDF_WMI_PROVIDER_CONFIG::init(&OTHER));
        assert_eq!(twice, Err(STATUS_OBJECT_NAME_EXISTS));
    });
    clean(&machine, &device);
}

#[test]
fn what_an_instance_may_not_be_is_refused() {
    let (machine, device) = started(|device| {
        let mut config = WDF_WMI_PROVIDER_CONFIG::init(&BLOCK);
        config.Flags = WdfWmiProviderEventOnly.cast_unsigned();
        provider(device, &mut config).unwrap();
        assert_eq!(
            instance(|_| {}),
            Err(STATUS_INVALID_PARAMETER),
            "events have no data"
        );
        let neither = instance(|config| config.Provider = ptr::null_mut());
        assert_eq!(neither, Err(STATUS_INVALID_PARAMETER));
        let mut other = WDF_WMI_PROVIDER_CONFIG::init(&OTHER);
        let both = instance(|config| config.ProviderConfig = &raw mut other);
        assert_eq!(both, Err(STATUS_INVALID_PARAMETER));
        let short = instance(|config| config.Size = 8);
        assert_eq!(short, Err(STATUS_INFO_LENGTH_MISMATCH));
        // With its provider, whose handle it gives.
        let mut config = WDF_WMI_INSTANCE_CONFIG::init_provider_config(&raw mut other);
        let it = create(&mut config, ptr::null_mut()).unwrap();
        let of = unsafe { WdfWmiInstanceGetProvider(it) };
        assert_eq!(unsafe { WdfWmiProviderGetDevice(of) }, device);
        assert_eq!(unsafe { WdfWmiInstanceGetDevice(it) }, device);
        // A provider that was made for an instance that fails goes with it.
        let mut third = WDF_WMI_PROVIDER_CONFIG::init(&GUID { Data1: 3, ..BLOCK });
        third.Flags = WdfWmiProviderEventOnly.cast_unsigned();
        for _ in 0..2 {
            let mut config = WDF_WMI_INSTANCE_CONFIG::init_provider_config(&raw mut third);
            config.EvtWmiInstanceQueryInstance = Some(evt_query);
            let failed = create(&mut config, ptr::null_mut());
            assert_eq!(failed, Err(STATUS_INVALID_PARAMETER));
        }
    });
    assert_eq!(registered(&machine).blocks.len(), 2);
    clean(&machine, &device);
}

#[test]
fn the_driver_is_told_what_is_enabled_of_an_expensive_block() {
    let (machine, device) = started(|device| {
        let mut config = WDF_WMI_PROVIDER_CONFIG::init(&BLOCK);
        config.Flags = WdfWmiProviderExpensive.cast_unsigned();
        config.EvtWmiProviderFunctionControl = Some(evt_control);
        provider(device, &mut config).unwrap();
        instance(|_| {}).unwrap();
    });
    let enabled = |control| {
        as_driver(&machine, || unsafe {
            WdfWmiProviderIsEnabled(PROVIDER.get(), control)
        })
    };
    let events = machine.wmi_events(&BLOCK).unwrap();
    let block = block(&machine);
    assert_eq!(
        notes(),
        ["control 1: 1, enabled 1", "control 2: 1, enabled 1"],
        "events, then instances"
    );
    assert_eq!(
        (enabled(WdfWmiEventControl), enabled(WdfWmiInstanceControl)),
        (1, 1)
    );
    drop((events, block));
    assert_eq!(
        notes(),
        ["control 1: 0, enabled 0", "control 2: 0, enabled 0"]
    );
    assert_eq!(
        (enabled(WdfWmiEventControl), enabled(WdfWmiInstanceControl)),
        (0, 0)
    );
    clean(&machine, &device);
}

#[test]
fn a_trace_block_gets_the_sessions_handle_and_has_no_instances() {
    let (machine, device) = started(|device| {
        let mut config = WDF_WMI_PROVIDER_CONFIG::init(&BLOCK);
        config.Flags = WdfWmiProviderTracing.cast_unsigned();
        config.EvtWmiProviderFunctionControl = Some(evt_control);
        provider(device, &mut config).unwrap();
        let refused = instance(|_| {});
        assert_eq!(refused, Err(STATUS_INVALID_DEVICE_REQUEST));
    });
    let flags = registered(&machine).blocks[0].flags;
    assert_eq!(
        flags,
        WMIREG_FLAG_TRACED_GUID | WMIREG_FLAG_TRACE_CONTROL_GUID
    );
    let handle = || {
        as_driver(&machine, || unsafe {
            WdfWmiProviderGetTracingHandle(PROVIDER.get())
        })
    };
    machine.wmi_trace(&BLOCK, Some(0x1234_5678_9ABC)).unwrap();
    assert_eq!(handle(), 0x1234_5678_9ABC);
    machine.wmi_trace(&BLOCK, None).unwrap();
    assert_eq!(handle(), 0);
    assert_eq!(
        notes(),
        ["control 1: 1, enabled 1", "control 1: 0, enabled 0"]
    );
    clean(&machine, &device);
}

fn newest() -> WDFWMIINSTANCE {
    INSTANCES.with_borrow(|all| *all.last().unwrap())
}

#[test]
fn an_event_is_its_instances_and_goes_to_who_listens() {
    let (machine, device) = started(two_instances);
    let events = machine.wmi_events(&BLOCK).unwrap();
    let fired = as_driver(&machine, || {
        let mut data = *b"hot";
        let data = data.as_mut_ptr().cast();
        unsafe { WdfWmiInstanceFireEvent(newest(), 3, data) }
    });
    assert_eq!(fired, STATUS_SUCCESS);
    let got = events.take().unwrap();
    assert_eq!(got.len(), 1);
    assert_eq!(got[0].data, b"hot");
    assert_eq!(got[0].instance.as_deref(), Some(SECOND));
    let empty = as_driver(&machine, || unsafe {
        WdfWmiInstanceFireEvent(newest(), 9, ptr::null_mut())
    });
    assert_eq!(empty, STATUS_SUCCESS);
    assert!(
        events.take().unwrap()[0].data.is_empty(),
        "no data, whatever its size"
    );
    drop(events);
    clean(&machine, &device);
}

#[test]
fn instances_come_and_go_while_the_device_works() {
    let (machine, device) = started(two_instances);
    assert_eq!(instances(&machine).len(), 2);
    let second = newest();
    as_driver(&machine, || unsafe {
        assert_eq!(
            WdfWmiInstanceRegister(second),
            STATUS_INVALID_DEVICE_REQUEST,
            "it is"
        );
        WdfWmiInstanceDeregister(second);
        WdfWmiInstanceDeregister(second);
    });
    assert_eq!(instances(&machine), [FIRST]);
    as_driver(&machine, || unsafe {
        assert_eq!(WdfWmiInstanceRegister(second), STATUS_SUCCESS);
    });
    assert_eq!(instances(&machine), [FIRST, SECOND]);
    // Deleted, they go, too; and a block without instances is taken away.
    as_driver(&machine, || {
        for instance in INSTANCES.take() {
            unsafe { WdfObjectDelete(instance.cast()) };
        }
    });
    assert!(registered(&machine).blocks.is_empty());
    as_driver(&machine, || instance(|_| {}).unwrap());
    assert_eq!(instances(&machine), [FIRST]);
    clean(&machine, &device);
}

/// Deletes the newest instance at `DISPATCH_LEVEL`.
fn delete_newest() {
    let newest = INSTANCES.with_borrow_mut(|all| all.pop().unwrap());
    unsafe {
        let irql = KfRaiseIrql(DISPATCH_LEVEL as u8);
        WdfObjectDelete(newest.cast());
        KeLowerIrql(irql);
    }
}

#[test]
fn a_change_above_passive_level_is_told_by_a_thread_of_the_system() {
    let (machine, device) = started(two_instances);
    as_driver(&machine, delete_newest);
    machine.run_until_idle().unwrap();
    assert_eq!(instances(&machine), [FIRST]);
    clean(&machine, &device);
}

#[test]
fn changes_right_before_the_removal_are_over_before_the_device_is() {
    let (machine, device) = started(two_instances);
    as_driver(&machine, || {
        delete_newest();
        delete_newest();
    });
    clean(&machine, &device);
}

#[test]
fn nothing_is_registered_after_the_last_callback_of_the_device() {
    INSTANCES.take();
    plan(Plan {
        on_add: two_instances,
        on_cleanup: || {
            let second = newest();
            unsafe { WdfWmiInstanceDeregister(second) };
            assert_eq!(unsafe { WdfWmiInstanceRegister(second) }, STATUS_SUCCESS);
            let late = provider(device(), &mut WDF_WMI_PROVIDER_CONFIG::init(&OTHER));
            assert_eq!(late, Err(STATUS_INVALID_DEVICE_STATE));
        },
        ..Plan::GOOD
    });
    let machine = machine();
    let device = machine.plug("root\\probe").unwrap();
    clean(&machine, &device);
}

#[test]
fn what_a_query_callback_says_wrong_is_reported() {
    for (answer, what) in [
        ((STATUS_SUCCESS, 0x10_0000), "has used"),
        ((STATUS_PENDING, 0), "STATUS_PENDING"),
    ] {
        let (machine, _device) = started(two_instances);
        ANSWER.set(answer);
        let check = bug_check(block(&machine).query(FIRST));
        assert!(check.message.contains(what), "{}", check.message);
    }
}

#[test]
fn a_control_device_has_blocks_of_its_own_once_it_is_finished() {
    const SDDL: &str = "D:P";
    INSTANCES.take();
    plan(Plan {
        on_entry: || {
            let units: Vec<u16> = SDDL.encode_utf16().collect();
            let sddl = UNICODE_STRING {
                Length: 6,
                MaximumLength: 6,
                Buffer: units.as_ptr().cast_mut(),
            };
            let driver = unsafe { (*current_globals().cast::<WDF_DRIVER_GLOBALS>()).Driver };
            let mut init = unsafe { WdfControlDeviceInitAllocate(driver, &raw const sddl) };
            let mut name: Vec<u16> = r"\Device\ProbeControl".encode_utf16().collect();
            let name = UNICODE_STRING {
                Length: size_of_val(&name[..]) as u16,
                MaximumLength: size_of_val(&name[..]) as u16,
                Buffer: name.as_mut_ptr(),
            };
            let named = unsafe { WdfDeviceInitAssignName(init, &raw const name) };
            assert_eq!(named, STATUS_SUCCESS);
            let mut device = ptr::null_mut();
            let created =
                unsafe { WdfDeviceCreate(&raw mut init, ptr::null_mut(), &raw mut device) };
            assert_eq!(created, STATUS_SUCCESS);
            let mut config = WDF_WMI_PROVIDER_CONFIG::init(&BLOCK);
            config.Flags = WdfWmiProviderTracing.cast_unsigned();
            provider(device, &mut config).unwrap();
            unsafe { WdfControlFinishInitializing(device) };
            CONTROL.set(device);
        },
        on_cleanup: || unsafe { WdfObjectDelete(CONTROL.get().cast()) },
        ..Plan::GOOD
    });
    let machine = machine();
    let device = machine.plug("root\\probe").unwrap();
    let providers = machine.wmi_providers().unwrap();
    let blocks: Vec<usize> = providers.iter().map(|it| it.blocks.len()).collect();
    assert_eq!(
        blocks,
        [1, 0],
        "the control device's, and that of the function device"
    );
    device.remove().unwrap();
    assert!(machine.finish().unwrap().is_clean());
}

/// A device that idles, and that the user may keep from it.
fn idling(device: WDFDEVICE) {
    let caps = _WDF_POWER_POLICY_S0_IDLE_CAPABILITIES::IdleCannotWakeFromS0;
    let mut idle = WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS::init(caps);
    idle.IdleTimeout = 100;
    idle.IdleTimeoutType = _WDF_POWER_POLICY_IDLE_TIMEOUT_TYPE::DriverManagedIdleTimeout;
    let assigned = unsafe { WdfDeviceAssignS0IdleSettings(device, &raw mut idle) };
    assert_eq!(assigned, STATUS_SUCCESS);
}

#[test]
fn the_user_keeps_a_device_from_idling_by_its_power_block() {
    let (machine, device) = started(idling);
    machine.run_for(Duration::from_millis(250)).unwrap();
    assert_eq!(notes(), ["D0Exit to 4"]);
    let enable = machine.wmi_block(&GUID_POWER_DEVICE_ENABLE).unwrap();
    assert_eq!(enable.query(FIRST).unwrap(), [1]);
    enable.set(FIRST, &[0]).unwrap();
    machine.run_for(Duration::from_secs(5)).unwrap();
    assert_eq!(notes(), ["D0Entry from 4"], "it stays");
    assert_eq!(enable.query(FIRST).unwrap(), [0]);
    assert_eq!(
        status(enable.set_item(FIRST, 1, &[1])),
        STATUS_INVALID_DEVICE_REQUEST
    );
    enable.set_item(FIRST, 0, &[1]).unwrap();
    machine.run_for(Duration::from_millis(250)).unwrap();
    assert_eq!(notes(), ["D0Exit to 4"]);
    assert_eq!(status(enable.set(FIRST, &[])), STATUS_WMI_SET_FAILURE);
    drop(enable);
    clean(&machine, &device);
}

#[test]
fn the_users_choice_of_wake_has_a_block_as_long_as_the_driver_allows_it() {
    INSTANCES.take();
    fn wakes(allowed: bool) -> NTSTATUS {
        let mut wake = WDF_DEVICE_POWER_POLICY_WAKE_SETTINGS::init();
        wake.UserControlOfWakeSettings = match allowed {
            true => _WDF_POWER_POLICY_SX_WAKE_USER_CONTROL::WakeAllowUserControl,
            false => _WDF_POWER_POLICY_SX_WAKE_USER_CONTROL::WakeDoNotAllowUserControl,
        };
        unsafe { WdfDeviceAssignSxWakeSettings(device(), &raw mut wake) }
    }
    plan(Plan {
        on_add: |_| assert_eq!(wakes(true), STATUS_SUCCESS),
        ..Plan::GOOD
    });
    let machine = machine();
    let hardware = Hardware::new("root\\probe").wakes(PowerDeviceD2, PowerSystemSleeping3);
    let device = machine.plug(hardware).unwrap();
    let wake = machine.wmi_block(&GUID_POWER_DEVICE_WAKE_ENABLE).unwrap();
    assert_eq!(wake.query(FIRST).unwrap(), [1]);
    wake.set(FIRST, &[0]).unwrap();
    assert_eq!(wake.query(FIRST).unwrap(), [0]);
    as_driver(&machine, || assert_eq!(wakes(false), STATUS_SUCCESS));
    assert_eq!(status(wake.query(FIRST)), STATUS_WMI_GUID_NOT_FOUND);
    as_driver(&machine, || assert_eq!(wakes(true), STATUS_SUCCESS));
    assert_eq!(wake.query(FIRST).unwrap().len(), 1);
    drop(wake);
    clean(&machine, &device);
}

#[test]
fn a_power_block_is_the_drivers_or_the_frameworks() {
    let (machine, device) = started(|device| {
        let mut config = WDF_WMI_PROVIDER_CONFIG::init(&GUID_POWER_DEVICE_ENABLE);
        provider(device, &mut config).unwrap();
        instance(|_| {}).unwrap();
        let caps = _WDF_POWER_POLICY_S0_IDLE_CAPABILITIES::IdleCannotWakeFromS0;
        let mut idle = WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS::init(caps);
        idle.IdleTimeoutType = _WDF_POWER_POLICY_IDLE_TIMEOUT_TYPE::DriverManagedIdleTimeout;
        let refused = unsafe { WdfDeviceAssignS0IdleSettings(device, &raw mut idle) };
        assert_eq!(refused, STATUS_WMI_GUID_DISCONNECTED);
    });
    clean(&machine, &device);
    let (machine, device) = started(|device| {
        idling(device);
        let mut config = WDF_WMI_PROVIDER_CONFIG::init(&GUID_POWER_DEVICE_ENABLE);
        let refused = provider(device, &mut config);
        assert_eq!(refused, Err(STATUS_WMI_GUID_DISCONNECTED));
    });
    clean(&machine, &device);
}

/// A driver whose device has what there is of WMI, as far as memory lets it.
fn careful(device: WDFDEVICE) -> Result<(), NTSTATUS> {
    let mut config = WDF_WMI_PROVIDER_CONFIG::init(&BLOCK);
    config.Flags = WdfWmiProviderExpensive.cast_unsigned();
    config.EvtWmiProviderFunctionControl = Some(evt_control);
    provider(device, &mut config)?;
    instance(all_callbacks)?;
    with_context(|_| {}).map(drop)?;
    let mut other = WDF_WMI_PROVIDER_CONFIG::init(&OTHER);
    let mut config = WDF_WMI_INSTANCE_CONFIG::init_provider_config(&raw mut other);
    config.Register = TRUE;
    create(&mut config, ptr::null_mut()).map(drop)
}

/// What a program and the driver do to it, as far as they can.
fn live(machine: &Machine) -> Result<(), Error> {
    INSTANCES.take();
    ANSWER.set((STATUS_SUCCESS, 4));
    NEEDED.set(0);
    plan(Plan {
        on_add: |device| {
            let _ = careful(device);
            let caps = _WDF_POWER_POLICY_S0_IDLE_CAPABILITIES::IdleCannotWakeFromS0;
            let mut idle = WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS::init(caps);
            idle.IdleTimeoutType = _WDF_POWER_POLICY_IDLE_TIMEOUT_TYPE::DriverManagedIdleTimeout;
            let _ = unsafe { WdfDeviceAssignS0IdleSettings(device, &raw mut idle) };
        },
        ..Plan::GOOD
    });
    machine.add_package(INF, PROBE)?;
    let device = machine.plug("root\\probe")?;
    let events = machine.wmi_events(&BLOCK);
    if let Ok(block) = machine.wmi_block(&BLOCK) {
        let _ = block.query_all();
        let _ = block.set(FIRST, &[1, 2, 3, 4]);
        let _ = block.execute(FIRST, 1, b"abcd");
    }
    if let Ok(block) = machine.wmi_block(&GUID_POWER_DEVICE_ENABLE) {
        let _ = block.set(FIRST, &[0]);
    }
    as_driver(machine, || {
        for instance in INSTANCES.take() {
            let _ = unsafe { WdfWmiInstanceFireEvent(instance, 0, ptr::null_mut()) };
            let irql = unsafe { KfRaiseIrql(DISPATCH_LEVEL as u8) };
            unsafe { WdfObjectDelete(instance.cast()) };
            unsafe { KeLowerIrql(irql) };
        }
    });
    drop(events);
    notes();
    device.remove()
}

/// A run that the machine survives, and that leaves nothing.
fn survives(machine: &Machine) -> Result<(), Error> {
    let run = live(machine);
    notes();
    if let Err(error @ (Error::BugCheck(_) | Error::Stuck(_))) = run {
        return Err(error);
    }
    let report = machine.finish()?;
    assert!(report.is_clean(), "{report}\nafter {run:?}");
    Ok(())
}

fn found(outcome: &wdk_sim::explore::Outcome) -> Vec<String> {
    let findings = outcome.findings.iter();
    findings
        .map(|it| format!("{:?}: {}", it.faults, it.what))
        .collect()
}

#[test]
fn what_cannot_be_made_is_refused_and_leaves_nothing() {
    let mut failed = 0;
    let outcome = Explorer::new(Machine::builder()).find_all().sweep(
        &[fault::Kind::IoObject, fault::Kind::Pool],
        |machine| {
            let survived = survives(machine);
            failed += machine.trace().of(Category::Fault).count();
            survived
        },
    );
    assert!(outcome.complete);
    assert!(failed > 30, "{failed} calls can fail");
    assert!(found(&outcome).is_empty(), "{:#?}", found(&outcome));
}

#[test]
fn changes_requests_and_the_removal_may_come_in_any_order() {
    let outcome = Explorer::new(Machine::builder().processors(2)).random(0..200, survives);
    assert!(found(&outcome).is_empty(), "{:#?}", found(&outcome));
}
