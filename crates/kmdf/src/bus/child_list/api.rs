//! `WdfChildList*`, the default list of a function device, and the descriptions of its children.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::ptr;

use wdk_sys::{
    BOOLEAN, IoRequestDeviceEject, NTSTATUS, STATUS_INFO_LENGTH_MISMATCH,
    STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_PARAMETER, STATUS_NO_SUCH_DEVICE, STATUS_SUCCESS,
    abi,
    wdf::{
        _WDF_CHILD_LIST_RETRIEVE_DEVICE_STATUS::{
            WdfChildListRetrieveDeviceNoSuchDevice, WdfChildListRetrieveDeviceNotYetCreated,
            WdfChildListRetrieveDeviceSuccess, WdfChildListRetrieveDeviceUndefined,
        },
        PWDF_CHILD_ADDRESS_DESCRIPTION_HEADER, PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER,
        PWDF_CHILD_LIST_CONFIG, PWDF_CHILD_RETRIEVE_INFO, PWDF_DRIVER_GLOBALS,
        PWDF_OBJECT_ATTRIBUTES, PWDFDEVICE_INIT, WDF_CHILD_LIST_RETRIEVE_DEVICE_STATUS,
        WDF_CHILD_RETRIEVE_INFO, WDFCHILDLIST, WDFDEVICE,
    },
};

use super::{
    ChildList, check,
    description::{Address, Id},
    entries::{Entries, Place},
};
use crate::{
    Fx,
    argument::{Argument, object, required, status_of},
    device::{Device, DeviceInit, Kind},
    enter,
    object::{Attributes, Obj, Rules},
    status, violation,
};

#[doc = "[`WdfFdoInitSetDefaultChildListConfig`](wdk_sys::wdf::WdfFdoInitSetDefaultChildListConfig)"]
#[abi]
pub(crate) unsafe fn WdfFdoInitSetDefaultChildListConfig(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    Config: PWDF_CHILD_LIST_CONFIG,
    DefaultChildListAttributes: PWDF_OBJECT_ATTRIBUTES,
) {
    const NAME: &str = "WdfFdoInitSetDefaultChildListConfig";
    enter!(
        fx = DriverGlobals,
        WdfFdoInitSetDefaultChildListConfig(DeviceInit, Config, DefaultChildListAttributes)
    );
    required!(fx, WdfFdoInitSetDefaultChildListConfig, Config);
    let Some(init) = DeviceInit::from_argument(fx, NAME, DeviceInit) else {
        return;
    };
    let handle = init.as_handle().cast();
    let attributes = Attributes::read(&DefaultChildListAttributes, Rules::CHILD_LIST);
    let refused = match (Config.read(), attributes) {
        _ if !init.is_for_function() => "it is for the settings that EvtDriverDeviceAdd receives",
        (Some(config), Ok(attributes)) if check(&config).is_ok() => {
            return init.set_child_list(config, attributes);
        }
        (_, Err(_)) => "the attributes cannot be those of a child list",
        _ => {
            "the configuration needs its size, the size of an identification description, and \
             EvtChildListCreateDevice"
        }
    };
    violation::break_point(
        fx,
        "DefaultChildListConfig",
        handle,
        format_args!("{NAME}: {refused}"),
    );
}

#[doc = "[`WdfFdoGetDefaultChildList`](wdk_sys::wdf::WdfFdoGetDefaultChildList)"]
#[abi]
pub(crate) unsafe fn WdfFdoGetDefaultChildList(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Fdo: WDFDEVICE,
) -> WDFCHILDLIST {
    enter!(fx = DriverGlobals, WdfFdoGetDefaultChildList(Fdo));
    let device = object!(fx, Device, Fdo => ptr::null_mut());
    if !matches!(device.kind(), Kind::Function | Kind::Filter) {
        violation::break_point(
            fx,
            "DefaultChildList",
            device.handle(),
            format_args!("WdfFdoGetDefaultChildList is for a function or filter device"),
        );
        return ptr::null_mut();
    }
    let list = device.children.default_list();
    list.map_or(ptr::null_mut(), |list| list.handle().cast())
}

