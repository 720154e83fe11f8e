//! I/O targets: what the lower driver sees of a request, and what its completion means to who waits.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own request, its device's target and locals"
)]

use std::{cell::Cell, mem, ptr, slice};

use crate::layers::*;
use wdk_sim::{File, Machine, verifier::OnViolation};
use wdk_sys::{wdf::_WDF_REQUEST_SEND_OPTIONS_FLAGS as Flags, wdf::*, *};

const fn code(function: u32, method: u32) -> u32 {
    0x22 << 16 | function << 2 | method
}
const IN_DIRECT: u32 = code(0x810, METHOD_IN_DIRECT);
const OUT_DIRECT: u32 = code(0x811, METHOD_OUT_DIRECT);
const BUFFERED: u32 = code(0x812, METHOD_BUFFERED);

thread_local! {
    static ABOVE: Cell<PFN_WDF_IO_QUEUE_IO_READ> = const { Cell::new(None) };
    static BELOW: Cell<PFN_WDF_IO_QUEUE_IO_READ> = const { Cell::new(None) };
}

fn below(device: WDFDEVICE) {
    default_queue(device, |config| {
        config.AllowZeroLengthRequests = TRUE;
        config.EvtIoRead = BELOW.get();
        config.EvtIoDeviceControl = Some(evt_control_below);
    });
}

fn above(device: WDFDEVICE) {
    default_queue(device, |config| {
        config.EvtIoRead = ABOVE.get().or(Some(evt_read_completes))
    });
}

/// A stack whose filter and function driver do this with reads.
fn stack(
    above_reads: PFN_WDF_IO_QUEUE_IO_READ,
    below_reads: PFN_WDF_IO_QUEUE_IO_READ,
) -> (Machine, File) {
    ABOVE.set(above_reads);
    BELOW.set(below_reads);
    let machine = Machine::builder()
        .on_violation(OnViolation::Collect)
        .build();
    let layer = |on_add| Layer {
        configure: |_| {},
        on_add,
    };
    let (_device, file) = filtered(&machine, layer(below), layer(above));
    (machine, file)
}

fn end(machine: &Machine, file: File, broken: &[&str]) {
    file.close().unwrap();
    machine.finish().unwrap();
    let rules: Vec<_> = machine.violations().iter().map(|it| it.rule).collect();
    assert_eq!(rules, broken);
}

fn target() -> WDFIOTARGET {
    unsafe { WdfDeviceGetIoTarget(device(FILTER)) }
}

fn own_request() -> WDFREQUEST {
    let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
    attributes.ParentObject = device(FILTER).cast();
    let mut request = ptr::null_mut();
    let created = unsafe { WdfRequestCreate(&raw mut attributes, target(), &raw mut request) };
    assert_eq!(created, STATUS_SUCCESS);
    request
}

fn format_read(request: WDFREQUEST, memory: WDFMEMORY) -> NTSTATUS {
    unsafe {
        WdfIoTargetFormatRequestForRead(target(), request, memory, ptr::null_mut(), ptr::null_mut())
    }
}

fn send(request: WDFREQUEST, flags: i32) -> NTSTATUS {
    let mut options = sized(|options: &mut WDF_REQUEST_SEND_OPTIONS, size| {
        options.Size = size;
        options.Flags = flags.cast_unsigned();
    });
    if unsafe { WdfRequestSend(request, target(), &raw mut options) } == TRUE {
        STATUS_SUCCESS
    } else {
        unsafe { WdfRequestGetStatus(request) }
    }
}

/// The status of a queue's request is what the target said.
#[abi]
unsafe fn evt_back(
    request: WDFREQUEST,
    _target: WDFIOTARGET,
    parameters: PWDF_REQUEST_COMPLETION_PARAMS,
    _context: WDFCONTEXT,
) {
    let outcome = unsafe { (*parameters).IoStatus.__bindgen_anon_1 };
    let status = unsafe { outcome.Status };
    note(format!("back with {status:#x}"));
    complete(request, status, 0);
}

