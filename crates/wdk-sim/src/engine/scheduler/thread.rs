//! A simulated thread: a coroutine and what the scheduler knows of it.
#![expect(unsafe_code, reason = "gives up coroutines")]

use std::{
    cell::{Cell, RefCell, UnsafeCell},
    ops::Range,
    ptr,
};

use corosensei::{Coroutine, Yielder, stack::Stack as _};
use wdk_sys::PVOID;

use super::{
    depth::Depth,
    stack::{self, KernelStack},
};
use crate::engine::{driver::DriverId, error::Frame};

pub(super) type Coro = Coroutine<(), (), (), KernelStack>;

/// What a thread is doing.
#[derive(Clone, Copy, Debug)]
pub(crate) enum State {
    /// On a processor or in a ready queue.
    Runnable,
    /// On a processor, until a lock is free.
    Spinning(Spin),
    /// Off all processors, until it is made ready.
    Blocked,
    /// Its function has returned, or it has ended itself.
    Finished,
}

/// A lock that a thread spins on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spin {
    pub(crate) lock: *const (),
    pub(crate) is_free: fn(*const ()) -> bool,
}

/// A simulated thread.
pub(crate) struct Thread {
    /// Never used again within a machine.
    pub(crate) number: u64,
    pub(crate) name: String,
    pub(crate) state: Cell<State>,
    pub(crate) priority: Cell<u8>,
    /// Bit `n`: may run on processor `n`.
    pub(crate) affinity: Cell<u64>,
    /// IRQL while the thread is off its processor: 0 or 1.
    pub(super) irql: Cell<u8>,
    /// `KeEnterCriticalRegion` without `KeLeaveCriticalRegion`.
    pub(crate) critical_regions: Cell<i32>,
    /// `KeEnterGuardedRegion` without `KeLeaveGuardedRegion`.
    pub(crate) guarded_regions: Cell<i32>,
    /// Whether it runs a program's call.
    pub(crate) of_program: Cell<bool>,
    /// Whether a driver has created it with `PsCreateSystemThread`.
    pub(crate) of_driver: Cell<bool>,
    /// The numbers of the process and of the thread that it stands for; zeros for what it is itself.
    pub(crate) acts_as: Cell<(usize, usize)>,
    /// The `EPROCESS` that it is attached to.
    pub(crate) attached: Cell<PVOID>,
    /// What `IoSetTopLevelIrp` was given.
    pub(crate) top_level_irp: Cell<PVOID>,
    /// Callbacks and functions that are open.
    pub(crate) calls: Calls,
    /// The driver whose code runs.
    pub(crate) driver: Cell<DriverId>,
    /// Spin locks that it holds, while the verifier is on.
    pub(crate) spin_locks: RefCell<Vec<usize>>,
    /// How often a wait of it has ended.
    pub(crate) wakes: Cell<u64>,
    /// What it waits for, while blocked.
    pub(crate) waiting: RefCell<Option<super::wait::Wait>>,
    /// The `ETHREAD` that drivers see; filled on demand.
    pub(crate) object: Cell<PVOID>,
    /// `WdfDriverGlobals` of the driver that it was in when it was switched away from.
    pub(super) globals: Cell<PVOID>,
    /// It is to tell its calls when it is resumed.
    pub(super) is_asked: Cell<bool>,
    /// The calls that it told.
    pub(super) stack: RefCell<Vec<Frame>>,
    /// What it is to run.
    pub(super) body: Cell<Option<Box<dyn FnOnce()>>>,
    /// Its body has returned: the coroutine can run another one.
    pub(super) body_returned: Cell<bool>,
    pub(super) coroutine: UnsafeCell<Option<Coro>>,
    pub(super) yielder: Cell<*const Yielder<(), ()>>,
    stack_size: usize,
    /// The addresses of the stack.
    range: Range<usize>,
    /// The addresses below it that fault.
    guard: Range<usize>,
    /// How much of the stack drivers use.
    pub(crate) depth: Depth,
}

