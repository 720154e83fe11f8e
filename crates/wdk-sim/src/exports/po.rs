//! Power requests: the system's, and those that drivers ask for.
#![expect(unsafe_code, reason = "calls completion routines")]

pub(crate) mod setting;

use std::ptr;

use wdk_sys::{
    _DEVICE_OBJECT, _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_34,
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_36, _IO_STATUS_BLOCK__bindgen_ty_1, _IRP,
    _POWER_STATE_TYPE::DevicePowerState, BOOLEAN, DEVICE_POWER_STATE, EXECUTION_STATE, FALSE,
    IO_STATUS_BLOCK, IRP_MJ_POWER, IRP_MN_QUERY_POWER, IRP_MN_SET_POWER, IRP_MN_WAIT_WAKE,
    IofCallDriver, NTSTATUS, PDEVICE_OBJECT, PIRP, POWER_STATE, POWER_STATE_TYPE,
    PREQUEST_POWER_COMPLETE, PULONG, PVOID, STATUS_INSUFFICIENT_RESOURCES,
    STATUS_INVALID_PARAMETER_1, STATUS_INVALID_PARAMETER_2, STATUS_MORE_PROCESSING_REQUIRED,
    STATUS_NOT_SUPPORTED, STATUS_PENDING, UCHAR, ULONG, abi,
};

use crate::nt::parameter::Out;
use crate::{
    engine::{
        driver::DriverId,
        export::{Export, export_table},
        fault::Kind,
        state::NORMAL_PRIORITY,
        trace::Category,
    },
    nt::{
        io::{
            dispatch, driver,
            raw::{Device, Irp},
        },
        kernel::Kernel,
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    PoRequestPowerIrp: partial("power IRPs of one device stack are not serialized"),
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

/// What a requested power IRP does when it ends.
struct Requested {
    device: PDEVICE_OBJECT,
    minor: UCHAR,
    state: POWER_STATE,
    routine: PREQUEST_POWER_COMPLETE,
    context: PVOID,
    driver: DriverId,
}

#[abi(enter, no_mangle)]
unsafe fn PoRequestPowerIrp(
    DeviceObject: *mut _DEVICE_OBJECT,
    MinorFunction: UCHAR,
    PowerState: POWER_STATE,
    CompletionFunction: PREQUEST_POWER_COMPLETE,
    Context: PVOID,
    Irp: Out<*mut _IRP>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    // SAFETY: the driver passes its stack's PDO.
    let Some(device) = (unsafe { Device::new(DeviceObject) }) else {
        return STATUS_INVALID_PARAMETER_1;
    };
    let minor = u32::from(MinorFunction);
    if !matches!(
        minor,
        IRP_MN_SET_POWER | IRP_MN_QUERY_POWER | IRP_MN_WAIT_WAKE
    ) {
        return STATUS_INVALID_PARAMETER_2;
    }
    if kernel.fails(Kind::IoObject) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    let top = device.top();
    let Some(irp) = kernel.io.irps.allocate(top.stack_size() + 1) else {
        return STATUS_INSUFFICIENT_RESOURCES;
    };
    irp.set_status(STATUS_NOT_SUPPORTED);
    let requested = Box::new(Requested {
        device: DeviceObject,
        minor: MinorFunction,
        state: PowerState,
        routine: CompletionFunction,
        context: Context,
        driver: kernel.current_driver(),
    });
    irp.set_completion(Some(finished), Box::into_raw(requested).cast());
    let stack = irp.next_stack();
    stack.set_major(IRP_MJ_POWER as u8);
    stack.set_minor(MinorFunction);
    if minor == IRP_MN_WAIT_WAKE {
        // SAFETY: the whole union is one number.
        let state = unsafe { PowerState.SystemState };
        stack.set_wait_wake(_IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_34 { PowerState: state });
    } else {
        stack.set_power(_IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_36 {
            Type: DevicePowerState,
            State: PowerState,
            ..Default::default()
        });
    }
    if !Irp.is_null() {
        Irp.write(irp.raw());
    }
    if kernel.sched.irql() == 0 {
        dispatch::call_driver(&kernel, top, irp);
    } else {
        let send = move || {
            dispatch::call_driver(&Kernel::current(), top, irp);
        };
        kernel.start_thread("power manager", NORMAL_PRIORITY, Box::new(send));
    }
    STATUS_PENDING
}

/// The requested packet has passed the stack.
#[abi]
unsafe fn finished(_device: PDEVICE_OBJECT, irp: PIRP, context: PVOID) -> NTSTATUS {
    let kernel = Kernel::current();
    // SAFETY: boxed by `PoRequestPowerIrp` for this one call.
    let requested = unsafe { Box::from_raw(context.cast::<Requested>()) };
    // SAFETY: the packet that was requested.
    let Some(irp) = (unsafe { Irp::new(irp) }) else {
        return STATUS_MORE_PROCESSING_REQUIRED;
    };
    if let Some(routine) = requested.routine {
        let mut status = IO_STATUS_BLOCK {
            __bindgen_anon_1: _IO_STATUS_BLOCK__bindgen_ty_1 {
                Status: irp.status(),
            },
            Information: irp.information(),
        };
        let (device, minor, state) = (requested.device, requested.minor, requested.state);
        kernel.in_driver(
            requested.driver,
            Category::Power,
            "PowerCompletion",
            String::new,
            // SAFETY: the driver passed the routine with this context.
            || unsafe { routine(device, minor, state, requested.context, &raw mut status) },
        );
    }
    kernel.io.irps.free(irp);
    STATUS_MORE_PROCESSING_REQUIRED
}

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
