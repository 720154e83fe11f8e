//! Interrupt request levels as values: a token proves at which level the code runs.
//!
//! Tokens have no size. Only callbacks and locks make them, they pass them as `&mut`, and tokens
//! are not `Send`: so a token can be used only where the code runs at its level. A function that
//! must run at `PASSIVE_LEVEL` takes `&Passive`; raising the level borrows the token of the lower
//! level, which therefore cannot be used meanwhile.
//!
//! A token also says whether the driver holds one of its locks. Completing or forwarding a request lets the
//! framework call the next handler in the same thread, and that handler would wait for a lock that its own
//! thread holds: so what may call the driver takes `&mut L` of an [`Unlocked`] level `L`, and a lock lends a
//! [`Locked`] one.
//!
//! | token | the code runs at | made by |
//! |---|---|---|
//! | [`Passive`] | `PASSIVE_LEVEL` | entry, PnP and power callbacks, work items, handlers that declare it |
//! | [`UpToDispatch`] | `PASSIVE_LEVEL` to `DISPATCH_LEVEL` | request handlers by default |
//! | [`Dispatch`] | `DISPATCH_LEVEL` | timers by default |
//! | [`Dirql`] | a device's interrupt level | interrupt service routines |
//! | [`Locked<Dispatch>`](Locked) | `DISPATCH_LEVEL`, in a spin lock | [`SpinLock`](crate::SpinLock) |
//! | [`Locked<Passive>`](Locked) | `PASSIVE_LEVEL`, in a wait lock | [`WaitLock`](crate::WaitLock) |
//!
//! See [Managing Hardware Priorities](https://learn.microsoft.com/windows-hardware/drivers/kernel/managing-hardware-priorities).
#![expect(
    unsafe_code,
    reason = "makes tokens, which have no size, from the level that the code runs at"
)]

use core::{marker::PhantomData, ops::Deref, ptr::NonNull};

use wdk_sys::KeGetCurrentIrql;

const PASSIVE_LEVEL: u8 = 0;
const DISPATCH_LEVEL: u8 = wdk_sys::DISPATCH_LEVEL as u8;
const HIGH_LEVEL: u8 = 15;

/// Neither `Send` nor `Sync`: a level belongs to the code that runs, not to a value.
type NotSend = PhantomData<*mut ()>;

/// The code runs at `PASSIVE_LEVEL`: it may wait, access paged memory and call any function.
pub struct Passive(NotSend);

/// The code runs at `DISPATCH_LEVEL` or below, at a level that the caller chose.
pub struct UpToDispatch(NotSend);

/// The code runs at `DISPATCH_LEVEL`: it must not wait.
pub struct Dispatch(NotSend);

/// The code runs at the interrupt request level of a device.
pub struct Dirql(NotSend);

/// The code runs at the level `L`, and holds a lock of the driver.
///
/// It is lent as `&L` to every function that needs no more than the level, and never as `&mut L`: what may
/// call the driver's handlers is not called in a lock.
pub struct Locked<L: Level>(PhantomData<L>);

impl<L: Level> Deref for Locked<L> {
    type Target = L;

    fn deref(&self) -> &L {
        // SAFETY: this token states the same level, and stays borrowed.
        unsafe { assume() }
    }
}

mod sealed {
    #[expect(unnameable_types, reason = "sealed: the levels are the system's")]
    pub trait Sealed: Sized {
        const MIN: u8;
        const MAX: u8;
    }
}
use sealed::Sealed;

/// A level that a token can prove.
pub trait Level: Sealed {}

/// A level at or below `DISPATCH_LEVEL`: spin locks can be taken.
pub trait AtMostDispatch: Level {
    /// Whether the level is `DISPATCH_LEVEL` itself.
    #[doc(hidden)]
    const IS_DISPATCH: bool;
}

/// `PASSIVE_LEVEL`: wait locks can be taken.
pub trait AtPassive: AtMostDispatch {}

/// A level at or below `DISPATCH_LEVEL` at which no lock of the driver is held: what may call the driver before
/// it returns can be called. That is completing and forwarding requests, starting and stopping queues, completing
/// and indicating frames, injecting packets, and changing filters.
#[diagnostic::on_unimplemented(
    message = "this cannot be called while a lock is held",
    label = "the token of code in a lock, or at the level of an interrupt",
    note = "it may call the driver in this thread: the next handler of a queue, or a callback of NDIS or of the filter engine, \
            which would wait for the same lock for ever",
    note = "return from the lock's closure what is needed, and make the call after it"
)]
pub trait Unlocked: AtMostDispatch {
    /// The same proof with less detail, for functions that take any such level.
    fn weaken(&mut self) -> &mut UpToDispatch {
        // SAFETY: this level is at most `DISPATCH_LEVEL`, and `self` stays borrowed.
        unsafe { assume() }
    }
}

