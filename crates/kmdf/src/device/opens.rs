//! How often a device is open: one program has an exclusive device, and a control device ends with its last handle.
#![forbid(unsafe_code)]

use core::sync::atomic::{AtomicBool, AtomicI32, Ordering};

/// The open files of a device, and one more as long as the device itself is not deleted.
pub(super) struct Opens {
    count: AtomicI32,
    /// Whether the I/O manager's object is deleted: what is left of the device waits for its last file.
    deleted: AtomicBool,
}

impl Opens {
    pub(super) const fn new() -> Self {
        Self {
            count: AtomicI32::new(1),
            deleted: AtomicBool::new(false),
        }
    }

    /// One more; whether it is the only one.
    pub(super) fn add(&self) -> bool {
        self.count.fetch_add(1, Ordering::AcqRel) == 1
    }

    /// One less; whether nothing is left.
    pub(super) fn remove(&self) -> bool {
        self.count.fetch_sub(1, Ordering::AcqRel) == 1
    }

    pub(super) fn note_deleted(&self) {
        self.deleted.store(true, Ordering::Release);
    }

    pub(super) fn is_deleted(&self) -> bool {
        self.deleted.load(Ordering::Acquire)
    }
}
