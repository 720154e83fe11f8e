//! What a driver registers with the system, undone before its image goes.
//!
//! A list hangs off the driver object. `DriverEntry` adds to it; the unload routine, and a
//! `DriverEntry` that fails, undo it from the newest entry to the oldest. A guard would not do:
//! safe code may forget one, and the system would then call code that is gone.
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

/// Something that the system knows of the driver.
pub(crate) trait Registered: Send + Sync + 'static {
    /// Makes the system forget it. Afterwards the system does not call the driver on its account.
    fn unregister(&self, irql: &mut Passive);
}

/// What is common to all entries.
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

/// By its address the driver object knows the list.
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
        // SAFETY: a live driver object; the identity is the address of a static of ours.
        let status = unsafe {
            IoAllocateDriverObjectExtension(
                driver,
                identity(),
                size_of::<List>() as ULONG,
                &raw mut place,
            )
        };
        if status == STATUS_OBJECT_NAME_COLLISION {
            // SAFETY: as above.
            place = unsafe { IoGetDriverObjectExtension(driver, identity()) };
        } else {
            NtStatus::new(status).ok()?;
            let empty = List {
                newest: Cell::new(ptr::null_mut()),
            };
            // SAFETY: just allocated for a list.
            unsafe { place.cast::<List>().write(empty) };
        }
        // SAFETY: written above, or by the call that allocated it; it lives as long as the driver
        // object.
        let list = unsafe { &*place.cast::<List>() };
        Ok(Self { list })
    }

    /// Registers `value` with `register`, which finds it where it stays until the driver goes.
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
            // SAFETY: written above, and nobody else knows it.
            unsafe { ptr::drop_in_place(&raw mut place.value) };
            return Err(error);
        }
        let entry = entry.into_raw();
        self.list.newest.set(entry.cast().as_ptr());
        // SAFETY: the list frees it when the driver goes, which is not before `'a` ends.
        Ok(unsafe { &entry.as_ref().value })
    }
}

/// Undoes everything that `driver` has registered, and then frees it.
///
/// Freeing comes after the last of it is undone, so what the system calls meanwhile may look at
/// entries that are undone already.
///
/// # Safety
/// The driver's unload routine runs, or its `DriverEntry` is about to fail, and nobody else has
/// the list.
pub(crate) unsafe fn end(driver: *mut DRIVER_OBJECT) {
    // SAFETY: a live driver object.
    let list = unsafe { IoGetDriverObjectExtension(driver, identity()) }.cast::<List>();
    // SAFETY: null, or the list that `Undo::of` wrote.
    let Some(list) = (unsafe { list.as_ref() }) else {
        return;
    };
    // SAFETY: `DriverEntry` and the unload routine run at PASSIVE_LEVEL.
    let irql = unsafe { irql::assume() };
    let mut next = list.newest.get();
    while !next.is_null() {
        // SAFETY: type invariant of the list.
        let link = unsafe { &*next };
        // SAFETY: the entry's own function, with the entry.
        unsafe { (link.unregister)(next, irql) };
        next = link.older;
    }
    let mut next = list.newest.replace(ptr::null_mut());
    while !next.is_null() {
        // SAFETY: as above; what follows it is read before it is freed.
        let Link { older, free, .. } = unsafe { ptr::read(next) };
        // SAFETY: the entry's own function, for its last use.
        unsafe { free(next) };
        next = older;
    }
}

/// # Safety
/// `link` heads an `Entry<T>`.
unsafe fn unregister<T: Registered>(link: *mut Link, irql: &mut Passive) {
    // SAFETY: the caller says so.
    let entry = unsafe { &*link.cast::<Entry<T>>() };
    entry.value.unregister(irql);
}

/// # Safety
/// `link` heads an `Entry<T>` from the pool that nobody uses any more.
unsafe fn free<T>(link: *mut Link) {
    let entry = link.cast::<Entry<T>>();
    // SAFETY: the caller says so.
    unsafe { entry.drop_in_place() };
    // SAFETY: allocated by `PoolBox`.
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
                "pool is aligned to 16 bytes; box what needs more"
            );
        }
        let bytes = size_of::<T>().max(1) as u64;
        // SAFETY: callers are at DISPATCH_LEVEL or below, as everything that has a token.
        let block = unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, bytes, TAG) };
        NonNull::new(block.cast())
            .map(Self)
            .ok_or(Error::INSUFFICIENT_RESOURCES)
    }

    /// Writes the value, which is not dropped with the box.
    pub(crate) fn write(&mut self, value: T) -> &mut T {
        // SAFETY: type invariant.
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
        // SAFETY: allocated with this tag.
        unsafe { ExFreePoolWithTag(block.cast(), TAG) };
    }
}

impl<T> Drop for PoolBox<T> {
    fn drop(&mut self) {
        // SAFETY: type invariant.
        unsafe { Self::free(self.0.as_ptr().cast()) };
    }
}
