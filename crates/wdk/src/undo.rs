//! The registrations of a driver with the system, which end before its image is unloaded.
//!
//! They are a list in an extension of the driver object. `DriverEntry` adds entries; the unload
//! routine, and a `DriverEntry` that fails, undo them from the newest to the oldest. Guards would
//! not be sound: safe code can leak one, and the system would then call an unloaded image.
#![expect(
    unsafe_code,
    reason = "keeps a list in pool memory that hangs off the driver object"
)]

use core::{cell::Cell, mem::MaybeUninit, ptr, ptr::NonNull};

use wdk_sys::{
    DRIVER_OBJECT, ExAllocatePool2, ExFreePoolWithTag, IoAllocateDriverObjectExtension,
    IoGetDriverObjectExtension, POOL_FLAG_NON_PAGED, PVOID, STATUS_OBJECT_NAME_COLLISION, ULONG,
};

use crate::{Error, NtStatus, Passive, Result, irql};

/// The tag of what this crate allocates.
const TAG: ULONG = u32::from_le_bytes(*b"RWdk");

/// A registration of the driver with the system.
pub(crate) trait Registered: Send + Sync + 'static {
    /// Ends the registration. Afterwards the system does not call the driver because of it.
    fn unregister(&self, irql: &mut Passive);
}

/// The part of an entry that does not depend on its type.
struct Link {
    older: *mut Link,
    unregister: unsafe fn(*mut Link, &mut Passive),
    free: unsafe fn(*mut Link),
}

#[repr(C)]
struct Entry<T> {
    link: Link,
    value: T,
}

/// The list of one driver.
///
/// # Invariants
/// `newest` heads a chain of entries in the pool that the list owns.
struct List {
    newest: Cell<*mut Link>,
}

/// Its address identifies the extension of the driver object.
static IDENTITY: u8 = 0;

fn identity() -> PVOID {
    (&raw const IDENTITY).cast_mut().cast()
}

/// The list of a driver whose `DriverEntry` runs.
pub(crate) struct Undo<'a> {
    list: &'a List,
}

impl<'a> Undo<'a> {
    /// # Errors
    /// [`Error::INSUFFICIENT_RESOURCES`].
    ///
    /// # Safety
    /// The `DriverEntry` of `driver` runs for `'a`, and calls [`end`] when it fails; so does the
    /// driver's unload routine.
    pub(crate) unsafe fn of(driver: *mut DRIVER_OBJECT) -> Result<Self> {
        let mut place = ptr::null_mut();
        // SAFETY: the object of a running `DriverEntry`; the identity is the address of this crate's
        // static.
        let status = unsafe {
            IoAllocateDriverObjectExtension(
                driver,
                identity(),
                size_of::<List>() as ULONG,
                &raw mut place,
            )
        };
        if status == STATUS_OBJECT_NAME_COLLISION {
            // SAFETY: the same object, which has an extension with this identity.
            place = unsafe { IoGetDriverObjectExtension(driver, identity()) };
        } else {
            NtStatus::new(status).ok()?;
            let empty = List {
                newest: Cell::new(ptr::null_mut()),
            };
            // SAFETY: the extension was just allocated with the size of a list.
            unsafe { place.cast::<List>().write(empty) };
        }
        // SAFETY: this call or an earlier one wrote the list, which lives as long as the driver
        // object.
        let list = unsafe { &*place.cast::<List>() };
        Ok(Self { list })
    }

    /// Registers `value` with `register`, which gets it at the address where it stays until the driver
    /// is unloaded.
    ///
    /// # Errors
    /// [`Error::INSUFFICIENT_RESOURCES`], or what `register` reports; `value` is dropped then.
    pub(crate) fn add<T: Registered>(
        &mut self,
        value: T,
        register: impl FnOnce(&T) -> Result<()>,
    ) -> Result<&'a T> {
        let mut entry = PoolBox::<Entry<T>>::new()?;
        let place = entry.write(Entry {
            link: Link {
                older: self.list.newest.get(),
                unregister: unregister::<T>,
                free: free::<T>,
            },
            value,
        });
        if let Err(error) = register(&place.value) {
            // SAFETY: the value was written above, and `register` has refused it.
            unsafe { ptr::drop_in_place(&raw mut place.value) };
            return Err(error);
        }
        let entry = entry.into_raw();
        self.list.newest.set(entry.cast().as_ptr());
        // SAFETY: the list frees it when the driver is unloaded, which is not before `'a` ends.
        Ok(unsafe { &entry.as_ref().value })
    }
}

