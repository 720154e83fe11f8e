//! Properties of devices: `IoGetDeviceProperty` and `IoGetDevicePropertyData`.
#![forbid(unsafe_code)]

use wdk_sys::{
    _DEVICE_REGISTRY_PROPERTY as property, _INTERFACE_TYPE::PNPBus, DEVPROPKEY, GUID, NTSTATUS,
    PNP_BUS_INFORMATION, STATUS_INVALID_PARAMETER_2, STATUS_OBJECT_NAME_NOT_FOUND,
};

use super::node::Node;
use crate::nt::{
    cm::values::{self, string_bytes, strings_bytes},
    pnp::manager::Pnp,
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

/// The format of the properties that devices have from their installation.
const DEVICE: GUID = GUID {
    Data1: 0xA45C_254E,
    Data2: 0xDF1C,
    Data3: 0x4EFD,
    Data4: [0x80, 0x20, 0x67, 0xD1, 0x46, 0xA8, 0x50, 0xE0],
};
/// The format of `DEVPKEY_Device_InstanceId`, which is number 256 of it.
const INSTANCE: GUID = GUID {
    Data1: 0x78C3_4FC8,
    Data2: 0x104A,
    Data3: 0x4ACA,
    Data4: [0x9E, 0xA4, 0x52, 0x4D, 0x52, 0x99, 0x6E, 0x57],
};
/// `DEVPROP_TYPE_STRING` and `DEVPROP_TYPE_STRING_LIST`.
const STRING: u32 = 0x12;
const STRING_LIST: u32 = 0x2012;

/// Type and bytes of a `DEVPKEY_Device_Xxx`, or of what a driver set.
pub(crate) fn by_key(
    kernel: &Pnp,
    node: &Node,
    key: &DEVPROPKEY,
) -> Result<(u32, Vec<u8>), NTSTATUS> {
    if let Some(found) = node.properties.borrow().iter().find(|it| it.is(key)) {
        return Ok((found.kind, found.data.clone()));
    }
    if super::interface::same_guid(&key.fmtid, &INSTANCE) && key.pid == 256 {
        return Ok((STRING, string_bytes(&node.instance)));
    }
    if !super::interface::same_guid(&key.fmtid, &DEVICE) {
        return Err(STATUS_OBJECT_NAME_NOT_FOUND);
    }
    let (kind, which) = match key.pid {
        2 => (STRING, property::DevicePropertyDeviceDescription),
        3 => (STRING_LIST, property::DevicePropertyHardwareID),
        4 => (STRING_LIST, property::DevicePropertyCompatibleIDs),
        6 => {
            let service = node.service.borrow();
            let service = service.as_deref().ok_or(STATUS_OBJECT_NAME_NOT_FOUND)?;
            return Ok((STRING, string_bytes(service)));
        }
        9 => (STRING, property::DevicePropertyClassName),
        11 => (STRING, property::DevicePropertyDriverKeyName),
        14 => (STRING, property::DevicePropertyFriendlyName),
        _ => return Err(STATUS_OBJECT_NAME_NOT_FOUND),
    };
    Ok((kind, get(kernel, node, which)?))
}

/// The bytes of a `DevicePropertyXxx`.
pub(crate) fn get(kernel: &Pnp, node: &Node, which: i32) -> Result<Vec<u8>, NTSTATUS> {
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
        property::DevicePropertyLocationInformation if node.location.borrow().is_empty() => {
            value("LocationInformation")
        }
        property::DevicePropertyLocationInformation => text(&node.location.borrow()),
        property::DevicePropertyPhysicalDeviceObjectName => {
            let path = kernel.objects.path(node.pdo.get().object());
            text(&String::from_utf16_lossy(&path))
        }
        property::DevicePropertyEnumeratorName => text(node.enumerator()),
        property::DevicePropertyLegacyBusType if node.is_on_root_bus() => {
            number(PNPBus.cast_unsigned())
        }
        property::DevicePropertyLegacyBusType => {
            bus_of(node).and_then(|bus| number(bus.LegacyBusType.cast_unsigned()))
        }
        property::DevicePropertyBusNumber if node.is_on_root_bus() => number(0),
        property::DevicePropertyBusNumber => bus_of(node).and_then(|bus| number(bus.BusNumber)),
        property::DevicePropertyBusTypeGuid => bus_of(node).map(|bus| {
            let guid = bus.BusTypeGuid;
            let mut bytes = guid.Data1.to_le_bytes().to_vec();
            bytes.extend(guid.Data2.to_le_bytes());
            bytes.extend(guid.Data3.to_le_bytes());
            bytes.extend(guid.Data4);
            bytes
        }),
        property::DevicePropertyContainerID => text(&node.container.borrow()),
        property::DevicePropertyAddress => number(node.capabilities.get().Address),
        property::DevicePropertyUINumber => number(node.capabilities.get().UINumber),
        property::DevicePropertyInstallState => number(0),
        property::DevicePropertyRemovalPolicy => number(3),
        property::DevicePropertyBootConfiguration
        | property::DevicePropertyBootConfigurationTranslated
        | property::DevicePropertyResourceRequirements
        | property::DevicePropertyAllocatedResources => Err(STATUS_OBJECT_NAME_NOT_FOUND),
        _ => Err(STATUS_INVALID_PARAMETER_2),
    }
}

/// What the bus of a device says of itself.
fn bus_of(node: &Node) -> Result<PNP_BUS_INFORMATION, NTSTATUS> {
    node.bus.get().ok_or(STATUS_OBJECT_NAME_NOT_FOUND)
}
