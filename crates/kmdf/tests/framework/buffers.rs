//! File objects, direct and neither I/O, user buffers, preprocessing: requests of every shape.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own request, the I/O manager's packet and locals"
)]

use std::{ptr, slice};

use crate::layers::*;
use wdk_sim::{Error, Machine};
use wdk_sys::{wdf::*, *};

/// A control code of this kind.
const fn code(function: u32, method: u32) -> u32 {
    0x22 << 16 | function << 2 | method
}

#[abi]
unsafe fn evt_file_create(device: WDFDEVICE, request: WDFREQUEST, file: WDFFILEOBJECT) {
    assert_eq!(device, crate::layers::device(FUNCTION));
    assert_eq!(unsafe { WdfRequestGetFileObject(request) }, file);
    assert_eq!(unsafe { WdfFileObjectGetDevice(file) }, device);
    let name = unsafe { WdfFileObjectGetFileName(file) };
    let length = unsafe { (*name).Length };
    note(format!("create, {length} bytes of name"));
    let refused = length > 0;
    let status = if refused {
        STATUS_OBJECT_NAME_INVALID
    } else {
        STATUS_SUCCESS
    };
    complete(request, status, 0);
}

#[abi]
unsafe fn evt_file_cleanup(_file: WDFFILEOBJECT) {
    note("cleanup");
}

#[abi]
unsafe fn evt_file_close(_file: WDFFILEOBJECT) {
    note("close");
}

#[abi]
unsafe fn evt_file_destroy(_file: WDFOBJECT) {
    note("destroy");
}

fn with_files(init: PWDFDEVICE_INIT, class: WDF_FILEOBJECT_CLASS) {
    let mut config = sized(|config: &mut WDF_FILEOBJECT_CONFIG, size| {
        config.Size = size;
        config.EvtDeviceFileCreate = Some(evt_file_create);
        config.EvtFileCleanup = Some(evt_file_cleanup);
        config.EvtFileClose = Some(evt_file_close);
        config.AutoForwardCleanupClose = _WDF_TRI_STATE::WdfUseDefault;
        config.FileObjectClass = class;
    });
    let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
    attributes.EvtDestroyCallback = Some(evt_file_destroy);
    unsafe { WdfDeviceInitSetFileObjectConfig(init, &raw mut config, &raw mut attributes) };
}

#[test]
fn a_file_is_created_cleaned_up_and_closed_whatever_field_holds_it() {
    use _WDF_FILEOBJECT_CLASS::*;
    let classes: [fn(PWDFDEVICE_INIT); 3] = [
        |init| with_files(init, WdfFileObjectWdfCanUseFsContext),
        |init| with_files(init, WdfFileObjectWdfCanUseFsContext2),
        |init| with_files(init, WdfFileObjectWdfCannotUseFsContexts),
    ];
    for configure in classes {
        let machine = Machine::new();
        let (device, file) = alone(
            &machine,
            Layer {
                configure,
                ..Layer::PLAIN
            },
        );
        assert_eq!(notes(), ["create, 0 bytes of name"]);
        let refused = machine.open(&format!(r"{}\name", link(&device)));
        let Err(Error::Status(status)) = refused.map(drop) else {
            panic!("the driver refuses names");
        };
        assert_eq!(status.0, STATUS_OBJECT_NAME_INVALID);
        assert_eq!(
            notes(),
            ["create, 10 bytes of name", "destroy"],
            "a file that was not opened is neither cleaned up nor closed"
        );
        file.close().unwrap();
        assert_eq!(notes(), ["cleanup", "close", "destroy"]);
        clean(&machine);
    }
}

/// The bytes of a request's input.
unsafe fn input(request: WDFREQUEST) -> Vec<u8> {
    let (mut buffer, mut length) = (ptr::null_mut(), 0);
    let status =
        unsafe { WdfRequestRetrieveInputBuffer(request, 1, &raw mut buffer, &raw mut length) };
    assert_eq!(status, STATUS_SUCCESS);
    unsafe { slice::from_raw_parts(buffer.cast::<u8>(), length) }.to_vec()
}

