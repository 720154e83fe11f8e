//! Handles: numbers that stand for references to objects.
#![forbid(unsafe_code)]

use std::{cell::RefCell, ptr};

use wdk_sys::{ACCESS_MASK, HANDLE, NTSTATUS, STATUS_INVALID_HANDLE};

use super::{header::Object, manager::ObjectManager};

/// What marks a handle of the kernel's own table.
const KERNEL_HANDLES: usize = 0xFFFF_FFFF_8000_0000;
/// Handles are multiples of this.
const STEP: usize = 4;

/// What a handle allows, and how it was opened.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Access {
    /// The granted rights.
    pub(crate) granted: ACCESS_MASK,
    /// `OBJ_*` attributes.
    pub(crate) attributes: u32,
}

/// The handles of one process.
pub(crate) struct HandleTable {
    base: usize,
    entries: RefCell<Entries>,
}

#[derive(Default)]
struct Entries {
    slots: Vec<Option<(Object, Access)>>,
    /// Free slots; the one that was freed first is used first.
    free: std::collections::VecDeque<usize>,
}

impl HandleTable {
    pub(super) fn kernel() -> Self {
        Self {
            base: KERNEL_HANDLES,
            entries: RefCell::default(),
        }
    }

    pub(super) fn user() -> Self {
        Self {
            base: 0,
            entries: RefCell::default(),
        }
    }

    fn insert(&self, object: Object, access: Access) -> HANDLE {
        let mut entries = self.entries.borrow_mut();
        let slot = entries.free.pop_front().unwrap_or_else(|| {
            entries.slots.push(None);
            entries.slots.len() - 1
        });
        entries.slots[slot] = Some((object, access));
        ptr::without_provenance_mut(self.base + (slot + 1) * STEP)
    }

    fn slot(&self, handle: HANDLE) -> Option<usize> {
        let offset = handle.addr().checked_sub(self.base)?;
        // The two low bits are the caller's.
        (offset / STEP).checked_sub(1)
    }

    fn get(&self, handle: HANDLE) -> Option<(Object, Access)> {
        let slot = self.slot(handle)?;
        *self.entries.borrow().slots.get(slot)?
    }

    fn take(&self, handle: HANDLE) -> Option<(Object, Access)> {
        let slot = self.slot(handle)?;
        let mut entries = self.entries.borrow_mut();
        let taken = entries.slots.get_mut(slot)?.take()?;
        entries.free.push_back(slot);
        Some(taken)
    }

    /// The handles that are open.
    pub(crate) fn open(&self) -> Vec<HANDLE> {
        let entries = self.entries.borrow();
        let slots = entries.slots.iter().enumerate();
        slots
            .filter(|(_, entry)| entry.is_some())
            .map(|(slot, _)| ptr::without_provenance_mut(self.base + (slot + 1) * STEP))
            .collect()
    }
}

/// Whether a handle is one of the kernel's own.
pub(crate) fn is_kernel(handle: HANDLE) -> bool {
    handle.addr() >= KERNEL_HANDLES
}

impl ObjectManager {
    fn table(&self, handle: HANDLE) -> &HandleTable {
        if is_kernel(handle) {
            &self.kernel_handles
        } else {
            &self.user_handles
        }
    }

    /// Opens a handle, which takes a reference of its own.
    pub(crate) fn open_handle(&self, object: Object, access: Access, kernel: bool) -> HANDLE {
        self.reference(object);
        let handles = &object.header().handles;
        handles.set(handles.get() + 1);
        let table = if kernel {
            &self.kernel_handles
        } else {
            &self.user_handles
        };
        table.insert(object, access)
    }

    /// The object behind a handle, without a reference.
    pub(crate) fn object(&self, handle: HANDLE) -> Result<(Object, Access), NTSTATUS> {
        self.table(handle).get(handle).ok_or(STATUS_INVALID_HANDLE)
    }

    /// Closes a handle.
    pub(crate) fn close_handle(&self, handle: HANDLE) -> Result<(), NTSTATUS> {
        let (object, _) = self
            .table(handle)
            .take(handle)
            .ok_or(STATUS_INVALID_HANDLE)?;
        let handles = &object.header().handles;
        handles.set(handles.get() - 1);
        if handles.get() == 0 {
            if let Some(close) = object.kind().close {
                close(object);
            }
            if !object.header().permanent.get() {
                self.remove_name(object);
            }
        }
        self.dereference(object);
        Ok(())
    }
}
