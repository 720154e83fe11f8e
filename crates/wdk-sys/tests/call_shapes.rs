//! The shapes in which drivers for windows-drivers-rs write `call_unsafe_wdf_function_binding!`.
#![expect(unsafe_code, reason = "plays the framework and a raw driver")]
#![deny(warnings)]

use std::{
    cell::RefCell,
    mem, ptr,
    sync::{Once, atomic::Ordering::Relaxed},
};

use wdk_sys::{
    GUID, NTSTATUS, PCUNICODE_STRING, PVOID, PWDFDEVICE_INIT, STATUS_CANCELLED, STATUS_SUCCESS,
    ULONG, WDFDEVICE, WDFDEVICE_INIT, WDFQUEUE, WDFREQUEST, WDFSPINLOCK, abi,
    call_unsafe_wdf_function_binding,
    wdf::{
        PFN_WDF_REQUEST_CANCEL, PFN_WDFDEVICECREATE, PFN_WDFDEVICECREATEDEVICEINTERFACE,
        PFN_WDFREQUESTGETIOQUEUE, PFN_WDFREQUESTMARKCANCELABLEEX,
        PFN_WDFREQUESTRETRIEVEOUTPUTBUFFER, PFN_WDFSPINLOCKACQUIRE, PFN_WDFVERIFIERDBGBREAKPOINT,
        PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, WDFFUNC, WdfFunctionCount, WdfFunctions,
        index_of,
    },
};

