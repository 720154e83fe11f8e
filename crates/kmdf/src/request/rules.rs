//! What a driver may do with a request, and with which numbers it may complete it.
//!
//! Pure: [`Life`] records what became of a request, the functions judge.
#![forbid(unsafe_code)]

use core::fmt;

/// Facts about one request, kept while the verifier is on.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Life(pub(crate) u16);

impl Life {
    /// The driver got the request and has not given it away.
    pub(crate) const OWNED: Self = Self(1 << 0);
    /// The driver marked it cancelable.
    pub(crate) const CANCELABLE: Self = Self(1 << 1);
    /// The driver was told that it is canceled.
    pub(crate) const CANCELED: Self = Self(1 << 2);
    /// It was completed.
    pub(crate) const COMPLETED: Self = Self(1 << 3);
    /// It is on its way through an I/O target.
    pub(crate) const SENT: Self = Self(1 << 4);
    /// The driver looks at it in `EvtIoInCallerContext`.
    pub(crate) const IN_CALLER_CONTEXT: Self = Self(1 << 5);
    /// `EvtIoStop` was called for it and not answered.
    pub(crate) const IN_STOP: Self = Self(1 << 6);
    /// `WdfIoQueueFindRequest` found it; it still is in the queue.
    pub(crate) const FOUND: Self = Self(1 << 7);

    /// Are all of `facts` true?
    pub(crate) const fn has(self, facts: Self) -> bool {
        self.0 & facts.0 == facts.0
    }

    /// With `facts` true.
    pub(crate) const fn with(self, facts: Self) -> Self {
        Self(self.0 | facts.0)
    }

    /// With `facts` false.
    pub(crate) const fn without(self, facts: Self) -> Self {
        Self(self.0 & !facts.0)
    }
}

impl fmt::Debug for Life {
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
    /// It completes what is completed.
    DoubleCompletion,
    /// It touches a request that it does not own.
    NotOwned,
    /// It completes or gives away what can be canceled at any moment.
    StillCancelable,
    /// It takes back a cancelability that it never gave.
    NotCancelable,
    /// It touches what an I/O target has.
    AlreadySent,
    /// It enqueues outside `EvtIoInCallerContext`.
    NotInCallerContext,
    /// It acknowledges a stop that it was not asked for.
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