/// The same of the driver's own, which stays.
#[abi]
unsafe fn evt_own_back(
    _request: WDFREQUEST,
    _target: WDFIOTARGET,
    parameters: PWDF_REQUEST_COMPLETION_PARAMS,
    context: WDFCONTEXT,
) {
    let outcome = unsafe { (*parameters).IoStatus.__bindgen_anon_1 };
    let status = unsafe { outcome.Status };
    note(format!("{} back with {status:#x}", context.addr()));
}

fn completes_in(request: WDFREQUEST, number: usize) {
    let context = ptr::without_provenance_mut(number);
    unsafe { WdfRequestSetCompletionRoutine(request, Some(evt_own_back), context) };
}

#[abi]
unsafe fn evt_read_completes(_queue: WDFQUEUE, request: WDFREQUEST, length: usize) {
    note(format!("below reads {length}"));
    let mut buffer = ptr::null_mut();
    if length > 0 {
        let status = unsafe {
            WdfRequestRetrieveOutputBuffer(request, length, &raw mut buffer, ptr::null_mut())
        };
        assert_eq!(status, STATUS_SUCCESS);
        unsafe { ptr::write_bytes(buffer.cast::<u8>(), b'x', length) };
    }
    complete(request, STATUS_SUCCESS, length as u64);
}

#[abi]
unsafe fn evt_read_keeps(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    unsafe { WdfRequestMarkCancelable(request, Some(evt_cancel)) };
}

#[abi]
unsafe fn evt_cancel(request: WDFREQUEST) {
    complete(request, STATUS_CANCELLED, 0);
}

// What the lower driver sees.

#[abi]
unsafe fn evt_read_formats(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    let irp = unsafe { WdfRequestWdmGetIrp(request) };
    let current = unsafe { IoGetCurrentIrpStackLocation(irp) };
    unsafe { (*current).Flags = SL_OVERRIDE_VERIFY_VOLUME as u8 };
    keep(unsafe { (*current).FileObject });
    let mut memory = ptr::null_mut();
    let status = unsafe { WdfRequestRetrieveOutputMemory(request, &raw mut memory) };
    assert_eq!(status, STATUS_SUCCESS);
    assert_eq!(format_read(request, memory), STATUS_SUCCESS);
    unsafe { WdfRequestSetCompletionRoutine(request, Some(evt_back), ptr::null_mut()) };
    assert_eq!(send(request, 0), STATUS_SUCCESS);
}

#[abi]
unsafe fn evt_read_looks(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    let irp = unsafe { WdfRequestWdmGetIrp(request) };
    let current = unsafe { IoGetCurrentIrpStackLocation(irp) };
    let current = unsafe { &*current };
    let same = current.FileObject == newest();
    note(format!("file {same}, flags {:#x}", current.Flags));
    complete(request, STATUS_SUCCESS, 0);
}

/// The requestor's file and what it asks for (`SL_*`) go with a request that is formatted anew for the driver's own stack.
#[test]
fn a_queues_request_keeps_its_file_and_flags_on_the_way_down() {
    let (machine, file) = stack(Some(evt_read_formats), Some(evt_read_looks));
    let _ = file.read(&mut [0; 1]);
    assert_eq!(notes(), ["file true, flags 0x2", "back with 0x0"]);
    end(&machine, file, &[]);
}

// Who waits.

#[abi]
unsafe fn evt_purged(
    _request: WDFREQUEST,
    _target: WDFIOTARGET,
    _parameters: PWDF_REQUEST_COMPLETION_PARAMS,
    _context: WDFCONTEXT,
) {
    // Another thread may go on here.
    let mut moment = LARGE_INTEGER { QuadPart: -10_000 };
    let _ = unsafe { KeDelayExecutionThread(_MODE::KernelMode as i8, FALSE, &raw mut moment) };
    note("completed");
}

