//! `usbdlib.h`: handles of the USB stack and the building of request blocks.

use crate::{
    BOOLEAN, COMPOSITE_DEVICE_CAPABILITIES, GUID, LONG, NTSTATUS, PDEVICE_OBJECT,
    PIO_STACK_LOCATION, PREGISTER_COMPOSITE_DEVICE, PUCHAR, PULONG, PURB, PUSB_COMMON_DESCRIPTOR,
    PUSB_CONFIGURATION_DESCRIPTOR, PUSB_INTERFACE_DESCRIPTOR, PUSBD_INTERFACE_LIST_ENTRY,
    PUSBD_VERSION_INFORMATION, PUSHORT, PVOID, PWSTR, UCHAR, ULONG, USBD_CONFIGURATION_HANDLE,
    USBD_HANDLE, USBD_STATUS, USHORT, imports,
};

imports! { "USBD.SYS";
    /// The version of the USB stack. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_getusbdiversion>
    pub fn USBD_GetUSBDIVersion(VersionInformation: PUSBD_VERSION_INFORMATION);
    /// The descriptor of an interface, by its number and alternate setting.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_parseconfigurationdescriptor>
    pub fn USBD_ParseConfigurationDescriptor(
        ConfigurationDescriptor: PUSB_CONFIGURATION_DESCRIPTOR,
        InterfaceNumber: UCHAR,
        AlternateSetting: UCHAR,
    ) -> PUSB_INTERFACE_DESCRIPTOR;
    /// Builds the request that selects a configuration; drivers of today call
    /// [`USBD_CreateConfigurationRequestEx`].
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_createconfigurationrequest>
    pub fn USBD_CreateConfigurationRequest(
        ConfigurationDescriptor: PUSB_CONFIGURATION_DESCRIPTOR,
        Siz: PUSHORT,
    ) -> PURB;
    /// The first descriptor of a type. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_parsedescriptors>
    pub fn USBD_ParseDescriptors(
        DescriptorBuffer: PVOID,
        TotalLength: ULONG,
        StartPosition: PVOID,
        DescriptorType: LONG,
    ) -> PUSB_COMMON_DESCRIPTOR;
    /// The descriptor of an interface that has some properties. IRQL: PASSIVE_LEVEL.
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
    /// Builds the request that selects a configuration; the caller frees it with
    /// `ExFreePool`. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_createconfigurationrequestex>
    pub fn USBD_CreateConfigurationRequestEx(
        ConfigurationDescriptor: PUSB_CONFIGURATION_DESCRIPTOR,
        InterfaceList: PUSBD_INTERFACE_LIST_ENTRY,
    ) -> PURB;
    /// The length of an interface's descriptor and of those that follow. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_getinterfacelength>
    pub fn USBD_GetInterfaceLength(
        InterfaceDescriptor: PUSB_INTERFACE_DESCRIPTOR,
        BufferEnd: PUCHAR,
    ) -> ULONG;
    /// Registers a filter of a host controller. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_registerhcfilter>
    pub fn USBD_RegisterHcFilter(DeviceObject: PDEVICE_OBJECT, FilterDeviceObject: PDEVICE_OBJECT);
    /// Reads a value of a device's hardware key. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_getpdoregistryparameter>
    pub fn USBD_GetPdoRegistryParameter(
        PhysicalDeviceObject: PDEVICE_OBJECT,
        Parameter: PVOID,
        ParameterLength: ULONG,
        KeyName: PWSTR,
        KeyNameLength: ULONG,
    ) -> NTSTATUS;
    /// The current frame of the bus.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_querybustime>
    pub fn USBD_QueryBusTime(RootHubPdo: PDEVICE_OBJECT, CurrentFrame: PULONG) -> NTSTATUS;
    /// The bandwidth of an endpoint; the function does nothing any more. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_calculateusbbandwidth>
    pub fn USBD_CalculateUsbBandwidth(
        MaxPacketSize: ULONG,
        EndpointType: UCHAR,
        LowSpeed: BOOLEAN,
    ) -> ULONG;
    /// Checks a configuration descriptor. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_validateconfigurationdescriptor>
    pub fn USBD_ValidateConfigurationDescriptor(
        ConfigDesc: PUSB_CONFIGURATION_DESCRIPTOR,
        BufferLength: ULONG,
        Level: USHORT,
        Offset: *mut PUCHAR,
        Tag: ULONG,
    ) -> USBD_STATUS;
    /// Registers a client driver with the USB stack. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_createhandle>
    pub fn USBD_CreateHandle(
        DeviceObject: PDEVICE_OBJECT,
        TargetDeviceObject: PDEVICE_OBJECT,
        USBDClientContractVersion: ULONG,
        PoolTag: ULONG,
        USBDHandle: *mut USBD_HANDLE,
    ) -> NTSTATUS;
    /// Ends the registration of a client driver.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_closehandle>
    pub fn USBD_CloseHandle(USBDHandle: USBD_HANDLE);
    /// Whether the USB stack has a version of the interface.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_isinterfaceversionsupported>
    pub fn USBD_IsInterfaceVersionSupported(
        USBDHandle: USBD_HANDLE,
        USBDInterfaceVersion: ULONG,
    ) -> BOOLEAN;
    /// Allocates a request block. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_urballocate>
    pub fn USBD_UrbAllocate(USBDHandle: USBD_HANDLE, Urb: *mut PURB) -> NTSTATUS;
    /// Allocates an isochronous request block. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_isochurballocate>
    pub fn USBD_IsochUrbAllocate(
        USBDHandle: USBD_HANDLE,
        NumberOfIsochPacket: ULONG,
        Urb: *mut PURB,
    ) -> NTSTATUS;
    /// Frees a request block. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_urbfree>
    pub fn USBD_UrbFree(USBDHandle: USBD_HANDLE, Urb: PURB);
    /// Builds the request that selects a configuration. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_selectconfigurballocateandbuild>
    pub fn USBD_SelectConfigUrbAllocateAndBuild(
        USBDHandle: USBD_HANDLE,
        ConfigurationDescriptor: PUSB_CONFIGURATION_DESCRIPTOR,
        InterfaceList: PUSBD_INTERFACE_LIST_ENTRY,
        Urb: *mut PURB,
    ) -> NTSTATUS;
    /// Builds the request that selects an alternate setting. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_selectinterfaceurballocateandbuild>
    pub fn USBD_SelectInterfaceUrbAllocateAndBuild(
        USBDHandle: USBD_HANDLE,
        ConfigurationHandle: USBD_CONFIGURATION_HANDLE,
        InterfaceListEntry: PUSBD_INTERFACE_LIST_ENTRY,
        Urb: *mut PURB,
    ) -> NTSTATUS;
    /// Puts a request block into a stack location. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/usbdlib/nf-usbdlib-usbd_assignurbtoiostacklocation>
    pub fn USBD_AssignUrbToIoStackLocation(
        USBDHandle: USBD_HANDLE,
        IoStackLocation: PIO_STACK_LOCATION,
        Urb: PURB,
    );
    /// Whether the USB stack and the device have a capability. IRQL: PASSIVE_LEVEL.
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