/// Fills a request's output with letters from `first`.
unsafe fn fill(request: WDFREQUEST, first: u8) -> usize {
    let (mut buffer, mut length) = (ptr::null_mut(), 0);
    let status =
        unsafe { WdfRequestRetrieveOutputBuffer(request, 1, &raw mut buffer, &raw mut length) };
    assert_eq!(status, STATUS_SUCCESS);
    let output = unsafe { slice::from_raw_parts_mut(buffer.cast::<u8>(), length) };
    for (byte, letter) in output.iter_mut().zip(first..) {
        *byte = letter;
    }
    length
}

/// Bytes that an MDL describes.
unsafe fn described(mdl: PMDL) -> u32 {
    unsafe { (*mdl).ByteCount }
}

#[abi]
unsafe fn evt_direct_write(_queue: WDFQUEUE, request: WDFREQUEST, length: usize) {
    let text = String::from_utf8(unsafe { input(request) }).unwrap();
    let mut mdl = ptr::null_mut();
    let status = unsafe { WdfRequestRetrieveInputWdmMdl(request, &raw mut mdl) };
    assert_eq!(status, STATUS_SUCCESS);
    note(format!("{text}, {} bytes described", unsafe {
        described(mdl)
    }));
    complete(request, STATUS_SUCCESS, length as u64);
}

#[abi]
unsafe fn evt_read_letters(_queue: WDFQUEUE, request: WDFREQUEST, length: usize) {
    assert_eq!(unsafe { fill(request, b'a') }, length);
    let mut mdl = ptr::null_mut();
    let status = unsafe { WdfRequestRetrieveOutputWdmMdl(request, &raw mut mdl) };
    assert_eq!(status, STATUS_SUCCESS);
    assert_eq!(unsafe { described(mdl) } as usize, length);
    complete(request, STATUS_SUCCESS, length as u64);
}

/// Says what it gets, and gives letters.
#[abi]
unsafe fn evt_control(
    _queue: WDFQUEUE,
    request: WDFREQUEST,
    output: usize,
    _input: usize,
    _code: u32,
) {
    note(String::from_utf8(unsafe { input(request) }).unwrap());
    // An in-direct code's second buffer is read by the driver too; its pages are locked.
    let length = if output > 0 {
        unsafe { fill(request, b'k') }
    } else {
        0
    };
    complete(request, STATUS_SUCCESS, length as u64);
}

#[test]
fn direct_reads_writes_and_controls_reach_the_callers_pages() {
    let machine = Machine::new();
    let (_device, file) = alone(
        &machine,
        Layer {
            configure: |init| unsafe {
                WdfDeviceInitSetIoType(init, _WDF_DEVICE_IO_TYPE::WdfDeviceIoDirect);
            },
            on_add: |device| {
                default_queue(device, |config| {
                    config.EvtIoRead = Some(evt_read_letters);
                    config.EvtIoWrite = Some(evt_direct_write);
                    config.EvtIoDeviceControl = Some(evt_control);
                });
            },
        },
    );
    assert_eq!(file.write(b"direct").unwrap(), 6);
    let mut buffer = [0; 4];
    assert_eq!(file.read(&mut buffer).unwrap(), 4);
    assert_eq!(&buffer, b"abcd");
    for method in [METHOD_IN_DIRECT, METHOD_OUT_DIRECT] {
        let done = file.ioctl(code(0x801, method), b"in", &mut buffer);
        assert_eq!(done.unwrap(), 4);
        assert_eq!(&buffer, b"klmn");
    }
    assert_eq!(notes(), ["direct, 6 bytes described", "in", "in"]);
    file.close().unwrap();
    clean(&machine);
}