#[abi]
unsafe fn evt_read_sends_own(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    complete(request, STATUS_SUCCESS, 0);
    let own = own_request();
    keep(own);
    assert_eq!(format_read(own, ptr::null_mut()), STATUS_SUCCESS);
    unsafe { WdfRequestSetCompletionRoutine(own, Some(evt_purged), ptr::null_mut()) };
    assert_eq!(send(own, 0), STATUS_SUCCESS);
}

/// [`WdfIoTargetPurge`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfiotarget/nf-wdfiotarget-wdfiotargetpurge)
/// waits "for all of the I/O requests to be completed": what the driver's routine frees may be gone afterwards.
#[test]
fn who_stops_a_target_goes_on_after_the_completion_routines() {
    let stops: [fn(); 2] = [
        || unsafe {
            WdfIoTargetStop(
                target(),
                _WDF_IO_TARGET_SENT_IO_ACTION::WdfIoTargetCancelSentIo,
            );
        },
        || unsafe {
            WdfIoTargetPurge(
                target(),
                _WDF_IO_TARGET_PURGE_IO_ACTION::WdfIoTargetPurgeIoAndWait,
            );
        },
    ];
    for stop in stops {
        let (machine, file) = stack(Some(evt_read_sends_own), Some(evt_read_keeps));
        let _ = file.read(&mut [0; 1]);
        // The lower driver's cancel callback runs in a thread of its own, as a device's interrupt would end it.
        as_driver(&machine, FILTER, || {
            stop();
            note("stopped");
        });
        assert_eq!(notes(), ["completed", "stopped"]);
        end(&machine, file, &[]);
    }
}

#[abi]
unsafe fn evt_stops_in_completion(
    _request: WDFREQUEST,
    target: WDFIOTARGET,
    _parameters: PWDF_REQUEST_COMPLETION_PARAMS,
    _context: WDFCONTEXT,
) {
    let wait = _WDF_IO_TARGET_SENT_IO_ACTION::WdfIoTargetWaitForSentIoToComplete;
    unsafe { WdfIoTargetStop(target, wait) };
    note("stopped");
    assert_eq!(unsafe { WdfIoTargetStart(target) }, STATUS_SUCCESS);
}

/// The request is back when its routine is called: nothing is left to wait for.
#[test]
fn a_completion_routine_may_stop_the_target() {
    let (machine, file) = stack(None, Some(evt_read_completes));
    as_driver(&machine, FILTER, || {
        let own = own_request();
        assert_eq!(format_read(own, ptr::null_mut()), STATUS_SUCCESS);
        let routine = Some(evt_stops_in_completion as _);
        unsafe { WdfRequestSetCompletionRoutine(own, routine, ptr::null_mut()) };
        assert_eq!(send(own, 0), STATUS_SUCCESS);
        unsafe { WdfObjectDelete(own.cast()) };
    });
    assert_eq!(notes(), ["below reads 0", "stopped"]);
    end(&machine, file, &[]);
}

#[test]
fn what_a_purge_throws_out_was_not_sent() {
    let (machine, file) = stack(None, Some(evt_read_completes));
    as_driver(&machine, FILTER, || {
        let leave = _WDF_IO_TARGET_SENT_IO_ACTION::WdfIoTargetLeaveSentIoPending;
        unsafe { WdfIoTargetStop(target(), leave) };
        let own = own_request();
        assert_eq!(format_read(own, ptr::null_mut()), STATUS_SUCCESS);
        completes_in(own, 1);
        assert_eq!(send(own, 0), STATUS_SUCCESS, "it is kept");
        let wait = _WDF_IO_TARGET_PURGE_IO_ACTION::WdfIoTargetPurgeIoAndWait;
        unsafe { WdfIoTargetPurge(target(), wait) };
        unsafe { WdfObjectDelete(own.cast()) };
    });
    let not_sent = STATUS_WDF_DEVICE_REMOVED_NOT_SENT;
    assert_eq!(notes(), [format!("1 back with {not_sent:#x}")]);
    end(&machine, file, &[]);
}

// The completion routine.

