//! The children of a device that its driver adds itself, a static child list; and which dynamic lists it has.
#![expect(
    unsafe_code,
    reason = "tells the Plug and Play manager that the children have changed"
)]

use core::{mem, sync::atomic::Ordering};

use kmdf_states::{pnp::Event, power};
use wdk_sys::{
    _DEVICE_RELATION_TYPE::BusRelations, IoInvalidateDeviceRelations, NTSTATUS,
    PNP_BUS_INFORMATION, PVOID, STATUS_INVALID_PARAMETER, STATUS_NO_SUCH_DEVICE,
};

use super::{ChildList, relations::Relations};
use crate::{
    callback::callback,
    device::Device,
    irp::Irp,
    object::{Obj, Ref},
    pool::PoolVec,
    sync::SpinLock,
};

/// A device's children.
pub(crate) struct Children(SpinLock<Inner>);

struct Inner {
    entries: PoolVec<Entry>,
    /// The dynamic lists, in the order in which they were made.
    lists: PoolVec<Ref<ChildList>>,
    /// Whether the first of them is the one that the device was made with.
    has_default: bool,
    /// How many iterate, so that the entries stay where they are.
    locks: u32,
    /// Children that are not deleted, and one while they are told of their parent's removal.
    alive: u32,
    /// The removal of the parent waits for the last child.
    awaited: bool,
    /// The driver's, for its children.
    information: Option<PNP_BUS_INFORMATION>,
}

impl Inner {
    /// A child is deleted. Whether the removal of the parent waits for it.
    fn forget_one(&mut self) -> bool {
        self.alive -= 1;
        self.alive == 0 && mem::take(&mut self.awaited)
    }
}

struct Entry {
    child: Ref<Device>,
    place: Place,
}

/// What the Plug and Play manager knows of a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Nothing yet.
    Added,
    /// That it is there.
    Present,
    /// That it is there, though it is missing. Whether anybody was told that it is there.
    Missing { known: bool },
    /// That it is missing.
    ReportedMissing,
    /// It is deleted.
    Gone,
}

impl Children {
    pub(crate) const fn new(tag: u32) -> Self {
        Self(SpinLock::new(Inner {
            entries: PoolVec::new(tag),
            lists: PoolVec::new(tag),
            has_default: false,
            locks: 0,
            alive: 0,
            awaited: false,
            information: None,
        }))
    }

    pub(super) fn set_information(&self, information: PNP_BUS_INFORMATION) {
        self.0.with(|inner| inner.information = Some(information));
    }

    pub(super) fn information(&self) -> Option<PNP_BUS_INFORMATION> {
        self.0.with(|inner| inner.information)
    }