#[doc = "[`WdfChildListCreate`](wdk_sys::wdf::WdfChildListCreate)"]
#[abi]
pub(crate) unsafe fn WdfChildListCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    Config: PWDF_CHILD_LIST_CONFIG,
    ChildListAttributes: PWDF_OBJECT_ATTRIBUTES,
    ChildList: *mut WDFCHILDLIST,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfChildListCreate(Device, Config, ChildListAttributes, ChildList)
    );
    let device = object!(fx, Device, Device => status::INVALID_HANDLE);
    required!(fx, WdfChildListCreate, Config, ChildList => STATUS_INVALID_PARAMETER);
    ChildList.put(ptr::null_mut());
    let Some(config) = Config.read() else {
        return STATUS_INVALID_PARAMETER;
    };
    let created = check(&config)
        .and_then(|()| Attributes::read(&ChildListAttributes, Rules::CHILD_LIST))
        .and_then(|attributes| Obj::create_list(device, config, &attributes, false));
    ChildList.put_created(created)
}

#[doc = "[`WdfChildListGetDevice`](wdk_sys::wdf::WdfChildListGetDevice)"]
#[abi]
pub(crate) unsafe fn WdfChildListGetDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ChildList: WDFCHILDLIST,
) -> WDFDEVICE {
    enter!(fx = DriverGlobals, WdfChildListGetDevice(ChildList));
    let list = object!(fx, ChildList, ChildList => ptr::null_mut());
    list.device.handle().cast()
}

impl Obj<ChildList> {
    /// An identification description of the driver's, if it has the list's size; none for null.
    fn id(
        self,
        description: &Argument<'_, PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER>,
    ) -> Result<Option<Id>, NTSTATUS> {
        let Some(header) = description.read() else {
            return Ok(None);
        };
        if header.IdentificationDescriptionSize != self.config.IdentificationDescriptionSize {
            return Err(STATUS_INVALID_DEVICE_REQUEST);
        }
        // SAFETY: a structure of that size, which the driver keeps until the function returns.
        Ok(unsafe { Id::new(description.pointer()) })
    }

    /// An address description of the driver's, if it has the list's size; none for null.
    fn address(
        self,
        description: &Argument<'_, PWDF_CHILD_ADDRESS_DESCRIPTION_HEADER>,
    ) -> Result<Option<Address>, NTSTATUS> {
        let Some(header) = description.read() else {
            return Ok(None);
        };
        if header.AddressDescriptionSize != self.config.AddressDescriptionSize {
            return Err(STATUS_INVALID_DEVICE_REQUEST);
        }
        // SAFETY: a structure of that size, which the driver keeps until the function returns.
        Ok(unsafe { Address::new(description.pointer()) })
    }
}

/// A function that takes nothing but a list.
macro_rules! list_functions {
    ($($name:ident |$list:ident| $work:expr;)*) => {$(
        #[doc = concat!("[`", stringify!($name), "`](wdk_sys::wdf::", stringify!($name), ")")]
        #[abi]
        pub(crate) unsafe fn $name(DriverGlobals: PWDF_DRIVER_GLOBALS, ChildList: WDFCHILDLIST) {
            enter!(fx = DriverGlobals, $name(ChildList));
            let $list = object!(fx, ChildList, ChildList);
            $work
        }
    )*};
}

list_functions! {
    WdfChildListBeginScan |list| list.begin_scan(true);
    WdfChildListEndScan |list| list.end_scan();
    WdfChildListUpdateAllChildDescriptionsAsPresent |list| {
        list.change_and_process(Entries::find_all);
    };
}

