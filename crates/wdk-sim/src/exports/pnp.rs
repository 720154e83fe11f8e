//! The PnP manager's functions.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::{ptr, rc::Rc};

use wdk_sys::{
    _DEVICE_RELATION_TYPE::BusRelations, _DRIVER_REGKEY_TYPE,
    _IO_NOTIFICATION_EVENT_CATEGORY as category, _POOL_TYPE, ACCESS_MASK, BOOLEAN,
    DEVICE_INTERFACE_INCLUDE_NONACTIVE, DEVICE_REGISTRY_PROPERTY, DEVICE_RELATION_TYPE, DEVPROPKEY,
    DEVPROPTYPE, DO_BUS_ENUMERATED_DEVICE, DRIVER_REGKEY_TYPE, GUID,
    GUID_TARGET_DEVICE_QUERY_REMOVE, GUID_TARGET_DEVICE_REMOVE_CANCELLED,
    GUID_TARGET_DEVICE_REMOVE_COMPLETE, HANDLE, IO_NOTIFICATION_EVENT_CATEGORY, LCID, NTSTATUS,
    PDEVICE_CHANGE_COMPLETE_CALLBACK, PDEVICE_OBJECT, PDRIVER_NOTIFICATION_CALLBACK_ROUTINE,
    PLUGPLAY_REGKEY_CURRENT_HWPROFILE, PLUGPLAY_REGKEY_DEVICE, PLUGPLAY_REGKEY_DRIVER,
    PNP_DEVICE_FAILED, PNP_DEVICE_REMOVED, PNPNOTIFY_DEVICE_INTERFACE_INCLUDE_EXISTING_INTERFACES,
    PULONG, PUNICODE_STRING, PVOID, PWSTR, STATUS_BUFFER_TOO_SMALL, STATUS_INSUFFICIENT_RESOURCES,
    STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_PARAMETER, STATUS_NO_SUCH_DEVICE,
    STATUS_OBJECT_NAME_NOT_FOUND, STATUS_PENDING, STATUS_SUCCESS,
    TARGET_DEVICE_CUSTOM_NOTIFICATION, ULONG, UNICODE_STRING, USHORT, abi,
};

