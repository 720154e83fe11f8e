//! Adapters: the memory of a miniport's value, and the holds that delay its pause and its halt.
#![expect(unsafe_code, reason = "calls NDIS with adapter handles")]

use core::{
    fmt,
    ops::Deref,
    ptr::{self, NonNull},
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    time::Duration,
};

use wdk_sys::{
    _NET_IF_MEDIA_CONNECT_STATE::{MediaConnectStateConnected, MediaConnectStateDisconnected},
    _NET_IF_MEDIA_DUPLEX_STATE::MediaDuplexStateFull,
    LARGE_INTEGER, NDIS_HANDLE, NDIS_LINK_STATE, NDIS_LINK_STATE_REVISION_1,
    NDIS_OBJECT_TYPE_DEFAULT, NDIS_OBJECT_TYPE_STATUS_INDICATION,
    NDIS_SIZEOF_LINK_STATE_REVISION_1, NDIS_SIZEOF_STATUS_INDICATION_REVISION_1,
    NDIS_STATUS_INDICATION, NDIS_STATUS_INDICATION_REVISION_1, NDIS_STATUS_LINK_STATE,
    NdisMIndicateStatusEx, NdisMPauseComplete, NdisSetTimerObject,
};

use super::{Miniport, header};
use crate::irql::Unlocked;

/// The part of an adapter that does not depend on its miniport's type.
///
/// # Invariants
/// `handle` is the adapter's, and good until `MiniportHaltEx` returns. `holds` is zero while the
/// adapter is paused; it counts one for the time between restart and pause, one for each
/// [`Running`], one for each list that the miniport has to send, and one for each that it
/// indicated and did not get back. `halting` is set by `MiniportHaltEx` alone, and never cleared.
pub(super) struct Head {
    pub(super) handle: NDIS_HANDLE,
    pub(super) timer: NDIS_HANDLE,
    holds: AtomicUsize,
    pausing: AtomicBool,
    halting: AtomicBool,
}

impl Head {
    pub(super) const fn new(handle: NDIS_HANDLE) -> Self {
        Self {
            handle,
            timer: ptr::null_mut(),
            holds: AtomicUsize::new(0),
            pausing: AtomicBool::new(false),
            halting: AtomicBool::new(false),
        }
    }

    /// The adapter is about to be halted: its timer is not started any more.
    pub(super) fn begin_halt(&self) {
        self.halting.store(true, Ordering::SeqCst);
    }

    /// The adapter is about to run.
    pub(super) fn open(&self) {
        self.pausing.store(false, Ordering::Relaxed);
        self.holds.store(1, Ordering::Release);
    }

    /// The adapter is about to be paused: nothing new is accepted.
    pub(super) fn begin_pause(&self) {
        self.pausing.store(true, Ordering::Release);
    }

    /// Whether new lists are refused.
    pub(super) fn is_pausing(&self) -> bool {
        self.pausing.load(Ordering::Acquire)
    }

    /// Takes `count` more holds, unless the adapter is paused.
    pub(super) fn try_hold(&self, count: usize) -> bool {
        let more = |holds: usize| (holds > 0).then(|| holds + count);
        self.holds
            .fetch_update(Ordering::Acquire, Ordering::Relaxed, more)
            .is_ok()
    }

    /// Whether only the time between restart and pause is held.
    pub(super) fn is_held_once(&self) -> bool {
        self.holds.load(Ordering::Acquire) == 1
    }

    /// Releases `count` holds, and returns whether they were the last.
    ///
    /// # Safety
    /// They were taken, and the caller does not use the adapter after this unless it has another
    /// hold or runs in a callback of it.
    pub(super) unsafe fn release(&self, count: usize) -> bool {
        self.holds.fetch_sub(count, Ordering::AcqRel) == count
    }

    /// Releases holds, and completes the pause when they were the last.
    ///
    /// # Safety
    /// As for [`release`](Self::release).
    pub(super) unsafe fn release_and_complete(&self, count: usize) {
        let handle = self.handle;
        // SAFETY: the caller's own holds. The last one is released only in a pause, since the
        // running adapter has one itself.
        if unsafe { self.release(count) } {
            // SAFETY: the adapter cannot be halted before its pause is complete; everything that
            // the pause waits for is done.
            unsafe { NdisMPauseComplete(handle) };
        }
    }
}

/// An adapter's memory, which NDIS knows as `MiniportAdapterContext`.
#[repr(C)]
pub(super) struct Block<M: Miniport> {
    pub(super) head: Head,
    pub(super) driver: NonNull<M::Driver>,
    pub(super) miniport: M,
}

/// An adapter, as the callbacks of its miniport get it.
///
/// # Invariants
/// Exists only as a reference to the block that NDIS knows as `MiniportAdapterContext`, of an
/// adapter that is initialised and not halted.
#[repr(transparent)]
pub struct Adapter<M: Miniport>(Block<M>);

impl<M: Miniport> Adapter<M> {
    pub(super) fn head(&self) -> &Head {
        &self.0.head
    }

    /// What all adapters of the driver share, as it was given to
    /// [`register_miniport`](super::register_miniport).
    #[must_use]
    pub fn driver(&self) -> &M::Driver {
        // SAFETY: this adapter is not halted, and the driver's context outlives its adapters.
        unsafe { self.0.driver.as_ref() }
    }