    /// The device has one more dynamic list.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(super) fn add_list(&self, list: Obj<ChildList>, default: bool) -> Result<(), NTSTATUS> {
        let mut reference = Some(list.reference());
        let added = self.0.with(|inner| {
            inner.lists.reserve(1)?;
            inner.has_default |= default;
            reference.take().map_or(Ok(()), |it| inner.lists.push(it))
        });
        // Without memory, the reference is given back here, with no lock held.
        drop(reference);
        added
    }

    /// The list ends.
    pub(super) fn remove_list(&self, list: Obj<ChildList>) -> Option<Ref<ChildList>> {
        self.0.with(|inner| {
            let index = inner.lists.iter().position(|it| **it == list)?;
            inner.lists.remove(index)
        })
    }

    /// The list that the device was made with, the first of all.
    pub(super) fn default_list(&self) -> Option<Obj<ChildList>> {
        self.0.with(|inner| {
            let first = inner.lists.first().filter(|_| inner.has_default);
            first.map(|list| **list)
        })
    }

    /// Calls `work` with each dynamic list. They end with the device.
    pub(super) fn each_list(&self, mut work: impl FnMut(Obj<ChildList>)) {
        let mut index = 0;
        while let Some(list) = self.0.with(|inner| inner.lists.get(index).cloned()) {
            work(*list);
            index += 1;
        }
    }

    /// A device of a dynamic list is made.
    pub(crate) fn note_described(&self) {
        self.0.with(|inner| inner.alive += 1);
    }

    /// Somebody iterates.
    pub(super) fn lock(&self) {
        self.0.with(|inner| inner.locks += 1);
    }

    /// Somebody has iterated; false when nobody had begun to.
    pub(super) fn unlock(&self) -> bool {
        let locked = self.0.with(|inner| {
            let locked = inner.locks > 0;
            inner.locks = inner.locks.saturating_sub(1);
            locked
        });
        self.sweep();
        locked
    }

    /// Whether somebody iterates.
    pub(super) fn is_locked(&self) -> bool {
        self.0.with(|inner| inner.locks > 0)
    }

    /// The first child after the one with the handle `previous`, or the first of all, whose place `wanted` accepts.
    pub(super) fn next(
        &self,
        previous: PVOID,
        wanted: impl Fn(Place) -> bool,
    ) -> Option<Obj<Device>> {
        self.0.with(|inner| {
            let start = if previous.is_null() {
                0
            } else {
                let at = |entry: &Entry| entry.child.handle() == previous;
                inner.entries.iter().position(at)? + 1
            };
            let mut rest = inner.entries[start..].iter();
            rest.find(|entry| wanted(entry.place))
                .map(|entry| *entry.child)
        })
    }

    /// Drops what is left of deleted children, unless somebody iterates.
    fn sweep(&self) {
        loop {
            let gone = self.0.with(|inner| {
                if inner.locks > 0 {
                    return None;
                }
                let gone = |entry: &Entry| entry.place == Place::Gone;
                let index = inner.entries.iter().position(gone)?;
                inner.entries.remove(index)
            });
            // The reference is released here, without the lock.
            if gone.is_none() {
                return;
            }
        }
    }

    fn with_place<R>(&self, child: Obj<Device>, work: impl FnOnce(&mut Place) -> R) -> Option<R> {
        self.0.with(|inner| {
            let handle = child.handle();
            let mut entries = inner.entries.iter_mut();
            let entry = entries.find(|entry| entry.child.handle() == handle)?;
            Some(work(&mut entry.place))
        })
    }

    /// Calls `work` with each child, whose ends meanwhile move no other.
    fn each(&self, work: impl FnMut(Obj<Device>)) {
        self.lock();
        self.each_locked(work);
        self.unlock();
    }

    fn each_locked(&self, mut work: impl FnMut(Obj<Device>)) {
        let mut index = 0;
        loop {
            let child = self.0.with(|inner| {
                let entry = inner.entries.get(index)?;
                Some((entry.place != Place::Gone).then(|| entry.child.reference()))
            });
            match child {
                None => return,
                Some(Some(child)) => work(*child),
                Some(None) => {}
            }
            index += 1;
        }
    }
}

impl Obj<Device> {
    /// Adds a child that the driver has created. IRQL: `PASSIVE_LEVEL`.
    ///
    /// # Errors
    /// It is no child of this device, or was added before; there is no memory.
    pub(super) fn add_child(self, device: Obj<Device>) -> Result<(), NTSTATUS> {
        let child = device.child.as_ref().ok_or(STATUS_INVALID_PARAMETER)?;
        if child.parent().handle() != self.handle() || child.is_listed() {
            return Err(STATUS_INVALID_PARAMETER);
        }
        let entry = Entry {
            child: device.reference(),
            place: Place::Added,
        };
        self.children.0.with(|inner| {
            inner.entries.reserve(1)?;
            inner.alive += 1;
            inner.entries.push(entry)
        })?;
        child.listed.store(true, Ordering::Release);
        device.header().forbid_delete();
        self.invalidate_children();
        Ok(())
    }

    /// The driver says that a child is not there any more. IRQL: up to `DISPATCH_LEVEL`.
    ///
    /// # Errors
    /// It is in no list.
    pub(super) fn mark_missing(self) -> Result<(), NTSTATUS> {
        let child = self.child.as_ref().ok_or(STATUS_INVALID_PARAMETER)?;
        if let Some(described) = &child.described {
            return described.miss();
        }
        let parent = child.parent();
        let changed = parent
            .children
            .with_place(self, |place| match *place {
                Place::Added => {
                    *place = Place::Missing { known: false };
                    true
                }
                Place::Present => {
                    *place = Place::Missing { known: true };
                    true
                }
                _ => false,
            })
            .ok_or(STATUS_NO_SUCH_DEVICE)?;
        if changed {
            parent.invalidate_children();
        }
        Ok(())
    }

    fn invalidate_children(self) {
        // SAFETY: the physical device object of a device that is in its stack.
        unsafe { IoInvalidateDeviceRelations(self.physical(), BusRelations) };
    }

    /// Whether the Plug and Play manager was not told that the child is missing.
    pub(crate) fn is_present(self) -> bool {
        self.child.as_ref().is_some_and(|child| {
            if let Some(described) = &child.described {
                return !described.is_reported_missing();
            }
            let place = child.parent().children.with_place(self, |place| *place);
            matches!(
                place,
                Some(Place::Added | Place::Present | Place::Missing { known: true })
            )
        })
    }

