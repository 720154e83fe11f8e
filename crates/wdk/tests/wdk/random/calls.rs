//! The calls whose form depends on the level: each in one small function.

use wdk::{irql::AtMostDispatch, prelude::*};

/// The level that code runs at, as far as its token says.
pub(super) trait Token: AtMostDispatch {
    /// The token for calls that need `PASSIVE_LEVEL`, where the code runs there.
    fn passive(&mut self) -> Option<&mut Passive>;

    /// Completes a request, or gives it back where none may be completed.
    fn complete(&mut self, request: Request, how: How) -> Result<Disposed, Request>;
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

fn complete<L: AtMostDispatch>(request: Request, how: How, _irql: &mut L) -> Disposed {
    match how {
        How::Status(status) => request.complete(status),
        How::Information(status, length) => request.complete_with_information(status, length),
        How::Finish(result) => request.finish(result),
        How::Reply(length) => request.reply(BYTES.get(..length).unwrap_or_default()),
        How::ReplyWith(value) => request.reply_with(&value),
    }
}

impl Token for Passive {
    fn passive(&mut self) -> Option<&mut Passive> {
        Some(self)
    }

    fn complete(&mut self, request: Request, how: How) -> Result<Disposed, Request> {
        Ok(complete(request, how, self))
    }
}

impl Token for UpToDispatch {
    fn passive(&mut self) -> Option<&mut Passive> {
        self.as_passive()
    }

    fn complete(&mut self, request: Request, how: How) -> Result<Disposed, Request> {
        Ok(complete(request, how, self))
    }
}

impl Token for Dispatch {
    fn passive(&mut self) -> Option<&mut Passive> {
        None
    }

    fn complete(&mut self, request: Request, how: How) -> Result<Disposed, Request> {
        Ok(complete(request, how, self))
    }
}

/// Runs `body` with the data of a spin lock, and the token that the lock lends.
pub(super) fn with_spin<T, L: Token, R>(
    lock: &SpinLock<T>,
    irql: &mut L,
    body: impl FnOnce(&mut T, &mut Dispatch) -> R,
) -> R {
    lock.with(irql, body)
}

/// Runs `body` with the data of a wait lock.
pub(super) fn with_wait<T, R>(
    lock: &WaitLock<T>,
    irql: &mut Passive,
    body: impl FnOnce(&mut T, &mut Passive) -> R,
) -> R {
    let mut data = lock.lock(irql);
    body(&mut data, irql)
}

/// The same, unless the lock is held.
pub(super) fn try_with_wait<T, R>(
    lock: &WaitLock<T>,
    irql: &mut Passive,
    body: impl FnOnce(&mut T, &mut Passive) -> R,
) -> Option<R> {
    let mut data = lock.try_lock(irql)?;
    Some(body(&mut data, irql))
}
