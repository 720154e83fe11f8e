//! What a child list knows of each described child, and what becomes of it.
//!
//! A change that the driver reports waits while somebody scans or iterates, or while the list answers a question about
//! bus relations; so a device that is reported missing and present within one scan stays.
#![forbid(unsafe_code)]

mod answer;

use wdk_sys::{
    NTSTATUS, STATUS_INSUFFICIENT_RESOURCES, STATUS_NO_SUCH_DEVICE, STATUS_OBJECT_NAME_EXISTS,
    STATUS_UNSUCCESSFUL,
};

use super::{
    ChildList,
    description::{Address, Buffer, Id},
};
use crate::{
    device::Device,
    object::{Obj, Ref},
    pool::{PoolBox, PoolVec},
};

/// What the Plug and Play manager knows of a described child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It is a change that waits, or its device is gone.
    None,
    /// It has no device yet.
    Wanted,
    /// It has a device, and is there.
    Present,
    /// It has a device, and is not there any more.
    Missing,
    /// As before, which the Plug and Play manager was told.
    ReportedMissing,
}

/// A change that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    None,
    /// A new child.
    Insert,
    /// It is missing.
    Remove,
    /// It is to be found anew: a copy takes its place.
    Clone,
}

/// A described child.
pub(super) struct Entry {
    /// Its number in the list, which no other has had.
    pub(super) number: u64,
    id: Buffer,
    address: Option<Buffer>,
    pub(super) place: Place,
    change: Change,
    /// Its place in the order of the described children; 0 for none.
    described: u64,
    /// Its place in the order of the changes that wait; 0 for none.
    waits: u64,
    /// The driver has reported it since the scan began.
    found: bool,
    /// Its device was surprise-removed, and is not removed yet.
    surprise_removed: bool,
    /// Its device is gone, but somebody iterates.
    ended: bool,
    /// The driver is to be told that it was reported missing.
    untold: bool,
    /// Nothing of it is left but its descriptions.
    dead: bool,
    pub(super) device: Option<Ref<Device>>,
}

impl Entry {
    pub(super) fn id(&self) -> Id {
        self.id.description()
    }

    /// Its place in the order of the described children.
    pub(super) fn described_at(&self) -> u64 {
        self.described
    }

    pub(super) fn address(&self) -> Option<Address> {
        self.address.as_ref().map(Buffer::description)
    }

    /// Whether it is there.
    fn is_present(&self) -> bool {
        matches!(self.place, Place::Wanted | Place::Present)
    }

    fn forget_change(&mut self) {
        self.change = Change::None;
        self.waits = 0;
    }

    fn bury(&mut self) {
        self.forget_change();
        self.described = 0;
        self.dead = true;
    }

    /// The Plug and Play manager is told that it is missing.
    pub(super) fn report_missing(&mut self) {
        self.place = Place::ReportedMissing;
        self.untold = true;
    }
}

/// What the list does at the moment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Changes are made as soon as they are reported.
    Unlocked,
    /// A question about bus relations is answered.
    Enumerating,
    /// The children are removed with their parent.
    RemovingParent,
}

/// What is left to do without the list's lock.
#[derive(Default)]
pub(super) struct Work {
    /// The Plug and Play manager is to ask for the relations.
    pub(super) invalidate: bool,
    /// There are dead entries.
    pub(super) dead: bool,
}

/// A list's entries.
///
/// # Invariants
/// Described entries stand in their order.
pub(super) struct Entries {
    tag: u32,
    all: PoolVec<PoolBox<Entry>>,
    last_number: u64,
    state: State,
    /// How many scan or iterate.
    scans: u32,
    /// The relations have changed, but could not be invalidated yet.
    invalidate_later: bool,
    /// How often there was no memory for an answer.
    retries: u32,
    left: Work,
}

impl Entries {
    pub(super) const fn new(tag: u32) -> Self {
        Self {
            tag,
            all: PoolVec::new(tag),
            last_number: 0,
            state: State::Unlocked,
            scans: 0,
            invalidate_later: false,
            retries: 0,
            left: Work {
                invalidate: false,
                dead: false,
            },
        }
    }

