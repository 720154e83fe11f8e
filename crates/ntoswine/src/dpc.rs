//! DPCs. The kernel has one queue; a DPC runs at once, or when the thread that has raised its IRQL
//! lowers it.
#![expect(
    unsafe_code,
    reason = "exports of the kernel; calls the driver's routine"
)]

use core::ptr;

use wdk_sys::{BOOLEAN, PKDPC, PVOID, abi};

use crate::{bug_check, irql, lock::Lock};

/// How many DPCs can wait.
const CAPACITY: usize = 64;

/// A DPC in the queue, with its arguments.
#[derive(Clone, Copy)]
struct Waiting {
    dpc: PKDPC,
    arguments: [PVOID; 2],
}

/// The queue, in the order of insertion.
struct Queue {
    waiting: [Option<Waiting>; CAPACITY],
}

// SAFETY: a DPC may be queued and run by different processors.
unsafe impl Send for Queue {}

static QUEUE: Lock<Queue> = Lock::new(Queue {
    waiting: [None; CAPACITY],
});

/// One DPC runs at a time, as on a machine with one processor.
static RUNNING: Lock<()> = Lock::new(());

/// Runs a DPC, at `DISPATCH_LEVEL`, when no other one runs.
pub(crate) fn run(dpc: PKDPC, arguments: [PVOID; 2]) {
    RUNNING.with(|()| {
        let before = irql::replace(irql::DISPATCH);
        // SAFETY: a DPC that the driver has initialised, and keeps until its routine has run.
        let (routine, context) = unsafe { ((*dpc).DeferredRoutine, (*dpc).DeferredContext) };
        if let Some(routine) = routine {
            // SAFETY: the driver's routine, with the arguments that it was queued with.
            unsafe { routine(dpc, context, arguments[0], arguments[1]) };
        }
        // Not `lower`: what the routine queued comes after it.
        irql::replace(before);
    });
}

/// Runs what waits until nothing does.
pub(crate) fn run_waiting() {
    while let Some(next) = QUEUE.with(Queue::take_first) {
        run(next.dpc, next.arguments);
    }
}

impl Queue {
    fn take_first(&mut self) -> Option<Waiting> {
        let first = self.waiting[0].take();
        self.waiting.rotate_left(1);
        first
    }

    /// False when it is there already.
    fn insert(&mut self, new: Waiting) -> bool {
        if self
            .waiting
            .iter()
            .flatten()
            .any(|it| ptr::eq(it.dpc, new.dpc))
        {
            return false;
        }
        match self.waiting.iter_mut().find(|it| it.is_none()) {
            Some(free) => *free = Some(new),
            None => bug_check::full("DPCs"),
        }
        true
    }

    fn remove(&mut self, dpc: PKDPC) -> bool {
        let is = |it: &Option<Waiting>| it.is_some_and(|it| ptr::eq(it.dpc, dpc));
        let Some(at) = self.waiting.iter().position(is) else {
            return false;
        };
        self.waiting[at] = None;
        self.waiting[at..].rotate_left(1);
        true
    }
}

#[abi(no_mangle)]
fn wine_KeInsertQueueDpc(dpc: PKDPC, first: PVOID, second: PVOID) -> BOOLEAN {
    let arguments = [first, second];
    let inserted = QUEUE.with(|queue| queue.insert(Waiting { dpc, arguments }));
    if irql::current() < irql::DISPATCH {
        run_waiting();
    }
    inserted.into()
}

#[abi(no_mangle)]
fn wine_KeRemoveQueueDpc(dpc: PKDPC) -> BOOLEAN {
    QUEUE.with(|queue| queue.remove(dpc)).into()
}

/// At `PASSIVE_LEVEL`, so nothing of this thread waits; what another one runs is waited for.
#[abi(no_mangle)]
fn wine_KeFlushQueuedDpcs() {
    run_waiting();
    RUNNING.with(|()| {});
}
