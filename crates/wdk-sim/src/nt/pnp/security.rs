//! The properties of device objects that an INF or an administrator sets: written at installation, applied to the
//! stack when all its devices are there.
//!
//! <https://learn.microsoft.com/windows-hardware/drivers/kernel/controlling-device-access>
#![forbid(unsafe_code)]

use wdk_inf::{RegistryData, RegistryEntry, RegistryRoot};
use wdk_sys::{
    DO_EXCLUSIVE, FILE_DEVICE_SECURE_OPEN, FILE_FLOPPY_DISKETTE, FILE_READ_ONLY_DEVICE,
    FILE_REMOVABLE_MEDIA, FILE_WRITE_ONCE_MEDIA,
};

use crate::{
    engine::error::{Error, NtStatus, Result},
    nt::{
        cm::hive::KeyId,
        io::{
            manager::Io,
            properties::{NAMES, Properties, SECURITY},
            raw::Device,
        },
        se::sddl,
    },
};

/// The characteristics of a whole stack.
const OF_THE_STACK: u32 = FILE_DEVICE_SECURE_OPEN
    | FILE_FLOPPY_DISKETTE
    | FILE_READ_ONLY_DEVICE
    | FILE_REMOVABLE_MEDIA
    | FILE_WRITE_ONCE_MEDIA;

/// Whether an entry of an INF is a property of device objects.
pub(super) fn is_property(entry: &RegistryEntry) -> bool {
    let of_key = entry.root == RegistryRoot::Relative && entry.subkey.is_empty();
    of_key
        && NAMES
            .iter()
            .any(|name| name.eq_ignore_ascii_case(&entry.name))
}

/// The property as it is written: a security descriptor in SDDL becomes its bytes.
///
/// # Errors
/// When the string is no security descriptor.
pub(super) fn as_written(entry: &RegistryEntry) -> Result<RegistryEntry> {
    let mut written = entry.clone();
    if let Some(RegistryData::String(text)) = &entry.data
        && entry.name.eq_ignore_ascii_case(SECURITY)
    {
        let wrong = |reason: String| Error::Inf(format!("Security, \"{text}\": {reason}"));
        let descriptor = sddl::parse(text).map_err(|error| wrong(error.to_string()))?;
        let bytes = descriptor.to_bytes();
        let bytes = bytes.ok_or_else(|| wrong("it has more than 64 KiB".to_owned()))?;
        written.data = Some(RegistryData::Binary(bytes));
    }
    Ok(written)
}

/// Applies what the registry has in a device's key and of its setup class to the devices of a stack, from the PDO up.
pub(super) fn apply(kernel: &Io, hardware: KeyId, class: &str, devices: &[Device]) -> Result {
    let Some((pdo, above)) = devices.split_first() else {
        return Ok(());
    };
    let hive = kernel.registry.hive.borrow();
    let own = Properties::read(&hive, hardware);
    let of_class = Properties::of_class(&hive, class);
    let properties = own.and_then(|own| Ok(own.or(of_class?)));
    let properties = properties.map_err(|status| Error::Status(NtStatus(status)))?;
    drop(hive);
    // A device in raw mode has its PDO alone.
    let deciding = if above.is_empty() { devices } else { above };
    let of_devices = deciding
        .iter()
        .fold(0, |all, it| all | it.characteristics());
    let registered = properties.characteristics.unwrap_or(0);
    for device in devices {
        let own = device.characteristics();
        device.set_characteristics(own | (registered | of_devices) & OF_THE_STACK);
        if let Some(security) = &properties.security {
            device.set_security(security.clone());
        }
    }
    if let Some(device_type) = properties.device_type {
        pdo.set_device_type(device_type);
    }
    // Only the device with a name can be opened, and so be for one at a time.
    match properties.exclusive {
        Some(true) => pdo.set_flags(pdo.flags() | DO_EXCLUSIVE),
        Some(false) => pdo.set_flags(pdo.flags() & !DO_EXCLUSIVE),
        None => {}
    }
    Ok(())
}