use crate::nt::ex::driver_pool;
use crate::nt::parameter::Struct;
use crate::nt::parameter::{Out, Text, driver_slice};
use crate::nt::pnp::{
    children, interface,
    node::{Node, State},
    notify, property, remove, request,
};
use crate::{
    engine::export::{Export, export_table},
    nt::{
        cm::{hive::Hive, values},
        io::raw::{Device, Driver, File},
        kernel::Kernel,
        ob::name::wide,
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    IoGetDeviceProperty: partial(
        "resources are missing; the removal policy is a constant"
    ),
    IoGetDevicePropertyData: partial(
        "of the system's properties only eight are found; Lcid is ignored"
    ),
    IoSetDevicePropertyData: partial(
        "Lcid and Flags are ignored; the property goes with the device"
    ),
    IoOpenDeviceRegistryKey: partial(
        "PLUGPLAY_REGKEY_CURRENT_HWPROFILE is ignored: all profiles share one key"
    ),
    IoOpenDriverRegistryKey: partial("Flags are ignored, and further key types are refused"),
    IoOpenDeviceInterfaceRegistryKey: full,
    IoRegisterDeviceInterface: full,
    IoSetDeviceInterfaceState: full,
    IoGetDeviceInterfaces: full,
    IoRegisterPlugPlayNotification: partial(
        "the driver is not referenced; hardware profiles do not change"
    ),
    IoUnregisterPlugPlayNotification: full,
    IoUnregisterPlugPlayNotificationEx: full,
    IoInvalidateDeviceRelations: partial("relations other than BusRelations are ignored"),
    IoInvalidateDeviceState: partial(
        "only PNP_DEVICE_FAILED and PNP_DEVICE_REMOVED have an effect"
    ),
    IoRequestDeviceEject: partial(
        "a device of the root bus is removed and gets no IRP_MN_EJECT"
    ),
    IoReportTargetDeviceChangeAsynchronous: full,
    IoGetDeviceNumaNode: full,
);

const TAG: u32 = u32::from_le_bytes(*b"PpSt");

/// The node of a PDO, which is a parameter of the function. Another device ends the machine, as on
/// Windows.
fn node(kernel: &Kernel, pdo: PDEVICE_OBJECT, function: &str) -> Rc<Node> {
    // SAFETY: the driver says that it is a device.
    let device = unsafe { Device::new(pdo) };
    if let Some(node) = device.and_then(|device| kernel.pnp.node(device.node())) {
        return node;
    }
    const PNP_DETECTED_FATAL_ERROR: u32 = 0xCA;
    kernel.stop(
        PNP_DETECTED_FATAL_ERROR,
        [2, pdo.addr() as u64, 0, 0],
        format!("{function}: {pdo:p} is not the physical device object of a device in the tree"),
    );
}

#[abi(enter, no_mangle)]
unsafe fn IoGetDeviceProperty(
    DeviceObject: PDEVICE_OBJECT,
    DeviceProperty: DEVICE_REGISTRY_PROPERTY,
    BufferLength: ULONG,
    PropertyBuffer: PVOID,
    ResultLength: Struct<ULONG>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let node = node(&kernel, DeviceObject, "IoGetDeviceProperty");
    let bytes = match property::get(&kernel, &node, DeviceProperty) {
        Ok(bytes) => bytes,
        Err(status) => return status,
    };
    // SAFETY: the driver's buffer has this length.
    unsafe { give(&bytes, PropertyBuffer, BufferLength, ResultLength.raw()) }
}

/// Copies `bytes` to a caller's buffer when they fit, and tells their number.
unsafe fn give(bytes: &[u8], buffer: PVOID, length: ULONG, needed: PULONG) -> NTSTATUS {
    if !needed.is_null() {
        // SAFETY: by this function's contract.
        unsafe { needed.write(bytes.len() as u32) };
    }
    if (length as usize) < bytes.len() {
        return STATUS_BUFFER_TOO_SMALL;
    }
    // SAFETY: the buffer is long enough.
    unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), buffer.cast(), bytes.len()) };
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn IoGetDevicePropertyData(
    Pdo: PDEVICE_OBJECT,
    PropertyKey: Struct<DEVPROPKEY>,
    _Lcid: LCID,
    _Flags: ULONG,
    Size: ULONG,
    Data: PVOID,
    RequiredSize: PULONG,
    Type: Struct<ULONG>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let node = node(&kernel, Pdo, "IoGetDevicePropertyData");
    let (kind, data) = match property::by_key(&kernel, &node, PropertyKey.get()) {
        Ok(found) => found,
        Err(status) => return status,
    };
    if !Type.raw().is_null() {
        Type.write(kind);
    }
    // SAFETY: the driver's buffer has this length.
    unsafe { give(&data, Data, Size, RequiredSize) }
}

