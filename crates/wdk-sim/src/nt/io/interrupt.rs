//! Interrupts: service routines that drivers connect, and the lines that devices raise.
#![expect(unsafe_code, reason = "calls service routines")]

use std::{
    cell::{Cell, RefCell},
    ptr,
    rc::Rc,
};

use wdk_sys::{
    BOOLEAN, IO_CONNECT_INTERRUPT_FULLY_SPECIFIED_PARAMETERS, KSPIN_LOCK, NTSTATUS, PKINTERRUPT,
    PKSPIN_LOCK, PVOID, STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_PARAMETER,
};

use super::{dispatch::IO_VIOLATION, manager::Io};
use crate::{
    engine::{driver::DriverId, fault::Kind, scheduler::DISPATCH_LEVEL, trace::Category},
    nt::ke::spin_lock,
};

/// The service routines of all drivers, in the order in which they were connected.
#[derive(Default)]
pub(crate) struct Interrupts(pub(crate) RefCell<Vec<Rc<Connected>>>);

/// A connected routine; its address is the driver's `PKINTERRUPT`.
pub(crate) struct Connected {
    vector: u32,
    /// At which the routine runs, under the lock; as high as the highest interrupt that shares it.
    pub(crate) synchronise: u8,
    /// Other routines may be connected to the vector.
    shares_vector: bool,
    routine: wdk_sys::fn_ptr!(fn(PKINTERRUPT, PVOID) -> BOOLEAN),
    context: PVOID,
    driver: DriverId,
    own: Cell<KSPIN_LOCK>,
    /// The driver's lock, or null.
    shared: PKSPIN_LOCK,
}

impl Connected {
    pub(crate) fn lock(&self) -> PKSPIN_LOCK {
        if self.shared.is_null() {
            self.own.as_ptr()
        } else {
            self.shared
        }
    }

    pub(crate) fn address(&self) -> PKINTERRUPT {
        ptr::from_ref(self).cast_mut().cast()
    }
}

impl Io {
    /// A device raises the line `vector`: the routines that are connected to it run at its IRQL
    /// until one claims the interrupt. False when none does.
    pub(crate) fn interrupt(&self, vector: u32) -> bool {
        let connected: Vec<Rc<Connected>> = self.io.interrupts.0.borrow().clone();
        connected
            .iter()
            .filter(|interrupt| interrupt.vector == vector)
            .any(|interrupt| self.serve(interrupt))
    }

    fn serve(&self, interrupt: &Connected) -> bool {
        let before = self.sched.irql();
        self.sched.raise_irql(before.max(interrupt.synchronise));
        spin_lock::acquire(self, interrupt.lock());
        let claimed = self.in_driver(
            interrupt.driver,
            Category::Interrupt,
            "ISR",
            || format!("vector {}", interrupt.vector),
            // SAFETY: the driver connected the routine with this context, and has not
            // disconnected it.
            || unsafe { (interrupt.routine)(interrupt.address(), interrupt.context) },
        );
        spin_lock::release(self, interrupt.lock());
        self.sched.lower_irql(before);
        claimed != 0
    }

    pub(crate) fn connected(&self, interrupt: PKINTERRUPT, function: &str) -> Rc<Connected> {
        let list = self.io.interrupts.0.borrow();
        let found = list.iter().find(|known| known.address() == interrupt);
        let found = found.cloned();
        drop(list);
        found.unwrap_or_else(|| {
            self.stop(
                IO_VIOLATION,
                [0, interrupt as u64, 0, 0],
                format!("{function}: {interrupt:p} is no connected interrupt"),
            )
        })
    }

    /// Connects a routine to the line that is described fully.
    pub(crate) fn connect(
        &self,
        wanted: &IO_CONNECT_INTERRUPT_FULLY_SPECIFIED_PARAMETERS,
    ) -> Result<PKINTERRUPT, NTSTATUS> {
        let routine = wanted.ServiceRoutine.ok_or(STATUS_INVALID_PARAMETER)?;
        if wanted.Irql <= DISPATCH_LEVEL || wanted.SynchronizeIrql < wanted.Irql {
            return Err(STATUS_INVALID_PARAMETER);
        }
        let shares_vector = wanted.ShareVector != 0;
        let taken =
            self.io.interrupts.0.borrow().iter().any(|other| {
                other.vector == wanted.Vector && !(shares_vector && other.shares_vector)
            });
        if taken {
            return Err(STATUS_INVALID_PARAMETER);
        }
        if self.fails(Kind::IoObject) {
            return Err(STATUS_INSUFFICIENT_RESOURCES);
        }
        let interrupt = Rc::new(Connected {
            vector: wanted.Vector,
            synchronise: wanted.SynchronizeIrql,
            shares_vector,
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
}
