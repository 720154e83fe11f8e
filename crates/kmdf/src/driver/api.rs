//! The `WdfDriver*` functions.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::ptr;

use wdk_sys::{
    BOOLEAN, IRP_MJ_MAXIMUM_FUNCTION, NTSTATUS, PCUNICODE_STRING, PDRIVER_OBJECT, PVOID, PWSTR,
    STATUS_DRIVER_INTERNAL_ERROR, STATUS_INVALID_PARAMETER, STATUS_NOT_SUPPORTED, STATUS_SUCCESS,
    abi,
    wdf::{
        _WDF_DRIVER_INIT_FLAGS::{
            WdfDriverInitCompanion, WdfDriverInitNoDispatchOverride, WdfDriverInitNonPnpDriver,
        },
        MAJOR_VERSION, PFN_WDF_TRACE_CALLBACK, PWDF_DRIVER_CONFIG, PWDF_DRIVER_GLOBALS,
        PWDF_DRIVER_VERSION_AVAILABLE_PARAMS, PWDF_OBJECT_ATTRIBUTES, WDF_DRIVER_CONFIG,
        WDF_DRIVER_VERSION_AVAILABLE_PARAMS, WDFDRIVER, WDFSTRING,
    },
};

use super::{Driver, add_device, record, unload};
use crate::{
    Fx,
    argument::{Argument, Versioned, required},
    device, enter,
    object::{Attributes, Obj, Rules},
    status,
    strings::Text,
    text::w,
    violation,
};

const NO_DISPATCH_OVERRIDE: u32 = WdfDriverInitNoDispatchOverride as u32;
const NON_PNP: u32 = WdfDriverInitNonPnpDriver as u32;
const KNOWN_FLAGS: u32 = NO_DISPATCH_OVERRIDE | NON_PNP | WdfDriverInitCompanion as u32;
/// Size of `WDF_DRIVER_CONFIG` before the pool tag.
const CONFIG_V1_1: usize = 28;

// SAFETY: starts with `Size`; numbers and nullable functions.
unsafe impl Versioned for WDF_DRIVER_CONFIG {
    const EARLIER_SIZES: &'static [usize] = &[CONFIG_V1_1];
}

#[doc = "[`WdfDriverCreate`](wdk_sys::wdf::WdfDriverCreate)"]
#[abi]
pub(crate) unsafe fn WdfDriverCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DriverObject: PDRIVER_OBJECT,
    RegistryPath: PCUNICODE_STRING,
    DriverAttributes: PWDF_OBJECT_ATTRIBUTES,
    DriverConfig: PWDF_DRIVER_CONFIG,
    Driver: *mut WDFDRIVER,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfDriverCreate(RegistryPath, DriverAttributes, DriverConfig, Driver)
    );
    if DriverObject.is_null() {
        violation::null_parameter(fx, "WdfDriverCreate", "DriverObject");
        return STATUS_INVALID_PARAMETER;
    }
    required!(fx, WdfDriverCreate, RegistryPath, DriverConfig => STATUS_INVALID_PARAMETER);
    let config = match DriverConfig.read_versioned(fx) {
        Ok(config) => config,
        Err(status) => return status,
    };
    // SAFETY: the I/O manager's object, which DriverEntry passes on.
    let created = unsafe { create(fx, DriverObject, &DriverAttributes, &config) };
    Driver.put_created(created)
}

/// # Safety
/// The driver runs its DriverEntry with this object.
unsafe fn create(
    fx: Fx,
    driver_object: PDRIVER_OBJECT,
    attributes: &Argument<'_, PWDF_OBJECT_ATTRIBUTES>,
    config: &WDF_DRIVER_CONFIG,
) -> Result<Obj<Driver>, NTSTATUS> {
    let flags = config.DriverInitFlags;
    let dispatches = flags & NO_DISPATCH_OVERRIDE == 0;
    let pnp = flags & NON_PNP == 0;
    if flags & !KNOWN_FLAGS != 0 || (dispatches && !pnp && config.EvtDriverDeviceAdd.is_some()) {
        return Err(STATUS_INVALID_PARAMETER);
    }
    if fx.driver().is_some() {
        return Err(STATUS_DRIVER_INTERNAL_ERROR);
    }
    let attributes = Attributes::read(attributes, Rules::DRIVER)?;
    if config.DriverPoolTag != 0 {
        fx.set_tag(config.DriverPoolTag);
    }
    // SAFETY: the I/O manager's object, by contract.
    unsafe { record(driver_object, fx) }?;
    let body = if dispatches {
        Driver::new(config.EvtDriverDeviceAdd, config.EvtDriverUnload)
    } else {
        Driver::new(None, None)
    };
    let driver = Obj::create(fx, None, &attributes, body)?;
    driver.lock.initialize();
    if dispatches {
        // SAFETY: in DriverEntry nobody else uses the object.
        unsafe { set_driver_routines(driver_object, pnp, config.EvtDriverUnload.is_some()) };
    }
    let displace = if dispatches && pnp {
        true
    } else {
        config.EvtDriverUnload.is_some()
    };
    fx.set_driver(Some(driver));
    fx.update_public(|public| {
        public.DriverFlags |= flags;
        public.DisplaceDriverUnload = displace.into();
    });
    Ok(driver)
}

