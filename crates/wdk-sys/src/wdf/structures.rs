//! The sizes of the framework's structures, which a driver states in their `Size`.
//!
//! A framework takes the sizes that it knows and those of older versions. A driver therefore sends
//! the size of the version it is built for or of the bound framework, whichever is older.

use super::{_WDFSTRUCTENUM, WDFSTRUCTENUM, binding, stub::KmdfVersion};
use crate::ULONG;

/// A structure that grew since KMDF 1.15.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GrownStructure {
    /// Which one.
    pub index: WDFSTRUCTENUM,
    /// The minor version that added members.
    pub since: u32,
    /// Its bytes before.
    pub before: usize,
}

/// All structures that grew, from the comparison of `publicinc/wdf/kmdf/1.15` to `1.33` of
/// [Windows-Driver-Frameworks](https://github.com/microsoft/Windows-Driver-Frameworks); the sizes
/// before are those of `WDF_DEVICE_STATE_V1_27` and `WDF_POWER_FRAMEWORK_SETTINGS_V1_31` in its
/// `fxversionedstructures.h`. The headers of 1.29 are not public: what 1.31 added counts as
/// missing there, since every framework takes the shorter structure.
pub const GROWN_STRUCTURES: [GrownStructure; 2] = [
    GrownStructure {
        index: _WDFSTRUCTENUM::INDEX_WDF_DEVICE_STATE,
        since: 31,
        before: 28,
    },
    GrownStructure {
        index: _WDFSTRUCTENUM::INDEX_WDF_POWER_FRAMEWORK_SETTINGS,
        since: 33,
        before: 72,
    },
];

/// What the structure `index`, of which KMDF 1.33 has `newest` bytes, has in KMDF 1.`minor`.
#[must_use]
pub const fn structure_size_in(minor: u32, index: WDFSTRUCTENUM, newest: usize) -> usize {
    let mut at = 0;
    while at < GROWN_STRUCTURES.len() {
        let grown = GROWN_STRUCTURES[at];
        if grown.index == index && minor < grown.since {
            return grown.before;
        }
        at += 1;
    }
    newest
}

/// `WDF_STRUCTURE_SIZE`: what the `Size` of the structure `T` must be for the framework that the
/// current driver is bound to; [`ULONG::MAX`] when that framework has no such structure.
///
/// The `init` functions of the structures use it. A driver that fills a structure by hand does the
/// same, or `Size` is wrong where the driver is built for, or runs on, an older framework.
#[must_use]
pub fn structure_size<T>(index: WDFSTRUCTENUM) -> ULONG {
    match binding::framework_structure_size(index as usize) {
        Some(size) => size,
        None => structure_size_in(binding::target_minor(), index, size_of::<T>()) as ULONG,
    }
}

/// Entries of the table of structure sizes.
pub const STRUCTURES: usize = _WDFSTRUCTENUM::WDF_STRUCTURE_TABLE_NUM_ENTRIES as usize;