#[doc = "[`WdfChildListAddOrUpdateChildDescriptionAsPresent`](wdk_sys::wdf::WdfChildListAddOrUpdateChildDescriptionAsPresent)"]
#[abi]
pub(crate) unsafe fn WdfChildListAddOrUpdateChildDescriptionAsPresent(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ChildList: WDFCHILDLIST,
    IdentificationDescription: PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER,
    AddressDescription: PWDF_CHILD_ADDRESS_DESCRIPTION_HEADER,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfChildListAddOrUpdateChildDescriptionAsPresent(
            ChildList,
            IdentificationDescription,
            AddressDescription
        )
    );
    let list = object!(fx, ChildList, ChildList => status::INVALID_HANDLE);
    required!(
        fx,
        WdfChildListAddOrUpdateChildDescriptionAsPresent,
        IdentificationDescription => STATUS_INVALID_PARAMETER
    );
    let descriptions = list.address(&AddressDescription).and_then(|address| {
        // One for a list without addresses, or none for a list with them.
        if address.is_some() != list.has_addresses() {
            return Err(STATUS_INVALID_DEVICE_REQUEST);
        }
        Ok((list.id(&IdentificationDescription)?, address))
    });
    match descriptions {
        Ok((Some(id), address)) => {
            status_of(list.change_and_process(|entries| entries.add(list, id, address)))
        }
        Ok((None, _)) => STATUS_INVALID_PARAMETER,
        Err(status) => status,
    }
}

#[doc = "[`WdfChildListUpdateChildDescriptionAsMissing`](wdk_sys::wdf::WdfChildListUpdateChildDescriptionAsMissing)"]
#[abi]
pub(crate) unsafe fn WdfChildListUpdateChildDescriptionAsMissing(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ChildList: WDFCHILDLIST,
    IdentificationDescription: PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfChildListUpdateChildDescriptionAsMissing(ChildList, IdentificationDescription)
    );
    let list = object!(fx, ChildList, ChildList => status::INVALID_HANDLE);
    required!(
        fx,
        WdfChildListUpdateChildDescriptionAsMissing,
        IdentificationDescription => STATUS_INVALID_PARAMETER
    );
    match list.id(&IdentificationDescription) {
        Ok(Some(id)) => status_of(list.change_and_process(|entries| entries.miss(list, id))),
        Ok(None) => STATUS_INVALID_PARAMETER,
        Err(status) => status,
    }
}

#[doc = "[`WdfChildListRetrieveAddressDescription`](wdk_sys::wdf::WdfChildListRetrieveAddressDescription)"]
#[abi]
pub(crate) unsafe fn WdfChildListRetrieveAddressDescription(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ChildList: WDFCHILDLIST,
    IdentificationDescription: PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER,
    AddressDescription: PWDF_CHILD_ADDRESS_DESCRIPTION_HEADER,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfChildListRetrieveAddressDescription(
            ChildList,
            IdentificationDescription,
            AddressDescription
        )
    );
    let list = object!(fx, ChildList, ChildList => status::INVALID_HANDLE);
    required!(
        fx,
        WdfChildListRetrieveAddressDescription,
        IdentificationDescription,
        AddressDescription => STATUS_INVALID_PARAMETER
    );
    if !list.has_addresses() {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    let descriptions = list
        .id(&IdentificationDescription)
        .and_then(|id| Ok((id, list.address(&AddressDescription)?)));
    match descriptions {
        Ok((Some(id), to)) => list.change(|entries| match entries.find_id(list, id) {
            Some(entry) => {
                list.copy_address(entry.address(), to);
                STATUS_SUCCESS
            }
            None => STATUS_NO_SUCH_DEVICE,
        }),
        Ok((None, _)) => STATUS_INVALID_PARAMETER,
        Err(status) => status,
    }
}

/// What a search is to fill in.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    pub(super) id: Option<Id>,
    pub(super) address: Option<Address>,
}