impl Thread {
    pub(super) fn new(
        stack_size: usize,
        stack: &KernelStack,
        number: u64,
        name: &str,
        priority: u8,
    ) -> Self {
        let (lowest, top) = (stack::lowest(stack), stack.base().get());
        Self {
            number,
            name: name.to_owned(),
            state: Cell::new(State::Runnable),
            priority: Cell::new(priority),
            affinity: Cell::new(u64::MAX),
            irql: Cell::new(0),
            critical_regions: Cell::new(0),
            guarded_regions: Cell::new(0),
            of_program: Cell::new(false),
            of_driver: Cell::new(false),
            acts_as: Cell::new((0, 0)),
            attached: Cell::new(ptr::null_mut()),
            top_level_irp: Cell::new(ptr::null_mut()),
            calls: Calls::new(),
            driver: Cell::new(DriverId::KERNEL),
            spin_locks: RefCell::new(Vec::new()),
            wakes: Cell::new(0),
            waiting: RefCell::new(None),
            object: Cell::new(ptr::null_mut()),
            globals: Cell::new(ptr::null_mut()),
            is_asked: Cell::new(false),
            stack: RefCell::default(),
            body: Cell::new(None),
            body_returned: Cell::new(false),
            coroutine: UnsafeCell::new(None),
            yielder: Cell::new(ptr::null()),
            stack_size,
            range: lowest..top,
            guard: stack.limit().get()..lowest,
            depth: Depth::new(top),
        }
    }

    /// Makes another thread of a finished one: its stack and its coroutine stay, all that
    /// the machine or a driver can see of it is new.
    pub(super) fn renew(&mut self, number: u64, name: &str, priority: u8) {
        self.number = number;
        self.name.clear();
        self.name.push_str(name);
        self.state.set(State::Runnable);
        self.priority.set(priority);
        self.affinity.set(u64::MAX);
        self.irql.set(0);
        self.critical_regions.set(0);
        self.guarded_regions.set(0);
        self.of_program.set(false);
        self.of_driver.set(false);
        self.acts_as.set((0, 0));
        self.attached.set(ptr::null_mut());
        self.top_level_irp.set(ptr::null_mut());
        self.calls.clear();
        self.driver.set(DriverId::KERNEL);
        self.spin_locks.get_mut().clear();
        self.waiting.replace(None);
        self.object.set(ptr::null_mut());
        self.globals.set(ptr::null_mut());
        self.body_returned.set(false);
        self.depth.reset();
    }

    /// The addresses of the thread's stack.
    pub(crate) fn stack(&self) -> &Range<usize> {
        &self.range
    }

    /// The addresses of the present kernel stack, and of what is below it.
    pub(crate) fn kernel_stack(&self) -> Range<usize> {
        self.range.start..self.depth.top()
    }

    /// Whether code with this stack pointer that accesses `address` has used up the stack.
    pub(crate) fn is_full(&self, sp: usize, address: usize) -> bool {
        !self.range.contains(&sp) || self.guard.contains(&address)
    }

    pub(super) fn may_run_on(&self, processor: usize) -> bool {
        self.affinity.get() & (1 << processor) != 0
    }

    /// Whether it waits for a time, or for something no longer than that.
    pub(crate) fn will_time_out(&self) -> bool {
        let waiting = self.waiting.borrow();
        waiting.as_ref().is_some_and(|it| it.deadline.is_some())
    }

    /// Whether the thread can continue, now that it has a processor.
    pub(super) fn can_continue(&self) -> bool {
        match self.state.get() {
            State::Runnable => true,
            State::Spinning(spin) => (spin.is_free)(spin.lock),
            State::Blocked | State::Finished => false,
        }
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        let Some(mut coroutine) = self.coroutine.get_mut().take() else {
            return;
        };
        if coroutine.started() && !coroutine.done() {
            // SAFETY: what is on the stack is only abandoned. A machine whose threads are
            // dropped before they finish is dead or being dropped, and nothing on it runs again.
            unsafe { coroutine.force_reset() };
        }
        if coroutine.done() {
            stack::give_back(self.stack_size, coroutine.into_stack());
        }
    }
}

/// How many open calls keep their names; deeper ones are only counted.
const NAMED: usize = 48;

/// The callbacks and functions that a thread has open: its logical stack.
pub(crate) struct Calls {
    names: [Cell<&'static str>; NAMED],
    depth: Cell<usize>,
}

impl Calls {
    const fn new() -> Self {
        Self {
            names: [const { Cell::new("") }; NAMED],
            depth: Cell::new(0),
        }
    }

    #[inline]
    pub(crate) fn push(&self, name: &'static str) {
        let depth = self.depth.get();
        if let Some(slot) = self.names.get(depth) {
            slot.set(name);
        }
        self.depth.set(depth + 1);
    }

    #[inline]
    pub(crate) fn pop(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }

    fn clear(&self) {
        self.depth.set(0);
    }

    pub(crate) fn depth(&self) -> usize {
        self.depth.get()
    }

    /// The names, outermost first.
    pub(crate) fn names<C: FromIterator<&'static str>>(&self) -> C {
        let named = self.depth.get().min(NAMED);
        self.names[..named].iter().map(Cell::get).collect()
    }
}
