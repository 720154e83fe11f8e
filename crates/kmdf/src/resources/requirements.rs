//! `WDFIORESREQLIST`: the alternatives of what a device needs; `WDFIORESLIST`: one of them.
#![expect(
    unsafe_code,
    reason = "reads and makes the Plug and Play manager's lists"
)]

mod api;

pub(crate) use api::*;

use core::{
    mem,
    sync::atomic::{AtomicBool, AtomicI32, AtomicU32, Ordering},
};

use wdk_sys::{
    _INTERFACE_TYPE::InterfaceTypeUndefined, INTERFACE_TYPE, IO_RESOURCE_DESCRIPTOR,
    IO_RESOURCE_LIST, IO_RESOURCE_REQUIREMENTS_LIST, NTSTATUS, PIO_RESOURCE_REQUIREMENTS_LIST,
    POOL_FLAG_PAGED, STATUS_ARRAY_BOUNDS_EXCEEDED, wdf::WDF_INSERT_AT_END,
};

use super::{allocate, descriptors::Descriptors};
use crate::{
    Fx,
    object::{Attributes, Body, Class, Cleanup, Header, Obj, Ref, numbers},
    pool::PoolVec,
    sync::SpinLock,
};

/// What a device needs: lists of which it gets one.
pub(crate) struct Requirements {
    interface: AtomicI32,
    slot: AtomicU32,
    changed: AtomicBool,
    lists: SpinLock<PoolVec<Ref<IoList>>>,
}

impl Body for Requirements {
    const CLASS: &'static Class =
        &Class::of::<Self>("WDFIORESREQLIST", numbers::IO_RESOURCE_REQUIREMENTS_LIST)
            .framework_deletes();

    fn dispose(object: Obj<Self>) -> Cleanup {
        // References are given back with no lock held: that may end what they refer to.
        while let Some(list) = object.lists.with(PoolVec::pop) {
            drop(list);
        }
        Cleanup::Call
    }
}

/// Resources that a device needs together.
pub(crate) struct IoList {
    /// The requirements that it was made for, whose child it is.
    owner: Obj<Requirements>,
    descriptors: Descriptors<IO_RESOURCE_DESCRIPTOR>,
}

impl Body for IoList {
    const CLASS: &'static Class = &Class::of::<Self>("WDFIORESLIST", numbers::IO_RESOURCE_LIST);
}

impl Obj<Requirements> {
    /// Requirements that are empty, for a callback of the object `parent`.
    ///
    /// # Errors
    /// There is no memory, or the parent is being deleted.
    pub(crate) fn new(fx: Fx, parent: &Header) -> Result<Self, NTSTATUS> {
        let body = Requirements {
            interface: AtomicI32::new(InterfaceTypeUndefined),
            slot: AtomicU32::new(0),
            changed: AtomicBool::new(false),
            lists: SpinLock::new(PoolVec::new(fx.tag())),
        };
        Self::create(fx, Some(parent), &Attributes::NONE, body)
    }

    /// As [`Obj::new`], with the content of the Plug and Play manager's list, which may be null.
    ///
    /// # Errors
    /// As for [`Obj::new`].
    ///
    /// # Safety
    /// `list` is null or a valid list.
    pub(crate) unsafe fn of_wdm(
        fx: Fx,
        parent: &Header,
        list: PIO_RESOURCE_REQUIREMENTS_LIST,
    ) -> Result<Self, NTSTATUS> {
        let requirements = Self::new(fx, parent)?;
        // SAFETY: by contract.
        let read = unsafe { requirements.read(list) };
        match read {
            Ok(()) => Ok(requirements),
            Err(status) => {
                requirements.delete();
                Err(status)
            }
        }
    }

    /// # Safety
    /// As for [`Obj::of_wdm`].
    unsafe fn read(self, list: PIO_RESOURCE_REQUIREMENTS_LIST) -> Result<(), NTSTATUS> {
        // SAFETY: null or the Plug and Play manager's list, by contract.
        let Some(head) = (unsafe { list.as_ref() }) else {
            return Ok(());
        };
        self.interface.store(head.InterfaceType, Ordering::Relaxed);
        self.slot.store(head.SlotNumber, Ordering::Relaxed);
        let offset = mem::offset_of!(IO_RESOURCE_REQUIREMENTS_LIST, List);
        let mut next = list.wrapping_byte_add(offset).cast::<IO_RESOURCE_LIST>();
        for _ in 0..head.AlternativeLists {
            let part = self.make_list(&Attributes::NONE)?;
            // SAFETY: the list has so many parts.
            let count = unsafe { (*next).Count } as usize;
            let offset = mem::offset_of!(IO_RESOURCE_LIST, Descriptors);
            let first = next
                .wrapping_byte_add(offset)
                .cast::<IO_RESOURCE_DESCRIPTOR>();
            for index in 0..count {
                let place = first.wrapping_add(index);
                // SAFETY: the part has so many descriptors.
                part.descriptors.push(unsafe { place.read() })?;
            }
            self.insert(WDF_INSERT_AT_END, part)?;
            next = first.wrapping_add(count).cast();
        }
        self.changed.store(false, Ordering::Relaxed);
        Ok(())
    }

