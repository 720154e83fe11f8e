//! Device interfaces: registered by the driver, enabled while the device is started.
#![expect(
    unsafe_code,
    reason = "table functions, and strings of the I/O manager"
)]

use core::ptr;

use wdk_sys::{
    BOOLEAN, GUID, IoRegisterDeviceInterface, IoSetDeviceInterfaceState, NTSTATUS,
    PCUNICODE_STRING, PDEVICE_OBJECT, STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_DEVICE_STATE,
    STATUS_INVALID_PARAMETER, STATUS_OBJECT_NAME_NOT_FOUND, STATUS_SUCCESS, UNICODE_STRING, abi,
    wdf::{PWDF_DRIVER_GLOBALS, WDFDEVICE, WDFSTRING},
};

use super::{Device, interface_list::Interface};
use crate::{
    Fx,
    argument::Argument,
    enter,
    object::Obj,
    pool::PoolVec,
    status,
    strings::Text,
    text::{counted, units},
    violation,
};

impl Obj<Device> {
    fn create_interface(
        self,
        class: &GUID,
        reference: &Argument<'_, PCUNICODE_STRING>,
    ) -> Result<(), NTSTATUS> {
        let name = reference.checked_units()?;
        let name = PoolVec::copy_of(self.fx().tag(), name)?;
        let link = match self.known_physical() {
            Ok(physical) => register(physical, class, &name)?,
            // A child that its bus has not reported: registered once it is known.
            Err(_) => UNICODE_STRING::default(),
        };
        let interface = Interface {
            class: *class,
            reference: name,
            link,
            auto: true,
        };
        let mut interface = Some(interface);
        self.interfaces.with(|interfaces| {
            // Without memory, it is dropped outside of the lock: its link is paged.
            interfaces.0.reserve(1)?;
            interface
                .take()
                .map_or(Ok(()), |interface| interfaces.0.push(interface))
        })
    }

    /// Registers the interfaces that were created before the Plug and Play manager knew the device.
    pub(crate) fn register_interfaces(self) -> Result<(), NTSTATUS> {
        let physical = self.known_physical()?;
        let mut index = 0;
        while let Some((class, reference, done)) = self.interfaces.with(|interfaces| {
            let interface = interfaces.0.get(index)?;
            let done = !interface.link.Buffer.is_null();
            Some((interface.class, counted(&interface.reference), done))
        }) {
            if !done {
                // SAFETY: an interface keeps its reference as long as its device lives.
                let link = register(physical, &class, unsafe { units(&raw const reference) })?;
                self.interfaces.with(|interfaces| {
                    if let Some(interface) = interfaces.0.get_mut(index) {
                        interface.link = link;
                    }
                });
            }
            index += 1;
        }
        Ok(())
    }

    /// Calls `work` for each interface, with no lock held.
    fn each_interface(self, work: impl Fn(UNICODE_STRING, bool)) {
        let mut index = 0;
        while let Some((link, auto)) = self.interfaces.with(|interfaces| {
            let interface = interfaces.0.get(index)?;
            Some((interface.link, interface.auto))
        }) {
            work(link, auto);
            index += 1;
        }
    }

    /// The device is started: enables the interfaces that the driver does not keep off.
    pub(crate) fn enable_interfaces(self) {
        self.each_interface(|link, auto| {
            if auto {
                set_state(link, true);
            }
        });
    }

    /// The device is removed or has failed: disables all interfaces.
    pub(crate) fn disable_interfaces(self) {
        self.each_interface(|link, _| set_state(link, false));
    }

    /// Sets the state of an interface at once; one that does not exist has none. `manual` keeps a start from enabling it.
    fn choose_interface(self, class: &GUID, reference: &[u16], enabled: bool, manual: bool) {
        let link = self.interfaces.with(|interfaces| {
            let interface = interfaces.find(class, reference)?;
            interface.auto &= !manual;
            Some(interface.link)
        });
        if let Some(link) = link {
            set_state(link, enabled);
        }
    }
}

/// The link of the interface; its buffer is to be freed. IRQL: `PASSIVE_LEVEL`.
fn register(
    physical: PDEVICE_OBJECT,
    class: &GUID,
    reference: &[u16],
) -> Result<UNICODE_STRING, NTSTATUS> {
    let mut link = UNICODE_STRING::default();
    let mut reference = counted(reference);
    let pointer = match reference.Length {
        0 => ptr::null_mut(),
        _ => &raw mut reference,
    };
    // SAFETY: the stack's physical device object; strings that outlive the call.
    let status = unsafe { IoRegisterDeviceInterface(physical, class, pointer, &raw mut link) };
    if status < 0 {
        return Err(status);
    }
    Ok(link)
}

fn set_state(mut link: UNICODE_STRING, enabled: bool) {
    if link.Buffer.is_null() {
        return;
    }
    // SAFETY: a registered interface's name. Disabling a disabled interface fails harmlessly.
    let _ = unsafe { IoSetDeviceInterfaceState(&raw mut link, enabled.into()) };
}

