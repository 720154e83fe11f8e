//! The calls whose form depends on the level: each in one small function.

use wdk::{
    irql::{AtMostDispatch, Locked, Unlocked},
    prelude::*,
};

/// The level that code runs at, as far as its token says.
pub(super) trait Token: AtMostDispatch {
    /// The token for calls that need `PASSIVE_LEVEL`, where the code runs there.
    fn passive(&mut self) -> Option<&Passive> {
        None
    }

    /// Disposes of a request, or gives it back: in a lock, and where the framework refuses.
    fn dispose(&mut self, request: Request, way: Way<'_>) -> Result<Disposed, Request>;

    /// Takes a request out of a queue, outside of locks.
    fn retrieve(&mut self, _: &Queue) -> Option<Request> {
        None
    }

    /// Changes what a queue delivers, outside of locks.
    fn change(&mut self, _: &Queue, _: Change) {}

    /// Runs `body` with the data of a wait lock, at `PASSIVE_LEVEL`.
    fn with_wait<T>(&mut self, _: &WaitLock<T>, _: impl InWaitLock<T>) {}

    /// The same, unless the lock is held.
    fn try_with_wait<T>(&mut self, _: &WaitLock<T>, _: impl InWaitLock<T>) {}
}

/// What can be done with a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Start,
    Stop,
    Purge,
    Drain,
    StopAndWait,
    PurgeAndWait,
}

/// What runs in a wait lock.
pub(super) trait InWaitLock<T>: FnOnce(&mut T, &mut Locked<Passive>) {}

impl<T, F: FnOnce(&mut T, &mut Locked<Passive>)> InWaitLock<T> for F {}

