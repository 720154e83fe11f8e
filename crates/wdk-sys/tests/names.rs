//! The names that drivers written for windows-drivers-rs use, each with the type that they expect.
//!
//! Most of this fails by not compiling.
#![expect(
    unused_qualifications,
    reason = "names by the paths that windows-drivers-rs gives them"
)]
#![expect(unsafe_code, reason = "names functions of the kernel")]

use std::{
    ffi::{CStr, c_char, c_void},
    marker::PhantomData,
    mem::{align_of, offset_of, size_of},
    ptr,
};

use wdk_sys::*;

/// Fails to compile unless both types are the same one.
macro_rules! same {
    ($($name:ty = $meaning:ty;)*) => {
        $(const _: PhantomData<fn($name) -> $name> = PhantomData::<fn($meaning) -> $meaning>;)*
    };
}

/// Fails to compile unless the constant has the type and the value.
macro_rules! constants {
    ($($name:path: $kind:ty = $value:expr;)*) => {
        $(const _: () = {
            const VALUE: $kind = $name;
            assert!(VALUE as i64 == $value);
        };)*
    };
}

/// Fails to compile unless the function pointer has the arguments and the result.
macro_rules! callbacks {
    ($($name:ident = fn($($argument:ty),*) $(-> $result:ty)?;)*) => {
        $(const _: PhantomData<fn($name) -> $name> = PhantomData::<
            fn(Option<fn_ptr!(fn($($argument),*) $(-> $result)?)>)
                -> Option<fn_ptr!(fn($($argument),*) $(-> $result)?)>
        >;)*
    };
}

/// Fails to compile unless the function has the arguments and the result.
macro_rules! functions {
    ($($name:path = fn($($argument:ty),*) $(-> $result:ty)?;)*) => {
        $(const _: unsafe fn($($argument),*) $(-> $result)? = $name;)*
    };
}

// What public drivers use and the published lists do not name.
same! {
    PHANDLE64 = *mut *mut c_void;
    PKBUGCHECK_REMOVE_PAGES = *mut _KBUGCHECK_REMOVE_PAGES;
    PREG_KEY_HANDLE_CLOSE_INFORMATION = *mut REG_KEY_HANDLE_CLOSE_INFORMATION;
    PMM_COPY_ADDRESS = *mut _MM_COPY_ADDRESS;
}

#[cfg(target_arch = "x86_64")]
same! {
    PKTRAP_FRAME = *mut _KTRAP_FRAME;
}

/// Members without a name are where bindgen puts them.
const _: fn(&OB_PRE_OPERATION_INFORMATION) -> ULONG =
    // SAFETY: every view of the union is of plain numbers.
    |operation| unsafe { operation.__bindgen_anon_1.__bindgen_anon_1.KernelHandle() };
const _: fn(&MM_COPY_ADDRESS) -> PVOID =
    // SAFETY: as above.
    |address| unsafe { address.__bindgen_anon_1.VirtualAddress };

