//! Wait-wake requests: what the root bus answers, and what ends them.
#![expect(unsafe_code, reason = "calls the power manager as a driver does")]

use std::{
    cell::{Cell, RefCell},
    ptr,
};

use wdk_sim::{Device, Hardware, Machine};
use wdk_sys::{
    _DEVICE_POWER_STATE::PowerDeviceD2,
    _SYSTEM_POWER_STATE::{
        PowerSystemHibernate, PowerSystemSleeping3, PowerSystemUnspecified, PowerSystemWorking,
    },
    IO_STATUS_BLOCK, IRP_MN_WAIT_WAKE, IoCancelIrp, IoGetDeviceAttachmentBaseRef,
    IoGetDeviceObjectPointer, NTSTATUS, ObfDereferenceObject, PDEVICE_OBJECT, PIRP, POWER_STATE,
    PVOID, PoRequestPowerIrp, STATUS_CANCELLED, STATUS_DEVICE_BUSY, STATUS_INVALID_DEVICE_STATE,
    STATUS_NO_SUCH_DEVICE, STATUS_NOT_SUPPORTED, STATUS_PENDING, STATUS_SUCCESS,
    SYSTEM_POWER_STATE, UCHAR, UNICODE_STRING, abi,
};

use crate::lamp::{LAMP, LAMP_INF, LAMP_INTERFACE};

thread_local! {
    /// How the requests ended, the first one first.
    static ENDED: RefCell<Vec<NTSTATUS>> = const { RefCell::new(Vec::new()) };
    /// The newest request.
    static REQUEST: Cell<PIRP> = const { Cell::new(ptr::null_mut()) };
}

#[abi]
unsafe fn ended(
    _device: PDEVICE_OBJECT,
    _minor: UCHAR,
    _state: POWER_STATE,
    _context: PVOID,
    status: *mut IO_STATUS_BLOCK,
) {
    // SAFETY: the power manager passes the request's result.
    let result = unsafe { status.read() };
    // SAFETY: the union's other member is for 32-bit callers.
    let status = unsafe { result.__bindgen_anon_1.Status };
    ENDED.with_borrow_mut(|ended| ended.push(status));
}

fn plugged(hardware: Hardware) -> (Machine, Device) {
    let machine = Machine::new();
    machine.add_package(LAMP_INF, LAMP).unwrap();
    let device = machine.plug(hardware).unwrap();
    ENDED.take();
    (machine, device)
}

fn waking() -> (Machine, Device) {
    plugged(Hardware::new("root\\lamp").wakes(PowerDeviceD2, PowerSystemSleeping3))
}

/// Waits for the wake signal.
fn wait_wake(machine: &Machine, device: &Device, from: SYSTEM_POWER_STATE) {
    let link = device.interface(&LAMP_INTERFACE).unwrap();
    let wide: Vec<u16> = link.encode_utf16().collect();
    let wait = || {
        let mut name = UNICODE_STRING {
            Length: (wide.len() * 2) as u16,
            MaximumLength: (wide.len() * 2) as u16,
            Buffer: wide.as_ptr().cast_mut(),
        };
        let (mut file, mut top) = (ptr::null_mut(), ptr::null_mut());
        // SAFETY: a name and two results on the stack.
        let found =
            unsafe { IoGetDeviceObjectPointer(&raw mut name, 0, &raw mut file, &raw mut top) };
        assert_eq!(found, STATUS_SUCCESS);
        // SAFETY: the file refers to its device.
        let pdo = unsafe { IoGetDeviceAttachmentBaseRef(top) };
        let state = POWER_STATE { SystemState: from };
        let mut request = ptr::null_mut();
        // SAFETY: the stack's PDO, which is referenced.
        let status = unsafe {
            PoRequestPowerIrp(
                pdo,
                IRP_MN_WAIT_WAKE as UCHAR,
                state,
                Some(ended),
                ptr::null_mut(),
                &raw mut request,
            )
        };
        assert_eq!(status, STATUS_PENDING);
        REQUEST.set(request);
        // SAFETY: referenced above.
        unsafe { ObfDereferenceObject(pdo.cast()) };
        // SAFETY: opened above.
        unsafe { ObfDereferenceObject(file.cast()) };
    };
    machine.call("driver", wait).unwrap();
}

fn finish(machine: &Machine, device: &Device) {
    device.remove().unwrap();
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn the_devices_signal_ends_the_request_that_waits_for_it_and_no_other() {
    let (machine, device) = waking();
    assert!(!device.signal_wake().unwrap(), "nobody waits");
    wait_wake(&machine, &device, PowerSystemWorking);
    wait_wake(&machine, &device, PowerSystemWorking);
    assert_eq!(ENDED.take(), [STATUS_DEVICE_BUSY]);
    assert!(device.signal_wake().unwrap());
    assert_eq!(ENDED.take(), [STATUS_SUCCESS]);
    assert!(!device.signal_wake().unwrap(), "the request is gone");
    finish(&machine, &device);
}

#[test]
fn a_device_without_a_wake_signal_or_too_deep_a_sleep_is_refused() {
    let (machine, device) = waking();
    wait_wake(&machine, &device, PowerSystemHibernate);
    assert_eq!(ENDED.take(), [STATUS_INVALID_DEVICE_STATE]);
    finish(&machine, &device);
    let (machine, device) = plugged(Hardware::new("root\\lamp"));
    wait_wake(&machine, &device, PowerSystemUnspecified);
    assert_eq!(ENDED.take(), [STATUS_NOT_SUPPORTED]);
    finish(&machine, &device);
}

#[test]
fn who_waits_can_stop_waiting() {
    let (machine, device) = waking();
    wait_wake(&machine, &device, PowerSystemWorking);
    let request = REQUEST.get();
    machine
        // SAFETY: the request waits, so it is there.
        .call("driver", || unsafe { IoCancelIrp(request) })
        .unwrap();
    assert_eq!(ENDED.take(), [STATUS_CANCELLED]);
    assert!(!device.signal_wake().unwrap());
    finish(&machine, &device);
}

#[test]
fn a_device_that_is_pulled_out_ends_the_request() {
    let (machine, device) = waking();
    wait_wake(&machine, &device, PowerSystemWorking);
    device.surprise_remove().unwrap();
    assert_eq!(ENDED.take(), [STATUS_NO_SUCH_DEVICE]);
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}
