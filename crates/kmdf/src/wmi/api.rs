//! The `WdfWmi*` functions.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::{ptr, sync::atomic::Ordering};

use wdk_sys::{
    BOOLEAN, NTSTATUS, PCUNICODE_STRING, PVOID, STATUS_INFO_LENGTH_MISMATCH,
    STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_PARAMETER, STATUS_SUCCESS,
    STATUS_WMI_GUID_DISCONNECTED, ULONG, ULONGLONG, abi,
    wdf::{
        PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, PWDF_WMI_INSTANCE_CONFIG,
        PWDF_WMI_PROVIDER_CONFIG, WDF_WMI_INSTANCE_CONFIG, WDF_WMI_PROVIDER_CONFIG,
        WDF_WMI_PROVIDER_CONTROL, WDFDEVICE, WDFWMIINSTANCE, WDFWMIPROVIDER,
    },
};

use super::{instance::Instance, provider::Provider};
use crate::{
    Fx,
    argument::{Argument, object, required, status_of},
    device::Device,
    enter,
    object::{Attributes, Obj, Rules},
    pool::PoolVec,
    status,
};

#[doc = "[`WdfDeviceAssignMofResourceName`](wdk_sys::wdf::WdfDeviceAssignMofResourceName)"]
#[abi]
pub(crate) unsafe fn WdfDeviceAssignMofResourceName(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    MofResourceName: PCUNICODE_STRING,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfDeviceAssignMofResourceName(Device, MofResourceName)
    );
    let device = object!(fx, Device, Device => status::INVALID_HANDLE);
    required!(fx, WdfDeviceAssignMofResourceName, MofResourceName => STATUS_INVALID_PARAMETER);
    status_of(assign_mof(fx, device, &MofResourceName))
}

fn assign_mof(
    fx: Fx,
    device: Obj<Device>,
    name: &Argument<'_, PCUNICODE_STRING>,
) -> Result<(), NTSTATUS> {
    let copy = PoolVec::copy_of(fx.tag(), name.units())?;
    // What is not stored is dropped after the lock.
    let mut copy = Some(copy);
    device.wmi.mof_resource.with(|place| match place {
        Some(_) => Err(STATUS_INVALID_DEVICE_REQUEST),
        None => {
            *place = copy.take();
            Ok(())
        }
    })
}

/// A provider of this configuration, unless it is of a block that the framework has.
fn create_provider(
    fx: Fx,
    device: Obj<Device>,
    config: &WDF_WMI_PROVIDER_CONFIG,
    attributes: &Attributes,
) -> Result<Obj<Provider>, NTSTATUS> {
    if device.is_own_block(&config.Guid) {
        return Err(STATUS_WMI_GUID_DISCONNECTED);
    }
    Obj::create_provider(fx, device, config, attributes)
}

#[doc = "[`WdfWmiProviderCreate`](wdk_sys::wdf::WdfWmiProviderCreate)"]
#[abi]
pub(crate) unsafe fn WdfWmiProviderCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    WmiProviderConfig: PWDF_WMI_PROVIDER_CONFIG,
    ProviderAttributes: PWDF_OBJECT_ATTRIBUTES,
    WmiProvider: *mut WDFWMIPROVIDER,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfWmiProviderCreate(Device, WmiProviderConfig, ProviderAttributes, WmiProvider)
    );
    let device = object!(fx, Device, Device => status::INVALID_HANDLE);
    required!(
        fx,
        WdfWmiProviderCreate,
        WmiProviderConfig,
        WmiProvider => STATUS_INVALID_PARAMETER
    );
    WmiProvider.put(ptr::null_mut());
    let Some(config) = WmiProviderConfig.read() else {
        return STATUS_INVALID_PARAMETER;
    };
    let created = Attributes::read(&ProviderAttributes, Rules::WMI)
        .and_then(|attributes| create_provider(device.fx(), device, &config, &attributes));
    WmiProvider.put_created(created)
}