#[test]
fn a_completion_routine_is_for_one_completion() {
    let (machine, file) = stack(None, Some(evt_read_completes));
    as_driver(&machine, FILTER, || {
        let own = own_request();
        for _ in 0..2 {
            assert_eq!(format_read(own, ptr::null_mut()), STATUS_SUCCESS);
            if notes().is_empty() {
                completes_in(own, 1);
            }
            assert_eq!(send(own, 0), STATUS_SUCCESS);
        }
        unsafe { WdfObjectDelete(own.cast()) };
    });
    assert_eq!(
        notes(),
        ["below reads 0"],
        "the second time nobody is called"
    );
    end(&machine, file, &[]);
}

/// `WdfRequestSend` calls the routine also when it waits; the functions that send by themselves drop it.
#[test]
fn a_synchronous_request_calls_its_routine_only_in_request_send() {
    let (machine, file) = stack(None, Some(evt_read_completes));
    as_driver(&machine, FILTER, || {
        let own = own_request();
        assert_eq!(format_read(own, ptr::null_mut()), STATUS_SUCCESS);
        completes_in(own, 1);
        let sent = send(own, Flags::WDF_REQUEST_SEND_OPTION_SYNCHRONOUS);
        assert_eq!(sent, STATUS_SUCCESS);
        note("sent");
        completes_in(own, 2);
        let (null, none) = (ptr::null_mut(), ptr::null_mut());
        let status = unsafe {
            WdfIoTargetSendReadSynchronously(
                target(),
                own,
                null,
                none,
                ptr::null_mut(),
                ptr::null_mut(),
            )
        };
        assert_eq!(status, STATUS_SUCCESS);
        assert_eq!(format_read(own, ptr::null_mut()), STATUS_SUCCESS);
        assert_eq!(send(own, 0), STATUS_SUCCESS, "without the routine");
        unsafe { WdfObjectDelete(own.cast()) };
    });
    let expected = [
        "below reads 0",
        "1 back with 0x0",
        "sent",
        "below reads 0",
        "below reads 0",
    ];
    assert_eq!(notes(), expected);
    end(&machine, file, &[]);
}

// Cancellation.

fn reuse(request: WDFREQUEST) {
    let mut parameters = sized(|parameters: &mut WDF_REQUEST_REUSE_PARAMS, size| {
        parameters.Size = size;
        parameters.Status = STATUS_SUCCESS;
    });
    let status = unsafe { WdfRequestReuse(request, &raw mut parameters) };
    assert_eq!(status, STATUS_SUCCESS);
}

/// [`WdfRequestCancelSentRequest`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfrequest/nf-wdfrequest-wdfrequestcancelsentrequest)
/// may come before the send in another thread; the request then is not sent until it is reused.
#[test]
fn a_request_that_was_cancelled_is_not_sent_until_it_is_reused() {
    let (machine, file) = stack(None, Some(evt_read_completes));
    as_driver(&machine, FILTER, || {
        let own = own_request();
        assert_eq!(unsafe { WdfRequestCancelSentRequest(own) }, FALSE);
        assert_eq!(format_read(own, ptr::null_mut()), STATUS_SUCCESS);
        assert_eq!(send(own, 0), STATUS_CANCELLED);
        reuse(own);
        assert_eq!(format_read(own, ptr::null_mut()), STATUS_SUCCESS);
        assert_eq!(send(own, 0), STATUS_SUCCESS);
        unsafe { WdfObjectDelete(own.cast()) };
    });
    assert_eq!(notes(), ["below reads 0"]);
    end(&machine, file, &[]);
}

// Buffers.

