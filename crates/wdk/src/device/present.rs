//! Devices that are kept beyond a callback, and how to use them.
#![expect(
    unsafe_code,
    reason = "protects a device from its removal with the kernel's rundown protection"
)]

use core::{
    cell::UnsafeCell,
    fmt,
    ops::Deref,
    ptr,
    sync::atomic::{AtomicPtr, AtomicUsize, Ordering, fence},
};

use wdk_sys::{
    _EVENT_TYPE as event_type, _KWAIT_REASON as wait_reason, _MODE as mode, FALSE, IO_NO_INCREMENT,
    KEVENT, KPROCESSOR_MODE, KeInitializeEvent, KeSetEvent, KeWaitForSingleObject,
    wdf::{self, WDFDEVICE, WDFOBJECT},
};

use super::{
    Device,
    state::{Kept, State},
};
use crate::{Context, Error, NtStatus, ObjRef, Result, context, object::Object};

/// A second context of every device: it counts who uses the device outside of its callbacks.
///
/// It is rundown protection whose uses are counted in the driver's own code: a timer takes one at each start.
///
/// # Invariants
/// `uses` is [`USE`] times the number of [`Hold`]s, plus [`ENDED`] once no more are given out.
#[crate::context]
pub(crate) struct Presence {
    uses: AtomicUsize,
    /// Set when the last use ends after [`ENDED`].
    unused: UnsafeCell<KEVENT>,
}

static ENDLESS: Presence = Presence::without_event(0);
/// The use that is never given back keeps the event from being set.
static NONE: Presence = Presence::without_event(USE | ENDED);

/// No use begins any more.
const ENDED: usize = 1;
/// One use.
const USE: usize = 2;

impl fmt::Debug for Presence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Presence").finish_non_exhaustive()
    }
}

// SAFETY: an event belongs to no thread.
unsafe impl Send for Presence {}
// SAFETY: the event is accessed by the kernel's functions alone, which synchronise its uses.
unsafe impl Sync for Presence {}

impl Presence {
    /// For a device that this crate did not create: it never ends.
    pub(crate) const ENDLESS: &Self = &ENDLESS;

    /// Before there is a device: it cannot be used.
    pub(crate) const NONE: &Self = &NONE;

    const fn without_event(uses: usize) -> Self {
        Self {
            uses: AtomicUsize::new(uses),
            // SAFETY: zeros are a value.
            unused: UnsafeCell::new(unsafe { core::mem::zeroed() }),
        }
    }

    /// That of a device, if this crate created the device.
    pub(crate) fn of<C: Context, S: State>(device: &Device<C, S>) -> Option<&Self> {
        // SAFETY: a device's handle is valid as long as there is a reference to the device; the context is only
        // shared.
        unsafe { context::find(device.as_raw().cast()) }
    }

    /// Waits for the uses, and allows no more, at `PASSIVE_LEVEL`.
    fn end(&self) {
        let before = self.uses.fetch_or(ENDED, Ordering::Acquire);
        if before >= USE {
            // SAFETY: the event was initialised by `begin`; both callers run at PASSIVE_LEVEL, one in the
            // callback that creates the device, the other in one of an object with that execution level.
            unsafe {
                KeWaitForSingleObject(
                    self.unused.get().cast(),
                    wait_reason::Executive,
                    mode::KernelMode as KPROCESSOR_MODE,
                    FALSE,
                    ptr::null_mut(),
                );
            }
        }
    }

    /// Keeps the device from being deleted, unless that has begun.
    #[inline]
    pub(crate) fn hold(&self) -> Option<Hold<'_>> {
        let before = self.uses.fetch_add(USE, Ordering::Acquire);
        // INVARIANT: added above.
        let hold = Hold(self);
        (before & ENDED == 0).then_some(hold)
    }
}

/// # Invariants
/// One use of the presence belongs to this value.
#[derive(Debug)]
pub(crate) struct Hold<'a>(&'a Presence);

impl Drop for Hold<'_> {
    #[inline]
    fn drop(&mut self) {
        if self.0.uses.fetch_sub(USE, Ordering::Release) == USE | ENDED {
            self.0.last_ended();
        }
    }
}

impl Presence {
    #[cold]
    fn last_ended(&self) {
        // Who waits sees what this thread sees, which must be what all uses did before they ended.
        fence(Ordering::Acquire);
        // SAFETY: initialised by `begin`. Who waits may free the event when it is set: the function
        // does not access it after that.
        unsafe { KeSetEvent(self.unused.get(), IO_NO_INCREMENT as i32, FALSE) };
    }
}

impl<C: Context> Object for Device<C> {
    type Kept = Device<C, Kept>;

    fn kept(&self) -> &Self::Kept {
        self
    }
}