same! {
    NTSTATUS = i32;
    LONG = i32;
    ULONG = u32;
    USHORT = u16;
    WCHAR = u16;
    UCHAR = u8;
    BOOLEAN = u8;
    KIRQL = u8;
    LONGLONG = i64;
    PVOID = *mut c_void;
    HANDLE = *mut c_void;
    SIZE_T = u64;
    ULONG_PTR = u64;
    POOL_FLAGS = u64;
    size_t = usize;
    CHAR = c_char;
    PCSTR = *const c_char;
    LPCSTR = *const c_char;
    PCUNICODE_STRING = *const UNICODE_STRING;
    PUNICODE_STRING = *mut UNICODE_STRING;
    DRIVER_OBJECT = _DRIVER_OBJECT;
    PDRIVER_OBJECT = *mut DRIVER_OBJECT;
    WDFOBJECT = *mut c_void;
    WDFDRIVER = *mut WDFDRIVER__;
    WDFDEVICE = *mut WDFDEVICE__;
    WDFQUEUE = *mut WDFQUEUE__;
    WDFREQUEST = *mut WDFREQUEST__;
    WDFMEMORY = *mut WDFMEMORY__;
    WDFTIMER = *mut WDFTIMER__;
    WDFSTRING = *mut WDFSTRING__;
    WDFSPINLOCK = *mut WDFSPINLOCK__;
    PWDFDEVICE_INIT = *mut WDFDEVICE_INIT;
    PWDF_DRIVER_CONFIG = *mut WDF_DRIVER_CONFIG;
    PWDF_OBJECT_ATTRIBUTES = *mut WDF_OBJECT_ATTRIBUTES;
    PCWDF_OBJECT_CONTEXT_TYPE_INFO = *const WDF_OBJECT_CONTEXT_TYPE_INFO;
    PWDF_IO_QUEUE_CONFIG = *mut WDF_IO_QUEUE_CONFIG;
    PWDF_TIMER_CONFIG = *mut WDF_TIMER_CONFIG;
    PWDF_PNPPOWER_EVENT_CALLBACKS = *mut WDF_PNPPOWER_EVENT_CALLBACKS;
    PWDF_DRIVER_VERSION_AVAILABLE_PARAMS = *mut WDF_DRIVER_VERSION_AVAILABLE_PARAMS;
    PWDF_DRIVER_GLOBALS = *mut WDF_DRIVER_GLOBALS;
    _WDF_EXECUTION_LEVEL::Type = i32;
    _WDF_SYNCHRONIZATION_SCOPE::Type = i32;
    _WDF_TRI_STATE::Type = i32;
    _WDF_IO_QUEUE_DISPATCH_TYPE::Type = i32;
}

constants! {
    STATUS_SUCCESS: NTSTATUS = 0;
    STATUS_BUFFER_OVERFLOW: NTSTATUS = 0x8000_0005_u32 as i32 as i64;
    STATUS_CANCELLED: NTSTATUS = 0xC000_0120_u32 as i32 as i64;
    STATUS_INSUFFICIENT_RESOURCES: NTSTATUS = 0xC000_009A_u32 as i32 as i64;
    STATUS_INVALID_DEVICE_REQUEST: NTSTATUS = 0xC000_0010_u32 as i32 as i64;
    POOL_FLAG_NON_PAGED: POOL_FLAGS = 0x40;
    _WDF_EXECUTION_LEVEL::WdfExecutionLevelInheritFromParent: i32 = 1;
    _WDF_SYNCHRONIZATION_SCOPE::WdfSynchronizationScopeInheritFromParent: i32 = 1;
    _WDF_TRI_STATE::WdfUseDefault: i32 = 2;
    _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchSequential: i32 = 1;
}

callbacks! {
    PFN_WDF_DRIVER_DEVICE_ADD = fn(WDFDRIVER, PWDFDEVICE_INIT) -> NTSTATUS;
    PFN_WDF_DRIVER_UNLOAD = fn(WDFDRIVER);
    PFN_WDF_IO_QUEUE_IO_READ = fn(WDFQUEUE, WDFREQUEST, usize);
    PFN_WDF_IO_QUEUE_IO_WRITE = fn(WDFQUEUE, WDFREQUEST, usize);
    PFN_WDF_TIMER = fn(WDFTIMER);
    PFN_WDF_REQUEST_CANCEL = fn(WDFREQUEST);
    PFN_WDF_DEVICE_SELF_MANAGED_IO_INIT = fn(WDFDEVICE) -> NTSTATUS;
    PFN_WDF_DEVICE_SELF_MANAGED_IO_SUSPEND = fn(WDFDEVICE) -> NTSTATUS;
    PFN_WDF_DEVICE_SELF_MANAGED_IO_RESTART = fn(WDFDEVICE) -> NTSTATUS;
    PFN_WDF_OBJECT_CONTEXT_CLEANUP = fn(WDFOBJECT);
    PFN_WDF_OBJECT_CONTEXT_DESTROY = fn(WDFOBJECT);
}

