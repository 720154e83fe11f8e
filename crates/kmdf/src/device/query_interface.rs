//! Interfaces that drivers of a stack give each other through `IRP_MN_QUERY_INTERFACE`.
#![expect(
    unsafe_code,
    reason = "table functions, and structures of other drivers"
)]

use core::ptr;

use wdk_sys::{
    GUID, INTERFACE, IRP_MN_QUERY_INTERFACE, LPGUID, NTSTATUS, PINTERFACE, PVOID,
    STATUS_INFO_LENGTH_MISMATCH, STATUS_INVALID_BUFFER_SIZE, STATUS_INVALID_DEVICE_REQUEST,
    STATUS_INVALID_PARAMETER, STATUS_NOT_SUPPORTED, STATUS_SUCCESS, USHORT, abi,
    wdf::{
        PFN_WDF_DEVICE_PROCESS_QUERY_INTERFACE_REQUEST, PWDF_DRIVER_GLOBALS,
        PWDF_QUERY_INTERFACE_CONFIG, WDF_QUERY_INTERFACE_CONFIG, WDFDEVICE,
    },
};

use super::{Device as Body, Kind, interface_list::same};
use crate::{
    argument::{Argument, array, object, required, status_of},
    callback::callback,
    enter,
    irp::Irp,
    object::Obj,
    pool::PoolVec,
    status, violation,
};

/// An interface that the driver exports.
#[derive(Clone, Copy)]
pub(crate) struct QueryInterface {
    kind: GUID,
    process: PFN_WDF_DEVICE_PROCESS_QUERY_INTERFACE_REQUEST,
    size: u16,
    version: u16,
    /// The requestor's structure is input for the driver, and is not overwritten.
    imports: bool,
    /// The parent's stack answers after the driver.
    to_parent: bool,
    /// Where the structure starts in [`QueryInterfaces::bytes`], when the driver gave one.
    bytes: Option<usize>,
}

/// The interfaces that a device exports, and the structures that requestors get copies of.
pub(crate) struct QueryInterfaces {
    entries: PoolVec<QueryInterface>,
    bytes: PoolVec<u8>,
}

impl QueryInterfaces {
    pub(crate) const fn new(tag: u32) -> Self {
        Self {
            entries: PoolVec::new(tag),
            bytes: PoolVec::new(tag),
        }
    }

    /// Adds an interface and the bytes of its structure.
    fn add(&mut self, mut entry: QueryInterface, structure: Option<&[u8]>) -> Result<(), NTSTATUS> {
        self.entries.reserve(1)?;
        if let Some(structure) = structure {
            let start = self.bytes.len();
            entry.bytes = Some(start);
            self.bytes.extend(structure)?;
            let whole = &mut self.bytes[start..];
            complete_references(whole);
        }
        self.entries.push(entry)
    }

    fn find(&self, kind: &GUID) -> Option<QueryInterface> {
        self.entries
            .iter()
            .find(|entry| same(&entry.kind, kind))
            .copied()
    }
}

/// An interface whose driver counts no references has functions that do nothing, so that requestors can call them.
fn complete_references(structure: &mut [u8]) {
    let header = structure.as_mut_ptr().cast::<INTERFACE>();
    // SAFETY: `add_query_interface` has refused structures that are shorter; bytes need no alignment.
    let mut interface = unsafe { header.read_unaligned() };
    interface.InterfaceReference.get_or_insert(no_reference);
    interface.InterfaceDereference.get_or_insert(no_reference);
    // SAFETY: the same bytes, which only this function uses.
    unsafe { header.write_unaligned(interface) };
}

#[abi]
unsafe fn no_reference(_context: PVOID) {}

/// The arguments of `IRP_MN_QUERY_INTERFACE`.
struct Query {
    kind: LPGUID,
    size: u16,
    version: u16,
    interface: PINTERFACE,
    specific: PVOID,
}

impl Query {
    fn of(irp: Irp) -> Self {
        let [kind, numbers, interface, specific] = irp.current().arguments();
        Self {
            kind: ptr::with_exposed_provenance_mut(kind as usize),
            size: numbers as u16,
            version: (numbers >> 16) as u16,
            interface: ptr::with_exposed_provenance_mut(interface as usize),
            specific: ptr::with_exposed_provenance_mut(specific as usize),
        }
    }

    fn arguments(&self) -> [u64; 4] {
        [
            self.kind.expose_provenance() as u64,
            u64::from(self.size) | u64::from(self.version) << 16,
            self.interface.expose_provenance() as u64,
            self.specific.expose_provenance() as u64,
        ]
    }
}

impl Obj<Body> {
    /// Answers a query for an interface that the driver exports; `None` for any other. The drivers
    /// below a function or filter driver may add to its answer, and see it with the status that this gives.
    pub(crate) fn answer_query(self, irp: Irp) -> Option<Result<NTSTATUS, NTSTATUS>> {
        let query = Query::of(irp);
        // SAFETY: the requestor's GUID, or null.
        let kind = unsafe { query.kind.as_ref() }?;
        let entry = self
            .query_interfaces
            .with(|interfaces| interfaces.find(kind))?;
        Some(self.answer_with(entry, &query))
    }