#[doc = "[`WdfDeviceCreateDeviceInterface`](wdk_sys::wdf::WdfDeviceCreateDeviceInterface)"]
#[abi]
pub(crate) unsafe fn WdfDeviceCreateDeviceInterface(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    InterfaceClassGUID: *const GUID,
    ReferenceString: PCUNICODE_STRING,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceCreateDeviceInterface";
    enter!(
        fx = DriverGlobals,
        WdfDeviceCreateDeviceInterface(Device, InterfaceClassGUID, ReferenceString)
    );
    let Some(device) = Device.object::<Device>(fx) else {
        return status::INVALID_HANDLE;
    };
    let Some(class) = InterfaceClassGUID.read() else {
        violation::null_parameter(fx, NAME, "InterfaceClassGUID");
        return STATUS_INVALID_PARAMETER;
    };
    if !device.is_pnp() {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    device
        .create_interface(&class, &ReferenceString)
        .err()
        .unwrap_or(STATUS_SUCCESS)
}

/// What both functions that set an interface's state are told.
struct Choice<'a> {
    device: Argument<'a, WDFDEVICE>,
    class: Argument<'a, *const GUID>,
    reference: Argument<'a, PCUNICODE_STRING>,
    enabled: BOOLEAN,
    /// From now on only the driver sets the state.
    manual: bool,
}

fn set_interface_state(fx: Fx, function: &'static str, choice: &Choice<'_>) {
    let Choice {
        device,
        class,
        reference,
        enabled,
        manual,
    } = choice;
    let Some(device) = device.object::<Device>(fx) else {
        return;
    };
    let Some(class) = class.read() else {
        return violation::null_parameter(fx, function, "InterfaceClassGUID");
    };
    let Ok(reference) = reference.checked_units() else {
        return violation::out_of_range(fx, function, device.handle(), "ReferenceString");
    };
    if !device.is_pnp() {
        return violation::break_point(
            fx,
            "ControlDevice",
            device.handle(),
            format_args!("{function}: a control device has no interfaces"),
        );
    }
    device.choose_interface(&class, reference, *enabled != 0, *manual);
}

#[doc = "[`WdfDeviceSetDeviceInterfaceState`](wdk_sys::wdf::WdfDeviceSetDeviceInterfaceState)"]
#[abi]
pub(crate) unsafe fn WdfDeviceSetDeviceInterfaceState(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    InterfaceClassGUID: *const GUID,
    ReferenceString: PCUNICODE_STRING,
    IsInterfaceEnabled: BOOLEAN,
) {
    const NAME: &str = "WdfDeviceSetDeviceInterfaceState";
    enter!(
        fx = DriverGlobals,
        WdfDeviceSetDeviceInterfaceState(Device, InterfaceClassGUID, ReferenceString)
    );
    let choice = Choice {
        device: Device,
        class: InterfaceClassGUID,
        reference: ReferenceString,
        enabled: IsInterfaceEnabled,
        manual: false,
    };
    set_interface_state(fx, NAME, &choice);
}

#[doc = "[`WdfDeviceSetDeviceInterfaceStateEx`](wdk_sys::wdf::WdfDeviceSetDeviceInterfaceStateEx)"]
#[abi]
pub(crate) unsafe fn WdfDeviceSetDeviceInterfaceStateEx(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    InterfaceClassGUID: *const GUID,
    ReferenceString: PCUNICODE_STRING,
    IsInterfaceEnabled: BOOLEAN,
) {
    const NAME: &str = "WdfDeviceSetDeviceInterfaceStateEx";
    enter!(
        fx = DriverGlobals,
        WdfDeviceSetDeviceInterfaceStateEx(Device, InterfaceClassGUID, ReferenceString)
    );
    let choice = Choice {
        device: Device,
        class: InterfaceClassGUID,
        reference: ReferenceString,
        enabled: IsInterfaceEnabled,
        manual: true,
    };
    set_interface_state(fx, NAME, &choice);
}

#[doc = "[`WdfDeviceRetrieveDeviceInterfaceString`](wdk_sys::wdf::WdfDeviceRetrieveDeviceInterfaceString)"]
#[abi]
pub(crate) unsafe fn WdfDeviceRetrieveDeviceInterfaceString(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    InterfaceClassGUID: *const GUID,
    ReferenceString: PCUNICODE_STRING,
    String: WDFSTRING,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceRetrieveDeviceInterfaceString";
    enter!(
        fx = DriverGlobals,
        WdfDeviceRetrieveDeviceInterfaceString(Device, InterfaceClassGUID, ReferenceString, String)
    );
    let device = Device.object::<Device>(fx);
    let string = String.object::<Text>(fx);
    let (Some(device), Some(string)) = (device, string) else {
        return status::INVALID_HANDLE;
    };
    let Some(class) = InterfaceClassGUID.read() else {
        violation::null_parameter(fx, NAME, "InterfaceClassGUID");
        return STATUS_INVALID_PARAMETER;
    };
    let reference = match ReferenceString.checked_units() {
        Ok(reference) => reference,
        Err(status) => return status,
    };
    if !device.is_pnp() {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    let link = device
        .interfaces
        .with(|interfaces| interfaces.find(&class, reference).map(|found| found.link));
    let Some(link) = link else {
        return STATUS_OBJECT_NAME_NOT_FOUND;
    };
    if link.Buffer.is_null() {
        return STATUS_INVALID_DEVICE_STATE;
    }
    // SAFETY: the interface lives as long as its device.
    let link = unsafe { units(&raw const link) };
    string.assign(link).err().unwrap_or(STATUS_SUCCESS)
}