functions! {
    WdfDriverCreate = fn(PDRIVER_OBJECT, PCUNICODE_STRING, PWDF_OBJECT_ATTRIBUTES,
        PWDF_DRIVER_CONFIG, *mut WDFDRIVER) -> NTSTATUS;
    WdfDeviceCreate = fn(*mut PWDFDEVICE_INIT, PWDF_OBJECT_ATTRIBUTES, *mut WDFDEVICE) -> NTSTATUS;
    WdfDeviceCreateDeviceInterface = fn(WDFDEVICE, *const GUID, PCUNICODE_STRING) -> NTSTATUS;
    WdfDeviceGetDefaultQueue = fn(WDFDEVICE) -> WDFQUEUE;
    WdfDeviceInitSetPnpPowerEventCallbacks = fn(PWDFDEVICE_INIT, PWDF_PNPPOWER_EVENT_CALLBACKS);
    WdfDeviceInitSetRequestAttributes = fn(PWDFDEVICE_INIT, PWDF_OBJECT_ATTRIBUTES);
    WdfDriverIsVersionAvailable = fn(WDFDRIVER, PWDF_DRIVER_VERSION_AVAILABLE_PARAMS) -> BOOLEAN;
    WdfDriverRetrieveVersionString = fn(WDFDRIVER, WDFSTRING) -> NTSTATUS;
    WdfIoQueueCreate = fn(WDFDEVICE, PWDF_IO_QUEUE_CONFIG, PWDF_OBJECT_ATTRIBUTES, *mut WDFQUEUE)
        -> NTSTATUS;
    WdfIoQueueStart = fn(WDFQUEUE);
    WdfIoQueueStopSynchronously = fn(WDFQUEUE);
    WdfMemoryCopyToBuffer = fn(WDFMEMORY, usize, PVOID, usize) -> NTSTATUS;
    WdfMemoryCopyFromBuffer = fn(WDFMEMORY, usize, PVOID, usize) -> NTSTATUS;
    WdfObjectGetTypedContextWorker = fn(WDFOBJECT, PCWDF_OBJECT_CONTEXT_TYPE_INFO) -> PVOID;
    WdfObjectDelete = fn(WDFOBJECT);
    WdfRequestUnmarkCancelable = fn(WDFREQUEST) -> NTSTATUS;
    WdfRequestMarkCancelableEx = fn(WDFREQUEST, PFN_WDF_REQUEST_CANCEL) -> NTSTATUS;
    WdfRequestComplete = fn(WDFREQUEST, NTSTATUS);
    WdfRequestCompleteWithInformation = fn(WDFREQUEST, NTSTATUS, ULONG_PTR);
    WdfRequestRetrieveInputMemory = fn(WDFREQUEST, *mut WDFMEMORY) -> NTSTATUS;
    WdfRequestRetrieveOutputMemory = fn(WDFREQUEST, *mut WDFMEMORY) -> NTSTATUS;
    WdfRequestRetrieveOutputBuffer = fn(WDFREQUEST, usize, *mut PVOID, *mut usize) -> NTSTATUS;
    WdfRequestSetInformation = fn(WDFREQUEST, ULONG_PTR);
    WdfRequestGetIoQueue = fn(WDFREQUEST) -> WDFQUEUE;
    WdfSpinLockCreate = fn(PWDF_OBJECT_ATTRIBUTES, *mut WDFSPINLOCK) -> NTSTATUS;
    WdfSpinLockAcquire = fn(WDFSPINLOCK);
    WdfSpinLockRelease = fn(WDFSPINLOCK);
    WdfStringCreate = fn(PCUNICODE_STRING, PWDF_OBJECT_ATTRIBUTES, *mut WDFSTRING) -> NTSTATUS;
    WdfStringGetUnicodeString = fn(WDFSTRING, PUNICODE_STRING);
    WdfTimerCreate = fn(PWDF_TIMER_CONFIG, PWDF_OBJECT_ATTRIBUTES, *mut WDFTIMER) -> NTSTATUS;
    WdfTimerGetParentObject = fn(WDFTIMER) -> WDFOBJECT;
    WdfTimerStart = fn(WDFTIMER, LONGLONG) -> BOOLEAN;
    WdfTimerStop = fn(WDFTIMER, BOOLEAN) -> BOOLEAN;
    WdfVerifierDbgBreakPoint = fn();
}

