//! Shutdown notifications, error log, versions.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::{cell::RefCell, ptr};

use wdk_sys::{
    _MODE::KernelMode, _POOL_TYPE, BOOLEAN, DO_SHUTDOWN_REGISTERED, ERROR_LOG_MAXIMUM_SIZE,
    ExFreePoolWithTag, FILE_READ_ACCESS, FILE_WRITE_ACCESS, IO_ERROR_LOG_PACKET,
    IRP_MJ_DEVICE_CONTROL, IRP_MJ_FILE_SYSTEM_CONTROL, NTSTATUS, PDEVICE_OBJECT, PDRIVER_OBJECT,
    PDRIVER_REINITIALIZE, PEPROCESS, PIRP, PKTHREAD, PUNICODE_STRING, PVOID, STATUS_ACCESS_DENIED,
    STATUS_INVALID_PARAMETER, STATUS_SUCCESS, TRUE, UCHAR, ULONG, abi,
};

use crate::nt::ex::driver_pool;
use crate::{
    engine::{
        export::{Export, export_table},
        trace::Category,
    },
    nt::{
        io::raw::{Device, Driver},
        kernel::Kernel,
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    IoRegisterShutdownNotification: full,
    IoRegisterLastChanceShutdownNotification: full,
    IoUnregisterShutdownNotification: full,
    IoAllocateErrorLogEntry: full,
    IoWriteErrorLogEntry: partial("only the error code goes to the trace; there is no event log"),
    IoFreeErrorLogEntry: full,
    IoIsWdmVersionAvailable: full,
    IoGetCurrentProcess: full,
    "PsGetCurrentProcess" = IoGetCurrentProcess: full,
    IoRegisterDriverReinitialization: full,
    IoRegisterBootDriverReinitialization: partial(
        "runs like IoRegisterDriverReinitialization, not after all boot devices are there"
    ),
    IoRaiseInformationalHardError: ignored("no dialog box and no event log entry"),
    IoValidateDeviceIoControlAccess: full,
);

const TAG: u32 = u32::from_le_bytes(*b"Io  ");

#[abi(enter, no_mangle)]
fn IoRegisterShutdownNotification(DeviceObject: Option<Device>) -> NTSTATUS {
    let kernel = Kernel::current();
    register_shutdown(&kernel.io.shutdown.first, DeviceObject)
}

fn register_shutdown(list: &RefCell<Vec<PDEVICE_OBJECT>>, device: Option<Device>) -> NTSTATUS {
    let Some(device) = device else {
        return STATUS_INVALID_PARAMETER;
    };
    device.set_flags(device.flags() | DO_SHUTDOWN_REGISTERED);
    list.borrow_mut().push(device.raw());
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn IoRegisterLastChanceShutdownNotification(DeviceObject: Option<Device>) -> NTSTATUS {
    let kernel = Kernel::current();
    register_shutdown(&kernel.io.shutdown.last_chance, DeviceObject)
}

#[abi(enter, no_mangle)]
fn IoUnregisterShutdownNotification(DeviceObject: Option<Device>) {
    if let Some(device) = DeviceObject {
        Kernel::current().io.shutdown.forget(device);
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
    BOOLEAN::from((MajorVersion, MinorVersion) <= (6, 0))
}

#[abi(enter, no_mangle)]
fn IoGetCurrentProcess() -> PEPROCESS {
    let kernel = Kernel::current();
    kernel.current_process().cast()
}

#[abi(enter, no_mangle)]
unsafe fn IoRegisterDriverReinitialization(
    DriverObject: PDRIVER_OBJECT,
    DriverReinitializationRoutine: PDRIVER_REINITIALIZE,
    Context: PVOID,
) {
    // SAFETY: the driver passes its driver object.
    let Some(driver) = (unsafe { Driver::new(DriverObject) }) else {
        return;
    };
    // The routine waits for the end of `DriverEntry`, or for the turn of one that runs.
    let waiting = &driver.state().reinitialize;
    waiting
        .borrow_mut()
        .push_back((DriverReinitializationRoutine, Context));
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
    let is_control = matches!(
        u32::from(irp.current().major()),
        IRP_MJ_DEVICE_CONTROL | IRP_MJ_FILE_SYSTEM_CONTROL
    );
    if !is_control || RequiredAccess & !(FILE_READ_ACCESS | FILE_WRITE_ACCESS) != 0 {
        return STATUS_INVALID_PARAMETER;
    }
    if irp.requestor_mode() == KernelMode as i8 {
        return STATUS_SUCCESS;
    }
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