    /// What to tell the driver's author.
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

/// May the driver complete it?
pub(crate) fn complete(life: Life) -> Result<(), Misuse> {
    if life.has(Life::COMPLETED) {
        return Err(Misuse::DoubleCompletion);
    }
    if life.has(Life::SENT) {
        return Err(Misuse::AlreadySent);
    }
    if !life.has(Life::OWNED) {
        return Err(Misuse::NotOwned);
    }
    not_cancelable(life)
}

/// May the driver use it: read its parameters and buffers, or mark it?
pub(crate) fn owned(life: Life) -> Result<(), Misuse> {
    if life.has(Life::COMPLETED) {
        Err(Misuse::DoubleCompletion)
    } else if life.has(Life::OWNED) {
        Ok(())
    } else {
        Err(Misuse::NotOwned)
    }
}

/// May the driver look at its buffers?
pub(crate) fn not_completed(life: Life) -> Result<(), Misuse> {
    if life.has(Life::COMPLETED) {
        Err(Misuse::DoubleCompletion)
    } else {
        Ok(())
    }
}

/// May the driver use addresses of the caller's process?
pub(crate) fn in_caller_context(life: Life) -> Result<(), Misuse> {
    enqueue(life)
}

/// May the driver use it again?
pub(crate) fn reuse(life: Life) -> Result<(), Misuse> {
    if life.has(Life::SENT) {
        Err(Misuse::AlreadySent)
    } else {
        Ok(())
    }
}

/// May the driver give it to a queue?
pub(crate) fn give_away(life: Life) -> Result<(), Misuse> {
    owned(life)?;
    not_cancelable(life)
}

/// May the driver mark it cancelable?
pub(crate) fn mark_cancelable(life: Life) -> Result<(), Misuse> {
    give_away(life)
}

/// May the driver take the cancelability back?
pub(crate) fn unmark_cancelable(life: Life) -> Result<(), Misuse> {
    owned(life)?;
    if life.has(Life::CANCELABLE) {
        Ok(())
    } else {
        Err(Misuse::NotCancelable)
    }
}

/// May the driver enqueue it for its device?
pub(crate) fn enqueue(life: Life) -> Result<(), Misuse> {
    owned(life)?;
    if life.has(Life::IN_CALLER_CONTEXT) {
        Ok(())
    } else {
        Err(Misuse::NotInCallerContext)
    }
}

/// May the driver send it to an I/O target?
pub(crate) fn send(life: Life) -> Result<(), Misuse> {
    if life.has(Life::COMPLETED) {
        return Err(Misuse::DoubleCompletion);
    }
    if life.has(Life::SENT) {
        return Err(Misuse::AlreadySent);
    }
    not_cancelable(life)
}

/// May the driver acknowledge a stop?
pub(crate) fn acknowledge_stop(life: Life) -> Result<(), Misuse> {
    owned(life)?;
    if life.has(Life::IN_STOP) {
        Ok(())
    } else {
        Err(Misuse::NotStopping)
    }
}

fn not_cancelable(life: Life) -> Result<(), Misuse> {
    if life.has(Life::CANCELABLE) && !life.has(Life::CANCELED) {
        Err(Misuse::StillCancelable)
    } else {
        Ok(())
    }
}

/// The NT status that the I/O manager sees for a status of the framework's own facility.
pub(crate) const fn nt_status(status: i32) -> i32 {
    const FACILITY: u32 = 0x0FFF_0000;
    const DRIVER_FRAMEWORK: u32 = 0x0020_0000;
    let code = status.cast_unsigned();
    if code & FACILITY != DRIVER_FRAMEWORK {
        return status;
    }
    match status {
        wdk_sys::STATUS_WDF_PAUSED | wdk_sys::STATUS_WDF_BUSY => wdk_sys::STATUS_DEVICE_BUSY,
        wdk_sys::STATUS_WDF_INTERNAL_ERROR => wdk_sys::STATUS_INTERNAL_ERROR,
        wdk_sys::STATUS_WDF_NOT_ENOUGH_MAP_REGISTERS => wdk_sys::STATUS_INSUFFICIENT_RESOURCES,
        _ => wdk_sys::STATUS_INVALID_DEVICE_REQUEST,
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
    /// Anything else: the framework cannot know what the number means.
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

    const OWNED: Life = Life::OWNED;

    #[test]
    fn completing_twice_is_named_before_anything_else() {
        let life = Life::COMPLETED;
        assert_eq!(complete(life), Err(Misuse::DoubleCompletion));
        assert_eq!(complete(OWNED), Ok(()));
        assert_eq!(complete(Life::default()), Err(Misuse::NotOwned));
    }

    #[test]
    fn a_cancelable_request_is_completed_only_after_its_cancellation() {
        let life = OWNED.with(Life::CANCELABLE);
        assert_eq!(complete(life), Err(Misuse::StillCancelable));
        assert_eq!(give_away(life), Err(Misuse::StillCancelable));
        assert_eq!(complete(life.with(Life::CANCELED)), Ok(()));
        assert_eq!(complete(life.without(Life::CANCELABLE)), Ok(()));
    }

    #[test]
    fn cancelability_is_given_once_and_taken_once() {
        assert_eq!(mark_cancelable(OWNED), Ok(()));
        let marked = OWNED.with(Life::CANCELABLE);
        assert_eq!(mark_cancelable(marked), Err(Misuse::StillCancelable));
        assert_eq!(unmark_cancelable(marked), Ok(()));
        assert_eq!(unmark_cancelable(OWNED), Err(Misuse::NotCancelable));
    }

    #[test]
    fn what_is_sent_is_out_of_reach() {
        let sent = OWNED.with(Life::SENT);
        assert_eq!(send(sent), Err(Misuse::AlreadySent));
        assert_eq!(complete(sent), Err(Misuse::AlreadySent));
        assert_eq!(
            send(Life::default()),
            Ok(()),
            "requests of the driver's own making"
        );
    }

    #[test]
    fn only_an_asked_driver_acknowledges() {
        assert_eq!(acknowledge_stop(OWNED), Err(Misuse::NotStopping));
        assert_eq!(acknowledge_stop(OWNED.with(Life::IN_STOP)), Ok(()));
    }

    #[test]
    fn framework_statuses_do_not_leave_the_framework() {
        assert_eq!(nt_status(0), 0);
        assert_eq!(
            nt_status(0xC020_0203_u32.cast_signed()),
            0x8000_0011_u32.cast_signed()
        );
        assert_eq!(
            nt_status(0xC020_020A_u32.cast_signed()),
            0xC000_0010_u32.cast_signed()
        );
        assert_eq!(
            nt_status(0xC000_0120_u32.cast_signed()),
            0xC000_0120_u32.cast_signed()
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
    fn a_life_prints_its_facts() {
        extern crate std;
        let text = std::format!("{:?}", OWNED.with(Life::SENT));
        assert_eq!(text, "{\"owned\", \"sent\"}");
    }
}
