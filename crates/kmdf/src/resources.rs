//! `WDFCMRESLIST`: the hardware resources of a device, as `EvtDevicePrepareHardware` sees them; `WDFIORESREQLIST` and
//! `WDFIORESLIST`: what a device needs, as a bus driver says and function and filter drivers change it.
#![expect(
    unsafe_code,
    reason = "reads and makes the Plug and Play manager's lists"
)]

mod api;
mod descriptors;
mod requirements;

pub(crate) use api::*;
pub(crate) use requirements::*;

use core::{
    mem,
    ptr::{self, NonNull},
    sync::atomic::{AtomicBool, Ordering},
};

use wdk_sys::{
    CM_FULL_RESOURCE_DESCRIPTOR, CM_PARTIAL_RESOURCE_DESCRIPTOR, CM_RESOURCE_LIST,
    CmResourceTypeInterrupt, ExAllocatePool2, NTSTATUS, PCM_RESOURCE_LIST, PVOID,
    STATUS_INSUFFICIENT_RESOURCES,
};

use self::descriptors::Descriptors;
use crate::{
    Fx,
    object::{Body, Class, Obj, numbers},
    violation,
};

/// A list of assigned resources.
pub(crate) struct CmList {
    descriptors: Descriptors<CM_PARTIAL_RESOURCE_DESCRIPTOR>,
    /// Whether drivers may change it: only while resources are reported or filtered.
    changeable: AtomicBool,
    /// Whether a driver has.
    changed: AtomicBool,
}

impl Body for CmList {
    const CLASS: &'static Class =
        &Class::of::<Self>("WDFCMRESLIST", numbers::CM_RESOURCE_LIST).framework_deletes();
}

impl CmList {
    pub(crate) fn new(tag: u32) -> Self {
        Self {
            descriptors: Descriptors::new(tag),
            changeable: AtomicBool::new(false),
            changed: AtomicBool::new(false),
        }
    }

    /// From now on drivers may change the list, or not. What they change from here on counts.
    pub(crate) fn let_change(&self, changeable: bool) {
        self.changeable.store(changeable, Ordering::Release);
        self.changed.store(false, Ordering::Release);
    }

    fn may_change(&self) -> bool {
        self.changeable.load(Ordering::Acquire)
    }

    fn note_change(&self) {
        self.changed.store(true, Ordering::Release);
    }

    /// Whether a driver has changed the list.
    pub(crate) fn is_changed(&self) -> bool {
        self.changed.load(Ordering::Acquire)
    }
}

/// A list has nothing at an index.
fn no_item(fx: Fx, function: &'static str, list: PVOID, index: u32) {
    violation::break_point(
        fx,
        "ResourceListIndex",
        list,
        format_args!("{function}: {list:p} has no item {index}"),
    );
}

/// Memory of a list for the Plug and Play manager, zeroed.
fn allocate(flags: u64, tag: u32, bytes: usize) -> Result<NonNull<u8>, NTSTATUS> {
    // SAFETY: ExAllocatePool2 has no precondition besides a non-zero size, and lists have heads.
    let memory = unsafe { ExAllocatePool2(flags, bytes as u64, tag) };
    NonNull::new(memory.cast()).ok_or(STATUS_INSUFFICIENT_RESOURCES)
}

impl Obj<CmList> {
    /// Replaces the content by what the Plug and Play manager assigned.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    ///
    /// # Safety
    /// `list` is null or a valid resource list.
    pub(crate) unsafe fn assign(self, list: PCM_RESOURCE_LIST) -> Result<(), NTSTATUS> {
        self.clear();
        // SAFETY: null or the Plug and Play manager's list, by contract.
        if let Some(list) = unsafe { list.as_ref() }
            && list.Count > 0
        {
            // Buses assign one full descriptor; those after it would start at a computed place.
            let partial = &list.List[0].PartialResourceList;
            let first = partial.PartialDescriptors.as_ptr();
            for index in 0..partial.Count as usize {
                // SAFETY: the list has that many descriptors.
                let descriptor = unsafe { first.add(index) };
                // SAFETY: one of the descriptors of the list, which is packed.
                let descriptor = unsafe { descriptor.read_unaligned() };
                self.descriptors.push(descriptor)?;
            }
        }
        Ok(())
    }

    /// A list for the Plug and Play manager, or for lower drivers, from the pool that `flags` names; none for an empty
    /// one.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(crate) fn to_wdm(self, flags: u64) -> Result<PCM_RESOURCE_LIST, NTSTATUS> {
        let count = self.descriptors.count();
        if count == 0 {
            return Ok(ptr::null_mut());
        }
        let more = (count - 1) * size_of::<CM_PARTIAL_RESOURCE_DESCRIPTOR>();
        let bytes = size_of::<CM_RESOURCE_LIST>() + more;
        let list = allocate(flags, self.fx().tag(), bytes)?
            .cast::<CM_RESOURCE_LIST>()
            .as_ptr();
        // SAFETY: allocated above, zeroed, which is a value of all members.
        let head = unsafe { &mut *list };
        head.Count = 1;
        head.List[0].PartialResourceList.Version = 1;
        head.List[0].PartialResourceList.Revision = 1;
        head.List[0].PartialResourceList.Count = count as u32;
        let offset = mem::offset_of!(CM_RESOURCE_LIST, List)
            + mem::offset_of!(
                CM_FULL_RESOURCE_DESCRIPTOR,
                PartialResourceList.PartialDescriptors
            );
        let first = list
            .wrapping_byte_add(offset)
            .cast::<CM_PARTIAL_RESOURCE_DESCRIPTOR>();
        self.descriptors.each(|index, descriptor| {
            if index < count {
                let place = first.wrapping_add(index);
                // SAFETY: there is room for so many.
                unsafe { place.write_unaligned(descriptor) };
            }
        });
        Ok(list)
    }

    /// The interrupt of number `index`, if the list has so many.
    pub(crate) fn interrupt(self, index: usize) -> Option<CM_PARTIAL_RESOURCE_DESCRIPTOR> {
        let mut interrupts = 0;
        let mut found = None;
        self.descriptors.each(|_, descriptor| {
            if u32::from(descriptor.Type) == CmResourceTypeInterrupt {
                if interrupts == index {
                    found = Some(descriptor);
                }
                interrupts += 1;
            }
        });
        found
    }

    /// Empties the list.
    pub(crate) fn clear(self) {
        self.descriptors.clear();
    }
}