const _: fn_ptr!(fn(POOL_FLAGS, SIZE_T, ULONG) -> PVOID) = ntddk::ExAllocatePool2;
const _: fn_ptr!(fn(PVOID)) = ntddk::ExFreePool;
const _: fn_ptr!(fn() -> KIRQL) = ntddk::KeGetCurrentIrql;

/// Never called: it compiles when the variadic function and the macro are as drivers use them.
#[expect(
    dead_code,
    reason = "linked by no test, since nobody defines DbgPrint here"
)]
fn text_goes_to_the_debugger(text: &CStr) {
    PAGED_CODE!();
    // SAFETY: not called.
    let _: ULONG = unsafe { ntddk::DbgPrint(c"%s %d".as_ptr().cast(), text.as_ptr(), 7) };
}

const INTERFACE: GUID = GUID {
    Data1: 0x1EC0_FFEE,
    Data2: 1,
    Data3: 2,
    Data4: [0, 1, 2, 3, 4, 5, 6, 7],
};

/// What drivers wrap to put it into a static.
#[repr(transparent)]
struct ContextType(WDF_OBJECT_CONTEXT_TYPE_INFO);

// SAFETY: nobody writes it.
unsafe impl Sync for ContextType {}

static CONTEXT_TYPE: ContextType = ContextType(WDF_OBJECT_CONTEXT_TYPE_INFO {
    Size: size_of::<WDF_OBJECT_CONTEXT_TYPE_INFO>() as ULONG,
    ContextName: c"Lamp".as_ptr(),
    ContextSize: 24,
    UniqueType: (&raw const CONTEXT_TYPE).cast(),
    EvtDriverGetUniqueContextType: None,
});

fn is_copy<T: Copy>() {}

#[test]
fn structures_are_written_as_literals_with_a_default_rest() {
    let driver = WDF_DRIVER_CONFIG {
        Size: size_of::<WDF_DRIVER_CONFIG>() as ULONG,
        EvtDriverDeviceAdd: None,
        EvtDriverUnload: None,
        DriverInitFlags: 0,
        DriverPoolTag: 0,
    };
    assert_eq!(driver.Size, 32);
    let object = WDF_OBJECT_ATTRIBUTES {
        Size: size_of::<WDF_OBJECT_ATTRIBUTES>() as ULONG,
        EvtCleanupCallback: None,
        EvtDestroyCallback: None,
        ExecutionLevel: _WDF_EXECUTION_LEVEL::WdfExecutionLevelInheritFromParent,
        SynchronizationScope: _WDF_SYNCHRONIZATION_SCOPE::WdfSynchronizationScopeInheritFromParent,
        ParentObject: WDF_NO_HANDLE,
        ContextSizeOverride: 0,
        ContextTypeInfo: CONTEXT_TYPE.0.UniqueType,
    };
    assert_eq!(object.Size, 56);
    assert_eq!(object.ContextTypeInfo.cast(), &raw const CONTEXT_TYPE);
    let timer = WDF_TIMER_CONFIG {
        Size: size_of::<WDF_TIMER_CONFIG>() as ULONG,
        EvtTimerFunc: None,
        Period: 10_000,
        AutomaticSerialization: u8::from(true),
        TolerableDelay: 0,
        ..WDF_TIMER_CONFIG::default()
    };
    assert_eq!((timer.Size, timer.Period), (40, 10_000));
    let queue = WDF_IO_QUEUE_CONFIG {
        PowerManaged: _WDF_TRI_STATE::WdfUseDefault,
        DefaultQueue: u8::from(true),
        DispatchType: _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchSequential,
        EvtIoRead: None,
        EvtIoWrite: None,
        ..WDF_IO_QUEUE_CONFIG::default()
    };
    assert_eq!((queue.Size, queue.PowerManaged), (0, 2));
    let events = WDF_PNPPOWER_EVENT_CALLBACKS {
        EvtDeviceSelfManagedIoInit: None,
        EvtDeviceSelfManagedIoSuspend: None,
        EvtDeviceSelfManagedIoRestart: None,
        ..WDF_PNPPOWER_EVENT_CALLBACKS::default()
    };
    assert_eq!(events.Size, 0);
    let version = WDF_DRIVER_VERSION_AVAILABLE_PARAMS {
        Size: size_of::<WDF_DRIVER_VERSION_AVAILABLE_PARAMS>() as ULONG,
        MajorVersion: 1,
        MinorVersion: 0,
    };
    assert_eq!(version.Size, 12);
    assert_eq!(INTERFACE.Data4[7], 7);
}

