//! `usbdlib.h`: handles of the USB stack and the building of request blocks.

use crate::*;

imports! { "USBD.SYS";
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_getusbdiversion>
    pub fn USBD_GetUSBDIVersion(VersionInformation: PUSBD_VERSION_INFORMATION);
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_parseconfigurationdescriptor>
    pub fn USBD_ParseConfigurationDescriptor(
        ConfigurationDescriptor: PUSB_CONFIGURATION_DESCRIPTOR,
        InterfaceNumber: UCHAR,
        AlternateSetting: UCHAR,
    ) -> PUSB_INTERFACE_DESCRIPTOR;
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_createconfigurationrequest>
    pub fn USBD_CreateConfigurationRequest(
        ConfigurationDescriptor: PUSB_CONFIGURATION_DESCRIPTOR,
        Siz: PUSHORT,
    ) -> PURB;
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_parsedescriptors>
    pub fn USBD_ParseDescriptors(
        DescriptorBuffer: PVOID,
        TotalLength: ULONG,
        StartPosition: PVOID,
        DescriptorType: LONG,
    ) -> PUSB_COMMON_DESCRIPTOR;
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_parseconfigurationdescriptorex>
    pub fn USBD_ParseConfigurationDescriptorEx(
        ConfigurationDescriptor: PUSB_CONFIGURATION_DESCRIPTOR,
        StartPosition: PVOID,
        InterfaceNumber: LONG,
        AlternateSetting: LONG,
        InterfaceClass: LONG,
        InterfaceSubClass: LONG,
        InterfaceProtocol: LONG,
    ) -> PUSB_INTERFACE_DESCRIPTOR;
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_createconfigurationrequestex>
    pub fn USBD_CreateConfigurationRequestEx(
        ConfigurationDescriptor: PUSB_CONFIGURATION_DESCRIPTOR,
        InterfaceList: PUSBD_INTERFACE_LIST_ENTRY,
    ) -> PURB;
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_getinterfacelength>
    pub fn USBD_GetInterfaceLength(
        InterfaceDescriptor: PUSB_INTERFACE_DESCRIPTOR,
        BufferEnd: PUCHAR,
    ) -> ULONG;
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_registerhcfilter>
    pub fn USBD_RegisterHcFilter(DeviceObject: PDEVICE_OBJECT, FilterDeviceObject: PDEVICE_OBJECT);
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_getpdoregistryparameter>
    pub fn USBD_GetPdoRegistryParameter(
        PhysicalDeviceObject: PDEVICE_OBJECT,
        Parameter: PVOID,
        ParameterLength: ULONG,
        KeyName: PWSTR,
        KeyNameLength: ULONG,
    ) -> NTSTATUS;
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_querybustime>
    pub fn USBD_QueryBusTime(RootHubPdo: PDEVICE_OBJECT, CurrentFrame: PULONG) -> NTSTATUS;
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_calculateusbbandwidth>
    pub fn USBD_CalculateUsbBandwidth(
        MaxPacketSize: ULONG,
        EndpointType: UCHAR,
        LowSpeed: BOOLEAN,
    ) -> ULONG;
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_validateconfigurationdescriptor>
    pub fn USBD_ValidateConfigurationDescriptor(
        ConfigDesc: PUSB_CONFIGURATION_DESCRIPTOR,
        BufferLength: ULONG,
        Level: USHORT,
        Offset: *mut PUCHAR,
        Tag: ULONG,
    ) -> USBD_STATUS;
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_createhandle>
    pub fn USBD_CreateHandle(
        DeviceObject: PDEVICE_OBJECT,
        TargetDeviceObject: PDEVICE_OBJECT,
        USBDClientContractVersion: ULONG,
        PoolTag: ULONG,
        USBDHandle: *mut USBD_HANDLE,
    ) -> NTSTATUS;
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_closehandle>
    pub fn USBD_CloseHandle(USBDHandle: USBD_HANDLE);
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_isinterfaceversionsupported>
    pub fn USBD_IsInterfaceVersionSupported(
        USBDHandle: USBD_HANDLE,
        USBDInterfaceVersion: ULONG,
    ) -> BOOLEAN;
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_urballocate>
    pub fn USBD_UrbAllocate(USBDHandle: USBD_HANDLE, Urb: *mut PURB) -> NTSTATUS;
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_isochurballocate>
    pub fn USBD_IsochUrbAllocate(
        USBDHandle: USBD_HANDLE,
        NumberOfIsochPacket: ULONG,
        Urb: *mut PURB,
    ) -> NTSTATUS;
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_urbfree>
    pub fn USBD_UrbFree(USBDHandle: USBD_HANDLE, Urb: PURB);
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_selectconfigurballocateandbuild>
    pub fn USBD_SelectConfigUrbAllocateAndBuild(
        USBDHandle: USBD_HANDLE,
        ConfigurationDescriptor: PUSB_CONFIGURATION_DESCRIPTOR,
        InterfaceList: PUSBD_INTERFACE_LIST_ENTRY,
        Urb: *mut PURB,
    ) -> NTSTATUS;
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_selectinterfaceurballocateandbuild>
    pub fn USBD_SelectInterfaceUrbAllocateAndBuild(
        USBDHandle: USBD_HANDLE,
        ConfigurationHandle: USBD_CONFIGURATION_HANDLE,
        InterfaceListEntry: PUSBD_INTERFACE_LIST_ENTRY,
        Urb: *mut PURB,
    ) -> NTSTATUS;
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_assignurbtoiostacklocation>
    pub fn USBD_AssignUrbToIoStackLocation(
        USBDHandle: USBD_HANDLE,
        IoStackLocation: PIO_STACK_LOCATION,
        Urb: PURB,
    );
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_queryusbcapability>
    pub fn USBD_QueryUsbCapability(
        USBDHandle: USBD_HANDLE,
        CapabilityType: *const GUID,
        OutputBufferLength: ULONG,
        OutputBuffer: PUCHAR,
        ResultLength: PULONG,
    ) -> NTSTATUS;
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_buildregistercompositedevice>
    pub fn USBD_BuildRegisterCompositeDevice(
        USBDHandle: USBD_HANDLE,
        CapabilityFlags: COMPOSITE_DEVICE_CAPABILITIES,
        FunctionCount: ULONG,
        RegisterCompositeDevice: PREGISTER_COMPOSITE_DEVICE,
    );
}