/// Points the I/O manager's object at the framework.
unsafe fn set_driver_routines(driver_object: PDRIVER_OBJECT, pnp: bool, has_unload: bool) {
    // SAFETY: the I/O manager's object, in DriverEntry.
    let object = unsafe { &mut *driver_object };
    // SAFETY: the extension is part of every driver object.
    let extension = unsafe { &mut *object.DriverExtension };
    extension.AddDevice = if pnp { Some(add_device) } else { None };
    object.DriverUnload = if pnp || has_unload {
        Some(unload)
    } else {
        None
    };
    for entry in &mut object.MajorFunction[..=IRP_MJ_MAXIMUM_FUNCTION as usize] {
        *entry = Some(device::dispatch_irp);
    }
}

#[doc = "[`WdfDriverGetRegistryPath`](wdk_sys::wdf::WdfDriverGetRegistryPath)"]
#[abi]
pub(crate) unsafe fn WdfDriverGetRegistryPath(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Driver: WDFDRIVER,
) -> PWSTR {
    enter!(fx = DriverGlobals, WdfDriverGetRegistryPath(Driver));
    match Driver.object::<Driver>(fx) {
        Some(_) => fx.registry_path.as_ptr().cast_mut(),
        None => ptr::null_mut(),
    }
}

#[doc = "[`WdfDriverWdmGetDriverObject`](wdk_sys::wdf::WdfDriverWdmGetDriverObject)"]
#[abi]
pub(crate) unsafe fn WdfDriverWdmGetDriverObject(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Driver: WDFDRIVER,
) -> PDRIVER_OBJECT {
    enter!(fx = DriverGlobals, WdfDriverWdmGetDriverObject(Driver));
    match Driver.object::<Driver>(fx) {
        Some(_) => fx.driver_object,
        None => ptr::null_mut(),
    }
}

#[doc = "[`WdfWdmDriverGetWdfDriverHandle`](wdk_sys::wdf::WdfWdmDriverGetWdfDriverHandle)"]
#[abi]
pub(crate) unsafe fn WdfWdmDriverGetWdfDriverHandle(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DriverObject: PDRIVER_OBJECT,
) -> WDFDRIVER {
    let fx = enter!(DriverGlobals, WdfWdmDriverGetWdfDriverHandle);
    if DriverObject.is_null() {
        violation::null_parameter(fx, "WdfWdmDriverGetWdfDriverHandle", "DriverObject");
        return ptr::null_mut();
    }
    // SAFETY: the I/O manager's object.
    unsafe { super::of_driver_object(DriverObject) }
        .and_then(|fx| fx.driver())
        .map_or(ptr::null_mut(), |driver| driver.handle().cast())
}

#[doc = "[`WdfDriverRegisterTraceInfo`](wdk_sys::wdf::WdfDriverRegisterTraceInfo): never supported by KMDF."]
#[abi]
pub(crate) unsafe fn WdfDriverRegisterTraceInfo(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    _DriverObject: PDRIVER_OBJECT,
    _EvtTraceCallback: PFN_WDF_TRACE_CALLBACK,
    _ControlBlock: PVOID,
) -> NTSTATUS {
    enter!(DriverGlobals, WdfDriverRegisterTraceInfo);
    STATUS_NOT_SUPPORTED
}

/// The text with the minor version, which has two digits, in the place of its `00`.
fn with_minor<const N: usize>(mut text: [u16; N], minor: u32) -> [u16; N] {
    const { assert!(MAJOR_VERSION == 1) };
    let digit = |number: u32| u16::from(b'0') + (number % 10) as u16;
    if let [.., tens, ones, _dot, _build] = &mut text[..] {
        *tens = digit(minor / 10);
        *ones = digit(minor);
    }
    text
}

#[doc = "[`WdfDriverRetrieveVersionString`](wdk_sys::wdf::WdfDriverRetrieveVersionString)"]
#[abi]
pub(crate) unsafe fn WdfDriverRetrieveVersionString(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Driver: WDFDRIVER,
    String: WDFSTRING,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfDriverRetrieveVersionString(Driver, String)
    );
    let driver = Driver.object::<Driver>(fx);
    let string = String.object::<Text>(fx);
    let (Some(_), Some(string)) = (driver, string) else {
        return status::INVALID_HANDLE;
    };
    let outcome = if fx.verifier_on() {
        string.assign(&with_minor(
            w!("Kernel Mode Driver Framework (verifier on) version 1.00.0"),
            fx.framework,
        ))
    } else {
        string.assign(&with_minor(
            w!("Kernel Mode Driver Framework version 1.00.0"),
            fx.framework,
        ))
    };
    outcome.err().unwrap_or(STATUS_SUCCESS)
}

#[doc = "[`WdfDriverIsVersionAvailable`](wdk_sys::wdf::WdfDriverIsVersionAvailable)"]
#[abi]
pub(crate) unsafe fn WdfDriverIsVersionAvailable(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Driver: WDFDRIVER,
    VersionAvailableParams: PWDF_DRIVER_VERSION_AVAILABLE_PARAMS,
) -> BOOLEAN {
    enter!(
        fx = DriverGlobals,
        WdfDriverIsVersionAvailable(Driver, VersionAvailableParams)
    );
    let driver = Driver.object::<Driver>(fx);
    let Some(parameters) = VersionAvailableParams.read() else {
        violation::null_parameter(fx, "WdfDriverIsVersionAvailable", "VersionAvailableParams");
        return 0;
    };
    let size = size_of::<WDF_DRIVER_VERSION_AVAILABLE_PARAMS>();
    let available = driver.is_some()
        && parameters.Size as usize == size
        && parameters.MajorVersion == MAJOR_VERSION
        && parameters.MinorVersion <= fx.framework;
    available.into()
}