thread_local! {
    static CALLS: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

fn called(name: &'static str) {
    CALLS.with_borrow_mut(|calls| calls.push(name));
}

#[abi]
unsafe fn device_create(
    _globals: PWDF_DRIVER_GLOBALS,
    init: *mut PWDFDEVICE_INIT,
    attributes: PWDF_OBJECT_ATTRIBUTES,
    device: *mut WDFDEVICE,
) -> NTSTATUS {
    called("WdfDeviceCreate");
    assert!(attributes.is_null());
    // SAFETY: the test hands over a variable.
    unsafe { init.write(ptr::null_mut()) };
    // SAFETY: as above.
    unsafe { device.write(ptr::without_provenance_mut(0x10)) };
    STATUS_SUCCESS
}

#[abi]
unsafe fn create_interface(
    _globals: PWDF_DRIVER_GLOBALS,
    _device: WDFDEVICE,
    class: *const GUID,
    reference: PCUNICODE_STRING,
) -> NTSTATUS {
    called("WdfDeviceCreateDeviceInterface");
    assert!(reference.is_null());
    // SAFETY: the test hands over a constant.
    assert_eq!(unsafe { (*class).Data1 }, INTERFACE.Data1);
    STATUS_SUCCESS
}

#[abi]
unsafe fn retrieve_output(
    _globals: PWDF_DRIVER_GLOBALS,
    _request: WDFREQUEST,
    minimum: usize,
    buffer: *mut PVOID,
    length: *mut usize,
) -> NTSTATUS {
    called("WdfRequestRetrieveOutputBuffer");
    assert!(length.is_null());
    // SAFETY: the test hands over a variable.
    unsafe { buffer.write(ptr::without_provenance_mut(minimum)) };
    STATUS_SUCCESS
}

#[abi]
unsafe fn mark_cancelable(
    _globals: PWDF_DRIVER_GLOBALS,
    _request: WDFREQUEST,
    cancel: PFN_WDF_REQUEST_CANCEL,
) -> NTSTATUS {
    called("WdfRequestMarkCancelableEx");
    assert!(cancel.is_some());
    STATUS_CANCELLED
}

#[abi]
unsafe fn request_queue(_globals: PWDF_DRIVER_GLOBALS, request: WDFREQUEST) -> WDFQUEUE {
    called("WdfRequestGetIoQueue");
    request.cast()
}

#[abi]
unsafe fn acquire(_globals: PWDF_DRIVER_GLOBALS, _lock: WDFSPINLOCK) {
    called("WdfSpinLockAcquire");
}

#[abi]
unsafe fn break_point(_globals: PWDF_DRIVER_GLOBALS) {
    called("WdfVerifierDbgBreakPoint");
}

/// Makes a table of the functions above the framework of this process.
fn bind() {
    static BIND: Once = Once::new();
    BIND.call_once(|| {
        let mut table: Vec<WDFFUNC> = vec![None; 458];
        macro_rules! slots {
            ($($name:literal $kind:ty = $function:ident;)*) => {
                $({
                    let function: $kind = Some($function);
                    let slot = index_of($name).expect("a name of the table");
                    // SAFETY: nullable function pointers have one representation.
                    table[slot] = unsafe { mem::transmute::<$kind, WDFFUNC>(function) };
                })*
            };
        }
        slots! {
            "WdfDeviceCreate" PFN_WDFDEVICECREATE = device_create;
            "WdfDeviceCreateDeviceInterface" PFN_WDFDEVICECREATEDEVICEINTERFACE = create_interface;
            "WdfRequestRetrieveOutputBuffer" PFN_WDFREQUESTRETRIEVEOUTPUTBUFFER = retrieve_output;
            "WdfRequestMarkCancelableEx" PFN_WDFREQUESTMARKCANCELABLEEX = mark_cancelable;
            "WdfRequestGetIoQueue" PFN_WDFREQUESTGETIOQUEUE = request_queue;
            "WdfSpinLockAcquire" PFN_WDFSPINLOCKACQUIRE = acquire;
            "WdfVerifierDbgBreakPoint" PFN_WDFVERIFIERDBGBREAKPOINT = break_point;
        }
        WdfFunctionCount.store(table.len() as ULONG, Relaxed);
        WdfFunctions.store(table.leak().as_mut_ptr(), Relaxed);
    });
}

/// Runs the calls of a driver, which must be those that are named.
fn expect_calls(names: &[&str], driver: impl FnOnce()) {
    bind();
    CALLS.take();
    driver();
    assert_eq!(CALLS.take(), names);
}

const INTERFACE: GUID = GUID {
    Data1: 0xCAFE,
    Data2: 0,
    Data3: 0,
    Data4: [0; 8],
};

#[test]
fn references_become_pointers_to_mutable_variables() {
    expect_calls(&["WdfDeviceCreate"], || {
        let mut memory = mem::MaybeUninit::<WDFDEVICE_INIT>::uninit();
        let mut init: PWDFDEVICE_INIT = memory.as_mut_ptr();
        let mut device: WDFDEVICE = wdk_sys::WDF_NO_HANDLE.cast();
        // SAFETY: the function of this test.
        let status = unsafe {
            call_unsafe_wdf_function_binding!(
                WdfDeviceCreate,
                &raw mut init,
                wdk_sys::WDF_NO_OBJECT_ATTRIBUTES,
                &raw mut device,
            )
        };
        assert_eq!(status, STATUS_SUCCESS);
        assert!(init.is_null());
        assert_eq!(device.addr(), 0x10);
    });
}

#[test]
fn references_and_null_become_pointers_to_constants() {
    expect_calls(
        &[
            "WdfDeviceCreateDeviceInterface",
            "WdfDeviceCreateDeviceInterface",
        ],
        || {
            let device: WDFDEVICE = ptr::null_mut();
            for null in [ptr::null(), ptr::null_mut()] {
                // SAFETY: the function of this test.
                let status = unsafe {
                    wdk_sys::call_unsafe_wdf_function_binding!(
                        WdfDeviceCreateDeviceInterface,
                        device,
                        &INTERFACE,
                        null
                    )
                };
                assert_eq!(status, STATUS_SUCCESS);
            }
        },
    );
}

#[test]
fn arguments_types_are_inferred_from_the_function() {
    expect_calls(&["WdfRequestRetrieveOutputBuffer"], || {
        let minimum = 32;
        let mut buffer = ptr::null_mut();
        // SAFETY: the function of this test.
        let _status = unsafe {
            call_unsafe_wdf_function_binding!(
                WdfRequestRetrieveOutputBuffer,
                ptr::null_mut(),
                minimum,
                &raw mut buffer,
                ptr::null_mut()
            )
        };
        assert_eq!(buffer.addr(), 32);
    });
}

#[test]
fn a_callback_is_passed_as_some_function() {
    #[abi]
    unsafe fn cancel(_request: WDFREQUEST) {}

    expect_calls(&["WdfRequestMarkCancelableEx"], || {
        let request: WDFREQUEST = ptr::null_mut();
        let status;
        // SAFETY: the function of this test.
        unsafe {
            status = call_unsafe_wdf_function_binding!(
                WdfRequestMarkCancelableEx,
                request,
                Some(cancel)
            );
        }
        assert_eq!(status, STATUS_CANCELLED);
    });
}

#[test]
fn a_call_is_an_expression() {
    expect_calls(&["WdfRequestGetIoQueue", "WdfSpinLockAcquire"], || {
        let request: WDFREQUEST = ptr::without_provenance_mut(0x20);
        // SAFETY: the function of this test.
        let queue = unsafe { call_unsafe_wdf_function_binding!(WdfRequestGetIoQueue, request,) };
        assert_eq!((queue as wdk_sys::WDFOBJECT).addr(), 0x20);
        // SAFETY: the function of this test.
        let [()] = unsafe {
            [call_unsafe_wdf_function_binding!(
                WdfSpinLockAcquire,
                ptr::null_mut()
            )]
        };
    });
}

// `deny(warnings)` above makes this a test that void functions give nothing that must be used.
#[test]
fn functions_without_arguments_and_results_can_be_called() {
    expect_calls(&["WdfVerifierDbgBreakPoint"; 2], || {
        // SAFETY: the function of this test.
        unsafe { call_unsafe_wdf_function_binding!(WdfVerifierDbgBreakPoint) }
        // SAFETY: the function of this test.
        unsafe {
            call_unsafe_wdf_function_binding!(WdfVerifierDbgBreakPoint,);
        }
    });
}

#[test]
fn the_drivers_own_names_do_not_disturb_the_call() {
    struct WdfFunctions;
    fn function() {}

    expect_calls(&["WdfSpinLockAcquire"], || {
        let _ = WdfFunctions;
        function();
        let index: WDFSPINLOCK = ptr::null_mut();
        // SAFETY: the function of this test.
        unsafe { call_unsafe_wdf_function_binding!(WdfSpinLockAcquire, index) };
    });
}