    /// The device is removed. Whether it stays, since the Plug and Play manager was not told that it is missing; if
    /// not, its description goes with it.
    pub(crate) fn stays_after_removal(self) -> bool {
        let described = self.child.as_ref().map(|child| child.described.as_ref());
        match described.flatten() {
            Some(described) => !described.is_gone(),
            None => self.is_present(),
        }
    }

    /// Adds the children to the answer to a question about bus relations. IRQL: `PASSIVE_LEVEL`.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`, for a question that no driver above has answered.
    pub(crate) fn report_children(self, irp: Irp) -> Result<(), NTSTATUS> {
        let mut relations = Relations::of(irp);
        let mut changed = self.report_static(&mut relations)?;
        let mut outcome = Ok(());
        self.children.each_list(|list: Obj<ChildList>| {
            if outcome.is_ok() {
                outcome = list
                    .report(&mut relations)
                    .map(|reported| changed |= reported);
            }
        });
        relations.store(irp);
        if outcome.is_ok() {
            self.children.each_list(Obj::<ChildList>::tell_missing);
            if changed {
                irp.set_status(wdk_sys::STATUS_SUCCESS);
            }
        }
        outcome
    }

    /// The same for the children that the driver has added itself. Whether there are any.
    fn report_static(self, relations: &mut Relations) -> Result<bool, NTSTATUS> {
        let room = self.children.0.with(|inner| inner.entries.len());
        if room == 0 {
            return Ok(false);
        }
        let tag = self.fx().tag();
        let mut missing = PoolVec::<Ref<Device>>::new(tag);
        let mut unknown = PoolVec::<Ref<Device>>::new(tag);
        missing.reserve(room)?;
        unknown.reserve(room)?;
        relations.reserve(tag, room)?;
        self.children.0.with(|inner| {
            for entry in inner.entries.iter_mut().take(room) {
                match entry.place {
                    Place::Added | Place::Present => {
                        entry.place = Place::Present;
                        relations.push(entry.child.wdm());
                    }
                    Place::Missing { known } => {
                        entry.place = Place::ReportedMissing;
                        let list = if known { &mut missing } else { &mut unknown };
                        // There is room.
                        let _ = list.push(entry.child.reference());
                    }
                    Place::ReportedMissing | Place::Gone => {}
                }
            }
        });
        for child in missing.iter() {
            child.tell_missing();
        }
        for child in unknown.iter() {
            // Nobody removes a device of which nobody knows.
            child.post_pnp(Event::ParentRemoved);
        }
        Ok(true)
    }

    /// `EvtDeviceReportedMissing`.
    pub(super) fn tell_missing(self) {
        let Some(child) = &self.child else {
            return;
        };
        callback!(
            self.fx(),
            self.handle(),
            "EvtDeviceReportedMissing",
            child.callbacks.EvtDeviceReportedMissing,
            (self.handle().cast())
        );
    }

    /// The device is removed: those children that wait for nothing else go, too. Whether one is left, of whose end the
    /// device's Plug and Play machine will hear. IRQL: `PASSIVE_LEVEL`.
    pub(crate) fn remove_children(self) -> bool {
        self.children.0.with(|inner| {
            inner.alive += 1;
            inner.awaited = true;
        });
        self.children
            .each(|child| child.post_pnp(Event::ParentRemoved));
        self.remove_described_children(|child| child.post_pnp(Event::ParentRemoved));
        self.children.0.with(|inner| {
            inner.alive -= 1;
            inner.awaited = inner.alive > 0;
            inner.awaited
        })
    }

    /// A child of this device is deleted.
    pub(crate) fn forget_child(self, child: Obj<Device>) {
        let last = self.children.0.with(|inner| {
            let handle = child.handle();
            let mut entries = inner.entries.iter_mut();
            let entry = entries.find(|entry| entry.child.handle() == handle);
            let described = child.child.as_ref().is_some_and(|it| it.is_described());
            match entry {
                Some(entry) => entry.place = Place::Gone,
                None if described => {}
                None => return false,
            }
            inner.forget_one()
        });
        self.children.sweep();
        if last {
            self.post_pnp(Event::ChildrenRemoved);
        }
    }

    /// A device of a dynamic list was made for nothing.
    pub(super) fn forget_described(self) {
        if self.children.0.with(Inner::forget_one) {
            self.post_pnp(Event::ChildrenRemoved);
        }
    }

    /// The device is in D0: its children may enter it. IRQL: `PASSIVE_LEVEL`.
    pub(crate) fn tell_children_of_d0(self) {
        self.children
            .each(|child| child.post_power(power::Event::ParentInD0));
        self.each_described(|child| {
            if child.child.as_ref().is_some_and(|child| child.needs_power) {
                child.post_power(power::Event::ParentInD0);
            }
        });
    }
}
