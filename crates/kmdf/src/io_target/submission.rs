//! Whether a request that is submitted to an I/O target is sent, kept or refused.
#![forbid(unsafe_code)]

/// `WDF_IO_TARGET_STATE`, as far as sending is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Sends.
    Started,
    /// Keeps requests until it is started.
    Stopped,
    /// Refuses requests until it is started.
    Purged,
    /// Closed.
    Closed,
    /// Closed because the device might be removed; can be reopened.
    ClosedForQueryRemove,
    /// The device is removed.
    Deleted,
}

/// The disposition of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Disposition {
    /// Sent down the stack.
    Send,
    /// Waits in the target.
    Pend,
    /// Fails with `STATUS_INVALID_DEVICE_STATE`.
    Refuse,
}

/// Decides. `ignore_state` is `WDF_REQUEST_SEND_OPTION_IGNORE_TARGET_STATE`; `closing` says that
/// the target is being closed but its file is still open.
pub(crate) fn disposition(target: Target, ignore_state: bool, closing: bool) -> Disposition {
    use Target::{Closed, ClosedForQueryRemove, Deleted, Purged, Started, Stopped};
    match target {
        Started => Disposition::Send,
        Stopped | Purged if ignore_state => Disposition::Send,
        Closed | ClosedForQueryRemove | Deleted if ignore_state && closing => Disposition::Send,
        Stopped => Disposition::Pend,
        Purged | Closed | ClosedForQueryRemove | Deleted => Disposition::Refuse,
    }
}

impl Target {
    /// After `WdfIoTargetStart`, or nothing when the target cannot be started.
    pub(crate) fn started(self) -> Option<Self> {
        (self != Self::Deleted).then_some(Self::Started)
    }

    /// After `WdfIoTargetStop`.
    pub(crate) fn stopped(self) -> Self {
        match self {
            Self::Started | Self::Purged => Self::Stopped,
            other => other,
        }
    }

    /// After `WdfIoTargetPurge`.
    pub(crate) fn purged(self) -> Self {
        match self {
            Self::Started | Self::Stopped => Self::Purged,
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Target::*, *};

    #[test]
    fn each_state_has_its_fate() {
        assert_eq!(disposition(Started, false, false), Disposition::Send);
        assert_eq!(disposition(Stopped, false, false), Disposition::Pend);
        assert_eq!(disposition(Purged, false, false), Disposition::Refuse);
        assert_eq!(disposition(Deleted, false, false), Disposition::Refuse);
    }

    #[test]
    fn ignoring_the_state_reaches_only_open_targets() {
        assert_eq!(disposition(Stopped, true, false), Disposition::Send);
        assert_eq!(disposition(Purged, true, false), Disposition::Send);
        assert_eq!(disposition(Closed, true, false), Disposition::Refuse);
        assert_eq!(disposition(Closed, true, true), Disposition::Send);
    }

    #[test]
    fn a_target_starts_until_it_is_deleted() {
        assert_eq!(Stopped.started(), Some(Started));
        assert_eq!(Purged.started(), Some(Started));
        assert_eq!(Closed.started(), Some(Started));
        assert_eq!(Deleted.started(), None);
        assert_eq!(Closed.stopped(), Closed);
        assert_eq!(Stopped.purged(), Purged);
    }
}
