//! `wdm.h`, `ntddk.h`, `ntifs.h`: driver, device and file objects, and I/O control codes.

mod constants;
mod types;

use crate::{
    ACCESS_MASK, BOOLEAN, KernelVariable, LPGUID, NTSTATUS, PHANDLE, PIRP, POBJECT_TYPE,
    PTXN_PARAMETER_BLOCK, PULONG, PUNICODE_STRING, PVOID, ULONG, host_world, imports,
};

pub use self::{constants::*, types::*};

imports! { "ntoskrnl.exe";
    /// Allocates a driver's own data beside its driver object. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioallocatedriverobjectextension>
    pub fn IoAllocateDriverObjectExtension(
        DriverObject: PDRIVER_OBJECT,
        ClientIdentificationAddress: PVOID,
        DriverObjectExtensionSize: ULONG,
        DriverObjectExtension: *mut PVOID,
    ) -> NTSTATUS;
    /// Puts a device on top of a device stack and returns the device below it, or null.
    /// IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioattachdevicetodevicestack>
    pub fn IoAttachDeviceToDeviceStack(
        SourceDevice: PDEVICE_OBJECT,
        TargetDevice: PDEVICE_OBJECT,
    ) -> PDEVICE_OBJECT;
    /// Creates a device object, which is not yet initialised. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocreatedevice>
    pub fn IoCreateDevice(
        DriverObject: PDRIVER_OBJECT,
        DeviceExtensionSize: ULONG,
        DeviceName: PUNICODE_STRING,
        DeviceType: ULONG,
        DeviceCharacteristics: ULONG,
        Exclusive: BOOLEAN,
        DeviceObject: *mut PDEVICE_OBJECT,
    ) -> NTSTATUS;
    /// Creates a link in the object manager's name space. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocreatesymboliclink>
    pub fn IoCreateSymbolicLink(
        SymbolicLinkName: PUNICODE_STRING,
        DeviceName: PUNICODE_STRING,
    ) -> NTSTATUS;
    /// Creates a link that everybody may replace. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocreateunprotectedsymboliclink>
    pub fn IoCreateUnprotectedSymbolicLink(
        SymbolicLinkName: PUNICODE_STRING,
        DeviceName: PUNICODE_STRING,
    ) -> NTSTATUS;
    /// Deletes a device object, as soon as nobody refers to it. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iodeletedevice>
    pub fn IoDeleteDevice(DeviceObject: PDEVICE_OBJECT);
    /// Removes a link from the name space. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iodeletesymboliclink>
    pub fn IoDeleteSymbolicLink(SymbolicLinkName: PUNICODE_STRING) -> NTSTATUS;
    /// Detaches the device above `TargetDevice`. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iodetachdevice>
    pub fn IoDetachDevice(TargetDevice: PDEVICE_OBJECT);
    /// The topmost device of a stack. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iogetattacheddevice>
    pub fn IoGetAttachedDevice(DeviceObject: PDEVICE_OBJECT) -> PDEVICE_OBJECT;
    /// The topmost device of a stack, referenced. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetattacheddevicereference>
    pub fn IoGetAttachedDeviceReference(DeviceObject: PDEVICE_OBJECT) -> PDEVICE_OBJECT;
    /// Opens a device by name and returns the top of its stack, and a referenced file
    /// object. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetdeviceobjectpointer>
    pub fn IoGetDeviceObjectPointer(
        ObjectName: PUNICODE_STRING,
        DesiredAccess: ACCESS_MASK,
        FileObject: *mut PFILE_OBJECT,
        DeviceObject: *mut PDEVICE_OBJECT,
    ) -> NTSTATUS;
    /// What `IoAllocateDriverObjectExtension` allocated for this identifier, or null. IRQL:
    /// <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetdriverobjectextension>
    pub fn IoGetDriverObjectExtension(
        DriverObject: PDRIVER_OBJECT,
        ClientIdentificationAddress: PVOID,
    ) -> PVOID;
    /// The topmost device that serves a file object. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetrelateddeviceobject>
    pub fn IoGetRelatedDeviceObject(FileObject: PFILE_OBJECT) -> PDEVICE_OBJECT;
    /// Checks the access of a request that its control code does not ask for. IRQL: <=
    /// DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iovalidatedeviceiocontrolaccess>
    pub fn IoValidateDeviceIoControlAccess(Irp: PIRP, RequiredAccess: ULONG) -> NTSTATUS;
    /// The device below another, referenced. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iogetlowerdeviceobject>
    pub fn IoGetLowerDeviceObject(DeviceObject: PDEVICE_OBJECT) -> PDEVICE_OBJECT;
    /// The lowest device of a stack, referenced. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iogetdeviceattachmentbaseref>
    pub fn IoGetDeviceAttachmentBaseRef(DeviceObject: PDEVICE_OBJECT) -> PDEVICE_OBJECT;
    /// The devices of a driver, referenced. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ioenumeratedeviceobjectlist>
    pub fn IoEnumerateDeviceObjectList(
        DriverObject: PDRIVER_OBJECT,
        DeviceObjectList: *mut PDEVICE_OBJECT,
        DeviceObjectListSize: ULONG,
        ActualNumberDeviceObjects: PULONG,
    ) -> NTSTATUS;
    /// Attaches a device and stores the device below before anything arrives. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-ioattachdevicetodevicestacksafe>
    pub fn IoAttachDeviceToDeviceStackSafe(
        SourceDevice: PDEVICE_OBJECT,
        TargetDevice: PDEVICE_OBJECT,
        AttachedToDeviceObject: *mut PDEVICE_OBJECT,
    ) -> NTSTATUS;
    /// The transaction that a file was opened in, or null. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-iogettransactionparameterblock>
    pub fn IoGetTransactionParameterBlock(FileObject: PFILE_OBJECT) -> PTXN_PARAMETER_BLOCK;
}

