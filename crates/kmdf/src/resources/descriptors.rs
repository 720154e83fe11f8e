//! Resource descriptors in order, as the driver's functions see them.
#![expect(unsafe_code, reason = "compares C structures byte by byte")]

use core::{ptr, slice};

use wdk_sys::{
    CM_PARTIAL_RESOURCE_DESCRIPTOR, IO_RESOURCE_DESCRIPTOR, NTSTATUS, STATUS_ARRAY_BOUNDS_EXCEEDED,
    wdf::WDF_INSERT_AT_END,
};

use crate::{
    pool::{PoolBox, PoolVec},
    sync::SpinLock,
};

/// A C structure that is compared by its bytes.
///
/// # Safety
/// Its unions are as large as the largest member, and there is no other padding.
pub(super) unsafe trait Descriptor: Copy {}

// SAFETY: four bytes, then a union.
unsafe impl Descriptor for CM_PARTIAL_RESOURCE_DESCRIPTOR {}
// SAFETY: eight bytes, then a union.
unsafe impl Descriptor for IO_RESOURCE_DESCRIPTOR {}

/// A descriptor, and the copy of it that drivers get.
struct Slot<D> {
    descriptor: D,
    copy: D,
}

/// Descriptors in order. Each stays where it is until it is removed.
pub(crate) struct Descriptors<D> {
    slots: SpinLock<PoolVec<PoolBox<Slot<D>>>>,
    tag: u32,
}

impl<D: Descriptor> Descriptors<D> {
    pub(super) fn new(tag: u32) -> Self {
        Self {
            slots: SpinLock::new(PoolVec::new(tag)),
            tag,
        }
    }

    pub(super) fn count(&self) -> usize {
        self.slots.with(|slots| slots.len())
    }

    /// The descriptor at `index`.
    pub(super) fn get(&self, index: usize) -> Option<D> {
        self.slots
            .with(|slots| slots.get(index).map(|slot| slot.descriptor))
    }

    /// A copy of the descriptor at `index`, which stays as long as the descriptor does; null if there is none.
    pub(super) fn copy_at(&self, index: usize) -> *mut D {
        self.slots.with(|slots| match slots.get_mut(index) {
            Some(slot) => {
                slot.copy = slot.descriptor;
                ptr::from_mut(&mut slot.copy)
            }
            None => ptr::null_mut(),
        })
    }

    /// Puts a descriptor before the one at `index`, or at the end.
    ///
    /// # Errors
    /// `STATUS_ARRAY_BOUNDS_EXCEEDED`, `STATUS_INSUFFICIENT_RESOURCES`.
    pub(super) fn insert(&self, index: u32, descriptor: D) -> Result<(), NTSTATUS> {
        let copy = descriptor;
        let slot = PoolBox::new(self.tag, Slot { descriptor, copy })?;
        let mut slot = Some(slot);
        let inserted = self.slots.with(|slots| {
            let index = match index {
                WDF_INSERT_AT_END => slots.len(),
                index => index as usize,
            };
            if index > slots.len() {
                return Err(STATUS_ARRAY_BOUNDS_EXCEEDED);
            }
            slots.reserve(1)?;
            slot.take().map_or(Ok(()), |slot| slots.insert(index, slot))
        });
        // What was not inserted is freed here, with no lock held.
        drop(slot);
        inserted
    }

    /// Appends a descriptor.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(super) fn push(&self, descriptor: D) -> Result<(), NTSTATUS> {
        self.insert(WDF_INSERT_AT_END, descriptor)
    }

    /// Replaces the descriptor at `index`, if there is one.
    pub(super) fn update(&self, index: usize, descriptor: D) -> bool {
        self.slots.with(|slots| {
            let slot = slots.get_mut(index);
            slot.map(|slot| slot.descriptor = descriptor).is_some()
        })
    }

    /// Removes the descriptor at `index`, if there is one.
    pub(super) fn remove(&self, index: usize) -> bool {
        let removed = self.slots.with(|slots| slots.remove(index));
        removed.is_some()
    }

    /// Removes the first descriptor that is equal to `descriptor`, if there is one.
    pub(super) fn remove_equal(&self, descriptor: &D) -> bool {
        let removed = self.slots.with(|slots| {
            let mut all = slots.iter();
            let index = all.position(|slot| bytes(&slot.descriptor) == bytes(descriptor))?;
            slots.remove(index)
        });
        removed.is_some()
    }

    pub(super) fn clear(&self) {
        let tag = self.tag;
        let old = self
            .slots
            .with(|slots| core::mem::replace(slots, PoolVec::new(tag)));
        drop(old);
    }

    /// Calls `work` with each descriptor.
    pub(super) fn each(&self, mut work: impl FnMut(usize, D)) {
        let mut index = 0;
        while let Some(descriptor) = self.get(index) {
            work(index, descriptor);
            index += 1;
        }
    }
}

fn bytes<D: Descriptor>(descriptor: &D) -> &[u8] {
    let start = ptr::from_ref(descriptor).cast::<u8>();
    // SAFETY: all bytes of the structure, which has no padding by the trait's contract.
    unsafe { slice::from_raw_parts(start, size_of::<D>()) }
}
