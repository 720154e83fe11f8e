//! What a driver may do with a request, and with which numbers it may complete it.
//!
//! [`RequestFlags`] records what happened to a request; the functions say what may follow.
#![forbid(unsafe_code)]

use core::fmt;

use wdk_sys::{
    NTSTATUS, STATUS_DEVICE_BUSY, STATUS_INSUFFICIENT_RESOURCES, STATUS_INTERNAL_ERROR,
    STATUS_INVALID_DEVICE_REQUEST,
};

use crate::status;

/// Facts about one request, recorded while the verifier is on.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct RequestFlags(pub(crate) u16);

impl RequestFlags {
    /// The driver got the request and has not completed, forwarded or sent it.
    pub(crate) const OWNED: Self = Self(1 << 0);
    /// The driver marked it cancelable.
    pub(crate) const CANCELABLE: Self = Self(1 << 1);
    /// The driver was notified of its cancellation.
    pub(crate) const CANCELED: Self = Self(1 << 2);
    /// It was completed.
    pub(crate) const COMPLETED: Self = Self(1 << 3);
    /// It is sent to an I/O target.
    pub(crate) const SENT: Self = Self(1 << 4);
    /// The driver has it in `EvtIoInCallerContext`.
    pub(crate) const IN_CALLER_CONTEXT: Self = Self(1 << 5);
    /// `EvtIoStop` was called for it and not acknowledged.
    pub(crate) const IN_STOP: Self = Self(1 << 6);
    /// `WdfIoQueueFindRequest` found it; it still is in the queue.
    pub(crate) const FOUND: Self = Self(1 << 7);

    /// Whether all of `flags` are set.
    pub(crate) const fn has(self, flags: Self) -> bool {
        self.0 & flags.0 == flags.0
    }

    /// With `flags` set.
    pub(crate) const fn with(self, flags: Self) -> Self {
        Self(self.0 | flags.0)
    }

    /// With `flags` cleared.
    pub(crate) const fn without(self, flags: Self) -> Self {
        Self(self.0 & !flags.0)
    }
}

impl fmt::Debug for RequestFlags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = [
            "owned",
            "cancelable",
            "canceled",
            "completed",
            "sent",
            "in-caller-context",
            "in-stop",
            "found",
        ];
        let mut set = f.debug_set();
        for (bit, name) in names.iter().enumerate() {
            if self.has(Self(1 << bit)) {
                set.entry(name);
            }
        }
        set.finish()
    }
}

/// What a driver did wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Misuse {
    /// It completes a completed request.
    DoubleCompletion,
    /// It uses a request that it does not own.
    NotOwned,
    /// It completes or forwards a request that is still cancelable.
    StillCancelable,
    /// It unmarks a request that it did not mark cancelable.
    NotCancelable,
    /// It uses a request that is sent to an I/O target.
    AlreadySent,
    /// It enqueues outside `EvtIoInCallerContext`.
    NotInCallerContext,
    /// It acknowledges without `EvtIoStop` being called.
    NotStopping,
}

impl Misuse {
    /// The rule's name.
    pub(crate) const fn rule(self) -> &'static str {
        match self {
            Self::DoubleCompletion => "DoubleCompletion",
            Self::NotOwned => "RequestNotOwned",
            Self::StillCancelable => "CompletedCancelableRequest",
            Self::NotCancelable => "RequestNotCancelable",
            Self::AlreadySent => "RequestAlreadySent",
            Self::NotInCallerContext => "NotInCallerContext",
            Self::NotStopping => "StopAcknowledgeOutsideStop",
        }
    }

    /// The message for the driver's author.
    pub(crate) const fn advice(self) -> &'static str {
        match self {
            Self::DoubleCompletion => "the request is completed already",
            Self::NotOwned => {
                "the driver does not own the request: it gave it back, forwarded or sent it"
            }
            Self::StillCancelable => {
                "the request is cancelable, so its cancellation may race with this call: call \
                 WdfRequestUnmarkCancelable first, and leave the request to EvtRequestCancel when \
                 that returns STATUS_CANCELLED"
            }
            Self::NotCancelable => "the request was not marked cancelable",
            Self::AlreadySent => "the request is still with the I/O target that it was sent to",
            Self::NotInCallerContext => {
                "this is for requests that EvtIoInCallerContext received and still has"
            }
            Self::NotStopping => {
                "WdfRequestStopAcknowledge answers EvtIoStop, which was not called for this request"
            }
        }
    }
}