/// The sizes of KMDF 1.33. Structures whose layout is not public, which no driver asks for, have
/// `usize::MAX`: no structure of theirs is accepted.
const NEWEST: [usize; STRUCTURES] = {
    let mut sizes = [usize::MAX; STRUCTURES];
    macro_rules! public {
        ($($index:ident $name:ident)*) => {
            $(sizes[_WDFSTRUCTENUM::$index as usize] = size_of::<super::$name>();)*
        };
    }
    public! {
        INDEX_WDF_CHILD_ADDRESS_DESCRIPTION_HEADER WDF_CHILD_ADDRESS_DESCRIPTION_HEADER
        INDEX_WDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER WDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER
        INDEX_WDF_CHILD_LIST_CONFIG WDF_CHILD_LIST_CONFIG
        INDEX_WDF_CHILD_LIST_ITERATOR WDF_CHILD_LIST_ITERATOR
        INDEX_WDF_CHILD_RETRIEVE_INFO WDF_CHILD_RETRIEVE_INFO
        INDEX_WDF_CLASS_BIND_INFO WDF_CLASS_BIND_INFO
        INDEX_WDF_CLASS_VERSION WDF_CLASS_VERSION
        INDEX_WDF_COMMON_BUFFER_CONFIG WDF_COMMON_BUFFER_CONFIG
        INDEX_WDF_CUSTOM_TYPE_CONTEXT WDF_CUSTOM_TYPE_CONTEXT
        INDEX_WDF_DEVICE_PNP_CAPABILITIES WDF_DEVICE_PNP_CAPABILITIES
        INDEX_WDF_DEVICE_PNP_NOTIFICATION_DATA WDF_DEVICE_PNP_NOTIFICATION_DATA
        INDEX_WDF_DEVICE_POWER_CAPABILITIES WDF_DEVICE_POWER_CAPABILITIES
        INDEX_WDF_DEVICE_POWER_NOTIFICATION_DATA WDF_DEVICE_POWER_NOTIFICATION_DATA
        INDEX_WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS
        INDEX_WDF_DEVICE_POWER_POLICY_NOTIFICATION_DATA WDF_DEVICE_POWER_POLICY_NOTIFICATION_DATA
        INDEX_WDF_DEVICE_POWER_POLICY_WAKE_SETTINGS WDF_DEVICE_POWER_POLICY_WAKE_SETTINGS
        INDEX_WDF_DEVICE_PROPERTY_DATA WDF_DEVICE_PROPERTY_DATA
        INDEX_WDF_DEVICE_STATE WDF_DEVICE_STATE
        INDEX_WDF_DMA_ENABLER_CONFIG WDF_DMA_ENABLER_CONFIG
        INDEX_WDF_DMA_SYSTEM_PROFILE_CONFIG WDF_DMA_SYSTEM_PROFILE_CONFIG
        INDEX_WDF_DPC_CONFIG WDF_DPC_CONFIG
        INDEX_WDF_DRIVER_CONFIG WDF_DRIVER_CONFIG
        INDEX_WDF_DRIVER_GLOBALS WDF_DRIVER_GLOBALS
        INDEX_WDF_DRIVER_VERSION_AVAILABLE_PARAMS WDF_DRIVER_VERSION_AVAILABLE_PARAMS
        INDEX_WDF_FDO_EVENT_CALLBACKS WDF_FDO_EVENT_CALLBACKS
        INDEX_WDF_FILEOBJECT_CONFIG WDF_FILEOBJECT_CONFIG
        INDEX_WDF_INTERRUPT_CONFIG WDF_INTERRUPT_CONFIG
        INDEX_WDF_INTERRUPT_EXTENDED_POLICY WDF_INTERRUPT_EXTENDED_POLICY
        INDEX_WDF_INTERRUPT_INFO WDF_INTERRUPT_INFO
        INDEX_WDF_IO_FORWARD_PROGRESS_RESERVED_POLICY_SETTINGS WDF_IO_FORWARD_PROGRESS_RESERVED_POLICY_SETTINGS
        INDEX_WDF_IO_QUEUE_CONFIG WDF_IO_QUEUE_CONFIG
        INDEX_WDF_IO_QUEUE_FORWARD_PROGRESS_POLICY WDF_IO_QUEUE_FORWARD_PROGRESS_POLICY
        INDEX_WDF_IO_TARGET_OPEN_PARAMS WDF_IO_TARGET_OPEN_PARAMS
        INDEX_WDF_IO_TYPE_CONFIG WDF_IO_TYPE_CONFIG
        INDEX_WDF_MEMORY_DESCRIPTOR WDF_MEMORY_DESCRIPTOR
        INDEX_WDF_OBJECT_ATTRIBUTES WDF_OBJECT_ATTRIBUTES
        INDEX_WDF_OBJECT_CONTEXT_TYPE_INFO WDF_OBJECT_CONTEXT_TYPE_INFO
        INDEX_WDF_PDO_EVENT_CALLBACKS WDF_PDO_EVENT_CALLBACKS
        INDEX_WDF_PNPPOWER_EVENT_CALLBACKS WDF_PNPPOWER_EVENT_CALLBACKS
        INDEX_WDF_POWER_FRAMEWORK_SETTINGS WDF_POWER_FRAMEWORK_SETTINGS
        INDEX_WDF_POWER_POLICY_EVENT_CALLBACKS WDF_POWER_POLICY_EVENT_CALLBACKS
        INDEX_WDF_POWER_ROUTINE_TIMED_OUT_DATA WDF_POWER_ROUTINE_TIMED_OUT_DATA
        INDEX_WDF_QUERY_INTERFACE_CONFIG WDF_QUERY_INTERFACE_CONFIG
        INDEX_WDF_QUEUE_FATAL_ERROR_DATA WDF_QUEUE_FATAL_ERROR_DATA
        INDEX_WDF_REMOVE_LOCK_OPTIONS WDF_REMOVE_LOCK_OPTIONS
        INDEX_WDF_REQUEST_COMPLETION_PARAMS WDF_REQUEST_COMPLETION_PARAMS
        INDEX_WDF_REQUEST_FATAL_ERROR_INFORMATION_LENGTH_MISMATCH_DATA WDF_REQUEST_FATAL_ERROR_INFORMATION_LENGTH_MISMATCH_DATA
        INDEX_WDF_REQUEST_FORWARD_OPTIONS WDF_REQUEST_FORWARD_OPTIONS
        INDEX_WDF_REQUEST_PARAMETERS WDF_REQUEST_PARAMETERS
        INDEX_WDF_REQUEST_REUSE_PARAMS WDF_REQUEST_REUSE_PARAMS
        INDEX_WDF_REQUEST_SEND_OPTIONS WDF_REQUEST_SEND_OPTIONS
        INDEX_WDF_TASK_SEND_OPTIONS WDF_TASK_SEND_OPTIONS
        INDEX_WDF_TIMER_CONFIG WDF_TIMER_CONFIG
        INDEX_WDF_USB_CONTINUOUS_READER_CONFIG WDF_USB_CONTINUOUS_READER_CONFIG
        INDEX_WDF_USB_DEVICE_CREATE_CONFIG WDF_USB_DEVICE_CREATE_CONFIG
        INDEX_WDF_USB_DEVICE_INFORMATION WDF_USB_DEVICE_INFORMATION
        INDEX_WDF_USB_DEVICE_SELECT_CONFIG_PARAMS WDF_USB_DEVICE_SELECT_CONFIG_PARAMS
        INDEX_WDF_USB_INTERFACE_SELECT_SETTING_PARAMS WDF_USB_INTERFACE_SELECT_SETTING_PARAMS
        INDEX_WDF_USB_INTERFACE_SETTING_PAIR WDF_USB_INTERFACE_SETTING_PAIR
        INDEX_WDF_USB_PIPE_INFORMATION WDF_USB_PIPE_INFORMATION
        INDEX_WDF_USB_REQUEST_COMPLETION_PARAMS WDF_USB_REQUEST_COMPLETION_PARAMS
        INDEX_WDF_WMI_INSTANCE_CONFIG WDF_WMI_INSTANCE_CONFIG
        INDEX_WDF_WMI_PROVIDER_CONFIG WDF_WMI_PROVIDER_CONFIG
        INDEX_WDF_WORKITEM_CONFIG WDF_WORKITEM_CONFIG
        INDEX_WDFMEMORY_OFFSET WDFMEMORY_OFFSET
    }
    sizes
};

