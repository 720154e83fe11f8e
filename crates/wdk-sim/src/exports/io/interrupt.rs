//! Interrupts: service routines that drivers connect, and the lines that devices raise.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::{
    cell::{Cell, RefCell},
    ptr,
    rc::Rc,
};

use wdk_sys::{
    _KINTERRUPT_MODE, BOOLEAN, CONNECT_FULLY_SPECIFIED, CONNECT_FULLY_SPECIFIED_GROUP,
    CONNECT_LINE_BASED, FALSE, IO_CONNECT_INTERRUPT_FULLY_SPECIFIED_PARAMETERS, KIRQL, KSPIN_LOCK,
    NTSTATUS, PDEVICE_OBJECT, PIO_CONNECT_INTERRUPT_PARAMETERS,
    PIO_DISCONNECT_INTERRUPT_PARAMETERS, PKINTERRUPT, PKSPIN_LOCK, PKSYNCHRONIZE_ROUTINE, PVOID,
    STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_PARAMETER, STATUS_NOT_FOUND,
    STATUS_NOT_SUPPORTED, STATUS_SUCCESS, TRUE, abi,
};

use crate::{
    engine::{
        export::{Export, export_table},
        fault::Kind,
        scheduler::DISPATCH_LEVEL,
        trace::Category,
    },
    exports::ke::spin_lock,
    machine::{DriverId, Kernel},
    nt::{io::raw::Device, pnp::resources::Resource},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    IoConnectInterruptEx, IoDisconnectInterruptEx, KeSynchronizeExecution,
    KeAcquireInterruptSpinLock, KeReleaseInterruptSpinLock,
);

/// The service routines of all drivers, in the order in which they were connected.
#[derive(Default)]
pub(crate) struct Interrupts(RefCell<Vec<Rc<Connected>>>);

/// A connected routine; its address is the driver's `PKINTERRUPT`.
struct Connected {
    vector: u32,
    irql: u8,
    /// Of the lock; as high as the highest interrupt that shares it.
    synchronise: u8,
    routine: wdk_sys::fn_ptr!(fn(PKINTERRUPT, PVOID) -> BOOLEAN),
    context: PVOID,
    driver: DriverId,
    own: Cell<KSPIN_LOCK>,
    /// The driver's lock, or null.
    shared: PKSPIN_LOCK,
}

impl Connected {
    fn lock(&self) -> PKSPIN_LOCK {
        if self.shared.is_null() {
            self.own.as_ptr()
        } else {
            self.shared
        }
    }

    fn address(&self) -> PKINTERRUPT {
        ptr::from_ref(self).cast_mut().cast()
    }
}

impl Kernel {
    /// A device raises the line `vector`: the routines that are connected to it run at its IRQL
    /// until one says that the interrupt was its device's. False when none does.
    pub(crate) fn interrupt(&self, vector: u32) -> bool {
        let connected: Vec<Rc<Connected>> = self.io.interrupts.0.borrow().clone();
        connected
            .iter()
            .filter(|interrupt| interrupt.vector == vector)
            .any(|interrupt| self.serve(interrupt))
    }

    fn serve(&self, interrupt: &Connected) -> bool {
        let before = self.sched.irql();
        self.sched.raise_irql(before.max(interrupt.irql));
        spin_lock::acquire(Kernel::current(), interrupt.lock());
        let claimed = self.in_driver(
            interrupt.driver,
            Category::Interrupt,
            "ISR",
            || format!("vector {}", interrupt.vector),
            // SAFETY: the driver connected the routine with this context, and has not
            // disconnected it.
            || unsafe { (interrupt.routine)(interrupt.address(), interrupt.context) },
        );
        spin_lock::release(Kernel::current(), interrupt.lock());
        self.sched.lower_irql(before);
        claimed != 0
    }

    fn connected(&self, interrupt: PKINTERRUPT, function: &str) -> Rc<Connected> {
        let list = self.io.interrupts.0.borrow();
        let found = list.iter().find(|known| known.address() == interrupt);
        let found = found.cloned();
        drop(list);
        found.unwrap_or_else(|| {
            self.stop(
                crate::nt::io::dispatch::IO_VIOLATION,
                [0, interrupt as u64, 0, 0],
                format!("{function}: {interrupt:p} is no connected interrupt"),
            )
        })
    }

