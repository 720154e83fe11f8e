//! The list of devices that answers a question about relations.
#![expect(
    unsafe_code,
    reason = "a structure with an array at its end, which the Plug and Play manager frees"
)]

use core::{mem, ptr};

use wdk_sys::{
    DEVICE_RELATIONS, ExFreePool, NTSTATUS, ObfReferenceObject, PDEVICE_OBJECT, PDEVICE_RELATIONS,
};

use super::irp::allocate;
use crate::irp::Irp;

/// The answer in a request's `Information`.
///
/// # Invariants
/// Null, or a list that the receiver of the request frees, with room for so many devices.
pub(super) struct Relations {
    list: PDEVICE_RELATIONS,
    room: usize,
}

impl Relations {
    /// What the request has so far: null, or the list of a driver above.
    pub(super) fn of(irp: Irp) -> Self {
        let list = ptr::with_exposed_provenance_mut(irp.information() as usize);
        Self { list, room: 0 }
    }

    pub(super) fn is_null(&self) -> bool {
        self.list.is_null()
    }

    /// The request gets the answer.
    pub(super) fn store(&self, irp: Irp) {
        irp.set_information(self.list.expose_provenance() as u64);
    }

    fn count(&self) -> usize {
        // SAFETY: null or a list, by the invariant.
        unsafe { self.list.as_ref() }.map_or(0, |list| list.Count as usize)
    }

    fn objects(&self) -> *mut PDEVICE_OBJECT {
        let offset = mem::offset_of!(DEVICE_RELATIONS, Objects);
        self.list.wrapping_byte_add(offset).cast()
    }

    /// Replaces the list by one with room for `more`. IRQL: `PASSIVE_LEVEL`.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`: nothing has changed.
    pub(super) fn reserve(&mut self, tag: u32, more: usize) -> Result<(), NTSTATUS> {
        let count = self.count();
        let room = count + more;
        let start = mem::offset_of!(DEVICE_RELATIONS, Objects);
        let bytes = (start + room * size_of::<PDEVICE_OBJECT>()).max(size_of::<DEVICE_RELATIONS>());
        let list = allocate(tag, bytes)?.cast::<DEVICE_RELATIONS>().as_ptr();
        let new = Self { list, room };
        if count > 0 {
            // SAFETY: so many devices stand in the old list, and the new one has room for them.
            unsafe { ptr::copy_nonoverlapping(self.objects(), new.objects(), count) };
        }
        // SAFETY: allocated above.
        unsafe { (*list).Count = count as u32 };
        if !self.list.is_null() {
            // SAFETY: whoever replaces a list frees it, by the invariant.
            unsafe { ExFreePool(self.list.cast()) };
        }
        *self = new;
        Ok(())
    }

    /// Appends a device, which the receiver dereferences. There must be room.
    pub(super) fn push(&mut self, object: PDEVICE_OBJECT) {
        let count = self.count();
        if count >= self.room {
            return;
        }
        // SAFETY: the object of a child that is not deleted, since it is present.
        unsafe { ObfReferenceObject(object.cast()) };
        // SAFETY: there is room, as was just seen.
        let place = unsafe { self.objects().add(count) };
        // SAFETY: in the list, whose places are aligned.
        unsafe { place.write(object) };
        // SAFETY: not null, since there is room.
        unsafe { (*self.list).Count += 1 };
    }
}