/// Ends all registrations of `driver`, and then frees them.
///
/// They are freed after the last one has ended, so a callback that runs meanwhile may access entries
/// that have ended already.
///
/// # Safety
/// The driver's unload routine runs, or its `DriverEntry` is about to fail, and nobody else has
/// the list.
pub(crate) unsafe fn end(driver: *mut DRIVER_OBJECT) {
    // SAFETY: the driver object of the running routine.
    let list = unsafe { IoGetDriverObjectExtension(driver, identity()) }.cast::<List>();
    // SAFETY: null, or the list that `Undo::of` wrote.
    let Some(list) = (unsafe { list.as_ref() }) else {
        return;
    };
    // SAFETY: `DriverEntry` and the unload routine run at PASSIVE_LEVEL.
    let irql = unsafe { irql::assume() };
    let mut next = list.newest.get();
    while !next.is_null() {
        // SAFETY: the list owns this entry, which is not freed yet.
        let link = unsafe { &*next };
        // SAFETY: `Undo::add` set the function for this entry's type.
        unsafe { (link.unregister)(next, irql) };
        next = link.older;
    }
    let mut next = list.newest.replace(ptr::null_mut());
    while !next.is_null() {
        // SAFETY: the list owns this entry; its link is read before it is freed.
        let Link { older, free, .. } = unsafe { ptr::read(next) };
        // SAFETY: `Undo::add` set the function for this entry's type; nobody uses the entry after it.
        unsafe { free(next) };
        next = older;
    }
}

/// # Safety
/// `link` heads an `Entry<T>`.
unsafe fn unregister<T: Registered>(link: *mut Link, irql: &mut Passive) {
    // SAFETY: the caller's link is the first member of such an entry.
    let entry = unsafe { &*link.cast::<Entry<T>>() };
    entry.value.unregister(irql);
}

/// # Safety
/// `link` heads an `Entry<T>` from the pool that nobody uses any more.
unsafe fn free<T>(link: *mut Link) {
    let entry = link.cast::<Entry<T>>();
    // SAFETY: nobody but the caller uses the entry.
    unsafe { entry.drop_in_place() };
    // SAFETY: `Undo::add` took the block from a `PoolBox`, and its content was dropped.
    unsafe { PoolBox::free(entry) };
}

/// A block of nonpaged pool for a `T`, not yet written.
///
/// # Invariants
/// Owns a block of at least the size of `T`.
pub(crate) struct PoolBox<T>(NonNull<MaybeUninit<T>>);

impl<T> PoolBox<T> {
    /// # Errors
    /// [`Error::INSUFFICIENT_RESOURCES`].
    pub(crate) fn new() -> Result<Self> {
        const {
            assert!(
                align_of::<T>() <= 16,
                "pool memory is aligned to 16 bytes; put a value with a larger alignment into a box"
            );
            crate::moved::assert_small::<T>();
        }
        let bytes = size_of::<T>().max(1) as u64;
        // SAFETY: the level is DISPATCH_LEVEL or below, since no safe code runs above it.
        let block = unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, bytes, TAG) };
        NonNull::new(block.cast())
            .map(Self)
            .ok_or(Error::INSUFFICIENT_RESOURCES)
    }

    /// Writes the value, which is not dropped with the box.
    pub(crate) fn write(&mut self, value: T) -> &mut T {
        // SAFETY: the block has the size of `T`, and this value owns it.
        unsafe { self.0.as_mut() }.write(value)
    }

    /// The block, which [`free`](Self::free) frees.
    pub(crate) fn into_raw(self) -> NonNull<T> {
        let block = self.0.cast();
        core::mem::forget(self);
        block
    }

    /// # Safety
    /// `block` comes from [`into_raw`](Self::into_raw), and what it held was dropped.
    pub(crate) unsafe fn free(block: *mut T) {
        // SAFETY: `new` allocated the block with this tag, and the caller gives it up.
        unsafe { ExFreePoolWithTag(block.cast(), TAG) };
    }
}

impl<T> Drop for PoolBox<T> {
    fn drop(&mut self) {
        // SAFETY: the block is this value's; a content that was written is not dropped.
        unsafe { Self::free(self.0.as_ptr().cast()) };
    }
}
