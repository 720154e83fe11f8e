//! `WDFCMRESLIST`: the hardware resources of a device, as `EvtDevicePrepareHardware` sees them.
#![expect(unsafe_code, reason = "reads the Plug and Play manager's lists")]

mod api;

pub(crate) use api::*;

use wdk_sys::{
    CM_PARTIAL_RESOURCE_DESCRIPTOR, CmResourceTypeInterrupt, NTSTATUS, PCM_RESOURCE_LIST,
};

use crate::{
    object::{Body, Class, Obj, numbers},
    pool::PoolVec,
    sync::SpinLock,
};

/// A list of assigned resources.
pub(crate) struct CmList {
    descriptors: SpinLock<PoolVec<CM_PARTIAL_RESOURCE_DESCRIPTOR>>,
    /// Whether drivers may change it: only while resources are filtered.
    pub(crate) changeable: bool,
}

impl Body for CmList {
    const CLASS: &'static Class =
        &Class::of::<Self>("WDFCMRESLIST", numbers::CM_RESOURCE_LIST).framework_deletes();
}

impl CmList {
    pub(crate) fn new(tag: u32) -> Self {
        Self {
            descriptors: SpinLock::new(PoolVec::new(tag)),
            changeable: false,
        }
    }
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
        let mut descriptors = PoolVec::new(self.fx().tag());
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
                descriptors.push(unsafe { descriptor.read_unaligned() })?;
            }
        }
        self.replace(descriptors);
        Ok(())
    }

    /// The interrupt of number `index`, if the list has so many.
    pub(crate) fn interrupt(self, index: usize) -> Option<CM_PARTIAL_RESOURCE_DESCRIPTOR> {
        self.descriptors.with(|descriptors| {
            let mut interrupts = descriptors
                .iter()
                .filter(|descriptor| u32::from(descriptor.Type) == CmResourceTypeInterrupt);
            interrupts.nth(index).copied()
        })
    }

    /// Empties the list.
    pub(crate) fn clear(self) {
        self.replace(PoolVec::new(self.fx().tag()));
    }

    fn replace(self, new: PoolVec<CM_PARTIAL_RESOURCE_DESCRIPTOR>) {
        let old = self
            .descriptors
            .with(|descriptors| core::mem::replace(descriptors, new));
        drop(old);
    }
}