    /// Starts the adapter's timer, which calls [`Miniport::timer`] once after `due`; an earlier
    /// start is replaced. Nothing happens when the adapter is being halted.
    ///
    /// # IRQL
    /// Up to `DISPATCH_LEVEL`.
    pub fn start_timer(&self, due: Duration) {
        const { assert!(M::HAS_TIMER, "the miniport has no `timer`") };
        // The kernel adds it to the time that it is.
        let units =
            i64::try_from(due.as_nanos() / 100).map_or(i64::MAX / 2, |it| it.min(i64::MAX / 2));
        let due = LARGE_INTEGER { QuadPart: -units };
        if self.0.head.halting.load(Ordering::SeqCst) {
            return;
        }
        // SAFETY: the timer was allocated when the adapter was initialised. It is freed by `halt`,
        // which waits for the timer's function and cancels what that has started; no other callback
        // runs when NDIS halts the adapter.
        unsafe { NdisSetTimerObject(self.0.head.timer, due, 0, ptr::null_mut()) };
    }

    /// Indicates to the drivers above whether the medium is connected, `NDIS_STATUS_LINK_STATE`. They may
    /// call the miniport from within the call, so it is not for code in a lock.
    pub fn indicate_link(&self, link: Link, _irql: &mut impl Unlocked) {
        // SAFETY: type invariant: the adapter is initialised and not halted.
        unsafe { indicate_link(self.0.head.handle, link) };
    }

    /// NDIS's handle of the adapter, for functions that this module does not cover.
    #[must_use]
    pub const fn as_raw(&self) -> NDIS_HANDLE {
        self.0.head.handle
    }
}

impl<M: Miniport> Deref for Adapter<M> {
    type Target = M;

    fn deref(&self) -> &M {
        &self.0.miniport
    }
}

impl<M: Miniport> fmt::Debug for Adapter<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Adapter").field(&self.0.head.handle).finish()
    }
}

/// Whether the medium is connected, and how fast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    connected: bool,
    bits_per_second: u64,
}

impl Link {
    /// Connected, full duplex, at this speed in both directions.
    #[must_use]
    pub const fn up(bits_per_second: u64) -> Self {
        Self {
            connected: true,
            bits_per_second,
        }
    }

    /// Not connected.
    #[must_use]
    pub const fn down() -> Self {
        Self {
            connected: false,
            bits_per_second: 0,
        }
    }

    pub(super) const fn is_up(self) -> bool {
        self.connected
    }

    pub(super) const fn speed(self) -> u64 {
        self.bits_per_second
    }
}

/// # Safety
/// `handle` is that of an adapter that is initialised and not halted.
unsafe fn indicate_link(handle: NDIS_HANDLE, link: Link) {
    let connected = if link.connected {
        MediaConnectStateConnected
    } else {
        MediaConnectStateDisconnected
    };
    let mut state = NDIS_LINK_STATE {
        Header: header(
            NDIS_OBJECT_TYPE_DEFAULT,
            NDIS_LINK_STATE_REVISION_1,
            NDIS_SIZEOF_LINK_STATE_REVISION_1,
        ),
        MediaConnectState: connected,
        MediaDuplexState: MediaDuplexStateFull,
        XmitLinkSpeed: link.bits_per_second,
        RcvLinkSpeed: link.bits_per_second,
        ..NDIS_LINK_STATE::default()
    };
    let mut indication = NDIS_STATUS_INDICATION {
        Header: header(
            NDIS_OBJECT_TYPE_STATUS_INDICATION,
            NDIS_STATUS_INDICATION_REVISION_1,
            NDIS_SIZEOF_STATUS_INDICATION_REVISION_1,
        ),
        SourceHandle: handle,
        StatusCode: NDIS_STATUS_LINK_STATE,
        StatusBuffer: (&raw mut state).cast(),
        StatusBufferSize: size_of::<NDIS_LINK_STATE>() as u32,
        ..NDIS_STATUS_INDICATION::default()
    };
    // SAFETY: the caller passes the handle of a live adapter; NDIS copies the indication and its
    // buffer during the call.
    unsafe { NdisMIndicateStatusEx(handle, &raw mut indication) };
}

/// An adapter that runs: the right to indicate received frames.
///
/// [`Miniport::restart`] gets the first one. A miniport keeps it for the code that receives frames,
/// and drops it in [`Miniport::pause`]: the pause completes when every `Running` of the adapter is
/// dropped. Cloning makes another one, for a call that must not hold the lock that the first is in.
///
/// # Invariants
/// Counted among the holds of the head.
pub struct Running(pub(super) NonNull<Head>);

// SAFETY: the hold is a count, which any thread may release.
unsafe impl Send for Running {}
// SAFETY: NDIS's indications may be made on any thread, and the head is shared by atomics.
unsafe impl Sync for Running {}

impl Running {
    pub(super) fn head(&self) -> &Head {
        // SAFETY: the adapter is not halted before its pause completes, which waits for this value.
        unsafe { self.0.as_ref() }
    }

    /// Indicates to the drivers above whether the medium is connected, `NDIS_STATUS_LINK_STATE`. They may
    /// call the miniport from within the call, so it is not for code in a lock.
    pub fn indicate_link(&self, link: Link, _irql: &mut impl Unlocked) {
        // SAFETY: the value is a hold, so the adapter is not halted.
        unsafe { indicate_link(self.head().handle, link) };
    }
}

impl Clone for Running {
    fn clone(&self) -> Self {
        // This value is a hold, so taking one more succeeds.
        self.head().try_hold(1);
        Self(self.0)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // SAFETY: the hold is this value's own, which does not use the adapter after this.
        unsafe { self.head().release_and_complete(1) };
    }
}

impl fmt::Debug for Running {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Running").finish_non_exhaustive()
    }
}
