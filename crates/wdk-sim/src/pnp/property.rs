//! Properties of devices: `IoGetDeviceProperty` and `IoGetDevicePropertyData`.
#![forbid(unsafe_code)]

use wdk_sys::{
    _DEVICE_REGISTRY_PROPERTY as property, _INTERFACE_TYPE::PNPBus, DEVPROPKEY, NTSTATUS,
    STATUS_INVALID_PARAMETER_2, STATUS_OBJECT_NAME_NOT_FOUND,
};

use super::Node;
use crate::{
    machine::Kernel,
    registry::values::{self, string_bytes, strings_bytes},
};

/// A property that a driver set.
pub(crate) struct Property {
    pub(crate) key: DEVPROPKEY,
    pub(crate) kind: u32,
    pub(crate) data: Vec<u8>,
}

impl Property {
    /// Whether the property has this key.
    pub(crate) fn is(&self, key: &DEVPROPKEY) -> bool {
        self.key.pid == key.pid && super::interface::same_guid(&self.key.fmtid, &key.fmtid)
    }
}

/// The bytes of a `DevicePropertyXxx`.
pub(crate) fn get(kernel: &Kernel, node: &Node, which: i32) -> Result<Vec<u8>, NTSTATUS> {
    let text = |text: &str| {
        if text.is_empty() {
            Err(STATUS_OBJECT_NAME_NOT_FOUND)
        } else {
            Ok(string_bytes(text))
        }
    };
    let number = |number: u32| Ok(number.to_le_bytes().to_vec());
    let value = |name: &str| {
        let key = node.hardware_key(kernel);
        let hive = kernel.registry.hive.borrow();
        text(&values::strings(&hive, key, name).pop().unwrap_or_default())
    };
    match which {
        property::DevicePropertyDeviceDescription => text(&node.description.borrow()),
        property::DevicePropertyHardwareID => Ok(strings_bytes(&node.hardware_ids)),
        property::DevicePropertyCompatibleIDs if node.compatible_ids.is_empty() => {
            Err(STATUS_OBJECT_NAME_NOT_FOUND)
        }
        property::DevicePropertyCompatibleIDs => Ok(strings_bytes(&node.compatible_ids)),
        property::DevicePropertyClassName => text(&node.class.borrow()),
        property::DevicePropertyClassGuid => text(&node.class_guid.borrow()),
        property::DevicePropertyDriverKeyName => text(&node.driver_key.borrow()),
        property::DevicePropertyManufacturer => value("Mfg"),
        property::DevicePropertyFriendlyName => value("FriendlyName"),
        property::DevicePropertyLocationInformation => value("LocationInformation"),
        property::DevicePropertyPhysicalDeviceObjectName => {
            let path = kernel.objects.path(node.pdo.object());
            text(&String::from_utf16_lossy(&path))
        }
        property::DevicePropertyEnumeratorName => text(node.enumerator()),
        property::DevicePropertyLegacyBusType => number(PNPBus.cast_unsigned()),
        property::DevicePropertyBusNumber => number(0),
        property::DevicePropertyAddress => number(node.capabilities.get().Address),
        property::DevicePropertyUINumber => number(node.capabilities.get().UINumber),
        property::DevicePropertyInstallState => number(0),
        property::DevicePropertyRemovalPolicy => number(3),
        property::DevicePropertyBootConfiguration
        | property::DevicePropertyBootConfigurationTranslated
        | property::DevicePropertyResourceRequirements
        | property::DevicePropertyAllocatedResources
        | property::DevicePropertyBusTypeGuid
        | property::DevicePropertyContainerID => Err(STATUS_OBJECT_NAME_NOT_FOUND),
        _ => Err(STATUS_INVALID_PARAMETER_2),
    }
}
