//! Interrupts: service routines that drivers connect, and the lines that devices raise.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{
    _KINTERRUPT_MODE, BOOLEAN, CONNECT_FULLY_SPECIFIED, CONNECT_FULLY_SPECIFIED_GROUP,
    CONNECT_LINE_BASED, CONNECT_MESSAGE_BASED, FALSE,
    IO_CONNECT_INTERRUPT_FULLY_SPECIFIED_PARAMETERS, IO_CONNECT_INTERRUPT_PARAMETERS,
    IO_DISCONNECT_INTERRUPT_PARAMETERS, KIRQL, NTSTATUS, PDEVICE_OBJECT, PKINTERRUPT,
    PKSYNCHRONIZE_ROUTINE, PVOID, STATUS_INVALID_PARAMETER_1, STATUS_INVALID_PARAMETER_10,
    STATUS_NOT_FOUND, STATUS_NOT_SUPPORTED, STATUS_SUCCESS, TRUE, abi,
};

use crate::nt::argument::Argument;
use crate::nt::parameter::Struct;
use crate::{
    engine::export::{Export, export_table},
    nt::ke::spin_lock,
    nt::{io::raw::Device, kernel::Kernel, pnp::resources::Resource},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    IoConnectInterruptEx: partial(
        "tables of messages and passive interrupts are refused; affinity is not checked"
    ),
    IoDisconnectInterruptEx: full,
    KeSynchronizeExecution: full,
    KeAcquireInterruptSpinLock: full,
    KeReleaseInterruptSpinLock: full,
);

/// The vector and IRQL of the line that the device was assigned.
fn line_of(kernel: &Kernel, physical: PDEVICE_OBJECT) -> Option<(u32, u8)> {
    Argument::new(&physical).check("IoConnectInterruptEx");
    // SAFETY: the driver passes its stack's physical device object.
    let device = unsafe { Device::new(physical) }?;
    let node = kernel.pnp.node(device.node())?;
    let resources = node.resources.borrow();
    resources.0.iter().find_map(|resource| match resource {
        Resource::Interrupt { vector, irql } => Some((*vector, *irql)),
        _ => None,
    })
}

/// Messages whose routines run at `PASSIVE_LEVEL`, of newer headers.
const CONNECT_MESSAGE_BASED_PASSIVE: u32 = 5;

/// Whether the device was assigned this vector.
fn has_vector(kernel: &Kernel, physical: PDEVICE_OBJECT, wanted: u32) -> bool {
    Argument::new(&physical).check("IoConnectInterruptEx");
    // SAFETY: the driver passes its stack's physical device object.
    let device = unsafe { Device::new(physical) };
    let node = device.and_then(|device| kernel.pnp.node(device.node()));
    node.is_some_and(|node| {
        let resources = node.resources.borrow();
        resources.0.iter().any(|resource| match *resource {
            Resource::Interrupt { vector, .. } | Resource::MessageInterrupt { vector, .. } => {
                vector == wanted
            }
            Resource::MessageInterrupts { vector, count, .. } => {
                (vector..vector.saturating_add(count.into())).contains(&wanted)
            }
            Resource::Memory { .. } | Resource::Port { .. } | Resource::Private { .. } => false,
        })
    })
}

#[abi(enter, no_mangle)]
unsafe fn IoConnectInterruptEx(Parameters: Struct<IO_CONNECT_INTERRUPT_PARAMETERS>) -> NTSTATUS {
    let kernel = Kernel::current();
    let parameters = *Parameters.get();
    let wanted = match parameters.Version {
        CONNECT_FULLY_SPECIFIED | CONNECT_FULLY_SPECIFIED_GROUP => {
            // SAFETY: the member that the version names.
            let wanted = unsafe { parameters.__bindgen_anon_1.FullySpecified };
            if wanted.ProcessorEnableMask == 0 {
                return STATUS_INVALID_PARAMETER_10;
            }
            if !has_vector(&kernel, wanted.PhysicalDeviceObject, wanted.Vector) {
                return STATUS_NOT_FOUND;
            }
            wanted
        }
        CONNECT_LINE_BASED => {
            // SAFETY: the member that the version names.
            let line = unsafe { parameters.__bindgen_anon_1.LineBased };
            let Some((vector, irql)) = line_of(&kernel, line.PhysicalDeviceObject) else {
                return STATUS_NOT_FOUND;
            };
            IO_CONNECT_INTERRUPT_FULLY_SPECIFIED_PARAMETERS {
                PhysicalDeviceObject: line.PhysicalDeviceObject,
                InterruptObject: line.InterruptObject,
                ServiceRoutine: line.ServiceRoutine,
                ServiceContext: line.ServiceContext,
                SpinLock: line.SpinLock,
                SynchronizeIrql: line.SynchronizeIrql.max(irql),
                FloatingSave: line.FloatingSave,
                ShareVector: TRUE,
                Vector: vector,
                Irql: irql,
                InterruptMode: _KINTERRUPT_MODE::LevelSensitive,
                ProcessorEnableMask: 1,
                Group: 0,
            }
        }
        // Tables of messages are not modelled; a driver then asks for a line.
        CONNECT_MESSAGE_BASED | CONNECT_MESSAGE_BASED_PASSIVE => return STATUS_NOT_SUPPORTED,
        _ => return STATUS_INVALID_PARAMETER_1,
    };
    match kernel.connect(&wanted) {
        Ok(interrupt) => {
            // SAFETY: the driver passes where the interrupt object goes.
            unsafe { wanted.InterruptObject.write(interrupt) };
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[abi(enter, no_mangle)]
unsafe fn IoDisconnectInterruptEx(Parameters: Struct<IO_DISCONNECT_INTERRUPT_PARAMETERS>) {
    let kernel = Kernel::current();
    let context = Parameters.get().ConnectionContext;
    // SAFETY: all members are pointers.
    let interrupt = unsafe { context.InterruptObject };
    kernel.connected(interrupt, "IoDisconnectInterruptEx");
    kernel
        .io
        .interrupts
        .0
        .borrow_mut()
        .retain(|known| known.address() != interrupt);
}

#[abi(enter, no_mangle)]
fn KeAcquireInterruptSpinLock(Interrupt: PKINTERRUPT) -> KIRQL {
    let kernel = Kernel::current();
    let interrupt = kernel.connected(Interrupt, "KeAcquireInterruptSpinLock");
    let before = kernel.sched.irql();
    kernel.sched.raise_irql(before.max(interrupt.synchronise));
    spin_lock::acquire(&kernel, interrupt.lock());
    before
}

#[abi(enter, no_mangle)]
fn KeReleaseInterruptSpinLock(Interrupt: PKINTERRUPT, OldIrql: KIRQL) {
    let kernel = Kernel::current();
    let interrupt = kernel.connected(Interrupt, "KeReleaseInterruptSpinLock");
    spin_lock::release(&kernel, interrupt.lock());
    kernel.sched.lower_irql(OldIrql);
}

#[abi(enter, no_mangle)]
unsafe fn KeSynchronizeExecution(
    Interrupt: PKINTERRUPT,
    SynchronizeRoutine: PKSYNCHRONIZE_ROUTINE,
    SynchronizeContext: PVOID,
) -> BOOLEAN {
    let Some(routine) = SynchronizeRoutine else {
        return FALSE;
    };
    let before = KeAcquireInterruptSpinLock(Interrupt);
    // SAFETY: the driver passes the routine with its context.
    let result = unsafe { routine(SynchronizeContext) };
    KeReleaseInterruptSpinLock(Interrupt, before);
    result
}