/// Locks the buffers of a neither request in its caller's process, and enqueues it.
#[abi]
unsafe fn evt_in_caller_context(device: WDFDEVICE, request: WDFREQUEST) {
    let mut parameters = sized(|parameters: &mut WDF_REQUEST_PARAMETERS, size| {
        parameters.Size = size as u16;
    });
    unsafe { WdfRequestGetParameters(request, &raw mut parameters) };
    let is_read = parameters.Type == _WDF_REQUEST_TYPE::WdfRequestTypeRead;
    let (mut buffer, mut length) = (ptr::null_mut(), 0);
    let mut memory = ptr::null_mut();
    if !is_read {
        let status = unsafe {
            WdfRequestRetrieveUnsafeUserInputBuffer(request, 1, &raw mut buffer, &raw mut length)
        };
        assert_eq!(status, STATUS_SUCCESS);
        let status = unsafe {
            WdfRequestProbeAndLockUserBufferForRead(request, buffer, length, &raw mut memory)
        };
        assert_eq!(status, STATUS_SUCCESS);
        let bytes = unsafe { WdfMemoryGetBuffer(memory, &raw mut length) };
        let text = unsafe { slice::from_raw_parts(bytes.cast::<u8>(), length) };
        note(format!("in {}", String::from_utf8_lossy(text)));
    }
    let status = unsafe {
        WdfRequestRetrieveUnsafeUserOutputBuffer(request, 0, &raw mut buffer, &raw mut length)
    };
    if status == STATUS_SUCCESS && length > 0 {
        let status = unsafe {
            WdfRequestProbeAndLockUserBufferForWrite(request, buffer, length, &raw mut memory)
        };
        assert_eq!(status, STATUS_SUCCESS);
        keep(memory);
    }
    let status = unsafe { WdfDeviceEnqueueRequest(device, request) };
    assert_eq!(status, STATUS_SUCCESS);
}

/// Writes to the memory that was locked for the request, from whatever thread it is in.
#[abi]
unsafe fn evt_neither(_queue: WDFQUEUE, request: WDFREQUEST) {
    let mut parameters = sized(|parameters: &mut WDF_REQUEST_PARAMETERS, size| {
        parameters.Size = size as u16;
    });
    unsafe { WdfRequestGetParameters(request, &raw mut parameters) };
    if parameters.Type == _WDF_REQUEST_TYPE::WdfRequestTypeWrite {
        return complete(request, STATUS_SUCCESS, 3);
    }
    let mut text = *b"kernel";
    let memory: WDFMEMORY = newest();
    let status = unsafe { WdfMemoryCopyFromBuffer(memory, 0, text.as_mut_ptr().cast(), 6) };
    assert_eq!(status, STATUS_SUCCESS);
    complete(request, STATUS_SUCCESS, 6);
}

#[test]
fn neither_buffers_are_locked_in_their_process_and_used_afterwards() {
    let machine = Machine::new();
    let (_device, file) = alone(
        &machine,
        Layer {
            configure: |init| {
                unsafe { WdfDeviceInitSetIoType(init, _WDF_DEVICE_IO_TYPE::WdfDeviceIoNeither) };
                unsafe {
                    WdfDeviceInitSetIoInCallerContextCallback(init, Some(evt_in_caller_context));
                }
            },
            on_add: |device| {
                default_queue(device, |config| config.EvtIoDefault = Some(evt_neither))
            },
        },
    );
    let mut buffer = [0; 6];
    assert_eq!(file.read(&mut buffer).unwrap(), 6);
    assert_eq!(&buffer, b"kernel");
    assert_eq!(file.write(b"abc").unwrap(), 3);
    buffer = [0; 6];
    let done = file.ioctl(code(0x802, METHOD_NEITHER), b"control", &mut buffer);
    assert_eq!(done.unwrap(), 6);
    assert_eq!(&buffer, b"kernel");
    assert_eq!(notes(), ["in abc", "in control"]);
    file.close().unwrap();
    clean(&machine);
}

