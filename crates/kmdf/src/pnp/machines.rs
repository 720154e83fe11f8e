//! What runs a device's state machines.
//!
//! Whoever [posts](post) an event to a machine that nobody works on works on it: in the same thread, or in the
//! machine's work item or the power thread, when the actions need `PASSIVE_LEVEL` and the thread is above it. A spin
//! lock guards the machine's events and state, and is never held over an action. The device's removal
//! [closes](Running::close) its machines before the device is deleted, so a thread that works on one needs no
//! reference.
#![expect(unsafe_code, reason = "a work item of the kernel")]

use core::{
    cell::Cell,
    mem, ptr,
    sync::atomic::{AtomicI32, Ordering},
};

use kmdf_states::{Engine, Machine, Next, Outcome, QueueFull};
use wdk_sys::{
    _WORK_QUEUE_TYPE::DelayedWorkQueue, IoAllocateWorkItem, IoFreeWorkItem, IoQueueWorkItem,
    KeGetCurrentIrql, NTSTATUS, PASSIVE_LEVEL, PDEVICE_OBJECT, PIO_WORKITEM, PVOID,
    STATUS_INSUFFICIENT_RESOURCES,
};

use super::{Pnp, notify, power_thread::Threaded};
use crate::{
    Fx,
    device::Device,
    event::{Event, enter_critical_region, leave_critical_region},
    object::Obj,
    sync::SpinLock,
    violation::{self, Code},
};

/// A machine, with what its actions do.
pub(crate) trait DeviceMachine: Machine {
    /// Which one it is to drivers that registered for its state changes.
    const KIND: notify::Machine;

    /// What is left to do when the machine has nothing to do any more.
    type Rest: Default + Send;

    /// Its name to the device's power thread, when that works on it instead of a work item.
    const THREADED: Option<Threaded> = None;

    /// The device's machine of this kind.
    fn of(pnp: &Pnp) -> &Running<Self>;

    /// A state's number in Microsoft's headers.
    fn number(state: Self::State) -> i32;

    /// Carries out what a state begins with. IRQL: `PASSIVE_LEVEL`.
    fn carry_out(device: Obj<Device>, action: Self::Action) -> Outcome;

    /// No state answers an event that came.
    fn dropped(_device: Obj<Device>, _state: Self::State, _event: Self::Event) {}

    /// No event is left: does the rest, which nothing of the machine may touch any more. The device may be deleted
    /// as soon as this lets it.
    fn settle(_device: Obj<Device>, _rest: Self::Rest) {}

    /// Whether a thread at `PASSIVE_LEVEL` works on the machine itself.
    fn runs_here(_device: Obj<Device>) -> bool {
        true
    }
}

/// A device's machine.
///
/// # Invariants
/// [`Running::initialize`] ran at the final address before any event came. While the machine is claimed, the device
/// exists: its removal waits in [`Running::close`].
pub(crate) struct Running<M: DeviceMachine> {
    inner: SpinLock<Inner<M>>,
    /// The state that is shown to the driver, which is the old one until it has been told of the new one.
    shown: AtomicI32,
    item: Cell<PIO_WORKITEM>,
    idle: Event,
}

// SAFETY: the work item is set before another thread knows the device; the rest guards itself.
unsafe impl<M: DeviceMachine> Sync for Running<M> {}
// SAFETY: a work item is not bound to the thread that allocated it.
unsafe impl<M: DeviceMachine> Send for Running<M> {}

struct Inner<M: DeviceMachine> {
    engine: Engine<M>,
    rest: M::Rest,
    /// Whether somebody waits until nobody works on the machine.
    awaited: bool,
    closed: bool,
}

impl<M: DeviceMachine> Inner<M> {
    /// Whether the one who waits is to be let on.
    fn wakes(&mut self) -> bool {
        !self.engine.is_claimed() && mem::take(&mut self.awaited)
    }
}

/// Who works on a machine after an event was posted.
enum Worker {
    /// Who does already, or nobody: the machine is closed.
    Other,
    /// This thread.
    Here,
    /// The work item, or the power thread.
    Item,
}

impl<M: DeviceMachine> Running<M> {
    /// A machine in its first state.
    pub(crate) fn new(state: M::State) -> Self {
        Self {
            inner: SpinLock::new(Inner {
                engine: Engine::new(state),
                rest: M::Rest::default(),
                awaited: false,
                closed: false,
            }),
            shown: AtomicI32::new(M::number(state)),
            item: Cell::new(ptr::null_mut()),
            idle: Event::new(),
        }
    }

    /// Once, at the final address.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(crate) fn initialize(&self, fx: Fx) -> Result<(), NTSTATUS> {
        self.idle.initialize();
        // SAFETY: the function takes the driver object as well as a device object.
        let item = unsafe { IoAllocateWorkItem(fx.driver_object.cast()) };
        self.item.set(item);
        if item.is_null() {
            return Err(STATUS_INSUFFICIENT_RESOURCES);
        }
        Ok(())
    }

    /// The state's number in Microsoft's headers.
    pub(crate) fn shown(&self) -> i32 {
        self.shown.load(Ordering::Relaxed)
    }

    /// Reads or changes what is left to do when the machine has nothing to do any more.
    pub(crate) fn with_rest<R>(&self, work: impl FnOnce(&mut M::Rest) -> R) -> R {
        self.inner.with(|inner| work(&mut inner.rest))
    }

    /// Takes no event any more, and returns when nobody works on the machine. IRQL: `PASSIVE_LEVEL`.
    pub(crate) fn close(&self) {
        let idle = self.inner.with(|inner| {
            inner.closed = true;
            inner.awaited = inner.engine.is_claimed();
            !inner.awaited
        });
        if !idle {
            self.idle.wait();
        }
    }
}