    pub(super) fn take_work(&mut self) -> Work {
        core::mem::take(&mut self.left)
    }

    pub(super) fn take_dead(&mut self) -> Option<PoolBox<Entry>> {
        let index = self.all.iter().position(|entry| entry.dead)?;
        self.all.remove(index)
    }

    pub(super) fn postpone_invalidation(&mut self) {
        self.invalidate_later = true;
    }

    /// Whether somebody scans or iterates.
    pub(super) fn is_scanned(&self) -> bool {
        self.scans > 0
    }

    fn next_number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }

    fn living(&self) -> impl DoubleEndedIterator<Item = (usize, &Entry)> {
        let all = self.all.iter().map(|entry| &**entry).enumerate();
        all.filter(|(_, entry)| !entry.dead)
    }

    fn described_mut(&mut self) -> impl Iterator<Item = &mut Entry> {
        let all = self.all.iter_mut().map(|entry| &mut **entry);
        all.filter(|entry| entry.described != 0)
    }

    pub(super) fn described(&self) -> impl Iterator<Item = &Entry> {
        let described = self.living().filter(|(_, entry)| entry.described != 0);
        described.map(|(_, entry)| entry)
    }

    /// The described entry that follows the one in the place `after`.
    pub(super) fn next_described(&mut self, after: u64) -> Option<(u64, &mut Entry)> {
        let entry = self.described_mut().find(|entry| entry.described > after)?;
        Some((entry.described, entry))
    }

    /// Whether a described entry has this place in the order.
    pub(super) fn is_described(&self, place: u64) -> bool {
        self.described().any(|entry| entry.described == place)
    }

    /// The entry of the number, unless its device is gone.
    pub(super) fn find(&mut self, number: u64) -> Option<&mut Entry> {
        let mut all = self.all.iter_mut().map(|entry| &mut **entry);
        all.find(|entry| entry.number == number && !entry.dead && !entry.ended)
    }

    /// The newest change that waits for the child.
    fn find_change(&self, list: Obj<ChildList>, id: Id) -> Option<usize> {
        let newest = |inserts: bool| {
            let mut all = self.living().rev();
            let found = all.find(|(_, entry)| {
                entry.waits != 0
                    && (entry.change == Change::Insert) == inserts
                    && list.is_same(entry.id(), id)
            });
            found.map(|(index, _)| index)
        };
        // A new child of this description came after the removal of an old one.
        newest(true).or_else(|| newest(false))
    }

    /// The newest entry of the child that the Plug and Play manager knows or is to know.
    fn find_described(&self, list: Obj<ChildList>, id: Id) -> Option<usize> {
        let mut all = self.living().rev();
        let found = all.find(|(_, entry)| entry.described != 0 && list.is_same(entry.id(), id));
        found.map(|(index, _)| index)
    }

    /// The entry of a child: of a change that waits, or else a described one.
    pub(super) fn find_id(&self, list: Obj<ChildList>, id: Id) -> Option<&Entry> {
        let index = self.find_change(list, id);
        let index = index.or_else(|| self.find_described(list, id))?;
        self.all.get(index).map(|entry| &**entry)
    }

    /// The entry of a child that waits to become one, or else a described one.
    pub(super) fn find_device(&self, list: Obj<ChildList>, id: Id) -> Option<&Entry> {
        let change = self.find_change(list, id);
        let insert = change.filter(|index| self.all[*index].change == Change::Insert);
        let index = insert.or_else(|| self.find_described(list, id))?;
        self.all.get(index).map(|entry| &**entry)
    }

    /// New children that wait, in their order.
    pub(super) fn inserts(&self) -> impl Iterator<Item = &Entry> {
        let inserts = self.living().map(|(_, entry)| entry);
        inserts.filter(|entry| entry.change == Change::Insert)
    }

    /// Makes an entry, whose callbacks have made its descriptions.
    fn create(
        &mut self,
        list: Obj<ChildList>,
        id: Id,
        address: Option<Address>,
    ) -> Result<PoolBox<Entry>, NTSTATUS> {
        let config = &list.config;
        // So that nothing fails after the driver has made what it would have to clean up.
        self.all.reserve(1)?;
        let new_id = Buffer::new(self.tag, config.IdentificationDescriptionSize)?
            .ok_or(STATUS_INSUFFICIENT_RESOURCES)?;
        let new_address = Buffer::new(self.tag, config.AddressDescriptionSize)?;
        let mut entry = PoolBox::new(
            self.tag,
            Entry {
                number: self.next_number(),
                id: new_id,
                address: new_address,
                place: Place::None,
                change: Change::None,
                described: 0,
                waits: 0,
                found: true,
                surprise_removed: false,
                ended: false,
                untold: false,
                dead: false,
                device: None,
            },
        )?;
        let mut made = list.duplicate_id(id, entry.id());
        if made.is_ok()
            && let (Some(from), Some(to)) = (address, entry.address())
        {
            made = list.duplicate_address(from, to);
        }
        if let Err(status) = made {
            // Cleaned up with the others, as Microsoft's framework does.
            entry.bury();
            self.left.dead = true;
            let _ = self.all.push(entry);
            return Err(status);
        }
        Ok(entry)
    }

    /// The driver has found a child.
    ///
    /// # Errors
    /// There is no memory, or the driver's callback failed. `STATUS_OBJECT_NAME_EXISTS`, which is no failure, for one
    /// that is known.
    pub(super) fn add(
        &mut self,
        list: Obj<ChildList>,
        id: Id,
        address: Option<Address>,
    ) -> Result<(), NTSTATUS> {
        let known = match self.find_change(list, id) {
            Some(index) => match self.all[index].change {
                Change::Insert => Some(index),
                // So does Microsoft's framework: one that is to be found anew cannot be found meanwhile.
                Change::Clone => return Err(STATUS_UNSUCCESSFUL),
                Change::Remove | Change::None => None,
            },
            None => {
                let found = self.find_described(list, id);
                found.filter(|index| self.all[*index].is_present())
            }
        };
        if let Some(index) = known {
            let entry = &mut self.all[index];
            list.copy_address(address, entry.address());
            entry.found = true;
            return Err(STATUS_OBJECT_NAME_EXISTS);
        }
        let mut entry = self.create(list, id, address)?;
        entry.change = Change::Insert;
        entry.waits = self.next_number();
        self.all.push(entry)
    }

    /// The driver misses a child.
    ///
    /// # Errors
    /// It is none of the list's.
    pub(super) fn miss(&mut self, list: Obj<ChildList>, id: Id) -> Result<(), NTSTATUS> {
        match self.find_change(list, id) {
            Some(index) => self.miss_change(index),
            None => {
                let index = self.find_described(list, id).ok_or(STATUS_NO_SUCH_DEVICE)?;
                self.miss_described(index);
            }
        }
        Ok(())
    }

    /// As [`Entries::miss`], for the child with the number.
    pub(super) fn miss_number(&mut self, number: u64) -> Result<(), NTSTATUS> {
        let found = |(_, entry): &(usize, &Entry)| entry.number == number && !entry.ended;
        let found = self.living().find(found);
        let (index, entry) = found.ok_or(STATUS_NO_SUCH_DEVICE)?;
        match entry.waits {
            0 => self.miss_described(index),
            _ => self.miss_change(index),
        }
        Ok(())
    }

    fn miss_change(&mut self, index: usize) {
        let entry = &mut self.all[index];
        match entry.change {
            Change::Insert => {
                entry.bury();
                self.left.dead = true;
            }
            Change::Clone => {
                entry.forget_change();
                self.miss_described(index);
            }
            Change::Remove | Change::None => {}
        }
    }

    /// Unless it is missed already, a described child that is there is.
    fn miss_described(&mut self, index: usize) {
        let waits = self.next_number();
        let entry = &mut self.all[index];
        if entry.is_present() && entry.waits == 0 {
            entry.change = Change::Remove;
            entry.waits = waits;
            entry.found = false;
        }
    }

    /// The device's stack wishes it to be found anew. Nothing when a change waits for it, or it is not there.
    pub(super) fn reenumerate(&mut self, number: u64) {
        let waits = self.next_number();
        if let Some(entry) = self.find(number)
            && entry.waits == 0
            && entry.is_present()
        {
            entry.change = Change::Clone;
            entry.waits = waits;
        }
    }

    /// All children that wait to become ones or are there were found.
    pub(super) fn find_all(&mut self) {
        for entry in self.all.iter_mut().filter(|entry| !entry.dead) {
            let there = entry.described != 0 && entry.is_present();
            entry.found |=
                entry.change == Change::Insert || there && entry.change != Change::Remove;
        }
    }

    /// Somebody scans, who finds all children that are there; or iterates.
    pub(super) fn begin_scan(&mut self, forget: bool) {
        self.scans += 1;
        if forget {
            for entry in self.all.iter_mut() {
                entry.found = false;
            }
        }
    }

    /// Somebody has scanned or iterated. If nobody else does, what was not found is missed, changes are made, and it
    /// is true.
    pub(super) fn end_scan(&mut self, list: Obj<ChildList>) -> bool {
        self.scans = self.scans.saturating_sub(1);
        if self.scans > 0 {
            return false;
        }
        for index in 0..self.all.len() {
            let entry = &mut self.all[index];
            if entry.ended {
                entry.bury();
                self.left.dead = true;
            } else if !entry.found && entry.waits != 0 && entry.change != Change::Remove {
                self.miss_change(index);
            } else if !entry.found && entry.described != 0 {
                self.miss_described(index);
            }
        }
        self.process(list);
        self.left.invalidate |= core::mem::take(&mut self.invalidate_later);
        true
    }

    /// Makes the changes that wait, if nobody scans and no question is answered.
    pub(super) fn process(&mut self, list: Obj<ChildList>) {
        if self.state != State::Unlocked || self.scans > 0 {
            return;
        }
        loop {
            let waiting = self.living().filter(|(_, entry)| entry.waits != 0);
            let first = waiting.min_by_key(|(_, entry)| entry.waits);
            let Some(index) = first.map(|(index, _)| index) else {
                return;
            };
            let entry = &mut self.all[index];
            let change = entry.change;
            entry.forget_change();
            match (change, entry.place) {
                (Change::Insert, _) => {
                    entry.place = Place::Wanted;
                    self.describe(index);
                    self.left.invalidate = true;
                }
                (Change::Remove, Place::Present) => {
                    entry.place = Place::Missing;
                    self.left.invalidate = true;
                }
                (Change::Remove, _) => {
                    entry.bury();
                    self.left.dead = true;
                }
                (Change::Clone, _) => {
                    if self.clone(list, index) {
                        self.all[index].place = Place::Missing;
                        self.describe_last();
                        self.left.invalidate = true;
                    }
                }
                (Change::None, _) => {}
            }
        }
    }

    /// Appends a copy of a child, which has no device yet. Whether there is memory, and the driver lets it.
    fn clone(&mut self, list: Obj<ChildList>, index: usize) -> bool {
        let entry = &self.all[index];
        let (id, address) = (entry.id(), entry.address());
        let Some(device) = entry.device.as_ref().map(|device| device.reference()) else {
            return false;
        };
        let Ok(mut copy) = self.create(list, id, address) else {
            return false;
        };
        let may = list.may_reenumerate(*device, address, copy.address());
        if may {
            copy.place = Place::Wanted;
        } else {
            copy.bury();
            self.left.dead = true;
        }
        // There is room, which `create` made.
        may & self.all.push(copy).is_ok()
    }

    /// An entry becomes the last of those that are described.
    fn describe(&mut self, index: usize) {
        self.all[index..].rotate_left(1);
        self.describe_last();
    }

    fn describe_last(&mut self) {
        let number = self.next_number();
        if let Some(entry) = self.all.last_mut() {
            entry.described = number;
        }
    }
}
