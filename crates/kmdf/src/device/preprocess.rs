//! `EvtDeviceWdmIrpPreprocess`: which callback sees which IRPs.
#![forbid(unsafe_code)]

use wdk_sys::{NTSTATUS, STATUS_INVALID_DEVICE_REQUEST, wdf::PFN_WDFDEVICE_WDM_IRP_PREPROCESS};

use crate::pool::PoolVec;

/// Callbacks that see IRPs before the framework does.
pub(crate) struct Preprocess {
    entries: PoolVec<PreprocessEntry>,
}

/// One of them.
pub(super) struct PreprocessEntry {
    pub(super) major: u8,
    pub(super) callback: PFN_WDFDEVICE_WDM_IRP_PREPROCESS,
    /// Empty: all minor functions.
    pub(super) minors: PoolVec<u8>,
}

impl Preprocess {
    pub(super) fn new(tag: u32) -> Self {
        Self {
            entries: PoolVec::new(tag),
        }
    }

    pub(super) fn add(&mut self, entry: PreprocessEntry) -> Result<(), NTSTATUS> {
        let same = self
            .entries
            .iter()
            .position(|other| other.major == entry.major);
        if let Some(index) = same {
            if !entry.minors.is_empty() && !self.entries[index].minors.is_empty() {
                return Err(STATUS_INVALID_DEVICE_REQUEST);
            }
            let same = &mut self.entries[index];
            same.callback = entry.callback;
            if !entry.minors.is_empty() {
                same.minors = entry.minors;
            }
            return Ok(());
        }
        self.entries.push(entry)
    }

    /// Whether the driver preprocesses no IRPs.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The callback for this IRP, if there is one.
    pub(crate) fn find(&self, major: u8, minor: u8) -> PFN_WDFDEVICE_WDM_IRP_PREPROCESS {
        self.entries
            .iter()
            .find(|entry| {
                entry.major == major && (entry.minors.is_empty() || entry.minors.contains(&minor))
            })
            .and_then(|entry| entry.callback)
    }
}