/// A `FILE_DEVICE_*` value.
pub type DEVICE_TYPE = ULONG;

/// An I/O control code: the device's type, the function, how buffers are passed, and which access
/// the handle must have.
///
/// ```
/// use wdk_sys::*;
/// assert_eq!(CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS), 0x22_2000);
/// ```
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/d4drvif/nf-d4drvif-ctl_code>
#[inline]
#[must_use]
pub const fn CTL_CODE(DeviceType: ULONG, Function: ULONG, Method: ULONG, Access: ULONG) -> ULONG {
    DeviceType << 16 | Access << 14 | Function << 2 | Method
}

/// The device's type in an I/O control code.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
#[inline]
#[must_use]
pub const fn DEVICE_TYPE_FROM_CTL_CODE(ctrlCode: ULONG) -> ULONG {
    ctrlCode >> 16
}

/// How an I/O control code passes its buffers.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
#[inline]
#[must_use]
pub const fn METHOD_FROM_CTL_CODE(ctrlCode: ULONG) -> ULONG {
    ctrlCode & 3
}

imports! { "ntoskrnl.exe";
    /// Names the registry key of a driver's service, its image's folder or its data folder.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioopendriverregistrykey>
    pub fn IoOpenDriverRegistryKey(
        DriverObject: PDRIVER_OBJECT,
        RegKeyType: DRIVER_REGKEY_TYPE,
        DesiredAccess: ACCESS_MASK,
        Flags: ULONG,
        DriverRegKey: PHANDLE,
    ) -> NTSTATUS;
    /// Opens a folder that belongs to a driver: that of its image, or one for its data. Windows 10
    /// 1803 and later. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetdriverdirectory>
    pub fn IoGetDriverDirectory(
        DriverObject: PDRIVER_OBJECT,
        DirectoryType: DRIVER_DIRECTORY_TYPE,
        Flags: ULONG,
        DriverDirectoryHandle: PHANDLE,
    ) -> NTSTATUS;
    /// The path of a driver's image, in paged pool that the caller frees. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-ioqueryfulldriverpath>
    pub fn IoQueryFullDriverPath(DriverObject: PDRIVER_OBJECT, FullPath: PUNICODE_STRING)
    -> NTSTATUS;
    /// The device's guid of a volume. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn IoVolumeDeviceToGuid(VolumeDeviceObject: PVOID, Guid: LPGUID) -> NTSTATUS;
    /// The path `\??\Volume{guid}` of a volume. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn IoVolumeDeviceToGuidPath(VolumeDeviceObject: PVOID, GuidPath: PUNICODE_STRING)
    -> NTSTATUS;

    /// The object type of devices.
    pub static IoDeviceObjectType: KernelVariable<POBJECT_TYPE>;
    /// The object type of drivers.
    pub static IoDriverObjectType: KernelVariable<POBJECT_TYPE>;
    /// The object type of files.
    pub static IoFileObjectType: KernelVariable<POBJECT_TYPE>;
}

host_world! {
    use crate::{LPCGUID, PCUNICODE_STRING};

    imports! { "ntoskrnl.exe";
        /// Creates a device object with a security descriptor in SDDL, which the registry may override.
        /// On Windows this is not an export but a part of the static library `wdmsec.lib`, hence absent
        /// from the kernel world. IRQL: PASSIVE_LEVEL.
        /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdmsec/nf-wdmsec-wdmlibiocreatedevicesecure>
        pub fn WdmlibIoCreateDeviceSecure(
            DriverObject: PDRIVER_OBJECT,
            DeviceExtensionSize: ULONG,
            DeviceName: PUNICODE_STRING,
            DeviceType: DEVICE_TYPE,
            DeviceCharacteristics: ULONG,
            Exclusive: BOOLEAN,
            DefaultSDDLString: PCUNICODE_STRING,
            DeviceClassGuid: LPCGUID,
            DeviceObject: *mut PDEVICE_OBJECT,
        ) -> NTSTATUS;
    }
}

/// Which of a driver's registry keys [`IoOpenDriverRegistryKey`] opens.
pub mod _DRIVER_REGKEY_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const DriverRegKeyParameters: Type = 0;
    pub const DriverRegKeyPersistentState: Type = 1;
    pub const DriverRegKeySharedPersistentState: Type = 2;
}
/// A value of [`_DRIVER_REGKEY_TYPE`].
pub type DRIVER_REGKEY_TYPE = _DRIVER_REGKEY_TYPE::Type;

/// Which of a driver's folders [`IoGetDriverDirectory`] opens.
pub mod _DRIVER_DIRECTORY_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const DriverDirectoryImage: Type = 0;
    pub const DriverDirectoryData: Type = 1;
    pub const DriverDirectorySharedData: Type = 2;
}
/// A value of [`_DRIVER_DIRECTORY_TYPE`].
pub type DRIVER_DIRECTORY_TYPE = _DRIVER_DIRECTORY_TYPE::Type;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_code_keeps_its_parts() {
        let code = CTL_CODE(
            FILE_DEVICE_KEYBOARD,
            0x9AB,
            METHOD_NEITHER,
            FILE_WRITE_ACCESS,
        );
        assert_eq!(code, 0x000B_A6AF);
        assert_eq!(DEVICE_TYPE_FROM_CTL_CODE(code), FILE_DEVICE_KEYBOARD);
        assert_eq!(METHOD_FROM_CTL_CODE(code), METHOD_NEITHER);
    }
}