impl KmdfVersion {
    /// How many structure sizes a framework or driver of KMDF 1.`minor` knows; 0 before 1.25. For
    /// 1.29, whose count is not public, it is that of 1.27: a driver with so many is accepted by
    /// the frameworks before.
    #[must_use]
    pub const fn structures_of(minor: u32) -> ULONG {
        let mut count = 0;
        let mut at = 0;
        while at < super::RELEASES.len() {
            let release = super::RELEASES[at];
            if release.minor <= minor
                && let Some(known) = release.structures
            {
                count = known;
            }
            at += 1;
        }
        count
    }

    /// The structure sizes of KMDF 1.`minor`, by `INDEX_` constant; those from
    /// [`structures_of`](Self::structures_of) on are not in its table.
    #[must_use]
    pub const fn structure_sizes(minor: u32) -> [usize; STRUCTURES] {
        let mut sizes = NEWEST;
        let mut at = 0;
        while at < GROWN_STRUCTURES.len() {
            let index = GROWN_STRUCTURES[at].index;
            sizes[index as usize] = structure_size_in(minor, index, sizes[index as usize]);
            at += 1;
        }
        sizes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wdf::{RELEASES, WDF_DEVICE_STATE, WDF_POWER_FRAMEWORK_SETTINGS};

    #[test]
    fn the_sizes_of_1_33_are_those_of_the_definitions() {
        let of = |minor| KmdfVersion::structure_sizes(minor);
        let state = _WDFSTRUCTENUM::INDEX_WDF_DEVICE_STATE as usize;
        let power = _WDFSTRUCTENUM::INDEX_WDF_POWER_FRAMEWORK_SETTINGS as usize;
        assert_eq!(of(33)[state], size_of::<WDF_DEVICE_STATE>());
        assert_eq!(of(33)[power], size_of::<WDF_POWER_FRAMEWORK_SETTINGS>());
        assert_eq!((of(31)[state], of(31)[power]), (32, 72));
        assert_eq!((of(27)[state], of(27)[power]), (28, 72));
    }

    #[test]
    fn each_version_has_the_number_of_structures_that_microsoft_published() {
        for release in RELEASES {
            let count = KmdfVersion::structures_of(release.minor);
            let expected = match release.minor {
                ..25 => 0,
                25..31 => 80,
                _ => 81,
            };
            assert_eq!(count, expected, "1.{}", release.minor);
            assert_eq!(
                KmdfVersion::new(1, release.minor).structure_count(),
                expected
            );
        }
    }
}