/// Whether the driver may complete it.
pub(crate) fn complete(flags: RequestFlags) -> Result<(), Misuse> {
    if flags.has(RequestFlags::COMPLETED) {
        return Err(Misuse::DoubleCompletion);
    }
    if flags.has(RequestFlags::SENT) {
        return Err(Misuse::AlreadySent);
    }
    if !flags.has(RequestFlags::OWNED) {
        return Err(Misuse::NotOwned);
    }
    not_cancelable(flags)
}

/// Whether the driver may use it: read its parameters and buffers, or mark it.
pub(crate) fn owned(flags: RequestFlags) -> Result<(), Misuse> {
    if flags.has(RequestFlags::COMPLETED) {
        Err(Misuse::DoubleCompletion)
    } else if flags.has(RequestFlags::OWNED) {
        Ok(())
    } else {
        Err(Misuse::NotOwned)
    }
}

/// Whether the driver may read its buffers.
pub(crate) fn not_completed(flags: RequestFlags) -> Result<(), Misuse> {
    if flags.has(RequestFlags::COMPLETED) {
        Err(Misuse::DoubleCompletion)
    } else {
        Ok(())
    }
}

/// Whether the driver may use addresses of the caller's process.
pub(crate) fn in_caller_context(flags: RequestFlags) -> Result<(), Misuse> {
    enqueue(flags)
}

/// Whether the driver may reuse it.
pub(crate) fn reuse(flags: RequestFlags) -> Result<(), Misuse> {
    if flags.has(RequestFlags::SENT) {
        Err(Misuse::AlreadySent)
    } else {
        Ok(())
    }
}

/// Whether the driver may give it to a queue.
pub(crate) fn give_away(flags: RequestFlags) -> Result<(), Misuse> {
    owned(flags)?;
    not_cancelable(flags)
}

/// Whether the driver may mark it cancelable.
pub(crate) fn mark_cancelable(flags: RequestFlags) -> Result<(), Misuse> {
    give_away(flags)
}

/// Whether the driver may unmark it.
pub(crate) fn unmark_cancelable(flags: RequestFlags) -> Result<(), Misuse> {
    owned(flags)?;
    if flags.has(RequestFlags::CANCELABLE) {
        Ok(())
    } else {
        Err(Misuse::NotCancelable)
    }
}

/// Whether the driver may enqueue it for its device.
pub(crate) fn enqueue(flags: RequestFlags) -> Result<(), Misuse> {
    owned(flags)?;
    if flags.has(RequestFlags::IN_CALLER_CONTEXT) {
        Ok(())
    } else {
        Err(Misuse::NotInCallerContext)
    }
}

/// Whether the driver may send it to an I/O target.
pub(crate) fn send(flags: RequestFlags) -> Result<(), Misuse> {
    if flags.has(RequestFlags::COMPLETED) {
        return Err(Misuse::DoubleCompletion);
    }
    if flags.has(RequestFlags::SENT) {
        return Err(Misuse::AlreadySent);
    }
    not_cancelable(flags)
}

/// Whether the driver may acknowledge a stop.
pub(crate) fn acknowledge_stop(flags: RequestFlags) -> Result<(), Misuse> {
    owned(flags)?;
    if flags.has(RequestFlags::IN_STOP) {
        Ok(())
    } else {
        Err(Misuse::NotStopping)
    }
}

fn not_cancelable(flags: RequestFlags) -> Result<(), Misuse> {
    if flags.has(RequestFlags::CANCELABLE) && !flags.has(RequestFlags::CANCELED) {
        Err(Misuse::StillCancelable)
    } else {
        Ok(())
    }
}

/// The NT status that the I/O manager sees for a status of the framework's own facility.
pub(crate) const fn nt_status(status: NTSTATUS) -> NTSTATUS {
    const FACILITY: u32 = 0x0FFF_0000;
    const DRIVER_FRAMEWORK: u32 = 0x0020_0000;
    if status.cast_unsigned() & FACILITY != DRIVER_FRAMEWORK {
        return status;
    }
    match status {
        status::WDF_PAUSED | status::WDF_BUSY => STATUS_DEVICE_BUSY,
        status::WDF_INTERNAL_ERROR => STATUS_INTERNAL_ERROR,
        status::WDF_NOT_ENOUGH_MAP_REGISTERS => STATUS_INSUFFICIENT_RESOURCES,
        _ => STATUS_INVALID_DEVICE_REQUEST,
    }
}