/// Reads what the driver wishes to know.
pub(super) fn wanted(
    list: Obj<ChildList>,
    argument: &Argument<'_, PWDF_CHILD_RETRIEVE_INFO>,
    info: &WDF_CHILD_RETRIEVE_INFO,
) -> Result<Wanted, NTSTATUS> {
    if info.Size as usize != size_of::<WDF_CHILD_RETRIEVE_INFO>() {
        return Err(STATUS_INFO_LENGTH_MISMATCH);
    }
    // SAFETY: a member of the driver's structure, null or a description.
    let id = unsafe { argument.member(info.IdentificationDescription) };
    // SAFETY: as the other.
    let address = unsafe { argument.member(info.AddressDescription) };
    if !address.is_null() && !list.has_addresses() {
        return Err(STATUS_INVALID_DEVICE_REQUEST);
    }
    let wrong = |_| STATUS_INVALID_PARAMETER;
    Ok(Wanted {
        id: list.id(&id).map_err(wrong)?,
        address: list.address(&address).map_err(wrong)?,
    })
}

/// Finds a child's device, and copies its address.
fn find_device(
    list: Obj<ChildList>,
    id: Id,
    to: Option<Address>,
) -> (WDF_CHILD_LIST_RETRIEVE_DEVICE_STATUS, Option<Obj<Device>>) {
    list.change(|entries| {
        let Some(entry) = entries.find_device(list, id) else {
            return (WdfChildListRetrieveDeviceNoSuchDevice, None);
        };
        list.copy_address(entry.address(), to);
        match entry.place {
            Place::None | Place::Wanted => (WdfChildListRetrieveDeviceNotYetCreated, None),
            _ => {
                let device = entry.device.as_ref().map(|device| **device);
                (WdfChildListRetrieveDeviceSuccess, device)
            }
        }
    })
}

#[doc = "[`WdfChildListRetrievePdo`](wdk_sys::wdf::WdfChildListRetrievePdo)"]
#[abi]
pub(crate) unsafe fn WdfChildListRetrievePdo(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ChildList: WDFCHILDLIST,
    RetrieveInfo: PWDF_CHILD_RETRIEVE_INFO,
) -> WDFDEVICE {
    enter!(
        fx = DriverGlobals,
        WdfChildListRetrievePdo(ChildList, RetrieveInfo)
    );
    let list = object!(fx, ChildList, ChildList => ptr::null_mut());
    required!(fx, WdfChildListRetrievePdo, RetrieveInfo => ptr::null_mut());
    let Some(mut info) = RetrieveInfo.read() else {
        return ptr::null_mut();
    };
    let Ok(Wanted {
        id: Some(id),
        address,
    }) = wanted(list, &RetrieveInfo, &info)
    else {
        return ptr::null_mut();
    };
    info.Status = WdfChildListRetrieveDeviceUndefined;
    let (found, device) = find_device(list, id, address);
    info.Status = found;
    RetrieveInfo.put(info);
    device.map_or(ptr::null_mut(), |device| device.handle().cast())
}

#[doc = "[`WdfChildListRequestChildEject`](wdk_sys::wdf::WdfChildListRequestChildEject)"]
#[abi]
pub(crate) unsafe fn WdfChildListRequestChildEject(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ChildList: WDFCHILDLIST,
    IdentificationDescription: PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER,
) -> BOOLEAN {
    enter!(
        fx = DriverGlobals,
        WdfChildListRequestChildEject(ChildList, IdentificationDescription)
    );
    let list = object!(fx, ChildList, ChildList => 0);
    required!(fx, WdfChildListRequestChildEject, IdentificationDescription => 0);
    let Ok(Some(id)) = list.id(&IdentificationDescription) else {
        return 0;
    };
    let (_, device) = find_device(list, id, None);
    let Some(Ok(physical)) = device.map(|device| device.known_physical()) else {
        return 0;
    };
    // SAFETY: the child's own object, which the Plug and Play manager knows.
    unsafe { IoRequestDeviceEject(physical) };
    1
}