/// The context of the first child of every device: null, or its presence.
#[crate::context]
struct End(AtomicPtr<Presence>);

/// Lets the device be used by who keeps it, until its deletion begins. It makes the first child of the
/// device: the framework cleans up children in the order of their creation, so the uses have ended
/// before a timer is, and before the device object is deleted.
///
/// # Errors
/// [`Error::INSUFFICIENT_RESOURCES`].
pub(super) fn begin<C: Context>(device: &Device<C>) -> Result<()> {
    // SAFETY: a live device, whose callbacks do not run before the one that creates it has returned; zeros are
    // no uses, and an event that is initialised below.
    let presence: &Presence = unsafe { context::attach_zeroed(device.as_raw().cast()) }?;
    // SAFETY: the event is where it stays, and nobody uses it yet.
    unsafe {
        KeInitializeEvent(presence.unused.get(), event_type::NotificationEvent, FALSE);
    }
    // SAFETY: the device is live.
    unsafe { create_end(device.as_raw(), presence) }.inspect_err(|_| presence.end())
}

/// # Safety
/// `device` is live, and `presence` its own.
unsafe fn create_end(device: WDFDEVICE, presence: &Presence) -> Result<()> {
    let mut attributes = context::attributes::<End>();
    attributes.ParentObject = device.cast();
    attributes.ExecutionLevel = wdf::_WDF_EXECUTION_LEVEL::WdfExecutionLevelPassive;
    attributes.EvtCleanupCallback = Some(evt_end_cleanup);
    let mut object = ptr::null_mut();
    // SAFETY: the parent is a live device; the framework copies the attributes.
    let status = unsafe { wdf::WdfObjectCreate(&raw mut attributes, &raw mut object) };
    NtStatus::new(status).ok()?;
    // SAFETY: the object was made above, with this context, of which zeros are a value.
    let end: Option<&End> = unsafe { context::find(object) };
    let presence = ptr::from_ref(presence).cast_mut();
    end.ok_or(Error::INSUFFICIENT_RESOURCES)?
        .0
        .store(presence, Ordering::Release);
    Ok(())
}

/// `EvtCleanupCallback` of the first child: waits until nobody uses the device.
///
/// # Safety
/// Called by the framework at `PASSIVE_LEVEL`, for an object that `create_end` made.
#[wdk_sys::abi]
unsafe fn evt_end_cleanup(object: WDFOBJECT) {
    // SAFETY: EvtCleanupCallback gets a live handle.
    let Some(end) = (unsafe { context::find::<End>(object) }) else {
        return;
    };
    // SAFETY: null, or a context of the device, which stays until its children are destroyed.
    if let Some(presence) = unsafe { end.0.load(Ordering::Acquire).as_ref() } {
        presence.end();
    }
}

impl<C: Context> ObjRef<Device<C>> {
    /// The device itself, unless its removal has begun; the removal waits until the result is dropped.
    ///
    /// # Examples
    /// ```
    /// use wdk::{prelude::*, registry::Access};
    ///
    /// fn sign<C: Context>(kept: &ObjRef<Device<C>>, irql: &Passive) -> Result<u32> {
    ///     let device = kept.upgrade().ok_or(Error::DELETE_PENDING)?;
    ///     device.hardware_key(Access::Read, irql)?.u32(unicode!("Sign"))
    /// }
    /// ```
    ///
    /// Without it there is only the context, since the device object may be freed already:
    /// ```compile_fail,E0599
    /// # use wdk::{prelude::*, registry::Access};
    /// # fn sign<C: Context>(kept: &ObjRef<Device<C>>, irql: &Passive) -> Result<u32> {
    /// kept.hardware_key(Access::Read, irql)?.u32(unicode!("Sign"))
    /// # }
    /// ```
    #[must_use]
    pub fn upgrade(&self) -> Option<Present<'_, C>> {
        let hold = Presence::of::<C, Kept>(self)?.hold()?;
        Some(Present {
            // SAFETY: the device is not deleted before the hold is released.
            device: unsafe { Device::from_raw(self.as_raw()) },
            _hold: hold,
        })
    }
}

/// A device whose removal waits: [`ObjRef::upgrade`].
///
/// Keep it for as long as one operation takes. A removal that waits for ever is reported by the
/// simulated machine.
#[must_use = "the removal of the device waits only as long as it exists"]
pub struct Present<'a, C: Context> {
    device: &'a Device<C>,
    _hold: Hold<'a>,
}

impl<C: Context> Deref for Present<'_, C> {
    type Target = Device<C>;

    fn deref(&self) -> &Device<C> {
        self.device
    }
}

impl<C: Context> fmt::Debug for Present<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Present({:p})", self.as_raw())
    }
}
