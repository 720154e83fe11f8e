//! The values below the service's `Parameters` key.

use core::ptr;

use wdk_sys::{
    _KEY_VALUE_INFORMATION_CLASS::KeyValuePartialInformation, ACCESS_MASK, HANDLE, KEY_READ,
    KEY_WRITE, NT_SUCCESS, NTSTATUS, OBJ_CASE_INSENSITIVE, OBJ_KERNEL_HANDLE, OBJECT_ATTRIBUTES,
    PCUNICODE_STRING, REG_DWORD, RtlAppendUnicodeStringToString, RtlAppendUnicodeToString,
    RtlInitUnicodeString, UNICODE_STRING, ZwClose, ZwOpenKey, ZwQueryValueKey, ZwSetValueKey,
};

use crate::wide;

pub(crate) static LONGEST: [u16; 8] = wide("Longest");
pub(crate) static MESSAGES: [u16; 9] = wide("Messages");
pub(crate) static MESSAGE_COUNT: [u16; 13] = wide("MessageCount");
pub(crate) static QUIRKS: [u16; 7] = wide("Quirks");
static PARAMETERS: [u16; 12] = wide(r"\Parameters");

/// The longest path, in code units.
const UNITS: usize = 320;

/// The path of a key.
#[repr(C)]
pub(crate) struct Path {
    units: [u16; UNITS],
    bytes: u16,
}

impl Path {
    /// The `Parameters` key of the service at `registry_path`.
    pub(crate) unsafe fn set(&mut self, registry_path: PCUNICODE_STRING) -> NTSTATUS {
        let mut path = UNICODE_STRING {
            Length: 0,
            MaximumLength: size_of_val(&self.units) as u16,
            Buffer: (&raw mut self.units).cast(),
        };
        let status = RtlAppendUnicodeStringToString(&raw mut path, registry_path);
        if !NT_SUCCESS(status) {
            return status;
        }
        let status = RtlAppendUnicodeToString(&raw mut path, PARAMETERS.as_ptr());
        self.bytes = path.Length;
        status
    }

    pub(crate) fn string(&mut self) -> UNICODE_STRING {
        UNICODE_STRING {
            Length: self.bytes,
            MaximumLength: self.bytes,
            Buffer: (&raw mut self.units).cast(),
        }
    }
}

unsafe fn open(path: &mut UNICODE_STRING, access: ACCESS_MASK) -> Result<HANDLE, NTSTATUS> {
    let mut attributes = OBJECT_ATTRIBUTES {
        Length: size_of::<OBJECT_ATTRIBUTES>() as u32,
        ObjectName: path,
        Attributes: OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE,
        ..OBJECT_ATTRIBUTES::default()
    };
    let mut key = ptr::null_mut();
    let status = ZwOpenKey(&raw mut key, access, &raw mut attributes);
    if NT_SUCCESS(status) {
        Ok(key)
    } else {
        Err(status)
    }
}

unsafe fn name(units: &[u16]) -> UNICODE_STRING {
    let mut name = UNICODE_STRING::default();
    RtlInitUnicodeString(&raw mut name, units.as_ptr());
    name
}

/// A `REG_DWORD`, or `default` when it is not there.
pub(crate) unsafe fn read(path: &mut UNICODE_STRING, value: &[u16], default: u32) -> u32 {
    let Ok(key) = open(path, KEY_READ) else {
        return default;
    };
    // The header of KEY_VALUE_PARTIAL_INFORMATION, and the number.
    let mut information = [0_u32; 4];
    let mut length = 0;
    let mut name = name(value);
    let status = ZwQueryValueKey(
        key,
        &raw mut name,
        KeyValuePartialInformation,
        (&raw mut information).cast(),
        size_of_val(&information) as u32,
        &raw mut length,
    );
    let _ = ZwClose(key);
    match information {
        [_, REG_DWORD, 4, number] if NT_SUCCESS(status) => number,
        _ => default,
    }
}

/// Writes a `REG_DWORD`.
pub(crate) unsafe fn write(path: &mut UNICODE_STRING, value: &[u16], mut number: u32) {
    let Ok(key) = open(path, KEY_WRITE) else {
        return;
    };
    let mut name = name(value);
    // Nobody can be told that it failed.
    let _ = ZwSetValueKey(
        key,
        &raw mut name,
        0,
        REG_DWORD,
        (&raw mut number).cast(),
        size_of::<u32>() as u32,
    );
    let _ = ZwClose(key);
}