#[abi(enter, no_mangle)]
unsafe fn IoSetDevicePropertyData(
    Pdo: PDEVICE_OBJECT,
    PropertyKey: *const DEVPROPKEY,
    _Lcid: LCID,
    _Flags: ULONG,
    Type: DEVPROPTYPE,
    Size: ULONG,
    Data: PVOID,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let node = node(&kernel, Pdo, "IoSetDevicePropertyData");
    // SAFETY: the driver passes a key.
    let key = unsafe { *PropertyKey };
    let mut properties = node.properties.borrow_mut();
    properties.retain(|property| !property.is(&key));
    if !Data.is_null() {
        // SAFETY: the driver's buffer has this length.
        let data = unsafe { driver_slice(Data.cast::<u8>(), Size as usize) };
        properties.push(property::Property {
            key,
            kind: Type,
            data: data.to_vec(),
        });
    }
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn IoOpenDeviceRegistryKey(
    DeviceObject: PDEVICE_OBJECT,
    DevInstKeyType: ULONG,
    DesiredAccess: ACCESS_MASK,
    DevInstRegKey: Out<HANDLE>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let node = node(&kernel, DeviceObject, "IoOpenDeviceRegistryKey");
    let key = match DevInstKeyType & !PLUGPLAY_REGKEY_CURRENT_HWPROFILE {
        PLUGPLAY_REGKEY_DEVICE => {
            let hardware = node.hardware_key(&kernel);
            let mut hive = kernel.registry.hive.borrow_mut();
            values::create(&mut hive, hardware, "Device Parameters")
        }
        PLUGPLAY_REGKEY_DRIVER if !node.driver_key.borrow().is_empty() => {
            node.software_key(&kernel)
        }
        PLUGPLAY_REGKEY_DRIVER => return STATUS_OBJECT_NAME_NOT_FOUND,
        _ => return STATUS_INVALID_PARAMETER,
    };
    crate::exports::cm::open_key(&kernel, key, DesiredAccess, DevInstRegKey)
}

#[abi(enter, no_mangle)]
fn IoOpenDriverRegistryKey(
    DriverObject: Option<Driver>,
    RegKeyType: DRIVER_REGKEY_TYPE,
    DesiredAccess: ACCESS_MASK,
    _Flags: ULONG,
    DriverRegKey: Out<HANDLE>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let Some(driver) = DriverObject else {
        return STATUS_INVALID_PARAMETER;
    };
    let path = crate::nt::io::driver::service_key_path(&driver.state().service);
    let path = path.strip_prefix(r"\Registry\").unwrap_or(&path);
    let path = match RegKeyType {
        _DRIVER_REGKEY_TYPE::DriverRegKeyParameters => format!(r"{path}\Parameters"),
        _DRIVER_REGKEY_TYPE::DriverRegKeyPersistentState => format!(r"{path}\State"),
        _ => return STATUS_INVALID_PARAMETER,
    };
    let key = values::create(&mut kernel.registry.hive.borrow_mut(), Hive::ROOT, &path);
    crate::exports::cm::open_key(&kernel, key, DesiredAccess, DriverRegKey)
}

#[abi(enter, no_mangle)]
fn IoOpenDeviceInterfaceRegistryKey(
    SymbolicLinkName: Text,
    DesiredAccess: ACCESS_MASK,
    DeviceInterfaceKey: Out<HANDLE>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let link = SymbolicLinkName.units();
    if kernel.pnp.interfaces.borrow().node(link).is_none() {
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    let key = interface::key(&kernel, &String::from_utf16_lossy(link));
    crate::exports::cm::open_key(&kernel, key, DesiredAccess, DeviceInterfaceKey)
}

#[abi(enter, no_mangle)]
unsafe fn IoRegisterDeviceInterface(
    PhysicalDeviceObject: Option<Device>,
    InterfaceClassGuid: Struct<GUID>,
    ReferenceString: Text,
    SymbolicLinkName: PUNICODE_STRING,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let device = PhysicalDeviceObject;
    let Some(node) = device.and_then(|device| kernel.pnp.node(device.node())) else {
        return STATUS_INVALID_DEVICE_REQUEST;
    };
    let class = InterfaceClassGuid.get();
    let reference = ReferenceString.units();
    if reference
        .iter()
        .any(|unit| [u16::from(b'\\'), u16::from(b'/')].contains(unit))
    {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    let reference = String::from_utf16_lossy(reference);
    let (link, status) = match interface::register(&kernel, &node, class, &reference) {
        Ok(registered) => registered,
        Err(status) => return status,
    };
    let Some(buffer) = pool_string(&link) else {
        return STATUS_INSUFFICIENT_RESOURCES;
    };
    let bytes = (link.encode_utf16().count() * 2) as u16;
    let name = UNICODE_STRING {
        Length: bytes,
        MaximumLength: bytes + 2,
        Buffer: buffer,
    };
    // SAFETY: the driver passes where the name goes; it frees the buffer.
    unsafe { SymbolicLinkName.write(name) };
    status
}

/// `text` with a zero at the end, in paged pool.
pub(crate) fn pool_string(text: &str) -> Option<*mut u16> {
    pool_units(&[wide(text), vec![0]].concat())
}

fn pool_units(content: &[u16]) -> Option<*mut u16> {
    let bytes = size_of_val(content) as u64;
    // SAFETY: any size may be asked for.
    let memory: *mut u16 = driver_pool::of_type(_POOL_TYPE::PagedPool, bytes, TAG).cast();
    if memory.is_null() {
        return None;
    }
    // SAFETY: allocated above for these units.
    unsafe { ptr::copy_nonoverlapping(content.as_ptr(), memory, content.len()) };
    Some(memory)
}

#[abi(enter, no_mangle)]
fn IoSetDeviceInterfaceState(SymbolicLinkName: Text, Enable: BOOLEAN) -> NTSTATUS {
    let link = SymbolicLinkName.units();
    interface::set_state(&Kernel::current(), link, Enable != 0)
}

#[abi(enter, no_mangle)]
fn IoGetDeviceInterfaces(
    InterfaceClassGuid: Struct<GUID>,
    PhysicalDeviceObject: Option<Device>,
    Flags: ULONG,
    SymbolicLinkList: Out<PWSTR>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let device = PhysicalDeviceObject;
    if device.is_some_and(|device| kernel.pnp.node(device.node()).is_none()) {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    let class = InterfaceClassGuid.get();
    let enabled = Flags & DEVICE_INTERFACE_INCLUDE_NONACTIVE == 0;
    let links = kernel
        .pnp
        .interfaces
        .borrow()
        .links(class, device.map(Device::node), enabled);
    let mut list: Vec<u16> = links
        .iter()
        .flat_map(|link| [wide(link), vec![0]].concat())
        .collect();
    list.push(0);
    let Some(memory) = pool_units(&list) else {
        return STATUS_INSUFFICIENT_RESOURCES;
    };
    SymbolicLinkList.write(memory);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn IoRegisterPlugPlayNotification(
    EventCategory: IO_NOTIFICATION_EVENT_CATEGORY,
    EventCategoryFlags: ULONG,
    EventCategoryData: PVOID,
    DriverObject: Option<Driver>,
    CallbackRoutine: PDRIVER_NOTIFICATION_CALLBACK_ROUTINE,
    Context: PVOID,
    NotificationEntry: Out<PVOID>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let Some(driver) = DriverObject else {
        return STATUS_INVALID_PARAMETER;
    };
    let about = match EventCategory {
        category::EventCategoryDeviceInterfaceChange => notify::About::Interfaces {
            // SAFETY: for this category the data is a class.
            class: unsafe { EventCategoryData.cast::<GUID>().read() },
            existing: EventCategoryFlags & PNPNOTIFY_DEVICE_INTERFACE_INCLUDE_EXISTING_INTERFACES
                != 0,
        },
        category::EventCategoryTargetDeviceChange => {
            // SAFETY: for this category the data is a file that the driver has open.
            let Some(file) = (unsafe { File::new(EventCategoryData.cast()) }) else {
                return STATUS_INVALID_PARAMETER;
            };
            // SAFETY: an open file refers to its device.
            let device = unsafe { Device::new(file.device()) };
            let node = device.and_then(|device| kernel.pnp.node(device.bottom().node()));
            let Some(node) = node else {
                return STATUS_NO_SUCH_DEVICE;
            };
            notify::About::Target {
                node: node.id,
                file: file.raw(),
            }
        }
        category::EventCategoryHardwareProfileChange => notify::About::Profile,
        _ => return STATUS_INVALID_PARAMETER,
    };
    let id = notify::register(&kernel, about, driver, (CallbackRoutine, Context));
    NotificationEntry.write(ptr::without_provenance_mut(id as usize));
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn IoUnregisterPlugPlayNotification(NotificationEntry: PVOID) -> NTSTATUS {
    notify::unregister(&Kernel::current(), NotificationEntry.addr() as u64);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn IoUnregisterPlugPlayNotificationEx(NotificationEntry: PVOID) -> NTSTATUS {
    notify::unregister_and_wait(&Kernel::current(), NotificationEntry.addr() as u64);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn IoInvalidateDeviceRelations(DeviceObject: PDEVICE_OBJECT, Type: DEVICE_RELATION_TYPE) {
    let kernel = Kernel::current();
    let id = node(&kernel, DeviceObject, "IoInvalidateDeviceRelations").id;
    if Type != BusRelations {
        return;
    }
    kernel.queue_pnp(move |kernel| {
        let node = kernel.pnp.node(id);
        if let Some(node) = node.filter(|node| node.state.get() == State::Started) {
            // Children that do not come up are in the failed state.
            let _ = children::enumerate(kernel, &node);
        }
    });
}

#[abi(enter, no_mangle)]
fn IoInvalidateDeviceState(PhysicalDeviceObject: PDEVICE_OBJECT) {
    let kernel = Kernel::current();
    let id = node(&kernel, PhysicalDeviceObject, "IoInvalidateDeviceState").id;
    kernel.queue_pnp(move |kernel| {
        let node = kernel.pnp.node(id);
        let Some(node) = node.filter(|node| node.state.get() == State::Started) else {
            return;
        };
        let state = request::device_state(kernel, node.pdo.get());
        if state & (PNP_DEVICE_FAILED | PNP_DEVICE_REMOVED) != 0 {
            remove::surprise_remove(kernel, &node, state & PNP_DEVICE_REMOVED != 0);
        }
    });
}

#[abi(enter, no_mangle)]
fn IoRequestDeviceEject(PhysicalDeviceObject: PDEVICE_OBJECT) {
    let kernel = Kernel::current();
    // SAFETY: checked to be an object when the function was entered.
    let pdo = unsafe { Device::new(PhysicalDeviceObject) };
    // The user has uninstalled the device, or it has just gone: there is nothing to eject.
    if pdo.is_some_and(|pdo| {
        pdo.flags() & DO_BUS_ENUMERATED_DEVICE != 0 && kernel.pnp.node(pdo.node()).is_none()
    }) {
        return;
    }
    let id = node(&kernel, PhysicalDeviceObject, "IoRequestDeviceEject").id;
    kernel.queue_pnp(move |kernel| {
        let Some(node) = kernel.pnp.node(id) else {
            return;
        };
        let bus = node.parent.and_then(|bus| kernel.pnp.node(bus));
        // A veto leaves the device as it is.
        let _ = match bus.filter(|_| !node.is_component) {
            Some(bus) => children::eject(kernel, &node, &bus),
            None => remove::remove(kernel, &node, remove::AfterRemoval::Gone),
        };
    });
}

#[abi(enter, no_mangle)]
unsafe fn IoReportTargetDeviceChangeAsynchronous(
    PhysicalDeviceObject: PDEVICE_OBJECT,
    NotificationStructure: Struct<TARGET_DEVICE_CUSTOM_NOTIFICATION>,
    Callback: PDEVICE_CHANGE_COMPLETE_CALLBACK,
    Context: PVOID,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let function = "IoReportTargetDeviceChangeAsynchronous";
    let id = node(&kernel, PhysicalDeviceObject, function).id;
    let structure = NotificationStructure.get();
    let size = usize::from(structure.Size);
    let of_system = [
        GUID_TARGET_DEVICE_QUERY_REMOVE,
        GUID_TARGET_DEVICE_REMOVE_CANCELLED,
        GUID_TARGET_DEVICE_REMOVE_COMPLETE,
    ];
    if of_system
        .iter()
        .any(|event| interface::same_guid(event, &structure.Event))
        || !structure.FileObject.is_null()
        || size < size_of::<TARGET_DEVICE_CUSTOM_NOTIFICATION>()
    {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    let mut change = vec![0_u64; size.div_ceil(8)];
    let from: *const u8 = NotificationStructure.raw().cast();
    // SAFETY: the structure has the size that it states, and the copy is as large.
    unsafe { ptr::copy_nonoverlapping(from, change.as_mut_ptr().cast(), size) };
    let driver = kernel.current_driver();
    kernel.queue_pnp(move |kernel| {
        if let Some(node) = kernel.pnp.node(id) {
            notify::custom(kernel, &node, &mut change);
        }
        if let Some(callback) = Callback {
            kernel.in_driver(
                driver,
                crate::engine::trace::Category::Pnp,
                "DeviceChangeComplete",
                String::new,
                // SAFETY: the driver passed the routine with this context.
                || unsafe { callback(Context) },
            );
        }
    });
    STATUS_PENDING
}

#[abi(enter, no_mangle)]
fn IoGetDeviceNumaNode(_Pdo: PDEVICE_OBJECT, NodeNumber: Out<USHORT>) -> NTSTATUS {
    NodeNumber.write(0);
    STATUS_SUCCESS
}