    /// Connects a routine to the line that is described fully.
    fn connect(
        &self,
        wanted: &IO_CONNECT_INTERRUPT_FULLY_SPECIFIED_PARAMETERS,
    ) -> Result<PKINTERRUPT, NTSTATUS> {
        let routine = wanted.ServiceRoutine.ok_or(STATUS_INVALID_PARAMETER)?;
        if wanted.Irql <= DISPATCH_LEVEL || wanted.SynchronizeIrql < wanted.Irql {
            return Err(STATUS_INVALID_PARAMETER);
        }
        if self.fails(Kind::IoObject) {
            return Err(STATUS_INSUFFICIENT_RESOURCES);
        }
        let interrupt = Rc::new(Connected {
            vector: wanted.Vector,
            irql: wanted.Irql,
            synchronise: wanted.SynchronizeIrql,
            routine,
            context: wanted.ServiceContext,
            driver: self.current_driver(),
            own: Cell::new(0),
            shared: wanted.SpinLock,
        });
        let address = interrupt.address();
        self.io.interrupts.0.borrow_mut().push(interrupt);
        Ok(address)
    }

    /// The vector and IRQL of the line that the device was assigned.
    fn line_of(&self, physical: PDEVICE_OBJECT) -> Option<(u32, u8)> {
        // SAFETY: the driver passes its stack's physical device object.
        let device = unsafe { Device::new(physical) }?;
        let node = self.pnp.node(device.node())?;
        let resources = node.resources.borrow();
        resources.0.iter().find_map(|resource| match resource {
            Resource::Interrupt { vector, irql } => Some((*vector, *irql)),
            _ => None,
        })
    }
}

#[abi(enter, no_mangle)]
unsafe fn IoConnectInterruptEx(Parameters: PIO_CONNECT_INTERRUPT_PARAMETERS) -> NTSTATUS {
    let kernel = Kernel::current();
    // SAFETY: the driver passes its structure.
    let parameters = unsafe { Parameters.read() };
    let wanted = match parameters.Version {
        CONNECT_FULLY_SPECIFIED | CONNECT_FULLY_SPECIFIED_GROUP => {
            // SAFETY: the member that the version names.
            unsafe { parameters.Anonymous.FullySpecified }
        }
        CONNECT_LINE_BASED => {
            // SAFETY: the member that the version names.
            let line = unsafe { parameters.Anonymous.LineBased };
            let Some((vector, irql)) = kernel.line_of(line.PhysicalDeviceObject) else {
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
        _ => return STATUS_NOT_SUPPORTED,
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
unsafe fn IoDisconnectInterruptEx(Parameters: PIO_DISCONNECT_INTERRUPT_PARAMETERS) {
    let kernel = Kernel::current();
    // SAFETY: the driver passes its structure.
    let context = unsafe { (*Parameters).ConnectionContext };
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
unsafe fn KeAcquireInterruptSpinLock(Interrupt: PKINTERRUPT) -> KIRQL {
    let kernel = Kernel::current();
    let interrupt = kernel.connected(Interrupt, "KeAcquireInterruptSpinLock");
    let before = kernel.sched.irql();
    kernel.sched.raise_irql(before.max(interrupt.synchronise));
    spin_lock::acquire(kernel, interrupt.lock());
    before
}

#[abi(enter, no_mangle)]
unsafe fn KeReleaseInterruptSpinLock(Interrupt: PKINTERRUPT, OldIrql: KIRQL) {
    let kernel = Kernel::current();
    let interrupt = kernel.connected(Interrupt, "KeReleaseInterruptSpinLock");
    spin_lock::release(kernel, interrupt.lock());
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
    // SAFETY: the driver's interrupt.
    let before = unsafe { KeAcquireInterruptSpinLock(Interrupt) };
    // SAFETY: the driver passes the routine with its context.
    let result = unsafe { routine(SynchronizeContext) };
    // SAFETY: acquired above.
    unsafe { KeReleaseInterruptSpinLock(Interrupt, before) };
    result
}