/// What can be done with a request outside of locks.
pub(super) enum Way<'a> {
    Complete(How),
    Forward(&'a Queue),
    ForwardManual(&'a ManualQueue),
    Requeue,
}

/// The forms of completing a request.
#[derive(Clone, Copy, Debug)]
pub(super) enum How {
    Status(NtStatus),
    Information(NtStatus, usize),
    Finish(Result<usize>),
    Reply(usize),
    ReplyWith(u64),
}

impl How {
    /// Every byte is one.
    pub(super) fn of(byte: u8) -> Self {
        let status = if byte & 0x80 == 0 {
            NtStatus::SUCCESS
        } else {
            NtStatus::from(Error::DEVICE_BUSY)
        };
        let length = match byte >> 3 & 0xF {
            15 => usize::MAX,
            14 => 4096,
            length => usize::from(length) * 5,
        };
        match byte & 7 {
            0 | 1 => Self::Status(status),
            2 => Self::Information(status, length),
            3 => Self::Finish(Ok(length)),
            4 => Self::Finish(Err(Error::INVALID_PARAMETER)),
            5 | 6 => Self::Reply(length.min(BYTES.len())),
            _ => Self::ReplyWith(length as u64),
        }
    }
}

/// What drivers write.
pub(super) const BYTES: [u8; 80] = [0x11; 80];

/// Runs `body` with the data of a spin lock, and the token that the lock lends.
pub(super) fn with_spin<T, L: Token, R>(
    lock: &SpinLock<T>,
    irql: &mut L,
    body: impl FnOnce(&mut T, &mut Locked<Dispatch>) -> R,
) -> R {
    lock.with(irql, body)
}

fn dispose<L: Unlocked>(request: Request, way: Way<'_>, irql: &mut L) -> Result<Disposed, Request> {
    let result = match way {
        Way::Complete(how) => return Ok(complete(request, how, irql)),
        Way::Forward(queue) => request.forward(queue, irql),
        Way::ForwardManual(queue) => queue.forward(request, irql),
        Way::Requeue => request.requeue(irql),
    };
    result.map_err(|rejected| rejected.request)
}

fn retrieve<L: Unlocked>(queue: &Queue, irql: &mut L) -> Option<Request> {
    queue.retrieve_next(irql).ok().flatten()
}

fn change<L: Unlocked>(queue: &Queue, change: Change, irql: &mut L) {
    match change {
        Change::Start => queue.start(irql),
        Change::Stop => queue.stop(irql),
        Change::Purge => queue.purge(irql),
        Change::Drain => queue.drain(irql),
        Change::StopAndWait | Change::PurgeAndWait => {
            if let Some(irql) = irql.weaken().as_passive() {
                match change {
                    Change::StopAndWait => queue.stop_and_wait(irql),
                    _ => queue.purge_and_wait(irql),
                }
            }
        }
    }
}

fn complete<L: Unlocked>(request: Request, how: How, irql: &mut L) -> Disposed {
    match how {
        How::Status(status) => request.complete(status, irql),
        How::Information(status, length) => request.complete_with_information(status, length, irql),
        How::Finish(result) => request.finish(result, irql),
        How::Reply(length) => request.reply(BYTES.get(..length).unwrap_or_default(), irql),
        How::ReplyWith(value) => request.reply_with(&value, irql),
    }
}

impl Token for Passive {
    fn passive(&mut self) -> Option<&Passive> {
        Some(self)
    }

    fn dispose(&mut self, request: Request, way: Way<'_>) -> Result<Disposed, Request> {
        dispose(request, way, self)
    }

    fn retrieve(&mut self, queue: &Queue) -> Option<Request> {
        retrieve(queue, self)
    }

    fn change(&mut self, queue: &Queue, how: Change) {
        change(queue, how, self);
    }

    fn with_wait<T>(&mut self, lock: &WaitLock<T>, body: impl InWaitLock<T>) {
        lock.with(self, body);
    }

    fn try_with_wait<T>(&mut self, lock: &WaitLock<T>, body: impl InWaitLock<T>) {
        lock.try_with(self, body);
    }
}

impl Token for Locked<Passive> {
    fn passive(&mut self) -> Option<&Passive> {
        Some(self)
    }

    fn dispose(&mut self, request: Request, _: Way<'_>) -> Result<Disposed, Request> {
        Err(request)
    }

    fn with_wait<T>(&mut self, lock: &WaitLock<T>, body: impl InWaitLock<T>) {
        lock.with(self, body);
    }

    fn try_with_wait<T>(&mut self, lock: &WaitLock<T>, body: impl InWaitLock<T>) {
        lock.try_with(self, body);
    }
}

impl Token for UpToDispatch {
    fn passive(&mut self) -> Option<&Passive> {
        self.as_passive().map(|it| &*it)
    }

    fn dispose(&mut self, request: Request, way: Way<'_>) -> Result<Disposed, Request> {
        dispose(request, way, self)
    }

    fn retrieve(&mut self, queue: &Queue) -> Option<Request> {
        retrieve(queue, self)
    }

    fn change(&mut self, queue: &Queue, how: Change) {
        change(queue, how, self);
    }

    fn with_wait<T>(&mut self, lock: &WaitLock<T>, body: impl InWaitLock<T>) {
        if let Some(irql) = self.as_passive() {
            lock.with(irql, body);
        }
    }

    fn try_with_wait<T>(&mut self, lock: &WaitLock<T>, body: impl InWaitLock<T>) {
        if let Some(irql) = self.as_passive() {
            lock.try_with(irql, body);
        }
    }
}

impl Token for Dispatch {
    fn dispose(&mut self, request: Request, way: Way<'_>) -> Result<Disposed, Request> {
        dispose(request, way, self)
    }

    fn retrieve(&mut self, queue: &Queue) -> Option<Request> {
        retrieve(queue, self)
    }

    fn change(&mut self, queue: &Queue, how: Change) {
        change(queue, how, self);
    }
}

impl Token for Locked<Dispatch> {
    fn dispose(&mut self, request: Request, _: Way<'_>) -> Result<Disposed, Request> {
        Err(request)
    }
}
