//! Power requests that drivers ask for: one at a time for a device, as the power manager sends them.
#![expect(unsafe_code, reason = "calls completion routines")]

use std::rc::Rc;

use wdk_sys::{
    _DEVICE_OBJECT, _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_34,
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_36, _IO_STATUS_BLOCK__bindgen_ty_1, _IRP,
    _POWER_STATE_TYPE::DevicePowerState, IO_STATUS_BLOCK, IRP_MJ_POWER, IRP_MN_QUERY_POWER,
    IRP_MN_SET_POWER, IRP_MN_WAIT_WAKE, NTSTATUS, PDEVICE_OBJECT, PIRP, POWER_STATE,
    PREQUEST_POWER_COMPLETE, PVOID, STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_PARAMETER_1,
    STATUS_INVALID_PARAMETER_2, STATUS_MORE_PROCESSING_REQUIRED, STATUS_NO_SUCH_DEVICE,
    STATUS_NOT_SUPPORTED, STATUS_PENDING, UCHAR, abi,
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
            dispatch,
            raw::{Device, Irp},
        },
        kernel::Kernel,
        pnp::{
            node::{Node, State},
            turns::Turn,
        },
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    PoRequestPowerIrp: full,
);

/// What a requested power IRP does when it ends.
struct Requested {
    device: PDEVICE_OBJECT,
    minor: UCHAR,
    state: POWER_STATE,
    routine: PREQUEST_POWER_COMPLETE,
    context: PVOID,
    driver: DriverId,
    /// The device whose requests come in turn; none for a wait for a wake event, which lasts.
    turn_of: Option<Rc<Node>>,
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
    let turn_of = kernel
        .pnp
        .node(device.node())
        .filter(|_| minor != IRP_MN_WAIT_WAKE);
    let requested = Box::new(Requested {
        device: DeviceObject,
        minor: MinorFunction,
        state: PowerState,
        routine: CompletionFunction,
        context: Context,
        driver: kernel.current_driver(),
        turn_of: turn_of.clone(),
    });
    let requested = Box::into_raw(requested);
    irp.set_completion(Some(finished), requested.cast());
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
            ShutdownType: kernel.pnp.power_action.get(),
            ..Default::default()
        });
    }
    if !Irp.is_null() {
        Irp.write(irp.raw());
    }
    match turn_of {
        Some(node) => in_turn(&kernel, &node, irp, requested),
        None => send(&kernel, top, irp),
    }
    STATUS_PENDING
}

/// Sends `irp` when no other request of the device is on its way, else at the end of that one.
fn in_turn(kernel: &Kernel, node: &Node, irp: Irp, requested: *mut Requested) {
    let device = node.pdo.get();
    kernel.objects.reference(device.object());
    let job = move |turn| match turn {
        Turn::Present => send(&Kernel::current(), device.top(), irp),
        Turn::Gone => {
            irp.set_status(STATUS_NO_SUCH_DEVICE);
            // SAFETY: boxed by `PoRequestPowerIrp`; the packet was not sent, so nobody else has it.
            conclude(&Kernel::current(), irp, *unsafe {
                Box::from_raw(requested)
            });
        }
    };
    match node.power.begin(Box::new(job)) {
        Some(job) => job(Turn::Present),
        None => kernel.trace_instant(Category::Power, || {
            ("power request waits", node.instance.clone())
        }),
    }
}

/// Sends `irp` to the top of a stack, from a thread at `PASSIVE_LEVEL`.
fn send(kernel: &Kernel, top: Device, irp: Irp) {
    if kernel.sched.irql() == 0 {
        dispatch::call_driver(kernel, top, irp);
        return;
    }
    let send = move || {
        dispatch::call_driver(&Kernel::current(), top, irp);
    };
    kernel.start_thread("power manager", NORMAL_PRIORITY, Box::new(send));
}

/// The requested packet has passed the stack.
#[abi]
unsafe fn finished(_device: PDEVICE_OBJECT, irp: PIRP, context: PVOID) -> NTSTATUS {
    // SAFETY: boxed by `PoRequestPowerIrp` for this one call.
    let requested = *unsafe { Box::from_raw(context.cast::<Requested>()) };
    // SAFETY: the packet that was requested.
    if let Some(irp) = unsafe { Irp::new(irp) } {
        conclude(&Kernel::current(), irp, requested);
    }
    STATUS_MORE_PROCESSING_REQUIRED
}

/// Tells the driver that its request has ended, and sends the device's next one.
fn conclude(kernel: &Kernel, irp: Irp, requested: Requested) {
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
    if let Some(node) = requested.turn_of {
        if let Some(next) = node.power.end() {
            next(match node.state.get() {
                State::Removed => Turn::Gone,
                _ => Turn::Present,
            });
        }
        kernel.objects.dereference(node.pdo.get().object());
    }
}