#[abi]
unsafe fn evt_control_below(
    _queue: WDFQUEUE,
    request: WDFREQUEST,
    output: usize,
    input: usize,
    code: u32,
) {
    let mut mdl = ptr::null_mut();
    let text = |from: PVOID, length: usize| {
        let bytes = unsafe { slice::from_raw_parts(from.cast::<u8>(), length) };
        String::from_utf8_lossy(bytes).into_owned()
    };
    let mut buffer = ptr::null_mut();
    if output > 0 {
        let status = unsafe {
            WdfRequestRetrieveOutputBuffer(request, output, &raw mut buffer, ptr::null_mut())
        };
        assert_eq!(status, STATUS_SUCCESS);
        let status = unsafe { WdfRequestRetrieveOutputWdmMdl(request, &raw mut mdl) };
        assert_eq!(status, STATUS_SUCCESS);
        let flags = i32::from(unsafe { (*mdl).MdlFlags }) as u32;
        let locked = flags & (MDL_PAGES_LOCKED | MDL_PARTIAL) != 0;
        note(format!("{output} out, locked {locked}, {input} in"));
        if code == IN_DIRECT {
            note(text(buffer, output));
        } else {
            unsafe { ptr::write_bytes(buffer.cast::<u8>(), b'y', output) };
        }
    }
    complete(request, STATUS_SUCCESS, output as u64);
}

fn of_buffer(bytes: *mut u8, length: u32) -> WDF_MEMORY_DESCRIPTOR {
    let mut descriptor: WDF_MEMORY_DESCRIPTOR = unsafe { mem::zeroed() };
    descriptor.Type = _WDF_MEMORY_DESCRIPTOR_TYPE::WdfMemoryDescriptorTypeBuffer;
    descriptor.u.BufferType = _WDF_MEMORY_DESCRIPTOR__bindgen_ty_1__bindgen_ty_1 {
        Buffer: bytes.cast(),
        Length: length,
    };
    descriptor
}

fn control(code: u32, output: &mut WDF_MEMORY_DESCRIPTOR) -> NTSTATUS {
    unsafe {
        WdfIoTargetSendIoctlSynchronously(
            target(),
            ptr::null_mut(),
            code,
            ptr::null_mut(),
            output,
            ptr::null_mut(),
            ptr::null_mut(),
        )
    }
}

#[test]
fn a_descriptor_of_nothing_is_refused() {
    let (machine, file) = stack(None, Some(evt_read_completes));
    as_driver(&machine, FILTER, || {
        let mut empty = of_buffer(ptr::null_mut(), 0);
        assert_eq!(control(BUFFERED, &mut empty), STATUS_INVALID_PARAMETER);
        empty.Type = _WDF_MEMORY_DESCRIPTOR_TYPE::WdfMemoryDescriptorTypeMdl;
        assert_eq!(control(OUT_DIRECT, &mut empty), STATUS_INVALID_PARAMETER);
        empty.Type = _WDF_MEMORY_DESCRIPTOR_TYPE::WdfMemoryDescriptorTypeHandle;
        assert_eq!(control(BUFFERED, &mut empty), STATUS_INVALID_PARAMETER);
    });
    assert!(notes().is_empty(), "nothing is sent");
    end(&machine, file, &[]);
}

/// The pages of a buffer that has no MDL are locked for the target, wherever they are.
#[test]
fn the_pages_of_a_direct_buffer_are_locked() {
    let (machine, file) = stack(None, Some(evt_read_completes));
    as_driver(&machine, FILTER, || {
        let pool = unsafe { ExAllocatePool2(POOL_FLAG_PAGED, 16, 1) };
        unsafe { ptr::copy_nonoverlapping(b"paged".as_ptr(), pool.cast(), 5) };
        let mut paged = of_buffer(pool.cast(), 5);
        assert_eq!(control(IN_DIRECT, &mut paged), STATUS_SUCCESS);
        assert_eq!(control(OUT_DIRECT, &mut paged), STATUS_SUCCESS);
        let letters = unsafe { slice::from_raw_parts(pool.cast::<u8>(), 5) };
        assert_eq!(letters, b"yyyyy");
        unsafe { ExFreePoolWithTag(pool, 1) };
    });
    assert_eq!(
        notes(),
        [
            "5 out, locked true, 0 in",
            "paged",
            "5 out, locked true, 0 in"
        ]
    );
    end(&machine, file, &[]);
}