/// The description of a child's own; none for a static child, and for one whose description is gone.
fn of_child<R>(
    fx: Fx,
    function: &'static str,
    device: Obj<Device>,
    work: impl FnOnce(Obj<ChildList>, &mut super::entries::Entry) -> Result<R, NTSTATUS>,
) -> Result<R, NTSTATUS> {
    let Some(child) = &device.child else {
        violation::break_point(
            fx,
            "NotChildDevice",
            device.handle(),
            format_args!("{function} is for a bus driver's child"),
        );
        return Err(STATUS_INVALID_PARAMETER);
    };
    let described = child.described.as_ref();
    let described = described.ok_or(STATUS_INVALID_DEVICE_REQUEST)?;
    let list = *described.list;
    list.change(|entries| match entries.find(described.entry) {
        Some(entry) => work(list, entry),
        None => Err(STATUS_INVALID_DEVICE_REQUEST),
    })
}

#[doc = "[`WdfPdoRetrieveIdentificationDescription`](wdk_sys::wdf::WdfPdoRetrieveIdentificationDescription)"]
#[abi]
pub(crate) unsafe fn WdfPdoRetrieveIdentificationDescription(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    IdentificationDescription: PWDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER,
) -> NTSTATUS {
    const NAME: &str = "WdfPdoRetrieveIdentificationDescription";
    enter!(
        fx = DriverGlobals,
        WdfPdoRetrieveIdentificationDescription(Device, IdentificationDescription)
    );
    let device = object!(fx, Device, Device => status::INVALID_HANDLE);
    required!(
        fx,
        WdfPdoRetrieveIdentificationDescription,
        IdentificationDescription => STATUS_INVALID_PARAMETER
    );
    status_of(of_child(fx, NAME, device, |list, entry| {
        if let Some(to) = list.id(&IdentificationDescription)? {
            list.copy_id(entry.id(), to);
        }
        Ok(())
    }))
}

#[doc = "[`WdfPdoRetrieveAddressDescription`](wdk_sys::wdf::WdfPdoRetrieveAddressDescription)"]
#[abi]
pub(crate) unsafe fn WdfPdoRetrieveAddressDescription(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    AddressDescription: PWDF_CHILD_ADDRESS_DESCRIPTION_HEADER,
) -> NTSTATUS {
    const NAME: &str = "WdfPdoRetrieveAddressDescription";
    enter!(
        fx = DriverGlobals,
        WdfPdoRetrieveAddressDescription(Device, AddressDescription)
    );
    let device = object!(fx, Device, Device => status::INVALID_HANDLE);
    required!(
        fx,
        WdfPdoRetrieveAddressDescription,
        AddressDescription => STATUS_INVALID_PARAMETER
    );
    status_of(of_child(fx, NAME, device, |list, entry| {
        if !list.has_addresses() {
            return Err(STATUS_INVALID_DEVICE_REQUEST);
        }
        list.copy_address(entry.address(), list.address(&AddressDescription)?);
        Ok(())
    }))
}

#[doc = "[`WdfPdoUpdateAddressDescription`](wdk_sys::wdf::WdfPdoUpdateAddressDescription)"]
#[abi]
pub(crate) unsafe fn WdfPdoUpdateAddressDescription(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    AddressDescription: PWDF_CHILD_ADDRESS_DESCRIPTION_HEADER,
) -> NTSTATUS {
    const NAME: &str = "WdfPdoUpdateAddressDescription";
    enter!(
        fx = DriverGlobals,
        WdfPdoUpdateAddressDescription(Device, AddressDescription)
    );
    let device = object!(fx, Device, Device => status::INVALID_HANDLE);
    required!(
        fx,
        WdfPdoUpdateAddressDescription,
        AddressDescription => STATUS_INVALID_PARAMETER
    );
    status_of(of_child(fx, NAME, device, |list, entry| {
        list.copy_address(list.address(&AddressDescription)?, entry.address());
        Ok(())
    }))
}
