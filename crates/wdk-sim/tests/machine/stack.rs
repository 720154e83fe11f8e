//! Stacks of several drivers: filters, completion routines, the order of things.
#![expect(
    unsafe_code,
    unsafe_op_in_unsafe_fn,
    reason = "a driver as it is written in C: every line touches the kernel's structures"
)]

use std::{cell::Cell, mem, ptr};

use crate::lamp::*;
use wdk_sim::{Device, File, Machine};
use wdk_sys::{host::NativeDriver, *};

thread_local! {
    /// Requests that came back through the filter, and how many of them were pending.
    static COMPLETED: Cell<(u32, u32)> = const { Cell::new((0, 0)) };
}

/// A filter that counts the reads and writes that come back through it.
pub(crate) const DIMMER: NativeDriver = NativeDriver {
    name: "dimmer",
    imports: &[],
    // SAFETY: the first parameter differs only in what the pointer points to.
    entry: unsafe {
        mem::transmute::<fn_ptr!(fn(PDRIVER_OBJECT, PUNICODE_STRING) -> NTSTATUS), host::NativeEntry>(
            driver_entry,
        )
    },
};

#[abi]
unsafe fn driver_entry(driver: PDRIVER_OBJECT, _registry_path: PUNICODE_STRING) -> NTSTATUS {
    (*driver).MajorFunction = [Some(pass_down); 28];
    (*driver).MajorFunction[IRP_MJ_READ as usize] = Some(watch);
    (*driver).MajorFunction[IRP_MJ_WRITE as usize] = Some(watch);
    (*driver).MajorFunction[IRP_MJ_PNP as usize] = Some(pnp);
    (*driver).DriverUnload = Some(unload);
    (*(*driver).DriverExtension).AddDevice = Some(add_device);
    STATUS_SUCCESS
}

#[abi]
unsafe fn unload(_driver: PDRIVER_OBJECT) {}

#[abi]
unsafe fn add_device(driver: PDRIVER_OBJECT, pdo: PDEVICE_OBJECT) -> NTSTATUS {
    let mut device = ptr::null_mut();
    let size = size_of::<PDEVICE_OBJECT>() as u32;
    let name = ptr::null_mut();
    let kind = FILE_DEVICE_UNKNOWN;
    let status = IoCreateDevice(driver, size, name, kind, 0, FALSE, &raw mut device);
    if status < 0 {
        return status;
    }
    let lower = IoAttachDeviceToDeviceStack(device, pdo);
    *lower_of(device) = lower;
    (*device).Flags |= (*lower).Flags & DO_BUFFERED_IO;
    (*device).Flags &= !DO_DEVICE_INITIALIZING;
    STATUS_SUCCESS
}

unsafe fn lower_of(device: PDEVICE_OBJECT) -> *mut PDEVICE_OBJECT {
    (*device).DeviceExtension.cast()
}

#[abi]
unsafe fn pass_down(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    IoSkipCurrentIrpStackLocation(irp);
    IofCallDriver(*lower_of(device), irp)
}

#[abi]
unsafe fn watch(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    IoCopyCurrentIrpStackLocationToNext(irp);
    IoSetCompletionRoutine(irp, Some(came_back), ptr::null_mut(), true, true, true);
    IofCallDriver(*lower_of(device), irp)
}

#[abi]
unsafe fn came_back(_device: PDEVICE_OBJECT, irp: PIRP, _context: PVOID) -> NTSTATUS {
    let (all, pending) = COMPLETED.get();
    let was_pending = (*irp).PendingReturned != 0;
    COMPLETED.set((all + 1, pending + u32::from(was_pending)));
    if was_pending {
        IoMarkIrpPending(irp);
    }
    STATUS_SUCCESS
}

#[abi]
unsafe fn pnp(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    let minor = u32::from((*IoGetCurrentIrpStackLocation(irp)).MinorFunction);
    let lower = *lower_of(device);
    IoSkipCurrentIrpStackLocation(irp);
    let status = IofCallDriver(lower, irp);
    if minor == IRP_MN_REMOVE_DEVICE {
        IoDetachDevice(lower);
        IoDeleteDevice(device);
    }
    status
}

/// A lamp with a dimmer above it.
fn dimmed() -> (Machine, Device) {
    let machine = Machine::new();
    let inf = LAMP_INF.replace(
        "[Lamp.NT.Services]",
        "[Lamp.NT.HW]\nAddReg = Lamp_Hardware\n[Lamp_Hardware]\n\
         HKR,,UpperFilters,0x00010000,dimmer\n[Lamp.NT.Services]",
    );
    machine.add_package(inf.as_str(), LAMP).unwrap();
    machine.add_driver("dimmer", DIMMER);
    let device = machine.plug("root\\lamp").unwrap();
    (machine, device)
}

