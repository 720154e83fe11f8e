//! Shutdown notifications, error log, versions, WMI registration.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ptr;

use wdk_sys::{
    _POOL_TYPE, BOOLEAN, DO_SHUTDOWN_REGISTERED, ERROR_LOG_MAXIMUM_SIZE, ExFreePool,
    ExFreePoolWithTag, FILE_READ_ACCESS, FILE_WRITE_ACCESS, IO_ERROR_LOG_PACKET, NTSTATUS,
    PDEVICE_OBJECT, PDRIVER_OBJECT, PDRIVER_REINITIALIZE, PEPROCESS, PIRP, PKTHREAD,
    PUNICODE_STRING, PVOID, STATUS_ACCESS_DENIED, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, TRUE,
    UCHAR, ULONG, abi,
};

use crate::nt::ex::driver_pool;
use crate::{
    engine::{
        export::{Export, export_table},
        trace::Category,
    },
    nt::{io::raw::Device, kernel::Kernel},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    IoRegisterShutdownNotification: ignored("IRP_MJ_SHUTDOWN is never sent"),
    IoRegisterLastChanceShutdownNotification: ignored("IRP_MJ_SHUTDOWN is never sent"),
    IoUnregisterShutdownNotification: full,
    IoAllocateErrorLogEntry: full,
    IoWriteErrorLogEntry: partial("only the error code goes to the trace; there is no event log"),
    IoFreeErrorLogEntry: full,
    IoIsWdmVersionAvailable: partial("WDM 6.10 counts as available; Windows has 6.0"),
    IoGetCurrentProcess: partial("programs and the system share one process"),
    IoRegisterDriverReinitialization: partial(
        "the count is always 1, and the routine may run before DriverEntry has returned"
    ),
    IoRegisterBootDriverReinitialization: partial(
        "runs like IoRegisterDriverReinitialization, not after all boot devices are there; \
         count is always 1"
    ),
    IoWMIRegistrationControl: ignored(
        "WMI is missing: no IRP_MN_REGINFO is sent, and the action is not checked"
    ),
    IoWMIDeviceObjectToProviderId: full,
    IoWMIWriteEvent: ignored("WMI is missing: the event is freed and nobody gets it"),
    IoRaiseInformationalHardError: ignored("no dialog box and no event log entry"),
    IoValidateDeviceIoControlAccess: partial(
        "kernel requests are checked too, and IRPs of other kinds are not refused"
    ),
);

const TAG: u32 = u32::from_le_bytes(*b"Io  ");

