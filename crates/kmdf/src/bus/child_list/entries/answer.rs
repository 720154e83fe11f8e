//! What a question about bus relations, the children's devices and their parent do to the entries.
#![forbid(unsafe_code)]

use super::{Change, ChildList, Entries, Place, State};
use crate::{
    device::Device,
    object::{Obj, Ref},
};

/// What a question about bus relations does.
impl Entries {
    /// The question begins: from here on the described children stay, but for those whose devices end. How many the
    /// answer has at most, and whether it is new that one is missing.
    pub(in super::super) fn begin_relations(&mut self) -> (usize, bool) {
        self.state = State::Enumerating;
        let count = self.described().filter(|entry| entry.is_present()).count();
        let missing = self.described().any(|it| it.place == Place::Missing);
        (count, missing)
    }

    /// All that are not there are reported missing.
    pub(in super::super) fn report_missing(&mut self) {
        for entry in self.described_mut() {
            if entry.place == Place::Missing {
                entry.report_missing();
            }
        }
    }

    /// There is no memory for the answer, and that of another list stands: whatever the Plug and Play manager knows is
    /// missing, and is found anew.
    pub(in super::super) fn report_all_missing(&mut self, list: Obj<ChildList>) {
        let count = self.all.len();
        for index in 0..count {
            let entry = &self.all[index];
            if entry.described == 0 {
                continue;
            }
            if entry.place == Place::Present {
                if entry.waits == 0 && self.clone(list, index) {
                    self.describe_last();
                }
                self.all[index].report_missing();
            }
        }
        self.report_missing();
    }

    /// The question is answered.
    pub(in super::super) fn end_relations(&mut self, list: Obj<ChildList>) {
        self.state = State::Unlocked;
        self.process(list);
    }

    /// The next child of which the driver is to be told that it was reported missing.
    pub(in super::super) fn next_untold(&mut self) -> Option<Ref<Device>> {
        loop {
            let mut described = self.described_mut();
            let entry = described.find(|entry| entry.untold)?;
            entry.untold = false;
            if let Some(device) = &entry.device {
                return Some(device.reference());
            }
        }
    }

    /// There is no memory for the answer: how often that was in a row.
    pub(in super::super) fn count_retry(&mut self) -> u32 {
        self.retries += 1;
        self.retries
    }

    pub(in super::super) fn forget_retries(&mut self) {
        self.retries = 0;
    }

    /// The driver has made the child's device, and failed: it ends as one that was reported missing.
    pub(in super::super) fn fail_creation(&mut self, number: u64) {
        if let Some(entry) = self.find(number) {
            entry.place = Place::ReportedMissing;
            entry.forget_change();
        }
    }

    /// The driver has not made the child's device: it is missed until the driver reports it again.
    pub(in super::super) fn miss_uncreated(&mut self, number: u64) {
        let found = self.living().find(|(_, entry)| entry.number == number);
        if let Some((index, _)) = found {
            self.miss_described(index);
        }
    }
}

/// What the devices and their parent tell.
impl Entries {
    /// The parent is surprise-removed: all children are missing, which need not be reported.
    pub(in super::super) fn lose_parent(&mut self, list: Obj<ChildList>) {
        for index in 0..self.all.len() {
            let entry = &self.all[index];
            if entry.dead || entry.ended {
                continue;
            }
            match entry.change {
                Change::Insert | Change::Clone => self.miss_change(index),
                Change::None | Change::Remove => self.miss_described(index),
            }
        }
        self.process(list);
        for entry in self.described_mut() {
            if entry.place == Place::Missing {
                entry.place = Place::ReportedMissing;
            }
        }
    }

    /// The parent is removed: the next child that ends with it, but for those whose own removal comes.
    pub(in super::super) fn next_orphan(&mut self) -> Option<Ref<Device>> {
        self.state = State::RemovingParent;
        let mut buried = false;
        let mut orphan = None;
        for entry in self.described_mut() {
            if entry.surprise_removed || entry.ended {
                continue;
            }
            let Some(device) = &entry.device else {
                entry.bury();
                buried = true;
                continue;
            };
            orphan = Some(device.reference());
            entry.described = 0;
            entry.forget_change();
            break;
        }
        self.left.dead |= buried;
        orphan
    }

    /// The device is surprise-removed.
    pub(in super::super) fn note_surprise_removal(&mut self, number: u64) {
        if let Some(entry) = self.find(number) {
            entry.surprise_removed = true;
        }
    }

    /// Whether the child was reported missing.
    pub(in super::super) fn is_reported_missing(&mut self, number: u64) -> bool {
        self.find(number)
            .is_none_or(|entry| entry.place == Place::ReportedMissing)
    }

    /// The device is removed. Whether it was reported missing, and so is gone; the entry of its child is, too, as soon
    /// as nobody iterates.
    pub(in super::super) fn is_gone(&mut self, number: u64) -> bool {
        let scanned = self.is_scanned();
        let Some(entry) = self.find(number) else {
            return true;
        };
        entry.surprise_removed = false;
        if entry.place != Place::ReportedMissing {
            return false;
        }
        entry.place = Place::None;
        if scanned && entry.described != 0 {
            entry.ended = true;
        } else {
            entry.described = 0;
        }
        true
    }

    /// The device has ended: it can be deleted.
    pub(in super::super) fn end(&mut self, number: u64) -> Option<Ref<Device>> {
        let mut all = self.all.iter_mut().map(|entry| &mut **entry);
        let entry = all.find(|entry| entry.number == number && !entry.dead)?;
        let device = entry.device.take();
        if !entry.ended {
            entry.bury();
            self.left.dead = true;
        }
        device
    }
}