#[test]
fn strings_are_read_field_by_field() {
    is_copy::<UNICODE_STRING>();
    is_copy::<WDF_OBJECT_CONTEXT_TYPE_INFO>();
    let string = UNICODE_STRING::default();
    let (bytes, room): (u16, u16) = (string.Length, string.MaximumLength);
    let text: *mut u16 = string.Buffer;
    assert_eq!((bytes, room, text), (0, 0, ptr::null_mut()));
}

#[test]
fn a_driver_object_is_the_kernels() {
    assert_eq!(size_of::<DRIVER_OBJECT>(), 336);
    assert_eq!(align_of::<DRIVER_OBJECT>(), 8);
    assert_eq!(offset_of!(DRIVER_OBJECT, DriverUnload), 104);
    let unload = |driver: &DRIVER_OBJECT| -> Option<fn_ptr!(fn(*mut _DRIVER_OBJECT))> {
        driver.DriverUnload
    };
    let _ = unload;
}

#[test]
fn no_handle_becomes_any_handle() {
    assert!(WDF_NO_HANDLE.cast::<WDFDRIVER>().is_null());
    assert!((WDF_NO_HANDLE as WDFDEVICE).is_null());
    assert!(WDF_NO_OBJECT_ATTRIBUTES.is_null());
    let queue: WDFQUEUE = WDF_NO_HANDLE.cast();
    assert!((queue as WDFOBJECT).is_null());
}

/// The four severities of
/// [NTSTATUS](https://learn.microsoft.com/openspecs/windows_protocols/ms-erref/87fba13e-bf06-450e-83b1-9241dc81e781).
#[test]
fn every_status_has_one_severity() {
    let severity = |status: NTSTATUS| {
        [
            NT_SUCCESS(status),
            NT_INFORMATION(status),
            NT_WARNING(status),
            NT_ERROR(status),
        ]
    };
    let bounds = [
        (0x0000_0000, [true, false, false, false]),
        (0x3FFF_FFFF, [true, false, false, false]),
        (0x4000_0000, [true, true, false, false]),
        (0x7FFF_FFFF, [true, true, false, false]),
        (0x8000_0000, [false, false, true, false]),
        (0xBFFF_FFFF, [false, false, true, false]),
        (0xC000_0000, [false, false, false, true]),
        (0xFFFF_FFFF_u32, [false, false, false, true]),
    ];
    for (status, expected) in bounds {
        assert_eq!(severity(status.cast_signed()), expected, "{status:#010X}");
    }
    const { assert!(NT_SUCCESS(STATUS_PENDING) && NT_WARNING(STATUS_BUFFER_OVERFLOW)) };
}