fn memory_with(text: &[u8]) -> WDFMEMORY {
    let (mut memory, mut buffer) = (ptr::null_mut(), ptr::null_mut());
    let status = unsafe {
        WdfMemoryCreate(
            ptr::null_mut(),
            _POOL_TYPE::NonPagedPoolNx,
            0,
            text.len(),
            &raw mut memory,
            &raw mut buffer,
        )
    };
    assert_eq!(status, STATUS_SUCCESS);
    unsafe { ptr::copy_nonoverlapping(text.as_ptr(), buffer.cast(), text.len()) };
    memory
}

#[test]
fn offsets_outside_of_the_memory_overflow() {
    let (machine, file) = stack(None, Some(evt_read_completes));
    as_driver(&machine, FILTER, || {
        let (own, memory) = (own_request(), memory_with(b"four"));
        let format = |offset, length| {
            let mut offsets = WDFMEMORY_OFFSET {
                BufferOffset: offset,
                BufferLength: length,
            };
            unsafe {
                WdfIoTargetFormatRequestForRead(
                    target(),
                    own,
                    memory,
                    &raw mut offsets,
                    ptr::null_mut(),
                )
            }
        };
        assert_eq!(format(2, 2), STATUS_SUCCESS);
        assert_eq!(format(2, 3), STATUS_INTEGER_OVERFLOW);
        assert_eq!(format(5, 0), STATUS_INTEGER_OVERFLOW);
        assert_eq!(format(usize::MAX, 2), STATUS_INTEGER_OVERFLOW);
        unsafe { WdfObjectDelete(own.cast()) };
        unsafe { WdfObjectDelete(memory.cast()) };
    });
    end(&machine, file, &[]);
}

#[abi]
unsafe fn evt_others_back(
    _request: WDFREQUEST,
    _target: WDFIOTARGET,
    parameters: PWDF_REQUEST_COMPLETION_PARAMS,
    context: WDFCONTEXT,
) {
    let parameters = unsafe { &*parameters };
    assert_eq!(parameters.Type, _WDF_REQUEST_TYPE::WdfRequestTypeOther);
    let others = unsafe { parameters.Parameters.Others };
    let first = unsafe { others.Argument1.Ptr };
    let second = unsafe { others.Argument2.Ptr };
    let fourth = unsafe { others.Argument4.Ptr };
    assert_eq!((first, fourth), (context, ptr::null_mut()));
    assert_ne!(second, ptr::null_mut());
    note("others");
}

#[test]
fn a_control_with_arguments_of_its_own_comes_back_with_its_memory() {
    let (machine, file) = stack(None, Some(evt_read_completes));
    as_driver(&machine, FILTER, || {
        let (own, one, two) = (own_request(), memory_with(b"1"), memory_with(b"2"));
        let status = unsafe {
            WdfIoTargetFormatRequestForInternalIoctlOthers(
                target(),
                own,
                BUFFERED,
                one,
                ptr::null_mut(),
                two,
                ptr::null_mut(),
                ptr::null_mut(),
                ptr::null_mut(),
            )
        };
        assert_eq!(status, STATUS_SUCCESS);
        unsafe { WdfRequestSetCompletionRoutine(own, Some(evt_others_back), one.cast()) };
        assert_eq!(send(own, 0), STATUS_SUCCESS);
        for object in [own.cast(), one.cast(), two.cast()] {
            unsafe { WdfObjectDelete(object) };
        }
    });
    assert_eq!(notes(), ["others"]);
    end(&machine, file, &[]);
}

// Targets of other stacks.

fn remote() -> WDFIOTARGET {
    let mut target = ptr::null_mut();
    let made = unsafe { WdfIoTargetCreate(device(FILTER), ptr::null_mut(), &raw mut target) };
    assert_eq!(made, STATUS_SUCCESS);
    target
}