/// A level at which a queue or a timer can call its handlers.
pub trait CallbackLevel: Unlocked {
    /// Whether the object's execution level is `WdfExecutionLevelPassive`.
    #[doc(hidden)]
    const PASSIVE: bool;
}

/// A level at which the framework calls request handlers: [`Passive`] or [`UpToDispatch`].
#[diagnostic::on_unimplemented(
    message = "a queue does not call its handlers at the level `{Self}`",
    label = "write `Passive`, or `UpToDispatch` for handlers that need not wait"
)]
pub trait QueueLevel: CallbackLevel {}

/// A level at which the framework calls timers: [`Passive`] or [`Dispatch`].
#[diagnostic::on_unimplemented(
    message = "a timer does not call back at the level `{Self}`",
    label = "write `Dispatch`, or `Passive` for a callback that waits"
)]
pub trait TimerLevel: CallbackLevel {}

impl Sealed for Passive {
    const MIN: u8 = PASSIVE_LEVEL;
    const MAX: u8 = PASSIVE_LEVEL;
}
impl Sealed for UpToDispatch {
    const MIN: u8 = PASSIVE_LEVEL;
    const MAX: u8 = DISPATCH_LEVEL;
}
impl Sealed for Dispatch {
    const MIN: u8 = DISPATCH_LEVEL;
    const MAX: u8 = DISPATCH_LEVEL;
}
impl Sealed for Dirql {
    const MIN: u8 = DISPATCH_LEVEL + 1;
    const MAX: u8 = HIGH_LEVEL;
}

impl<L: Level> Sealed for Locked<L> {
    const MIN: u8 = L::MIN;
    const MAX: u8 = L::MAX;
}

impl Level for Passive {}
impl Level for UpToDispatch {}
impl Level for Dispatch {}
impl Level for Dirql {}
impl<L: Level> Level for Locked<L> {}

impl AtMostDispatch for Passive {
    const IS_DISPATCH: bool = false;
}
impl AtMostDispatch for UpToDispatch {
    const IS_DISPATCH: bool = false;
}
impl AtMostDispatch for Dispatch {
    const IS_DISPATCH: bool = true;
}
impl<L: AtMostDispatch> AtMostDispatch for Locked<L> {
    const IS_DISPATCH: bool = L::IS_DISPATCH;
}

impl AtPassive for Passive {}
impl AtPassive for Locked<Passive> {}

impl Unlocked for Passive {}
impl Unlocked for UpToDispatch {}
impl Unlocked for Dispatch {}

impl CallbackLevel for Passive {
    const PASSIVE: bool = true;
}
impl CallbackLevel for UpToDispatch {
    const PASSIVE: bool = false;
}
impl CallbackLevel for Dispatch {
    const PASSIVE: bool = false;
}

impl QueueLevel for Passive {}
impl QueueLevel for UpToDispatch {}
impl TimerLevel for Passive {}
impl TimerLevel for Dispatch {}

impl UpToDispatch {
    /// The token of `PASSIVE_LEVEL`, when that is the current level.
    pub fn as_passive(&mut self) -> Option<&mut Passive> {
        if KeGetCurrentIrql() != PASSIVE_LEVEL {
            return None;
        }
        // SAFETY: just checked, and raising the level would need `self`, which stays borrowed.
        Some(unsafe { assume() })
    }
}

/// The token of level `L`, for raw callbacks that call into safe code.
///
/// # Safety
/// The code runs at level `L` for as long as the token is borrowed, and no other usable token
/// states another level.
#[must_use]
pub unsafe fn assume<'a, L: Level>() -> &'a mut L {
    const { assert!(size_of::<L>() == 0) };
    debug_assert!(
        (L::MIN..=L::MAX).contains(&KeGetCurrentIrql()),
        "the current IRQL is not that of this callback's token"
    );
    // SAFETY: `L` has no size and no invariant besides the level, which the caller guarantees.
    unsafe { NonNull::<L>::dangling().as_mut() }
}
