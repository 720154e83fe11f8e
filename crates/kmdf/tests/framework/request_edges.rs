//! Queues, requests and memory at the edges of what a driver may do with them.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own request, its device and locals"
)]

use std::{mem, ptr};

use crate::layers::*;
use wdk_sim::{Device, File, Machine, verifier::OnViolation};
use wdk_sys::{wdf::*, *};

fn collecting() -> Machine {
    Machine::builder()
        .on_violation(OnViolation::Collect)
        .build()
}

fn plugged(machine: &Machine, on_add: fn(WDFDEVICE)) -> (Device, File) {
    alone(
        machine,
        Layer {
            configure: |_| {},
            on_add,
        },
    )
}

fn end(machine: &Machine, file: File, broken: &[&str]) {
    file.close().unwrap();
    machine.finish().unwrap();
    let rules: Vec<_> = machine.violations().iter().map(|it| it.rule).collect();
    assert_eq!(rules, broken);
}

fn queue_config(dispatch: WDF_IO_QUEUE_DISPATCH_TYPE) -> WDF_IO_QUEUE_CONFIG {
    sized(|config: &mut WDF_IO_QUEUE_CONFIG, size| {
        config.Size = size;
        config.DispatchType = dispatch;
        config.PowerManaged = _WDF_TRI_STATE::WdfUseDefault;
    })
}

const MANUAL: WDF_IO_QUEUE_DISPATCH_TYPE = _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchManual;

fn create(device: WDFDEVICE, config: &mut WDF_IO_QUEUE_CONFIG, queue: *mut WDFQUEUE) -> NTSTATUS {
    unsafe { WdfIoQueueCreate(device, config, ptr::null_mut(), queue) }
}

/// [`WdfIoQueueCreate`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfio/nf-wdfio-wdfioqueuecreate): the handle is
/// optional for the default queue only.
#[test]
fn a_queue_whose_handle_nobody_gets_is_refused() {
    let machine = collecting();
    let (_device, file) = plugged(&machine, |device| {
        let made = create(device, &mut queue_config(MANUAL), ptr::null_mut());
        assert_eq!(made, STATUS_INVALID_PARAMETER_4);
    });
    end(&machine, file, &[]);
}

#[test]
fn a_started_device_gets_no_default_queue() {
    let machine = collecting();
    let (_device, file) = plugged(&machine, |_| {});
    as_driver(&machine, FUNCTION, || {
        let mut config = queue_config(MANUAL);
        config.DefaultQueue = TRUE;
        let made = create(device(FUNCTION), &mut config, ptr::null_mut());
        assert_eq!(made, STATUS_INVALID_DEVICE_STATE);
    });
    end(&machine, file, &[]);
}

fn find(queue: WDFQUEUE, tag: WDFREQUEST, size: usize) -> NTSTATUS {
    let mut parameters = sized(|parameters: &mut WDF_REQUEST_PARAMETERS, _| {
        parameters.Size = size as u16;
    });
    let mut found = ptr::null_mut();
    let status = unsafe {
        WdfIoQueueFindRequest(
            queue,
            tag,
            ptr::null_mut(),
            &raw mut parameters,
            &raw mut found,
        )
    };
    if status >= 0 {
        keep(found);
    }
    status
}

const PARAMETERS: usize = size_of::<WDF_REQUEST_PARAMETERS>();

#[abi]
unsafe fn evt_read_finds(queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    let found = find(queue, ptr::null_mut(), PARAMETERS);
    assert_eq!(found, STATUS_INVALID_DEVICE_REQUEST);
    complete(request, STATUS_SUCCESS, 0);
}

#[test]
fn requests_are_found_in_manual_queues_only() {
    let machine = collecting();
    let (_device, file) = plugged(&machine, |device| {
        default_queue(device, |config| config.EvtIoRead = Some(evt_read_finds));
    });
    let _ = file.read(&mut [0; 1]);
    end(&machine, file, &["FindRequestMisused"]);
}

