//! Power requests: the system's, and those that drivers ask for.
#![expect(unsafe_code, reason = "packets that drivers pass")]

pub(crate) mod request;
pub(crate) mod setting;

use std::ptr;

use wdk_sys::{
    _DEVICE_OBJECT, _IRP, _POWER_STATE_TYPE::DevicePowerState, BOOLEAN, DEVICE_POWER_STATE,
    EXECUTION_STATE, FALSE, IofCallDriver, NTSTATUS, PDEVICE_OBJECT, POWER_STATE, POWER_STATE_TYPE,
    PULONG, PVOID, UCHAR, ULONG, abi,
};

use crate::{
    engine::{
        export::{Export, export_table},
        trace::Category,
    },
    nt::{
        io::{
            driver,
            raw::{Device, Irp},
        },
        kernel::Kernel,
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    PoCallDriver: full,
    PoStartNextPowerIrp: full,
    PoSetPowerState: full,
    PoSetSystemState: ignored("there is no idle timer of the system to reset"),
    PoRegisterSystemState: ignored("there is no idle timer of the system to hold"),
    PoUnregisterSystemState: ignored("nothing was registered"),
    PoSetSystemWake: full,
    PoGetSystemWake: full,
    PoRegisterDeviceForIdleDetection: refused("always null: there is no idle detection"),
    PoSetDeviceBusyEx: ignored("there is no idle detection"),
    PoStartDeviceBusy: ignored("there is no idle detection"),
    PoEndDeviceBusy: ignored("there is no idle detection"),
    PoQueryWatchdogTime: full,
);

#[abi(enter, no_mangle)]
unsafe fn PoCallDriver(DeviceObject: *mut _DEVICE_OBJECT, Irp: *mut _IRP) -> NTSTATUS {
    // SAFETY: the same contract; today's Windows makes no difference either.
    unsafe { IofCallDriver(DeviceObject, Irp) }
}

#[abi(enter, no_mangle)]
fn PoStartNextPowerIrp(_Irp: *mut _IRP) {}

#[abi(enter, no_mangle)]
unsafe fn PoSetPowerState(
    DeviceObject: Option<Device>,
    Type: POWER_STATE_TYPE,
    State: POWER_STATE,
) -> POWER_STATE {
    let kernel = Kernel::current();
    let Some(device) = DeviceObject else {
        return State;
    };
    if Type != DevicePowerState {
        return State;
    }
    // SAFETY: the whole union is one number.
    let state = unsafe { State.DeviceState };
    let before = device.set_power_state(state);
    kernel.trace_instant(Category::Power, || {
        const NAMES: [&str; 5] = ["unspecified", "D0", "D1", "D2", "D3"];
        let name = usize::try_from(state)
            .ok()
            .and_then(|state| NAMES.get(state));
        let owner = kernel.driver_name(driver::id_of(device));
        (name.copied().unwrap_or("unknown state"), owner)
    });
    POWER_STATE {
        DeviceState: before,
    }
}

#[abi(enter, no_mangle)]
fn PoSetSystemState(_Flags: EXECUTION_STATE) {}

#[abi(enter, no_mangle)]
fn PoRegisterSystemState(StateHandle: PVOID, _Flags: EXECUTION_STATE) -> PVOID {
    if StateHandle.is_null() {
        ptr::dangling_mut::<u64>().cast()
    } else {
        StateHandle
    }
}

#[abi(enter, no_mangle)]
fn PoUnregisterSystemState(_StateHandle: PVOID) {}

/// Our bit of `AllocationFlags` in a packet that has woken the system.
const SYSTEM_WAKE: UCHAR = 0x80;

#[abi(enter, no_mangle)]
unsafe fn PoSetSystemWake(Irp: *mut _IRP) {
    // SAFETY: the driver passes a packet.
    if let Some(irp) = unsafe { Irp::new(Irp) } {
        irp.set_allocation_flags(irp.allocation_flags() | SYSTEM_WAKE);
    }
}

#[abi(enter, no_mangle)]
unsafe fn PoGetSystemWake(Irp: *mut _IRP) -> BOOLEAN {
    // SAFETY: the driver passes a packet.
    let irp = unsafe { Irp::new(Irp) };
    BOOLEAN::from(irp.is_some_and(|irp| irp.allocation_flags() & SYSTEM_WAKE != 0))
}

#[abi(enter, no_mangle)]
fn PoRegisterDeviceForIdleDetection(
    _DeviceObject: *mut _DEVICE_OBJECT,
    _ConservationIdleTime: ULONG,
    _PerformanceIdleTime: ULONG,
    _State: DEVICE_POWER_STATE,
) -> PULONG {
    // As when idle detection is off: no counter.
    ptr::null_mut()
}

#[abi(enter, no_mangle)]
fn PoSetDeviceBusyEx(_IdlePointer: PULONG) {}

#[abi(enter, no_mangle)]
fn PoStartDeviceBusy(_IdlePointer: PULONG) {}

#[abi(enter, no_mangle)]
fn PoEndDeviceBusy(_IdlePointer: PULONG) {}

#[abi(enter, no_mangle)]
fn PoQueryWatchdogTime(_Pdo: PDEVICE_OBJECT, _SecondsRemaining: PULONG) -> BOOLEAN {
    FALSE
}