fn open(machine: &Machine, device: &Device) -> File {
    let link = device.interface(&LAMP_INTERFACE).unwrap();
    machine.open(&link).unwrap()
}

#[test]
fn requests_pass_the_filter_on_both_ways() {
    COMPLETED.set((0, 0));
    let (machine, device) = dimmed();
    let file = open(&machine, &device);
    file.write(&[5]).unwrap();
    assert_eq!(COMPLETED.get(), (1, 0));
    let pending = file.begin_read(1).unwrap();
    assert_eq!(COMPLETED.get(), (1, 0), "the read waits below the filter");
    file.write(&[6]).unwrap();
    assert_eq!(pending.wait().unwrap().data, [6]);
    assert_eq!(COMPLETED.get(), (3, 1));
    drop(file);
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_cancelled_request_comes_back_through_the_filter() {
    COMPLETED.set((0, 0));
    let (machine, device) = dimmed();
    let file = open(&machine, &device);
    let pending = file.begin_read(1).unwrap();
    assert!(pending.cancel());
    assert!(pending.wait().is_err());
    assert_eq!(COMPLETED.get(), (1, 1));
    drop(file);
    assert!(machine.finish().unwrap().is_clean());
}

#[test]
fn drivers_are_added_from_below_and_requests_come_from_above() {
    let (machine, device) = dimmed();
    device.remove().unwrap();
    let trace = machine.trace();
    let details = |name: &str| -> Vec<String> {
        let matching = trace.iter().filter(|event| event.name == name);
        let begun = matching.filter(|event| event.phase == wdk_sim::trace::Phase::Begin);
        begun.map(|event| event.detail.clone()).collect()
    };
    assert_eq!(details("DriverEntry"), ["lamp", "dimmer"]);
    let start = details("IRP_MJ_PNP/IRP_MN_START_DEVICE");
    assert_eq!(start, ["dimmer", "lamp", "PnpManager"]);
    assert_eq!(details("DriverUnload"), ["dimmer", "lamp"]);
    assert!(machine.finish().unwrap().is_clean());
}

#[test]
fn a_filter_without_code_is_a_clear_error() {
    let machine = Machine::new();
    let inf = LAMP_INF.replace(
        "[Lamp.NT.Services]",
        "[Lamp.NT.HW]\nAddReg = Lamp_Hardware\n[Lamp_Hardware]\n\
         HKR,,UpperFilters,0x00010000,dimmer\n[Lamp.NT.Services]",
    );
    machine.add_package(inf.as_str(), LAMP).unwrap();
    let error = machine.plug("root\\lamp").err().unwrap();
    assert!(error.to_string().contains("add_driver"), "{error}");
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_file_dereferenced_at_dispatch_level_is_closed_at_passive_level() {
    let (machine, device) = dimmed();
    let link: Vec<u16> = device
        .interface(&LAMP_INTERFACE)
        .unwrap()
        .encode_utf16()
        .collect();
    machine
        .call("test", || {
            let bytes = size_of_val(link.as_slice()) as u16;
            let mut name = UNICODE_STRING {
                Length: bytes,
                MaximumLength: bytes,
                Buffer: link.as_ptr().cast_mut(),
            };
            let (mut file, mut top) = (ptr::null_mut(), ptr::null_mut());
            // SAFETY: a string, and places for both results.
            let status =
                unsafe { IoGetDeviceObjectPointer(&raw mut name, 0, &raw mut file, &raw mut top) };
            assert_eq!(status, STATUS_SUCCESS);
            // SAFETY: from PASSIVE_LEVEL.
            let irql = unsafe { KfRaiseIrql(2) };
            // SAFETY: the reference of the function above.
            unsafe { ObfDereferenceObject(file.cast()) };
            // SAFETY: raised above.
            unsafe { KeLowerIrql(irql) };
        })
        .unwrap();
    machine.run_until_idle().unwrap();
    let trace = machine.trace();
    let closes: Vec<_> = trace
        .iter()
        .filter(|event| event.name == "IRP_MJ_CLOSE")
        .map(|event| event.irql)
        .collect();
    assert!(
        !closes.is_empty() && closes.iter().all(|irql| *irql == 0),
        "{closes:?}"
    );
    device.remove().unwrap();
    assert!(machine.finish().unwrap().is_clean());
}
