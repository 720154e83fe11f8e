//! A device of this image, which does nothing. Wine's kernel takes requests one after the other, so
//! who has opened the device knows that every request before it has reached its driver.
#![expect(
    unsafe_code,
    reason = "a driver of the kernel's, with its dispatch routines"
)]

use core::ptr;

use wdk_sys::{
    FILE_DEVICE_UNKNOWN, IRP_MJ_CLOSE, IRP_MJ_CREATE, IoCreateDevice, IoCreateSymbolicLink,
    IofCompleteRequest, NTSTATUS, PDEVICE_OBJECT, PDRIVER_INITIALIZE, PDRIVER_OBJECT, PIRP,
    PUNICODE_STRING, STATUS_SUCCESS, UNICODE_STRING, abi,
};

wdk_sys::imports! { "ntoskrnl.exe";
    fn IoCreateDriver(name: PUNICODE_STRING, initialize: PDRIVER_INITIALIZE) -> NTSTATUS;
}

/// Makes the device. Without it a program cannot wait, and says so.
pub(crate) fn create() {
    with_text(r"\Driver\ntoswine", |name| {
        // SAFETY: a text that outlives the call; the entry is below.
        let _ = unsafe { IoCreateDriver(name, Some(initialize)) };
    });
}

/// Calls `function` with a text as the kernel takes it.
fn with_text<R>(text: &str, function: impl FnOnce(PUNICODE_STRING) -> R) -> R {
    let mut units = [0_u16; 64];
    let mut length = 0;
    for (to, from) in units.iter_mut().zip(text.encode_utf16()) {
        *to = from;
        length += 2;
    }
    let mut text = UNICODE_STRING {
        Length: length,
        MaximumLength: length,
        Buffer: units.as_mut_ptr(),
    };
    function(&raw mut text)
}

#[abi]
unsafe fn initialize(driver: PDRIVER_OBJECT, _registry_path: PUNICODE_STRING) -> NTSTATUS {
    for major in [IRP_MJ_CREATE, IRP_MJ_CLOSE] {
        // SAFETY: the driver object that is being initialised, and a major function that it has.
        unsafe { (*driver).MajorFunction[major as usize] = Some(succeed) };
    }
    const DEVICE: &str = r"\Device\ntoswine";
    let mut device: PDEVICE_OBJECT = ptr::null_mut();
    let status = with_text(DEVICE, |name| {
        // SAFETY: the driver's object, a text that outlives the call, a local.
        unsafe { IoCreateDevice(driver, 0, name, FILE_DEVICE_UNKNOWN, 0, 0, &raw mut device) }
    });
    if status < 0 {
        return status;
    }
    with_text(r"\DosDevices\ntoswine", |link| {
        with_text(DEVICE, |name| {
            // SAFETY: two texts that outlive the call.
            unsafe { IoCreateSymbolicLink(link, name) }
        })
    })
}

#[abi]
unsafe fn succeed(_device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    // SAFETY: the kernel gave the IRP to this routine, which completes it.
    unsafe { (*irp).IoStatus.__bindgen_anon_1.Status = STATUS_SUCCESS };
    // SAFETY: the same IRP, which is not used after.
    unsafe { IofCompleteRequest(irp, 0) };
    STATUS_SUCCESS
}
