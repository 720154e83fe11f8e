//! What the registry says of device objects: security, type, characteristics and exclusive use, for a device or for
//! the whole of its setup class.
//!
//! <https://learn.microsoft.com/windows-hardware/drivers/kernel/setting-device-object-properties-in-the-registry>
#![forbid(unsafe_code)]

use wdk_sys::{NTSTATUS, REG_BINARY, STATUS_INVALID_SECURITY_DESCR};

use crate::nt::{
    cm::{
        hive::{Hive, KeyId},
        values,
    },
    ob::name::wide,
    se::descriptor::Descriptor,
};

/// The names of the values.
pub(crate) const NAMES: [&str; 4] = [SECURITY, DEVICE_TYPE, CHARACTERISTICS, EXCLUSIVE];
/// A self-relative security descriptor; SDDL in an INF.
pub(crate) const SECURITY: &str = "Security";
const DEVICE_TYPE: &str = "DeviceType";
const CHARACTERISTICS: &str = "DeviceCharacteristics";
const EXCLUSIVE: &str = "Exclusive";

/// The properties that a key has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Properties {
    pub(crate) security: Option<Descriptor>,
    pub(crate) device_type: Option<u32>,
    pub(crate) characteristics: Option<u32>,
    pub(crate) exclusive: Option<bool>,
}

/// Where the properties of a setup class are, from the root of the registry.
pub(crate) fn class_path(class: &str) -> String {
    format!(r"Machine\System\CurrentControlSet\Control\Class\{class}\Properties")
}

impl Properties {
    /// Those of a setup class; a class that is not there has none.
    ///
    /// # Errors
    /// As for [`Properties::read`].
    pub(crate) fn of_class(hive: &Hive, class: &str) -> Result<Self, NTSTATUS> {
        match hive.open(Hive::ROOT, &wide(&class_path(class))) {
            Ok(key) => Self::read(hive, key),
            Err(_) => Ok(Self::default()),
        }
    }

    /// Those in `key`.
    ///
    /// # Errors
    /// When the security value is no security descriptor.
    pub(crate) fn read(hive: &Hive, key: KeyId) -> Result<Self, NTSTATUS> {
        let security = match hive.value(key, &wide(SECURITY)) {
            Ok(value) => {
                let read = Descriptor::parse(&value.data).ok();
                let read = read.filter(|_| value.kind == REG_BINARY);
                Some(read.ok_or(STATUS_INVALID_SECURITY_DESCR)?)
            }
            Err(_) => None,
        };
        Ok(Self {
            security,
            device_type: values::number(hive, key, DEVICE_TYPE),
            characteristics: values::number(hive, key, CHARACTERISTICS),
            exclusive: values::number(hive, key, EXCLUSIVE).map(|it| it != 0),
        })
    }

    /// These, and those of `other` that are missing here.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            security: self.security.or(other.security),
            device_type: self.device_type.or(other.device_type),
            characteristics: self.characteristics.or(other.characteristics),
            exclusive: self.exclusive.or(other.exclusive),
        }
    }
}
