//! Microsoft's names of requests, for traces and messages.
#![forbid(unsafe_code)]

use wdk_sys::{NTSTATUS, status_name};

const MAJOR: [&str; 28] = [
    "IRP_MJ_CREATE",
    "IRP_MJ_CREATE_NAMED_PIPE",
    "IRP_MJ_CLOSE",
    "IRP_MJ_READ",
    "IRP_MJ_WRITE",
    "IRP_MJ_QUERY_INFORMATION",
    "IRP_MJ_SET_INFORMATION",
    "IRP_MJ_QUERY_EA",
    "IRP_MJ_SET_EA",
    "IRP_MJ_FLUSH_BUFFERS",
    "IRP_MJ_QUERY_VOLUME_INFORMATION",
    "IRP_MJ_SET_VOLUME_INFORMATION",
    "IRP_MJ_DIRECTORY_CONTROL",
    "IRP_MJ_FILE_SYSTEM_CONTROL",
    "IRP_MJ_DEVICE_CONTROL",
    "IRP_MJ_INTERNAL_DEVICE_CONTROL",
    "IRP_MJ_SHUTDOWN",
    "IRP_MJ_LOCK_CONTROL",
    "IRP_MJ_CLEANUP",
    "IRP_MJ_CREATE_MAILSLOT",
    "IRP_MJ_QUERY_SECURITY",
    "IRP_MJ_SET_SECURITY",
    "IRP_MJ_POWER",
    "IRP_MJ_SYSTEM_CONTROL",
    "IRP_MJ_DEVICE_CHANGE",
    "IRP_MJ_QUERY_QUOTA",
    "IRP_MJ_SET_QUOTA",
    "IRP_MJ_PNP",
];

const PNP: [&str; 26] = [
    "IRP_MJ_PNP/IRP_MN_START_DEVICE",
    "IRP_MJ_PNP/IRP_MN_QUERY_REMOVE_DEVICE",
    "IRP_MJ_PNP/IRP_MN_REMOVE_DEVICE",
    "IRP_MJ_PNP/IRP_MN_CANCEL_REMOVE_DEVICE",
    "IRP_MJ_PNP/IRP_MN_STOP_DEVICE",
    "IRP_MJ_PNP/IRP_MN_QUERY_STOP_DEVICE",
    "IRP_MJ_PNP/IRP_MN_CANCEL_STOP_DEVICE",
    "IRP_MJ_PNP/IRP_MN_QUERY_DEVICE_RELATIONS",
    "IRP_MJ_PNP/IRP_MN_QUERY_INTERFACE",
    "IRP_MJ_PNP/IRP_MN_QUERY_CAPABILITIES",
    "IRP_MJ_PNP/IRP_MN_QUERY_RESOURCES",
    "IRP_MJ_PNP/IRP_MN_QUERY_RESOURCE_REQUIREMENTS",
    "IRP_MJ_PNP/IRP_MN_QUERY_DEVICE_TEXT",
    "IRP_MJ_PNP/IRP_MN_FILTER_RESOURCE_REQUIREMENTS",
    "IRP_MJ_PNP/0x0E",
    "IRP_MJ_PNP/IRP_MN_READ_CONFIG",
    "IRP_MJ_PNP/IRP_MN_WRITE_CONFIG",
    "IRP_MJ_PNP/IRP_MN_EJECT",
    "IRP_MJ_PNP/IRP_MN_SET_LOCK",
    "IRP_MJ_PNP/IRP_MN_QUERY_ID",
    "IRP_MJ_PNP/IRP_MN_QUERY_PNP_DEVICE_STATE",
    "IRP_MJ_PNP/IRP_MN_QUERY_BUS_INFORMATION",
    "IRP_MJ_PNP/IRP_MN_DEVICE_USAGE_NOTIFICATION",
    "IRP_MJ_PNP/IRP_MN_SURPRISE_REMOVAL",
    "IRP_MJ_PNP/IRP_MN_QUERY_LEGACY_BUS_INFORMATION",
    "IRP_MJ_PNP/IRP_MN_DEVICE_ENUMERATED",
];

const POWER: [&str; 4] = [
    "IRP_MJ_POWER/IRP_MN_WAIT_WAKE",
    "IRP_MJ_POWER/IRP_MN_POWER_SEQUENCE",
    "IRP_MJ_POWER/IRP_MN_SET_POWER",
    "IRP_MJ_POWER/IRP_MN_QUERY_POWER",
];

const WMI: [&str; 12] = [
    "IRP_MJ_SYSTEM_CONTROL/IRP_MN_QUERY_ALL_DATA",
    "IRP_MJ_SYSTEM_CONTROL/IRP_MN_QUERY_SINGLE_INSTANCE",
    "IRP_MJ_SYSTEM_CONTROL/IRP_MN_CHANGE_SINGLE_INSTANCE",
    "IRP_MJ_SYSTEM_CONTROL/IRP_MN_CHANGE_SINGLE_ITEM",
    "IRP_MJ_SYSTEM_CONTROL/IRP_MN_ENABLE_EVENTS",
    "IRP_MJ_SYSTEM_CONTROL/IRP_MN_DISABLE_EVENTS",
    "IRP_MJ_SYSTEM_CONTROL/IRP_MN_ENABLE_COLLECTION",
    "IRP_MJ_SYSTEM_CONTROL/IRP_MN_DISABLE_COLLECTION",
    "IRP_MJ_SYSTEM_CONTROL/IRP_MN_REGINFO",
    "IRP_MJ_SYSTEM_CONTROL/IRP_MN_EXECUTE_METHOD",
    "IRP_MJ_SYSTEM_CONTROL/0x0A",
    "IRP_MJ_SYSTEM_CONTROL/IRP_MN_REGINFO_EX",
];

/// The name of a major function.
pub(crate) fn major(major: u8) -> &'static str {
    MAJOR
        .get(usize::from(major))
        .copied()
        .unwrap_or("an unknown major function")
}

/// The name of a request: the major function, and the minor one where it has a name.
pub(crate) fn irp(major_function: u8, minor: u8) -> &'static str {
    let table: &[&'static str] = match major_function {
        0x1B => &PNP,
        0x16 => &POWER,
        0x17 => &WMI,
        _ => return major(major_function),
    };
    match table.get(usize::from(minor)) {
        Some(name) => name,
        None => major(major_function),
    }
}

/// The name of a status, or its value.
pub(crate) fn status(status: NTSTATUS) -> String {
    match status_name(status) {
        Some(name) => name.to_owned(),
        None => format!("{status:#010X}"),
    }
}