    fn answer_with(self, entry: QueryInterface, query: &Query) -> Result<NTSTATUS, NTSTATUS> {
        if let Some(start) = entry.bytes {
            if entry.size > query.size || entry.version > query.version {
                return Err(STATUS_INVALID_BUFFER_SIZE);
            }
            if !entry.imports {
                self.query_interfaces.with(|interfaces| {
                    let structure = &interfaces.bytes[start..][..entry.size.into()];
                    let place = query.interface.cast::<u8>();
                    // SAFETY: the requestor's structure has at least this size.
                    unsafe {
                        ptr::copy_nonoverlapping(structure.as_ptr(), place, structure.len());
                    }
                });
            }
        }
        let status = callback!(
            self.fx(),
            self.handle(),
            "EvtDeviceProcessQueryInterfaceRequest",
            entry.process,
            (
                self.handle().cast(),
                query.kind,
                query.interface,
                query.specific
            )
        );
        let status = status.unwrap_or(STATUS_SUCCESS);
        if status < 0 && status != STATUS_NOT_SUPPORTED {
            return Err(status);
        }
        if entry.to_parent
            && let Some(child) = &self.child
        {
            return child.parent().query_stack(query).map(|()| status);
        }
        // SAFETY: the requestor's structure, which the driver has filled.
        let interface = unsafe { query.interface.read() };
        if let Some(reference) = interface.InterfaceReference {
            // SAFETY: the exporting driver's function and context.
            unsafe { reference(interface.Context) };
        }
        Ok(status)
    }

    /// Queries the whole stack of the device for an interface.
    fn query_stack(self, query: &Query) -> Result<(), NTSTATUS> {
        let status = self.ask_stack(IRP_MN_QUERY_INTERFACE, query.arguments());
        if status < 0 { Err(status) } else { Ok(()) }
    }
}

#[doc = "[`WdfDeviceAddQueryInterface`](wdk_sys::wdf::WdfDeviceAddQueryInterface)"]
#[abi]
pub(crate) unsafe fn WdfDeviceAddQueryInterface(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    InterfaceConfig: PWDF_QUERY_INTERFACE_CONFIG,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfDeviceAddQueryInterface(Device, InterfaceConfig)
    );
    required!(fx, WdfDeviceAddQueryInterface, InterfaceConfig => STATUS_INVALID_PARAMETER);
    let device = object!(fx, Body, Device => status::INVALID_HANDLE);
    let Some(config) = InterfaceConfig.read() else {
        return STATUS_INVALID_PARAMETER;
    };
    if config.Size as usize != size_of::<WDF_QUERY_INTERFACE_CONFIG>() {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    // SAFETY: members of the driver's configuration, which Microsoft's page describes.
    let kind = unsafe { InterfaceConfig.member(config.InterfaceType) };
    // SAFETY: null, or a structure that begins with its length.
    let interface = unsafe { InterfaceConfig.member(config.Interface) };
    status_of(add_query_interface(device, &config, &kind, &interface))
}

fn add_query_interface(
    device: Obj<Body>,
    config: &WDF_QUERY_INTERFACE_CONFIG,
    kind: &Argument<'_, *const GUID>,
    interface: &Argument<'_, PINTERFACE>,
) -> Result<(), NTSTATUS> {
    let process = config.EvtDeviceProcessQueryInterfaceRequest;
    let imports = config.ImportInterface != 0;
    let Some(kind) = kind.read() else {
        violation::null_parameter(
            device.fx(),
            "WdfDeviceAddQueryInterface",
            "InterfaceConfig->InterfaceType",
        );
        return Err(STATUS_INVALID_PARAMETER);
    };
    if !device.is_pnp() {
        return Err(STATUS_INVALID_DEVICE_REQUEST);
    }
    let to_parent = config.SendQueryToParentStack != 0;
    // Nothing to give, nobody to give it; a parent's stack, which only a bus driver's child has.
    if config.Interface.is_null() && !imports && !to_parent
        || imports && process.is_none()
        || to_parent && !device.is_child()
    {
        return Err(STATUS_INVALID_PARAMETER);
    }
    let header = interface.read();
    if header.is_some_and(|header| usize::from(header.Size) < size_of::<INTERFACE>()) {
        return Err(STATUS_INVALID_PARAMETER);
    }
    let structure = header.map(|header| {
        let start = config.Interface.cast_const().cast::<u8>();
        // SAFETY: the driver's structure has the size that it says.
        unsafe { array(start, header.Size.into()) }
    });
    let entry = QueryInterface {
        kind,
        process,
        size: header.map_or(0, |header| header.Size),
        version: header.map_or(0, |header| header.Version),
        imports,
        to_parent,
        bytes: None,
    };
    device
        .query_interfaces
        .with(|interfaces| interfaces.add(entry, structure))
}

#[doc = "[`WdfFdoQueryForInterface`](wdk_sys::wdf::WdfFdoQueryForInterface)"]
#[abi]
pub(crate) unsafe fn WdfFdoQueryForInterface(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Fdo: WDFDEVICE,
    InterfaceType: *const GUID,
    Interface: PINTERFACE,
    Size: USHORT,
    Version: USHORT,
    InterfaceSpecificData: PVOID,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfFdoQueryForInterface(Fdo, InterfaceType)
    );
    required!(fx, WdfFdoQueryForInterface, InterfaceType, Interface => STATUS_INVALID_PARAMETER);
    let device = object!(fx, Body, Fdo => status::INVALID_HANDLE);
    if !matches!(device.kind(), Kind::Function | Kind::Filter) {
        return STATUS_INVALID_PARAMETER;
    }
    let query = Query {
        kind: InterfaceType.pointer().cast_mut(),
        size: Size,
        version: Version,
        interface: Interface,
        specific: InterfaceSpecificData,
    };
    device.query_stack(&query).err().unwrap_or(STATUS_SUCCESS)
}