fn open(target: WDFIOTARGET, change: impl FnOnce(&mut WDF_IO_TARGET_OPEN_PARAMS)) -> NTSTATUS {
    let mut parameters = sized(|parameters: &mut WDF_IO_TARGET_OPEN_PARAMS, size| {
        parameters.Size = size;
        parameters.Type = _WDF_IO_TARGET_OPEN_TYPE::WdfIoTargetOpenUseExistingDevice;
        parameters.TargetDeviceObject = unsafe { WdfDeviceWdmGetAttachedDevice(device(FILTER)) };
    });
    change(&mut parameters);
    unsafe { WdfIoTargetOpen(target, &raw mut parameters) }
}

#[abi]
unsafe fn evt_target_removed(_target: WDFIOTARGET) {}

#[test]
fn a_target_is_opened_with_parameters_that_say_what_to_open() {
    use _WDF_IO_TARGET_OPEN_TYPE::WdfIoTargetOpenByName;
    let (machine, file) = stack(None, Some(evt_read_completes));
    as_driver(&machine, FILTER, || {
        let target = remote();
        let unheard = open(target, |it| {
            it.EvtIoTargetRemoveComplete = Some(evt_target_removed)
        });
        assert_eq!(
            unheard, STATUS_INVALID_PARAMETER,
            "without a file nobody tells"
        );
        let nameless = open(target, |it| it.Type = WdfIoTargetOpenByName);
        assert_eq!(nameless, STATUS_INVALID_PARAMETER);
        let size_of_1_11 = mem::offset_of!(WDF_IO_TARGET_OPEN_PARAMS, FileName);
        let opened = open(target, |it| it.Size = size_of_1_11 as u32);
        assert_eq!(opened, STATUS_SUCCESS, "a driver built for 1.11");
        assert_eq!(open(target, |_| {}), STATUS_INVALID_DEVICE_STATE, "once");
        unsafe { WdfIoTargetClose(target) };
        unsafe { WdfObjectDelete(target.cast()) };
    });
    end(&machine, file, &[]);
}

#[test]
fn a_target_that_is_not_open_is_started_all_the_same() {
    use _WDF_IO_TARGET_STATE::{WdfIoTargetClosed, WdfIoTargetStarted};
    let (machine, file) = stack(None, Some(evt_read_completes));
    as_driver(&machine, FILTER, || {
        let target = remote();
        assert_eq!(unsafe { WdfIoTargetGetState(target) }, WdfIoTargetStarted);
        assert_eq!(open(target, |_| {}), STATUS_SUCCESS);
        unsafe { WdfIoTargetClose(target) };
        assert_eq!(unsafe { WdfIoTargetGetState(target) }, WdfIoTargetClosed);
        assert_eq!(unsafe { WdfIoTargetStart(target) }, STATUS_SUCCESS);
        assert_eq!(unsafe { WdfIoTargetGetState(target) }, WdfIoTargetStarted);
        assert_eq!(open(target, |_| {}), STATUS_SUCCESS, "it is not open");
        unsafe { WdfObjectDelete(target.cast()) };
    });
    end(&machine, file, &[]);
}

#[test]
fn the_target_of_the_own_stack_is_neither_opened_nor_closed() {
    let (machine, file) = stack(None, Some(evt_read_completes));
    as_driver(&machine, FILTER, || {
        unsafe { WdfIoTargetClose(target()) };
        assert!(open(target(), |_| {}) < 0);
        assert!(unsafe { WdfIoTargetWdmGetTargetFileHandle(target()) }.is_null());
    });
    end(&machine, file, &["InvalidHandle"; 3]);
}

#[test]
fn an_action_that_is_none_does_nothing() {
    let (machine, file) = stack(None, Some(evt_read_completes));
    as_driver(&machine, FILTER, || {
        unsafe { WdfIoTargetStop(target(), 0) };
        unsafe { WdfIoTargetPurge(target(), 9) };
        let state = unsafe { WdfIoTargetGetState(target()) };
        assert_eq!(state, _WDF_IO_TARGET_STATE::WdfIoTargetStarted);
    });
    end(&machine, file, &[]);
}