#[abi]
unsafe fn evt_asks_for_user_buffer(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    let (mut buffer, mut length) = (ptr::null_mut(), 0);
    let status =
        unsafe { WdfRequestRetrieveInputBuffer(request, 1, &raw mut buffer, &raw mut length) };
    assert_eq!(status, STATUS_INVALID_DEVICE_REQUEST);
    complete(request, STATUS_SUCCESS, 0);
}

#[test]
fn a_users_address_is_not_handed_out_as_a_buffer() {
    let machine = Machine::builder()
        .on_violation(wdk_sim::verifier::OnViolation::Collect)
        .build();
    let (_device, file) = alone(
        &machine,
        Layer {
            configure: |init| unsafe {
                WdfDeviceInitSetIoType(init, _WDF_DEVICE_IO_TYPE::WdfDeviceIoNeither);
            },
            on_add: |device| {
                default_queue(device, |config| {
                    config.EvtIoWrite = Some(evt_asks_for_user_buffer);
                });
            },
        },
    );
    file.write(b"mine").unwrap();
    let rules: Vec<_> = machine
        .violations()
        .iter()
        .map(|found| found.rule)
        .collect();
    assert_eq!(rules, ["BufferMethodMismatch"]);
    file.close().unwrap();
    machine.finish().unwrap();
}

/// Counts the control requests and has the framework handle every second one.
#[abi]
unsafe fn evt_preprocess(device: WDFDEVICE, irp: PIRP) -> NTSTATUS {
    let stack = unsafe { IoGetCurrentIrpStackLocation(irp) };
    let parameters = unsafe { (*stack).Parameters };
    let control = unsafe { parameters.DeviceIoControl };
    note(format!("preprocess {:#x}", control.IoControlCode));
    if control.IoControlCode == code(0x900, METHOD_BUFFERED) {
        let refusal = IO_STATUS_BLOCK {
            __bindgen_anon_1: _IO_STATUS_BLOCK__bindgen_ty_1 {
                Status: STATUS_ACCESS_DENIED,
            },
            Information: 0,
        };
        unsafe { (*irp).IoStatus = refusal };
        unsafe { IofCompleteRequest(irp, 0) };
        return STATUS_ACCESS_DENIED;
    }
    unsafe { IoSkipCurrentIrpStackLocation(irp) };
    unsafe { WdfDeviceWdmDispatchPreprocessedIrp(device, irp) }
}

#[test]
fn a_preprocessed_irp_is_answered_or_handed_on() {
    let machine = Machine::new();
    let (_device, file) = alone(
        &machine,
        Layer {
            configure: |init| {
                let status = unsafe {
                    WdfDeviceInitAssignWdmIrpPreprocessCallback(
                        init,
                        Some(evt_preprocess),
                        IRP_MJ_DEVICE_CONTROL as u8,
                        ptr::null_mut(),
                        0,
                    )
                };
                assert_eq!(status, STATUS_SUCCESS);
            },
            on_add: |device| {
                default_queue(device, |config| {
                    config.EvtIoDeviceControl = Some(evt_control)
                });
            },
        },
    );
    let refused = file.ioctl(code(0x900, METHOD_BUFFERED), b"no", &mut []);
    assert!(matches!(refused, Err(Error::Status(status)) if status.0 == STATUS_ACCESS_DENIED));
    let mut buffer = [0; 2];
    let done = file.ioctl(code(0x901, METHOD_BUFFERED), b"yes", &mut buffer);
    assert_eq!(done.unwrap(), 2);
    assert_eq!(&buffer, b"kl");
    let [refused, handed_on] =
        [0x900, 0x901].map(|function| format!("preprocess {:#x}", code(function, METHOD_BUFFERED)));
    assert_eq!(notes(), [refused, handed_on, "yes".to_owned()]);
    file.close().unwrap();
    clean(&machine);
}