#[test]
fn a_request_is_found_with_room_for_its_parameters_and_after_a_found_one() {
    let machine = collecting();
    let (_device, file) = plugged(&machine, |device| {
        let mut config = queue_config(MANUAL);
        config.DefaultQueue = TRUE;
        let mut queue = ptr::null_mut();
        assert_eq!(create(device, &mut config, &raw mut queue), STATUS_SUCCESS);
        keep(queue);
    });
    let read = file.begin_read(1).unwrap();
    as_driver(&machine, FUNCTION, || {
        let queue: WDFQUEUE = newest();
        let short = find(queue, ptr::null_mut(), PARAMETERS - 8);
        assert_eq!(short, STATUS_INVALID_PARAMETER_4);
        assert_eq!(find(queue, ptr::null_mut(), PARAMETERS), STATUS_SUCCESS);
        let found: WDFREQUEST = newest();
        let after = find(queue, found, PARAMETERS);
        assert_eq!(after, STATUS_NO_MORE_ENTRIES);
        unsafe { WdfObjectDereferenceActual(found.cast(), ptr::null_mut(), 0, ptr::null()) };
        let mut request = ptr::null_mut();
        let status = unsafe { WdfIoQueueRetrieveNextRequest(queue, &raw mut request) };
        assert_eq!(status, STATUS_SUCCESS);
        let foreign = find(queue, request, PARAMETERS);
        assert_eq!(foreign, STATUS_INVALID_PARAMETER);
        complete(request, STATUS_SUCCESS, 0);
    });
    drop(read);
    end(&machine, file, &["FindRequestMisused"]);
}

#[abi]
unsafe fn evt_read_notes(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    note("read");
    complete(request, STATUS_SUCCESS, 0);
}

/// The driver may hold the lock of a queue whose callbacks are not serialised: nobody calls it inside.
#[test]
fn nothing_is_presented_to_who_holds_the_queues_lock() {
    let machine = collecting();
    let (_device, file) = plugged(&machine, |device| {
        let mut config = queue_config(_WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchSequential);
        config.DefaultQueue = TRUE;
        config.EvtIoRead = Some(evt_read_notes);
        let mut queue = ptr::null_mut();
        assert_eq!(create(device, &mut config, &raw mut queue), STATUS_SUCCESS);
        keep(queue);
        unsafe { WdfIoQueueStop(queue, None, ptr::null_mut()) };
    });
    let read = file.begin_read(1).unwrap();
    as_driver(&machine, FUNCTION, || {
        let queue: WDFQUEUE = newest();
        unsafe { WdfObjectAcquireLock(queue.cast()) };
        unsafe { WdfIoQueueStart(queue) };
        note("started");
        unsafe { WdfObjectReleaseLock(queue.cast()) };
    });
    let _ = read.wait();
    assert_eq!(notes(), ["started", "read"]);
    end(&machine, file, &[]);
}

#[abi]
unsafe fn evt_read_short(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    let mut parameters: [WDF_REQUEST_PARAMETERS; 1] = [unsafe { mem::zeroed() }];
    parameters[0].Size = 16;
    parameters[0].MinorFunction = 77;
    unsafe { WdfRequestGetParameters(request, parameters.as_mut_ptr()) };
    assert_eq!((parameters[0].Size, parameters[0].MinorFunction), (16, 77));
    complete(request, STATUS_SUCCESS, 0);
}

#[test]
fn parameters_are_not_written_to_a_structure_of_another_size() {
    let machine = collecting();
    let (_device, file) = plugged(&machine, |device| {
        default_queue(device, |config| config.EvtIoRead = Some(evt_read_short));
    });
    let _ = file.read(&mut [0; 1]);
    end(&machine, file, &["RequestParametersSize"]);
}

#[test]
fn a_request_is_reused_with_parameters_that_are_valid() {
    let machine = collecting();
    let (_device, file) = plugged(&machine, |_| {});
    as_driver(&machine, FUNCTION, || {
        let mut request = ptr::null_mut();
        let none = ptr::null_mut();
        let made = unsafe { WdfRequestCreate(none, ptr::null_mut(), &raw mut request) };
        assert_eq!(made, STATUS_SUCCESS);
        let reuse = |change: fn(&mut WDF_REQUEST_REUSE_PARAMS)| {
            let mut parameters = sized(|parameters: &mut WDF_REQUEST_REUSE_PARAMS, size| {
                parameters.Size = size;
            });
            change(&mut parameters);
            unsafe { WdfRequestReuse(request, &raw mut parameters) }
        };
        assert_eq!(reuse(|_| {}), STATUS_SUCCESS);
        assert_eq!(reuse(|it| it.Size -= 8), STATUS_INVALID_PARAMETER);
        assert_eq!(reuse(|it| it.Flags = 4), STATUS_INVALID_PARAMETER);
        unsafe { WdfObjectDelete(request.cast()) };
    });
    end(&machine, file, &[]);
}