#[doc = "[`WdfWmiInstanceCreate`](wdk_sys::wdf::WdfWmiInstanceCreate)"]
#[abi]
pub(crate) unsafe fn WdfWmiInstanceCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    InstanceConfig: PWDF_WMI_INSTANCE_CONFIG,
    InstanceAttributes: PWDF_OBJECT_ATTRIBUTES,
    Instance: *mut WDFWMIINSTANCE,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfWmiInstanceCreate(Device, InstanceConfig, InstanceAttributes, Instance)
    );
    required!(fx, WdfWmiInstanceCreate, InstanceConfig => STATUS_INVALID_PARAMETER);
    let Some(config) = InstanceConfig.read() else {
        return STATUS_INVALID_PARAMETER;
    };
    if config.Size as usize != size_of::<WDF_WMI_INSTANCE_CONFIG>() {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    let created =
        provider_of(fx, &Device, &InstanceConfig, &config).and_then(|(provider, is_new)| {
            create_instance(provider, &config, &InstanceAttributes).inspect_err(|_| {
                if is_new {
                    provider.abandon();
                }
            })
        });
    match created {
        Ok(instance) => {
            Instance.put(instance.handle().cast());
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

/// The provider that an instance is to have, and whether it was made for it.
fn provider_of(
    fx: Fx,
    device: &Argument<'_, WDFDEVICE>,
    argument: &Argument<'_, PWDF_WMI_INSTANCE_CONFIG>,
    config: &WDF_WMI_INSTANCE_CONFIG,
) -> Result<(Obj<Provider>, bool), NTSTATUS> {
    if config.Provider.is_null() == config.ProviderConfig.is_null() {
        return Err(STATUS_INVALID_PARAMETER);
    }
    // SAFETY: a handle that the driver has put into its structure.
    let provider = unsafe { argument.member(config.Provider) };
    if !provider.is_null() {
        let found = provider.object::<Provider>(fx);
        return found
            .map(|provider| (provider, false))
            .ok_or(status::INVALID_HANDLE);
    }
    let device = device.object::<Device>(fx).ok_or(status::INVALID_HANDLE)?;
    // SAFETY: a structure that the driver has put into its structure.
    let config = unsafe { argument.member(config.ProviderConfig) };
    let config = config.read().ok_or(STATUS_INVALID_PARAMETER)?;
    let provider = create_provider(device.fx(), device, &config, &Attributes::NONE)?;
    Ok((provider, true))
}

fn create_instance(
    provider: Obj<Provider>,
    config: &WDF_WMI_INSTANCE_CONFIG,
    attributes: &Argument<'_, PWDF_OBJECT_ATTRIBUTES>,
) -> Result<Obj<Instance>, NTSTATUS> {
    let attributes = Attributes::read(attributes, Rules::WMI)?;
    let instance = Obj::create_instance(provider.fx(), provider, config, &attributes)?;
    if config.Register != 0
        && let Err(status) = register(instance)
    {
        instance.abandon();
        return Err(status);
    }
    Ok(instance)
}

fn register(instance: Obj<Instance>) -> Result<(), NTSTATUS> {
    let device = instance.device();
    let update = device.add_instance(instance, false)?;
    device.follow(update);
    Ok(())
}

#[doc = "[`WdfWmiProviderGetDevice`](wdk_sys::wdf::WdfWmiProviderGetDevice)"]
#[abi]
pub(crate) unsafe fn WdfWmiProviderGetDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    WmiProvider: WDFWMIPROVIDER,
) -> WDFDEVICE {
    enter!(fx = DriverGlobals, WdfWmiProviderGetDevice(WmiProvider));
    let provider = object!(fx, Provider, WmiProvider => ptr::null_mut());
    provider.device.handle().cast()
}

#[doc = "[`WdfWmiProviderIsEnabled`](wdk_sys::wdf::WdfWmiProviderIsEnabled)"]
#[abi]
pub(crate) unsafe fn WdfWmiProviderIsEnabled(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    WmiProvider: WDFWMIPROVIDER,
    ProviderControl: WDF_WMI_PROVIDER_CONTROL,
) -> BOOLEAN {
    enter!(fx = DriverGlobals, WdfWmiProviderIsEnabled(WmiProvider));
    let provider = object!(fx, Provider, WmiProvider => 0);
    BOOLEAN::from(provider.is_enabled(ProviderControl))
}

#[doc = "[`WdfWmiProviderGetTracingHandle`](wdk_sys::wdf::WdfWmiProviderGetTracingHandle)"]
#[abi]
pub(crate) unsafe fn WdfWmiProviderGetTracingHandle(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    WmiProvider: WDFWMIPROVIDER,
) -> ULONGLONG {
    enter!(
        fx = DriverGlobals,
        WdfWmiProviderGetTracingHandle(WmiProvider)
    );
    let provider = object!(fx, Provider, WmiProvider => 0);
    provider.tracing_handle.load(Ordering::Acquire)
}

#[doc = "[`WdfWmiInstanceRegister`](wdk_sys::wdf::WdfWmiInstanceRegister)"]
#[abi]
pub(crate) unsafe fn WdfWmiInstanceRegister(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    WmiInstance: WDFWMIINSTANCE,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfWmiInstanceRegister(WmiInstance));
    let instance = object!(fx, Instance, WmiInstance => status::INVALID_HANDLE);
    status_of(register(instance))
}

#[doc = "[`WdfWmiInstanceDeregister`](wdk_sys::wdf::WdfWmiInstanceDeregister)"]
#[abi]
pub(crate) unsafe fn WdfWmiInstanceDeregister(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    WmiInstance: WDFWMIINSTANCE,
) {
    enter!(fx = DriverGlobals, WdfWmiInstanceDeregister(WmiInstance));
    let instance = object!(fx, Instance, WmiInstance);
    let device = instance.device();
    device.follow(device.remove_instance(instance));
}

#[doc = "[`WdfWmiInstanceGetDevice`](wdk_sys::wdf::WdfWmiInstanceGetDevice)"]
#[abi]
pub(crate) unsafe fn WdfWmiInstanceGetDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    WmiInstance: WDFWMIINSTANCE,
) -> WDFDEVICE {
    enter!(fx = DriverGlobals, WdfWmiInstanceGetDevice(WmiInstance));
    let instance = object!(fx, Instance, WmiInstance => ptr::null_mut());
    instance.device().handle().cast()
}

#[doc = "[`WdfWmiInstanceGetProvider`](wdk_sys::wdf::WdfWmiInstanceGetProvider)"]
#[abi]
pub(crate) unsafe fn WdfWmiInstanceGetProvider(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    WmiInstance: WDFWMIINSTANCE,
) -> WDFWMIPROVIDER {
    enter!(fx = DriverGlobals, WdfWmiInstanceGetProvider(WmiInstance));
    let instance = object!(fx, Instance, WmiInstance => ptr::null_mut());
    instance.provider.handle().cast()
}

#[doc = "[`WdfWmiInstanceFireEvent`](wdk_sys::wdf::WdfWmiInstanceFireEvent)"]
#[abi]
pub(crate) unsafe fn WdfWmiInstanceFireEvent(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    WmiInstance: WDFWMIINSTANCE,
    EventDataSize: ULONG,
    EventData: PVOID,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfWmiInstanceFireEvent(WmiInstance));
    let instance = object!(fx, Instance, WmiInstance => status::INVALID_HANDLE);
    // SAFETY: the driver's data is null or has so many bytes, by Microsoft's page.
    unsafe { instance.fire(EventData, EventDataSize) }
}