#[abi(enter, no_mangle)]
unsafe fn IoRegisterShutdownNotification(DeviceObject: PDEVICE_OBJECT) -> NTSTATUS {
    let kernel = Kernel::current();
    // SAFETY: the driver passes its device.
    if let Some(device) = unsafe { Device::new(DeviceObject) } {
        device.set_flags(device.flags() | DO_SHUTDOWN_REGISTERED);
        kernel.io.shutdown.borrow_mut().push(DeviceObject);
    }
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn IoRegisterLastChanceShutdownNotification(DeviceObject: PDEVICE_OBJECT) -> NTSTATUS {
    // SAFETY: the same contract; the machine has no file systems between the two.
    unsafe { IoRegisterShutdownNotification(DeviceObject) }
}

#[abi(enter, no_mangle)]
unsafe fn IoUnregisterShutdownNotification(DeviceObject: PDEVICE_OBJECT) {
    let kernel = Kernel::current();
    let mut registered = kernel.io.shutdown.borrow_mut();
    registered.retain(|device| *device != DeviceObject);
    drop(registered);
    // SAFETY: the driver passes its device.
    if let Some(device) = unsafe { Device::new(DeviceObject) } {
        device.set_flags(device.flags() & !DO_SHUTDOWN_REGISTERED);
    }
}

#[abi(enter, no_mangle)]
unsafe fn IoAllocateErrorLogEntry(_IoObject: PVOID, EntrySize: UCHAR) -> PVOID {
    if u32::from(EntrySize) > ERROR_LOG_MAXIMUM_SIZE {
        return ptr::null_mut();
    }
    let size = u64::from(EntrySize);
    let entry = driver_pool::of_type(_POOL_TYPE::NonPagedPoolNx, size, TAG);
    if !entry.is_null() {
        // SAFETY: allocated above.
        unsafe { entry.cast::<u8>().write_bytes(0, EntrySize.into()) };
    }
    entry
}

#[abi(enter, no_mangle)]
unsafe fn IoWriteErrorLogEntry(ElEntry: PVOID) {
    // SAFETY: allocated by `IoAllocateErrorLogEntry`, and filled by the driver.
    let code = unsafe { (*ElEntry.cast::<IO_ERROR_LOG_PACKET>()).ErrorCode };
    let kernel = Kernel::current();
    kernel.trace_instant(Category::Note, || {
        ("error log entry", crate::nt::io::names::status(code))
    });
    // SAFETY: an entry is freed after it was written, once.
    unsafe { IoFreeErrorLogEntry(ElEntry) };
}

#[abi(enter, no_mangle)]
unsafe fn IoFreeErrorLogEntry(ElEntry: PVOID) {
    // SAFETY: allocated by `IoAllocateErrorLogEntry`.
    unsafe { ExFreePoolWithTag(ElEntry, TAG) };
}

#[abi(enter, no_mangle)]
fn IoIsWdmVersionAvailable(MajorVersion: UCHAR, MinorVersion: UCHAR) -> BOOLEAN {
    BOOLEAN::from((MajorVersion, MinorVersion) <= (6, 0x10))
}

#[abi(enter, no_mangle)]
fn IoGetCurrentProcess() -> PEPROCESS {
    Kernel::current().process_object().cast()
}

#[abi(enter, no_mangle)]
unsafe fn IoRegisterDriverReinitialization(
    DriverObject: PDRIVER_OBJECT,
    DriverReinitializationRoutine: PDRIVER_REINITIALIZE,
    Context: PVOID,
) {
    let kernel = Kernel::current();
    let driver = kernel.current_driver();
    let Some(routine) = DriverReinitializationRoutine else {
        return;
    };
    kernel.queue_pnp(move |kernel| {
        kernel.in_driver(
            driver,
            Category::Driver,
            "Reinitialize",
            String::new,
            // SAFETY: the driver passed the routine with this context.
            || unsafe { routine(DriverObject, Context, 1) },
        );
    });
}

#[abi(enter, no_mangle)]
unsafe fn IoRegisterBootDriverReinitialization(
    DriverObject: PDRIVER_OBJECT,
    DriverReinitializationRoutine: PDRIVER_REINITIALIZE,
    Context: PVOID,
) {
    // SAFETY: the same contract.
    unsafe {
        IoRegisterDriverReinitialization(DriverObject, DriverReinitializationRoutine, Context);
    }
}

#[abi(enter, no_mangle)]
fn IoWMIRegistrationControl(_DeviceObject: PDEVICE_OBJECT, _Action: ULONG) -> NTSTATUS {
    // Nothing in the machine queries WMI data.
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn IoWMIDeviceObjectToProviderId(DeviceObject: PDEVICE_OBJECT) -> ULONG {
    DeviceObject.addr() as u32
}

#[abi(enter, no_mangle)]
unsafe fn IoWMIWriteEvent(WnodeEventItem: PVOID) -> NTSTATUS {
    // SAFETY: the system frees the item that the driver allocated from pool.
    unsafe { ExFreePool(WnodeEventItem) };
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn IoRaiseInformationalHardError(
    _ErrorStatus: NTSTATUS,
    _String: PUNICODE_STRING,
    _Thread: PKTHREAD,
) -> BOOLEAN {
    TRUE
}

#[abi(enter, no_mangle)]
unsafe fn IoValidateDeviceIoControlAccess(Irp: PIRP, RequiredAccess: ULONG) -> NTSTATUS {
    // SAFETY: the driver passes a control request.
    let Some(irp) = (unsafe { crate::nt::io::raw::Irp::new(Irp) }) else {
        return STATUS_INVALID_PARAMETER;
    };
    // SAFETY: the request's file, if it has one.
    let Some(file) = (unsafe { crate::nt::io::raw::File::new(irp.current().file()) }) else {
        return STATUS_SUCCESS;
    };
    let read = RequiredAccess & FILE_READ_ACCESS == 0 || file.read_access() != 0;
    let write = RequiredAccess & FILE_WRITE_ACCESS == 0 || file.write_access() != 0;
    if read && write {
        STATUS_SUCCESS
    } else {
        STATUS_ACCESS_DENIED
    }
}