    /// A list of these requirements, which is not among its alternatives yet.
    fn make_list(self, attributes: &Attributes) -> Result<Obj<IoList>, NTSTATUS> {
        let body = IoList {
            owner: self,
            descriptors: Descriptors::new(self.fx().tag()),
        };
        Obj::create(self.fx(), Some(self.header()), attributes, body)
    }

    /// Puts an alternative before the one at `index`, or at the end.
    fn insert(self, index: u32, list: Obj<IoList>) -> Result<(), NTSTATUS> {
        let mut list = Some(list.reference());
        let inserted = self.lists.with(|lists| {
            let index = match index {
                WDF_INSERT_AT_END => lists.len(),
                index => index as usize,
            };
            if index > lists.len() {
                return Err(STATUS_ARRAY_BOUNDS_EXCEEDED);
            }
            lists.reserve(1)?;
            list.take().map_or(Ok(()), |list| lists.insert(index, list))
        });
        // What was not inserted is released here, with no lock held.
        drop(list);
        self.note_change();
        inserted
    }

    /// Removes the first alternative that `matches`, and deletes it. Whether there was one.
    fn remove(self, matches: impl Fn(usize, Obj<IoList>) -> bool) -> bool {
        let removed = self.lists.with(|lists| {
            let mut all = lists.iter().enumerate();
            let index = all.position(|(index, list)| matches(index, **list))?;
            lists.remove(index)
        });
        let Some(list) = removed else {
            return false;
        };
        self.note_change();
        list.delete();
        true
    }

    fn count(self) -> usize {
        self.lists.with(|lists| lists.len())
    }

    fn get(self, index: usize) -> Option<Obj<IoList>> {
        self.lists.with(|lists| lists.get(index).map(|list| **list))
    }

    fn note_change(self) {
        self.changed.store(true, Ordering::Relaxed);
    }

    /// Whether a driver has changed the requirements.
    pub(crate) fn is_changed(self) -> bool {
        self.changed.load(Ordering::Relaxed)
    }

    /// A list for the Plug and Play manager; none for requirements without alternatives.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(crate) fn to_wdm(self) -> Result<Option<PIO_RESOURCE_REQUIREMENTS_LIST>, NTSTATUS> {
        let count = self.count();
        if count == 0 {
            return Ok(None);
        }
        let alternatives = || (0..count).filter_map(|index| self.get(index));
        let descriptors: usize = alternatives().map(|list| list.descriptors.count()).sum();
        let head = mem::offset_of!(IO_RESOURCE_REQUIREMENTS_LIST, List);
        let part = mem::offset_of!(IO_RESOURCE_LIST, Descriptors);
        let bytes = head + count * part + descriptors * size_of::<IO_RESOURCE_DESCRIPTOR>();
        let room = bytes.max(size_of::<IO_RESOURCE_REQUIREMENTS_LIST>());
        let list = allocate(POOL_FLAG_PAGED, self.fx().tag(), room)?
            .cast::<IO_RESOURCE_REQUIREMENTS_LIST>()
            .as_ptr();
        // SAFETY: allocated above, zeroed, which is a value of all members.
        let new = unsafe { &mut *list };
        new.ListSize = bytes as u32;
        new.InterfaceType = self.interface.load(Ordering::Relaxed);
        new.SlotNumber = self.slot.load(Ordering::Relaxed);
        new.AlternativeLists = count as u32;
        let mut next = list.wrapping_byte_add(head).cast::<IO_RESOURCE_LIST>();
        for alternative in alternatives() {
            let count = alternative.descriptors.count();
            let head = Head {
                version: 1,
                revision: 1,
                count: count as u32,
            };
            // SAFETY: there is room for the heads of all parts; only the descriptors are behind a head.
            unsafe { next.cast::<Head>().write(head) };
            let first = next
                .wrapping_byte_add(part)
                .cast::<IO_RESOURCE_DESCRIPTOR>();
            alternative.descriptors.each(|index, descriptor| {
                if index < count {
                    // SAFETY: there is room for all descriptors.
                    unsafe { first.wrapping_add(index).write(descriptor) };
                }
            });
            next = first.wrapping_add(count).cast();
        }
        Ok(Some(list))
    }
}

/// The beginning of an [`IO_RESOURCE_LIST`].
#[repr(C)]
struct Head {
    version: u16,
    revision: u16,
    count: u32,
}

const _: () = assert!(size_of::<Head>() == mem::offset_of!(IO_RESOURCE_LIST, Descriptors));
const _: () = assert!(size_of::<INTERFACE_TYPE>() == size_of::<i32>());