impl<M: DeviceMachine> Drop for Running<M> {
    fn drop(&mut self) {
        let item = self.item.get();
        if !item.is_null() {
            // SAFETY: allocated by `initialize`; its last run is over or in its last lines, as the machine is closed.
            unsafe { IoFreeWorkItem(item) };
        }
    }
}

/// Queues an event. At `PASSIVE_LEVEL` the thread works on the machine, if no other does and the machine lets it.
/// IRQL: up to `DISPATCH_LEVEL`.
pub(crate) fn post<M: DeviceMachine>(device: Obj<Device>, event: M::Event) {
    let passive = KeGetCurrentIrql() == PASSIVE_LEVEL as u8;
    post_to::<M>(device, event, passive && M::runs_here(device));
}

/// Queues an event on which this thread does not work. IRQL: up to `DISPATCH_LEVEL`.
pub(crate) fn post_elsewhere<M: DeviceMachine>(device: Obj<Device>, event: M::Event) {
    post_to::<M>(device, event, false);
}

fn post_to<M: DeviceMachine>(device: Obj<Device>, event: M::Event, here: bool) {
    let running = M::of(&device.pnp);
    let worker = running.inner.with(|inner| -> Result<Worker, QueueFull> {
        if inner.closed {
            return Ok(Worker::Other);
        }
        inner.engine.post(event)?;
        Ok(match inner.engine.claim() {
            false => Worker::Other,
            true if here => Worker::Here,
            true => Worker::Item,
        })
    });
    match worker {
        Ok(Worker::Other) => {}
        Ok(Worker::Here) => work_on::<M>(device),
        Ok(Worker::Item) if M::THREADED.is_some_and(|it| device.queue_to_power_thread(it)) => {}
        Ok(Worker::Item) => {
            let routine = Some(run_item::<M> as wdk_sys::fn_ptr!(fn(PDEVICE_OBJECT, PVOID)));
            let context = device.as_ptr().as_ptr().cast();
            // SAFETY: the machine was just claimed for it, so the item is not queued.
            unsafe { IoQueueWorkItem(running.item.get(), routine, DelayedWorkQueue, context) };
        }
        Err(full) => {
            violation::wdf(
                device.fx(),
                "EventLost",
                Code::FatalError,
                [device.handle() as u64, 0, 0],
                format_args!("{:p} loses the event {event:?}: {full}", device.handle()),
            );
        }
    }
}

wdk_sys::abi_fn! {
    [unsafe] fn run_item<M: DeviceMachine>(_object: PDEVICE_OBJECT, context: PVOID) {
        let Some(header) = ptr::NonNull::new(context.cast()) else {
            return;
        };
        // SAFETY: `post_to` passed the device, which exists while its machine is claimed.
        let device: Obj<Device> = unsafe { Obj::from_raw(header) };
        work_on::<M>(device);
    }
}

/// Works on a machine that was claimed for this thread, until it has nothing to do.
pub(super) fn work_on<M: DeviceMachine>(device: Obj<Device>) {
    // Another thread may wait for what this one does.
    enter_critical_region();
    work_through::<M>(device);
    leave_critical_region();
}

fn work_through<M: DeviceMachine>(device: Obj<Device>) {
    let running = M::of(&device.pnp);
    loop {
        let (next, wakes, rest) = running.inner.with(|inner| {
            let next = inner.engine.step();
            let rest = if inner.engine.is_idle() {
                mem::take(&mut inner.rest)
            } else {
                M::Rest::default()
            };
            (next, inner.wakes(), rest)
        });
        match next {
            Next::Enter { from, to, action } => {
                let outcome = enter::<M>(device, from, to, action);
                running.inner.with(|inner| inner.engine.finish(outcome));
            }
            Next::Dropped { state, event } => M::dropped(device, state, event),
            Next::Idle => {
                M::settle(device, rest);
                if wakes {
                    // Its last use here: who waited may delete the device.
                    running.idle.set();
                }
                return;
            }
        }
    }
}

fn enter<M: DeviceMachine>(
    device: Obj<Device>,
    from: M::State,
    to: M::State,
    action: Option<M::Action>,
) -> Outcome {
    let pnp = &device.pnp;
    let (from, to) = (M::number(from), M::number(to));
    let change = notify::Change {
        machine: M::KIND,
        from,
        to,
    };
    pnp.notifications.before(device.header(), change);
    M::of(pnp).shown.store(to, Ordering::Relaxed);
    let outcome = action.map_or(Outcome::Wait, |action| M::carry_out(device, action));
    pnp.notifications.after(device.header(), change);
    outcome
}