/// The operation that a request carries, as far as its information field is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transfer {
    /// Read or write of so many bytes.
    Bytes(u32),
    /// A user's device control with this output length.
    UserControl {
        /// Length of the output buffer.
        output: u32,
    },
    /// Anything else: the framework does not know what the number means.
    Opaque,
}

/// The most that `Information` may say, if that can be known. An I/O control without output may
/// report how much of its input it used.
pub(crate) fn information_limit(transfer: Transfer, status: i32) -> Option<u32> {
    // A warning may report the length that would have been needed.
    if status < 0 {
        return None;
    }
    match transfer {
        Transfer::Bytes(length) => Some(length),
        Transfer::UserControl { output } if output > 0 => Some(output),
        Transfer::UserControl { .. } | Transfer::Opaque => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWNED: RequestFlags = RequestFlags::OWNED;

    #[test]
    fn completing_twice_is_named_before_anything_else() {
        let flags = RequestFlags::COMPLETED;
        assert_eq!(complete(flags), Err(Misuse::DoubleCompletion));
        assert_eq!(complete(OWNED), Ok(()));
        assert_eq!(complete(RequestFlags::default()), Err(Misuse::NotOwned));
    }

    #[test]
    fn a_cancelable_request_is_completed_only_after_its_cancellation() {
        let flags = OWNED.with(RequestFlags::CANCELABLE);
        assert_eq!(complete(flags), Err(Misuse::StillCancelable));
        assert_eq!(give_away(flags), Err(Misuse::StillCancelable));
        assert_eq!(complete(flags.with(RequestFlags::CANCELED)), Ok(()));
        assert_eq!(complete(flags.without(RequestFlags::CANCELABLE)), Ok(()));
    }

    #[test]
    fn a_request_is_marked_once_and_unmarked_once() {
        assert_eq!(mark_cancelable(OWNED), Ok(()));
        let marked = OWNED.with(RequestFlags::CANCELABLE);
        assert_eq!(mark_cancelable(marked), Err(Misuse::StillCancelable));
        assert_eq!(unmark_cancelable(marked), Ok(()));
        assert_eq!(unmark_cancelable(OWNED), Err(Misuse::NotCancelable));
    }

    #[test]
    fn a_sent_request_may_not_be_used() {
        let sent = OWNED.with(RequestFlags::SENT);
        assert_eq!(send(sent), Err(Misuse::AlreadySent));
        assert_eq!(complete(sent), Err(Misuse::AlreadySent));
        assert_eq!(
            send(RequestFlags::default()),
            Ok(()),
            "requests of the driver's own making"
        );
    }

    #[test]
    fn only_a_stopped_request_is_acknowledged() {
        assert_eq!(acknowledge_stop(OWNED), Err(Misuse::NotStopping));
        assert_eq!(acknowledge_stop(OWNED.with(RequestFlags::IN_STOP)), Ok(()));
    }

    #[test]
    fn framework_statuses_do_not_leave_the_framework() {
        assert_eq!(nt_status(0), 0);
        assert_eq!(nt_status(status::WDF_PAUSED), STATUS_DEVICE_BUSY);
        assert_eq!(
            nt_status(status::WDF_TOO_FRAGMENTED),
            STATUS_INVALID_DEVICE_REQUEST
        );
        assert_eq!(
            nt_status(wdk_sys::STATUS_CANCELLED),
            wdk_sys::STATUS_CANCELLED
        );
    }

    #[test]
    fn information_is_bounded_where_its_meaning_is_known() {
        assert_eq!(information_limit(Transfer::Bytes(4), 0), Some(4));
        assert_eq!(
            information_limit(Transfer::Bytes(4), 0x8000_0005_u32.cast_signed()),
            None
        );
        assert_eq!(
            information_limit(Transfer::UserControl { output: 8 }, 0),
            Some(8)
        );
        assert_eq!(
            information_limit(Transfer::UserControl { output: 0 }, 0),
            None
        );
        assert_eq!(information_limit(Transfer::Opaque, 0), None);
    }

    #[test]
    fn request_flags_print_their_names() {
        extern crate std;
        let text = std::format!("{:?}", OWNED.with(RequestFlags::SENT));
        assert_eq!(text, "{\"owned\", \"sent\"}");
    }
}