/// The IRP stays the driver's when no request is made of it.
#[test]
fn an_irp_of_a_request_that_cannot_be_made_is_not_freed() {
    let machine = collecting();
    let (_device, file) = plugged(&machine, |_| {});
    as_driver(&machine, FUNCTION, || {
        let irp = unsafe { IoAllocateIrp(1, FALSE) };
        let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
        attributes.ContextSizeOverride = usize::MAX / 2;
        let mut request = ptr::null_mut();
        let made =
            unsafe { WdfRequestCreateFromIrp(&raw mut attributes, irp, TRUE, &raw mut request) };
        assert!(made < 0);
        unsafe { IoFreeIrp(irp) };
    });
    end(&machine, file, &[]);
}

#[abi]
unsafe fn evt_write_copies(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    let mut memory = ptr::null_mut();
    let status = unsafe { WdfRequestRetrieveInputMemory(request, &raw mut memory) };
    assert_eq!(status, STATUS_SUCCESS);
    let mut byte = 0_u8;
    let copied = unsafe { WdfMemoryCopyFromBuffer(memory, 0, (&raw mut byte).cast(), 1) };
    assert_eq!(copied, STATUS_ACCESS_VIOLATION);
    complete(request, STATUS_SUCCESS, 0);
}

#[test]
fn what_a_requestor_writes_is_to_be_read() {
    let machine = collecting();
    let (_device, file) = plugged(&machine, |device| {
        default_queue(device, |config| config.EvtIoWrite = Some(evt_write_copies));
    });
    file.write(b"mine").unwrap();
    end(&machine, file, &["MemoryReadOnly"]);
}

/// Paged memory is freed at a level at which it may be touched.
#[test]
fn paged_memory_that_is_deleted_at_dispatch_level_is_freed_at_passive_level() {
    let machine = collecting();
    let (_device, file) = plugged(&machine, |_| {});
    as_driver(&machine, FUNCTION, || {
        let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
        attributes.EvtDestroyCallback = Some(evt_destroy);
        let mut memory = ptr::null_mut();
        let status = unsafe {
            WdfMemoryCreate(
                &raw mut attributes,
                _POOL_TYPE::PagedPool,
                0,
                16,
                &raw mut memory,
                ptr::null_mut(),
            )
        };
        assert_eq!(status, STATUS_SUCCESS);
        let irql = unsafe { KfRaiseIrql(DISPATCH_LEVEL as u8) };
        unsafe { WdfObjectDelete(memory.cast()) };
        assert!(notes().is_empty());
        unsafe { KeLowerIrql(irql) };
    });
    machine.run_until_idle().unwrap();
    assert_eq!(notes(), ["destroyed at 0"]);
    end(&machine, file, &[]);
}

#[abi]
unsafe fn evt_destroy(_object: WDFOBJECT) {
    note(format!("destroyed at {}", KeGetCurrentIrql()));
}

#[test]
fn only_memory_of_the_drivers_gets_another_buffer() {
    let machine = collecting();
    let (_device, file) = plugged(&machine, |_| {});
    as_driver(&machine, FUNCTION, || {
        let mut memory = ptr::null_mut();
        let status = unsafe {
            WdfMemoryCreate(
                ptr::null_mut(),
                _POOL_TYPE::NonPagedPoolNx,
                0,
                16,
                &raw mut memory,
                ptr::null_mut(),
            )
        };
        assert_eq!(status, STATUS_SUCCESS);
        let mut byte = 0_u8;
        let assigned = unsafe { WdfMemoryAssignBuffer(memory, (&raw mut byte).cast(), 1) };
        assert!(assigned < 0);
        unsafe { WdfObjectDelete(memory.cast()) };
    });
    end(&machine, file, &["InvalidHandle"]);
}
