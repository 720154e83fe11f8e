//! What a described child and its parent have to do with the list.
#![forbid(unsafe_code)]

use wdk_sys::{NTSTATUS, STATUS_NO_SUCH_DEVICE};

use super::{ChildList, Described, entries::Entries};
use crate::{
    device::Device,
    object::{Obj, Ref},
};

impl Described {
    /// Whether the Plug and Play manager was told that the child is missing.
    pub(in crate::bus) fn is_reported_missing(&self) -> bool {
        self.list
            .entries
            .with(|entries| entries.is_reported_missing(self.entry))
    }

    /// The child is removed. Whether it is gone: it was reported missing.
    pub(in crate::bus) fn is_gone(&self) -> bool {
        self.list.change(|entries| entries.is_gone(self.entry))
    }

    /// The child is surprise-removed: its removal follows, when its files are closed.
    pub(in crate::bus) fn note_surprise_removal(&self) {
        self.list
            .entries
            .with(|entries| entries.note_surprise_removal(self.entry));
    }

    /// The driver misses the child. IRQL: up to `DISPATCH_LEVEL`.
    pub(in crate::bus) fn miss(&self) -> Result<(), NTSTATUS> {
        self.list
            .change_and_process(|entries| entries.miss_number(self.entry))
    }

    /// The child was ejected: it is missing, and what was scanned meanwhile does not find it again.
    pub(in crate::bus) fn miss_ejected(&self) -> Result<(), NTSTATUS> {
        let missed = self.miss();
        self.list.wait_for_scans();
        missed
    }

    /// The bus takes the child away and finds it anew.
    pub(in crate::bus) fn reenumerate(&self) {
        self.list
            .change_and_process(|entries| entries.reenumerate(self.entry));
    }

    /// The child's device has ended.
    pub(in crate::bus) fn end(&self) {
        let device = self.list.change(|entries| entries.end(self.entry));
        drop(device);
    }
}

impl Obj<Device> {
    fn described(&self) -> Result<&Described, NTSTATUS> {
        let child = self.child.as_ref();
        let described = child.and_then(|child| child.described.as_ref());
        described.ok_or(STATUS_NO_SUCH_DEVICE)
    }

    /// The driver wishes to make the device later: it was made for nothing. IRQL: `PASSIVE_LEVEL`.
    pub(super) fn discard_described(self) {
        let this = self.reference();
        if let Some(child) = &self.child {
            child.forget_listed();
            child.parent().forget_described();
        }
        self.delete();
        drop(this);
    }

    /// The driver made the device and then failed. IRQL: `PASSIVE_LEVEL`.
    pub(super) fn end_described(self) {
        self.end_pnp(|| {});
        self.delete_child();
    }

    /// The device has ended: its description goes, if it has one. IRQL: `PASSIVE_LEVEL`.
    pub(crate) fn end_description(self) {
        if let Ok(described) = self.described() {
            described.end();
        }
    }

    /// The device is surprise-removed, and its children are missing with it. IRQL: `PASSIVE_LEVEL`.
    pub(crate) fn lose_described_children(self) {
        self.note_surprise_removal();
        self.children.each_list(|list: Obj<ChildList>| {
            list.change(|entries| entries.lose_parent(list));
        });
    }

    /// The Plug and Play manager surprise-removes the device.
    pub(crate) fn note_surprise_removal(self) {
        if let Ok(described) = self.described() {
            described.note_surprise_removal();
        }
    }

    /// The device is removed, and its described children with it.
    pub(in crate::bus) fn remove_described_children(self, tell: impl Fn(Obj<Device>)) {
        self.children.each_list(|list: Obj<ChildList>| {
            list.change(|entries| entries.lose_parent(list));
            while let Some(child) = list.change(Entries::next_orphan) {
                tell(*child);
            }
            list.change(|entries| entries.end_relations(list));
        });
    }

    /// Calls `work` with each described child that has a device.
    pub(in crate::bus) fn each_described(self, work: impl Fn(Obj<Device>)) {
        self.children.each_list(|list: Obj<ChildList>| {
            let mut after = 0;
            let mut next = || -> Option<Option<Ref<Device>>> {
                list.entries.with(|entries| {
                    let (place, entry) = entries.next_described(after)?;
                    after = place;
                    Some(entry.device.as_ref().map(|device| device.reference()))
                })
            };
            while let Some(device) = next() {
                if let Some(device) = device {
                    work(*device);
                }
            }
        });
    }

    /// `EvtChildListScanForChildren` of each list. IRQL: `PASSIVE_LEVEL`.
    pub(crate) fn scan_for_children(self) {
        self.children.each_list(Obj::<ChildList>::scan);
    }
}
