//! The framework's locks, and what may not be done while one is held.

use kmdf::observer::Value;
use wdk_sys::wdf::WDF_OBJECT_ATTRIBUTES;

use super::{Broken, Context, Frame, State, arguments};
use crate::{
    nt::{kernel::Kernel, verifier::rules::Rule},
    wdf::{peek, rules},
};

/// A lock that a thread holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct HeldLock {
    kind: Kind,
    handle: u64,
    driver: usize,
}

impl HeldLock {
    /// The lock that the function is called for.
    fn of(kind: Kind, context: &Context<'_>) -> Self {
        Self {
            kind,
            handle: context.call.arguments.first().map_or(0, |it| it.address()),
            driver: context.driver,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Spin,
    Wait,
    Interrupt,
}

impl Kind {
    fn rule(self) -> &'static Rule {
        match self {
            Self::Spin => &rules::WDF_SPINLOCK_RELEASE,
            Self::Wait => &rules::WDF_WAITLOCK_RELEASE,
            Self::Interrupt => &rules::WDF_INTERRUPT_LOCK_RELEASE,
        }
    }
}

/// Whether the function acquires a lock or releases one, and of which kind.
fn lock_function(name: &str) -> Option<(bool, Kind)> {
    Some(match name {
        "WdfSpinLockAcquire" => (true, Kind::Spin),
        "WdfSpinLockRelease" => (false, Kind::Spin),
        "WdfWaitLockAcquire" => (true, Kind::Wait),
        "WdfWaitLockRelease" => (false, Kind::Wait),
        "WdfInterruptAcquireLock" => (true, Kind::Interrupt),
        "WdfInterruptReleaseLock" => (false, Kind::Interrupt),
        _ => return None,
    })
}

/// Whether the function sends a request.
pub(super) fn sends(name: &str) -> bool {
    name == "WdfRequestSend" || super::requests::sends_synchronously(name)
}

pub(super) fn call_enter(
    kernel: &Kernel,
    state: &mut State,
    context: &Context<'_>,
    broken: &mut Broken,
) {
    let name = context.call.name;
    match name {
        "WdfSpinLockCreate" | "WdfWaitLockCreate" => {
            check_parent(context, &rules::PARENT_OBJECT_CHECK_LOCK, "lock", broken);
        }
        "WdfMemoryCreate" => {
            check_parent(context, &rules::PARENT_OBJECT_CHECK, "memory", broken);
        }
        _ if sends(name) => {
            let held = state.locks.get(&context.thread);
            let framework = held.is_some_and(|held| held.iter().any(|it| it.kind == Kind::Spin));
            let running = kernel.sched.running();
            let kernels = running.is_some_and(|thread| !thread.spin_locks.borrow().is_empty());
            if framework || kernels {
                let message = format!(
                    "{name} is called while a spin lock is held: the driver below runs in it, and waits for \
                     ever when it comes back to the same lock"
                );
                broken.push((&rules::REQ_SEND_WHILE_SPINLOCK, message));
            }
        }
        _ => {}
    }
    let Some((acquires, kind)) = lock_function(name) else {
        return;
    };
    let lock = HeldLock::of(kind, context);
    let held = state.locks.entry(context.thread).or_default();
    let found = held.iter().rposition(|other| *other == lock);
    if kind == Kind::Interrupt && acquires == found.is_some() {
        let how = if acquires { "holds" } else { "does not hold" };
        let message = format!(
            "{name} is called for the interrupt {:#x}, whose lock the thread {how}",
            lock.handle
        );
        broken.push((&rules::WDF_INTERRUPT_LOCK, message));
    }
    if let Some(index) = found.filter(|_| !acquires) {
        held.remove(index);
    }
    if held.is_empty() {
        state.locks.remove(&context.thread);
    }
}

fn check_parent(
    context: &Context<'_>,
    rule: &'static Rule,
    what: &'static str,
    broken: &mut Broken,
) {
    let attributes = arguments::handle(context.call, "WDF_OBJECT_ATTRIBUTES");
    let attributes = peek::at::<WDF_OBJECT_ATTRIBUTES>(attributes);
    if attributes.is_none_or(|attributes| attributes.ParentObject.is_null()) {
        let message = format!(
            "{} gets no parent, so the {what} object stays until the driver is unloaded",
            context.call.name
        );
        broken.push((rule, message));
    }
}

pub(super) fn call_leave(state: &mut State, context: &Context<'_>, result: Value) {
    let Some((true, kind)) = lock_function(context.call.name) else {
        return;
    };
    // A wait lock may not have been acquired in time.
    if matches!(result, Value::Signed(status) if status != 0) {
        return;
    }
    let lock = HeldLock::of(kind, context);
    state.locks.entry(context.thread).or_default().push(lock);
}

pub(super) fn callback_leave(
    state: &mut State,
    context: &Context<'_>,
    frame: &Frame,
    broken: &mut Broken,
) {
    let Some(held) = state.locks.get_mut(&context.thread) else {
        return;
    };
    for lock in held.drain(frame.locks.min(held.len())..) {
        let message = format!(
            "{} returned and holds the lock {:#x}, which it acquired",
            frame.name, lock.handle
        );
        broken.push((lock.kind.rule(), message));
    }
}
